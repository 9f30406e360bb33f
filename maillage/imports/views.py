"""The animator's pages: her lists come in, step by step, and doubtful pairs are decided. Hers alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts.permissions import animator_required, person
from maillage.imports import tasks
from maillage.imports.actions.deciding import DecisionError, decide, next_pair, reopen
from maillage.imports.actions.preparing import (
    ImportRefused,
    choose_columns,
    choose_sheet,
    open_batch,
    open_list,
    save_profile,
    use_profile,
)
from maillage.imports.actions.running import request_stop
from maillage.imports.comparison import compared, first_name, values_of
from maillage.imports.domain.report import VERDICT_NAMES
from maillage.imports.forms import ColumnsForm, NewImportForm, ProfileForm
from maillage.imports.models import BatchState, DoubtfulPair, ImportBatch, ImportProfile, ImportRow
from maillage.imports.queries import (
    NoTerritory,
    batches,
    decided_pairs,
    ground_for,
    pairs_to_decide,
    verdict_counts,
)
from maillage.tables import TableError
from maillage.ui.downloads import csv_download
from maillage.ui.forms import chosen

ROWS_A_PAGE = 50


@require_safe
@animator_required
def batch_list(request: HttpRequest) -> HttpResponse:
    """All imports. The animator."""
    page = Paginator(batches(), 20).get_page(request.GET.get("page"))
    return render(request, "imports/list.html", {"page": page, "waiting": pairs_to_decide().count()})


@require_http_methods(["GET", "POST"])
@animator_required
def new(request: HttpRequest) -> HttpResponse:
    """Give a file, or paste rows. The animator."""
    form = NewImportForm(request.POST, request.FILES) if request.method == "POST" else NewImportForm()
    try:
        ground_for()
    except NoTerritory as error:
        return render(request, "imports/no_territory.html", {"reason": str(error)})
    if request.method == "POST" and form.is_valid():
        try:
            batch = _receive(request, form.cleaned_data)
        except (TableError, ImportRefused) as error:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", str(error))
        else:
            return redirect("imports:columns", pk=batch.pk)
    return render(request, "imports/new.html", {"form": form})


def _receive(request: HttpRequest, data: dict[str, Any]) -> ImportBatch:
    details = {
        "author": person(request),
        "name": data["name"],
        "publisher": data["publisher"],
        "stated_on": data["stated_on"],
    }
    if data["file"] is None:
        found = open_list(data["pasted"], data["name"] or "Lignes collées")
        upload = ContentFile(data["pasted"].encode(), "lignes.tsv")
        return open_batch(found, upload=upload, **details)
    with NamedTemporaryFile(suffix=Path(data["file"].name).suffix) as copy:
        for chunk in data["file"].chunks():
            copy.write(chunk)
        copy.flush()
        found = open_list(Path(copy.name), data["file"].name)
        with Path(copy.name).open("rb") as stream:
            return open_batch(found, upload=File(stream, "liste"), **details)


@require_http_methods(["GET", "POST"])
@animator_required
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column holds: guessed, to be corrected. The animator."""
    batch = get_object_or_404(ImportBatch.objects.select_related("source", "profile"), pk=pk)
    if batch.state not in (BatchState.DRAFT, BatchState.PREVIEWED):
        return redirect("imports:batch", pk=pk)
    try:
        if "sheet" in request.POST:
            choose_sheet(batch, request.POST["sheet"])
            return redirect("imports:columns", pk=pk)
        if "profile" in request.POST:
            use_profile(batch, chosen(ImportProfile.objects.all(), request, "profile"))
            return redirect("imports:columns", pk=pk)
    except (TableError, ImportRefused) as error:
        messages.error(request, str(error))
        return redirect("imports:columns", pk=pk)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(batch, form.targets, form.options)
        except ImportRefused as error:
            form.add_error(None, str(error))
        else:
            if form.cleaned_data["profile_name"]:
                save_profile(batch, form.cleaned_data["profile_name"])
            ImportBatch.objects.filter(pk=pk).update(state=BatchState.PLANNING, error="")
            tasks.preview.enqueue(pk)
            return redirect("imports:batch", pk=pk)
    context = {
        "batch": batch,
        "form": form,
        "sheets": [one for one in batch.sheets if one["data"]],
        "profiles": ProfileForm() if ImportProfile.objects.exists() else None,
    }
    return render(request, "imports/columns.html", context)


@require_safe
@animator_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: its preview row by row, its progress, its report. The animator."""
    shown = get_object_or_404(ImportBatch.objects.select_related("source", "contribution"), pk=pk)
    if shown.is_working:
        template = (
            "imports/progress_part.html" if request.headers.get("HX-Request") else "imports/progress.html"
        )
        return render(request, template, {"batch": shown})
    if request.headers.get("HX-Request"):
        # The work ended while its page was waiting: show the whole page.
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    if shown.state in (BatchState.DRAFT, BatchState.FAILED) and not shown.rows.exists():
        return (
            redirect("imports:columns", pk=pk) if shown.state == BatchState.DRAFT else _failed(request, shown)
        )
    verdict = request.GET.get("ligne", "")
    rows = shown.rows.order_by("position").select_related("actor")
    if verdict in VERDICT_NAMES:
        rows = rows.filter(verdict=verdict)
    counts = verdict_counts(shown)
    context = {
        "batch": shown,
        "counts": [(code, label, counts[code]) for code, label in VERDICT_NAMES.items()],
        "total": sum(counts.values()),
        "verdict": verdict if verdict in VERDICT_NAMES else "",
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "pairs": shown.pairs.filter(decision="").count(),
        "report": shown.report,
    }
    return render(request, "imports/batch.html", context)


def _failed(request: HttpRequest, shown: ImportBatch) -> HttpResponse:
    return render(request, "imports/failed.html", {"batch": shown})


@require_POST
@animator_required
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a previewed import, or take up a stopped one. The animator."""
    started = ImportBatch.objects.filter(pk=pk, state__in=[BatchState.PREVIEWED, BatchState.PAUSED]).update(
        state=BatchState.RUNNING, error=""
    )
    if started:
        tasks.run.enqueue(pk, person(request).pk)
    return redirect("imports:batch", pk=pk)


@require_POST
@animator_required
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a running import after the rows at hand. The animator."""
    request_stop(get_object_or_404(ImportBatch, pk=pk))
    messages.info(request, "L’import s’arrête après les lignes en cours ; il pourra être repris.")
    return redirect("imports:batch", pk=pk)


@require_http_methods(["GET", "POST"])
@animator_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, then undo an import whole. The animator."""
    shown = get_object_or_404(ImportBatch, pk=pk)
    if shown.state in (BatchState.UNDONE, BatchState.UNDOING):
        return redirect("imports:batch", pk=pk)
    if request.method == "POST":
        ImportBatch.objects.filter(pk=pk).update(state=BatchState.UNDOING, error="")
        tasks.undo.enqueue(pk, person(request).pk)
        return redirect("imports:batch", pk=pk)
    return render(request, "imports/undo.html", {"batch": shown})


@require_safe
@animator_required
def refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows with their reasons, as a CSV to be corrected. The animator."""
    shown = get_object_or_404(ImportBatch, pk=pk)
    labels = [column["label"] for column in shown.columns]

    def lines() -> Iterator[list[str]]:
        yield ["Ligne", "Colonne en cause", "Valeur", "Raison", *labels]
        found: Iterator[ImportRow] = shown.rows.filter(verdict="refused").order_by("position").iterator(500)
        for row in found:
            problem = row.problem or {}
            yield [
                str(row.line),
                *(str(problem.get(key, "")) for key in ("column", "value", "reason")),
                *row.cells,
            ]

    return csv_download(lines(), f"lignes-refusees-{pk}")


@require_safe
@animator_required
def pairs(request: HttpRequest) -> HttpResponse:
    """What awaits a decision, and the decisions taken. The animator."""
    done = request.GET.get("prises") == "1"
    chosen = decided_pairs() if done else pairs_to_decide()
    page = Paginator(chosen, 30).get_page(request.GET.get("page"))
    return render(
        request, "imports/pairs.html", {"page": page, "done": done, "waiting": pairs_to_decide().count()}
    )


@require_http_methods(["GET", "POST"])
@animator_required
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two descriptions side by side: the same, another, or a section of. The animator."""
    shown = get_object_or_404(DoubtfulPair.objects.select_related("first", "second", "row", "batch"), pk=pk)
    if request.method == "POST":
        return _decided(request, shown)
    context = {
        "pair": shown,
        "lines": compared(shown),
        "first_name": first_name(shown),
        "of_row": shown.row_id is not None,
    }
    return render(request, "imports/pair.html", context)


def _decided(request: HttpRequest, shown: DoubtfulPair) -> HttpResponse:
    try:
        if "reopen" in request.POST:
            reopen(shown, by=person(request))
            messages.success(request, "La décision est annulée : les deux fiches attendent de nouveau.")
            return redirect("imports:pair", pk=shown.pk)
        first, second = values_of(shown)
        choices = {
            name.removeprefix("choose-"): (first if side == "first" else second).get(
                name.removeprefix("choose-")
            )
            for name, side in request.POST.items()
            if name.startswith("choose-")
        }
        plain = {field: _plain(value) for field, value in choices.items()}
        decided = decide(
            shown,
            request.POST.get("decision", ""),
            by=person(request),
            choices=plain,
            keep=request.POST.get("keep", ""),
        )
    except DecisionError as error:
        messages.error(request, str(error))
        return redirect("imports:pair", pk=shown.pk)
    messages.success(request, f"Décision prise : {decided.get_decision_display()}.")
    following = next_pair(decided)
    return redirect("imports:pair", pk=following.pk) if following else redirect("imports:pairs")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
