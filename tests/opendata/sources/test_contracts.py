"""Public contracts: both forms of the DECP, joint holders, absurd sums, truncated files."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.opendata.cli import main
from maillage.opendata.store import Store

BUYER = "21940028000007"


def siret(siren: str) -> str:
    """A SIRET of this SIREN whose key holds."""
    for end in range(100):
        number = f"{siren}000{end:02d}"
        digits = [int(one) * (2 if at % 2 == 0 else 1) for at, one in enumerate(number)]
        if sum(one // 10 + one % 10 for one in digits) % 10 == 0:
            return number
    raise AssertionError(siren)


HOLDER, OTHER = siret("441370806"), siret("443061841")


def contract(**given: Any) -> dict[str, Any]:
    """A contract in the form of 2.0.3."""
    return {
        "id": "2025-1",
        "acheteur": {"id": siret("219400280")},
        "nature": "Marché",
        "objet": "Entretien",
        "codeCPV": "90911300-9",
        "techniques": {"technique": ["Accord-cadre"]},
        "dureeMois": 12,
        "dateNotification": "2025-03-01",
        "montant": 96000,
        "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": HOLDER}}],
        "considerationsSociales": {"considerationSociale": ["Clause sociale", "Marché réservé"]},
        "considerationsEnvironnementales": {
            "considerationEnvironnementale": ["Pas de considération environnementale"]
        },
        **given,
    }


def loaded(folder: Path, content: Any, name: str = "decp.json") -> list[dict[str, Any]]:
    (folder / name).write_text(content if isinstance(content, str) else json.dumps(content))
    store = Store(folder / "store")
    assert main(["--store", str(store.root), "load", str(folder), "--vintage", "2026-01-01"]) == 0
    path = str(store.require("contracts").path)
    found = duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY contract, holder_siren", [path])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row)) for row in found.fetchall()]


def test_a_joint_contract_has_a_row_for_each_holder_and_one_number(tmp_path: Path) -> None:
    holders = [
        {"titulaire": {"typeIdentifiant": "SIRET", "id": HOLDER}},
        {"titulaire": {"typeIdentifiant": "SIRET", "id": OTHER}},
    ]
    found = loaded(tmp_path, {"marches": {"marche": [contract(titulaires=holders)]}})
    assert [row["holder_siren"] for row in found] == ["441370806", "443061841"]
    assert {(row["contract"], row["holders"], row["amount"]) for row in found} == {
        (f"{siret('219400280')}/2025-1", 2, Decimal("96000.00"))
    }
    assert found[0]["social"] == ["Clause sociale", "Marché réservé"]
    assert (found[0]["environmental"], found[0]["framework"]) == ([], True)
    assert found[0]["consulted_on"] is None


def test_the_form_of_before_2024_is_read(tmp_path: Path) -> None:
    old = contract(
        titulaires=[[{"typeIdentifiant": "SIRET", "id": HOLDER, "denominationSociale": "LES JARDINS"}]],
        dureeMois="NC",
    )
    old["acheteur.id"] = old.pop("acheteur")["id"]
    del old["considerationsSociales"], old["techniques"]
    (row,) = loaded(tmp_path, {"marches": [old]})
    assert (row["buyer_siret"], row["holder_name"], row["months"]) == (siret("219400280"), "LES JARDINS", None)
    # That form has no word for considerations: not the same as saying that there are none.
    assert (row["social"], row["environmental"], row["framework"]) == (None, [], False)


def test_a_sum_that_nobody_can_have_meant_is_left_empty_and_a_twin_is_kept_once(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"marches": {"marche": [contract(montant=1e17), contract(montant=1e17)]}})
    assert [row["amount"] for row in found] == [None]
    manifest = Store(tmp_path / "store").require("contracts").manifest
    assert manifest.repaired["montant invraisemblable, laissé vide"] == 2
    assert manifest.rows_read == 2
    assert manifest.rows_refused == 1


def test_many_contracts_are_read_by_blocks(tmp_path: Path) -> None:
    many = [contract(id=f"m{at}", objet="é" * 300) for at in range(600)]
    assert len(loaded(tmp_path, {"marches": {"marche": many}})) == 600


def test_a_truncated_file_is_said_and_nothing_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps({"marches": {"marche": [contract(id="a"), contract(id="b")]}})
    (tmp_path / "decp.json").write_text(text[:-60])
    assert main(["--store", str(tmp_path / "store"), "load", str(tmp_path)]) == 1
    assert "marché n° 2" in capsys.readouterr().err
    assert not list((tmp_path / "store").glob("contracts/*"))


def test_the_real_examples_load(shared_data: Path, tmp_path: Path) -> None:
    files = [
        *(shared_data / "decp").glob("decp_test*.json"),
        *shared_data.glob("subventions/montpellier/marches*"),
    ]
    assert main(["--store", str(tmp_path), "load", *map(str, files)]) == 0
    path = str(Store(tmp_path).require("contracts").path)
    (town,) = duckdb.execute(  # to its end: the connection is shared
        "SELECT count(*), count(holder_siren), min(notified_on) FROM read_parquet(?) "
        "WHERE buyer_siret = '213401722'",
        [path],
    ).fetchall()
    assert town[0] > 300
    assert town[1] > 0.85 * town[0]
    assert str(town[2]).startswith("20")


def test_a_sum_that_is_a_number_keeps_its_decimals(tmp_path: Path) -> None:
    sums = (100.125, 12.5, 1e6, 7)
    found = loaded(tmp_path, {"marches": [contract(id=str(at), montant=one) for at, one in enumerate(sums)]})
    assert [row["amount"] for row in found] == [Decimal(one) for one in ("100.12", "12.50", "1000000", "7")]


@pytest.mark.parametrize("odd", ["!2025", "~2025~1", "!=x", "~a|b~"])
def test_a_number_of_a_contract_is_kept_whatever_its_signs(tmp_path: Path, odd: str) -> None:
    anonymous = {"acheteur": {}, "montant": -1}  # repaired, so marked
    found = loaded(tmp_path, {"marches": [contract(id=odd, **anonymous), contract(id="2", acheteur={})]})
    assert sorted(row["contract"] for row in found) == sorted([odd, "2"])


def test_a_list_like_that_of_the_town_without_its_sums_is_not_taken_for_it(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "marches.csv").write_text(
        "N° Marché,Objet du marché,Date de notif.,Nom Tiers,SIREN,Procéd.\nA1,Ménage,01/02/13,ALPHA,,MAPA\n"
    )
    assert main(["--store", str(tmp_path / "store"), "load", str(tmp_path)]) == 1
    assert "Aucun fichier reconnu" in capsys.readouterr().err
