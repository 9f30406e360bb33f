"""The rules on real legal units: what each source misses and the proofs together find."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from maillage.opendata.perimeter import COUNTED, Facts, Proof, Status, judge

# Units of ten digital activities, with SIRENE's flag, the ESS list of November 2023 and the ESUS agreements.
FILE = "sirene/ess_numerique_unites_legales_enriched.csv"


@pytest.fixture
def units(shared_data: Path) -> list[tuple[Facts, bool]]:
    """What is known of each unit, and whether it is active."""
    path = shared_data / FILE
    if not path.is_file():
        pytest.skip(f"no {FILE} in ../shared/data: rules not tried on real units")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            (
                Facts(
                    legal_category=row["categorie_juridique"].removesuffix(".0") or None,
                    ess_flag="O" if row["flag_ess_sirene"] == "True" else None,
                    ess_list="ess_france" in row["sources"].split("|"),
                    esus="esus" in row["sources"].split("|"),
                ),
                row["est_active"] == "True",
            )
            for row in csv.DictReader(file)
        ]


def test_the_proofs_together_find_what_each_source_misses(units: list[tuple[Facts, bool]]) -> None:
    assert len(units) == 3667
    found = [(facts, judge(facts), active) for facts, active in units]
    counted = [one for one in found if one[1].status in COUNTED]
    flagged = sum(facts.ess_flag == "O" for facts, _ in units)
    listed = sum(facts.ess_list for facts, _ in units)
    assert (flagged, listed) == (3398, 2061)
    assert len(counted) > flagged > listed
    # Active companies with an agreement, that neither the flag nor the list has.
    only_esus = [
        verdict
        for facts, verdict, active in found
        if active
        and facts.legal_category == "5710"
        and facts.esus
        and not facts.ess_flag
        and not facts.ess_list
    ]
    assert len(only_esus) == 41 and {verdict.status for verdict in only_esus} == {Status.CERTAIN}
    # Every cooperative of production by its form, flagged or not.
    scop = [verdict for facts, verdict, _ in found if facts.legal_category == "5458"]
    assert len(scop) == 91 and {(one.status, one.family) for one in scop} == {(Status.CERTAIN, "cooperative")}


def test_a_flag_alone_never_makes_a_company_certain(units: list[tuple[Facts, bool]]) -> None:
    for facts, _ in units:
        verdict = judge(facts)
        if verdict.proofs == (Proof.SIRENE_FLAG,):
            assert verdict.status in {Status.PROBABLE, Status.OUTSIDE}


def test_how_the_real_units_divide(units: list[tuple[Facts, bool]]) -> None:
    assert Counter(judge(facts).status for facts, _ in units) == {
        Status.CERTAIN: 2834,
        Status.PROBABLE: 793,
        Status.TO_CHECK: 17,
        Status.OUTSIDE: 23,
    }
