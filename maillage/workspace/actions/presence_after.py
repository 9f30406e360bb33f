"""Once an event is over: its minutes, what it resolved, what those who came made of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.territory.letters import write
from maillage.ui.address import absolute
from maillage.ui.markdown import to_html
from maillage.workspace.models import (
    Event,
    FeedbackAnswer,
    FeedbackLink,
    FeedbackRound,
    Minutes,
    NotificationKind,
    Registration,
    Resolution,
    Task,
)
from maillage.workspace.queries.presence import attended

from .notifications import notify
from .people import Refused
from .tasks import note_task

OPEN_FOR = timedelta(days=21)
# A round that could not be sent in time says nothing useful any more.
SEND_WITHIN = timedelta(days=14)
LINKS_KEPT_FOR = timedelta(days=60)
MOST_RESOLUTIONS = 100


# --- Minutes --------------------------------------------------------------------------------------------
@transaction.atomic
def save_minutes(event: Event, text: str, *, by: User) -> Minutes:
    """Keep what was typed; minutes that are published show it at once."""
    Event.objects.select_for_update().get(pk=event.pk)
    minutes, _ = Minutes.objects.update_or_create(
        event=event,
        defaults={"text": text, "html": to_html(text), "written_by": by, "updated_at": timezone.now()},
    )
    journal.record("minutes.save", by=by, subject=event)
    return minutes


@transaction.atomic
def publish_minutes(event: Event, *, by: User) -> int:
    """Show the minutes to whom the event is for, and tell those who registered once; returns how many.

    Members are told in their space, the others by a letter. Raises `Refused` when nothing was written.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    minutes = Minutes.objects.select_for_update().filter(event=event).first()
    if minutes is None or not minutes.text.strip():
        raise Refused("Il n’y a rien à publier : écrivez d’abord le compte rendu.")
    if event.is_draft:
        raise Refused("Cet événement est un brouillon : publiez-le d’abord.")
    if minutes.published_at is not None:
        return 0
    minutes.published_at = timezone.now()
    told = 0
    if minutes.told_at is None:
        minutes.told_at = minutes.published_at
        told = _tell(event, by)
    minutes.save(update_fields=["published_at", "told_at"])
    journal.record("minutes.publish", by=by, subject=event, told=told)
    return told


def _tell(event: Event, by: User) -> int:
    came = Registration.objects.filter(event=event, state=Registration.State.CONFIRMED).select_related("user")
    held = list(came)
    url = f"{event.get_absolute_url()}#compte-rendu"
    told = notify(
        [one.user for one in held if one.user],
        NotificationKind.EVENT,
        subject=event,
        text=f"Le compte rendu de « {event.title} » est publié.",
        url=url,
        by=by,
        once=f"minutes:{event.pk}",
    )
    for one in held:
        if one.user is None and one.email and event.audience == Event.Audience.PUBLIC:
            write("workspace/mail/presence_minutes.txt", one.email, event=event, registration=one, link=url)
            told += 1
    return told


@transaction.atomic
def withdraw_minutes(event: Event, *, by: User) -> None:
    """Take the minutes back to a draft; published again, nobody is told twice."""
    Event.objects.select_for_update().get(pk=event.pk)
    if Minutes.objects.filter(event=event).exclude(published_at=None).update(published_at=None):
        journal.record("minutes.withdraw", by=by, subject=event)


# --- Resolutions ----------------------------------------------------------------------------------------
@transaction.atomic
def add_resolution(resolution: Resolution, *, by: User) -> Resolution:
    """Note what was decided; who is named gets it among their tasks. The same words twice are one."""
    event = Event.objects.select_for_update().get(pk=resolution.event_id)
    again = Resolution.objects.filter(event=event, text=resolution.text).first()
    if again is not None:
        return again
    if Resolution.objects.filter(event=event).count() >= MOST_RESOLUTIONS:
        raise Refused(f"Pas plus de {MOST_RESOLUTIONS} résolutions pour un événement.")
    resolution.save()
    journal.record("resolution.add", by=by, subject=event, resolution=resolution.pk)
    if resolution.assignee or event.group:
        hand_to_tasks(resolution, by=by)
    return resolution


def hand_to_tasks(resolution: Resolution, *, by: User) -> Task:
    """The task that a resolution becomes: of the event's group, or of whoever is named."""
    event = resolution.event
    task = note_task(
        Task(
            group=event.group,
            title=resolution.text[:200],
            detail=resolution.text if len(resolution.text) > 200 else "",
            assignee=resolution.assignee,
            due_on=resolution.due_on,
            origin=event.title[:200],
            origin_url=event.get_absolute_url(),
        ),
        by=by,
    )
    if not Resolution.objects.filter(task=task).exists():
        resolution.task = task
        resolution.save(update_fields=["task"])
    return task


@transaction.atomic
def set_resolution_done(resolution: Resolution, done: bool, *, by: User) -> None:
    """Say a resolution done, or not after all; one that has a task follows its task alone."""
    held = Resolution.objects.select_for_update(of=("self",)).get(pk=resolution.pk)
    if held.task_id is not None:
        raise Refused("Cette résolution suit sa tâche : dites-la faite sur la page de la tâche.")
    if (held.done_on is not None) == done:
        return
    held.done_on = timezone.localdate() if done else None
    held.save(update_fields=["done_on"])
    journal.record(
        "resolution.done" if done else "resolution.undone", by=by, subject=held.event, resolution=held.pk
    )


@transaction.atomic
def remove_resolution(resolution: Resolution, *, by: User) -> None:
    """Delete a resolution that was noted by mistake; the task that it became stays."""
    journal.record("resolution.remove", by=by, subject=resolution.event, resolution=resolution.pk)
    resolution.delete()


# --- Feedback -------------------------------------------------------------------------------------------
@transaction.atomic
def ask_feedback(event: Event, *, by: User) -> FeedbackRound:
    """Have those who come asked what they made of it, the day after. Raises `Refused` when it is too late."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != Event.State.PUBLISHED or event.ends_at is None:
        raise Refused("On demande un avis sur un événement publié, qui a une date.")
    if event.ends_at < timezone.now() - SEND_WITHIN:
        raise Refused("Cet événement est passé depuis plus de deux semaines : un avis n’aurait plus de sens.")
    made, new = FeedbackRound.objects.get_or_create(event=event, defaults={"asked_by": by})
    if new:
        journal.record("feedback.ask", by=by, subject=event)
    return made


@transaction.atomic
def forgo_feedback(event: Event, *, by: User) -> None:
    """Ask nobody after all. Raises `Refused` once people were written to."""
    Event.objects.select_for_update().get(pk=event.pk)
    held = FeedbackRound.objects.filter(event=event).first()
    if held is None:
        return
    if held.opened_at is not None:
        raise Refused("La demande est déjà partie : les réponses arrivent sur cette page.")
    held.delete()
    journal.record("feedback.forgo", by=by, subject=event)


def _to_ask(event: Event) -> QuerySet[Registration]:
    """Those who came, or all those registered where nobody took the presence; who has an address."""
    came = attended(event)
    if not came.exists():
        came = Registration.objects.filter(event=event, state=Registration.State.CONFIRMED)
    return came.exclude(email="")


def send_feedback(now: datetime | None = None) -> int:
    """Write to those who came to an event that ended before today, once each; returns how many were written.

    A link is made and marked as sent in the transaction of its letter: run again after a kill, it goes on.
    """
    now = now or timezone.now()
    today = datetime.combine(timezone.localtime(now).date(), time.min, tzinfo=timezone.get_current_timezone())
    due = FeedbackRound.objects.filter(
        event__state=Event.State.PUBLISHED, event__ends_at__lte=today, event__ends_at__gt=now - SEND_WITHIN
    ).exclude(closes_on__lt=timezone.localtime(now).date())
    count = 0
    for pk in list(due.values_list("pk", flat=True)):
        _open(pk, now)
        held = FeedbackRound.objects.select_related("event").get(pk=pk)
        for link in list(held.links.filter(is_sent=False).values_list("pk", flat=True)):
            count += _send(link, held)
    return count


@transaction.atomic
def _open(pk: int, now: datetime) -> None:
    """Draw the links of a round, once; who is marked present later is not asked."""
    held = FeedbackRound.objects.select_for_update(of=("self",)).select_related("event").get(pk=pk)
    if held.opened_at is not None:
        return
    FeedbackLink.objects.bulk_create(FeedbackLink(round=held, registration=one) for one in _to_ask(held.event))
    held.opened_at, held.closes_on = now, (timezone.localtime(now) + OPEN_FOR).date()
    held.save(update_fields=["opened_at", "closes_on"])


@transaction.atomic
def _send(pk: int, held: FeedbackRound) -> bool:
    link = FeedbackLink.objects.select_for_update().filter(pk=pk, is_sent=False).first()
    if link is None:
        return False
    registration = Registration.objects.get(pk=link.registration_id)
    link.is_sent = True
    link.save(update_fields=["is_sent"])
    if not registration.email:
        return False
    write(
        "workspace/mail/presence_feedback.txt",
        registration.email,
        event=held.event,
        registration=registration,
        closes_on=held.closes_on,
        link=reverse("workspace:feedback-answer", args=[link.token]),
        page=absolute(held.event.get_absolute_url()),
    )
    return True


@transaction.atomic
def answer_feedback(link: FeedbackLink, answer: FeedbackAnswer) -> None:
    """Keep an answer apart from its link, which is spent. Raises `Refused` for one that answered, or too late.

    The journal says that an answer came, of which event, and nothing of the link.
    """
    held = FeedbackLink.objects.select_for_update(of=("self",)).select_related("round__event").get(pk=link.pk)
    if held.is_used:
        raise Refused("Ce lien a déjà servi : merci, votre avis est compté.")
    if not is_asking(held.round):
        raise Refused("Les avis sur cet événement ne sont plus recueillis. Merci de votre venue.")
    held.is_used = True
    held.save(update_fields=["is_used"])
    answer.event = held.round.event
    answer.save(force_insert=True)
    journal.record("feedback.answer", by=None, subject=held.round.event)


def is_asking(held: FeedbackRound) -> bool:
    """Whether answers are still taken."""
    return held.closes_on is not None and timezone.localdate() <= held.closes_on


def purge_feedback() -> int:
    """Delete the links once nobody may answer any more; answers name nobody and stay."""
    before = timezone.localdate() - (LINKS_KEPT_FOR - OPEN_FOR)
    return FeedbackLink.objects.filter(round__closes_on__lt=before).delete()[0]
