"""The words in use, kept in one table that every process reads again only as far as it has grown."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection, transaction

from maillage.actors.domain.spelling import Spelling
from maillage.actors.models import Word

# Any fixed number: the advisory lock under which PostgreSQL takes in new words one transaction at a time, so
# that their numbers grow in the order in which they become visible. SQLite writes one at a time anyway.
LOCK = 7_302_005


@transaction.atomic
def learn(forms: Collection[str]) -> int:
    """Add words to the vocabulary, with the transaction that uses them; returns how many were new."""
    new = set(forms)
    ordered = sorted(new)
    for start in range(0, len(ordered), 500):
        part = ordered[start : start + 500]
        new.difference_update(Word.objects.filter(form__in=part).values_list("form", flat=True))
    if not new:
        return 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    batch = uuid.uuid4()
    Word.objects.bulk_create(
        (Word(form=form, batch=batch) for form in sorted(new)), ignore_conflicts=True, batch_size=1000
    )
    return len(new)


@dataclass
class _Known:
    spelling: Spelling = field(default_factory=Spelling)
    last: int = 0
    batch: uuid.UUID | None = None


# One per database: a process may be given another one (tests, restored backup).
_known: dict[str, _Known] = {}
_guard = threading.Lock()


def spelling() -> Spelling:
    """The vocabulary as the database has it now: one short query, and more only for words not read yet.

    Words are only ever added, so that reading those after the last one read is enough. That last one is read
    again each time: if it is no longer the same (a transaction rolled back, a vocabulary remade) all are.
    """
    name = str(connection.settings_dict["NAME"])
    with _guard:
        known = _known.get(name) or _Known()
        rows = list(Word.objects.filter(pk__gte=known.last).order_by("pk").values_list("pk", "form", "batch"))
        if known.last and (not rows or (rows[0][0], rows[0][2]) != (known.last, known.batch)):
            known = _Known()
            rows = list(Word.objects.order_by("pk").values_list("pk", "form", "batch"))
        if rows:
            known.spelling.add(form for _, form, _ in rows)
            known.last, _, known.batch = rows[-1]
        _known[name] = known
        return known.spelling


def forget() -> None:
    """Drop what this process holds; the next search reads the vocabulary again."""
    with _guard:
        _known.clear()
