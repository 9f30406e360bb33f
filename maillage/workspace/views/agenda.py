"""The agenda as everybody reads it: list, month, map, and one event."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from maillage.actors.permissions import current_memberships
from maillage.kernel.text import MONTH_NAMES
from maillage.ui import navigation
from maillage.workspace.actions.registrations import status_of
from maillage.workspace.domain.agenda import WHY_NOT
from maillage.workspace.forms.agenda import MyselfForm
from maillage.workspace.models import DatePoll, Event, Registration
from maillage.workspace.permissions import (
    can_publish,
    is_member,
    keeps_event,
    visible_events,
)
from maillage.workspace.queries import agenda as queries
from maillage.workspace.queries.agenda import Filters
from maillage.workspace.queries.presence import told_after
from maillage.workspace.views.trails import in_agenda

PER_PAGE = 30


def seen_event(request: HttpRequest, slug: str) -> Event:
    """The event, for who may see it; raises `NotSeen` for who has to sign in first, refuses the others."""
    found = get_object_or_404(
        queries.with_numbers(queries.with_facts(Event.objects.all())).select_related(
            "commune", "group", "organiser", "series", "created_by"
        ),
        slug=slug,
    )
    if visible_events(request.user).filter(pk=found.pk).exists():
        return found
    if found.is_draft:
        raise Http404
    if not request.user.is_authenticated:
        raise NotSeen
    raise PermissionDenied


class NotSeen(Exception):
    """The visitor has to sign in to see the event, and may then."""


def _common(request: HttpRequest, view: str) -> dict[str, Any]:
    filters = Filters.asked(request.GET)
    query = request.GET.copy()
    for name in list(query):
        if name not in ("theme", "sorte", "groupe", "commune") or not query[name]:
            del query[name]
    return {
        "filters": filters,
        "choices": queries.choices_for(request.user),
        "query": f"?{query.urlencode()}" if query else "",
        "view": view,
        "member": is_member(request.user),
        "trail": [("Agenda", "")] if view == "list" else in_agenda((TITLES[view], "")),
    }


TITLES = {"past": "Événements passés", "month": "Par mois", "map": "Sur la carte"}


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What comes, day by day. Open to all: each sees what is for them."""
    context = _common(request, "list")
    coming = context["filters"].apply(visible_events(request.user).shown().coming())
    page = Paginator(queries.with_numbers(queries.with_facts(coming)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    days = queries.by_day(page.object_list, today=timezone.localdate())
    return render(request, "workspace/agenda/agenda.html", {**context, "page": page, "days": days})


@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """What took place, the last first. Open to all: each sees what is for them."""
    context = _common(request, "past")
    over = context["filters"].apply(visible_events(request.user).shown().past())
    page = Paginator(queries.with_facts(over), PER_PAGE).get_page(request.GET.get("page"))
    days = queries.by_day(page.object_list)
    return render(request, "workspace/agenda/agenda.html", {**context, "page": page, "days": days})


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """To the month of today. Open to all."""
    asked = re.fullmatch(r"(\d{4})-(\d{2})", request.GET.get("mois", ""))
    month = asked[0] if asked else f"{timezone.localdate():%Y-%m}"
    answer = redirect("workspace:agenda-month", month=month)
    kept = request.GET.copy()
    kept.pop("mois", None)
    return HttpResponseRedirect(f"{answer.url}?{kept.urlencode()}") if kept else answer


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """A month as a table, or as a list on a phone. Open to all: each sees what is for them."""
    asked = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", month)
    if asked is None or not 1990 <= int(asked[1]) <= 2150:
        raise Http404("Ce mois n’existe pas : l’adresse s’écrit 2026-03.")
    context = _common(request, "month")
    year, number = int(asked[1]), int(asked[2])
    shown = queries.month_of(context["filters"].apply(visible_events(request.user).shown()), year, number)
    context |= {
        "month": shown,
        "name": _month_name(shown.first),
        "before": _month_name(shown.before),
        "after": _month_name(shown.after),
        "today": timezone.localdate(),
    }
    return render(request, "workspace/agenda/month.html", context)


def _month_name(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


@require_safe
def event_map(request: HttpRequest) -> HttpResponse:
    """What comes, on a map; the list below says the same. Open to all: each sees what is for them."""
    context = _common(request, "map")
    coming = context["filters"].apply(visible_events(request.user).shown().coming())
    page = Paginator(queries.with_numbers(queries.with_facts(coming)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context |= {
        "page": page,
        "days": queries.by_day(page.object_list, today=timezone.localdate()),
        "ground": navigation.address("guide:ground"),
        "tiles": settings.TILE_URL,
        "tiles_attribution": settings.TILE_ATTRIBUTION,
    }
    return render(request, "workspace/agenda/map.html", context)


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The markers that the map's script asks for. Open to all: each gets what is for them."""
    found = Filters.asked(request.GET).apply(visible_events(request.user).shown())
    answer = JsonResponse(queries.map_points(found))
    patch_cache_control(answer, private=True, max_age=60)
    return answer


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, programme, registration. Whom it is for; drafts for who keeps them."""
    try:
        shown = seen_event(request, slug)
    except NotSeen:
        return redirect_to_login(request.get_full_path())
    user = request.user
    keeps = keeps_event(user, shown)
    status = status_of(shown)
    mine = None
    if user.is_authenticated:
        mine = (
            Registration.objects.filter(queries.mine(user), event=shown)
            .exclude(state=Registration.State.CANCELLED)
            .first()
        )
    questions = list(shown.questions.all())
    asks = bool(questions) or any(
        getattr(shown, f"asks_{name}") for name in ("childcare", "sign_language", "meal", "image_right", "sex")
    )
    context = {
        "event": shown,
        "slots": list(shown.slots.prefetch_related("members")),
        "status": status,
        "why_not": WHY_NOT.get(status, ""),
        "left": max(0, shown.capacity - shown.taken) if shown.capacity else None,  # type: ignore[attr-defined]
        "mine": mine,
        "asks": asks,
        "one_click": MyselfForm(event=shown) if user.is_authenticated and not asks else None,
        "keeps": keeps,
        "publishes": keeps and can_publish(user, shown),
        "poll": DatePoll.objects.filter(event=shown).first(),
        **told_after(shown),
        "followers": _siblings(request, shown),
        "colleagues": user.is_authenticated and current_memberships(user).exists(),
        "trail": in_agenda((shown.title, "")),
    }
    return render(request, "workspace/agenda/event.html", context)


def _siblings(request: HttpRequest, shown: Event) -> list[Event]:
    if shown.series_id is None or shown.starts_at is None:
        return []
    others = visible_events(request.user).filter(series=shown.series_id).exclude(pk=shown.pk)
    return list(others.shown().coming()[:6])
