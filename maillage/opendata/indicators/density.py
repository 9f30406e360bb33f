"""Establishments of the ESS for 10 000 inhabitants, here and elsewhere."""

from __future__ import annotations

from maillage.kernel.vocabulary import FAMILIES

from .figure import Block, Figure, Line, Part
from .indicator import Context, Indicator, Place
from .selection import Condition, Selection, among, yes
from .weight import ess_of


def rate(code: str, label: str, place: Place, *conditions: Condition) -> Figure:
    """Establishments of a place for 10 000 inhabitants."""
    rows, of = ess_of(place.place)
    return Figure(
        code=code,
        label=f"{place.label} : {label}",
        unit="établissements pour 10 000 habitants",
        form="rate",
        scale=10_000,
        parts=(
            Part("ess", label, rows.where(*conditions), of),
            Part("habitants", "Habitants", Selection("places", (among("place", place.place),)), "population"),
        ),
    )


def _plan(context: Context) -> Block:
    kinds: list[tuple[str, str, tuple[Condition, ...]]] = [
        ("ess", "Établissements de l’ESS", ()),
        ("employeurs", "Employeurs de l’ESS", (yes("employer"),)),
    ]
    kinds += [
        (family.code, family.label, (among("family", family.code),)) for family in FAMILIES if family.is_ess
    ]
    return Block(
        lines=tuple(
            Line(
                label,
                tuple(
                    rate(f"densite.{code}.{place.place}", label, place, *conditions) for place in context.places
                ),
                code,
            )
            for code, label, conditions in kinds
        ),
        columns=tuple(place.label for place in context.places),
        chart="bars",
        reservations=(
            "Population municipale de la géographie chargée.",
            *(place.note for place in context.places if place.note),
        ),
    )


INDICATOR = Indicator(
    code="densite",
    title="Pour 10 000 habitants",
    section="comparaison",
    definition="Les établissements actifs de l’ESS rapportés à la population.",
    unit="établissements pour 10 000 habitants",
    plan=_plan,
)
