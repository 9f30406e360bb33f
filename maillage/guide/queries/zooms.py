"""The figures of a theme, a transversal zoom or a commune; each one carries the address of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse

from maillage.actors.models import Actor, ActorState, ActorTag
from maillage.guide.domain.selection import FACETS, Selection
from maillage.guide.queries.places import Centre
from maillage.guide.queries.selected import facet_counts, listed, matching
from maillage.kernel.text import sort_key
from maillage.kernel.vocabulary import THEMES, ZOOMS, Theme, Zoom
from maillage.territory.models import Commune

EXAMPLES = 6
KEYS = ("famille", "service", "public", "insertion", "label", "role")
"""What a zoom is broken down by, beside its themes and communes."""


@dataclass(frozen=True)
class Figure:
    """A number that opens onto its rows; `share` is its percentage of the largest of its table."""

    label: str
    number: int
    share: int
    url: str
    code: str = ""


@dataclass(frozen=True)
class Breakdown:
    """The figures of one table, largest first."""

    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Matrix:
    """Themes by communes; a cell is (number, address of its rows)."""

    communes: Sequence[tuple[str, str]]  # (code, name)
    rows: Sequence[tuple[Figure, Sequence[tuple[int, str]]]]


@dataclass(frozen=True)
class View:
    """What a zoom page shows besides its words."""

    total: int
    url: str
    breakdowns: Sequence[Breakdown]
    examples: Sequence[Actor]
    matrix: Matrix | None = None


def rows_of(selection: Selection) -> str:
    """The address of the list that holds the rows of a selection."""
    return reverse("guide:list") + selection.query


def _figures(
    selection: Selection, key: str, numbers: Mapping[str, int], names: Mapping[str, str]
) -> list[Figure]:
    largest = max(numbers.values(), default=0) or 1
    found = [
        Figure(
            names.get(code) or FACETS[key].label(code),
            number,
            round(100 * number / largest),
            rows_of(selection.with_code(key, code)),
            code,
        )
        for code, number in numbers.items()
    ]
    return sorted(found, key=lambda one: (-one.number, sort_key(one.label)))


def themes_overview() -> tuple[int, list[tuple[Figure, list[Figure]]], list[tuple[Zoom, int]]]:
    """The total, every theme with its sub-themes, and the transversal zooms (four queries)."""
    everything = Selection()
    counts = facet_counts(everything)
    finer = counts.get("subtheme", {})
    numbers = {theme.code: counts.get("theme", {}).get(theme.code, 0) for theme in THEMES.roots()}
    roots = {one.code: one for one in _figures(everything, "theme", numbers, {})}
    overview = []
    for theme in THEMES.roots():
        below = {child.code: finer[child.code] for child in THEMES.children(theme.code) if child.code in finer}
        overview.append((roots[theme.code], _figures(everything, "theme", below, {})))
    zooms = [(zoom, matching(Selection(zoom=zoom.code)).count()) for zoom in ZOOMS]
    return matching(everything).count(), overview, zooms


def view_of(
    selection: Selection, themes: Iterable[Theme], centres: Mapping[str, Centre], *, by_commune: bool = True
) -> View:
    """The figures of a selection, its themes crossed with the communes (five queries)."""
    counts = facet_counts(selection)
    names = {code: centre.name for code, centre in centres.items()}
    at = counts.get("commune", {})
    missing = [code for code in at if code not in names]
    names |= dict(Commune.objects.filter(pk__in=missing).values_list("pk", "name"))
    breakdowns = []
    if by_commune and at:
        breakdowns.append(Breakdown("Par commune", _figures(selection, "commune", at, names)))
    for key in KEYS:
        numbers = counts.get(FACETS[key].kind, {})
        if numbers:
            breakdowns.append(Breakdown(FACETS[key].title, _figures(selection, key, numbers, {})))
    return View(
        total=matching(selection).count(),
        url=rows_of(selection),
        breakdowns=breakdowns,
        examples=list(examples(selection)),
        matrix=_matrix([theme for theme in themes if not theme.is_root], at, names) if by_commune else None,
    )


def examples(selection: Selection) -> QuerySet[Actor]:
    """The pages that tell most, for a page that presents a theme or a commune."""
    return listed(matching(selection)).order_by("-quality", "sort_key", "pk")[:EXAMPLES]


def _matrix(themes: Sequence[Theme], at: Mapping[str, int], names: Mapping[str, str]) -> Matrix | None:
    """How many actors there are of each sub-theme in each commune (one query)."""
    if not themes:
        return None
    cells: dict[tuple[str, str], int] = {}
    rows = (
        ActorTag.objects.filter(
            kind=ActorTag.Kind.SUBTHEME,
            code__in=[theme.code for theme in themes],
            actor__state=ActorState.ACTIVE,
            actor__published=True,
            actor__tags__kind=ActorTag.Kind.COMMUNE,
        )
        .values_list("code", "actor__tags__code")
        .annotate(Count("pk"))
        .order_by()
    )
    for theme_code, commune, number in rows:
        cells[theme_code, commune] = number
    # Actors without a commune count in no column: the total of a row is asked of the tags themselves.
    totals = dict(
        ActorTag.objects.filter(
            kind=ActorTag.Kind.SUBTHEME,
            code__in=[theme.code for theme in themes],
            actor__state=ActorState.ACTIVE,
            actor__published=True,
        )
        .values_list("code")
        .annotate(Count("pk"))
        .order_by()
    )
    columns = sorted(((code, names.get(code, code)) for code in at), key=lambda one: sort_key(one[1]))
    largest = max(totals.values(), default=0)
    lines = []
    for theme in themes:
        number = totals.get(theme.code, 0)
        chosen = Selection().with_code("theme", theme.code)
        share = round(100 * number / largest) if largest else 0
        figure = Figure(theme.label, number, share, rows_of(chosen), theme.code)
        lines.append(
            (
                figure,
                [
                    (cells.get((theme.code, code), 0), rows_of(chosen.with_code("commune", code)))
                    for code, _ in columns
                ],
            )
        )
    return Matrix(columns, lines)


def themes_of_commune(selection: Selection) -> Breakdown:
    """The first-level themes in a commune (one query)."""
    numbers = facet_counts(selection).get("theme", {})
    return Breakdown("Par thème", _figures(selection, "theme", numbers, {}))
