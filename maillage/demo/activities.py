"""The bank of what invented actors do, read from `activities.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One kind of activity; the fields are explained at the head of `activities.toml`.

    `services` are pairs (code of the vocabulary, name shown); `weight` is 0 for a special kind.
    """

    theme: str
    label: str
    names: tuple[str, ...]
    does: tuple[str, ...]
    publics: tuple[str, ...]
    services: tuple[tuple[str, str], ...]
    venue: str
    weight: int = 0

    @property
    def root(self) -> str:
        """The first-level theme."""
        return self.theme.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """A kind of structure whose number the synthesis of 2005 gives: `count` are made for the demonstration."""

    count: int
    family: str
    insertion: tuple[str, ...]
    activity: Activity


@dataclass(frozen=True, slots=True)
class Bank:
    """The whole bank: activities by first-level theme, in the order of the file, and special kinds."""

    by_root: dict[str, tuple[Activity, ...]]
    specials: tuple[Special, ...]


def _activity(table: dict[str, Any]) -> Activity:
    return Activity(
        theme=table["theme"],
        label=table["label"],
        names=tuple(table["names"]),
        does=tuple(table["does"]),
        publics=tuple(table["publics"]),
        services=tuple((code, name) for code, name in table["services"]),
        venue=table["venue"],
        weight=table.get("weight", 0),
    )


@cache
def bank() -> Bank:
    """Read the bank once."""
    tables = tomllib.loads(files("maillage.demo").joinpath("activities.toml").read_text(encoding="utf-8"))
    by_root: dict[str, tuple[Activity, ...]] = {}
    for table in tables["activity"]:
        activity = _activity(table)
        by_root[activity.root] = (*by_root.get(activity.root, ()), activity)
    specials = tuple(
        Special(
            count=table["count"],
            family=table["family"],
            insertion=tuple(table["insertion"]),
            activity=_activity(table),
        )
        for table in tables["special"]
    )
    return Bank(by_root, specials)
