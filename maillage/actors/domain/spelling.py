"""Which known words a typed word may stand for: beginnings, one wrong letter, words cut or glued."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from maillage.actors.domain.lexicon import ABBREVIATIONS, STEMS, STOP_WORDS
from maillage.actors.domain.words import stem

LONG_WORD = 8
"""From this length on, two wrong letters are forgiven where one does not explain the word."""
_SHORTEST_PART = 3
_ENDINGS = ("s", "x", "e", "es")
_GLUED_ARTICLES = "ld"


class Spelling:
    """The words in use (folded, as written, not stemmed), arranged to be compared with a typed one.

    Words can be added at any time. For 60,000 words one comparison takes about two milliseconds, and nothing
    is kept but the words themselves.
    """

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._forms: set[str] = set()
        self._stems: set[str] = set()
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._ordered: list[str] = []
        self.add(forms)

    def __len__(self) -> int:
        return len(self._forms)

    def add(self, forms: Iterable[str]) -> None:
        """Learn words; those already known change nothing."""
        new = [form for form in dict.fromkeys(forms) if form not in self._forms]
        for form in new:
            self._forms.add(form)
            self._stems.add(stem(form))
            self._by_length[len(form)].append(form)
        if new:
            self._ordered = sorted(self._ordered + new)

    def knows(self, form: str) -> bool:
        """Whether the word is in use, or its singular, plural or feminine, or what it abbreviates."""
        if form in self._forms:
            return True
        one = stem(form)
        if form in STEMS or form in ABBREVIATIONS:
            return one in self._stems
        # « plu » is not the singular of « plus ».
        longer = (form + ending for ending in _ENDINGS if len(form) > 3)
        shorter = (form[: -len(ending)] for ending in _ENDINGS if form.endswith(ending))
        return any(other in self._forms and stem(other) == one for other in (*longer, *shorter))

    def _of_lengths(self, shortest: int, longest: int) -> list[list[str]]:
        return [words for length in range(shortest, longest + 1) if (words := self._by_length.get(length))]

    def close(self, form: str, edits: int) -> list[tuple[str, int]]:
        """Words at 1 to `edits` letters wrong, missing, in excess or swapped; nearest first."""
        found = [
            (word, int(distance))
            for words in self._of_lengths(len(form) - edits, len(form) + edits)
            for word, distance, _ in process.extract(
                form, words, scorer=OSA.distance, score_cutoff=edits, limit=None
            )
            if distance
        ]
        return sorted(found, key=lambda pair: (pair[1], pair[0][0] != form[0], pair[0]))

    def starting(self, beginning: str, limit: int) -> list[str]:
        """Words that begin so and are longer, in alphabetical order."""
        first = bisect_left(self._ordered, beginning)
        following = takewhile(lambda word: word.startswith(beginning), self._ordered[first : first + limit + 1])
        return [word for word in following if word != beginning][:limit]

    def nearly_starting(self, beginning: str, limit: int) -> list[str]:
        """Words of which a beginning is one letter away from what was typed."""
        size = len(beginning)
        near = [word for words in self._of_lengths(size + 1, size + 13) for word in words]
        found: dict[str, None] = {}
        for cut in (size, size + 1, size - 1):
            heads = [word[:cut] for word in near]
            for _, _, index in process.extract(
                beginning, heads, scorer=OSA.distance, score_cutoff=1, limit=limit
            ):
                found.setdefault(near[index])
        return list(found)[:limit]

    def resembling(self, form: str, limit: int) -> list[str]:
        """The words that look most like this one, however far, when nothing better was found."""
        near = [
            word for length in range(len(form) - 3, len(form) + 4) for word in self._by_length.get(length, ())
        ]
        found = process.extract(
            form, near, scorer=JaroWinkler.normalized_similarity, score_cutoff=0.8, limit=limit
        )
        return [word for word, _, _ in found]

    def parts(self, glued: str) -> list[tuple[str, ...]]:
        """Ways of cutting a word into the fewest known ones (with small words between them), longest first."""
        # For each position, the best ways so far: (how many parts, minus the sum of their squared lengths,
        # how many of them count, the parts).
        best: list[list[tuple[int, int, int, tuple[str, ...]]]] = [[] for _ in range(len(glued) + 1)]
        best[0] = [(0, 0, 0, ())]
        for end in range(1, len(glued) + 1):
            ways = []
            for start in range(end):
                part = glued[start:end]
                small = part in STOP_WORDS and (len(part) > 1 or part in _GLUED_ARTICLES)
                known = not small and len(part) >= _SHORTEST_PART and part in self._forms
                if best[start] and (small or known):
                    ways += [
                        (number + 1, squares - len(part) ** 2, strong + known, (*words, part))
                        for number, squares, strong, words in best[start]
                    ]
            best[end] = sorted(ways)[:3]
        # « bergamotte » is no « bergamot te »: small words stand before others.
        whole = [way for way in best[-1] if way[0] > 1 and way[3][-1] not in STOP_WORDS]
        return [words for number, _, _, words in whole if number == whole[0][0]]
