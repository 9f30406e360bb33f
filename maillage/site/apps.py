"""Django's registration of this room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "maillage.site"
    label = "site_room"
    verbose_name = "Site"
