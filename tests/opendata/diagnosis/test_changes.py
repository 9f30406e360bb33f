"""What was created, closed or moved between two diagnoses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from maillage.opendata.diagnosis import Diagnosis, changes, freeze_diagnosis
from maillage.opendata.store import StoreError

from .ground import HERE, Ground, row


def test_creations_closures_and_moves_are_told_apart(diagnosis: Diagnosis, tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    ground.rows[1] |= {"active": False, "closed_on": date(2026, 3, 1)}  # 2 leaves Alfortville…
    ground.rows.append(row(52, siren="000000002", created_on=date(2026, 3, 1)))  # …for Créteil
    ground.rows[2] |= {"active": False, "closed_on": date(2026, 2, 1)}  # 3 closes
    ground.rows[14]["status"] = "to_check"  # 15 is open still, but counts no more
    ground.rows.append(row(50, created_on=date(2026, 4, 1)))  # created since
    ground.rows.append(row(51, created_on=date(2019, 4, 1)))  # older, seen now
    ground.rows.append(row(53, created_on=date(2026, 5, 1), publishable=False))
    later = freeze_diagnosis(ground.store, HERE, date(2026, 6, 1), out=ground.out, national=ground.national())
    for found in (changes(diagnosis, later), changes(later, diagnosis)):
        assert (found.since, found.until) == ("2026-01-01", "2026-06-01")
        assert [one["name"] for one in found.created] == ["STRUCTURE 50"]
        assert [one["name"] for one in found.seen] == ["STRUCTURE 51"]
        assert [(one["name"], one["closed_on"]) for one in found.closed] == [("STRUCTURE 3", date(2026, 2, 1))]
        assert [one["name"] for one in found.left] == ["STRUCTURE 15"]
        (moved,) = found.moved
        assert (moved["from_commune_name"], moved["commune_name"]) == ("Alfortville", "Créteil")
        assert moved["siret"] != moved["from_siret"]
        assert found.hidden == (1, 2)
        assert any("1 alors, 2 aujourd’hui" in one for one in found.reservations)


def test_nothing_changes_between_a_diagnosis_and_itself(diagnosis: Diagnosis) -> None:
    found = changes(diagnosis, diagnosis)
    assert not (found.created or found.seen or found.closed or found.left or found.moved)


def test_other_communes_are_not_compared_in_time(diagnosis: Diagnosis, tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    other = freeze_diagnosis(
        ground.store,
        replace(HERE, communes=("94028",)),
        date(2026, 1, 1),
        out=ground.out,
        national=ground.national(),
    )
    with pytest.raises(StoreError, match="mêmes communes"):
        changes(diagnosis, other)
