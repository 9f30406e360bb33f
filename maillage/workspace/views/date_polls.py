"""Looking for a date: open a poll, answer it, choose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from maillage.accounts.permissions import person, signed_in_required
from maillage.ui.forms import chosen
from maillage.workspace.actions import date_polls as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.agenda import PollForm, VoteForm
from maillage.workspace.models import DatePoll, PollSlot, PollVoter
from maillage.workspace.permissions import can_publish, keeps_event
from maillage.workspace.queries.agenda import polls_open_to
from maillage.workspace.queries.date_polls import board_of
from maillage.workspace.views.agenda_keeping import kept
from maillage.workspace.views.trails import in_agenda, in_event


@require_http_methods(["GET", "POST"])
@signed_in_required
def open_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose dates. Who runs the agenda, or the group."""
    event = kept(request, slug)
    if not can_publish(request.user, event):
        raise PermissionDenied
    if DatePoll.objects.filter(event=event).exists():
        return redirect("workspace:event-poll", slug=slug)
    form = PollForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.open_poll(
                event,
                data["slots"],
                closes_on=data["closes_on"],
                message=data["message"],
                emails=data["emails"],
                tell=data["tell"],
                by=person(request),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le sondage est ouvert.")
            return redirect("workspace:event-poll", slug=slug)
    context = {"event": event, "form": form, "trail": in_event(event, ("Chercher une date", ""))}
    return render(request, "workspace/agenda/open_poll.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def poll(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer, and see what the others said; whoever runs it chooses. The members whom the event concerns."""
    found = get_object_or_404(
        DatePoll.objects.select_related("event__commune", "event__group"), event__slug=slug
    )
    user = person(request)
    keeps = keeps_event(user, found.event)
    own = found.voters.filter(user=user).first()
    if not keeps and own is None and not polls_open_to(user).filter(pk=found.pk).exists():
        raise PermissionDenied
    if keeps and request.method == "POST" and ("choose" in request.POST or "close" in request.POST):
        try:
            if "close" in request.POST:
                actions.close_poll(found, by=user)
                messages.success(request, "Le sondage est clos, sans date choisie.")
            else:
                actions.choose_date(
                    found, chosen(PollSlot.objects.filter(poll=found), request, "choose"), by=user
                )
                messages.success(request, "La date est fixée, les personnes qui ont répondu en sont averties.")
        except Refused as error:
            messages.error(request, str(error))
        return redirect(found.event if "choose" in request.POST else request.path)
    form = _form(request, found, own, named=True)
    if form.is_valid():
        return _answered(request, found, form, own, user=user)
    context = _context(found, form, own)
    return render(request, "workspace/agenda/poll.html", {**context, "keeps": keeps, "named": True})


@require_http_methods(["GET", "POST"])
def voter(request: HttpRequest, token: str) -> HttpResponse:
    """Answer without an account. Whoever has the personal link; opening it changes nothing."""
    own = get_object_or_404(
        PollVoter.objects.select_related("poll__event__commune", "poll__event__group"), token=token
    )
    form = _form(request, own.poll, own, named=False)
    if form.is_valid():
        return _answered(request, own.poll, form, own)
    context = _context(own.poll, form, own)
    return render(
        request, "workspace/agenda/poll.html", {**context, "keeps": False, "trail": in_agenda(("Sondage", ""))}
    )


def _form(request: HttpRequest, found: DatePoll, own: PollVoter | None, *, named: bool) -> VoteForm:
    answers = dict(own.answers.values_list("slot_id", "value")) if own else {}
    sent = request.method == "POST" and found.is_open
    initial = {"name": own.name, "comment": own.comment} if own else {}
    return VoteForm(
        request.POST if sent else None, slots=found.slots.all(), named=named, answers=answers, initial=initial
    )


def _answered(
    request: HttpRequest, found: DatePoll, form: VoteForm, own: PollVoter | None, *, user: Any = None
) -> HttpResponse:
    data = form.cleaned_data
    try:
        actions.answer_poll(
            found, form.answers, voter=own, user=user, name=data.get("name", ""), comment=data["comment"]
        )
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, "Merci : vos réponses sont notées. Vous pouvez les changer jusqu’à la clôture."
        )
    return redirect(request.path)


def _context(found: DatePoll, form: VoteForm, own: PollVoter | None) -> dict[str, Any]:
    return {
        "poll": found,
        "event": found.event,
        "form": form,
        "own": own,
        "board": board_of(found),
        "trail": in_event(found.event, ("Quelle date ?", "")),
    }
