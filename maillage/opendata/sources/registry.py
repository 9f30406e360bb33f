"""Every source: each folder here whose package gives `SOURCE`, or `SOURCES` when it fills two tables."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import maillage.opendata.sources as room

from .source import Source


@cache
def all_sources() -> tuple[Source, ...]:
    """The sources that read files, by name."""
    folders = [one.name for one in pkgutil.iter_modules(room.__path__) if one.ispkg]
    modules = [importlib.import_module(f"{room.__name__}.{name}") for name in folders]
    given = [getattr(m, "SOURCES", (m.SOURCE,) if hasattr(m, "SOURCE") else ()) for m in modules]
    return tuple(sorted((source for sources in given for source in sources), key=lambda one: one.name))
