"""Every figure of a small territory is known, and every figure opens onto as many rows as it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from maillage.opendata.diagnosis import Diagnosis
from maillage.opendata.diagnosis.opening import shown_columns
from maillage.opendata.indicators import Selection

from .ground import Ground, draw

KNOWN = {
    "synthese.associations-employeuses": 5,  # 1, 2, 4, 6, 18
    "synthese.scop": 1,
    "synthese.scic": 1,
    "synthese.mutuelles": 1,  # two establishments of one unit
    "synthese.banques": 1,
    "synthese.banque.credit-mutuel": 2,
    "synthese.banque.credit-agricole": 0,
    "synthese.autres-preteurs": 1,
    "synthese.banque.credit-municipal": 1,
    "synthese.fondations": 1,
    "synthese.siae": 3,
    "synthese.siae.ei": 1,
    "synthese.siae.etti": 0,
    "synthese.siae.ai": 1,
    "synthese.siae.aci": 1,
    "synthese.ea": 0,
    "synthese.esat": 1,
    "synthese.clubs": 1,
    "synthese.groupements": 0,
    "essentiel.etablissements": 15,
    "essentiel.unites": 13,
    "essentiel.employeurs": 10,
    "essentiel.part": 100 * 15 / 108,
    "familles.association": 8,
    "familles.cooperative": 4,
    "familles.cooperative.unites": 3,
    "familles.mutuelle": 2,
    "familles.fondation": 1,
    "familles.societe-ess": 0,
    "familles.autre": 0,
    "communes.94028": 11,
    "communes.94002": 4,
    "communes.94002.densite": 4.0,
    "zones.QP1": 3,  # 1, 2, 4
    "zones.QP1.employeurs": 3,
    "zones.QP1.associations": 3,
    "zones.QP2": 0,
    "zones.hors": 2,  # 3, and 7 in the hole of the first
    "zones.hors.autres-familles": 1,
    "preuves.certain": 15,
    "preuves.to-check": 1,
    "themes.culture": 6,  # 1, 10, 11, 12, 13, 15
    "themes.sport": 2,
    "themes.non-classe": 1,
    "themes-detail.culture.musique": 6,
    "effectifs.nn": 3,
    "effectifs.00": 1,
    "effectifs.inconnue": 1,
    "employeurs.oui": 10,
    "employeurs.non": 5,
    "demographie.2020.creations": 1,
    "demographie.2022.creations": 1,
    "demographie.2024.fermetures": 1,
    "densite.ess.ici": 1.5,
    "densite.ess.department-94": 17 / 15,
    "population.ici.habitants": 100_000,
    "population.ici.densite": 5000.0,
    "population.department-94.densite": 5000.0,
    "listes.structures": 5,
    "listes.culture": 2,
    "listes.culture.part": 40.0,
    "listes.sport": 2,
    "listes.non-classe": 1,
    "listes-communes.94028": 2,
    "listes-communes.sans": 1,
    "recoupement.retrouvees": 3,
    "recoupement.retrouvees.siren": 1,
    "recoupement.retrouvees.rna": 1,
    "recoupement.retrouvees.link": 1,
    "recoupement.listes-seules": 2,
    "recoupement.unites-communes": 2,
    "subventions.219400280.2024.montant": Decimal(1750),
    "subventions.219400280.2024.structures": 2,
    "subventions.219400280.2024.ess": Decimal(1500),
    "subventions.219400280.2024.structures-ess": 1,
    "subventions.200000001.2025.ess": Decimal(40),
    "marches.219400280.2024": 3,
    "marches.219400280.2024.ess": 2,
    "marches.219400280.2024.ess-montant": Decimal(60_000),
    "marches.219400280.2024.reserves": 1,
    "marches.219400280.2024.ess-accords": 1,
    "marches.219400280.2024.sociales": 2,
    "marches.219400280.sans-date": 1,
    "clauses.219400280.2024.insertion": 1,
    "clauses.219400280.2024.adapte": 0,
    "clauses.219400280.2024.inconnu": 0,
    "clauses.219400280.2024.choix": 1,
    "clauses.219400280.2024.obligation": 0,
}


@pytest.mark.parametrize("code", KNOWN)
def test_a_figure_is_what_was_counted_by_hand(diagnosis: Diagnosis, code: str) -> None:
    value = diagnosis.figure(code).value
    assert value == (pytest.approx(KNOWN[code]) if isinstance(KNOWN[code], float) else KNOWN[code])


def test_jobs_are_a_range_with_and_without_head_offices(diagnosis: Diagnosis) -> None:
    low, high = 1 + 20 + 6 + 50 + 3 + 200 + 1 + 3 + 1 + 100, 2 + 49 + 9 + 99 + 5 + 249 + 2 + 5 + 2 + 199
    every = diagnosis.figure("emplois.tous")
    assert (every.value, every.high) == (low, high)
    without = diagnosis.figure("emplois.hors-sieges")
    assert (without.value, without.high) == (low - 200, high - 249)
    assert every.text == f"{low} à {high}"


def test_the_share_in_jobs_is_bounded_by_what_others_may_employ(diagnosis: Diagnosis) -> None:
    all_low = 26 * 1 + 5 * 6 + 6 * 10 + 3 * 50 + 2 * 200 + 4 * 20 + 2 * 100
    all_high = 26 * 2 + 5 * 9 + 6 * 19 + 3 * 99 + 2 * 249 + 4 * 49 + 2 * 199
    low, high = diagnosis.figure("emplois.tous").value, diagnosis.figure("emplois.tous").high
    figure = diagnosis.figure("poids.ici.emplois")
    assert figure.value == pytest.approx(100 * low / (low + all_high - high))
    assert figure.high == pytest.approx(100 * high / (high + all_low - low))


def test_an_index_divides_the_share_here_by_the_share_there(diagnosis: Diagnosis) -> None:
    assert diagnosis.figure("specialisation.theme-sport.france").value == pytest.approx((2 / 15) / (4 / 20))
    assert diagnosis.figure("specialisation.famille-fondation.france").value == pytest.approx(
        (1 / 15) / (1 / 20)
    )


def test_survival_follows_what_was_created(diagnosis: Diagnosis) -> None:
    one, five = diagnosis.figure("survie.1"), diagnosis.figure("survie.5")
    assert [(part.code, part.value) for part in one.parts] == [("restes", 2), ("crees", 2)]
    assert [(part.code, part.value) for part in five.parts] == [("restes", 0), ("crees", 1)]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        # What reached the age, of what was created in 2020 to 2024, 2018 to 2022, 2016 to 2020.
        ("semblables", {1: (0, 1), 3: (1, 2), 5: (1, 2)}),
        ("department-94", {1: (2, 2), 3: (3, 3), 5: (0, 2)}),
        ("region-11", {1: (2, 2), 3: (3, 3), 5: (0, 2)}),
        ("france", {1: (2, 3), 3: (3, 4), 5: (1, 3)}),
    ],
)
def test_survival_elsewhere_counts_what_closed_as_here(diagnosis: Diagnosis, place: str, told: dict) -> None:
    for age, values in told.items():
        figure = diagnosis.figure(f"survie.{age}.{place}")
        assert tuple(part.value for part in figure.parts) == values, age
        assert {part.selection.table for part in figure.parts} == {"cohorts"}


def test_a_year_too_near_says_nothing_of_an_age(diagnosis: Diagnosis) -> None:
    rows = {row["created_year"]: row for row in diagnosis.rows("survie.3.france", "crees").rows}
    assert sorted(rows) == [2018, 2020, 2022]
    assert (rows[2022]["reached_1"], rows[2022]["reached_3"], rows[2022]["reached_5"]) == (1, 1, None)
    assert rows[2020]["reached_5"] == 0
    years = pq.read_table(diagnosis.folder / "cohorts.parquet")["created_year"].to_pylist()
    assert set(years) == {2017, 2018, 2020, 2022}, "none of 2010, which no figure counts"


def test_the_density_of_a_place_with_an_area_unknown_is_not_told(diagnosis: Diagnosis, tmp_path: Path) -> None:
    for place in ("france", "semblables"):
        figure = diagnosis.figure(f"population.{place}.densite")
        assert (figure.value, figure.state) == (None, "not_in_source")
    assert diagnosis.figure("population.france.habitants").value == 350_000
    without = draw(Ground(tmp_path), areas={"94028": 12.5, "94071": 10.0})
    assert "population" not in without.blocks, "nothing is told of inhabitants where a commune of here lacks"


def test_a_kind_searched_and_not_found_is_a_line_with_zero(diagnosis: Diagnosis) -> None:
    figure = diagnosis.figure("synthese.groupements")
    assert (figure.value, figure.state, figure.text) == (0, "none", "0")


def test_who_is_absent_from_the_source_is_no_zero(diagnosis: Diagnosis) -> None:
    figure = diagnosis.figure("subventions.219400025.montant")
    assert (figure.value, figure.state, figure.text) == (None, "not_in_source", "absent de la source")


def test_who_did_not_answer_is_said_so(tmp_path: Path) -> None:
    drawn = draw(Ground(tmp_path), not_told=["219400025"])
    figure = drawn.figure("subventions.219400025.montant")
    assert (figure.value, figure.state, figure.text) == (None, "not_told", "non communiqué")


def test_a_kind_whose_source_was_not_loaded_is_not_zero(tmp_path: Path) -> None:
    drawn = draw(Ground(tmp_path, sources=("sirene-units", "sirene-establishments")), subsidies=None)
    assert drawn.figure("synthese.siae").state == drawn.figure("synthese.esat").state == "not_in_source"
    assert drawn.figure("synthese.clubs").value == 1
    assert "subventions" not in drawn.blocks
    assert any("subventions" in one for one in drawn.data["not_said"])


def test_every_figure_opens_onto_as_many_rows_as_it_says(diagnosis: Diagnosis) -> None:
    """Walk them all: rows listed, rows counted, sums, and the value of the figure from its parts."""
    seen: dict[tuple[Selection, str | None], tuple[int, Decimal | int]] = {}
    forms = set()
    for figure in diagnosis.figures():
        forms.add(figure.form)
        if figure.state == "not_in_source":
            assert figure.value is None and not figure.parts
            continue
        assert figure.parts, figure.code
        for part in figure.parts:
            key = part.selection, part.of
            if key not in seen:
                listed = list(diagnosis.export(figure.code, part.code))[1:]
                heading = dict(shown_columns(part.selection.table)).get(part.of or "")
                column = (
                    [name for _, name in shown_columns(part.selection.table)].index(heading) if heading else 0
                )
                seen[key] = len(listed), sum(row[column] for row in listed) if part.of else len(listed)
                assert diagnosis.rows(figure.code, part.code, size=3).total == len(listed), figure.code
            assert (part.rows, part.value) == seen[key], (figure.code, part.code)
        again = figure.measured(figure.parts)
        assert (again.value, again.high) == (figure.value, figure.high), figure.code
        if figure.form == "share":
            top, bottom = figure.parts
            assert top.value <= bottom.value, figure.code
            if top.selection.table == bottom.selection.table:
                assert set(top.selection.conditions) >= set(bottom.selection.conditions), figure.code
    assert forms == {"count", "sum", "share", "rate", "index", "range", "share_range"}
    assert len(seen) > 400


def test_what_may_not_be_shown_is_counted_and_nameless(diagnosis: Diagnosis) -> None:
    page = diagnosis.rows("synthese.associations-employeuses")
    assert page.total == 5
    last = page.rows[-1]
    assert last["name"] == "Non diffusible"
    assert {value for name, value in last.items() if name != "name"} == {None}
    for path in diagnosis.folder.glob("*"):
        assert b"000000004" not in path.read_bytes() and b"STRUCTURE 4" not in path.read_bytes()
    assert any("non diffusible" in one for one in diagnosis.figure("essentiel.etablissements").reservations)


def test_lists_are_sorted_searched_and_narrowed(diagnosis: Diagnosis) -> None:
    names = [row["name"] for row in diagnosis.rows("essentiel.etablissements", sort="-name", size=3).rows]
    assert names == ["STRUCTURE 9", "STRUCTURE 7", "STRUCTURE 6"]
    assert diagnosis.rows("essentiel.etablissements", text="scic").total == 1
    assert diagnosis.rows("essentiel.etablissements", commune="94002").total == 4
    assert diagnosis.rows("essentiel.etablissements", page=99).page == 1


def test_changing_one_row_changes_the_figure(diagnosis: Diagnosis, tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    ground.rows[2]["headcount"], ground.rows[2]["employer"] = "01", True
    after = draw(ground)
    code = "synthese.associations-employeuses"
    assert (diagnosis.figure(code).value, after.figure(code).value) == (5, 6)
    assert diagnosis.reference != after.reference


def test_the_share_unclassified_is_always_said(diagnosis: Diagnosis) -> None:
    assert any("sans thème (6,7" in one for one in diagnosis.figure("themes.culture").reservations)
