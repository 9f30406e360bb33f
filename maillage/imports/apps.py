"""Django's registration of this room, and its entries in the menus."""

from django.apps import AppConfig

from maillage.ui import navigation


class ImportsConfig(AppConfig):
    name = "maillage.imports"
    verbose_name = "Imports de listes"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator
        from maillage.imports.queries import pairs_news

        navigation.register(
            "Imports",
            "imports:list",
            place="animation",
            order=10,
            who=is_animator,
            description="Faire entrer dans l’annuaire une liste tenue ailleurs.",
        )
        navigation.register(
            "Doublons possibles",
            "imports:pairs",
            place="animation",
            order=15,
            who=is_animator,
            description="Décider si deux fiches qui se ressemblent sont une seule structure.",
            news=pairs_news,
        )
