"""Django's registration of this room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "maillage.imports"
    verbose_name = "Imports de listes"
