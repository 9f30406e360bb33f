"""Prepare, publish, move, cancel, repeat and duplicate events; tell those who registered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.kernel.text import fold, numbered, slugify_fr
from maillage.territory.models import Commune
from maillage.workspace.domain.recurrence import Rule, occurrences
from maillage.workspace.models import (
    Event,
    EventQuestion,
    EventSeries,
    EventTheme,
    Notification,
    NotificationKind,
    Slot,
)
from maillage.workspace.permissions import members, people_of, public_of

from .agenda_letters import tell_registered
from .notifications import notify
from .people import Refused
from .registrations import fill

# Words that begin an address of the agenda, and so name no event.
RESERVED = {
    "nouveau", "mois", "carte", "passes", "gerer", "importer", "abonnements", "personnel", "theme",
}  # fmt: skip
# What an edition changes for all the dates that follow in a series; dates themselves move by `move_event`.
SHARED = (
    "kind", "title", "group", "audience", "organiser", "description", "teaches", "for_whom", "problem", "place",
    "address", "commune", "latitude", "longitude", "online_url", "access", "access_words",
    "takes_registrations", "capacity", "asks_childcare", "asks_sign_language", "asks_image_right", "asks_meal",
    "asks_sex",
)  # fmt: skip
PLACE = ("place", "address", "commune_id", "online_url")


@dataclass(frozen=True)
class Programmed:
    """A line of a programme as a form gives it."""

    starts_at: datetime
    title: str
    ends_at: datetime | None = None
    room: str = ""
    speakers: str = ""
    members: Sequence[User] = ()


@dataclass(frozen=True)
class Asked:
    """A question as a form gives it; `pk` is that of the question that it changes."""

    label: str
    kind: str
    choices: Sequence[str] = ()
    required: bool = False
    pk: int | None = None


def free_slug(title: str, day: date | None) -> str:
    """An address that no event has: the title, and the day where there is one."""
    base = slugify_fr(title, 80) or "evenement"
    if day is not None:
        base = f"{base}-{day.isoformat()}"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    return numbered(base, taken)


def position_of(address: str, commune: Commune | None) -> tuple[float | None, float | None]:
    """Where an address stands, when a structure that the guide shows stands at the same (one query)."""
    if not address or commune is None:
        return None, None
    shown = Actor.objects.public().filter(commune=commune, latitude__isnull=False).exclude(shown_address="")
    for known, latitude, longitude in shown.values_list("shown_address", "latitude", "longitude"):
        if fold(known).startswith(fold(address)):
            return latitude, longitude
    return None, None


# --- One event --------------------------------------------------------------------------------------
@transaction.atomic
def prepare_event(
    event: Event, *, themes: Iterable[str] = (), by: User | None, proposal: bool = False
) -> Event:
    """Save a new draft. A proposal waits for whoever runs the agenda, who is told."""
    event.slug = free_slug(event.title, event.first_day)
    event.created_by, event.is_proposal, event.state = by, proposal, Event.State.DRAFT
    event.latitude, event.longitude = position_of(event.address, event.commune)
    event.save()
    _set_themes(event, themes)
    journal.record("event.prepare", by=by, subject=event, kind=event.kind, proposal=proposal)
    return event


def _set_themes(event: Event, themes: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(themes))
    if list(event.event_themes.values_list("code", flat=True)) != wanted:
        event.event_themes.all().delete()
        EventTheme.objects.bulk_create(EventTheme(event=event, code=code) for code in wanted)


@transaction.atomic
def publish_event(event: Event, *, by: User, tell: bool = False) -> int:
    """Show an event to whom it is for, and tell the members it concerns; returns how many were told.

    Raises `Refused` without a date, or once published or cancelled.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.DRAFT:
        raise Refused(f"Cet événement est déjà {event.get_state_display()}.")
    if event.starts_at is None:
        raise Refused("Cet événement n’a pas encore de date : fixez-la, ou choisissez-la dans le sondage.")
    event.state, event.published_at, event.is_proposal = Event.State.PUBLISHED, timezone.now(), False
    event.save()
    journal.record("event.publish", by=by, subject=event, tell=tell)
    if event.created_by and event.created_by != by:
        notify(
            [event.created_by],
            NotificationKind.DIRECT,
            subject=event,
            text=f"Votre événement est publié : {event.when}.",
            url=event.get_absolute_url(),
            by=by,
        )
    if not tell:
        return 0
    return notify(
        public_of(event),
        NotificationKind.EVENT,
        subject=event,
        text=f"{event.get_kind_display().capitalize()}, {event.when}"
        + (f", {event.where}." if event.where else "."),
        url=event.get_absolute_url(),
        by=by,
        once=f"event:{event.pk}",
    )


@transaction.atomic
def refuse_proposal(event: Event, *, reason: str, by: User) -> None:
    """Leave a proposal out, and tell its author why; the draft stays with its author."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.DRAFT or not event.is_proposal:
        raise Refused("Cet événement n’est plus une proposition à examiner.")
    event.is_proposal = False
    event.save(update_fields=["is_proposal", "updated_at"])
    journal.record("event.refuse", by=by, subject=event)
    if event.created_by:
        notify(
            [event.created_by],
            NotificationKind.DIRECT,
            subject=event,
            text=f"Votre proposition n’est pas publiée : {reason}",
            url=event.get_absolute_url(),
            by=by,
        )


@transaction.atomic
def change_event(
    event: Event, *, themes: Iterable[str] | None = None, by: User | None, following: bool = False
) -> int:
    """Save what was changed of an event but its dates, for it alone or for those that follow in its series too.

    `event` bears the new values. A published event whose place changed gets a new sequence, and those who
    registered are written. More places let in those who wait. Returns how many events were changed.
    """
    before = Event.objects.select_for_update().get(pk=event.pk)
    event.latitude, event.longitude = (
        (event.latitude, event.longitude)
        if (event.address, event.commune_id) == (before.address, before.commune_id)
        else position_of(event.address, event.commune)
    )
    themes = list(themes) if themes is not None else None
    values = {field: getattr(event, field) for field in SHARED}
    count = 0
    for one in [before, *(_followers(before) if following else [])]:
        was_placed = tuple(getattr(one, field) for field in PLACE)
        for field, value in values.items():
            setattr(one, field, value)
        if one.pk == event.pk:
            one.registration_opens_at = event.registration_opens_at
            one.registration_closes_at = event.registration_closes_at
        if one.state == Event.State.PUBLISHED and was_placed != tuple(getattr(one, field) for field in PLACE):
            one.change_note = f"Le lieu a changé. {one.where}".strip()
            _raise_sequence(one, one.change_note, by)
        one.save()
        if themes is not None:
            _set_themes(one, themes)
        fill(one)
        count += 1
    event.refresh_from_db()
    journal.record("event.change", by=by, subject=event, events=count)
    return count


def _followers(event: Event) -> list[Event]:
    """The events of the series after this one that still are to come, cancelled ones left out."""
    if event.series_id is None or event.starts_at is None:
        return []
    return list(
        Event.objects.select_for_update()
        .filter(series=event.series_id, starts_at__gt=event.starts_at, ends_at__gt=timezone.now())
        .exclude(state=Event.State.CANCELLED)
        .exclude(pk=event.pk)
    )


def _raise_sequence(event: Event, change: str, by: User | None) -> None:
    """The event changed: calendars follow, who registered is written, members once told of it are told."""
    event.sequence += 1
    pk = event.pk
    transaction.on_commit(lambda: tell_registered.enqueue(pk))
    told = Notification.objects.filter(subject=f"{event._meta.label_lower}:{pk}", kind=NotificationKind.EVENT)
    written = event.registrations.living().exclude(email="").exclude(user=None)
    # Who left the group, or the Pôle, since then knows no more of it.
    still = people_of(event.group) if event.group and event.audience == Event.Audience.GROUP else members()
    notify(
        still.filter(pk__in=told.values("user")).exclude(pk__in=written.values("user")),
        NotificationKind.EVENT,
        subject=event,
        text=change,
        url=event.get_absolute_url(),
        by=by,
        once=f"event:{pk}:{event.sequence}",
    )


@transaction.atomic
def move_event(
    event: Event,
    starts_at: datetime,
    ends_at: datetime,
    *,
    all_day: bool | None = None,
    note: str = "",
    by: User | None,
    following: bool = False,
) -> int:
    """Give an event another date; those that follow move by as many days, at the same new hours.

    Whoever registered is written, and will be reminded of the new date. The terms of registration and the
    programme move along. Raises `Refused` for a cancelled event, a published one that is over or would be, or
    when the end is not after the start. Returns how many moved.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state == Event.State.CANCELLED:
        raise Refused("Cet événement est annulé : dupliquez-le pour lui donner une nouvelle date.")
    if ends_at <= starts_at:
        raise Refused("La fin doit venir après le début.")
    if event.state == Event.State.PUBLISHED and event.is_past:
        raise Refused("Cet événement a déjà eu lieu : dupliquez-le pour lui donner une nouvelle date.")
    if event.state == Event.State.PUBLISHED and ends_at <= timezone.now():
        raise Refused("Cette date est déjà passée : vérifiez l’année. Personne n’a été prévenu.")
    if event.starts_at is None:
        followers, days = [], 0
    else:
        followers = _followers(event) if following else []
        days = (timezone.localtime(starts_at).date() - timezone.localtime(event.starts_at).date()).days
    _move(event, starts_at, ends_at, all_day, note, by)
    for one in followers:
        assert one.starts_at is not None
        day = timezone.localtime(one.starts_at).date() + timedelta(days=days)
        start, end = on_day(day, timezone.localtime(starts_at), timezone.localtime(ends_at))
        _move(one, start, end, all_day, note, by)
    journal.record(
        "event.move", by=by, subject=event, starts_at=starts_at.isoformat(), events=1 + len(followers)
    )
    return 1 + len(followers)


def on_day(day: date, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The same local hours from another day: an hour of the clock, even across a change of clocks."""
    zone = timezone.get_current_timezone()
    length = (end.date() - start.date()).days
    return (
        datetime.combine(day, start.time(), tzinfo=zone),
        datetime.combine(day + timedelta(days=length), end.time(), tzinfo=zone),
    )


def _move(
    event: Event, starts_at: datetime, ends_at: datetime, all_day: bool | None, note: str, by: User | None
) -> None:
    before = event.starts_at
    if all_day is not None:
        event.all_day = all_day
    if (before, event.ends_at) == (starts_at, ends_at):
        event.save()
        return
    shift = starts_at - before if before else timedelta()
    for term in ("registration_opens_at", "registration_closes_at"):
        if (known := getattr(event, term)) is not None:
            setattr(event, term, known + shift)
    for slot in event.slots.all():
        slot.starts_at += shift
        slot.ends_at = slot.ends_at + shift if slot.ends_at else None
        slot.save(update_fields=["starts_at", "ends_at"])
    event.starts_at, event.ends_at = starts_at, ends_at
    if event.state == Event.State.PUBLISHED:
        event.previous_starts_at, event.change_note = before, note
        event.registrations.update(reminded_at=None)
        _raise_sequence(event, f"Nouvelle date : {event.when}.", by)
    event.save()


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: User, following: bool = False) -> int:
    """Cancel an event, saying why to whoever registered. A draft is cancelled by being deleted.

    Raises `Refused` when it is not published, or is over. Returns how many were cancelled.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.PUBLISHED:
        raise Refused(f"Cet événement est {event.get_state_display()} : il n’y a rien à annuler.")
    if event.ends_at is not None and event.ends_at <= timezone.now():
        raise Refused("Cet événement a déjà eu lieu.")
    cancelled = [event, *(_followers(event) if following else [])]
    for one in cancelled:
        if one.state == Event.State.DRAFT:
            one.delete()
            continue
        one.state, one.cancel_reason = Event.State.CANCELLED, reason
        _raise_sequence(one, f"Annulé : {reason}", by)
        one.save()
    journal.record("event.cancel", by=by, subject=event, events=len(cancelled))
    return len(cancelled)


@transaction.atomic
def delete_draft(event: Event, *, by: User) -> None:
    """Remove a draft. Raises `Refused` for what was published: it is cancelled instead."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.DRAFT:
        raise Refused("Un événement publié ne se supprime pas : annulez-le, pour que chacun le sache.")
    journal.record("event.delete", by=by, subject=event)
    event.delete()


@transaction.atomic
def duplicate_event(event: Event, *, by: User | None) -> Event:
    """A draft like this one, without its registrations: programme, questions and terms on the same date."""
    copy = _copy(event, by=by)
    journal.record("event.duplicate", by=by, subject=copy, of=event.pk)
    return copy


def _copy(
    event: Event, *, by: User | None, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> Event:
    source = Event.objects.get(pk=event.pk)
    values: dict[str, Any] = {field: getattr(source, field) for field in SHARED}
    copy = Event(
        **values,
        all_day=source.all_day,
        starts_at=starts_at or source.starts_at,
        ends_at=ends_at or source.ends_at,
        invented=source.invented,
        created_by=by,
    )
    shift = copy.starts_at - source.starts_at if copy.starts_at and source.starts_at else timedelta()
    for term in ("registration_opens_at", "registration_closes_at"):
        known = getattr(source, term)
        setattr(copy, term, known + shift if known else None)
    copy.slug = free_slug(copy.title, copy.first_day)
    copy.save()
    _set_themes(copy, source.themes)
    for question in source.questions.all():
        question.pk, question.event = None, copy
        question.save(force_insert=True)
    for slot in source.slots.prefetch_related("members"):
        members = list(slot.members.all())
        slot.pk, slot.event, slot.starts_at = None, copy, slot.starts_at + shift
        slot.ends_at = slot.ends_at + shift if slot.ends_at else None
        slot.save(force_insert=True)
        slot.members.set(members)
    return copy


@transaction.atomic
def repeat_event(event: Event, rule: Rule, *, by: User | None) -> list[Event]:
    """Make the other dates of a rule, each an event of its own, in the state of this one.

    Returns the new events. Raises `Refused` without a date, when it repeats already, or when the rule gives
    no other date.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.starts_at is None or event.ends_at is None:
        raise Refused("Donnez d’abord une date à cet événement.")
    if event.state == Event.State.CANCELLED:
        raise Refused("Cet événement est annulé : il ne se répète pas.")
    if event.series_id is not None:
        raise Refused("Cet événement fait déjà partie d’une série.")
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    days = occurrences(start.date(), rule)[1:]
    if not days:
        raise Refused("Cette règle ne donne aucune autre date : choisissez une fin plus lointaine.")
    event.series = EventSeries.objects.create(
        rule={"frequency": rule.frequency, "interval": rule.interval, "until": rule.until.isoformat()}
    )
    event.save(update_fields=["series", "updated_at"])
    made = []
    for day in days:
        starts_at, ends_at = on_day(day, start, end)
        copy = _copy(event, by=by, starts_at=starts_at, ends_at=ends_at)
        copy.series, copy.state, copy.published_at = event.series, event.state, event.published_at
        copy.save(update_fields=["series", "state", "published_at", "updated_at"])
        made.append(copy)
    journal.record("event.repeat", by=by, subject=event, dates=len(days))
    return made


@transaction.atomic
def set_programme(event: Event, lines: Iterable[Programmed], *, by: User | None) -> None:
    """Replace the programme; members who are named as speakers for the first time are told."""
    known = set(Slot.members.through.objects.filter(slot__event=event).values_list("user_id", flat=True))
    event.slots.all().delete()
    told: dict[int, User] = {}
    count = 0
    for line in lines:
        slot = Slot.objects.create(
            event=event,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            title=line.title,
            room=line.room,
            speakers=line.speakers,
        )
        slot.members.set(line.members)
        told |= {member.pk: member for member in line.members if member.pk not in known}
        count += 1
    if told and not event.is_draft:
        notify(
            told.values(),
            NotificationKind.DIRECT,
            subject=event,
            text="Vous intervenez dans cet événement : voyez le programme.",
            url=event.get_absolute_url(),
            by=by,
        )
    journal.record("event.programme", by=by, subject=event, slots=count)


@transaction.atomic
def set_questions(event: Event, questions: Iterable[Asked], *, by: User | None) -> None:
    """Replace the questions; answers to those that stay are kept under them."""
    kept = []
    for position, asked in enumerate(questions):
        question = event.questions.filter(pk=asked.pk).first() if asked.pk else None
        question = question or EventQuestion(event=event)
        question.position, question.label, question.kind = position, asked.label, asked.kind
        question.choices, question.required = list(asked.choices), asked.required
        question.save()
        kept.append(question.pk)
    event.questions.exclude(pk__in=kept).delete()
    journal.record("event.questions", by=by, subject=event, questions=len(kept))
