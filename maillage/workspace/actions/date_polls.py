"""Look for a date: propose, answer, choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.territory.letters import write
from maillage.workspace.models import DatePoll, Event, NotificationKind, PollAnswer, PollSlot, PollVoter
from maillage.workspace.permissions import public_of

from .agenda import move_event
from .notifications import notify
from .people import Refused

CHUNK = 50


@transaction.atomic
def open_poll(
    event: Event,
    slots: Sequence[tuple[datetime, datetime]],
    *,
    closes_on: date,
    message: str = "",
    emails: Iterable[str] = (),
    tell: bool = False,
    by: User,
) -> DatePoll:
    """Propose dates for a draft: to the members it concerns, and to addresses, each with a personal link.

    Raises `Refused` unless the event is a draft without a poll and at least two dates are proposed.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.DRAFT:
        raise Refused("On cherche une date avant de publier : déplacez plutôt cet événement.")
    if DatePoll.objects.filter(event=event).exists():
        raise Refused("Un sondage existe déjà pour cet événement.")
    slots = sorted(set(slots))
    if len(slots) < 2:
        raise Refused("Proposez au moins deux dates différentes.")
    poll = DatePoll.objects.create(event=event, closes_on=closes_on, message=message)
    PollSlot.objects.bulk_create(PollSlot(poll=poll, starts_at=start, ends_at=end) for start, end in slots)
    invite_voters(poll, emails, by=by)
    if tell:
        notify(
            public_of(event),
            NotificationKind.EVENT,
            subject=event,
            text="Quelle date vous convient ? Répondez au sondage.",
            url=reverse("workspace:event-poll", args=[event.slug]),
            by=by,
            once=f"poll:{poll.pk}",
        )
    journal.record("poll.open", by=by, subject=event, dates=len(slots))
    return poll


@transaction.atomic
def invite_voters(poll: DatePoll, emails: Iterable[str], *, by: User) -> int:
    """Write to addresses with a personal link each; those invited already are left alone. Returns how many."""
    DatePoll.objects.select_for_update().get(pk=poll.pk)
    wanted = dict.fromkeys(email.strip().lower() for email in emails if email.strip())
    known = set(poll.voters.values_list("email", flat=True))
    count = 0
    for email in wanted:
        if email in known:
            continue
        user = User.objects.filter(email=email, is_active=True).first()
        if user and poll.voters.filter(user=user).exists():
            continue
        voter = PollVoter.objects.create(poll=poll, email=email, user=user, name=user.name if user else "")
        write(
            "workspace/mail/agenda_poll.txt",
            email,
            poll=poll,
            event=poll.event,
            link=reverse("workspace:poll-voter", args=[voter.token]),
        )
        count += 1
    return count


@transaction.atomic
def answer_poll(
    poll: DatePoll,
    answers: Mapping[int, str],
    *,
    voter: PollVoter | None = None,
    user: User | None = None,
    name: str = "",
    comment: str = "",
) -> PollVoter:
    """Keep what somebody says of each date (by the number of the slot), in place of what they said before.

    Raises `Refused` once the poll is closed.
    """
    poll = DatePoll.objects.select_for_update().get(pk=poll.pk)
    if not poll.is_open:
        raise Refused("Ce sondage est clos : la date a été choisie, ou le terme est passé.")
    if voter is None:
        assert user is not None
        voter = poll.voters.filter(user=user).first() or PollVoter(poll=poll, user=user, name=user.name)
    voter.name, voter.comment, voter.answered_at = name or voter.name, comment, timezone.now()
    voter.save()
    voter.answers.all().delete()
    PollAnswer.objects.bulk_create(
        PollAnswer(voter=voter, slot=slot, value=answers[slot.pk])
        for slot in poll.slots.all()
        if answers.get(slot.pk) in PollAnswer.Value.values
    )
    return voter


@transaction.atomic
def choose_date(poll: DatePoll, slot: PollSlot, *, by: User) -> None:
    """The event takes that date; those who answered are told. Raises `Refused` once closed."""
    poll = DatePoll.objects.select_for_update().select_related("event").get(pk=poll.pk)
    if poll.closed_at is not None:
        raise Refused("La date est déjà choisie.")
    if slot.poll_id != poll.pk:
        raise Refused("Cette date n’est pas de ce sondage.")
    poll.chosen, poll.closed_at = slot, timezone.now()
    poll.save(update_fields=["chosen", "closed_at"])
    move_event(poll.event, slot.starts_at, slot.ends_at, all_day=False, by=by)
    journal.record("poll.choose", by=by, subject=poll.event, slot=slot.pk)
    pk = poll.pk
    transaction.on_commit(lambda: tell_voters.enqueue(pk))


@transaction.atomic
def close_poll(poll: DatePoll, *, by: User) -> None:
    """End a poll without choosing: the event stays a draft."""
    DatePoll.objects.filter(pk=poll.pk, closed_at=None).update(closed_at=timezone.now())
    journal.record("poll.close", by=by, subject=poll.event)


@task()
def tell_voters(poll_id: int) -> None:
    """Write the date chosen to each voter who was not told; may be run again after a kill."""
    while _tell_some(poll_id):
        pass


@transaction.atomic
def _tell_some(poll_id: int) -> bool:
    poll = DatePoll.objects.select_related("event", "chosen").filter(pk=poll_id).first()
    if poll is None or poll.chosen is None:
        return False
    part = list(poll.voters.filter(told_at=None).select_related("user").select_for_update(of=("self",))[:CHUNK])
    for voter in part:
        email = voter.email or (voter.user.email if voter.user else "")
        if email:
            write(
                "workspace/mail/agenda_poll_chosen.txt",
                email,
                poll=poll,
                event=poll.event,
                voter=voter,
                link=reverse("workspace:poll-voter", args=[voter.token]),
            )
    PollVoter.objects.filter(pk__in=[voter.pk for voter in part]).update(told_at=timezone.now())
    return bool(part)


def tell_voters_left() -> int:
    """Have the worker finish what a kill interrupted; returns how many polls had people left to tell."""
    left = PollVoter.objects.filter(told_at=None, poll__chosen__isnull=False).values_list("poll", flat=True)
    polls = set(left)
    for pk in polls:
        tell_voters.enqueue(pk)
    return len(polls)
