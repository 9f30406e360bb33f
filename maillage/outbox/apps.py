"""Django's registration of this room."""

from django.apps import AppConfig

from maillage.kernel import processing


class OutboxConfig(AppConfig):
    name = "maillage.outbox"
    verbose_name = "Courriels"

    def ready(self) -> None:
        from maillage.outbox.personal_data import PROCESSINGS

        processing.declare(*PROCESSINGS)
