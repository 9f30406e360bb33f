"""Django's registration of this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "maillage.ui"
    verbose_name = "Écrans"
