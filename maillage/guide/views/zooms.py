"""Pages by theme, by transversal zoom and by commune: open to all."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.guide.domain.communes import code_of_slug, commune_slug
from maillage.guide.domain.selection import Selection
from maillage.guide.queries.initiatives import Asked, has_theme, initiatives
from maillage.guide.queries.map import territory_map
from maillage.guide.queries.places import commune_centres
from maillage.guide.queries.zooms import themes_of_commune, themes_overview, view_of
from maillage.kernel.vocabulary import THEMES, ZOOMS, Term, Theme
from maillage.territory.models import Commune


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme with its number, and the zooms across themes."""
    total, overview, zooms = themes_overview()
    return render(
        request,
        "guide/zooms/themes.html",
        {
            "total": total,
            "overview": overview,
            # A zoom that is a whole theme already has its card among the themes.
            "zooms": [(zoom, number) for zoom, number in zooms if zoom.code not in THEMES],
            "trail": [("Annuaire", reverse("guide:list")), ("Thèmes", "")],
        },
    )


@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """One theme of either level, or a zoom across themes."""
    trail = [("Annuaire", reverse("guide:list")), ("Thèmes", reverse("guide:themes"))]
    term: Term
    parts: Sequence[Theme] = ()
    if code in THEMES:
        term = THEMES[code]
        selection = Selection().with_code("theme", code)
        root = THEMES.root(code)
        if root.code == code:
            parts = THEMES.children(code)
        else:
            trail.append((root.label, reverse("guide:theme", args=[root.code])))
        started = initiatives(Asked(theme=code))
        crossed: list[str] = []
    elif code in ZOOMS:
        term = ZOOMS[code]
        selection = Selection(zoom=code)
        parts = ZOOMS[code].themes
        started = [
            one for one in initiatives(Asked()) if any(has_theme(one.themes, part.code) for part in parts)
        ]
        crossed = list(dict.fromkeys(part.root_code for part in parts))
    else:
        raise Http404("Ce thème n’existe pas.")
    return render(
        request,
        "guide/zooms/theme.html",
        {
            "term": term,
            "code": code,
            "view": view_of(selection, parts, commune_centres()),
            "initiatives": started,
            "crossed": crossed,
            "trail": [*trail, (term.label, "")],
        },
    )


@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """The communes of the territory, each with its number."""
    centres = commune_centres()
    view = view_of(Selection(), (), centres)
    numbers = {figure.code: figure for one in view.breakdowns[:1] for figure in one.figures}
    rows = [(centre, commune_slug(centre.name, code), numbers.get(code)) for code, centre in centres.items()]
    return render(
        request,
        "guide/zooms/communes.html",
        {
            "rows": rows,
            "map": territory_map(centres, {code: figure.number for code, figure in numbers.items()}),
            "trail": [("Annuaire", reverse("guide:list")), ("Communes", "")],
        },
    )


@require_safe
def commune(request: HttpRequest, slug: str) -> HttpResponse:
    """One commune of the territory, or where an actor is."""
    centres = commune_centres()
    code = code_of_slug(slug)
    if code not in centres:
        raise Http404("Cette commune n’est pas dans le territoire de cet annuaire.")
    right = commune_slug(centres[code].name, code)
    if slug != right:
        return HttpResponsePermanentRedirect(reverse("guide:commune", args=[right]))
    selection = Selection().with_code("commune", code)
    return render(
        request,
        "guide/zooms/commune.html",
        {
            "commune": Commune.objects.defer("outline").prefetch_related("postcodes").get(pk=code),
            "view": view_of(selection, (), centres, by_commune=False),
            "themes": themes_of_commune(selection),
            "initiatives": initiatives(Asked(commune=code)),
            "trail": [
                ("Annuaire", reverse("guide:list")),
                ("Communes", reverse("guide:communes")),
                (centres[code].name, ""),
            ],
        },
    )
