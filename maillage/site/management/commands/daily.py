"""`maillage daily`: what is to be done once a day, by a timer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from maillage.actors.actions import purge_contacts
from maillage.outbox.actions import purge_messages

# What the register of processing promises (see `site.processing`), kept here in one list.
PURGES: list[tuple[str, Callable[[], int]]] = [
    ("courriels envoyés depuis plus de 90 jours", purge_messages),
    ("contacts nominatifs sans accord depuis douze mois", purge_contacts),
]


class Command(BaseCommand):
    help = "Efface ce qui est arrivé à son terme et fait les relances du jour."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, purge in PURGES:
            self.stdout.write(f"{purge()} effacés : {what}.")
        call_command("clearsessions")
        call_command("prune_db_task_results", verbosity=0)
