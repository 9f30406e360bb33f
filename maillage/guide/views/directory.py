"""The list with its facets and its map, and the same list for other sites."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from maillage.actors.search import note_missed_search
from maillage.guide import geocoder
from maillage.guide.domain.selection import SORTS, Selection
from maillage.guide.queries.facets import chips, facet_boxes
from maillage.guide.queries.places import Nowhere, Place, commune_centres, place_of
from maillage.guide.queries.selected import near_misses, page_of
from maillage.guide.queries.words import words_of
from maillage.ui.address import absolute

TYPING = "X-En-Frappe"
"""Header of what is sent while the visitor still types: such words are not yet a search."""


def asked(request: HttpRequest) -> Selection:
    """The selection that the address asks for."""
    return Selection.parse((key, value) for key, values in request.GET.lists() for value in values)


def _listing(request: HttpRequest, base: str) -> dict[str, Any]:
    """What the list shows, whatever frames it."""
    selection = asked(request)
    words = words_of(selection.q)
    if words is not None and not words.hits and TYPING not in request.headers:
        note_missed_search(selection.q)
    place = place_of(selection, commune_centres()) if selection.is_near else None
    boxes, communes = facet_boxes(selection, words)
    where = place if isinstance(place, Place) else None
    page = page_of(selection, words, where)
    for actor in page:
        actor.how_far = where.away(actor) if where else ""  # type: ignore[attr-defined]
    return {
        "selection": selection,
        "words": words,
        "near": near_misses(words) if page.number == 1 else [],
        "place": where,
        "nowhere": place if isinstance(place, Nowhere) else None,
        "page": page,
        "total": page.paginator.count,
        "boxes": boxes,
        "chips": chips(selection, communes, base),
        "sorts": _sorts(selection),
        "unfiltered": Selection(q=selection.q, near=selection.near, point=selection.point).query,
        "filters": selection.filters.query,
        "base": base,
        "share_url": absolute(base + selection.query, request),
    }


def _sorts(selection: Selection) -> list[tuple[str, str, bool]]:
    """(value, label, chosen) of the orders possible; the natural one has no value, so as not to last."""
    possible = selection.possible_sorts()
    return [("" if one == possible[0] else one, SORTS[one], one == selection.sorted_by) for one in possible]


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


@require_safe
@vary_on_headers("HX-Request")
def directory(request: HttpRequest) -> HttpResponse:
    """The who's who: words, facets, list, map. Open to all."""
    base = reverse("guide:list")
    context = _listing(request, base)
    if _wants_part(request):
        answer = render(request, "guide/list/part.html", context)
        answer["HX-Push-Url"] = base + context["selection"].query
        return answer
    return render(
        request,
        "guide/list/page.html",
        context
        | {
            "geocoder": geocoder.host(),
            "tiles": settings.TILE_URL,
            "tiles_attribution": settings.TILE_ATTRIBUTION,
        },
    )


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request: HttpRequest) -> HttpResponse:
    """The list without the site around it, for other sites' frames. Sets no cookie."""
    return render(request, "guide/list/embedded.html", _listing(request, reverse("guide:embedded")))


@require_safe
@csp_update({"frame-src": [SELF]})
def embedding(request: HttpRequest) -> HttpResponse:
    """How to show the list, or a part of it, on another site."""
    selection = asked(request).filters
    address = absolute(reverse("guide:embedded") + selection.query, request)
    boxes, communes = facet_boxes(selection, words_of(selection.q))
    return render(
        request,
        "guide/list/embedding.html",
        {
            "address": address,
            "preview": reverse("guide:embedded") + selection.query,
            "selection": selection,
            "chips": chips(selection, communes, reverse("guide:embedding")),
            "boxes": [box for box in boxes if box.facet.key in {"commune", "theme"}],
            "trail": [("Annuaire", reverse("guide:list")), ("Montrer l’annuaire sur un autre site", "")],
        },
    )
