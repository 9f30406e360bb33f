"""What a plan wants is what the files count, to the unit and to the euro."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from maillage.opendata.generator import Generated, PlanError, generate, plaine_centrale_plan, read_plan
from maillage.opendata.generator.country import official_places
from maillage.opendata.generator.generation import INVENTED
from maillage.opendata.generator.plan import checked_plan

from .conftest import Tables

HERE = "codeCommuneEtablissement IN ('94002', '94028', '94044') AND etatAdministratifEtablissement = 'A'"
PRESENT = f"SELECT DISTINCT siren FROM establishments WHERE {HERE}"
ASSOCIATIONS = (
    "SELECT count(*) FROM units WHERE categorieJuridiqueUniteLegale LIKE '92%' "
    "AND trancheEffectifsUniteLegale NOT IN ('NN', '00') "
    "AND etatAdministratifUniteLegale = 'A'"
)


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("categorieJuridiqueUniteLegale LIKE '92%' AND trancheEffectifsUniteLegale NOT IN ('NN', '00')", 844),
        ("categorieJuridiqueUniteLegale IN ('5458', '5558', '5658')", 0),
        ("denominationUniteLegale SIMILAR TO '.*(SCIC|SCOP).*'", 0),
        ("categorieJuridiqueUniteLegale = '8210'", 13),
        ("categorieJuridiqueUniteLegale = '9300'", 3),
        ("categorieJuridiqueUniteLegale = '7363'", 1),
        ("categorieJuridiqueUniteLegale = '9223' OR denominationUniteLegale LIKE '%EMPLOYEURS%'", 0),
        ("denominationUniteLegale SIMILAR TO '.*CLUB (D |DES )?ENTREPR.*'", 1),
    ],
)  # fmt: skip
def test_the_table_of_the_synthesis_is_counted(planted_tables: Tables, condition: str, count: int) -> None:
    assert (
        planted_tables.one(f"SELECT count(*) FROM units WHERE siren IN ({PRESENT}) AND ({condition})") == count
    )


def test_banks_by_brand_have_branches_here_and_seats_elsewhere(planted_tables: Tables) -> None:
    found = planted_tables.all(
        "SELECT denominationUniteLegale, count(*) FROM establishments JOIN units USING (siren) "
        f"WHERE {HERE} AND activitePrincipaleUniteLegale = '64.19Z' GROUP BY ALL ORDER BY ALL"
    )
    assert found == [
        ("CAISSE D EPARGNE", 8), ("CREDIT AGRICOLE", 6), ("CREDIT COOPERATIF", 1), ("CREDIT MUTUEL", 3),
    ]  # fmt: skip


def test_conventions_by_kind(planted_tables: Tables) -> None:
    found = planted_tables.all(
        "SELECT kind, count(*) FROM siae WHERE post_code IN ('94140', '94000', '94450') "
        "GROUP BY kind ORDER BY kind"
    )
    assert found == [("ACI", 2), ("AI", 3), ("EI", 4), ("ESAT", 4), ("ETTI", 1)]


def test_subsidies_sum_to_the_euro_and_creteil_tells_nothing(planted: Generated) -> None:
    found = {}
    for path in planted.folder.glob("subventions-*.csv"):
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            rows = list(csv.DictReader(stream))
        total = sum(Decimal(row["montant"]) for row in rows)
        found[path.name.split("-")[1]] = total, len({row["nomBeneficiaire"] for row in rows})
    assert found["999999998"] == (755_000, 16)
    assert found["219400025"][0] == 230_000
    assert found["219400447"][0] == 258_000
    assert "219400280" not in found


def test_contracts_are_planted_with_their_holders(planted: Generated, planted_tables: Tables) -> None:
    content = json.loads((planted.folder / f"decp{INVENTED}.json").read_text("utf-8"))
    mine = [
        one for one in content["marches"]["marche"] if one["acheteur"]["id"].startswith(("2194", "999999998"))
    ]
    assert len(mine) == 8
    reserved = [
        one for one in mine if one["considerationsSociales"]["considerationSociale"] == ["Marché réservé"]
    ]
    holders = [one["titulaires"][0]["titulaire"]["id"] for one in reserved]
    assert len(holders) == 3
    listed = {row[0] for row in planted_tables.all("SELECT siret[1:9] FROM siae")}
    assert {holder[:9] for holder in holders} <= listed


def test_given_organisations_keep_their_identity_and_address(planted_tables: Tables) -> None:
    given = planted_tables.all(
        "SELECT denominationUniteLegale, identifiantAssociationUniteLegale, numeroVoieEtablissement, "
        "libelleVoieEtablissement, codePostalEtablissement, dateCreationUniteLegale "
        "FROM units JOIN establishments USING (siren) WHERE siret = '99999001300016'"
    )
    name, rna, *address = given[0]
    assert name == "REGIE DE QUARTIER DES TROIS ORMES"
    assert rna in ("W999000001", None)  # SIRENE lacks the RNA number of one in four
    assert address == ["4", "RUE DU CLOS", "94450", "1998-03-02"]
    assert planted_tables.one("SELECT adrs_libvoie FROM waldec WHERE id = 'W999000001'") == "RUE DU CLOS"


def test_the_draws_leave_the_planned_communes_alone(planted_tables: Tables) -> None:
    strangers = f"SELECT count(*) FROM ({PRESENT}) WHERE siren NOT LIKE '999%'"
    assert planted_tables.one(strangers) == 0


def test_territories_to_compare_with_are_dense(planted_tables: Tables) -> None:
    nantes = [place.code for place in official_places() if place.epci == "244400404"]
    active = planted_tables.one(
        "SELECT count(*) FROM establishments WHERE etatAdministratifEtablissement = 'A' "
        f"AND list_contains({nantes}, codeCommuneEtablissement)"
    )
    assert 3_000 < int(str(active)) < 5_000
    families = planted_tables.all(
        f"SELECT DISTINCT family FROM truth WHERE active AND NOT planted AND list_contains({nantes}, commune)"
    )
    assert ("association",) in families and ("cooperative",) in families


def test_one_more_association_changes_the_count(tmp_path: Path) -> None:
    content: dict[str, Any] = {
        "name": "Petit",
        "communes": ["94044"],
        "employer_associations": 4,
        "units": [{"kind": "ACI", "count": 1, "legal": "9220", "employer": True}],
    }
    plan = tmp_path / "plan.json"
    for wanted in (4, 5):
        plan.write_text(json.dumps({**content, "employer_associations": wanted}), "utf-8")
        generate(tmp_path / str(wanted), scale=0, plan=read_plan(plan))
        assert Tables(tmp_path / str(wanted)).one(ASSOCIATIONS) == wanted


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "au moins « communes »"),
        ({"communes": ["94044"], "unites": []}, "« unites » n’est pas une partie"),
        (
            {"communes": ["94044"], "units": [{"kind": "scoop", "count": 1}]},
            "« scoop » n’est pas un type connu",
        ),
        ({"communes": ["94044"], "units": [{"count": 1}]}, "il manque 'kind'"),
        (
            {
                "communes": ["94044"],
                "employer_associations": 1,
                "units": [{"kind": "AI", "count": 2, "employer": True}],
            },
            "augmentez",
        ),
        (
            {"communes": ["94044"], "organisations": [{"name": "A", "legal": "0000", "commune": "94044"}]},
            "0000",
        ),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused_in_french(content: object, said: str) -> None:
    with pytest.raises(PlanError, match=said):
        checked_plan(content, "plan.json")


def test_a_commune_of_no_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="00000"):
        generate(tmp_path, scale=0, plan=checked_plan({"communes": ["00000"]}, "plan.json"))


def test_the_plan_ships_with_the_package() -> None:
    assert plaine_centrale_plan().communes == ("94002", "94028", "94044")
