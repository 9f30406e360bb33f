"""What each collectivity buys: contracts won by the ESS, reserved, with social considerations."""

from __future__ import annotations

from collections.abc import Callable

from .figure import Block, Figure, Line, State, count, total
from .indicator import Context, Indicator, of_year
from .selection import Condition, Selection, among, no, yes

BOUGHT = Selection("contracts")
FiguresOf = Callable[[str, str, Selection, Context, bool], tuple[Figure, ...]]


def _line(code: str, name: str, rows: Selection, context: Context, told: bool) -> tuple[Figure, ...]:
    ess: tuple[Figure, ...] = (
        count(
            f"marches.{code}.ess",
            f"{name} : marchés dont un titulaire est de l’ESS",
            "marchés",
            rows.where(yes("in_ess")),
        ),
        total(
            f"marches.{code}.ess-montant",
            f"{name} : montant des marchés de l’ESS, hors accords-cadres",
            "€",
            rows.where(yes("in_ess"), no("framework")),
            "amount",
        ),
        count(
            f"marches.{code}.ess-accords",
            f"{name} : accords-cadres dont un titulaire est de l’ESS",
            "marchés",
            rows.where(yes("in_ess"), yes("framework")),
        ),
    )
    # Only SIRENE tells whether the holder of a number is of the ESS.
    if "establishments" not in context.tables:
        ess = tuple(figure.silent("not_in_source") for figure in ess)
    considered: tuple[Figure, ...] = (
        count(f"marches.{code}.reserves", f"{name} : marchés réservés", "marchés", rows.where(yes("reserved"))),
        count(
            f"marches.{code}.sociales",
            f"{name} : marchés avec une considération sociale",
            "marchés",
            rows.where(Condition("social", "filled")),
        ),
    )
    if not told:
        considered = tuple(figure.silent("not_in_source") for figure in considered)
    return (count(f"marches.{code}", f"{name} : marchés publiés", "marchés", rows), *ess, *considered)


def lines_by_year(context: Context, figures_of: FiguresOf) -> tuple[Line, ...]:
    """A line for each buyer and year of the contracts; for a buyer who published none, one that says why.

    `figures_of(code, name, rows, context, told)`: `told` is whether the source has a word for considerations.
    """
    lines = []
    for siren, name in context.collectivities:
        for year in context.contract_years.get(siren, ()):
            code, words, condition = of_year(year)
            rows = BOUGHT.where(among("buyer", siren), condition)
            told = year in context.considered_years.get(siren, ())
            figures = figures_of(f"{siren}.{code}", f"{name}, {words}", rows, context, told)
            lines.append(Line(f"{name}, {words}", figures, f"{siren}.{code}"))
        if siren not in context.contract_years:
            state: State = "not_told" if siren in context.not_told else "not_in_source"
            figures = tuple(figure.silent(state) for figure in figures_of(siren, name, BOUGHT, context, False))
            lines.append(Line(name, figures, siren))
    return tuple(lines)


def _plan(context: Context) -> Block:
    return Block(
        lines=lines_by_year(context, _line),
        columns=(
            "Marchés",
            "Titulaire de l’ESS",
            "Montant à l’ESS",
            "Accords-cadres de l’ESS",
            "Réservés",
            "Considération sociale",
        ),
        reservations=(
            "Sous 40 000 € HT, la publication n’est pas obligatoire.",
            "Le maximum d’un accord-cadre n’est pas une dépense : il n’entre pas dans les montants.",
            "Un marché à plusieurs titulaires compte une fois, pour son montant entier.",
            "Un titulaire publié sans numéro n’est reconnu que par son nom : celui d’une structure des listes "
            "locales, ou un nom confirmé par une personne.",
            "La source dit « marché réservé » sans dire à qui : le type se déduit du titulaire.",
        ),
    )


INDICATOR = Indicator(
    code="marches",
    title="Marchés publics",
    section="pratiques",
    definition="Les marchés publiés par les collectivités du territoire, une fois chacun.",
    unit="marchés",
    plan=_plan,
    tables=frozenset({"contracts"}),
)
