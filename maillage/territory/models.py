"""Communes of France with their groupings, the territories made of them, and the Pôle's identity."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.ui.colours import Palette

hex_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", "Une couleur s’écrit # suivi de six chiffres ou lettres, par exemple #1f5f5b."
)


class Grouping(models.Model):
    """A region, a department, an EPCI or an EPT, as the official reference lists them."""

    class Kind(models.TextChoices):
        REGION = "region", "région"
        DEPARTMENT = "departement", "département"
        EPCI = "epci", "intercommunalité (EPCI)"
        EPT = "ept", "établissement public territorial (EPT)"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=150)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="grouping_kind_code")]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune of today, by its INSEE code; districts and merged communes are `CommuneAlias`es of it."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    folded_name = models.CharField(max_length=80, db_index=True)
    population = models.PositiveIntegerField(null=True)
    department = models.ForeignKey(Grouping, models.PROTECT, related_name="department_communes", null=True)
    region = models.ForeignKey(Grouping, models.PROTECT, related_name="region_communes", null=True)
    epci = models.ForeignKey(Grouping, models.SET_NULL, related_name="epci_communes", null=True)
    ept = models.ForeignKey(Grouping, models.SET_NULL, related_name="ept_communes", null=True)
    # GeoJSON geometry of the outline where one was loaded, and a point inside it.
    outline = models.JSONField(null=True, blank=True)
    outline_note = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    # In km², by the outline; unknown where the outline may not be that of the whole commune of today.
    area = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["folded_name"]
        # All the areas are read at once: without it, SQLite goes through every outline to reach them.
        indexes = [models.Index(fields=["area", "code"], name="commune_area")]

    def __str__(self) -> str:
        return self.name


class CommunePostcode(models.Model):
    """A postcode served in a commune (several to several)."""

    postcode = models.CharField(max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postcodes")

    def __str__(self) -> str:
        return f"{self.postcode} {self.commune_id}"


class CommuneAlias(models.Model):
    """A code or name that is no commune of today: former code, delegated commune, municipal district."""

    class Kind(models.TextChoices):
        FORMER = "ancien", "ancien code"
        DELEGATED = "deleguee", "commune déléguée ou associée"
        DISTRICT = "arrondissement", "arrondissement municipal"

    code = models.CharField(max_length=5, db_index=True)
    name = models.CharField(max_length=80, blank=True)
    folded_name = models.CharField(max_length=80, db_index=True, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return f"{self.code} → {self.commune_id}"


class Territory(models.Model):
    """A named, dated, free set of communes; one is the instance's own, the others are to compare with."""

    class Kind(models.TextChoices):
        FREE = "libre", "ensemble de communes"
        COMMUNE = "commune", "commune"
        EPCI = "epci", "intercommunalité (EPCI)"
        EPT = "ept", "établissement public territorial (EPT)"
        DEPARTMENT = "departement", "département"
        REGION = "region", "région"

    name = models.CharField("nom", max_length=150)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FREE)
    code = models.CharField("code officiel", max_length=9, blank=True)
    stated_on = models.DateField("composition au", default=timezone.localdate)
    is_main = models.BooleanField("territoire du Pôle", default=False)
    communes = models.ManyToManyField(Commune, related_name="territories")
    neighbours = models.ManyToManyField("self", blank=True)

    class Meta:
        verbose_name = "territoire"
        constraints = [
            models.UniqueConstraint(fields=["is_main"], condition=Q(is_main=True), name="one_main_territory")
        ]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A district whose outline was loaded, such as those of the policy for towns (QPV)."""

    code = models.CharField("code", max_length=20, unique=True)
    name = models.CharField("nom", max_length=150)
    outline = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    # Those that the file names; none where it does not say.
    communes = models.ManyToManyField(Commune, related_name="zones")

    class Meta:
        verbose_name = "quartier"
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class Pole(models.Model):
    """The Pôle itself: the one row that says who runs this instance, and how it looks."""

    name = models.CharField("nom du Pôle", max_length=150)
    tagline = models.CharField("phrase d’accroche", max_length=200, blank=True)
    presentation = models.TextField("présentation", blank=True)
    contact_email = models.EmailField("courriel de contact", blank=True)
    contact_phone = models.CharField("téléphone", max_length=20, blank=True)
    contact_address = models.TextField("adresse postale", blank=True)
    publisher = models.CharField("organisme porteur", max_length=150, blank=True)
    publication_director = models.CharField("responsable de la publication", max_length=150, blank=True)
    host = models.TextField("hébergeur du site", blank=True)
    data_protection_contact = models.CharField(
        "contact pour les données personnelles", max_length=200, blank=True
    )
    # The six tokens that a territory changes; the others derive from them.
    colour_primary = models.CharField(
        "couleur principale", max_length=7, default="#1f5f5b", validators=[hex_colour]
    )
    colour_secondary = models.CharField(
        "couleur secondaire", max_length=7, default="#a63d2f", validators=[hex_colour]
    )
    colour_paper = models.CharField("couleur du fond", max_length=7, default="#fbf7f0", validators=[hex_colour])
    colour_ink = models.CharField("couleur du texte", max_length=7, default="#22201c", validators=[hex_colour])
    logo = models.ImageField("logo", upload_to="pole/", blank=True)
    logo_alt = models.CharField("texte de remplacement du logo", max_length=150, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "identité du Pôle"

    def __str__(self) -> str:
        return self.name

    @property
    def palette(self) -> Palette:
        """The four colours that the Pôle chose."""
        return Palette(self.colour_primary, self.colour_secondary, self.colour_paper, self.colour_ink)
