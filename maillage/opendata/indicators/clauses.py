"""To whom contracts are reserved, and which bear clauses of performance, by choice or by duty."""

from __future__ import annotations

from .contracts import lines_by_year
from .figure import Block, Figure, count
from .indicator import Context, Indicator
from .selection import Selection, among, having
from .tables import CLAUSES, RESERVED_FOR

_COLUMNS = (
    *(("reserved_for", code, f"Réservé : {label}") for code, label in RESERVED_FOR.items()),
    *(("clause", code, f"Clause : {label}") for code, label in CLAUSES.items()),
)
_CRITERION = "Critère social"


def _line(code: str, name: str, rows: Selection, context: Context, told: bool) -> tuple[Figure, ...]:
    figures = tuple(
        count(
            f"clauses.{code}.{value}", f"{name} : {label.lower()}", "marchés", rows.where(among(column, value))
        )
        for column, value, label in _COLUMNS
    )
    criterion = count(
        f"clauses.{code}.critere",
        f"{name} : critère social d’attribution",
        "marchés",
        rows.where(having("social", _CRITERION)),
    )
    if not told:
        return tuple(figure.silent("not_in_source") for figure in (*figures, criterion))
    # Only SIRENE and the lists of insertion tell what a holder is.
    if "establishments" not in context.tables:
        figures = tuple(
            figure.silent("not_in_source") if column == "reserved_for" else figure
            for figure, (column, _, _) in zip(figures, _COLUMNS, strict=True)
        )
    return (*figures, criterion)


def _plan(context: Context) -> Block:
    return Block(
        lines=lines_by_year(context, _line),
        columns=(*(label for _, _, label in _COLUMNS), _CRITERION),
        reservations=(
            "La source dit « marché réservé » sans dire à qui : le type se déduit du titulaire. Un marché "
            "réservé au travail en détention ne peut pas être reconnu ainsi.",
            "La source ne donne pas la date de la consultation : un marché notifié avant le 22 août 2026 fut "
            "consulté avant ; pour les autres, choix et obligation ne se distinguent pas.",
            "L’obligation sociale ne vaut qu’au-dessus des seuils européens.",
        ),
    )


INDICATOR = Indicator(
    code="clauses",
    title="Marchés réservés et clauses",
    section="pratiques",
    definition="Parmi les marchés publiés, ceux qui sont réservés, et à qui d’après leur titulaire ; ceux qui "
    "portent des clauses d’exécution sociales ou environnementales, par choix ou par obligation.",
    unit="marchés",
    plan=_plan,
    tables=frozenset({"contracts"}),
)
