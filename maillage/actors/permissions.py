"""To which structures a person belongs today."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from maillage.actors.models import Actor, Membership


def current_memberships(user: Any) -> QuerySet[Membership]:
    """The memberships of a person that hold today."""
    return Membership.objects.current().filter(user=user)


def keeps(user: Any, actor: Actor) -> bool:
    """Whether the person belongs to the structure today (one query)."""
    return bool(user.is_authenticated) and current_memberships(user).filter(actor=actor).exists()
