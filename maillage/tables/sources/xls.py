"""Reads the old .xls workbooks (Excel 5 to 2003) record by record."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from maillage.kernel.text import french_number
from maillage.tables.grid import Budget, Cells, Grid, Merge
from maillage.tables.notices import LineTally, TableError
from maillage.tables.sources.archive import DAMAGED, PROTECTED
from maillage.tables.sources.numbers import NumberFormat
from maillage.tables.sources.ole import CompoundFile
from maillage.tables.sources.xlsx import say_hidden_rows

# Rows come in any order: all the cells of a sheet are held until its end.
_MAX_CELLS = 4_000_000
_BEGIN, _END, _CONTINUE, _PASSWORD = 0x0809, 0x000A, 0x003C, 0x002F
_CODEPAGE, _CALENDAR, _SHEET, _FORMAT, _STYLE, _STRINGS = 0x0042, 0x0022, 0x0085, 0x041E, 0x00E0, 0x00FC
_ROW, _MERGED = 0x0208, 0x00E5
_FORMULA, _RESULT, _NUMBER, _PACKED, _PACKED_ROW = 0x0006, 0x0207, 0x0203, 0x027E, 0x00BD
_LABEL, _RICH_LABEL, _SHARED_LABEL, _BOOLEAN_OR_ERROR = 0x0204, 0x00D6, 0x00FD, 0x0205
_BIFF8 = 0x0600
_HIDDEN_ROW = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_CODEPAGES = {437: "cp437", 850: "cp850", 1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman"}


def read_xls(stream: BinaryIO, budget: Budget) -> list[Grid]:
    """Return the grid of each worksheet in order; `TableError` if the workbook is encrypted or damaged."""
    stream.seek(0)
    return read_records(CompoundFile(stream.read()).stream("workbook", "book"), budget)


def read_records(data: bytes, budget: Budget) -> list[Grid]:
    """Return the grids of the records of a workbook stream."""
    workbook = _Workbook(data, budget)
    try:
        workbook.read()
    except (struct.error, IndexError) as error:
        raise TableError(DAMAGED) from error
    return [_grid(sheet, budget) for sheet in workbook.sheets.values()]


@dataclass
class _Sheet:
    """The cells of one sheet by row then column, from 0, as they come."""

    name: str
    hidden: bool
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def _grid(sheet: _Sheet, budget: Budget) -> Grid:
    grid = Grid(sheet.name, budget, hidden=sheet.hidden)
    hidden = LineTally()
    for row in sorted(sheet.rows):
        found = sheet.rows.pop(row)
        cells: Cells = [""] * (max(found) + 1)
        for column, text in found.items():
            cells[column] = text
        grid.append(row + 1, cells)
        if row in sheet.hidden_rows:
            hidden.add(row + 1)
    grid.merges.extend(sheet.merges)
    say_hidden_rows(grid, hidden)
    grid.finish()
    return grid


class _Workbook:
    """Goes once through the records of the workbook stream."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._data = data
        self._budget = budget
        self.sheets: dict[int, _Sheet] = {}
        self._wide_strings = True
        self._encoding = "cp1252"
        self._from_1904 = False
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._formats: dict[int, NumberFormat] = {}
        self._strings: list[str] = []
        self._cells = 0
        self._awaiting: tuple[int, int] | None = None

    def read(self) -> None:
        """Fill the sheets."""
        depth = 0
        sheet: _Sheet | None = None
        segments: list[tuple[int, int]] = []
        for kind, start, size in self._records():
            if segments and kind != _CONTINUE:
                self._strings = _SharedStrings(self._data, segments, self._budget.limits.max_strings).read()
                segments = []
            if kind == _BEGIN:
                depth += 1
                if depth == 1:
                    sheet = self.sheets.get(start - 4)
                    self._wide_strings = struct.unpack_from("<H", self._data, start)[0] >= _BIFF8
            elif kind == _END:
                depth -= 1
            elif kind == _PASSWORD:
                raise TableError(PROTECTED)
            elif depth > 1:
                continue
            elif sheet is not None:
                self._sheet_record(sheet, kind, start, size)
            elif kind == _STRINGS or (kind == _CONTINUE and segments):
                segments.append((start, start + size))
            else:
                self._global_record(kind, start, size)

    def _records(self) -> Iterator[tuple[int, int, int]]:
        """Yield (kind, start of data, size) for each whole record."""
        position = 0
        while position + 4 <= len(self._data):
            kind, size = struct.unpack_from("<HH", self._data, position)
            if position + 4 + size > len(self._data):
                raise TableError(DAMAGED)
            if kind or size:
                yield kind, position + 4, size
            position += 4 + size

    def _global_record(self, kind: int, start: int, size: int) -> None:
        if kind == _SHEET:
            offset, visibility, sheet_kind = struct.unpack_from("<IBB", self._data, start)
            # Kind 0 is a worksheet; charts and macro sheets have their records too.
            if sheet_kind == 0:
                self._budget.check_sheets(len(self.sheets) + 1)
                name = self._short_string(start + 6, size - 6)
                self.sheets[offset] = _Sheet(name, hidden=visibility != 0)
        elif kind == _FORMAT:
            code = struct.unpack_from("<H", self._data, start)[0]
            read = self._string if self._wide_strings else self._short_string
            self._codes[code] = read(start + 2, size - 2)
        elif kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", self._data, start + 2)[0])
        elif kind == _CALENDAR:
            self._from_1904 = struct.unpack_from("<H", self._data, start)[0] == 1
        elif kind == _CODEPAGE:
            self._encoding = _CODEPAGES.get(struct.unpack_from("<H", self._data, start)[0], "cp1252")

    def _sheet_record(self, sheet: _Sheet, kind: int, start: int, size: int) -> None:
        data = self._data
        if kind == _SHARED_LABEL:
            row, column, _, index = struct.unpack_from("<HHHI", data, start)
            self._put(sheet, row, column, self._strings[index])
        elif kind == _NUMBER:
            row, column, style, number = struct.unpack_from("<HHHd", data, start)
            self._put(sheet, row, column, self._number(number, style))
        elif kind == _PACKED:
            row, column, style, packed = struct.unpack_from("<HHHI", data, start)
            self._put(sheet, row, column, self._number(_unpack(packed), style))
        elif kind == _PACKED_ROW:
            row, column = struct.unpack_from("<HH", data, start)
            for position in range(start + 4, start + size - 2 - 5, 6):
                style, packed = struct.unpack_from("<HI", data, position)
                self._put(sheet, row, column, self._number(_unpack(packed), style))
                column += 1
        elif kind in (_LABEL, _RICH_LABEL):
            row, column = struct.unpack_from("<HH", data, start)
            self._put(sheet, row, column, self._string(start + 6, size - 6))
        elif kind == _FORMULA:
            self._formula(sheet, start)
        elif kind == _RESULT:
            if self._awaiting is not None:
                self._put(sheet, *self._awaiting, self._string(start, size))
                self._awaiting = None
        elif kind == _BOOLEAN_OR_ERROR:
            row, column, _, value, is_error = struct.unpack_from("<HHHBB", data, start)
            told = "VRAI" if value else "FAUX"
            self._put(sheet, row, column, _ERRORS.get(value, "#N/A") if is_error else told)
        elif kind == _ROW:
            row = struct.unpack_from("<H", data, start)[0]
            if size >= 14 and struct.unpack_from("<H", data, start + 12)[0] & _HIDDEN_ROW:
                sheet.hidden_rows.add(row)
        elif kind == _MERGED:
            count = struct.unpack_from("<H", data, start)[0]
            for position in range(start + 2, start + 2 + 8 * count, 8):
                first, last, left, right = struct.unpack_from("<HHHH", data, position)
                sheet.merges.append(Merge(first + 1, left, last + 1, right))

    def _formula(self, sheet: _Sheet, start: int) -> None:
        row, column, style = struct.unpack_from("<HHH", self._data, start)
        result = self._data[start + 6 : start + 14]
        self._awaiting = None
        if result[6:8] != b"\xff\xff":
            self._put(sheet, row, column, self._number(struct.unpack("<d", result)[0], style))
        elif result[0] == 0:
            # The text of the result is in a record that follows.
            self._awaiting = row, column
        elif result[0] == 1:
            self._put(sheet, row, column, "VRAI" if result[2] else "FAUX")
        elif result[0] == 2:
            self._put(sheet, row, column, _ERRORS.get(result[2], "#N/A"))

    def _put(self, sheet: _Sheet, row: int, column: int, text: str) -> None:
        if not text:
            return
        self._cells += 1
        if self._cells > _MAX_CELLS:
            raise TableError(
                f"Ce classeur compte plus de {french_number(_MAX_CELLS)} cellules : c'est trop pour une "
                "liste d'acteurs. "
                "Gardez seulement les feuilles et les lignes utiles, puis recommencez."
            )
        sheet.rows.setdefault(row, {})[column] = text

    def _number(self, number: float, style: int) -> str:
        code = self._styles[style] if style < len(self._styles) else 0
        if code not in self._formats:
            self._formats[code] = NumberFormat(code, self._codes.get(code))
        try:
            return self._formats[code].write(number, from_1904=self._from_1904)
        except (ValueError, OverflowError):
            return ""

    def _string(self, start: int, size: int) -> str:
        """Return a string whose length takes two bytes."""
        length = struct.unpack_from("<H", self._data, start)[0]
        return self._characters(start + 2, size - 2, length)

    def _short_string(self, start: int, size: int) -> str:
        """Return a string whose length takes one byte."""
        return self._characters(start + 1, size - 1, self._data[start])

    def _characters(self, start: int, size: int, length: int) -> str:
        if not self._wide_strings:
            return self._data[start : start + min(length, size)].decode(self._encoding, "replace")
        wide = self._data[start] & 1
        raw = self._data[start + 1 : start + 1 + min(length * (2 if wide else 1), size - 1)]
        return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _unpack(packed: int) -> float:
    """Return a number packed in 32 bits: an integer or the top of a float, perhaps in hundredths."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return number / 100 if packed & 1 else number


class _SharedStrings:
    """The table of the workbook's texts, cut over several records at any place, even within a text."""

    def __init__(self, data: bytes, segments: list[tuple[int, int]], limit: int) -> None:
        self._data = data
        self._segments = segments
        self._limit = limit
        self._segment = 0
        self._position, self._end = segments[0]

    def read(self) -> list[str]:
        """Return the texts in order."""
        self._skip(4)
        count = struct.unpack("<I", self._take(4))[0]
        strings: list[str] = []
        total = 0
        while len(strings) < count and not self._finished:
            text = self._string()
            total += len(text) + 50
            if total > self._limit:
                raise TableError(
                    "Ce classeur contient trop de texte pour une liste. Gardez seulement les feuilles et "
                    "les colonnes "
                    "utiles, puis recommencez."
                )
            strings.append(text)
        return strings

    @property
    def _finished(self) -> bool:
        return self._position >= self._end and self._segment + 1 >= len(self._segments)

    def _next_segment(self) -> None:
        self._segment += 1
        if self._segment >= len(self._segments):
            raise TableError(DAMAGED)
        self._position, self._end = self._segments[self._segment]

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            if self._position >= self._end:
                self._next_segment()
            part = self._data[self._position : min(self._position + size - len(taken), self._end)]
            self._position += len(part)
            taken += part
        return taken

    def _skip(self, size: int) -> None:
        while size > self._end - self._position:
            size -= self._end - self._position
            self._next_segment()
        self._position += size

    def _string(self) -> str:
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        wide = flags & 1
        parts: list[str] = []
        while length:
            width = 2 if wide else 1
            taken = min(length, (self._end - self._position) // width)
            if not taken:
                # The next record says again whether its characters take one byte or two.
                self._next_segment()
                wide = self._data[self._position] & 1
                self._position += 1
                continue
            raw = self._data[self._position : self._position + taken * width]
            parts.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._position += taken * width
            length -= taken
        if runs or extra:
            self._skip(4 * runs + extra)
        return "".join(parts)
