"""Django's registration of this room, and its entries in the menus."""

from django.apps import AppConfig

from maillage.kernel import processing
from maillage.ui import navigation


class UpkeepConfig(AppConfig):
    name = "maillage.upkeep"
    verbose_name = "Mise à jour des pages"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator
        from maillage.upkeep.personal_data import PROCESSINGS

        processing.declare(*PROCESSINGS)

        navigation.register(
            "Mes structures",
            "upkeep:mine",
            place="account",
            order=20,
            who=navigation.signed_in,
            description="Les pages que vous tenez à jour.",
        )
        navigation.register("Retirer ma structure", "upkeep:removal", place="footer", order=60)
        for label, name, order, what in (
            ("Demandes et propositions", "upkeep:inbox", 20, "Ce que des personnes ont demandé ou proposé."),
            (
                "Campagnes de mise à jour",
                "upkeep:campaigns",
                30,
                "Demander aux structures si leur page est exacte.",
            ),
            (
                "Contacts nominatifs",
                "upkeep:contacts",
                40,
                "Informer les personnes nommées et suivre leur accord.",
            ),
        ):
            navigation.register(label, name, place="animation", order=order, who=is_animator, description=what)
