"""Bring a data folder, new or old, to the state that this version expects."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from maillage.territory.actions import load_geography
from maillage.territory.models import Commune


def _say(text: str) -> None:
    print(f"→ {text}", file=sys.stderr, flush=True)


def prepare_data_folder(*, static: bool = False) -> None:
    """Create or upgrade the tables, load the list of communes, gather the static files if asked.

    Does nothing, quickly, when all is up to date; two processes starting at once wait for each other.
    """
    data_dir: Path = settings.DATA_DIR
    data_dir.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with FileLock(data_dir / "prepare.lock") if pending or static else nullcontext():
        if pending:
            _say("préparation de la base de données")
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        if not Commune.objects.exists():
            _say("chargement des communes de France")
            load_geography()
        if static:
            _gather_static_files()


# Of the npm parts, what no page asks for: sources, maps, other alphabets of the font.
NOT_SERVED = [
    "*-src*",
    "*.esm*",
    "*-ext-*",
    "*.woff",
    "*-vietnamese-*",
    "ext",
    "*.amd.js",
    "*.txt",
    "htmx.js",
    "*.gz",
    "*.cjs.js",
    "*.ts",
    "*.md",
    "dom.js",
    "package.json",
]


def _gather_static_files() -> None:
    """Run `collectstatic` (which compresses every file) only when a file has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    state = repr(
        sorted(
            (name, Path(storage.path(name)).stat().st_mtime_ns)
            for finder in get_finders()
            for name, storage in finder.list(NOT_SERVED)
        )
    )
    if stamp.exists() and stamp.read_text() == state:
        return
    _say("préparation des fichiers du site")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=NOT_SERVED)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)
