"""Django's registration of this room, and its entries in the menus."""

from django.apps import AppConfig

from maillage.ui import navigation


class GuideConfig(AppConfig):
    name = "maillage.guide"
    verbose_name = "Annuaire"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator

        navigation.register_search("guide:list")
        navigation.register(
            "Annuaire", "guide:list", order=10, icon="search", description="Qui fait quoi, pour qui, où."
        )
        navigation.register(
            "Thèmes", "guide:themes", order=20, icon="list", description="Les structures par grand domaine."
        )
        navigation.register(
            "Communes",
            "guide:communes",
            order=30,
            icon="map",
            description="Les structures, commune par commune.",
        )
        navigation.register(
            "Initiatives",
            "guide:initiatives",
            order=40,
            icon="next",
            description="Les projets du territoire, de l’idée à l’activité.",
        )
        navigation.register("Le guide à télécharger", "paper:published", place="footer", order=20)
        navigation.register(
            "Guide imprimé",
            "paper:editions",
            place="animation",
            order=60,
            who=is_animator,
            description="Préparer, relire, geler et publier le livret.",
            icon="print",
        )
