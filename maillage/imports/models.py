"""Imports of local lists: the batch, its rows, the profiles of columns, and the pairs that people decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maillage.actors.models import Actor, Contribution, Merge, Source
from maillage.imports.domain.report import VERDICT_NAMES, RowVerdict


def private_storage() -> FileSystemStorage:
    """Where uploaded lists wait: beside the database, never under the public media folder."""
    return FileSystemStorage(location=Path(settings.DATA_DIR) / "imports")


class ImportProfile(models.Model):
    """How the columns of a recurring list are read, and where that list comes from."""

    name = models.CharField("nom du profil", max_length=100, unique=True)
    # {heading as written: code of `domain.columns.TARGETS`, "" for a column left out}
    mapping = models.JSONField(default=dict)
    source_name = models.CharField("nom de la liste", max_length=150, blank=True)
    publisher = models.CharField("organisme qui la tient", max_length=150, blank=True)
    licence = models.CharField("licence", max_length=80, blank=True)
    # See `domain.reading.Options`.
    options = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "profil d’import"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BatchState(models.TextChoices):
    """Where an import stands."""

    DRAFT = "draft", "colonnes à vérifier"
    PLANNING = "planning", "aperçu en préparation"
    PREVIEWED = "previewed", "prêt à lancer"
    RUNNING = "running", "en cours"
    PAUSED = "paused", "arrêté, à reprendre"
    DONE = "done", "terminé"
    UNDOING = "undoing", "annulation en cours"
    UNDONE = "undone", "annulé"
    FAILED = "failed", "en échec"


class ImportBatch(models.Model):
    """One import of one list: named, previewed, run by chunks, undone whole."""

    name = models.CharField("nom de l’import", max_length=200)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.DRAFT)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="imports")
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, null=True, blank=True, related_name="import_batch"
    )
    profile = models.ForeignKey(ImportProfile, models.SET_NULL, null=True, blank=True, related_name="batches")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    planned_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    # --- the file, deleted once its rows are imported ---
    upload = models.FileField(storage=private_storage, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # [{"name", "rows", "data", "hidden"}], and the one chosen ("" for the main list of the workbook)
    sheets = models.JSONField(default=list)
    sheet = models.CharField("feuille", max_length=120, blank=True)
    # [{"label", "letter", "band", "kind", "samples", "target", "confidence", "reason"}]
    columns = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0)

    # --- how far it is, and what came of it ---
    position = models.PositiveIntegerField(default=0)
    stop_requested = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    notices = models.JSONField(default=list)
    # {label of the list's own theme: number of rows} that no crosswalk knows
    unknown_themes = models.JSONField(default=dict)
    # [{"id", "name"}]: actors that this list named before and names no more
    absent = models.JSONField(default=list)
    # The report as `domain.report.Report.as_json` gives it, kept when the rows are purged.
    report = models.JSONField(default=dict)

    class Meta:
        verbose_name = "import"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def mapping(self) -> list[str]:
        return [column["target"] for column in self.columns]

    @property
    def is_working(self) -> bool:
        """Whether something goes on in the background."""
        return self.state in {BatchState.PLANNING, BatchState.RUNNING, BatchState.UNDOING}

    @property
    def is_over(self) -> bool:
        return self.state in {BatchState.DONE, BatchState.UNDONE}


class ImportRow(models.Model):
    """One line of the list and what becomes of it."""

    class Verdict(models.TextChoices):
        CREATE = RowVerdict.CREATE.value, VERDICT_NAMES[RowVerdict.CREATE]
        CHANGE = RowVerdict.CHANGE.value, VERDICT_NAMES[RowVerdict.CHANGE]
        UNCHANGED = RowVerdict.UNCHANGED.value, VERDICT_NAMES[RowVerdict.UNCHANGED]
        MERGE = RowVerdict.MERGE.value, VERDICT_NAMES[RowVerdict.MERGE]
        REVIEW = RowVerdict.REVIEW.value, VERDICT_NAMES[RowVerdict.REVIEW]
        OUTSIDE = RowVerdict.OUTSIDE.value, VERDICT_NAMES[RowVerdict.OUTSIDE]
        REFUSED = RowVerdict.REFUSED.value, VERDICT_NAMES[RowVerdict.REFUSED]

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    line = models.PositiveIntegerField()
    group = models.PositiveIntegerField(default=0)
    cells = models.JSONField(default=list)
    name = models.CharField(max_length=250, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reasons = models.JSONField(default=list)
    # {"column", "value", "reason"} of a refused row; the same, several, of values left out of the others.
    problem = models.JSONField(null=True)
    remarks = models.JSONField(default=list)
    key = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    # The position of the row that leads its structure, for the rows that join another of the same list.
    lead = models.PositiveIntegerField(null=True)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    score = models.FloatField(null=True)
    # Actors that the row may be, and structures of the same list that it looks like.
    rivals = models.JSONField(default=list)
    twins = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    delta = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    # What this row replaced, kept to be put back by an undo: [{"model", "fields"}].
    replaced = models.JSONField(default=list)
    applied = models.BooleanField(default=False)

    class Meta:
        verbose_name = "ligne d’import"
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="one_row_per_position")]
        indexes = [
            models.Index(fields=["batch", "verdict", "position"]),
            models.Index(fields=["batch", "applied", "position"]),
            models.Index(fields=["batch", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.name}"

    def value(self, *path: str) -> Any:
        """A value of `content`, or None."""
        found: Any = self.content
        for step in path:
            found = (found or {}).get(step)
        return found


class DoubtfulPair(models.Model):
    """Two descriptions that may be of one actor, and what a person decided.

    Either a row that waits and an actor (`row`, `second`), or two actors (`first`, `second`).
    """

    class Decision(models.TextChoices):
        SAME = "same", "la même structure"
        OTHER = "other", "deux structures différentes"
        SECTION = "section", "la première est une section de la seconde"
        PARENT = "parent", "la seconde est une section de la première"

    row = models.ForeignKey(ImportRow, models.CASCADE, null=True, blank=True, related_name="pairs")
    first = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="+")
    second = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    batch = models.ForeignKey(ImportBatch, models.CASCADE, null=True, blank=True, related_name="pairs")
    score = models.FloatField()
    evidence = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    merge = models.ForeignKey(Merge, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "paire à départager"
        ordering = ["-score", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(row__isnull=False, first=None) | Q(row=None, first__isnull=False),
                name="pair_of_row_or_of_actor",
            ),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(first__isnull=False), name="one_pair_of_actors"
            ),
            models.UniqueConstraint(
                fields=["row", "second"], condition=Q(row__isnull=False), name="one_pair_of_row"
            ),
            # The older actor comes first, so that a pair is found whichever way it is met.
            models.CheckConstraint(
                condition=Q(first=None) | Q(first__lt=F("second")), name="pair_of_actors_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row or self.first} ? {self.second}"
