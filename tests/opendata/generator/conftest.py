"""A small generated country, and one with the demonstration's plan, made once."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from maillage.opendata.generator import Generated, generate, plaine_centrale_plan
from maillage.opendata.generator.generation import INVENTED

SCALE = 0.004


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return generate(tmp_path_factory.mktemp("country"), seed=11, scale=SCALE)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    given = [
        {
            "name": "Régie de quartier des Trois-Ormes",
            "legal": "9220",
            "commune": "94044",
            "siret": "99999001300016",
            "rna": "W999000001",
            "street": "4 rue du Clos",
            "postcode": "94450",
            "employer": True,
            "theme": "insertion/iae",
            "created": "1998-03-02",
        }
    ]
    folder = tmp_path_factory.mktemp("planted")
    return generate(folder, seed=11, scale=0.0002, plan=plaine_centrale_plan(given), parquet=True)


class Tables:
    """The generated files as DuckDB tables, all text, but for the rows that are not in UTF-8."""

    def __init__(self, folder: Path) -> None:
        self.connection = duckdb.connect()
        self.folder = folder
        for view, name, delimiter in (
            ("units", "StockUniteLegale_utf8", ","),
            ("establishments", "StockEtablissement_utf8", ","),
            ("ess", "liste-entreprises-ess", ","),
            ("esus", "esus", ","),
            ("siae", "siae", ","),
            ("rnf", "rnf", ","),
            ("waldec", "rna_waldec", ";"),
            ("import", "rna_import", ";"),
        ):
            path = folder / f"{name}{INVENTED}.csv"
            parquet = path.with_suffix(".parquet")
            source = (
                f"read_parquet('{parquet}')"
                if parquet.exists()
                else f"read_csv('{path}', delim='{delimiter}', header=true, all_varchar=true, "
                "ignore_errors=true)"
            )
            self.connection.execute(f'CREATE TABLE "{view}" AS SELECT * FROM {source}')
        self.connection.execute(f"CREATE VIEW truth AS SELECT * FROM '{folder}/truth.parquet'")
        self.connection.execute(f"CREATE VIEW links AS SELECT * FROM '{folder}/truth_links.parquet'")

    def one(self, query: str) -> object:
        """The single value of a query."""
        return self.connection.execute(query).fetchall()[0][0]

    def all(self, query: str) -> list[tuple[object, ...]]:
        """Every row of a query."""
        return self.connection.execute(query).fetchall()


@pytest.fixture(scope="session")
def tables(country: Generated) -> Tables:
    return Tables(country.folder)


@pytest.fixture(scope="session")
def planted_tables(planted: Generated) -> Tables:
    return Tables(planted.folder)
