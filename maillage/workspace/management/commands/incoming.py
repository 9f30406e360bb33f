"""`maillage incoming`: read the mailbox of replies, once or again and again."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from filelock import FileLock, Timeout

from maillage.workspace.actions.discussion_letters import incoming_configured
from maillage.workspace.actions.incoming import MailboxError, read_mailbox


class Command(BaseCommand):
    help = "Publie dans les discussions les réponses reçues par courriel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=int, default=0, metavar="SECONDES", help="recommencer sans fin, à cet intervalle"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not incoming_configured():
            raise CommandError(
                "Aucune boîte de réception : renseignez MAILLAGE_INCOMING_URL et MAILLAGE_INCOMING_ADDRESS "
                "(docs/operate/courriel.md)."
            )
        if "{token}" not in settings.INCOMING_ADDRESS:
            raise CommandError(
                "MAILLAGE_INCOMING_ADDRESS doit contenir {token}, comme reponse+{token}@exemple.fr."
            )
        lock = FileLock(Path(settings.DATA_DIR) / "incoming.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise CommandError("La boîte de réception est déjà lue par un autre processus.") from error
        with lock:
            self._read(stop=not options["every"])
            while options["every"]:
                time.sleep(options["every"])
                close_old_connections()
                self._read(stop=False)

    def _read(self, *, stop: bool) -> None:
        try:
            tally = read_mailbox()
        except MailboxError as error:
            if stop:
                raise CommandError(str(error)) from error
            self.stderr.write(str(error))
            return
        if tally.posted or tally.refused or tally.failed:
            self.stdout.write(
                f"{tally.posted} publiés, {tally.refused} refusés, {tally.ignored} laissés de côté, "
                f"{tally.failed} à reprendre."
            )
