"""Pages of tasks: mine, a group's, one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person
from maillage.tables import Cell
from maillage.ui.downloads import csv_download
from maillage.ui.forms import chosen
from maillage.workspace.actions import tasks as actions
from maillage.workspace.forms.tasks import TaskForm
from maillage.workspace.models import Group, Task, TaskQuerySet
from maillage.workspace.permissions import can_write, member_required
from maillage.workspace.queries.tasks import (
    can_do,
    can_remove,
    own_tasks,
    tasks_of,
    visible_tasks,
    with_people,
)
from maillage.workspace.views.discussions import read_group
from maillage.workspace.views.trails import in_group, in_space

LISTED = 50


def _said_done(request: HttpRequest, among: TaskQuerySet) -> HttpResponse | None:
    """What a button of a list did: a task done, or not done after all; None when no button was pressed."""
    for name in ("done", "undone"):
        if name in request.POST:
            held = chosen(among.select_related("group"), request, name)
            if not can_do(request.user, held):
                raise PermissionDenied
            actions.set_done(held, name == "done", by=person(request))
            words = "est faite. Pour revenir en arrière : « Faites »." if name == "done" else "reste à faire."
            messages.success(request, f"« {held.title} » {words}")
            return redirect(request.get_full_path())
    return None


def _listed(request: HttpRequest, among: TaskQuerySet) -> dict[str, Any]:
    """What both lists show: what is to be done, or what was."""
    done = request.GET.get("voir") == "faites"
    shown = with_people(among.done() if done else among.open())
    page = Paginator(shown, LISTED).get_page(request.GET.get("page"))
    late = sum(one.is_late for one in page)
    return {"page": page, "done": done, "late": late}


def _table(tasks: TaskQuerySet) -> Iterator[list[Cell]]:
    yield ["Tâche", "Groupe", "Qui", "Pour le", "Faite le", "Par", "Détail", "D’où elle vient"]
    for one in with_people(tasks).iterator(chunk_size=500):
        done = timezone.localtime(one.done_at).replace(tzinfo=None) if one.done_at else None
        yield [
            one.title,
            one.group.name if one.group else "",
            who_does(one),
            one.due_on,
            done,
            (one.done_by.name or "Un membre") if one.done_by else "",
            one.detail,
            one.origin,
        ]


def who_does(task: Task) -> str:
    """Who has to do it, in words."""
    if task.assignee:
        return task.assignee.name or "Un membre"
    return task.actor.name if task.actor else ""


@require_http_methods(["GET", "POST"])
@member_required
def tasks(request: HttpRequest) -> HttpResponse:
    """What one has to do, late first. The Pôle's members, each their own."""
    mine = own_tasks(person(request))
    done = _said_done(request, mine)
    if done is not None:
        return done
    context = {**_listed(request, mine), "trail": in_space(("Mes tâches", ""))}
    return render(request, "workspace/tasks/tasks.html", context)


@require_safe
@member_required
def tasks_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a file. The Pôle's members, each their own."""
    return csv_download(_table(own_tasks(person(request)).order_by("done_at", "due_on", "pk")), "mes-taches")


@require_http_methods(["GET", "POST"])
@member_required
def group_tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """The tasks of a group. Its readers; those who belong say them done."""
    group = read_group(request, slug)
    done = _said_done(request, tasks_of(group))
    if done is not None:
        return done
    context = {
        **_listed(request, tasks_of(group)),
        "group": group,
        "writes": can_write(request.user, group),
        "trail": in_group(group, ("Tâches", "")),
    }
    return render(request, "workspace/tasks/group.html", context)


@require_safe
@member_required
def group_tasks_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as a file. The group's readers."""
    group = read_group(request, slug)
    return csv_download(_table(tasks_of(group).order_by("done_at", "due_on", "pk")), f"taches-{group.slug}")


def _note(request: HttpRequest, group: Group | None, back: str, trail: Any) -> HttpResponse:
    form = TaskForm(request.POST or None, group=group, user=person(request), instance=Task(group=group))
    if form.is_valid():
        noted = actions.note_task(form.save(commit=False), by=person(request))
        messages.success(request, f"« {noted.title} » est noté.")
        return redirect(back)
    context = {"form": form, "group": group, "back": back, "trail": trail, "heading": "Noter une tâche"}
    return render(request, "workspace/tasks/edit.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: HttpRequest) -> HttpResponse:
    """Note a task for oneself. The Pôle's members."""
    back = reverse("workspace:tasks")
    return _note(request, None, back, in_space(("Mes tâches", back), ("Noter une tâche", "")))


@require_http_methods(["GET", "POST"])
@member_required
def new_in_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Note a task of a group. Those who belong to it."""
    group = read_group(request, slug)
    if not can_write(request.user, group):
        raise PermissionDenied
    back = reverse("workspace:group-tasks", args=[slug])
    return _note(request, group, back, in_group(group, ("Tâches", back), ("Noter une tâche", "")))


def _task(request: HttpRequest, pk: int) -> Task:
    """The task, for who may see it; for the others it does not exist."""
    if pk > 2**62:
        raise Http404
    return get_object_or_404(with_people(visible_tasks(request.user)).select_related("created_by"), pk=pk)


def _above(task: Task) -> tuple[str, Any]:
    """The list in which a task stands, and the way to it."""
    if task.group is None:
        back = reverse("workspace:tasks")
        return back, in_space(("Mes tâches", back))
    back = reverse("workspace:group-tasks", args=[task.group.slug])
    return back, in_group(task.group, ("Tâches", back))


@require_http_methods(["GET", "POST"])
@member_required
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task; say it done, remove it. Who may see it; the group's people act."""
    shown = _task(request, pk)
    back, trail = _above(shown)
    if "remove" in request.POST:
        if not can_remove(request.user, shown):
            raise PermissionDenied
        actions.remove_task(shown, by=person(request))
        messages.success(request, f"« {shown.title} » est supprimée.")
        return redirect(back)
    done = _said_done(request, Task.objects.filter(pk=shown.pk))
    if done is not None:
        return done
    context = {
        "task": shown,
        "who": who_does(shown),
        "acts": can_do(request.user, shown),
        "removes": can_remove(request.user, shown),
        "trail": [*trail, (shown.title, "")],
    }
    return render(request, "workspace/tasks/task.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a task. The group's people; the person for their own."""
    shown = _task(request, pk)
    if not can_do(request.user, shown):
        raise PermissionDenied
    _, trail = _above(shown)
    form = TaskForm(request.POST or None, group=shown.group, user=person(request), instance=shown)
    if form.is_valid():
        actions.change_task(form.save(commit=False), by=person(request))
        messages.success(request, "La tâche est à jour.")
        return redirect(shown)
    context = {
        "form": form,
        "group": shown.group,
        "back": shown.get_absolute_url(),
        "heading": "Modifier la tâche",
        "trail": [*trail, (shown.title, shown.get_absolute_url()), ("Modifier", "")],
    }
    return render(request, "workspace/tasks/edit.html", context)
