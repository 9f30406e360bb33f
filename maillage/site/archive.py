"""Back up an instance into one file, and restore it into an empty data folder, whatever the database.

The archive is a tar.gz of `manifest.json` (version, date, migrations, rows of each table), `data.jsonl` (one
row a line, written by Django's serializer), `secret.key`, the uploads under `media/` and the frozen figures
under `diagnoses/`. A backup of SQLite can be restored on PostgreSQL, and the other way round.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import maillage
from maillage.observatory.models import diagnoses_folder

# Remade by migrations, or of no worth once restored elsewhere.
LEFT_OUT = {"contenttypes", "sessions", "usersessions", "django_tasks_db", "auth"}
BATCH = 500
Progress = Callable[[str, int, int], None]


class ArchiveError(Exception):
    """A backup that cannot be made or restored; the message is French and says what to do."""


class _ExactEncoder(DjangoJSONEncoder):
    """Instants keep their microseconds: the journal's fingerprints depend on them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def archived_models() -> list[type[models.Model]]:
    """The tables that a backup holds, those pointed at first."""
    chosen = [
        model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT and model._meta.managed
    ]
    return serializers.sort_dependencies([(None, chosen)])


def _silent(step: str, done: int, total: int) -> None:
    pass


def back_up(path: Path, progress: Progress = _silent) -> dict[str, int]:
    """Write the archive at `path` (readable by its owner alone) and return the rows of each table.

    The database is read in one transaction, so that the copy is that of one instant. The file appears whole
    or not at all. Raises `ArchiveError`.
    """
    if path.exists():
        raise ArchiveError(f"{path} existe déjà : choisir un autre nom, rien n’a été écrit.")
    if not path.resolve().parent.is_dir():
        raise ArchiveError(f"Le dossier {path.resolve().parent} n’existe pas.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=path.resolve().parent) as folder:
            data = Path(folder) / "data.jsonl"
            with data.open("w", encoding="utf-8") as stream:
                counts = _dump(stream, progress)
            manifest = {
                "format": 1,
                "maillage": maillage.__version__,
                "made_at": timezone.now().isoformat(),
                "migrations": _migrations(),
                "rows": counts,
            }
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
                _add_bytes(archive, "manifest.json", json.dumps(manifest, indent=1).encode())
                archive.add(data, "data.jsonl")
                key = Path(settings.DATA_DIR) / "secret.key"
                if key.exists():
                    archive.add(key, "secret.key")
                for name, kept in _folders().items():
                    if kept.is_dir():
                        archive.add(kept, name)
            draft.rename(path)
    except OSError as error:
        raise ArchiveError(f"La sauvegarde n’a pas pu être écrite : {error.strerror or error}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return counts


def _folders() -> dict[str, Path]:
    """The folders that a backup holds, by their name in the archive."""
    return {"media": Path(settings.MEDIA_ROOT), "diagnoses": diagnoses_folder()}


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app not in LEFT_OUT)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


def _dump(stream: IO[str], progress: Progress) -> dict[str, int]:
    counts: dict[str, int] = {}
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in archived_models():
            label = model._meta.label_lower
            total = model._default_manager.count()
            counts[label] = total
            rows = model._default_manager.order_by("pk").iterator(chunk_size=BATCH)
            written = 0
            while part := list(islice(rows, BATCH)):
                serializers.serialize("jsonl", part, stream=stream, cls=_ExactEncoder)
                written += len(part)
                progress(label, written, total)
    return counts


def restore(path: Path, progress: Progress = _silent) -> dict[str, int]:
    """Fill an empty data folder and database from the archive; return the rows of each table.

    Raises `ArchiveError` when the instance is not empty, or the archive damaged or of a later version; then
    nothing of it stays.
    """
    try:
        with tarfile.open(path, "r:gz") as archive, tempfile.TemporaryDirectory() as folder:
            _extract(archive, Path(folder))
            manifest = _manifest(Path(folder))
            return _restore_from(Path(folder), manifest, progress)
    except FileNotFoundError as error:
        raise ArchiveError(f"{path} n’existe pas.") from error
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveError(f"{path} n’est pas une sauvegarde lisible de Maillage : {error}") from error


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    for member in archive:
        name = PurePosixPath(member.name)
        known = name.parts[0] in _folders() or member.name in {"manifest.json", "data.jsonl", "secret.key"}
        if not known or ".." in name.parts or name.is_absolute() or not (member.isfile() or member.isdir()):
            raise ArchiveError(
                f"La sauvegarde contient un élément inattendu ({member.name}) : elle est refusée."
            )
        archive.extract(member, folder, filter="data")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (FileNotFoundError, ValueError) as error:
        raise ArchiveError(
            "Ce fichier n’est pas une sauvegarde de Maillage : il n’a pas de sommaire."
        ) from error
    return manifest


def _restore_from(folder: Path, manifest: dict[str, Any], progress: Progress) -> dict[str, int]:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    unknown = sorted(set(manifest["migrations"]) - set(_migrations()))
    if unknown:
        raise ArchiveError(
            f"Cette sauvegarde vient d’une version plus récente de Maillage ({manifest['maillage']}) : "
            "mettre le logiciel à jour avant de restaurer."
        )
    tables = archived_models()
    filled = [model for model in tables if model._meta.label_lower in _HELD and model._default_manager.exists()]
    if filled or any(kept.is_dir() and any(kept.iterdir()) for kept in _folders().values()):
        raise ArchiveError(
            "Cette installation contient déjà des données : une sauvegarde se restaure dans un dossier vide "
            "(MAILLAGE_DATA_DIR) et une base vide."
        )
    try:
        with transaction.atomic(), connection.constraint_checks_disabled():
            for model in reversed(tables):
                model._default_manager.all()._raw_delete(connection.alias)
            counts = _load(folder / "data.jsonl", manifest["rows"], progress)
            if counts != manifest["rows"]:
                raise ArchiveError("La sauvegarde est incomplète : des lignes annoncées n’y sont pas.")
            connection.check_constraints()
            _reset_sequences(tables)
    except (DatabaseError, DeserializationError, KeyError) as error:
        raise ArchiveError(f"Les données de la sauvegarde sont abîmées : {error}") from error
    for name, kept in _folders().items():
        if (folder / name).is_dir():
            shutil.copytree(folder / name, kept, dirs_exist_ok=True)
    if (folder / "secret.key").exists():
        target = Path(settings.DATA_DIR) / "secret.key"
        shutil.copyfile(folder / "secret.key", target)
        with contextlib.suppress(OSError):
            target.chmod(0o600)
    return counts


# An instance that holds one of these is in use.
_HELD = {"accounts.user", "actors.actor", "territory.territory", "accounts.journalentry"}


def _load(data: Path, expected: dict[str, int], progress: Progress) -> dict[str, int]:
    counts = dict.fromkeys(expected, 0)
    with data.open(encoding="utf-8") as stream:
        for label, part in _batches(serializers.deserialize("jsonl", stream)):
            model = apps.get_model(label)
            model._default_manager.bulk_create([row.object for row in part], batch_size=BATCH)
            for row in part:
                for field, values in (row.m2m_data or {}).items():
                    getattr(row.object, field).set(values)
            counts[label] = counts.get(label, 0) + len(part)
            progress(label, counts[label], expected.get(label, 0))
    return counts


def _batches(rows: Iterator[Any]) -> Iterator[tuple[str, list[Any]]]:
    label = ""
    part: list[Any] = []
    for row in rows:
        current = row.object._meta.label_lower
        if part and (current != label or len(part) == BATCH):
            yield label, part
            part = []
        label = current
        part.append(row)
    if part:
        yield label, part


def _reset_sequences(tables: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
