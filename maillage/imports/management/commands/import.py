"""`maillage import`: bring a local list into the who's who, or undo an import."""

from __future__ import annotations

import json
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from maillage.imports.actions.preparing import (
    ImportRefused,
    Progress,
    dry_run,
    new_batch,
    open_batch,
    open_list,
    plan_batch,
    save_profile,
    source_known,
    source_of,
)
from maillage.imports.actions.running import Busy, request_stop, run_batch
from maillage.imports.actions.undoing import undo_batch
from maillage.imports.domain.report import Report
from maillage.imports.models import BatchState, ImportBatch, ImportProfile
from maillage.imports.queries import NoTerritory, unfinished_batch
from maillage.tables import TableError

UNREADABLE = 2
WAIT = 30
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Importe une liste locale (CSV, XLSX, XLS, ODS) dans l’annuaire, ou annule un import. "
        "La même liste importée deux fois ne change rien ; un import arrêté reprend avec la même commande."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FICHIER")
        parser.add_argument("--profile", default="", metavar="NOM", help="profil de colonnes déjà enregistré")
        parser.add_argument(
            "--save-profile", default="", metavar="NOM", help="enregistrer le profil sous ce nom"
        )
        parser.add_argument(
            "--source", default="", metavar="NOM", help="nom de la liste (sinon celui du fichier)"
        )
        parser.add_argument("--publisher", default="", metavar="NOM", help="organisme qui tient la liste")
        parser.add_argument("--licence", default="", help="licence de la liste")
        parser.add_argument("--date", type=date.fromisoformat, metavar="AAAA-MM-JJ", help="date des données")
        parser.add_argument(
            "--sheet", default="", metavar="NOM", help="feuille du classeur (sinon la principale)"
        )
        parser.add_argument(
            "--commune", default="", metavar="CODE", help="commune (code INSEE) des lignes qui n’en disent pas"
        )
        parser.add_argument("--dry-run", action="store_true", help="dire ce qui serait fait, sans rien écrire")
        parser.add_argument("--json", action="store_true", help="rendre compte en JSON")
        parser.add_argument(
            "--undo", type=int, metavar="IMPORT", help="annuler entièrement l’import de ce numéro"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.json: bool = options["json"]
        try:
            if options["undo"] is not None:
                self._undo(options["undo"])
            elif options["file"] is None:
                raise CommandError("Il faut un fichier à importer, ou --undo et le numéro d’un import.")
            else:
                self._import(options)
        except (TableError, ImportRefused, NoTerritory, Busy) as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error

    # --- import ----------------------------------------------------------------------------------
    def _import(self, options: dict[str, Any]) -> None:
        found = open_list(options["file"], options["file"].name, options["sheet"])
        profile = self._profile(options["profile"])
        chosen = {"commune": options["commune"]} if options["commune"] else {}
        source = {
            "name": options["source"],
            "publisher": options["publisher"],
            "licence": options["licence"],
            "stated_on": options["date"],
        }
        batch = new_batch(found, profile=profile, options=chosen)
        if options["dry_run"]:
            batch.source = source_known(batch, options["source"])
            with self._progress("Lecture", found.table.row_count) as progress:
                report = dry_run(batch, found.raw_rows(), progress)
            self._say(batch, report, "Essai à blanc : rien n’a été écrit.")
            return
        begun = unfinished_batch(found.sha256, source_of(batch, **source))
        if begun is not None:
            batch = begun
            self.stderr.write(f"Reprise de l’import n° {batch.pk} : {batch.position} lignes déjà traitées.")
        else:
            batch = open_batch(found, profile=profile, options=chosen, **source)
            with self._progress("Lecture", found.table.row_count) as progress:
                plan_batch(batch, found.raw_rows(), progress)
        if options["save_profile"]:
            save_profile(batch, options["save_profile"])
        with self._interruptible(batch), self._progress("Import", batch.row_count) as progress:
            outcome = run_batch(batch, progress=progress, wait=WAIT)
        if outcome is None:
            raise CommandError(
                f"Import n° {batch.pk} arrêté : {batch.position} lignes faites sur {batch.row_count}. "
                "Relancez la même commande pour le reprendre, ou "
                f"« maillage import --undo {batch.pk} » pour l’annuler."
            )
        self._say(batch, outcome, f"Import n° {batch.pk} terminé : « {batch.name} ».")

    @staticmethod
    def _profile(name: str) -> ImportProfile | None:
        if not name:
            return None
        profile = ImportProfile.objects.filter(name__iexact=name).first()
        if profile is None:
            known = ", ".join(f"« {one} »" for one in ImportProfile.objects.values_list("name", flat=True))
            raise CommandError(
                f"Aucun profil ne s’appelle « {name} ». Profils connus : {known or 'aucun'}.",
                returncode=UNREADABLE,
            )
        return profile

    # --- undo ------------------------------------------------------------------------------------
    def _undo(self, number: int) -> None:
        batch = ImportBatch.objects.filter(pk=number).first()
        if batch is None:
            raise CommandError(f"Il n’y a pas d’import n° {number}.", returncode=UNREADABLE)
        if batch.state == BatchState.UNDONE:
            raise CommandError(f"L’import n° {number} est déjà annulé.")
        with self._progress("Annulation", 0) as progress:
            deleted, kept = undo_batch(batch, progress=progress, wait=WAIT)
        if self.json:
            self.stdout.write(json.dumps({"batch": number, "undone": True, "deleted": deleted, "kept": kept}))
            return
        self.stdout.write(
            f"Import n° {number} annulé : {count(deleted, 'structure retirée', 'structures retirées')}, "
            f"{count(kept, 'gardée', 'gardées')} avec ce que d’autres en ont dit."
        )

    # --- what is shown ---------------------------------------------------------------------------
    @contextmanager
    def _progress(self, label: str, total: int) -> Iterator[Progress]:
        """A progress bar in a terminal, nothing elsewhere."""
        with tqdm(total=total, desc=label, unit=" lignes", file=sys.stderr, disable=None, leave=False) as bar:

            def advance(done: int, out_of: int) -> None:
                bar.total = out_of
                bar.update(done - bar.n)

            yield advance

    @contextmanager
    def _interruptible(self, batch: ImportBatch) -> Iterator[None]:
        """Ctrl+C stops after the chunk at hand, so that the import can be taken up again."""

        def stop(*_: Any) -> None:
            request_stop(batch)

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _say(self, batch: ImportBatch, report: Report, first: str) -> None:
        if self.json:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            return
        lines = [first, "", f"{report.rows_read:>7} lignes lues"]
        for number, words in (
            (report.created, "créées"),
            (report.changed, "modifiées"),
            (report.unchanged, "inchangées"),
            (report.merged, "rattachées à une autre ligne ou à une structure connue"),
            (report.to_review, "à départager par une personne (Animation, Imports)"),
            (report.outside, "hors du territoire, mises de côté"),
            (len(report.refused), "refusées"),
        ):
            if number:
                lines.append(f"{number:>7} {words}")
        lines.append(f"\n{count(report.actors, 'structure', 'structures')} en tout.")
        if report.possible_duplicates:
            lines.append(
                f"{count(report.possible_duplicates, 'doublon possible', 'doublons possibles')} à vérifier."
            )
        if report.people:
            lines.append(
                f"{count(report.people, 'personne nommée', 'personnes nommées')} à informer par courriel."
            )
        for title, refusals in (
            ("Lignes refusées :", report.refused),
            ("Valeurs laissées de côté :", report.left_out),
        ):
            if refusals:
                lines += ["", title]
                lines += [
                    f"  ligne {one.line}{f', {one.column}' if one.column else ''} : {one.reason}"
                    for one in refusals[:SHOWN]
                ]
                if len(refusals) > SHOWN:
                    lines.append(f"  … et {len(refusals) - SHOWN} autres (toutes avec --json)")
        if report.notices:
            lines += ["", *report.notices]
        if batch.pk:
            lines += ["", f"Pour tout annuler : maillage import --undo {batch.pk}"]
        self.stdout.write("\n".join(lines))


def count(number: int, one: str, several: str) -> str:
    """« 1 structure », « 2 structures »."""
    return f"{number} {several if number > 1 else one}"
