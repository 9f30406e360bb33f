"""How alike two names are, and whether one reads as a section of the other."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from ..text import fold
from .key import NameKey, name_key
from .words import COMMON_WORDS, DISCIPLINES, STOP_WORDS

# Where the score of a pair of names, alone, tips from doubt to likelihood: see the test on real lists.
LIKELY_SAME = 0.75
POSSIBLY_SAME = 0.5


# From this weight on, a word names an actor rather than a kind of actor.
_DISTINCTIVE = 0.65


_DEMONYM = re.compile(r"(?:aises?|ais|oises?|ois|iennes?|iens?|eennes?|eens?|aines?|ains?|ines?|ins?|es|e|s)$")


def name_similarity(
    a: NameKey | str,
    b: NameKey | str,
    *,
    weights: Mapping[str, float] | None = None,
    places: Collection[str] = (),
) -> float:
    """Return how alike two names are, from 0 (nothing in common) to 1 (the same but for spelling).

    Words are aligned as people alter them: cut (« départ » for « départemental »), misspelt by a letter or
    two, glued or parted, or made into a sigle. What is aligned is weighed against the whole; names that
    share only common words (« École de musique ») stay in doubt unless nothing else differs; contradictions
    lower what is left: other disciplines, other numbers, other places, a section against its parent.

    From LIKELY_SAME on, two names differ by spelling more often than not; under POSSIBLY_SAME they are not
    worth showing to a person.

    `weights` gives the weight of folded words (1 for an ordinary word, towards 0 for one that many names
    share, see `token_weights`); when both actors are known to be in one commune, give the words of its name
    a weight near 0. `places` are the folded words that name the places around: shared they say little, and
    names that bear different ones are of different actors.
    """
    key_a = name_key(a) if isinstance(a, str) else a
    key_b = name_key(b) if isinstance(b, str) else b
    scale = _Scale(weights or {}, places)
    best = _similarity(key_a, key_b, scale)
    for former, other, current in (
        *((former, key_b, key_a) for former in key_a.former),
        *((former, key_a, key_b) for former in key_b.former),
    ):
        opposed = current.disciplines and other.disciplines and not current.disciplines & other.disciplines
        if not opposed:
            best = max(best, 0.97 * _similarity(former, other, scale))
    return best


def token_weights(keys: Iterable[NameKey]) -> dict[str, float]:
    """Return the weight of each word of a set of names by its rarity there: 1 for a word met once, less beyond.

    The built-in table still speaks for common words, which a small set may hold only once.
    """
    counts = Counter(token for key in keys for token in set(key.tokens))
    scale = log(max(sum(1 for _ in counts), 1000))
    return {
        token: min(COMMON_WORDS.get(token, 1.0), max(0.15, 1.0 - log(count) / scale))
        for token, count in counts.items()
    }


@dataclass(frozen=True, slots=True)
class _Scale:
    weights: Mapping[str, float]
    places: Collection[str]

    def of(self, token: str) -> float:
        if token in self.weights:
            return self.weights[token]
        if token in COMMON_WORDS:
            return COMMON_WORDS[token]
        return 0.15 if len(token) == 1 else 1.0

    def places_in(self, key: NameKey) -> set[str]:
        """The words of a name that place it, but for those that the caller holds for nothing."""
        return {token for token in key.tokens if token in self.places and self.of(token) >= 0.1}

    def distinctive(self, token: str) -> float:
        """What a shared word says of the actor itself: nothing if it is common, a place or a mere number."""
        if token in self.places or token in COMMON_WORDS or token in DISCIPLINES or token.isdigit():
            return 0.0
        weight = self.of(token)
        return weight if weight >= _DISTINCTIVE else 0.0


def _similarity(a: NameKey, b: NameKey, scale: _Scale) -> float:
    if not (a.tokens or a.sigles) or not (b.tokens or b.sigles):
        return 0.0
    if a.tokens == b.tokens and a.markers == b.markers:
        return 1.0
    score = 0.97 if a.glued == b.glued else _alignment(a, b, scale)
    if a.sigles & b.sigles or a.sigles & set(b.tokens) or b.sigles & set(a.tokens):
        alone = set(a.tokens) <= b.sigles or set(b.tokens) <= a.sigles
        score = max(score, 0.9 if alone else 0.6 + 0.4 * score)
    return score * _contradictions(a, b, scale)


def _alignment(a: NameKey, b: NameKey, scale: _Scale) -> float:
    """Return the weighted share of the words that find their like.

    The name that says more decides, the more so as what is shared is common: « École de musique » may be any
    town's, while « Tournicoti » may well be « Tournicoti, théâtre de rue ».
    """
    left, right = _pair_up(a, b)
    share_a, share_b = _share(a, left, scale), _share(b, right, scale)
    low, high = sorted((share_a, share_b))
    distinctive = sum(scale.distinctive(token) * likeness for token, likeness in left.items())
    if low < 0.9 and ((a.cut and share_a > share_b) or (b.cut and share_b > share_a)):
        trust_in_low = 0.3
    else:
        trust_in_low = 0.75 - 0.3 * min(1.0, distinctive / 1.5)
    score = trust_in_low * low + (1 - trust_in_low) * high
    if distinctive < _DISTINCTIVE and low < 0.9:
        score = min(score, 0.72)
    if len(a.tokens) == len(b.tokens) == 1 and not _plural(a.tokens[0], b.tokens[0]):
        score *= 0.8
    if _own(a, left, scale) and _own(b, right, scale):
        score *= 0.85
    return score


def _plural(a: str, b: str) -> bool:
    return a.rstrip("sx") == b.rstrip("sx") and len(a) >= 6


def _own(key: NameKey, likeness: Mapping[str, float], scale: _Scale) -> bool:
    """Whether a name bears a distinctive word that the other lacks."""
    return any(token not in likeness and scale.distinctive(token) for token in key.tokens)


def _share(key: NameKey, likeness: Mapping[str, float], scale: _Scale) -> float:
    total = got = 0.0
    for token in key.tokens:
        weight = scale.of(token)
        if key.cut and token == key.tokens[-1] and token not in likeness:
            weight *= 0.2
        total += weight
        got += weight * likeness.get(token, 0.0)
    return got / total if total else 0.0


def _pair_up(a: NameKey, b: NameKey) -> tuple[dict[str, float], dict[str, float]]:
    """Match each word of either name with its best like in the other: word → likeness from 0 to 1."""
    left: dict[str, float] = {}
    right: dict[str, float] = {}
    candidates = sorted(
        (
            (likeness, token_a, token_b)
            for token_a in a.tokens
            for token_b in b.tokens
            if token_a[0] == token_b[0] and (likeness := _token_likeness(token_a, token_b)) > 0
        ),
        reverse=True,
    )
    for likeness, token_a, token_b in candidates:
        if token_a not in left and token_b not in right:
            left[token_a] = right[token_b] = likeness
    _match_glued(a.tokens, b.tokens, left, right)
    _match_glued(b.tokens, a.tokens, right, left)
    _match_sigles(a, b, left, right)
    _match_sigles(b, a, right, left)
    return left, right


def _token_likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if short.isdigit() or long.isdigit() or len(short) < 3 or short[0] != long[0]:
        return 0.0
    if long.startswith(short):
        # Three letters are an abbreviation of many words: « pas » is hardly « passerelle ».
        return 0.97 if len(long) - len(short) <= 2 and len(short) >= 4 else 0.9 if len(short) >= 4 else 0.75
    if len(short) >= 5 and DamerauLevenshtein.distance(a, b, score_cutoff=2) <= (1 if len(short) < 11 else 2):
        return 0.92 if len(short) >= 6 else 0.8
    if len(short) >= 4 and short[-1] == long[-1] and len(long) <= 2 * len(short) and _is_skeleton(short, long):
        return 0.85
    if len(short) >= 6 and JaroWinkler.similarity(a, b) >= 0.93:
        return 0.85
    root_a, root_b = _demonym_root(a), _demonym_root(b)
    if (
        min(len(root_a), len(root_b)) >= 4
        and (root_a == root_b or b.startswith(root_a) or a.startswith(root_b))
        and abs(len(root_a) - len(root_b)) <= 2
    ):
        return 0.85
    return 0.0


def _is_skeleton(short: str, long: str) -> bool:
    """Whether `short` is `long` with letters left out, vowels first: « ntes » for « nantes »."""
    letters = iter(long)
    return sum(letter in "aeiouy" for letter in short) * 3 <= len(short) and all(
        letter in letters for letter in short
    )


def _demonym_root(word: str) -> str:
    """Return what the name of a place shares with that of its people: « nantais », « nantaise », « nantes »."""
    return _DEMONYM.sub("", word)


def _match_glued(
    parted: Sequence[str], whole: Sequence[str], left: dict[str, float], right: dict[str, float]
) -> None:
    """Match two neighbouring words with the one that glues them: « do mi » and « domi »."""
    for first, second in pairwise(parted):
        glued = first + second
        if len(glued) >= 5 and glued in whole and right.get(glued, 0.0) < 1.0:
            left[first] = left[second] = right[glued] = 0.97


def _match_sigles(a: NameKey, b: NameKey, left: dict[str, float], right: dict[str, float]) -> None:
    """Match an acronym of one name with the run of words of the other whose initials spell it."""
    sequences = (b.words, [word for word in b.words if word not in STOP_WORDS])
    initials = ["".join([word[0] for word in sequence]) for sequence in sequences]
    longest = len(initials[0])
    for token in (*a.tokens, *sorted(a.sigles)):
        if not 2 <= len(token) <= min(8, longest) or left.get(token, 0.0) >= 0.9 or not token.isalpha():
            continue
        run = _spelt_by(token, sequences, initials)
        if run:
            quality = 0.95 if len(token) >= 3 else 0.7
            if token in a.tokens:
                left[token] = quality
            for word in run:
                if word in b.tokens:
                    right[word] = max(right.get(word, 0.0), quality)


def _spelt_by(sigle: str, sequences: Sequence[Sequence[str]], initials: Sequence[str]) -> Sequence[str]:
    """Return the run of words whose initials make the sigle, small words counted or not; else nothing."""
    for sequence, letters in zip(sequences, initials, strict=True):
        start = letters.find(sigle)
        if start >= 0:
            return sequence[start : start + len(sigle)]
    return ()


def _contradictions(a: NameKey, b: NameKey, scale: _Scale) -> float:
    """Return the factor by which what opposes two names lowers their likeness: 1 when nothing does."""
    factor = 1.0
    if a.disciplines and b.disciplines and not a.disciplines & b.disciplines:
        factor *= 0.35
    elif bool(a.disciplines) != bool(b.disciplines) and not (b.cut if a.disciplines else a.cut):
        factor *= 0.78
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        factor *= 0.4
    places_a, places_b = scale.places_in(a), scale.places_in(b)
    if places_a and places_b and not places_a & places_b:
        factor *= 0.4
    elif bool(places_a) != bool(places_b) and not (b.cut if places_a else a.cut):
        factor *= 0.9
    if a.markers != b.markers:
        levels = {"departement", "region", "nation", "local"}
        if a.markers & levels and b.markers & levels and not a.markers & b.markers & levels:
            factor *= 0.45
        elif "section" in a.markers ^ b.markers or "antenne" in a.markers ^ b.markers:
            factor *= 0.7
        else:
            factor *= 0.85
    return factor


def is_section_of(a: NameKey | str, b: NameKey | str) -> bool:
    """Return whether `a` reads as a section, antenna or local committee of `b`, by its words alone.

    True when `a` holds all that names `b` and adds to it a section's marker, or a discipline and nothing else
    of its own: « Union sportive de Créteil judo » is a section of « Union sportive de Créteil », and of no
    « Union sportive » without a place.
    """
    key_a = name_key(a) if isinstance(a, str) else a
    key_b = name_key(b) if isinstance(b, str) else b
    if not key_b.tokens or len(key_a.tokens) < len(key_b.tokens):
        return False
    added_markers = key_a.markers - key_b.markers
    if key_b.markers - key_a.markers:
        return False
    left, right = _pair_up(key_a, key_b)
    if any(right.get(token, 0.0) < 0.85 for token in key_b.tokens):
        return False
    if added_markers & {"section", "antenne", "delegation", "local"}:
        return True
    added = [token for token in key_a.tokens if token not in left]
    return (
        bool(key_a.disciplines)
        and not key_b.disciplines
        and all(token in COMMON_WORDS or token in DISCIPLINES for token in added)
    )


def letter_apart(one: str, other: str) -> bool:
    """Whether two long names differ by one letter wrong, missing or swapped, their numbers being the same."""
    a, b = fold(one), fold(other)
    if min(len(a), len(b)) < 9 or abs(len(a) - len(b)) > 1:
        return False
    if [char for char in a if char.isdigit()] != [char for char in b if char.isdigit()]:
        return False
    return DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1
