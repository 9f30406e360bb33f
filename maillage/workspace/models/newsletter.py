"""The newsletter: who wants it, what each holds, and what became of each copy."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .agenda import Event
from .news import Article


def new_letter_token() -> str:
    """A secret that a mail address can hold: 32 hexadecimal digits."""
    return secrets.token_hex(16)


class Subscriber(models.Model):
    """What one address said of the newsletter: wants it, or never again. One row an address, in lower case."""

    class State(models.TextChoices):
        ASKED = "asked", "adresse à confirmer"
        SUBSCRIBED = "subscribed", "abonnée"
        ENDED = "ended", "ne veut plus la recevoir"
        RETURNED = "returned", "adresse qui n’existe plus"

    email = models.EmailField("adresse électronique", unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    token = models.CharField(max_length=32, unique=True, default=new_letter_token, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "abonnement à la lettre"
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email


class Newsletter(models.Model):
    """One issue: what it holds, to whom it goes, where its sending is."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        SENDING = "sending", "en cours d’envoi"
        PAUSED = "paused", "envoi arrêté"
        SENT = "sent", "envoyée"

    subject = models.CharField("objet", max_length=150)
    intro = models.TextField("mot d’accueil", max_length=3000, blank=True)
    intro_html = models.TextField(default="", editable=False)
    to_subscribers = models.BooleanField("les personnes abonnées", default=True)
    to_members = models.BooleanField("les membres du Pôle", default=True)
    to_structures = models.BooleanField("des structures de l’annuaire", default=False)
    # Which structures, when some are chosen; nothing chosen is all of them.
    theme = models.CharField("de quel thème", max_length=60, blank=True)
    commune = models.CharField("de quelle commune", max_length=5, blank=True)
    family = models.CharField("de quelle famille", max_length=40, blank=True)
    unchecked = models.BooleanField("qui n’ont jamais vérifié leur page", default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    invented = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "lettre d’information"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("workspace:newsletter", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class NewsletterPart(models.Model):
    """An article or an event of an issue, at its place."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="parts")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+")
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "partie d’une lettre"
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, event=None) | Q(article=None, event__isnull=False),
                name="a_part_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Article | Event:
        """The article or the event that it is."""
        found = self.article or self.event
        assert found is not None
        return found


class Delivery(models.Model):
    """The copy of one address: marked before it leaves, so that after a kill who is in doubt is known."""

    class State(models.TextChoices):
        WAITING = "waiting", "à envoyer"
        SENDING = "sending", "en doute"
        SENT = "sent", "envoyée"
        FAILED = "failed", "refusée"
        RETURNED = "returned", "revenue"

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="deliveries")
    email = models.EmailField()
    token = models.CharField(max_length=32, unique=True, default=new_letter_token, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "exemplaire d’une lettre"
        ordering = ["pk"]
        indexes = [models.Index(fields=["newsletter", "state"])]
        constraints = [models.UniqueConstraint(fields=["newsletter", "email"], name="one_copy_an_address")]

    def __str__(self) -> str:
        return f"{self.email} : {self.get_state_display()}"
