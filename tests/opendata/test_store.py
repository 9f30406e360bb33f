"""A load is whole or not there at all; the manifest says what was read."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from maillage.opendata.cli import main
from maillage.opendata.columns import TABLES
from maillage.opendata.store import Manifest, Refusal, SourceFile, Store, StoreError


def _manifest(vintage: date, rows: int) -> Manifest:
    return Manifest(
        table="esus",
        vintage=vintage,
        files=(SourceFile("esus.csv", 12, "ab"),),
        rows_read=rows,
        rows_kept=rows - 1,
        refused={"SIREN illisible": 1},
        samples=(Refusal("esus.csv", 3, "numero_siren", "12", "SIREN illisible"),),
    )


def _load(store: Store, vintage: date, content: bytes, rows: int = 3) -> None:
    with store.writing("esus", vintage) as scratch:
        (scratch / "data.parquet").write_bytes(content)
        store.keep(scratch, _manifest(vintage, rows))


def test_a_load_is_found_again_with_its_manifest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _load(store, date(2025, 1, 1), b"old")
    _load(store, date(2026, 1, 1), b"new")
    assert store.require("esus").path.read_bytes() == b"new"
    assert store.require("esus", on=date(2025, 6, 1)).path.read_bytes() == b"old"
    manifest = store.require("esus").manifest
    assert manifest.rows_refused == manifest.rows_read - manifest.rows_kept == 1
    assert manifest.samples[0].line == 3
    assert manifest.loaded_at


def test_a_failed_load_leaves_the_former_one(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _load(store, date(2026, 1, 1), b"good")

    with pytest.raises(RuntimeError), store.writing("esus", date(2026, 1, 1)) as scratch:
        (scratch / "data.parquet").write_bytes(b"half")
        raise RuntimeError
    assert store.require("esus").path.read_bytes() == b"good"
    assert [path.name for path in (tmp_path / "esus").iterdir()] == ["2026-01-01"]


def test_what_a_killed_load_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _load(store, date(2026, 1, 1), b"good")
    folder = tmp_path / "esus"
    (folder / ".2026-02-01-abcd").mkdir()
    (folder / ".2026-02-01-abcd" / "data.parquet").write_bytes(b"half")
    _load(store, date(2026, 3, 1), b"new")
    assert sorted(path.name for path in folder.iterdir()) == ["2026-01-01", "2026-03-01"]


def test_a_vintage_put_aside_by_a_killed_load_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _load(store, date(2026, 1, 1), b"good")
    folder = tmp_path / "esus"
    (folder / "2026-01-01").rename(folder / ".2026-01-01-abcd-old")
    _load(store, date(2026, 3, 1), b"new")
    assert [one.path.read_bytes() for one in store.datasets("esus")] == [b"good", b"new"]
    assert sorted(path.name for path in folder.iterdir()) == ["2026-01-01", "2026-03-01"]


def test_two_loads_of_a_table_do_not_run_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writing("esus", date(2026, 1, 1)) as scratch:
        with pytest.raises(StoreError, match="en cours"):
            _load(store, date(2026, 2, 1), b"other")
        assert scratch.is_dir()
    _load(store, date(2026, 2, 1), b"other")


def test_a_second_load_of_a_vintage_replaces_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _load(store, date(2026, 1, 1), b"one")
    _load(store, date(2026, 1, 1), b"two", rows=9)
    assert len(store.datasets("esus")) == 1
    assert store.require("esus").manifest.rows_read == 9
    assert store.require("esus").path.read_bytes() == b"two"


def test_what_is_missing_is_said_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="maillage opendata load"):
        Store(tmp_path).require("rna")


def test_the_command_line_names_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "classify" in capsys.readouterr().out


def test_each_table_says_what_a_row_is() -> None:
    assert all(table.row and table.columns for table in TABLES.values())


def test_what_is_computed_from_the_tables_is_no_table(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _load(store, date(2026, 1, 1), b"one")
    (tmp_path / "national/2026-01-01-abc").mkdir(parents=True)
    (tmp_path / "national/2026-01-01-abc/manifest.json").write_text("{}", "utf-8")
    assert [one.manifest.table for one in store.datasets()] == ["esus"]


def test_what_is_kept_can_be_read_by_whom_the_server_lets(tmp_path: Path) -> None:
    """A backup or the web server may run as another user than the load."""
    former = os.umask(0o022)
    try:
        _load(Store(tmp_path), date(2026, 1, 1), b"data")
    finally:
        os.umask(former)
    assert stat.S_IMODE(Store(tmp_path).require("esus").folder.stat().st_mode) == 0o755
