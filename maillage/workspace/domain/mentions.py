"""Names typed after « @ », and people found by their name: pure, one group's people at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillage.kernel.text import fold

# What stands before an « @ » makes it an address (bruno@example.org), not the beginning of a name.
_AT = re.compile(r"(?<![\w.+@/-])@(?=\w)")
_WORD = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*\.?")
WORDS = 6
"""A name is looked for in so many words after the « @ »."""


@dataclass(frozen=True)
class Mention:
    """A spelling of the text (« @Marie Dupont ») and the people whom it may be: several when ambiguous."""

    spelling: str
    people: frozenset[int]


def mentions(text: str, names: Mapping[int, str]) -> list[Mention]:
    """The people named in a text, each spelling once, in its order; what is quoted names nobody.

    `names` are the people of the group. The longest name wins; a first name alone is enough when one person
    bears it.
    """
    known = _index(names)
    found: dict[str, Mention] = {}
    for line, start, typed in _called(text):
        for count in range(len(typed), 0, -1):
            people = known.get(fold(" ".join(typed[:count])))
            if people:
                end = _end(line, start, count)
                spelling = line[start - 1 : end].rstrip(".")
                found.setdefault(spelling, Mention(spelling, frozenset(people)))
                break
    return list(found.values())


def nobody(text: str, names: Mapping[int, str]) -> list[str]:
    """What follows an « @ » and names nobody of `names`, each first word once (« @Joel »)."""
    known = _index(names)
    found: dict[str, None] = {}
    for _, _, typed in _called(text):
        if typed and not any(fold(" ".join(typed[:count])) in known for count in range(1, len(typed) + 1)):
            found[f"@{typed[0]}"] = None
    return list(found)


def found_by_name(typed: str, names: Mapping[int, str]) -> set[int]:
    """The people whom a typed name may be, accents and case aside: whole names first, else first words."""
    return _index(names).get(fold(typed), set())


def _index(names: Mapping[int, str]) -> dict[str, set[int]]:
    """Folded names, and the first words of each that are nobody's whole name, to the people who bear them."""
    whole: dict[str, set[int]] = {}
    begun: dict[str, set[int]] = {}
    for pk, name in names.items():
        words = fold(name).split()
        if not words:
            continue
        whole.setdefault(" ".join(words), set()).add(pk)
        for count in range(1, len(words)):
            begun.setdefault(" ".join(words[:count]), set()).add(pk)
    return begun | whole


def _called(text: str) -> Iterator[tuple[str, int, list[str]]]:
    """Each « @ » of what is not quoted: its line, where what follows begins, and its first words."""
    for line in text.splitlines():
        if line.lstrip().startswith(">"):
            continue
        for at in _AT.finditer(line):
            yield line, at.end(), [word for _, word in _words(line, at.end())]


def _words(line: str, start: int) -> Iterator[tuple[int, str]]:
    """The words that follow one another with single spaces from `start`, each with its end."""
    for _ in range(WORDS):
        word = _WORD.match(line, start)
        if word is None:
            return
        yield word.end(), word[0]
        start = word.end()
        if line[start : start + 1] not in {" ", "\u00a0"}:
            return
        start += 1


def _end(line: str, start: int, count: int) -> int:
    return [end for end, _ in _words(line, start)][count - 1]
