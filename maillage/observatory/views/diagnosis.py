"""The diagnosis: its page, the rows behind each figure, its charts, its files. Open to all once published."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from maillage.accounts.permissions import is_animator
from maillage.kernel.text import french_number, slugify_fr
from maillage.observatory.charts import specification
from maillage.observatory.models import Diagnosis
from maillage.observatory.paper import note_pdf, report_pdf
from maillage.observatory.presentation import Cell, DiagnosisView
from maillage.observatory.queries.diagnosis import latest_diagnosis, newer_than, opened, outlines
from maillage.opendata.diagnosis import FigureNotFound, RowPage
from maillage.opendata.indicators import Part
from maillage.opendata.store import StoreError
from maillage.territory.models import Pole
from maillage.territory.queries import current_pole
from maillage.ui import charts
from maillage.ui.address import absolute
from maillage.ui.downloads import csv_download, xlsx_download

ROWS_A_PAGE = 50
# Columns that a list leaves to its files, or to who asks for them: they repeat others, or serve to check.
BESIDE = {
    *("sigle", "seat", "seat_here", "establishments", "years", "legal_category", "status", "naf"),
    *("headcount_year", "theme_sure", "theme_evidence", "head_office", "in_lists", "rna", "longitude"),
    *("latitude", "active", "groups", "proofs", "closed_on", "unit_headcount"),
}
# A page begins by the name, and ends by what is long.
LAST = {"why", "object"}


def readable(request: HttpRequest, slug: str, reference: str) -> DiagnosisView:
    """A diagnosis that this person may read: published, or the animator's. Raises Http404."""
    readers = Diagnosis.objects.ready() if is_animator(request.user) else Diagnosis.objects.public()
    row = get_object_or_404(readers.select_related("territory"), slug=slug, reference=reference)
    try:
        frozen = opened(row)
    except StoreError as error:
        raise Http404(str(error)) from error
    codes = [one["code"] for one in frozen.territory["communes"]]
    return DiagnosisView(row, frozen, outlines(codes))


@require_safe
def diagnosis(request: HttpRequest) -> HttpResponse:
    """The newest published diagnosis of the Pôle's territory. Open to all."""
    row = latest_diagnosis()
    if row is None:
        return render(request, "observatory/no_diagnosis.html", {"animator": is_animator(request.user)})
    return frozen(request, row.slug, row.reference)


@require_safe
def frozen(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """A diagnosis at its permanent address. Open to all once published."""
    view = readable(request, slug, reference)
    return render(
        request,
        "observatory/diagnosis.html",
        {
            "diagnosis": view.row,
            "territory": view.opened.territory["name"],
            "communes": view.opened.territory["communes"],
            "key": view.key(),
            "brief": view.brief(),
            "sections": view.sections(),
            "limits": view.opened.data["not_said"],
            "sources": view.sources(),
            "newer": newer_than(view.row),
            "others": Diagnosis.objects.public().exclude(pk=view.row.pk).select_related("territory")[:12],
            "permanent": absolute(view.row.get_absolute_url(), request),
            "trail": [("Diagnostic", "")],
        },
    )


# --- The rows behind a figure -------------------------------------------------------------------------------
@require_safe
def figure(request: HttpRequest, slug: str, reference: str, code: str) -> HttpResponse:
    """The rows behind a figure, part by part. Open to all once the diagnosis is published."""
    view = readable(request, slug, reference)
    wanted = request.GET.get("partie") or None
    try:
        shown = view.opened.figure(code)
        part = view.opened.part(code, wanted)
        listed = view.opened.rows(
            code,
            wanted,
            page=_number(request.GET.get("page")),
            size=ROWS_A_PAGE,
            sort=request.GET.get("tri", ""),
            commune=request.GET.get("commune") or None,
            text=request.GET.get("q", ""),
        )
    except FigureNotFound as error:
        raise Http404("Ce diagnostic n’a pas ce chiffre.") from error
    pages = Paginator(range(listed.total), ROWS_A_PAGE)
    shown_at = _columns_at(listed, everything=request.GET.get("colonnes") == "toutes")
    url = view.address("figure", code)
    query = {
        key: value
        for key, value in request.GET.items()
        if key in ("partie", "commune", "q", "colonnes") and value
    }
    return render(
        request,
        "observatory/figure.html",
        {
            "diagnosis": view.row,
            "territory": view.opened.territory["name"],
            "figure": shown,
            "cell": Cell(shown, ""),
            "parts": [
                {
                    "part": one,
                    "url": f"{url}?{urlencode({'partie': one.code})}",
                    "current": one.code == part.code,
                    "value": french_number(one.value, 0),
                    "bounds": _bounds(one),
                }
                for one in shown.parts
            ],
            "bounds": any(one.low is not None for one in shown.parts),
            "part": part,
            "listed": listed,
            "rows": [[row[at] for at in shown_at] for row in listed.texts],
            "page": pages.get_page(listed.page),
            "columns": [_heading(*listed.columns[at], listed.sort, query) for at in shown_at],
            "fewer": _asked({**query, "colonnes": "toutes"}) if len(shown_at) < len(listed.columns) else "",
            "communes": view.opened.territory["communes"],
            "query": query,
            "csv_url": view.address("rows", code, "csv") + _asked(query),
            "xlsx_url": view.address("rows", code, "xlsx") + _asked(query),
            "permanent": absolute(url, request),
            "trail": [("Diagnostic", view.row.get_absolute_url()), (shown.label, "")],
        },
    )


def _columns_at(listed: RowPage, *, everything: bool) -> list[int]:
    """The places of the columns that a page shows, in its order: those worth reading at once, or all."""
    names = [name for name, _ in listed.columns]
    kept = [at for at, name in enumerate(names) if everything or name not in BESIDE]
    return sorted(kept, key=lambda at: (names[at] != "name", names[at] in LAST))


def _asked(query: dict[str, Any]) -> str:
    return f"?{urlencode(query)}" if query else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 9 else 1


def _bounds(part: Part) -> str:
    if part.low is None:
        return ""
    return f"{part.low} ou plus" if part.high is None else f"{part.low} à {part.high}"


def _heading(name: str, label: str, sort: str, query: dict[str, Any]) -> dict[str, str]:
    current = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    turned = f"-{name}" if sort == name else name
    return {"name": name, "label": label, "url": f"?{urlencode({**query, 'tri': turned})}", "sorted": current}


def _among(form: str, *forms: str) -> None:
    if form not in forms:
        raise Http404(f"Ce fichier existe en {' et en '.join(forms)}.")


@require_safe
def rows(request: HttpRequest, slug: str, reference: str, code: str, form: str) -> HttpResponseBase:
    """The rows behind a figure as a file (csv, xlsx). Open to all once the diagnosis is published."""
    view = readable(request, slug, reference)
    _among(form, "csv", "xlsx")
    try:
        lines = view.opened.export(
            code,
            request.GET.get("partie") or None,
            commune=request.GET.get("commune") or None,
            text=request.GET.get("q", ""),
        )
        first = next(lines)
    except FigureNotFound as error:
        raise Http404("Ce diagnostic n’a pas ce chiffre.") from error
    name = f"{slugify_fr(view.opened.figure(code).label, 60)}-{view.row.stated_on:%Y-%m-%d}"

    def everything() -> Any:
        yield first
        yield from lines

    if form == "csv":
        return csv_download(everything(), name)
    return xlsx_download(everything(), name, sheet="Lignes")


@require_safe
def figures(request: HttpRequest, slug: str, reference: str, form: str) -> HttpResponseBase:
    """All the figures with their sources as a file (csv, json). Open to all once the diagnosis is published."""
    view = readable(request, slug, reference)
    _among(form, "csv", "json")
    name = f"diagnostic-{slug}-{view.row.stated_on:%Y-%m-%d}"
    if form == "csv":
        return csv_download(view.opened.csv_rows(), name)
    response = JsonResponse(view.opened.as_json(), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


# --- Charts and paper ---------------------------------------------------------------------------------------
@require_safe
def chart(request: HttpRequest, slug: str, reference: str, code: str, form: str) -> HttpResponse:
    """The chart of a block (svg for the page, png for a slide). Open to all once the diagnosis is published."""
    view = readable(request, slug, reference)
    _among(form, "svg", "png")
    try:
        spec = specification(
            view.opened.blocks[code],
            view.figures,
            palette=(current_pole() or Pole()).palette,
            outlines=view.outlines,
            synthetic=view.opened.synthetic,
        )
    except (KeyError, ValueError) as error:
        raise Http404("Ce tableau n’est pas dessiné.") from error
    if form == "svg":
        response = HttpResponse(charts.svg(spec, with_font=True), content_type="image/svg+xml")
    else:
        response = HttpResponse(charts.png(spec), content_type="image/png")
    # The figures never change, but the Pôle may change its colours.
    response["Cache-Control"] = "public, max-age=3600" if view.row.published else "private, max-age=60"
    return response


@require_safe
def report(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """The whole diagnosis as a report (PDF). Open to all once it is published."""
    view = readable(request, slug, reference)
    return _pdf(report_pdf(view), f"diagnostic-{slug}-{view.row.stated_on:%Y-%m-%d}.pdf")


@require_safe
def note(request: HttpRequest, slug: str, reference: str, commune: str = "") -> HttpResponse:
    """The note of two pages (PDF), for the territory or one of its communes. Open to all once published."""
    view = readable(request, slug, reference)
    if commune and commune not in {one["code"] for one in view.opened.territory["communes"]}:
        raise Http404("Cette commune n’est pas dans le territoire du diagnostic.")
    ending = f"-{commune}" if commune else ""
    return _pdf(note_pdf(view, commune), f"note-{slug}{ending}-{view.row.stated_on:%Y-%m-%d}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
