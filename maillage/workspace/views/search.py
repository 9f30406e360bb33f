"""The search over all that is kept."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.actors.search import note_missed_search
from maillage.workspace.permissions import is_member
from maillage.workspace.queries.search import KINDS, Section, search_sections

ON_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds some words, kind by kind, or all of one kind. Open to all: each finds what they may read."""
    text = request.GET.get("q", "").strip()[:200]
    kind = next((one for one in KINDS if one.code == request.GET.get("dans")), None)
    context: dict[str, Any] = {
        "text": text,
        "kind": kind,
        "member": is_member(request.user),
        "trail": [("Recherche", "")],
    }
    if kind is None:
        context["sections"] = search_sections(request.user, text)
        if text and not context["sections"]:
            note_missed_search(text)
    else:
        keys = kind.keys(request.user, text) if text else []
        page = Paginator(keys, ON_PAGE).get_page(request.GET.get("page"))
        found = kind.rows(request.user, text, list(page))
        context |= {"page": page, "sections": [Section(kind, len(keys), found)] if found else []}
    return render(request, "workspace/search/search.html", context)
