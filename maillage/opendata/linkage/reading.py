"""Lists of organisations as they come: CSV, Parquet or a spreadsheet, or an Arrow table already in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.kernel.text import fold
from maillage.tables import open_table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

COLUMNS = (
    "id",
    "name",
    "other_name",
    "address",
    "postcode",
    "commune",
    "department",
    "siren",
    "siret",
    "rna",
)
REQUIRED = ("id", "name")
_SEPARATORS = ",;\t|"
_SHOWN = 5


class LinkageError(ValueError):
    """A list that cannot be linked; the message is French and says where and what to do."""


def bring_in(con: duckdb.DuckDBPyConnection, table: str, source: Path | pa.Table, label: str) -> int:
    """Make `table` in the connection out of a list: `line` (BIGINT, of the file) and COLUMNS, all text, '' for
    absent. Gives the number of rows.

    Raises `LinkageError` or `TableError` when the file is no list, lacks a column, or repeats an identifier.
    """
    if isinstance(source, Path):
        if not source.is_file():
            raise LinkageError(f"{label} : ce fichier n’existe pas. Vérifiez son nom et son dossier.")
        if not _read_fast(con, table, source, label):
            _read_any(con, table, source, label)
    else:
        con.register("_given", source)
        picked = _picked(source.column_names, label)
        con.execute(f"CREATE TABLE {table} AS SELECT row_number() OVER () AS line, {picked} FROM _given")
        con.unregister("_given")
    _check(con, table, label)
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _picked(labels: Sequence[str], label: str) -> str:
    """The SELECT list that gives COLUMNS from the headings of a list, whatever their case and order."""
    found: dict[str, str] = {}
    for heading in labels:
        name = "_".join(fold(heading).split())
        if name in COLUMNS and name not in found:
            found[name] = heading
    for name in REQUIRED:
        if name not in found:
            shown = ", ".join(str(heading) for heading in labels[:12]) or "aucune"
            raise LinkageError(
                f"{label}, ligne 1 : il manque la colonne « {name} ». Colonnes lues : {shown}. "
                f"Renommez vos colonnes ainsi : {', '.join(COLUMNS)} (seules id et name sont obligatoires)."
            )
    return ", ".join(
        f"trim(coalesce(CAST({_quoted(found[name])} AS VARCHAR), '')) AS {name}"
        if name in found
        else f"'' AS {name}"
        for name in COLUMNS
    )


def _quoted(heading: str) -> str:
    return '"' + heading.replace('"', '""') + '"'


def _read_fast(con: duckdb.DuckDBPyConnection, table: str, path: Path, label: str) -> bool:
    """Read Parquet, or a regular UTF-8 CSV, in one stream; False when the file is anything else."""
    import duckdb

    if path.suffix.lower() == ".parquet":
        labels = con.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(path)]).description or []
        picked = _picked([one[0] for one in labels], label)
        con.execute(
            f"CREATE TABLE {table} AS SELECT row_number() OVER () AS line, {picked} FROM read_parquet(?)",
            [str(path)],
        )
        return True
    with path.open("rb") as file:
        start = file.readline(1 << 16)
    try:
        heading = start.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    separator = max(_SEPARATORS, key=heading.count)
    if not heading.count(separator) or "\0" in heading:
        return False
    reader = (
        f"read_csv($path, header = true, all_varchar = true, delim = '{separator}', quote = '\"', "
        "escape = '\"', "
        "strict_mode = true, null_padding = false, auto_detect = true, sample_size = 1000)"
    )
    try:
        columns = con.execute(f"SELECT * FROM {reader} LIMIT 0", {"path": str(path)}).description or []
        picked = _picked([one[0] for one in columns], label)
        con.execute(
            f"CREATE TABLE {table} AS SELECT row_number() OVER () + 1 AS line, {picked} FROM {reader}",
            {"path": str(path)},
        )
    except duckdb.Error:
        con.execute(f"DROP TABLE IF EXISTS {table}")
        return False
    return True


def _read_any(con: duckdb.DuckDBPyConnection, table: str, path: Path, label: str) -> None:
    """Read whatever `maillage.tables` reads: other encodings, spreadsheets; it says where a file is broken."""
    import pyarrow as pa

    with open_table(path) as book:
        found = book.main.table()
        labels = [column.label for column in found.columns]
        picked = _picked(labels, label)
        lines, cells = [], []
        for row in found.rows():
            lines.append(row.line)
            cells.append([row[column] for column in found.columns])
    read = pa.table({"_line": lines} | {name: [row[at] for row in cells] for at, name in enumerate(labels)})
    con.register("_read", read)
    con.execute(f"CREATE TABLE {table} AS SELECT _line AS line, {picked} FROM _read")
    con.unregister("_read")


def _check(con: duckdb.DuckDBPyConnection, table: str, label: str) -> None:
    """Each row must have an identifier of its own: without it no pair can be written."""
    empty = con.execute(f"SELECT line FROM {table} WHERE id = '' ORDER BY line LIMIT {_SHOWN + 1}").fetchall()
    if empty:
        raise LinkageError(
            f"{label}, {_lines([one[0] for one in empty])} : colonne « id » vide. Donnez à chaque ligne un "
            "identifiant qui lui soit propre."
        )
    twice = con.execute(
        f"SELECT id, min(line), max(line) FROM {table} GROUP BY id HAVING count(*) > 1 "
        "ORDER BY min(line) LIMIT 1"
    ).fetchall()
    for value, first, last in twice:
        raise LinkageError(
            f"{label}, lignes {first} et {last} : le même identifiant « {value} » dans la colonne "
            "« id ». Donnez à chaque ligne un identifiant qui lui soit propre."
        )


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_SHOWN])
    if len(numbers) == 1:
        return f"ligne {shown}"
    return f"lignes {shown}{'…' if len(numbers) > _SHOWN else ''}"
