"""Looks through the records of an old .xls before it is read: how far its cells go, errors, padded formats.

The reader that turns these files into values lays out every cell between the first and the last: one stray
cell in
IV65536 would take a gigabyte. It also drops error values and number formats. This scan says all that
beforehand.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from maillage.tables.notices import LineTally, TableError
from maillage.tables.sources.archive import DAMAGED, PROTECTED
from maillage.tables.sources.numbers import NumberFormat

_FREE = 0xFFFFFFFA
_DIRECTORY_ENTRY = 128
_SMALL_STREAM = 4096
_MAX_RECORDS = 30_000_000
_FORMULA, _NUMBER, _RK, _MULTIPLE_RK = 0x0006, 0x0203, 0x027E, 0x00BD
_LABEL, _RICH_LABEL, _SHARED_LABEL, _BOOLEAN_OR_ERROR = 0x0204, 0x00D6, 0x00FD, 0x0205
_CELLS = frozenset(
    (_FORMULA, _NUMBER, _RK, _MULTIPLE_RK, _LABEL, _RICH_LABEL, _SHARED_LABEL, _BOOLEAN_OR_ERROR)
)
_BEGIN, _END, _PASSWORD, _ROW, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x002F, 0x0208, 0x0085, 0x041E, 0x00E0
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class SheetScan:
    """What one sheet holds: its far corner, its error values and padded formats by row then column, from 0."""

    last_row: int = -1
    last_column: int = -1
    errors: defaultdict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    formats: defaultdict[int, dict[int, NumberFormat]] = field(default_factory=lambda: defaultdict(dict))
    hidden: LineTally = field(default_factory=LineTally)


def scan_xls(content: bytes) -> list[SheetScan]:
    """Return the scan of each worksheet in order; `TableError` if the file is encrypted or damaged."""
    try:
        stream = _workbook_stream(content)
        return _scan(stream)
    except (struct.error, IndexError, KeyError) as error:
        raise TableError(DAMAGED) from error


def _scan(stream: bytes) -> list[SheetScan]:
    scans: dict[int, SheetScan] = {}
    codes: dict[int, str] = {}
    styles: list[int] = []
    formats: dict[int, NumberFormat] = {}
    depth = 0
    current: SheetScan | None = None
    for kind, start, size in _records(stream):
        if kind == _BEGIN:
            depth += 1
            if depth == 1:
                current = scans.get(start - 4)
        elif kind == _END:
            depth -= 1
        elif kind == _PASSWORD:
            raise TableError(PROTECTED)
        elif depth > 1:
            continue
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", stream, start)[0]] = _format_code(stream[start : start + size])
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", stream, start + 2)[0])
        elif kind == _SHEET:
            # Kind 0 is a worksheet; charts and macro sheets have their records too.
            if stream[start + 5] == 0:
                scans[struct.unpack_from("<I", stream, start)[0]] = SheetScan()
        elif current is None:
            continue
        elif kind in _CELLS:
            _cell(current, stream, kind, start, size, styles, codes, formats)
        elif kind == _ROW and size >= 14 and struct.unpack_from("<H", stream, start + 12)[0] & 0x20:
            current.hidden.add(struct.unpack_from("<H", stream, start)[0] + 1)
    return list(scans.values())


def _cell(
    scan: SheetScan,
    stream: bytes,
    kind: int,
    start: int,
    size: int,
    styles: list[int],
    codes: dict[int, str],
    formats: dict[int, NumberFormat],
) -> None:
    row, column, style = struct.unpack_from("<HHH", stream, start)
    last = column
    if kind == _MULTIPLE_RK:
        last = struct.unpack_from("<H", stream, start + size - 2)[0]
    scan.last_row = max(scan.last_row, row)
    scan.last_column = max(scan.last_column, last)
    if kind == _BOOLEAN_OR_ERROR and stream[start + 7]:
        scan.errors[row][column] = _ERRORS.get(stream[start + 6], "#N/A")
    elif kind == _FORMULA and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
        scan.errors[row][column] = _ERRORS.get(stream[start + 8], "#N/A")
    elif kind in (_NUMBER, _RK, _FORMULA):
        _note_format(scan, row, column, style, styles, codes, formats)
    elif kind == _MULTIPLE_RK:
        for offset in range(max(last - column + 1, 0)):
            style = struct.unpack_from("<H", stream, start + 4 + 6 * offset)[0]
            _note_format(scan, row, column + offset, style, styles, codes, formats)


def _note_format(
    scan: SheetScan,
    row: int,
    column: int,
    style: int,
    styles: list[int],
    codes: dict[int, str],
    formats: dict[int, NumberFormat],
) -> None:
    code = styles[style] if style < len(styles) else 0
    if code not in formats:
        formats[code] = NumberFormat(code, codes.get(code))
    if formats[code].pattern or formats[code].is_percent:
        scan.formats[row][column] = formats[code]


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, start of data, size) for each record."""
    position, count = 0, 0
    end = len(stream) - 4
    while position <= end:
        kind, size = struct.unpack_from("<HH", stream, position)
        if kind == 0 and size == 0:
            return
        count += 1
        if count > _MAX_RECORDS:
            raise TableError(DAMAGED)
        yield kind, position + 4, size
        position += 4 + size


def _format_code(data: bytes) -> str:
    length = struct.unpack_from("<H", data, 2)[0]
    if length == len(data) - 5:
        return data[5:].decode("latin-1")
    if 2 * length == len(data) - 5:
        return data[5:].decode("utf-16-le", "replace")
    # Before Excel 97 the length takes one byte.
    return data[3:].decode("latin-1")


def _workbook_stream(content: bytes) -> bytes:
    """Return the stream named Workbook (or Book) of the compound file."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise TableError(DAMAGED)
    directory_start, small_limit, small_fat_start = (
        struct.unpack_from("<I", content, 48)[0],
        struct.unpack_from("<I", content, 56)[0],
        struct.unpack_from("<I", content, 60)[0],
    )
    fat = _fat(content, size)

    def chain(first: int) -> bytes:
        parts: list[bytes] = []
        sector = first
        while sector < _FREE:
            if sector >= len(fat) or len(parts) > len(content) // size:
                raise TableError(DAMAGED)
            parts.append(content[(sector + 1) * size : (sector + 2) * size])
            sector = fat[sector]
        return b"".join(parts)

    directory = chain(directory_start)
    root = directory[:_DIRECTORY_ENTRY]
    for position in range(0, len(directory), _DIRECTORY_ENTRY):
        entry = directory[position : position + _DIRECTORY_ENTRY]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace").lower()
        if name not in ("workbook", "book"):
            continue
        first, stream_size = struct.unpack_from("<II", entry, 116)
        if stream_size >= (small_limit or _SMALL_STREAM):
            return chain(first)[:stream_size]
        small_fat_bytes = chain(small_fat_start)
        small_fat = struct.unpack(f"<{len(small_fat_bytes) // 4}I", small_fat_bytes)
        small = chain(struct.unpack_from("<I", root, 116)[0])
        parts: list[bytes] = []
        while first < _FREE and len(parts) <= len(small_fat):
            parts.append(small[first * 64 : first * 64 + 64])
            first = small_fat[first]
        return b"".join(parts)[:stream_size]
    raise TableError(DAMAGED)


def _fat(content: bytes, size: int) -> list[int]:
    """Return the table that links sectors, gathered from the header and its continuation."""
    sectors = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _FREE]
    extra = struct.unpack_from("<I", content, 68)[0]
    per_sector = size // 4
    while extra < _FREE:
        if len(sectors) > len(content) // size:
            raise TableError(DAMAGED)
        block = struct.unpack_from(f"<{per_sector}I", content, (extra + 1) * size)
        sectors.extend(sector for sector in block[:-1] if sector < _FREE)
        extra = block[-1]
    fat: list[int] = []
    for sector in sectors:
        fat.extend(struct.unpack_from(f"<{per_sector}I", content, (sector + 1) * size))
    return fat
