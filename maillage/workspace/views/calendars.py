"""The agenda for people's own calendars: feeds, one event, the addresses to subscribe to."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person, signed_in_required
from maillage.kernel.vocabulary import THEMES
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.workspace.actions.calendar_feeds import close_feed, feed_of, renew_feed
from maillage.workspace.models import CalendarFeed, Event, EventQuerySet, Registration
from maillage.workspace.permissions import groups_of, visible_events
from maillage.workspace.queries.agenda import Filters, mine, with_facts
from maillage.workspace.queries.calendars import calendar, feed_since, personal_address
from maillage.workspace.views.agenda import NotSeen, seen_event
from maillage.workspace.views.trails import in_agenda

FRESH = timedelta(minutes=15)
KEPT = 24 * 3600
FORM = "1"
"""To be changed with the form of the calendars, so that no old one is taken from a cache."""


def _answer(
    request: HttpRequest, events: EventQuerySet, name: str, filename: str, *, public: bool
) -> HttpResponse:
    """The calendar of these events, written once for each state of them; 304 to who has it already."""
    pole = current_pole()
    name = f"{name} · {pole.name}" if pole else name
    # Which events, and in which state: two people with as many have no calendar in common.
    state = list(events.order_by("pk").values_list("pk", "updated_at"))
    told = f"{FORM} {name} {absolute('/')} {state}"
    tag = hashlib.sha256(told.encode()).hexdigest()
    if request.headers.get("If-None-Match") == f'"{tag}"':
        answer = HttpResponse(status=304)
    else:
        content = cache.get(f"calendar:{tag}")
        if content is None:
            content = calendar(with_facts(events), name=name).to_ical()
            cache.set(f"calendar:{tag}", content, timeout=KEPT)
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    answer["ETag"] = f'"{tag}"'
    patch_cache_control(answer, public=public, private=not public, max_age=int(FRESH.total_seconds()))
    return answer


def _public() -> EventQuerySet:
    seen = Event.objects.shown().filter(audience=Event.Audience.PUBLIC, ends_at__gt=feed_since())
    return seen.order_by("starts_at", "pk")


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """Every public event, cancelled ones marked so. Open to all."""
    return _answer(request, _public(), "Agenda", "agenda", public=True)


@require_safe
def theme_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The public events of a theme. Open to all."""
    if code not in THEMES:
        raise Http404("Ce thème n’existe pas.")
    events = Filters(theme=code).apply(_public())
    return _answer(request, events, f"Agenda, {THEMES.label(code)}", f"agenda-{code}", public=True)


@require_safe
def personal_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a person registered to, and what their groups hold. Whoever has the secret address.

    It keeps following the person's rights: an address kept by somebody who left shows public events alone.
    """
    feed = get_object_or_404(CalendarFeed.objects.select_related("user"), token=token, user__is_active=True)
    user = feed.user
    held = Registration.objects.filter(mine(user), state=Registration.State.CONFIRMED).values("event")
    seen = (
        visible_events(user)
        .exclude(state=Event.State.DRAFT)
        .filter(Q(pk__in=held) | Q(group__in=groups_of(user).values("pk")), ends_at__gt=feed_since())
        .order_by("starts_at", "pk")
    )
    return _answer(request, seen, "Mon agenda", "mon-agenda", public=False)


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """One event for a calendar. Whom it is for."""
    try:
        event = seen_event(request, slug)
    except NotSeen:
        return redirect_to_login(request.get_full_path())
    if event.starts_at is None:
        raise Http404("Cet événement n’a pas encore de date.")
    return _answer(request, Event.objects.filter(pk=event.pk), event.title, slug, public=False)


@require_safe
def _shown(request: HttpRequest) -> HttpResponse:
    themes = [
        (theme.label, absolute(reverse("workspace:agenda-theme-feed", args=[theme.code]), request))
        for theme in THEMES.roots()
    ]
    feed = feed_of(person(request)) if request.user.is_authenticated else None
    context = {
        "address": absolute(reverse("workspace:agenda-feed"), request),
        "themes": themes,
        "feed": feed,
        "personal": personal_address(feed.token) if feed else "",
        "trail": in_agenda(("S’abonner", "")),
    }
    return render(request, "workspace/agenda/subscriptions.html", context)


@require_http_methods(["GET", "POST"])
def subscriptions(request: HttpRequest) -> HttpResponseBase:
    """The addresses to subscribe to; a signed-in person opens, renews or closes their own. Open to all."""
    if request.method == "POST":
        return _change_own(request)
    return _shown(request)


@signed_in_required
def _change_own(request: HttpRequest) -> HttpResponse:
    if "renew" in request.POST:
        renew_feed(person(request))
        messages.success(request, "Votre adresse est prête. Une adresse précédente ne répond plus.")
    elif "close" in request.POST:
        close_feed(person(request))
        messages.success(request, "Votre adresse personnelle ne répond plus.")
    return redirect("workspace:agenda-subscriptions")
