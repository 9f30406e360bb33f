"""Colours for the press: near to the screen's, thrifty, never more ink than paper takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.guide.domain.inks import separate, shown
from maillage.kernel.vocabulary import THEMES

POLE = ["#1f5f5b", "#a63d2f", "#fbf7f0"]


def distance(colour: str) -> float:
    """The greatest difference of a channel, from 0 to 255, between a colour and its print."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(abs(a * 255 - b) for a, b in zip(shown(separate(colour)), wanted, strict=True))


def test_white_is_bare_paper() -> None:
    assert separate("#ffffff") == (0, 0, 0, 0)


def test_grey_is_mostly_black_ink() -> None:
    cyan, magenta, yellow, black = separate("#6a6a6a")
    assert black > 0.4
    assert max(cyan, magenta, yellow) < 0.15


@pytest.mark.parametrize("colour", [*POLE, *(theme.color for theme in THEMES.roots())])
def test_colours_of_the_guide_are_printed_nearly_as_they_are_seen(colour: str) -> None:
    assert distance(colour) <= 18


@settings(deadline=None, max_examples=40)
@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_ink_never_exceeds_what_paper_takes(colour: str) -> None:
    inks = separate(colour)
    assert all(0 <= ink <= 1 for ink in inks)
    assert sum(inks) <= 3.02
