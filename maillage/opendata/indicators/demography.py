"""Creations and closures by year, and survival of what was created, here and elsewhere."""

from __future__ import annotations

from datetime import date

from .figure import Block, Figure, Line, Part, count, share
from .indicator import HIDDEN, Context, Indicator, Place
from .selection import Selection, among, at_least, at_most, yes

# Survival is told at these ages, in years, of all that was created over as many years.
AGES = (1, 3, 5)
_COHORTS = 5

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


def cohort_years(on: date, age: int) -> tuple[int, int]:
    """The first and the last year of creation by which survival at `age` is told at a date.

    The last is the latest of which every creation has had the time to reach that age.
    """
    last = on.year - age - 1
    return last - _COHORTS + 1, last


def _survival(context: Context, place: Place, age: int, label: str) -> Figure:
    first, last = cohort_years(context.on, age)
    years = at_least("created_year", first), at_most("created_year", last)
    created = f"Créés de {first} à {last}"
    if place.place == "ici":
        cohort = EVER.where(*years)
        code = f"survie.{age}"
        parts = Part("restes", label, cohort.where(at_least("years", age))), Part("crees", created, cohort)
    else:
        cohort = Selection("cohorts", (among("place", place.place), *years))
        code = f"survie.{age}.{place.place}"
        parts = (
            Part("restes", label, cohort, f"reached_{age}"),
            Part("crees", created, cohort, "establishments"),
        )
    return share(code, f"{place.label} : {label.lower()} ({created.lower()})", *parts)


def _plan_survival(context: Context) -> Block:
    lines = []
    for age in AGES:
        label = f"Encore en activité {age} an{'s' if age > 1 else ''} après"
        figures = tuple(_survival(context, place, age, label) for place in context.places)
        lines.append(Line(label, figures, str(age)))
    return Block(
        lines=tuple(lines),
        columns=tuple(place.label for place in context.places),
        chart="bars",
        remarks=(HIDDEN,),
        reservations=(_BIRTH, _CLOSED, *(place.note for place in context.places if place.note)),
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
    "an, trois ans, cinq ans, ici et ailleurs.",
    unit="%",
    plan=_plan_survival,
)
