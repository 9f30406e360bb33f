"""Every source: each folder of this room whose package gives `SOURCE`."""

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
    return tuple(sorted((m.SOURCE for m in modules if hasattr(m, "SOURCE")), key=lambda one: one.name))
