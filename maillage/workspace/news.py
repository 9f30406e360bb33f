"""What waits for the animator in this room, in a few words for her page."""

from __future__ import annotations

from maillage.workspace.models import Event
from maillage.workspace.queries.people import waiting_joins


def people_waiting() -> str:
    """How many people ask to come in; nothing when none does (one query)."""
    count = waiting_joins().count()
    return f"{count} à examiner" if count else ""


def proposals_waiting() -> str:
    """How many events members proposed to the whole Pôle; nothing when none (one query)."""
    count = Event.objects.filter(state=Event.State.DRAFT, is_proposal=True, group=None).count()
    return f"{count} proposition{'s' if count > 1 else ''} à relire" if count else ""
