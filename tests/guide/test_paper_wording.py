"""Good French on paper: cuts, plurals, dates, places, addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.guide.domain.wording import (
    calm_address,
    counted,
    file_size,
    listed,
    paragraphs,
    shorten,
    split_according,
    spoken_hours,
)


def test_text_is_cut_at_the_end_of_a_sentence() -> None:
    text = "Propose des ateliers. Accueille les habitants chaque mercredi. Ferme en août, comme la commune."
    assert shorten(text, 200) == text
    assert shorten(text, 70) == "Propose des ateliers. Accueille les habitants chaque mercredi."
    assert shorten(text, 62) == "Propose des ateliers. Accueille les habitants chaque mercredi."


def test_text_without_a_sentence_short_enough_is_cut_at_a_word() -> None:
    assert shorten("Oui. " + "mots " * 40, 60).endswith("mots…")
    assert shorten("x" * 100, 20) == "x" * 20 + "…"
    assert shorten("un deux trois, quatre cinq", 15) == "un deux trois…"


@given(st.text(max_size=400), st.integers(min_value=5, max_value=120))
def test_cut_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit + 1


def test_origin_is_parted_from_the_presentation() -> None:
    assert split_according("Régie de quartier. D’après la synthèse de 2005 (1.2).") == (
        "Régie de quartier.",
        "D’après la synthèse de 2005 (1.2)",
    )
    assert split_according("Rien de tel.") == ("Rien de tel.", "")
    assert split_according("D’après elle, tout va bien. Elle a deux salariés.")[1] == ""


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0\u00a0structure"),
        (1, "1\u00a0structure"),
        (2, "2\u00a0structures"),
        (2280, "2\u00a0280\u00a0structures"),
    ],
)
def test_counts(count: int, said: str) -> None:
    assert counted(count, "structure") == said


def test_lists_and_sizes() -> None:
    assert listed(["a", "b", "c"]) == "a, b et c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""
    assert file_size(4_120_000) == "4,1\u00a0Mo"
    assert file_size(850_400) == "850\u00a0ko"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("675 RUE DE MONTASINOS", "675 rue de Montasinos"),
        ("5 PLACE DE L'EGLISE", "5 place de l'Eglise"),
        ("BP 12 ZAC DES LILAS", "BP 12 ZAC des Lilas"),
        ("12 bis rue Paul-Éluard", "12 bis rue Paul-Éluard"),
        ("12", "12"),
    ],
)
def test_addresses_in_capitals_are_calmed(raw: str, said: str) -> None:
    assert calm_address(raw) == said


def test_paragraphs_are_parted_by_empty_lines_and_typeset() -> None:
    assert paragraphs('Bonjour !\nla suite\n\n\nC\'est "tout" ; fin.\r\n\r\nAu revoir.') == [
        "Bonjour\u202f! la suite",
        'C’est "tout"\u202f; fin.',
        "Au revoir.",
    ]


def test_hours_stay_with_their_figures() -> None:
    assert spoken_hours("le lundi de 9 h à 12 h 30") == "le lundi de 9\u00a0h à 12\u00a0h\u00a030"
