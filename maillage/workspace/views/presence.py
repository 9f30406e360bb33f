"""The day of an event, for whoever keeps it: figures, the list of presence, the phones that check people in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person, signed_in_required
from maillage.tables import Cell
from maillage.ui.address import absolute
from maillage.ui.downloads import csv_download
from maillage.ui.forms import chosen
from maillage.workspace.actions import presence as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.presence import Pressed, end_of_link, sessions_of_event
from maillage.workspace.domain.presence import session_now
from maillage.workspace.forms.presence import DoorForm, LinkForm
from maillage.workspace.models import CheckinLink, Event, FeedbackRound, Minutes, Resolution
from maillage.workspace.paper import FORMATS
from maillage.workspace.queries.presence import PARTS, door_list, matching, numbers_of, of_part
from maillage.workspace.views.agenda_keeping import kept
from maillage.workspace.views.trails import in_event

PER_PAGE = 60


def of_presence(event: Event) -> tuple[str, str]:
    """The step of the breadcrumbs that leads to the day of an event."""
    return "Présence et suites", reverse("workspace:presence", args=[event.slug])


@require_safe
@signed_in_required
def presence(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of the day and after: figures, papers, phones, minutes. Who keeps the event."""
    event = kept(request, slug)
    sessions = sessions_of_event(event) if event.starts_at else []
    minutes = Minutes.objects.filter(event=event).first()
    context = {
        "event": event,
        "numbers": numbers_of(event),
        "sessions": sessions,
        "formats": [(key, one.label) for key, one in FORMATS.items()],
        "minutes": minutes,
        "resolutions": Resolution.objects.filter(event=event).count(),
        "round": FeedbackRound.objects.filter(event=event).first(),
        "trail": in_event(event, ("Présence et suites", "")),
    }
    return render(request, "workspace/presence/presence.html", context)


def tick(
    request: HttpRequest, event: Event, *, by: Any = None, link: CheckinLink | None = None
) -> tuple[str, bool]:
    """Do what a plain list asked by its buttons; the French sentence to say, and whether it was done."""
    now = timezone.now()
    session = request.POST.get("session", "")
    if session not in {one.key for one in sessions_of_event(event)}:
        return "Choisissez d’abord le moment de l’événement.", False
    if "add" in request.POST:
        form = DoorForm(request.POST)
        if not form.is_valid():
            return "Donnez le nom de la personne qui vient d’arriver.", False
        # Drawn with the page: the same form sent twice adds one person.
        try:
            once = uuid.UUID(request.POST.get("once", ""))
        except ValueError:
            once = uuid.uuid4()
        pressed = Pressed(
            id=uuid.uuid5(once, "door"), person=f"n{once}", present=True, session=session, at=now,
            name=form.cleaned_data["name"], structure=form.cleaned_data["structure"],
        )  # fmt: skip
        said = f"{form.cleaned_data['name']} est là."
    else:
        here = "here" in request.POST
        named = request.POST.get("here" if here else "away", "")[:40]
        row = next((one for one in door_list(event) if one.person == named), None)
        if row is None:
            return "Cette personne n’est plus dans la liste : cherchez-la de nouveau.", False
        pressed = Pressed(id=uuid.uuid4(), person=named, present=here, session=session, at=now)
        said = f"{row.name} est là." if here else f"{row.name} n’est plus marqué présent."
    actions.take_marks(event, [pressed], by=by, link=link)
    return said, True


def list_context(request: HttpRequest, event: Event) -> dict[str, Any]:
    """What a plain list shows (3 queries)."""
    sessions = sessions_of_event(event)
    known = [one.key for one in sessions]
    session = request.GET.get("moment", "")
    if session not in known:
        session = session_now(sessions, timezone.localtime())
    part = request.GET.get("voir", "")
    part = part if part in PARTS else ""
    query = request.GET.get("q", "").replace("\x00", "")[:80]
    everybody = door_list(event)
    rows = matching(of_part(everybody, part), query)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "event": event,
        "sessions": sessions,
        "session": session,
        "session_label": next(one.label for one in sessions if one.key == session),
        "part": part,
        "parts": [(key, label, len(of_part(everybody, key))) for key, label in PARTS.items()],
        "q": query,
        "page": page,
        "rows": [(row, row.present_in(session)) for row in page],
        "here": sum(row.present_in(session) for row in everybody),
        "count": len(everybody),
        "door": DoorForm(),
        "once": uuid.uuid4(),
    }


@require_http_methods(["GET", "POST"])
@signed_in_required
def presence_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick who is there, on a page that needs no script. Who keeps the event."""
    event = kept(request, slug)
    if event.starts_at is None:
        messages.error(request, "Fixez d’abord la date : la présence se prend par demi-journée ou par jour.")
        return redirect(event)
    if request.method == "POST":
        said, done = tick(request, event, by=person(request))
        (messages.success if done else messages.error)(request, said)
        return redirect(request.get_full_path())
    context = list_context(request, event) | {
        "trail": in_event(event, of_presence(event), ("Liste de présence", "")),
        "own_address": reverse("workspace:presence-list", args=[slug]),
    }
    return render(request, "workspace/presence/list.html", context)


@require_safe
@signed_in_required
def presence_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The list of presence as a file, a column for each part of the event. Who keeps the event."""
    event = kept(request, slug)
    return csv_download(_table(event), f"presence-{event.slug}")


def _table(event: Event) -> Iterator[list[Cell]]:
    sessions = sessions_of_event(event) if event.starts_at else []
    yield ["Nom", "Structure", "Code", "Situation", *(one.label for one in sessions)]
    for row in door_list(event):
        said = row.note or "inscrite ou inscrit"
        there = ["présent" if row.present_in(one.key) else "" for one in sessions]
        yield [row.name, row.structure, row.code, said, *there]


@require_http_methods(["GET", "POST"])
@signed_in_required
def links(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an address for a volunteer's phone, and close it. Who keeps the event."""
    event = kept(request, slug)
    form = LinkForm(request.POST if "give" in request.POST else None)
    mine = CheckinLink.objects.filter(event=event)
    if "close" in request.POST:
        link = chosen(mine, request, "close")
        if actions.close_link(link, by=person(request)):
            messages.success(request, f"Le lien « {link.label} » est fermé : le téléphone efface sa liste.")
        return redirect("workspace:checkin-links", slug=slug)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.give_link(event, data["label"], expires_at=data["expires_at"], by=person(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le lien est prêt : envoyez-le à la personne, ou montrez-lui le code.")
            return redirect("workspace:checkin-links", slug=slug)
    now = timezone.now()
    context = {
        "event": event,
        "form": form,
        "links": [
            (link, absolute(reverse("workspace:checkin", args=[link.token])), link.is_open(now))
            for link in mine
        ],
        "until": timezone.localtime(end_of_link(event)) if event.ends_at else None,
        "trail": in_event(event, of_presence(event), ("Téléphones de l’accueil", "")),
    }
    return render(request, "workspace/presence/links.html", context)
