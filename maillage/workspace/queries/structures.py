"""Structures by the words of their name."""

from __future__ import annotations

from maillage.actors.models import Actor
from maillage.actors.search import search_actors

PROPOSED = 10


def structures_named(text: str) -> list[Actor]:
    """The structure that bears exactly this name or address, or else the ten that answer it best."""
    living = Actor.objects.living().select_related("commune")
    exact = list(living.filter(slug=text)[:1]) or list(living.filter(name__iexact=text)[:PROPOSED])
    if exact:
        return exact
    found = search_actors(text, Actor.objects.living())
    keys = [hit.pk for hit in (*found.hits, *found.near)][:PROPOSED]
    actors = living.in_bulk(keys)
    return [actors[key] for key in keys if key in actors]
