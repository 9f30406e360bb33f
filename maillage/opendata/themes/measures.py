"""How good guesses are, against a truth: accuracy, macro-F1, those said sure, confusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares from 0 to 1. An unclassified row ("") is wrong in `accuracy`, missed in `macro_f1`."""

    rows: int
    classified: float
    accuracy: float
    macro_f1: float
    sure: float
    sure_accuracy: float
    confusions: tuple[tuple[str, str, int], ...]  # (truth, guess, rows), the most frequent first


def measure(truth: Sequence[str], guesses: Sequence[str], sure: Sequence[bool]) -> Measures:
    """Measure guesses of classes; `sure` says which ones were said sure."""
    rows = len(truth)
    right = [one == guess for one, guess in zip(truth, guesses, strict=True)]
    said = [hit for hit, certain in zip(right, sure, strict=True) if certain]
    pairs = Counter(zip(truth, guesses, strict=True))
    true_counts, guess_counts = Counter(truth), Counter(guesses)
    scores = [
        2 * pairs[code, code] / (true_counts[code] + guess_counts[code])
        for code in true_counts  # classes that the truth does not hold have no F1
    ]
    wrong = [(one, guess, count) for (one, guess), count in pairs.most_common() if one != guess]
    return Measures(
        rows=rows,
        classified=sum(guess != "" for guess in guesses) / rows,
        accuracy=sum(right) / rows,
        macro_f1=sum(scores) / len(scores),
        sure=len(said) / rows,
        sure_accuracy=sum(said) / len(said) if said else 0.0,
        confusions=tuple(wrong),
    )
