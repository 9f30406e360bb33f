"""Headcount bands of SIRENE: employer or not, and the jobs that a band bounds.

SIRENE no longer fills `caractereEmployeur` since March 2024: the band is what tells an employer, and it is
said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .sqltext import in_list

EMPLOYER_RESERVATION = (
    "Employeuse ou non d’après la tranche d’effectif de l’Insee (« NN » et « 0 salarié » : non employeuse) ; "
    "l’Insee ne remplit plus le caractère employeur depuis mars 2024."
)


@dataclass(frozen=True, slots=True)
class HeadcountBand:
    """A band: its French label, the fewest and the most employees (None: no bound)."""

    label: str
    low: int
    high: int | None


HEADCOUNT_BANDS: Mapping[str, HeadcountBand] = MappingProxyType(
    {
        "NN": HeadcountBand("Non employeuse", 0, 0),
        "00": HeadcountBand("0 salarié au 31 décembre", 0, 0),
        "01": HeadcountBand("1 ou 2 salariés", 1, 2),
        "02": HeadcountBand("3 à 5 salariés", 3, 5),
        "03": HeadcountBand("6 à 9 salariés", 6, 9),
        "11": HeadcountBand("10 à 19 salariés", 10, 19),
        "12": HeadcountBand("20 à 49 salariés", 20, 49),
        "21": HeadcountBand("50 à 99 salariés", 50, 99),
        "22": HeadcountBand("100 à 199 salariés", 100, 199),
        "31": HeadcountBand("200 à 249 salariés", 200, 249),
        "32": HeadcountBand("250 à 499 salariés", 250, 499),
        "41": HeadcountBand("500 à 999 salariés", 500, 999),
        "42": HeadcountBand("1 000 à 1 999 salariés", 1000, 1999),
        "51": HeadcountBand("2 000 à 4 999 salariés", 2000, 4999),
        "52": HeadcountBand("5 000 à 9 999 salariés", 5000, 9999),
        "53": HeadcountBand("10 000 salariés et plus", 10000, None),
    }
)


def is_employer(band: str | None) -> bool | None:
    """Whether a band is an employer's; None where the source gives no band that is known."""
    known = HEADCOUNT_BANDS.get(band or "")
    return known.low > 0 if known else None


def employer_sql(band: str) -> str:
    """The same for a column: a BOOLEAN, NULL where the band is not known."""
    employing = [code for code, known in HEADCOUNT_BANDS.items() if known.low > 0]
    return f"CASE WHEN {in_list(band, HEADCOUNT_BANDS)} THEN {in_list(band, employing)} END"
