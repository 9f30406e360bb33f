"""Messages are stored, then leave once through a real SMTP server; the demonstration keeps its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.utils import timezone

from maillage.outbox.actions import deliver, purge_messages, send_again
from maillage.outbox.models import MessageState, OutgoingMessage
from maillage.outbox.queries import troubled_messages

pytestmark = pytest.mark.django_db


def post(to: str = "bruno@example.org", subject: str = "Votre code") -> OutgoingMessage:
    send_mail(subject, "Bonjour, voici votre code : 123456", None, [to])
    return OutgoingMessage.objects.latest("pk")


def test_a_message_is_stored_then_leaves_once(inbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored = post()
    stored.refresh_from_db()
    assert stored.state == MessageState.SENT
    assert len(inbox.messages) == 1
    deliver.enqueue(stored.pk)
    assert len(inbox.messages) == 1


def test_long_lines_and_their_ends_are_those_of_smtp(inbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Bilan", f"{'à' * 3000}\n{'mot ' * 600}\n.\nFin", None, ["bruno@example.org"])
    assert OutgoingMessage.objects.get().state == MessageState.SENT
    assert max(map(len, inbox.messages[0].split(b"\r\n"))) <= 998


def test_a_rolled_back_transaction_sends_nothing(inbox):
    stored = post()
    assert stored.state == MessageState.WAITING
    assert inbox.messages == []


def test_a_refused_address_fails_and_says_why(inbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored = post(to="inconnue@example.org")
    stored.refresh_from_db()
    assert stored.state == MessageState.FAILED
    assert "no such user" in stored.error
    assert list(troubled_messages()) == [stored]


def test_a_sending_cut_in_the_middle_is_in_doubt_and_waits_for_a_word(
    inbox, django_capture_on_commit_callbacks
):
    stored = post()
    OutgoingMessage.objects.filter(pk=stored.pk).update(
        state=MessageState.SENDING, created_at=timezone.now() - timedelta(hours=1)
    )
    deliver.enqueue(stored.pk)
    assert inbox.messages == []
    assert list(troubled_messages()) == [stored]
    with django_capture_on_commit_callbacks(execute=True):
        send_again(stored)
    assert len(inbox.messages) == 1


def test_a_header_cannot_be_injected(settings):
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    with pytest.raises(BadHeaderError):
        EmailMessage("Objet\nBcc: autre@example.org", "x", None, ["bruno@example.org"]).send()
    assert not OutgoingMessage.objects.exists()


def test_old_messages_are_purged(inbox):
    old = post(subject="Ancien")
    OutgoingMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))
    recent = post(subject="Récent")
    assert purge_messages() == 1
    assert list(OutgoingMessage.objects.all()) == [recent]


def test_the_mailbox_exists_in_the_demonstration_alone(client, settings):
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    settings.DEMO = True
    stored = post(subject="Bienvenue")
    assert stored.state == MessageState.KEPT
    assert "Bienvenue" in client.get("/demo/courriels/").content.decode()
    assert "123456" in client.get(f"/demo/courriels/{stored.pk}/").content.decode()
    (reader,) = stored.to
    assert "Bienvenue" in client.get("/demo/courriels/", {"pour": reader[:6]}).content.decode()
    assert "Bienvenue" not in client.get("/demo/courriels/", {"pour": "autre@"}).content.decode()
    settings.DEMO = False
    assert client.get("/demo/courriels/").status_code == 404
    assert client.get(f"/demo/courriels/{stored.pk}/").status_code == 404
