"""The guest list, for whoever keeps the event."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person, signed_in_required
from maillage.tables import Cell
from maillage.ui.downloads import csv_download
from maillage.workspace.actions import presence_guests as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.presence import AnswerForm, GuestForm, GuestsListForm
from maillage.workspace.models import Event, Guest
from maillage.workspace.queries.presence import GUEST_PARTS, guests_of, numbers_of
from maillage.workspace.views.agenda_keeping import kept
from maillage.workspace.views.presence import of_presence
from maillage.workspace.views.trails import in_event


def _list_of(event: Event) -> tuple[str, str]:
    return "Personnes invitées", reverse("workspace:guests", args=[event.slug])


@require_safe
@signed_in_required
def guests(request: HttpRequest, slug: str) -> HttpResponse:
    """Those invited, in order of protocol: what they answered, whether they came. Who keeps the event."""
    event = kept(request, slug)
    part = request.GET.get("voir", "")
    part = part if part in GUEST_PARTS else ""
    everybody = guests_of(event)
    counts = everybody.aggregate(
        **{
            f"n{index}": Count("pk", filter=only or Q(pk__gt=0))
            for index, (_, only) in enumerate(GUEST_PARTS.values())
        }
    )
    context = {
        "event": event,
        "numbers": numbers_of(event),
        "page": Paginator(everybody.filter(GUEST_PARTS[part][1]), 60).get_page(request.GET.get("page")),
        "part": part,
        "parts": [
            (key, label, counts[f"n{index}"]) for index, (key, (label, _)) in enumerate(GUEST_PARTS.items())
        ],
        "trail": in_event(event, of_presence(event), ("Personnes invitées", "")),
    }
    return render(request, "workspace/presence/guests.html", context)


@require_safe
@signed_in_required
def guests_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The guest list as a file, in order of protocol. Who keeps the event."""
    event = kept(request, slug)
    return csv_download(_table(event), f"invites-{event.slug}")


def _table(event: Event) -> Iterator[list[Cell]]:
    yield [
        "Rang", "Civilité", "Nom", "Titre", "Structure", "Courriel", "Invité par", "Réponse", "Inscription",
        "Présence",
    ]  # fmt: skip
    for one in guests_of(event):
        yield [
            one.rank, one.civility, one.name, one.title, one.structure, one.email, one.invited_by,
            one.get_answer_display(),
            "oui" if one.is_registered else "",
            "oui" if one.is_present else "",
        ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in_required
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody by name. Who keeps the event."""
    event = kept(request, slug)
    form = GuestForm(request.POST or None, instance=Guest(event=event))
    if form.is_valid():
        try:
            guest = actions.save_guest(form.save(commit=False), by=person(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{guest} est dans la liste.")
            return redirect(
                "workspace:invite-guest" if "again" in request.POST else "workspace:guests", slug=slug
            )
    context = {
        "event": event,
        "form": form,
        "trail": in_event(event, of_presence(event), _list_of(event), ("Ajouter", "")),
    }
    return render(request, "workspace/presence/guest.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One guest: what is said of them, their answer, taken off the list. Who keeps the event."""
    event = kept(request, slug)
    guest = get_object_or_404(guests_of(event).select_related("added_by", "registration"), pk=pk)
    form = GuestForm(request.POST if "save" in request.POST else None, instance=guest)
    answer = AnswerForm(request.POST if "reply" in request.POST else None, initial={"answer": guest.answer})
    try:
        if "remove" in request.POST:
            actions.remove_guest(guest, by=person(request))
            messages.success(request, "Cette personne n’est plus dans la liste.")
            return redirect("workspace:guests", slug=slug)
        if form.is_bound and form.is_valid():
            actions.save_guest(form.save(commit=False), by=person(request))
            messages.success(request, "C’est noté.")
            return redirect("workspace:guests", slug=slug)
        if answer.is_valid():
            said = actions.answer_guest(guest, answer.cleaned_data["answer"], by=person(request))
            messages.success(request, said)
            return redirect("workspace:guests", slug=slug)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("workspace:edit-guest", slug=slug, pk=pk)
    context = {
        "event": event,
        "guest": guest,
        "form": form,
        "answer": answer,
        "trail": in_event(event, of_presence(event), _list_of(event), (str(guest), "")),
    }
    return render(request, "workspace/presence/guest.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def import_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Add the guests of a pasted list; lines that cannot be used are shown. Who keeps the event."""
    event = kept(request, slug)
    form = GuestsListForm(request.POST or None)
    wrong = []
    if form.is_valid():
        wrong = [one for one in form.guests if one.wrong]
        try:
            added, known = actions.import_guests(
                event, form.guests, invited_by=form.cleaned_data["invited_by"], by=person(request)
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            s = "s" if added > 1 else ""
            words = f"{added} personne{s} ajoutée{s}."
            messages.success(request, words + (f" Déjà dans la liste : {known}." if known else ""))
            if not wrong:
                return redirect("workspace:guests", slug=slug)
    context = {
        "event": event,
        "form": form,
        "wrong": wrong,
        "trail": in_event(event, of_presence(event), _list_of(event), ("Coller une liste", "")),
    }
    return render(request, "workspace/presence/import.html", context)
