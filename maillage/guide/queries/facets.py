"""The facets as the page shows them: labels, numbers, what is chosen, what is folded away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.actors.search import SearchResult
from maillage.guide.domain.selection import FACETS, Facet, Selection
from maillage.guide.queries.selected import facet_counts
from maillage.kernel.text import sort_key
from maillage.kernel.vocabulary import THEMES, ZOOMS
from maillage.territory.models import Commune

SHOWN = 8
"""Beyond so many, the codes of a facet are folded under « tout voir »."""
OPENED = frozenset({"commune", "theme"})
"""Facets unfolded from the start; the others are once something is chosen in them."""


@dataclass
class Option:
    """A code that can be chosen, and how many actors it would show."""

    code: str
    label: str
    number: int
    chosen: bool
    children: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class FacetBox:
    """A facet with its options: those in sight, and the others in French order."""

    facet: Facet
    shown: list[Option]
    folded: list[Option]

    @property
    def opened(self) -> bool:
        """Whether it is unfolded when the page arrives."""
        return self.facet.key in OPENED or any(one.chosen for one in self.shown)


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    title: str
    label: str
    url: str
    # Whether a form field outside the facets holds it, so that the whole page must come back.
    whole_page: bool = False


def facet_boxes(selection: Selection, words: SearchResult | None) -> tuple[list[FacetBox], dict[str, str]]:
    """The facets that have something to choose, and the names of the communes in them (two queries)."""
    counts = facet_counts(selection, words)
    in_facet = {*counts.get(FACETS["commune"].kind, {}), *selection.codes("commune")}
    communes = dict(Commune.objects.filter(pk__in=in_facet).values_list("pk", "name"))
    boxes = []
    for facet in FACETS.values():
        options = _options(facet, selection, counts, communes)
        if not options:
            continue
        options.sort(key=lambda one: (not one.chosen, -one.number, sort_key(one.label)))
        shown = max(SHOWN, sum(one.chosen for one in options))
        folded = sorted(options[shown:], key=lambda one: sort_key(one.label))
        boxes.append(FacetBox(facet, options[:shown], folded))
    return boxes, communes


def _options(
    facet: Facet, selection: Selection, counts: Mapping[str, Mapping[str, int]], communes: Mapping[str, str]
) -> list[Option]:
    numbers = counts.get(facet.kind, {})
    chosen = selection.codes(facet.key)
    if facet.key == "theme":
        opened = {code.partition("/")[0] for code in chosen}
        finer = counts.get("subtheme", {})
        return [
            Option(
                code,
                facet.label(code),
                numbers.get(code, 0),
                code in opened,
                [
                    Option(theme.code, theme.label, finer.get(theme.code, 0), theme.code in chosen)
                    for theme in THEMES.children(code)
                    if code in opened and (finer.get(theme.code) or theme.code in chosen)
                ],
            )
            for code in {*numbers, *opened}
        ]
    return [
        Option(code, communes.get(code) or facet.label(code), numbers.get(code, 0), code in chosen)
        for code in {*numbers, *chosen}
    ]


def chips(selection: Selection, communes: Mapping[str, str], base: str) -> list[Chip]:
    """Everything in force that can be taken off, in the order of the page (no query)."""
    found = []
    if selection.q:
        found.append(Chip("Mots cherchés", f"« {selection.q} »", base + selection.but(q="").query, True))
    if selection.is_near:
        label = selection.near or "votre position"
        found.append(Chip("Près de", label, base + selection.but(near="", point=None).query, True))
    if selection.zoom:
        label = ZOOMS.label(selection.zoom)
        found.append(Chip("Zoom", label, base + selection.but(zoom="").query))
    for key, codes in selection.chosen.items():
        facet = FACETS[key]
        for code in codes:
            label = communes.get(code) or facet.label(code)
            found.append(Chip(facet.title, label, base + selection.without_code(key, code).query))
    return found
