"""`maillage opendata fetch`: downloads the official files, or gathers one territory from the company search."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from maillage.opendata.store import Store

from .catalogue import OfficialFile, official_files, resolve
from .client import Client, FetchError
from .company_search import gather, territory_of
from .download import UNDER_WAY, Received, download

FOLDER = "telechargements"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `fetch`."""
    names = [one.name for one in official_files().values()]
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FICHIER",
        help=f"ces fichiers seulement (par défaut : tous ceux qui ont une adresse) : {', '.join(names)}",
    )
    parser.add_argument(
        "--territory",
        nargs="+",
        metavar="CODE",
        help="ce territoire seul, par la recherche d’entreprises : codes de communes, d’intercommunalités, de "
        "départements",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="avec --territory : tous les établissements, et non l’ESS seule (plus long ; donne les parts)",
    )
    parser.add_argument("--to", type=Path, metavar="DOSSIER", help=f"dossier d’arrivée (var/{FOLDER})")
    parser.add_argument("--list", action="store_true", help="dit quels fichiers il y a, sans rien télécharger")
    parser.add_argument(
        "--timeout", type=float, default=30, metavar="SECONDES", help="silence toléré du serveur (30)"
    )


def run(options: argparse.Namespace, store: Store) -> int:
    """Bring everything asked for; 1 when something could not be."""
    del store  # what is fetched is loaded by `load`
    if options.list:
        print("\n".join(map(_told, official_files().values())))
        return 0
    if options.territory and options.files:
        raise FetchError("Demandez ou bien des fichiers, ou bien un territoire (--territory), non les deux.")
    if options.all and not options.territory:
        raise FetchError("--all accompagne --territory.")
    folder = options.to or Path(os.environ.get("MAILLAGE_DATA_DIR") or "var") / FOLDER
    client = Client(timeout=options.timeout, say=lambda text: print(text, file=sys.stderr, flush=True))
    (folder / UNDER_WAY).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / UNDER_WAY / ".lock", timeout=0):
            failures = (
                _territory(client, options, folder) if options.territory else _files(client, options, folder)
            )
    except Timeout:
        raise FetchError(
            f"Un autre téléchargement est en cours dans {folder}. Attendez qu’il finisse."
        ) from None
    except KeyboardInterrupt:
        print("\nArrêté. La même commande reprendra où elle s’est arrêtée.", file=sys.stderr)
        return 130
    print(f"Ensuite : maillage opendata load {folder}")
    return 1 if failures else 0


def _files(client: Client, options: argparse.Namespace, folder: Path) -> int:
    known = official_files()
    if unknown := [name for name in options.files if name not in known]:
        raise FetchError(
            f"« {', '.join(unknown)} » n’est pas un fichier connu. Il y a : {', '.join(known)}. "
            "« maillage opendata fetch --list » dit ce que chacun contient."
        )
    wanted = [known[name] for name in options.files] or [one for one in known.values() if not one.by_hand]
    failures = 0
    for one in wanted:
        try:
            resources = resolve(client, one)
        except FetchError as error:
            failures += _failed(error)
            continue
        for resource in resources:
            failures += _brought(partial(download, client, resource, folder, one.source))
    if not options.files:
        for one in known.values():
            if one.by_hand:
                print(f"À chercher à la main : {one.title} ({one.publisher}) : {one.by_hand}.")
    return failures


def _territory(client: Client, options: argparse.Namespace, folder: Path) -> int:
    territory = territory_of(options.territory)
    print(f"Recherche d’entreprises : {territory.label}.")
    return _brought(partial(gather, client, territory, folder, ess_only=not options.all))


def _brought(fetch: Callable[[], Received]) -> int:
    """Fetch one thing and say what came of it; gives the number of failures."""
    try:
        received = fetch()
    except FetchError as error:
        return _failed(error)
    print(f"{received.path.name} : {'déjà là' if received.already else 'reçu et vérifié'}")
    if received.remark:
        print(f"  {received.remark}", file=sys.stderr)
    return 0


def _failed(error: FetchError) -> int:
    print(f"maillage opendata fetch : {error}", file=sys.stderr)
    return 1


def _told(one: OfficialFile) -> str:
    where = one.by_hand or f"data.gouv.fr, jeu « {one.dataset} »"
    return f"{one.name:<22} {one.title}\n{'':<22} {one.publisher} · {one.licence} · {one.cadence} · {where}"
