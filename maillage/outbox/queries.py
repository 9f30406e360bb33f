"""Messages to look at: those of the demonstration's mailbox, those that need somebody."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from maillage.outbox.models import MessageState, OutgoingMessage

DOUBT_AFTER = timedelta(minutes=10)


def kept_messages(person: str = "") -> QuerySet[OutgoingMessage]:
    """What the demonstration would have sent, newest first, without the heavy columns.

    `person` keeps the messages of the addresses that hold it.
    """
    kept = OutgoingMessage.objects.filter(state=MessageState.KEPT).defer("mime", "html")
    return kept.filter(to__icontains=person) if person else kept


def troubled_messages() -> QuerySet[OutgoingMessage]:
    """Failed messages, and those whose sending was cut so that nobody knows whether they left."""
    doubtful = OutgoingMessage.objects.filter(
        state=MessageState.SENDING, created_at__lt=timezone.now() - DOUBT_AFTER
    )
    failed = OutgoingMessage.objects.filter(state=MessageState.FAILED)
    return (doubtful | failed).defer("mime", "html")
