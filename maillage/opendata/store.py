"""Where loaded data stands: one folder for each source and vintage, whole or not there at all.

ROOT/<table>/<vintage>/data.parquet     columns of `columns.TABLES[table]`
ROOT/<table>/<vintage>/manifest.json    what was read, what was refused and why
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from .columns import LABELS, TABLES

SYNTHETIC_NOTICE = "Données inventées"


class StoreError(ValueError):
    """Something that cannot be kept or found; the message is French and says what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out: where, and why in French."""

    file: str
    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its name (never its folder), its size in bytes, its digest."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one load did. `rows_read` = `rows_kept` + the sum of `refused` (reason → rows).

    `scope`: what a partial load holds, as a French reservation; empty when the source is whole. `ess_only`: it
    holds no other establishments than those of the ESS, so that nothing can be divided by all of them.
    """

    table: str
    vintage: date
    files: tuple[SourceFile, ...]
    rows_read: int
    rows_kept: int
    refused: dict[str, int] = field(default_factory=dict)
    samples: tuple[Refusal, ...] = ()
    repaired: dict[str, int] = field(default_factory=dict)
    columns_missing: tuple[str, ...] = ()
    columns_unknown: tuple[str, ...] = ()
    synthetic: bool = False
    scope: str = ""
    ess_only: bool = False
    publisher: str = ""
    licence: str = ""
    loaded_at: str = ""

    @property
    def rows_refused(self) -> int:
        """Rows left out, all reasons together."""
        return sum(self.refused.values())

    def as_json(self) -> dict[str, Any]:
        """Plain data, for the file and for reports."""
        return {**asdict(self), "vintage": self.vintage.isoformat()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Manifest:
        """Read back what `as_json` gave."""
        return cls(
            **{
                **data,
                "vintage": date.fromisoformat(data["vintage"]),
                "files": tuple(SourceFile(**one) for one in data["files"]),
                "samples": tuple(Refusal(**one) for one in data["samples"]),
                "columns_missing": tuple(data["columns_missing"]),
                "columns_unknown": tuple(data["columns_unknown"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Dataset:
    """A loaded table at one vintage."""

    folder: Path
    manifest: Manifest

    @property
    def path(self) -> Path:
        """The Parquet file."""
        return self.folder / "data.parquet"


class Store:
    """The loaded data of a data folder. Several processes may read while one writes: a load appears whole."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def datasets(self, table: str | None = None) -> list[Dataset]:
        """Everything loaded, by table then vintage, oldest first."""
        pattern = f"{table or '*'}/*/manifest.json"
        found = [
            Dataset(path.parent, Manifest.from_json(json.loads(path.read_text("utf-8"))))
            for path in self.root.glob(pattern)
            if path.parent.parent.name in TABLES and not path.parent.name.startswith(".")
        ]
        return sorted(found, key=lambda one: (one.manifest.table, one.manifest.vintage))

    def latest(self, table: str, on: date | None = None) -> Dataset | None:
        """The newest vintage of a table, or the newest that is not after `on`.

        A partial load, of one territory, stands in for the whole where there is none; it never hides it.
        """
        candidates = [one for one in self.datasets(table) if on is None or one.manifest.vintage <= on]
        whole = [one for one in candidates if not one.manifest.scope]
        return next(reversed(whole or candidates), None)

    def require(self, table: str, on: date | None = None) -> Dataset:
        """The same, or a `StoreError` that says how to load it."""
        found = self.latest(table, on)
        if found is None:
            raise StoreError(
                f"Il manque « {LABELS[table]} » ({table}). Chargez ce fichier : maillage opendata load DOSSIER "
                "(ou maillage opendata fetch, là où il y a un accès à internet)."
            )
        return found

    @contextmanager
    def writing(self, table: str, vintage: date) -> Iterator[Path]:
        """A scratch folder for `data.parquet`; the caller then calls `keep`. Removed whatever happens.

        One load of a table at a time; what a killed load left is cleared first.
        """
        if table not in TABLES:
            raise StoreError(f"« {table} » n’est pas une table connue.")
        parent = self.root / table
        parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / f".{table}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise StoreError(
                f"Un autre chargement de « {table} » est en cours. Attendez qu’il finisse, puis relancez."
            ) from None
        try:
            with scratch_folder(parent, vintage, "manifest.json") as scratch:
                yield scratch
        finally:
            lock.release()

    def keep(self, scratch: Path, manifest: Manifest) -> Dataset:
        """Put a finished load in its place, over an earlier load of the same vintage."""
        stamped = {**manifest.as_json(), "loaded_at": datetime.now().astimezone().isoformat("T", "seconds")}
        (scratch / "manifest.json").write_text(json.dumps(stamped, ensure_ascii=False, indent=1), "utf-8")
        final = self.root / manifest.table / manifest.vintage.isoformat()
        put_in_place(scratch, final)
        return Dataset(final, Manifest.from_json(stamped))


@contextmanager
def scratch_folder(parent: Path, vintage: date, complete: str) -> Iterator[Path]:
    """A hidden folder where something of a vintage is made, for `put_in_place`; removed whatever happens.

    What a killed process left in `parent` is undone first: `complete` is the file that a finished folder has.
    """
    for left in parent.glob(".????-??-??-*"):
        final = parent / left.name[1:11]
        if left.name.endswith("-old") and not final.exists() and (left / complete).is_file():
            left.rename(final)  # put aside, and not replaced yet
        else:
            shutil.rmtree(left, ignore_errors=True)
    # Not a temporary folder of the system's, which its owner alone can read.
    scratch = parent / f".{vintage.isoformat()}-{secrets.token_hex(4)}"
    scratch.mkdir(parents=True)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def put_in_place(scratch: Path, final: Path) -> None:
    """Let a finished folder take its place, over the former one of the same vintage."""
    aside = scratch.with_name(f"{scratch.name}-old")
    if final.exists():
        final.rename(aside)
    scratch.rename(final)
    shutil.rmtree(aside, ignore_errors=True)


def source_file(path: Path) -> SourceFile:
    """Name, size and digest of a file."""
    with path.open("rb") as stream:
        return SourceFile(path.name, path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())
