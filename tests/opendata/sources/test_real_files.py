"""Real public files load whole, each with its counts; skipped, saying so, where they are absent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

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


def test_associations_of_the_rna(shared_data: Path, store: Store) -> None:
    _load(store, shared_data / "rna/rna_api_extrait_2022.csv")
    assert _count(store, "rna") == 1_125
    assert _count(store, "rna", "register = 'import'") == 392
    assert _count(store, "rna", "siret IS NOT NULL") == 26
    assert _count(store, "rna", "position = 'R' AND rna IS NOT NULL AND former_number IS NOT NULL") == 64
    assert _count(store, "rna", "position = 'A'") == 896


def test_official_headers_of_the_rna(shared_data: Path, store: Store) -> None:
    for name, register in (("waldec", "waldec"), ("import", "import")):
        _load(store, shared_data / f"rna/etalab_rna_sample_{name}.csv")
        assert _count(store, "rna", f"register = '{register}' AND title IS NOT NULL") == 3
    _load(store, shared_data / "rna/etalab_reencode_test.csv")
    assert store.require("rna").manifest.rows_read == 9


def test_extract_of_the_ess_list(shared_data: Path, store: Store) -> None:
    _load(store, shared_data / "sirene/ess_numerique_01_ess_france.csv")
    assert _count(store, "ess-list") == 2_061


def test_insertion_structures(shared_data: Path, store: Store) -> None:
    _load(store, shared_data / "inclusion/siae_94.csv")
    assert _count(store, "siae") == 33
    assert _count(store, "siae", "longitude BETWEEN 2 AND 3 AND latitude BETWEEN 48 AND 49") == 33
    assert _count(store, "siae", "kind = 'ACI'") == 17


def test_labelled_groupings_of_employers(shared_data: Path, store: Store) -> None:
    path = shared_data / "inclusion/geiq_label_infos.json"
    arguments = ["--store", str(store.root), "load", str(path), "--vintage", "2026-03-01"]
    assert main(arguments) == 0
    manifest = store.require("siae").manifest
    assert (manifest.rows_read, manifest.rows_kept) == (260, 257)
    assert manifest.refused["SIRET illisible"] == 1


def test_the_sirene_of_before_2019_is_refused(
    shared_data: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared_data / "sirene/geo-sirene_35_small_ancien_format_2018.csv"
    assert main(["--store", str(store.root), "load", str(path)]) == 1
    assert "avant 2019" in capsys.readouterr().err
