"""Members, those who wait to come in, and those of whom nothing was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from maillage.accounts.models import RoleGrant, User
from maillage.actors.models import Membership
from maillage.kernel.text import fold
from maillage.workspace.models import Invitation, JoinRequest
from maillage.workspace.permissions import members

SILENT_AFTER = timedelta(days=182)
STALE_AFTER = timedelta(days=365)


def waiting_joins() -> QuerySet[JoinRequest]:
    """Requests whose address is proved, oldest first."""
    return JoinRequest.objects.filter(state=JoinRequest.State.WAITING)


def waiting_invitations() -> QuerySet[Invitation]:
    """Invitations without answer, those that expire first at the top."""
    return (
        Invitation.objects.filter(state=Invitation.State.WAITING)
        .select_related("actor", "invited_by")
        .order_by("expires_on", "pk")
    )


def with_belongings(people: QuerySet[User]) -> QuerySet[User]:
    """People with `belongings`, their structures of today, and `held`, their roles: two more queries."""
    return people.prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.current().select_related("actor").order_by("actor__sort_key"),
            to_attr="belongings",
        ),
        Prefetch("role_grants", RoleGrant.objects.current().order_by("role"), to_attr="held"),
    )


def _of(text: str) -> Q:
    """People of a structure whose name holds these words, accents or not."""
    held = Membership.objects.current().filter(actor__sort_key__contains=fold(text))
    return Q(pk__in=held.values("user"))


def _silent() -> Q:
    return Q(last_login=None) | Q(last_login__lt=timezone.now() - SILENT_AFTER)


def _stale() -> Q:
    old = timezone.localdate() - STALE_AFTER
    held = Membership.objects.current().filter(
        Q(actor__checked_on=None) | Q(actor__checked_on__lt=old), actor__state="active"
    )
    return Q(pk__in=held.values("user"))


# The animator's ways to look at people: the word of the address, the words of the page.
VIEWS: dict[str, str] = {
    "": "Tous les membres",
    "silence": "Sans nouvelles depuis six mois",
    "page": "Page à revoir",
    "caches": "Pas encore dans l’annuaire des membres",
}


def people(view: str = "", text: str = "") -> QuerySet[User]:
    """Members as the animator looks at them, by name; `text` is a part of a name, an address or a structure."""
    found = members()
    if view == "silence":
        found = found.filter(_silent())
    elif view == "page":
        found = found.filter(_stale())
    elif view == "caches":
        found = found.exclude(profile__listed=True)
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(email__icontains=text)
            | Q(profile__words__contains=fold(text))
            | _of(text)
        )
    return with_belongings(found).order_by("name", "email")


@dataclass(frozen=True)
class Figures:
    """How many members there are, and of whom nothing was heard: each figure opens onto its list."""

    members: int
    silent: int
    stale: int
    hidden: int

    @property
    def lines(self) -> list[tuple[str, str, int]]:
        """The word of the address, the words of the page, the number."""
        return list(
            zip(VIEWS, VIEWS.values(), (self.members, self.silent, self.stale, self.hidden), strict=True)
        )


def figures() -> Figures:
    """In one query."""
    return Figures(
        **members().aggregate(
            members=Count("pk"),
            silent=Count("pk", filter=_silent()),
            stale=Count("pk", filter=_stale()),
            hidden=Count("pk", filter=~Q(profile__listed=True) | Q(profile=None)),
        )
    )


def listed_members(text: str = "") -> QuerySet[User]:
    """The members who chose to be found, by name; `text`: words of names, structures, presentations."""
    found = members().filter(profile__listed=True).select_related("profile")
    for word in fold(text).split():
        found = found.filter(Q(profile__words__contains=word) | _of(word))
    return with_belongings(found).order_by("name", "pk")
