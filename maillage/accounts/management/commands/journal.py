"""`maillage journal`: verify the chain of decisions."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from maillage.accounts.journal import broken_entries
from maillage.accounts.models import JournalEntry


class Command(BaseCommand):
    help = "Vérifie que le journal des décisions n’a pas été réécrit."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(broken_entries())
        for sentence in faults:
            self.stderr.write(sentence)
        if faults:
            sys.exit(1)
        last = JournalEntry.objects.order_by("-number").first()
        if last is None:
            self.stdout.write("Le journal est vide.")
            return
        self.stdout.write(f"Journal intact : {last.number} lignes, dernière empreinte {last.hash}.")
