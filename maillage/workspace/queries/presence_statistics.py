"""What events come to, by kind, by quarter, and by sex where it was asked: each figure has its events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from maillage.workspace.actions.registrations import FORGOTTEN
from maillage.workspace.domain.presence import share
from maillage.workspace.models import Attendance, Event, EventQuerySet, Guest, Registration

from .agenda import midnight
from .presence import came

State = Registration.State
# Under that many people, a count by sex would say who.
FEWEST = 5


@dataclass(frozen=True)
class Asked:
    """What events are counted: of a year, of a quarter, of a kind; what names nothing is passed over."""

    year: int
    quarter: int = 0
    kind: str = ""

    @classmethod
    def asked(cls, parameters: Any) -> Asked:
        """From the parameters of an address; this year unless said."""
        typed, quarter, kind = (parameters.get(name, "") for name in ("annee", "trimestre", "sorte"))
        year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else 0
        return cls(
            year=year if 1990 <= year <= 2150 else timezone.localdate().year,
            quarter=int(quarter) if quarter in ("1", "2", "3", "4") else 0,
            kind=kind if kind in Event.Kind.values else "",
        )

    @property
    def words(self) -> str:
        """« 2e trimestre 2026, forum »."""
        order = "1er" if self.quarter == 1 else f"{self.quarter}e"
        parts = [f"{order} trimestre {self.year}" if self.quarter else str(self.year)]
        if self.kind:
            parts.append(Event.Kind(self.kind).label)
        return ", ".join(parts)

    @property
    def days(self) -> tuple[date, date]:
        """The first day, and the one after the last."""
        first = date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)
        if self.quarter in (0, 4):
            return first, date(self.year + 1, 1, 1)
        return first, date(self.year, 3 * self.quarter + 1, 1)


def held_events(asked: Asked) -> EventQuerySet:
    """The events that took place, begun in that time, those of private groups among them: they are counted."""
    first, after = asked.days
    events = Event.objects.published().filter(
        starts_at__gte=midnight(first), starts_at__lt=midnight(after), ends_at__lte=timezone.now()
    )
    return events.filter(kind=asked.kind) if asked.kind else events


def with_counts(events: EventQuerySet) -> EventQuerySet:
    """With `registered`, `registered_present` and `present`, and whether presence was taken (one query)."""
    before = Q(registrations__state=State.CONFIRMED) & ~Q(registrations__channel=Registration.Channel.DOOR)
    here = Exists(Attendance.objects.filter(registration=OuterRef("registrations__pk"), present=True))
    return events.annotate(
        registered=Count("registrations", filter=before),
        present=Count("registrations", filter=here),
        registered_present=Count("registrations", filter=before & Q(here)),
    )


@dataclass
class Line:
    """A line of a table: what it counts, and how to ask for its rows."""

    label: str
    query: str
    events: int = 0
    counted: int = 0
    registered: int = 0
    present: int = 0
    new: int = 0
    _came: int = 0
    _expected: int = 0

    def add(self, event: Any, new: int) -> None:
        """Count one event."""
        self.events += 1
        self.registered += event.registered
        self.present += event.present
        self.new += new
        if event.present:
            self.counted += 1
            self._came += event.registered_present
            self._expected += event.registered

    @property
    def rate(self) -> int | None:
        """Percentage of those registered who came, over the events whose presence was taken."""
        return share(self._came, self._expected)


@dataclass
class Statistics:
    """A year of events."""

    asked: Asked
    total: Line
    kinds: list[Line] = field(default_factory=list)
    quarters: list[Line] = field(default_factory=list)
    sexes: list[tuple[str, int, int]] = field(default_factory=list)
    hidden: bool = False
    invited: int = 0
    invited_present: int = 0
    years: list[int] = field(default_factory=list)

    @property
    def of_invited(self) -> int | None:
        """Percentage of those invited who came."""
        return share(self.invited_present, self.invited)


def newcomers(events: Iterable[Event]) -> dict[int, int]:
    """How many of those who came to each event had never come before, by event (one query).

    A person is known by their account, else by their address; who gave none is not counted. What is more than
    a year old was forgotten: somebody who came before that counts as new again.
    """
    first: dict[str, int] = {}
    rows = (
        Registration.objects.filter(came())
        .exclude(name=FORGOTTEN)
        .order_by("event__starts_at", "event", "pk")
        .values_list("event", "user__email", "email")
    )
    for event, account, email in rows.iterator(chunk_size=2000):
        person = (account or email or "").lower()
        if person:
            first.setdefault(person, event)
    counts = Counter(first.values())
    return {event.pk: counts[event.pk] for event in events}


def statistics_of(asked: Asked) -> Statistics:
    """The figures of a year (six queries, whatever there is)."""
    events = list(with_counts(held_events(asked)).order_by("starts_at", "pk"))
    new = newcomers(events)
    year = f"annee={asked.year}"
    found = Statistics(asked, Line("Ensemble", year))
    kinds: dict[str, Line] = {}
    quarters = {
        number: Line(Asked(asked.year, number).words, f"{year}&trimestre={number}") for number in range(1, 5)
    }
    for event in events:
        assert event.starts_at is not None
        label = event.get_kind_display()
        kind = kinds.setdefault(event.kind, Line(label[:1].upper() + label[1:], f"{year}&sorte={event.kind}"))
        quarter = quarters[(timezone.localtime(event.starts_at).month + 2) // 3]
        for line in (found.total, kind, quarter):
            line.add(event, new[event.pk])
    found.kinds = [kinds[code] for code in Event.Kind.values if code in kinds]
    found.quarters = list(quarters.values())
    _count_sexes(found, [event.pk for event in events])
    guests = Guest.objects.filter(event__in=held_events(asked))
    theirs = Registration.objects.filter(
        Q(pk=OuterRef("registration"))
        | (Q(event=OuterRef("event"), email__iexact=OuterRef("email")) & ~Q(email=""))
    ).filter(came())
    told = guests.annotate(here=Exists(theirs)).aggregate(
        invited=Count("pk"), came=Count("pk", filter=Q(here=True))
    )
    found.invited, found.invited_present = told["invited"], told["came"]
    years = Event.objects.published().exclude(starts_at=None).dates("starts_at", "year")
    found.years = sorted({one.year for one in years} | {asked.year}, reverse=True)
    return found


def _count_sexes(found: Statistics, events: list[int]) -> None:
    """Those registered and those who came, by sex, over the events that asked it; hidden when too few."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = (
        Registration.objects.filter(event__in=events, state=State.CONFIRMED, event__asks_sex=True)
        .annotate(here=came())
        .values_list("sex", "here")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for sex, here, count in rows:
        counts[sex][0] += count
        counts[sex][1] += count if here else 0
    labels = {"woman": "Femmes", "man": "Hommes", "other": "Autre", "": "Sans réponse"}
    if 0 < sum(both[0] for both in counts.values()) < FEWEST:
        found.hidden = True
        return
    found.sexes = [(label, counts[key][0], counts[key][1]) for key, label in labels.items() if key in counts]
