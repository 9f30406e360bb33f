"""Distances, outlines, cards, linked data: no database."""

from __future__ import annotations

import json
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.guide.domain.communes import code_of_slug, commune_slug
from maillage.guide.domain.distance import distance_km, told_distance
from maillage.guide.domain.linked_data import for_html, organization
from maillage.guide.domain.outlines import draw, extent, lighten
from maillage.guide.domain.vcard import Card, write_vcard


def test_distance_between_two_town_halls() -> None:
    creteil, paris = (48.7771, 2.4531), (48.8566, 2.3522)
    assert distance_km(creteil, paris) == pytest.approx(11.5, abs=0.2)
    assert distance_km(creteil, creteil) == 0


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [(0.0, "50 m"), (0.33, "350 m"), (0.94, "950 m"), (0.96, "1,0 km"), (1.24, "1,2 km"), (14.4, "14 km")],
)
def test_distances_are_told_as_people_say_them(kilometres: float, words: str) -> None:
    assert told_distance(kilometres) == words


def test_a_long_outline_keeps_its_shape_with_fewer_points() -> None:
    edge = [[x / 1000, 0.00001 * (x % 2)] for x in range(1000)]
    square = [*edge, [1.0, 1.0], [0.0, 1.0], edge[0]]
    light = lighten({"type": "Polygon", "coordinates": [square]}, 0.01)
    ring = light["coordinates"][0]
    assert len(ring) <= 6
    assert ring[0] == ring[-1]
    assert {(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)} <= set(ring)


def test_small_islands_go_but_never_the_last_polygon() -> None:
    island = [[5, 5], [5.001, 5], [5.001, 5.001], [5, 5]]
    land = [[0, 0], [1, 0], [1, 1], [0, 0]]
    light = lighten({"type": "MultiPolygon", "coordinates": [[land], [island]]}, 0.01)
    assert light["type"] == "Polygon"
    alone = {"type": "Polygon", "coordinates": [island]}
    assert lighten(alone, 0.1) == alone
    assert extent(alone) == pytest.approx(0.001)


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(40, 50)), min_size=3, max_size=60, unique=True),
    st.sampled_from([0.001, 0.05, 0.5]),
)
def test_no_point_of_an_outline_moves_further_than_said(
    points: list[tuple[float, float]], tolerance: float
) -> None:
    ring = [list(point) for point in points]
    ring.append(ring[0])
    light = lighten({"type": "Polygon", "coordinates": [ring]}, tolerance)["coordinates"][0]
    if len(light) == len(ring):
        return
    for x, y in points:
        gap = min(_segment(x, y, a, b) for a, b in pairwise(light))
        assert gap <= tolerance + 1e-4


def _segment(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    (x1, y1), (x2, y2) = a, b
    square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = min(1, max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square)) if square else 0
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def test_a_drawing_holds_every_commune_inside_its_frame() -> None:
    land = {"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 48]]]}
    drawing = draw({"A": (land, (2.7, 48.3))}, width=600)
    path, (x, y) = drawing.shapes["A"]
    assert path.startswith("M") and path.endswith("Z")
    assert 0 < x < drawing.width and 0 < y < drawing.height


def test_addresses_of_communes_go_both_ways() -> None:
    assert commune_slug("Limeil-Brévannes", "94044") == "limeil-brevannes-94044"
    assert code_of_slug("limeil-brevannes-94044") == "94044"
    assert code_of_slug(commune_slug("Ajaccio", "2A004")) == "2A004"
    assert code_of_slug("creteil") == ""


def test_a_card_escapes_folds_and_leaves_out_what_is_empty() -> None:
    text = write_vcard(
        Card(uid="6ff0", name="Épicerie, Café; & Cie", note="Ligne 1\nLigne 2 " + "é" * 80, town="Créteil")
    )
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n") and text.endswith("END:VCARD\r\n")
    assert "FN:Épicerie\\, Café\\; & Cie\r\n" in text
    assert "Ligne 1\\nLigne 2" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "TEL" not in text and "EMAIL" not in text and "GEO" not in text
    unfolded = text.replace("\r\n ", "")
    assert "é" * 80 in unfolded


def test_a_card_cannot_be_given_lines_of_its_own() -> None:
    text = write_vcard(Card(uid="1", name="X\r\nTEL:0800000000"))
    assert "\r\nTEL:" not in text


def test_linked_data_leaves_out_what_is_empty_and_cannot_end_its_script() -> None:
    data = organization(address="https://x.example/a/", name="</script><b>", hours="Mo-Fr 09:00-12:00; PH off")
    assert data["url"] == "https://x.example/a/"
    assert data["location"]["openingHours"] == ["Mo-Fr 09:00-12:00"]
    assert "telephone" not in data and "address" not in data
    written = for_html(data)
    assert "<" not in written
    assert json.loads(written)["name"] == "</script><b>"
