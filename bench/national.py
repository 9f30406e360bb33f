"""The national pass: every EPCI in one pass, one territory from the extract, beside what reading alone costs.

Data drawn here in the normalised columns (`SCALE=100`, one in a hundred, unless told; `SCALE=1` is the country:
40 million establishments, 28 million units). Ratios are to a bare scan that really reads the same columns.
pandas and polars answer the same question on the same files (`BASELINES=0` leaves them out). Times are the best
of a few, each in a process of its own; memory is that process's peak. `NATIONAL_DATA=DIR` keeps the data.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from bench.table import Table
from maillage.kernel.vocabulary import NAF_TO_THEME, RNA_TO_THEME, Standing, theme_from_naf
from maillage.opendata.columns import TABLES
from maillage.opendata.means import Means, open_engine
from maillage.opendata.national import queries
from maillage.opendata.national.extract import latest_pass
from maillage.opendata.national.inputs import find_inputs
from maillage.opendata.national.run import PassUnderWay, run_pass
from maillage.opendata.perimeter import codes_of, in_list, legal_forms_table, quoted
from maillage.opendata.store import Manifest, Store

ESTABLISHMENTS, UNITS, LISTED, ASSOCIATIONS = 40_000_000, 28_000_000, 1_130_000, 2_000_000
ON = date(2026, 11, 1)
MEANS = Means(memory="2GB", threads=2)


def run(*, tiny: bool) -> Iterator[Table]:
    scale = 10_000 if tiny else float(os.environ.get("SCALE", "100"))
    repeats = 1 if tiny or scale < 10 else 3
    with tempfile.TemporaryDirectory() as scratch:
        store = _store(Path(os.environ.get("NATIONAL_DATA", scratch)) / f"{scale:g}", scale)
        yield from _figures(store, scale, repeats, baselines=os.environ.get("BASELINES", "1") != "0")


def _figures(store: Store, scale: float, repeats: int, *, baselines: bool) -> Iterator[Table]:
    size = f"{ESTABLISHMENTS / scale:,.0f} establishments × {UNITS / scale:,.0f} units".replace(",", " ")
    scan = _best(repeats, bare_scan, store.root)
    everywhere = _best(repeats, every_epci, store.root)
    rows: list[tuple[str, Measure]] = [
        ("bare scan of the columns that the question needs", scan),
        ("bare scan of those that Maillage reads", _best(repeats, bare_scan_of_ours, store.root)),
        ("Maillage (2 GB)", everywhere),
    ]
    if baselines:
        rows += [("polars, streaming", _best(repeats, polars_epci, store.root))]
        rows += [("pandas", _best(1, pandas_epci, store.root))]
    table = Table(
        f"Every EPCI × family × theme, active ESS establishments: {size}",
        ("by", "s", "× bare scan", "CPU s", "× bare scan", "peak MB", "EPCI", "establishments"),
    )
    for name, measure in rows:
        table.rows.append((name, *_beside(measure, scan), *(measure.answer or (None, None))))
    table.notes.append(
        "Maillage reads each proof apart, the agreements, the RNA's objects, and the names for the groups."
    )
    yield table

    pass_scan = _best(repeats, pass_bare_scan, store.root)
    whole = _best(repeats, whole_pass, store.root)
    steps: dict[str, float] = whole.answer
    table = Table(
        f"The whole pass, written: {size}", ("what", "s", "× bare scan", "CPU s", "× bare scan", "peak MB")
    )
    table.rows.append(("bare scan of every column used", *_beside(pass_scan, pass_scan)))
    table.rows.append(("maillage opendata national", *_beside(whole, pass_scan)))
    table.rows += [(f"  {step}", seconds, None, None, None, None) for step, seconds in steps.items()]
    yield table

    done = latest_pass(store)
    table = Table(
        f"One territory from the extract: {done.manifest['rows']['ess']:,} rows".replace(",", " "),
        ("territory", "rows", "s"),
    )
    for name, seconds, rows_read in _best(1, territories, store.root).answer:
        table.rows.append((name, rows_read, seconds))
    sizes = {path.name: path.stat().st_size for path in sorted(done.folder.glob("*.parquet"))}
    table.notes.append(", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items()))
    yield table


# --- Measuring ---------------------------------------------------------------------------------------------


class Measure(NamedTuple):
    """Seconds by the clock, seconds of processor, peak in MB, and what was answered."""

    seconds: float
    processor: float
    peak: float
    answer: Any


def _best(repeats: int, function: Callable[[Path], Any], root: Path) -> Measure:
    """The best times of a few processes, the peak of the heaviest, the last answer."""
    runs = [_alone(function, root) for _ in range(repeats)]
    return Measure(
        min(run.seconds for run in runs),
        min(run.processor for run in runs),
        max(run.peak for run in runs),
        runs[-1].answer,
    )


def _alone(function: Callable[[Path], Any], root: Path) -> Measure:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, root, theirs))
    process.start()
    theirs.close()
    try:
        measured: Measure = ours.recv()
    finally:
        process.join()
    return measured


def _work(function: Callable[[Path], Any], root: Path, out: Connection) -> None:
    started, busy = time.perf_counter(), time.process_time()
    answer = function(root)
    seconds, processor = time.perf_counter() - started, time.process_time() - busy
    status = Path("/proc/self/status").read_text("ascii")
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    out.send(Measure(seconds, processor, int(peak) / 1024, answer))


def _beside(measure: Measure, scan: Measure) -> tuple[float, float, float, float, float]:
    return (
        measure.seconds,
        measure.seconds / scan.seconds,
        measure.processor,
        measure.processor / scan.processor,
        measure.peak,
    )


# --- What is measured --------------------------------------------------------------------------------------

# The columns that the question needs, and those that the whole pass reads.
_EPCI_COLUMNS = {
    "sirene-establishments": "siren active commune",
    "sirene-units": "siren legal_category ess_flag naf",
    "ess-list": "siren",
}
_OUR_UNITS = (
    "siren rna name usual_name sigle legal_category naf naf25 headcount created_on active ceased_on ess_flag "
    "publishable seat_nic"
)
_PASS_COLUMNS = {
    "sirene-establishments": (
        "siret siren seat active created_on closed_on naf naf25 headcount headcount_year commune brand "
        "longitude latitude publishable"
    ),
    "sirene-units": _OUR_UNITS,
    "ess-list": "siren family",
    "rna": "rna object1 object2",
}


def bare_scan(root: Path) -> None:
    _scan(root, _EPCI_COLUMNS)


def bare_scan_of_ours(root: Path) -> None:
    _scan(root, {**_PASS_COLUMNS, "sirene-establishments": _EPCI_COLUMNS["sirene-establishments"]})


def pass_bare_scan(root: Path) -> None:
    _scan(root, _PASS_COLUMNS)


def _scan(root: Path, columns: dict[str, str]) -> None:
    """Read each column for good: a hash of each value, all put together."""
    connection = open_engine(MEANS, root / "spill")
    store = Store(root)
    for table, names in columns.items():
        hashed = ", ".join(f"bit_xor(hash({name}))" for name in names.split())
        connection.execute(f"SELECT {hashed} FROM read_parquet('{store.require(table).path}')").fetchall()


def every_epci(root: Path) -> tuple[int, int]:
    """The product's own steps, up to the counts of every EPCI by family, status and theme."""
    inputs = find_inputs(Store(root))
    under_way = PassUnderWay(inputs, root, MEANS, lambda step, percentage: None)
    connection = open_engine(MEANS, root / "spill")
    under_way.open_inputs(connection)
    under_way.prepare_units(connection)
    connection.execute(f"CREATE TEMP TABLE units AS SELECT siren, family, status, theme FROM ({queries.UNITS})")
    counted = connection.execute(
        """
        SELECT g.epci, u.family, u.status, u.theme, count(*) AS establishments
        FROM sirene_establishments e JOIN units u USING (siren) LEFT JOIN geography g ON g.code = e.commune
        WHERE e.active AND u.status IN ('certain', 'probable') GROUP BY ALL
        """
    ).fetchall()
    return len({row[0] for row in counted}), sum(row[4] for row in counted)


def whole_pass(root: Path) -> dict[str, float]:
    return dict(run_pass(Store(root), means=MEANS, again=True).manifest["seconds"])


def territories(root: Path) -> list[tuple[str, float, int]]:
    """The biggest and the median EPCI: every column of every row, read three times, the best."""
    done = latest_pass(Store(root))
    connection = open_engine(MEANS, root / "spill")
    ranked = connection.execute(
        f"SELECT code FROM '{done.aggregates}' WHERE level = 'epci' "
        "GROUP BY 1 ORDER BY sum(establishments) DESC"
    ).fetchall()
    measured = []
    for name, (code,) in (("biggest EPCI", ranked[0]), ("median EPCI", ranked[len(ranked) // 2])):
        communes = connection.execute(
            f"SELECT code FROM '{Store(root).require('communes').path}' WHERE epci = ?", [code]
        ).fetchall()
        query = f"SELECT * FROM '{done.ess}' WHERE {in_list('commune', [commune for (commune,) in communes])}"
        seconds = []
        for _ in range(3):
            started = time.perf_counter()
            found = connection.sql(query).to_arrow_table()
            seconds.append(time.perf_counter() - started)
        measured.append((f"{name} ({len(communes)} communes)", min(seconds), found.num_rows))
    return measured


# --- The same question elsewhere ---------------------------------------------------------------------------
# The same perimeter, in fewer words: the forms in the law, and the others that the flag or the list puts in it.

_STATUTE = codes_of(Standing.STATUTE)
_EXCLUDED = [code for code, standing, *_ in legal_forms_table() if standing == Standing.EXCLUDED]


def polars_epci(root: Path) -> tuple[int, int]:
    import polars as pl

    store = Store(root)

    def scan(table: str) -> pl.LazyFrame:
        return pl.scan_parquet(store.require(table).path)

    listed = scan("ess-list").select("siren").with_columns(listed=True)
    named = pl.col("listed").is_not_null() | (pl.col("ess_flag") == "O")
    themes = pl.DataFrame(_themed(), schema=["naf", "theme"], orient="row").lazy()
    families = pl.DataFrame(_families(), schema=["legal_category", "family"], orient="row").lazy()
    units = (
        scan("sirene-units")
        .select(_EPCI_COLUMNS["sirene-units"].split())
        .join(listed, on="siren", how="left")
        .filter(pl.col("legal_category").is_in(_STATUTE) | (named & ~pl.col("legal_category").is_in(_EXCLUDED)))
        .join(themes, on="naf", how="left")
        .join(families, on="legal_category", how="left")
        .select("siren", "family", "theme")
    )
    counted = (
        scan("sirene-establishments")
        .filter("active")
        .select("siren", "commune")
        .join(units, on="siren")
        .join(scan("communes").select(pl.col("code").alias("commune"), "epci"), on="commune", how="left")
        .group_by("epci", "family", "theme")
        .len()
        .collect(engine="streaming")
    )
    return counted["epci"].n_unique(), int(counted["len"].sum())


def pandas_epci(root: Path) -> tuple[int, int]:
    import pandas as pd

    store = Store(root)

    def read(table: str, columns: str) -> pd.DataFrame:
        return pd.read_parquet(store.require(table).path, columns=columns.split())

    units = read("sirene-units", _EPCI_COLUMNS["sirene-units"])
    named = units["siren"].isin(read("ess-list", "siren")["siren"]) | (units["ess_flag"] == "O")
    category = units["legal_category"]
    units = units[category.isin(_STATUTE) | (named & ~category.isin(_EXCLUDED))]
    units = units.assign(
        theme=units["naf"].map(dict(_themed())), family=units["legal_category"].map(dict(_families()))
    )[["siren", "family", "theme"]]
    establishments = read("sirene-establishments", _EPCI_COLUMNS["sirene-establishments"])
    active = establishments[establishments["active"]][["siren", "commune"]]
    communes = read("communes", "code epci").rename(columns={"code": "commune"})
    counted = (
        active.merge(units, on="siren")
        .merge(communes, on="commune", how="left")
        .groupby(["epci", "family", "theme"], dropna=False)
        .size()
    )
    return counted.index.get_level_values("epci").nunique(), int(counted.sum())


def _themed() -> list[tuple[str, str]]:
    return [(naf, said.code) for naf in _NAFS if (said := theme_from_naf(naf))]


def _families() -> list[tuple[str, str]]:
    return [(code, family) for code, _, _, family in legal_forms_table()]


# --- The data ----------------------------------------------------------------------------------------------

_NAFS = sorted(
    {"94.99Z", "70.10Z", "68.20B", "82.99Z", "96.02A", *(code for code in NAF_TO_THEME if len(code) == 6)}
)
_OBJECTS = sorted(code for code in RNA_TO_THEME if len(code) == 6)
_WORDS = re.split(
    " ",
    "AMICALE ASSOCIATION CLUB COMITE CENTRE MAISON UNION SPORTIVE LAIQUE FAMILLES RURALES DANSE MUSIQUE "
    "ANCIENS COMBATTANTS PARENTS ELEVES JUDO FOOTBALL CHORALE THEATRE PATRIMOINE ENVIRONNEMENT SOLIDARITE "
    "SECOURS JEUNES FETES QUARTIER VAL RIVIERE SAINT MARTIN JEAN PIERRE BOIS PLAINE COTEAU FONTAINE MOULIN "
    "ENTREPRISES",
)


# Above this size the rows drawn are repeated under other numbers: to draw forty million is long.
_DRAWN = 10


def _store(root: Path, scale: float) -> Store:
    """The tables at this scale, drawn once: each row is a function of its number."""
    store = Store(root)
    if store.latest("rna"):  # the last to be written
        return store
    if scale < _DRAWN:
        return _repeated(store, _store(root.parent / f"{_DRAWN}", _DRAWN), round(_DRAWN / scale))
    connection = duckdb.connect(config={"memory_limit": "4GB", "threads": 2})
    establishments, units = int(ESTABLISHMENTS / scale), int(UNITS / scale)
    flagged = "'9220', '9260', '9223', '6316', '5460', '8210', '9300'"
    connection.execute(
        f"""
        CREATE MACRO dice(row, salt, sides) AS (hash(row * 64 + salt) % sides)::BIGINT;
        CREATE MACRO one_of(list, row, salt) AS list[1 + dice(row, salt, len(list))];
        CREATE MACRO siren_of(row) AS (100000000 + row * 30)::VARCHAR;
        CREATE MACRO place(row) AS
            ((pow(dice(row, 1, 1000000) / 1e6, 4) * 34900)::BIGINT * 7919) % 34900;
        CREATE MACRO code_of(place) AS
            lpad((1 + place // 368)::VARCHAR, 2, '0') || lpad((1 + place % 368)::VARCHAR, 3, '0');
        CREATE MACRO unit_active(row) AS dice(row, 2, 100) < 52;
        CREATE MACRO band(row) AS CASE
            WHEN dice(row, 3, 1000) < 891 THEN 'NN' WHEN dice(row, 3, 1000) < 944 THEN '01'
            WHEN dice(row, 3, 1000) < 968 THEN '02' WHEN dice(row, 3, 1000) < 980 THEN '03'
            WHEN dice(row, 3, 1000) < 989 THEN '11' WHEN dice(row, 3, 1000) < 994 THEN '12'
            WHEN dice(row, 3, 1000) < 998 THEN '00' ELSE '21' END;
        CREATE MACRO day(row, salt) AS DATE '1990-01-01' + dice(row, salt, 13400)::INTEGER;
        CREATE TABLE lists AS
        SELECT {_list(_NAFS)} AS nafs, {_list(_WORDS)} AS words, {_list(_OBJECTS)} AS objects;
        """
    )
    _put(
        store,
        connection,
        "communes",
        """
        SELECT code_of(p) AS code, code_of(p) AS commune, 'Commune ' || p AS name, 1900 AS population,
            (200000000 + p * 1254 // 34900)::VARCHAR AS epci,
            lpad((1 + p // 368)::VARCHAR, 2, '0') AS department,
            lpad((1 + p // 368 // 8)::VARCHAR, 2, '0') AS region
        FROM range(34900) t(p)
        """,
    )
    _put(
        store,
        connection,
        "sirene-units",
        f"""
        WITH drawn AS (
            SELECT u, dice(u, 4, 1000000) AS form, dice(u, 5, 1000) AS draw FROM range({units}) t(u)
        ),
        formed AS (
            SELECT u, draw, CASE
                WHEN form < 45000 THEN '9220' WHEN form < 46213 THEN '9260' WHEN form < 46630 THEN '6316'
                WHEN form < 47012 THEN '9223' WHEN form < 47100 THEN '9210' WHEN form < 47400 THEN '5460'
                WHEN form < 47500 THEN '8210' WHEN form < 47600 THEN '9300' WHEN form < 47700 THEN '9900'
                WHEN form < 560000 THEN '1000' WHEN form < 700000 THEN '5499' WHEN form < 830000 THEN '5710'
                WHEN form < 920000 THEN '6540' WHEN form < 930000 THEN '9110' ELSE '6599' END AS category
            FROM drawn
        )
        SELECT siren_of(u) AS siren,
            CASE WHEN category IN ('9220', '9260') AND draw < 600
                 THEN 'W' || lpad(u::VARCHAR, 9, '0') END AS rna,
            one_of(words, u, 6) || ' ' || one_of(words, u, 7) || ' ' || one_of(words, u, 8) || ' '
                || dice(u, 9, 9999) AS name,
            CASE WHEN draw < 50 THEN one_of(words, u, 10) END AS sigle,
            category AS legal_category,
            CASE WHEN category[1] = '9' AND dice(u, 11, 100) < 46 THEN '94.99Z'
                 WHEN category[1] = '9' AND dice(u, 11, 100) < 61 THEN '93.12Z'
                 ELSE one_of(nafs, u, 12) END AS naf,
            band(u) AS headcount, 2023::SMALLINT AS headcount_year, day(u, 13) AS created_on,
            unit_active(u) AS active, CASE WHEN NOT unit_active(u) THEN day(u, 14) END AS ceased_on,
            CASE WHEN category IN ({flagged}) AND draw < 920 THEN 'O'
                 WHEN category IN ('5499', '5710') AND draw < 3 THEN 'O' END AS ess_flag,
            false AS mission, draw < 980 AS publishable, '00011' AS seat_nic, u AS line
        FROM formed, lists
        """,
    )
    _put(
        store,
        connection,
        "sirene-establishments",
        f"""
        WITH placed AS (
            SELECT e, e * {units} // {establishments} AS u,
                e - ((e * {units} // {establishments}) * {establishments} + {units} - 1) // {units} AS nth
            FROM range({establishments}) t(e)
        ),
        dated AS (
            SELECT *, unit_active(u) AND dice(e, 20, 100) < 73 AS active, day(e, 21) AS created FROM placed
        )
        SELECT siren_of(u) || lpad((nth * 18 + 11)::VARCHAR, 5, '0') AS siret, siren_of(u) AS siren,
            nth = 0 AS seat, active, created AS created_on,
            CASE WHEN NOT active THEN least(created + dice(e, 22, 6000)::INTEGER, DATE '{ON}') END AS closed_on,
            one_of(nafs, u, 12) AS naf, band(e) AS headcount, 2023::SMALLINT AS headcount_year,
            code_of(place(e)) AS commune, lpad(place(e)::VARCHAR, 5, '0') AS postcode,
            dice(e, 23, 300) || ' RUE ' || one_of(words, e, 24) AS street,
            CASE WHEN dice(e, 25, 100) < 8 THEN one_of(words, e, 26) END AS brand,
            dice(e, 27, 900000) / 1e5 AS longitude, 42 + dice(e, 28, 900000) / 1e5 AS latitude,
            dice(e, 29, 1000) < 985 AS publishable, e AS line
        FROM dated, lists
        """,
    )
    unit_file = store.require("sirene-units").path
    _put(
        store,
        connection,
        "ess-list",
        f"""
        SELECT siren, name,
            CASE WHEN legal_category[1] = '9' THEN 'Associations' ELSE 'Coopératives' END AS family,
            line
        FROM '{unit_file}' WHERE legal_category IN ({flagged}) LIMIT {int(LISTED / scale)}
        """,
    )
    _put(
        store,
        connection,
        "esus",
        f"""
        SELECT siren, name, DATE '2024-01-01' AS agreed_on, DATE '2029-01-01' AS until_on, line
        FROM '{unit_file}' WHERE legal_category IN ('5499', '5710') AND ess_flag = 'O'
        LIMIT {int(3000 / scale) + 1}
        """,
    )
    _put(
        store,
        connection,
        "siae",
        f"""
        SELECT siren || '00011' AS siret, siren,
            one_of(['EI', 'AI', 'ACI', 'ETTI', 'EA', 'ESAT'], line, 30) AS kind,
            name, line
        FROM '{unit_file}' WHERE legal_category IN ('5499', '9220') AND line % 700 = 0
        LIMIT {int(11000 / scale) + 1}
        """,
    )
    _put(
        store,
        connection,
        "rna",
        f"""
        SELECT rna, name AS title, one_of(objects, line, 31) AS object1, line
        FROM '{unit_file}', lists WHERE rna IS NOT NULL LIMIT {int(ASSOCIATIONS / scale)}
        """,
    )
    return store


def _repeated(store: Store, drawn: Store, times: int) -> Store:
    """The same tables several times over, each time with other SIREN and other RNA numbers, in their order."""
    units = int(UNITS / _DRAWN)
    connection = duckdb.connect(config={"memory_limit": "4GB", "threads": 2})
    for found in sorted(drawn.datasets(), key=lambda one: one.manifest.table == "rna"):
        table = found.manifest.table
        columns = TABLES[table].columns
        copies = []
        for copy in range(times if table != "communes" else 1):
            shifted = {
                "siren": f"(siren::BIGINT + {copy * units * 30})::VARCHAR",
                "siret": f"(siret[1:9]::BIGINT + {copy * units * 30})::VARCHAR || siret[10:14]",
                "rna": f"'W' || lpad((rna[2:10]::BIGINT + {copy * units})::VARCHAR, 9, '0')",
            }
            named = ", ".join(f"{shifted[name]} AS {name}" for name in shifted if name in columns)
            copies.append(f"SELECT * REPLACE ({named}) FROM '{found.path}'")
        _put(store, connection, table, " UNION ALL ".join(copies))
    return store


def _list(values: list[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def _put(store: Store, connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    columns = TABLES[table].columns
    drawn = {row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()}
    typed = ", ".join(
        f"{f'drawn.{name}' if name in drawn else 'NULL'}::{kind} AS {name}" for name, kind in columns.items()
    )
    with store.writing(table, ON) as scratch:
        path = scratch / "data.parquet"
        connection.execute(
            f"COPY (SELECT {typed} FROM ({query}) drawn) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )
        (rows,) = connection.execute(f"SELECT count(*) FROM '{path}'").fetchone() or (0,)
        manifest = Manifest(table=table, vintage=ON, files=(), rows_read=rows, rows_kept=rows, synthetic=True)
        store.keep(scratch, manifest)
