"""`maillage territory`: declare territories, list them, attach contours."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.territory.actions import add_territory, load_contours, load_zones
from maillage.territory.domain import OutlineError
from maillage.territory.models import Territory
from maillage.territory.queries import UnknownCode


class Command(BaseCommand):
    help = "Déclare un territoire, ses contours, ou liste ceux qui le sont."

    def add_arguments(self, parser: ArgumentParser) -> None:
        jobs = parser.add_subparsers(dest="job", required=True, metavar="ACTION")
        add = jobs.add_parser("add", help="déclarer un territoire (le premier est celui du Pôle)")
        add.add_argument("name", metavar="NOM")
        add.add_argument(
            "codes", nargs="+", metavar="CODE", help="commune, EPCI, EPT, département ou R + région"
        )
        add.add_argument("--main", action="store_true", help="en faire le territoire du Pôle")
        add.add_argument("--date", type=date.fromisoformat, help="date de la composition (AAAA-MM-JJ)")
        contours = jobs.add_parser("contours", help="charger des contours de communes")
        contours.add_argument("file", type=Path, metavar="FICHIER.geojson")
        contours.add_argument("--note", default="", help="mention à afficher (source, licence)")
        zones = jobs.add_parser("zones", help="charger les quartiers (QPV), à la place de ceux d’avant")
        zones.add_argument("file", type=Path, metavar="FICHIER.geojson")
        zones.add_argument("--note", default="", help="mention à afficher (source, licence)")
        jobs.add_parser("list", help="lister les territoires")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["job"])(options)

    def add(self, options: dict[str, Any]) -> None:
        try:
            territory = add_territory(
                options["name"], options["codes"], main=options["main"], stated_on=options["date"]
            )
        except UnknownCode as error:
            raise CommandError(str(error)) from error
        count = territory.communes.count()
        role = "territoire du Pôle" if territory.is_main else "territoire de comparaison"
        self.stdout.write(f"{territory.name} : {count} commune{'s' if count > 1 else ''}, {role}.")

    def contours(self, options: dict[str, Any]) -> None:
        try:
            loaded, refused = load_contours(options["file"], note=options["note"])
        except OSError as error:
            raise CommandError(f"Le fichier {options['file']} ne s’ouvre pas : {error.strerror}.") from error
        except OutlineError as error:
            raise CommandError(f"{options['file']} : {error}") from error
        for sentence in refused:
            self.stderr.write(sentence)
        self.stdout.write(f"{loaded} contours chargés, {len(refused)} écartés.")

    def zones(self, options: dict[str, Any]) -> None:
        try:
            loaded, refused = load_zones(options["file"], note=options["note"])
        except OSError as error:
            raise CommandError(f"Le fichier {options['file']} ne s’ouvre pas : {error.strerror}.") from error
        except OutlineError as error:
            raise CommandError(f"{options['file']} : {error}") from error
        for sentence in refused:
            self.stderr.write(sentence)
        self.stdout.write(f"{loaded} quartiers chargés, {len(refused)} écartés.")

    def list(self, options: dict[str, Any]) -> None:
        for territory in Territory.objects.order_by("-is_main", "name"):
            mark = "*" if territory.is_main else " "
            self.stdout.write(
                f"{mark} {territory.name} ({territory.slug}) : {territory.communes.count()} communes"
            )
