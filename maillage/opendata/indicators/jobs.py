"""Jobs, as a range from the headcount bands; with and without the head offices of banks and mutuelles."""

from __future__ import annotations

from maillage.kernel.vocabulary import FAMILIES
from maillage.opendata.perimeter.employer import HEADCOUNT_BANDS

from .figure import Block, Figure, Line, Part, Remark
from .indicator import ESS, HIDDEN, TO_CHECK, Context, Indicator
from .selection import Selection, among, no, unknown

WITHOUT_HEAD_OFFICES = ESS.where(no("head_office"))


def bands(selection: Selection, prefix: str = "", of: str | None = None) -> tuple[Part, ...]:
    """One part for each headcount band of a selection; bands without employees add nothing and are left out."""
    return tuple(
        Part(f"{prefix}{code}", band.label, selection.where(among("headcount", code)), of, band.low, band.high)
        for code, band in HEADCOUNT_BANDS.items()
        if band.low
    )


def jobs(code: str, label: str, selection: Selection) -> Figure:
    """Jobs of a selection of establishments, from the lowest to the highest that its bands allow."""
    return Figure(code=code, label=label, unit="emplois", form="range", parts=bands(selection))


def _plan(context: Context) -> Block:
    lines = [
        Line(
            "Toute l’ESS",
            (
                jobs("emplois.tous", "Emplois de l’ESS", ESS),
                jobs(
                    "emplois.hors-sieges",
                    "Emplois de l’ESS, hors sièges de banques et de mutuelles",
                    WITHOUT_HEAD_OFFICES,
                ),
            ),
        )
    ]
    for family in FAMILIES:
        if family.is_ess:
            label = f"Emplois, {family.label.lower()}"
            lines.append(
                Line(
                    family.label,
                    (
                        jobs(f"emplois.{family.code}", label, ESS.where(among("family", family.code))),
                        jobs(
                            f"emplois.{family.code}.hors-sieges",
                            f"{label}, hors sièges",
                            WITHOUT_HEAD_OFFICES.where(among("family", family.code)),
                        ),
                    ),
                    family.code,
                )
            )
    return Block(
        lines=tuple(lines),
        columns=("Emplois", "Hors sièges de banques et de mutuelles"),
        remarks=(
            Remark(
                "{n} établissement{s} sans tranche d’effectif ({share} %) : rien ne dit s’ils emploient.",
                ESS.where(unknown("headcount")),
                among=ESS,
            ),
            TO_CHECK,
            HIDDEN,
        ),
        reservations=(
            "Sirene ne donne que des tranches d’effectif : le chiffre vrai est entre les deux bornes.",
            "Ce sont des salariés au 31 décembre de l’année de l’effectif, non des équivalents temps plein ; "
            "les bénévoles n’y sont pas.",
            "Les intérimaires et les salariés mis à disposition comptent chez leur employeur.",
        ),
    )


INDICATOR = Indicator(
    code="emplois",
    title="Emplois",
    section="emploi",
    definition="La somme des bornes basses et celle des bornes hautes des tranches d’effectif des "
    "établissements actifs de l’ESS.",
    unit="emplois",
    plan=_plan,
)
