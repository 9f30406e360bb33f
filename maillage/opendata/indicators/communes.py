"""Commune by commune, what the seed's authors could not have."""

from __future__ import annotations

from .families import ESS_FAMILIES
from .figure import Block, Figure, Line, Part, Remark, count
from .indicator import ESS, ESS_UNIT, HIDDEN, TO_CHECK, Context, Indicator
from .jobs import jobs
from .selection import Selection, among, unknown, yes


def _plan(context: Context) -> Block:
    lines = []
    for code, name in context.communes:
        here = ESS.where(among("commune", code))
        people = Selection("places", (among("place", "ici"), among("code", code)))
        lines.append(
            Line(
                name,
                (
                    count(f"communes.{code}", f"{name} : établissements", ESS_UNIT, here),
                    count(
                        f"communes.{code}.employeurs",
                        f"{name} : employeurs",
                        "établissements employeurs",
                        here.where(yes("employer")),
                    ),
                    count(
                        f"communes.{code}.associations",
                        f"{name} : associations",
                        ESS_UNIT,
                        here.where(among("family", ESS_FAMILIES[0])),
                    ),
                    count(
                        f"communes.{code}.autres-familles",
                        f"{name} : coopératives, mutuelles, fondations, sociétés de l’ESS",
                        ESS_UNIT,
                        here.where(among("family", *ESS_FAMILIES[1:])),
                    ),
                    jobs(f"communes.{code}.emplois", f"{name} : emplois", here),
                    Figure(
                        code=f"communes.{code}.densite",
                        label=f"{name} : pour 10 000 habitants",
                        unit="établissements pour 10 000 habitants",
                        form="rate",
                        scale=10_000,
                        parts=(
                            Part("ess", "Établissements de l’ESS", here),
                            Part("habitants", "Habitants", people, "population"),
                        ),
                    ),
                ),
                code,
            )
        )
    return Block(
        lines=tuple(lines),
        columns=(
            "Établissements",
            "dont employeurs",
            "Associations",
            "Autres familles",
            "Emplois",
            "Pour 10 000 habitants",
        ),
        chart="map",
        remarks=(
            Remark("{n} établissement{s} sans commune connue.", ESS.where(unknown("commune"))),
            TO_CHECK,
            HIDDEN,
        ),
        reservations=(
            "Un établissement est compté dans sa commune d’aujourd’hui, même s’il fut déclaré dans une "
            "commune fusionnée depuis.",
        ),
    )


INDICATOR = Indicator(
    code="communes",
    title="Commune par commune",
    section="inventaire",
    definition="Les établissements actifs de l’ESS de chaque commune.",
    unit=ESS_UNIT,
    plan=_plan,
)
