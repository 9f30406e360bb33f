"""Takes a stream out of the compound files that old Office documents are."""

import struct
from collections.abc import Callable

from maillage.tables.notices import TableError
from maillage.tables.sources.archive import DAMAGED

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
_ENTRY = 128
_SMALL_SECTOR = 64
_HEADER_SECTORS = 109


class CompoundFile:
    """A file system in a file: a directory of named streams, cut into linked sectors.

    Raises `TableError` when a link leads nowhere or round in circles.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._size = 1 << struct.unpack_from("<H", content, 30)[0]
            directory, _, self._small_limit, small_table = struct.unpack_from("<IIII", content, 48)
            if self._size not in (512, 4096):
                raise TableError(DAMAGED)
            self._table = self._read_table()
            self._directory = self._chain(directory)
            self._small_table_start = small_table
        except struct.error as error:
            raise TableError(DAMAGED) from error

    def names(self) -> list[str]:
        """Return the names of the streams and folders, in lower case."""
        return [name for name, _, _ in self._entries()]

    def stream(self, *names: str) -> bytes:
        """Return the first stream that bears one of `names`, given in lower case."""
        for name, first, size in self._entries():
            if name in names:
                return self._small(first, size) if size < self._small_limit else self._chain(first)[:size]
        raise TableError(DAMAGED)

    def _entries(self) -> list[tuple[str, int, int]]:
        found = []
        for position in range(0, len(self._directory) - _ENTRY + 1, _ENTRY):
            entry = self._directory[position : position + _ENTRY]
            length = max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)
            first, size = struct.unpack_from("<II", entry, 116)
            found.append((entry[: min(length, 64)].decode("utf-16-le", "replace").lower(), first, size))
        return found

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _numbers(self, number: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._sector(number))

    def _read_table(self) -> list[int]:
        """Return the table that links each sector to the next."""
        most = len(self._content) // self._size + 1
        sectors = [
            number for number in struct.unpack_from(f"<{_HEADER_SECTORS}I", self._content, 76) if number < _FREE
        ]
        more = struct.unpack_from("<I", self._content, 68)[0]
        while more < _FREE:
            *listed, more = self._numbers(more)
            sectors.extend(number for number in listed if number < _FREE)
            if len(sectors) > most:
                raise TableError(DAMAGED)
        table: list[int] = []
        for number in sectors[:most]:
            table.extend(self._numbers(number))
        return table

    def _chain(self, first: int) -> bytes:
        return _follow(first, self._table, self._sector, len(self._content) // self._size + 1)

    def _small(self, first: int, size: int) -> bytes:
        """Return a stream short enough to live in the file of small sectors, which the root entry points at."""
        links = self._chain(self._small_table_start)
        table = list(struct.unpack(f"<{len(links) // 4}I", links[: len(links) // 4 * 4]))
        storage = self._chain(self._entries()[0][1])

        def sector(number: int) -> bytes:
            return storage[number * _SMALL_SECTOR : (number + 1) * _SMALL_SECTOR]

        return _follow(first, table, sector, len(table))[:size]


def _follow(first: int, table: list[int], sector: Callable[[int], bytes], most: int) -> bytes:
    parts: list[bytes] = []
    number = first
    while number < _FREE:
        if number >= len(table) or len(parts) > most:
            raise TableError(DAMAGED)
        parts.append(sector(number))
        number = table[number]
    return b"".join(parts)
