"""Activity codes lead to themes that exist, or nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.vocabulary import NAF25_TO_THEME, NAF_TO_THEME, THEMES, ActivityTheme, theme_from_naf


@pytest.mark.parametrize(
    ("naf", "naf25", "theme"),
    [
        ("88.91A", None, ActivityTheme("education/petite-enfance", True)),
        ("88.99B", None, ActivityTheme("sante-social", False)),
        ("93.12Z", None, ActivityTheme("sport", True)),
        ("90.04Z", None, ActivityTheme("culture/lieux", True)),
        ("9312Z", None, ActivityTheme("sport", True)),
        ("93.12", None, ActivityTheme("sport", True)),
        ("87.10B", None, ActivityTheme("sante-social/handicap", True)),
        ("94.99Z", None, None),
        ("9499Z", None, None),
        ("00.00Z", None, None),
        ("85.3G", None, None),
        ("913E", None, None),
        (None, None, None),
        (None, "91.21Y", ActivityTheme("culture/patrimoine", False)),
        ("94.99Z", "94.99Y", None),
        ("94.99Z", "90.20Y", ActivityTheme("culture", False)),
    ],
)
def test_theme_of_an_activity(naf: str | None, naf25: str | None, theme: ActivityTheme | None) -> None:
    assert theme_from_naf(naf, naf25) == theme


def test_tables_lead_to_themes() -> None:
    assert set(NAF_TO_THEME.values()) | set(NAF25_TO_THEME.values()) <= set(THEMES.codes)


def test_codes_are_of_the_nomenclature(shared_data: Path) -> None:
    path = shared_data / "nomenclatures/codes-NAF.json"
    if not path.is_file():
        pytest.skip("no NAF in ../shared/data: codes not checked against the nomenclature")
    official = json.loads(path.read_text(encoding="utf-8"))
    for prefix in NAF_TO_THEME:
        assert any(code.startswith(prefix) for code in official), f"{prefix} begins no code of NAF rev. 2"


@given(st.one_of(st.none(), st.text(max_size=7)), st.one_of(st.none(), st.text(max_size=7)))
def test_any_text_gives_a_theme_or_none(naf: str | None, naf25: str | None) -> None:
    found = theme_from_naf(naf, naf25)
    assert found is None or found.code in THEMES
