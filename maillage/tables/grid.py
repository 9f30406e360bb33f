"""The cells of one sheet, kept as text out of memory, whatever file they came from."""

import marshal
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import is_normalized, normalize

from maillage.kernel.text import french_number
from maillage.tables.notices import LineTally, Notice, Severity, TableError, count_of, notice

Cells = list[str]
_BLOCK_ROWS = 512
_BLOCK_CELLS = 20_000
_IN_MEMORY = 4 * 1024 * 1024
_STRAY_CELLS = 20
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)
# The mark that our own exports put before a cell that a spreadsheet would take for a formula.
# Marks of a cell spoilt before it reached us: an error value, a cut number, a lost letter.
_SUSPECT = ("#", "E+", "e+", "Err:", "\ufffd")
_UNTIDY = ("  ", " |", "| ", "|'")
_NEUTRALISED = re.compile(r"'\s*(?=[=+\-@＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: sizes in bytes, `max_strings` and `max_cell` in characters."""

    max_bytes: int = 50 * 1024 * 1024
    max_unpacked: int = 400 * 1024 * 1024
    max_ratio: int = 400
    max_cells: int = 8_000_000
    max_rows: int = 1_048_576
    max_columns: int = 1_000
    max_sheets: int = 250
    max_strings: int = 100_000_000
    max_line: int = 2 * 1024 * 1024
    max_cell: int = 32_767


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells: lines as the person sees them (from 1), columns from 0, both ends included."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


class Budget:
    """Counts the cells read in a whole file and stops the reading when there are too many."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = 0

    def check_sheets(self, sheets: int) -> None:
        """Raise `TableError` when a workbook has too many sheets."""
        if sheets > self.limits.max_sheets:
            raise TableError(
                f"Ce classeur compte {french_number(sheets)} feuilles, la limite est de "
                f"{self.limits.max_sheets}. "
                "Gardez seulement les feuilles utiles, puis recommencez."
            )

    def spend(self, cells: int) -> None:
        """Count `cells` more; raise `TableError` past the limit."""
        self.cells += cells
        if self.cells > self.limits.max_cells:
            raise TableError(
                f"Ce fichier compte plus de {french_number(self.limits.max_cells)} cellules : c'est trop pour "
                "une liste "
                "d'acteurs. Gardez seulement les feuilles et les lignes utiles, puis recommencez."
            )


@dataclass
class Grid:
    """Rows of cleaned text with the line numbers of the spreadsheet; blank rows are not kept.

    Written once by a reader with `append`, then read as often as wished with `rows`. The rows wait in a
    temporary
    file past 4 MB, so that memory stays bounded.
    """

    name: str
    budget: Budget
    hidden: bool = False
    merges: list[Merge] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    ragged: bool = False
    row_count: int = 0
    last_line: int = 0
    width: int = 0

    def __post_init__(self) -> None:
        # Deleted by the system when closed or garbage collected.
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._offsets: list[tuple[int, int]] = []
        self._pending: list[tuple[int, Cells, bool]] = []
        self._pending_cells = 0
        self._beyond = LineTally()
        self._beyond_cells = 0
        self._cut = LineTally()

    def append(self, line: int, cells: Cells) -> None:
        """Add the row at `line` (from 1, growing): cells are cleaned, blank ends dropped."""
        limits = self.budget.limits
        if len(cells) > limits.max_columns:
            beyond = sum(1 for cell in cells[limits.max_columns :] if cell.strip())
            if beyond:
                self.stray(line, beyond)
            cells = cells[: limits.max_columns]
        text = "|".join(cells)
        # Most rows need no cleaning at all: one look at the whole row is enough.
        if not _is_clean(text):
            cells = [clean_cell(cell) if cell else "" for cell in cells]
        end = len(cells)
        while end and not cells[end - 1]:
            end -= 1
        if not end:
            return
        cells = cells[:end]
        if len(text) > limits.max_cell and any(len(cell) > limits.max_cell for cell in cells):
            self._cut.add(line)
            cells = [cell[: limits.max_cell] for cell in cells]
        self.budget.spend(len(cells))
        self.row_count += 1
        if self.row_count > limits.max_rows:
            raise TableError(
                f"La feuille « {self.name} » compte plus de {french_number(limits.max_rows)} lignes. "
                "Découpez-la en plusieurs fichiers, puis recommencez."
            )
        self.last_line = line
        self.width = max(self.width, len(cells))
        self._pending.append((line, cells, any(mark in text for mark in _SUSPECT)))
        self._pending_cells += len(cells)
        if len(self._pending) >= _BLOCK_ROWS or self._pending_cells >= _BLOCK_CELLS:
            self._flush()

    def stray(self, line: int, cells: int) -> None:
        """Count filled cells too far to the right to be kept."""
        self._beyond.add(line)
        self._beyond_cells += cells
        if self._beyond_cells > _STRAY_CELLS:
            limit = french_number(self.budget.limits.max_columns)
            raise TableError(
                f"La feuille « {self.name} » compte plus de {limit} colonnes remplies (ligne {line}). "
                "Vérifiez que les "
                "lignes et les colonnes n'ont pas été inversées, ou gardez seulement les colonnes utiles.",
                line=line,
            )

    def finish(self) -> None:
        """Close the writing; what happened on the way is added to `notices`."""
        self._flush()
        if self._beyond:
            self.notices.append(
                notice(
                    "stray_cells",
                    Severity.WARNING,
                    f"{count_of(self._beyond_cells, 'cellule isolée', 'cellules isolées')} très loin à "
                    "droite du "
                    "tableau : rien n'en est lu.",
                    tally=self._beyond,
                    sheet=self.name,
                )
            )
        if self._cut:
            self.notices.append(
                notice(
                    "cut_cells",
                    Severity.WARNING,
                    f"Des cellules très longues ont été coupées à {french_number(self.budget.limits.max_cell)} "
                    "caractères.",
                    tally=self._cut,
                    sheet=self.name,
                )
            )

    def rows(self) -> Iterator[tuple[int, Cells, bool]]:
        """Yield (line, cells, whether a cell may be spoilt) in order; several readings may go on at once."""
        for offset, size in self._offsets:
            self._file.seek(offset)
            yield from marshal.loads(self._file.read(size))

    def close(self) -> None:
        """Forget the rows."""
        self._file.close()
        self._offsets.clear()

    def _flush(self) -> None:
        if not self._pending:
            return
        block = marshal.dumps(self._pending)
        self._file.seek(0, 2)
        self._offsets.append((self._file.tell(), len(block)))
        self._file.write(block)
        self._pending = []
        self._pending_cells = 0


def _is_clean(row: str) -> bool:
    """Tell whether the cells of a row, joined by bars, are as `clean_cell` would leave them."""
    if not row.isprintable() or row[:1] in ("'", " ") or row.endswith(" "):
        return False
    if any(mark in row for mark in _UNTIDY):
        return False
    return row.isascii() or is_normalized("NFC", row)


def clean_cell(text: str) -> str:
    """Return the text of a cell without invisible characters, odd spaces or blank lines.

    Line breaks inside the cell are kept.
    """
    if text.isprintable():
        if "  " in text:
            text = " ".join(text.split())
        else:
            text = text.strip()
    else:
        lines = (" ".join(_INVISIBLE.sub("", line).split()) for line in text.splitlines())
        text = "\n".join(line for line in lines if line)
    if not text.isascii():
        text = normalize("NFC", text)
    if text.startswith("'") and (mark := _NEUTRALISED.match(text)):
        text = text[mark.end() :]
    return text


def column_letter(index: int) -> str:
    """Return the letter of the column as a spreadsheet shows it: 0 gives A, 26 gives AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
