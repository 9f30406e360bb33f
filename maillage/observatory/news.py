"""What waits for the animator in this room, in a few words for her page."""

from __future__ import annotations

from maillage.observatory.models import LinkPair


def links() -> str:
    """How many pairs are to be decided; nothing when none is (one query)."""
    count = LinkPair.objects.waiting().count()
    return f"{count} à décider" if count else ""
