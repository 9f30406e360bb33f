"""Open accounts, give and end roles."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import Role, RoleGrant, User


@transaction.atomic
def open_account(email: str, *, name: str = "", by: User | None = None) -> User:
    """The account of that address, opened if there is none; its address counts as verified.

    Sign-in sends a code to the address, so that opening an account proves nothing by itself.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        journal.record("account.open", by=by, subject=user)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def grant_role(user: User, role: Role, *, by: User | None = None) -> None:
    """Give a role from today; nothing happens if it is held already."""
    if not user.role_grants.current().filter(role=role).exists():
        user.role_grants.create(role=role)
        journal.record("role.grant", by=by, subject=user, role=role)


@transaction.atomic
def end_role(user: User, role: Role, *, by: User | None = None) -> None:
    """End a role today."""
    if user.role_grants.current().filter(role=role).update(ended_on=timezone.localdate()):
        journal.record("role.end", by=by, subject=user, role=role)


# How long an account stays that nobody uses any more.
IDLE_FOR = timedelta(days=3 * 365)


def purge_sessions() -> int:
    """Delete expired sessions with the address and the browser kept for them; return how many."""
    before = Session.objects.count()
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return before - Session.objects.count()


@transaction.atomic
def delete_account(user: User, *, by: User) -> None:
    """Delete an account with what it keeps; what the person contributed stays, without their name.

    Raises `ValueError` (French) for the last person who runs the Pôle.
    """
    others = RoleGrant.objects.current().filter(role=Role.ANIMATOR, user__is_active=True).exclude(user=user)
    if user.runs_the_pole and not others.exists():
        raise ValueError(
            "Vous êtes la seule personne à animer le Pôle : donnez d’abord ce rôle à quelqu’un d’autre."
        )
    journal.record("account.delete", by=by, subject=user)
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    user.delete()


@transaction.atomic
def purge_idle_accounts() -> int:
    """Delete accounts that were not used for three years, those of animators excepted; return how many.

    What they contributed stays, without its author; the journal keeps their number alone.
    """
    idle = (
        User.objects.annotate(last_use=Coalesce("last_login", "created_at"))
        .filter(last_use__lt=timezone.now() - IDLE_FOR, is_superuser=False)
        .exclude(pk__in=RoleGrant.objects.current().filter(role=Role.ANIMATOR).values("user"))
    )
    count = 0
    for user in idle:
        journal.record("account.purge", by=None, subject=user)
        user.delete()
        count += 1
    return count
