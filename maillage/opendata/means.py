"""What a long job may use of the machine: its options, the engine that keeps to them, what that engine says."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from maillage.kernel.text import french_date

from .store import Dataset, StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Memory as DuckDB writes it ("2GB"), threads."""

    memory: str = "2GB"
    threads: int = 2


def add_means(parser: argparse.ArgumentParser) -> None:
    """Add --memory and --threads, refused in French when they say nothing usable."""
    default = Means()
    parser.add_argument(
        "--memory",
        type=_memory,
        default=default.memory,
        metavar="TAILLE",
        help=f"mémoire au plus (par défaut : {default.memory})",
    )
    parser.add_argument(
        "--threads",
        type=_threads,
        default=default.threads,
        metavar="N",
        help=f"cœurs employés (par défaut : {default.threads})",
    )


def means_of(options: argparse.Namespace) -> Means:
    """What the options of `add_means` say."""
    return Means(memory=options.memory, threads=options.threads)


def _memory(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)?[KMGT]i?B", text):
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une taille. Exemples : 800MB, 2GB, 16GB.")
    return text


def _threads(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre de cœurs. Exemples : 1, 2, 8.")
    return int(text)


def open_engine(means: Means, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection in memory that keeps to its means and spills to a folder what they do not hold.

    It never looks for an extension on the network; its progress is asked for, and shown by a bar of ours.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": means.memory,
            "threads": means.threads,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return connection


def first_line(error: BaseException) -> str:
    """What an error of the engine says, without the query that it repeats."""
    return str(error).strip().partition("\n")[0]


def unreadable(dataset: Dataset, error: duckdb.Error) -> StoreError:
    """A loaded table that cannot be read, and what to do about it."""
    one = dataset.manifest
    return StoreError(
        f"La table « {one.table} » du {french_date(one.vintage)} ne se lit pas ({first_line(error)}). "
        "Chargez-la de nouveau : maillage opendata load DOSSIER"
    )
