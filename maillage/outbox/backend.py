"""Django's e-mail backend that stores messages and leaves their delivery to the worker."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from maillage.outbox.actions import enqueue_message


class OutboxBackend(BaseEmailBackend):
    """Every `send_mail` of the house and of its libraries lands in `OutgoingMessage`."""

    def send_messages(self, email_messages: Sequence[EmailMessage | EmailMultiAlternatives]) -> int:
        for message in email_messages:
            enqueue_message(message)
        return len(email_messages)
