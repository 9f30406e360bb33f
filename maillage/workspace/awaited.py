"""What waits for a person: each room says what it awaits from whom, and « Mon espace » shows it all.

    awaited.register(surveys_without_answer)

in the `ready` of a room's AppConfig.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from django.utils import timezone

from maillage.accounts.models import User

Verb = Literal["answer", "confirm", "read", "do", "sign", "vote", "review"]
WORDS: dict[Verb, str] = {
    "answer": "À répondre",
    "confirm": "À confirmer",
    "read": "À lire",
    "do": "À faire",
    "sign": "À signer",
    "vote": "À voter",
    "review": "À examiner",
}


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """One thing that awaits a person: `url` is a path, `due` the last day, `about` what it belongs to."""

    verb: Verb
    title: str
    url: str
    about: str = ""
    due: date | None = None

    def __post_init__(self) -> None:
        if self.verb not in get_args(Verb):
            raise ValueError(f"nothing is awaited by {self.verb!r}; known: {', '.join(get_args(Verb))}")

    @property
    def words(self) -> str:
        return WORDS[self.verb]

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()


Source = Callable[[User], Iterable[Awaited]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; it runs a constant number of queries for one person."""
    if source not in _sources:
        _sources.append(source)


def awaited(user: User) -> list[Awaited]:
    """Everything that waits for a person, what is due first at the top, then what has no day."""
    found = [one for source in _sources for one in source(user)]
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max))
