"""Documents that a person may read: lists, folders, search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.urls import reverse

from maillage.accounts.models import User
from maillage.actors.search import Part
from maillage.workspace.awaited import Awaited
from maillage.workspace.models import Document, DocumentVersion, Folder, Group
from maillage.workspace.permissions import groups_of, leads, readable_groups

from .words import DOCUMENTS, excerpt, holding, in_order

# Where an excerpt is looked for, in characters.
SEARCHED = 100_000


def readable_documents(user: Any) -> QuerySet[Document]:
    """The documents that a person may read: of the groups they read, and public ones of public groups."""
    public = Q(public=True, group__visibility=Group.Visibility.PUBLIC)
    return Document.objects.kept().filter(public | Q(group__in=readable_groups(user).values("pk")))


def with_current(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with `kind`, `size` and `number` of their current version, and their group: one query."""
    last = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    return (
        documents.select_related("group", "folder")
        .defer("text", "words_text", "words_name")
        .annotate(
            kind=Subquery(last.values("kind")[:1]),
            size=Subquery(last.values("size")[:1]),
            number=Subquery(last.values("number")[:1]),
        )
    )


def search_documents(user: Any, text: str, group: Group | None = None) -> list[Document]:
    """The documents that hold every word, those that hold them in their name first (at most `FOUND`)."""
    readable = readable_documents(user)
    if group is not None:
        readable = readable.filter(group=group)
    return in_order(with_current(Document.objects.all()), holding(DOCUMENTS, readable, text))


def with_excerpts(documents: Iterable[Document], searched: str) -> list[tuple[Document, list[Part]]]:
    """The documents of a page with what stands around the first word found in their text (one query)."""
    held = list(documents)
    texts = Document.objects.filter(pk__in=[one.pk for one in held]).annotate(beginning=Left("text", SEARCHED))
    beginnings = dict(texts.values_list("pk", "beginning"))
    return [(one, excerpt(beginnings.get(one.pk, ""), searched)) for one in held]


def held_in_folder(group: Group, folder: Folder | None) -> QuerySet[Document]:
    """The documents of a folder, or those of the group that are in none, by title."""
    return with_current(Document.objects.kept().filter(group=group, folder=folder)).order_by("title", "pk")


def way_to(folder: Folder | None) -> list[Folder]:
    """The folders from the first level to this one."""
    way: list[Folder] = []
    while folder is not None:
        way.insert(0, folder)
        folder = folder.parent
    return way


def can_manage(user: Any, document: Document) -> bool:
    """Whether the person renames, moves or bins: who gave it, and those who run the group."""
    own = bool(user.is_authenticated) and document.created_by_id == user.pk
    return (own and groups_of(user).filter(pk=document.group_id, closed_on=None).exists()) or leads(
        user, document.group
    )


def to_read(user: User) -> Iterator[Awaited]:
    """Documents that a lead asked to be read and that the person has not said to have read (one query)."""
    asked = Document.objects.kept().filter(to_read=True, group__in=groups_of(user).values("pk"))
    for document in asked.exclude(readings__user=user).select_related("group")[:20]:
        yield Awaited(
            verb="read",
            title=document.title,
            about=document.group.name,
            url=reverse("workspace:document", args=[document.uid]),
        )
