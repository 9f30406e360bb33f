"""What each room keeps of one person, gathered for that person (GDPR, articles 15 and 20).

    portability.declare("Mes groupes", groups_kept_of)

in the `ready` of a room's AppConfig: the function gives rows of plain values with French names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from allauth.usersessions.models import UserSession

from maillage.accounts.models import User

Row = dict[str, Any]
Kept = Callable[[User], Iterable[Row]]

_kept: dict[str, Kept] = {}


def declare(title: str, kept: Kept) -> None:
    """Add what a room keeps (French title); a title declared again replaces the former."""
    _kept[title] = kept


def all_kept(user: User) -> dict[str, list[Row]]:
    """Everything that is kept of a person, by title, in the order of declaration."""
    return {title: list(kept(user)) for title, kept in _kept.items()}


def account_kept(user: User) -> Iterable[Row]:
    """The account itself."""
    yield {
        "adresse": user.email,
        "nom": user.name,
        "ouvert le": user.created_at,
        "dernière connexion": user.last_login,
    }


def roles_kept(user: User) -> Iterable[Row]:
    """The roles held, past ones included."""
    for grant in user.role_grants.order_by("granted_on", "pk"):
        yield {"rôle": grant.get_role_display(), "depuis": grant.granted_on, "jusqu’au": grant.ended_on}


def devices_kept(user: User) -> Iterable[Row]:
    """Where the account is open."""
    for session in UserSession.objects.filter(user=user).order_by("created_at"):
        yield {"adresse IP": session.ip, "navigateur": session.user_agent, "ouvert le": session.created_at}
