"""Who is expected and who came: the list at the door, the guests, and the figures that open onto them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from maillage.kernel.text import fold
from maillage.workspace.domain.presence import badge_code, share
from maillage.workspace.models import Attendance, Event, Guest, Minutes, Registration, Resolution

State = Registration.State
Channel = Registration.Channel


def came(at: str = "pk") -> Exists:
    """For registrations: whether they were there, in one part of the event at least."""
    return Exists(Attendance.objects.filter(registration=OuterRef(at), present=True))


def attended(event: Event) -> QuerySet[Registration]:
    """Those who came, by name."""
    return Registration.objects.filter(came(), event=event).order_by("sort_key", "pk")


def expected(event: Event) -> QuerySet[Registration]:
    """Those who had registered before the day: who hold a place, or wait, and did not come in at the door."""
    return Registration.objects.filter(event=event, state=State.CONFIRMED).exclude(channel=Channel.DOOR)


def _of_guest() -> Q:
    """Registrations that are a guest's: tied to them, or made with their address."""
    return Q(pk=OuterRef("registration")) | (
        Q(event=OuterRef("event"), email__iexact=OuterRef("email")) & ~Q(email="") & ~Q(state=State.CANCELLED)
    )


def guests_of(event: Event) -> QuerySet[Any, Any]:
    """The guests in order of protocol, with `is_registered` and `is_present` (one query)."""
    theirs = Registration.objects.filter(_of_guest())
    return Guest.objects.filter(event=event).annotate(
        is_registered=Exists(theirs.filter(state__in=[State.CONFIRMED, State.WAITING])),
        is_present=Exists(theirs.filter(came())),
    )


GUEST_PARTS: dict[str, tuple[str, Q]] = {
    "": ("Toutes", Q()),
    "viennent": ("Viennent", Q(answer="coming") | Q(is_registered=True)),
    "excusees": ("S’excusent", Q(answer="excused")),
    "sans-reponse": ("Sans réponse", Q(answer="none", is_registered=False)),
    "presentes": ("Sont venues", Q(is_present=True)),
}


@dataclass(frozen=True)
class Numbers:
    """What an event comes to: people invited, registered, present; each opens onto its rows."""

    invited: int
    guests_present: int
    registered: int
    registered_present: int
    at_the_door: int
    present: int

    @property
    def of_registered(self) -> int | None:
        """Percentage of those registered who came."""
        return share(self.registered_present, self.registered)

    @property
    def of_invited(self) -> int | None:
        """Percentage of those invited who came."""
        return share(self.guests_present, self.invited)


def numbers_of(event: Event) -> Numbers:
    """The figures of one event (five queries)."""
    present = attended(event)
    return Numbers(
        invited=Guest.objects.filter(event=event).count(),
        guests_present=guests_of(event).filter(is_present=True).count(),
        registered=expected(event).count(),
        registered_present=expected(event).filter(came()).count(),
        at_the_door=present.exclude(pk__in=expected(event).values("pk")).count(),
        present=present.count(),
    )


@dataclass
class AtDoor:
    """A line of the list at the door; `states` has, by part, whether they are there, when, by which mark."""

    person: str
    name: str
    sort_key: str
    structure: str = ""
    code: str = ""
    note: str = ""
    expected: bool = True
    states: dict[str, tuple[bool, datetime, str]] = field(default_factory=dict)

    @property
    def is_present(self) -> bool:
        """Whether they were there in one part at least."""
        return any(present for present, _, _ in self.states.values())

    def present_in(self, session: str) -> bool:
        """Whether they are there in a part."""
        return session in self.states and self.states[session][0]


def door_list(event: Event) -> list[AtDoor]:
    """Who may stand at the door, by name: registered, waiting, guests who did not register (3 queries)."""
    states: dict[int, dict[str, tuple[bool, datetime, str]]] = defaultdict(dict)
    for pk, session, present, at, mark in Attendance.objects.filter(registration__event=event).values_list(
        "registration", "session", "present", "at", "mark"
    ):
        states[pk][session] = (present, at, str(mark))
    rows = []
    registrations = Registration.objects.filter(event=event).exclude(state=State.TO_CONFIRM)
    for one in registrations.select_related("guest"):
        if one.state == State.CANCELLED and one.pk not in states:
            continue
        note = {State.WAITING: "liste d’attente", State.CANCELLED: "avait annulé"}.get(State(one.state), "")
        if one.channel == Channel.DOOR:
            note = "sans inscription"
        if hasattr(one, "guest"):
            note = " · ".join(filter(None, ["invitée ou invité", note]))
        rows.append(
            AtDoor(
                person=f"r{one.pk}",
                name=one.name,
                sort_key=one.sort_key,
                structure=one.structure,
                code=badge_code(one.pk),
                note=note,
                expected=one.state == State.CONFIRMED and one.channel != Channel.DOOR,
                states=states.get(one.pk, {}),
            )
        )
    theirs = Registration.objects.filter(_of_guest()).exclude(state__in=[State.TO_CONFIRM, State.CANCELLED])
    for guest in Guest.objects.filter(event=event).exclude(Exists(theirs)):
        rows.append(
            AtDoor(
                person=f"g{guest.pk}",
                name=str(guest),
                sort_key=guest.sort_key,
                structure=guest.structure,
                note="invitée ou invité",
                expected=False,
            )
        )
    return sorted(rows, key=lambda row: (row.sort_key, row.person))


PARTS: dict[str, str] = {
    "": "Tout le monde",
    "presentes": "Présentes et présents",
    "absentes": "Inscrites et inscrits, absents",
    "entree": "Venus sans inscription",
    "inscrites": "Inscrites et inscrits",
}


def of_part(rows: Iterable[AtDoor], part: str) -> list[AtDoor]:
    """The rows of a part of `PARTS`."""
    kept = {
        "presentes": lambda row: row.is_present,
        "absentes": lambda row: row.expected and not row.is_present,
        "entree": lambda row: row.is_present and not row.expected,
        "inscrites": lambda row: row.expected,
    }.get(part, lambda row: True)
    return [row for row in rows if kept(row)]


def matching(rows: Iterable[AtDoor], typed: str) -> list[AtDoor]:
    """The rows whose name or structure holds each word, or whose code it is."""
    words = fold(typed).split()
    code = "".join(words).replace("-", "").upper()
    return [
        row
        for row in rows
        if row.code == code or all(word in fold(f"{row.name} {row.structure}") for word in words)
    ]


def door_data(event: Event, rows: Iterable[AtDoor]) -> list[dict[str, Any]]:
    """The list as a phone keeps it: instants in milliseconds."""
    return [
        {
            "person": row.person,
            "name": row.name,
            "structure": row.structure,
            "code": row.code,
            "note": row.note,
            "states": {
                session: [present, round(at.timestamp() * 1000), mark]
                for session, (present, at, mark) in row.states.items()
            },
        }
        for row in rows
    ]


def told_after(event: Event) -> dict[str, Any]:
    """For the event's page: its published minutes, and the resolutions shown with them (two queries)."""
    minutes = Minutes.objects.filter(event=event).exclude(published_at=None).first()
    if minutes is None:
        return {"minutes": None, "resolutions": []}
    found = Resolution.objects.filter(event=event).select_related("assignee", "task")
    return {"minutes": minutes, "resolutions": list(found)}


def sessions_attended(registrations: Iterable[Registration]) -> dict[int, list[str]]:
    """The parts at which each was present, by registration (one query)."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk, session in (
        Attendance.objects.filter(registration__in=[one.pk for one in registrations], present=True)
        .order_by("session")
        .values_list(F("registration"), "session")
    ):
        found[pk].append(session)
    return found
