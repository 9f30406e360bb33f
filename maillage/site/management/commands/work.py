"""`maillage work`: the background worker alone; it takes up what a killed one left unfinished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from filelock import FileLock, Timeout


def requeue_unfinished() -> int:
    """Put back the tasks that a killed worker left as running; return how many.

    One instance runs one worker (a lock sees to it), so that what is marked as running when it starts was
    abandoned. Tasks are written to be run again: they claim each item before acting on it.
    """
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None, run_after=timezone.now()
    )


class Command(BaseCommand):
    help = "Fait tourner le travail de fond seul (courriels, imports, guides)."

    def handle(self, *args: Any, **options: Any) -> None:
        lock = FileLock(Path(settings.DATA_DIR) / "worker.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise CommandError("Un travail de fond tourne déjà sur ce dossier de données.") from error
        resumed = requeue_unfinished()
        if resumed:
            self.stderr.write(f"{resumed} tâche(s) interrompue(s) reprise(s).")
        try:
            call_command("db_worker", interval=1, startup_delay=False, verbosity=0)
        finally:
            lock.release()
