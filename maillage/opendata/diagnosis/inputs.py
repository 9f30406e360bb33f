"""What a diagnosis is drawn from: the national extract, the local lists, subsidies, contracts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from maillage.opendata.columns import LABELS
from maillage.opendata.columns import TABLES as LOADED
from maillage.opendata.indicators.figure import Source
from maillage.opendata.means import first_line
from maillage.opendata.national.extract import NationalPass
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import Store, StoreError

# Frozen table → the loaded tables that it comes from.
ORIGINS: Mapping[str, tuple[str, ...]] = {
    "establishments": ("sirene-units", "sirene-establishments", "ess-list", "esus", "foundations", "rna"),
    "units": ("sirene-units", "sirene-establishments", "ess-list", "esus", "foundations", "rna"),
    "zoned": ("sirene-units", "sirene-establishments", "ess-list", "esus"),
    "conventions": ("siae", "finess", "sirene-establishments"),
    "brands": ("sirene-units", "sirene-establishments"),
    "places": ("communes",),
    "cells": ("sirene-units", "sirene-establishments", "ess-list", "esus"),
    "cohorts": ("sirene-units", "sirene-establishments", "ess-list", "esus"),
    "totals": ("sirene-establishments",),
    "beneficiaries": ("subsidies",),
    "contracts": ("contracts",),
}
# In the order in which sources are told.
PUBLISHERS: Mapping[str, str] = {
    "sirene-units": "Insee",
    "sirene-establishments": "Insee",
    "rna": "Ministère de l’Intérieur",
    "ess-list": "ESS France",
    "esus": "Direction générale du Trésor",
    "siae": "Plateforme de l’inclusion",
    "finess": "Agence du numérique en santé",
    "foundations": "Ministère de l’Intérieur",
    "subsidies": "Collectivités et État",
    "contracts": "Acheteurs publics",
    "communes": "Etalab, d’après l’Insee",
}
_BESIDE_THE_PASS = ("subsidies", "contracts", "communes")
LOCAL_COLUMNS = ("id", "name", "commune", "theme", "family", "siren", "rna", "invented", "url")

Rows: TypeAlias = Path | Iterable[Mapping[str, Any]]


def sources_of(store: Store, national: NationalPass | None, on: date) -> dict[str, Source]:
    """The source of each loaded table: those of the pass at the vintage it read, the others at their newest."""
    vintages: Mapping[str, str] = national.manifest["vintages"] if national else {}
    found: dict[str, Source] = {}
    for table, publisher in PUBLISHERS.items():
        vintage = vintages.get(table)
        if vintage is None and table not in _BESIDE_THE_PASS:
            continue
        loaded = [
            one.manifest
            for one in store.datasets(table)
            if (one.manifest.vintage.isoformat() == vintage if vintage else one.manifest.vintage <= on)
        ]
        if loaded:
            one = loaded[-1]
            publisher, vintage = one.publisher or publisher, one.vintage.isoformat()
            found[table] = Source(LABELS[table], publisher, vintage, one.licence, one.synthetic)
        elif vintage:  # the load is gone, the pass remains
            found[table] = Source(LABELS[table], publisher, vintage, "", bool(national and national.synthetic))
    return found


def bring(
    connection: duckdb.DuckDBPyConnection, view: str, rows: Rows, columns: Mapping[str, str], what: str
) -> None:
    """Name as `view` rows given as a Parquet file or as mappings, brought to these columns (DuckDB types).

    A column that is not given is NULL, but for `id` and `name`. `what` names the rows in French messages.
    """
    if isinstance(rows, Path):
        if not rows.is_file():
            raise StoreError(f"Le fichier {rows.name} ({what}) n’existe pas.")
        origin = f"read_parquet({quoted(str(rows))})"
        try:
            present = {one[0] for one in connection.execute(f"DESCRIBE FROM {origin}").fetchall()}
        except duckdb.Error as error:
            raise StoreError(
                f"{what} : {rows.name} ne se lit pas ({first_line(error)}). Chargez-le de nouveau."
            ) from error
    else:
        given = list(rows)
        present = {name for row in given for name in row} if given else set(columns)
        origin = f"rows_of_{view}"
        connection.register(
            origin,
            pa.table({name: pa.array([row.get(name) for row in given]) for name in columns if name in present}),
        )
    if missing := [name for name in ("id", "name") if name in columns and name not in present]:
        raise StoreError(f"{what} : il manque la colonne {', '.join(missing)}.")
    selected = ", ".join(
        f'CAST({name if name in present else "NULL"} AS {kind}) AS "{name}"' for name, kind in columns.items()
    )
    try:
        connection.execute(f"CREATE TABLE {view} AS SELECT {selected} FROM {origin}")
    except duckdb.Error as error:
        raise StoreError(
            f"{what} : une valeur n’est pas de la forme attendue ({first_line(error)})."
        ) from error


LOCAL_TYPES: Mapping[str, str] = {
    name: "BOOLEAN" if name == "invented" else "VARCHAR" for name in LOCAL_COLUMNS
}
LINK_TYPES: Mapping[str, str] = {"id": "VARCHAR", "siren": "VARCHAR"}
SPELLING_TYPES: Mapping[str, str] = {"name": "VARCHAR", "id": "VARCHAR", "siren": "VARCHAR"}
SUBSIDY_TYPES = LOADED["subsidies"].columns
CONTRACT_TYPES = LOADED["contracts"].columns
