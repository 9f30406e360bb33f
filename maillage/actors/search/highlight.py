"""Show in a text the words that a search found it by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from maillage.actors.domain.words import spans, stems
from maillage.actors.search.query import SearchResult


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text as it is (to be escaped by the template), and whether it is to be marked."""

    text: str
    marked: bool


def highlight(text: str, searched: SearchResult | str) -> list[Part]:
    """Cut `text` into parts of which the words searched for, or what they were taken for, are marked.

    A typed beginning marks the words that it begins, where the text does not hold it whole. The parts joined
    give the text again.
    """
    wanted = searched.words if isinstance(searched, SearchResult) else stems(searched)
    found = list(spans(text))
    held = {stem for _, _, _, stem in found}
    beginnings = tuple(word for word in wanted if len(word) > 2 and word not in held)
    parts: list[Part] = []
    last = 0
    for start, end, folded, stem in found:
        if start >= last and _is_marked(folded, stem, wanted, beginnings):
            parts += [Part(text[last:start], False), Part(text[start:end], True)]
            last = end
    return [part for part in (*parts, Part(text[last:], False)) if part.text]


def _is_marked(folded: str, stem: str, wanted: Collection[str], beginnings: tuple[str, ...]) -> bool:
    return stem in wanted or (bool(beginnings) and folded.startswith(beginnings))
