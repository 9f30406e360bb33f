"""What a list of people would do: whom it invites, whom it leaves out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from maillage.actors.models import Actor, Membership
from maillage.kernel.text import sort_key
from maillage.workspace.domain.people_list import ListedPerson
from maillage.workspace.models import Invitation
from maillage.workspace.permissions import members

AT_ONCE = 100


@dataclass(frozen=True)
class Line:
    """One line of a list, with the structure that it names, and `why` it is left out (French) or nothing."""

    person: ListedPerson
    actor: Actor | None
    why: str


def judged(people: Sequence[ListedPerson]) -> list[Line]:
    """What each line would do; a few queries a hundred lines."""
    named = _structures({one.structure for one in people if one.structure})
    addresses = {one.email for one in people}
    here = set(members().filter(email__in=addresses).values_list("email", flat=True))
    held = set(
        Membership.objects.current().filter(user__email__in=addresses).values_list("user__email", "actor")
    )
    waiting = set(
        Invitation.objects.filter(email__in=addresses, state=Invitation.State.WAITING).values_list(
            "email", "actor"
        )
    )
    lines = []
    for one in people:
        found = named.get(_key(one.structure), []) if one.structure else []
        actor = found[0] if len(found) == 1 else None
        why = one.wrong
        if not why and one.structure and not found:
            why = f"Aucune structure de l’annuaire ne s’appelle « {one.structure} »."
        elif not why and len(found) > 1:
            why = f"Plusieurs structures s’appellent « {one.structure} » : invitez cette personne à part."
        elif not why and not one.structure and not one.role:
            why = "Ni structure ni rôle : rien ne dit comment cette personne entrerait."
        elif not why and (one.email, actor.pk if actor else None) in waiting:
            why = "Cette personne est déjà invitée."
        elif not why and not one.role and actor and (one.email, actor.pk) in held:
            why = "Cette personne en fait déjà partie."
        elif not why and not actor and one.email in here:
            why = "Cette personne est déjà membre : donnez-lui ce rôle sur sa page."
        lines.append(Line(one, actor, why))
    return lines


def _key(name: str) -> str:
    return sort_key(name).partition("\t")[0]


def _structures(names: Iterable[str]) -> dict[str, list[Actor]]:
    """The structures that bear these names, accents and capitals left aside."""
    found: dict[str, list[Actor]] = {}
    keys = sorted({_key(name) for name in names})
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        same = reduce(or_, (Q(sort_key__startswith=f"{key}\t") for key in some))
        for actor in Actor.objects.living().filter(same):
            found.setdefault(_key(actor.name), []).append(actor)
    return found
