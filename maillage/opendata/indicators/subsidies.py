"""What each collectivity gave, to how many structures, and the ESS's share."""

from __future__ import annotations

from .figure import Block, Figure, Line, Part, Remark, State, count, share, total
from .indicator import Context, Indicator, of_year
from .selection import Selection, among, no, yes

GIVEN = Selection("beneficiaries")
_UNIT = "structures subventionnées"


def _line(code: str, name: str, rows: Selection, context: Context) -> tuple[Figure, ...]:
    ess = rows.where(yes("in_ess"))
    top, bottom = (
        Part("ess", "À l’ESS", ess, "amount"),
        Part("toutes", "Toutes les subventions", rows, "amount"),
    )
    given = (
        total(f"subventions.{code}.montant", f"{name} : subventions versées", "€", rows, "amount"),
        count(f"subventions.{code}.structures", f"{name} : structures subventionnées", _UNIT, rows),
    )
    recognised: tuple[Figure, ...] = (
        total(f"subventions.{code}.ess", f"{name} : subventions à l’ESS", "€", ess, "amount"),
        count(f"subventions.{code}.structures-ess", f"{name} : structures de l’ESS subventionnées", _UNIT, ess),
        share(f"subventions.{code}.part", f"{name} : part de l’ESS", top, bottom),
    )
    if not context.tables & {"establishments", "local"}:  # nothing tells who is of the ESS
        recognised = tuple(figure.silent("not_in_source") for figure in recognised)
    return (*given, *recognised)


def _plan(context: Context) -> Block:
    lines = []
    for siren, name in context.collectivities:
        for year in context.subsidy_years.get(siren, ()):
            code, words, condition = of_year(year)
            rows = GIVEN.where(among("funder", siren), condition)
            figures = _line(f"{siren}.{code}", f"{name}, {words}", rows, context)
            lines.append(Line(f"{name}, {words}", figures, f"{siren}.{code}"))
        if siren not in context.subsidy_years:
            state: State = "not_told" if siren in context.not_told else "not_in_source"
            figures = tuple(figure.silent(state) for figure in _line(siren, name, GIVEN, context))
            lines.append(Line(name, figures, siren))
    return Block(
        lines=tuple(lines),
        columns=("Montant", "Structures", "À l’ESS", "Structures de l’ESS", "Part de l’ESS"),
        remarks=(
            Remark(
                "{n} ligne{s} sans bénéficiaire identifié dans l’ESS ({share} % des lignes) : son nom seul "
                "ne suffit pas toujours.",
                GIVEN.where(no("in_ess")),
                among=GIVEN,
            ),
        ),
        reservations=(
            "Sous 23 000 €, la publication n’est pas obligatoire : une subvention peut manquer à la source.",
            "Une collectivité absente de la source n’est pas une collectivité qui ne donne rien.",
            "Un bénéficiaire est reconnu dans l’ESS par son numéro dans Sirene ou, dans les listes locales, "
            "par son numéro, son nom exact ou un nom confirmé par une personne : elles disent sa famille.",
            "Les aides en nature ne sont comptées que si la collectivité les a publiées avec un montant.",
        ),
    )


INDICATOR = Indicator(
    code="subventions",
    title="Subventions",
    section="pratiques",
    definition="Les subventions publiées par les collectivités du territoire, et celles dont le bénéficiaire "
    "est reconnu dans l’ESS.",
    unit="€",
    plan=_plan,
    tables=frozenset({"beneficiaries"}),
)
