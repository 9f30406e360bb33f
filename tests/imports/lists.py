"""Bring a list written in a test into the who's who, as the command line does."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command

from maillage.imports.models import ImportBatch

HEAD = "Nom;Sigle;Adresse;Code postal;Commune;Téléphone;Courriel;Site;Thème"


def write(folder: Path, text: str, name: str = "liste.csv") -> Path:
    """A CSV file with these lines; a text without headings gets the usual ones."""
    path = folder / name
    path.write_text(text if text.lstrip().lower().startswith(("nom", "siret")) else f"{HEAD}\n{text}", "utf-8")
    return path


def run(*arguments: Any) -> dict[str, Any]:
    """`maillage import … --json`, its report."""
    out = StringIO()
    call_command("import", *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def bring(folder: Path, text: str, source: str = "Liste de Créteil", *options: Any) -> dict[str, Any]:
    """Import these lines under the name of a list; the report, whose parts are checked to sum."""
    report = run(write(folder, text), "--source", source, *options)
    assert parts(report) == report["rows_read"]
    return report


def undo(report: dict[str, Any]) -> None:
    run("--undo", report["batch"])


def parts(report: dict[str, Any]) -> int:
    kept = sum(report[name] for name in ("created", "changed", "unchanged", "merged", "to_review", "outside"))
    return kept + len(report["refused"])


def tables(*rooms: str) -> dict[str, int]:
    """How many rows each table of these rooms holds."""
    return {
        model._meta.label: model._default_manager.count()
        for room in rooms
        for model in apps.get_app_config(room).get_models()
    }


# What stays of an import undone: that it took place, and the spellings that the search has learnt.
TRACE = {"actors.Contribution", "actors.Source", "actors.Word", "imports.ImportBatch"}


def last_batch() -> ImportBatch:
    return ImportBatch.objects.latest("pk")
