"""The register says what the purge does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from maillage.kernel.processing import Processing, french_length


def processing(**changes: object) -> Processing:
    told = dict.fromkeys(
        ["code", "name", "purpose", "legal_basis", "people", "data", "origin", "recipients", "rights"], "x"
    )
    return Processing(**{**told, "ends": "Jamais.", **changes})


def test_the_term_is_told_as_it_is_purged():
    told = processing(ends="Effacé {term} après.", kept_for=timedelta(days=90), purge=lambda: 0)
    assert told.ends_sentence == "Effacé 90 jours après."


@pytest.mark.parametrize(
    "changes",
    [
        {"kept_for": timedelta(days=1), "ends": "Effacé {term} après."},
        {"purge": lambda: 0},
        {"ends": "Effacé {term} après."},
        {"ends": "Un jour.", "kept_for": timedelta(days=1), "purge": lambda: 0},
    ],
)
def test_a_term_without_its_purge_or_without_its_words_is_refused(changes):
    with pytest.raises(ValueError):
        processing(**changes)


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 jour"), (90, "90 jours"), (365, "12 mois"), (1095, "3 ans")]
)
def test_lengths_in_words(days, words):
    assert french_length(timedelta(days=days)) == words
