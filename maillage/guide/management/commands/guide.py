"""`maillage guide`: compose the paper guide into a file."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.guide.domain.wording import counted, file_size
from maillage.guide.models import GuideEdition
from maillage.guide.paper.compose import print_guide
from maillage.guide.paper.editions import reprint
from maillage.guide.paper.layout import TEXT_LIMIT
from maillage.guide.paper.remarks import examine
from maillage.guide.paper.stock import NothingToPrint, directory_path, take_stock
from maillage.ui.address import absolute
from maillage.ui.pdf import PaperError


class Command(BaseCommand):
    help = "Compose le guide imprimé : « maillage guide pdf GUIDE.pdf »."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
        pdf = commands.add_parser("pdf", help="écrit le guide dans un fichier PDF")
        pdf.add_argument("out", metavar="FICHIER.pdf", type=Path)
        pdf.add_argument(
            "--print",
            dest="press",
            action="store_true",
            help="pour l’imprimeur : fonds perdus de 3 mm, traits de coupe, pages par quatre, encres",
        )
        pdf.add_argument(
            "--edition",
            metavar="NOM",
            help="une édition préparée sur le site (« Édition 2026 ») ; sans ce choix, tout l’annuaire publié",
        )
        pdf.add_argument("--site", metavar="ADRESSE", help="l’adresse du site où mènent les codes imprimés")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        if not out.parent.is_dir():
            raise CommandError(f"Le dossier « {out.parent} » n’existe pas.")
        started = time.monotonic()
        edition = self._edition(options["edition"])
        use: Any = "press" if options["press"] else "screen"
        try:
            if edition and edition.is_frozen:
                booklet, remarks = reprint(edition, use), None
            else:
                stock, assets, remarks = take_stock(edition, self._directory(options["site"]))
                examine(stock, remarks, text_limit=TEXT_LIMIT)
                booklet = print_guide(stock, assets, use)
        except (NothingToPrint, PaperError) as error:
            raise CommandError(str(error)) from error
        out.write_bytes(booklet.content)
        for remark in remarks.listed() if remarks else []:
            shown = " ; ".join(item.text for item in remark.items[:3]) + ("…" if len(remark.items) > 3 else "")
            self.stdout.write(f"À savoir : {remark.title}{f' ({shown})' if shown else ''}. {remark.advice}")
        seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
        self.stdout.write(
            f"{out} : {counted(booklet.page_count, 'page')}, {file_size(len(booklet.content))}, "
            f"composé en {seconds}\u00a0s."
        )

    def _directory(self, site: str | None) -> str:
        path = directory_path()
        return f"{site.rstrip('/')}{path}" if site else absolute(path)

    def _edition(self, name: str | None) -> GuideEdition | None:
        if not name:
            return None
        editions = list(GuideEdition.objects.all())
        # SQLite does not know that É and é are one letter.
        for edition in editions:
            if edition.name.casefold() == name.casefold():
                return edition
        known = ", ".join(f"« {edition} »" for edition in editions) or "aucune"
        raise CommandError(f"Aucune édition ne s’appelle « {name} ». Éditions : {known}.")
