"""Makes any published CSV one record a line, in UTF-8, numbered: what the engine reads fast and surely.

It works on blocks, at the speed of the disk, and line by line only where something is wrong.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from .source import LoadError, Rows

BLOCK = 1 << 20
_LONGEST_RECORD = 400  # lines that a quoted cell may hold
_LONGEST_LINE = 16 * BLOCK
_SAMPLES = 20

BAD_QUOTES = "guillemets mal fermés"
REENCODED = "ligne en Windows-1252 (ISO-8859-1), accents rétablis"
LOST_LETTERS = "lettre perdue avant nous (�), gardée telle quelle"
BLANK_ZERO = "caractère nul retiré"


@dataclass
class Lines:
    """What was met on the way: rows read, lines that had to be refused or repaired."""

    rows: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    refused_count: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    bytes_read: int = 0

    def refuse(self, line: int, reason: str, text: bytes) -> None:
        """Count a line that is no row, and keep the first as samples."""
        self.refused_count[reason] += 1
        if len(self.refused) < _SAMPLES:
            self.refused.append((line, reason, text[:80].decode("utf-8", "replace")))


def numbered_lines(
    stream: IO[bytes], delimiter: str, width: int, seen: Lines, *, skip: int = 1, declared: str | None = None
) -> Iterator[bytes]:
    """Yield blocks of whole records, each "line number, delimiter, record"; `skip` first lines are no data.

    `declared`: the encoding that the publisher announces; without it, a line that is no UTF-8 is read as
    Windows-1252 and counted.
    """
    mark = delimiter.encode()
    number = 1
    held: list[bytes] = []  # an unfinished record, carried over
    rest = b""
    while True:
        block = stream.read(BLOCK)
        seen.bytes_read += len(block)
        if not block:
            lines = (rest.split(b"\n") if rest else []) if not held else [*held, *rest.split(b"\n")]
        else:
            block = rest + block
            end = block.rfind(b"\n")
            if end < 0:
                rest = block
                if len(rest) > _LONGEST_LINE:
                    raise LoadError("Ce n’est pas un tableau : aucune fin de ligne n’y est trouvée.")
                continue
            rest = block[end + 1 :]
            lines = [*held, *block[:end].split(b"\n")]
        first = number
        if skip:
            dropped = min(skip, len(lines))
            lines, skip, first = lines[dropped:], skip - dropped, first + dropped
        sent, held, number = _records(lines, first, mark, width, seen, declared, bool(block))
        if sent:
            yield sent
        if not block:
            return


def _records(
    lines: list[bytes],
    first: int,
    delimiter: bytes,
    width: int,
    seen: Lines,
    declared: str | None,
    more: bool,
) -> tuple[bytes, list[bytes], int]:
    """The records of some lines, ready to be sent; the lines of an unfinished one; the next line's number."""
    joined = b"\n".join(lines)
    if not joined.isascii():
        lines = _in_utf8(lines, joined, seen, declared)
        joined = b"\n".join(lines)
    if b"\r" in joined or b"\0" in joined:
        seen.repaired[BLANK_ZERO] += joined.count(b"\0")
        lines = [one.rstrip(b"\r").replace(b"\r", b" ").replace(b"\0", b"") for one in lines]
    numbers = range(first, first + len(lines))
    odd = [at for at, line in enumerate(lines) if line.count(b'"') & 1] if b'"' in joined else []
    held: list[bytes] = []
    pairs = list(zip(numbers, lines))
    if odd:
        pairs, held = _mended(pairs, odd, delimiter, width, seen, more)
    sent = [b"%d%b%b\n" % (number, delimiter, line) for number, line in pairs if line]
    seen.rows += len(sent)
    if b"\xef\xbf\xbd" in joined:
        seen.repaired[LOST_LETTERS] += sum(b"\xef\xbf\xbd" in line for line in sent)
    return b"".join(sent), held, first + len(lines) - len(held)


def _in_utf8(lines: list[bytes], joined: bytes, seen: Lines, declared: str | None) -> list[bytes]:
    if declared is not None:
        return joined.decode(declared, "replace").encode().split(b"\n")
    try:
        joined.decode("utf-8")
        return lines
    except UnicodeDecodeError:
        return [_line_in_utf8(line, seen) for line in lines]


def _line_in_utf8(line: bytes, seen: Lines) -> bytes:
    try:
        line.decode("utf-8")
        return line
    except UnicodeDecodeError:
        seen.repaired[REENCODED] += 1
    try:
        return line.decode("cp1252").encode()
    except UnicodeDecodeError:
        return line.decode("latin-1").encode()


def _mended(
    pairs: list[tuple[int, bytes]], odd: list[int], delimiter: bytes, width: int, seen: Lines, more: bool
) -> tuple[list[tuple[int, bytes]], list[bytes]]:
    """Join the lines of the records that span several; refuse the lines whose quotes never close.

    Only lines with an odd number of quotes can begin or end such a record.
    """
    mended: list[tuple[int, bytes]] = []
    at = 0
    for start in odd:
        if start < at:
            continue
        mended.extend(pairs[at:start])
        number, line = pairs[start]
        if _fields(line, delimiter) == width:  # a quote inside an unquoted cell
            mended.append((number, line))
            at = start + 1
            continue
        # The record can only end on the next line that has an odd number of quotes.
        end = next((one for one in odd if one > start), None)
        if end is None and more and len(pairs) - start <= _LONGEST_RECORD:
            return mended, [text for _, text in pairs[start:]]
        record = b" ".join(text for _, text in pairs[start : end + 1]) if end is not None else b""
        if end is not None and end - start <= _LONGEST_RECORD and _fields(record, delimiter) == width:
            mended.append((number, record))
            at = end + 1
        else:
            seen.rows += 1
            seen.refuse(number, BAD_QUOTES, line)
            at = start + 1
    mended.extend(pairs[at:])
    return mended, []


def _fields(record: bytes, delimiter: bytes) -> int:
    """How many cells a record has; 0 when its quotes do not close."""
    try:
        return len(next(csv.reader([record.decode("utf-8")], delimiter=delimiter.decode(), strict=True), []))
    except csv.Error:
        return 0


def written_rows(rows: Rows, names: list[str], seen: Lines) -> Iterator[bytes]:
    """The rows of a form that is no CSV, as numbered CSV lines with commas; cells lose their line breaks."""
    block: list[str] = []
    for line, values in rows:
        cells = (values.get(name) for name in names)
        block.append(f"{line}," + ",".join(_cell(cell) for cell in cells) + "\n")
        seen.rows += 1
        if len(block) >= 2000:
            yield "".join(block).encode()
            block.clear()
    yield "".join(block).encode()


def _cell(value: str | None) -> str:
    if value is None or value == "":
        return ""
    text = " ".join(value.replace("\0", "").splitlines()) if not value.isprintable() else value
    return '"' + text.replace('"', '""') + '"'
