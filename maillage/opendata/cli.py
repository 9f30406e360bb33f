"""The command line `maillage opendata`: each sub-command stands in the room that does its work.

A command's module gives `add_arguments(parser)` and `run(options, store) -> int`; it needs neither Django nor a
database. What it cannot do is raised as a `ValueError` (or `TableError`) whose French message is printed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from maillage.tables import TableError

from .store import Store

# name → (module, what it does in French, as `maillage opendata` prints it)
COMMANDS: dict[str, tuple[str, str]] = {
    "load": ("maillage.opendata.sources.command", "charge les fichiers officiels d’un dossier"),
    "generate": ("maillage.opendata.generator.command", "écrit des fichiers inventés au format officiel"),
    "national": ("maillage.opendata.national.command", "qualifie et compte toute la France en une passe"),
    "train": ("maillage.opendata.themes.train_command", "apprend les thèmes sur le RNA chargé"),
    "classify": ("maillage.opendata.themes.classify_command", "donne un thème à chaque ligne d’une liste"),
    "link": ("maillage.opendata.linkage.link_command", "rapproche deux listes d’organisations"),
    "dedupe": ("maillage.opendata.linkage.dedupe_command", "trouve les doublons d’une liste"),
    "evaluate": ("maillage.opendata.linkage.evaluate_command", "mesure des rapprochements contre la vérité"),
}


def default_root() -> Path:
    """Where loaded data stands: `opendata` in the data folder (`MAILLAGE_DATA_DIR`, else `var`)."""
    return Path(os.environ.get("MAILLAGE_DATA_DIR") or "var") / "opendata"


def main(
    arguments: Sequence[str] | None = None, lent: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> int:
    """Run one sub-command, of this room or `lent` by a room above; gives the exit code."""
    known = {**lent, **COMMANDS}
    parser = argparse.ArgumentParser(
        prog="maillage opendata",
        description="Les données ouvertes nationales, sans base de données.",
    )
    parser.add_argument("--store", type=Path, help="dossier des données chargées (par défaut : var/opendata)")
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", required=True)
    given = sys.argv[1:] if arguments is None else list(arguments)
    for name, (module, what) in known.items():
        sub = commands.add_parser(name, help=what, description=what[:1].upper() + what[1:] + ".")
        if name in given:  # the others are not imported: each brings a heavy engine
            importlib.import_module(module).add_arguments(sub)
    options = parser.parse_args(given)
    run = importlib.import_module(known[options.command][0]).run
    try:
        return int(run(options, Store(options.store or default_root())))
    except (ValueError, TableError, OSError) as error:
        print(f"maillage opendata {options.command} : {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
