"""Rows found by their words: the indexes that the database keeps of them, and what stands around a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from maillage.actors.domain.words import spans, stems
from maillage.actors.search import Part, highlight
from maillage.actors.search.index import All, Index, among

_COLUMNS, _WEIGHTS = ("words_name", "words_text"), (8.0, 1.0)
EVENTS = Index("workspace_events", "workspace_event", _COLUMNS, _WEIGHTS)
MINUTES = Index("workspace_minutes_words", "workspace_minutes", _COLUMNS, _WEIGHTS)
ARTICLES = Index("workspace_articles", "workspace_article", _COLUMNS, _WEIGHTS)
DISCUSSIONS = Index("workspace_discussions", "workspace_discussion", _COLUMNS, _WEIGHTS)
MESSAGES = Index("workspace_messages", "workspace_message", _COLUMNS, _WEIGHTS)
DOCUMENTS = Index("workspace_documents", "workspace_document", _COLUMNS, _WEIGHTS)
INDEXES = (EVENTS, MINUTES, ARTICLES, DISCUSSIONS, MESSAGES, DOCUMENTS)

Row = TypeVar("Row", bound=Model)

FOUND = 200
"""How many rows of a kind a search gives at most."""
# How much is shown on each side of a word found, in characters.
AROUND = 120


def asked_words(text: str) -> tuple[str, ...]:
    """The stems that are looked for, each once."""
    return tuple(word for word in dict.fromkeys(stems(text)) if word)


def holding(index: Index, rows: QuerySet[Any], text: str, *, limit: int = FOUND) -> list[int]:
    """Primary keys of those of `rows` that hold every word, those that are named so first (one query)."""
    words = asked_words(text)
    return index.matching(rows, All(words), limit=limit) if words else []


def in_order(rows: QuerySet[Row], pks: Sequence[int]) -> list[Row]:
    """Those rows in that order (one query)."""
    found = {one.pk: one for one in among(rows, "pk", pks)} if pks else {}
    return [found[pk] for pk in pks if pk in found]


def excerpt(text: str, searched: str) -> list[Part]:
    """What stands around the first word found in a text, its words marked; nothing when it holds none."""
    wanted = set(stems(searched))
    start = next((start for start, _, _, found in spans(text) if found in wanted), None)
    if start is None:
        return []
    first, last = max(0, start - AROUND), start + 2 * AROUND
    if first:  # at the beginning of a word
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        last = max(text.rfind(" ", start, last), start) if " " in text[start:last] else last
    shown = highlight(text[first:last], searched)
    before, after = [Part("… ", False)] if first else [], [Part(" …", False)] if last < len(text) else []
    return [*before, *shown, *after]
