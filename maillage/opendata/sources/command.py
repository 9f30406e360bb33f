"""`maillage opendata load`: recognises the official files of a folder, loads them, prints what was done."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from maillage.kernel.text import french_number
from maillage.opendata.columns import LABELS
from maillage.opendata.means import add_means, means_of
from maillage.opendata.store import SYNTHETIC_NOTICE, Dataset, Store, StoreError

from .loading import Found, Loss, load
from .recognition import MARKER, marked_vintage, survey, vintage_in_name, vintage_of
from .registry import all_sources
from .source import LoadError, Source

_SHOWN_SAMPLES = 5
_SHOWN_NAMES = 10


@dataclass(frozen=True, slots=True)
class _Batch:
    """The files of one source that make one vintage, and how that date is known."""

    source: Source
    found: list[Found]
    vintage: date
    how: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `load`."""
    names = [source.name for source in all_sources()]
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="DOSSIER", help="dossier (ou fichiers) à charger"
    )
    parser.add_argument(
        "--only",
        action="append",
        metavar="SOURCE",
        choices=names,
        help=f"cette source seule : {', '.join(names)}",
    )
    parser.add_argument(
        "--vintage", type=_day, metavar="AAAA-MM-JJ", help="date des données (sinon : le nom du fichier)"
    )
    parser.add_argument(
        "--synthetic", action="store_true", help="données inventées, à dire partout où elles vont"
    )
    parser.add_argument(
        "--accept-loss", action="store_true", help="charger malgré des lignes refusées en nombre"
    )
    add_means(parser)
    parser.add_argument("--json", action="store_true", help="compte rendu en JSON")


def run(options: argparse.Namespace, store: Store) -> int:
    """Load everything recognised; 1 when a file that was asked for could not be."""
    sources = [one for one in all_sources() if not options.only or one.name in options.only]
    found = survey(options.paths, all_sources(), store.root)
    wanted = [one for one in found.found if one.source in sources]
    synthetic = bool(options.synthetic or found.synthetic)
    vintage = options.vintage or (marked_vintage(options.paths) if found.synthetic else None)
    told = "donné par --vintage" if options.vintage else f"d’après {MARKER}"
    say = _silent if options.json else print
    for one in wanted:
        say(f"{one.piece.name} : {one.layout.label} → {one.source.name}")
    for name in found.ignored:
        say(f"{name} : non reconnu, laissé de côté")
    loaded: list[Dataset] = []
    failures = list(found.faults)
    for batch in _batches(wanted, vintage, told):
        try:
            if batch.vintage > date.today():
                raise LoadError(
                    f"{batch.source.name} : la date {batch.vintage:%d/%m/%Y} ({batch.how}) est à venir. "
                    "Donnez la date des données : --vintage AAAA-MM-JJ."
                )
            dataset = load(
                store,
                batch.found,
                batch.vintage,
                synthetic=synthetic,
                accept=_accepting(options),
                means=means_of(options),
            )
        except (LoadError, StoreError) as error:
            failures.append(str(error))
            continue
        loaded.append(dataset)
        say(_report(dataset, batch.how))
    if options.json:
        print(json.dumps(_as_json(loaded, found.ignored, failures), ensure_ascii=False, indent=1))
    for failure in failures:
        print(f"maillage opendata load : {failure}", file=sys.stderr)
    if not wanted and not failures:
        raise LoadError(
            "Aucun fichier reconnu. Les sources connues sont : "
            f"{', '.join(source.name for source in sources)}. Chaque fiche, dans maillage/opendata/sources, "
            "dit où le fichier est publié et quelles colonnes il porte."
        )
    return 1 if failures else 0


def _batches(found: list[Found], vintage: date | None, told: str) -> list[_Batch]:
    """Files grouped by source and date. Those without a date in their name go together."""
    groups: dict[tuple[str, date | None], list[Found]] = {}
    for one in found:
        named = None if one.source.together or vintage else vintage_in_name(one.piece.path.name)
        groups.setdefault((one.source.name, named), []).append(one)
    batches: dict[tuple[str, date], _Batch] = {}
    for group in groups.values():
        day, how = (vintage, told) if vintage else vintage_of([one.piece for one in group])
        # Dated otherwise, they may be of one vintage: apart, the last would take the place of the first.
        batch = batches.setdefault((group[0].source.name, day), _Batch(group[0].source, [], day, how))
        batch.found.extend(group)
    return [batches[key] for key in sorted(batches)]


def _accepting(options: argparse.Namespace) -> Callable[[Loss], bool]:
    def accept(loss: Loss) -> bool:
        if options.accept_loss:
            return True
        if options.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        print(f"{loss}\nCharger quand même ? [o/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("o", "oui")

    return accept


def _report(dataset: Dataset, how: str) -> str:
    manifest = dataset.manifest
    notice = f" · {SYNTHETIC_NOTICE}" if manifest.synthetic else ""
    lines = [
        f"\n{LABELS[manifest.table]} ({manifest.table}) au {manifest.vintage:%d/%m/%Y} ({how}){notice}",
        f"  lignes : {french_number(manifest.rows_read)} lues, {french_number(manifest.rows_kept)} gardées, "
        f"{french_number(manifest.rows_refused)} laissées de côté",
    ]
    if manifest.scope:
        lines.append(f"  chargement partiel : {manifest.scope}")
    lines += [f"  − {french_number(count)} : {reason}" for reason, count in manifest.refused.items()]
    lines += [f"  ~ {french_number(count)} : {reason}" for reason, count in manifest.repaired.items()]
    for one in manifest.samples[:_SHOWN_SAMPLES]:
        value = f" « {one.value} »" if one.value else ""
        column = f", colonne {one.column}" if one.column else ""
        lines.append(f"    {one.file}, ligne {one.line}{column}{value} : {one.reason}")
    if manifest.columns_missing:
        lines.append(f"  colonnes absentes, laissées vides : {_some(manifest.columns_missing)}")
    if manifest.columns_unknown:
        lines.append(f"  colonnes inconnues, non reprises : {_some(manifest.columns_unknown)}")
    return "\n".join(lines)


def _as_json(loaded: list[Dataset], ignored: list[str], failures: list[str]) -> dict[str, Any]:
    return {
        "loaded": [one.manifest.as_json() for one in loaded],
        "ignored": ignored,
        "failures": failures,
    }


def _some(names: tuple[str, ...]) -> str:
    more = f" et {len(names) - _SHOWN_NAMES} autres" if len(names) > _SHOWN_NAMES else ""
    return ", ".join(names[:_SHOWN_NAMES]) + more


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date (AAAA-MM-JJ)") from None


def _silent(text: str) -> None:
    del text
