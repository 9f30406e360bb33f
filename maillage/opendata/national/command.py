"""`maillage opendata national`: qualify and count the whole country from the loaded tables."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from maillage.kernel.text import french_date, french_number

from ..means import add_means, means_of
from ..sources.communes import load_communes
from ..store import Store
from ..themes import decide_themes
from .extract import NationalPass
from .run import run_pass


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_means(parser)
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
    _give_themes(store, options, shown)
    done = run_pass(store, on=options.on, means=means_of(options), again=options.again, progress=shown.step)
    shown.end()
    print(report(done, already=not shown.steps))
    return 0


def _give_themes(store: Store, options: argparse.Namespace, shown: _Progress) -> None:
    """Decide the themes of the units, once for each of their vintages and each load of the RNA."""
    units = store.require("sirene-units", options.on)
    known, rna = store.latest("themes", options.on), store.latest("rna", options.on)
    sources = [one.manifest.loaded_at for one in (units, rna) if one is not None]
    if (
        options.again
        or known is None
        or known.manifest.vintage != units.manifest.vintage
        or known.manifest.loaded_at < max(sources)
    ):
        decide_themes(
            store, options.on, lambda done, total: shown.step("thèmes", 100 * done / total if total else None)
        )


def report(done: NationalPass, *, already: bool = False) -> str:
    """What a pass holds, in French: counts, what was absent, where it stands."""
    count = {name: french_number(value) for name, value in done.manifest["counts"].items()}
    lines = [
        f"Passe nationale {done.key}{' (déjà faite)' if already else ''} : données au {french_date(done.on)}.",
        f"  {count['establishments']} établissements de {count['units']} unités, dont {count['active']} "
        "établissements actifs ;",
        f"  {count['without_theme']} sans thème, {count['without_commune']} sans commune connue, "
        f"{count['not_publishable']} à ne pas publier.",
        f"  {done.folder}",
    ]
    if done.synthetic:
        lines.insert(1, f"  {done.manifest['notice']} : une partie au moins de ce qui a été lu est inventée.")
    return "\n".join([*lines, *(f"  Réserve : {told}" for told in done.reservations)])


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
