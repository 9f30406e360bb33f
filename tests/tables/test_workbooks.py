"""XLSX, XLS, ODS and web pages named .xls: the same list reads the same from each."""

import datetime
import io
import zipfile

import pytest
import xlwt
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from maillage.tables import Evidence, Kind, TableError, open_table
from tests.tables.her_workbook import build

HEADINGS = ["Nom", "CP", "Tél", "Créée le", "Part", "Employeur", "Membres", "Budget"]


def xlsx():
    def fill(book):
        sheet = book.add_worksheet("Liste")
        sheet.write_row("A1", HEADINGS)
        sheet.merge_range("A2:A3", "Ciné-club")
        sheet.write("B2", 1000, book.add_format({"num_format": "00000"}))
        sheet.write("C2", 143000001, book.add_format({"num_format": '0#" "##" "##" "##" "##'}))
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime("D2", datetime.datetime(2004, 1, 31), date)
        sheet.write("E2", 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_boolean("F2", True)
        sheet.write("G2", 12)
        sheet.write("H2", 1250.5, book.add_format({"num_format": '# ##0,00 "€"'}))
        sheet.write("B3", "94000")
        sheet.write_formula("G3", "=1/0", None, "#DIV/0!")
        sheet.write_row("A4", ["Judo", "94000"])
        sheet.set_row(3, None, None, {"hidden": True})

    return build(fill)


def xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")

    def style(code):
        found = xlwt.XFStyle()
        found.num_format_str = code
        return found

    for column, heading in enumerate(HEADINGS):
        sheet.write(0, column, heading)
    sheet.write_merge(1, 2, 0, 0, "Ciné-club")
    sheet.write(1, 1, 1000, style("00000"))
    sheet.write(1, 2, 143000001, style('0#" "##" "##" "##" "##'))
    sheet.write(1, 3, datetime.date(2004, 1, 31), style("dd/mm/yyyy"))
    sheet.write(1, 4, 0.5, style("0%"))
    sheet.write(1, 5, True)
    sheet.write(1, 6, 12)
    sheet.write(1, 7, 1250.5, style('# ##0,00 "€"'))
    sheet.write(2, 1, "94000")
    sheet.row(2).set_cell_error(6, "#DIV/0!")
    sheet.write(3, 0, "Judo")
    sheet.write(3, 1, "94000")
    sheet.row(3).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods():
    document = OpenDocumentSpreadsheet()
    table = Table(name="Liste")
    document.spreadsheet.addElement(table)

    def cell(text="", **attributes):
        found = TableCell(**attributes)
        for line in text.split("\n") if text else ():
            found.addElement(P(text=line))
        return found

    def row(*cells, **attributes):
        found = TableRow(**attributes)
        for item in cells:
            found.addElement(item)
        table.addElement(found)

    row(*(cell(heading, valuetype="string") for heading in HEADINGS))
    name = cell("Ciné-club", valuetype="string", numberrowsspanned=2, numbercolumnsspanned=1)
    remark = Annotation()
    remark.addElement(P(text="à vérifier"))
    name.addElement(remark)
    row(
        name,
        cell("01000", valuetype="float", value="1000"),
        cell("01 43 00 00 01", valuetype="float", value="143000001"),
        cell("31/01/04", valuetype="date", datevalue="2004-01-31"),
        cell("50%", valuetype="percentage", value="0.5"),
        cell("VRAI", valuetype="boolean", booleanvalue="true"),
        cell("12", valuetype="float", value="12"),
        cell("1 250,50 €", valuetype="currency", currency="EUR", value="1250.5"),
    )
    row(
        CoveredTableCell(),
        cell("94000", valuetype="string"),
        cell(numbercolumnsrepeated=4),
        cell("#DIV/0!", valuetype="string", formula="of:=1/0"),
    )
    row(cell("Judo", valuetype="string"), cell("94000", valuetype="string"), visibility="collapse")
    row(cell(numbercolumnsrepeated=1024), numberrowsrepeated=1_048_000)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_the_three_formats_read_the_same(make):
    with open_table(make()) as book:
        assert book.format == make.__name__
        table = book.main.table()
        assert [list(row.cells) for row in table.rows()] == [
            ["Ciné-club", "01000", "01 43 00 00 01", "2004-01-31", "50 %", "VRAI", "12", "1250.5"],
            ["Ciné-club", "94000", "", "", "", "", "", ""],
            ["Judo", "94000", "", "", "", "", "", ""],
        ]
        assert [row.line for row in table.rows()] == [2, 3, 4]
        assert [(len(group.rows), group.evidence) for group in table.groups()] == [
            (2, Evidence.MERGED),
            (1, Evidence.SINGLE),
        ]
        said = {notice.code: notice for notice in table.notices}
        assert said["formula_errors"].lines == (3,) and said["formula_errors"].column == "Membres"
        assert said["hidden_rows"].lines == (4,)
        assert table.column("CP").kind is Kind.POSTCODE


def test_the_extension_does_not_matter():
    for name in ("liste.csv", "liste.pdf", "liste", None):
        with open_table(xlsx(), name) as book:
            assert book.format == "xlsx"


def rewritten(data, change):
    """Return the archive with each member passed through `change(name, content)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_prefixed_and_indented_xml_reads_the_same():
    def change(name, content):
        if name != "xl/worksheets/sheet1.xml":
            return content
        for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "mergeCells", "mergeCell"):
            for mark in (b" ", b">", b"/>"):
                content = content.replace(b"<%s%s" % (tag.encode(), mark), b"<x:%s%s" % (tag.encode(), mark))
            content = content.replace(b"</%s>" % tag.encode(), b"</x:%s>" % tag.encode())
        return content.replace(b"<x:worksheet ", b'<x:worksheet xmlns:x="urn:x" ').replace(
            b"<x:v>", b"\n  <x:v>"
        )

    with open_table(xlsx()) as plain, open_table(rewritten(xlsx(), change)) as prefixed:
        assert list(prefixed.main.table().rows()) == list(plain.main.table().rows())


def test_dates_counted_from_1904():
    def change(name, content):
        return (
            content.replace(b"<workbookPr", b'<workbookPr date1904="1"')
            if name == "xl/workbook.xml"
            else content
        )

    with open_table(rewritten(xlsx(), change)) as book:
        assert next(book.main.table().rows())[3] == "2008-02-01"


def test_formulas_without_a_stored_result_are_said():
    def change(name, content):
        return content.replace(b"<v>#DIV/0!</v>", b"").replace(b' t="e"', b"") if "sheet1" in name else content

    with open_table(rewritten(xlsx(), change)) as book:
        said = {notice.code: notice for notice in book.main.table().notices}
        assert said["uncomputed_formula"].lines == (3,)


def test_rich_text_and_escapes():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["Nom", "Ville"])
        sheet.write_rich_string("A2", "Les ", book.add_format({"bold": True}), "Amis")
        sheet.write_row("A3", ["deux_x000D_\nlignes", "B"])
        sheet.write("B2", "A")

    with open_table(build(fill)) as book:
        assert [row[0] for row in book.main.table().rows()] == ["Les Amis", "deux_x000D_\nlignes"]


def test_identifiers_stored_as_numbers_keep_their_digits():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["Nom", "SIRET"])
        sheet.write_row("A2", ["A", 32697828500053])
        sheet.write_row("A3", ["B", "3,26978E+13"])
        sheet.write_row("A4", ["C", 39054857600037])

    with open_table(build(fill)) as book:
        table = book.main.table()
        assert [row[1] for row in table.rows()] == ["32697828500053", "3,26978E+13", "39054857600037"]
        assert table.column("SIRET").kind is Kind.SIRET
        said = {notice.code: notice for notice in table.notices}["destroyed_numbers"]
        assert said.lines == (3,) and said.column == "SIRET" and said.severity == "error"


def test_a_web_page_named_xls():
    page = """<html><head><meta charset="utf-8"><style>td{color:red}</style></head><body><h1>Export</h1>
      <table><tr><th>Nom</th><th>Ville<br>du siège</th></tr>
      <tr><td rowspan=2>Amis &amp; Cie</td><td>Créteil</td></tr><tr><td> Alfortville </td></tr>
      <tr><td>Judo</td><td>Limeil</td></tr></table></body></html>"""
    with open_table(page.encode("cp1252"), "export.xls") as book:
        table = book.main.table()
        assert book.format == "html"
        assert [column.label for column in table.columns] == ["Nom", "Ville du siège"]
        assert [list(row.cells) for row in table.rows()] == [
            ["Amis & Cie", "Créteil"],
            ["Amis & Cie", "Alfortville"],
            ["Judo", "Limeil"],
        ]
        assert "web_page" in {notice.code for notice in table.notices}


def test_a_web_page_without_a_table():
    with pytest.raises(TableError, match="page web qui ne contient aucun tableau"):
        open_table(b"<!DOCTYPE html><html><body><p>rien</p></body></html>")
