"""A backup restores whole into an empty data folder, and into nothing else."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry
from maillage.actors.models import Actor
from maillage.site.archive import ArchiveError, archived_models, back_up, restore
from maillage.territory.models import Territory
from tests.factories import make_actor

MAILLAGE = [sys.executable, "-m", "maillage.site.cli"]


def run(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MAILLAGE_DATA_DIR": str(data)}
    environment.pop("DATABASE_URL", None)
    environment.pop("PYTEST_CURRENT_TEST", None)
    return subprocess.run([*MAILLAGE, *arguments], env=environment, capture_output=True, text=True)


def table_rows(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours in an SQLite data folder."""
    with sqlite3.connect(data / "maillage.sqlite3") as database:
        tables = {model._meta.db_table: "*" for model in archived_models()}
        for model in archived_models():
            for field in model._meta.local_many_to_many:
                if not field.m2m_db_table().startswith("accounts_"):
                    tables[field.m2m_db_table()] = f"{field.m2m_column_name()}, {field.m2m_reverse_name()}"
        return {
            name: sorted(map(repr, database.execute(f"SELECT {columns} FROM {name}")))
            for name, columns in tables.items()
        }


@pytest.mark.own_folder
def test_a_backup_restores_into_an_empty_folder_and_compares(tmp_path):
    first, second = tmp_path / "one", tmp_path / "two"
    assert run("territory", "add", "Plaine Centrale", "94002", "94028", "94044", data=first).returncode == 0
    assert run("person", "animator", "amina@example.org", "--name", "Amina", data=first).returncode == 0
    (first / "media" / "actors").mkdir(parents=True)
    (first / "media" / "actors" / "logo.png").write_bytes(b"image")
    (first / "diagnoses" / "plaine-centrale").mkdir(parents=True)
    (first / "diagnoses" / "plaine-centrale" / "figures.json").write_text("{}")
    saved = run("backup", str(tmp_path / "copy.tar.gz"), data=first)
    assert saved.returncode == 0, saved.stderr
    assert (tmp_path / "copy.tar.gz").stat().st_mode & 0o077 == 0
    restored = run("restore", str(tmp_path / "copy.tar.gz"), data=second)
    assert restored.returncode == 0, restored.stderr
    assert table_rows(first) == table_rows(second)
    assert (second / "media" / "actors" / "logo.png").read_bytes() == b"image"
    assert (second / "diagnoses" / "plaine-centrale" / "figures.json").read_text() == "{}"
    assert (second / "secret.key").read_text() == (first / "secret.key").read_text()

    again = run("restore", str(tmp_path / "copy.tar.gz"), data=second)
    assert again.returncode != 0
    assert "contient déjà des données" in again.stderr
    assert table_rows(first) == table_rows(second)


@pytest.mark.django_db
def test_the_journal_and_the_actors_survive_on_this_database(tmp_path, amina, plaine_centrale, settings):
    settings.MEDIA_ROOT = tmp_path / "media"  # others give files to the one of the session
    actor = make_actor("Les Jardins partagés", themes=["environnement"], phone="01 99 00 00 01")
    journal.record("essai", by=amina, subject=actor)
    path = tmp_path / "copy.tar.gz"
    counts = back_up(path)
    hashes = list(JournalEntry.objects.values_list("hash", flat=True))
    Territory.communes.through.objects.all().delete()
    for model in reversed(archived_models()):
        model._default_manager.all()._raw_delete(connection.alias)
    connection.check_constraints()
    assert restore(path) == counts
    assert list(JournalEntry.objects.values_list("hash", flat=True)) == hashes
    assert list(journal.broken_entries()) == []
    assert Actor.objects.get().phone == "01 99 00 00 01"
    make_actor("Une autre, après la restauration")


@pytest.mark.django_db
def test_a_damaged_or_foreign_archive_is_refused(tmp_path):
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(b"not an archive")
    with pytest.raises(ArchiveError, match="pas une sauvegarde lisible"):
        restore(damaged)
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(hostile, "w:gz") as archive:
        archive.add(__file__, "../outside")
    with pytest.raises(ArchiveError, match="inattendu"):
        restore(hostile)
    with pytest.raises(ArchiveError, match="n’existe pas"):
        restore(tmp_path / "nowhere.tar.gz")


@pytest.mark.django_db
def test_a_backup_never_overwrites(tmp_path):
    path = tmp_path / "copy.tar.gz"
    path.write_text("precious")
    with pytest.raises(ArchiveError, match="existe déjà"):
        back_up(path)
    assert path.read_text() == "precious"
