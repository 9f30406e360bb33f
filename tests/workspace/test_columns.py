"""What fits in a column, how long it lasts on air, when it is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.workspace.domain.columns import (
    MONTHS,
    PAUSE,
    WEEKS,
    due_dates,
    sentences,
    shortened,
    spoken_seconds,
    spoken_shortened,
    timed,
)

TEXT = "Le forum a réuni 120 personnes. Trois coopératives se lancent ! Rendez-vous en mai, à Créteil."


def test_a_text_is_read_sentence_by_sentence():
    assert sentences(TEXT) == [
        "Le forum a réuni 120 personnes.",
        "Trois coopératives se lancent !",
        "Rendez-vous en mai, à Créteil.",
    ]
    assert sentences("Il dit (en riant.) Puis M. Durand sort.\n\nune suite") == [
        "Il dit (en riant.)",
        "Puis M. Durand sort.",
        "une suite",
    ]


def test_whole_sentences_are_kept_and_words_when_none_fits():
    assert shortened(TEXT, 70) == "Le forum a réuni 120 personnes. Trois coopératives se lancent !"
    assert shortened(TEXT, 20) == "Le forum a réuni…"
    assert shortened("", 20) == ""
    assert shortened(TEXT, 1000) == TEXT


@given(st.text(max_size=300), st.integers(1, 200))
def test_nothing_is_longer_than_the_column(text, limit):
    assert len(shortened(text, limit)) <= limit


def test_air_is_counted_by_words_and_by_pauses():
    assert spoken_seconds("Un deux trois quatre cinq.") == pytest.approx(2)
    assert spoken_seconds("Un deux trois quatre cinq. Un deux trois quatre cinq.") == pytest.approx(4 + PAUSE)
    assert [at for at, _ in timed("Un deux trois quatre cinq. Un deux trois quatre cinq.")] == [0, 2 + PAUSE]
    assert (
        spoken_shortened("Un deux trois quatre cinq. Un deux trois quatre cinq.", 3)
        == "Un deux trois quatre cinq."
    )
    assert spoken_shortened("Un deux trois quatre cinq.", 1) == "Un deux trois quatre cinq."


def test_a_rhythm_falls_on_its_day_or_on_the_last_of_a_short_month():
    month = date(2027, 1, 31)
    found = list(due_dates(month, "monthly", date(2027, 1, 1), date(2027, 5, 1)))
    assert found == [month, date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert list(due_dates(month, "quarterly", date(2027, 2, 1), date(2027, 8, 1))) == [
        date(2027, 4, 30),
        date(2027, 7, 31),
    ]
    week = list(due_dates(date(2027, 3, 1), "fortnightly", date(2027, 3, 10), date(2027, 4, 1)))
    assert week == [date(2027, 3, 15), date(2027, 3, 29)]


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from([*WEEKS, *MONTHS]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 400),
)
def test_dates_are_in_the_period_grow_and_are_those_of_a_longer_one(first, every, start, length):
    end = start + timedelta(days=length)
    found = list(due_dates(first, every, start, end))
    assert found == sorted(set(found))
    assert all(max(first, start) <= day <= end for day in found)
    longer = due_dates(first, every, start - timedelta(days=100), end)
    assert found == [day for day in longer if day >= start]
