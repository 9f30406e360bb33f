"""Pairs measured against the truth: precision, recall and F1 with their intervals, whole and by group."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.kernel.text import fold

from .reading import LinkageError

_Z = 1.959963984540054
_DRAWS = 1000
_SEED = 2005
_NO = frozenset(("0", "non", "no", "false", "faux", "n"))

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` out of `total`, with Wilson's interval at 95 %. Without a total there is no value."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval (Wilson, 1927)."""
        if not self.total:
            return None
        share, n = self.hits / self.total, self.total
        middle = share + _Z * _Z / (2 * n)
        spread = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        scale = 1 + _Z * _Z / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"value": self.value, "interval": self.interval, "hits": self.hits, "total": self.total}


@dataclass(frozen=True, slots=True)
class Measure:
    """What one set of pairs comes to: `precision` over the pairs given, `recall` over the true ones."""

    precision: Share
    recall: Share
    f1: float | None
    f1_interval: tuple[float, float] | None

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "precision": self.precision.as_json(),
            "recall": self.recall.as_json(),
            "f1": self.f1,
            "f1_interval": self.f1_interval,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures of the pairs held certain, and of all pairs given (certain and review), whole and by group.

    `groups`: heading (« source », « trap ») → group → the two measures.
    """

    certain: Measure
    given: Measure
    groups: Mapping[str, Mapping[str, tuple[Measure, Measure]]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "certain": self.certain.as_json(),
            "given": self.given.as_json(),
            "groups": {
                heading: {
                    name: {"certain": one.as_json(), "given": other.as_json()}
                    for name, (one, other) in groups.items()
                }
                for heading, groups in self.groups.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Truth:
    """The pairs that are one organisation, and the groups that each left identifier is counted in.

    A left identifier that stands in no group is counted in the whole alone.
    """

    pairs: frozenset[Key]
    groups: Mapping[str, Mapping[str, str]]


def evaluate(pairs: Iterable[tuple[str, str, str]], truth: Truth) -> Evaluation:
    """Measure pairs (left_id, right_id, verdict) against the truth, held to be complete."""
    given: dict[Key, str] = {(left, right): verdict for left, right, verdict in pairs}
    certain = {key for key, verdict in given.items() if verdict == "certain"}
    groups: dict[str, dict[str, tuple[Measure, Measure]]] = {}
    for heading, group_of in truth.groups.items():
        found = groups.setdefault(heading, {})
        for group in sorted(set(group_of.values())):
            true = {key for key in truth.pairs if group_of.get(key[0]) == group}
            within = {key for key in given if group_of.get(key[0]) == group}
            found[group] = (_measure(within & certain, true), _measure(within, true))
    return Evaluation(_measure(certain, truth.pairs), _measure(set(given), truth.pairs), groups)


def _measure(given: set[Key], true: Iterable[Key]) -> Measure:
    true = set(true)
    right = given & true
    return Measure(
        precision=Share(len(right), len(given)),
        recall=Share(len(right), len(true)),
        f1=2 * len(right) / (len(given) + len(true)) if given or true else None,
        f1_interval=_bootstrap(given, true),
    )


def _bootstrap(given: set[Key], true: set[Key]) -> tuple[float, float] | None:
    """The 95 % interval of F1 when left records are drawn again with replacement (fixed seed)."""
    import numpy as np

    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key in given:
        counts[key[0]][0] += 1
        counts[key[0]][2] += key in true
    for key in true:
        counts[key[0]][1] += 1
    if not counts:
        return None
    # Records alike in their counts are drawn together: a few kinds instead of a million records.
    kinds, often = np.unique(np.array([counts[left] for left in sorted(counts)]), axis=0, return_counts=True)
    draws = np.random.default_rng(_SEED).multinomial(len(counts), often / often.sum(), size=_DRAWS)
    totals = draws @ kinds
    f1 = 2 * totals[:, 2] / np.maximum(1, totals[:, 0] + totals[:, 1])
    low, high = np.quantile(f1, (0.025, 0.975))
    return float(low), float(high)


def read_pairs(path: Path) -> list[tuple[str, str, str]]:
    """Read a file that `link` or `dedupe` wrote: left_id, right_id and verdict (certain when there is none)."""
    headings, rows = _read(path, ("left_id", "right_id"))
    verdict = headings.get("verdict")
    return [
        (
            row[headings["left_id"]],
            row[headings["right_id"]],
            row[verdict] if verdict is not None else "certain",
        )
        for row in rows
    ]


def read_truth(path: Path) -> Truth:
    """Read a truth: left_id and right_id; perhaps `source` (or left_source and right_source), `trap`, `same`.

    A row whose `same` says no, or whose right_id is empty, is no pair to find: it only names a trap.
    """
    headings, rows = _read(path, ("left_id", "right_id"))
    pairs: set[Key] = set()
    groups: dict[str, dict[str, str]] = {}
    for row in rows:
        left, right = row[headings["left_id"]], row[headings["right_id"]]
        same = "same" not in headings or fold(row[headings["same"]]) not in _NO
        if same and right:
            pairs.add((left, right))
        sources = [
            row[headings[name]] for name in ("source", "left_source", "right_source") if name in headings
        ]
        for heading, group in (
            ("source", " × ".join(source for source in sources if source)),
            ("trap", row[headings["trap"]] if "trap" in headings else ""),
        ):
            if group:
                groups.setdefault(heading, {}).setdefault(left, group)
    return Truth(frozenset(pairs), groups)


def _read(path: Path, required: Sequence[str]) -> tuple[dict[str, int], list[Sequence[str]]]:
    import csv

    if not path.is_file():
        raise LinkageError(f"{path.name} : ce fichier n’existe pas. Vérifiez son nom et son dossier.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            start = file.readline()
            file.seek(0)
            rows = list(csv.reader(file, delimiter=max(",;\t", key=start.count)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise LinkageError(
            f"{path.name} : ce fichier n’est pas un CSV en UTF-8 ({error}). Enregistrez-le ainsi."
        ) from error
    headings = {"_".join(fold(heading).split()): at for at, heading in enumerate(rows[0] if rows else [])}
    for name in required:
        if name not in headings:
            raise LinkageError(f"{path.name}, ligne 1 : il manque la colonne « {name} ».")
    for line, row in enumerate(rows[1:], start=2):
        if row and len(row) != len(rows[0]):
            raise LinkageError(
                f"{path.name}, ligne {line} : {len(row)} cellules au lieu de {len(rows[0])}. Corrigez-la."
            )
    return headings, [row for row in rows[1:] if row]
