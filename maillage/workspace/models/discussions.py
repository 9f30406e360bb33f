"""Discussions of groups: threads, messages, reactions, who follows and where each person stopped reading."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor
from maillage.workspace.models.groups import Group

from .searched import Searched

PAGE = 30
"""How many messages a page of a thread shows."""
EDITABLE_FOR = timedelta(days=1)


class Discussion(Searched):
    """A thread of a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="discussions")
    title = models.CharField("sujet", max_length=150)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    pinned = models.BooleanField("en tête du groupe", default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Messages are numbered from 1 without a gap: a page, an unread count are worked out of these two.
    last_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "discussion"
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["group", "-last_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:discussion", args=[self.pk])

    def url_of(self, number: int) -> str:
        """The page on which a message stands, at its place."""
        page = max(1, -(-number // PAGE))
        query = f"?page={page}" if page > 1 else ""
        return f"{self.get_absolute_url()}{query}#m{number}"


class Message(Searched):
    """What one person wrote in a thread, under the name of a structure or their own."""

    IN_NAME = ()
    IN_TEXT = ("text",)

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="discussion_messages"
    )
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    # Kept as it was: what a person contributed stays under the name of the structure.
    actor_name = models.CharField(max_length=300, blank=True)
    text = models.TextField("message")
    html = models.TextField(editable=False)
    by_email = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    hidden_why = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        verbose_name = "message"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["discussion", "number"], name="one_message_a_number")]
        indexes = [models.Index(fields=["-decided_at"], condition=Q(decided_at__isnull=False), name="decided")]

    def __str__(self) -> str:
        return f"{self.discussion} : {self.number}"

    def get_absolute_url(self) -> str:
        return self.discussion.url_of(self.number)

    @property
    def shown(self) -> bool:
        """Whether its text is read: neither withdrawn by its author nor hidden by who runs the group."""
        return self.withdrawn_at is None and self.hidden_at is None

    def editable_until(self) -> datetime:
        return self.at + EDITABLE_FOR


class MessageVersion(models.Model):
    """What a message said before it was changed."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="versions")
    text = models.TextField()
    html = models.TextField()
    # Until when it said so.
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "état précédent d’un message"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.message}, {self.at}"


class Reaction(models.Model):
    """One word of one person on a message: the last one given."""

    class Kind(models.TextChoices):
        THANKS = "thanks", "Merci"
        AGREE = "agree", "D’accord"
        DIG = "dig", "À creuser"

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="discussion_reactions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "réaction"
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="one_reaction_a_person")]

    def __str__(self) -> str:
        return f"{self.user} : {self.kind}"


class Reader(models.Model):
    """Where a person stopped reading a thread, and whether they follow it."""

    class Follow(models.TextChoices):
        USUAL = "", "comme le groupe"
        FOLLOWED = "followed", "suivie"
        MUTED = "muted", "en sourdine"

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    follow = models.CharField(max_length=8, choices=Follow.choices, blank=True, default="")

    class Meta:
        verbose_name = "lecture d’une discussion"
        constraints = [models.UniqueConstraint(fields=["discussion", "user"], name="one_reader_a_person")]

    def __str__(self) -> str:
        return f"{self.user} : {self.discussion} ({self.number})"


class MessageReport(models.Model):
    """A member asks who runs the group to look at a message."""

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", "message masqué"
        KEPT = "kept", "message gardé"

    message = models.ForeignKey(Message, models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    why = models.CharField("ce qui ne va pas", max_length=500)
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = "signalement"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "by"], condition=Q(decided_at=None), name="one_open_report_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message} : {self.why}"


class ReplyAddress(models.Model):
    """The secret address at which one person answers one thread by e-mail, for a time."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32, unique=True, editable=False)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "adresse de réponse"
        constraints = [models.UniqueConstraint(fields=["discussion", "user"], name="one_reply_address")]

    def __str__(self) -> str:
        return f"{self.user} : {self.discussion}"


class IncomingMail(models.Model):
    """An e-mail that was read, and what became of it: each is read once."""

    class Outcome(models.TextChoices):
        POSTED = "posted", "publié"
        REFUSED = "refused", "refusé, la personne est prévenue"
        IGNORED = "ignored", "laissé de côté"

    # A hash of its Message-ID, or of the whole when it has none.
    key = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    why = models.CharField(max_length=60, blank=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    # Who was written to about it, if somebody was.
    answered = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "courriel reçu"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at} : {self.outcome} {self.why}"
