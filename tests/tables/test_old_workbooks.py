"""The records of old .xls files, those that the usual writers never make included."""

import io
import struct

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from maillage.tables import Limits, TableError, open_table
from maillage.tables.grid import Budget
from maillage.tables.sources.xls import read_records
from tests.tables.her_workbook import her_workbook
from tests.tables.test_workbooks import ods, xls, xlsx

BIFF8, BIFF5 = 0x0600, 0x0500


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def text8(text, *, wide=False, short=False):
    raw = text.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<BB" if short else "<HB", len(text), wide) + raw


def workbook(*cells, version=BIFF8, before=b"", name=None):
    """Return the stream of a workbook with one sheet of `cells`, its globals ending with `before`."""
    name = name if name is not None else text8("Liste", short=True)
    begin = record(0x0809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0))
    sheet_size = 4 + 6 + len(name)
    offset = len(begin) + len(before) + sheet_size + 4
    sheet = record(0x0085, struct.pack("<IBB", offset, 0, 0) + name)
    first = begin + before + sheet + record(0x000A)
    assert len(first) == offset
    second = (
        record(0x0809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x000A)
    )
    return first + second


def read(data):
    (grid,) = read_records(data, Budget(Limits()))
    return [(line, cells) for line, cells, _ in grid.rows()]


def formula(row, column, result):
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + bytes(8))


def test_results_of_formulas():
    cells = [
        formula(0, 0, struct.pack("<d", 2.5)),
        formula(0, 1, b"\0\0\0\0\0\0\xff\xff") + record(0x04BC, b"x") + record(0x0207, text8("Créteil")),
        formula(0, 2, b"\x01\0\x01\0\0\0\xff\xff"),
        formula(0, 3, b"\x02\0\x17\0\0\0\xff\xff"),
        formula(0, 4, b"\x03\0\0\0\0\0\xff\xff"),
        formula(0, 5, b"\0\0\0\0\0\0\xff\xff") + record(0x0207, text8("Œuvre", wide=True)),
    ]
    assert read(workbook(*cells)) == [(1, ["2.5", "Créteil", "VRAI", "#REF!", "", "Œuvre"])]


@pytest.mark.parametrize(
    ("packed", "text"),
    [
        ((12 << 2) | 2, "12"),
        ((1250 << 2) | 3, "12.5"),
        ((-12 << 2) & 0xFFFFFFFF | 2, "-12"),
        (struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32, "1.5"),
        ((struct.unpack("<Q", struct.pack("<d", 150.0))[0] >> 32) | 1, "1.5"),
    ],
)
def test_packed_numbers(packed, text):
    assert read(workbook(record(0x027E, struct.pack("<HHHI", 3, 1, 0, packed)))) == [(4, ["", text])]
    several = struct.pack("<HH", 0, 0) + struct.pack("<HI", 0, packed) * 2 + struct.pack("<H", 1)
    assert read(workbook(record(0x00BD, several))) == [(1, [text, text])]


def test_rows_in_any_order():
    cells = [record(0x0204, struct.pack("<HHH", row, 0, 0) + text8(str(row))) for row in (5, 0, 3)]
    assert read(workbook(*cells)) == [(1, ["0"]), (4, ["3"]), (6, ["5"])]


def test_excel_95_on_a_macintosh():
    def label(row, text):
        raw = text.encode("mac_roman")
        return record(0x0204, struct.pack("<HHHH", row, 0, 0, len(raw)) + raw)

    name = "Créteil".encode("mac_roman")
    data = workbook(
        label(0, "Nom"),
        label(1, "Été"),
        version=BIFF5,
        before=record(0x0042, struct.pack("<H", 10000)),
        name=bytes([len(name)]) + name,
    )
    (grid,) = read_records(data, Budget(Limits()))
    assert grid.name == "Créteil"
    assert [cells for _, cells, _ in grid.rows()] == [["Nom"], ["Été"]]


def test_dates_counted_from_1904_and_formats():
    style = record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
    calendar = record(0x0022, struct.pack("<H", 1))
    number = record(0x0203, struct.pack("<HHHd", 0, 0, 0, 36555.0))
    assert read(workbook(number, before=style + calendar)) == [(1, ["2004-01-31"])]


def test_shared_strings_cut_within_a_word():
    strings = struct.pack("<II", 3, 3) + text8("Amis") + struct.pack("<HB", 7, 0) + b"Cr\xe9"
    rest = b"\1" + "teil".encode("utf-16-le") + struct.pack("<HBH", 3, 8, 1) + b"Fin" + bytes(4)
    before = record(0x00FC, strings) + record(0x003C, rest)
    cells = [record(0x00FD, struct.pack("<HHHI", 0, column, 0, column)) for column in range(3)]
    assert read(workbook(*cells, before=before)) == [(1, ["Amis", "Créteil", "Fin"])]


def test_a_password():
    with pytest.raises(TableError, match="mot de passe"):
        read(workbook(before=record(0x002F, bytes(6))))


def test_a_cut_record():
    with pytest.raises(TableError, match="abîmé"):
        read(workbook(record(0x0204, struct.pack("<HHH", 0, 0, 0) + text8("abc")))[:-8])


def many_strings():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    for row in range(1200):
        sheet.write(row, 0, f"Association n° {row} " + "é" * (row % 60))
        sheet.write(row, 1, f"Œuvre {row} " + "œ" * (row % 80))
        sheet.write(row, 2, row)
        sheet.write(row, 3, row / 4)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [many_strings, her_workbook, xls, xlsx, ods])
def test_an_independent_reader_agrees(make):
    data = make()
    other = CalamineWorkbook.from_filelike(io.BytesIO(data))
    with open_table(data) as book:
        for sheet in book.sheets:
            ours = {line: cells for line, cells, _ in sheet._grid.rows()}
            compared = 0
            for line, row in enumerate(other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), 1):
                for column, value in enumerate(row):
                    if isinstance(value, str) and value and not value.startswith("#"):
                        assert ours[line][column] == " ".join(value.split())
                        compared += 1
                    elif isinstance(value, float) and ours[line][column].replace(".", "").isdigit():
                        assert float(ours[line][column]) == value
            assert compared or not sheet.row_count
