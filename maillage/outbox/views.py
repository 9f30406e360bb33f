"""The demonstration's mailbox, open to all where it exists."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maillage.outbox.queries import kept_messages


def _only_in_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


def mailbox(request: HttpRequest) -> HttpResponse:
    """The messages that the demonstration kept instead of sending. Open to all; 404 elsewhere."""
    _only_in_demonstration()
    person = request.GET.get("pour", "").strip()[:254]
    page = Paginator(kept_messages(person), 25).get_page(request.GET.get("page"))
    return render(request, "outbox/mailbox.html", {"page": page, "person": person})


def mailbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One kept message, as text, its links ready to be followed. Open to all; 404 elsewhere."""
    _only_in_demonstration()
    message = get_object_or_404(kept_messages(), pk=pk)
    return render(request, "outbox/mailbox_message.html", {"message": message})
