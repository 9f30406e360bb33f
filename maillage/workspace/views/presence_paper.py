"""The papers of an event, as PDF files."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from maillage.accounts.permissions import signed_in_required
from maillage.ui.pdf import PaperError
from maillage.workspace.actions.presence import sessions_of_event
from maillage.workspace.models import Event, Registration
from maillage.workspace.paper import FORMATS, badges_pdf, certificates_pdf, signing_pdf
from maillage.workspace.queries.presence import attended, came, door_list, sessions_attended
from maillage.workspace.views.agenda_keeping import kept

MOST = 2000


def _answer(request: HttpRequest, event: Event, name: str, compose: Callable[[], bytes]) -> HttpResponse:
    try:
        content = compose()
    except PaperError as error:
        messages.error(request, str(error))
        return redirect("workspace:presence", slug=event.slug)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}-{event.slug}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


def _nothing(request: HttpRequest, event: Event, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("workspace:presence", slug=event.slug)


@require_safe
@signed_in_required
def signing_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheets to sign, of the whole event or of one part of it (`moment`). Who keeps the event."""
    event = kept(request, slug)
    if event.starts_at is None:
        return _nothing(request, event, "Fixez d’abord la date : la feuille la porte.")
    sessions = sessions_of_event(event)
    asked = [one for one in sessions if one.key == request.GET.get("moment", "")]
    rows = [row for row in door_list(event) if row.expected or row.person[0] == "g" or row.is_present][:MOST]
    return _answer(request, event, "emargement", lambda: signing_pdf(event, rows, asked or sessions))


@require_safe
@signed_in_required
def badges(request: HttpRequest, slug: str) -> HttpResponse:
    """Name badges on the sheets chosen, with a code where phones are used. Who keeps the event."""
    event = kept(request, slug)
    labels = FORMATS.get(request.GET.get("format", ""), FORMATS["85x54"])
    confirmed = Registration.objects.filter(event=event, state=Registration.State.CONFIRMED)
    people = list(confirmed.order_by("sort_key", "pk")[:MOST])
    if not people:
        return _nothing(request, event, "Personne n’est encore inscrit : il n’y a pas de badge à imprimer.")
    with_code = request.GET.get("code") == "1"
    return _answer(request, event, "badges", lambda: badges_pdf(event, people, labels, with_code=with_code))


@require_safe
@signed_in_required
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """The certificates of all who came, a page each. Who keeps the event."""
    event = kept(request, slug)
    return _certificates(request, event, list(attended(event)[:MOST]))


@require_safe
@signed_in_required
def certificate(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The certificate of one person who came. Who keeps the event."""
    event = kept(request, slug)
    return _certificates(request, event, [get_object_or_404(attended(event), pk=pk)])


def _certificates(request: HttpRequest, event: Event, people: list[Registration]) -> HttpResponse:
    if not people:
        return _nothing(request, event, "Personne n’est marqué présent : notez d’abord les présences.")
    present = sessions_attended(people)
    sessions = sessions_of_event(event)
    return _answer(request, event, "attestations", lambda: certificates_pdf(event, people, present, sessions))


@require_safe
def own_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """One's own certificate, once the event is over. Whoever has the personal link, and came."""
    held = get_object_or_404(
        Registration.objects.select_related("event__commune", "event__organiser").filter(came()),
        token=token.replace("\x00", ""),
    )
    if not held.event.is_past:
        raise Http404("L’attestation est prête une fois l’événement terminé.")
    return _certificates(request, held.event, [held])
