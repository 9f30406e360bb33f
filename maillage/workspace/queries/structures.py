"""Structures by the words of their name."""

from __future__ import annotations

from django.db.models import Q

from maillage.actors.models import Actor
from maillage.actors.search import search_actors
from maillage.kernel.text import sort_key

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


def structures_called(name: str) -> list[Actor]:
    """The structures of the directory that bear exactly this name, or « name, commune » (one query)."""
    plain, _, town = name.rpartition(",")
    named = Q(sort_key__startswith=_folded(name))
    if plain:
        named |= Q(sort_key__startswith=_folded(plain), commune__name__iexact=town.strip())
    return list(Actor.objects.public().filter(named)[:3])


def _folded(name: str) -> str:
    return sort_key(name).partition("\t")[0] + "\t"
