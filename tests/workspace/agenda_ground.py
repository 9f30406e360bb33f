"""Events and registrations for the tests of the agenda."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from maillage.outbox.models import OutgoingMessage
from maillage.workspace.actions.agenda import free_slug
from maillage.workspace.models import Event, EventTheme, Registration

_numbers = count(1)


def in_days(days: float, hour: int = 18) -> datetime:
    """An hour of the clock some days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())


def make_event(title: str = "Forum", *, days: float = 20, themes: tuple[str, ...] = (), **fields: Any) -> Event:
    """A published public event of two hours, some days from now."""
    starts_at = fields.pop("starts_at", in_days(days))
    event = Event(
        title=title,
        kind=fields.pop("kind", Event.Kind.FORUM),
        state=fields.pop("state", Event.State.PUBLISHED),
        starts_at=starts_at,
        ends_at=fields.pop("ends_at", starts_at + timedelta(hours=2) if starts_at else None),
        takes_registrations=fields.pop("takes_registrations", True),
        **fields,
    )
    event.slug = free_slug(title, event.first_day)
    event.save()
    EventTheme.objects.bulk_create(EventTheme(event=event, code=code) for code in themes)
    return event


def make_registration(event: Event, name: str = "", **fields: Any) -> Registration:
    """Somebody who comes, unless said otherwise."""
    number = next(_numbers)
    return Registration.objects.create(
        event=event,
        name=name or f"Personne {number}",
        email=fields.pop("email", f"p{number}@example.org"),
        state=fields.pop("state", Registration.State.CONFIRMED),
        **fields,
    )


def letters(to: str = "") -> list[OutgoingMessage]:
    """The messages kept, the last first, of one reader or of all."""
    found = OutgoingMessage.objects.order_by("-pk")
    return [one for one in found if not to or one.to == [to]]
