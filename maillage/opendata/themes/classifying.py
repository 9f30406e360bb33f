"""The theme of an organisation, from what is known of it, with the words that decided.

The RNA's coded object decides where it is filled, less surely where the words contradict it; else the words of
the name and of the object, by the kernel's own machine (`vocabulary.theme_signs`), and the activity code. A
model learnt on the user's own RNA, where there is one, weighs the same words instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from maillage.kernel.text import fold
from maillage.kernel.vocabulary import THEMES, theme_from_naf, theme_from_rna
from maillage.kernel.vocabulary.theme_signs import Sign, add_signs, best_child, likelihoods, signs_in

if TYPE_CHECKING:
    from .model import LearntModel

# A guess is sure from this confidence on: aimed at nine right in ten, measured in docs/accuracy/themes.md.
SURE = 0.86
# Under this, the row is left unclassified rather than given a theme at random.
LEAST = 0.15

# The words of an object count for less than those of a name, and less and less towards its end.
_OBJECT, _OBJECT_SPAN = 0.8, 60
# Past these characters an object lists everything that an association may ever do.
_OBJECT_CHARACTERS = 400
# How much an activity code says, as log-odds of its branch: when it names the theme, when it leans to it.
_ACTIVITY_SURE, _ACTIVITY_LEANING = 4.0, 1.5
# What an association declares of itself is right nine times in ten; more when its own words agree.
_DECLARED, _DECLARED_AGREED, _DECLARED_CONTRADICTED = 0.9, 0.97, 0.6
# Two people who file the same organisation agree on some themes nearly always, on others (economy, social,
# local life) less often, whatever the words: the most that a confidence may be.
_CRISP_CEILING, _CEILING = 0.96, 0.8
_CRISP = frozenset(
    """
    culture/musique culture/theatre culture/arts-visuels culture/cinema
    sport sport/collectifs sport/combat sport/raquette sport/nautique sport/course sport/cyclisme sport/boules
    sport/plein-air sport/glisse-air-moteur sport/adapte sport/omnisports
    sante-social/malades sante-social/handicap sante-social/personnes-agees sante-social/aide-a-domicile
    education/ecole education/parents-eleves loisirs/chasse-peche loisirs/jeux
    citoyennete/memoire citoyennete/secours citoyennete/consommateurs convictions/cultes
    alimentation/agriculture alimentation/circuits-courts
    """.split()  # noqa: SIM905 — codes read in lines, by first level
)

_WORDS = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NO_CODE = frozenset(("", "000000", "0"))


@dataclass(frozen=True, slots=True)
class ThemeGuess:
    """A theme ("" when nothing says it) and its first level, the confidence from 0 to 1, and why.

    `words` are those that decided, as they are spelt; `source` is « objet codé », « objet », « nom »,
    « activité » or "", the first that speaks for the theme.
    """

    theme: str = ""
    root: str = ""
    confidence: float = 0.0
    sure: bool = False
    words: tuple[str, ...] = ()
    source: str = ""

    @property
    def label(self) -> str:
        """The theme with its first level before it: « Culture › Musique et chant »."""
        return THEMES.path_label(self.theme) if self.theme else ""


NOTHING = ThemeGuess()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: itself, its folded words, the signs in them with their weights."""

    text: str
    words: list[str]
    signs: list[tuple[Sign, float]]

    def written(self) -> list[str]:
        """The words as they are spelt, or folded where folding changed their number."""
        spelt = _WORDS.findall(self.text)
        return spelt if len(spelt) == len(self.words) else self.words


def read_name(name: str) -> Reading:
    """The signs of a name: all count the same. « A.S. » is read « AS »."""
    if "." in name:
        name = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", name)
    words = fold(name).split()
    return Reading(name, words, [(sign, 1.0) for sign in signs_in(words)])


def read_object(statement: str) -> Reading:
    """The signs of the statement of an object: the first words say more than the last."""
    statement = statement[:_OBJECT_CHARACTERS]
    words = fold(statement).split()
    signs = [(sign, _OBJECT / (1.0 + sign.first / _OBJECT_SPAN)) for sign in signs_in(words)]
    return Reading(statement, words, signs)


class Classifier:
    """Gives themes; `model` is what was learnt on the user's RNA, or None for the shipped words alone."""

    def __init__(self, model: LearntModel | None = None) -> None:
        self.model = model

    def classify(self, name: str = "", statement: str = "", rna_code: str = "", naf: str = "") -> ThemeGuess:
        """The theme of one organisation. `statement` is its object's text; any may be empty."""
        named = read_name(name) if name else None
        stated = read_object(statement) if statement else None
        readings = [("objet", stated), ("nom", named)]
        signs = [sign for _, reading in readings if reading is not None for sign in reading.signs]
        activity = _activity(naf)
        chances = self._chances(named, stated, activity)
        declared = None if rna_code in _NO_CODE else theme_from_rna(rna_code)
        if declared is not None:
            return self._declared(declared, rna_code, chances, signs, named, stated)
        if not chances:
            return NOTHING
        root = max(chances, key=lambda code: chances[code])
        likelihood = chances[root]
        if likelihood < LEAST:
            return NOTHING
        words = _words_for(root, named, stated)
        theme = best_child(root, signs)
        source = next((kind for kind, one in readings if one and _speaks(one, root)), "")
        if activity is not None and THEMES[activity[0]].root_code == root:
            theme = activity[0] if theme == root else theme
            words = (*words, naf)
            source = source or "activité"
        if not words and self.model is not None:
            words = self.model.words_for(root, named, stated)
            source = "objet" if stated else "nom"
        if self.model is not None:
            confidence, sure = likelihood, likelihood >= self.model.sure_from
        else:
            confidence = likelihood * (_CRISP_CEILING if theme in _CRISP else _CEILING)
            sure = confidence >= SURE
        return ThemeGuess(theme, root, round(confidence, 3), sure, words, source)

    def _chances(
        self, named: Reading | None, stated: Reading | None, activity: tuple[str, float] | None
    ) -> dict[str, float]:
        scores: dict[str, float] = {}
        counts: dict[str, int] = {}
        for reading in (named, stated):
            if reading is not None:
                add_signs(scores, reading.signs, counts)
        if self.model is not None:
            return self.model.chances(named, stated, scores, activity)
        if activity is not None:
            root = THEMES[activity[0]].root_code
            scores[root] = scores.get(root, 0.0) + activity[1]
        return likelihoods(scores)

    def _declared(
        self,
        declared: str,
        rna_code: str,
        chances: dict[str, float],
        signs: list[tuple[Sign, float]],
        named: Reading | None,
        stated: Reading | None,
    ) -> ThemeGuess:
        """Follow the coded object, with the more precise theme that the words give under the same branch."""
        root = THEMES[declared].root_code
        best = max(chances, key=lambda code: chances[code]) if chances else root
        confidence = _DECLARED
        if best == root and chances:
            confidence = _DECLARED_AGREED
        elif chances and chances[best] > _DECLARED:
            confidence = _DECLARED_CONTRADICTED
        theme = best_child(root, signs) if declared == root else declared
        words = (rna_code, *_words_for(root, named, stated))
        return ThemeGuess(theme, root, confidence, confidence >= SURE, words, "objet codé")

    def classify_many(self, rows: Iterable[tuple[str, str, str, str]]) -> Iterator[ThemeGuess]:
        """The guess of each (name, statement, rna_code, naf), in order."""
        classify = self.classify
        for name, statement, rna_code, naf in rows:
            yield classify(name, statement, rna_code, naf)

    def classify_batch(self, batch: pa.RecordBatch | pa.Table) -> pa.Table:
        """Guesses of the columns name, object, rna_code, naf (any may be absent) as Arrow columns.

        theme, root (NULL when unclassified), confidence, sure, source, words (« · » between them).
        """
        size = batch.num_rows
        texts = []
        for column in ("name", "object", "rna_code", "naf"):
            held = batch.column(column).to_pylist() if column in batch.schema.names else [None] * size
            texts.append([value or "" for value in held])
        guesses = list(self.classify_many(zip(*texts, strict=True)))
        return pa.table(
            {
                "theme": pa.array([one.theme or None for one in guesses], pa.string()),
                "root": pa.array([one.root or None for one in guesses], pa.string()),
                "confidence": pa.array([one.confidence for one in guesses], pa.float64()),
                "sure": pa.array([one.sure for one in guesses], pa.bool_()),
                "source": pa.array([one.source or None for one in guesses], pa.string()),
                "words": pa.array([" · ".join(one.words) or None for one in guesses], pa.string()),
            }
        )


def classify(name: str = "", statement: str = "", rna_code: str = "", naf: str = "") -> ThemeGuess:
    """The theme of one organisation by the shipped words alone."""
    return _SHIPPED.classify(name, statement, rna_code, naf)


_SHIPPED = Classifier()


@lru_cache(maxsize=4096)
def _activity(code: str) -> tuple[str, float] | None:
    """The theme of a code of either edition of the NAF, and its weight; None when it says nothing."""
    said = theme_from_naf(code, code)
    return (said.code, _ACTIVITY_SURE if said.sure else _ACTIVITY_LEANING) if said else None


def _speaks(reading: Reading, root: str) -> bool:
    return any(code == root for sign, _ in reading.signs for code, _ in sign.roots)


def _words_for(root: str, *readings: Reading | None) -> tuple[str, ...]:
    """The words that speak for a branch, as they are spelt, each once."""
    found: dict[str, str] = {}
    for reading in readings:
        if reading is None or not _speaks(reading, root):
            continue
        written = reading.written()
        for sign, _ in reading.signs:
            if any(code == root for code, _ in sign.roots):
                folded = " ".join(reading.words[sign.first : sign.end])
                found.setdefault(folded, " ".join(written[sign.first : sign.end]))
    return tuple(found.values())
