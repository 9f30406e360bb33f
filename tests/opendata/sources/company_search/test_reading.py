"""The gathered answers of the company search become units and establishments, of one territory, and say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.kernel.text import typeset
from maillage.opendata.columns import TABLES
from maillage.opendata.diagnosis import Reference, Territory, compare, freeze_diagnosis
from maillage.opendata.national.columns import COUNTRY
from maillage.opendata.national.inputs import find_inputs
from maillage.opendata.national.run import run_pass
from maillage.opendata.sources.communes import load_communes
from maillage.opendata.sources.company_search.reading import kept
from maillage.opendata.store import Store, StoreError
from tests.opendata.sources.official import ESTABLISHMENTS, UNITS_2026, establishment, siren, siret, table, unit

from .answers import place, result

Rows = Callable[[str], list[dict[str, Any]]]
Load = Callable[..., int]
NAME = "recherche-entreprises_94028_2026-11-25.jsonl"


def gathered(
    *results: dict[str, Any], ess_only: bool = True, cut: tuple[str, ...] = (), end: bool = True
) -> str:
    """The text of a file as it is gathered for Créteil."""
    request = {
        "service": "recherche-entreprises",
        "codes": ["94028"],
        "communes": ["94028"],
        "label": "Créteil",
        "ess_only": ess_only,
        "begun_on": "2026-11-25",
    }
    closing = {"page": 1, "of": 1, "query": "code_commune=94028", "total_results": len(results)}
    lines = [request, *map(kept, results), closing, *([{"end": True, "cut": list(cut)}] if end else [])]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def test_a_file_fills_both_tables(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    (folder / NAME).write_text(gathered(result()), "utf-8")
    assert load() == 0
    assert rows("sirene-units") == [
        {
            "siren": siren(1),
            "rna": "W941000123",
            "name": "ASSOCIATION 1",
            "sigle": "A1",
            "usual_name": None,
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
            "seat_nic": siret(1)[-5:],
            "line": 2,
        }
    ]
    assert rows("sirene-establishments") == [
        {
            "siret": siret(1),
            "siren": siren(1),
            "seat": True,
            "active": True,
            "created_on": date(2001, 5, 2),
            "closed_on": None,
            "naf": "94.99Z",
            "naf25": "94.99Y",
            "headcount": "03",
            "headcount_year": 2023,
            "commune": "94028",
            "postcode": "94000",
            "street": "3 RUE DES LILAS",
            "brand": "LA BRANCHE",
            "longitude": 2.4556,
            "latitude": 48.7904,
            "publishable": True,
            "line": 2,
        }
    ]
    for name in ("sirene-units", "sirene-establishments"):
        relation = duckdb.sql(f"SELECT * FROM read_parquet('{store.require(name).path}')")
        assert dict(zip(relation.columns, map(str, relation.types))) == dict(TABLES[name].columns)


def test_what_is_closed_and_what_stands_elsewhere(folder: Path, load: Load, rows: Rows) -> None:
    closed = place(1, 2, etat_administratif="F", date_fermeture="2020-06-30", est_siege=False)
    elsewhere = place(1, 1, commune="75056")
    ceased = result(2, etat_administratif="C", date_fermeture="2019-12-31")
    ceased["complements"]["est_ess"] = False
    one = result(1, siege=elsewhere, matching_etablissements=[closed])
    (folder / NAME).write_text(gathered(one, ceased), "utf-8")
    assert load() == 0
    first, second = rows("sirene-units")
    assert (first["seat_nic"], first["ess_flag"]) == (siret(1)[-5:], "O")
    assert (second["active"], second["ceased_on"], second["ess_flag"]) == (False, date(2019, 12, 31), None)
    places = rows("sirene-establishments")
    assert [row["siret"] for row in places] == [siret(1, 2), siret(2)]
    assert (places[0]["seat"], places[0]["active"], places[0]["closed_on"]) == (False, False, date(2020, 6, 30))


def test_people_and_what_may_not_be_published_are_not_even_kept(folder: Path, load: Load, rows: Rows) -> None:
    hidden = result(2, statut_diffusion="P", nom_raison_sociale="SECRET", sigle="SECRET")
    hidden["siege"]["adresse"] = hidden["matching_etablissements"][0]["adresse"] = "SECRET 94000 CRETEIL"
    person = result(
        3, nature_juridique="1000", nom_complet="CAMILLE SECRET", nom_raison_sociale="CAMILLE SECRET"
    )
    hidden_place = result(4, matching_etablissements=[])
    hidden_place["siege"] = place(4, statut_diffusion_etablissement="P", liste_enseignes=["SECRET"])
    text = gathered(result(1), hidden, person, hidden_place)
    assert (
        "SECRET" not in text and "dirigeant" not in text and "DIRIGEANTE" not in text and "CAMILLE" not in text
    )
    (folder / NAME).write_text(text, "utf-8")
    assert load() == 0
    assert [row["name"] for row in rows("sirene-units")] == ["ASSOCIATION 1", None, None, "ASSOCIATION 4"]
    assert [row["publishable"] for row in rows("sirene-units")] == [True, False, True, True]
    assert [row["publishable"] for row in rows("sirene-establishments")] == [True, False, True, False]
    assert rows("sirene-establishments")[1]["commune"] == "94028"


def test_a_unit_met_twice_is_one(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    (folder / NAME).write_text(gathered(result(1), result(1, matching_etablissements=[place(1, 2)])), "utf-8")
    assert load() == 0
    assert len(rows("sirene-units")) == 1
    assert [row["siret"] for row in rows("sirene-establishments")] == [siret(1), siret(1, 2)]
    manifest = store.require("sirene-units").manifest
    assert (manifest.rows_read, manifest.rows_kept) == (2, 1)


def test_the_manifest_says_that_it_is_one_territory(
    folder: Path, load: Load, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / NAME).write_text(gathered(result(), cut=("94028 S A NN",)), "utf-8")
    assert load() == 0
    manifest = store.require("sirene-establishments").manifest
    assert manifest.ess_only
    assert manifest.vintage == date(2026, 11, 25)
    assert "Créteil" in manifest.scope and "94028 S A NN" in manifest.scope
    assert "Dinum" in manifest.publisher
    assert f"chargement partiel : {manifest.scope}" in capsys.readouterr().out


@pytest.mark.parametrize("ess_only", [True, False])
def test_the_pass_says_it_and_tells_no_false_denominator(
    folder: Path, load: Load, store: Store, tmp_path: Path, ess_only: bool
) -> None:
    other = result(2, nature_juridique="5499")
    other["complements"].update(est_ess=False, identifiant_association=None)
    (folder / NAME).write_text(gathered(result(1), *([] if ess_only else [other]), ess_only=ess_only), "utf-8")
    assert load() == 0
    load_communes(store)
    assert find_inputs(store).ess_only is ess_only
    done = run_pass(store)
    scope = store.require("sirene-units").manifest.scope
    assert done.reservations[0] == scope and done.reservations.count(scope) == 1
    assert ("la part de l’ESS" in scope) is ess_only
    drawn = freeze_diagnosis(
        store,
        Territory(slug="creteil", name="Créteil", communes=("94028",)),
        date(2026, 11, 26),
        out=tmp_path / "out",
    )
    with drawn:
        figures = {figure["code"]: figure["text"] for figure in drawn.as_json()["figures"]}
        assert typeset(scope) in drawn.data["not_said"]
        assert figures["essentiel.etablissements"] == "1"
        assert figures["poids.ici.etablissements"] == ("non calculable" if ess_only else "50,0")
        assert (figures["poids.ici.emplois"] == "non calculable") is ess_only
        assert not [
            code for code in figures if code.endswith((".france", ".department-94")) or ".france." in code
        ]
        with pytest.raises(StoreError, match="rien à quoi le comparer"):
            compare(drawn, [Reference("france", "France", (("country", COUNTRY),))], store)
    everything = duckdb.sql(
        f"SELECT scope, sum(establishments) FROM read_parquet('{done.totals}') "
        "WHERE level = 'commune' AND code = '94028' AND measure = 'active' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert everything == ([("ess", 1)] if ess_only else [("all", 2), ("ess", 1)])


def test_a_load_of_the_whole_country_is_never_hidden(
    folder: Path, load: Load, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "StockUniteLegale_2026-03-01.csv").write_text(table(UNITS_2026, [unit(1), unit(2)]), "utf-8")
    places = table(ESTABLISHMENTS, [establishment(1), establishment(2)])
    (folder / "StockEtablissement_2026-03-01.csv").write_text(places, "utf-8")
    (folder / NAME).write_text(gathered(result()), "utf-8")
    assert load() == 0
    assert [one.manifest.vintage for one in store.datasets("sirene-units")] == [
        date(2026, 3, 1),
        date(2026, 11, 25),
    ]
    assert store.require("sirene-units").manifest.vintage == date(2026, 3, 1)
    assert not store.require("sirene-establishments").manifest.scope
    capsys.readouterr()
    assert load("--only", "company-search-units", "--vintage", "2026-03-01") == 1
    assert "partiel ne le remplace pas" in capsys.readouterr().err
    assert store.require("sirene-units").manifest.rows_kept == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (gathered(result(1), end=False), "s’arrête avant sa fin"),
        (gathered(result(1))[:-40], "ligne 3"),
        (gathered(result(1)).replace('"label"', '"lab"'), "ligne 1"),
    ],
)
def test_a_file_that_is_not_whole(
    folder: Path, load: Load, store: Store, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (folder / NAME).write_text(text, "utf-8")
    assert load() == 1
    error = capsys.readouterr().err
    assert NAME in error and said in error and "fetch --territory" in error
    assert store.datasets() == []
