"""Diagnoses that were frozen, and the practices that collectivities declare."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor, ActorState, new_token
from maillage.kernel.text import french_number, typeset
from maillage.observatory.domain.practices import ANSWER_LABELS, PRACTICES, Answer
from maillage.territory.models import Territory

LINK_TERM = timedelta(days=365)
LONGEST_PUBLISHED_NAME = 400


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    def ready(self) -> DiagnosisQuerySet:
        """Those whose figures can be read."""
        return self.filter(state=Diagnosis.State.READY)

    def public(self) -> DiagnosisQuerySet:
        """Those that everybody may read."""
        return self.ready().filter(published=True)


class Diagnosis(models.Model):
    """A diagnosis of a territory at a date: its figures and the rows behind them are frozen in a folder."""

    class State(models.TextChoices):
        MAKING = "making", "en préparation"
        READY = "ready", "prêt"
        FAILED = "failed", "interrompu"

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="diagnoses", verbose_name="territoire"
    )
    # The two parts of the permanent address; the second is empty until the figures are frozen.
    slug = models.SlugField(max_length=80, editable=False)
    reference = models.CharField(max_length=40, blank=True, editable=False)
    stated_on = models.DateField("date du diagnostic", default=timezone.localdate)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAKING)
    message = models.TextField(blank=True)
    published = models.BooleanField("publié", default=False)
    synthetic = models.BooleanField("tiré de données inventées", default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = "diagnostic"
        ordering = ["-stated_on", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "reference"], condition=~Q(reference=""), name="one_row_a_frozen_folder"
            )
        ]

    def __str__(self) -> str:
        return f"Diagnostic de {self.territory}, {self.stated_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("observatory:frozen", args=[self.slug, self.reference])

    @property
    def folder(self) -> Path:
        """Where its figures and rows stand. Raises ValueError before they are frozen."""
        if not self.reference:
            raise ValueError("Ce diagnostic n’est pas encore prêt.")
        return diagnoses_folder() / self.slug / self.reference


def diagnoses_folder() -> Path:
    """Where all frozen diagnoses stand, by territory."""
    return Path(settings.DATA_DIR) / "diagnoses"


class PracticeGrid(models.Model):
    """What one collectivity says of its practices for one year."""

    class State(models.TextChoices):
        DRAFT = "draft", "en préparation"
        ASKED = "asked", "demandée à la collectivité"
        ANSWERED = "answered", "remplie par la collectivité"
        PUBLISHED = "published", "publiée"

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="practice_grids", verbose_name="collectivité")
    year = models.PositiveSmallIntegerField("année")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # The correspondent's address serves to send the link; it is erased with it.
    correspondent_email = models.EmailField("courriel du correspondant", blank=True)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "grille des pratiques"
        ordering = ["-year", "actor__sort_key"]
        constraints = [models.UniqueConstraint(fields=["actor", "year"], name="one_grid_a_year")]

    def __str__(self) -> str:
        return f"{self.actor}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("observatory:practice-grid", args=[self.year, self.actor.slug])

    @property
    def link_is_open(self) -> bool:
        """Whether the correspondent may still answer: asked less than a year ago, and not published."""
        return (
            self.state in (self.State.ASKED, self.State.ANSWERED)
            and self.asked_at is not None
            and timezone.now() < self.asked_at + LINK_TERM
        )


class PracticeAnswer(models.Model):
    """One answer of a grid, with what was said beside it. No row at all: nobody was asked yet."""

    grid = models.ForeignKey(PracticeGrid, models.CASCADE, related_name="answers")
    practice = models.CharField(max_length=30, choices=PRACTICES.choices())
    answer = models.CharField(max_length=15, choices=[(code.value, ANSWER_LABELS[code]) for code in Answer])
    detail = models.TextField("précisions", blank=True)
    amount = models.DecimalField(
        "montant (€)", max_digits=13, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    structures = models.PositiveIntegerField("nombre de structures", null=True, blank=True)
    source = models.CharField("source", max_length=200, blank=True)
    by_collectivity = models.BooleanField("dit par la collectivité", default=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "réponse de la grille"
        constraints = [models.UniqueConstraint(fields=["grid", "practice"], name="one_answer_a_practice")]

    def __str__(self) -> str:
        return f"{self.grid} : {PRACTICES.label(self.practice)}"


# A pair waits for a person as long as its structure is one of its own and, beside Sirene, without a SIREN.
TO_DECIDE = Q(decision="") & (
    Q(actor=None) | (~Q(actor__state=ActorState.MERGED) & (~Q(published="") | Q(actor__siren="")))
)


class LinkPairQuerySet(models.QuerySet["LinkPair"]):
    def waiting(self) -> LinkPairQuerySet:
        """Those that a person may decide."""
        return self.filter(TO_DECIDE)


class LinkPair(models.Model):
    """Two that may be one; a person decides. They are two of these: a structure of the guide, a unit of Sirene
    (its `siren`), a name published without a number (`published`: what it reads as, `perimeter.groups.named`).
    """

    class Decision(models.TextChoices):
        WAITING = "", "à décider"
        SAME = "same", "la même"
        OTHER = "other", "une autre"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="link_pairs", null=True)
    siren = models.CharField(max_length=9, blank=True, default="")
    published = models.CharField(max_length=LONGEST_PUBLISHED_NAME, blank=True, default="")
    # What its source says of the unit, or of the name, as it was when the pair was found.
    name = models.CharField(max_length=250)
    commune = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    score = models.FloatField()
    certain = models.BooleanField(default=False)
    evidence = models.TextField()
    found_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=5, choices=Decision.choices, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # What a « same » wrote in the guide, so that it can be taken back whole.
    contribution = models.ForeignKey(
        "actors.Contribution", models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = LinkPairQuerySet.as_manager()

    class Meta:
        verbose_name = "rapprochement"
        ordering = ["-score", "actor__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "siren", "published"], name="one_pair_asked_once"),
            models.UniqueConstraint(
                fields=["siren", "published"], condition=Q(actor=None), name="one_unit_asked_once_for_a_name"
            ),
            models.CheckConstraint(
                condition=Q(actor__isnull=False, siren="", published__gt="")
                | Q(actor__isnull=False, siren__gt="", published="")
                | Q(actor__isnull=True, siren__gt="", published__gt=""),
                name="a_pair_is_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.structure} · {self.name}"

    @property
    def structure(self) -> str:
        """The name of the structure that the other one may be."""
        return self.actor.name if self.actor else str(self.details["unit"])

    @property
    def published_by(self) -> str:
        """How often the name was published, for how much, when and by whom, in French."""
        said = []
        for one, what in (("subsidies", "subvention"), ("contracts", "marché")):
            if count := self.details.get(one, 0):
                said.append(f"{french_number(count)} {what}{'s' if count > 1 else ''}")
        if amount := self.details.get("amount"):
            said.append(f"{french_number(amount)} €")
        if years := self.details.get("years"):
            said.append(" à ".join(str(year) for year in years))
        if publishers := self.details.get("publishers"):
            said.append(f"par {', '.join(publishers)}")
        return typeset(", ".join(said))
