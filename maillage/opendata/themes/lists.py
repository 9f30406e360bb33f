"""Reading the list given to `maillage opendata classify`: big CSV files as a stream, odd ones as tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from maillage.kernel.text import fold
from maillage.tables import TableError, open_table

# What each column may be called, folded. The first are the documented names.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "name",
        "nom",
        "titre",
        "title",
        "denomination",
        "raison sociale",
        "nomasso",
        "nom de l association",
    ),
    "object": ("object", "objet", "objet de l association", "objet social"),
    "rna_code": ("rna code", "objet social1", "object1", "code objet social", "code objet"),
    "naf": ("naf", "ape", "code naf", "code ape", "activite principale", "activiteprincipaleunitelegale"),
}
# Files up to this size are read by `tables`, which forgives nearly everything; bigger ones as they come.
_TABLE_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class ListFile:
    """An open list: its headings, where the four columns stand (absent ones are not there), and its rows."""

    headings: list[str]
    places: dict[str, int]
    rows: Iterator[Sequence[str]]


@contextmanager
def open_list(path: Path) -> Iterator[ListFile]:
    """Open a list whatever its encoding and separator; `TableError` in French when it cannot be."""
    if path.is_file() and path.stat().st_size > _TABLE_BYTES:
        with path.open(encoding=_encoding(path), errors="replace", newline="") as stream:
            separator = max(";,\t|", key=stream.readline().count)
            stream.seek(0)
            # The limit belongs to the whole process: given back, or every other reader would inherit it.
            former = csv.field_size_limit(1 << 24)
            try:
                reader = csv.reader(stream, delimiter=separator)
                rows = _cut(reader, path)
                _, headings = next(rows, (1, []))
                yield ListFile(headings, _places(headings, path), _checked(rows, len(headings), path))
            finally:
                csv.field_size_limit(former)
        return
    with open_table(path) as book:
        table = book.main.table()
        headings = [column.label for column in table.columns]
        yield ListFile(headings, _places(headings, path), (row.cells for row in table.rows()))


def _places(headings: Sequence[str], path: Path) -> dict[str, int]:
    folded = [fold(heading) for heading in headings]
    places = {
        column: folded.index(name)
        for column, names in HEADINGS.items()
        if (name := next((name for name in names if name in folded), None)) is not None
    }
    if not places:
        raise TableError(
            f"« {path.name} » n’a aucune des colonnes name, object, rna_code, naf ; ses colonnes sont : "
            f"{', '.join(heading or '(sans titre)' for heading in headings[:12])}. "
            "Renommez en « name » celle qui porte le nom des organisations, puis recommencez.",
            line=1,
        )
    return places


def _cut(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows with their number; one that cannot be cut into cells is said."""
    line = 1
    try:
        for row in reader:
            yield line, row
            line += 1
    except csv.Error as error:
        raise TableError(
            f"« {path.name} », ligne {line} : elle ne se découpe pas en cellules ({error}). Un guillemet n’est "
            "sans doute pas refermé : corrigez-la, puis recommencez.",
            line=line,
        ) from error


def _checked(rows: Iterator[tuple[int, list[str]]], width: int, path: Path) -> Iterator[list[str]]:
    """The rows made as wide as the headings; a row that is wider is said, with its line."""
    for line, row in rows:
        if len(row) > width:
            raise TableError(
                f"« {path.name} », ligne {line} : {len(row)} cellules pour {width} titres. Un guillemet ou un "
                "séparateur manque sans doute sur cette ligne : corrigez-la, puis recommencez.",
                line=line,
            )
        if row:
            yield row + [""] * (width - len(row))


def _encoding(path: Path) -> str:
    """UTF-8 where the whole file is, else that of Windows."""
    with path.open(encoding="utf-8") as stream:
        try:
            while stream.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
