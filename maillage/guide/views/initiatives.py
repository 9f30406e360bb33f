"""Initiatives at every stage: open to all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.actors.models import InitiativeActor
from maillage.guide.queries.initiatives import (
    Asked,
    by_stage,
    communes_with_initiatives,
    initiatives,
    published,
)
from maillage.kernel.vocabulary import PUBLICS, STAGES, THEMES
from maillage.ui.address import absolute


@require_safe
def initiatives_list(request: HttpRequest) -> HttpResponse:
    """All initiatives by stage, narrowed by stage, theme and commune."""
    asked = Asked(*(request.GET.get(key, "")[:60] for key in ("etape", "theme", "commune")))
    found = initiatives(asked)
    return render(
        request,
        "guide/initiatives/list.html",
        {
            "asked": asked,
            "total": len(found),
            "groups": by_stage(found),
            "stages": STAGES.choices(),
            "themes": [(theme.code, theme.label) for theme in THEMES.roots()],
            "communes": communes_with_initiatives(),
            "trail": [("Initiatives", "")],
        },
    )


@require_safe
def initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiative: what, at which stage, with whom, according to whom."""
    found = get_object_or_404(published().select_related("contribution__source"), slug=slug)
    parts: list[InitiativeActor] = found.shown_parts  # type: ignore[attr-defined]
    steps = [(term, code == found.stage) for code in STAGES.codes if (term := STAGES.get(code))]
    roles = InitiativeActor.Role
    return render(
        request,
        "guide/initiatives/page.html",
        {
            "initiative": found,
            "stage": STAGES.get(found.stage),
            "steps": steps,
            "groups": [
                (title, [part.actor for part in parts if part.role == role])
                for role, title in (
                    (roles.LEADER, "Portée par"),
                    (roles.PARTNER, "Avec pour partenaires"),
                    (roles.CONSIDERED, "Acteurs envisagés"),
                )
            ],
            "has_leader": any(part.role == roles.LEADER for part in parts),
            "publics": [PUBLICS.label(code) for code in found.publics],
            "page_url": absolute(reverse("guide:initiative", args=[slug]), request),
            "trail": [("Initiatives", reverse("guide:initiatives")), (found.title, "")],
        },
    )
