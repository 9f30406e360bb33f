"""What the commands share: progress on the terminal, the file of pairs, what was found, in French."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from maillage.kernel.text import typeset

from .linking import Linked
from .model import Settings, read_model
from .reading import LinkageError

HEADINGS = ("left_id", "right_id", "score", "verdict", "evidence")


class Progress:
    """Says what is being done: a line that moves on a terminal, one line for each stage elsewhere."""

    def __init__(self) -> None:
        self._stage = ""
        self._said = 0.0
        self._moving = sys.stderr.isatty()

    def __call__(self, stage: str, part: float) -> None:
        now = time.monotonic()
        if stage != self._stage:
            if self._stage and self._moving:
                print(file=sys.stderr)
            self._stage, self._said = stage, now
            print(f"→ {stage}", end="\r" if self._moving else "\n", file=sys.stderr, flush=True)
        elif self._moving and part and now - self._said > 0.5:
            self._said = now
            print(f"→ {stage} : {part:.0%}", end="\r", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the moving line."""
        if self._stage and self._moving:
            print(file=sys.stderr)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that linking and searching for duplicates have in common."""
    parser.add_argument("--out", type=Path, required=True, metavar="PAIRES.csv", help="fichier à écrire")
    parser.add_argument("--model", type=Path, metavar="MODELE.json", help="poids à employer")
    parser.add_argument("--save-model", type=Path, metavar="MODELE.json", help="écrit les poids employés")
    parser.add_argument("--spark", default="", metavar="ADRESSE", help="compare sur Spark : local[2], yarn…")
    parser.add_argument("--no-learn", action="store_true", help="n’adapte pas les poids à ces listes")


def model_of(options: argparse.Namespace) -> Settings:
    """The model that the options name, or ours. Refuses to write over what is read."""
    read = {path.resolve() for path in vars(options).values() if isinstance(path, Path)}
    written = [path for path in (options.out, options.save_model) if path]
    given = [path for path in vars(options).values() if isinstance(path, Path)]
    if len(read) < len(given):
        raise LinkageError(
            f"{written[0].name} : ce fichier est donné deux fois. Donnez un autre nom au fichier à écrire."
        )
    for path in written:
        if not path.resolve().parent.is_dir():
            raise LinkageError(f"{path} : ce dossier n’existe pas. Créez-le, ou donnez un autre nom.")
    return read_model(options.model) if options.model else read_model()


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A file that appears whole, or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.resolve().parent)
    scratch = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        scratch.chmod(0o644)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def write(linked: Linked, options: argparse.Namespace) -> None:
    """Write the pairs, and the model if asked; say what was found."""
    with whole(options.out) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADINGS)
        for batch in linked.pairs.to_batches():
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    if options.save_model:
        with whole(options.save_model) as file:
            json.dump(linked.settings, file, ensure_ascii=False, indent=1)
    rows = f"{linked.left_rows} × {linked.right_rows}" if linked.right_rows else f"{linked.left_rows}"
    print(
        typeset(
            f"{linked.certain} paires certaines et {linked.to_review} à vérifier, sur {rows} lignes "
            f"({linked.candidates} paires comparées)."
        ),
        file=sys.stderr,
    )
    if options.no_learn:
        how = "Poids : ceux du modèle, sans adaptation."
    elif linked.learnt:
        how = "Poids : ceux du modèle, adaptés à ces listes."
    else:
        how = "Poids : ceux du modèle ; ces listes sont trop courtes pour les adapter."
    print(typeset(how), file=sys.stderr)
