"""What people are told, and in which rhythm each wants it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class NotificationKind(models.TextChoices):
    """What a notification is about; people choose a rhythm for each."""

    DIRECT = "direct", "Ce qui m’est adressé : une mention, une tâche, une invitation"
    GROUP = "group", "La vie de mes groupes"
    EVENT = "event", "L’agenda : annonces, changements, rappels"
    DISCUSSION = "discussion", "Les discussions de mes groupes"
    DOCUMENT = "document", "Les documents de mes groupes"
    NEWS = "news", "Les nouvelles du Pôle"


class Rhythm(models.TextChoices):
    AT_ONCE = "at-once", "aussitôt"
    DAILY = "daily", "une fois par jour"
    WEEKLY = "weekly", "une fois par semaine"
    NEVER = "never", "jamais par courriel"


DEFAULT_RHYTHM: dict[str, Rhythm] = {
    NotificationKind.DIRECT: Rhythm.AT_ONCE,
    NotificationKind.GROUP: Rhythm.DAILY,
    NotificationKind.EVENT: Rhythm.AT_ONCE,
    NotificationKind.DISCUSSION: Rhythm.DAILY,
    NotificationKind.DOCUMENT: Rhythm.DAILY,
    NotificationKind.NEWS: Rhythm.WEEKLY,
}


class NotificationChoice(models.Model):
    """The rhythm that a person chose for one kind; the default stands where there is no row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=12, choices=NotificationKind.choices)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_rhythm_a_kind")]

    def __str__(self) -> str:
        return f"{self.user} : {self.kind} {self.rhythm}"


class Notification(models.Model):
    """One thing told to one person, in their space and by e-mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=NotificationKind.choices)
    # The thing that it is about, as `model:pk`: digests group by it.
    subject = models.CharField(max_length=120)
    subject_name = models.CharField(max_length=200)
    text = models.CharField(max_length=300)
    # A path of the site, without host.
    url = models.CharField(max_length=300)
    # What must not be told twice to a person (a reminder) bears the same word.
    once = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # When it was put in a message, or found not to need one.
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "notification"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"])]
        constraints = [
            models.UniqueConstraint(fields=["user", "once"], condition=~Q(once=""), name="told_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.text}"
