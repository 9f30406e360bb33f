"""Store, deliver, retry and purge outgoing messages."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from maillage.outbox.models import MessageState, OutgoingMessage

MAX_ATTEMPTS = 5
KEPT_FOR = timedelta(days=90)


def on_the_wire(message: EmailMessage) -> bytes:
    """A message as it leaves, each line ended as SMTP asks."""
    return b"\r\n".join([*message.message().as_bytes().splitlines(), b""])


def enqueue_message(message: EmailMessage | EmailMultiAlternatives) -> OutgoingMessage:
    """Store a message and ask the worker to deliver it once the transaction is committed."""
    html = next((str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    stored = OutgoingMessage.objects.create(
        to=message.recipients(),
        from_email=parseaddr(message.from_email)[1] or message.from_email,
        reply_to=list(message.reply_to),
        subject=str(message.subject)[:250],
        text=str(message.body),
        html=html,
        mime=on_the_wire(message),
        state=MessageState.KEPT if settings.DEMO else MessageState.WAITING,
    )
    if stored.state == MessageState.WAITING:
        transaction.on_commit(lambda: deliver.enqueue(stored.pk))
    return stored


@task()
def deliver(message_id: int) -> None:
    """Send one stored message; marked before it leaves, so that a killed worker never sends it twice."""
    claimed = OutgoingMessage.objects.filter(pk=message_id, state=MessageState.WAITING).update(
        state=MessageState.SENDING
    )
    if not claimed:
        return
    message = OutgoingMessage.objects.get(pk=message_id)
    message.attempts += 1
    connection = SmtpBackend()
    try:
        connection.open()
        assert connection.connection is not None
        connection.connection.sendmail(message.from_email, message.to, bytes(message.mime))
    except (OSError, smtplib.SMTPException) as error:
        final = message.attempts >= MAX_ATTEMPTS or isinstance(error, smtplib.SMTPRecipientsRefused)
        message.state = MessageState.FAILED if final else MessageState.WAITING
        message.error = str(error)
        message.save()
        if not final:
            retry_at = timezone.now() + timedelta(minutes=5**message.attempts)
            deliver.using(run_after=retry_at).enqueue(message_id)
    else:
        message.state, message.sent_at, message.error = MessageState.SENT, timezone.now(), ""
        message.save()
    finally:
        connection.close()


def purge_messages() -> int:
    """Delete messages older than 90 days (they hold addresses and personal links); return how many."""
    return OutgoingMessage.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def send_again(message: OutgoingMessage) -> None:
    """Put a failed or doubtful message back in the queue, on somebody's word."""
    OutgoingMessage.objects.filter(pk=message.pk).update(state=MessageState.WAITING, attempts=0, error="")
    transaction.on_commit(lambda: deliver.enqueue(message.pk))
