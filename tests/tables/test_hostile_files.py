"""Files that are no table, damaged files and traps: a French sentence each, in bounded memory."""

import io
import tracemalloc
import zipfile

import pytest
import xlwt

from maillage.tables import Limits, TableError, open_table
from tests.tables.her_workbook import build
from tests.tables.test_workbooks import rewritten, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def small_workbook():
    def fill(book):
        sheet = book.add_worksheet("Liste")
        for line, row in enumerate([["Nom", "Ville"], ["A", "Créteil"], ["B", "Limeil"]]):
            sheet.write_row(line, 0, row)

    return build(fill)


def archive(*names, content=b"x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as found:
        for name in names:
            found.writestr(name, content)
    return buffer.getvalue()


def ods(body, mimetype="application/vnd.oasis.opendocument.spreadsheet", **members):
    content = (
        '<?xml version="1.0"?>'
        '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as found:
        found.writestr("mimetype", mimetype)
        found.writestr("content.xml", content)
        for name, text in members.items():
            found.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


def ods_cell(text, attributes=""):
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'
    )


def refusal(data, **options):
    with pytest.raises(TableError) as caught, open_table(data, **options) as book:
        book.main.table()
    message = caught.value.message
    assert message[0].isupper() or message.startswith("«")
    assert message.endswith(".") and "'" not in message
    return message.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "est vide"),
        (b"  \r\n\r\n  ", "est vide"),
        (b"\xef\xbb\xbf", "est vide"),
        (b";;;\n;;;\n", "est vide"),
        (b"Nom;Ville\n", "qu’une ligne"),
        (
            "Bonjour, voici la liste, comme convenu.\nElle est incomplète, mais utile.\n".encode(),
            "pas de tableau",
        ),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "image"),
        (b"RIFF\0\0\0\0WEBP", "image"),
        (b"{\\rtf1 bonjour}", "traitement de texte"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b'[{"nom": "A"}]', "JSON"),
        (b'<?xml version="1.0"?>\n<liste><acteur/></liste>', "XML"),
        (b"\x1f\x8b\x08\0\0", "archive"),
        (b"PAR1....", "Parquet"),
        (b"SQLite format 3\0", "base de données"),
        (bytes(range(256)) * 20, "pas un tableau lisible"),
        (archive("[Content_Types].xml", "word/document.xml"), "traitement de texte"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "diaporama"),
        (archive("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
        (archive("Index/Document.iwa"), "Numbers"),
        (archive("liste.csv"), "archive compressée"),
        (ods("", mimetype="application/vnd.oasis.opendocument.text"), "traitement de texte"),
        (OLE + "WordDocument".encode("utf-16-le"), "traitement de texte"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (OLE + "Workbook".encode("utf-16-le"), "abîmé"),
    ],
)
def test_what_is_no_table_is_named(data, words):
    assert words in refusal(data)


def test_an_encrypted_ods_asks_for_a_copy_without_password():
    manifest = '<manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></manifest>'
    assert "mot de passe" in refusal(ods("", **{"META-INF__manifest_xml": manifest}))


def test_an_encrypted_archive_asks_for_a_copy_without_password():
    data = bytearray(small_workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert "mot de passe" in refusal(bytes(data))


@pytest.mark.parametrize("make", [small_workbook, xlsx])
def test_truncated_or_corrupt_workbooks(make):
    data = make()
    for cut in (10, 100, len(data) // 2, len(data) - 25):
        assert "abîmé" in refusal(data[:cut])
    corrupt = bytearray(data)
    at = data.find(b"xl/worksheets/sheet1.xml") + 60
    corrupt[at : at + 20] = b"\0" * 20
    assert "abîmé" in refusal(bytes(corrupt))


def test_truncated_xls():
    assert "abîmé" in refusal(xls_with({(0, 0): "Nom"})[:3000])


def xls_with(cells):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    for (row, column), value in cells.items():
        sheet.write(row, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_missing_file_and_a_folder(tmp_path):
    assert "introuvable" in refusal(tmp_path / "rien.csv")
    assert "dossier" in refusal(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "enorme.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    message = refusal(path)
    assert "200 Mo" in message and "50 Mo" in message
    assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    tracemalloc.stop()


def test_the_limits_can_be_set():
    data = ("Nom;Ville\n" + "A;B\n" * 1000).encode()
    assert "la limite est de 0 Mo" in refusal(data, limits=Limits(max_bytes=1000))
    assert "lignes" in refusal(data, limits=Limits(max_rows=10))
    assert "cellules" in refusal(data, limits=Limits(max_cells=100))


def test_bombs_are_not_opened():
    def inflate(name, content):
        return (
            content.replace(b"</worksheet>", b" " * 100_000_000 + b"</worksheet>")
            if "sheet1" in name
            else content
        )

    tracemalloc.start()
    bomb = rewritten(small_workbook(), inflate)
    tracemalloc.reset_peak()
    assert "piège" in refusal(bomb)
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    tracemalloc.stop()


def test_an_archive_too_large_once_unpacked():
    assert "décompressé" in refusal(small_workbook(), limits=Limits(max_unpacked=1000))


def test_too_many_members():
    assert "piège" in refusal(archive(*(f"f{number}" for number in range(12_000)), content=b""))


def test_entities_are_refused():
    def change(name, content):
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
        return content.replace(b"<worksheet", entity, 1) if "sheet1" in name else content

    def change_ods(name, content):
        return content.replace(b"<office:document-content", b"<!DOCTYPE x><office:document-content")

    assert "dangereuses" in refusal(rewritten(small_workbook(), change))
    assert "dangereuses" in refusal(rewritten(ods('<table:table table:name="F"/>'), change_ods))


def test_an_absurd_extent_with_three_real_cells():
    def change(name, content):
        return content.replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"')

    with open_table(rewritten(small_workbook(), change)) as book:
        assert [list(row.cells) for row in book.main.table().rows()] == [["A", "Créteil"], ["B", "Limeil"]]


def test_stray_cells_at_the_end_of_the_sheet():
    def fill(book):
        sheet = book.add_worksheet("Liste")
        sheet.write_row("A1", ["Nom", "Ville"])
        sheet.write_row("A2", ["A", "Créteil"])
        sheet.write_row("A3", ["B", "Limeil"])
        sheet.write("XFD1048576", "reste")
        sheet.write("A1048576", "x")

    with open_table(build(fill)) as book:
        table = book.main.table()
        assert table.row_count == 2
        said = {notice.code: notice for notice in table.notices}
        assert said["stray_cells"].lines == (1_048_576,)
        assert said["notes"].lines == (1_048_576,)


def test_a_stray_cell_in_an_old_workbook():
    cells = {(0, 0): "Nom", (0, 1): "Ville", (1, 0): "A", (1, 1): "Créteil", (2, 0): "B", (2, 1): "Limeil"}
    tracemalloc.start()
    with open_table(xls_with({**cells, (65_535, 255): "x"})) as book:
        assert [list(row.cells) for row in book.main.table().rows()] == [["A", "Créteil"], ["B", "Limeil"]]
    assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    tracemalloc.stop()


@pytest.mark.parametrize("repeat", ["1048576", "99999999999"])
def test_repeated_cells_of_ods_are_bounded(repeat):
    row = f'<table:table-row table:number-rows-repeated="{repeat}">'
    cell = ods_cell("a", 'table:number-columns-repeated="900"')
    table = f'<table:table table:name="F">{row}{cell}</table:table-row></table:table>'
    assert "cellules" in refusal(ods(table), limits=Limits(max_cells=1_000_000))
    cell = ods_cell("a", f'table:number-columns-repeated="{repeat}"')
    table = f'<table:table table:name="F"><table:table-row>{cell}</table:table-row></table:table>'
    assert "colonnes" in refusal(ods(table))


def test_ten_thousand_columns():
    wide = ";".join(f"c{number}" for number in range(10_000))
    assert "1 000 colonnes" in refusal(f"{wide}\n{wide}\n".encode())

    def fill(book):
        book.add_worksheet().write_row(0, 0, [f"c{number}" for number in range(10_000)])

    assert "1 000 colonnes" in refusal(build(fill))


def test_too_many_sheets():
    def fill(book):
        for _ in range(30):
            book.add_worksheet()

    assert "30 feuilles" in refusal(build(fill), limits=Limits(max_sheets=20))


def test_one_endless_line():
    assert "démesurément longue" in refusal(b"Nom;Ville\n" + b"a" * 5_000_000)
    assert "démesurément longue" in refusal(b"Nom;Ville\nA;B\n" + b"a" * 500_000 + b";C\n")


def test_a_very_long_text_in_a_workbook_is_cut_and_said():
    def change(name, content):
        return content.replace(b"Limeil", b"a" * 3_000_000)

    with open_table(rewritten(small_workbook(), change)) as book:
        table = book.main.table()
        assert max(len(row[1]) for row in table.rows()) == 32_767
        assert "cut_cells" in {notice.code for notice in table.notices}


def test_a_page_of_wide_cells_is_bounded():
    page = b"<table>" + b"<tr>" + b"<td colspan=1000>a" * 20_000 + b"</table>"
    assert "colonnes" in refusal(page)


def test_many_merged_blocks_do_not_multiply():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nom", "Ville", "Contact"])
        for line in range(1, 3000, 3):
            sheet.merge_range(line, 0, line + 2, 0, f"Asso {line}")
            for offset in range(3):
                sheet.write(line + offset, 2, f"Mme {line + offset}")
            sheet.write(line, 1, "Créteil")

    with open_table(build(fill)) as book:
        groups = list(book.main.table().groups())
        assert len(groups) == 1000 and all(len(group.rows) == 3 for group in groups)
