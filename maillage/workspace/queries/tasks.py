"""Tasks that a person may see, theirs first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from maillage.accounts.models import User
from maillage.actors.permissions import current_memberships
from maillage.workspace.awaited import Awaited
from maillage.workspace.models import Group, Task, TaskQuerySet
from maillage.workspace.permissions import can_write, leads, readable_groups

AWAITED = 20


def with_people(tasks: TaskQuerySet) -> TaskQuerySet:
    """Tasks with all that a list shows of them: one query."""
    return tasks.select_related("group", "assignee", "actor", "done_by")


def visible_tasks(user: Any) -> TaskQuerySet:
    """Tasks of the groups that a person reads, and their own."""
    own = Q(group=None) & (Q(created_by=user) | Q(assignee=user))
    return Task.objects.filter(own | Q(group__in=readable_groups(user).values("pk")))


def own_tasks(user: User) -> TaskQuerySet:
    """What a person has to do: asked of them, of their structures, or noted for themselves."""
    mine = Q(assignee=user) | Q(actor__in=current_memberships(user).values("actor"), assignee=None)
    noted = Q(group=None, created_by=user, assignee=None)
    return visible_tasks(user).filter(mine | noted)


def tasks_of(group: Group) -> TaskQuerySet:
    return Task.objects.filter(group=group)


def can_do(user: Any, task: Task) -> bool:
    """Whether the person changes a task or says it done: the group's people, or whose own it is."""
    if task.group is None:
        return user.pk in {task.created_by_id, task.assignee_id}
    return can_write(user, task.group)


def can_remove(user: Any, task: Task) -> bool:
    """Whether the person removes it: who noted it, and those who run the group."""
    if task.group is None:
        return bool(task.created_by_id == user.pk)
    return can_write(user, task.group) and (task.created_by_id == user.pk or leads(user, task.group))


def tasks_awaited(user: User) -> Iterator[Awaited]:
    """What a person has to do, what is due first (one query)."""
    for task in own_tasks(user).open().select_related("group")[:AWAITED]:
        yield Awaited(
            verb="do",
            title=task.title,
            url=task.get_absolute_url(),
            about=task.group.name if task.group else "",
            due=task.due_on,
        )
