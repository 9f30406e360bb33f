"""Messages to be sent, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class MessageState(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "envoyé"
    FAILED = "failed", "échec"
    KEPT = "kept", "gardé (démonstration)"


class OutgoingMessage(models.Model):
    """One e-mail to one or more addresses, stored before it leaves and purged after its term."""

    to = models.JSONField()
    from_email = models.CharField(max_length=254)
    reply_to = models.JSONField(default=list)
    subject = models.CharField("objet", max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    # The whole MIME message, attachments included, as it leaves.
    mime = models.BinaryField()
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "courriel"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} → {', '.join(self.to)}"
