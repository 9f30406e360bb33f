"""What the map's script asks for: markers, names, ground. Compact, cacheable, the same for everybody."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from maillage.guide.queries import map as drawn
from maillage.guide.queries.places import commune_centres
from maillage.guide.queries.words import words_of
from maillage.guide.views.directory import asked

FORM = "1"
"""To be changed with the form of the answers, so that no old one is taken from a cache."""
NAMES_AT_ONCE = 100


def _etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    state = f"{FORM} {request.get_full_path()} {drawn.version()}"
    return f'"{hashlib.sha256(state.encode()).hexdigest()[:20]}"'


def _compact(data: Any, *, max_age: int) -> HttpResponse:
    answer = JsonResponse(data, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
    patch_cache_control(answer, public=True, max_age=max_age)
    return answer


@require_safe
@condition(etag_func=_etag)
def points(request: HttpRequest) -> HttpResponse:
    """The markers of the selection (see `queries.map.points`)."""
    selection = asked(request)
    return _compact(drawn.points(selection, words_of(selection.q), commune_centres()), max_age=60)


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Names and addresses of the pages of at most 100 markers in sight, by identifier."""
    ids = [int(one) for one in request.GET.get("id", "").split(",") if one.isdecimal() and len(one) < 12]
    return _compact(drawn.names(ids[:NAMES_AT_ONCE]), max_age=300)


@require_safe
def ground(request: HttpRequest) -> HttpResponse:
    """The communes of the territory, with their outlines where they are known."""
    return _compact(drawn.ground(commune_centres()), max_age=3600)
