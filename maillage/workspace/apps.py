"""Django's registration of this room, and its entries in the menus."""

from django.apps import AppConfig

from maillage.kernel import processing


class WorkspaceConfig(AppConfig):
    name = "maillage.workspace"
    verbose_name = "Espace des membres"

    def ready(self) -> None:
        from maillage.workspace.personal_data import PROCESSINGS

        processing.declare(*PROCESSINGS)
