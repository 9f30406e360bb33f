"""Creations and closures by year, and survival of what was created."""

from __future__ import annotations

from .figure import Block, Line, Part, count, share
from .indicator import HIDDEN, Context, Indicator
from .selection import Selection, among, at_least, at_most, yes

# Closed establishments count here as much as active ones.
EVER = Selection("establishments", (yes("in_ess"),))
_CLOSED = (
    "Les fermetures récentes se déclarent tard, et des associations éteintes restent « actives » dans Sirene."
)
_BIRTH = "La création est celle de l’établissement : un déménagement en crée un nouveau et ferme l’ancien."


def _plan(context: Context) -> Block:
    return Block(
        lines=tuple(
            Line(
                str(year),
                (
                    count(
                        f"demographie.{year}.creations",
                        f"Créations de {year}",
                        "établissements créés",
                        EVER.where(among("created_year", year)),
                    ),
                    count(
                        f"demographie.{year}.fermetures",
                        f"Fermetures de {year}",
                        "établissements fermés",
                        EVER.where(among("closed_year", year)),
                    ),
                ),
                str(year),
            )
            for year in context.years
        ),
        columns=("Créations", "Fermetures"),
        chart="lines",
        remarks=(HIDDEN,),
        reservations=(
            _BIRTH,
            _CLOSED,
            f"L’année {context.on.year} n’est pas finie à la date des sources.",
            "L’appartenance à l’ESS est celle d’aujourd’hui, appliquée aux années passées.",
        ),
    )


def _plan_survival(context: Context) -> Block:
    lines = []
    for age in (1, 3, 5):
        last = context.on.year - age - 1  # the last year of which every creation has reached that age
        cohort = EVER.where(at_least("created_year", last - 4), at_most("created_year", last))
        label = f"Encore en activité {age} an{'s' if age > 1 else ''} après"
        lines.append(
            Line(
                label,
                (
                    share(
                        f"survie.{age}",
                        f"{label} (créés de {last - 4} à {last})",
                        Part("restes", label, cohort.where(at_least("years", age))),
                        Part("crees", f"Créés de {last - 4} à {last}", cohort),
                    ),
                ),
                str(age),
            )
        )
    return Block(
        lines=tuple(lines),
        columns=("Part des établissements créés",),
        chart="bars",
        remarks=(HIDDEN,),
        reservations=(_BIRTH, _CLOSED),
    )


INDICATOR = Indicator(
    code="demographie",
    title="Créations et fermetures",
    section="dynamique",
    definition="Les établissements de l’ESS créés et fermés chaque année, encore ouverts ou non.",
    unit="établissements",
    plan=_plan,
)
SURVIVAL = Indicator(
    code="survie",
    title="Survie",
    section="dynamique",
    definition="Parmi les établissements de l’ESS créés sur cinq années, la part de ceux qui ont atteint un "
    "an, trois ans, cinq ans.",
    unit="%",
    plan=_plan_survival,
)
