"""The specialisation index: how many times more (or less) than elsewhere a theme or a family weighs here."""

from __future__ import annotations

from maillage.kernel.vocabulary import FAMILIES

from .figure import Block, Figure, Line, Part, Remark
from .indicator import ESS, Context, Indicator, Place
from .selection import Condition, among, unknown
from .themes import theme_conditions
from .weight import ess_of


def index(code: str, label: str, condition: Condition, place: Place) -> Figure:
    """(share here) / (share there); its four parts are the rows here and the counted cells there."""
    there, of = ess_of(place.place)
    return Figure(
        code=code,
        label=f"{label}, par rapport à {place.label}",
        unit="fois la part de référence",
        form="index",
        parts=(
            Part("ici", f"{label}, ici", ESS.where(condition)),
            Part("ici-tous", "Toute l’ESS, ici", ESS),
            Part("la-bas", f"{label}, {place.label}", there.where(condition), of),
            Part("la-bas-tous", f"Toute l’ESS, {place.label}", there, of),
        ),
    )


def _plan(context: Context) -> Block:
    places = [place for place in context.places if place.place != "ici"]
    kinds = [
        (f"famille-{family.code}", family.label, among("family", family.code))
        for family in FAMILIES
        if family.is_ess
    ]
    kinds += [(f"theme-{code}", label, condition) for code, label, condition in theme_conditions()]
    return Block(
        lines=tuple(
            Line(
                label,
                tuple(
                    index(f"specialisation.{code}.{place.place}", label, condition, place) for place in places
                ),
                code,
            )
            for code, label, condition in kinds
        ),
        columns=tuple(place.label for place in places),
        chart="bars",
        remarks=(
            Remark(
                "{n} établissement{s} d’ici sans thème ({share} %) : un écart entre thèmes plus petit que "
                "cette part ne prouve rien.",
                ESS.where(unknown("theme_root")),
                among=ESS,
            ),
        ),
        reservations=(
            "1 : la même part qu’ailleurs ; 2 : deux fois plus ; 0,5 : deux fois moins. Sous une dizaine "
            "d’établissements, l’indice tient au hasard.",
            *(place.note for place in places if place.note),
        ),
    )


INDICATOR = Indicator(
    code="specialisation",
    title="Ce qui distingue le territoire",
    section="comparaison",
    definition="La part d’un thème ou d’une famille dans l’ESS d’ici, divisée par sa part dans l’ESS du "
    "territoire comparé.",
    unit="fois la part de référence",
    plan=_plan,
    applies=lambda context: len(context.places) > 1,
)
