"""Check people in: marks that may come late, twice or out of order, and the links that volunteers open."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.workspace.domain.presence import Session, real_hour, sessions_of, wins
from maillage.workspace.models import Attendance, CheckinLink, Event, Guest, Mark, Registration

from .people import Refused
from .registrations import FORGOTTEN, KEPT_FOR

# What a phone could not send before its link ended is still taken in for that long, if it was marked before.
LATE_MARKS = timedelta(days=7)
MOST_LINKS = 20
AT_ONCE = 500
MOST_DOOR = 2000


@dataclass(frozen=True)
class Pressed:
    """A mark as a phone or a form gives it: whom, whether they are there, when.

    `person` is « r12 » (a registration), « g3 » (a guest who did not register), or « n » and a UUID for
    somebody who came without either, with `name` and `structure`.
    """

    id: uuid.UUID
    person: str
    present: bool
    session: str
    at: datetime
    name: str = ""
    structure: str = ""


def sessions_of_event(event: Event) -> list[Session]:
    """The parts of an event at which presence is taken; raises `Refused` when it has no date."""
    if event.starts_at is None or event.ends_at is None:
        raise Refused("Cet événement n’a pas encore de date : fixez-la d’abord.")
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    return sessions_of(starts, ends, by_half_day=event.kind == Event.Kind.TRAINING)


@transaction.atomic
def take_marks(
    event: Event,
    pressed: Iterable[Pressed],
    *,
    by: User | None = None,
    link: CheckinLink | None = None,
    sent_at: datetime | None = None,
) -> list[uuid.UUID]:
    """Keep marks and say what they come to; returns the identifiers that need not be sent again.

    Sent twice, a mark changes nothing; of two phones, the last hour wins, in whatever order they send. What
    names nobody of this event is passed over, and need not be sent again either. `sent_at` is what the
    phone's clock says of now. One journal entry when something is new.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    now, done, new = timezone.now(), [], 0
    known_parts = {one.key for one in sessions_of_event(event)}
    listed = list(pressed)[:AT_ONCE]
    already = set(Mark.objects.filter(pk__in=[one.id for one in listed]).values_list("pk", flat=True))
    for one in listed:
        done.append(one.id)
        if one.id in already or one.session not in known_parts:
            continue
        at = real_hour(one.at, sent_at=sent_at, received_at=now)
        if link is not None and at > _end_of_marks(link):
            continue
        registration = _whom(event, one, by)
        if registration is None:
            continue
        already.add(one.id)
        Mark.objects.create(
            id=one.id, registration=registration, session=one.session, present=one.present, at=at,
            received_at=now, link=link, by=by,
        )  # fmt: skip
        _say(registration, one, at)
        new += 1
    if link is not None:
        CheckinLink.objects.filter(pk=link.pk).update(last_used_at=now)
    if new:
        journal.record(
            "presence.mark", by=by, subject=event, marks=new, link=link.pk if link is not None else None
        )
    return done


def _end_of_marks(link: CheckinLink) -> datetime:
    return min(link.expires_at, link.closed_at or link.expires_at)


def _say(registration: Registration, one: Pressed, at: datetime) -> None:
    held = Attendance.objects.filter(registration=registration, session=one.session).first()
    if not wins(at, str(one.id), over=(held.at, str(held.mark)) if held else None):
        return
    Attendance.objects.update_or_create(
        registration=registration,
        session=one.session,
        defaults={"present": one.present, "at": at, "mark": one.id},
    )


def _whom(event: Event, one: Pressed, by: User | None) -> Registration | None:
    """The registration of whoever was marked; made on the spot for who had none."""
    kind, number = one.person[:1], one.person[1:]
    if kind in ("r", "g") and not (number.isascii() and number.isdecimal() and len(number) <= 15):
        return None
    if kind == "r":
        return (
            Registration.objects.filter(event=event, pk=int(number))
            .exclude(state=Registration.State.TO_CONFIRM)
            .first()
        )
    if kind == "g":
        guest = Guest.objects.filter(event=event, pk=int(number)).first()
        return register_guest(guest, by=by) if guest else None
    name = " ".join(one.name.replace("\x00", "").split())[:120]
    if kind != "n" or not name:
        return None
    try:
        once = str(uuid.UUID(number))
    except ValueError:
        return None
    known = Registration.objects.filter(event=event, once=once).first()
    if known is not None:
        return known
    if Registration.objects.filter(event=event, channel=Registration.Channel.DOOR).count() >= MOST_DOOR:
        return None
    structure = " ".join(one.structure.replace("\x00", "").split())[:200]
    return _at_the_door(event, name=name, structure=structure, once=once, by=by)


def _at_the_door(event: Event, *, by: User | None, **facts: str) -> Registration:
    """Whoever stands there comes in: neither places nor terms are counted."""
    now = timezone.now()
    return Registration.objects.create(
        event=event,
        state=Registration.State.CONFIRMED,
        channel=Registration.Channel.DOOR,
        confirmed_at=now,
        told_sequence=event.sequence,
        reminded_at=now,
        registered_by=by,
        **facts,
    )


def register_guest(guest: Guest, *, by: User | None) -> Registration:
    """The registration of a guest: the one they have, the one made with their address, or one at the door."""
    event = guest.event
    held = guest.registration
    if held is None and guest.email:
        held = (
            Registration.objects.filter(event=event, email__iexact=guest.email)
            .exclude(state=Registration.State.CANCELLED)
            .first()
        )
    if held is None:
        held = _at_the_door(
            event,
            name=str(guest)[:120],
            structure=guest.structure,
            function=guest.title[:120],
            email=guest.email,
            by=by,
        )
    if guest.registration_id != held.pk and not Guest.objects.filter(registration=held).exists():
        guest.registration = held
        guest.save(update_fields=["registration"])
    return held


# --- The links of volunteers ---------------------------------------------------------------------------
def end_of_link(event: Event) -> datetime:
    """The night that follows the event: the list goes away by itself the day after."""
    assert event.ends_at is not None
    day = timezone.localtime(event.ends_at - timedelta(microseconds=1)).date() + timedelta(days=1)
    return datetime.combine(day, time(4), tzinfo=timezone.get_current_timezone())


@transaction.atomic
def give_link(event: Event, label: str, *, expires_at: datetime | None = None, by: User) -> CheckinLink:
    """Make the secret address of a volunteer's phone. Raises `Refused` unless it is published and not over."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.PUBLISHED or event.ends_at is None:
        raise Refused("L’accueil s’ouvre pour un événement publié : publiez-le d’abord.")
    latest = end_of_link(event)
    expires_at = min(expires_at or latest, latest)
    if expires_at <= timezone.now():
        raise Refused(
            "Cet événement est terminé : notez les présences sur la liste, sans téléphone."
            if latest <= timezone.now()
            else "Cette fin est déjà passée : choisissez une heure à venir."
        )
    if CheckinLink.objects.filter(event=event, closed_at=None).count() >= MOST_LINKS:
        raise Refused(f"Il y a déjà {MOST_LINKS} liens ouverts : fermez ceux qui ne servent plus.")
    link = CheckinLink.objects.create(event=event, label=label, expires_at=expires_at, made_by=by)
    journal.record("presence.link", by=by, subject=event, link=link.pk)
    return link


@transaction.atomic
def close_link(link: CheckinLink, *, by: User) -> bool:
    """End a link now: the phones that held it erase their list when they next reach the site."""
    held = CheckinLink.objects.select_for_update().get(pk=link.pk)
    if held.closed_at is not None:
        return False
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    journal.record("presence.close_link", by=by, subject=held.event, link=held.pk)
    return True


def purge_presence() -> int:
    """A year after: forget who was invited, and the hour of marks; what is counted stays, without a name."""
    before = timezone.now() - KEPT_FOR
    marks = Mark.objects.filter(registration__event__ends_at__lt=before).delete()[0]
    links = CheckinLink.objects.filter(event__ends_at__lt=before).delete()[0]
    guests = (
        Guest.objects.filter(event__ends_at__lt=before)
        .exclude(name=FORGOTTEN)
        .update(
            name=FORGOTTEN,
            civility="",
            title="",
            structure="",
            email="",
            invited_by="",
            rank=None,
            added_by=None,
        )
    )
    return marks + links + guests
