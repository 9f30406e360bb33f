"""What the generated country must look like: how many of each kind, their legal form, their headcount.

The figures are national counts, for scale 1. Sources: stock of SIRENE (establishments, headcount bands), the
units that carry its ESS flag, the list of ESS France of 20 November 2023, the RNA; those of a few kinds are
orders of magnitude, chosen so that the sums come out (said where it is so).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

REFERENCE: Final = date(2026, 7, 1)
LIST_DATE: Final = date(2023, 11, 20)

UNITS: Final = 28_000_000
ESTABLISHMENTS: Final = 43_700_000
ACTIVE_ESTABLISHMENTS: Final = 0.35
RNA_ROWS: Final = 2_000_000
RNA_WALDEC: Final = 0.65
RNA_POSITIONS: Final = MappingProxyType({"A": 0.80, "D": 0.14, "S": 0.06})
RNA_SIRET: Final = 0.03
RNA_NO_OBJECT: Final = 0.10
RNA_TITLE_LENGTH: Final = 35
ESS_LIST: Final = 1_130_252
SPELT_IN_TWO_WAYS: Final = 0.76

FLAGGED: Final = MappingProxyType(
    {"9220": 1_260_608, "9260": 33_959, "6316": 11_690, "5710": 10_856, "9223": 10_706}
)
FLAGGED_TOTAL: Final = 1_362_312
FLAGGED_NAF: Final = MappingProxyType(
    {
        "94.99Z": 623_077,
        "93.12Z": 198_455,
        "90.01Z": 123_683,
        "88.99B": 51_427,
        "93.29Z": 34_410,
        "93.19Z": 25_447,
        "85.52Z": 17_918,
    }
)

# In order, so that the greater of two bands is the greater of their positions.
BANDS: Final = ("NN", "00", "01", "02", "03", "11", "12", "21", "22", "31", "32", "41", "42", "51", "52", "53")
BAND_SHARES: Final = MappingProxyType(
    {
        "NN": 0.8906,
        "00": 0.0045,
        "01": 0.053,
        "02": 0.024,
        "03": 0.012,
        "11": 0.0086,
        "12": 0.0053,
        "21": 0.0020,
    }
)
"""Among active establishments; the last stands for 50 employees and over."""
JOBS: Final = MappingProxyType(
    {"01": 1.5, "02": 4, "03": 7.5, "11": 14, "12": 31, "21": 70, "22": 141, "31": 224, "32": 354, "41": 707,
     "42": 1414, "51": 3162, "52": 7071, "53": 12_000}
)  # fmt: skip
"""Jobs of an establishment of the band (the geometric middle), to compare with known totals."""
LARGE: Final = MappingProxyType({"21": 0.60, "22": 0.26, "31": 0.05, "32": 0.055, "41": 0.025, "42": 0.01})

ESS_EMPLOYERS: Final = MappingProxyType(
    {"association": 180_000, "cooperative": 22_000, "mutuelle": 6_000, "fondation": 2_000}
)
"""Employing establishments, 210 000 in all at the end of 2019; the split is an order of magnitude."""
ESS_JOBS: Final = MappingProxyType(
    {"association": 2_000_000, "cooperative": 320_000, "mutuelle": 137_000, "fondation": 108_000}
)

# Bands of employing establishments, by profile: their middle jobs give the means that ESS_JOBS asks for.
EMPLOYER_BANDS: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        "association": {"01": 0.438, "02": 0.217, "03": 0.13, "11": 0.105, "12": 0.075, "21": 0.022,
                        "22": 0.008, "31": 0.002, "32": 0.002, "41": 0.001},
        "cooperative": {"01": 0.29, "02": 0.23, "03": 0.20, "11": 0.14, "12": 0.097, "21": 0.026, "22": 0.01,
                        "31": 0.002, "32": 0.003, "41": 0.002},
        "mutuelle": {"01": 0.21, "02": 0.20, "03": 0.19, "11": 0.17, "12": 0.13, "21": 0.057, "22": 0.028,
                     "31": 0.006, "32": 0.007, "41": 0.002},
        "fondation": {"01": 0.12, "02": 0.13, "03": 0.13, "11": 0.17, "12": 0.20, "21": 0.12, "22": 0.09,
                      "31": 0.015, "32": 0.016, "41": 0.009},
        "insertion": {"01": 0.05, "02": 0.12, "03": 0.20, "11": 0.26, "12": 0.25, "21": 0.09, "22": 0.03},
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of legal unit: `units` in the country, of which `active` live at the reference date.

    `flagged` and `flagged_closed` are the shares that carry SIRENE's ESS flag, `listed` the share of the
    flagged of the time that ESS France's list has. `extras` is the mean number of establishments beside the
    seat, of which `extras_active` live. `employers` is the share of active establishments with a headcount.
    `age` is the mean age in years. `legal` and `naf` are codes with their weights; no `naf`: by the activity,
    as associations. `names` are patterns (words.toml). `departments`, when given, are the only ones where it
    exists.
    """

    code: str
    active: float
    legal: Mapping[str, float]
    units: float = 0.0
    flagged: float = 0.0
    flagged_closed: float = 0.0
    listed: float = 0.0
    family: str = ""
    group: str = ""
    employers: float = 0.0
    profile: str = "company"
    extras: float = 0.56
    extras_active: float = 0.25
    age: float = 13.0
    naf: Mapping[str, float] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    theme: str = ""
    departments: tuple[str, ...] = ()

    @property
    def active_establishments(self) -> float:
        """Active establishments of the kind in the country."""
        return self.units * self.active * (1 + self.extras * self.extras_active)


def _read_kinds() -> list[Kind]:
    rows: list[dict[str, Any]] = tomllib.loads((files(__package__) / "kinds.toml").read_text("utf-8"))["kind"]
    return [Kind(**_frozen(row)) for row in rows]


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _kinds() -> tuple[Kind, ...]:
    """Every kind; the national totals decide what is left of the associations and of the natural persons."""
    kinds = _read_kinds()
    association, person = kinds[0], kinds[-1]
    others = sum(
        kind.active_establishments * kind.employers for kind in kinds[1:] if kind.family == "association"
    )
    association = replace(
        association, employers=(ESS_EMPLOYERS["association"] - others) / association.active_establishments
    )
    known = [association, *kinds[1:-1]]
    person = replace(person, units=UNITS - sum(kind.units for kind in known))
    # The natural persons take the establishments beside the seat, then the active ones, that are still wanted.
    beside = ESTABLISHMENTS - UNITS - sum(kind.units * kind.extras for kind in known)
    person = replace(person, extras=beside / person.units)
    wanted = ESTABLISHMENTS * ACTIVE_ESTABLISHMENTS - sum(kind.active_establishments for kind in known)
    person = replace(person, active=wanted / person.units / (1 + person.extras * person.extras_active))
    return (*known, person)


KINDS: Final = _kinds()
KIND: Final = MappingProxyType({kind.code: position for position, kind in enumerate(KINDS)})


def _company_bands() -> dict[str, float]:
    """Shares of the bands among active establishments outside the ESS and insertion: what these leave."""
    wanted = dict.fromkeys(BANDS, 0.0)
    total = ESTABLISHMENTS * ACTIVE_ESTABLISHMENTS
    for band, share in BAND_SHARES.items():
        if band != "21":
            wanted[band] = share * total
    for band, share in LARGE.items():
        wanted[band] = BAND_SHARES["21"] * share * total
    for kind in KINDS:
        if kind.profile != "company":
            wanted["NN"] -= kind.active_establishments * (1 - kind.employers)
            for band, share in EMPLOYER_BANDS[kind.profile].items():
                wanted[band] -= kind.active_establishments * kind.employers * share
    left = {band: max(count, 0.0) for band, count in wanted.items()}
    return {band: count / sum(left.values()) for band, count in left.items()}


_COMPANY_BANDS: Final = _company_bands()


def bands(kind: Kind) -> list[float]:
    """Shares of each of BANDS among the active establishments of a kind."""
    if kind.profile == "company":
        return [_COMPANY_BANDS[band] for band in BANDS]
    shares = EMPLOYER_BANDS[kind.profile]
    return [1 - kind.employers if band == "NN" else kind.employers * shares.get(band, 0.0) for band in BANDS]
