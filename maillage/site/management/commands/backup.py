"""`maillage backup FILE`: the database, the uploads and the settings that are data, in one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.site.archive import ArchiveError, back_up
from maillage.site.progress import Bar


class Command(BaseCommand):
    help = "Sauvegarde la base, les fichiers déposés et la clé du site dans un seul fichier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with Bar("Sauvegarde") as bar:
                counts = back_up(path, bar.update)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        size = path.stat().st_size / 1e6
        self.stdout.write(
            f"{path} : {sum(counts.values())} lignes de {len(counts)} tables, {size:.1f} Mo. "
            "Ce fichier contient des données personnelles et la clé du site : le garder en lieu sûr."
        )
