"""Note tasks, give them, say them done, remind of them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Membership
from maillage.kernel.text import french_date
from maillage.workspace.models import NotificationKind, Task
from maillage.workspace.permissions import members

from .notifications import notify

REMINDED = timedelta(days=2)
"""How long before its day somebody is reminded of a task."""
KEPT_FOR = timedelta(days=730)


@transaction.atomic
def note_task(task: Task, *, by: User) -> Task:
    """Save a new task, and tell who has to do it. A button pressed twice notes it once."""
    same = {name: getattr(task, name) for name in ("group", "title", "detail", "assignee", "actor", "due_on")}
    again = Task.objects.filter(
        **same, created_by=by, created_at__gt=timezone.now() - timedelta(minutes=1), done_at=None
    ).first()
    if again is not None:
        return again
    task.created_by = by
    task.save()
    journal.record("task.note", by=by, subject=task, group=task.group_id)
    _tell_assignees(task, by)
    return task


@transaction.atomic
def change_task(task: Task, *, by: User) -> None:
    """Save what was changed of a task; who newly has to do it is told."""
    before = Task.objects.select_for_update().get(pk=task.pk)
    task.save(update_fields=["title", "detail", "assignee", "actor", "due_on"])
    journal.record("task.change", by=by, subject=task)
    if (before.assignee_id, before.actor_id) != (task.assignee_id, task.actor_id):
        _tell_assignees(task, by)


@transaction.atomic
def set_done(task: Task, done: bool, *, by: User) -> None:
    """Say a task done, or not done after all; who noted it is told when somebody else did it."""
    held = Task.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=task.pk)
    if bool(held.done_at) == done:
        return
    held.done_at, held.done_by = (timezone.now(), by) if done else (None, None)
    held.save(update_fields=["done_at", "done_by"])
    journal.record("task.done" if done else "task.undone", by=by, subject=held)
    if done and held.created_by:
        _tell([held.created_by], held, f"{by.name or 'Un membre'} a fait « {held.title} ».", by)


@transaction.atomic
def remove_task(task: Task, *, by: User) -> None:
    """Delete a task that is no longer wanted."""
    journal.record("task.remove", by=by, subject=task, group=task.group_id)
    task.delete()


def _assignees(task: Task) -> list[User]:
    """Who has to do it: the person, else all those of the structure."""
    if task.assignee:
        return [task.assignee]
    if task.actor:
        held = Membership.objects.current().filter(actor=task.actor)
        return list(members().filter(pk__in=held.values("user")))
    return []


def _tell_assignees(task: Task, by: User) -> None:
    due = f" pour le {french_date(task.due_on)}" if task.due_on else ""
    _tell(_assignees(task), task, f"{by.name or 'Un membre'} vous confie « {task.title} »{due}.", by)


def _tell(people: list[User], task: Task, text: str, by: User | None, once: str = "") -> int:
    return notify(
        people,
        NotificationKind.DIRECT,
        subject=task.group or task,
        text=text,
        url=task.get_absolute_url(),
        by=by,
        once=once,
    )


def remind_tasks() -> int:
    """Remind each person once of what they have to do in two days or less; how many reminders were given.

    A task whose day changed is reminded of again for its new day.
    """
    today = timezone.localdate()
    soon = Task.objects.open().filter(due_on__gte=today, due_on__lte=today + REMINDED)
    count = 0
    for task in soon.filter(Q(group=None) | Q(group__closed_on=None)).select_related(
        "group", "assignee", "actor", "created_by"
    ):
        people = _assignees(task) or ([task.created_by] if task.group is None and task.created_by else [])
        assert task.due_on is not None
        text = f"À faire pour le {french_date(task.due_on)} : « {task.title} »."
        count += _tell(people, task, text, None, once=f"task:{task.pk}:{task.due_on:%Y-%m-%d}")
    return count


def purge_tasks() -> int:
    """Delete tasks done two years ago; return how many."""
    return Task.objects.filter(done_at__lt=timezone.now() - KEPT_FOR).delete()[0]
