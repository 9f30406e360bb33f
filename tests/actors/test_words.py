"""The words of names: folded, stemmed, joined with their sigles; and the words that a misspelt one may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.actors.domain.lexicon import FIRST_NAMES, SIGLES, STEMS
from maillage.actors.domain.spelling import Spelling
from maillage.actors.domain.words import indexed_words, initials, stem, stems, synonyms, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Œuvre de l'école", ["oeuvre", "de", "ecole"]),
        ("S.E.L. d’Alfortville", ["sel", "alfortville"]),
        ("L’A.P.E. de l’école", ["ape", "de", "ecole"]),
        ("M J C Club", ["mjc", "club"]),
        ("2ème chance", ["2", "chance"]),
        ("Cité 94", ["cite", "94"]),
        ("  ?! ", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        "emploi emplois",
        "travail travaux",
        "solidaire solidarité solidaires",
        "bénévole bénévolat bénévoles",
        "mutuelle mutualité mutuelles",
        "handicapé handicapée handicapés handicapées",
        "retraité retraités retraitée retraitées",
        "lieu lieux",
        "jeu jeux",
        "vélo vélos",
        "ami amis",
        "local locaux",
        "association associations associatif asso",
        "ressourcerie ressourceries",
        "âgé âgées",
        "sportif sportive",
        "régional région",
        "foot football",
        "heureux heureuse",
    ],
)
def test_forms_of_one_word_have_one_stem_with_or_without_accents(forms):
    found = {one for form in forms.split() for one in stems(form)}
    assert len(found) == 1, found


@pytest.mark.parametrize("pair", ["cours course", "art artisan", "culture culte"])
def test_other_words_keep_other_stems(pair):
    first, second = pair.split()
    assert stem(first) != stem(second)


def test_initials_with_and_without_the_place_and_the_legal_word():
    words = tokens("Association des jeunes et de la culture de Créteil")
    assert initials(words, frozenset({stem("creteil")})) == {"ajcc", "ajc", "jcc"}
    assert "mpt" in initials(tokens("Maison pour tous"))


def test_sigles_and_long_forms_say_the_same():
    assert synonyms(stems("MJC")) == set(stems("maison jeunes culture"))
    assert synonyms(stems("Régie de quartier du Palais")) == {"rq"}
    assert synonyms(["palais"]) == set()


def test_no_sigle_nor_first_name_is_lost_to_a_stop_word_or_an_exception():
    assert all(stems(form) for forms in SIGLES.values() for form in forms)
    assert all(sigle == sigle.lower() for sigle in SIGLES)
    assert not {"solidarite", "quartier"} & FIRST_NAMES
    assert STEMS["travaux"] == STEMS["travail"]


def test_what_is_indexed():
    words = indexed_words(
        names=("MJC Club",),
        other_names=("Maison du Club",),
        sigle="MJC",
        places=("Créteil",),
        labels=("Éducation", "Petite enfance"),
        themes=("education/petite-enfance",),
        identifiers=("552 100 554", ""),
        texts=("Une crèche, des ateliers.",),
    )
    assert words.name.split()[:2] == ["mjc", "club"]
    assert {"maison", "jeun", "cultur", "creteil", "educ", "552100554"} <= set(words.topic.split())
    assert words.text.split() == [stem("creche"), stem("ateliers")]
    assert {"mjc", "creche", "ateliers", "enfance"} <= words.forms
    assert not any(form.isdigit() for form in words.forms)


SPELLING = Spelling(
    [
        "ressourcerie",
        "regie",
        "quartier",
        "restaurant",
        "bibliotheque",
        "regies",
        "maison",
        "jeunes",
        "culture",
        "cours",
        "court",
        "amis",
        "solidarite",
        "solidaire",
    ]
)


def test_nearest_words_first():
    assert SPELLING.close("resourcerie", 1) == [("ressourcerie", 1)]
    assert SPELLING.close("cuors", 1) == [("cours", 1)]
    assert SPELLING.close("cours", 1) == [("court", 1)]
    assert [word for word, _ in SPELLING.close("regis", 1)] == ["regie", "regies"]


def test_beginnings():
    assert SPELLING.starting("reg", 10) == ["regie", "regies"]
    assert SPELLING.starting("regies", 10) == []
    assert "bibliotheque" in SPELLING.nearly_starting("bibloth", 10)


def test_glued_words_are_cut_where_known_words_meet():
    assert SPELLING.parts("regiequartier")[0] == ("regie", "quartier")
    assert SPELLING.parts("maisondesjeunes")[0] == ("maison", "des", "jeunes")
    assert SPELLING.parts("xyzquartier") == []
    assert SPELLING.parts("lequartier") == [("le", "quartier")]
    assert SPELLING.parts("desles") == []
    assert SPELLING.parts("regie") == []


def test_a_word_learnt_later_is_known_at_once():
    spelling = Spelling(["regie"])
    assert not spelling.knows("bergamote")
    spelling.add(["bergamote"])
    assert spelling.knows("bergamotes")
    assert spelling.starting("berg", 5) == ["bergamote"]
    assert spelling.close("bergamotte", 1) == [("bergamote", 1)]


@given(st.text(max_size=40))
def test_any_text_gives_words_of_letters_and_digits_only(text):
    words = indexed_words(names=(text,), sigle=text, labels=(text,), texts=(text,))
    for column in (words.name, words.topic, words.text):
        assert all(word.isalnum() for word in column.split())
    for word in tokens(text):
        assert stem(word) == stem(word)
        SPELLING.parts(word)


def test_a_long_form_is_known_with_another_word_in_it():
    assert "oms" in synonyms(stems("Office municipal de la jeunesse et des sports"))
    assert "oms" not in synonyms(stems("Office des sports municipal"))
    assert "rq" not in synonyms(stems("Régie de mon quartier".replace("mon", "grand")))
