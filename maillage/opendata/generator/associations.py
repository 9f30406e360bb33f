"""Which associations the RNA knows, under which number, and in which of its two files."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from .country import ALONE_FIRST, NEVER, PLANTED_FIRST, Units, legal_codes
from .hashing import Mask, Whole
from .identifiers import WALDEC_ALONE, WALDEC_PLANTED, former_number, waldec, waldec_of_country
from .margins import KINDS, RNA_POSITIONS, RNA_ROWS, RNA_WALDEC, UNITS

_ACTIVE, _CLOSED = 0.60, 0.35
"""Shares of SIRENE's associations of the law of 1901 that the RNA has: an order of magnitude."""
_OLD = (date(2009, 1, 1) - date(1970, 1, 1)).days
_NEVER_DECLARED_AGAIN = (1 - RNA_WALDEC) / math.exp(-17.5 / 20)
_SIRENE_KNOWS = 0.75
"""Share of the RNA identifiers that SIRENE gives."""


def _law_of_1901(code: str) -> bool:
    return code.startswith("92") and code not in ("9210", "9260")


_LEGAL = np.array([_law_of_1901(code) for code in legal_codes()])


def _shared() -> tuple[float, float]:
    """Associations of SIRENE that the RNA has in the country: living, closed."""
    living = closed = 0.0
    for kind in KINDS:
        share = sum(weight for code, weight in kind.legal.items() if _law_of_1901(code)) / sum(
            kind.legal.values()
        )
        living += kind.units * kind.active * share * _ACTIVE
        closed += kind.units * (1 - kind.active) * share * _CLOSED
    return living, closed


_LIVING, _GONE = _shared()
SHARED_ROWS = _LIVING + _GONE
"""Rows of the country’s RNA whose association stands in SIRENE."""
ALONE_SHARE = (RNA_ROWS - _LIVING - _GONE) / UNITS
"""Associations that the RNA alone knows, for each unit of SIRENE."""
_POSITIONS_GONE = {"A": 0.10, "D": 0.66, "S": 0.24}
_ALONE_A = (RNA_POSITIONS["A"] * RNA_ROWS - _LIVING - _GONE * _POSITIONS_GONE["A"]) / (
    RNA_ROWS - _LIVING - _GONE
)


def in_rna(units: Units) -> Mask:
    """Associations that have a row in the RNA."""
    alone = (units.draws.index >= np.uint64(ALONE_FIRST)) & (units.draws.index < np.uint64(PLANTED_FIRST))
    share = np.where(units.ceased == NEVER, _ACTIVE, _CLOSED)
    given = np.isin(np.arange(len(units)), list(units.given_rna))
    return _LEGAL[units.legal] & (alone | given | units.draws.chance("rna", share))


def in_waldec(units: Units) -> Mask:
    """Associations that stand in rna_waldec; the others, old and never declared again, stand in rna_import."""
    given = np.isin(np.arange(len(units)), list(units.given_rna))
    return given | ~((units.created < _OLD) & units.draws.chance("import", _NEVER_DECLARED_AGAIN))


def positions(units: Units) -> Whole:
    """Positions in « ADS »: active, dissolved, deleted."""
    alone = (units.draws.index >= np.uint64(ALONE_FIRST)) & (units.draws.index < np.uint64(PLANTED_FIRST))
    gone = units.draws.pick("position", list(_POSITIONS_GONE.values()))
    lost = 1 - _ALONE_A
    split = RNA_POSITIONS["D"] / (RNA_POSITIONS["D"] + RNA_POSITIONS["S"])
    unseen = units.draws.pick("position", [_ALONE_A, lost * split, lost * (1 - split)])
    found: Whole = np.where(alone, unseen, np.where(units.ceased == NEVER, 0, gone))
    return found


def rna_number(units: Units, row: int) -> int:
    """The whole number that the identifiers of an association are made of."""
    index, order = int(units.draws.index[row]), int(units.order[row])
    if index >= PLANTED_FIRST:
        return WALDEC_PLANTED + order
    return WALDEC_ALONE + order if index >= ALONE_FIRST else waldec_of_country(order)


def rna_numbers(units: Units, *, sirene: bool = False) -> tuple[Whole, list[str]]:
    """Rows of the associations that have an RNA identifier, and it; those that SIRENE knows, if so asked."""
    mask = in_rna(units) & in_waldec(units)
    if sirene:
        mask &= units.draws.chance("rna in sirene", _SIRENE_KNOWS)
    rows = np.flatnonzero(mask)
    return rows, [units.given_rna.get(row) or waldec(rna_number(units, row)) for row in rows.tolist()]


def former_numbers(units: Units, rows: Whole) -> list[str]:
    """Their numbers of before the RNA."""
    return [former_number(rna_number(units, row)) for row in rows.tolist()]
