"""`maillage opendata train`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import zlib
from pathlib import Path

import duckdb

from maillage.kernel.vocabulary import THEMES, theme_from_rna
from maillage.opendata.store import Dataset, Store

from .learning import Example, learn
from .model import folder, save_model

_MOST_ROWS = 200_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many rows are learnt on."""
    parser.add_argument(
        "--max-rows",
        type=int,
        default=_MOST_ROWS,
        metavar="N",
        help=f"associations apprises au plus, tirées au hasard (par défaut : {_MOST_ROWS})",
    )


def run(options: argparse.Namespace, store: Store) -> int:
    """Learn on the newest RNA and keep the model beside the data."""
    rna = store.require("rna")
    if options.max_rows < 1:
        raise ValueError("--max-rows doit être un nombre d’associations, au moins 1.")
    examples = rna_examples(rna, options.max_rows)
    print(f"Apprentissage sur {len(examples)} associations du RNA…", file=sys.stderr)
    vintage = rna.manifest.vintage.isoformat()
    learnt = learn(examples, vintage)
    parent = folder(store)
    parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{vintage}-", dir=parent))
    aside = scratch.with_name(f"{scratch.name}-old")
    try:
        save_model(learnt.model, scratch)
        final = parent / vintage
        if final.exists():
            final.rename(aside)
        scratch.rename(final)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
    measures = learnt.measures
    print(f"Modèle appris sur le RNA du {vintage} : {final}")
    print(f"Associations : {measures.rows}, chacune devinée par un modèle qui ne l’a pas vue (5 plis).")
    print(f"Bon premier niveau : {_share(measures.accuracy)} (F1 moyen : {measures.macro_f1:.2f})")
    print(f"Dites sûres : {_share(measures.sure)}, dont justes : {_share(measures.sure_accuracy)}")
    return 0


def rna_examples(rna: Dataset, most: int) -> list[Example]:
    """Associations whose coded object leads to a theme: title, object, first level. The same rows each time."""
    path = str(rna.path).replace("'", "''")
    query = f"""
        SELECT rna, former_number, title, object, object1, object2 FROM read_parquet('{path}')
        WHERE coalesce(object1, '000000') <> '000000' OR coalesce(object2, '000000') <> '000000'
    """
    found: list[tuple[int, Example]] = []
    cursor = duckdb.connect().execute(query)
    while rows := cursor.fetchmany(20_000):
        for number, former, title, statement, first, second in rows:
            theme = theme_from_rna(first or "") or theme_from_rna(second or "")
            if theme is not None and (title or statement):
                order = zlib.crc32((number or former or title or "").encode())
                found.append((order, Example(title or "", statement or "", THEMES[theme].root_code)))
        if len(found) > 2 * most:
            found = sorted(found, key=lambda one: one[0])[:most]
    return [example for _, example in sorted(found, key=lambda one: one[0])[:most]]


def _share(value: float) -> str:
    return f"{100 * value:.1f} %".replace(".", ",")
