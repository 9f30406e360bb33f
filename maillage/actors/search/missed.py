"""Count what was searched and not found: for those who watch over needs, and without following anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, F, Max, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from maillage.actors.domain.lexicon import FIRST_NAMES, TITLES
from maillage.actors.domain.words import tokens
from maillage.actors.models import MissedSearch
from maillage.kernel.text import clean_spaces, fold

DAYS_TO_KEEP = 3
"""A term is written down once it was searched on that many different days."""
MISSED_KEPT_FOR = timedelta(days=365)
_MOST_A_DAY = 1000
_LONGEST = 60
_MOST_WORDS = 6
_MANY_DIGITS = 6
_ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:fr|com|org|net|eu)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MissedTerm:
    """Something searched and not found: how many times, on how many days, and last on which."""

    term: str
    count: int
    days: int
    last_on: date


def may_be_kept(text: str) -> bool:
    """Whether a search can be counted: neither too long, nor like what designates a person.

    E-mail and web addresses, telephone and other long numbers, civilities and common first names beside
    another word are dropped without being counted.
    """
    words = tokens(text)
    if not words or len(clean_spaces(text)) > _LONGEST or len(words) > _MOST_WORDS:
        return False
    if _ADDRESS.search(text) or sum(char.isdigit() for char in text) >= _MANY_DIGITS:
        return False
    raw = fold(text).split()
    if TITLES.intersection(raw):
        return False
    return not (len(raw) > 1 and FIRST_NAMES.intersection(raw))


@transaction.atomic
def note_missed_search(text: str, *, on: date | None = None) -> None:
    """Count a search that found nothing.

    Until it was made on three different days, only a keyed fingerprint is kept, that does not give the words
    back.
    """
    if not may_be_kept(text):
        return
    day = on or timezone.localdate()
    term = clean_spaces(text)
    digest = salted_hmac("maillage.missed-search", fold(term), algorithm="sha256").hexdigest()
    seen = MissedSearch.objects.filter(digest=digest)
    if seen.filter(day=day).update(count=F("count") + 1):
        return
    if MissedSearch.objects.filter(day=day).count() >= _MOST_A_DAY:
        return
    MissedSearch.objects.get_or_create(digest=digest, day=day)
    if seen.count() >= DAYS_TO_KEEP:
        seen.filter(term="").update(term=term)


def missed_searches(*, since: date | None = None) -> list[MissedTerm]:
    """What was searched in vain on three days or more, most often first (for animators)."""
    rows = MissedSearch.objects.exclude(term="")
    if since:
        rows = rows.filter(day__gte=since)
    told = rows.values("digest").annotate(
        shown=Max("term"), times=Sum("count"), days=Count("day"), last_on=Max("day")
    )
    return [
        MissedTerm(row["shown"], row["times"], row["days"], row["last_on"])
        for row in told.order_by("-times", "shown")
    ]


@transaction.atomic
def purge_missed_searches(*, on: date | None = None) -> int:
    """Delete what is older than twelve months; forget the words of what is left with fewer than three days.

    Returns how many rows went.
    """
    limit = (on or timezone.localdate()) - MISSED_KEPT_FOR
    gone, _ = MissedSearch.objects.filter(day__lt=limit).delete()
    rare = (
        MissedSearch.objects.exclude(term="")
        .values("digest")
        .annotate(days=Count("day"))
        .filter(days__lt=DAYS_TO_KEEP)
    )
    MissedSearch.objects.filter(digest__in=[row["digest"] for row in rare]).update(term="")
    return gone
