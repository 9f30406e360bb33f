"""Structures by the words of their name."""

from __future__ import annotations

from django.db.models import Q

from maillage.actors.models import Actor, ActorQuerySet
from maillage.actors.search import search_actors
from maillage.kernel.text import sort_key

PROPOSED = 10
ALIKE = 5


def structures_named(text: str) -> list[Actor]:
    """The structure that bears exactly this name or address, or else the ten that answer it best."""
    living = Actor.objects.living().select_related("commune")
    exact = list(living.filter(slug=text)[:1]) or list(living.filter(name__iexact=text)[:PROPOSED])
    if exact:
        return exact
    return _answering(text, living)[:PROPOSED]


def structures_like(text: str) -> list[Actor]:
    """The five structures of the directory that answer a name best, forgiving what is misspelt or missing."""
    return _answering(text, Actor.objects.public().select_related("commune"))[:ALIKE]


def _answering(text: str, among: ActorQuerySet) -> list[Actor]:
    found = search_actors(text, among)
    keys = [hit.pk for hit in (*found.hits, *found.near)][:PROPOSED]
    actors = among.in_bulk(keys)
    return [actors[key] for key in keys if key in actors]


def structures_called(name: str) -> list[Actor]:
    """The structures of the directory that bear exactly this name, or « name, commune » (one query)."""
    plain, _, town = name.rpartition(",")
    named = Q(sort_key__startswith=_folded(name))
    if plain:
        named |= Q(sort_key__startswith=_folded(plain), commune__name__iexact=town.strip())
    return list(Actor.objects.public().filter(named).select_related("commune")[:3])


def _folded(name: str) -> str:
    return sort_key(name).partition("\t")[0] + "\t"
