"""Fills the store's table `themes`: one theme for each legal unit that may be of the ESS, in chunks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from maillage.kernel.vocabulary import LEGAL_FORMS
from maillage.kernel.vocabulary.legal import Standing
from maillage.opendata.columns import TABLES
from maillage.opendata.means import Means, open_engine, unreadable
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import Dataset, Manifest, Store

from .classifying import Classifier
from .model import load_model

_ROWS = 50_000
# Forms that article 1 puts in the ESS, or leaves open: companies and public bodies are asked only when flagged.
_FORMS = tuple(form.code for form in LEGAL_FORMS if form.standing is Standing.STATUTE)
_SCHEMA = pa.schema(
    [
        ("siren", pa.string()),
        ("theme", pa.string()),
        ("confidence", pa.float64()),
        ("sure", pa.bool_()),
        ("evidence", pa.string()),
        ("words", pa.string()),
    ]
)


def decide_themes(
    store: Store, on: date | None = None, progress: Callable[[int, int], None] | None = None
) -> Dataset:
    """Decide the theme of each unit of `sirene-units` that has a form of the ESS, its flag, or an RNA number.

    The object of the RNA is found by the unit's RNA number, else by the SIREN of the association's SIRET.
    Without an RNA loaded, name and activity decide alone. `progress` is told (units done, units in all). Memory
    does not grow with the units: chunks of 50 000. The table has the vintage of the units; unclassified units
    have no theme, and stay in the table so that their share is known.
    """
    units = store.require("sirene-units", on)
    rna = store.latest("rna", on)
    classifier = Classifier(load_model(store))
    kept = 0
    with (
        store.writing("themes", units.manifest.vintage) as scratch,
        tempfile.TemporaryDirectory(prefix=".spill-", dir=store.root) as spill,
        open_engine(Means(), Path(spill)) as connection,
    ):
        connection.execute("SET preserve_insertion_order = false")
        try:
            total, reader = _units(connection, units, rna)
            with pq.ParquetWriter(scratch / "data.parquet", _SCHEMA, compression="zstd") as writer:
                for batch in reader:
                    guesses = classifier.classify_batch(batch)
                    columns = [
                        batch.column("siren"),
                        guesses["theme"],
                        guesses["confidence"],
                        guesses["sure"],
                        guesses["source"],
                        guesses["words"],
                    ]
                    writer.write_table(pa.table(dict(zip(_SCHEMA.names, columns, strict=True)), _SCHEMA))
                    kept += batch.num_rows
                    if progress is not None:
                        progress(kept, total)
        except duckdb.Error as error:
            raise unreadable(rna if rna and str(rna.path) in str(error) else units, error) from error
        sources = [units, *([rna] if rna else [])]
        return store.keep(
            scratch,
            Manifest(
                table="themes",
                vintage=units.manifest.vintage,
                files=tuple(file for source in sources for file in source.manifest.files),
                rows_read=kept,
                rows_kept=kept,
                synthetic=any(source.manifest.synthetic for source in sources),
                publisher="Maillage",
                licence=units.manifest.licence,
            ),
        )


def _units(
    connection: duckdb.DuckDBPyConnection, units: Dataset, rna: Dataset | None
) -> tuple[int, pa.RecordBatchReader]:
    """How many units, and (siren, name, object, rna_code, naf) by batches."""
    forms = ", ".join(f"'{code}'" for code in _FORMS)
    asked = f"ess_flag = 'O' OR rna IS NOT NULL OR legal_category IN ({forms})"
    connection.execute(
        f"CREATE TEMP VIEW unit AS SELECT * FROM read_parquet({quoted(str(units.path))}) WHERE {asked}"
    )
    [(total,)] = connection.execute("SELECT count(*) FROM unit").fetchall()
    name = "concat_ws(' ', name, CASE WHEN usual_name IS DISTINCT FROM name THEN usual_name END, sigle)"
    naf = "coalesce(naf, naf25)"
    if rna is None:
        query = f"SELECT siren, {name} AS name, NULL AS object, NULL AS rna_code, {naf} AS naf FROM unit"
    else:
        # A number may be declared twice; the row that is still active, then the last declared, speaks.
        order = "(position IS NOT DISTINCT FROM 'A') DESC, declared_on DESC NULLS LAST, line"
        said = (
            "coalesce(nullif(object1, '000000'), nullif(object2, '000000')) AS code, "
            f"object, {{key}} AS key FROM read_parquet({quoted(str(rna.path))}) WHERE {{key}} IS NOT NULL "
            f"QUALIFY row_number() OVER (PARTITION BY {{key}} ORDER BY {order}) = 1"
        )
        by_number, by_siren = said.format(key="rna"), said.format(key="left(siret, 9)")
        query = f"""
            WITH numbered AS (SELECT {by_number}), sited AS (SELECT {by_siren})
            SELECT siren, {name} AS name, coalesce(numbered.object, sited.object) AS object,
                CASE WHEN numbered.key IS NOT NULL THEN numbered.code ELSE sited.code END AS rna_code,
                {naf} AS naf
            FROM unit
            LEFT JOIN numbered ON numbered.key = unit.rna
            LEFT JOIN sited ON sited.key = unit.siren AND numbered.key IS NULL
        """
    reader = connection.sql(query).to_arrow_reader(_ROWS)
    return total, reader


assert tuple(_SCHEMA.names) == tuple(TABLES["themes"].columns)
