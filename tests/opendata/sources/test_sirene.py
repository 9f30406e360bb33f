"""SIRENE is loaded from every shape in which it is published, from 2019 to today."""

from __future__ import annotations

import gzip
import math
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.opendata.columns import TABLES
from maillage.opendata.store import Store

from .official import ESTABLISHMENTS, UNITS_2019, UNITS_2026, establishment, siren, siret, table, unit

Rows = Callable[[str], list[dict[str, Any]]]
Load = Callable[..., int]


def test_a_unit_of_today_gives_every_column(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    one = unit(
        identifiantAssociationUniteLegale="W941000123",
        sigleUniteLegale="AA",
        denominationUsuelle1UniteLegale="L'ASSO, D'ICI",
        trancheEffectifsUniteLegale="03",
        anneeEffectifsUniteLegale="2023",
        dateDebut="2019-01-01",
        societeMissionUniteLegale="N",
        activitePrincipaleNAF25UniteLegale="94.99Y",
    )
    closed = unit(2, etatAdministratifUniteLegale="C", dateDebut="2020-06-30")
    (folder / "StockUniteLegale_2026-03-01.csv").write_text(table(UNITS_2026, [one, closed]), "utf-8")
    assert load() == 0
    found = rows("sirene-units")
    assert found[0] == {
        "siren": siren(1),
        "rna": "W941000123",
        "name": "ASSOCIATION 1",
        "sigle": "AA",
        "usual_name": "L'ASSO, D'ICI",
        "legal_category": "9220",
        "naf": "94.99Z",
        "naf25": "94.99Y",
        "headcount": "03",
        "headcount_year": 2023,
        "created_on": date(2001, 5, 2),
        "active": True,
        "ceased_on": None,
        "ess_flag": "O",
        "mission": False,
        "publishable": True,
        "seat_nic": "00012",
        "line": 2,
    }
    assert (found[1]["active"], found[1]["ceased_on"], found[1]["line"]) == (False, date(2020, 6, 30), 3)
    manifest = store.require("sirene-units").manifest
    assert manifest.vintage == date(2026, 3, 1)
    assert (manifest.rows_read, manifest.rows_kept, manifest.refused) == (2, 2, {})
    assert (manifest.columns_missing, manifest.columns_unknown) == ((), ())


def test_the_columns_have_the_types_of_the_table(folder: Path, load: Load, store: Store) -> None:
    (folder / "StockUniteLegale_2026-03-01.csv").write_text(table(UNITS_2026, [unit()]), "utf-8")
    (folder / "StockEtablissement_2026-03-01.csv").write_text(table(ESTABLISHMENTS, [establishment()]), "utf-8")
    assert load() == 0
    for name in ("sirene-units", "sirene-establishments"):
        relation = duckdb.sql(f"SELECT * FROM read_parquet('{store.require(name).path}')")
        assert dict(zip(relation.columns, map(str, relation.types))) == dict(TABLES[name].columns)


def test_the_layout_of_2019_has_no_mission_nor_naf_2025(
    folder: Path, load: Load, rows: Rows, store: Store
) -> None:
    (folder / "StockUniteLegale_2019-07.csv").write_text(table(UNITS_2019, [unit()]), "utf-8")
    assert load() == 0
    assert rows("sirene-units")[0]["naf25"] is None
    manifest = store.require("sirene-units").manifest
    assert manifest.columns_missing == ("activitePrincipaleNAF25UniteLegale", "societeMissionUniteLegale")


def test_columns_are_mapped_by_name_and_unknown_ones_are_listed(
    folder: Path, load: Load, rows: Rows, store: Store
) -> None:
    header = ["nouvelleColonne", *reversed(UNITS_2026)]
    (folder / "StockUniteLegale_2026-03-01.csv").write_text(table(header, [unit(nouvelleColonne="x")]), "utf-8")
    assert load() == 0
    assert rows("sirene-units")[0]["name"] == "ASSOCIATION 1"
    assert store.require("sirene-units").manifest.columns_unknown == ("nouvelleColonne",)


@pytest.mark.parametrize("form", ["csv", "bom", "crlf", "gz", "zip", "parquet"])
def test_every_form_gives_the_same_rows(folder: Path, load: Load, rows: Rows, form: str) -> None:
    text = table(UNITS_2026, [unit(number) for number in range(1, 60)])
    name = "StockUniteLegale_2026-03-01"
    if form == "gz":
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
    elif form == "zip":
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("StockUniteLegale_utf8.csv", text)
    elif form == "parquet":
        (folder / "source.csv").write_text(text, "utf-8")
        duckdb.sql(
            f"COPY (SELECT * REPLACE (dateCreationUniteLegale::DATE AS dateCreationUniteLegale) FROM "
            f"read_csv('{folder}/source.csv', all_varchar = true)) TO '{folder}/{name}.parquet'"
        )
        (folder / "source.csv").unlink()
    else:
        text = "\ufeff" + text if form == "bom" else text.replace("\n", "\r\n") if form == "crlf" else text
        (folder / f"{name}.csv").write_bytes(text.encode())
    assert load() == 0
    found = rows("sirene-units")
    assert [row["siren"] for row in found] == [siren(number) for number in range(1, 60)]
    assert {row["created_on"] for row in found} == {date(2001, 5, 2)}
    assert [row["line"] for row in found] == list(range(1, 60) if form == "parquet" else range(2, 61))


def test_partial_diffusion_is_counted_and_never_named(folder: Path, load: Load, rows: Rows) -> None:
    (folder / "StockUniteLegale_2026-03-01.csv").write_text(
        table(
            UNITS_2026,
            [
                unit(1, statutDiffusionUniteLegale="P", denominationUniteLegale="SECRET", sigleUniteLegale="S"),
                unit(2, denominationUniteLegale="[ND]", denominationUsuelle1UniteLegale="SECRET"),
                unit(3),
            ],
        ),
        "utf-8",
    )
    (folder / "StockEtablissement_2026-03-01.csv").write_text(
        table(
            ESTABLISHMENTS,
            [
                establishment(1, statutDiffusionEtablissement="P", enseigne1Etablissement="SECRET"),
                establishment(2, libelleVoieEtablissement="[ND]", codePostalEtablissement="[ND]"),
                establishment(3),
            ],
        ),
        "utf-8",
    )
    assert load() == 0
    units, places = rows("sirene-units"), rows("sirene-establishments")
    assert (
        [row["publishable"] for row in units] == [row["publishable"] for row in places] == [False, False, True]
    )
    assert [row["name"] for row in units] == [None, None, "ASSOCIATION 3"]
    assert all(row["sigle"] is None and row["usual_name"] is None for row in units)
    assert [row["street"] for row in places] == [None, None, "3 RUE DES LILAS"]
    assert [row["postcode"] for row in places] == [None, None, "94000"]
    assert [row["commune"] for row in places] == ["94028"] * 3
    assert places[0]["brand"] is None


def test_an_establishment_gives_every_column(folder: Path, load: Load, rows: Rows) -> None:
    one = establishment(
        trancheEffectifsEtablissement="11",
        anneeEffectifsEtablissement="2022",
        enseigne1Etablissement="LA BRANCHE",
        activitePrincipaleNAF25Etablissement="94.99Y",
        indiceRepetitionEtablissement="B",
    )
    closed = establishment(
        1, 2, etatAdministratifEtablissement="F", dateDebut="2010-01-01", etablissementSiege="false"
    )
    (folder / "StockEtablissement_2026-03-01.csv").write_text(table(ESTABLISHMENTS, [one, closed]), "utf-8")
    assert load() == 0
    first, second = rows("sirene-establishments")
    assert first == {
        "siret": siret(1),
        "siren": siren(1),
        "seat": True,
        "active": True,
        "created_on": date(2001, 5, 2),
        "closed_on": None,
        "naf": "94.99Z",
        "naf25": "94.99Y",
        "headcount": "11",
        "headcount_year": 2022,
        "commune": "94028",
        "postcode": "94000",
        "street": "3 B RUE DES LILAS",
        "brand": "LA BRANCHE",
        "longitude": None,
        "latitude": None,
        "publishable": True,
        "line": 2,
    }
    assert (second["seat"], second["active"], second["closed_on"]) == (False, False, date(2010, 1, 1))


def _lambert93(longitude: float, latitude: float) -> tuple[float, float]:
    """The projection as IGN defines it, from degrees to metres."""
    e, n, c, ys = 0.0818191910428158, 0.7256077650532670, 11754255.426096, 12655612.049876
    phi = math.radians(latitude)
    isometric = math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi))
    radius, angle = c * math.exp(-n * isometric), n * math.radians(longitude - 3)
    return 700_000 + radius * math.sin(angle), ys - radius * math.cos(angle)


@pytest.mark.parametrize("place", [(3.0, 46.5), (2.4556, 48.7904), (-4.7766, 48.4511), (9.45, 42.7)])
def test_lambert_coordinates_become_degrees(
    folder: Path, load: Load, rows: Rows, place: tuple[float, float]
) -> None:
    x, y = _lambert93(*place)
    here = {
        "coordonneeLambertAbscisseEtablissement": f"{x:.2f}",
        "coordonneeLambertOrdonneeEtablissement": f"{y:.2f}",
    }
    (folder / "StockEtablissement_2026-03-01.csv").write_text(
        table(
            ESTABLISHMENTS,
            [
                establishment(1, **here),
                establishment(2, **here, codeCommuneEtablissement="97411"),
                establishment(3, **here, statutDiffusionEtablissement="P"),
            ],
        ),
        "utf-8",
    )
    assert load() == 0
    found = rows("sirene-establishments")
    assert (found[0]["longitude"], found[0]["latitude"]) == pytest.approx(place, abs=2e-6)
    assert [row["longitude"] for row in found[1:]] == [None, None]


def test_la_poste_has_a_key_of_its_own(folder: Path, load: Load, rows: Rows) -> None:
    (folder / "StockEtablissement_2026-03-01.csv").write_text(
        table(ESTABLISHMENTS, [{**establishment(), "siren": "356000000", "siret": "35600000049837"}]), "utf-8"
    )
    assert load() == 0
    assert rows("sirene-establishments")[0]["siren"] == "356000000"


def test_periods_become_one_establishment(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    text = (
        "siret,dateDebut,dateFin,etat,code_ape,code_commune,code_tranche\n"
        f"{siret(1)},2008-01-01,,F,94.99Z,69384,NN\n"
        f"{siret(1)},1990-12-25,2007-12-31,A,91.3E,69384,NN\n"
        f"{siret(2)},1900-01-01,2001-12-31,A,91.3E,69384,01\n"
        f"{siret(2)},2002-01-01,,A,94.99Z,69384,01\n"
    )
    (folder / "periodes_2026-07-01.csv").write_text(text, "utf-8")
    assert load() == 0
    first, second = rows("sirene-establishments")
    assert (first["active"], first["created_on"], first["closed_on"]) == (
        False,
        date(1990, 12, 25),
        date(2008, 1, 1),
    )
    assert (second["active"], second["naf"], second["created_on"]) == (True, "94.99Z", date(2002, 1, 1))
    assert second["line"] == 5
    manifest = store.require("sirene-establishments").manifest
    assert (manifest.rows_read, manifest.rows_kept, manifest.rows_refused) == (4, 2, 2)


def test_the_old_layout_is_named_with_what_to_do(
    folder: Path, load: Load, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sirc-17804_2018.csv").write_text(
        "SIREN,NIC,L1_NORMALISEE,APET700,NOMEN_LONG\n1,2,3,4,5\n", "utf-8"
    )
    assert load() == 1
    said = capsys.readouterr().err
    assert "avant 2019" in said and "StockUniteLegale" in said and "sirc-17804_2018.csv" in said
    assert store.latest("sirene-units") is None
