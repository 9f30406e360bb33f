"""After an event: minutes, resolutions, and what those who came made of it."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.accounts.permissions import limit, person, signed_in_required
from maillage.ui.forms import chosen
from maillage.ui.markdown import to_html
from maillage.workspace.actions import presence_after as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.presence import FeedbackForm, MinutesForm, ResolutionForm
from maillage.workspace.models import (
    FeedbackAnswer,
    FeedbackLink,
    FeedbackRound,
    Minutes,
    Registration,
    Resolution,
)
from maillage.workspace.permissions import can_publish
from maillage.workspace.views.agenda_keeping import kept
from maillage.workspace.views.presence import of_presence
from maillage.workspace.views.trails import in_event

# Under that many answers, whoever organises would guess whose they are.
FEWEST = 3
SHOWN = 300


@require_http_methods(["GET", "POST"])
@signed_in_required
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the minutes, read them again, publish them. Who keeps the event; publishing, who may publish it."""
    event = kept(request, slug)
    held = Minutes.objects.filter(event=event).first()
    writes = "save" in request.POST or "show" in request.POST
    form = MinutesForm(request.POST if writes else None, instance=held)
    preview = ""
    publishes = can_publish(request.user, event)
    try:
        if "publish" in request.POST or "withdraw" in request.POST:
            if not publishes:
                raise Refused("Le compte rendu est publié par qui tient l’agenda : prévenez l’équipe.")
            if "publish" in request.POST:
                told = actions.publish_minutes(event, by=person(request))
                words = f" Personnes prévenues : {told}." if told else ""
                messages.success(request, f"Le compte rendu est publié.{words}")
                return redirect(event)
            actions.withdraw_minutes(event, by=person(request))
            messages.success(request, "Le compte rendu n’est plus visible.")
            return redirect("workspace:minutes", slug=slug)
        if form.is_bound and form.is_valid():
            if "show" in request.POST:
                preview = to_html(form.cleaned_data["text"])
            else:
                actions.save_minutes(event, form.cleaned_data["text"], by=person(request))
                messages.success(request, "Le compte rendu est enregistré.")
                return redirect("workspace:minutes", slug=slug)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("workspace:minutes", slug=slug)
    context = {
        "event": event,
        "minutes": held,
        "form": form,
        "preview": mark_safe(preview),
        "publishes": publishes,
        "people": Registration.objects.filter(event=event, state=Registration.State.CONFIRMED).count(),
        "trail": in_event(event, of_presence(event), ("Compte rendu", "")),
    }
    return render(request, "workspace/presence/minutes.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def resolutions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided, who does it, by when. Who keeps the event."""
    event = kept(request, slug)
    all_of_event = Resolution.objects.filter(event=event).select_related("task", "assignee", "event__group")
    form = ResolutionForm(
        request.POST if "add" in request.POST else None, event=event, instance=Resolution(event=event)
    )
    try:
        if form.is_valid():
            actions.add_resolution(form.save(commit=False), by=person(request))
            messages.success(request, "La résolution est notée.")
            return redirect("workspace:resolutions", slug=slug)
        for name in ("done", "undone"):
            if name in request.POST:
                held = chosen(all_of_event, request, name)
                actions.set_resolution_done(held, name == "done", by=person(request))
                return redirect("workspace:resolutions", slug=slug)
        if "remove" in request.POST:
            actions.remove_resolution(chosen(all_of_event, request, "remove"), by=person(request))
            messages.success(request, "La résolution est retirée.")
            return redirect("workspace:resolutions", slug=slug)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("workspace:resolutions", slug=slug)
    context = {
        "event": event,
        "form": form,
        "resolutions": all_of_event,
        "trail": in_event(event, of_presence(event), ("Résolutions", "")),
    }
    return render(request, "workspace/presence/resolutions.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Have those who come asked, and read what they answered, from three answers on. Who keeps the event."""
    event = kept(request, slug)
    try:
        if "ask" in request.POST:
            actions.ask_feedback(event, by=person(request))
            messages.success(request, "C’est noté : la demande part une fois, le lendemain de l’événement.")
            return redirect("workspace:feedback", slug=slug)
        if "forgo" in request.POST:
            actions.forgo_feedback(event, by=person(request))
            messages.success(request, "Rien ne sera demandé.")
            return redirect("workspace:feedback", slug=slug)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("workspace:feedback", slug=slug)
    held = FeedbackRound.objects.filter(event=event).first()
    answers = list(FeedbackAnswer.objects.filter(event=event))
    enough = len(answers) >= FEWEST
    context = {
        "event": event,
        "round": held,
        "asked": held.links.filter(is_sent=True).count() if held else 0,
        "count": len(answers),
        "fewest": FEWEST,
        "scales": [
            (label, _counted([getattr(one, name) for one in answers]))
            for name, label in (("useful", "L’événement a été utile"), ("welcome", "L’accueil était bon"))
        ]
        if enough
        else [],
        "words": [
            (label, [text for one in answers if (text := getattr(one, name))][:SHOWN])
            for name, label in (("served", "Ce qui a servi"), ("missed", "Ce qui a manqué"))
        ]
        if enough
        else [],
        "trail": in_event(event, of_presence(event), ("Avis", "")),
    }
    return render(request, "workspace/presence/feedback.html", context)


def _counted(values: list[int | None]) -> list[tuple[str, int, int]]:
    """Each answer of the scale, the best first, with its number and the percentage of those who answered."""
    given = [value for value in values if value]
    numbers = Counter(given)
    return [
        (choice.label, numbers[choice.value], round(100 * numbers[choice.value] / len(given)) if given else 0)
        for choice in reversed(FeedbackAnswer.Scale)
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Say what one made of an event, once, without a name. Whoever has the link; opening it changes nothing."""
    link = get_object_or_404(
        FeedbackLink.objects.select_related("round__event"), token=token.replace("\x00", "")
    )
    limit(request, "feedback", "60/h")
    state = "used" if link.is_used else "open" if actions.is_asking(link.round) else "closed"
    form = FeedbackForm(request.POST if request.method == "POST" and state == "open" else None)
    if form.is_valid():
        try:
            actions.answer_feedback(link, form.save(commit=False))
        except Refused as error:
            messages.error(request, str(error))
        return redirect("workspace:feedback-answer", token=token)  # where the page says that it is counted
    context = {"event": link.round.event, "form": form, "state": state, "closes_on": link.round.closes_on}
    return render(request, "workspace/presence/answer.html", context)
