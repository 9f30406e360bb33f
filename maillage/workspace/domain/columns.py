"""Columns elsewhere made of one article: what fits, how long it lasts on air, when each is due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

WORDS_A_MINUTE = 150
"""How fast a text is read on air."""
PAUSE = 0.5
"""Seconds between two sentences read aloud."""
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
WEEKS = {"weekly": 1, "fortnightly": 2}
MOST = 400
_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][»\")]))(?<!\bM\.)\s+(?=[«\"(A-ZÀ-ÖØ-Ý0-9])|\n+")
# « 12 000 » and « 8 h 30 » are read as several words: each figure and each run of letters counts as one.
_WORD = re.compile(r"\d+|[^\W\d_]+")


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, without the spaces around them."""
    return [found for one in _END.split(text) if (found := " ".join(one.split()))]


def shortened(text: str, limit: int) -> str:
    """The first whole sentences that fit in `limit` characters; when none does, whole words and « … »."""
    kept = ""
    for one in sentences(text):
        longer = f"{kept} {one}" if kept else one
        if len(longer) > limit:
            break
        kept = longer
    plain = " ".join(text.split())
    if kept or not plain:
        return kept
    return _whole_words(plain, limit)


def _whole_words(text: str, limit: int) -> str:
    if limit < 2:
        return text[:limit]
    cut = text[: limit - 1]
    if text[limit - 1] != " " and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return f"{cut.rstrip(' ,;:')}…"


def spoken_seconds(text: str) -> float:
    """How long a text lasts read aloud at `WORDS_A_MINUTE`, with a pause after each sentence but the last."""
    found = sentences(text)
    return _said(text) + PAUSE * max(0, len(found) - 1)


def _said(text: str) -> float:
    return len(_WORD.findall(text)) * 60 / WORDS_A_MINUTE


def timed(text: str) -> list[tuple[float, str]]:
    """Each sentence with the second at which it begins."""
    found, at = [], 0.0
    for one in sentences(text):
        found.append((at, one))
        at += _said(one) + PAUSE
    return found


def spoken_shortened(text: str, seconds: float) -> str:
    """The first whole sentences that are read in so many seconds; at least one, whatever it lasts."""
    kept: list[str] = []
    for one in sentences(text):
        if kept and spoken_seconds("\n".join([*kept, one])) > seconds:
            break
        kept.append(one)
    return "\n".join(kept)


def due_dates(first: date, every: str, start: date, end: date) -> Iterator[date]:
    """When a column is due from `start` to `end`, both included: a rhythm of `WEEKS` or `MONTHS` from `first`.

    A day that a month has not is the last of that month. Raises KeyError for an unknown rhythm.
    """
    step = 0
    if every in WEEKS:
        days = 7 * WEEKS[every]
        step = max(0, -(-(start - first).days // days))
        for number in range(step, step + MOST):
            day = first + timedelta(days=days * number)
            if day > end:
                return
            yield day
        return
    months = MONTHS[every]
    step = max(0, ((start.year - first.year) * 12 + start.month - first.month) // months)
    for number in range(step, step + MOST):
        day = _months_after(first, months * number)
        if day > end:
            return
        if day >= start:
            yield day


def _months_after(first: date, months: int) -> date:
    whole = first.year * 12 + first.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
