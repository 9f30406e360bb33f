"""The few figures that open the page."""

from __future__ import annotations

from .figure import Block, Figure, Line, Part, count, share
from .indicator import CEASED, ESS, ESS_UNIT, HIDDEN, TO_CHECK, UNIT_HIDDEN, UNITS, Context, Indicator
from .jobs import bands
from .selection import Selection, among, yes


def _plan(context: Context) -> Block:
    everything = Selection("totals", (among("place", "ici"),))
    figures = [
        count("essentiel.etablissements", "Établissements actifs de l’ESS", ESS_UNIT, ESS),
        count("essentiel.unites", "Structures (unités légales) présentes", "unités légales", UNITS),
        count(
            "essentiel.employeurs",
            "Établissements employeurs",
            "établissements employeurs",
            ESS.where(yes("employer")),
        ),
        Figure(
            code="essentiel.emplois",
            label="Emplois, d’après les tranches d’effectif",
            unit="emplois",
            form="range",
            parts=bands(ESS, ""),
        ),
        share(
            "essentiel.part",
            "Part de l’ESS dans tous les établissements",
            Part("ess", "Établissements actifs de l’ESS", ESS),
            Part("tous", "Tous les établissements actifs", everything, "establishments"),
        ),
    ]
    return Block(
        lines=tuple(Line(figure.label, (figure,)) for figure in figures),
        columns=("",),
        chart="key",
        remarks=(TO_CHECK, HIDDEN, UNIT_HIDDEN, CEASED),
    )


INDICATOR = Indicator(
    code="essentiel",
    title="En quelques chiffres",
    section="essentiel",
    definition="Les établissements actifs dont l’appartenance à l’ESS est certaine ou probable, à la date "
    "des sources.",
    unit="selon le chiffre",
    plan=_plan,
)
