"""The banks of words and of activities, and the names they make."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .margins import FLAGGED_NAF

_VOWELS = "AEIOUYHÀÂÉÈÊËÎÏÔÙÛŒaeiouyhàâéèêëîïôùûœ"


@dataclass(frozen=True, slots=True)
class Activity:
    """What an association does: theme, NAF and RNA codes, patterns of names, sentences of its object."""

    theme: str
    weight: float
    naf: tuple[str, ...]
    rna: tuple[str, ...]
    names: tuple[str, ...]
    objects: tuple[str, ...]

    @property
    def other_naf(self) -> tuple[str, ...]:
        """Its NAF codes but for those whose national count is given."""
        return tuple(code for code in self.naf if code not in FLAGGED_NAF)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


@cache
def activities() -> tuple[Activity, ...]:
    """Every activity, then one for each name that many towns have (of no weight: drawn apart)."""
    drawn = [
        Activity(
            row["theme"],
            row["weight"],
            tuple(row["naf"]),
            tuple(row["rna"]),
            tuple(row["names"]),
            tuple(row["objects"]),
        )
        for row in _read("activities.toml")["activity"]
    ]
    by_theme = {one.theme: one for one in reversed(drawn)}
    bank = words()
    return (
        *drawn,
        *(
            Activity(theme, 0, by_theme[theme].naf, by_theme[theme].rna, (name,), by_theme[theme].objects)
            for name, theme in bank["homonym_themes"].items()
        ),
    )


@cache
def homonyms() -> tuple[tuple[int, float], ...]:
    """Positions in `activities` of the names that many towns have, with their share of the associations."""
    shares = words()["homonyms"]
    first = len(activities()) - len(shares)
    return tuple((first + rank, weight / 10_000) for rank, weight in enumerate(shares.values()))


@cache
def words() -> Mapping[str, Any]:
    """The banks of words."""
    return _read("words.toml")


@cache
def _evocations() -> tuple[str, ...]:
    bank = words()
    made = []
    for nouns, article, form in ((bank["masculine"], "Le", 0), (bank["feminine"], "La", 1)):
        for noun in nouns:
            start = "L’" if noun[0] in _VOWELS.replace("h", "").replace("H", "") else f"{article} "
            made += [f"{start}{noun} {pair.split('/')[form]}" for pair in bank["adjectives"]]
    return tuple(made)


def evocation(bits: int) -> str:
    """An evocation: « La Lanterne bavarde »."""
    made = _evocations()
    return made[bits % len(made)]


@cache
def with_de(commune: str) -> str:
    """A commune after « de »: « de Créteil », « d’Alfortville », « du Mans », « des Lilas »."""
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if commune.startswith(article):
            return joined + commune[len(article) :]
    return f"d’{commune}" if commune[:1] in _VOWELS else f"de {commune}"


def make_name(pattern: str, commune: str, department: str, bits: int) -> str:
    """A name from its pattern; the same bits give the same name."""
    bank = words()

    def word(key: str, shift: int) -> str:
        values = bank[key]
        chosen: str = values[(bits >> shift) % len(values)]
        return chosen

    evocations = _evocations()
    return pattern.format(
        e=evocations[(bits >> 3) % len(evocations)],
        dq=word("quarters", 20),
        s=word("saints", 26),
        r=word("regions", 32),
        n=word("surnames", 38),
        c=commune,
        dc=with_de(commune),
        d=department,
    )
