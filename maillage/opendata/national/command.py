"""`maillage opendata national`: qualify and count the whole country from the loaded tables."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from ..perimeter import french_date
from ..sources.communes import load_communes
from ..store import Store
from .extract import NationalPass
from .run import Means, run_pass


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--memory", default="2GB", help="mémoire permise (par défaut : 2GB)")
    parser.add_argument("--threads", type=int, default=2, help="fils d’exécution (par défaut : 2)")
    parser.add_argument(
        "--on",
        type=date.fromisoformat,
        metavar="AAAA-MM-JJ",
        help="les données de cette date ou d’avant (par défaut : les plus récentes)",
    )
    parser.add_argument("--again", action="store_true", help="refait la passe, même si elle est déjà faite")


def run(options: argparse.Namespace, store: Store) -> int:
    """Make the pass, or find it done, and say what it holds."""
    if store.latest("communes") is None:  # they come with the installation
        load_communes(store)
    shown = _Progress()
    means = Means(memory=options.memory, threads=options.threads)
    done = run_pass(store, on=options.on, means=means, again=options.again, progress=shown.step)
    shown.end()
    print(report(done, already=not shown.steps))
    return 0


def report(done: NationalPass, *, already: bool = False) -> str:
    """What a pass holds, in French: counts, what was absent, where it stands."""
    counts = done.manifest["counts"]
    lines = [
        f"Passe nationale {done.key}{' (déjà faite)' if already else ''} : données au {french_date(done.on)}.",
        f"  {_number(counts['establishments'])} établissements de {_number(counts['units'])} unités, dont "
        f"{_number(counts['active'])} établissements actifs ;",
        f"  {_number(counts['without_theme'])} sans thème, {_number(counts['without_commune'])} sans commune "
        f"connue, {_number(counts['not_publishable'])} à ne pas publier.",
        f"  {done.folder}",
    ]
    if done.synthetic:
        lines.insert(1, f"  {done.manifest['notice']} : une partie au moins de ce qui a été lu est inventée.")
    return "\n".join([*lines, *(f"  Réserve : {told}" for told in done.reservations)])


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


class _Progress:
    """One line a step; a percentage that moves, on a terminal."""

    def __init__(self) -> None:
        self.steps = 0
        self._moving = sys.stderr.isatty()

    def step(self, told: str, percentage: float | None) -> None:
        if percentage is None:
            self.end()
            self.steps += 1
            print(f"{self.steps}. {told}…", end="" if self._moving else "\n", file=sys.stderr, flush=True)
        elif self._moving:
            print(f"\r{self.steps}. {told}… {percentage:3.0f} %", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._moving and self.steps:
            print(file=sys.stderr)
