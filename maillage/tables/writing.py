"""Writes lists that open well in a French spreadsheet and can do it no harm."""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import BinaryIO

import xlsxwriter

from maillage.tables.sources.numbers import iso

Cell = str | int | float | Decimal | bool | datetime.date | datetime.datetime | datetime.time | None
BOM = b"\xef\xbb\xbf"
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HARMLESS = re.compile(
    r"[+-]\d[\d \u00a0\u202f]*(?:[.,]\d+)?(?: ?[%€])?"  # -12,5 or - written before a plain number
    r"|\+\d[\d .\u00a0\u202f]{6,}|\+\d{1,3} ?\(0\) ?\d[\d .\u00a0\u202f]{5,}"  # +33 1 43 00 00 00
)
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]")
_XLSX_CELL = 32_767
_XLSX_ROWS = 1_048_576
_WIDTH_SAMPLE = 200
_MIN_WIDTH, _MAX_WIDTH = 8, 60


def neutralise(cell: str) -> str:
    """Return the text of a cell such that no spreadsheet takes it for a formula.

    The rule: a text whose first visible character is one of = + - @ (or their wide forms), or that starts
    with a tab
    or a line break, gets an apostrophe in front. Left alone: ordinary signed numbers (« -12,5 », « +3 % »)
    and international
    telephone numbers made of digits, spaces, points and « (0) » (« +33 1 43 00 00 00 »), which are no
    formula that
    could do anything. Our own reader takes the apostrophe away again.
    """
    cell = _CONTROL.sub("", cell)
    if cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_TRIGGERS):
        return cell if _HARMLESS.fullmatch(cell) else f"'{cell}"
    return cell


def write_csv(rows: Iterable[Sequence[Cell]], fp: BinaryIO, *, separator: str = ";", bom: bool = True) -> int:
    """Write rows, headings first, into a binary file; return how many were written. See `csv_lines`."""
    count = -int(bom)
    for line in csv_lines(rows, separator=separator, bom=bom):
        fp.write(line)
        count += 1
    return count


def csv_lines(rows: Iterable[Sequence[Cell]], *, separator: str = ";", bom: bool = True) -> Iterator[bytes]:
    """Yield the lines of a CSV file as bytes, for a streamed answer: UTF-8, CR LF, `;` as French Excel wants.

    With `;` decimal numbers take a comma. Dates are written 2004-01-31, True and False oui and non.
    """
    if bom:
        yield BOM
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    comma = separator == ";"
    for row in rows:
        writer.writerow([_csv_text(cell, comma=comma) for cell in row])
        yield buffer.getvalue().encode("utf-8")
        buffer.seek(0)
        buffer.truncate()


def write_xlsx(
    rows: Iterable[Sequence[Cell]],
    fp: BinaryIO,
    sheet_name: str = "Liste",
    *,
    header_color: str = "#E6E0D4",
) -> int:
    """Write rows, headings first, as a workbook; return how many were written.

    Memory does not grow with the rows. The headings are bold, frozen and filterable, the columns as wide as
    their
    first rows need. Texts, identifiers among them, are always stored as text; numbers and dates keep their
    type.
    Raises ValueError past 1 048 576 rows.
    """
    book = xlsxwriter.Workbook(
        fp,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_date_format": "dd/mm/yyyy",
            "remove_timezone": True,
        },
    )
    sheet = book.add_worksheet(_sheet_name(sheet_name))
    heading_format = book.add_format(
        {"bold": True, "bg_color": header_color, "bottom": 1, "valign": "top", "text_wrap": True}
    )
    hour_format = book.add_format({"num_format": "hh:mm"})
    moment_format = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    stream = iter(rows)
    first = list(islice(stream, _WIDTH_SAMPLE))
    for column, width in enumerate(_widths(first)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    count = columns = 0
    for line, row in enumerate(chain(first, stream)):
        if line >= _XLSX_ROWS:
            raise ValueError("too many rows for one sheet")
        columns = max(columns, len(row))
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if line == 0:
                sheet.write_string(line, column, _xlsx_text(str(cell)), heading_format)
            elif isinstance(cell, bool):
                sheet.write_string(line, column, "oui" if cell else "non")
            elif isinstance(cell, (int, float, Decimal)) and abs(float(cell)) < 1e15:
                sheet.write_number(line, column, float(cell))
            elif isinstance(cell, datetime.datetime):
                sheet.write_datetime(line, column, cell, moment_format)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(line, column, cell)
            elif isinstance(cell, datetime.time):
                sheet.write_datetime(line, column, cell, hour_format)
            else:
                sheet.write_string(line, column, _xlsx_text(str(cell)))
        count += 1
    if count and columns:
        sheet.autofilter(0, 0, count - 1, columns - 1)
    book.close()
    return count


def _csv_text(cell: Cell, *, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutralise(cell)
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float | Decimal):
        text = f"{cell:f}" if isinstance(cell, Decimal) else repr(cell)
        return text.replace(".", ",") if comma else text
    return iso(cell)


def _xlsx_text(text: str) -> str:
    text = neutralise(text)
    return text if len(text) <= _XLSX_CELL else text[: _XLSX_CELL - 1] + "…"


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    widths: list[int] = []
    for row in rows:
        widths.extend([_MIN_WIDTH] * (len(row) - len(widths)))
        for column, cell in enumerate(row):
            length = max(map(len, str(cell).splitlines()), default=0) if cell is not None else 0
            widths[column] = max(widths[column], min(length + 2, _MAX_WIDTH))
    return widths


def _sheet_name(name: str) -> str:
    """Return a name that Excel accepts: 31 characters at most, none of []:*?/\\, no apostrophe at the ends."""
    name = re.sub(r"[\[\]:*?/\\]", " ", name).strip().strip("'")[:31].strip().strip("'")
    return name or "Liste"
