"""Loading StockEtablissement: how much longer than the engine's own copy of the same file, and in what memory.

The file is invented, with the official header, true keys and cells filled about as often as they are in the
real one (`SCALE=100`, one row in a hundred, unless told; `SCALE=1` is the country). Each measure runs in a
process of its own; the copy and the load take turns, and the ratio is that of their best times, since the
machine does other things too.
"""

from __future__ import annotations

import gzip
import multiprocessing
import os
import resource
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import duckdb

from bench.table import Table
from maillage.opendata.generator.layouts import ESTABLISHMENTS_HEADER
from maillage.opendata.means import Means
from maillage.opendata.sources.loading import load
from maillage.opendata.sources.recognition import survey
from maillage.opendata.sources.registry import all_sources
from maillage.opendata.store import Store

ESTABLISHMENTS = 43_700_000
MEANS = Means(memory="2GB", threads=2)

# Cells of the row `i` by official column; those that are not here are empty.
_CELLS = {
    "siren": "siren",
    "nic": "nic",
    "siret": "siret",
    "statutDiffusionEtablissement": "CASE WHEN i % 17 = 0 THEN 'P' ELSE 'O' END",
    "dateCreationEtablissement": "strftime(DATE '1975-01-01' + (i * 7 % 18000)::INTEGER, '%Y-%m-%d')",
    "trancheEffectifsEtablissement": "CASE WHEN i % 11 = 0 THEN '0' || (i % 3 + 1) ELSE 'NN' END",
    "anneeEffectifsEtablissement": "CASE WHEN i % 11 = 0 THEN '2023' END",
    "dateDernierTraitementEtablissement": "'2024-03-' || (i % 20 + 10) || 'T10:43:12'",
    "etablissementSiege": "CASE WHEN i % 4 = 0 THEN 'false' ELSE 'true' END",
    "nombrePeriodesEtablissement": "(i % 5 + 1)::VARCHAR",
    "numeroVoieEtablissement": "(i % 180 + 1)::VARCHAR",
    "typeVoieEtablissement": "CASE WHEN i % 3 = 0 THEN 'AVENUE' ELSE 'RUE' END",
    "libelleVoieEtablissement": "'DE LA ' || upper(left(md5(i::VARCHAR), 8))",
    "codePostalEtablissement": "lpad((i * 13 % 95 * 1000 + i % 100)::VARCHAR, 5, '0')",
    "libelleCommuneEtablissement": "'VILLE ' || i % 34900",
    "codeCommuneEtablissement": "lpad((i * 13 % 95 * 1000 + i % 400)::VARCHAR, 5, '0')",
    "identifiantAdresseEtablissement": "upper(left(md5((i + 1)::VARCHAR), 10)) || '_B'",
    "coordonneeLambertAbscisseEtablissement": "(500000 + i % 400000)::VARCHAR || '.5'",
    "coordonneeLambertOrdonneeEtablissement": "(6300000 + i % 700000)::VARCHAR || '.5'",
    "dateDebut": "strftime(DATE '1990-01-01' + (i * 11 % 13000)::INTEGER, '%Y-%m-%d')",
    "etatAdministratifEtablissement": "CASE WHEN i % 20 < 7 THEN 'A' ELSE 'F' END",
    "enseigne1Etablissement": "CASE WHEN i % 9 = 0 THEN 'CHEZ \"' || i % 1000 || '\", ICI' END",
    "activitePrincipaleEtablissement": "(i % 85 + 10) || '.' || (i % 80 + 10) || 'Z'",
    "nomenclatureActivitePrincipaleEtablissement": "'NAFRev2'",
    "caractereEmployeurEtablissement": "CASE WHEN i % 11 = 0 THEN 'O' ELSE 'N' END",
    "activitePrincipaleNAF25Etablissement": "(i % 85 + 10) || '.' || (i % 80 + 10) || 'Y'",
}


def write_establishments(path: Path, rows: int) -> None:
    """An invented StockEtablissement of that many rows, sorted by SIREN as the real one is."""
    engine = duckdb.connect(config={"threads": MEANS.threads, "memory_limit": MEANS.memory})
    engine.execute(files("maillage.opendata.sources").joinpath("rules.sql").read_text("utf-8"))
    cells = ", ".join(f'{_CELLS.get(name, "NULL")} AS "{name}"' for name in ESTABLISHMENTS_HEADER)
    engine.execute(
        f"""
        COPY (
            WITH body AS (SELECT i, (10000000 + i * 2) * 10 AS eight FROM range({rows}) t (i)),
            units AS (
                SELECT i, eight + (SELECT k FROM range(10) u (k) WHERE luhn9(eight + k)) AS unit FROM body
            ),
            numbered AS (SELECT i, unit, (unit * 10000 + i % 9 + 1) * 10 AS thirteen FROM units),
            keyed AS (
                SELECT i, unit::VARCHAR AS siren,
                    (thirteen + (SELECT k FROM range(10) u (k) WHERE luhn14(thirteen + k)))::VARCHAR AS siret
                FROM numbered
            ),
            named AS (SELECT *, right(siret, 5) AS nic FROM keyed ORDER BY i)
            SELECT {cells} FROM named
        ) TO '{path}' (HEADER, DELIMITER ',')
        """
    )
    engine.close()


def run(*, tiny: bool) -> Iterator[Table]:
    """Time the forms in which the file is published."""
    scale = 20_000 if tiny else float(os.environ.get("SCALE", "100"))
    rows = int(ESTABLISHMENTS / scale)
    with tempfile.TemporaryDirectory(prefix="loading-") as name:
        plain = Path(name) / "StockEtablissement_2026-03-01.csv"
        write_establishments(plain, rows)
        # Tiny, in this process: a process for each measure would take longer than all that is measured.
        yield _figures(plain, rows, 1 if tiny or scale < 10 else 3, _measured if tiny else _alone)


def _figures(plain: Path, rows: int, turns: int, measured: Callable[..., Measure]) -> Table:
    megabytes = plain.stat().st_size / 1e6
    table = Table(
        f"Loading {rows:,} establishments, {megabytes:,.0f} MB of CSV".replace(",", "\u202f"),
        ("form", "copy s", "load s", "ratio", "copy CPU s", "load CPU s", "CPU ratio", "copy MB", "load MB"),
        notes=[
            "copy: the engine's own COPY of every column to Parquet, from the plain CSV or from the Parquet.",
            f"Both with {MEANS.threads} threads and a limit of {MEANS.memory}; best of {turns}; MB: peak of "
            "the process.",
        ],
    )
    for form, path in _forms(plain).items():
        compared = path if form == "parquet" else plain
        copies, loads = [], []
        for _ in range(turns):
            copies.append(measured(copy, compared))
            loads.append(measured(load_file, path))
        if {one.rows for one in (*copies, *loads)} != {rows}:
            raise AssertionError(f"{form}: every row must be kept")
        seconds = [min(one.seconds for one in several) for several in (copies, loads)]
        processor = [min(one.processor for one in several) for several in (copies, loads)]
        peaks = [max(one.peak for one in several) for several in (copies, loads)]
        ratios = [pair[1] / pair[0] for pair in (seconds, processor)]
        table.rows.append((form, *seconds, ratios[0], *processor, ratios[1], *peaks))
    return table


def _forms(plain: Path) -> dict[str, Path]:
    packed, squeezed = plain.with_suffix(".zip"), plain.with_name(f"{plain.name}.gz")
    parquet = plain.with_suffix(".parquet")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.write(plain, "StockEtablissement_utf8.csv")
    with plain.open("rb") as source, gzip.open(squeezed, "wb", compresslevel=3) as out:
        shutil.copyfileobj(source, out, 1 << 20)
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{plain}', all_varchar = true)) TO '{parquet}' (COMPRESSION zstd)"
    )
    return {"csv": plain, "csv in zip": packed, "csv.gz": squeezed, "parquet": parquet}


class Measure(NamedTuple):
    """Seconds by the clock, seconds of processor, peak in MB, rows written."""

    seconds: float
    processor: float
    peak: float
    rows: int


def _alone(function: Callable[[Path, Path], int], path: Path) -> Measure:
    """Measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, function, path).result()


def _measured(function: Callable[[Path, Path], int], path: Path) -> Measure:
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        begun, busy = time.perf_counter(), time.process_time()
        rows = function(path, Path(name))
        seconds, processor = time.perf_counter() - begun, time.process_time() - busy
    return Measure(seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows)


def copy(path: Path, folder: Path) -> int:
    """The engine's own copy."""
    engine = duckdb.connect(
        config={"threads": MEANS.threads, "memory_limit": MEANS.memory, "temp_directory": str(folder / "spill")}
    )
    engine.execute("SET enable_progress_bar = false")
    scan = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    more = "" if path.suffix == ".parquet" else ", all_varchar = true"
    row = engine.execute(
        f"COPY (SELECT * FROM {scan}('{path}'{more})) TO '{folder}/copy.parquet' (COMPRESSION zstd)"
    ).fetchone()
    engine.close()
    return int(row[0])


def load_file(path: Path, folder: Path) -> int:
    """Recognise and load, as the command does."""
    found = survey([path], all_sources(), besides=folder).found
    return load(Store(folder), found, date(2026, 3, 1), means=MEANS).manifest.rows_kept
