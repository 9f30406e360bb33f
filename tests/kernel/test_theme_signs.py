"""The words that betray a theme: how they are written, found, weighed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.text import fold
from maillage.kernel.vocabulary import THEMES, theme_from_text
from maillage.kernel.vocabulary.theme_signs import ROOTS, add_signs, best_child, likelihoods, signs_in
from maillage.kernel.vocabulary.theme_words import clues


def test_clues_are_folded_phrases_of_themes_that_exist() -> None:
    for code, phrase, strength in clues():
        assert phrase and phrase == fold(phrase), (code, phrase)
        assert not code or code in THEMES
        assert 0 < strength < 6
    assert {code for code, _, _ in clues()} - {""} == {theme.code for theme in THEMES}


def test_the_longest_phrase_wins_and_hides_the_words_in_it() -> None:
    (sign,) = signs_in(["parents", "d", "eleves"])
    assert (sign.first, sign.end) == (0, 3)
    assert dict(sign.roots) == {"education": pytest.approx(4.5)}
    assert signs_in(["conseil", "d", "administration"]) == [], "a phrase that says nothing hides its words"


def test_a_phrase_counts_once_and_repeated_signs_less_and_less() -> None:
    assert len(signs_in(["judo", "judo", "judo"])) == 1
    scores: dict[str, float] = {}
    counts: dict[str, int] = {}
    add_signs(scores, [(sign, 1.0) for sign in signs_in(["judo", "karate", "boxe"])], counts)
    assert counts == {"sport": 3}
    assert 4.5 < scores["sport"] < 3 * 4.5


def test_a_word_made_of_another_says_half_as_much() -> None:
    (sign,) = signs_in(["libertango"])
    assert dict(sign.themes) == {"culture/danse": pytest.approx(2.25)}


def test_likelihoods_are_probabilities_that_disagreement_lowers() -> None:
    alone = likelihoods({"sport": 4.5})
    shared = likelihoods({"sport": 4.5, "culture": 4.5})
    assert 0.5 < alone["sport"] < 1
    assert shared["sport"] < alone["sport"]
    assert sum(likelihoods(dict.fromkeys(ROOTS, 1.0)).values()) == pytest.approx(1.0)
    assert likelihoods({}) == {}


def test_of_two_children_that_say_as_much_neither_is_chosen() -> None:
    signs = [(sign, 1.0) for sign in signs_in(["judo", "natation"])]
    assert best_child("sport", signs) == "sport"
    assert best_child("sport", signs[:1]) == "sport/combat"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Association de pêche La Gaule", "loisirs/chasse-peche"),
        ("ASL du lotissement Les Pins", "habitat/habitants"),
        ("FCPE du collège Plaisance", "education/parents-eleves"),
        ("ADMR du canton", "sante-social/aide-a-domicile"),
        ("AMAP du Mont-Mesly", "alimentation/circuits-courts"),
        ("CLCV", "citoyennete/consommateurs"),
        ("Jeunes sapeurs-pompiers", "citoyennete/secours"),
        ("Ensemble vocal Cantabile", "culture/musique"),
        ("Amicale du personnel communal", "economie/professions"),
    ],
)
def test_sigles_and_words_of_associations(text: str, code: str) -> None:
    match = theme_from_text(text)
    assert match is not None and match.code == code


@given(st.lists(st.sampled_from([phrase for _, phrase, _ in clues()]), max_size=8))
def test_any_phrases_give_signs_within_the_words(phrases: list[str]) -> None:
    words = " ".join(phrases).split()
    signs = signs_in(words)
    assert all(0 <= sign.first < sign.end <= len(words) for sign in signs)
    assert all(before.end <= after.first for before, after in itertools.pairwise(signs))
