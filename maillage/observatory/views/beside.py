"""A diagnosis beside other territories, and beside the one before it. Open to all once published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.accounts.permissions import animator_required, is_animator, person
from maillage.kernel.vocabulary import FAMILIES, THEMES
from maillage.observatory.actions.proposals import propose
from maillage.observatory.presentation import DiagnosisView
from maillage.observatory.queries.diagnosis import (
    actors_by_siren,
    areas,
    before,
    grouping_names,
    opened,
    places_named,
    proposed_places,
    reference_of,
    store,
)
from maillage.observatory.views.diagnosis import readable
from maillage.opendata.diagnosis import Changes, Reference, compare
from maillage.opendata.diagnosis import changes as changes_between
from maillage.opendata.store import StoreError

# A page stays readable, and a comparison quick.
MOST_PLACES, MOST_ROWS = 4, 300


@require_safe
def comparison(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """The territory beside others, chosen by name or code. Open to all once the diagnosis is published."""
    view = readable(request, slug, reference)
    words = request.GET.get("q", "").strip()
    asked = list(dict.fromkeys(request.GET.getlist("avec")))[:MOST_PLACES]
    chosen = [found for place in asked if (found := reference_of(place)) is not None]
    context: dict[str, Any] = {
        "diagnosis": view.row,
        "territory": view.opened.territory["name"],
        "q": words,
        "chosen": [
            {
                "place": one.place,
                "label": one.label,
                "without": _with([other.place for other in chosen if other.place != one.place]),
            }
            for one in chosen
        ],
        "found": _links(places_named(words), chosen) if words else [],
        "proposed": _links(proposed_places(view.opened), chosen),
        "trail": [("Diagnostic", view.row.get_absolute_url()), ("Comparer", "")],
    }
    if chosen:
        try:
            with compare(view.opened, chosen, store(), names=grouping_names(), areas=areas()) as compared:
                shown = DiagnosisView(view.row, compared, {}, opens=False)
                context["sections"] = shown.sections()
        except StoreError as error:
            messages.error(request, str(error))
            context["chosen"] = []
    return render(request, "observatory/compare.html", context)


def _with(places: Sequence[str]) -> str:
    return f"?{urlencode({'avec': places}, doseq=True)}"


def _links(places: Sequence[tuple[str, str, str]], chosen: Sequence[Reference]) -> list[dict[str, str]]:
    already = [one.place for one in chosen]
    return [
        {"label": label, "kind": kind, "url": _with([*already, place])}
        for place, label, kind in places
        if place not in already
    ]


@require_safe
def changes(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """What is new since the former diagnosis of the territory. Open to all once both are published."""
    view = readable(request, slug, reference)
    animator = is_animator(request.user)
    found, why = _changes(view, animator=animator)
    context: dict[str, Any] = {
        "diagnosis": view.row,
        "territory": view.opened.territory["name"],
        "former": None,
        "why": why,
        "trail": [("Diagnostic", view.row.get_absolute_url()), ("Ce qui est nouveau", "")],
    }
    if found is not None:
        known = actors_by_siren(row["siren"] for row in (*found.created, *found.seen))
        context |= {
            "former": before(view.row),
            "parts": _parts(found, known, animator=animator),
            "reservations": found.reservations,
            "propose_url": view.address("propose"),
        }
    return render(request, "observatory/changes.html", context)


def _changes(view: DiagnosisView, *, animator: bool) -> tuple[Changes | None, str]:
    """What changed since the former diagnosis, or why that cannot be told (nothing when there is no former)."""
    former = before(view.row)
    if former is None or not (former.published or animator):
        return None, ""
    try:
        return changes_between(opened(former), view.opened), ""
    except StoreError as error:
        return None, str(error)


def _parts(found: Changes, known: Mapping[str, str], *, animator: bool) -> list[dict[str, Any]]:
    told = (
        ("crees", "Créations", "Nés depuis le diagnostic précédent.", "Création", found.created, True),
        (
            "vus",
            "Nouveaux ici",
            "Plus anciens, comptés pour la première fois.",
            "Création",
            found.seen,
            True,
        ),
        ("fermes", "Fermetures", "Fermés, ou sortis des sources.", "Fermeture", found.closed, False),
        ("sortis", "Plus comptés", "Encore ouverts, mais leur preuve manque.", "", found.left, False),
        ("deplaces", "Déplacés", "Le même organisme a changé d’adresse.", "Ouverture", found.moved, False),
    )
    return [
        {
            "code": code,
            "title": title,
            "words": words,
            "when": when,
            "total": len(rows),
            "proposes": proposes and animator,
            "rows": [_row(row, known) for row in rows[:MOST_ROWS]],
        }
        for code, title, words, when, rows, proposes in told
    ]


def _row(row: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    theme = row["theme"] or ""
    day = row.get("closed_on") or row.get("created_on")
    return {
        "name": row["name"] or "sans nom",
        "siret": row["siret"],
        "commune": row["commune_name"],
        "family": FAMILIES.label(row["family"]) if row["family"] else "",
        "theme": THEMES.path_label(theme) if theme in THEMES else "sans thème",
        "day": f"{day:%d/%m/%Y}" if day else "",
        "actor": known.get(row["siren"] or "", ""),
    }


@require_POST
@animator_required
def propose_to_guide(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Open an import with one new structure, or with all of them. The animator."""
    view = readable(request, slug, reference)
    found, why = _changes(view, animator=True)
    if found is None:
        raise Http404(why or "Rien n’est nouveau dans ce diagnostic.")
    known = actors_by_siren(row["siren"] for row in (*found.created, *found.seen))
    wanted = request.POST.get("siret", "")
    rows = [
        row
        for row in (*found.created, *found.seen)
        if (row["siret"] == wanted if wanted else row["siren"] not in known)
    ]
    try:
        batch = propose(view.row, rows, by=person(request))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("observatory:changes", slug, reference)
    messages.success(request, "Vérifiez les colonnes, puis l’aperçu : rien n’est encore écrit.")
    return redirect("imports:columns", pk=batch.pk)
