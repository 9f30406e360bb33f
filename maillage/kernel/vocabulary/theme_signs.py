"""What the words of a name or an object say of its theme: the phrases found, and how far they agree.

The first levels compete: each phrase adds its strength to the log-odds of its branch, repeated signs of one
branch count less and less, and the softmax over all branches gives the confidence.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from .theme_words import DECISIVE, HINT, ORDINARY, clues
from .themes import THEMES

ROOTS: tuple[str, ...] = tuple(theme.code for theme in THEMES.roots())
# A second sign of the same branch counts for 1 / (1 + _DAMPING), a third for 1 / (1 + 2 × _DAMPING)…
_DAMPING = 0.3
# Log-odds of each branch before any word, in round figures: associations of culture and sport are many,
# those of mobility or housing few. A branch that is not listed is in between.
_COMMON = MappingProxyType(
    {
        "culture": 0.8,
        "sport": 0.8,
        "sante-social": 0.5,
        "loisirs": 0.3,
        "education": 0.3,
        "citoyennete": 0.2,
        "convictions": -0.3,
        "numerique": -0.3,
        "sciences": -0.3,
        "alimentation": -0.3,
        "insertion": -0.5,
        "habitat": -0.5,
        "mobilite": -0.8,
    }
)
_CHANCE = {root: math.exp(_COMMON.get(root, 0.0)) for root in ROOTS}
# Keywords that name whom or what form more often than what for.
_WEAK_WORDS = frozenset(
    (
        "amicale",
        "cie",
        "compagnie",
        "confrerie",
        "ecole",
        "espace",
        "feminin",
        "femmes",
        "groupement",
        "habitants",
        "institut",
        "institution",
        "nature",
        "observatoire",
        "professionnel",
        "professionnelle",
        "promotion",
        "quartier",
        "retraite",
        "universitaire",
        "universite",
    )
)


class Sign(NamedTuple):
    """A phrase found: its words (first, last + 1), what it says of each branch, and of each theme."""

    first: int
    end: int
    roots: tuple[tuple[str, float], ...]
    themes: tuple[tuple[str, float], ...]


_Votes = tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]


def stem(word: str) -> str:
    """Fold plurals and feminine plurals together: enough for nouns and adjectives of labels."""
    if len(word) > 4 and word.endswith("aux"):
        return word[:-2] + "l"
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word


class _Stems(dict[str, str]):
    """Word → its stem, worked out once for each word met; forgotten when too many were."""

    def __missing__(self, word: str) -> str:
        if len(self) > 500_000:
            self.clear()
        found = self[word] = stem(word)
        return found


_STEMS = _Stems()


class _Entry(NamedTuple):
    """The phrases that begin with one stem: it alone; those of several words by their second, longest first."""

    alone: _Votes | None
    longer: dict[str, tuple[tuple[tuple[str, ...], _Votes], ...]]


def _index() -> dict[str, _Entry]:
    strengths: dict[tuple[str, ...], dict[str, float]] = {}
    claimed: set[tuple[tuple[str, ...], str]] = set()
    for code, phrase, strength in clues():
        stems = tuple(map(stem, phrase.split()))
        votes = strengths.setdefault(stems, {})
        if code:
            votes.setdefault(code, strength)  # of a singular and its plural, the first listed prevails
        claimed.add((stems, code))
    for theme in THEMES:
        for phrase in theme.keywords:
            stems = tuple(map(stem, phrase.split()))
            votes = strengths.setdefault(stems, {})
            if (stems, "") not in claimed and (stems, theme.code) not in claimed:
                if phrase in _WEAK_WORDS:
                    votes[theme.code] = HINT
                else:
                    votes[theme.code] = DECISIVE if len(stems) > 1 else ORDINARY
    alone: dict[str, _Votes] = {}
    longer: dict[str, dict[str, tuple[tuple[tuple[str, ...], _Votes], ...]]] = {}
    for stems in sorted(strengths, key=len, reverse=True):
        roots: dict[str, float] = {}
        for code, strength in strengths[stems].items():
            root = THEMES[code].root_code
            roots[root] = max(strength, roots.get(root, 0.0))
        said: _Votes = (tuple(roots.items()), tuple(strengths[stems].items()))
        if len(stems) == 1:
            alone[stems[0]] = said
        else:
            followed = longer.setdefault(stems[0], {})
            followed[stems[1]] = (*followed.get(stems[1], ()), (stems, said))
    return {first: _Entry(alone.get(first), longer.get(first, {})) for first in {*alone, *longer}}


_PHRASES = _index()


_LEAST_PART = 5
_PARTS = {
    first: entry.alone
    for first, entry in _PHRASES.items()
    if len(first) >= _LEAST_PART and entry.alone and entry.alone[0] and entry.alone[0][0][1] == DECISIVE
}


@lru_cache(maxsize=200_000)
def _inside(word: str) -> _Votes | None:
    """What a word made of another says (« libertango », « cyclosportive »): half of what the part says."""
    for length in range(len(word) - 1, _LEAST_PART - 1, -1):
        for part in (word[-length:], word[:length]):
            votes = _PARTS.get(part)
            if votes is not None:
                roots, themes = votes
                return (
                    tuple((code, strength / 2) for code, strength in roots),
                    tuple((code, strength / 2) for code, strength in themes),
                )
    return None


def signs_in(words: Sequence[str]) -> list[Sign]:
    """The phrases that say something in folded words, the longest first at each place; each is found once."""
    stems = [_STEMS[word] for word in words]
    found: list[Sign] = []
    seen: set[tuple[str, ...]] = set()
    free = 0
    last = len(stems) - 1
    for at, first in enumerate(stems):
        if at < free:
            continue
        entry = _PHRASES.get(first)
        phrase: tuple[str, ...] = (first,)
        votes = entry.alone if entry is not None else None
        if entry is not None and at < last:
            for longer, said in entry.longer.get(stems[at + 1], ()):
                if len(longer) == 2 or tuple(stems[at : at + len(longer)]) == longer:
                    phrase, votes = longer, said
                    break
        if votes is None:
            votes = _inside(first) if len(first) > _LEAST_PART else None
            if votes is None:
                continue
        free = at + len(phrase)
        if votes[1] and phrase not in seen:
            seen.add(phrase)
            found.append(Sign(at, free, *votes))
    return found


def add_signs(scores: dict[str, float], signs: Iterable[tuple[Sign, float]], counts: dict[str, int]) -> None:
    """Add (sign, weight) pairs to the score of each branch; `counts` remembers how many signs each had."""
    for sign, weight in signs:
        for root, strength in sign.roots:
            before = counts.get(root, 0)
            scores[root] = scores.get(root, 0.0) + strength * weight / (1.0 + _DAMPING * before)
            counts[root] = before + 1


def likelihoods(scores: Mapping[str, float]) -> dict[str, float]:
    """The probability of each branch that has a score; the other branches share the rest."""
    if not scores:
        return {}
    chances = {root: math.exp(min(score, 60.0)) * _CHANCE[root] for root, score in scores.items()}
    total = sum(chances.values()) + sum(chance for root, chance in _CHANCE.items() if root not in scores)
    return {root: chance / total for root, chance in chances.items()}


def best_child(root: str, signs: Iterable[tuple[Sign, float]]) -> str:
    """The theme of a branch that the signs point to: the only strongest child, else the branch itself."""
    children: dict[str, float] = {}
    for sign, weight in signs:
        for code, strength in sign.themes:
            theme = THEMES[code]
            if theme.root_code == root and not theme.is_root:
                # Of two phrases that say as much, the longer is the more precise.
                strength += 0.1 * (sign.end - sign.first)
                children[code] = children.get(code, 0.0) + strength * weight
    if not children:
        return root
    strongest = max(children.values())
    best = [code for code, strength in children.items() if strength == strongest]
    return best[0] if len(best) == 1 and strongest >= HINT else root
