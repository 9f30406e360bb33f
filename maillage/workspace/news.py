"""What waits for the animator in this room, in a few words for her page."""

from __future__ import annotations

from maillage.workspace.queries.people import waiting_joins


def people_waiting() -> str:
    """How many people ask to come in; nothing when none does (one query)."""
    count = waiting_joins().count()
    return f"{count} à examiner" if count else ""
