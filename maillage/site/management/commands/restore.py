"""`maillage restore FILE`: fill an empty data folder from a backup."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.site.archive import ArchiveError, restore
from maillage.site.progress import Bar


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans un dossier de données vide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Bar("Restauration") as bar:
                counts = restore(options["file"], bar.update)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restauré : {sum(counts.values())} lignes de {len(counts)} tables.")
