"""Requests, suggestions and freshness campaigns."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from maillage.actors.models import Actor, new_token

# Letters and figures that nobody confuses when reading a letter aloud.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRTUVWXY346789"


def new_code() -> str:
    """A code of eight characters to be typed from a letter (28^8 ≈ 4·10^11 possibilities)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))


class PersonRequest(models.Model):
    """Somebody asks to keep a structure's page, or that the structure be removed from the guide."""

    class Kind(models.TextChoices):
        CLAIM = "claim", "tenir la page à jour"
        REMOVAL = "removal", "retirer la structure"

    class State(models.TextChoices):
        UNPROVEN = "unproven", "adresse à confirmer"
        WAITING = "waiting", "à examiner"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="person_requests")
    email = models.EmailField("adresse électronique")
    name = models.CharField("nom", max_length=120)
    function = models.CharField("fonction dans la structure", max_length=100, blank=True)
    message = models.TextField("message", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNPROVEN)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "demande"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.actor}"


class Suggestion(models.Model):
    """A correction of a page, or a structure that is missing, proposed by anybody."""

    class State(models.TextChoices):
        WAITING = "waiting", "à examiner"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    # None proposes a structure that the guide does not hold.
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="suggestions")
    values = models.JSONField(default=dict)
    message = models.TextField("explication", blank=True)
    email = models.EmailField("votre adresse (pour vous répondre)", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "proposition"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"Proposition : {self.actor or self.values.get('usual_name', '')}"


class Campaign(models.Model):
    """A freshness campaign: structures of a selection are asked whether their page is still true."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        SENDING = "sending", "en cours d’envoi"
        OPEN = "open", "ouverte"
        CLOSED = "closed", "close"

    name = models.CharField("nom de la campagne", max_length=120)
    message = models.TextField("message aux structures")
    # Facets of the selection: {"commune": [...], "theme": [...], "unchecked_since": "2025-11-23"}.
    selection = models.JSONField(default=dict)
    closes_on = models.DateField("réponses attendues avant le")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "campagne de mise à jour"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class CampaignEntry(models.Model):
    """One structure of a campaign: how it was asked, and what it answered."""

    class Answer(models.TextChoices):
        EXACT = "exact", "toujours exact"
        CORRECTED = "corrected", "corrigée"
        CLOSED = "closed", "structure fermée"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="entries")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="campaign_entries")
    # Without an address the structure is asked by a letter that bears the code.
    email = models.EmailField(blank=True)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    code = models.CharField(max_length=8, default=new_code, unique=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "structure interrogée"
        constraints = [models.UniqueConstraint(fields=["campaign", "actor"], name="asked_once_a_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign} : {self.actor}"
