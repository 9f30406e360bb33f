"""Django's registration of this room, and its entries in the menus."""

from django.apps import AppConfig

from maillage.kernel import processing
from maillage.ui import navigation


class ObservatoryConfig(AppConfig):
    name = "maillage.observatory"
    verbose_name = "Observatoire"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator
        from maillage.observatory import news
        from maillage.observatory.personal_data import PROCESSINGS

        processing.declare(*PROCESSINGS)
        navigation.register(
            "Diagnostic",
            "observatory:diagnosis",
            order=50,
            icon="chart",
            description="L’économie sociale et solidaire du territoire en chiffres.",
        )
        navigation.register(
            "Données et diagnostics",
            "observatory:data",
            place="animation",
            order=70,
            who=is_animator,
            description="Les données ouvertes chargées, et les diagnostics qui en sont tirés.",
        )
        navigation.register(
            "Rapprochements",
            "observatory:links",
            place="animation",
            order=75,
            who=is_animator,
            description="Retrouver vos structures dans les fichiers nationaux et les subventions publiées.",
            news=news.links,
        )
        navigation.register(
            "Pratiques des collectivités",
            "observatory:practice-grids",
            place="animation",
            order=80,
            who=is_animator,
            description="Ce que chaque collectivité fait avec l’économie sociale et solidaire.",
        )
