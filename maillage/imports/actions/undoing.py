"""Undo an import whole: nothing of it stays, and what others said since is kept."""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.actions import close_withdrawn, touched_actors, withdraw_part
from maillage.actors.projection import project
from maillage.imports.actions.preparing import Progress, _silent, forget_file
from maillage.imports.actions.running import CHUNK, PAUSE, import_lock
from maillage.imports.actions.writing import put_back
from maillage.imports.models import BatchState, ImportBatch


def undo_batch(
    batch: ImportBatch, *, by: User | None = None, progress: Progress = _silent, wait: float = 0
) -> tuple[int, int]:
    """Cancel an import not begun, or take back all that one has done, at any point of it.

    Returns how many actors were deleted, and how many stay with what others said. May be killed and run
    again. Raises `Busy` when another import runs for more than `wait` seconds.
    """
    with import_lock(wait):
        batch.refresh_from_db()
        if batch.state == BatchState.UNDONE:
            return 0, 0
        forget_file(batch)
        batch.state = BatchState.UNDOING
        batch.save()
        deleted = kept = 0
        contribution = batch.contribution
        if contribution is not None:
            touched = touched_actors(contribution)
            progress(0, len(touched))
            for start in range(0, len(touched), CHUNK):
                part = touched[start : start + CHUNK]
                with transaction.atomic():
                    rows = list(batch.rows.filter(actor__in=part).exclude(replaced=[]))
                    gone, stay = withdraw_part(contribution, part, later=touched[start + CHUNK :])
                    project(put_back(rows))
                    for row in rows:
                        row.replaced = []
                    batch.rows.model.objects.bulk_update(rows, ["replaced"])
                deleted, kept = deleted + gone, kept + stay
                progress(min(start + CHUNK, len(touched)), len(touched))
                time.sleep(PAUSE)
        with transaction.atomic():
            if contribution is not None:
                close_withdrawn(contribution, by=by)
            batch.pairs.all().delete()
            batch.rows.all().delete()
            batch.state, batch.ended_at = BatchState.UNDONE, timezone.now()
            batch.absent, batch.unknown_themes = [], {}
            batch.save()
            journal.record("import.undo", by=by, subject=batch, deleted=deleted, kept=kept)
        return deleted, kept
