"""Who may change a page: the animator, and the people of the structure while they belong to it."""

from __future__ import annotations

from typing import Any

from maillage.accounts.permissions import is_animator
from maillage.actors.models import Actor
from maillage.actors.permissions import keeps


def can_edit(user: Any, actor: Actor) -> bool:
    """Whether the person may change the page directly."""
    return is_animator(user) or keeps(user, actor)
