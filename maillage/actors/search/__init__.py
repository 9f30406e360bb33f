"""The search of the directory: forgiving, alike on SQLite and PostgreSQL, true under several processes."""

from maillage.actors.search.query import Correction, Hit, SearchResult, search_actors

__all__ = ["Correction", "Hit", "SearchResult", "search_actors"]
