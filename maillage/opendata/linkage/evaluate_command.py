"""`maillage opendata evaluate PAIRS TRUTH [--json]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from maillage.kernel.text import typeset
from maillage.opendata.store import Store

from .evaluation import Evaluation, Measure, Share, evaluate, read_pairs, read_truth

_HEADINGS = {"source": "par couple de sources", "trap": "par piège"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The pairs found and the true ones."""
    parser.add_argument("pairs", type=Path, metavar="PAIRES.csv", help="fichier écrit par link ou dedupe")
    parser.add_argument("truth", type=Path, metavar="VERITE.csv", help="left_id, right_id (source, trap, same)")
    parser.add_argument("--json", action="store_true", help="les chiffres en JSON")


def run(options: argparse.Namespace, store: Store) -> int:
    """Print the measures."""
    found = evaluate(read_pairs(options.pairs), read_truth(options.truth))
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print("\n".join(_lines(found)))
    return 0


def _lines(found: Evaluation) -> Iterator[str]:
    yield f"{'':34}  {'précision':^26}  {'rappel':^26}  {'F1':^20}"
    yield from _pair("ensemble", found.certain, found.given)
    for heading, groups in found.groups.items():
        yield ""
        yield f"{_HEADINGS.get(heading, heading)} :"
        for name, (certain, given) in groups.items():
            yield from _pair(name, certain, given)
    yield ""
    yield typeset(
        "Intervalles à 95 % : Wilson pour la précision et le rappel, 1 000 rééchantillonnages pour F1. "
        "« certaines » : les paires certaines seules ; « avec vérification » : toutes les paires écrites."
    )


def _pair(name: str, certain: Measure, given: Measure) -> Iterator[str]:
    yield _line(f"{name}, certaines", certain)
    yield _line(f"{name}, avec vérification", given)


def _line(name: str, measure: Measure) -> str:
    f1 = "-" if measure.f1 is None else f"{measure.f1:.3f}"
    if measure.f1_interval:
        f1 += f" [{measure.f1_interval[0]:.3f}-{measure.f1_interval[1]:.3f}]"
    return f"{name[:34]:34}  {_share(measure.precision):26}  {_share(measure.recall):26}  {f1:20}".rstrip()


def _share(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "- (n=0)"
    return f"{share.value:.3f} [{share.interval[0]:.3f}-{share.interval[1]:.3f}] n={share.total}"
