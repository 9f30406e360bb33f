"""From a file to a plan: open it, guess its columns, decide row by row what will be done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.actions import source_for
from maillage.actors.models import Source, SourceKind
from maillage.imports.domain.columns import TARGETS, Heading, guess_columns, heading_key
from maillage.imports.domain.plan import Plan, PlannedRow, Planner, RawRow
from maillage.imports.domain.reading import RowReader
from maillage.imports.domain.report import Report, RowVerdict
from maillage.imports.models import BatchState, ImportBatch, ImportProfile, ImportRow
from maillage.imports.queries import (
    ground_for,
    learnt_headings,
    load_knowledge,
    memory_of,
    options_of,
    profile_for,
    report_on,
    said_by,
)
from maillage.kernel.text import clean_spaces, fold, typeset
from maillage.tables import Table, Workbook, open_pasted, open_table

Progress = Callable[[int, int], None]
SAMPLED = 300
STORED_AT_ONCE = 500
ROWS_KEPT_FOR = timedelta(days=30)
DRAFTS_KEPT_FOR = timedelta(days=7)


class ImportRefused(Exception):
    """An import that cannot go on; the message is French and says what to do."""


def _silent(done: int, total: int) -> None:
    return None


@dataclass(frozen=True)
class ListFile:
    """A list read from a file: its table, its sheets, and a digest of its bytes."""

    name: str
    sha256: str
    table: Table
    sheets: list[dict[str, Any]]
    sheet: str

    def raw_rows(self) -> list[RawRow]:
        """All data rows; those that the sheet shows as one structure bear one group number."""
        rows = []
        for number, group in enumerate(self.table.groups()):
            rows += [RawRow(row.sheet, row.line, row.cells, number) for row in group.completed()]
        return rows


def open_list(source: Path | str, name: str = "", sheet: str = "") -> ListFile:
    """Read a file (a path) or pasted text. Raises `TableError` or `ImportRefused`, in French."""
    if isinstance(source, str):
        workbook = open_pasted(source)
        digest = hashlib.sha256(source.encode()).hexdigest()
    else:
        workbook = open_table(source, name or source.name)
        with source.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    table = _table(workbook, sheet)
    sheets = [
        {
            "name": one.name,
            "rows": one.data_row_count,
            "data": str(one.judgement) == "data",
            "hidden": one.hidden,
        }
        for one in workbook.sheets
    ]
    return ListFile(name or workbook.name, digest, table, sheets, sheet)


def _table(workbook: Workbook, sheet: str) -> Table:
    if not sheet:
        return workbook.main.table()
    try:
        return workbook.sheet(sheet).table()
    except KeyError:
        names = ", ".join(f"« {one.name} »" for one in workbook.sheets)
        raise ImportRefused(
            typeset(f"Ce classeur n'a pas de feuille « {sheet} ». Ses feuilles : {names}.")
        ) from None


def default_name(file_name: str) -> str:
    """A readable name for a list, from that of its file."""
    stem = clean_spaces(Path(file_name).stem.replace("_", " ").replace("-", " "))
    return (stem[:1].upper() + stem[1:])[:150] or "Liste"


def _guessed_columns(table: Table, targets: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """The columns of a table with what each seems to hold; `targets` (by heading) decide where given."""
    sample = list(islice(table.rows(), SAMPLED))
    headings = [
        Heading(
            column.label,
            column.heading,
            column.band,
            column.kind,
            [row.cells[column.index] for row in sample if row.cells[column.index]],
        )
        for column in table.columns
    ]
    learnt = learnt_headings()
    if targets is not None:
        learnt |= {heading_key(heading): target for heading, target in targets.items()}
    guesses = guess_columns(headings, learnt)
    return [
        {
            "label": column.label,
            "letter": column.letter,
            "band": column.band,
            "kind": str(column.kind),
            "samples": list(column.samples[:3]),
            "filled": column.filled,
            "target": guess.target,
            "confidence": round(guess.confidence, 2),
            "reason": guess.reason,
        }
        for column, guess in zip(table.columns, guesses, strict=True)
    ]


def _default_options(table: Table) -> dict[str, Any]:
    """What the list says of itself: « NomAsso » is a list of associations."""
    name = table.name_column
    words = set(heading_key(name.heading).split()) if name else set()
    return {"family": "association"} if words & {"asso", "association", "associations"} else {}


def _describe(batch: ImportBatch, found: ListFile, profile: ImportProfile | None) -> None:
    """Fill a batch from its file, a profile's choices first."""
    profile = profile or profile_for([column.label for column in found.table.columns])
    batch.sheets, batch.sheet = found.sheets, found.sheet
    batch.columns = _guessed_columns(found.table, profile.mapping if profile else None)
    batch.row_count = found.table.row_count
    batch.notices = [notice.message for notice in found.table.notices]
    batch.profile = profile
    batch.options = {**_default_options(found.table), **(profile.options if profile else {}), **batch.options}


def new_batch(
    found: ListFile,
    *,
    author: User | None = None,
    profile: ImportProfile | None = None,
    source: Source | None = None,
    options: Mapping[str, Any] | None = None,
) -> ImportBatch:
    """A batch not saved yet, its columns guessed."""
    batch = ImportBatch(
        name=default_name(found.name)[:200],
        file_name=found.name[:200],
        sha256=found.sha256,
        author=author,
        source=source,
        options=dict(options or {}),
    )
    _describe(batch, found, profile)
    return batch


def source_of(
    batch: ImportBatch,
    *,
    kind: SourceKind = SourceKind.LIST,
    name: str = "",
    publisher: str = "",
    licence: str = "",
    stated_on: date | None = None,
) -> Source:
    """The source of a batch: what was said of it, else its profile's, else the name of its file."""
    profile = batch.profile
    return source_for(
        kind,
        name or (profile.source_name if profile else "") or default_name(batch.file_name),
        publisher=publisher or (profile.publisher if profile else ""),
        licence=licence or (profile.licence if profile else ""),
        stated_on=stated_on,
    )


def source_known(batch: ImportBatch, name: str) -> Source | None:
    """The source that `source_of` would give, where there is one already; nothing is written."""
    wanted = name or (batch.profile.source_name if batch.profile else "") or default_name(batch.file_name)
    return Source.objects.filter(kind=SourceKind.LIST, name=wanted).order_by("-pk").first()


@transaction.atomic
def open_batch(
    found: ListFile,
    *,
    author: User | None = None,
    profile: ImportProfile | None = None,
    upload: File[Any] | None = None,
    options: Mapping[str, Any] | None = None,
    **source: Any,
) -> ImportBatch:
    """Save a draft of an import, its columns guessed; `source` holds the details of the list (`source_of`).

    `upload` is the file itself, kept until its rows are imported.
    """
    batch = new_batch(found, author=author, profile=profile, options=options)
    batch.source = source_of(batch, **source)
    batch.name = f"{batch.source.name}"[:200]
    batch.save()
    if upload is not None:
        batch.upload.save(f"{batch.pk}-{found.sha256[:12]}", upload)
    return batch


def reopen_list(batch: ImportBatch) -> ListFile:
    """The uploaded list of a draft, read again. Raises `ImportRefused` when it is there no longer."""
    if not batch.upload or not Path(batch.upload.path).exists():
        raise ImportRefused("Le fichier de cet import n’est plus là : envoyez-le de nouveau.")
    return open_list(Path(batch.upload.path), batch.file_name, batch.sheet)


@transaction.atomic
def choose_sheet(batch: ImportBatch, sheet: str) -> None:
    """Read another sheet of the workbook; its columns are guessed anew."""
    batch.sheet = sheet
    _describe(batch, reopen_list(batch), None)
    batch.rows.all().delete()
    batch.state = BatchState.DRAFT
    batch.save()


@transaction.atomic
def use_profile(batch: ImportBatch, profile: ImportProfile) -> None:
    """Take a profile's columns and choices for a draft."""
    batch.options = {}
    _describe(batch, reopen_list(batch), profile)
    batch.source = source_of(batch)
    batch.state = BatchState.DRAFT
    batch.save()


@transaction.atomic
def choose_columns(
    batch: ImportBatch, targets: Sequence[str], options: Mapping[str, Any], **source: Any
) -> None:
    """Record what a person says the columns hold, and the choices for the whole list."""
    for column, target in zip(batch.columns, targets, strict=True):
        if target and target not in TARGETS:
            raise ImportRefused(f"Contenu de colonne inconnu : {target}.")
        if column["target"] != target:
            column.update(target=target, confidence=1.0, reason="choisi par vous")
    _check_mapping(batch.mapping)
    batch.options = {**batch.options, **options}
    if source:
        batch.source = source_of(batch, **source)
        batch.name = f"{batch.source.name}"[:200]
    batch.state = BatchState.DRAFT
    batch.save()


def _check_mapping(mapping: Sequence[str]) -> None:
    """Raise `ImportRefused` when no column names the structures, or one single field has two columns."""
    if "name" not in mapping and "official_name" not in mapping:
        raise ImportRefused(
            "Aucune colonne ne donne le nom des structures : indiquez laquelle (« Nom » ou « Nom officiel »)."
        )
    for code, target in TARGETS.items():
        if not target.several and mapping.count(code) > 1:
            raise ImportRefused(typeset(f"Deux colonnes sont données pour « {target.label} » : gardez-en une."))


@transaction.atomic
def save_profile(batch: ImportBatch, name: str) -> ImportProfile:
    """Keep the columns and choices of a batch for the next version of its list."""
    profile, _ = ImportProfile.objects.update_or_create(
        name=clean_spaces(name)[:100],
        defaults={
            "mapping": {column["label"]: column["target"] for column in batch.columns},
            "source_name": batch.source.name if batch.source else "",
            "publisher": batch.source.publisher if batch.source else "",
            "licence": batch.source.licence if batch.source else "",
            "options": batch.options,
            "used_at": timezone.now(),
        },
    )
    batch.profile = profile
    batch.save(update_fields=["profile"])
    return profile


# --- the plan --------------------------------------------------------------------------------------


def compute_plan(batch: ImportBatch, rows: Sequence[RawRow], progress: Progress = _silent) -> Plan:
    """Decide what becomes of each row; reads the database, writes nothing. Raises `NoTerritory`."""
    _check_mapping(batch.mapping)
    options = options_of(batch)
    ground = ground_for(options.commune)
    knowledge = load_knowledge(ground)
    reader = RowReader(
        [column["label"] for column in batch.columns],
        batch.mapping,
        ground,
        options,
        bands=[column["band"] for column in batch.columns],
        current_year=timezone.localdate().year,
    )
    planner = Planner(
        reader,
        knowledge.matcher,
        knowledge.known,
        knowledge.states,
        memory_of(batch.source, batch),
        said_by(batch.source),
        progress,
    )
    plan = planner.plan(rows)
    names = {pk: state.name for pk, state in knowledge.states.items()}
    batch.absent = [{"id": pk, "name": names[pk]} for pk in plan.absent if pk in names]
    batch.unknown_themes = dict(plan.unknown_themes.most_common())
    return plan


def _notices(batch: ImportBatch, plan: Plan) -> list[str]:
    """All that is to be said of a plan as a whole, after what the reading of the file said."""
    said = list(plan.notices)
    if plan.unknown_themes:
        shown = _enumerated([f"« {label} » ({rows})" for label, rows in plan.unknown_themes.most_common()])
        said.append(f"Thèmes de la liste sans équivalent connu, laissés de côté : {shown}.")
    if batch.absent:
        s = "s" if len(batch.absent) > 1 else ""
        names = [f"« {one['name']} »" for one in batch.absent]
        said.append(
            f"{len(batch.absent)} structure{s} de la version précédente absente{s} de cette liste, gardée{s} : "
            f"{_enumerated(names)}."
        )
    deduced = sum(any(place["deduced"] for place in entry.content.get("places", ())) for entry in plan.rows)
    if deduced:
        s = "s" if deduced > 1 else ""
        said.append(f"{deduced} structure{s} sans commune dite : celle de la liste ou du territoire est notée.")
    return [typeset(sentence) for sentence in said]


def _enumerated(items: Sequence[str]) -> str:
    """The first ten items, and how many others."""
    others = len(items) - 10
    return ", ".join(items[:10]) + (f" et {others} autre{'s' if others > 1 else ''}" if others > 0 else "")


def stored_row(batch: ImportBatch, entry: PlannedRow) -> ImportRow:
    """A row of the plan as it is stored."""
    facts = entry.content.get("facts", {})
    return ImportRow(
        batch=batch,
        position=entry.position,
        sheet=entry.row.sheet[:120],
        line=entry.row.line,
        group=entry.row.group,
        cells=list(entry.row.cells),
        name=str(facts.get("usual_name") or facts.get("official_name") or "")[:250],
        verdict=str(entry.verdict),
        reasons=entry.reasons,
        problem=asdict(entry.problem) if entry.problem else None,
        remarks=[asdict(remark) for remark in entry.remarks],
        key=entry.key,
        fingerprint=entry.fingerprint,
        lead=entry.lead,
        actor_id=entry.actor,
        score=entry.score,
        rivals=[asdict(rival) for rival in entry.rivals],
        twins=[asdict(rival) for rival in entry.twins],
        content=entry.content,
        delta=entry.delta,
        changes=entry.changes,
    )


def dry_run(batch: ImportBatch, rows: Sequence[RawRow], progress: Progress = _silent) -> Report:
    """What an import would do, without writing anything."""
    plan = compute_plan(batch, rows, progress)
    batch.notices = [*batch.notices, *_notices(batch, plan)]
    stored = [stored_row(batch, entry) for entry in plan.rows]
    return report_on(batch, stored, possible_duplicates=_twin_count(plan))


def _twin_count(plan: Plan) -> int:
    pairs = {(entry.position, twin.actor, twin.row) for entry in plan.rows for twin in entry.twins}
    return len(pairs)


def plan_batch(batch: ImportBatch, rows: Sequence[RawRow], progress: Progress = _silent) -> ImportBatch:
    """Plan an import and store its rows for the preview; a plan made before is replaced."""
    reading = [notice for notice in batch.notices if notice not in batch.report.get("planned", ())]
    plan = compute_plan(batch, rows, progress)
    said = _notices(batch, plan)
    batch.rows.all().delete()
    for start in range(0, len(plan.rows), STORED_AT_ONCE):
        part = plan.rows[start : start + STORED_AT_ONCE]
        ImportRow.objects.bulk_create(stored_row(batch, entry) for entry in part)
    batch.notices, batch.report = [*reading, *said], {"planned": said}
    batch.row_count = len(plan.rows)
    batch.state, batch.planned_at, batch.position, batch.error = BatchState.PREVIEWED, timezone.now(), 0, ""
    batch.save()
    return batch


def plan_again(batch: ImportBatch, progress: Progress = _silent) -> None:
    """Plan anew the rows not applied yet, the actors having changed since the preview."""
    waiting = list(batch.rows.filter(applied=False))
    rows = [RawRow(row.sheet, row.line, tuple(row.cells), row.group) for row in waiting]
    plan = compute_plan(batch, rows, progress)
    with transaction.atomic():
        places = [row.position for row in waiting]
        batch.rows.filter(applied=False).delete()
        for start in range(0, len(plan.rows), STORED_AT_ONCE):
            part = [stored_row(batch, entry) for entry in plan.rows[start : start + STORED_AT_ONCE]]
            for row in part:
                _move(row, places)
            ImportRow.objects.bulk_create(part)
        batch.planned_at = timezone.now()
        batch.save(update_fields=["planned_at", "absent", "unknown_themes"])


def _move(row: ImportRow, places: Sequence[int]) -> None:
    """Give a row planned among the remaining ones the positions of the whole list."""
    row.position = places[row.position]
    row.lead = places[row.lead] if row.lead is not None else None
    for twin in row.twins:
        twin["row"] = places[twin["row"]] if twin["row"] is not None else None


def theme_key(label: str) -> str:
    """How a theme's label of a list is kept in the options: « Domaine › Sous-domaine » folded."""
    return fold(label)


def purge_imports() -> int:
    """Forget the cells of imports ended a month ago, and the drafts abandoned for a week; return how many rows.

    Rows that await a decision keep theirs until it is taken.
    """
    now = timezone.now()
    drafts = ImportBatch.objects.filter(
        state__in=[BatchState.DRAFT, BatchState.PLANNING, BatchState.PREVIEWED, BatchState.FAILED],
        contribution=None,
        created_at__lt=now - DRAFTS_KEPT_FOR,
    )
    count = 0
    for batch in drafts:
        forget_file(batch)
        count += batch.rows.all().delete()[0]
        batch.delete()
    old = (
        ImportRow.objects.filter(batch__state=BatchState.DONE, batch__ended_at__lt=now - ROWS_KEPT_FOR)
        .exclude(verdict=RowVerdict.REVIEW)
        .exclude(cells=[], content={}, problem=None, remarks=[])
    )
    count += old.update(cells=[], content={}, delta={}, changes={}, problem=None, remarks=[], name="")
    return count


def forget_file(batch: ImportBatch) -> None:
    """Delete the uploaded file of a batch."""
    if batch.upload:
        batch.upload.delete(save=False)
        batch.upload = ""
