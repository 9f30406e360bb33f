"""How a person comes in, and what a member shows to the others."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.accounts.models import Role
from maillage.actors.models import Actor, new_token

INVITATION_TERM = timedelta(days=60)


def end_of_invitation() -> date:
    """The last day of an invitation made today."""
    return timezone.localdate() + INVITATION_TERM


class Invitation(models.Model):
    """Somebody of the Pôle or of a structure asks a person in, by a personal link."""

    class State(models.TextChoices):
        WAITING = "waiting", "sans réponse"
        ACCEPTED = "accepted", "acceptée"
        DECLINED = "declined", "déclinée"
        WITHDRAWN = "withdrawn", "retirée"

    email = models.EmailField("adresse électronique")
    name = models.CharField("nom", max_length=120, blank=True)
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="invitations")
    function = models.CharField("fonction", max_length=100, blank=True)
    role = models.CharField("rôle", max_length=20, choices=Role.choices, blank=True)
    message = models.TextField("mot d’accompagnement", max_length=2000, blank=True)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField(default=timezone.localdate)
    expires_on = models.DateField("valable jusqu’au", default=end_of_invitation)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "actor"], condition=Q(state="waiting"), name="one_waiting_invitation_by_actor"
            ),
            models.UniqueConstraint(
                fields=["email"], condition=Q(state="waiting", actor=None), name="one_waiting_invitation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email} : {self.actor or self.get_role_display()}"

    @property
    def expired(self) -> bool:
        """Whether the link no longer opens anything."""
        return self.state == self.State.WAITING and self.expires_on < timezone.localdate()


class JoinRequest(models.Model):
    """Somebody asks to come in; the address is proved first, then the animator decides."""

    class Kind(models.TextChoices):
        STRUCTURE = "structure", "Je fais partie d’une structure du territoire"
        PARTNER = "partner", "Je représente un partenaire : collectivité, financeur, entreprise"
        ELECTED = "elected", "Je suis élue ou élu"
        OTHER = "other", "Autre : je l’explique dans mon message"

    class State(models.TextChoices):
        UNPROVEN = "unproven", "adresse à confirmer"
        WAITING = "waiting", "à examiner"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    kind = models.CharField("vous", max_length=10, choices=Kind.choices)
    name = models.CharField("nom", max_length=120)
    email = models.EmailField("adresse électronique")
    structure_name = models.CharField("structure", max_length=200, blank=True)
    function = models.CharField("fonction", max_length=100, blank=True)
    message = models.TextField("message", max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNPROVEN)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "demande d’entrée"
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.structure_name or self.get_kind_display()})"


class Profile(models.Model):
    """What a member says of themselves, and what the other members may see of it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    phone = models.CharField("téléphone", max_length=20, blank=True)
    presentation = models.TextField("ce que je fais, ce que je peux apporter", max_length=1000, blank=True)
    # None until the person has said it; nobody is shown before.
    listed = models.BooleanField("visible des membres", null=True, blank=True)
    show_email = models.BooleanField("montrer mon adresse électronique", default=False)
    show_phone = models.BooleanField("montrer mon téléphone", default=False)
    # The name and the presentation, folded, that searches read.
    words = models.TextField(default="", editable=False)

    class Meta:
        verbose_name = "profil"

    def __str__(self) -> str:
        return str(self.user)
