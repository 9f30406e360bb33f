"""The schematic outlines: closed, simple, adjacent, and saying what they are."""

from __future__ import annotations

import json
from itertools import combinations, pairwise

from maillage.demo.outlines import GEOMETRIES, NOTICE, OUTLINES, Point, feature_collection, geojson
from maillage.territory.domain import contains


def _cross(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _intersect(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _cross(a, b, c) * _cross(a, b, d) < 0 and _cross(c, d, a) * _cross(c, d, b) < 0


def test_rings_are_closed_turn_anticlockwise_and_never_cross_themselves() -> None:
    for code, ring in OUTLINES.items():
        assert ring[0] == ring[-1], code
        assert 20 <= len(ring) <= 45, code
        assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0, code
        edges = list(pairwise(ring))
        assert not any(_intersect(*one, *other) for one, other in combinations(edges, 2)), code


def test_neighbours_share_their_border_point_for_point() -> None:
    edges = {code: {frozenset(edge) for edge in pairwise(ring)} for code, ring in OUTLINES.items()}
    assert len(edges["94002"] & edges["94028"]) == 4
    assert len(edges["94028"] & edges["94044"]) == 2
    assert not edges["94002"] & edges["94044"]


def test_communes_do_not_overlap() -> None:
    centres = {"94002": (2.420, 48.800), "94028": (2.455, 48.787), "94044": (2.489, 48.745)}
    for code, point in centres.items():
        assert [other for other in OUTLINES if contains(GEOMETRIES[other], *point)] == [code]


def test_each_feature_says_that_it_is_schematic() -> None:
    collection = json.loads(geojson())
    assert collection == json.loads(json.dumps(feature_collection()))
    assert [feature["properties"]["code"] for feature in collection["features"]] == ["94002", "94028", "94044"]
    assert all(feature["properties"]["note"] == NOTICE for feature in collection["features"])
