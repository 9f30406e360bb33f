"""Loads the files of a source into the store: one streaming pass, whole or not at all, every row accounted for.

A row that is refused or was repaired bears the mark of it in its first column, so that one pass writes the
file; only where there are such rows is it written again without the marks.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from tqdm import tqdm

from maillage.kernel.text import french_number
from maillage.opendata.columns import TABLES
from maillage.opendata.means import Means, first_line, open_engine
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import Dataset, Manifest, Refusal, Store, source_file

from .lines import Lines, numbered_lines, written_rows
from .opening import DAMAGED, damaged, position_of, stream_of
from .source import Layout, LoadError, Piece, Source, normal_name

_SAMPLES = 20
_SAMPLES_OF_A_REASON = 5
_KEYS_AT_ONCE = 8_000_000
_UNIT = "\x1f"
# What begins the first column of a refused row, of a repaired one: characters that no cell bears.
_REFUSED, _REPAIRED = "chr(1)", "chr(2)"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece recognised as a layout of a source."""

    piece: Piece
    source: Source
    layout: Layout


@dataclass(frozen=True, slots=True)
class Loss:
    """More rows refused than the source's expected share; `first` is one of them."""

    source: Source
    rows: int
    lost: int
    first: Refusal | None

    def __str__(self) -> str:
        where = ""
        if self.first is not None:
            one = self.first
            where = (
                f" Exemple : {one.file}, ligne {one.line}, « {one.value} » : {one.reason}."
                if one.value
                else f" Exemple : {one.file}, ligne {one.line} : {one.reason}."
            )
        return (
            f"{self.source.name} : {_lines(self.lost, 'refusée')} sur {french_number(self.rows)} "
            f"({_share(self.lost / self.rows)}), plus que la perte attendue "
            f"({_share(self.source.expected_loss)}).{where}"
        )


@dataclass
class _Tally:
    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    gathered: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    samples: list[Refusal] = field(default_factory=list)


def load(
    store: Store,
    found: list[Found],
    vintage: date,
    *,
    synthetic: bool = False,
    accept: Callable[[Loss], bool] = lambda loss: False,
    means: Means | None = None,
) -> Dataset:
    """Load pieces of one source as one vintage of its table.

    Raises `LoadError`; what was loaded before stays.
    """
    source = found[0].source
    order = {id(layout): at for at, layout in enumerate(source.layouts)}
    found = sorted(found, key=lambda one: (order[id(one.layout)], one.piece.name))
    scope = source.scope([one.piece for one in found]) if source.scope else None
    tally = _Tally()
    with store.writing(source.table, vintage) as scratch, _french_errors(found[0].piece):
        _refuse_mixture(store, source, vintage, synthetic, partial=scope is not None)
        work = scratch / "work"
        work.mkdir()
        with _engine(work, vintage, means or Means()) as engine:
            parts = [work / f"{at:05}.parquet" for at in range(len(found))]
            for one, part in zip(found, parts):
                with _french_errors(one.piece):
                    _read(engine, one, part, tally)
            _finish(engine, source, found, parts, scratch / "data.parquet", tally)
            lost = sum(tally.refused.values())
            kept = pq.read_metadata(scratch / "data.parquet").num_rows
            if not kept:
                raise LoadError(
                    f"{source.name} : aucune ligne utilisable dans "
                    f"{', '.join(one.piece.name for one in found)}. Rien n’a été chargé.{_why(tally)}"
                )
            loss = Loss(source, tally.rows, lost, next(iter(tally.samples), None))
            if lost > source.expected_loss * tally.rows and not accept(loss):
                raise LoadError(
                    f"{loss} Rien n’a été chargé ; ce qui l’était reste en place. Téléchargez le fichier de "
                    "nouveau ou corrigez-le ; ou acceptez cette perte : --accept-loss."
                )
            odd = _count_odd(engine, source, scratch / "data.parquet")
        shutil.rmtree(work)
        unknown, missing = _columns(found)
        return store.keep(
            scratch,
            Manifest(
                table=source.table,
                vintage=vintage,
                files=tuple(source_file(path) for path in sorted({one.piece.path for one in found})),
                rows_read=tally.rows,
                rows_kept=kept,
                refused={**dict(tally.refused.most_common()), **dict(tally.gathered.most_common())},
                samples=tuple(tally.samples),
                repaired={
                    reason: count for reason, count in [*tally.repaired.most_common(), *odd.items()] if count
                },
                columns_missing=missing,
                columns_unknown=unknown,
                synthetic=synthetic,
                scope=scope.told if scope else "",
                ess_only=scope is not None and scope.ess_only,
                publisher=source.publisher,
                licence=source.licence,
            ),
        )


def _refuse_mixture(store: Store, source: Source, vintage: date, synthetic: bool, *, partial: bool) -> None:
    for dataset in store.datasets(source.table):
        if dataset.manifest.vintage == vintage and bool(dataset.manifest.scope) != partial:
            mine, theirs = ("partiel", "entier") if partial else ("entier", "partiel")
            raise LoadError(
                f"{source.name} : un chargement {theirs} de « {source.table} » est déjà là au "
                f"{vintage:%d/%m/%Y} ; un chargement {mine} ne le remplace pas. Changez de millésime "
                "(--vintage) ou de dossier (--store)."
            )
        if dataset.manifest.vintage == vintage and dataset.manifest.synthetic != synthetic:
            mine, theirs = ("inventées", "réelles") if synthetic else ("réelles", "inventées")
            raise LoadError(
                f"{source.name} : des données {theirs} sont déjà chargées au {vintage:%d/%m/%Y} ; les données "
                f"{mine} ne les remplacent pas. Changez de millésime (--vintage) ou de dossier (--store)."
            )


@contextmanager
def _engine(work: Path, vintage: date, means: Means) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_engine(means, work / "spill") as connection:
        connection.execute(files(__package__).joinpath("rules.sql").read_text("utf-8"))
        connection.execute(f"SET VARIABLE vintage = DATE '{vintage.isoformat()}'")
        yield connection


@contextmanager
def _french_errors(piece: Piece) -> Iterator[None]:
    """Say in French what stops a load, with the file's name."""
    try:
        yield
    except DAMAGED as error:
        raise LoadError(damaged(piece.path, error)) from error
    except duckdb.OutOfMemoryException as error:
        raise LoadError(
            f"{piece.name} : la mémoire ou la place pour le travail manquent. Libérez-en, ou donnez-en plus : "
            f"--memory 4GB. ({first_line(error)})"
        ) from error
    except duckdb.IOException as error:
        text = str(error)
        if any(os.strerror(code) in text for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)):
            raise _disk_full(piece, first_line(error)) from error
        raise LoadError(f"{piece.name} : lecture ou écriture impossible ({first_line(error)}).") from error
    except duckdb.Error as error:
        raise LoadError(f"{piece.name} : fichier illisible ({first_line(error)}).") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise _disk_full(piece, os.strerror(error.errno)) from error
        raise


def _disk_full(piece: Piece, reason: str) -> LoadError:
    return LoadError(
        f"{piece.name} : le disque est plein ({reason}). Libérez de la place, puis relancez ; rien n’a été "
        "chargé à moitié, ce qui l’était déjà reste en place."
    )


def _read(engine: duckdb.DuckDBPyConnection, one: Found, part: Path, tally: _Tally) -> None:
    """Write the rows of a piece to `part`, refused ones marked."""
    piece, layout = one.piece, one.layout
    if piece.form == "parquet" and layout.rows is None:
        scan = f"read_parquet({quoted(str(piece.path))}, file_row_number = true)"
        named = {normal_name(name): f'"{name}"' for name in reversed(piece.header)}
        tally.rows += pq.read_metadata(piece.path).num_rows
        with _progress(piece, lambda: max(engine.query_progress(), 0.0), 100):
            engine.execute(_copy(one, named, scan, "file_row_number + 1", part))
        return
    seen = Lines()
    if layout.rows is not None:
        names = [published[0] for published in layout.columns.values()]
        blocks = written_rows(layout.rows(piece), names, seen)
        delimiter, width, total = ",", len(names), 0
        named = {normal_name(name): f"c{at}" for at, name in enumerate(names)}
    else:
        delimiter = piece.delimiter
        if layout.positions is not None:
            width = _width_of_data(piece, layout)
            named = {
                normal_name(layout.columns[role][0]): f"c{at}"
                for role, at in layout.positions.items()
                if at < width
            }
        else:
            width = len(piece.header)
            named = {normal_name(name): f"c{at}" for at, name in reversed(list(enumerate(piece.header)))}
        blocks = _blocks(piece, layout, width, seen)
        total = position_of(piece)
    with _progress(piece, lambda: seen.bytes_read, total), _piped(blocks) as path:
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in ("line", *(f"c{at}" for at in range(width))))
        scan = (
            f"read_csv({quoted(path)}, auto_detect = false, header = false, delim = {quoted(delimiter)}, "
            f"quote = '\"', escape = '\"', new_line = '\\n', columns = {{{columns}}}, store_rejects = true, "
            "rejects_limit = 0)"
        )
        engine.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        engine.execute(_copy(one, named, scan, "line::BIGINT", part))
    tally.rows += seen.rows
    tally.refused.update(seen.refused_count)
    tally.repaired.update(seen.repaired)
    for line, reason, text in seen.refused:
        _sample(tally, Refusal(piece.name, line, "", text, reason))
    _count_rejects(engine, piece, delimiter, tally)


def _blocks(piece: Piece, layout: Layout, width: int, seen: Lines) -> Iterator[bytes]:
    with stream_of(piece) as stream:
        yield from numbered_lines(
            stream,
            piece.delimiter,
            width,
            seen,
            skip=layout.skip_lines,
            declared=layout.encoding,
            ignored=layout.ignored_lines,
        )


def _width_of_data(piece: Piece, layout: Layout) -> int:
    lines = piece.head.splitlines()[layout.skip_lines :]
    return lines[0].count(piece.delimiter) + 1 if lines else 0


def _copy(one: Found, named: dict[str, str], scan: str, line: str, part: Path) -> str:
    source, layout = one.source, one.layout
    raw = [f"{line} AS line", f"{quoted(one.piece.name)}::VARCHAR AS file"]
    for role, published in layout.columns.items():
        column = next((named[name] for name in map(normal_name, published) if name in named), None)
        raw.append(f"{column or 'NULL'}::VARCHAR AS {role}")
    raw.extend(f"{quoted(value)}::VARCHAR AS {role}" for role, value in layout.constants.items())
    first, *others = TABLES[source.table].columns.items()
    mark = (
        f"CASE WHEN refusal IS NOT NULL THEN {_REFUSED} || refusal WHEN repairs <> '' "
        f"THEN {_REPAIRED} || repairs || {_REPAIRED} || coalesce({first[0]}, '') "
        f"ELSE {first[0]} END AS {first[0]}"
    )
    kept = ", ".join([mark, *(f"{name}::{kind} AS {name}" for name, kind in others)])
    return (
        f"COPY (WITH raw AS (SELECT {', '.join(raw)} FROM {scan}) SELECT {kept} FROM ({layout.query})) "
        f"TO {quoted(str(part))} (FORMAT parquet, COMPRESSION zstd)"
    )


@contextmanager
def _piped(blocks: Iterator[bytes]) -> Iterator[str]:
    """A path from which the engine reads what another thread writes; nothing touches the disk."""
    reader, writer = os.pipe()
    failures: list[BaseException] = []

    def feed() -> None:
        try:
            with os.fdopen(writer, "wb", buffering=0) as out:
                for block in blocks:
                    rest = memoryview(block)
                    while rest:
                        rest = rest[out.write(rest) :]
        except BrokenPipeError:
            pass  # the engine stopped reading: its own error says why
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=feed, name="load", daemon=True)
    thread.start()
    try:
        yield f"/dev/fd/{reader}"
    finally:
        os.close(reader)
        thread.join()
        if failures:
            raise failures[0]


@contextmanager
def _progress(piece: Piece, done: Callable[[], float], total: float) -> Iterator[None]:
    """A bar on the terminal, when it lasts."""
    stop = threading.Event()
    with tqdm(
        desc=piece.name, total=total or None, delay=2, disable=None, leave=False, unit="o", unit_scale=True
    ) as bar:

        def show() -> None:
            while not stop.wait(0.5):
                bar.update(done() - bar.n)

        if not bar.disable:
            threading.Thread(target=show, daemon=True).start()
        try:
            yield
        finally:
            stop.set()


def _count_rejects(engine: duckdb.DuckDBPyConnection, piece: Piece, delimiter: str, tally: _Tally) -> None:
    """Lines that the engine could not cut into cells."""
    rejects = engine.execute(
        """
        SELECT csv_line, any_value(error_type), any_value(error_message)
        FROM reject_errors GROUP BY line, csv_line ORDER BY min(line)
        """
    ).fetchall()
    reasons = {
        "MISSING COLUMNS": "ligne trop courte : il manque des cellules",
        "TOO MANY COLUMNS": "ligne trop longue : elle a trop de cellules",
        "UNQUOTED VALUE": "guillemets mal fermés",
        "LINE SIZE OVER MAXIMUM": "ligne démesurée",
    }
    for text, kind, _ in rejects:
        number, _, rest = text.partition(delimiter)
        reason = reasons.get(kind, "ligne illisible")
        tally.refused[reason] += 1
        _sample(tally, Refusal(piece.name, int(number), "", rest[:80], reason))


def _sample(tally: _Tally, refusal: Refusal) -> None:
    alike = sum(one.reason == refusal.reason for one in tally.samples)
    if alike < _SAMPLES_OF_A_REASON and len(tally.samples) < _SAMPLES:
        tally.samples.append(refusal)


def _finish(
    engine: duckdb.DuckDBPyConnection,
    source: Source,
    found: list[Found],
    parts: list[Path],
    final: Path,
    tally: _Tally,
) -> None:
    """Account for the marks and the repeated rows, and put what is kept in `final`."""
    names = list(TABLES[source.table].columns)
    key = names[0]
    engine.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW parts AS
        SELECT * FROM read_parquet([{", ".join(quoted(str(part)) for part in parts)}],
            filename = true, file_row_number = true)
        """
    )
    refused, repaired = f"starts_with({key}, {_REFUSED})", f"starts_with({key}, {_REPAIRED})"
    marked = engine.execute(f"SELECT count(*) FROM parts WHERE {refused} OR {repaired}").fetchone()
    if marked != (0,):
        _account(engine, key, found, parts, tally)
    engine.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW kept AS
        SELECT * REPLACE (
            CASE WHEN {repaired} THEN nullif(substr({key}, 2 + strpos(substr({key}, 2), {_REPAIRED})), '')
                ELSE {key} END
            AS {key}
        )
        FROM parts WHERE {key} IS NULL OR NOT {refused}
        """
    )
    repeated = _repeated(engine, source, found, parts, tally) if source.key else 0
    if len(parts) == 1 and marked == (0,) and not repeated:
        parts[0].rename(final)
        return
    without = "ANTI JOIN repeated USING (filename, file_row_number)" if repeated else ""
    engine.execute(
        f"COPY (SELECT {', '.join(names)} FROM kept {without}) TO {quoted(str(final))} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )


def _account(
    engine: duckdb.DuckDBPyConnection, key: str, found: list[Found], parts: list[Path], tally: _Tally
) -> None:
    marked = f"starts_with({key}, {_REFUSED})"
    refused = engine.execute(
        f"SELECT split_part(substr({key}, 2), chr(31), 1), count(*) FROM parts WHERE {marked} GROUP BY 1"
    ).fetchall()
    for reason, count in refused:
        (tally.gathered if reason.startswith("=") else tally.refused)[reason.lstrip("=")] += count
    samples = engine.execute(
        f"""
        SELECT filename, line, substr({key}, 2) FROM parts
        WHERE {marked} AND NOT starts_with({key}, {_REFUSED} || '=')
        QUALIFY row_number() OVER (
            PARTITION BY split_part({key}, chr(31), 1) ORDER BY filename, line) <= {_SAMPLES_OF_A_REASON}
        ORDER BY filename, line
        """
    ).fetchall()
    for filename, line, text in samples:
        reason, column, value = text.split(_UNIT, 2)
        _sample(tally, Refusal(_piece_of(filename, found, parts).name, line, column, value, reason))
    repaired = engine.execute(
        f"""
        SELECT unnest(string_split(split_part({key}, {_REPAIRED}, 2), '|')) AS reason, count(*)
        FROM parts WHERE starts_with({key}, {_REPAIRED}) GROUP BY reason
        """
    ).fetchall()
    tally.repaired.update(dict(repaired))


def _piece_of(filename: str, found: list[Found], parts: list[Path]) -> Piece:
    return found[[str(part) for part in parts].index(filename)].piece


def _repeated(
    engine: duckdb.DuckDBPyConnection, source: Source, found: list[Found], parts: list[Path], tally: _Tally
) -> int:
    """Fill the table `repeated` with the places of rows whose key came before; give how many."""
    key = ", ".join(source.key)
    whole = f"{source.key[0]} IS NOT NULL"
    total = sum(pq.read_metadata(part).num_rows for part in parts)
    turns = max(1, -(-total // _KEYS_AT_ONCE))
    engine.execute("CREATE OR REPLACE TEMP TABLE twice (print UBIGINT)")
    for turn in range(turns):  # a share of the keys at a time, so that memory stays bounded
        engine.execute(
            f"""
            INSERT INTO twice
            SELECT hash({key}) AS print FROM kept WHERE {whole} AND hash({key}) % {turns} = {turn}
            GROUP BY print HAVING count(*) > 1
            """
        )
    if engine.execute("SELECT count(*) FROM twice").fetchone() == (0,):
        return 0
    engine.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE repeated AS
        SELECT filename, file_row_number FROM kept
        WHERE {whole} AND hash({key}) IN (SELECT print FROM twice)
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY filename, file_row_number) > 1
        """
    )
    row = engine.execute("SELECT count(*) FROM repeated").fetchone()
    count = int(row[0]) if row else 0
    if count:
        reason = f"ligne en double (même {source.key_name}), gardée une seule fois"
        tally.gathered[reason] += count
        for filename, line, value in engine.execute(
            f"""
            SELECT filename, line, {source.key[0]}
            FROM kept SEMI JOIN repeated USING (filename, file_row_number)
            ORDER BY filename, line LIMIT {_SAMPLES_OF_A_REASON}
            """
        ).fetchall():
            _sample(
                tally,
                Refusal(_piece_of(filename, found, parts).name, line, "", value, reason),
            )
    return count


def _count_odd(engine: duckdb.DuckDBPyConnection, source: Source, path: Path) -> dict[str, int]:
    if not source.kept_odd:
        return {}
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in source.kept_odd.values())
    row = engine.execute(f"SELECT {counts} FROM read_parquet({quoted(str(path))})").fetchone()
    return dict(zip(source.kept_odd, row or ()))


def _columns(found: list[Found]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of columns that no layout knows, and of optional columns that the files lack."""
    unknown: list[str] = []
    missing: list[str] = []
    for one in found:
        if not one.piece.header or one.layout.positions is not None:
            continue
        known = {
            normal_name(name)
            for published in [*one.layout.columns.values(), one.layout.unused]
            for name in published
        }
        unknown.extend(name for name in one.piece.header if normal_name(name) not in known)
        present = set(map(normal_name, one.piece.header))
        missing.extend(
            published[0]
            for role, published in one.layout.columns.items()
            if role not in one.layout.rare and not present.intersection(map(normal_name, published))
        )
    return tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(missing))


def _why(tally: _Tally) -> str:
    reasons = ", ".join(f"{reason} ({french_number(count)})" for reason, count in tally.refused.most_common(3))
    return f" Lignes refusées : {reasons}." if reasons else ""


def _lines(number: int, what: str) -> str:
    mark = "s" if number > 1 else ""
    return f"{french_number(number)} ligne{mark} {what}{mark}"


def _share(share: float) -> str:
    return f"{share * 100:.3g}".replace(".", ",") + " %"
