"""Inhabitants, and how many for a square kilometre, here and elsewhere."""

from __future__ import annotations

from .figure import Block, Figure, Line, Part, total
from .indicator import Context, Indicator, Place
from .selection import Selection, among


def _density(place: Place, known: bool) -> Figure:
    rows = Selection("places", (among("place", place.place),))
    parts = Part("habitants", "Habitants", rows, "population"), Part("superficie", "Superficie", rows, "area")
    return Figure(
        code=f"population.{place.place}.densite",
        label=f"{place.label} : habitants au km²",
        unit="habitants au km²",
        form="rate",
        parts=parts if known else (),
    )


def _plan(context: Context) -> Block:
    lines = []
    for place in context.places:
        rows = Selection("places", (among("place", place.place),))
        people = total(
            f"population.{place.place}.habitants", f"{place.label} : habitants", "habitants", rows, "population"
        )
        lines.append(Line(place.label, (people, _density(place, place.place in context.measured)), place.place))
    return Block(
        lines=tuple(lines),
        columns=("Habitants", "Habitants au km²"),
        reservations=(
            "Population municipale de la géographie chargée.",
            "La superficie est celle des contours de communes chargés sur ce site, eaux comprises ; celle d’un "
            "territoire dont un contour manque n’est pas donnée.",
            *(place.note for place in context.places if place.note),
        ),
    )


INDICATOR = Indicator(
    code="population",
    title="Population et densité",
    section="comparaison",
    definition="Les habitants de chaque territoire, et leur nombre par kilomètre carré.",
    unit="habitants",
    plan=_plan,
    tables=frozenset({"establishments", "places"}),
    applies=lambda context: "ici" in context.measured,
)
