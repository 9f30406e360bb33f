"""By headcount band, and employers against the others."""

from __future__ import annotations

from maillage.opendata.perimeter.employer import EMPLOYER_RESERVATION, HEADCOUNT_BANDS

from .figure import Block, Line, Part, count, share
from .indicator import ESS, ESS_UNIT, HIDDEN, Context, Indicator
from .selection import Condition, among, no, unknown, yes

_RESERVATION = (
    "La tranche vient de la dernière année connue de chaque établissement ; "
    "« sans salarié » veut aussi dire : non employeur dans l’année."
)


def _plan(context: Context) -> Block:
    kinds: list[tuple[str, str, Condition]] = [
        (code, band.label, among("headcount", code)) for code, band in HEADCOUNT_BANDS.items()
    ]
    kinds.append(("inconnue", "Tranche non connue", unknown("headcount")))
    return Block(
        lines=tuple(
            Line(
                label,
                (
                    count(f"effectifs.{code.lower()}", label, ESS_UNIT, ESS.where(condition)),
                    share(
                        f"effectifs.{code.lower()}.part",
                        f"{label} : part",
                        Part("tranche", label, ESS.where(condition)),
                        Part("tous", "Toute l’ESS", ESS),
                    ),
                ),
                code,
            )
            for code, label, condition in kinds
        ),
        columns=("Établissements", "Part"),
        chart="bars",
        remarks=(HIDDEN,),
        reservations=(_RESERVATION,),
    )


def _plan_employers(context: Context) -> Block:
    employers = ("employeurs.oui", "Employeurs", ESS.where(yes("employer")))
    others = (
        "employeurs.non",
        "Sans salarié connu (bénévoles seuls, ou effectif non connu)",
        ESS.where(no("employer")),
    )
    return Block(
        lines=tuple(
            Line(
                label,
                (
                    count(code, label, ESS_UNIT, rows),
                    share(
                        f"{code}.part",
                        f"{label} : part",
                        Part("lignes", label, rows),
                        Part("tous", "Toute l’ESS", ESS),
                    ),
                ),
                code,
            )
            for code, label, rows in (employers, others)
        ),
        columns=("Établissements", "Part"),
        chart="bars",
        remarks=(HIDDEN,),
        reservations=(
            EMPLOYER_RESERVATION,
            _RESERVATION,
        ),
    )


INDICATOR = Indicator(
    code="effectifs",
    title="Par taille",
    section="emploi",
    definition="Les établissements actifs de l’ESS selon leur tranche d’effectif.",
    unit=ESS_UNIT,
    plan=_plan,
)
EMPLOYERS = Indicator(
    code="employeurs",
    title="Employeurs ou bénévoles seuls",
    section="emploi",
    definition="Les établissements actifs de l’ESS dont la tranche d’effectif dit qu’ils emploient, et les "
    "autres.",
    unit=ESS_UNIT,
    plan=_plan_employers,
)
