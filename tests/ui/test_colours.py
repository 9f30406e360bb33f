"""Colours that would be hard to read are found, whatever the pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.vocabulary import THEMES
from maillage.territory.models import Pole
from maillage.ui.colours import Palette, contrast, faults, mix, stylesheet

START = Palette(
    *(
        Pole._meta.get_field(f"colour_{name}").default  # type: ignore[union-attr]
        for name in ("primary", "secondary", "paper", "ink")
    )
)
colours = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))


def test_black_on_white_is_the_widest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colours, colours)
def test_contrast_does_not_depend_on_the_order(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@given(colours, colours)
def test_a_mix_without_share_is_the_other_colour(one, other):
    assert mix(one, other, 1) == one
    assert mix(one, other, 0) == other


def test_the_colours_of_the_start_are_readable():
    assert faults(START) == []


@pytest.mark.parametrize(
    ("change", "colour"),
    [
        ({"ink": "#999999"}, "ink"),
        ({"primary": "#7fc8c2"}, "primary"),
        ({"secondary": "#f2a99e"}, "secondary"),
        ({"paper": "#c9b48f"}, "paper"),
    ],
)
def test_each_colour_hard_to_read_is_named(change, colour):
    found = dict(faults(Palette(**{**START.__dict__, **change})))
    assert colour in found
    assert "pour 1" in found[colour]


def test_the_stylesheet_holds_one_colour_for_each_theme():
    css = stylesheet(START)
    for theme in THEMES.roots():
        assert f".theme-{theme.code}{{--theme:{theme.color}}}" in css
    assert css.count("{") == css.count("}")


def test_white_is_readable_on_each_theme():
    for theme in THEMES.roots():
        assert contrast("#ffffff", theme.color) >= 4.5, theme.code
