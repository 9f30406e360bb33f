"""The search of the directory: forgiving, alike on SQLite and PostgreSQL, true under several processes."""

from maillage.actors.search.highlight import Part, highlight
from maillage.actors.search.missed import (
    MISSED_KEPT_FOR,
    MissedTerm,
    missed_searches,
    note_missed_search,
    purge_missed_searches,
)
from maillage.actors.search.query import Correction, Hit, SearchResult, search_actors

__all__ = [
    "MISSED_KEPT_FOR",
    "Correction",
    "Hit",
    "MissedTerm",
    "Part",
    "SearchResult",
    "highlight",
    "missed_searches",
    "note_missed_search",
    "purge_missed_searches",
    "search_actors",
]
