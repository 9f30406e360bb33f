"""The store's table of themes: each unit that may be of the ESS once, with what decided."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from maillage.opendata.columns import TABLES
from maillage.opendata.store import Store, StoreError
from maillage.opendata.themes import decide_themes
from maillage.opendata.themes import deciding as module

from .conftest import VINTAGE, Load, rows_of

UNITS = [
    {"siren": "100000001", "rna": "W111111111", "name": "LES AMIS", "legal_category": "9220", "naf": "94.99Z"},
    {"siren": "100000002", "name": "LES COPAINS", "legal_category": "9220", "naf": "94.99Z"},
    {"siren": "100000003", "name": "JUDO CLUB", "legal_category": "9220", "naf": "94.99Z"},
    {"siren": "100000004", "name": "ZZYX", "legal_category": "9220", "naf": "94.99Z"},
    {
        "siren": "100000005",
        "name": "TRANSPORTS DURAND",
        "legal_category": "5710",
        "naf": "49.41A",
        "ess_flag": "N",
    },
    {"siren": "100000006", "name": "ATELIER BOIS", "legal_category": "5710", "naf": "16.23Z", "ess_flag": "O"},
]
RNA = [
    {"rna": "W111111111", "title": "LES AMIS", "object": "chant choral", "object1": "006030", "position": "A"},
    {"rna": "W111111111", "title": "LES AMIS", "object": "la boxe", "object1": "011145", "position": "D"},
    {"rna": "W222222222", "siret": "10000000200011", "title": "LES COPAINS", "object": "jouer aux échecs",
     "object1": "000000", "object2": "007005", "position": "A"},
]  # fmt: skip


def test_each_unit_gets_its_theme_once(store: Store, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROWS", 2)
    load("sirene-units", UNITS)
    load("rna", [{**row, "line": at} for at, row in enumerate(RNA)])
    told: list[tuple[int, int]] = []
    decided = decide_themes(store, progress=lambda done, total: told.append((done, total)))
    rows = rows_of(decided)
    assert [row[0] for row in rows] == ["100000001", "100000002", "100000003", "100000004", "100000006"]
    assert [row[1] for row in rows[:4]] == ["culture/musique", "loisirs/jeux", "sport/combat", None]
    assert rows[0][4] == "objet codé" and "chant" in rows[0][5]
    assert rows[2][4] == "nom" and rows[2][3] is True
    assert rows[3][2:] == (0.0, False, None, None), "an unclassified unit stays, so that its share is known"
    assert told[-1] == (5, 5)
    assert (decided.manifest.vintage, decided.manifest.rows_kept) == (VINTAGE, 5)
    assert decided.manifest.synthetic, "what comes from invented data says so"
    assert store.require("themes").path == decided.path
    assert not list(store.root.glob(".spill-*"))
    assert pq.read_schema(decided.path).names == list(TABLES["themes"].columns)


def test_without_an_rna_names_and_activities_decide(store: Store, load: Load) -> None:
    load("sirene-units", UNITS)
    rows = rows_of(decide_themes(store))
    assert rows[2][1] == "sport/combat" and rows[3][1] is None
    assert rows[0][4] != "objet codé"


def test_without_units_it_is_said(store: Store) -> None:
    with pytest.raises(StoreError, match="sirene-units"):
        decide_themes(store)


def test_the_table_that_cannot_be_read_is_named(
    store: Store, load: Load, rna_rows: list[dict[str, Any]]
) -> None:
    load("sirene-units", UNITS)
    load("rna", rna_rows).path.write_bytes(b"PAR1 cut")
    with pytest.raises(StoreError, match="« rna » du"):
        decide_themes(store)
    assert store.latest("themes") is None


def test_a_folder_with_an_apostrophe_is_a_folder(tmp_path: Path, load: Load, store: Store) -> None:
    store.root = tmp_path / "l'ESS"
    load("sirene-units", UNITS)
    assert decide_themes(store).manifest.rows_kept == 5
