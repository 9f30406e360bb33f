"""Write to those who registered: what changed, what is near, and the event for their calendar."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from maillage.territory.letters import write
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.workspace.models import Event, Registration
from maillage.workspace.queries.calendars import invitation, withdrawal

REMIND_BEFORE = timedelta(days=2)
CHUNK = 50


@task()
def tell_registered(event_id: int) -> None:
    """Write to each person registered who was not told of the event's last change; may be run again."""
    while _tell_some(event_id):
        pass


@transaction.atomic
def _tell_some(event_id: int) -> bool:
    """Write to some, and mark them in the same transaction: cut in the middle, nobody is written twice."""
    event = Event.objects.select_related("commune").filter(pk=event_id).first()
    if event is None:
        return False
    part = list(untold(event).select_for_update()[:CHUNK])
    for registration in part:
        if registration.email:
            template = "event_cancelled" if event.is_cancelled else "event_moved"
            write_registered(template, registration, event=event)
        else:
            registration.to_call = True
        registration.told_sequence = event.sequence
    Registration.objects.bulk_update(part, ["to_call", "told_sequence"])
    return bool(part)


def untold(event: Event) -> QuerySet[Registration]:
    """The registrations whose person does not know the last change of date, of place, or its cancelling."""
    return Registration.objects.living().filter(event=event, told_sequence__lt=event.sequence)


def write_registered(template: str, registration: Registration, *, event: Event, full: bool = False) -> None:
    """Write to somebody about their registration, with their own link and the event for their calendar.

    Whoever only waits, or has still to confirm, gets nothing for a calendar; whoever cancels gets what takes
    the event out of it. `full` says that confirming gives a rank, not a place.
    """
    pole = current_pole()
    part = {Registration.State.CONFIRMED: invitation, Registration.State.CANCELLED: withdrawal}.get(
        Registration.State(registration.state)
    )
    organiser = pole.contact_email if pole else ""
    write(
        f"workspace/mail/agenda_{template}.txt",
        registration.email,
        attachments=[part(event, email=registration.email, name=registration.name, organiser=organiser)]
        if part
        else [],
        event=event,
        registration=registration,
        page=absolute(event.get_absolute_url()),
        link=reverse("workspace:registration", args=[registration.token]),
        full=full,
    )


def tell_what_is_left() -> int:
    """Have the worker finish what a kill interrupted; returns how many events had people left to tell."""
    left = (
        Registration.objects.living()
        .filter(event__sequence__gt=0, event__ends_at__gt=timezone.now())
        .filter(told_sequence__lt=F("event__sequence"))
        .order_by("event")
        .values_list("event", flat=True)
        .distinct()
    )
    events = list(left)
    for pk in events:
        tell_registered.enqueue(pk)
    return len(events)


def remind_registered(now: datetime | None = None) -> int:
    """Write once to each person who comes, from two days before on; returns how many were reminded."""
    now = now or timezone.now()
    last = timezone.localtime(now).date() + REMIND_BEFORE
    horizon = datetime.combine(last + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
    due = Registration.objects.filter(
        state=Registration.State.CONFIRMED,
        reminded_at=None,
        event__state=Event.State.PUBLISHED,
        event__starts_at__gt=now,
        event__starts_at__lt=horizon,
    ).exclude(email="")
    count = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            registration = (
                due.select_for_update(of=("self",)).select_related("event__commune").filter(pk=pk).first()
            )
            if registration is None:
                continue
            write_registered("reminder", registration, event=registration.event)
            registration.reminded_at = timezone.now()
            registration.save(update_fields=["reminded_at"])
        count += 1
    return count
