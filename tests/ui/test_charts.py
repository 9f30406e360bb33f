"""Charts are drawn from plain data, in French, and say that they are invented when they are."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

from fontTools.ttLib import TTFont
from PIL import Image

from maillage.ui import charts

COLOURS = {
    "primary": "#1f5f5b", "secondary": "#a63d2f", "ink": "#22201c", "muted": "#5f5b55", "surface": "#fdfcf9",
    "control": "#827d76", "rule": "#dddddd", "info": "#1d4f7c", "warning": "#7a4a00", "paper": "#fbf7f0",
}  # fmt: skip
SQUARE = {"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 49], [2, 48]]]}


def _texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_bars_write_their_labels_values_and_notice() -> None:
    spec = charts.bars(
        "Par thème",
        [("Culture", 1710, "1 710"), ("Sport", 0, "0")],
        unit="structures",
        description="Nombre de structures par thème",
        colours=COLOURS,
        notice="Données inventées",
    )
    drawn = charts.svg(spec)
    assert {"Par thème", "Culture", "Sport", "1 710", "0", "Données inventées"} <= set(_texts(drawn))
    # The axis counts as French people do.
    assert any(text in ("500", "1\u00a0000") for text in _texts(drawn))


def test_lines_have_a_legend_only_when_there_are_several() -> None:
    one = charts.lines(
        "Créations", {"Créations": [(2020, 3), (2021, 4)]}, unit="", description="", colours=COLOURS
    )
    two = charts.lines(
        "Mouvements",
        {"Créations": [(2020, 3), (2021, 4)], "Fermetures": [(2020, 1), (2021, 2)]},
        unit="",
        description="",
        colours=COLOURS,
    )
    assert "Fermetures" in _texts(charts.svg(two))
    assert _texts(charts.svg(one)).count("Créations") == 1


def test_a_map_is_shaded_by_value_whatever_the_direction_of_its_rings() -> None:
    def drawn(shape: dict[str, object]) -> str:
        spec = charts.choropleth(
            "Carte", [("Ici", 5, "5", shape)], unit="structures", description="", colours=COLOURS
        )
        return charts.svg(spec)

    reversed_square = {"type": "Polygon", "coordinates": [list(reversed(SQUARE["coordinates"][0]))]}
    corners = [set(re.findall(r"[\d.]+,[\d.]+", drawn(shape))) for shape in (SQUARE, reversed_square)]
    assert corners[0] == corners[1]
    assert "Ici" in _texts(drawn(SQUARE))


def test_a_slide_gets_a_png_twice_as_large() -> None:
    spec = charts.bars("T", [("A", 1, "1")], unit="", description="", colours=COLOURS)
    small = Image.open(io.BytesIO(charts.png(spec, scale=1)))
    large = Image.open(io.BytesIO(charts.png(spec)))
    assert abs(large.width - 2 * small.width) <= 2


def test_the_font_holds_the_letters_of_a_label_with_signs() -> None:
    """« < » is written otherwise in SVG: what follows it is text still."""
    spec = charts.bars("Effectifs", [("< Q", 3, "3")], unit="", description="", colours=COLOURS)
    face = re.search(r"base64,([^)]+)", charts.svg(spec, with_font=True))
    assert face
    letters = TTFont(io.BytesIO(base64.b64decode(face[1]))).getBestCmap()
    assert {ord("<"), ord("Q"), ord("E")} <= letters.keys()
    assert not {ord("&"), ord("W")} & letters.keys()
