"""Django's registration of this room, and its entry in the menus."""

from django.apps import AppConfig

from maillage.ui import navigation


class TerritoryConfig(AppConfig):
    name = "maillage.territory"
    verbose_name = "Territoires"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator
        from maillage.outbox.sender import register_name
        from maillage.territory.queries import name_of_pole

        register_name(name_of_pole)

        navigation.register(
            "Identité du Pôle",
            "territory:pole",
            place="animation",
            order=80,
            who=is_animator,
            description="Son nom, sa présentation, comment le joindre, ses couleurs et son logo.",
        )
