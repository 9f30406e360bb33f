"""Run a planned import by chunks: each in one transaction, stopped and taken up again at will."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from filelock import FileLock, Timeout

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.actions import open_contribution
from maillage.actors.models import Contact, Contribution
from maillage.actors.projection import project
from maillage.imports.actions.preparing import Progress, _silent, forget_file, plan_again
from maillage.imports.actions.writing import create_from_rows, say_from_rows
from maillage.imports.domain.report import Report, RowVerdict
from maillage.imports.models import BatchState, DoubtfulPair, ImportBatch, ImportRow
from maillage.imports.queries import report_on, stored_rows, survivors

CHUNK = 300
PAUSE = 0.02
"""Seconds left between two chunks to those who write in the meantime."""
_STORED = ["actor", "applied", "replaced"]


class Busy(Exception):
    """Another import is running; the message is French."""

    def __init__(self) -> None:
        super().__init__(
            "Un autre import est en cours. Celui-ci est prêt et n’a rien écrit : relancez-le dans quelques "
            "minutes, quand l’autre sera terminé."
        )


@contextmanager
def import_lock(wait: float = 0) -> Iterator[None]:
    """Hold the one right to import, let go even by a killed process. Raises `Busy` after `wait` seconds."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "imports.lock", timeout=wait):
            yield
    except Timeout:
        raise Busy from None


def run_batch(
    batch: ImportBatch, *, by: User | None = None, progress: Progress = _silent, wait: float = 0
) -> Report | None:
    """Run a previewed import, or take up one that was stopped or killed; the report, or None when stopped.

    Raises `Busy` when another import runs for more than `wait` seconds.
    """
    with import_lock(wait):
        batch.refresh_from_db()
        if batch.state not in (BatchState.PREVIEWED, BatchState.RUNNING, BatchState.PAUSED):
            return None
        contribution = _start(batch, by)
        if _stale(batch):
            plan_again(batch)
        _pass_over(batch)
        progress(batch.position, batch.row_count)
        while True:
            with transaction.atomic():
                rows = list(batch.rows.filter(applied=False).order_by("position")[:CHUNK])
                if rows:
                    _apply(contribution, rows)
                    batch.position += len(rows)
                    batch.save(update_fields=["position"])
            if not rows:
                break
            progress(batch.position, batch.row_count)
            batch.refresh_from_db(fields=["stop_requested"])
            if batch.stop_requested:
                batch.state, batch.stop_requested = BatchState.PAUSED, False
                batch.save(update_fields=["state", "stop_requested"])
                return None
            time.sleep(PAUSE)
        return _finish(batch, contribution, by)


@transaction.atomic
def _start(batch: ImportBatch, by: User | None) -> Contribution:
    if batch.contribution is None:
        assert batch.source is not None
        batch.contribution = open_contribution(
            Contribution.Kind.IMPORT, batch.source, f"Import : {batch.name}", author=by or batch.author
        )
        batch.started_at = timezone.now()
        forget_file(batch)
    batch.state, batch.stop_requested, batch.error = BatchState.RUNNING, False, ""
    batch.save()
    return batch.contribution


def _stale(batch: ImportBatch) -> bool:
    """Whether somebody else changed actors since the preview was made."""
    since = Q(created_at__gt=batch.planned_at) | Q(withdrawn_at__gt=batch.planned_at)
    return Contribution.objects.filter(since).exclude(import_batch=batch).exists()


@transaction.atomic
def _pass_over(batch: ImportBatch) -> None:
    """Count as done, all at once, the rows of which nothing is written: thousands of them in a bad list."""
    idle = (RowVerdict.REFUSED, RowVerdict.OUTSIDE, RowVerdict.UNCHANGED)
    batch.position += batch.rows.filter(applied=False, lead=None, verdict__in=idle).update(applied=True)
    batch.save(update_fields=["position"])


def _apply(contribution: Contribution, rows: list[ImportRow]) -> None:
    """Write one chunk; in its transaction."""
    leads = [row for row in rows if row.lead is None]
    created = [row for row in leads if row.verdict == RowVerdict.CREATE]
    create_from_rows(contribution, created)
    said = [row for row in leads if row.verdict in (RowVerdict.CHANGE, RowVerdict.MERGE)]
    say_from_rows(contribution, said)
    actors = {row.position: row.actor_id for row in leads}
    elsewhere = {row.lead for row in rows if row.lead is not None} - actors.keys()
    actors |= dict(
        ImportRow.objects.filter(batch=rows[0].batch_id, position__in=elsewhere).values_list(
            "position", "actor_id"
        )
    )
    for row in rows:
        if row.lead is not None and row.verdict != RowVerdict.REVIEW:
            row.actor_id = actors.get(row.lead)
        row.applied = True
    ImportRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=_STORED, batch_size=200
    )
    _ask(rows)
    project([row.actor_id for row in (*created, *said) if row.actor_id is not None])


def _ask(rows: list[ImportRow]) -> None:
    """Open the pairs of the rows that a person must decide."""
    DoubtfulPair.objects.bulk_create(
        DoubtfulPair(
            row=row,
            second_id=row.rivals[0]["actor"],
            batch_id=row.batch_id,
            score=row.rivals[0]["score"],
            evidence=row.rivals[0]["evidence"],
        )
        for row in rows
        if row.verdict == RowVerdict.REVIEW and row.lead is None and row.rivals
    )


@transaction.atomic
def _finish(batch: ImportBatch, contribution: Contribution, by: User | None) -> Report:
    """List the possible duplicates, forget the cells that serve no more, and close the account."""
    _pair_twins(batch)
    people = (
        Contact.objects.filter(contribution=contribution, consent=Contact.Consent.UNKNOWN)
        .exclude(email="")
        .count()
    )
    duplicates = batch.pairs.filter(row=None).count()
    report = report_on(batch, stored_rows(batch).iterator(), possible_duplicates=duplicates, people=people)
    batch.rows.exclude(verdict__in=[RowVerdict.REVIEW, RowVerdict.REFUSED]).update(
        cells=[], content={}, delta={}, rivals=[], twins=[]
    )
    batch.state, batch.ended_at, batch.report = BatchState.DONE, timezone.now(), report.as_json()
    batch.save(update_fields=["state", "ended_at", "report"])
    if batch.profile:
        batch.profile.used_at = timezone.now()
        batch.profile.save(update_fields=["used_at"])
    counts: dict[str, Any] = {
        name: value for name, value in batch.report.items() if isinstance(value, int) and name != "batch"
    }
    journal.record("import.run", by=by or batch.author, subject=batch, refused=len(report.refused), **counts)
    return report


def _pair_twins(batch: ImportBatch) -> None:
    """Note the structures of the list that look alike as pairs to decide, unless they were decided before."""
    moved = survivors()
    made = dict(batch.rows.filter(lead=None).exclude(actor=None).values_list("position", "actor_id"))
    pairs = []
    for row in (
        batch.rows.exclude(twins=[]).exclude(actor=None).only("batch_id", "position", "twins", "actor_id")
    ):
        for twin in row.twins:
            other = twin["actor"] if twin["actor"] is not None else made.get(twin["row"])
            if other is None or row.actor_id is None:
                continue
            first, second = sorted((row.actor_id, moved.get(other, other)))
            if first != second:
                pairs.append(
                    DoubtfulPair(
                        first_id=first,
                        second_id=second,
                        batch=batch,
                        score=twin["score"],
                        evidence=twin["evidence"],
                    )
                )
    DoubtfulPair.objects.bulk_create(pairs, batch_size=500, ignore_conflicts=True)


@transaction.atomic
def request_stop(batch: ImportBatch) -> None:
    """Ask a running import to stop after the chunk at hand."""
    ImportBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING).update(stop_requested=True)


def mark_failed(batch: ImportBatch, message: str) -> None:
    """Note that an import met an unforeseen fault; what it did stays, and can be undone or taken up."""
    began = batch.contribution_id is not None
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=BatchState.PAUSED if began else BatchState.FAILED, error=message[:2000]
    )
