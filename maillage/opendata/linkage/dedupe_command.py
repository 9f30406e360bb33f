"""`maillage opendata dedupe LIST.csv --out PAIRS.csv`."""

from __future__ import annotations

import argparse
from pathlib import Path

from maillage.opendata.store import Store

from .linking import dedupe
from .writing import Progress, add_options, model_of, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One list, and what linking and searching for duplicates have in common."""
    parser.add_argument("list", type=Path, metavar="LISTE.csv", help="liste (id, name…)")
    add_options(parser)


def run(options: argparse.Namespace, store: Store) -> int:
    """Find the duplicates of the list and write the pairs."""
    model = model_of(options)
    progress = Progress()
    linked = dedupe(
        options.list, model=model, learn=not options.no_learn, progress=progress, spark=options.spark
    )
    progress.end()
    write(linked, options)
    return 0
