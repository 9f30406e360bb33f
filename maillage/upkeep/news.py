"""What waits for the animator in this room, in a few words for her page."""

from __future__ import annotations

from maillage.upkeep.queries import contacts_to_inform, waiting_requests, waiting_suggestions


def waiting() -> str:
    """How many requests and suggestions are to be examined; nothing when none is (two queries)."""
    count = waiting_requests().count() + waiting_suggestions().count()
    return f"{count} à examiner" if count else ""


def to_inform() -> str:
    """How many named people are to be told; nothing when all were (one query)."""
    count = contacts_to_inform().count()
    return f"{count} à informer" if count else ""
