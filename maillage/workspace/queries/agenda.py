"""What the agenda shows: lists, months, the map, what awaits a person."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.kernel.vocabulary import THEMES
from maillage.territory.models import Commune
from maillage.workspace.awaited import Awaited
from maillage.workspace.domain.agenda import day_in_french
from maillage.workspace.models import DatePoll, Event, EventQuerySet, EventTheme, Group, PollVoter, Registration
from maillage.workspace.permissions import groups_of, is_member, kept_events, visible_events

ON_MAP = 300
"""The map shows that many of the next events: beyond, it would say nothing more."""


@dataclass(frozen=True)
class Filters:
    """What a visitor asked to see; what names nothing is passed over."""

    theme: str = ""
    kind: str = ""
    group: str = ""
    commune: str = ""

    @classmethod
    def asked(cls, parameters: Any) -> Filters:
        """From the parameters of an address."""
        theme, kind = parameters.get("theme", ""), parameters.get("sorte", "")
        return cls(
            theme=theme if theme in THEMES else "",
            kind=kind if kind in Event.Kind.values else "",
            group=parameters.get("groupe", "")[:90],
            commune=parameters.get("commune", "")[:5],
        )

    def __bool__(self) -> bool:
        return any((self.theme, self.kind, self.group, self.commune))

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        """The events that answer all that was asked."""
        if self.theme:
            # A theme of the first level holds those below it.
            below = [self.theme, *(one.code for one in THEMES.children(self.theme))]
            events = events.filter(pk__in=_of_themes(below))
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.group:
            events = events.filter(group__slug=self.group)
        if self.commune:
            events = events.filter(commune=self.commune)
        return events


def _of_themes(codes: Iterable[str]) -> QuerySet[Any, Any]:
    return EventTheme.objects.filter(code__in=list(codes)).values("event")


@dataclass(frozen=True)
class Choices:
    """What may be asked: values and labels of each list."""

    themes: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    groups: list[tuple[str, str]]
    communes: list[tuple[str, str]]


def choices_for(user: Any) -> Choices:
    """The lists of the filters, with only what some event of the person has (three queries)."""
    seen = visible_events(user).order_by()
    kinds = set(seen.values_list("kind", flat=True).distinct())
    groups = Group.objects.filter(pk__in=seen.exclude(group=None).values("group")).values_list("slug", "name")
    communes = Commune.objects.filter(pk__in=seen.exclude(commune=None).values("commune"))
    return Choices(
        themes=[(theme.code, theme.label) for theme in THEMES.roots()],
        kinds=[(value, label) for value, label in Event.Kind.choices if value in kinds],
        groups=list(groups),
        communes=list(communes.values_list("code", "name")),
    )


def with_facts(events: EventQuerySet) -> EventQuerySet:
    """With what each line of a list shows: three queries, whatever the number of events."""
    return (
        events.select_related("commune", "group", "organiser")
        .prefetch_related("event_themes")
        .defer("commune__outline")
    )


def with_numbers(events: EventQuerySet) -> EventQuerySet:
    """With `taken` and `waiting`: how many hold a place, and how many wait for one."""
    return events.annotate(
        taken=Count("registrations", filter=Q(registrations__state=Registration.State.CONFIRMED)),
        waiting=Count("registrations", filter=Q(registrations__state=Registration.State.WAITING)),
    )


@dataclass
class Day:
    """A day and its events."""

    day: date
    events: list[Event] = field(default_factory=list)
    in_month: bool = True
    is_today: bool = False

    @property
    def words(self) -> str:
        return day_in_french(self.day)


def by_day(events: Iterable[Event], *, today: date | None = None) -> list[Day]:
    """Events under the day on which they begin; those already begun are under today. Keeps their order."""
    days: dict[date, Day] = {}
    for event in events:
        day = event.first_day or date.max
        if today is not None and event.last_day and day < today <= event.last_day:
            day = today
        days.setdefault(day, Day(day, is_today=day == today)).events.append(event)
    return list(days.values())


def midnight(day: date) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class Month:
    """A month by weeks, with the months around it."""

    first: date
    weeks: list[list[Day]]
    count: int

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def days(self) -> list[Day]:
        """The days of the month that hold something."""
        return [day for week in self.weeks for day in week if day.in_month and day.events]


def month_of(events: EventQuerySet, year: int, month: int) -> Month:
    """The weeks of a month, Monday first, each day with its events (three queries)."""
    weeks = Weeks().monthdatescalendar(year, month)
    start, end = weeks[0][0], weeks[-1][-1] + timedelta(days=1)
    found: dict[date, list[Event]] = defaultdict(list)
    of_month = set()
    for event in with_facts(events.between(midnight(start), midnight(end))):
        day, last = event.first_day, event.last_day
        if day is None or last is None:
            continue
        day = max(day, start)
        while day <= min(last, end):
            found[day].append(event)
            if day.month == month:
                of_month.add(event.pk)
            day += timedelta(days=1)
    today = timezone.localdate()
    return Month(
        date(year, month, 1),
        [[Day(day, found[day], day.month == month, day == today) for day in week] for week in weeks],
        len(of_month),
    )


def map_points(events: EventQuerySet) -> dict[str, Any]:
    """Coming events for the map: those placed, and those known at their commune alone (two queries)."""
    placed: list[dict[str, Any]] = []
    communes: dict[str, dict[str, Any]] = {}
    elsewhere = 0
    rows = events.coming().select_related("commune").prefetch_related("event_themes")
    for event in rows.defer("commune__outline", "description")[:ON_MAP]:
        facts = {
            "title": event.title,
            "when": event.when,
            "where": event.where,
            "url": event.get_absolute_url(),
            "theme": event.themes[0].partition("/")[0] if event.themes else "none",
            "cancelled": event.is_cancelled,
        }
        commune = event.commune
        if event.latitude is not None and event.longitude is not None:
            placed.append({**facts, "point": [round(event.latitude, 5), round(event.longitude, 5)]})
        elif commune and commune.latitude is not None and commune.longitude is not None:
            at = communes.setdefault(
                commune.code,
                {
                    "name": commune.name,
                    "point": [round(commune.latitude, 5), round(commune.longitude, 5)],
                    "events": [],
                },
            )
            at["events"].append(facts)
        else:
            elsewhere += 1
    return {"placed": placed, "communes": list(communes.values()), "elsewhere": elsewhere}


def next_public_events(limit: int = 3) -> list[Event]:
    """The next events open to everybody, cancelled ones left out, one of each series (three queries)."""
    seen = Event.objects.published().filter(audience=Event.Audience.PUBLIC).coming()
    before = seen.filter(series=OuterRef("series"), starts_at__lt=OuterRef("starts_at"))
    return list(with_facts(seen.exclude(Exists(before)))[:limit])


def coming_of_group(group: Group, user: Any, limit: int = 5) -> list[Event]:
    """The next events of a group that the person may see."""
    return list(with_facts(visible_events(user).filter(group=group).shown().coming())[:limit])


def mine(user: User) -> Q:
    """Rows of `Registration` that are a person's: theirs, and those made with their address."""
    return Q(user=user) | Q(user=None, email__iexact=user.email)


def coming_events(user: User) -> list[Registration]:
    """The registrations of a person to events that are not over, the next first (two queries)."""
    return list(
        Registration.objects.living()
        .filter(mine(user), event__ends_at__gt=timezone.now())
        .exclude(event__state=Event.State.DRAFT)
        .select_related("event__commune", "event__group")
        .defer("event__commune__outline")
        .order_by("event__starts_at", "pk")
    )


def polls_open_to(user: User) -> QuerySet[DatePoll]:
    """The polls that a person may answer: of their groups, of the Pôle for its members, or asked of them."""
    asked = Q(voters__user=user)
    if is_member(user):
        asked |= Q(event__group=None, event__audience__in=["public", "members"])
        asked |= Q(event__group__in=groups_of(user).values("pk"))
    return (
        DatePoll.objects.filter(asked, closed_at=None, closes_on__gte=timezone.localdate())
        .exclude(event__is_proposal=True)
        .distinct()
    )


def awaited_of_agenda(user: User) -> list[Awaited]:
    """Registrations to confirm, polls to answer, proposals to publish (three or four queries)."""
    to_confirm = (
        Registration.objects.filter(mine(user), state=Registration.State.TO_CONFIRM)
        .filter(event__state=Event.State.PUBLISHED, event__ends_at__gt=timezone.now())
        .select_related("event")
    )
    found = [
        Awaited(
            verb="confirm",
            title=f"Votre inscription : {one.event.title}",
            url=reverse("workspace:registration", args=[one.token]),
            about=one.event.when,
            due=one.event.first_day,
        )
        for one in to_confirm
    ]
    answered = PollVoter.objects.filter(user=user).exclude(answered_at=None).values("poll")
    found += [
        Awaited(
            verb="answer",
            title=f"Quelle date pour « {poll.event.title} » ?",
            url=reverse("workspace:event-poll", args=[poll.event.slug]),
            about=poll.event.group.name if poll.event.group else "Agenda du Pôle",
            due=poll.closes_on,
        )
        for poll in polls_open_to(user).exclude(pk__in=answered).select_related("event__group")
    ]
    if is_member(user):
        found += [
            Awaited(
                verb="review",
                title=f"Événement proposé : {event.title}",
                url=event.get_absolute_url(),
                about=f"par {event.created_by}" if event.created_by else "",
                due=event.first_day,
            )
            for event in proposals(user)
        ]
    return found


MINUTED = (Event.Kind.CONFERENCE, Event.Kind.ROUND_TABLE, Event.Kind.ENCOUNTER, Event.Kind.MEETING)
"""The kinds of which people expect minutes."""
MINUTED_WITHIN = timedelta(days=21)


def minutes_awaited(user: User) -> Iterator[Awaited]:
    """Meetings just over, without published minutes, for who keeps them (one query)."""
    now = timezone.now()
    over = kept_events(user).published().past(now).filter(kind__in=MINUTED, ends_at__gt=now - MINUTED_WITHIN)
    for event in over.exclude(minutes__published_at__isnull=False)[:20]:
        yield Awaited(
            verb="do",
            title=f"Compte rendu : {event.title}",
            url=reverse("workspace:minutes", args=[event.slug]),
            about=event.when,
        )


def proposals(user: Any) -> EventQuerySet:
    """What members proposed, for whoever may publish it."""
    return (
        kept_events(user)
        .filter(state=Event.State.DRAFT, is_proposal=True)
        .exclude(created_by=user)
        .select_related("created_by")
    )
