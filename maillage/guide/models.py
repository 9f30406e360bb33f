"""Editions of the paper guide: what goes in, their supporters, the documents composed from them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from maillage.guide.domain.edition import DEFAULT_TITLE, all_chapters
from maillage.guide.domain.wording import file_size
from maillage.territory.models import Commune, hex_colour


def document_path(instance: models.Model, filename: str) -> str:
    """Where an edition's files are kept."""
    edition = instance.pk if isinstance(instance, GuideEdition) else getattr(instance, "edition_id", 0)
    return f"guide/{edition or 'nouvelle'}/{filename}"


class GuideEdition(models.Model):
    """A dated state of the paper guide: choices while it is prepared, exact contents once frozen."""

    name = models.CharField(
        "nom de l’édition",
        max_length=60,
        unique=True,
        help_text="Par exemple « Édition 2026 » : il est imprimé sur la couverture.",
    )
    title = models.CharField("titre", max_length=80, default=DEFAULT_TITLE)
    subtitle = models.CharField(
        "sous-titre", max_length=120, blank=True, help_text="Si vous n’écrivez rien, le nom du territoire."
    )
    dated_on = models.DateField("date de l’édition", default=timezone.localdate)
    foreword = models.TextField(
        "avant-propos",
        blank=True,
        max_length=6000,
        help_text="Une ligne vide sépare deux paragraphes. Sans texte, le guide n’a pas d’avant-propos.",
    )
    foreword_author = models.CharField("signature de l’avant-propos", max_length=120, blank=True)
    communes = models.ManyToManyField(Commune, blank=True, related_name="+")
    # Codes of chapters in their order; what is not there is left out.
    chapters = models.JSONField("chapitres", default=all_chapters)
    checked_since = models.DateField(
        "seulement les fiches vérifiées depuis le",
        null=True,
        blank=True,
        help_text="Sans date, toutes les fiches publiées entrent dans le guide.",
    )
    with_map = models.BooleanField("carte du territoire", default=True)
    with_zooms = models.BooleanField("zooms (culture, services aux personnes)", default=True)
    with_support = models.BooleanField("« Qui aide les projets ? »", default=True)
    with_initiatives = models.BooleanField("initiatives", default=True)
    with_pictures = models.BooleanField("logos et photographies des structures", default=True)
    cover_colour = models.CharField(
        "couleur de la couverture",
        max_length=7,
        blank=True,
        validators=[hex_colour],
        help_text="Si vous ne choisissez rien, la couleur principale du Pôle.",
    )
    cover_picture = models.ImageField(
        "image de couverture",
        upload_to=document_path,
        blank=True,
        help_text="Sans image, la couverture dessine le territoire en points de couleur.",
    )
    cover_alt = models.CharField("ce que montre l’image", max_length=200, blank=True)
    cover_credit = models.CharField("crédit de l’image", max_length=120, blank=True)
    printer = models.CharField(
        "imprimeur",
        max_length=200,
        blank=True,
        help_text="Nom et adresse : la loi du 29 juillet 1881 (article 3) veut qu’ils soient imprimés.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    # --- once frozen ---
    frozen_at = models.DateTimeField("gelée le", null=True, blank=True)
    # Everything that both documents are made of (a zip file), and the documents themselves.
    snapshot = models.FileField(upload_to=document_path, blank=True)
    screen_pdf = models.FileField(upload_to=document_path, blank=True)
    press_pdf = models.FileField(upload_to=document_path, blank=True)
    # The first page as a picture, for the page where the guide is offered.
    cover_image = models.FileField(upload_to=document_path, blank=True)
    screen_hash = models.CharField(max_length=64, blank=True)
    press_hash = models.CharField(max_length=64, blank=True)
    entry_count = models.PositiveIntegerField(default=0)
    page_count = models.PositiveIntegerField(default=0)
    press_page_count = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    class Meta:
        verbose_name = "édition du guide"
        verbose_name_plural = "éditions du guide"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(frozen_at=None, published_at=None) | models.Q(frozen_at__isnull=False),
                name="published_means_frozen",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def screen_size(self) -> str:
        """« 4,1 Mo », or nothing before the edition is frozen."""
        return _size(self.screen_pdf)

    @property
    def press_size(self) -> str:
        """« 6,0 Mo », or nothing before the edition is frozen."""
        return _size(self.press_pdf)


def _size(file: models.fields.files.FieldFile) -> str:
    try:
        return file_size(file.size) if file else ""
    except OSError:
        return ""


class GuideSponsor(models.Model):
    """Somebody who supports an edition, with their logo."""

    edition = models.ForeignKey(GuideEdition, models.CASCADE, related_name="sponsors")
    name = models.CharField("nom", max_length=100)
    logo = models.ImageField("logo", upload_to=document_path, blank=True)
    alt = models.CharField(
        "texte de remplacement du logo",
        max_length=150,
        blank=True,
        help_text="Si vous n’écrivez rien : « Logo » et le nom.",
    )
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "soutien"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class GuideDocument(models.Model):
    """One composition of an edition, asked by a person and made in the background."""

    class Kind(models.TextChoices):
        PROOF = "proof", "épreuve pour l’écran"
        PRESS_PROOF = "press-proof", "épreuve pour l’imprimeur"
        FREEZE = "freeze", "gel de l’édition"

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        RUNNING = "running", "en cours"
        DONE = "done", "prête"
        FAILED = "failed", "échouée"

    edition = models.ForeignKey(GuideEdition, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)
    # The whole address of the list when it was asked: the printed codes lead there.
    directory = models.CharField(max_length=300)
    file = models.FileField(upload_to=document_path, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    remarks: models.JSONField[Any, Any] = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "document du guide"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition} : {self.get_kind_display()}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}
