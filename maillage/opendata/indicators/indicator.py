"""What an indicator is, and the selections that several of them start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .figure import Block, Remark, Source
from .selection import Condition, Selection, among, no, unknown, yes


@dataclass(frozen=True, slots=True)
class Place:
    """A territory compared with: how it is called, and `reservations` about how it was chosen."""

    place: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What indicators may know while they plan: the territory, what is compared, which tables there are.

    `measured` names the places of which every area is known.
    `searched` names the loaded sources (tables of `opendata.columns`), `tables` the frozen ones;
    `sources` gives the sources of each frozen table; `collectivities` are (siren, name), `zones` (code, name),
    `not_told` the SIREN of those that were asked and did not answer.
    """

    on: date
    communes: tuple[tuple[str, str], ...]
    tables: frozenset[str]
    searched: frozenset[str]
    places: tuple[Place, ...] = ()
    measured: frozenset[str] = frozenset()
    collectivities: tuple[tuple[str, str], ...] = ()
    not_told: frozenset[str] = frozenset()
    zones: tuple[tuple[str, str], ...] = ()
    years: tuple[int, ...] = ()
    subsidy_years: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    contract_years: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    considered_years: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    sources: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)


def of_year(year: int | None) -> tuple[str, str, Condition]:
    """Code, French words and condition of a year; None is for what bears no date."""
    return (
        ("sans-date", "sans date", unknown("year"))
        if year is None
        else (str(year), str(year), among("year", year))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: `definition` and `unit` are French; `section` is where a page puts it.

    `plan` says which figures it wants of the frozen tables, as data; `tables` are the frozen tables
    without which it says nothing, `applies` whether it has anything to say with them.
    """

    code: str
    title: str
    section: str
    definition: str
    unit: str
    plan: Callable[[Context], Block]
    tables: frozenset[str] = frozenset({"establishments"})
    applies: Callable[[Context], bool] = lambda context: True


SECTIONS: Mapping[str, str] = {
    "essentiel": "L’essentiel",
    "inventaire": "Qui sont les structures",
    "themes": "Ce qu’elles font",
    "emploi": "L’emploi",
    "dynamique": "Créations et fermetures",
    "comparaison": "Par rapport à d’autres territoires",
    "listes": "Les listes locales",
    "pratiques": "Les pratiques des collectivités",
}

# What counts, as in the national pass: active establishments whose being in the ESS is certain or probable.
ESS = Selection("establishments", (yes("active"), yes("in_ess")))
UNITS = Selection("units", (yes("in_ess"),))
ESS_UNIT = "établissements actifs de l’ESS"

HIDDEN = Remark(
    "{n} établissement{s} non diffusible{s} : compté{s} ici, jamais montré{s}.", ESS.where(no("publishable"))
)
TO_CHECK = Remark(
    "{n} établissement{s} actif{s} dont l’appartenance à l’ESS reste à vérifier : non compté{s} ici.",
    Selection("establishments", (yes("active"), among("status", "to_check"))),
)
CEASED = Remark(
    "{n} établissement{s} encore actif{s} d’une unité légale déclarée cessée : compté{s} ici.",
    ESS.where(no("unit_active")),
)
UNIT_TO_CHECK = Remark(
    "{n} unité{s} légale{s} dont l’appartenance à l’ESS reste à vérifier : non comptée{s} ici.",
    Selection("units", (among("status", "to_check"),)),
)
UNIT_HIDDEN = Remark(
    "{n} unité{s} légale{s} non diffusible{s} : comptée{s} ici, jamais montrée{s}.",
    UNITS.where(no("publishable")),
)
