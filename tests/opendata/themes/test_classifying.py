"""One organisation: each thing known of it speaks, the words that decided are given, sure means sure."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.vocabulary import THEMES
from maillage.opendata.themes import Classifier, ThemeGuess, classify


def test_the_name_alone() -> None:
    guess = classify("A.S. Judo-Club d’Été")
    assert (guess.theme, guess.root, guess.source) == ("sport/combat", "sport", "nom")
    assert guess.sure
    assert "Judo" in guess.words, "in the spelling of the name"
    assert guess.label == "Sport › Arts martiaux et sports de combat"


def test_accents_and_ligatures_stay_in_the_words() -> None:
    assert "Chœur" in classify("Chœur de l’Abbaye").words
    assert "pêche à la ligne" in classify("", "Pratique de la pêche à la ligne").words


def test_the_object_says_what_the_name_does_not() -> None:
    guess = classify("Les Hirondelles", "Gestion d’une crèche parentale")
    assert (guess.theme, guess.source) == ("education/petite-enfance", "objet")


def test_the_activity_code_alone_and_with_words() -> None:
    assert classify(naf="93.12Z").root == "sport"
    assert classify(naf="93.12Z").words == ("93.12Z",)
    assert classify("Les Amis", naf="9312Z").root == "sport"
    assert classify("Chorale", naf="93.12Z").confidence < classify("Chorale").confidence


@pytest.mark.parametrize("code", ["94.99Z", "", "00.00Z", "?", "94.99", "Z"])
def test_an_empty_activity_code_says_nothing(code: str) -> None:
    assert classify(naf=code) == ThemeGuess()


def test_both_editions_of_the_naf_are_read() -> None:
    assert classify(naf="90.01Z").root == classify(naf="90.20Y").root == "culture"
    assert classify(naf="91.02Z").theme == classify(naf="91.21Y").theme == "culture/patrimoine"


def test_the_coded_object_decides_and_the_words_refine_or_weaken_it() -> None:
    alone = classify("", rna_code="011000")
    agreed = classify("Judo-club", rna_code="011000")
    contradicted = classify("Chorale Cantabile", "Chant choral, concerts", rna_code="011000")
    assert (alone.theme, alone.source, alone.words) == ("sport", "objet codé", ("011000",))
    assert agreed.theme == "sport/combat"
    assert alone.confidence < agreed.confidence
    assert contradicted.root == "sport" and not contradicted.sure
    assert classify("Judo-club", rna_code="000000").source == "nom", "no code is no answer"
    assert classify("Judo-club", rna_code="050000").source == "nom", "a family to be sorted again neither"


def test_what_says_nothing_is_left_unclassified() -> None:
    for name in ("", "Les Amis de Trifouilly", "Association XYZ", "2 000"):
        guess = classify(name)
        assert not guess.sure
    assert classify("Zzyx") == ThemeGuess()


def test_arrow_batches_give_the_same_as_rows() -> None:
    rows = [("Judo-club", "", "", ""), ("Zzyx", "", "", ""), ("Théâtre", "Créer des spectacles", "006070", "")]
    batch = pa.table(dict(zip(("name", "object", "rna_code", "naf"), map(list, zip(*rows)), strict=True)))
    guesses = list(Classifier().classify_many(rows))
    table = Classifier().classify_batch(batch)
    assert table.column("theme").to_pylist() == [one.theme or None for one in guesses]
    assert table.column("words").to_pylist()[1] is None
    names = Classifier().classify_batch(batch.select(["name"]))
    assert names.column("root").to_pylist() == ["sport", None, "culture"]


@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=7), st.text(max_size=7))
def test_any_text_gives_a_guess(name: str, statement: str, code: str, naf: str) -> None:
    guess = classify(name, statement, code, naf)
    assert 0.0 <= guess.confidence <= 1.0
    assert not guess.theme or THEMES[guess.theme].root_code == guess.root
    assert not guess.sure or guess.theme
    assert not guess.theme or guess.words, "a theme is never given without what decided"
