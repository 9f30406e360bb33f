"""The practices of the collectivities: read by all, typed by the animator or through a personal link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import animator_required, person
from maillage.observatory.actions import practices as actions
from maillage.observatory.forms import CorrespondentForm, NewGridForm, PracticeForm
from maillage.observatory.models import PracticeAnswer, PracticeGrid
from maillage.observatory.presentation import published_of
from maillage.observatory.queries.practices import (
    grid_before,
    grids,
    practice_table,
    practice_years,
    sheet,
    told,
)
from maillage.ui.navigation import address

DIAGNOSIS = ("Diagnostic", "observatory:diagnosis")


def _trail(*items: tuple[str, str]) -> list[tuple[str, str]]:
    return [(DIAGNOSIS[0], reverse(DIAGNOSIS[1])), *items]


@require_safe
def practices(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The published grids of a year side by side. Open to all."""
    years = practice_years()
    if year is not None and year not in years:
        raise Http404("Aucune grille n’est publiée pour cette année.")
    shown = year or (years[0] if years else None)
    return render(
        request,
        "observatory/practices.html",
        {
            "years": years,
            "year": shown,
            "table": practice_table(shown) if shown else None,
            "trail": _trail(("Pratiques des collectivités", "")),
        },
    )


@require_safe
def practice_grid(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """One collectivity's published grid. Open to all."""
    grid = get_object_or_404(grids(year, published=True).prefetch_related("answers"), actor__slug=slug)
    return render(
        request,
        "observatory/practice_grid.html",
        {
            "grid": grid,
            "sheet": sheet(grid),
            "published": published_of(grid.actor),
            "trail": _trail(
                ("Pratiques des collectivités", reverse("observatory:practices-year", args=[year])),
                (grid.actor.name, ""),
            ),
        },
    )


# --- The animator ---------------------------------------------------------------------------------------
def _animation(*items: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Animation", address("animation")), *items]


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def practice_grids(request: HttpRequest) -> HttpResponse:
    """All grids, and a new one. The animator."""
    form = NewGridForm(request.POST or None)
    if form.is_valid():
        try:
            grid = actions.open_grid(form.cleaned_data["actor"], form.cleaned_data["year"], by=person(request))
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            return redirect("observatory:edit-grid", pk=grid.pk)
    return render(
        request,
        "observatory/practice_grids.html",
        {
            "form": form,
            "page": Paginator(grids(), 50).get_page(request.GET.get("page")),
            "trail": _animation(("Pratiques des collectivités", "")),
        },
    )


def _filled_form(request: HttpRequest, grid: PracticeGrid) -> PracticeForm:
    before = grid_before(grid)
    return PracticeForm(
        request.POST if "fill" in request.POST else None,
        cells=told(grid),
        before=told(before) if before else None,
    )


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_grid(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a grid, send its link, publish it or take it back. The animator."""
    grid = get_object_or_404(grids().prefetch_related(Prefetch("answers", PracticeAnswer.objects.all())), pk=pk)
    form = _filled_form(request, grid)
    asking = CorrespondentForm(
        request.POST if "ask" in request.POST else None, initial={"email": grid.correspondent_email}
    )
    by = person(request)
    try:
        if form.is_valid():
            changed = actions.fill_grid(grid, form.said(), by=by)
            messages.success(request, _said_changes(changed))
            return redirect("observatory:edit-grid", pk=pk)
        if asking.is_valid():
            actions.ask_correspondent(grid, asking.cleaned_data["email"], by=by)
            messages.success(request, "Le lien personnel est parti ; un lien envoyé plus tôt ne s’ouvre plus.")
            return redirect("observatory:edit-grid", pk=pk)
        if "publish" in request.POST:
            actions.publish_grid(grid, by=by)
            messages.success(request, "La grille est publiée.")
            return redirect("observatory:edit-grid", pk=pk)
        if "withdraw" in request.POST:
            actions.withdraw_grid(grid, by=by)
            messages.success(request, "La grille n’est plus publiée ; elle peut être corrigée.")
            return redirect("observatory:edit-grid", pk=pk)
        if "delete" in request.POST:
            actions.delete_grid(grid, by=by)
            messages.success(request, "La grille vide est supprimée.")
            return redirect("observatory:practice-grids")
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("observatory:edit-grid", pk=pk)
    return render(
        request,
        "observatory/edit_grid.html",
        {
            "grid": grid,
            "form": form,
            "asking": asking,
            "sheet": sheet(grid) if grid.state == PracticeGrid.State.PUBLISHED else [],
            "trail": _animation(
                ("Pratiques des collectivités", reverse("observatory:practice-grids")), (str(grid), "")
            ),
        },
    )


def _said_changes(changed: int) -> str:
    if not changed:
        return "Rien n’a changé."
    return f"{changed} réponse{'s' if changed > 1 else ''} enregistrée{'s' if changed > 1 else ''}."


# --- The collectivity's correspondent -------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def practices_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The grid through the personal link; opening it changes nothing. Whoever has the link."""
    grid = get_object_or_404(
        PracticeGrid.objects.select_related("actor").prefetch_related("answers"), token=token
    )
    context: dict[str, Any] = {"grid": grid, "actor": grid.actor, "open": grid.link_is_open}
    if grid.link_is_open:
        form = _filled_form(request, grid)
        if form.is_valid():
            try:
                actions.fill_grid(grid, form.said(), by=None)
                messages.success(
                    request, "Merci, vos réponses sont enregistrées. Vous pouvez encore les corriger."
                )
            except ValueError:
                # Published while it was being filled: the page says so, and what to do.
                messages.error(request, "Vos réponses n’ont pas été enregistrées.")
            return redirect("observatory:practices-link", token=token)
        context["form"] = form
    return render(request, "observatory/practices_link.html", context)
