"""`maillage opendata classify FILE.csv --out OUT.csv`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from maillage.opendata.store import Store
from maillage.tables import Cell, TableError, write_csv

from .classifying import Classifier
from .lists import ListFile, open_list
from .model import load_model

ADDED = ("theme", "theme_label", "root", "confidence", "sure", "words")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, and where the answer goes."""
    parser.add_argument("file", type=Path, metavar="LISTE.csv", help="liste (name, object, rna_code, naf)")
    parser.add_argument("--out", type=Path, required=True, metavar="SORTIE.csv", help="fichier à écrire")


def run(options: argparse.Namespace, store: Store) -> int:
    """Classify each row; the file appears whole or not at all."""
    if options.out.exists() and options.file.exists() and options.out.samefile(options.file):
        raise TableError("La sortie ne peut pas être la liste elle-même : donnez un autre nom après --out.")
    if not options.out.parent.is_dir():
        raise TableError(f"Le dossier « {options.out.parent} » n’existe pas : créez-le, ou changez --out.")
    model = load_model(store)
    tally = {"rows": 0, "classified": 0, "sure": 0}
    handle, scratch = tempfile.mkstemp(prefix=f".{options.out.name}-", dir=options.out.parent)
    try:
        with os.fdopen(handle, "wb") as stream, open_list(options.file) as listed:
            write_csv(classified(listed, Classifier(model), tally), stream, separator=",", bom=False)
        Path(scratch).chmod(0o644)
        Path(scratch).replace(options.out)
    finally:
        Path(scratch).unlink(missing_ok=True)
    if model is None:
        print("Thèmes donnés par le lexique de Maillage.", file=sys.stderr)
    else:
        print(
            f"Thèmes donnés par le lexique et par le modèle appris sur le RNA du {model.learnt_on}.",
            file=sys.stderr,
        )
    rows = tally["rows"]
    print(
        f"{rows} lignes : {tally['classified']} avec un thème, dont {tally['sure']} sûres ; "
        f"{rows - tally['classified']} sans thème. Écrites dans {options.out}.",
        file=sys.stderr,
    )
    return 0


def classified(listed: ListFile, classifier: Classifier, tally: dict[str, int]) -> Iterator[Sequence[Cell]]:
    """The headings then each row with what was found after it; `tally` counts the rows on the way.

    A column that the list already has under one of our names is left as it is; ours comes after.
    """
    yield [*listed.headings, *ADDED]
    at = [listed.places.get(column) for column in ("name", "object", "rna_code", "naf")]
    for row in listed.rows:
        name, statement, code, naf = ("" if place is None else row[place] for place in at)
        guess = classifier.classify(name, statement, code.strip(), naf)
        tally["rows"] += 1
        tally["classified"] += bool(guess.theme)
        tally["sure"] += guess.sure
        yield [
            *row,
            guess.theme,
            guess.label,
            guess.root,
            f"{guess.confidence:.3f}",
            "oui" if guess.sure else "non",
            " · ".join(guess.words),
        ]
