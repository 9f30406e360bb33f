"""Django's registration of this room, and its entries in the menus."""

from django.apps import AppConfig

from maillage.kernel import processing
from maillage.ui import navigation


class UpkeepConfig(AppConfig):
    name = "maillage.upkeep"
    verbose_name = "Mise à jour des pages"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator
        from maillage.upkeep import news
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
        navigation.register(
            "Demandes et propositions",
            "upkeep:inbox",
            place="animation",
            order=20,
            who=is_animator,
            description="Ce que des personnes ont demandé ou proposé.",
            news=news.waiting,
        )
        navigation.register(
            "Campagnes de mise à jour",
            "upkeep:campaigns",
            place="animation",
            order=30,
            who=is_animator,
            description="Demander aux structures si leur page est exacte.",
        )
        navigation.register(
            "Contacts nominatifs",
            "upkeep:contacts",
            place="animation",
            order=40,
            who=is_animator,
            description="Informer les personnes nommées et suivre leur accord.",
            news=news.to_inform,
        )
