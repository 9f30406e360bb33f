"""Groups as lists and pages show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from maillage.workspace.models import Group, GroupMember
from maillage.workspace.permissions import groups_of, visible_groups


def listed_groups(user: Any) -> QuerySet[Group]:
    """The groups that a person may know of, their own first, closed ones last, with `size` and `mine`."""
    today = timezone.localdate()
    held = Q(members__starts_on__lte=today) & (Q(members__ends_on=None) | Q(members__ends_on__gt=today))
    mine = groups_of(user).values("pk")
    return (
        visible_groups(user)
        .annotate(size=Count("members", filter=held, distinct=True), mine=Q(pk__in=mine))
        .order_by(F("closed_on").asc(nulls_first=True), "-mine", "name", "pk")
    )


def held_in(group: Group) -> QuerySet[GroupMember]:
    """Who belongs to a group today: those who run it first, then structures and people by name."""
    return (
        group.members.current()
        .select_related("user__profile", "actor")
        .order_by("-is_lead", F("actor__sort_key").asc(nulls_last=True), "user__name", "pk")
    )


def own_row(user: Any, group: Group) -> GroupMember | None:
    """The row by which a person belongs to a group in their own name, if any."""
    return group.members.current().filter(user=user).first() if user.is_authenticated else None
