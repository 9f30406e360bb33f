"""`maillage opendata link LEFT.csv RIGHT.csv --out PAIRS.csv`."""

from __future__ import annotations

import argparse
from pathlib import Path

from maillage.opendata.store import Store

from .linking import link
from .writing import Progress, add_options, model_of, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two lists, and what linking and searching for duplicates have in common."""
    parser.add_argument("left", type=Path, metavar="GAUCHE.csv", help="première liste (id, name…)")
    parser.add_argument("right", type=Path, metavar="DROITE.csv", help="seconde liste (id, name…)")
    add_options(parser)


def run(options: argparse.Namespace, store: Store) -> int:
    """Link the lists and write the pairs."""
    model = model_of(options)
    progress = Progress()
    linked = link(
        options.left,
        options.right,
        model=model,
        learn=not options.no_learn,
        progress=progress,
        spark=options.spark,
    )
    progress.end()
    write(linked, options)
    return 0
