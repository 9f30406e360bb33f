"""Open accounts, give and end roles."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import Role, User


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
