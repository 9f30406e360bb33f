"""The national pass: its steps, each written whole, so that a killed pass goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import filelock

from maillage.kernel.text import french_date
from maillage.kernel.vocabulary import (
    NAF25_TO_THEME,
    NAF_TO_THEME,
    RNA_TO_THEME,
    theme_from_naf,
    theme_from_rna,
)

from ..columns import TABLES
from ..means import Means, first_line, open_engine, unreadable
from ..perimeter import EMPLOYER_RESERVATION, legal_forms_table, quoted
from ..store import SYNTHETIC_NOTICE, Store, StoreError
from . import queries
from .columns import SCHEMA
from .extract import FOLDER, NationalPass
from .inputs import OPTIONAL, Inputs, find_inputs

# Many small groups of rows: a territory reads only those of its department and communes.
_ROW_GROUP = 20_000

Progress = Callable[[str, float | None], None]


def _silent(step: str, percentage: float | None) -> None:
    """Tell nobody."""


def run_pass(
    store: Store,
    *,
    on: date | None = None,
    means: Means | None = None,
    again: bool = False,
    progress: Progress = _silent,
) -> NationalPass:
    """Qualify and count the whole country; gives the pass, at once where it is already done.

    Reads the newest loads (not after `on`). `progress(step, percentage)` is told what is done, in French.
    Raises StoreError: a required table absent or unreadable, another pass under way, memory or disk wanting.
    """
    inputs = find_inputs(store, on)
    decisions = _decisions(inputs.on)
    digest = inputs.digest(decisions)
    parent = store.root / FOLDER
    final = parent / f"{inputs.on.isoformat()}-{digest[:12]}"
    if not again and (final / "manifest.json").is_file():
        return NationalPass(final, json.loads((final / "manifest.json").read_text("utf-8")))
    parent.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(parent / ".lock", timeout=0):
            work = parent / f".work-{final.name}"
            for stale in parent.glob(".work-*"):
                if stale != work:
                    shutil.rmtree(stale, ignore_errors=True)
            done = PassUnderWay(inputs, work, means or Means(), progress)
            return done.run(final, digest, lambda: find_inputs(store, on).digest(decisions) == digest)
    except filelock.Timeout:
        raise StoreError(
            "Une autre passe nationale est en cours sur ces données. Attendez qu’elle finisse."
        ) from None


def _decisions(on: date) -> str:
    """Everything but the loads that decides what is written: a change makes another pass."""
    told = [
        SCHEMA,
        queries.CONVENTIONS,
        queries.listed(on),
        queries.CANDIDATES,
        queries.RNA_OBJECTS,
        queries.UNITS,
        queries.GEOGRAPHY,
        queries.PLACED,
        queries.EXTRACT,
        queries.AGGREGATED,
        queries.EVERYWHERE,
        queries.totals(on),
        legal_forms_table(),
        sorted(NAF_TO_THEME.items()),
        sorted(NAF25_TO_THEME.items()),
        sorted(RNA_TO_THEME.items()),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class PassUnderWay:
    """One pass, in its work folder."""

    def __init__(self, inputs: Inputs, work: Path, means: Means, progress: Progress) -> None:
        self.inputs = inputs
        self.work = work
        self.means = means
        self.progress = progress
        self.seconds: dict[str, float] = {}

    def run(self, final: Path, digest: str, unchanged: Callable[[], bool]) -> NationalPass:
        """Make the pass; it is put in its place only if the loads that it read are `unchanged` at its end."""
        self.work.mkdir(parents=True, exist_ok=True)
        spill = self.work / "spill"
        shutil.rmtree(spill, ignore_errors=True)
        connection = open_engine(self.means, spill)
        try:
            self._steps(connection)
            manifest = self._manifest(connection, digest)
        except duckdb.Error as error:
            raise _told_in_french(error, self.means) from error
        finally:
            connection.close()
            shutil.rmtree(spill, ignore_errors=True)
        if not unchanged():
            shutil.rmtree(self.work)
            raise StoreError(
                "Des données ont été chargées pendant la passe, qui en aurait mêlé deux états : elle n’est pas "
                "gardée. Relancez-la quand le chargement est fini."
            )
        return self._put_in_place(final, manifest)

    def _steps(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.open_inputs(connection)
        self._step(connection, "units", "unités de l’ESS", queries.UNITS, self.prepare_units)
        self._step(connection, "everywhere", "tous les établissements", queries.EVERYWHERE)
        self._step(connection, "ess", "établissements de l’ESS", queries.EXTRACT, self._prepare_extract)
        self._step(connection, "aggregates", "comptes de chaque territoire", queries.AGGREGATED)
        totals = queries.totals(self.inputs.on)
        if self.inputs.ess_only:  # what is not known of all establishments is not told as if the ESS were all
            totals = f"SELECT * FROM ({totals}) WHERE scope <> 'all'"
        self._step(connection, "totals", "créations, fermetures, dénominateurs", totals)

    def open_inputs(self, connection: duckdb.DuckDBPyConnection) -> None:
        """A view for each table of the store: its Parquet file, or its columns without rows where absent.

        And what every step needs of the small ones: the conventions, the places of today.
        """
        for table in ("sirene-establishments", "sirene-units", "communes", *OPTIONAL):
            columns = TABLES[table].columns
            found = self.inputs.datasets.get(table)
            if found:
                source = f"SELECT {', '.join(columns)} FROM read_parquet({quoted(str(found.path))})"
            else:
                empty = ", ".join(f"NULL::{kind} AS {name}" for name, kind in columns.items())
                source = f"SELECT {empty} WHERE false"
            try:
                connection.execute(f"CREATE TEMP VIEW {table.replace('-', '_')} AS {source}")
            except duckdb.Error as error:
                raise (unreadable(found, error) if found else error) from error
        connection.execute(queries.CONVENTIONS)
        connection.execute(queries.GEOGRAPHY)

    def _step(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        told: str,
        query: str,
        prepare: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
    ) -> None:
        """Write a query as one Parquet file, unless it is there; then it can be read under its name."""
        path = self.work / f"{name}.parquet"
        if not path.is_file():
            self.progress(told, None)
            started = time.monotonic()
            if prepare:
                prepare(connection)
            notice = f", KV_METADATA {{notice: {quoted(SYNTHETIC_NOTICE)}}}" if self.inputs.synthetic else ""
            unfinished = path.with_suffix(".unfinished")
            _execute(
                connection,
                f"COPY ({query}) TO {quoted(str(unfinished))} "
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}{notice})",
                lambda percentage: self.progress(told, percentage),
            )
            unfinished.replace(path)
            self.seconds[name] = round(time.monotonic() - started, 2)
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({quoted(str(path))})")

    def prepare_units(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The temporary tables that `queries.UNITS` reads."""
        connection.execute(queries.listed(self.inputs.on))
        connection.execute(queries.CANDIDATES)
        connection.execute("DROP TABLE listed")  # memory for what follows
        connection.execute(queries.RNA_OBJECTS)
        forms = legal_forms_table()
        _table(connection, "legal_forms", "legal_category standing form_family proven_family", forms)
        objects = [code for (code,) in connection.execute(queries.RNA_CODES).fetchall()]
        known = [(code, theme) for code in objects if (theme := theme_from_rna(code))]
        _table(connection, "rna_themes", "object theme", known)
        activities = connection.execute(queries.ACTIVITY_CODES).fetchall()
        themed = [
            (naf, naf25, said.code, said.sure)
            for naf, naf25 in activities
            if (said := theme_from_naf(naf, naf25))
        ]
        _table(connection, "activity_themes", "naf naf25 theme sure", themed)

    def _prepare_extract(self, connection: duckdb.DuckDBPyConnection) -> None:
        for table in ("candidates", "rna_objects"):  # memory that the sort can use
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(queries.PLACED)

    def _manifest(self, connection: duckdb.DuckDBPyConnection, digest: str) -> dict[str, Any]:
        found = connection.execute(queries.COUNTS)
        names = [column[0] for column in found.description]
        counts = dict(zip(names, found.fetchone() or (), strict=True))
        (unknown,) = connection.execute(queries.CONVENTIONS_UNKNOWN).fetchone() or (0,)
        rows = {
            name: (connection.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,))[0]
            for name in ("ess", "aggregates", "totals")
        }
        vintages = {table: day.isoformat() for table, day in sorted(self.inputs.vintages.items())}
        return {
            "schema": SCHEMA,
            "digest": digest,
            "on": self.inputs.on.isoformat(),
            "made_at": datetime.now().astimezone().isoformat("T", "seconds"),
            "vintages": vintages,
            "absent": list(self.inputs.absent),
            "partial": bool(self.inputs.scopes),
            "synthetic": self.inputs.synthetic,
            "notice": SYNTHETIC_NOTICE if self.inputs.synthetic else "",
            "rows": rows,
            "counts": {**counts, "conventions_unknown": unknown},
            "reservations": self._reservations(counts, unknown),
            "seconds": self.seconds,
        }

    def _reservations(self, counts: dict[str, int], conventions_unknown: int) -> list[str]:
        """What must be said beside the figures."""
        told = [*self.inputs.scopes, *(OPTIONAL[table] for table in self.inputs.absent)]
        dated = self.inputs.vintages.get("ess-list")
        if dated:
            told.append(
                f"La liste des entreprises de l’ESS est celle du {french_date(dated)} : ce qui est créé depuis "
                "n’y est pas."
            )
        told.append(EMPLOYER_RESERVATION)
        told.append(
            "La mention de la qualité d’entreprise de l’ESS au registre n’est donnée par aucun fichier "
            "national ouvert : pour une société, seul Sirene la laisse deviner."
        )
        if conventions_unknown:
            told.append(
                "Conventions d’insertion ou du secteur adapté dont Sirene ne connaît pas le numéro, et qui ne "
                f"sont donc pas dans l’extrait : {conventions_unknown}."
            )
        if counts["without_commune"]:
            told.append(
                "Établissements sans commune connue, comptés dans le seul total national : "
                f"{counts['without_commune']}."
            )
        return told

    def _put_in_place(self, final: Path, manifest: dict[str, Any]) -> NationalPass:
        """Make the pass appear whole, over one of the same key where it was asked again."""
        written = json.dumps(manifest, ensure_ascii=False, indent=1)
        (self.work / "manifest.json").write_text(written, "utf-8")
        aside = final.with_name(f".work-{final.name}-old")
        if final.exists():
            final.rename(aside)
        self.work.rename(final)
        for intermediate in ("units", "everywhere"):
            (final / f"{intermediate}.parquet").unlink()
        shutil.rmtree(aside, ignore_errors=True)
        return NationalPass(final, manifest)


def _execute(connection: duckdb.DuckDBPyConnection, query: str, tell: Callable[[float], None]) -> None:
    """Run a long query, telling how far it is (0 to 100); Ctrl-C interrupts it."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            connection.execute(query)
        except BaseException as error:
            failures.append(error)

    thread = Thread(target=work)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.5)
            percentage = connection.query_progress()
            if thread.is_alive() and percentage >= 0:
                tell(percentage)
    except BaseException:
        connection.interrupt()
        thread.join()
        raise
    if failures:
        raise failures[0]


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[object, ...]]
) -> None:
    """A temporary table of texts (and of `sure`, a boolean), from rows."""
    names = columns.split()
    values = [[row[at] for row in rows] for at in range(len(names))]
    typed = ", ".join(
        f"unnest(?::{'BOOLEAN' if column == 'sure' else 'VARCHAR'}[]) AS {column}" for column in names
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {typed}", values)


def _told_in_french(error: duckdb.Error, means: Means) -> StoreError:
    """What stopped the engine, and what to do about it."""
    said = str(error)
    if "No space left" in said or "max_temp_directory_size" in said:
        return StoreError(
            "Le disque est plein : la passe s’est arrêtée. Faites de la place, puis relancez la commande ; ce "
            "qui est fini n’est pas refait."
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError(
            f"La mémoire permise ({means.memory}) ne suffit pas. Relancez avec plus : "
            "maillage opendata national --memory 4GB ; ce qui est fini n’est pas refait."
        )
    return StoreError(f"La passe nationale s’est arrêtée : {first_line(error)}")
