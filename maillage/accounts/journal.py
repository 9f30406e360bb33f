"""The audit journal: a chain of hashed entries, written once and verified by anyone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from maillage.accounts.models import JournalEntry, JournalHead

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model

    from maillage.accounts.models import User


def entry_hash(
    previous: str, number: int, at: datetime, verb: str, by: int | None, subject: str, data: dict[str, Any]
) -> str:
    """SHA-256 (hex) of an entry and of the one before it, over a canonical JSON form."""
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = json.dumps(
        [previous, number, stamp, verb, by, subject, data],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()


def record(verb: str, *, by: User | AnonymousUser | None, subject: Model | str, **data: Any) -> JournalEntry:
    """Add one entry, in the transaction of the change that it tells.

    `subject` is a saved object or a word; `data` must be plain JSON and hold no personal data beyond
    what the decision needs. Two queries, and the head of the chain stays locked until the commit.
    """
    name = subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"
    with transaction.atomic():
        JournalHead.objects.get_or_create(pk=1)
        head = JournalHead.objects.select_for_update().get(pk=1)
        at = timezone.now()
        number = head.length + 1
        by_id = by.pk if by is not None else None
        entry = JournalEntry.objects.create(
            number=number,
            at=at,
            verb=verb,
            by_id=by_id,
            subject=name,
            data=data,
            previous_hash=head.last_hash,
            hash=entry_hash(head.last_hash, number, at, verb, by_id, name, data),
        )
        head.last_hash, head.length = entry.hash, number
        head.save(update_fields=["last_hash", "length"])
    return entry


def broken_entries() -> Iterator[str]:
    """Yield a French sentence for each break of the chain: rewritten, removed or inserted entry."""
    previous, number = "", 0
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=1000):
        number += 1
        if entry.number != number:
            yield f"Il manque la ligne {number} du journal (la suivante porte le numéro {entry.number})."
            number = entry.number
        expected = entry_hash(
            entry.previous_hash, entry.number, entry.at, entry.verb, entry.by_id, entry.subject, entry.data
        )
        if entry.hash != expected or entry.previous_hash != previous:
            yield f"La ligne {entry.number} du journal ne correspond plus à son empreinte."
        previous = entry.hash
    head = JournalHead.objects.filter(pk=1).first()
    if head and (head.length, head.last_hash) != (number, previous):
        yield f"La fin du journal a été coupée : {head.length} lignes annoncées, {number} lues."
