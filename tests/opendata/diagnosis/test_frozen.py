"""A diagnosis appears whole, never changes, says what it is, and is read without what it was drawn from."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from maillage.opendata.diagnosis import (
    Diagnosis,
    FigureNotFound,
    Reference,
    Territory,
    compare,
    freeze_diagnosis,
    list_diagnoses,
    open_diagnosis,
)
from maillage.opendata.diagnosis.building import Builder
from maillage.opendata.store import StoreError
from maillage.tables import csv_lines

from .ground import CONTRACTS, HERE, LOCAL, ON, SUBSIDIES, Ground, draw


def test_the_same_inputs_give_the_same_folder_left_as_it_is(diagnosis: Diagnosis, tmp_path: Path) -> None:
    elsewhere = draw(Ground(tmp_path))
    assert elsewhere.reference == diagnosis.reference
    before = (elsewhere.folder / "manifest.json").stat().st_mtime_ns
    ground = Ground(tmp_path)
    ground.rows.reverse()
    again = draw(ground)
    assert again.folder == elsewhere.folder
    assert (again.folder / "manifest.json").stat().st_mtime_ns == before
    assert list_diagnoses(ground.out, "deux-rives") == [again.folder]


def test_a_frozen_diagnosis_needs_nothing_but_its_folder(diagnosis: Diagnosis, tmp_path: Path) -> None:
    kept = tmp_path / diagnosis.reference
    shutil.copytree(diagnosis.folder, kept)
    with open_diagnosis(kept) as opened:
        assert opened.as_json() == diagnosis.as_json()
        assert opened.rows("essentiel.part", "ess").total == 15
        assert sum(row["establishments"] for row in opened.rows("essentiel.part", "tous").rows) == 108


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Builder, "write", full)
    ground = Ground(tmp_path)
    killed = ground.out / "deux-rives" / ".killed"
    killed.mkdir(parents=True)
    os.utime(killed, (0, 0))
    with pytest.raises(OSError, match="No space"):
        draw(ground)
    assert list((ground.out / "deux-rives").iterdir()) == []


def test_invented_data_say_so_in_everything(tmp_path: Path) -> None:
    drawn = draw(Ground(tmp_path, synthetic=True))
    assert drawn.notice == "Données inventées"
    assert drawn.as_json()["notice"] == "Données inventées"
    assert json.loads((drawn.folder / "manifest.json").read_text("utf-8"))["notice"] == "Données inventées"
    assert all(source.synthetic for source in drawn.figure("essentiel.etablissements").sources)
    lines = list(drawn.csv_rows())
    assert {line[-1] for line in lines[1:]} == {"Données inventées"}
    exported = list(drawn.export("essentiel.etablissements"))
    assert {row[-1] for row in exported[1:]} == {"Données inventées"}


def test_one_invented_structure_is_enough_to_say_so(tmp_path: Path) -> None:
    drawn = draw(Ground(tmp_path), local=[{"id": "x", "name": "Fée", "commune": "94028", "invented": True}])
    assert drawn.synthetic
    assert any("inventée" in one for one in drawn.figure("listes.structures").reservations)


def test_without_sirene_the_lists_and_practices_are_drawn_and_the_lack_is_said(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    ground.national().folder.rename(tmp_path / "away")
    given = {
        "local": LOCAL,
        "contracts": CONTRACTS,
        "subsidies": SUBSIDIES,
        "spellings": [{"name": "INCONNUE", "id": "a"}],
    }
    drawn = freeze_diagnosis(ground.store, HERE, ON, out=ground.out, **given)
    assert set(drawn.blocks) == {"listes", "listes-communes", "subventions", "marches", "clauses"}
    assert drawn.figure("marches.219400280.2024").value == 3
    assert drawn.figure("marches.219400280.2024.ess").state == "not_in_source"
    assert drawn.figure("listes.culture.part").value == 40
    # By the family in the lists: structure 1 has its SIREN there, the unknown one a confirmed name.
    assert drawn.figure("subventions.219400280.2024.ess").value == 1750
    assert drawn.figure("subventions.200000001.2025.ess").value == 0
    assert any("Sirene n’est pas chargé" in one for one in drawn.data["not_said"])
    with pytest.raises(StoreError, match="sans Sirene"):
        compare(drawn, [Reference("france", "France", (("country", "FR"),))], ground.store)
    with pytest.raises(StoreError, match="maillage opendata national"):
        freeze_diagnosis(ground.store, HERE, ON, out=ground.out)


def test_a_subsidy_without_number_is_known_by_the_exact_name_that_a_list_bears(tmp_path: Path) -> None:
    local = [*LOCAL, {"id": "z", "name": "L’Inconnue", "commune": "94028", "family": "association"}]
    subsidies = [
        {**one, "beneficiary_name": "L'INCONNUE"} if one["amount"] == 250 else one for one in SUBSIDIES
    ]
    drawn = draw(Ground(tmp_path), local=local, subsidies=subsidies)
    assert drawn.figure("subventions.219400280.2024.ess").value == 1750
    assert drawn.figure("subventions.219400280.2024.structures-ess").value == 2


def recognised(drawn: Diagnosis) -> dict[str, tuple[str, str, int]]:
    """The beneficiaries of « Ville A » in 2024: number, how known, how many subsidies."""
    page = drawn.rows("subventions.219400280.2024.structures")
    return {row["name"]: (row["siren"], row["recognised"], row["subsidies"]) for row in page.rows}


def test_a_confirmed_name_takes_the_number_of_its_structure_and_joins_its_rows(tmp_path: Path) -> None:
    drawn = draw(Ground(tmp_path), spellings=[{"name": "L’inconnue !", "id": "a"}, {"name": "x", "id": "gone"}])
    assert recognised(drawn)["Inconnue"] == (None, None, 1), "another name is another name"
    drawn = draw(Ground(tmp_path), spellings=[{"name": "inconnue", "id": "a"}])
    assert recognised(drawn) == {"Inconnue": ("000000001", "number", 3)}
    assert drawn.figure("subventions.219400280.2024.structures-ess").value == 1
    assert drawn.figure("subventions.219400280.2024.ess").value == 1750


def test_each_row_says_how_it_was_recognised(tmp_path: Path) -> None:
    local = [*LOCAL, {"id": "z", "name": "Les Z", "commune": "94028", "family": "association"}]
    anonymous = {**SUBSIDIES[2], "beneficiary_name": "LES Z", "amount": 7}
    twin = {**SUBSIDIES[2], "beneficiary_name": "Compagnie des Z", "amount": 8}
    drawn = draw(Ground(tmp_path), local=local, subsidies=[*SUBSIDIES, anonymous])
    assert recognised(drawn)["LES Z"] == (None, "name", 1)
    assert recognised(drawn)["STRUCTURE 1"] == ("000000001", "number", 2)
    page = drawn.rows("subventions.219400280.2024.structures", sort="name")
    assert "son nom exact dans les listes locales" in {text for row in page.texts for text in row}
    drawn = draw(
        Ground(tmp_path),
        local=local,
        subsidies=[*SUBSIDIES, anonymous, twin],
        spellings=[{"name": "Compagnie des Z", "id": "z"}],
    )
    assert recognised(drawn)["Compagnie des Z"] == (None, "person", 2)


def test_a_name_that_two_structures_bear_or_that_a_number_denies_recognises_nobody(tmp_path: Path) -> None:
    twins = [{"id": key, "name": "Inconnue", "commune": "94028", "family": "association"} for key in ("y", "z")]
    drawn = draw(Ground(tmp_path), local=[*LOCAL, *twins])
    assert recognised(drawn)["Inconnue"] == (None, None, 1)
    drawn = draw(Ground(tmp_path), local=[*LOCAL, *twins], spellings=[{"name": "Inconnue", "id": "z"}])
    assert recognised(drawn)["Inconnue"] == (None, "person", 1)
    mistaken = draw(Ground(tmp_path), local=[*LOCAL, twins[0]], spellings=[{"name": "Inconnue", "id": "a"}])
    assert recognised(mistaken) == {"Inconnue": ("000000001", "number", 3)}, "what a person said prevails"
    numbered = {**twins[0], "siren": "000000001"}
    other = {**SUBSIDIES[2], "beneficiary_siren": "222222222"}
    drawn = draw(Ground(tmp_path), local=[*LOCAL, numbered], subsidies=[*SUBSIDIES[:2], other])
    assert recognised(drawn)["Inconnue"] == ("222222222", None, 1)


def test_a_holder_is_recognised_by_its_name_only_without_a_number(tmp_path: Path) -> None:
    local = [*LOCAL, {"id": "z", "name": "Autre", "commune": "94028", "family": "association"}]
    before = draw(Ground(tmp_path)).figure("marches.219400280.2024.ess").value
    assert draw(Ground(tmp_path), local=local).figure("marches.219400280.2024.ess").value == before
    contracts = [{**one, "holder_siren": None} if one["contract"] == "m2" else one for one in CONTRACTS]
    drawn = draw(Ground(tmp_path), local=local, contracts=contracts)
    assert drawn.figure("marches.219400280.2024.ess").value == before + 1


def test_a_diagnosis_of_before_a_column_still_opens(diagnosis: Diagnosis, tmp_path: Path) -> None:
    kept = tmp_path / diagnosis.reference
    shutil.copytree(diagnosis.folder, kept)
    path = kept / "beneficiaries.parquet"
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["recognised"]), path)
    with open_diagnosis(kept) as opened:
        page = opened.rows("subventions.219400280.2024.structures", sort="recognised")
        assert page.total == 2
        assert [row["recognised"] for row in page.rows] == [None, None]


def test_a_diagnosis_of_before_cohorts_opens_and_is_compared(diagnosis: Diagnosis, ground: Ground) -> None:
    """Its survival was told of the territory alone, from no table of cohorts nor source of one."""
    kept = ground.folder / "old" / diagnosis.reference
    shutil.copytree(diagnosis.folder, kept)
    (kept / "cohorts.parquet").unlink()
    told = json.loads((kept / "figures.json").read_text("utf-8"))
    del told["sources"]["cohorts"]
    told["figures"] = [one for one in told["figures"] if not re.fullmatch(r"survie\.\d\..+", one["code"])]
    for block in told["blocks"]:
        if block["code"] == "survie":
            block["columns"] = ["Part des établissements créés"]
            for line in block["lines"]:
                line["figures"] = line["figures"][:1]
    (kept / "figures.json").write_text(json.dumps(told), "utf-8")
    with open_diagnosis(kept) as opened:
        assert [len(figures) for _, _, figures in opened.lines("survie")] == [1, 1, 1]
        assert opened.rows("survie.3", "crees").total == 2
        with compare(opened, [Reference("france", "France", (("country", "FR"),))], ground.store) as compared:
            figure = compared.figure("survie.3.france")
            assert figure.value == 75
            assert "Sirene, unités légales" in [source.label for source in figure.sources]


def test_the_figures_as_csv_bear_their_sources(diagnosis: Diagnosis) -> None:
    assert diagnosis.notice == ""
    text = b"".join(csv_lines(diagnosis.csv_rows())).decode("utf-8-sig")
    lines = {row["Code"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert len(lines) == len(diagnosis.codes)
    assert lines["synthese.associations-employeuses"]["Valeur"] == "5"
    assert "Sirene, unités légales (Insee, 2026-01-01)" in lines["synthese.associations-employeuses"]["Sources"]
    assert lines["subventions.219400025.montant"]["Écrit"] == "absent de la source"


def test_every_figure_says_its_definition_and_its_sources(diagnosis: Diagnosis) -> None:
    for figure in diagnosis.figures():
        assert figure.definition, figure.code
        assert figure.sources or figure.state == "not_in_source", figure.code
        assert figure.unit and figure.label, figure.code


def test_sections_and_blocks_name_every_figure_once(diagnosis: Diagnosis) -> None:
    blocks = [code for section in diagnosis.sections for code in section["blocks"]]
    assert sorted(blocks) == sorted(diagnosis.blocks) and len(set(blocks)) == len(blocks)
    codes = [one.code for block in blocks for _, _, figures in diagnosis.lines(block) for one in figures]
    assert sorted(codes) == sorted(diagnosis.codes)


def test_why_a_row_counts_is_told(diagnosis: Diagnosis) -> None:
    (row,) = diagnosis.rows("synthese.scop").rows
    assert row["why"].startswith("Certaine")


def test_unknown_figures_and_folders_are_refused(diagnosis: Diagnosis, tmp_path: Path) -> None:
    for code, part in (("rien", None), ("essentiel.part", "rien"), ("subventions.219400025.montant", None)):
        with pytest.raises(FigureNotFound):
            diagnosis.rows(code, part)
    with pytest.raises(StoreError, match="pas un diagnostic lisible"):
        open_diagnosis(tmp_path)


def test_bad_territories_are_refused_in_french(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    national = ground.national()
    with pytest.raises(StoreError, match="94999 n’est pas le code"):
        freeze_diagnosis(
            ground.store, replace(HERE, communes=("94028", "94999")), ON, out=ground.out, national=national
        )
    with pytest.raises(StoreError, match="aucune commune"):
        Territory(slug="rien", name="Rien", communes=())
    with pytest.raises(StoreError, match="ne peut pas nommer un dossier"):
        freeze_diagnosis(ground.store, replace(HERE, slug="../x"), ON, out=ground.out, national=national)
    assert not ground.out.exists()


def test_local_rows_of_a_bad_form_are_refused_in_french(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    with pytest.raises(StoreError, match="Listes locales : il manque la colonne id"):
        draw(ground, local=[{"name": "Sans numéro"}])
    assert not ground.out.exists() or not list(ground.out.glob("*/*"))


def test_choice_and_duty_are_set_apart_by_the_date_of_consultation(tmp_path: Path) -> None:
    clause = {
        "buyer_siret": "21940028000017",
        "holder_siren": "111111111",
        "amount": 1,
        "social": ["Clause sociale"],
    }
    dates = {
        "choix": {"notified_on": date(2026, 8, 21)},
        "date-inconnue": {"notified_on": date(2026, 12, 1)},
        "obligation": {"notified_on": date(2026, 12, 2), "consulted_on": date(2026, 8, 22)},
    }
    early = {"notified_on": date(2026, 12, 3), "consulted_on": date(2026, 8, 21)}
    contracts = [{"contract": name, **clause, **when} for name, when in {**dates, "early": early}.items()]
    drawn = draw(Ground(tmp_path), contracts=contracts)
    told = {name: drawn.figure(f"clauses.219400280.2026.{name}").value for name in dates}
    assert told == {"choix": 2, "date-inconnue": 1, "obligation": 1}


def test_a_reserved_contract_is_told_by_its_holder(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    holders = {"insertion": "000000006", "adapte": "000000018", "ess": "000000007", "inconnu": "111111111"}
    contracts = [
        {
            "contract": name,
            "buyer_siret": "21940028000017",
            "holder_siren": siren,
            "notified_on": date(2025, 1, 1),
            "amount": 1,
            "social": ["Marché réservé"],
        }
        for name, siren in holders.items()
    ]
    contracts += [
        {**contracts[0], "contract": "mixte"},
        {**contracts[1], "contract": "mixte"},
    ]
    drawn = draw(ground, contracts=contracts)
    told = {name: drawn.figure(f"clauses.219400280.2025.{name}").value for name in (*holders, "mixte")}
    assert told == {"insertion": 1, "adapte": 1, "ess": 1, "inconnu": 1, "mixte": 1}


def test_what_the_source_has_no_word_for_is_not_nought(tmp_path: Path) -> None:
    contract = {"contract": "m", "buyer_siret": "21940028000017", "amount": 1, "notified_on": date(2013, 1, 1)}
    silent = draw(Ground(tmp_path / "silent"), contracts=[contract])
    told = draw(Ground(tmp_path / "told"), contracts=[{**contract, "social": []}])
    for code in ("marches.219400280.2013.reserves", "clauses.219400280.2013.choix"):
        assert silent.figure(code).state == "not_in_source"
        assert (told.figure(code).state, told.figure(code).value) == ("none", 0)
