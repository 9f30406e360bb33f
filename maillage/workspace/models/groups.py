"""Groups of people and of structures that work together."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor


class Group(models.Model):
    """People and structures around one thing; it owns its agenda, documents and discussions."""

    class Kind(models.TextChoices):
        WORKING = "working", "groupe de travail"
        NETWORK = "network", "réseau d’acteurs"
        CHANTIER = "chantier", "chantier"
        # All the members, whoever they are: there is one.
        EVERYONE = "everyone", "tous les membres"

    class Visibility(models.TextChoices):
        PUBLIC = "public", "Public : tout le monde voit qu’il existe et ce qu’il publie"
        MEMBERS = "members", "Membres : les membres du Pôle le lisent et peuvent le rejoindre"
        PRIVATE = "private", "Privé : ses membres seuls le lisent, sur invitation"

    kind = models.CharField("sorte", max_length=10, choices=Kind.choices, default=Kind.WORKING)
    name = models.CharField("nom", max_length=120)
    slug = models.SlugField(max_length=90, unique=True)
    purpose = models.TextField("ce que fait le groupe", max_length=3000, blank=True)
    visibility = models.CharField(
        "qui le voit", max_length=10, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_on = models.DateField("clos le", null=True, blank=True)

    class Meta:
        verbose_name = "groupe"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="everyone"), name="one_group_of_everyone")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workspace:group", args=[self.slug])

    @property
    def is_everyone(self) -> bool:
        return self.kind == self.Kind.EVERYONE


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def current(self) -> GroupMemberQuerySet:
        """Those that hold today."""
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


class GroupMember(models.Model):
    """A person, or a structure through its people, belongs to a group between two dates."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="group_members")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="group_members")
    is_lead = models.BooleanField("anime le groupe", default=False)
    starts_on = models.DateField("depuis", default=timezone.localdate)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "membre d’un groupe"
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, actor__isnull=False) | Q(user__isnull=False, actor=None),
                name="a_person_or_a_structure",
            ),
            models.UniqueConstraint(
                fields=["group", "user"], condition=Q(ends_on=None, actor=None), name="one_open_person_of_group"
            ),
            models.UniqueConstraint(
                fields=["group", "actor"], condition=Q(ends_on=None, user=None), name="one_open_actor_of_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.actor} : {self.group}"

    @property
    def name(self) -> str:
        """Of the structure or of the person, without their address: members read it."""
        return self.actor.name if self.actor else self.user.name or "Sans nom" if self.user else ""
