"""The inventory by statutory family (loi du 31 juillet 2014, art. 1)."""

from __future__ import annotations

from maillage.kernel.vocabulary import FAMILIES

from .figure import Block, Line, Part, count, share
from .indicator import ESS, ESS_UNIT, HIDDEN, TO_CHECK, UNITS, Context, Indicator
from .selection import among, not_among, yes

ESS_FAMILIES = tuple(family.code for family in FAMILIES if family.is_ess)


def _plan(context: Context) -> Block:
    lines = []
    kinds = [(family.code, family.label, among("family", family.code)) for family in FAMILIES if family.is_ess]
    kinds.append(("autre", "Autre famille, ou non connue", not_among("family", *ESS_FAMILIES)))
    for code, label, condition in kinds:
        here = ESS.where(condition)
        lines.append(
            Line(
                label,
                (
                    count(
                        f"familles.{code}.unites",
                        f"{label} : unités légales",
                        "unités légales",
                        UNITS.where(condition),
                    ),
                    count(f"familles.{code}", f"{label} : établissements", ESS_UNIT, here),
                    count(
                        f"familles.{code}.employeurs",
                        f"{label} : employeurs",
                        "établissements employeurs",
                        here.where(yes("employer")),
                    ),
                    share(
                        f"familles.{code}.part",
                        f"{label} : part des établissements",
                        Part("famille", label, here),
                        Part("tous", "Toute l’ESS", ESS),
                    ),
                ),
                code,
            )
        )
    return Block(
        lines=tuple(lines),
        columns=("Unités légales", "Établissements", "dont employeurs", "Part"),
        chart="bars",
        remarks=(TO_CHECK, HIDDEN),
    )


INDICATOR = Indicator(
    code="familles",
    title="Par famille statutaire",
    section="inventaire",
    definition="La famille se lit dans la catégorie juridique ; les sociétés commerciales de l’ESS y entrent "
    "par leur mention ou leur agrément.",
    unit=ESS_UNIT,
    plan=_plan,
)
