"""Learning the first levels from rows whose theme is known, and the report that learning makes of itself."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from maillage.kernel.vocabulary.theme_signs import add_signs
from maillage.opendata.store import StoreError

from .classifying import read_name, read_object
from .measures import Measures, measure
from .model import WIDTH, LearntModel, features

FOLDS = 5
LEAST_ROWS = 200
# A class seen fewer times cannot be both learnt and measured.
LEAST_OF_A_CLASS = FOLDS
_SURE_AIM = 0.90
_STRENGTH = 5.0  # inverse of the penalty
_ITERATIONS = 50


@dataclass(frozen=True, slots=True)
class Example:
    """A row whose class is known: its name, the statement of its object, its class."""

    name: str
    statement: str
    label: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model, and its cross-validation: each row guessed by a model that did not see it.

    `guesses` are (class, sure) for each example given, ("", False) for those of a class too rare to be learnt.
    """

    model: LearntModel
    measures: Measures
    guesses: tuple[tuple[str, bool], ...]


def matrix(examples: Sequence[Example]) -> csr_matrix:
    """The features of each example as rows of WIDTH columns."""

    def rows() -> Iterator[tuple[NDArray[np.int32], NDArray[np.float32]]]:
        for one in examples:
            named = read_name(one.name) if one.name else None
            stated = read_object(one.statement) if one.statement else None
            scores: dict[str, float] = {}
            counts: dict[str, int] = {}
            for reading in (named, stated):
                if reading is not None:
                    add_signs(scores, reading.signs, counts)
            yield features(named, stated, scores)

    held = list(rows())
    ends = np.cumsum([0, *(len(places) for places, _ in held)])
    places = np.concatenate([places for places, _ in held])
    values = np.concatenate([values for _, values in held])
    return csr_matrix((values, places, ends), shape=(len(examples), WIDTH))


def learn(examples: Sequence[Example], learnt_on: str, seed: int = 0) -> Learnt:
    """Learn, cross-validate in five folds, calibrate on the rows held out; `StoreError` if they are too few."""
    counts = Counter(one.label for one in examples)
    kept = [counts[one.label] >= LEAST_OF_A_CLASS for one in examples]
    examples = list(compress(examples, kept))
    classes = sorted({one.label for one in examples})
    if len(examples) < LEAST_ROWS or len(classes) < 2:
        raise StoreError(
            f"{len(examples)} associations du RNA chargé ont un objet codé que l’on sait lire : il en faut au "
            f"moins {LEAST_ROWS}, de plusieurs thèmes, pour apprendre. Chargez un fichier du RNA plus complet."
        )
    rows = matrix(examples)
    labels = np.array([classes.index(one.label) for one in examples])
    logits = np.zeros((len(examples), len(classes)))
    for seen, held in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(rows, labels):
        weights, intercepts = _fit(rows[seen], labels[seen], len(classes))
        logits[held] = rows[held] @ weights + intercepts
    temperature = _temperature(logits, labels)
    chances = _softmax(logits / temperature)
    best = chances.argmax(axis=1)
    confidence = chances[np.arange(len(best)), best]
    sure_from = _sure_from(confidence, best == labels)
    guesses = [(classes[at], bool(said >= sure_from)) for at, said in zip(best, confidence, strict=True)]
    measures = measure(
        [one.label for one in examples], [code for code, _ in guesses], [sure for _, sure in guesses]
    )
    weights, intercepts = _fit(rows, labels, len(classes))
    model = LearntModel(
        classes=tuple(classes),
        weights=weights.astype(np.float32),
        intercepts=intercepts.astype(np.float32),
        temperature=temperature,
        sure_from=sure_from,
        learnt_on=learnt_on,
        report=_report(measures, confidence, best == labels, counts),
    )
    following = iter(guesses)
    return Learnt(model, measures, tuple(next(following) if one else ("", False) for one in kept))


def _fit(
    rows: csr_matrix, labels: NDArray[np.int64], classes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    # What a single row has teaches nothing, and costs as much as the rest.
    kept = np.flatnonzero(np.bincount(rows.indices, minlength=WIDTH) > 1)
    solver = LogisticRegression(C=_STRENGTH, max_iter=_ITERATIONS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the calibration takes up what is left
        solver.fit(rows[:, kept], labels)
    coefficients, intercepts = solver.coef_.T, solver.intercept_
    if classes == 2:  # one column says both
        coefficients = np.hstack([-coefficients / 2, coefficients / 2])
        intercepts = np.array([-intercepts[0] / 2, intercepts[0] / 2])
    weights = np.zeros((WIDTH, classes))
    weights[kept] = coefficients
    return weights, intercepts


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """What the logits must be divided by for the probabilities to be as right as they say."""

    def loss(logarithm: float) -> float:
        chances = _softmax(logits / np.exp(logarithm))
        return float(-np.log(chances[np.arange(len(labels)), labels] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3.0, 3.0), method="bounded").x))


def _sure_from(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The least confidence above which nine in ten are right, and more by one standard error; else 1.01."""
    order = np.argsort(-confidence)
    hits = right[order].cumsum()
    count = np.arange(1, len(order) + 1)
    error = np.sqrt(_SURE_AIM * (1 - _SURE_AIM) / count)
    enough = np.flatnonzero(hits / count >= np.minimum(_SURE_AIM + error, 0.99))
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.01


def _report(
    measures: Measures, confidence: NDArray[np.float64], right: NDArray[np.bool_], counts: Counter[str]
) -> dict[str, Any]:
    edges = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
    calibration = [
        {
            "from": low,
            "rows": int(within.sum()),
            "said": round(float(confidence[within].mean()), 3),
            "right": round(float(right[within].mean()), 3),
        }
        for low, high in pairwise(edges)
        if (within := (confidence >= low) & (confidence < high)).any()
    ]
    return {
        "rows": measures.rows,
        "folds": FOLDS,
        "accuracy": round(measures.accuracy, 4),
        "macro_f1": round(measures.macro_f1, 4),
        "sure": round(measures.sure, 4),
        "sure_accuracy": round(measures.sure_accuracy, 4),
        "calibration": calibration,
        "classes": dict(counts.most_common()),
        "confusions": [list(one) for one in measures.confusions[:20]],
    }
