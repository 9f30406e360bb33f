"""What « Mon espace » shows to one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from maillage.accounts.models import User
from maillage.actors.models import Membership
from maillage.actors.permissions import current_memberships
from maillage.workspace.awaited import Awaited, awaited
from maillage.workspace.models import Group, Notification, Profile, Registration
from maillage.workspace.permissions import groups_of, is_member

from .agenda import coming_events
from .discussions import Row, unread_rows

LATEST = 5


@dataclass(frozen=True)
class Space:
    """One person's page: what awaits them first, then what they belong to."""

    member: bool
    awaited: list[Awaited]
    unread: list[Notification]
    unread_count: int
    memberships: list[Membership]
    groups: list[Group]
    coming: list[Registration]
    discussions: list[Row]


def space_of(user: User) -> Space:
    """In a number of queries that does not follow what there is."""
    unread = user.notifications.filter(read_at=None)
    return Space(
        member=is_member(user),
        awaited=awaited(user),
        unread=list(unread[:LATEST]),
        unread_count=unread.count(),
        memberships=list(
            current_memberships(user).select_related("actor__commune").order_by("actor__sort_key")
        ),
        groups=list(groups_of(user).filter(closed_on=None)),
        coming=coming_events(user),
        discussions=unread_rows(user),
    )


def of_profile(user: User) -> Iterator[Awaited]:
    """A member who has not yet said whether the others may find them (one query)."""
    if is_member(user) and not Profile.objects.filter(user=user).exclude(listed=None).exists():
        yield Awaited(
            verb="confirm",
            title="Dire ce que les autres membres voient de vous",
            url=reverse("workspace:profile"),
        )


def of_animator(user: User) -> Iterator[Awaited]:
    """What an animator lacks to be one; what waits in her tools is told beside."""
    if user.runs_the_pole and not user.is_animator:
        yield Awaited(
            verb="do", title="Protéger votre compte pour ouvrir l’animation", url=reverse("mfa_index")
        )
