"""The figures of a year of events, for the animator; each opens onto its events."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.accounts.permissions import animator_required
from maillage.tables import Cell
from maillage.ui.downloads import csv_download
from maillage.workspace.permissions import visible_events
from maillage.workspace.queries.presence_statistics import (
    Asked,
    Statistics,
    held_events,
    newcomers,
    statistics_of,
    with_counts,
)
from maillage.workspace.views.trails import in_animation

HEAD = ("Événements", "dont présence notée", "Inscriptions", "Présences", "Taux", "Nouvelles personnes")


@require_safe
@animator_required
def statistics(request: HttpRequest) -> HttpResponse:
    """Events by kind, quarter and sex where it was asked. The animator."""
    context = {
        "statistics": statistics_of(Asked.asked(request.GET)),
        "trail": in_animation(("Chiffres des événements", "")),
    }
    return render(request, "workspace/presence/statistics.html", context)


@require_safe
@animator_required
def statistics_csv(request: HttpRequest) -> HttpResponseBase:
    """The same figures as a file. The animator."""
    found = statistics_of(Asked.asked(request.GET))
    return csv_download(_table(found), f"evenements-{found.asked.year}")


def _table(found: Statistics) -> Iterator[list[Cell]]:
    yield ["Découpage", "Ligne", *HEAD]
    parts = (("Ensemble", [found.total]), ("Sorte", found.kinds), ("Trimestre", found.quarters))
    for part, lines in parts:
        for one in lines:
            rate = None if one.rate is None else one.rate / 100
            yield [part, one.label, one.events, one.counted, one.registered, one.present, rate, one.new]
    for label, registered, present in found.sexes:
        yield ["Civilité (si demandée)", label, None, None, registered, present, None, None]
    if found.invited:
        rate = None if found.of_invited is None else found.of_invited / 100
        yield ["Personnes invitées", "Ensemble", None, None, found.invited, found.invited_present, rate, None]


@require_safe
@animator_required
def rows(request: HttpRequest) -> HttpResponse:
    """The events behind a figure, each with its own; those that one may not see are counted without a name.

    The animator.
    """
    asked = Asked.asked(request.GET)
    page = Paginator(with_counts(held_events(asked)).order_by("-starts_at", "-pk"), 50).get_page(
        request.GET.get("page")
    )
    events = list(page)
    seen = set(
        visible_events(request.user).filter(pk__in=[one.pk for one in events]).values_list("pk", flat=True)
    )
    new = newcomers(events)
    context = {
        "asked": asked,
        "page": page,
        "rows": [(one, one.pk in seen, new[one.pk]) for one in events],
        "trail": in_animation(
            ("Chiffres des événements", f"{reverse('workspace:event-statistics')}?annee={asked.year}"),
            (asked.words, ""),
        ),
    }
    return render(request, "workspace/presence/statistics_rows.html", context)
