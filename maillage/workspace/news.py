"""What waits for the animator in this room, in a few words for her page."""

from __future__ import annotations

from django.utils import timezone

from maillage.workspace.models import Article, ColumnText, Event
from maillage.workspace.queries.people import waiting_joins


def people_waiting() -> str:
    """How many people ask to come in; nothing when none does (one query)."""
    count = waiting_joins().count()
    return f"{count} à examiner" if count else ""


def proposals_waiting() -> str:
    """How many events members proposed to the whole Pôle; nothing when none (one query)."""
    count = Event.objects.filter(state=Event.State.DRAFT, is_proposal=True, group=None).count()
    return f"{count} proposition{'s' if count > 1 else ''} à relire" if count else ""


def articles_waiting() -> str:
    """How many articles wait to be approved, how many texts are late; nothing when none (two queries)."""
    count = Article.objects.filter(state=Article.State.TO_APPROVE).count()
    texts = ColumnText.objects.exclude(state=ColumnText.State.GIVEN).filter(due_on__lt=timezone.localdate())
    late = texts.count()
    words = []
    if count:
        words.append(f"{count} à relire")
    if late:
        words.append(f"{late} en retard")
    return ", ".join(words)
