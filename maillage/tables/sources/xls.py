"""Reads the old .xls workbooks (Excel 97 to 2003) through calamine, once their extent has been checked."""

import datetime
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from maillage.tables.grid import Budget, Grid, Merge, column_letter
from maillage.tables.notices import TableError
from maillage.tables.sources.archive import DAMAGED, PROTECTED
from maillage.tables.sources.biff import SheetScan, scan_xls
from maillage.tables.sources.numbers import iso, plain
from maillage.tables.sources.xlsx import say_hidden_rows

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
# Calamine lays out the whole rectangle, about 64 bytes a cell: 256 MB at most.
_MAX_RECTANGLE = 4_000_000


def read_xls(stream: BinaryIO, budget: Budget) -> Iterator[Grid]:
    """Yield the grid of each worksheet in order."""
    stream.seek(0)
    scans = scan_xls(stream.read())
    for scan in scans:
        if (scan.last_row + 1) * (scan.last_column + 1) > _MAX_RECTANGLE:
            corner = f"{column_letter(scan.last_column)}{scan.last_row + 1}"
            raise TableError(
                f"Une feuille de ce classeur s'étend jusqu'à la cellule {corner} : elle est trop grande pour "
                "l'ancien "
                "format .xls, ou une cellule isolée est restée remplie très loin du tableau. Effacez ce qui "
                "entoure "
                "le tableau, ou enregistrez le classeur au format .xlsx, puis recommencez."
            )
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        sheets = [meta for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
        if len(scans) != len(sheets):
            scans = [SheetScan() for _ in sheets]
        for meta, scan in zip(sheets, scans, strict=True):
            sheet = book.get_sheet_by_name(meta.name)
            grid = Grid(meta.name, budget, hidden=meta.visible is not SheetVisibleEnum.Visible)
            if sheet.start is not None:
                first_column = sheet.start[1]
                for row, values in enumerate(sheet.iter_rows()):
                    cells = [""] * first_column + [_text(value) for value in values]
                    for column, error in scan.errors.get(row, {}).items():
                        cells[column] = error
                    for column, number_format in scan.formats.get(row, {}).items():
                        value = values[column - first_column]
                        if isinstance(value, int | float) and not isinstance(value, bool):
                            cells[column] = number_format.write(value)
                    grid.append(row + 1, cells)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                grid.merges.append(Merge(top + 1, left, bottom + 1, right))
            say_hidden_rows(grid, scan.hidden)
            grid.finish()
            yield grid
    except PasswordError as error:
        raise TableError(PROTECTED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise TableError(DAMAGED) from error


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return iso(value)
