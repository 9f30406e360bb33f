"""Pages of those who run a group: reported messages, hiding, earlier states, a thread's title and place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person
from maillage.ui.forms import chosen
from maillage.workspace.actions import discussions as actions
from maillage.workspace.forms.discussions import DiscussionForm, WhyForm
from maillage.workspace.models import Message
from maillage.workspace.permissions import can_write, leads, led_groups, member_required
from maillage.workspace.queries.discussions import open_reports, signed
from maillage.workspace.views.discussions import read_message, read_thread, trail_of
from maillage.workspace.views.trails import in_space

LISTED = 20


def _led_message(request: HttpRequest, pk: int, number: int) -> Message:
    """A message, for who runs its group."""
    found = read_message(request, pk, number)
    if not leads(request.user, found.discussion.group):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@member_required
def reports(request: HttpRequest) -> HttpResponse:
    """The messages reported in the groups that one runs, to be hidden or kept. Those who run a group."""
    if not led_groups(request.user).exists():
        raise PermissionDenied
    waiting = open_reports(request.user)
    if "keep" in request.POST:
        about = get_object_or_404(
            Message.objects.select_related("discussion__group"), pk=chosen(waiting, request, "keep").pk
        )
        actions.keep_message(about, by=person(request))
        messages.success(request, "Le message reste ; la personne qui l’a signalé le sait.")
        return redirect("workspace:reports")
    page = Paginator(waiting.prefetch_related("reports__by"), LISTED).get_page(request.GET.get("page"))
    signatures = signed(page)
    context = {
        "page": page,
        "rows": [
            (one, signatures[one.pk], [said for said in one.reports.all() if said.decided_at is None])
            for one in page
        ],
        "trail": in_space(("Messages signalés", "")),
    }
    return render(request, "workspace/discussions/reports.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def hide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hide a message with a reason, or show it again. Those who run the group."""
    about = _led_message(request, pk, number)
    if "show" in request.POST:
        actions.show_message(about, by=person(request))
        messages.success(request, "Le message se lit de nouveau.")
        return redirect(about)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        actions.hide_message(about, form.cleaned_data["why"], by=person(request))
        messages.success(request, "Le message est masqué. Son auteur le sait, avec votre raison.")
        return redirect(about)
    context: dict[str, Any] = {
        "message": about,
        "signature": signed([about])[about.pk],
        "form": form,
        "trail": trail_of(about.discussion, ("Masquer un message", "")),
    }
    return render(request, "workspace/discussions/hide.html", context)


@require_safe
@member_required
def versions(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a message said before it was corrected. Its author, and those who run the group."""
    about = read_message(request, pk, number)
    if not (about.author_id == person(request).pk or leads(request.user, about.discussion.group)):
        raise PermissionDenied
    context = {
        "message": about,
        "signature": signed([about])[about.pk],
        "versions": about.versions.all()[:50],
        "trail": trail_of(about.discussion, ("États précédents", "")),
    }
    return render(request, "workspace/discussions/versions.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a thread, keep it at the top. Those who run the group, and who opened it (its title alone)."""
    thread, user = read_thread(request, pk), person(request)
    runs = leads(user, thread.group)
    if not runs and not (thread.opened_by_id == user.pk and can_write(user, thread.group)):
        raise PermissionDenied
    form = DiscussionForm(request.POST or None, instance=thread)
    if not runs:
        del form.fields["pinned"]
    if form.is_valid():
        actions.change_discussion(thread, title=form.cleaned_data["title"], pinned=thread.pinned, by=user)
        messages.success(request, "La discussion est à jour.")
        return redirect(thread)
    context = {"discussion": thread, "form": form, "trail": trail_of(thread, ("Modifier", ""))}
    return render(request, "workspace/discussions/edit.html", context)
