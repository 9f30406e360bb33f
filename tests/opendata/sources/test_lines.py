"""Any published CSV becomes one record a line, numbered as the file is, whatever the size of the blocks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.opendata.sources import lines as module
from maillage.opendata.sources.lines import BAD_QUOTES, REENCODED, Lines, numbered_lines
from maillage.opendata.sources.source import LoadError

_CELLS = st.text(st.sampled_from('aé,"\n œ€x'), max_size=6)
_TABLES = st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=8)


@contextmanager
def _blocks_of(size: int) -> Iterator[None]:
    before, module.BLOCK = module.BLOCK, size
    try:
        yield
    finally:
        module.BLOCK = before


def _read(content: bytes, width: int, block: int = 1 << 20, **more: str) -> tuple[list[list[str]], Lines]:
    seen = Lines()
    with _blocks_of(block):
        text = b"".join(numbered_lines(io.BytesIO(content), ",", width, seen, **more)).decode()
    records = text.splitlines()
    assert len(records) == seen.rows - sum(seen.refused_count.values())
    return list(csv.reader(records)), seen


@given(_TABLES, st.integers(1, 40), st.sampled_from(["\n", "\r\n"]))
def test_records_come_back_whole_with_the_number_of_their_first_line(
    rows: list[list[str]], block: int, end: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c"])
    numbers = []
    for row in rows:
        numbers.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    read, seen = _read(out.getvalue().encode(), 3, block)
    assert read == [[str(at), *(cell.replace("\n", " ") for cell in row)] for at, row in zip(numbers, rows)]
    assert not seen.refused and not seen.repaired
    assert seen.bytes_read == len(out.getvalue().encode())


@given(_TABLES, st.integers(1, 40))
def test_the_size_of_the_blocks_changes_nothing(rows: list[list[str]], block: int) -> None:
    """Even where quotes are put anyhow."""
    content = ("a,b,c\n" + "\n".join(",".join(row) for row in rows)).encode("cp1252")
    whole, seen = _read(content, 3)
    cut, again = _read(content, 3, block)
    assert (whole, seen.rows, seen.refused_count) == (cut, again.rows, again.refused_count)


@pytest.mark.parametrize("block", [3, 1 << 20])
def test_a_quote_that_never_closes_loses_its_line_alone(block: int) -> None:
    content = b'a,b\n1,x\n2,"never closed\n3,"z"\n4,t\n'
    read, seen = _read(content, 2, block)
    assert [row[0] for row in read] == ["2", "4", "5"]
    assert seen.refused == [(3, BAD_QUOTES, '2,"never closed')]
    assert seen.rows == 4


def test_a_quote_inside_a_bare_cell_is_a_letter() -> None:
    assert _read(b'a,b\n1,12" pipe\n2,x\n', 2)[0] == [["2", "1", '12" pipe'], ["3", "2", "x"]]


@pytest.mark.parametrize("block", [2, 1 << 20])
def test_each_line_in_its_encoding(block: int) -> None:
    content = "a\né€\n".encode() + "é€\n".encode("cp1252") + "é\x81\n".encode("latin-1")
    read, seen = _read(content, 1, block)
    assert [row[1] for row in read] == ["é€", "é€", "é\x81"]
    assert seen.repaired[REENCODED] == 2


def test_an_announced_encoding_is_no_repair() -> None:
    read, seen = _read("a\né\n".encode("latin-1"), 1, declared="latin-1")
    assert read == [["2", "é"]] and not seen.repaired


def test_blank_lines_and_lines_of_another_section_are_no_rows() -> None:
    read, seen = _read(b"meta\nx,1\n\ngeo,1\n\nx,2\n", 2, ignored="geo,")
    assert [row[0] for row in read] == ["2", "6"] and seen.rows == 2


def test_what_has_no_line_is_refused() -> None:
    with pytest.raises(LoadError, match="aucune fin de ligne"):
        _read(b"x" * (17 << 20), 2)
