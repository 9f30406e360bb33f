"""Search the actors: read what was typed, find, rank, and say which word was taken for which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from maillage.actors.domain.lexicon import STOP_WORDS
from maillage.actors.domain.spelling import LONG_WORD, Spelling
from maillage.actors.domain.words import (
    INITIALS,
    MARKS,
    spans,
    stem,
    stems,
    theme_token,
    tokens,
    whole_name,
)
from maillage.actors.models import Actor
from maillage.actors.search import index, vocabulary
from maillage.actors.search.index import All, Any_, Beginning, Wanted
from maillage.kernel.text import fold
from maillage.kernel.vocabulary import THEMES

RANKED = 300
"""How many actors are compared closely with the query; any beyond keep the database's rough order."""
ENOUGH = 10
"""Where the words as typed find fewer than this, near ones are proposed beside."""
_MOST_WORDS = 12
_MOST_ALTERNATIVES = 40
# Lengths at which the last of several words is taken to be still being typed.
_UNFINISHED = (3, 4)

# How much is lost when a typed word is taken for another one, by the way it was.
_SIGLE, _GLUED, _CUT, _BEGINNING, _RELATED, _EDITED, _THEME, _FAR = 0.1, 0.16, 0.16, 0.2, 0.22, 0.3, 0.42, 0.5
# A find whose words were bent more than the best find's by this much is only near.
_TOLERANCE = 0.12
# What a word is worth where it stands: in the name, in its themes, services and places, in its description.
_IN_NAME, _IN_TOPIC, _IN_TEXT = 1.0, 0.7, 0.45
# What tells a plural or a feminine: no mistake.
_ENDING = re.compile(r"(?:e?s|e|x)$")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word typed, and the one that it was taken for, written as the actors found write it."""

    typed: str
    taken_for: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor found: its key, its score (1 for its exact name), and what was corrected to find it."""

    pk: int
    score: float
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    `hits` hold every word typed (or what it was taken for), best first; where they are more than `RANKED`, the
    keys of the others are in `more`, in rough order. `near` (at most ten, best first) hold only some words, or
    bend one that exists: they are to be shown apart. `corrections` are those of the first
    hits (of the near ones, where there is no hit). `themes` are the codes of the themes that a word typed
    points to; `words` the stems to highlight.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    more: tuple[int, ...] = ()
    near: tuple[Hit, ...] = ()
    corrections: tuple[Correction, ...] = ()
    themes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def pks(self) -> list[int]:
        """The keys of all hits, best first."""
        return [*(hit.pk for hit in self.hits), *self.more]

    def among(self, queryset: QuerySet[Any], field: str = "pk") -> QuerySet[Any]:
        """The rows of `queryset` whose `field` is one of the hits (for facets and further filters)."""
        return index.among(queryset, field, self.pks)


# --- Reading what was typed ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Alternative:
    """One way of understanding a typed word: stems all to be found, what is lost, and the words it means."""

    stems: tuple[str, ...]
    loss: float = 0.0
    forms: tuple[str, ...] = ()
    beginning: bool = False

    @property
    def in_topics(self) -> bool:
        """Whether it may stand outside the name: three letters begin too many words."""
        return not self.beginning or len(self.stems[0]) > 3

    def wanted(self) -> Wanted:
        if self.beginning:
            return Beginning(self.stems[0], topics=self.in_topics)
        return self.stems[0] if len(self.stems) == 1 else All(self.stems)


@dataclass(frozen=True, slots=True)
class _Group:
    """What was typed at one place of the query, with the ways of understanding it, best first."""

    typed: str
    alternatives: tuple[_Alternative, ...]
    # Where each alternative of one whole word stands among them; and where the others do.
    _by_stem: dict[str, int] = field(init=False, default_factory=dict, compare=False)
    _others: list[int] = field(init=False, default_factory=list, compare=False)

    def __post_init__(self) -> None:
        for at, one in enumerate(self.alternatives):
            if one.beginning or len(one.stems) > 1:
                self._others.append(at)
                continue
            known = self._by_stem.setdefault(one.stems[0], at)
            if one.loss < self.alternatives[known].loss:
                self._by_stem[one.stems[0]] = at

    def possible(self, words: Set[str]) -> list[_Alternative]:
        """The alternatives that an actor of these words may hold, in order: few, where they are many."""
        held = [self._by_stem[one] for one in self._by_stem.keys() & words]
        return [self.alternatives[at] for at in sorted([*held, *self._others])]

    def wanted(self) -> Wanted:
        ways = tuple(alternative.wanted() for alternative in self.alternatives)
        return ways[0] if len(ways) == 1 else Any_(ways)

    def within(self, loss: float) -> tuple[_Alternative, ...]:
        """The ways of understanding it that lose no more than this."""
        return tuple(one for one in self.alternatives if one.loss <= loss)


_Reading = tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """The words of a query."""

    folded: str
    words: tuple[str, ...]
    # Positions of the words that count: all but the small ones, unless there is nothing else.
    strong: tuple[int, ...]
    small: tuple[str, ...]
    capitals: bool

    @property
    def whole(self) -> str:
        """The token of the name that would be just this."""
        return whole_name(self.words)

    @property
    def unfinished(self) -> str:
        """The last word where it is a small one: it may be the beginning of another."""
        last = self.words[-1]
        return last if last in self.small and len(last) > 2 else ""


def _read(text: str) -> _Typed:
    words = tuple(tokens(text[:200]))[: 2 * _MOST_WORDS]
    if len(words) > 1 and all(word.isdigit() for word in words):
        # A SIREN is typed by groups of digits.
        words = ("".join(words),)
    strong = tuple(at for at, word in enumerate(words) if word not in STOP_WORDS)[:_MOST_WORDS]
    return _Typed(
        folded=fold(text),
        words=words,
        strong=strong or tuple(range(len(words)))[:_MOST_WORDS],
        small=tuple(word for word in words if word in STOP_WORDS) if strong else (),
        capitals=text.isupper(),
    )


@lru_cache(maxsize=1)
def _theme_words() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The stems of each label and keyword of the themes → the codes of the themes that it points to."""
    found: dict[tuple[str, ...], list[str]] = {}
    for theme in THEMES:
        for phrase in (*theme.keywords, theme.label):
            codes = found.setdefault(tuple(stems(phrase)), [])
            if theme.code not in codes:
                codes.append(theme.code)
    return {words: tuple(codes) for words, codes in found.items()}


def _themes_of(typed: _Typed) -> dict[tuple[int, int], tuple[str, ...]]:
    """Places (first, last + 1) among the words that count → the themes that these words point to."""
    words = [stem(typed.words[at]) for at in typed.strong]
    known = _theme_words()
    return {
        (first, last): codes
        for first in range(len(words))
        for last in range(first + 1, min(first + 4, len(words)) + 1)
        if (codes := known.get(tuple(words[first:last])))
    }


class _Reader:
    """Makes of the words typed the ways of understanding them."""

    def __init__(self, typed: _Typed, spelling: Spelling) -> None:
        self.typed = typed
        self.spelling = spelling
        self.themes = _themes_of(typed)

    def exact(self) -> _Reading:
        """The words as they are; in capitals, they may also be initials; a short last one, unfinished."""
        groups: list[_Group] = []
        for at in self.typed.strong:
            word = self.typed.words[at]
            ways = [_Alternative((stem(word),))]
            if self.typed.capitals:
                ways += self._initials(word)
            elif at == len(self.typed.words) - 1 and len(groups) and len(word) in _UNFINISHED:
                ways += self._beginnings(word)
            groups.append(_Group(word, tuple(ways)))
        return tuple(groups)

    def begun(self) -> _Reading | None:
        """The words as they are, the last one being the beginning of a longer; nothing where there is none."""
        before, last = self.typed.strong[:-1], self.typed.strong[-1]
        word = self.typed.words[last]
        if last < len(self.typed.words) - 1 or len(word) < 3 or not word.isalpha() or word.startswith(MARKS):
            return None
        ways = self._beginnings(word)
        if not ways:
            return None
        groups = [_Group(self.typed.words[at], (_Alternative((stem(self.typed.words[at]),)),)) for at in before]
        return (*groups, _Group(word, tuple(ways)))

    def bent(self, *, only_unknown: bool) -> list[_Reading]:
        """The words as they may have been meant; first each on its own, then some joined.

        With `only_unknown`, a word that is in use is left as it is.
        """
        typed = self.typed
        groups = {
            at: _Group(typed.words[at], tuple(self._ways(number, only_unknown=only_unknown)))
            for number, at in enumerate(typed.strong)
        }
        readings: list[_Reading] = [tuple(groups.values())]
        for left, right in pairwise(range(len(typed.words))):
            if joined := self._joined(left, right, only_unknown=only_unknown):
                before = [group for at, group in groups.items() if at < left]
                after = [group for at, group in groups.items() if at > right]
                readings.append((*before, joined, *after))
        for (first, last), codes in self.themes.items():
            if last - first > 1:
                phrase = " ".join(typed.words[at] for at in typed.strong[first:last])
                one = _Group(phrase, tuple(_Alternative((theme_token(code),), _THEME) for code in codes))
                kept = list(groups.values())
                readings.append((*kept[:first], one, *kept[last:]))
        return readings

    def _initials(self, word: str) -> list[_Alternative]:
        if not (word.isalpha() and 3 <= len(word) <= 12):
            return []
        # In small letters, the beginning of a word is likelier.
        loss = _SIGLE if self.typed.capitals else _BEGINNING + 0.01
        longer = _Alternative((INITIALS + word,), loss + 0.08, beginning=True)
        return [_Alternative((INITIALS + word,), loss), longer]

    def _ways(self, number: int, *, only_unknown: bool) -> Iterable[_Alternative]:
        word = self.typed.words[self.typed.strong[number]]
        known = self.spelling.knows(word) or not word.isalpha()
        # The stem of « duas » is « du », and « cre » is that of « créer ».
        one = stem(word) if known or len(stem(word)) > 2 else word
        ways = [_Alternative((one,), 0.0 if known else _RELATED if len(word) > 3 else _FAR)]
        codes = self.themes.get((number, number + 1), ())
        themes = [_Alternative((theme_token(code),), _THEME) for code in codes]
        if known and (only_unknown or not word.isalpha()):
            return ways + themes
        ways += self._initials(word)
        if len(word) >= 3 and not word.startswith(MARKS):
            ways += self._beginnings(word)
        ways += self._cut(word)
        ways += self._edited(word)
        if len(ways) < 3 and len(word) >= 4:
            nearly = self.spelling.nearly_starting(word, _MOST_ALTERNATIVES)
            ways += _by_stem(nearly, lambda _: _FAR)
        return (ways + themes)[: 3 * _MOST_ALTERNATIVES]

    def _beginnings(self, word: str) -> list[_Alternative]:
        longer = self.spelling.starting(word, 400)
        if not longer:
            return []
        # The stem of a longer word may be shorter than what was typed of it.
        shorter = [form for form in longer if not stem(form).startswith(word)]
        ways = [_Alternative((word,), _BEGINNING, beginning=True)]
        return ways + _by_stem(shorter[:_MOST_ALTERNATIVES], lambda _: _BEGINNING, shown=False)

    def _edited(self, word: str) -> list[_Alternative]:
        if len(word) < 3:
            return []
        near = self.spelling.close(word, 1)
        if not near and len(word) >= LONG_WORD:
            near = self.spelling.close(word, 2)
        if len(word) == 3:
            near = [pair for pair in near if len(pair[0]) > 2]

        def loss(form: str) -> float:
            far = distances[form] > 1
            other_head = form[0] != word[0]
            swapped = sorted(form) == sorted(word)
            return (_FAR if far else _EDITED) + 0.04 * other_head - 0.03 * swapped

        distances = dict(near)
        return _by_stem([form for form, _ in near[:_MOST_ALTERNATIVES]], loss)

    def _cut(self, word: str) -> list[_Alternative]:
        ways = []
        for parts in self.spelling.parts(word):
            kept = [part for part in parts if part not in STOP_WORDS]
            doubtful = len(kept) < 2 or min(map(len, kept)) < 4
            ways.append(_Alternative(tuple(map(stem, kept)), _CUT + 0.1 * doubtful, parts))
        return ways

    def _joined(self, left: int, right: int, *, only_unknown: bool) -> _Group | None:
        first, second = self.typed.words[left], self.typed.words[right]
        glued = first + second
        if len(glued) < 4 or not glued.isalnum():
            return None
        ways = []
        if self.spelling.knows(glued):
            ways = [_Alternative((stem(glued),), _GLUED, (glued,))]
        elif glued.isalpha() and len(glued) >= 6 and not only_unknown:
            near = self.spelling.close(glued, 1)
            ways = _by_stem([form for form, _ in near[:5]], lambda _: _GLUED + _EDITED)
        return _Group(f"{first} {second}", tuple(ways)) if ways else None


def _by_stem(forms: Iterable[str], loss: Any, *, shown: bool = True) -> list[_Alternative]:
    """One alternative for each stem of these words, the first word of each giving its writing."""
    first: dict[str, str] = {}
    for form in forms:
        first.setdefault(stem(form), form)
    return [_Alternative((one,), loss(form), (form,) if shown else ()) for one, form in first.items()]


def _wanted(readings: Sequence[_Reading]) -> Wanted:
    ways = []
    for reading in readings:
        groups = tuple(group.wanted() for group in reading)
        ways.append(groups[0] if len(groups) == 1 else All(groups))
    return ways[0] if len(ways) == 1 else Any_(tuple(ways))


# --- Ranking ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Found:
    hit: Hit
    sort_key: str
    loss: float
    # Every word is there; none in the description alone; all in the name.
    complete: bool
    plain: bool
    named: bool


@dataclass(slots=True)
class _Candidate:
    """The words of an actor, with a space on both sides so that a word is found by `in`."""

    pk: int
    folded: str
    sort_key: str
    name: str
    topic: str
    text: str
    words: set[str] = field(init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.words = {*self.name.split(), *self.topic.split(), *self.text.split()}
        self.size = max(1, sum(word not in STOP_WORDS for word in self.folded.split()))

    def worth(self, way: _Alternative) -> float:
        """How well the alternative is found here, 0 when it is not."""
        least = _IN_NAME
        for one in way.stems:
            mark = f" {one}" if way.beginning else f" {one} "
            if mark in self.name:
                continue
            if way.in_topics and mark in self.topic:
                least = min(least, _IN_TOPIC)
            elif not way.beginning and mark in self.text:
                least = min(least, _IN_TEXT)
            else:
                return 0.0
        return least * (1 - way.loss)


def _rank(
    queryset: QuerySet[Actor], pks: Sequence[int], readings: Sequence[_Reading], typed: _Typed
) -> list[_Found]:
    """The first of these actors, best first; those that hold not all the words are marked so."""
    rows = index.among(queryset.model._default_manager.all(), "pk", pks[:RANKED]).values_list(
        "pk", "name", "sort_key", "words_name", "words_topic", "words_text"
    )
    ranked = []
    for pk, name, sort_key, words_name, words_topic, words_text in rows:
        candidate = _Candidate(
            pk, f" {fold(name)} ", sort_key, f" {words_name} ", f" {words_topic} ", f" {words_text} "
        )
        found = max(
            (_compare(candidate, reading, typed) for reading in readings),
            key=lambda one: (one.complete, one.hit.score),
        )
        corrections = tuple(
            replace(one, taken_for=_as_written(one.taken_for, name)) for one in found.hit.corrections
        )
        hit = replace(found.hit, corrections=corrections)
        ranked.append(replace(found, hit=hit))
    return _best_first(ranked)


def _best_first(found: Iterable[_Found]) -> list[_Found]:
    return sorted(found, key=lambda one: (-one.hit.score, one.sort_key))


def _compare(candidate: _Candidate, reading: _Reading, typed: _Typed) -> _Found:
    total = loss = 0.0
    in_name = in_text = missing = 0
    corrections = []
    for group in reading:
        best, way = 0.0, None
        for alternative in group.possible(candidate.words):
            if 1 - alternative.loss > best and (worth := candidate.worth(alternative)) > best:
                best, way = worth, alternative
        if way is None:
            missing += 1
            continue
        # The very form typed, or meant, is worth a little more than its plural.
        if not way.beginning and not all(
            f" {form} " in candidate.folded for form in way.forms or (group.typed,)
        ):
            best -= 0.02
        total += best
        loss += way.loss
        in_name += best > _IN_TOPIC
        in_text += best <= _IN_TEXT
        if way.forms:
            corrections.append(Correction(group.typed, " ".join(way.forms)))
        elif way.loss and not way.beginning and (meant := _meant(group.typed, way.stems[0], candidate)):
            corrections.append(Correction(group.typed, meant))
    score = 0.9 * total / len(reading) + 0.08 * min(1.0, in_name / candidate.size)
    if not missing and typed.whole[2:] in candidate.folded.replace(" ", ""):
        score += 0.01
    score -= 0.005 * sum(f" {word} " not in candidate.folded for word in typed.small)
    if typed.unfinished and f" {typed.unfinished}" in candidate.folded:
        score += 0.02
    if f" {typed.folded} " == candidate.folded:
        score, loss = 1.0, 0.0
    elif f" {typed.whole} " in candidate.name:
        score, loss = 0.995, 0.0
    hit = Hit(candidate.pk, round(min(1.0, max(0.0, score)), 4), tuple(corrections))
    return _Found(
        hit,
        candidate.sort_key,
        loss,
        complete=not missing,
        plain=not (missing or in_text),
        named=in_name == len(reading),
    )


def _meant(typed: str, one: str, candidate: _Candidate) -> str:
    """The word of the name that shares the stem of an unknown word; nothing where only its ending differs."""
    kin = next((word for word in candidate.folded.split() if stem(word) == one), "")
    return kin if _ENDING.sub("", kin) != _ENDING.sub("", typed) else ""


def _as_written(words: str, name: str) -> str:
    """These folded words as the name writes them, accents, apostrophes and all, where it holds them."""
    wanted = words.split()
    found = list(spans(name))
    for at in range(len(found) - len(wanted) + 1):
        part = found[at : at + len(wanted)]
        if [form for _, _, form, _ in part] == wanted:
            return name[part[0][0] : part[-1][1]].lower()
    return words


# --- Searching -------------------------------------------------------------------------------------------
def search_actors(text: str, queryset: QuerySet[Actor]) -> SearchResult:
    """Find the actors of `queryset` (not sliced; filtered as the reader may see) that answer `text`.

    An exact name comes first, then the words as typed, then their beginnings, then words corrected; what
    names do not hold comes after names that begin so. The words are corrected only where none is found as
    typed, and a word in use is only bent where nothing else is. Takes 2 to 10 short queries, whatever the
    number of actors.
    """
    typed = _read(text)
    if not typed.words:
        return SearchResult(text)
    spelling = vocabulary.spelling()
    reader = _Reader(typed, spelling)
    themes = tuple(dict.fromkeys(code for codes in reader.themes.values() for code in codes))
    result = SearchResult(text, themes=themes, words=tuple(stem(typed.words[at]) for at in typed.strong))

    exact = [reader.exact()]
    in_use = all(spelling.knows(typed.words[at]) for at in typed.strong if typed.words[at].isalpha())
    # Of a word that nobody uses, the stem may well be another word's: « damie » is no « dame ».
    if in_use:
        pks = _matching(queryset, Any_((_wanted(exact), typed.whole)))
    else:
        pks = index.ACTORS.matching(queryset, typed.whole)
    if pks:
        found, more = _rank(queryset, pks, exact, typed), pks[RANKED:]
        if sum(one.named for one in found) < ENOUGH and (begun := reader.begun()):
            # What is typed may be a word elsewhere and the beginning of a name: the name comes first.
            names = index.ACTORS.matching(queryset, _wanted([begun]), in_name=True)
            first = _rank(queryset, names, [*exact, begun], typed)
            ranked = {one.hit.pk for one in first}
            found = _best_first([*first, *(one for one in found if one.hit.pk not in ranked)])
            ranked.update(one.hit.pk for one in found)
            pks = list(dict.fromkeys([*pks, *names]))
            more = [pk for pk in pks if pk not in ranked]
        hits = [one.hit for one in found]
        if sum(one.plain for one in found) >= ENOUGH:
            return _told(result, hits, more)
        bent = _bent(queryset, reader.bent(only_unknown=False), typed, without=pks)
        return _told(result, hits, more, near=[*bent.hits, *bent.others])
    for only_unknown in (True, False):
        bent = _bent(queryset, reader.bent(only_unknown=only_unknown), typed)
        if bent.hits:
            return _told(result, bent.hits, bent.more, near=bent.others)
    return _told(result, [], [], near=_closest(queryset, reader, typed))


def _matching(queryset: QuerySet[Actor], wanted: Wanted) -> list[int]:
    """All actors that hold what is wanted, those whose name does first.

    Once these are enough to be compared closely, the order of the others is not asked for.
    """
    named = index.ACTORS.matching(queryset, wanted, limit=RANKED, in_name=True)
    others = index.ACTORS.matching(queryset, wanted, ordered=len(named) < RANKED)
    return list(dict.fromkeys(named + others))


@dataclass(frozen=True, slots=True)
class _Bent:
    """What bending the words finds: with the least loss, ranked and unranked; with more."""

    hits: list[Hit]
    more: list[int]
    others: list[Hit]


def _bent(
    queryset: QuerySet[Actor], readings: list[_Reading], typed: _Typed, without: Iterable[int] = ()
) -> _Bent:
    excluded = set(without)
    pks = [pk for pk in _matching(queryset, _wanted(readings)) if pk not in excluded]
    if not pks:
        return _Bent([], [], [])
    found = [one for one in _rank(queryset, pks, readings, typed) if one.complete]
    most = min((one.loss for one in found), default=0.0) + _TOLERANCE
    more: list[int] = []
    if len(pks) > RANKED:
        # Too many to compare closely: those that no single word bent more than this finds.
        within = [
            [replace(group, alternatives=kept) for group in reading if (kept := group.within(most))]
            for reading in readings
        ]
        whole = [
            tuple(kept) for kept, reading in zip(within, readings, strict=True) if len(kept) == len(reading)
        ]
        if whole:
            ranked = {*pks[:RANKED], *excluded}
            all_within = index.ACTORS.matching(queryset, _wanted(whole), ordered=False)
            more = [pk for pk in all_within if pk not in ranked]
    return _Bent(
        [one.hit for one in found if one.loss <= most], more, [one.hit for one in found if one.loss > most]
    )


def _closest(queryset: QuerySet[Actor], reader: _Reader, typed: _Typed) -> list[Hit]:
    """Where nothing holds all the words: the actors that hold the rarest of them, or what resembles them."""
    groups = reader.bent(only_unknown=True)[0]
    counts = index.ACTORS.frequencies([group.alternatives[0].stems[0] for group in groups])
    by_rarity = sorted(
        groups,
        key=lambda group: counts[group.alternatives[0].stems[0]] or 1,
    )
    pks: list[int] = []
    for group in by_rarity[:4]:
        pks += index.ACTORS.matching(queryset, group.wanted(), limit=RANKED // 3)
    if not pks:
        groups = tuple(
            _Group(group.typed, tuple(_by_stem(reader.spelling.resembling(group.typed, 8), lambda _: _FAR)))
            for group in groups
        )
        groups = tuple(group for group in groups if group.alternatives)
        if not groups:
            return []
        pks = index.ACTORS.matching(queryset, Any_(tuple(group.wanted() for group in groups)), limit=RANKED)
    found = _rank(queryset, list(dict.fromkeys(pks)), [groups], typed)
    return [one.hit for one in found]


def _told(
    result: SearchResult, hits: list[Hit], more: Sequence[int], *, near: Sequence[Hit] = ()
) -> SearchResult:
    """The result with the corrections that its first hits rest on."""
    near = near[:ENOUGH]
    told: dict[tuple[str, str], Correction] = {}
    for hit in (hits or near)[:ENOUGH]:
        for one in hit.corrections:
            told.setdefault((one.typed, fold(one.taken_for)), one)
    meant = {word for one in told.values() for word in tokens(one.taken_for)}
    words = {stem(word) for word in meant if word not in STOP_WORDS}
    return replace(
        result,
        hits=tuple(hits),
        more=tuple(more),
        near=tuple(near),
        corrections=tuple(told.values()),
        words=tuple(dict.fromkeys((*result.words, *sorted(words)))),
    )
