"""Register, confirm, wait, cancel: exactly as many places as there are, first come first served."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor, new_token
from maillage.actors.permissions import current_memberships
from maillage.kernel.text import fold
from maillage.workspace.domain.agenda import WHY_NOT, Status, registration_status
from maillage.workspace.models import Event, NotificationKind, PollVoter, Registration

from .agenda_letters import REMIND_BEFORE, write_registered
from .notifications import notify
from .people import Refused

UNPROVEN_FOR = timedelta(days=3)
KEPT_FOR = timedelta(days=365)
FORGOTTEN = "Personne effacée"


@dataclass(frozen=True)
class Filled:
    """What a form says of whoever comes."""

    name: str
    email: str = ""
    phone: str = ""
    structure: str = ""
    actor: Actor | None = None
    function: str = ""
    sex: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    once: str = ""


def status_of(event: Event, now: datetime | None = None) -> Status:
    """Whether one may register now (two queries, or none on an event read by `with_numbers`)."""
    return registration_status(
        state=event.state,
        takes=event.takes_registrations,
        ends_at=event.ends_at,
        opens_at=event.registration_opens_at,
        closes_at=event.registration_closes_at,
        capacity=event.capacity,
        taken=event.taken if hasattr(event, "taken") else _taken(event),
        waiting=event.waiting if hasattr(event, "waiting") else _waiting(event),
        now=now or timezone.now(),
    )


def _taken(event: Event) -> int:
    return Registration.objects.filter(event=event, state=Registration.State.CONFIRMED).count()


def _waiting(event: Event) -> int:
    return Registration.objects.filter(event=event, state=Registration.State.WAITING).count()


def _locked(event_id: int) -> Event:
    """The event, held until the end of the transaction: places are counted by one at a time."""
    Event.objects.select_for_update().get(pk=event_id)
    return Event.objects.select_related("commune").get(pk=event_id)


def _refuse_unless_open(event: Event, *, by_organiser: bool = False) -> None:
    status = status_of(event)
    if by_organiser and status in ("early", "closed"):
        return
    if status in WHY_NOT:
        raise Refused(WHY_NOT[status])


def _known(event: Event, filled: Filled, user: User | None) -> Registration | None:
    """The registration that the same person, or the same form, made already; one that holds first."""
    same = Q(pk__in=[])
    if filled.once:
        same |= Q(once=filled.once)
    if filled.email:
        same |= Q(email=filled.email) & ~Q(state=Registration.State.CANCELLED)
    if user is not None:
        same |= Q(user=user) & ~Q(state=Registration.State.CANCELLED)
    found = list(Registration.objects.filter(same, event=event))
    return min(found, key=lambda one: not one.is_living, default=None)


@transaction.atomic
def ask_to_register(event: Event, filled: Filled) -> None:
    """Keep what a visitor filled and write to the address, to prove that whoever registers reads it.

    No place is held before that. An address already registered is written its link again, so that the page
    says the same to everybody. Raises `Refused` (French) when one may not register.
    """
    event = _locked(event.pk)
    _refuse_unless_open(event)
    filled = _tidy(filled)
    known = _known(event, filled, None)
    if known is not None and filled.once and known.once == filled.once and known.email == filled.email:
        return  # the same form, sent twice
    if known is not None and known.state != Registration.State.TO_CONFIRM:
        if known.email == filled.email:
            write_registered("registration_known", known, event=event)
            return
        known, filled = None, replace(filled, once="")
    registration = known or Registration(event=event)
    if registration.email != filled.email:
        registration.token = new_token()  # the link already sent to another address opens nothing more
    _fill_in(registration, filled)
    registration.state, registration.created_at = Registration.State.TO_CONFIRM, timezone.now()
    registration.save()
    journal.record("registration.ask", by=None, subject=event, registration=registration.pk)
    write_registered("registration_prove", registration, event=event, full=status_of(event) == "full")


def _tidy(filled: Filled) -> Filled:
    return replace(filled, email=filled.email.strip().lower(), name=filled.name.strip())


def _fill_in(registration: Registration, filled: Filled) -> None:
    for name, value in filled.__dict__.items():
        setattr(registration, name, dict(value) if name == "answers" else value)


@transaction.atomic
def register(
    event: Event,
    filled: Filled,
    *,
    user: User | None = None,
    by: User | None = None,
    channel: Registration.Channel = Registration.Channel.WEB,
    by_organiser: bool = False,
) -> Registration:
    """Register somebody whose address is known to be theirs: a place if there is one, else the waiting list.

    `by_organiser` lets whoever runs the event register before or after the terms. The same person, or the
    same form sent twice, gives one registration. Raises `Refused` (French) when one may not register.
    """
    event = _locked(event.pk)
    _refuse_unless_open(event, by_organiser=by_organiser)
    filled = _tidy(filled)
    registration = _known(event, filled, user)
    if registration is not None and registration.state != Registration.State.TO_CONFIRM:
        return registration
    registration = registration or Registration(event=event)
    _fill_in(registration, filled)
    registration.user = user
    registration.channel, registration.registered_by = channel, by
    _take_a_place(event, registration, by=by or user)
    return registration


@transaction.atomic
def register_colleague(event: Event, filled: Filled, *, actor: Actor, by: User) -> Registration:
    """A member registers somebody of one of their own structures. Raises `Refused`, if they are already."""
    if not current_memberships(by).filter(actor=actor).exists():
        raise Refused("Vous n’inscrivez que des personnes de vos structures.")
    _locked(event.pk)
    email = filled.email.strip().lower()
    others = Registration.objects.living().filter(event=event, actor=actor).exclude(once=filled.once)
    for name, known in others.values_list("name", "email"):
        # Two people may bear one name: their addresses tell them apart.
        if fold(name) == fold(filled.name) and (not known or not email or known == email):
            raise Refused(f"{filled.name} est déjà sur la liste, au nom de {actor.name}.")
    user = User.objects.filter(email=email, is_active=True).first() if email else None
    filled = replace(filled, actor=actor, structure=actor.name)
    return register(event, filled, user=user, by=by, channel=Registration.Channel.COLLEAGUE)


def _take_a_place(event: Event, registration: Registration, *, by: User | None) -> None:
    """Give a place, or the last rank of the waiting list; the event is locked."""
    now = timezone.now()
    free = event.capacity is None or (_taken(event) < event.capacity and not _waiting(event))
    registration.state = Registration.State.CONFIRMED if free else Registration.State.WAITING
    registration.confirmed_at = now
    registration.waiting_since = None if free else now
    registration.told_sequence = event.sequence
    if event.starts_at is not None and event.starts_at < now + REMIND_BEFORE:
        registration.reminded_at = now  # so near, the confirmation reminds
    registration.save()
    journal.record(
        "registration.take" if free else "registration.wait",
        by=by,
        subject=event,
        registration=registration.pk,
        channel=registration.channel,
    )
    if registration.email:
        template = "registration_taken" if free else "registration_waiting"
        write_registered(template, registration, event=event)


@transaction.atomic
def confirm_registration(registration: Registration) -> Registration:
    """The button of the personal link: the address is proved, a place is taken. Pressed again, nothing changes.

    Raises `Refused` when the link is past its term or was cancelled, or one may no longer register.
    """
    event = _locked(registration.event_id)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    if registration.is_living:
        return registration
    if registration.state == Registration.State.CANCELLED:
        raise Refused("Cette inscription a été annulée. Vous pouvez vous inscrire de nouveau.")
    if is_expired(registration):
        raise Refused(
            "Ce lien n’est plus valable : il fallait confirmer dans les trois jours. Inscrivez-vous de nouveau."
        )
    _refuse_unless_open(event)
    registration.user = registration.user or _account_of(event, registration.email)
    _take_a_place(event, registration, by=None)
    return registration


def _account_of(event: Event, email: str) -> User | None:
    """The account of a proved address, unless it is registered in another way."""
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        return None
    others = Registration.objects.filter(event=event, user=user).exclude(state=Registration.State.CANCELLED)
    return None if others.exists() else user


def is_expired(registration: Registration) -> bool:
    """Whether the link to confirm is past its term."""
    return (
        registration.state == Registration.State.TO_CONFIRM
        and registration.created_at < timezone.now() - UNPROVEN_FOR
    )


@transaction.atomic
def cancel_registration(registration: Registration, *, by: User | None = None) -> bool:
    """Somebody will not come; the first who waits comes in, in the same transaction, and is written.

    Whoever cancels is written too. A second press changes nothing. Returns whether something changed. Raises
    `Refused` once the event is over.
    """
    event = _locked(registration.event_id)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    if registration.state == Registration.State.CANCELLED:
        return False
    if event.is_past:
        raise Refused("Cet événement a déjà eu lieu : il n’y a plus rien à annuler.")
    was_living = registration.is_living
    registration.state, registration.cancelled_at = Registration.State.CANCELLED, timezone.now()
    registration.to_call = by is not None and not registration.email and was_living
    registration.save(update_fields=["state", "cancelled_at", "to_call"])
    journal.record("registration.cancel", by=by, subject=event, registration=registration.pk)
    if was_living and registration.email:
        write_registered("registration_cancelled", registration, event=event)
    fill(event)
    return True


def fill(event: Event) -> int:
    """Give the free places to those who wait, first come first, and write to them; the event is locked."""
    if event.state != Event.State.PUBLISHED or event.is_past:
        return 0
    queue = Registration.objects.queue().filter(event=event).select_for_update()
    if event.capacity is not None:
        queue = queue[: max(0, event.capacity - _taken(event))]
    now, count = timezone.now(), 0
    for one in queue:
        one.state, one.waiting_since, one.confirmed_at = Registration.State.CONFIRMED, None, now
        one.told_sequence, one.to_call = event.sequence, not one.email
        one.save()
        if one.email:
            write_registered("registration_promoted", one, event=event)
        elif one.registered_by:
            notify(
                [one.registered_by],
                NotificationKind.DIRECT,
                subject=event,
                text=f"Une place se libère pour {one.name}, sans adresse électronique : à prévenir.",
                url=event.get_absolute_url(),
            )
        count += 1
    return count


@transaction.atomic
def mark_called(registration: Registration, *, by: User) -> None:
    """Somebody without an address was told, by telephone or by letter."""
    Registration.objects.filter(pk=registration.pk).update(to_call=False)
    journal.record("registration.called", by=by, subject=registration.event, registration=registration.pk)


@transaction.atomic
def correct_registration(
    registration: Registration, filled: Filled, *, rank: int | None, asked: Collection[str], by: User
) -> bool:
    """Correct what is known of somebody, and the answers to what is `asked`; the others stay as they are.

    A new address is somebody's else: the link sent to the former one opens nothing more, and the new one is
    written. Returns whether it is. Raises `Refused` when it is registered already.
    """
    event = _locked(registration.event_id)
    held = Registration.objects.select_for_update().get(pk=registration.pk)
    filled = _tidy(filled)
    moved = filled.email != held.email
    same = Registration.objects.filter(event=event, email=filled.email).exclude(pk=held.pk)
    if moved and filled.email and same.exclude(state=Registration.State.CANCELLED).exists():
        raise Refused("Cette adresse est déjà celle d’une autre inscription à cet événement.")
    if filled.structure != held.structure:
        held.actor = None
    for name in ("name", "email", "phone", "structure", "function"):
        setattr(held, name, getattr(filled, name))
    kept = {key: value for key, value in held.answers.items() if key not in asked}
    held.answers, held.rank = kept | dict(filled.answers), rank
    if moved:
        held.token, held.user = new_token(), None
        held.created_at = timezone.now() if held.state == Registration.State.TO_CONFIRM else held.created_at
    held.save()
    journal.record("registration.correct", by=by, subject=event, registration=held.pk)
    written = moved and bool(held.email) and not event.is_past and held.state != Registration.State.CANCELLED
    if written:
        write_registered(
            _LETTERS[Registration.State(held.state)], held, event=event, full=status_of(event) == "full"
        )
    return written


_LETTERS = {
    Registration.State.TO_CONFIRM: "registration_prove",
    Registration.State.CONFIRMED: "registration_taken",
    Registration.State.WAITING: "registration_waiting",
}


@transaction.atomic
def set_rank(registration: Registration, rank: int | None, *, by: User) -> None:
    """Give a rank in the order of protocol, or take it away."""
    Registration.objects.filter(pk=registration.pk).update(rank=rank)
    journal.record(
        "registration.rank", by=by, subject=registration.event, registration=registration.pk, rank=rank
    )


def purge_registrations() -> int:
    """Delete those never confirmed, and forget who came to events over a year ago; return how many.

    What statistics count stays: that somebody registered, and how. Who answered a poll of dates without an
    account is forgotten with it.
    """
    now = timezone.now()
    unproven = Registration.objects.filter(
        state=Registration.State.TO_CONFIRM, created_at__lt=now - UNPROVEN_FOR
    ).delete()[0]
    old = Registration.objects.filter(event__ends_at__lt=now - KEPT_FOR).exclude(name=FORGOTTEN)
    count = 0
    for one in old.iterator(chunk_size=500):
        one.name, one.email, one.phone, one.structure, one.function = FORGOTTEN, "", "", "", ""
        one.answers, one.user, one.registered_by, one.token, one.once = {}, None, None, new_token(), ""
        one.to_call = False
        one.save()
        count += 1
    voters = PollVoter.objects.filter(user=None, poll__closes_on__lt=timezone.localdate() - KEPT_FOR)
    return unproven + count + voters.delete()[0]
