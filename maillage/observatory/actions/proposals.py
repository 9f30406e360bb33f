"""Propose to the guide what open data found: an import like the others, previewed and matched first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from maillage.accounts.models import User
from maillage.actors.models import SourceKind
from maillage.imports.actions.preparing import open_batch, open_list
from maillage.imports.models import ImportBatch
from maillage.kernel.vocabulary import FAMILIES, THEMES
from maillage.observatory.models import Diagnosis
from maillage.tables import csv_lines

# As the import of lists reads them without being told.
_HEADINGS = ("Nom", "Sigle", "SIRET", "RNA", "Famille", "Thème", "Code INSEE", "Date de création")


@transaction.atomic
def propose(diagnosis: Diagnosis, rows: Iterable[Mapping[str, Any]], *, by: User) -> ImportBatch:
    """Open the draft of an import with these establishments; the animator then previews it as any list.

    Open data rank below what people and lists say, so that they never replace it. Raises ValueError, in French,
    when there is nothing to propose.
    """
    lines = [_line(row) for row in rows]
    if not lines:
        raise ValueError("Il n’y a rien à proposer : ces structures ne sont pas dans le diagnostic.")
    text = b"".join(csv_lines([list(_HEADINGS), *lines])).decode("utf-8-sig")
    name = f"Sirene, diagnostic du {diagnosis.stated_on:%d-%m-%Y}"
    return open_batch(
        open_list(text, name),
        author=by,
        upload=ContentFile(text.encode(), "propositions.csv"),
        kind=SourceKind.OPEN_DATA,
        name=name,
        publisher="Insee",
        licence="Licence Ouverte",
        stated_on=diagnosis.stated_on,
    )


def _line(row: Mapping[str, Any]) -> list[str]:
    theme = row.get("theme") or ""
    born = row.get("created_on")
    return [
        row["name"] or "",
        row.get("sigle") or "",
        row["siret"] or "",
        row.get("rna") or "",
        FAMILIES.label(row["family"]) if row.get("family") else "",
        THEMES.path_label(theme) if theme in THEMES else "",
        row["commune"] or "",
        born.isoformat() if born else "",
    ]
