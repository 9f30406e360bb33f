"""Draws that depend on nothing but a seed, a name and an index, so that any row can be made alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


@lru_cache(maxsize=1024)
def _start(seed: int, stream: str) -> np.uint64:
    digest = hashlib.blake2b(f"{seed}/{stream}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


@dataclass(frozen=True, slots=True)
class Draws:
    """Independent draws for each index of a block; `stream` names what is drawn."""

    seed: int
    index: Bits

    def __len__(self) -> int:
        return len(self.index)

    def at(self, rows: Mask | Whole) -> Draws:
        """The same draws for some of the rows."""
        return Draws(self.seed, self.index[rows])

    def bits(self, stream: str) -> Bits:
        """64 bits for each index (splitmix64 of a counter)."""
        with np.errstate(over="ignore"):
            mixed = self.index * _GOLDEN + _start(self.seed, stream)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
            mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
            mixed ^= mixed >> np.uint64(31)
        return mixed

    def real(self, stream: str) -> Real:
        """A number of [0, 1)."""
        return (self.bits(stream) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def below(self, stream: str, limit: int) -> Whole:
        """A whole number of [0, limit)."""
        return (self.real(stream) * limit).astype(np.int64)

    def chance(self, stream: str, share: float | NDArray[Any]) -> Mask:
        """True for that share of the indexes."""
        drawn: Mask = self.real(stream) < share
        return drawn

    def pick(self, stream: str, weights: Sequence[float] | Real) -> Whole:
        """A position in `weights`, as often as its weight says."""
        bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
        positions: Whole = np.searchsorted(bounds, self.real(stream) * bounds[-1], side="right")
        return np.minimum(positions, len(bounds) - 1)


def indexes(start: int, stop: int) -> Bits:
    """The whole numbers of [start, stop), as the keys of draws."""
    return np.arange(start, stop, dtype=np.uint64)
