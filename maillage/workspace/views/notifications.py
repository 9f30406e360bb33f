"""What a person was told, and the rhythm of the messages."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maillage.accounts.permissions import person, signed_in_required
from maillage.ui.forms import chosen
from maillage.workspace.actions.notifications import choose_rhythms, mark_read
from maillage.workspace.forms.notifications import RhythmForm
from maillage.workspace.views.trails import in_space


@require_http_methods(["GET", "POST"])
@signed_in_required
def notifications(request: HttpRequest) -> HttpResponse:
    """All that a person was told, unread first; opening one by its button marks it. Each their own."""
    mine = person(request).notifications.all()
    if "open" in request.POST:
        one = chosen(mine, request, "open")
        mark_read(person(request), [one])
        return redirect(one.url)
    if "all" in request.POST:
        mark_read(person(request))
        messages.success(request, "Tout est marqué comme lu.")
        return redirect("workspace:notifications")
    page = Paginator(mine, 30).get_page(request.GET.get("page"))
    unread = mine.filter(read_at=None).count()
    context = {"page": page, "unread": unread, "trail": in_space(("Nouvelles", ""))}
    return render(request, "workspace/notifications/notifications.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def rhythms(request: HttpRequest) -> HttpResponse:
    """What is sent by e-mail, and when. Each their own."""
    form = RhythmForm(request.POST or None, user=person(request))
    if form.is_valid():
        choose_rhythms(person(request), form.cleaned_data)
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("workspace:notifications")
    return render(
        request,
        "workspace/notifications/rhythms.html",
        {"form": form, "trail": in_space(("Ce que je reçois", ""))},
    )
