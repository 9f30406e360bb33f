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
    stream: IO[bytes],
    delimiter: str,
    width: int,
    seen: Lines,
    *,
    skip: int = 1,
    declared: str | None = None,
    ignored: str | None = None,
) -> Iterator[bytes]:
    """Yield blocks of whole records, each "line number, delimiter, record".

    The `skip` first lines are no data, nor are those that begin with `ignored`; a record has `width` cells.
    `declared`: the encoding that the publisher announces; without it, a line that is no UTF-8 is read as
    Windows-1252 and counted.
    """
    mark = delimiter.encode()
    prefix = ignored.encode() if ignored else None
    number = 1 + skip
    held: list[bytes] = []  # an unfinished record, carried over
    for block, last in _whole_lines(stream, seen):
        lines = _clean(block, seen, declared).split(b"\n")
        if skip:
            skip, lines = max(0, skip - len(lines)), lines[skip:]
        records, kept = _records([*held, *lines], number, mark, width, seen, last)
        number += len(held) + len(lines) - len(kept)
        held = kept
        sent = [
            b"%d%b%b\n" % (at, mark, line)
            for at, line in records
            if line and not (prefix and line.startswith(prefix))
        ]
        seen.rows += len(sent)
        if b"\xef\xbf\xbd" in block:
            seen.repaired[LOST_LETTERS] += sum(b"\xef\xbf\xbd" in line for line in sent)
        if sent:
            yield b"".join(sent)


def _whole_lines(stream: IO[bytes], seen: Lines) -> Iterator[tuple[bytes, bool]]:
    """Blocks cut at the ends of lines, without the last end; and whether it is the last block."""
    rest = b""
    while block := stream.read(BLOCK):
        seen.bytes_read += len(block)
        block = rest + block
        end = block.rfind(b"\n")
        if end < 0 and len(block) > _LONGEST_LINE:
            raise LoadError("Ce n’est pas un tableau : aucune fin de ligne n’y est trouvée.")
        rest = block[end + 1 :]
        if end >= 0:
            yield block[:end], False
    yield rest, True


def _clean(block: bytes, seen: Lines, declared: str | None) -> bytes:
    """The same lines in UTF-8, with "\\n" alone between them."""
    if not block.isascii():
        if declared is not None:
            block = block.decode(declared, "replace").encode()
        else:
            try:
                block.decode("utf-8")
            except UnicodeDecodeError:
                block = b"\n".join(_line_in_utf8(line, seen) for line in block.split(b"\n"))
    if b"\r" in block:
        block = block.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b" ")
    if b"\0" in block:
        seen.repaired[BLANK_ZERO] += block.count(b"\0")
        block = block.replace(b"\0", b"")
    return block


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


def _records(
    lines: list[bytes], first: int, delimiter: bytes, width: int, seen: Lines, last: bool
) -> tuple[list[tuple[int, bytes]], list[bytes]]:
    """The records of some lines, each with the number of its first line; and the lines of an unfinished one.

    Records that span several lines are joined, lines whose quotes never close refused: only lines with an odd
    number of quotes can begin or end either.
    """
    pairs = list(enumerate(lines, first))
    odd = [at for at, line in enumerate(lines) if line.count(b'"') & 1]
    if not odd:
        return pairs, []
    records: list[tuple[int, bytes]] = []
    at = 0
    for place, start in enumerate(odd):
        if start < at:
            continue
        records.extend(pairs[at:start])
        number, line = pairs[start]
        at = start + 1
        if _fields(line, delimiter) == width:  # a quote inside an unquoted cell
            records.append((number, line))
            continue
        end = odd[place + 1] if place + 1 < len(odd) else None  # the one line where it can end
        if end is None and not last and len(lines) - start <= _LONGEST_RECORD:
            return records, lines[start:]
        record = b" ".join(lines[start : end + 1]) if end and end - start <= _LONGEST_RECORD else b""
        if end and _fields(record, delimiter) == width:
            records.append((number, record))
            at = end + 1
        else:
            seen.rows += 1
            seen.refuse(number, BAD_QUOTES, line)
    records.extend(pairs[at:])
    return records, []


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
