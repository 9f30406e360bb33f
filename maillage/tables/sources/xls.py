"""Reads the old .xls workbooks (Excel 97 to 2003) through calamine."""

import datetime
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from maillage.tables.grid import Budget, Grid, Merge
from maillage.tables.notices import TableError
from maillage.tables.sources.archive import DAMAGED, PROTECTED
from maillage.tables.sources.numbers import iso, plain

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read_xls(stream: BinaryIO, budget: Budget) -> Iterator[Grid]:
    """Yield the grid of each worksheet in order."""
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise TableError(PROTECTED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise TableError(DAMAGED) from error
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (CalamineError, OSError, ValueError) as error:
            raise TableError(DAMAGED) from error
        grid = Grid(meta.name, budget, hidden=meta.visible is not SheetVisibleEnum.Visible)
        if sheet.start is not None:
            offset = [""] * sheet.start[1]
            for line, row in enumerate(sheet.iter_rows(), start=1):
                grid.append(line, offset + [_text(value) for value in row])
        for first, last in sheet.merged_cell_ranges or ():
            grid.merges.append(Merge(first[0] + 1, first[1], last[0] + 1, last[1]))
        grid.finish()
        yield grid


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
