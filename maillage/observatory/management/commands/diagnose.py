"""`maillage diagnose`: the diagnosis of a territory, as figures, report and note."""

from __future__ import annotations

import csv
import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.observatory.actions.diagnosis import diagnose, publish
from maillage.observatory.paper import note_pdf, report_pdf
from maillage.observatory.presentation import DiagnosisView
from maillage.observatory.queries.diagnosis import opened, outlines, territory_named
from maillage.opendata.store import StoreError
from maillage.ui.pdf.errors import PaperError


class Command(BaseCommand):
    help = "Fait le diagnostic d’un territoire à une date ; les mêmes données donnent le même diagnostic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "territory", nargs="?", default="", help="nom court du territoire (par défaut : le vôtre)"
        )
        parser.add_argument(
            "--date", type=date.fromisoformat, help="date du diagnostic, AAAA-MM-JJ (aujourd’hui)"
        )
        parser.add_argument("--pdf", type=Path, metavar="FICHIER", help="écrit le rapport")
        parser.add_argument("--note", type=Path, metavar="FICHIER", help="écrit la note de deux pages")
        parser.add_argument("--communes", type=Path, metavar="DOSSIER", help="écrit une note par commune")
        parser.add_argument(
            "--json", metavar="FICHIER", help="écrit les chiffres et leurs sources (« - » : à l’écran)"
        )
        parser.add_argument("--csv", type=Path, metavar="FICHIER", help="écrit les chiffres en tableau")
        parser.add_argument("--publish", action="store_true", help="publie le diagnostic sur le site")

    def handle(self, **options: Any) -> None:
        try:
            self._run(**options)
        except (ValueError, StoreError, PaperError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Le fichier n’a pas pu être écrit : {error}") from error

    def _run(self, **options: Any) -> None:
        territory = territory_named(options["territory"])
        row = diagnose(
            territory, options["date"] or timezone.localdate(), by=None, say=lambda step: self._say(f"→ {step}")
        )
        frozen = opened(row)
        view = DiagnosisView(row, frozen, outlines(one["code"] for one in frozen.territory["communes"]))
        if options["publish"]:
            publish(row, by=None)
        if options["json"] == "-":
            json.dump(frozen.as_json(), sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        elif options["json"]:
            _write(Path(options["json"]), json.dumps(frozen.as_json(), ensure_ascii=False, indent=1).encode())
        if options["csv"]:
            with options["csv"].open("w", newline="", encoding="utf-8-sig") as stream:
                csv.writer(stream, delimiter=";").writerows(frozen.csv_rows())
        if options["pdf"]:
            self._say("→ rapport")
            _write(options["pdf"], report_pdf(view))
        if options["note"]:
            self._say("→ note")
            _write(options["note"], note_pdf(view))
        if options["communes"]:
            options["communes"].mkdir(parents=True, exist_ok=True)
            for one in frozen.territory["communes"]:
                self._say(f"→ note de {one['name']}")
                _write(options["communes"] / f"note-{one['code']}.pdf", note_pdf(view, one["code"]))
        self._say(
            f"Diagnostic de {territory.name} au {row.stated_on:%d/%m/%Y} : {row.get_absolute_url()}"
            + (" (données inventées)" if row.synthetic else "")
        )
        if not row.published:
            self._say(
                "Il n’est pas publié : seules les personnes qui animent le voient. "
                "Pour le publier : la même commande avec --publish, ou la page « Données et diagnostics »."
            )
        if options["json"] != "-":
            self._summary(view)

    def _say(self, text: str) -> None:
        self.stderr.write(text, ending="\n")

    def _summary(self, view: DiagnosisView) -> None:
        for code in ("essentiel", "synthese"):
            if code not in view.opened.blocks:
                continue
            block = view.block(code)
            self.stdout.write(f"\n{block.title}")
            for line in block.lines:
                if line.cells[0] is not None:
                    self.stdout.write(f"  {line.cells[0].text:>14}  {line.label}")


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
