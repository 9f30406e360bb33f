"""Reads .ods workbooks (LibreOffice) as a stream, with repeated and merged cells."""

import re
import zipfile
from collections.abc import Iterator

from maillage.tables.grid import Budget, Cells, Grid, Merge
from maillage.tables.notices import LineTally, TableError
from maillage.tables.sources.archive import DAMAGED, PROTECTED, parse_member
from maillage.tables.sources.numbers import plain
from maillage.tables.sources.xlsx import say_hidden_rows

_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_MAX_PARAGRAPHS = 1_000
_NOT_DIGIT = re.compile(r"\D")


def read_ods(archive: zipfile.ZipFile, budget: Budget) -> Iterator[Grid]:
    """Yield the grid of each sheet in order."""
    names = set(archive.namelist())
    if "content.xml" not in names:
        raise TableError(DAMAGED)
    if "META-INF/manifest.xml" in names:
        parse_member(archive, "META-INF/manifest.xml", _refuse_encrypted)
    reader = _Reader(budget)
    parse_member(archive, "content.xml", reader.start, reader.end, reader.text)
    yield from reader.grids


def _refuse_encrypted(name: str, attrs: dict[str, str]) -> None:
    if name.endswith("encryption-data"):
        raise TableError(PROTECTED)


class _Reader:
    """Handlers that turn content.xml into grids."""

    def __init__(self, budget: Budget) -> None:
        self.grids: list[Grid] = []
        self._budget = budget
        self._max_columns = budget.limits.max_columns
        self._max_rows = budget.limits.max_rows
        self._max_cell = budget.limits.max_cell
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        self._grid: Grid | None = None
        self._hidden = LineTally()
        self._line = 0
        self._row_repeat = 1
        self._row_hidden = False
        self._cells: Cells = []
        self._column = 0
        self._beyond = 0
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._aside = 0
        self._in_paragraph = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "table:table-cell" or name == "table:covered-table-cell":
            self._cell = attrs if name == "table:table-cell" else {**attrs, "covered": "1"}
            self._paragraphs = []
        elif name == "text:p" or name == "text:h":
            if self._cell is not None and not self._aside and len(self._paragraphs) < _MAX_PARAGRAPHS:
                self._in_paragraph = True
                self._paragraphs.append("")
        elif name in ("text:s", "text:tab", "text:line-break"):
            if self._in_paragraph:
                self._paragraphs[-1] += "\n" if name == "text:line-break" else " "
        elif name in ("office:annotation", "draw:frame", "draw:custom-shape"):
            self._aside += 1
        elif name == "table:table-row":
            self._row_repeat = _repeat(attrs, "table:number-rows-repeated")
            self._row_hidden = attrs.get("table:visibility", "visible") != "visible"
            self._cells = []
            self._column = self._beyond = 0
        elif name == "table:table":
            self._depth += 1
            if self._depth == 1:
                hidden = attrs.get("table:style-name", "") in self._hidden_styles
                self._grid = Grid(attrs.get("table:name", ""), self._budget, hidden=hidden)
                self._hidden = LineTally()
                self._line = 0
                self._budget.check_sheets(len(self.grids) + 1)
        elif name == "style:style":
            self._style = attrs.get("style:name", "")
        elif name == "style:table-properties" and attrs.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if name == "text:p" or name == "text:h":
            self._in_paragraph = False
        elif name == "table:table-cell" or name == "table:covered-table-cell":
            if self._depth == 1:
                self._end_cell()
        elif name == "table:table-row":
            if self._depth == 1:
                self._end_row()
        elif name in ("office:annotation", "draw:frame", "draw:custom-shape"):
            self._aside -= 1
        elif name == "table:table":
            self._depth -= 1
            if self._depth == 0 and self._grid is not None:
                say_hidden_rows(self._grid, self._hidden)
                self._grid.finish()
                self.grids.append(self._grid)
                self._grid = None

    def text(self, data: str) -> None:
        if self._in_paragraph and not self._aside and len(self._paragraphs[-1]) <= self._max_cell:
            self._paragraphs[-1] += data

    def _end_cell(self) -> None:
        attrs = self._cell or {}
        self._cell = None
        repeat = _repeat(attrs, "table:number-columns-repeated")
        value = "" if "covered" in attrs else _value(attrs, "\n".join(self._paragraphs))
        column = self._column
        self._column += repeat
        rows = _repeat(attrs, "table:number-rows-spanned")
        columns = _repeat(attrs, "table:number-columns-spanned")
        if (rows > 1 or columns > 1) and self._grid is not None and len(self._grid.merges) < 200_000:
            line = self._line + 1
            self._grid.merges.append(Merge(line, column, line + rows - 1, column + columns - 1))
        if not value:
            return
        kept = min(repeat, self._max_columns - column)
        self._beyond += repeat - max(kept, 0)
        if kept <= 0:
            return
        self._cells.extend([""] * (column - len(self._cells)))
        self._cells.extend([value] * kept)

    def _end_row(self) -> None:
        grid = self._grid
        if grid is None:
            return
        if self._beyond:
            grid.stray(self._line + 1, self._beyond)
        if self._cells:
            for offset in range(min(self._row_repeat, self._max_rows + 1)):
                grid.append(self._line + 1 + offset, self._cells)
            if self._row_hidden:
                self._hidden.add(self._line + 1)
        self._line += self._row_repeat


def _repeat(attrs: dict[str, str], name: str) -> int:
    try:
        return max(int(attrs.get(name, "1")), 1)
    except ValueError:
        return 1


def _value(attrs: dict[str, str], shown: str) -> str:
    """Return the text of a cell: what is shown when it keeps leading zeros, else the exact value."""
    kind = attrs.get("office:value-type", "")
    if kind in ("float", "currency", "percentage"):
        try:
            number = float(attrs.get("office:value", ""))
            if kind == "percentage":
                return f"{plain(number * 100)} %"
            exact = plain(number)
        except (ValueError, OverflowError):
            return shown
        digits = _NOT_DIGIT.sub("", shown)
        padded = kind == "float" and digits.startswith("0") and digits.lstrip("0") == exact
        return shown if padded else exact
    if kind == "date":
        return attrs.get("office:date-value", "").replace("T00:00:00", "").replace("T", " ") or shown
    if kind == "time":
        if match := _DURATION.fullmatch(attrs.get("office:time-value", "")):
            return f"{int(match[1] or 0):02d}:{int(match[2] or 0):02d}"
        return shown
    if kind == "boolean":
        return "VRAI" if attrs.get("office:boolean-value") == "true" else "FAUX"
    return shown or attrs.get("office:string-value", "")
