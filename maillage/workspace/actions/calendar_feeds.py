"""The secret address of a person's own calendar."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import new_token
from maillage.workspace.models import CalendarFeed


def feed_of(user: User) -> CalendarFeed | None:
    """The feed that a person opened, if they did."""
    return CalendarFeed.objects.filter(user=user).first()


@transaction.atomic
def renew_feed(user: User) -> CalendarFeed:
    """Open a person's feed, or give it another address: the former answers nothing any more."""
    feed, _ = CalendarFeed.objects.update_or_create(
        user=user, defaults={"token": new_token(), "made_at": timezone.now()}
    )
    journal.record("calendar.renew", by=user, subject=user)
    return feed


@transaction.atomic
def close_feed(user: User) -> None:
    """Close a person's feed."""
    CalendarFeed.objects.filter(user=user).delete()
    journal.record("calendar.close", by=user, subject=user)
