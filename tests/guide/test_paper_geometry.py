"""Maps and flowers: every dot in its place, nothing outside the frame."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.guide.domain.geometry import (
    coloured,
    filled,
    flower,
    frame_around,
    outline_points,
    shape_in,
    without_strays,
)
from maillage.territory.domain import contains

SQUARE = {"type": "Polygon", "coordinates": [[[2.4, 48.7], [2.5, 48.7], [2.5, 48.8], [2.4, 48.8], [2.4, 48.7]]]}
earth = st.tuples(st.floats(-60, 60), st.floats(-60, 60))


@given(st.lists(earth, min_size=1, max_size=30))
def test_frame_holds_every_point(points: list[tuple[float, float]]) -> None:
    frame = frame_around(points)
    assert frame is not None
    assert 1 / 3.2 <= frame.ratio <= 2.1
    assert all(frame.holds(*point) for point in points)


def test_frame_keeps_north_up_and_distances_alike() -> None:
    frame = frame_around([(2.4, 48.7), (2.5, 48.8)])
    assert frame is not None
    (west, south), (east, north) = frame.place(2.4, 48.7), frame.place(2.5, 48.8)
    assert west < east
    assert north < south
    # A tenth of a degree of longitude is shorter than one of latitude by the cosine of the latitude.
    assert (east - west) / (south - north) == pytest.approx(math.cos(math.radians(48.75)), abs=0.01)


def test_nothing_makes_no_frame() -> None:
    assert frame_around([]) is None


def test_dots_fill_the_outline_in_the_number_asked() -> None:
    frame = frame_around(outline_points([SQUARE]))
    assert frame is not None
    points, radius = filled(frame, [SQUARE], 300)
    assert 285 <= len(points) <= 315
    for x, y in points:
        longitude = frame.west + x / frame.scale / frame.squeeze
        assert contains(SQUARE, longitude, frame.north - y / frame.scale)
    gaps = [math.dist(a, b) for number, a in enumerate(points) for b in points[:number]]
    assert min(gaps) > 2 * radius, "dots overlap"


@pytest.mark.parametrize("count", [1, 2, 7, 70, 620])
def test_petals_stay_in_their_square_and_never_overlap(count: int) -> None:
    points, radius = flower(count)
    assert len(points) == count
    for x, y in points:
        assert radius - 0.5 <= x <= 1000.5 - radius
        assert radius - 0.5 <= y <= 1000.5 - radius
    gaps = [math.dist(a, b) for number, a in enumerate(points) for b in points[:number]]
    assert not gaps or min(gaps) > 1.4 * radius


def test_colours_follow_the_shares_and_the_seed_alone() -> None:
    points = [(float(x), 0.0) for x in range(100)]
    dots = coloured(points, {"culture": 32, "sport": 21, "autre": 47}, "a")
    assert Counter(code for *_, code in dots) == {"culture": 32, "sport": 21, "autre": 47}
    assert dots == coloured(points, {"culture": 32, "sport": 21, "autre": 47}, "a")
    assert dots != coloured(points, {"culture": 32, "sport": 21, "autre": 47}, "b")
    assert coloured(points, {}, "a") == []


def test_a_wrong_position_does_not_flatten_the_map() -> None:
    near = [(3.87 + number / 1000, 43.6 + number / 2000) for number in range(40)]
    kept = without_strays([*near, (0.0, 0.0), (-61.5, 16.2)])
    assert kept == near


def test_outlines_lose_only_points_too_near_to_be_seen() -> None:
    ring = [[2.4 + number / 1e6, 48.7] for number in range(1000)] + [[2.5, 48.8], [2.4, 48.8], [2.4, 48.7]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    frame = frame_around(outline_points([geometry]))
    assert frame is not None
    (drawn,) = shape_in(frame, geometry)
    assert 4 <= len(drawn) < 20
