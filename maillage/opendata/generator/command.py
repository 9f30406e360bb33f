"""`maillage opendata generate`: invented files in the official form, or two lists to link."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from maillage.kernel.text import french_number
from maillage.opendata.store import SYNTHETIC_NOTICE, Store

from .generation import GenerationError, generate
from .margins import REFERENCE
from .plan import plaine_centrale_plan, read_plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "folder", type=Path, metavar="DOSSIER", help="dossier vide, ou déjà écrit par cette commande"
    )
    parser.add_argument("--scale", type=float, metavar="E", help="1 : la France entière (par défaut : 0,01)")
    parser.add_argument(
        "--seed", type=int, default=2005, metavar="N", help="graine : la même donne les mêmes fichiers"
    )
    parser.add_argument(
        "--parquet", action="store_true", help="les deux fichiers de SIRENE en Parquet, non en CSV"
    )
    parser.add_argument(
        "--on", type=_day, metavar="AAAA-MM-JJ", help=f"date des données, au plus tard {REFERENCE.isoformat()}"
    )
    parser.add_argument(
        "--plant",
        metavar="PLAN.json",
        help="ce que des communes doivent compter exactement ; « plaine-centrale » : la démonstration",
    )
    parser.add_argument(
        "--lists", type=int, metavar="N", help="écrit plutôt deux listes de N organisations à rapprocher"
    )
    parser.add_argument(
        "--right", type=int, metavar="N", help="taille de la seconde liste, si elle n’est pas la même"
    )


def run(options: argparse.Namespace, store: Store) -> int:
    """Write the files; gives the exit code."""
    if options.lists is not None:
        if options.scale is not None or options.plant or options.parquet:
            raise GenerationError("--lists écrit deux listes, sans --scale, --plant ni --parquet.")
        from .lists import write_lists

        counts = write_lists(options.folder, options.lists, right=options.right, seed=options.seed)
        print(f"{SYNTHETIC_NOTICE} dans {options.folder} :")
        for name, rows in counts.items():
            print(f"  {name} : {french_number(rows)} lignes")
        return 0
    plan = None
    if options.plant:
        plan = plaine_centrale_plan() if options.plant == "plaine-centrale" else read_plan(Path(options.plant))
    done = generate(
        options.folder,
        seed=options.seed,
        scale=0.01 if options.scale is None else options.scale,
        vintage=options.on or REFERENCE,
        parquet=options.parquet,
        plan=plan,
        progress=_progress if sys.stderr.isatty() else None,
    )
    print(f"{SYNTHETIC_NOTICE} dans {options.folder}, au {done.marker['vintage']} :")
    for name, rows in sorted(done.rows.items()):
        print(f"  {name} : {french_number(rows)} lignes")
    return 0


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(
        f"\r  {french_number(done)} unités légales sur {french_number(total)}",
        end=end,
        file=sys.stderr,
        flush=True,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date AAAA-MM-JJ") from error
