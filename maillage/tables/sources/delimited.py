"""Reads text with separators: CSV, TSV, rows pasted from a spreadsheet, in any encoding met in France."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from maillage.tables.grid import Budget, Grid
from maillage.tables.notices import LineTally, Severity, TableError, notice, said_lines
from maillage.tables.sources.encoding import ENCODING_NAMES, Text

SEPARATORS = ";\t|,"
_RARE_SEPARATORS = "£¤¦§¬~^"
_SEPARATOR_NAMES = {";": "points-virgules", "\t": "tabulations", "|": "barres verticales", ",": "virgules"}
_SAMPLE_CHARACTERS = 1 << 18
_SAMPLE_RECORDS = 300
_LONG_RECORD = 30
_SWALLOWED = 5


def read_delimited(stream: BinaryIO, name: str, budget: Budget) -> Grid:
    """Read `stream` (binary, seekable) into one grid; the encoding and the separator are found and said.

    Line numbers are those a spreadsheet shows: a cell with line breaks inside counts as one line.
    """
    text = Text(stream, budget.limits.max_line)
    head = _head(text)
    separator, hinted = _separator(head)
    grid = Grid(name, budget, ragged=True)
    physical = _Physical(text.lines())
    if hinted:
        next(physical)
    wrapped = not hinted and separator == "" and _wrapped_separator(head)
    reader = csv.reader(physical, delimiter=separator or (";" if wrapped else "\t"))
    mixed, garbled, nuls, long_records = LineTally(), LineTally(), LineTally(), LineTally()
    # A spreadsheet does not show the line « sep=; ».
    record, previous = 0, int(hinted)
    try:
        for cells in reader:
            record += 1
            now = physical.number
            for seen, tally in ((text.mixed, mixed), (text.garbled, garbled), (text.nuls, nuls)):
                if seen and any(number in seen for number in range(previous + 1, now + 1)):
                    tally.add(record)
            if now - previous > _SWALLOWED:
                if any(_has_swallowed(cell, separator, len(cells)) for cell in cells):
                    raise _unclosed(record)
                if now - previous > _LONG_RECORD:
                    long_records.add(record)
            if wrapped and len(cells) == 1:
                cells = next(csv.reader([cells[0]], delimiter=wrapped), [])
            grid.append(record, cells)
            previous = now
            physical.settle()
    except csv.Error as error:
        if physical.number - previous > 1:
            raise _unclosed(record + 1) from error
        raise TableError(
            f"Ligne {record + 1} : une cellule est démesurément longue. Raccourcissez-la, puis recommencez.",
            line=record + 1,
        ) from error
    if physical.unclosed:
        raise _unclosed(record)
    grid.finish()
    _say(grid, text, separator, mixed=mixed, garbled=garbled, nuls=nuls, long_records=long_records)
    return grid


def _has_swallowed(cell: str, separator: str, width: int) -> bool:
    """Tell whether a cell holds whole lines of the list, because its quote was closed much further down."""
    expected = max(1, round((width - 1) * 0.7))
    # Ordinary text has commas too: it is told from lines of the list only when these have many.
    if not separator or cell.count("\n") < _SWALLOWED or (separator == "," and expected < 3):
        return False
    lines = cell.splitlines()
    return sum(line.count(separator) >= expected for line in lines) >= 0.8 * len(lines)


def _unclosed(line: int) -> TableError:
    return TableError(
        f"Ligne {line} : un guillemet est ouvert et n'est pas refermé sur la même ligne, si bien que les "
        "lignes "
        "suivantes sont illisibles. Ajoutez ou retirez ce guillemet, ou enregistrez le fichier au format "
        ".xlsx depuis "
        "votre tableur.",
        line=line,
    )


class _Physical:
    """Counts the physical lines handed to the CSV reader, and the quotes of the record being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0
        self._quotes = 0
        self._spread = 0
        self.unclosed = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self._spread += 1
        self._quotes += line.count('"')
        return line

    def settle(self) -> None:
        """A record is whole; if it is the last, `unclosed` tells whether the file ended inside its quotes."""
        self.unclosed = self._quotes % 2 == 1 and self._spread > 1
        self._quotes = self._spread = 0


def _head(text: Text) -> list[str]:
    lines: list[str] = []
    size = 0
    for line in text.lines():
        lines.append(line)
        size += len(line)
        if len(lines) >= _SAMPLE_RECORDS or size > _SAMPLE_CHARACTERS:
            break
    return lines


def _separator(head: list[str]) -> tuple[str, bool]:
    """Return the separator ("" when there is only one column) and whether a « sep=; » line gives it."""
    if head and (hint := re.fullmatch(r'"?sep=(.)"?\s*', head[0], flags=re.IGNORECASE)):
        return hint.group(1), True
    best, best_score = "", 0.0
    for separator in SEPARATORS:
        score = _consistency(head, separator)
        if score > best_score + 1e-9:
            best, best_score = separator, score
    if not best and not "".join(head).strip(SEPARATORS + " \r\n"):
        # Nothing but separators: an empty sheet, saved.
        return next((separator for separator in SEPARATORS if separator in "".join(head)), ""), False
    if not best:
        best = next((separator for separator in _RARE_SEPARATORS if _consistency(head, separator) >= 1), "")
    return best, False


def _consistency(head: list[str], separator: str) -> float:
    """Score how well `separator` cuts the head into rows of the same width; 0 when it does not."""
    if not any(separator in line for line in head):
        return 0.0
    try:
        widths = [
            len(row) for row in csv.reader(head, delimiter=separator) if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        return 0.0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0
    width, rows = max(several.items(), key=lambda item: (item[1] * min(item[0], 12), item[0]))
    share = rows / len(widths)
    if separator == "," and share < 0.95 and _reads_as_prose(head):
        return 0.0
    # Prose has commas here and there; a table has them on most lines.
    return share * (1 + min(width, 12) / 12) if share >= 0.3 else 0.0


def _reads_as_prose(head: list[str]) -> bool:
    commas = sum(line.count(",") for line in head)
    return sum(line.count(", ") for line in head) >= 0.8 * commas


def _wrapped_separator(head: list[str]) -> str:
    """Return the separator of a file whose whole lines were put in quotes, or ""."""
    rows = [line.strip() for line in head if line.strip()]
    if len(rows) < 2 or not all(row.startswith('"') and row.endswith('"') for row in rows):
        return ""
    inner = [row[1:-1].replace('""', '"') for row in rows]
    best = max(SEPARATORS, key=lambda separator: _consistency(inner, separator))
    return best if _consistency(inner, best) else ""


def _say(
    grid: Grid,
    text: Text,
    separator: str,
    *,
    mixed: LineTally,
    garbled: LineTally,
    nuls: LineTally,
    long_records: LineTally,
) -> None:
    encoding = ENCODING_NAMES.get(text.main, text.main)
    names = _SEPARATOR_NAMES.get(separator, f"signes « {separator} »")
    how = f"colonnes séparées par des {names}" if separator else "une seule colonne"
    grid.notices.append(
        notice("read_as", Severity.INFO, f"Fichier texte ({encoding}), {how}.", sheet=grid.name)
    )
    if mixed:
        grid.notices.append(
            notice(
                "mixed_encoding",
                Severity.WARNING,
                "Des lignes ne sont pas écrites avec le même codage que les autres ; leurs accents ont été "
                "rétablis "
                f"({said_lines(mixed)}). Vérifiez-les.",
                tally=mixed,
                sheet=grid.name,
            )
        )
    if garbled:
        grid.notices.append(
            notice(
                "garbled_accents",
                Severity.WARNING,
                "Des accents étaient abîmés (« Ã© » pour « é ») ; ils ont été rétablis "
                f"({said_lines(garbled)}).",
                tally=garbled,
                sheet=grid.name,
            )
        )
    if nuls:
        grid.notices.append(
            notice(
                "nul_characters",
                Severity.WARNING,
                "Des caractères vides, sans doute une trace d'un ancien logiciel, ont été retirés "
                f"({said_lines(nuls)}).",
                tally=nuls,
                sheet=grid.name,
            )
        )
    if long_records:
        grid.notices.append(
            notice(
                "long_record",
                Severity.WARNING,
                f"Une cellule s'étend sur plus de {_LONG_RECORD} lignes de texte ({said_lines(long_records)}) "
                ": un guillemet a "
                "peut-être été oublié, et des lignes avalées.",
                tally=long_records,
                sheet=grid.name,
            )
        )
