"""How alike the names of two records are, for an SQL engine: the kernel's likeness on columns of names.

Names of one record stand on lines of their own (name, other name). Names are compared in Python: from some
thousands of pairs on, processes share the work.
"""

from __future__ import annotations

import math
import multiprocessing
import os
from collections import ChainMap
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Self

from maillage.kernel.names import NameKey, is_section_of, letter_apart, name_key, name_similarity
from maillage.kernel.names.words import COMMON_WORDS, DISCIPLINES, SATELLITES, STOP_WORDS
from maillage.kernel.text import fold

from .departments import DEPARTMENTS

if TYPE_CHECKING:
    import pyarrow as pa

# A name that reads as a section or the friends of the other is at most this alike.
KIN = 0.6
ONE_LETTER = 0.89
# The model's own limits: near names that share rare words are as good as equivalent.
NEAR, EQUIVALENT = 0.88, 0.97
_WORTH_SHARING = 20_000
_PART = 500
_LOCAL_WORD = 0.01
# Two words that one record in a hundred bears, or one that one in ten thousand does.
_RARE = 9.0
# Words that thousands of names bear, whole or cut.
_KINDS = COMMON_WORDS.keys() | {word[:end] for word in COMMON_WORDS for end in range(4, len(word))}
# What a troupe or a radio calls itself in one list and not in the next: « Cie Vacarmel », « Théâtre Vacarmel ».
_INTERCHANGEABLE = frozenset({"compagnie", "troupe", "theatre", "ensemble", "collectif", "radio", "fm"})

_MOST_REMEMBERED = 50_000


_plain_key = lru_cache(maxsize=300_000)(name_key)


def _key(name: str, department: str = "") -> NameKey:
    """The key of a name, in which the name of the department it is in is a rank and no word."""
    key = _plain_key(name)
    named = DEPARTMENTS.get(department, ())
    return _ranked(name, named) if named and all(word in key.tokens for word in named) else key


@lru_cache(maxsize=50_000)
def _ranked(name: str, named: tuple[str, ...]) -> NameKey:
    key = _plain_key(name)
    tokens = tuple(token for token in key.tokens if token not in named)
    if not tokens:
        return key
    return replace(
        key,
        words=tuple(word for word in key.words if word not in named),
        tokens=tokens,
        markers=key.markers | {"departement"},
    )


Names = tuple[str, str, str, str]
"""Names of one record and of the other, place of one and of the other: « town/department », each perhaps ''."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of the words of both lists: their weights (see `kernel.names.token_weights`), those that
    are names of towns, and their rarity: the natural logarithm of how many records there are for one bearer.
    """

    weights: dict[str, float]
    places: frozenset[str]
    rarity: dict[str, float]
    rarest: float
    """The rarity of the words that `rarity` leaves out."""

    def rare(self, names: str, others: str, department: str) -> bool:
        """Whether two names of a department share words of their own that would hardly meet by chance."""
        shared = (
            own_words(one, department) & own_words(other, department)
            for one in names.split("\n")
            for other in others.split("\n")
        )
        return any(math.fsum(self.rarity.get(word, self.rarest) for word in words) >= _RARE for words in shared)


class NameLikeness:
    """Compares names of records, with what is known of their words.

    To be used in a `with`, which ends the processes that share the work.
    """

    def __init__(self, words: Words, *, pairs: int = 0) -> None:
        self._words = words
        self._remembered: dict[Names, float] = {}
        self._pool: ProcessPoolExecutor | None = None
        processes = min(os.cpu_count() or 1, 8)
        if pairs >= _WORTH_SHARING and processes > 1:
            self._pool = ProcessPoolExecutor(
                processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(words,),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def of(self, names: str, others: str, place: str = "", other_place: str = "") -> float:
        """Likeness from 0 to 1 of the nearest two of the names. The words of a town that both may share say
        nothing, nor does the number of the department.
        """
        weights: Mapping[str, float] = self._words.weights
        local = _local_words(place, other_place)
        if local:
            weights = ChainMap(local, self._words.weights)
        department = shared_department(place.partition("/")[2], other_place.partition("/")[2])
        mine, theirs = (_told_apart(given) if "\n" in given else ((given, ""),) for given in (names, others))
        return max(
            (
                self._alike(one, other, department, local, weights)
                for one, own in mine
                for other, their in theirs
                if (not own or _bears(other, own)) and (not their or _bears(one, their))
            ),
            default=0.0,
        )

    def _alike(
        self, one: str, other: str, department: str, local: Mapping[str, float], weights: Mapping[str, float]
    ) -> float:
        key, other_key = _key(one, department), _key(other, department)
        likeness = name_similarity(key, other_key, weights=weights, places=self._words.places)
        if likeness < ONE_LETTER and letter_apart(key.glued, other_key.glued):
            likeness = ONE_LETTER
        if KIN < likeness < 0.995 and kin(key, other_key):
            return KIN
        if NEAR <= likeness < EQUIVALENT and self._words.rare(one, other, department):
            return EQUIVALENT
        if KIN < likeness < NEAR and self._but_for_a_kind(one, other, department, local):
            return EQUIVALENT
        return likeness

    def _but_for_a_kind(self, one: str, other: str, department: str, local: Mapping[str, float]) -> bool:
        """Whether names say the same, in rare words, but for what a troupe or a radio calls itself."""
        mine, theirs = (set(_key(name, department).tokens) - local.keys() for name in (one, other))
        return mine ^ theirs <= _INTERCHANGEABLE and self._words.rare(one, other, department)

    def all(self, pairs: Sequence[Names]) -> list[float]:
        """The likeness of each pair, in order; by several processes when there are many."""
        remembered = self._remembered
        asked = [pair for pair in dict.fromkeys(pairs) if pair not in remembered]
        if len(remembered) + len(asked) > _MOST_REMEMBERED:
            remembered = self._remembered = {}
            asked = list(dict.fromkeys(pairs))
        if self._pool and len(asked) > _PART:
            parts = [asked[start : start + _PART] for start in range(0, len(asked), _PART)]
            found = [value for part in self._pool.map(_compare, parts) for value in part]
        else:
            found = [self.of(*pair) for pair in asked]
        remembered.update(zip(asked, found, strict=True))
        return [remembered[pair] for pair in pairs]

    def arrow(self, *columns: pa.ChunkedArray) -> pa.Array:
        """The same on four Arrow columns, as DuckDB gives them; NULL is ''."""
        import pyarrow as pa

        texts = [[value or "" for value in column.to_pylist()] for column in columns]
        return pa.array(self.all(list(zip(*texts, strict=True))), pa.float64())


def shared_department(one: str | None, other: str | None) -> str:
    """The department that two records may share, or "" """
    return (one or other or "") if not (one and other) or one == other else ""


@lru_cache(maxsize=100_000)
def own_words(name: str, department: str = "") -> frozenset[str]:
    """The words that a name has of its own, beyond kinds (whole or cut), saints, sports and numbers."""
    return frozenset(
        token
        for token in _key(name, department).tokens
        if not {token, token.rstrip("s")} & _KINDS and token not in DISCIPLINES and not token.isdigit()
    )


def kin(key: NameKey, other: NameKey) -> str:
    """ "section" when one name reads as a section of the other, "satellite" as those around it, else ""."""
    if bool(SATELLITES & set(key.tokens)) != bool(SATELLITES & set(other.tokens)):
        return "satellite"
    return "section" if is_section_of(key, other) or is_section_of(other, key) else ""


@lru_cache(maxsize=100_000)
def _told_apart(names: str) -> tuple[tuple[str, str], ...]:
    """The names of a record, each with itself, glued, when it is but the initials of another of them, else ''.

    Such a sigle is compared with a sigle, never with the initials of a stranger: « CDC », of « Chemin des
    Cimes », is not « Cri dévot citron ».
    """
    keys = [(name, _key(name)) for name in names.split("\n")]
    return tuple(
        (name, key.glued if any(_spelt(key.glued, other) for _, other in keys if other is not key) else "")
        for name, key in keys
    )


def _bears(name: str, sigle: str) -> bool:
    key = _key(name)
    return sigle in key.tokens or sigle in key.sigles or sigle == key.glued


def _spelt(sigle: str, key: NameKey) -> bool:
    sequences = (key.words, [word for word in key.words if word not in STOP_WORDS])
    return len(key.words) > 1 and any(sigle == "".join(word[0] for word in words) for words in sequences)


@lru_cache(maxsize=50_000)
def _local_words(place: str, other_place: str) -> dict[str, float]:
    (town, _, department), (other_town, _, other_department) = place.partition("/"), other_place.partition("/")
    words = {department, other_department}
    if not town or not other_town or town == other_town:
        words |= set(fold(town or other_town).split())
    return dict.fromkeys(words - {""}, _LOCAL_WORD)


# What a worker process compares with; each has its own.
_worker: NameLikeness | None = None


def _start_worker(words: Words) -> None:
    global _worker
    _worker = NameLikeness(words)


def _compare(pairs: Sequence[Names]) -> list[float]:
    assert _worker is not None
    return [_worker.of(*pair) for pair in pairs]
