"""A store with a small invented RNA and the units that go with it."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maillage.opendata.columns import TABLES
from maillage.opendata.store import Dataset, Manifest, Store

VINTAGE = date(2026, 6, 1)
# Made-up trades that no lexicon knows, so that what is learnt can be told from what is shipped.
INVENTED = {"011000": "brakolin", "006000": "mirtapol", "015000": "zelvodan"}
PLACES = ("Grusse", "Vallombe", "Trifouilly", "Pont-Noir", "Marsac", "Ferrières", "Oulches")

type_of = {"VARCHAR": pa.string(), "DATE": pa.date32(), "BOOLEAN": pa.bool_(), "BIGINT": pa.int64()}
type_of |= {"SMALLINT": pa.int16(), "DOUBLE": pa.float64()}
Load = Callable[[str, Sequence[Mapping[str, Any]]], Dataset]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def load(store: Store) -> Load:
    def write(table: str, rows: Sequence[Mapping[str, Any]]) -> Dataset:
        schema = pa.schema([(name, type_of[kind]) for name, kind in TABLES[table].columns.items()])
        filled = [{name: row.get(name) for name in schema.names} for row in rows]
        with store.writing(table, VINTAGE) as scratch:
            pq.write_table(pa.Table.from_pylist(filled, schema), scratch / "data.parquet")
            manifest = Manifest(
                table=table, vintage=VINTAGE, files=(), rows_read=len(rows), rows_kept=len(rows), synthetic=True
            )
            return store.keep(scratch, manifest)

    return write


@pytest.fixture
def rna_rows() -> list[dict[str, Any]]:
    """Three hundred associations of three invented trades, then some that teach nothing."""
    draw = random.Random(7)
    rows: list[dict[str, Any]] = []
    for at in range(300):
        code, trade = draw.choice(list(INVENTED.items()))
        title = f"{draw.choice(('Les amis du', 'Association', 'Union'))} {trade} de {draw.choice(PLACES)}"
        rows.append(
            {"rna": f"W75{at:07d}", "title": title, "object": f"le {trade}", "object1": code, "line": at}
        )
    for at, code in enumerate(("000000", "050000", None), start=900):
        rows.append({"rna": f"W75{at:07d}", "title": "Zzyx", "object1": code, "object2": "000000", "line": at})
    return rows


def rows_of(dataset: Dataset) -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT * FROM read_parquet('{dataset.path}') ORDER BY siren").fetchall()
