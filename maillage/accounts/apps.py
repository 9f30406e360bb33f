"""Django's registration of this room."""

from django.apps import AppConfig

from maillage.kernel import processing


class AccountsConfig(AppConfig):
    name = "maillage.accounts"
    verbose_name = "Personnes et droits"

    def ready(self) -> None:
        from maillage.accounts.personal_data import PROCESSINGS

        processing.declare(*PROCESSINGS)
