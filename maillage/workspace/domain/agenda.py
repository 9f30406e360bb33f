"""Dates said in French, and whether an event takes registrations at an instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from maillage.kernel.text import MONTH_NAMES

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SPACE = "\u00a0"

Status = Literal["none", "draft", "cancelled", "past", "early", "closed", "full", "open"]


def day_in_french(day: date, *, year: bool = True) -> str:
    """« jeudi 12 mars 2026 », its spaces unbreakable but the first."""
    number = "1er" if day.day == 1 else str(day.day)
    said = f"{WEEKDAYS[day.weekday()]} {number}{_SPACE}{MONTH_NAMES[day.month - 1]}"
    return f"{said}{_SPACE}{day.year}" if year else said


def time_in_french(moment: datetime) -> str:
    """« 9 h », « 17 h 30 », « minuit »."""
    if (moment.hour, moment.minute) == (0, 0):
        return "minuit"
    said = f"{moment.hour}{_SPACE}h"
    return f"{said}{_SPACE}{moment.minute:02d}" if moment.minute else said


def when_in_french(start: datetime, end: datetime, *, all_day: bool) -> str:
    """From when to when, both in local time; `end` is the first instant after it. Equal: the start alone."""
    first = start.date()
    last = (end - timedelta(microseconds=1)).date() if end > start else first
    if all_day:
        if first == last:
            return day_in_french(first)
        return f"du {day_in_french(first, year=first.year != last.year)} au {day_in_french(last)}"
    if end <= start:
        return f"{day_in_french(first)}, à {time_in_french(start)}"
    if first == last:
        return f"{day_in_french(first)}, de {time_in_french(start)} à {time_in_french(end)}"
    until = f"{day_in_french(end.date())}, {time_in_french(end)}"
    return f"du {day_in_french(first)}, {time_in_french(start)}, au {until}"


def registration_status(
    *,
    state: str,
    takes: bool,
    ends_at: datetime | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
    capacity: int | None,
    taken: int,
    waiting: int,
    now: datetime,
) -> Status:
    """Whether one may register now: « full » still lets one wait. The first reason that holds is given."""
    if not takes:
        return "none"
    if state != "published":
        return "cancelled" if state == "cancelled" else "draft"
    if ends_at is not None and ends_at <= now:
        return "past"
    if opens_at is not None and now < opens_at:
        return "early"
    if closes_at is not None and now >= closes_at:
        return "closed"
    # A place that was just freed is for whoever waits first.
    if capacity is not None and (taken >= capacity or waiting):
        return "full"
    return "open"


WHY_NOT: dict[Status, str] = {
    "none": "Cet événement est en entrée libre : il n’y a pas d’inscription.",
    "draft": "Cet événement n’est pas encore publié : les inscriptions ne sont pas ouvertes.",
    "cancelled": "Cet événement est annulé : on ne s’y inscrit plus.",
    "past": "Cet événement a déjà eu lieu : on ne s’y inscrit plus.",
    "early": "Les inscriptions ne sont pas encore ouvertes.",
    "closed": "Les inscriptions sont closes. Pour une demande particulière, écrivez au Pôle.",
}
