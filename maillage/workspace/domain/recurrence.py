"""Dates that come back: every so many weeks, or on the nth weekday of every so many months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from maillage.kernel.text import french_date
from maillage.workspace.domain.agenda import WEEKDAYS

Frequency = Literal["weekly", "monthly"]
MOST = 104
"""A rule gives that many dates at most: two years of every week."""
_ORDINALS = ("premier", "deuxième", "troisième", "quatrième")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How an event comes back until a day, that day included.

    `weekly`: every `interval` weeks, on the weekday of the first date. `monthly`: every `interval` months, on
    the same nth weekday as the first date; a date from the 29th on is the *last* such weekday of its month.
    """

    frequency: Frequency
    until: date
    interval: int = 1

    def __post_init__(self) -> None:
        if self.frequency not in ("weekly", "monthly"):
            raise ValueError(f"unknown frequency {self.frequency!r}")
        if not 1 <= self.interval <= 12:
            raise ValueError("the interval is between 1 and 12")


def rank_in_month(day: date) -> int:
    """1 to 4 for the first to the fourth such weekday of its month, -1 for one of the 29th to the 31st."""
    rank = (day.day - 1) // 7 + 1
    return rank if rank <= 4 else -1


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date:
    """The `rank`-th (1 to 4, or -1 for the last) of a weekday (0 is Monday) in a month."""
    if rank == -1:
        after = date(year + month // 12, month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))


def occurrences(first: date, rule: Rule) -> list[date]:
    """The dates of a rule, growing; the first is `first` itself, even after the end. At most `MOST`."""
    found = [first]
    for day in _after(first, rule):
        if day > rule.until or len(found) == MOST:
            break
        found.append(day)
    return found


def _after(first: date, rule: Rule) -> Iterator[date]:
    if rule.frequency == "weekly":
        day = first
        while True:
            day += timedelta(weeks=rule.interval)
            yield day
    rank, months = rank_in_month(first), first.year * 12 + first.month - 1
    while True:
        months += rule.interval
        yield nth_weekday(months // 12, months % 12 + 1, first.weekday(), rank)


def rule_in_french(first: date, rule: Rule) -> str:
    """« chaque semaine le jeudi, jusqu’au 25 juin 2026 »."""
    weekday = WEEKDAYS[first.weekday()]
    if rule.frequency == "weekly":
        every = "chaque semaine" if rule.interval == 1 else f"toutes les {rule.interval} semaines"
        said = f"{every} le {weekday}"
    else:
        rank = rank_in_month(first)
        which = f"dernier {weekday}" if rank == -1 else f"{_ORDINALS[rank - 1]} {weekday}"
        every = "chaque mois" if rule.interval == 1 else f"tous les {rule.interval} mois"
        said = f"{every} le {which}"
    return f"{said}, jusqu’au {french_date(rule.until)}"
