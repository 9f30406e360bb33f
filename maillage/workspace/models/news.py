"""Articles, their pictures, and the columns elsewhere that are made of them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor
from maillage.workspace.domain.columns import spoken_seconds

from .agenda import Event
from .searched import Searched


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, now: datetime | None = None) -> ArticleQuerySet:
        """Those that are read now, the last first: an hour that is not come hides an article until then."""
        shown = self.filter(state=Article.State.PUBLISHED, published_at__lte=now or timezone.now())
        return shown.order_by("-published_at", "-pk")


class Article(Searched):
    """One text, written once: it is read on the site, and columns elsewhere are made of it."""

    IN_TEXT = ("summary", "text")

    class State(models.TextChoices):
        IDEA = "idea", "idée"
        WRITING = "writing", "en cours d’écriture"
        TO_APPROVE = "to-approve", "à relire"
        READY = "ready", "prêt"
        PUBLISHED = "published", "publié"
        WITHDRAWN = "withdrawn", "retiré"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Tout le monde"
        MEMBERS = "members", "Les membres du Pôle"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=110, unique=True, editable=False)
    title = models.CharField("titre", max_length=150)
    summary = models.CharField("en deux phrases", max_length=400, blank=True)
    text = models.TextField("texte", max_length=30_000, blank=True)
    html = models.TextField(default="", editable=False)
    theme = models.CharField("thème", max_length=60, blank=True)
    audience = models.CharField("pour qui", max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITING)
    # What whoever approves asks to be changed.
    remark = models.CharField("ce qui est à reprendre", max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="articles", verbose_name="écrit par"
    )
    # Kept as it was: who leaves keeps what they wrote under this name.
    signature = models.CharField("signature", max_length=200, blank=True)
    actors = models.ManyToManyField(Actor, blank=True, related_name="articles")
    events = models.ManyToManyField(Event, blank=True, related_name="articles")
    # Made for the demonstration.
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "article"
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["state", "-published_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_on_a_date"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:article", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return (
            self.state == self.State.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        return self.state == self.State.PUBLISHED and not self.is_published


class ArticleVersion(models.Model):
    """What an article said before it was changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=150)
    summary = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(default="")
    # Until when it said so, and who changed it then.
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "texte précédent d’un article"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}, {self.at}"


class ArticlePicture(models.Model):
    """A picture of an article, always described for those who do not see it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures")
    file = models.FileField(max_length=120)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField("description, pour qui ne la voit pas", max_length=300)
    caption = models.CharField("légende", max_length=300, blank=True)
    credit = models.CharField("crédit", max_length=150, blank=True)
    # The first is shown above the text, the others below.
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "image d’un article"
        ordering = ["rank", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="a_picture_is_described")]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        return reverse("workspace:article-picture", args=[self.uid])


class Column(models.Model):
    """A regular place elsewhere: a page of the internal journal, the agglomeration's review, a radio's slot."""

    class Channel(models.TextChoices):
        JOURNAL = "journal", "journal interne"
        REVIEW = "review", "revue ou bulletin"
        RADIO = "radio", "radio"
        SOCIAL = "social", "réseau social"
        PRESS = "press", "presse"

    class Every(models.TextChoices):
        WEEKLY = "weekly", "chaque semaine"
        FORTNIGHTLY = "fortnightly", "toutes les deux semaines"
        MONTHLY = "monthly", "chaque mois"
        QUARTERLY = "quarterly", "chaque trimestre"
        YEARLY = "yearly", "chaque année"

    name = models.CharField("nom", max_length=120, unique=True)
    channel = models.CharField("sorte", max_length=8, choices=Channel.choices)
    # Characters, spaces included; seconds for a radio.
    limit = models.PositiveIntegerField("longueur au plus")
    every = models.CharField("rythme", max_length=12, choices=Every.choices, blank=True)
    first_due = models.DateField("premier texte à remettre le", null=True, blank=True)
    contact = models.CharField("à qui remettre le texte", max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "rubrique"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every="") | Q(first_due__isnull=False), name="a_rhythm_has_a_first_day"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workspace:columns")

    @property
    def is_spoken(self) -> bool:
        return self.channel == self.Channel.RADIO

    @property
    def unit(self) -> str:
        return "secondes" if self.is_spoken else "signes"

    def length_of(self, text: str) -> int:
        """The length of a text in the column's unit, rounded up."""
        return -int(-spoken_seconds(text) // 1) if self.is_spoken else len(text)


class ColumnText(models.Model):
    """What an article becomes in a column."""

    class State(models.TextChoices):
        TO_WRITE = "to-write", "à écrire"
        READY = "ready", "prêt"
        GIVEN = "given", "remis"

    article = models.ForeignKey(Article, models.CASCADE, related_name="column_texts")
    column = models.ForeignKey(Column, models.PROTECT, related_name="texts")
    due_on = models.DateField("à remettre le", null=True, blank=True)
    text = models.TextField("texte", max_length=10_000, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TO_WRITE)
    given_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "texte d’une rubrique"
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "column"], name="an_article_once_a_column")]

    def __str__(self) -> str:
        return f"{self.column} : {self.article}"

    def get_absolute_url(self) -> str:
        return reverse("workspace:column-text", args=[self.article_id, self.pk])

    @property
    def is_late(self) -> bool:
        """Whether it should have been handed in."""
        return self.state != self.State.GIVEN and bool(self.due_on and self.due_on < timezone.localdate())
