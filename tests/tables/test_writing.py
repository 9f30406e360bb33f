"""What we write opens in a spreadsheet as it is, and can do no harm there."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest

from maillage.tables import csv_lines, neutralise, open_table, write_csv, write_xlsx

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://mechant.example";"Cliquez")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    "-cmd|' /C calc'!A0",
    "+33-1-43",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_formulas_are_neutralised(cell):
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell",
    [
        "-12",
        "-12,5",
        "+3 %",
        "-1 250,00 €",
        "+33 1 43 00 00 00",
        "+33143000000",
        "+33 (0)1 43 00 00 00",
        "a=b",
        "",
    ],
)
def test_numbers_and_telephones_stay_readable(cell):
    assert neutralise(cell) == cell


def test_control_characters_are_dropped():
    assert neutralise("a\0b\x1b") == "ab"
    assert neutralise("\0=1") == "'=1"


def test_csv_is_what_french_excel_wants():
    fp = io.BytesIO()
    rows = [
        ["Nom", "Budget", "Créée le", "Active"],
        ["Les Amis ; du lac", 1250.5, datetime.date(2004, 1, 31), True],
    ]
    assert write_csv(rows, fp) == 2
    assert fp.getvalue() == (
        '\ufeffNom;Budget;Créée le;Active\r\n"Les Amis ; du lac";1250,5;2004-01-31;oui\r\n'.encode()
    )


def test_csv_can_be_plain():
    assert b"".join(csv_lines([["a", Decimal("1.50"), None]], separator=",", bom=False)) == b"a,1.50,\r\n"


def test_csv_is_streamed():
    lines = csv_lines(([number] for number in range(10**9)), bom=False)
    assert [next(lines), next(lines)] == [b"0\r\n", b"1\r\n"]


def test_xlsx_round_trip():
    fp = io.BytesIO()
    rows = [
        ["Nom", "SIRET", "CP", "Adhérents", "Créée le", "Tél"],
        ["=1+1", "00552013500012", "01000", 12, datetime.date(2004, 1, 31), "+33 1 43 00 00 00"],
        ["http://exemple.fr", "32697828500053", "94000", 30.5, None, "01 43 00 00 00"],
    ]
    assert write_xlsx(rows, fp, "Guide [2005] : été/hiver, une liste bien trop longue") == 3
    with open_table(fp.getvalue()) as book:
        assert book.sheets[0].name == "Guide  2005    été hiver, une l"
        table = book.main.table()
        assert [list(row.cells) for row in table.rows()] == [
            ["=1+1", "00552013500012", "01000", "12", "2004-01-31", "+33 1 43 00 00 00"],
            ["http://exemple.fr", "32697828500053", "94000", "30.5", "", "01 43 00 00 00"],
        ]


@pytest.mark.parametrize("separator", [";", ","])
def test_what_we_write_reads_back_the_same(separator):
    fp = io.BytesIO()
    rows = [["Nom", "Téléphone", "Note"], *([cell, "01 43 00 00 00", "x"] for cell in HOSTILE)]
    write_csv(rows, fp, separator=separator)
    with open_table(fp.getvalue()) as book:
        assert [row[0] for row in book.main.table().rows()] == [cell.strip() for cell in HOSTILE]


def test_hostile_cells_of_a_workbook_are_stored_as_text():
    fp = io.BytesIO()
    write_xlsx([["Nom"], ["=1+1"]], fp)
    with zipfile.ZipFile(fp) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "&apos;=1+1" in sheet.replace("'", "&apos;")


def test_xlsx_has_frozen_filterable_headings():
    fp = io.BytesIO()
    write_xlsx([["Nom", "Commune"], ["a", "b"]], fp)
    with zipfile.ZipFile(fp) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<pane " in sheet and '<autoFilter ref="A1:B2"/>' in sheet and "<cols>" in sheet
