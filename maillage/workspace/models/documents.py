"""Documents of groups: folders, documents, and versions that are never overwritten."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.workspace.models.groups import Group

from .searched import Searched


class Folder(models.Model):
    """A drawer of a group's documents."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField("nom du dossier", max_length=100)

    class Meta:
        verbose_name = "dossier"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "parent", "name"], name="one_folder_a_name"),
            models.UniqueConstraint(
                fields=["group", "name"], condition=Q(parent=None), name="one_first_folder_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentQuerySet(models.QuerySet["Document"]):
    def kept(self) -> DocumentQuerySet:
        """Those that are not in the bin."""
        return self.filter(trashed_at=None)


class Document(Searched):
    """A document of a group: its title, its place, and its versions."""

    IN_NAME = ("title", "file_name", "description")
    IN_TEXT = ("text",)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="documents")
    folder = models.ForeignKey(Folder, models.SET_NULL, null=True, blank=True, related_name="documents")
    title = models.CharField("titre", max_length=200)
    description = models.TextField("de quoi il s’agit", max_length=1000, blank=True)
    # Shown to everybody, where the group is public.
    public = models.BooleanField("visible de tous", default=False)
    to_read = models.BooleanField("à lire par le groupe", default=False)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    trashed_at = models.DateTimeField(null=True, blank=True)
    # What its current version says, as far as it was read.
    text = models.TextField(default="", editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:document", args=[self.uid])

    @property
    def file_name(self) -> str:
        """The name of the file of its current version (one query)."""
        last = self.versions.order_by("-number").values_list("name", flat=True).first() if self.pk else None
        return last or ""


class DocumentVersion(models.Model):
    """A file, as it was given once: who, when, why."""

    class TextState(models.TextChoices):
        WAITING = "waiting", "pas encore lu"
        READ = "read", "lu"
        UNREADABLE = "unreadable", "texte non lu"

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.FileField(max_length=120)
    # First page of a PDF as a picture, once the worker drew it.
    preview = models.FileField(max_length=120, blank=True)
    name = models.CharField("nom du fichier", max_length=200)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    note = models.CharField("ce qui change", max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Kept as it was said that day: who leaves keeps what they gave under this name.
    by_name = models.CharField(max_length=200, blank=True)
    text_state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.WAITING)

    class Meta:
        verbose_name = "version"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"


class DocumentReading(models.Model):
    """A person said that they had read a document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="read_once")]

    def __str__(self) -> str:
        return f"{self.user} : {self.document}"
