"""Reads the package `@etalab/decoupage-administratif` into the table `communes`."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.opendata.columns import TABLES
from maillage.opendata.store import Dataset, Manifest, Store, source_file

_PACKAGE = Path("@etalab") / "decoupage-administratif"
_FILES = ("communes.json", "epci.json", "ept.json")


class GeographyError(ValueError):
    """The geography cannot be read; the message is French and says what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A code of the official geography and its commune of today (`commune`, equal to `code` for one of today).

    `population` counts inhabitants, None where unknown; districts have theirs, which the table leaves out.
    `siren` is that of the commune as a collectivity.
    """

    code: str
    commune: str
    name: str | None
    population: int | None
    epci: str | None
    ept: str | None
    department: str | None
    region: str | None
    postcodes: tuple[str, ...] = ()
    district: bool = False
    siren: str | None = None


def default_folder() -> Path:
    """The package's `data` folder: in MAILLAGE_NODE_MODULES, else in the checkout, else here."""
    named = os.environ.get("MAILLAGE_NODE_MODULES")
    modules = [Path(named)] if named else [Path(__file__).parents[4] / "node_modules", Path("node_modules")]
    candidates = [folder / _PACKAGE / "data" for folder in modules]
    return next((folder for folder in candidates if folder.is_dir()), candidates[0])


def read_places(folder: Path | None = None) -> list[Place]:
    """Every code of the geography, once, in order of code. Raises `GeographyError` in French."""
    folder = folder or default_folder()
    communes, epcis, epts = (_read(folder / name) for name in _FILES)
    try:
        return _places(communes, epcis, epts)
    except (KeyError, TypeError, AttributeError) as error:
        raise GeographyError(
            f"{folder} : la liste des communes n’a pas la forme attendue ({error}). "
            "Réinstallez-la par « make install »."
        ) from error


def load_communes(store: Store, folder: Path | None = None, vintage: date | None = None) -> Dataset:
    """Load the table `communes`; its vintage is 1 January of the year that the package's version stands for."""
    folder = folder or default_folder()
    places = read_places(folder)
    vintage = vintage or _vintage(folder)
    columns = list(TABLES["communes"].columns)
    rows: dict[str, list[Any]] = {name: [getattr(place, name) for place in places] for name in columns}
    rows["population"] = [place.population if place.code == place.commune else None for place in places]
    schema = pa.schema([(name, pa.int32() if name == "population" else pa.string()) for name in columns])
    with store.writing("communes", vintage) as scratch:
        pq.write_table(pa.table(rows, schema=schema), scratch / "data.parquet", compression="zstd")
        return store.keep(
            scratch,
            Manifest(
                table="communes",
                vintage=vintage,
                files=tuple(source_file(folder / name) for name in _FILES),
                rows_read=len(places),
                rows_kept=len(places),
                publisher="INSEE, code officiel géographique (assemblé par Etalab)",
                licence="Licence Ouverte",
            ),
        )


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise GeographyError(
            f"{path.name} manque dans {path.parent}. Lancez « make install », "
            "ou indiquez le dossier des paquets dans MAILLAGE_NODE_MODULES."
        ) from error
    except ValueError as error:
        raise GeographyError(
            f"{path} : fichier abîmé ({error}). Réinstallez-le par « make install »."
        ) from error
    if not isinstance(rows, list) or not rows:
        raise GeographyError(f"{path} : une liste était attendue. Réinstallez-la par « make install ».")
    return rows


def _places(
    communes: list[dict[str, Any]], epcis: list[dict[str, Any]], epts: list[dict[str, Any]]
) -> list[Place]:
    epci_of = {member["code"]: row["code"] for row in epcis for member in row["membres"]}
    ept_of = {member["code"]: row["code"] for row in epts for member in row["membres"]}
    found: dict[str, Place] = {}
    for row in communes:
        if row["type"] == "commune-actuelle":
            code = row["code"]
            found[code] = Place(
                code=code,
                commune=code,
                name=row["nom"],
                population=row.get("population"),
                epci=epci_of.get(code),
                ept=ept_of.get(code),
                department=row.get("departement"),
                region=row.get("region"),
                postcodes=tuple(row.get("codesPostaux", ())),
                siren=row.get("siren"),
            )
    today = dict(found)
    for row in communes:  # named codes first, so that a former code keeps its name
        if row["type"] != "commune-actuelle":
            district = row["type"] == "arrondissement-municipal"
            parent = today[row["commune" if district else "chefLieu"]]
            found.setdefault(
                row["code"],
                Place(
                    code=row["code"],
                    commune=parent.code,
                    name=row["nom"],
                    population=row.get("population"),
                    epci=parent.epci,
                    ept=parent.ept,
                    department=parent.department,
                    region=parent.region,
                    postcodes=tuple(row.get("codesPostaux", ())),
                    district=district,
                ),
            )
    for row in communes:
        if row["type"] == "commune-actuelle":
            parent = today[row["code"]]
            for code in row.get("anciensCodes", ()):
                found.setdefault(
                    code,
                    Place(
                        code, parent.code, None, None, parent.epci, parent.ept, parent.department, parent.region
                    ),
                )
    return [found[code] for code in sorted(found)]


def _vintage(folder: Path) -> date:
    package = folder.parent / "package.json"
    try:
        major = int(json.loads(package.read_bytes())["version"].split(".")[0])
    except (OSError, ValueError, KeyError) as error:
        raise GeographyError(
            f"{package} ne dit pas la version de la liste des communes. "
            "Réinstallez-la par « make install », ou donnez son millésime."
        ) from error
    return date(2020 + major, 1, 1)
