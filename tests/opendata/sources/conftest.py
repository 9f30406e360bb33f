"""A store of its own for each test, and the command as people run it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.opendata.cli import main
from maillage.opendata.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder where official files are put."""
    path = tmp_path / "files"
    path.mkdir()
    return path


@pytest.fixture
def load(store: Store, folder: Path) -> Callable[..., int]:
    """Run `maillage opendata load` on the folder, with more arguments if wanted; gives its exit code."""

    def run(*arguments: str) -> int:
        return main(["--store", str(store.root), "load", str(folder), *arguments])

    return run


@pytest.fixture
def rows(store: Store) -> Callable[..., list[dict[str, Any]]]:
    """What a table holds, in the order of the lines."""

    def read(table: str) -> list[dict[str, Any]]:
        relation = duckdb.sql(f"SELECT * FROM read_parquet('{store.require(table).path}') ORDER BY line")
        return [dict(zip(relation.columns, row)) for row in relation.fetchall()]

    return read
