"""Pages of groups."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person, requires
from maillage.ui.forms import chosen
from maillage.workspace.actions import groups as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.groups import GroupForm, MemberForm
from maillage.workspace.models import Group, GroupMember
from maillage.workspace.permissions import (
    belongs,
    can_open_groups,
    can_read,
    can_write,
    is_member,
    leads,
    member_required,
    visible_groups,
)
from maillage.workspace.queries.agenda import coming_of_group
from maillage.workspace.queries.discussions import latest_rows
from maillage.workspace.queries.documents import readable_documents, with_current
from maillage.workspace.queries.groups import held_in, listed_groups, own_row
from maillage.workspace.queries.tasks import tasks_of
from maillage.workspace.views.trails import in_group, in_groups

SEEN_BY = {"public": "Public", "members": "Pour les membres du Pôle", "private": "Privé"}

LATEST = 5

opener_required = requires(can_open_groups)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups that one may know of. Open to all: a visitor sees the public ones."""
    page = Paginator(listed_groups(request.user), 30).get_page(request.GET.get("page"))
    return render(
        request,
        "workspace/groups/groups.html",
        {
            "page": page,
            "may_open": can_open_groups(request.user),
            "member": is_member(request.user),
            "trail": [("Groupes", "")],
        },
    )


@require_http_methods(["GET", "POST"])
@opener_required
def new_group(request: HttpRequest) -> HttpResponse:
    """Open a group. The animator and the co-pilots."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        opened = actions.open_group(form.save(commit=False), by=person(request))
        messages.success(
            request, f"Le groupe « {opened.name} » est ouvert. Faites-y entrer les premières personnes."
        )
        return redirect("workspace:group-members", slug=opened.slug)
    return render(
        request, "workspace/groups/edit.html", {"form": form, "trail": in_groups(("Ouvrir un groupe", ""))}
    )


def _visible(request: HttpRequest, slug: str) -> Group:
    return get_object_or_404(visible_groups(request.user), slug=slug)


def _led(request: HttpRequest, slug: str) -> Group:
    """The group, for who runs it; who may not know of it is told that it does not exist."""
    found = _visible(request, slug)
    if not leads(request.user, found):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: what it does, who is in it, what it keeps; come in, go out. Whoever may know of it."""
    shown = _visible(request, slug)
    user = request.user
    row = own_row(user, shown)
    if request.method == "POST":
        if not is_member(user) or shown.is_everyone:
            raise PermissionDenied
        if "join" in request.POST:
            _come_in(request, shown)
        elif "leave" in request.POST and row is not None:
            try:
                actions.let_out(row, by=person(request))
            except Refused as error:
                messages.error(request, str(error))
            else:
                messages.success(request, f"Vous ne faites plus partie du groupe « {shown.name} ».")
        if not visible_groups(user).filter(pk=shown.pk).exists():
            return redirect("workspace:groups")
        return redirect(shown)
    reads = can_read(user, shown)
    held = held_in(shown) if is_member(user) and not shown.is_everyone else GroupMember.objects.none()
    context = {
        "group": shown,
        "trail": in_groups((shown.name, "")),
        "visibility_word": SEEN_BY[shown.visibility],
        "reads": reads,
        "latest": with_current(readable_documents(user).filter(group=shown))[:LATEST],
        "writes": can_write(user, shown),
        "leads": leads(user, shown),
        "belongs": belongs(user, shown),
        "row": row,
        "group_events": coming_of_group(shown, user),
        "group_threads": latest_rows(shown, person(request)) if reads else [],
        "group_tasks": tasks_of(shown).open()[:LATEST] if reads else [],
        "held": held[:12],
        "held_count": held.count(),
        "member": is_member(user),
        "may_join": is_member(user)
        and not shown.is_everyone
        and shown.closed_on is None
        and (reads or getattr(user, "is_animator", False)),
    }
    return render(request, "workspace/groups/group.html", context)


def _come_in(request: HttpRequest, shown: Group) -> None:
    """A member comes in by themselves; into a private group, the animator alone, and the journal says it."""
    user = person(request)
    private = shown.visibility == Group.Visibility.PRIVATE
    if shown.closed_on is not None or (private and not user.is_animator):
        raise PermissionDenied
    actions.let_in(shown, user, by=user)
    messages.success(request, f"Vous faites partie du groupe « {shown.name} ».")


@require_http_methods(["GET", "POST"])
@member_required
def edit_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a group, close it, open it again. Those who run it."""
    shown = _led(request, slug)
    by = person(request)
    if "close" in request.POST and not shown.is_everyone:
        actions.close_group(shown, by=by)
        messages.success(
            request, f"Le groupe « {shown.name} » est clos : il se lit encore, rien ne s’y ajoute."
        )
        return redirect(shown)
    if "reopen" in request.POST:
        actions.reopen_group(shown, by=by)
        messages.success(request, f"Le groupe « {shown.name} » est rouvert.")
        return redirect(shown)
    form = GroupForm(request.POST if "name" in request.POST else None, instance=shown)
    if shown.is_everyone:
        del form.fields["kind"], form.fields["visibility"]
    if form.is_valid():
        actions.change_group(form.save(commit=False), by=by)
        messages.success(request, "Le groupe est à jour.")
        return redirect(shown)
    return render(
        request,
        "workspace/groups/edit.html",
        {"form": form, "group": shown, "trail": in_group(shown, ("Modifier", ""))},
    )


@require_http_methods(["GET", "POST"])
@member_required
def group_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in the group. Read by its readers; those who run it let in and out."""
    shown = _visible(request, slug)
    runs = leads(request.user, shown)
    if shown.is_everyone or not (runs or can_read(request.user, shown)):
        raise PermissionDenied
    form = MemberForm(request.POST if "email" in request.POST else None) if runs else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        done = _change_members(request, shown, form)
        if done:
            messages.success(request, done)
        if done or not form.is_bound:
            return redirect("workspace:group-members", slug=slug)
    page = Paginator(held_in(shown), 50).get_page(request.GET.get("page"))
    context = {
        "group": shown,
        "page": page,
        "form": form,
        "leads": runs,
        "trail": in_group(shown, ("Membres", "")),
    }
    return render(request, "workspace/groups/members.html", context)


def _change_members(request: HttpRequest, shown: Group, form: MemberForm) -> str:
    """What one button of the members' page did, in French; nothing when it could not."""
    by = person(request)
    current = shown.members.current().select_related("user", "actor")
    try:
        if "out" in request.POST:
            member = chosen(current, request, "out")
            actions.let_out(member, by=by)
            return f"{member.user or member.actor} ne fait plus partie du groupe."
        for button, lead in (("lead", True), ("no-lead", False)):
            if button in request.POST:
                member = chosen(current, request, button)
                actions.set_lead(member, lead, by=by)
                who = member.user or member.actor
                return f"{who} anime maintenant le groupe." if lead else f"{who} n’anime plus le groupe."
    except Refused as error:
        messages.error(request, str(error))
        return ""
    if not form.is_valid():
        return ""
    who = form.user or form.cleaned_data["actor"]
    actions.let_in(shown, who, by=by)
    return f"{who} fait partie du groupe."
