"""A model learnt on the user's RNA: what it looks at, how it is kept (npz and JSON, no pickle), how it answers.

It is a softmax over the first levels. It sees the words, their pairs, the letters of each word, and what the
shipped words say of each branch: it combines with them rather than replacing them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from maillage.kernel.vocabulary import THEMES
from maillage.kernel.vocabulary.theme_signs import ROOTS
from maillage.opendata.store import Store, StoreError

if TYPE_CHECKING:
    from .classifying import Reading

FORM = 1  # raised when the features change: a model of another form is not read
BUCKETS = 1 << 16
WIDTH = BUCKETS + len(ROOTS)
_SCORE_SCALE = 0.25
_PLACES = {root: BUCKETS + at for at, root in enumerate(ROOTS)}


@lru_cache(maxsize=200_000)
def _word_features(word: str) -> tuple[int, ...]:
    """The buckets of a word and of its runs of three to five letters."""
    padded = f" {word} "
    runs = {padded[at : at + size] for size in (3, 4, 5) for at in range(len(padded) - size + 1)}
    return tuple(crc32(run.encode()) % BUCKETS for run in (f"={word}", *sorted(runs)))


def features(
    named: Reading | None, stated: Reading | None, scores: Mapping[str, float]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The features of a row: places below WIDTH, and values. Name and object each have a norm of about one."""
    places: list[int] = []
    values: list[float] = []
    for reading in (named, stated):
        if reading is None or not reading.words:
            continue
        words = reading.words
        found: list[int] = []
        for word in words:
            found.extend(_word_features(word))
        found.extend(crc32(f"{one} {two}".encode()) % BUCKETS for one, two in itertools.pairwise(words))
        places += found
        values += [len(found) ** -0.5] * len(found)
    for root, score in scores.items():
        places.append(_PLACES[root])
        values.append(score * _SCORE_SCALE)
    return np.array(places, np.int32), np.array(values, np.float32)


@dataclass(frozen=True)
class LearntModel:
    """Weights of shape (WIDTH, classes), intercepts (classes,), and what the learning measured of itself."""

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    temperature: float
    sure_from: float
    learnt_on: str  # the vintage, AAAA-MM-JJ
    report: Mapping[str, Any]

    def chances(
        self,
        named: Reading | None,
        stated: Reading | None,
        scores: Mapping[str, float],
        activity: tuple[str, float] | None = None,
    ) -> dict[str, float]:
        """The probability of each class; empty when there is nothing to read."""
        places, values = features(named, stated, scores)
        if not len(places) and activity is None:
            return {}
        logits = (self.intercepts + values @ self.weights[places]) / self.temperature
        if activity is not None:
            root = THEMES[activity[0]].root_code
            if root in self.classes:
                logits[self.classes.index(root)] += activity[1]
        logits = np.exp(logits - logits.max())
        return dict(zip(self.classes, (logits / logits.sum()).tolist(), strict=True))

    def words_for(self, code: str, named: Reading | None, stated: Reading | None) -> tuple[str, ...]:
        """The three words that weigh most for a class, as they are spelt."""
        at = self.classes.index(code)
        weighed: dict[str, float] = {}
        for reading in (named, stated):
            if reading is None:
                continue
            for word, spelt in zip(reading.words, reading.written(), strict=True):
                weight = float(self.weights[list(_word_features(word)), at].sum())
                if weight > 0:
                    weighed.setdefault(spelt, weight)
        return tuple(sorted(weighed, key=lambda word: -weighed[word])[:3])


def folder(store: Store) -> Path:
    """Where models stand in a store."""
    return store.root / "models" / "themes"


def save_model(model: LearntModel, into: Path) -> None:
    """Write `weights.npz` and `model.json` into a folder that exists."""
    np.savez_compressed(
        into / "weights.npz", weights=model.weights.astype(np.float16), intercepts=model.intercepts
    )
    plain = {
        "form": FORM,
        "classes": list(model.classes),
        "temperature": model.temperature,
        "sure_from": model.sure_from,
        "learnt_on": model.learnt_on,
        "report": dict(model.report),
    }
    (into / "model.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1), "utf-8")


def load_model(store: Store) -> LearntModel | None:
    """The newest model of the store, or None; `StoreError` when it is damaged or of another form."""
    found = sorted(path for path in folder(store).glob("[0-9]*/model.json"))
    if not found:
        return None
    path = found[-1]
    try:
        plain = json.loads(path.read_text("utf-8"))
        if plain["form"] != FORM:
            raise ValueError
        with np.load(path.with_name("weights.npz"), allow_pickle=False) as arrays:
            weights, intercepts = arrays["weights"].astype(np.float32), arrays["intercepts"]
        classes = tuple(plain["classes"])
        if weights.shape != (WIDTH, len(classes)):
            raise ValueError
        return LearntModel(
            classes=classes,
            weights=weights,
            intercepts=intercepts,
            temperature=float(plain["temperature"]),
            sure_from=float(plain["sure_from"]),
            learnt_on=plain["learnt_on"],
            report=plain["report"],
        )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise StoreError(
            f"Le modèle appris « {path.parent.name} » ne peut pas être lu. Refaites-le (maillage opendata "
            f"train) ou supprimez le dossier {path.parent}."
        ) from error
