"""People who sign in, the roles they hold for a time, and the journal of what was decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """A person known by their e-mail address; they sign in by a code sent there, or by a passkey."""

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom affiché", max_length=120, blank=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = "personne"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_folded")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    @cached_property
    def roles(self) -> frozenset[str]:
        """Codes of the roles held today (one query, kept for the request)."""
        return frozenset(self.role_grants.current().values_list("role", flat=True))

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether a passkey or an application of codes protects the account (one query, kept)."""
        from allauth.mfa.models import Authenticator

        keys = Authenticator.objects.filter(user=self)
        return bool(keys.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    @property
    def runs_the_pole(self) -> bool:
        """Whether the person was given the animation, protected or not."""
        return self.is_active and (self.is_superuser or Role.ANIMATOR in self.roles)

    @property
    def is_animator(self) -> bool:
        """Whether the person may run the Pôle now: in production, once a second factor protects the account."""
        return self.runs_the_pole and (not settings.ANIMATOR_SECOND_FACTOR or self.has_second_factor)


class Role(models.TextChoices):
    """What a person is for the Pôle; a structure's person is known by `actors.Membership`."""

    ANIMATOR = "animator", "animatrice ou animateur"
    COPILOT = "copilot", "copilote"
    MEMBER = "member", "membre"
    PARTNER = "partner", "partenaire"
    ELECTED = "elected", "élue ou élu"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> RoleGrantQuerySet:
        """Those that hold today."""
        today = timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=today), granted_on__lte=today)


class RoleGrant(models.Model):
    """A role held by a person between two dates."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField("rôle", max_length=20, choices=Role.choices)
    granted_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ended_on=None), name="one_open_grant_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()}"


class JournalHead(models.Model):
    """The end of the journal's chain: one row, locked by each writer."""

    last_hash = models.CharField(max_length=64, default="")
    length = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.length} {self.last_hash[:12]}"


class JournalEntry(models.Model):
    """One decision or change, chained to the one before so that none is rewritten unnoticed."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    # The identifier, not a foreign key: the journal outlives an account that was deleted.
    by_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=120, db_index=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "journal"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"
