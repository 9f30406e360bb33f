"""The shared nouns Actor and Initiative, and the facts from which each actor's page is made.

An actor's columns are the *projection* of its facts: every value came with a contribution (an import, an
edit, a merge), which has a source, an author and a date, and can be withdrawn whole.
"""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.territory.models import Commune


class SourceKind(models.TextChoices):
    """What a source is; people who know outrank lists, lists outrank automatic data."""

    STRUCTURE = "structure", "la structure elle-même"
    ANIMATOR = "animator", "l’animation du Pôle"
    DOCUMENT = "document", "un document"
    LIST = "list", "une liste locale"
    OPEN_DATA = "open-data", "des données ouvertes"


SOURCE_RANK: dict[str, int] = {
    SourceKind.STRUCTURE: 40,
    SourceKind.ANIMATOR: 40,
    SourceKind.DOCUMENT: 30,
    SourceKind.LIST: 20,
    SourceKind.OPEN_DATA: 10,
}


class Source(models.Model):
    """Where facts come from: a list of a collectivity, a document, a register, people."""

    kind = models.CharField(max_length=12, choices=SourceKind.choices)
    name = models.CharField("nom", max_length=150)
    publisher = models.CharField("organisme", max_length=150, blank=True)
    licence = models.CharField("licence", max_length=80, blank=True)
    url = models.URLField("adresse", blank=True)
    stated_on = models.DateField("date des données", null=True, blank=True)

    class Meta:
        verbose_name = "source"
        constraints = [models.UniqueConstraint(fields=["kind", "name", "stated_on"], name="source_identity")]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """A set of changes made together: one import, one edit, one merge. It can be withdrawn whole."""

    class Kind(models.TextChoices):
        IMPORT = "import", "import d’une liste"
        EDIT = "edit", "modification"
        MERGE = "merge", "fusion"
        DEMO = "demo", "démonstration"

    source = models.ForeignKey(Source, models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    label = models.CharField(max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "contribution"

    def __str__(self) -> str:
        return self.label


class ActorState(models.TextChoices):
    ACTIVE = "active", "en activité"
    CLOSED = "closed", "fermée"
    # The structure asked not to appear: kept by its identifiers alone so that no import brings it back.
    WITHDRAWN = "withdrawn", "retirée à sa demande"
    MERGED = "merged", "fusionnée"


class ActorQuerySet(models.QuerySet["Actor"]):
    def public(self) -> ActorQuerySet:
        """Those that the who's who shows."""
        return self.filter(state=ActorState.ACTIVE, published=True)

    def living(self) -> ActorQuerySet:
        """Those that are one actor of their own, shown or not."""
        return self.exclude(state=ActorState.MERGED)


class Actor(models.Model):
    """One identity for a structure, a public body or a collective, whatever a room does with it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=90, unique=True)
    state = models.CharField(max_length=10, choices=ActorState.choices, default=ActorState.ACTIVE)
    published = models.BooleanField("publiée", default=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    section_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="sections")
    created_by = models.ForeignKey(Contribution, models.PROTECT, related_name="created_actors")
    invented = models.BooleanField("inventée pour la démonstration", default=False)

    # --- projection of facts (see `domain.facts.FIELDS`) ---
    official_name = models.CharField("nom officiel", max_length=250, blank=True)
    usual_name = models.CharField("nom d’usage", max_length=250, blank=True)
    sigle = models.CharField("sigle", max_length=40, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True, db_index=True)
    rna = models.CharField("numéro RNA", max_length=10, blank=True, db_index=True)
    former_number = models.CharField("ancien numéro d’association", max_length=20, blank=True, db_index=True)
    family = models.CharField("famille", max_length=20, blank=True)
    legal_form = models.CharField("forme juridique (code INSEE)", max_length=4, blank=True)
    description = models.TextField("présentation", blank=True)
    website = models.URLField("site", max_length=300, blank=True)
    email = models.EmailField("courriel de la structure", blank=True)
    phone = models.CharField("téléphone de la structure", max_length=20, blank=True)
    founded_on = models.DateField("créée le", null=True, blank=True)
    ended_on = models.DateField("fermée le", null=True, blank=True)
    employer = models.BooleanField("employeuse", null=True, blank=True)
    # True or False when the structure said it; None lets the rule of `domain.privacy` decide.
    address_public = models.BooleanField("adresse affichée", null=True, blank=True)
    opening_hours = models.CharField("horaires (forme OSM)", max_length=250, blank=True)
    themes = models.JSONField("thèmes", default=list, blank=True)
    insertion_types = models.JSONField("types d’insertion", default=list, blank=True)
    labels = models.JSONField("labels", default=list, blank=True)
    support_roles = models.JSONField("rôles dans l’accompagnement", default=list, blank=True)
    networks = models.JSONField("réseaux", default=list, blank=True)
    publics = models.JSONField("publics", default=list, blank=True)

    # --- derived by `actions.project` ---
    name = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=260, db_index=True)
    # What the outside may see of the place: the commune always, the point only where the address may show.
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="actors")
    shown_address = models.CharField(max_length=300, blank=True)
    shown_postcode = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    quality = models.PositiveSmallIntegerField(default=0)
    quality_missing = models.JSONField(default=list)
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)
    # Analysed words that the search reads (see `search`): name; themes, place and services; description.
    words_name = models.TextField(default="", editable=False)
    words_topic = models.TextField(default="", editable=False)
    words_text = models.TextField(default="", editable=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = "actrice ou acteur"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="merged_means_merged_into",
            ),
        ]
        # « published » last: databases that take a boolean as a condition cannot look it up, only read it.
        indexes = [models.Index(fields=["state", "sort_key", "published"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The actor's page in the guide."""
        return reverse("guide:actor", args=[self.slug])


class Fact(models.Model):
    """One value of one field of one actor, as a contribution said it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="facts")
    # The actor it was said of, when a merge has moved it since.
    said_of = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="facts")
    field = models.CharField(max_length=30)
    value = models.JSONField()
    stated_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "donnée sourcée"
        indexes = [models.Index(fields=["actor", "field"])]

    def __str__(self) -> str:
        return f"{self.actor_id}.{self.field}"


class Contributed(models.Model):
    """A row said by a contribution, that leaves with it when it is withdrawn."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class OfActor(Contributed):
    """A row of one actor; `said_of` remembers whose it was when a merge has moved it since."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="%(class)ss")
    said_of = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")

    class Meta:
        abstract = True


class Establishment(OfActor):
    """A place of an actor. Whether its address may be shown is decided by `domain.privacy`."""

    class PositionSource(models.TextChoices):
        LIST = "list", "donnée par la liste"
        GEOCODER = "geocoder", "calculée d’après l’adresse"
        PERSON = "person", "placée par une personne"

    name = models.CharField("nom du lieu", max_length=150, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True, db_index=True)
    is_head_office = models.BooleanField("siège", default=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    folded_address = models.CharField(max_length=250, blank=True, db_index=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="establishments")
    # True where nothing said the commune and the territory has only one.
    commune_deduced = models.BooleanField(default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    position_source = models.CharField(max_length=10, choices=PositionSource.choices, blank=True)
    opening_hours = models.CharField("horaires (forme OSM)", max_length=250, blank=True)
    accessible = models.BooleanField("accessible en fauteuil roulant", null=True, blank=True)

    class Meta:
        verbose_name = "lieu"

    def __str__(self) -> str:
        return self.name or self.address or str(self.commune or "")


class Service(OfActor):
    """Something that an actor offers to somebody, somewhere."""

    kind = models.CharField("type de service", max_length=40)
    name = models.CharField("intitulé", max_length=150, blank=True)
    description = models.TextField("description", blank=True)
    publics = models.JSONField("publics", default=list, blank=True)
    place = models.CharField("lieu", max_length=150, blank=True)
    opening_hours = models.CharField("horaires (forme OSM)", max_length=250, blank=True)
    cost = models.CharField("coût", max_length=150, blank=True)

    class Meta:
        verbose_name = "service"

    def __str__(self) -> str:
        return self.name or self.kind


class Agreement(OfActor):
    """An agreement, convention or label held by an actor between two dates."""

    # A code of kernel.vocabulary: an insertion type (one row per convention) or a label.
    kind = models.CharField("type", max_length=30)
    reference = models.CharField("référence", max_length=80, blank=True)
    starts_on = models.DateField("du", null=True, blank=True)
    ends_on = models.DateField("au", null=True, blank=True)

    class Meta:
        verbose_name = "agrément"

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}".strip()


def new_token() -> str:
    """A secret for a personal link: 32 random bytes, URL-safe."""
    return secrets.token_urlsafe(32)


class Contact(OfActor):
    """A person of a structure; hidden from everybody but the animator until that person agrees."""

    class Consent(models.TextChoices):
        UNKNOWN = "unknown", "pas encore informée"
        INFORMED = "informed", "informée, sans réponse"
        AGREED = "agreed", "d’accord pour être affichée"
        OBJECTED = "objected", "opposée"

    name = models.CharField("nom", max_length=150)
    function = models.CharField("fonction", max_length=100, blank=True)
    email = models.EmailField("courriel", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    informed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "contact nominatif"

    def __str__(self) -> str:
        return self.name


class Picture(OfActor):
    """A logo or photograph with what is needed to show it lawfully and to everybody."""

    class Kind(models.TextChoices):
        LOGO = "logo", "logo"
        PHOTO = "photo", "photographie"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    file = models.ImageField("image", upload_to="actors/%Y/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField("texte de remplacement", max_length=200)
    credit = models.CharField("crédit", max_length=150, blank=True)
    image_right = models.BooleanField("les personnes visibles ont donné leur accord", default=False)

    class Meta:
        verbose_name = "image"

    def __str__(self) -> str:
        return self.alt


class ActorTag(models.Model):
    """What an actor is found by, in one table, so that all facets cost one query."""

    class Kind(models.TextChoices):
        COMMUNE = "commune", "Commune"
        THEME = "theme", "Thème"
        SUBTHEME = "subtheme", "Sous-thème"
        FAMILY = "family", "Famille"
        INSERTION = "insertion", "Insertion et adapté"
        LABEL = "label", "Label"
        PUBLIC = "public", "Public"
        SERVICE = "service", "Service"
        ROLE = "role", "Accompagnement de projets"
        NETWORK = "network", "Réseau"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "kind", "code"], name="one_tag")]
        indexes = [models.Index(fields=["kind", "code", "actor"])]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class Merge(models.Model):
    """A decision that two pages are one actor, with all that is needed to take it back."""

    kept = models.ForeignKey(Actor, models.CASCADE, related_name="merges")
    absorbed = models.OneToOneField(Actor, models.CASCADE, related_name="absorption")
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="merge")
    # {"facts": [ids], "establishments": [ids], …} moved from the absorbed actor to the kept one.
    moved = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """Those that hold today."""
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


class Membership(models.Model):
    """A person belongs to a structure, with a function, between two dates."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="memberships")
    function = models.CharField("fonction", max_length=100, blank=True)
    starts_on = models.DateField("depuis", default=timezone.localdate)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "appartenance à une structure"

    def __str__(self) -> str:
        return f"{self.user} : {self.actor}"


class Initiative(Contributed):
    """A project or action at any stage, from idea to running, carried by actors or by nobody yet."""

    title = models.CharField("titre", max_length=200)
    slug = models.SlugField(max_length=90, unique=True)
    summary = models.TextField("présentation", blank=True)
    # A code of kernel.vocabulary.stages.
    stage = models.CharField("étape", max_length=20)
    stage_on = models.DateField("étape constatée le", null=True, blank=True)
    themes = models.JSONField("thèmes", default=list, blank=True)
    publics = models.JSONField("publics", default=list, blank=True)
    communes = models.ManyToManyField(Commune, blank=True, related_name="initiatives")
    published = models.BooleanField("publiée", default=True)
    invented = models.BooleanField("inventée pour la démonstration", default=False)
    sort_key = models.CharField(max_length=210, db_index=True)

    class Meta:
        verbose_name = "initiative"

    def __str__(self) -> str:
        return self.title


class InitiativeActor(models.Model):
    """An actor's part in an initiative."""

    class Role(models.TextChoices):
        LEADER = "leader", "porte l’initiative"
        PARTNER = "partner", "partenaire"
        CONSIDERED = "considered", "envisagé"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="parts")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="initiative_parts")
    said_of = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    role = models.CharField("rôle", max_length=12, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "actor", "role"], name="one_part")]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_role_display()} {self.initiative}"


class Word(models.Model):
    """A word that some actor is found by, without accents; only ever added (see `search.vocabulary`)."""

    form = models.CharField(max_length=60, unique=True)
    # Whose words came together: what a process has read is checked against it.
    batch = models.UUIDField()

    def __str__(self) -> str:
        return self.form


class MissedSearch(models.Model):
    """A search that found nothing, on one day. No user, no address; see `search.missed` for what is kept."""

    digest = models.CharField(max_length=64)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)
    # Blank until the same search was made on three different days.
    term = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "recherche sans résultat"
        constraints = [models.UniqueConstraint(fields=["digest", "day"], name="missed_once_a_day")]

    def __str__(self) -> str:
        return self.term or self.digest[:8]
