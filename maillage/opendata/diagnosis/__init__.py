"""The territorial diagnosis: frozen once from the open data, opened as long as its folder is kept."""

from __future__ import annotations

from .changes import Changes, changes
from .comparison import compare, place
from .freezing import freeze_diagnosis
from .inputs import LOCAL_COLUMNS
from .opening import Diagnosis, FigureNotFound, RowPage, list_diagnoses, open_diagnosis, sources_text
from .territory import Geography, Reference, Territory
from .zones import Zone

__all__ = [
    "LOCAL_COLUMNS",
    "Changes",
    "Diagnosis",
    "FigureNotFound",
    "Geography",
    "Reference",
    "RowPage",
    "Territory",
    "Zone",
    "changes",
    "compare",
    "freeze_diagnosis",
    "list_diagnoses",
    "open_diagnosis",
    "place",
    "sources_text",
]
