"""What the map draws: the ground, the markers of who may be shown, and the numbers of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse

from maillage.actors.models import Actor
from maillage.actors.search import SearchResult
from maillage.guide.domain.communes import commune_slug
from maillage.guide.domain.outlines import Geometry, draw, extent, lighten
from maillage.guide.domain.selection import Selection
from maillage.guide.queries.places import Centre
from maillage.guide.queries.selected import matching
from maillage.kernel.vocabulary import THEMES
from maillage.territory.models import Commune

SCALE = 100_000
"""Coordinates travel as whole hundred-thousandths of a degree (about a metre)."""
OUTLINE_FINENESS = 1 / 400
"""An outline may move by this share of the territory's size: less than two pixels on a screen."""

NAMED_COMMUNES = 15
"""Beyond, the names of the communes would cover one another on the drawing of the territory."""


def version() -> str:
    """A mark that changes whenever an actor is made, changed or removed (one query)."""
    state = Actor.objects.aggregate(number=Count("pk"), last=Max("updated_at"))
    return f"{state['number']}-{state['last'].timestamp() if state['last'] else 0:.6f}"


def points(selection: Selection, words: SearchResult | None, centres: Mapping[str, Centre]) -> dict[str, Any]:
    """The markers of a selection, one query.

    Identifiers grow and are written as the gaps between them; `lat` and `lon` count from `origin`; `theme`
    indexes `themes`. Who may not be shown is counted in `communes`, who has no known commune in `unplaced`.
    """
    roots = [theme.code for theme in THEMES.roots()]
    index = {code: number for number, code in enumerate(roots)}
    placed: list[tuple[int, int, int, int]] = []
    by_commune: Counter[str] = Counter()
    unplaced = 0
    rows = matching(selection, words).order_by("pk")
    for pk, up, over, themes, commune in rows.values_list(
        "pk", "latitude", "longitude", "themes", "commune"
    ).iterator(chunk_size=2000):
        if up is not None and over is not None:
            theme = index.get(themes[0].partition("/")[0], len(roots)) if themes else len(roots)
            placed.append((pk, theme, round(up * SCALE), round(over * SCALE)))
        elif (centre := centres.get(commune or "")) and centre.point:
            by_commune[commune] += 1
        else:
            unplaced += 1
    south = min((row[2] for row in placed), default=0)
    west = min((row[3] for row in placed), default=0)
    return {
        "themes": [*roots, ""],
        "origin": [south, west],
        "id": [after - before for before, after in pairwise([0, *(row[0] for row in placed)])],
        "theme": [row[1] for row in placed],
        "lat": [row[2] - south for row in placed],
        "lon": [row[3] - west for row in placed],
        "communes": [
            {
                "name": centres[code].name,
                "point": [round(part, 5) for part in centres[code].point or ()],
                "number": number,
                "url": reverse("guide:list") + selection.filters.with_code("commune", code).query,
            }
            for code, number in sorted(by_commune.items(), key=lambda item: -item[1])
        ],
        "unplaced": unplaced,
    }


def names(ids: Collection[int]) -> dict[int, dict[str, str]]:
    """The name, commune, theme and address of pages for the markers in sight (one query)."""
    rows = Actor.objects.public().filter(pk__in=ids).exclude(latitude=None).select_related("commune")
    return {
        actor.pk: {
            "name": actor.name,
            "theme": THEMES.path_label(actor.themes[0]) if actor.themes else "",
            "place": actor.shown_address or (actor.commune.name if actor.commune else ""),
            "url": reverse("guide:actor", args=[actor.slug]),
        }
        for actor in rows.only("name", "slug", "themes", "shown_address", "commune__name")
    }


def _outlines() -> tuple[dict[str, Geometry], list[str]]:
    """The lightened outlines of the territory's communes, and what must be said of them (one query)."""
    rows = [
        (code, outline, note)
        for code, outline, note in Commune.objects.filter(territories__is_main=True)
        .order_by("folded_name")
        .values_list("code", "outline", "outline_note")
        if outline
    ]
    # A territory of many communes is seen from further away.
    size = max((extent(outline) for _, outline, _ in rows), default=0.0) * len(rows) ** 0.5
    light = {code: lighten(outline, size * OUTLINE_FINENESS) for code, outline, _ in rows}
    return light, sorted({note for _, _, note in rows if note})


def ground(centres: Mapping[str, Centre]) -> dict[str, Any]:
    """The communes of the territory: names, centres and lightened outlines (one query)."""
    outlines, notes = _outlines()
    return {
        "communes": [
            {
                "name": centre.name,
                "point": [round(part, 5) for part in centre.point] if centre.point else None,
                "outline": outlines.get(code),
            }
            for code, centre in centres.items()
            if code in outlines or centre.point
        ],
        "notes": notes,
    }


@dataclass(frozen=True)
class CommuneShape:
    """A commune of the drawing: its outline as an SVG path, where its name goes, and its number."""

    name: str
    slug: str
    number: int
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class TerritoryMap:
    """The territory as one picture, and what must be said of its outlines."""

    width: int
    height: int
    shapes: Sequence[CommuneShape]
    notes: Sequence[str]

    @property
    def is_named(self) -> bool:
        """Whether the names of the communes have room."""
        return len(self.shapes) <= NAMED_COMMUNES


def territory_map(centres: Mapping[str, Centre], numbers: Mapping[str, int]) -> TerritoryMap | None:
    """The territory drawn, with a number by code of commune; None without outlines (one query)."""
    outlines, notes = _outlines()
    placed = {
        code: (outline, (point[1], point[0]))
        for code, outline in outlines.items()
        if (centre := centres.get(code)) and (point := centre.point)
    }
    if not placed:
        return None
    drawing = draw(placed)
    shapes = [
        CommuneShape(
            centres[code].name, commune_slug(centres[code].name, code), numbers.get(code, 0), path, x, y
        )
        for code, (path, (x, y)) in drawing.shapes.items()
    ]
    return TerritoryMap(drawing.width, drawing.height, shapes, notes)
