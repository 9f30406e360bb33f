"""Who was invited, who came, the phones that check people in, and what is made of an event once it is over."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.actors.models import new_token

from .agenda import Event, Registration
from .names import PersonSortKey
from .searched import Searched
from .tasks import Task


class Guest(models.Model):
    """Somebody who is invited by name, whether they register or not."""

    class Answer(models.TextChoices):
        NONE = "none", "sans réponse"
        COMING = "coming", "vient"
        EXCUSED = "excused", "s’excuse"

    event = models.ForeignKey(Event, models.CASCADE, related_name="guests")
    # Rank in the order of protocol: 1 is greeted first; none come after, by name.
    rank = models.PositiveSmallIntegerField("rang protocolaire", null=True, blank=True)
    civility = models.CharField("civilité", max_length=40, blank=True)
    name = models.CharField("nom", max_length=120)
    sort_key = PersonSortKey()
    title = models.CharField("titre ou fonction", max_length=150, blank=True)
    structure = models.CharField("structure", max_length=200, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    invited_by = models.CharField("invitée ou invité par", max_length=120, blank=True)
    answer = models.CharField("réponse", max_length=7, choices=Answer.choices, default=Answer.NONE)
    registration = models.OneToOneField(
        Registration, models.SET_NULL, null=True, blank=True, related_name="guest"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "personne invitée"
        ordering = [models.F("rank").asc(nulls_last=True), "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], condition=~Q(email=""), name="an_address_is_invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.civility} {self.name}".strip()


class CheckinLink(models.Model):
    """The secret address that a volunteer's phone opens, without an account, until it ends or is closed."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="checkin_links")
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    label = models.CharField("pour qui", max_length=80)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "lien d’accueil"
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.label

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether the list may be read by it."""
        return self.closed_at is None and (now or timezone.now()) < self.expires_at


class Mark(models.Model):
    """One press of a button at the door; drawn on the phone, it is kept once however often it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="marks")
    session = models.CharField(max_length=14)
    present = models.BooleanField()
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    link = models.ForeignKey(CheckinLink, models.SET_NULL, null=True, related_name="marks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "pointage"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.session} {self.present}"


class Attendance(models.Model):
    """What the marks of one person come to for one part of an event: one row, counted once."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")
    session = models.CharField(max_length=14)
    present = models.BooleanField()
    # The mark that said so: its hour and its identifier decide between two phones.
    at = models.DateTimeField()
    mark = models.UUIDField()

    class Meta:
        verbose_name = "présence"
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="present_once_a_part")]
        indexes = [models.Index(fields=["present", "registration"])]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.session} {self.present}"


class Minutes(Searched):
    """The minutes of an event: what was typed, and the HTML made of it when it was saved."""

    IN_NAME = ()
    IN_TEXT = ("text",)

    event = models.OneToOneField(Event, models.CASCADE, related_name="minutes")
    text = models.TextField("compte rendu", max_length=40000)
    html = models.TextField(default="", editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    # Once published, each person registered is told once.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "compte rendu"

    def __str__(self) -> str:
        return f"compte rendu : {self.event}"


class Resolution(models.Model):
    """What was decided: who does it, by when."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="resolutions")
    text = models.CharField("résolution", max_length=300)
    who = models.CharField("par qui", max_length=150, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField("pour quand", null=True, blank=True)
    # Once handed to somebody's tasks, it is done when the task is.
    task = models.OneToOneField(Task, models.SET_NULL, null=True, blank=True, related_name="resolution")
    done_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "résolution"
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        """Whether it is done: its task says so, where it has one."""
        return self.task.done_at is not None if self.task else self.done_on is not None


class FeedbackRound(models.Model):
    """The organiser asks those who came what they made of it: written once, the day after."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="feedback_round")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "demande d’avis"

    def __str__(self) -> str:
        return f"avis : {self.event}"


class FeedbackLink(models.Model):
    """A link that answers once. Nothing joins it to the answer: no key, no hour, no order."""

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="links")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="feedback_link")
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    is_sent = models.BooleanField(default=False)
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = "lien d’avis"

    def __str__(self) -> str:
        return f"lien d’avis {self.pk}"


class FeedbackAnswer(models.Model):
    """An answer, without anything that says whose it is; its key is drawn, so that it has no order."""

    class Scale(models.IntegerChoices):
        NOT_AT_ALL = 1, "Pas du tout"
        LITTLE = 2, "Un peu"
        RATHER = 3, "Plutôt"
        VERY = 4, "Tout à fait"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="feedback")
    useful = models.PositiveSmallIntegerField("utile", choices=Scale.choices)
    welcome = models.PositiveSmallIntegerField("accueil", choices=Scale.choices, null=True, blank=True)
    served = models.TextField("ce qui a servi", max_length=1500, blank=True)
    missed = models.TextField("ce qui a manqué", max_length=1500, blank=True)

    class Meta:
        verbose_name = "avis"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"avis sur {self.event_id}"
