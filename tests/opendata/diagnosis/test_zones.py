"""Districts: which points each holds, which count here, what is hidden, what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.opendata.diagnosis import Zone
from maillage.opendata.diagnosis.opening import HIDDEN_NAME
from maillage.opendata.diagnosis.zones import zones_of_points
from maillage.territory.domain import contains

from .ground import Ground, draw, square

DEGREES = st.floats(0.013, 0.987)
RING = [[0, 0], [1, 0], [1, 1], [0.5, 0.2], [0, 1], [0, 0]]


@given(DEGREES, DEGREES)
def test_a_point_is_where_the_rule_for_one_point_says(x, y):
    geometry = {"type": "Polygon", "coordinates": [RING, square(0.1, 0.1, 0.05)]}
    placed = zones_of_points([Zone("A", "A", [geometry["coordinates"]])], np.array([x]), np.array([y]))
    assert (placed == [0]) == contains(geometry, x, y)


def test_the_first_of_two_that_overlap_holds_the_point():
    zones = [Zone("A", "A", [[square(0, 0, 1)]]), Zone("B", "B", [[square(0.5, 0, 1)]])]
    placed = zones_of_points(zones, np.array([0.25, 0.75, 1.25, 3.0]), np.array([0.5] * 4))
    assert placed == [0, 0, 1, None]


def test_a_district_in_pieces_holds_both(tmp_path):
    zone = Zone("A", "A", [[square(0, 0, 1)], [square(5, 5, 1)]])
    assert zones_of_points([zone], np.array([0.5, 5.5, 3.0]), np.array([0.5, 5.5, 3.0])) == [0, 0, None]


@pytest.fixture
def ground(tmp_path):
    return Ground(tmp_path)


def test_districts_of_here_alone_have_a_line_even_empty(ground):
    with draw(ground) as diagnosis:
        codes = {figure.code for figure in diagnosis.figures()}
        assert {"zones.QP1", "zones.QP2", "zones.hors"} <= codes
        assert "zones.QP9" not in codes
        said = " ".join(diagnosis.blocks["zones"].reservations)
        assert "10 établissements sans position connue" in said


def test_a_hidden_structure_is_counted_and_never_told(ground):
    with draw(ground) as diagnosis:
        rows = diagnosis.rows("zones.QP1", diagnosis.figure("zones.QP1").parts[0].code).rows
        assert len(rows) == 3
        assert [row["name"] for row in rows].count(HIDDEN_NAME) == 1
    table = (diagnosis.folder / "zoned.parquet").read_bytes()
    assert b"STRUCTURE 1" in table or b"STRUCTURE" in table
    assert b"STRUCTURE 4" not in table


def test_without_districts_there_is_no_such_table(ground):
    with draw(ground, zones=[]) as diagnosis:
        assert not [figure for figure in diagnosis.figures() if figure.code.startswith("zones.")]
        assert not (diagnosis.folder / "zoned.parquet").exists()


def test_the_same_districts_give_the_same_diagnosis(ground):
    first, again = draw(ground).reference, draw(ground).reference
    assert first == again
    moved = [Zone("QP1", "Les Bordières", [[square(9, 9)]])]
    assert draw(ground, zones=moved).reference != first
