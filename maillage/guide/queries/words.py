"""The words of a search, read by the actors' own search among those that everybody may see."""

from __future__ import annotations

from maillage.actors.models import Actor
from maillage.actors.search import SearchResult, search_actors


def words_of(text: str) -> SearchResult | None:
    """Who answers some words, best first, and how they were read; None when no words were given."""
    return search_actors(text, Actor.objects.public()) if text else None
