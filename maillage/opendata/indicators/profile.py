"""The same shares, side by side, for each territory compared: families, themes, employers, sizes."""

from __future__ import annotations

from maillage.kernel.vocabulary import FAMILIES
from maillage.opendata.perimeter.employer import HEADCOUNT_BANDS

from .figure import Block, Figure, Line, Part, Remark, count, share, total
from .indicator import ESS, ESS_UNIT, Context, Indicator, Place
from .selection import Condition, among, unknown, yes
from .themes import theme_conditions
from .weight import ess_of

_SMALL = tuple(code for code, band in HEADCOUNT_BANDS.items() if 0 < band.low < 10)
_MIDDLE = tuple(code for code, band in HEADCOUNT_BANDS.items() if 10 <= band.low < 50)
_LARGE = tuple(code for code, band in HEADCOUNT_BANDS.items() if band.low >= 50)


def _kinds() -> list[tuple[str, str, Condition]]:
    families = [
        (f"famille-{family.code}", family.label, among("family", family.code))
        for family in FAMILIES
        if family.is_ess
    ]
    themes = [(f"theme-{code}", label, condition) for code, label, condition in theme_conditions()]
    return [
        *families,
        *themes,
        ("employeurs", "Employeurs", yes("employer")),
        ("taille-1-9", "1 à 9 salariés", among("headcount", *_SMALL)),
        ("taille-10-49", "10 à 49 salariés", among("headcount", *_MIDDLE)),
        ("taille-50", "50 salariés et plus", among("headcount", *_LARGE)),
    ]


def _size(place: Place) -> Figure:
    rows, of = ess_of(place.place)
    code, label = f"profil.ess.{place.place}", f"{place.label} : établissements de l’ESS"
    return total(code, label, ESS_UNIT, rows, of) if of else count(code, label, ESS_UNIT, rows)


def _share(code: str, label: str, condition: Condition, place: Place) -> Figure:
    rows, of = ess_of(place.place)
    return share(
        f"profil.{code}.{place.place}",
        f"{place.label} : part de « {label} » dans l’ESS",
        Part("lignes", label, rows.where(condition), of),
        Part("tous", "Toute l’ESS", rows, of),
    )


def _plan(context: Context) -> Block:
    lines = [Line("Établissements de l’ESS", tuple(_size(place) for place in context.places), "ess")]
    lines += [
        Line(label, tuple(_share(code, label, condition, place) for place in context.places), code)
        for code, label, condition in _kinds()
    ]
    return Block(
        lines=tuple(lines),
        columns=tuple(place.label for place in context.places),
        remarks=(
            Remark(
                "{n} établissement{s} d’ici sans thème ({share} %) : ailleurs aussi, une part n’est pas "
                "classée.",
                ESS.where(unknown("theme_root")),
                among=ESS,
            ),
        ),
        reservations=tuple(place.note for place in context.places if place.note),
    )


INDICATOR = Indicator(
    code="profil",
    title="Profils comparés",
    section="comparaison",
    definition="Pour chaque territoire, la part des familles, des thèmes et des tailles parmi les "
    "établissements de l’ESS.",
    unit="%",
    plan=_plan,
    applies=lambda context: len(context.places) > 1,
)
