"""Indicators: one file each. A figure is an aggregate over rows of a frozen table, so it opens onto them."""

from __future__ import annotations

from . import (
    clauses,
    communes,
    contracts,
    demography,
    density,
    families,
    headcount,
    jobs,
    key_figures,
    local_lists,
    population,
    profile,
    proofs,
    specialisation,
    subsidies,
    summary,
    themes,
    weight,
    zones,
)
from .figure import Block, Figure, Line, MeasuredBlock, Part, Source
from .frame import Frame
from .indicator import SECTIONS, Context, Indicator, Place
from .selection import Condition, Selection

# In the order of a page.
INDICATORS: tuple[Indicator, ...] = (
    key_figures.INDICATOR,
    summary.INDICATOR,
    families.INDICATOR,
    communes.INDICATOR,
    zones.INDICATOR,
    proofs.INDICATOR,
    themes.INDICATOR,
    themes.DETAILS,
    headcount.INDICATOR,
    headcount.EMPLOYERS,
    jobs.INDICATOR,
    demography.INDICATOR,
    demography.SURVIVAL,
    population.INDICATOR,
    weight.INDICATOR,
    density.INDICATOR,
    profile.INDICATOR,
    specialisation.INDICATOR,
    local_lists.INDICATOR,
    local_lists.BY_COMMUNE,
    local_lists.OVERLAP,
    subsidies.INDICATOR,
    contracts.INDICATOR,
    clauses.INDICATOR,
)

# Those that set a territory beside others, measured again for any other place.
COMPARING = (
    demography.SURVIVAL,
    population.INDICATOR,
    weight.INDICATOR,
    density.INDICATOR,
    profile.INDICATOR,
    specialisation.INDICATOR,
)

__all__ = [
    "COMPARING",
    "INDICATORS",
    "SECTIONS",
    "Block",
    "Condition",
    "Context",
    "Figure",
    "Frame",
    "Indicator",
    "Line",
    "MeasuredBlock",
    "Part",
    "Place",
    "Selection",
    "Source",
]
