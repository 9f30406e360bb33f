"""What imports do in the background: preview, run, undo. Each may be run again after a kill."""

from __future__ import annotations

from django_tasks import task

from maillage.accounts.models import User
from maillage.imports.actions.preparing import ImportRefused, plan_batch, reopen_list
from maillage.imports.actions.running import Busy, mark_failed, run_batch
from maillage.imports.actions.undoing import undo_batch
from maillage.imports.models import BatchState, ImportBatch
from maillage.imports.queries import NoTerritory
from maillage.tables import TableError

WAIT = 600  # seconds that one import waits for another


def _person(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id).first()


@task()
def preview(batch_id: int) -> None:
    """Say row by row what an import would do."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != BatchState.PLANNING:
        return
    try:
        plan_batch(batch, reopen_list(batch).raw_rows())
    except (ImportRefused, NoTerritory, TableError) as error:
        ImportBatch.objects.filter(pk=batch_id).update(state=BatchState.DRAFT, error=str(error)[:2000])
    except Exception:
        unforeseen = "Une erreur imprévue l’a interrompu. Demandez-le de nouveau."
        ImportBatch.objects.filter(pk=batch_id).update(state=BatchState.DRAFT, error=unforeseen)
        raise


@task()
def run(batch_id: int, user_id: int) -> None:
    """Run an import, or take up the one that was stopped."""
    batch = ImportBatch.objects.get(pk=batch_id)
    try:
        run_batch(batch, by=_person(user_id), wait=WAIT)
    except Busy as error:
        # Left as running, it could never be asked for again.
        again = BatchState.PAUSED if batch.contribution_id else BatchState.PREVIEWED
        ImportBatch.objects.filter(pk=batch_id).update(state=again, error=str(error))
    except Exception:
        mark_failed(batch, "L’import s’est interrompu sur une erreur imprévue. Reprenez-le ou annulez-le.")
        raise


@task()
def undo(batch_id: int, user_id: int) -> None:
    """Take back all that an import did."""
    batch = ImportBatch.objects.get(pk=batch_id)
    try:
        undo_batch(batch, by=_person(user_id), wait=WAIT)
    except Busy as error:
        ImportBatch.objects.filter(pk=batch_id).update(error=str(error))
    except Exception:
        mark_failed(batch, "L’annulation s’est interrompue sur une erreur imprévue. Demandez-la de nouveau.")
        raise
