"""`maillage demo`: load the demonstration, serve it, or write its local lists."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.actors.models import Actor
from maillage.demo.actions import ACCOUNTS, NotEmpty, load_demo, write_lists


class Command(BaseCommand):
    help = "Charge le territoire de démonstration dans un dossier vide, le sert, ou écrit ses listes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        jobs = parser.add_subparsers(dest="job", required=True, metavar="ACTION")
        load = jobs.add_parser("load", help="remplir un dossier de données vide")
        serve = jobs.add_parser("serve", help="remplir le dossier s’il est vide, puis ouvrir le site")
        lists = jobs.add_parser("lists", help="écrire les quatre listes locales dans un dossier")
        lists.add_argument("folder", type=Path, metavar="DOSSIER")
        for job in (load, serve, lists):
            job.add_argument(
                "--date",
                type=date.fromisoformat,
                metavar="AAAA-MM-JJ",
                help="date de référence (aujourd’hui par défaut) : une même date donne les mêmes données",
            )
        serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["date"] or timezone.localdate()
        getattr(self, options["job"])(on, options)

    def load(self, on: date, options: dict[str, Any]) -> None:
        started = time.monotonic()
        try:
            loaded = load_demo(on, say=self._say)
        except NotEmpty as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{loaded.located} structures repérées et {loaded.others} autres acteurs nommés par la synthèse de "
            f"2005, en {time.monotonic() - started:.0f} s."
        )

    def serve(self, on: date, options: dict[str, Any]) -> None:
        if not Actor.objects.exists():
            self.load(on, options)
        self.stdout.write("Comptes de la démonstration :")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<20} {account.role}")
        site = settings.PUBLIC_URL or f"http://127.0.0.1:{options['port']}"
        self.stdout.write(f"Un bouton suffit pour entrer : {site}/demo/")
        self.stdout.flush()
        call_command("serve", port=options["port"])

    def lists(self, on: date, options: dict[str, Any]) -> None:
        folder: Path = options["folder"]
        try:
            paths = write_lists(folder, on)
        except OSError as error:
            raise CommandError(f"Le dossier {folder} ne peut pas être écrit : {error.strerror}.") from error
        for path in paths:
            self.stdout.write(str(path))

    def _say(self, text: str) -> None:
        self.stderr.write(f"→ {text}")
        self.stderr.flush()
