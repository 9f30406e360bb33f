"""Real public files load whole, each with its counts; skipped, saying so, where they are absent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from maillage.opendata.cli import main
from maillage.opendata.store import Store


def _load(store: Store, path: Path) -> None:
    assert main(["--store", str(store.root), "load", str(path), "--vintage", "2026-03-01"]) == 0


def _count(store: Store, table: str, condition: str = "true") -> int:
    row = duckdb.sql(f"SELECT count(*) FROM read_parquet('{store.require(table).path}') WHERE {condition}")
    return int(row.fetchall()[0][0])


def test_a_district_of_lyon(shared_data: Path, store: Store) -> None:
    _load(store, shared_data / "sirene/lyon4_69384_etablissements_historique.parquet")
    assert _count(store, "sirene-establishments") == 26_614
    assert _count(store, "sirene-establishments", "active") == 9_094
    manifest = store.require("sirene-establishments").manifest
    assert manifest.rows_read == 58_228 == manifest.rows_kept + manifest.rows_refused
    assert manifest.vintage == date(2026, 3, 1)


def test_legal_units_of_the_digital_ess(shared_data: Path, store: Store) -> None:
    _load(store, shared_data / "sirene/ess_numerique_unites_legales_enriched.csv")
    assert _count(store, "sirene-units") == 3_667
    assert _count(store, "sirene-units", "ess_flag = 'O'") == 3_398
    assert _count(store, "sirene-units", "rna IS NOT NULL") == 1_739
    assert _count(store, "sirene-units", "active") == 3_128
    assert _count(store, "sirene-units", "length(legal_category) = 4") == 3_667
    assert _count(store, "sirene-units", "length(seat_nic) = 5") == 3_667
