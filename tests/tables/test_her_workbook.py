"""The animator's real workbook is read as she reads it herself."""

import pytest

from maillage.tables import Evidence, Judgement, Kind, Origin, Role, open_table
from tests.tables.her_workbook import HEADINGS, her_workbook


@pytest.fixture(scope="module")
def book():
    with open_table(her_workbook(), "annuaire.xls") as book:
        yield book


@pytest.fixture(scope="module")
def table(book):
    return book.sheet("Créteil").table()


def codes(table):
    return {notice.code for notice in table.notices}


def test_each_sheet_is_judged(book):
    assert [(sheet.name, sheet.judgement, sheet.hidden) for sheet in book.sheets] == [
        ("Lisez-moi", Judgement.NOTES, False),
        ("Créteil", Judgement.DATA, False),
        ("Alfortville", Judgement.DATA, False),
        ("Limeil", Judgement.DATA, False),
        ("Ancien", Judgement.DATA, True),
        ("Feuil5", Judgement.EMPTY, False),
    ]


def test_sheets_with_the_same_headings_are_one_list(book):
    assert [[sheet.name for sheet in found.sheets] for found in book.lists] == [
        ["Créteil", "Alfortville", "Limeil"],
        ["Ancien"],
    ]
    table = book.main.table()
    assert table.row_count == 17 == sum(1 for _ in table.rows())
    sheet = table.column("Feuille")
    assert sheet.origin is Origin.SHEET
    assert {row[sheet] for row in table.rows()} == {"Créteil", "Alfortville", "Limeil"}
    last = list(table.rows())[-1]
    assert (last.sheet, last.line, last[0]) == ("Limeil", 2, "Épicerie solidaire")


def test_headings_are_found_under_the_title(table):
    assert table.title.startswith("ANNUAIRE DES ASSOCIATIONS DE CRÉTEIL")
    assert [column.heading for column in table.columns if column.origin is Origin.CELLS] == HEADINGS
    assert [column.letter for column in table.columns][:3] == ["A", "B", "C"]
    assert "title_lines" in codes(table)


def test_kinds(table):
    kinds = {column.label: column.kind for column in table.columns}
    assert kinds["CP"] is Kind.POSTCODE
    assert kinds["Téléphone"] is Kind.PHONE
    assert kinds["Mail"] is Kind.EMAIL
    assert kinds["Adhérents"] is Kind.INTEGER
    assert kinds["Structure"] is Kind.TEXT


def test_number_formats_keep_leading_zeros(table):
    first = next(table.rows())
    assert first[table.column("CP")] == "94000"
    assert first[table.column("Téléphone")] == "01 43 00 00 01"


def test_rows_bear_the_line_numbers_of_the_spreadsheet(table):
    assert [row.line for row in table.rows()] == [6, 7, 8, 9, 10, 13, 15, 16]


def test_totals_sections_and_notes_are_set_apart(table):
    aside = {(item.line, item.role) for item in table.asides}
    assert {(11, Role.TOTAL), (18, Role.TOTAL), (20, Role.NOTE), (14, Role.REPEATED_HEADING)} <= aside
    assert {(5, Role.SECTION), (12, Role.SECTION)} <= aside
    assert {"totals", "sections", "notes", "repeated_headings", "merged_cells"} <= codes(table)


def test_sections_become_a_column(table):
    section = table.column("Rubrique")
    assert section.origin is Origin.SECTION
    assert [row[section] for row in table.rows()] == ["CULTURE"] * 5 + ["SPORT"] * 3


def test_people_of_one_structure_are_grouped(table):
    groups = list(table.groups())
    assert [(group.head.line, len(group.rows), group.evidence) for group in groups] == [
        (6, 3, Evidence.MERGED),
        (9, 2, Evidence.BLANK),
        (13, 1, Evidence.SINGLE),
        (15, 2, Evidence.REPEATED),
    ]
    contact = table.column("Contact").index
    assert all(contact in group.varying for group in groups if len(group.rows) > 1)
    second = list(groups[1].completed())[1]
    assert second[table.column("Structure")] == "Ciné-club"
    assert second[table.column("Commune")] == "CRÉTEIL"
    assert second[table.column("Contact")] == "Mme Vert"
    assert second[table.column("Mail")] == ""
    assert {"groups_merged", "groups_blank", "groups_repeated"} <= codes(table)


def test_formula_errors_are_said_and_emptied(table):
    said = next(notice for notice in table.notices if notice.code == "formula_errors")
    assert said.lines == (13,) and said.column == "Téléphone"
    assert next(row for row in table.rows() if row.line == 13)[table.column("Téléphone")] == ""


def test_every_notice_is_french_and_placed(table):
    for notice in table.notices:
        assert notice.message.endswith("."), notice
        assert "'" not in notice.message
        assert notice.sheet in ("Créteil", None)
