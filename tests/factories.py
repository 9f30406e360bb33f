"""Make actors as rooms really make them: by saying facts."""

from __future__ import annotations

from typing import Any

from maillage.actors.actions import create_actors, new_establishment, say_all
from maillage.actors.models import Actor, Contribution, Source, SourceKind
from maillage.actors.projection import project
from maillage.territory.models import Commune


def make_contribution(kind: SourceKind = SourceKind.LIST, name: str = "Liste d’essai") -> Contribution:
    source = Source.objects.get_or_create(kind=kind, name=name, stated_on=None)[0]
    return Contribution.objects.create(source=source, kind=Contribution.Kind.IMPORT, label="Essai")


def make_actor(
    name: str,
    *,
    contribution: Contribution | None = None,
    commune: str | None = "94028",
    address: str = "",
    position: tuple[float, float] | None = None,
    invented: bool = False,
    **facts: Any,
) -> Actor:
    """An actor with the facts given, seated in a commune (INSEE code)."""
    contribution = contribution or make_contribution()
    (actor,) = create_actors(contribution, [name], invented=invented)
    if facts:
        say_all(contribution, [(actor, facts)])
    if commune:
        latitude, longitude = position or (None, None)
        new_establishment(
            contribution,
            actor,
            address=address,
            commune=Commune.objects.get(pk=commune),
            latitude=latitude,
            longitude=longitude,
        ).save()
    project([actor.pk])
    actor.refresh_from_db()
    return actor
