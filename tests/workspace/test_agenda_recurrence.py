"""Dates that come back: the pure rule."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.workspace.domain.recurrence import (
    MOST,
    Rule,
    nth_weekday,
    occurrences,
    rank_in_month,
    rule_in_french,
)

days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
rules = st.builds(
    Rule,
    frequency=st.sampled_from(["weekly", "monthly"]),
    interval=st.integers(1, 12),
    until=days,
)


@given(days, rules)
def test_dates_grow_keep_their_weekday_and_stop_in_time(first: date, rule: Rule):
    found = occurrences(first, rule)
    assert found[0] == first and len(found) <= MOST
    assert found == sorted(set(found))
    assert {day.weekday() for day in found} == {first.weekday()}
    assert all(day <= rule.until for day in found[1:])


@given(days, st.integers(1, 12), st.integers(0, 2000))
def test_weeks_are_spaced_by_the_interval_and_none_is_missing(first: date, interval: int, length: int):
    rule = Rule(frequency="weekly", interval=interval, until=first + timedelta(days=length))
    found = occurrences(first, rule)
    assert {(b - a).days for a, b in itertools.pairwise(found)} <= {7 * interval}
    assert len(found) == min(MOST, length // (7 * interval) + 1)


@given(days, st.integers(1, 12), st.integers(0, 2000))
def test_months_keep_their_rank_and_none_is_missing(first: date, interval: int, length: int):
    rule = Rule(frequency="monthly", interval=interval, until=first + timedelta(days=length))
    found = occurrences(first, rule)
    months = [day.year * 12 + day.month for day in found]
    assert {b - a for a, b in itertools.pairwise(months)} <= {interval}
    if rank_in_month(first) == -1:
        assert all((day + timedelta(days=7)).month != day.month for day in found)
    else:
        assert {(day.day - 1) // 7 for day in found} == {(first.day - 1) // 7}
    if len(found) < MOST:
        nxt = months[-1] + interval - 1
        after = nth_weekday(nxt // 12, nxt % 12 + 1, first.weekday(), rank_in_month(first))
        assert after > rule.until


@given(st.integers(1990, 2090), st.integers(1, 12), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1]))
def test_the_nth_weekday_is_the_one_counted_on_a_calendar(year: int, month: int, weekday: int, rank: int):
    of_month = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    those = [day for day in of_month if day.month == month and day.weekday() == weekday]
    assert nth_weekday(year, month, weekday, rank) == those[rank - 1 if rank > 0 else -1]


def test_a_rule_is_said_in_french():
    thursday = date(2026, 3, 12)
    end = date(2026, 6, 25)
    assert rule_in_french(thursday, Rule(frequency="weekly", until=end)).startswith("chaque semaine le jeudi")
    assert "le deuxième jeudi" in rule_in_french(thursday, Rule(frequency="monthly", until=end))
    last = rule_in_french(date(2026, 3, 31), Rule(frequency="monthly", interval=2, until=end))
    assert last.startswith("tous les 2 mois le dernier mardi")


@pytest.mark.parametrize("wrong", [{"frequency": "yearly"}, {"frequency": "weekly", "interval": 0}])
def test_a_rule_that_means_nothing_is_refused(wrong):
    with pytest.raises(ValueError):
        Rule(until=date(2026, 1, 1), **wrong)
