"""Threads and messages as lists and pages show them, and who may be named in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.models import Actor, Membership
from maillage.actors.permissions import current_memberships
from maillage.ui.markdown import to_plain
from maillage.workspace.awaited import Awaited
from maillage.workspace.models import (
    Discussion,
    Group,
    GroupMember,
    Message,
    MessageReport,
    Reaction,
    Reader,
)
from maillage.workspace.models.discussions import EDITABLE_FOR
from maillage.workspace.permissions import groups_of, led_groups, people_of, readable_groups

GONE = "Une personne qui a quitté le Pôle"


# --- Threads ----------------------------------------------------------------------------------------------
def readable_discussions(user: Any) -> QuerySet[Discussion]:
    """The threads that a person may read: those of the groups that they read."""
    return Discussion.objects.filter(group__in=readable_groups(user).values("pk"))


def own_discussions(user: Any) -> QuerySet[Discussion]:
    """The threads of the groups to which a person belongs, that are open or were."""
    return Discussion.objects.filter(group__in=groups_of(user).values("pk"))


NEW = Q(unread__gt=0) & ~Q(follow=Reader.Follow.MUTED)
"""Of threads `with_reading`: those that hold something new, and that the person did not mute."""


def with_reading(discussions: QuerySet[Discussion], user: User) -> QuerySet[Discussion]:
    """Threads with `read`, `follow` and `unread` of a person, and their group: one query."""
    reader = Reader.objects.filter(discussion=OuterRef("pk"), user=user)
    return discussions.select_related("group").annotate(
        read=Coalesce(Subquery(reader.values("number")[:1]), 0),
        follow=Coalesce(Subquery(reader.values("follow")[:1]), Value("")),
        unread=F("last_number") - F("read"),
    )


def unread_first(discussions: QuerySet[Discussion]) -> QuerySet[Discussion]:
    """Threads `with_reading`: those that hold something new and are not muted first, then the last active."""
    return discussions.annotate(rank=Case(When(NEW, then=0), default=1, output_field=IntegerField())).order_by(
        "rank", "-last_at", "-pk"
    )


def unread_threads(user: User) -> QuerySet[Discussion]:
    """The threads of one's groups that hold something new, the last active first."""
    return with_reading(own_discussions(user), user).filter(NEW)


def first_unread_url(discussion: Discussion) -> str:
    """Where a thread `with_reading` is to be read from: its first new message, else its last one."""
    read: int = getattr(discussion, "read", 0)
    return discussion.url_of(min(read + 1, max(discussion.last_number, 1)))


@dataclass(frozen=True)
class Row:
    """A thread as lists show it: where it is read from, what is new in words, whether it is muted."""

    thread: Discussion
    url: str
    new: str
    muted: bool


def rows_of(threads: Iterable[Any]) -> list[Row]:
    """Threads `with_reading` as lists show them."""
    return [
        Row(one, first_unread_url(one), _new_words(one), one.follow == Reader.Follow.MUTED) for one in threads
    ]


def _new_words(thread: Any) -> str:
    if thread.unread <= 0 or thread.follow == Reader.Follow.MUTED:
        return ""
    if not thread.read:
        return "Nouvelle"
    return f"{thread.unread} nouveau{'x' if thread.unread > 1 else ''}"


def threads_of_group(group: Group, user: User) -> QuerySet[Discussion]:
    """The threads of one group, those that were put at its top first."""
    held = with_reading(Discussion.objects.filter(group=group), user)
    return held.order_by("-pinned", "-last_at", "-pk")


LATEST = 5


def latest_rows(group: Group, user: User) -> list[Row]:
    """The few threads that the page of a group shows (one query)."""
    return rows_of(threads_of_group(group, user)[:LATEST])


def unread_rows(user: User) -> list[Row]:
    """The few threads that « Mon espace » shows, for what they hold that is new (one query)."""
    return rows_of(unread_threads(user)[:LATEST])


def decisions_of(group: Group) -> QuerySet[Message]:
    """The decisions of a group, the last first, with their thread."""
    held = Message.objects.filter(discussion__group=group, hidden_at=None, withdrawn_at=None)
    return held.exclude(decided_at=None).select_related("discussion", "author").order_by("-decided_at", "-pk")


EXCERPT = 160


def excerpt_of(message: Message) -> str:
    """The first words of a message, without marks."""
    words = to_plain(message.text)
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]}…"


# --- Messages ---------------------------------------------------------------------------------------------
@dataclass
class Shown:
    """A message as one person sees it: how it is signed, the words given to it, what they may do."""

    message: Message
    signature: str
    mine: bool
    reactions: list[tuple[str, str, int, bool]] = field(default_factory=list)
    editable: bool = False
    reported: bool = False


def shown_messages(messages: Iterable[Message], user: User) -> list[Shown]:
    """Messages with their signatures and reactions: three queries, whatever their number."""
    held = list(messages)
    signatures = signed(held)
    pks = [one.pk for one in held]
    given = Counter(Reaction.objects.filter(message__in=pks).values_list("message", "kind"))
    mine = dict(Reaction.objects.filter(message__in=pks, user=user).values_list("message", "kind"))
    reported = set(
        MessageReport.objects.filter(message__in=pks, by=user, decided_at=None).values_list(
            "message", flat=True
        )
    )
    now = timezone.now()
    return [
        Shown(
            message=one,
            signature=signatures[one.pk],
            mine=one.author_id == user.pk,
            reactions=[
                (kind.value, kind.label, given[one.pk, kind.value], mine.get(one.pk) == kind.value)
                for kind in Reaction.Kind
            ],
            editable=one.author_id == user.pk and one.shown and one.at + EDITABLE_FOR > now,
            reported=one.pk in reported,
        )
        for one in held
    ]


def signed(messages: Iterable[Message]) -> dict[int, str]:
    """How each message is signed: its author and the structure, the structure alone once they left it.

    One query; messages come with their author.
    """
    held = list(messages)
    authors = {one.author_id for one in held if one.author_id and one.actor_id}
    belong = set(Membership.objects.current().filter(user__in=authors).values_list("user", "actor"))
    return {one.pk: _signature(one, (one.author_id, one.actor_id) in belong) for one in held}


def _signature(message: Message, belongs: bool) -> str:
    name = message.author.name or "Un membre" if message.author else ""
    if not message.actor_name:
        return name or GONE
    return f"{name}, {message.actor_name}" if name and belongs else message.actor_name


def structures_of(user: User, group: Group) -> list[Actor]:
    """Under the name of which structures a person may write in a group: those of the group first."""
    held = current_memberships(user).select_related("actor").order_by("starts_on", "pk")
    inside = set(GroupMember.objects.current().filter(group=group).values_list("actor", flat=True))
    return sorted((one.actor for one in held), key=lambda actor: actor.pk not in inside)


def usual_structure(user: User, discussion: Discussion) -> Actor | None:
    """The name under which a person wrote last in a thread if it is still theirs, else the usual one."""
    structures = structures_of(user, discussion.group)
    last = discussion.messages.filter(author=user).order_by("-number").first()
    if last is None:
        return structures[0] if structures else None
    return next((one for one in structures if one.pk == last.actor_id), None)


# --- Names ------------------------------------------------------------------------------------------------
def mentionable(group: Group) -> dict[int, str]:
    """The names of the people who may be named in a group (one query).

    Among all the members, only those who chose to be shown to the others; in another group, its people.
    """
    people = people_of(group).exclude(name="")
    if group.is_everyone:
        wrote = Message.objects.filter(discussion__group=group).values("author")
        people = people.filter(Q(profile__listed=True) | Q(pk__in=wrote))
    return dict(people.values_list("pk", "name"))


def described(people: Iterable[int]) -> dict[int, str]:
    """Names with structures, for choosing between people who bear the same (two queries)."""
    pks = list(people)
    structures: dict[int, list[str]] = {}
    for pk, name in Membership.objects.current().filter(user__in=pks).values_list("user", "actor__name"):
        structures.setdefault(pk, []).append(name)
    found = User.objects.filter(pk__in=pks).order_by("name", "pk").values_list("pk", "name")
    return {pk: ", ".join([name, *structures.get(pk, [])[:2]]) for pk, name in found}


# --- What waits -------------------------------------------------------------------------------------------
def open_reports(user: Any) -> QuerySet[Message]:
    """The messages reported in the groups that a person runs, with how many times, the first reported first."""
    waiting = Q(reports__isnull=False, reports__decided_at=None)
    held = Message.objects.filter(waiting, discussion__group__in=led_groups(user).values("pk"))
    return (
        held.select_related("discussion__group", "author")
        .annotate(times=Count("reports", filter=Q(reports__decided_at=None)))
        .order_by("pk")
    )


def reports_awaited(user: User) -> Iterator[Awaited]:
    """Reported messages, for who runs their group (two queries at most)."""
    count = open_reports(user).count()
    if count:
        plural = "s" if count > 1 else ""
        yield Awaited(
            verb="review",
            title=f"{count} message{plural} signalé{plural}",
            url=reverse("workspace:reports"),
        )
