"""Django's registration of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maillage.accounts"
    verbose_name = "Personnes et droits"
