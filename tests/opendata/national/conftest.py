"""A small country, written by hand: each unit is a case of the perimeter."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.opendata.columns import TABLES
from maillage.opendata.national.extract import NationalPass
from maillage.opendata.national.run import run_pass
from maillage.opendata.store import Manifest, SourceFile, Store

ON = date(2026, 11, 1)
Row = Mapping[str, Any]


def load(store: Store, table: str, rows: list[Row], vintage: date = ON, *, synthetic: bool = False) -> None:
    """Put rows in the store as a loader would; a column not given is NULL."""
    columns = TABLES[table].columns
    for row in rows:
        assert set(row) <= set(columns), set(row) - set(columns)
    connection = duckdb.connect()
    written = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    connection.execute(f"CREATE TABLE loaded ({written})")
    for row in rows:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO loaded ({names}) VALUES ({marks})", list(row.values()))
    with store.writing(table, vintage) as scratch:
        connection.execute(f"COPY loaded TO '{scratch / 'data.parquet'}' (FORMAT parquet)")
        file = SourceFile(f"{table}.csv", 1, "")
        store.keep(
            scratch,
            Manifest(
                table=table,
                vintage=vintage,
                files=(file,),
                rows_read=len(rows),
                rows_kept=len(rows),
                synthetic=synthetic,
            ),
        )


def unit(siren: str, category: str | None, name: str, **more: Any) -> Row:
    return {
        "siren": siren,
        "legal_category": category,
        "name": name,
        "naf": "94.99Z",
        "headcount": "NN",
        "created_on": date(2010, 5, 1),
        "active": True,
        "publishable": True,
        "seat_nic": "00011",
        **more,
    }


def establishment(siret: str, commune: str | None = "94028", **more: Any) -> Row:
    return {
        "siret": siret,
        "siren": siret[:9],
        "seat": siret.endswith("00011"),
        "active": True,
        "created_on": date(2010, 5, 1),
        "naf": "94.99Z",
        "headcount": "NN",
        "commune": commune,
        "publishable": True,
        "longitude": 2.45,
        "latitude": 48.79,
        **more,
    }


COMMUNES: list[Row] = [
    {
        "code": code,
        "commune": commune,
        "name": name,
        "population": 1000,
        "epci": epci,
        "ept": ept,
        "department": department,
        "region": region,
    }
    for code, commune, name, epci, ept, department, region in [
        ("94028", "94028", "Créteil", "200054781", "200058006", "94", "11"),
        ("94002", "94002", "Alfortville", "200054781", "200058006", "94", "11"),
        ("69123", "69123", "Lyon", "200046977", None, "69", "84"),
        ("69384", "69123", "Lyon 4e", None, None, None, None),
    ]
]

UNITS: list[Row] = [
    unit("100000001", "9220", "CLUB DE JUDO", naf="93.12Z", ess_flag="O", headcount="01"),
    unit("100000002", "9220", "COMITE DES FETES", rna="W941000123", ess_flag="N"),
    unit("100000003", "5710", "RESSOURCERIE SAS", naf="38.32Z"),
    unit("100000004", "5499", "INSERTION SARL", naf="81.21Z", headcount="12"),
    unit("100000005", "9110", "SYNDICAT DE COPROPRIETE", ess_flag="O"),
    unit("100000006", "5499", "BOULANGERIE", naf="10.71C"),
    unit("100000007", "7363", "CAISSE DE CREDIT MUNICIPAL", naf="64.92Z"),
    unit("100000008", "7366", "ESAT PUBLIC", naf="88.10C"),
    unit("100000009", "9223", "GEIQ BTP", naf="78.30Z", publishable=False, sigle="GB"),
    unit("100000010", "5710", "SCIC DU LAC", naf="94.99Z"),
    unit("100000011", "9220", "ASSOCIATION FERMEE", active=False, ceased_on=date(2021, 3, 1), ess_flag="O"),
    unit("100000012", "1000", "DURAND"),
    unit("100000013", "9900", "FONDATION DU VAL", naf="94.99Z"),
    unit("100000014", "5499", "ANCIENNE ESUS", naf="62.01Z"),
]

ESTABLISHMENTS: list[Row] = [
    establishment("10000000100011", headcount="01", brand="DOJO"),
    establishment("10000000100029", "94002", headcount="01", created_on=date(2020, 2, 1)),
    establishment("10000000200011", "69384"),
    establishment("10000000300011"),
    establishment("10000000400011", headcount="03"),
    establishment("10000000400029", "94002", headcount="11"),
    establishment("10000000500011"),
    establishment("10000000600011"),
    establishment("10000000700011"),
    establishment("10000000800011"),
    establishment("10000000900011", publishable=False, brand="GB"),
    establishment("10000001000011", "99999"),
    establishment("10000001100011", active=False, created_on=date(2016, 1, 1), closed_on=date(2021, 3, 1)),
    establishment("10000001200011"),
    establishment("10000001300011"),
    establishment("10000001400011", "94002"),
]

LISTS: dict[str, tuple[date, list[Row]]] = {
    "ess-list": (
        date(2023, 11, 20),
        [
            {"siren": "100000001", "family": "Associations"},
            {"siren": "100000010", "family": "Coopératives"},
            {"siren": "999999999", "family": "Associations"},
        ],
    ),
    "esus": (
        date(2026, 6, 1),
        [
            {"siren": "100000003", "agreed_on": date(2024, 1, 1), "until_on": date(2029, 1, 1)},
            {"siren": "100000014", "agreed_on": date(2020, 1, 1), "until_on": date(2025, 1, 1)},
        ],
    ),
    "siae": (
        date(2026, 9, 1),
        [
            {"siret": "10000000400029", "siren": "100000004", "kind": "EI"},
            {"siret": "10000000400029", "siren": "100000004", "kind": "EI"},
            {"siret": "10000000499999", "siren": "100000004", "kind": "EA"},
            {"siret": "99999999900011", "siren": "999999999", "kind": "ACI"},
        ],
    ),
    "finess": (
        date(2026, 9, 1),
        [
            {"number": "940000001", "siret": "10000000800011", "category": "246"},
            {"number": "940000002", "siret": "10000000600011", "category": "500"},
        ],
    ),
    "foundations": (date(2026, 9, 1), [{"number": "1", "siret": "10000001300011", "name": "Fondation du Val"}]),
    "rna": (date(2026, 10, 1), [{"rna": "W941000123", "object1": "009030", "object2": "000000"}]),
}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two stores, to be copied: SIRENE and the communes alone; the same with every list and no themes."""
    bare = Store(tmp_path_factory.mktemp("bare"))
    load(bare, "sirene-units", UNITS)
    load(bare, "sirene-establishments", ESTABLISHMENTS)
    load(bare, "communes", COMMUNES, date(2026, 1, 1))
    whole = Store(shutil.copytree(bare.root, tmp_path_factory.mktemp("whole") / "opendata"))
    for table, (vintage, rows) in LISTS.items():
        load(whole, table, rows, vintage)
    return bare.root, whole.root


@pytest.fixture
def bare(loaded: tuple[Path, Path], tmp_path: Path) -> Store:
    """SIRENE and the communes alone, to be changed at will."""
    return Store(shutil.copytree(loaded[0], tmp_path / "opendata"))


@pytest.fixture
def country(loaded: tuple[Path, Path], tmp_path: Path) -> Store:
    """The same with every list, to be changed at will."""
    return Store(shutil.copytree(loaded[1], tmp_path / "opendata"))


@pytest.fixture(scope="session")
def done(loaded: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> NationalPass:
    """A pass over every list, to be read only."""
    return run_pass(Store(shutil.copytree(loaded[1], tmp_path_factory.mktemp("done") / "opendata")))


@pytest.fixture
def rows() -> Callable[[Path, str], list[dict[str, Any]]]:
    """Read a Parquet file with a condition, as dictionaries."""

    def read(path: Path, condition: str = "true") -> list[dict[str, Any]]:
        found = duckdb.execute(f"SELECT * FROM '{path}' WHERE {condition}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return read
