"""Django's registration of this room."""

from django.apps import AppConfig

from maillage.ui import navigation


class SiteConfig(AppConfig):
    name = "maillage.site"
    label = "site_room"
    verbose_name = "Site"

    def ready(self) -> None:
        navigation.register("Accueil", "home", order=0)
        navigation.register("Se connecter", "account_login", order=90, who=navigation.visitor)
