"""The list of those invited by name, in order of protocol."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.workspace.domain.guests_list import ListedGuest
from maillage.workspace.models import Event, Guest, Registration

from .people import Refused
from .registrations import Filled, register

MOST = 3000


def _held(event: Event) -> Event:
    return Event.objects.select_for_update().get(pk=event.pk)


@transaction.atomic
def save_guest(guest: Guest, *, by: User) -> Guest:
    """Add a guest, or change what is said of one. Raises `Refused` when the address is invited already."""
    event = _held(guest.event)
    others = Guest.objects.filter(event=event).exclude(pk=guest.pk)
    if guest.email and others.filter(email__iexact=guest.email).exists():
        raise Refused("Cette adresse est déjà dans la liste des personnes invitées.")
    if guest.pk is None and others.count() >= MOST:
        raise Refused(f"La liste a déjà {MOST} personnes.")
    verb = "guest.change" if guest.pk else "guest.add"
    if guest.pk is None:
        guest.added_by = by
    guest.save()
    journal.record(verb, by=by, subject=event, guest=guest.pk)
    return guest


@transaction.atomic
def answer_guest(guest: Guest, answer: str, *, by: User) -> str:
    """Note what a guest answered; who comes is registered. Returns what happened to their place, in French.

    Raises `Refused` when they cannot be registered, and then nothing is noted.
    """
    event = _held(guest.event)
    guest = Guest.objects.select_for_update(of=("self",)).select_related("registration").get(pk=guest.pk)
    words = ""
    living = guest.registration is not None and guest.registration.is_living
    if answer == Guest.Answer.COMING and event.takes_registrations and not living and not event.is_past:
        made = register(
            event,
            Filled(
                name=str(guest)[:120],
                email=guest.email,
                structure=guest.structure,
                function=guest.title[:120],
                once=f"guest-{guest.pk}-{guest.registration_id or 0}"[:36],
            ),
            by=by,
            channel=Registration.Channel.LETTER,
            by_organiser=True,
        )
        if not Guest.objects.filter(registration=made).exclude(pk=guest.pk).exists():
            guest.registration = made
        if guest.rank and made.rank is None:
            Registration.objects.filter(pk=made.pk).update(rank=guest.rank)
        waits = made.state == Registration.State.WAITING
        words = " Toutes les places sont prises : liste d’attente." if waits else " Sa place est prise."
    guest.answer = answer
    guest.save()
    journal.record("guest.answer", by=by, subject=event, guest=guest.pk, answer=answer)
    return f"La réponse de {guest} est notée.{words}"


@transaction.atomic
def remove_guest(guest: Guest, *, by: User) -> None:
    """Take somebody off the list; a registration made meanwhile stays."""
    journal.record("guest.remove", by=by, subject=guest.event, guest=guest.pk)
    guest.delete()


@transaction.atomic
def import_guests(event: Event, listed: Iterable[ListedGuest], *, invited_by: str, by: User) -> tuple[int, int]:
    """Add those of a list who are not invited yet; returns how many were added, and how many were known.

    Known by their address, else by name and structure. Raises `Refused` when the list would be too long.
    """
    _held(event)
    emails, names = set(), set()
    for email, name, structure in Guest.objects.filter(event=event).values_list("email", "name", "structure"):
        emails.add(email.lower())
        names.add((name.lower(), structure.lower()))
    emails.discard("")
    made, known = [], 0
    for one in listed:
        if one.wrong:
            continue
        key = (one.name.lower(), one.structure.lower())
        if (one.email and one.email in emails) or (not one.email and key in names):
            known += 1
            continue
        emails.add(one.email or "\x00")
        names.add(key)
        made.append(
            Guest(
                event=event, rank=one.rank, civility=one.civility, name=one.name, title=one.title,
                structure=one.structure, email=one.email, invited_by=one.invited_by or invited_by, added_by=by,
            )
        )  # fmt: skip
    if Guest.objects.filter(event=event).count() + len(made) > MOST:
        raise Refused(f"La liste dépasserait {MOST} personnes.")
    Guest.objects.bulk_create(made)
    journal.record("guest.import", by=by, subject=event, added=len(made))
    return len(made), known
