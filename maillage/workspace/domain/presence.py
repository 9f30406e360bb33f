"""Who came: half-days, the codes of badges, which of two marks says the last word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .agenda import day_in_french

MORNING, AFTERNOON, WHOLE = "am", "pm", "day"
NOON = time(13)
# No letter that a hand confuses with a figure; a prime number of them catches two figures exchanged.
_LETTERS = "ACDEFGHJKLMNPRTUVWX"
MOST_SESSIONS = 62


@dataclass(frozen=True)
class Session:
    """A part of an event at which presence is taken: `key` is « 2026-03-12-am », or « -pm », or « -day »."""

    key: str
    label: str


def sessions_of(starts_at: datetime, ends_at: datetime, *, by_half_day: bool) -> list[Session]:
    """The parts of an event, from its local start to its local end: half-days for a training, else days.

    A half-day that the event touches for less than half an hour is none.
    """
    found: list[Session] = []
    day, last = starts_at.date(), (ends_at - timedelta(microseconds=1)).date()
    while day <= last and len(found) < MOST_SESSIONS:
        words = day_in_french(day)
        if not by_half_day:
            found.append(Session(f"{day}-{WHOLE}", words))
        else:
            parts = ((MORNING, time.min, NOON, "matin"), (AFTERNOON, NOON, None, "après-midi"))
            for part, opens, closes, name in parts:
                begins = datetime.combine(day, opens, tzinfo=starts_at.tzinfo)
                until = day if closes else day + timedelta(days=1)
                ends = datetime.combine(until, closes or time.min, tzinfo=starts_at.tzinfo)
                if min(ends, ends_at) - max(begins, starts_at) >= timedelta(minutes=30):
                    found.append(Session(f"{day}-{part}", f"{words}, {name}"))
        day += timedelta(days=1)
    return found or [Session(f"{starts_at.date()}-{WHOLE}", day_in_french(starts_at.date()))]


def session_now(sessions: Iterable[Session], now: datetime) -> str:
    """The key of the part that a local instant falls in, or the nearest one before it, or the first."""
    listed = [one.key for one in sessions]
    hour = (f"{now.date()}", now.time() >= NOON)
    passed = [key for key in listed if (key[:10], key.endswith(AFTERNOON)) <= hour]
    return passed[-1] if passed else listed[0]


def day_of(key: str) -> date:
    """The day of a part of an event."""
    return date.fromisoformat(key[:10])


def badge_code(number: int) -> str:
    """What a badge bears and a volunteer types: the registration's number and a letter that catches a slip."""
    return f"{number}{_LETTERS[number % len(_LETTERS)]}"


def read_badge_code(typed: str) -> int | None:
    """The number of a code typed or scanned, spaces and hyphens aside; None when its letter is wrong."""
    found = re.fullmatch(r"([0-9]{1,15})([A-Z])", re.sub(r"[\s\u00a0-]", "", typed).upper())
    if found is None or badge_code(int(found[1])) != found[1] + found[2]:
        return None
    return int(found[1])


def wins(at: datetime, mark: str, *, over: tuple[datetime, str] | None) -> bool:
    """Whether a mark made at that instant says more than the one that was kept: the last hour does.

    Two marks of one instant are ordered by their identifiers, so that every phone and the server agree,
    in whatever order they come.
    """
    return over is None or (at, mark) > over


def real_hour(said: datetime, *, sent_at: datetime | None, received_at: datetime) -> datetime:
    """The hour of a mark by the server's clock: a phone's clock may be wrong, and is corrected by what it
    said of now when it sent; never in the future."""
    corrected = said + (received_at - sent_at) if sent_at else said
    return min(corrected, received_at)


def share(part: int, whole: int) -> int | None:
    """A percentage, rounded; None of nothing."""
    return round(100 * part / whole) if whole else None
