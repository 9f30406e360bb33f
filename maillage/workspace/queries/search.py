"""One search over all that a person may read: structures, events, minutes, articles, documents, discussions,
groups, members."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from maillage.actors.domain.words import stems
from maillage.actors.models import Actor
from maillage.actors.search import Part, search_actors
from maillage.actors.search.index import among
from maillage.kernel.text import french_date
from maillage.ui import navigation
from maillage.ui.markdown import to_plain
from maillage.workspace.models import Article, Discussion, Document, Event, Group, Message, Minutes
from maillage.workspace.permissions import is_member, readable_articles, visible_events, visible_groups

from .discussions import readable_discussions
from .documents import readable_documents, with_current, with_excerpts
from .people import listed_members
from .words import (
    ARTICLES,
    DISCUSSIONS,
    DOCUMENTS,
    EVENTS,
    FOUND,
    MESSAGES,
    MINUTES,
    asked_words,
    excerpt,
    holding,
    in_order,
)

# The analysed words, that no page shows.
WORDS = ("words_name", "words_text")
MESSAGES_READ = 2000
"""How many messages are read to find their threads: one that says a word often hides no other."""
SHOWN = 5
"""How many of each kind the page of all kinds shows."""


@dataclass(frozen=True)
class Found:
    """One answer: what it is, where it is read, what stands around the words."""

    title: str
    url: str
    about: str = ""
    excerpt: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is searched: which rows hold the words, the best first, and how each is shown.

    Both take the person who asks and what they typed.
    """

    code: str
    label: str
    keys: Callable[[Any, str], Sequence[Any]]
    rows: Callable[[Any, str, Sequence[Any]], list[Found]]


@dataclass(frozen=True)
class Section:
    """What was found of one kind: how many in all, the first of them."""

    kind: Kind
    count: int
    found: list[Found]

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than what was counted."""
        return self.count >= FOUND


def search_sections(user: Any, text: str) -> list[Section]:
    """The kinds that hold something for this person, the first few of each (a constant number of queries)."""
    keys = [(kind, kind.keys(user, text)) for kind in KINDS if asked_words(text)]
    return [Section(kind, len(held), kind.rows(user, text, held[:SHOWN])) for kind, held in keys if held]


# --- Structures -------------------------------------------------------------------------------------------
def _structures(user: Any, text: str) -> list[int]:
    return search_actors(text, Actor.objects.public()).pks[:FOUND]


def _structure_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    actors = in_order(Actor.objects.select_related("commune"), keys)
    return [Found(one.name, one.get_absolute_url(), one.commune.name if one.commune else "") for one in actors]


# --- The agenda -------------------------------------------------------------------------------------------
def _events(user: Any, text: str) -> list[int]:
    """Those to come first, the next at their head; then those that are over, the last at their head."""
    found = among(Event.objects.all(), "pk", holding(EVENTS, visible_events(user).shown(), text))
    now = timezone.now()
    dated = [
        (pk, starts_at, ends_at > now)
        for pk, starts_at, ends_at in found.values_list("pk", "starts_at", "ends_at")
    ]
    coming = sorted((starts_at, pk) for pk, starts_at, to_come in dated if to_come)
    over = sorted(((starts_at, pk) for pk, starts_at, to_come in dated if not to_come), reverse=True)
    return [pk for _, pk in (*coming, *over)]


def _event_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    return [
        Found(
            one.title,
            one.get_absolute_url(),
            " · ".join(
                filter(
                    None, [one.get_kind_display().capitalize(), one.when, "annulé" if one.is_cancelled else ""]
                )
            ),
            excerpt(to_plain(" ".join((one.description, one.teaches, one.problem))), text),
        )
        for one in in_order(Event.objects.defer(*WORDS), keys)
    ]


def _minutes(user: Any, text: str) -> list[int]:
    seen = visible_events(user).shown().values("pk")
    return holding(MINUTES, Minutes.objects.exclude(published_at=None).filter(event__in=seen), text)


def _minutes_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    return [
        Found(
            one.event.title,
            f"{one.event.get_absolute_url()}#compte-rendu",
            one.event.when,
            excerpt(to_plain(one.text), text),
        )
        for one in in_order(Minutes.objects.select_related("event"), keys)
    ]


# --- News, documents --------------------------------------------------------------------------------------
def _articles(user: Any, text: str) -> list[int]:
    return holding(ARTICLES, readable_articles(user), text)


def _article_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    return [
        Found(
            one.title,
            one.get_absolute_url(),
            french_date(one.published_at.date()) if one.published_at else "",
            excerpt(to_plain(f"{one.summary}\n\n{one.text}"), text),
        )
        for one in in_order(Article.objects.defer(*WORDS), keys)
    ]


def _documents(user: Any, text: str) -> list[int]:
    return holding(DOCUMENTS, readable_documents(user), text)


def _document_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    documents = in_order(with_current(Document.objects.all()), keys)
    return [
        Found(one.title, one.get_absolute_url(), one.group.name, parts)
        for one, parts in with_excerpts(documents, text)
    ]


# --- Discussions ------------------------------------------------------------------------------------------
def _discussions(user: Any, text: str) -> list[tuple[int, int | None]]:
    """Threads with the message that holds the words: those whose subject does first, each thread once."""
    readable = readable_discussions(user)
    titled = holding(DISCUSSIONS, readable, text)
    shown = Message.objects.filter(
        discussion__in=readable.values("pk"), hidden_at=None, withdrawn_at=None
    ).order_by()
    said = holding(MESSAGES, shown, text, limit=MESSAGES_READ)
    threads = dict(among(Message.objects.all(), "pk", said).values_list("pk", "discussion")) if said else {}
    first: dict[int, int | None] = dict.fromkeys(titled)
    for pk in said:
        if pk in threads and first.get(threads[pk]) is None:
            first[threads[pk]] = pk
    return list(first.items())[:FOUND]


def _discussion_rows(user: Any, text: str, keys: Sequence[tuple[int, int | None]]) -> list[Found]:
    threads = in_order(Discussion.objects.select_related("group"), [thread for thread, _ in keys])
    held = [message for _, message in keys if message]
    messages = {one.discussion_id: one for one in in_order(Message.objects.select_related("discussion"), held)}
    return [
        Found(
            one.title,
            messages[one.pk].get_absolute_url() if one.pk in messages else one.get_absolute_url(),
            one.group.name,
            excerpt(to_plain(messages[one.pk].text), text) if one.pk in messages else [],
        )
        for one in threads
    ]


# --- People -----------------------------------------------------------------------------------------------
def _groups(user: Any, text: str) -> list[int]:
    wanted = set(asked_words(text))
    groups = visible_groups(user).values_list("pk", "name", "purpose")
    return [pk for pk, name, purpose in groups if wanted <= set(stems(f"{name} . {purpose}"))][:FOUND]


def _group_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    return [
        Found(one.name, one.get_absolute_url(), one.get_kind_display().capitalize(), excerpt(one.purpose, text))
        for one in in_order(Group.objects.all(), keys)
    ]


def _members(user: Any, text: str) -> list[int]:
    return list(listed_members(text).values_list("pk", flat=True)[:FOUND]) if is_member(user) else []


def _member_rows(user: Any, text: str, keys: Sequence[int]) -> list[Found]:
    people = in_order(listed_members(), keys)
    address = navigation.address("workspace:members")
    return [
        Found(
            one.name or "Sans nom",
            f"{address}?{urlencode({'q': one.name})}",
            # `belongings` is prefetched by `with_belongings`, which no type tells.
            ", ".join(held.actor.name for held in one.belongings),  # type: ignore[attr-defined]
        )
        for one in people
    ]


KINDS = (
    Kind("structures", "Structures", _structures, _structure_rows),
    Kind("evenements", "Événements", _events, _event_rows),
    Kind("comptes-rendus", "Comptes rendus", _minutes, _minutes_rows),
    Kind("articles", "Actualités", _articles, _article_rows),
    Kind("documents", "Documents", _documents, _document_rows),
    Kind("discussions", "Discussions", _discussions, _discussion_rows),
    Kind("groupes", "Groupes", _groups, _group_rows),
    Kind("membres", "Membres", _members, _member_rows),
)
