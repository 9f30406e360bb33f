"""`maillage opendata train`."""

from __future__ import annotations

import argparse
import sys
import zlib

import duckdb

from maillage.kernel.vocabulary import THEMES, theme_from_rna
from maillage.opendata.means import unreadable
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import Dataset, Store, put_in_place, scratch_folder

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
    final = folder(store) / vintage
    with scratch_folder(final.parent, rna.manifest.vintage, "model.json") as scratch:
        save_model(learnt.model, scratch)
        put_in_place(scratch, final)
    measures = learnt.measures
    print(f"Modèle appris sur le RNA du {vintage} : {final}")
    print(f"Associations : {measures.rows}, chacune devinée par un modèle qui ne l’a pas vue (5 plis).")
    print(f"Bon premier niveau : {_share(measures.accuracy)} (F1 moyen : {measures.macro_f1:.2f})")
    print(f"Dites sûres : {_share(measures.sure)}, dont justes : {_share(measures.sure_accuracy)}")
    return 0


def rna_examples(rna: Dataset, most: int) -> list[Example]:
    """Associations whose coded object leads to a theme: title, object, first level. The same rows each time."""
    query = f"""
        SELECT rna, former_number, title, object, object1, object2 FROM read_parquet({quoted(str(rna.path))})
        WHERE coalesce(object1, '000000') <> '000000' OR coalesce(object2, '000000') <> '000000'
    """
    found: list[tuple[int, Example]] = []
    with duckdb.connect() as connection:
        try:
            cursor = connection.execute(query)
            while rows := cursor.fetchmany(20_000):
                for number, former, title, statement, first, second in rows:
                    theme = theme_from_rna(first or "") or theme_from_rna(second or "")
                    if theme is not None and (title or statement):
                        order = zlib.crc32((number or former or title or "").encode())
                        found.append((order, Example(title or "", statement or "", THEMES[theme].root_code)))
                if len(found) > 2 * most:
                    found = sorted(found, key=lambda one: one[0])[:most]
        except duckdb.Error as error:
            raise unreadable(rna, error) from error
    return [example for _, example in sorted(found, key=lambda one: one[0])[:most]]


def _share(value: float) -> str:
    return f"{100 * value:.1f} %".replace(".", ",")
