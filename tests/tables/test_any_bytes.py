"""Whatever the bytes, the reading ends with a table or with a French sentence."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.tables import TableError, open_table
from tests.tables.her_workbook import her_workbook
from tests.tables.test_workbooks import ods, xls, xlsx

SAMPLES = [her_workbook(), xlsx(), xls(), ods()]


def try_to_read(data: bytes) -> None:
    try:
        with open_table(data) as book:
            for sheet in book.sheets:
                if sheet.data_row_count:
                    table = sheet.table()
                    rows = list(table.rows())
                    assert table.row_count >= len(rows)
                    assert all(len(row.cells) == len(table.columns) for row in rows)
                    assert [row.line for row in rows] == sorted({row.line for row in rows})
                    assert sum(len(group.rows) for group in table.groups()) == len(rows)
    except TableError as error:
        assert error.message.endswith(".")


@given(st.binary(max_size=3000))
@settings(deadline=None)
def test_random_bytes(data):
    try_to_read(data)


CELLS = st.text(alphabet="abcé ÉO;,\t\n\"'=0123456789/@.#+-ÿ€", max_size=12)


@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=12),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "cp1252"]),
)
@settings(deadline=None)
def test_random_text_tables(rows, separator, encoding):
    try_to_read("\n".join(separator.join(row) for row in rows).encode(encoding))


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_spoilt_workbooks(sample, changes):
    data = bytearray(sample)
    for place, byte in changes:
        data[int(place * len(data))] = byte
    try_to_read(bytes(data))


@given(
    st.sampled_from([sample for sample in SAMPLES if sample.startswith(b"PK")]),
    st.integers(0, 30),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6)), min_size=1, max_size=6),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_spoilt_members(sample, which, changes):
    """The archive is sound, but one of its XML files is not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        for number, name in enumerate(names):
            content = bytearray(old.read(name))
            if number == which % len(names):
                for place, patch in changes:
                    at = int(place * len(content))
                    content[at : at + len(patch)] = patch
            new.writestr(name, bytes(content))
    try_to_read(out.getvalue())
