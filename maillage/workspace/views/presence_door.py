"""What a volunteer opens by a secret link: the page that works without network, and its plain twin."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.workspace.actions import presence as actions
from maillage.workspace.actions.presence import LATE_MARKS, Pressed, sessions_of_event
from maillage.workspace.domain.presence import session_now
from maillage.workspace.forms.presence import sane_moment
from maillage.workspace.models import CheckinLink
from maillage.workspace.queries.presence import door_data, door_list
from maillage.workspace.views.presence import list_context, tick

WORKER = Path(__file__).parents[1] / "static" / "workspace" / "checkin-worker.js"
MOST_BYTES = 400_000


def _link(token: str) -> CheckinLink:
    return get_object_or_404(CheckinLink.objects.select_related("event"), token=token.replace("\x00", ""))


@never_cache
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Check people in with a phone, without network too. Whoever holds the link; it names nobody by itself."""
    link = _link(token)
    if not link.is_open():
        return render(request, "workspace/presence/closed.html", {"link": link, "event": link.event})
    return render(request, "workspace/presence/checkin.html", {"link": link, "event": link.event})


@never_cache
@require_http_methods(["GET", "POST"])
def plain(request: HttpRequest, token: str) -> HttpResponse:
    """The same list ticked without a script. Whoever holds the link, as long as it is open."""
    link = _link(token)
    if not link.is_open():
        return render(request, "workspace/presence/closed.html", {"link": link, "event": link.event})
    if request.method == "POST":
        said, done = tick(request, link.event, link=link)
        (messages.success if done else messages.error)(request, said)
        return redirect(request.get_full_path())
    context = list_context(request, link.event) | {
        "link": link,
        "own_address": reverse("workspace:checkin-plain", args=[token]),
    }
    return render(request, "workspace/presence/list.html", context)


@never_cache
@require_safe
def people(request: HttpRequest, token: str) -> HttpResponse:
    """The list that the phone keeps. Whoever holds the link, as long as it is open; 410 then."""
    link = _link(token)
    if not link.is_open():
        return JsonResponse({"closed": True}, status=410)
    sessions = sessions_of_event(link.event)
    rows = door_list(link.event)
    return JsonResponse(
        {
            "title": link.event.title,
            "when": link.event.when,
            "sessions": [[one.key, one.label] for one in sessions],
            "session": session_now(sessions, timezone.localtime()),
            "now": _milliseconds(timezone.now()),
            "erase_at": _milliseconds(link.expires_at),
            "people": door_data(link.event, rows),
        }
    )


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


@csrf_exempt  # no cookie gives this right: the secret address does, and a page kept offline has no fresh token
@never_cache
@require_POST
def marks(request: HttpRequest, token: str) -> HttpResponse:
    """Take in what a phone marked. Whoever holds the link; what was marked before its end, a week after too."""
    link = _link(token)
    if timezone.now() > link.expires_at + LATE_MARKS:
        return JsonResponse({"closed": True}, status=410)
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"error": "Envoyez moins de pointages à la fois."}, status=413)
    try:
        sent: Any = json.loads(request.body)
        listed = sent["marks"]
        if not isinstance(listed, list):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"error": "Ce ne sont pas des pointages."}, status=400)
    pressed = list(_read(listed[: actions.AT_ONCE]))
    done = actions.take_marks(link.event, pressed, link=link, sent_at=sane_moment(sent.get("sent_at")))
    # What cannot be read will not be read better later: the phone need not keep it.
    unread = [one["id"] for one in listed if isinstance(one, dict) and isinstance(one.get("id"), str)]
    known = {str(one.id) for one in pressed}
    told = [str(one) for one in done] + [one[:40] for one in unread if one not in known]
    return JsonResponse({"done": told, "open": link.is_open()})


def _read(listed: list[Any]) -> Iterator[Pressed]:
    for one in listed:
        try:
            at = sane_moment(one["at"])
            person, session = one["person"], one["session"]
            present, name, structure = one["present"], one.get("name", ""), one.get("structure", "")
            number = uuid.UUID(one["id"])
        except (TypeError, KeyError, ValueError, AttributeError):
            continue
        texts = (person, session, name, structure)
        if at is None or not isinstance(present, bool) or not all(isinstance(text, str) for text in texts):
            continue
        if str(number) != one["id"]:
            continue
        yield Pressed(
            id=number, person=person[:60], present=present, session=session[:14], at=at,
            name=name[:400], structure=structure[:400],
        )  # fmt: skip


@require_safe
def worker(request: HttpRequest, token: str) -> HttpResponse:
    """The script that keeps the page without network; its address is its scope. Whoever holds the link."""
    _link(token)
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
