"""Writes the generated files by blocks, with bounded memory; none appears before all are whole."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from .hashing import Draws, indexes


class Output(Protocol):
    """A file that tables are added to."""

    rows: int

    def write(self, table: pa.Table) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""


class CsvOutput:
    """A CSV file. `spoilt` is the share of rows written in Windows-1252 inside a UTF-8 file."""

    def __init__(
        self,
        path: Path,
        header: Sequence[str],
        *,
        delimiter: str = ",",
        quoted: bool = False,
        encoding: str = "utf-8",
        first_line: str | None = None,
        spoilt: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.rows = 0
        self._stream: IO[bytes] = path.open("wb")
        self._options = pc_csv.WriteOptions(
            include_header=False, delimiter=delimiter, quoting_style="needed" if quoted else "none"
        )
        self._encoding, self._spoilt, self._seed, self._name = encoding, spoilt, seed, path.name
        self._line(first_line if first_line is not None else delimiter.join(header))

    def _line(self, text: str) -> None:
        self._stream.write(f"{text}\n".encode(self._encoding))

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        if not len(table):
            return
        content = io.BytesIO()
        pc_csv.write_csv(table, content, self._options)
        written: bytes | memoryview = content.getbuffer()
        if self._encoding != "utf-8":
            written = bytes(written).decode("utf-8").encode(self._encoding, "replace")
        elif self._spoilt:
            draws = Draws(self._seed, indexes(self.rows, self.rows + len(table)))
            bad = set(np.flatnonzero(draws.chance(f"cp1252 {self._name}", self._spoilt)).tolist())
            if bad:
                lines = bytes(written).split(b"\n")
                for number in bad:
                    lines[number] = lines[number].decode("utf-8").encode("cp1252", "replace")
                written = b"\n".join(lines)
        self._stream.write(written)
        self.rows += len(table)

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


class ParquetOutput:
    """A Parquet file whose columns are all text, as in the CSV."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.rows = 0
        self._writer = pq.ParquetWriter(
            path, pa.schema([(name, pa.string()) for name in header]), compression="zstd"
        )

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        if len(table):
            self._writer.write_table(table.cast(self._writer.schema))
            self.rows += len(table)

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


class JsonOutput:
    """The DECP file: {"marches": {"marche": [...]}}, one contract a line."""

    def __init__(self, path: Path) -> None:
        self.rows = 0
        self._stream = path.open("w", encoding="utf-8", newline="\n")
        self._stream.write('{"marches": {"marche": [\n')

    def add(self, contracts: Iterable[dict[str, Any]]) -> None:
        """Add contracts."""
        for contract in contracts:
            self._stream.write((",\n" if self.rows else "") + json.dumps(contract, ensure_ascii=False))
            self.rows += 1

    def close(self) -> None:
        """Finish the file."""
        self._stream.write("\n]}}\n")
        self._stream.close()


def spans(total: int, size: int) -> Iterator[tuple[int, int]]:
    """The blocks of a whole."""
    for start in range(0, total, size):
        yield start, min(start + size, total)
