"""Reads any table file that a person may send, and writes lists that open well in her spreadsheet."""

from maillage.tables.grid import Limits
from maillage.tables.kinds import KIND_NAMES, Kind, read_date, read_number, read_position, read_yes_no
from maillage.tables.layout import Role
from maillage.tables.notices import Notice, Severity, TableError
from maillage.tables.survey import Aside
from maillage.tables.table import Column, Evidence, Group, Origin, Row, Table
from maillage.tables.workbook import Judgement, Sheet, SheetList, Workbook, open_pasted, open_table
from maillage.tables.writing import Cell, csv_lines, neutralise, write_csv, write_xlsx

__all__ = [
    "KIND_NAMES",
    "Aside",
    "Cell",
    "Column",
    "Evidence",
    "Group",
    "Judgement",
    "Kind",
    "Limits",
    "Notice",
    "Origin",
    "Role",
    "Row",
    "Severity",
    "Sheet",
    "SheetList",
    "Table",
    "TableError",
    "Workbook",
    "csv_lines",
    "neutralise",
    "open_pasted",
    "open_table",
    "read_date",
    "read_number",
    "read_position",
    "read_yes_no",
    "write_csv",
    "write_xlsx",
]
