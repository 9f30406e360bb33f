"""Registering, the personal link, and the list of those who come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import limit, person, signed_in_required
from maillage.actors.permissions import current_memberships
from maillage.tables import Cell
from maillage.ui.downloads import csv_download
from maillage.ui.forms import chosen
from maillage.workspace.actions import registrations as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.registrations import Filled, is_expired, status_of
from maillage.workspace.domain.agenda import WHY_NOT
from maillage.workspace.domain.presence import badge_code
from maillage.workspace.forms.agenda import (
    STANDING,
    ColleagueForm,
    CorrectionForm,
    GuestForm,
    MyselfForm,
    PersonForm,
)
from maillage.workspace.models import Attendance, Event, Registration
from maillage.workspace.views.agenda import NotSeen, seen_event
from maillage.workspace.views.agenda_keeping import kept
from maillage.workspace.views.trails import in_agenda, in_event

State = Registration.State


# --- Whoever comes ------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register oneself: at once when signed in, else by a link sent to the address. Whom the event is for."""
    try:
        event = seen_event(request, slug)
    except NotSeen:
        return redirect_to_login(request.get_full_path())
    limit(request, "register", "20/h")
    status = status_of(event)
    signed_in = request.user.is_authenticated
    form = (MyselfForm if signed_in else PersonForm)(request.POST or None, event=event)
    if status in WHY_NOT:
        messages.error(request, WHY_NOT[status])
        return redirect(event)
    if form.is_valid():
        try:
            if not signed_in:
                actions.ask_to_register(event, form.filled())
                return redirect("workspace:register-asked", slug=slug)
            _register_oneself(request, event, form)
        except Refused as error:
            messages.error(request, str(error))
        return redirect(event)
    context = {"event": event, "form": form, "status": status, "trail": in_event(event, ("S’inscrire", ""))}
    return render(request, "workspace/agenda/register.html", context)


def _register_oneself(request: HttpRequest, event: Event, form: PersonForm) -> None:
    user = person(request)
    held = current_memberships(user).select_related("actor").first()
    filled = form.filled()
    made = actions.register(
        event,
        Filled(
            name=user.name or user.email,
            email=user.email,
            actor=held.actor if held else None,
            structure=held.actor.name if held else "",
            function=held.function if held else "",
            sex=filled.sex,
            answers=filled.answers,
            once=filled.once,
        ),
        user=user,
        by=user,
    )
    if made.state == State.CONFIRMED:
        messages.success(request, "Votre place est prise. Le rendez-vous part par courriel, pour votre agenda.")
    elif made.state == State.WAITING:
        messages.success(request, "Toutes les places sont prises : vous êtes en liste d’attente.")
    else:
        messages.error(request, "Cette inscription a été annulée. Inscrivez-vous de nouveau.")


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next. Whom the event is for."""
    try:
        event = seen_event(request, slug)
    except NotSeen:
        return redirect_to_login(request.get_full_path())
    context = {
        "event": event,
        "full": status_of(event) == "full",
        "trail": in_event(event, ("S’inscrire", "")),
    }
    return render(request, "workspace/agenda/register_asked.html", context)


@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """One's registration: confirm, cancel. Whoever has the personal link; opening it changes nothing."""
    held = get_object_or_404(Registration.objects.select_related("event__commune", "event__group"), token=token)
    event = held.event
    if request.method == "POST":
        try:
            if "confirm" in request.POST:
                actions.confirm_registration(held)  # the page says what became of it
            elif "cancel" in request.POST and actions.cancel_registration(held):
                messages.success(request, "Votre inscription est annulée. Merci de nous avoir prévenus.")
        except Refused as error:
            messages.error(request, str(error))
        return redirect("workspace:registration", token=token)
    status = status_of(event)
    before = 0
    if held.state == State.WAITING:
        before = Registration.objects.queue().filter(event=event, waiting_since__lt=held.waiting_since).count()
    context = {
        "registration": held,
        "event": event,
        "expired": is_expired(held),
        "status": status,
        "why_not": WHY_NOT.get(status, ""),
        "rank": before + 1,
        "answers": list(_answers(event, held)),
        "code": badge_code(held.pk) if held.state == State.CONFIRMED and not event.is_past else "",
        "attended": event.is_past and Attendance.objects.filter(registration=held, present=True).exists(),
        "trail": in_agenda(("Mon inscription", "")),
    }
    return render(request, "workspace/agenda/registration.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def colleague(request: HttpRequest, slug: str) -> HttpResponse:
    """Register somebody of one's own structure. People of a structure, whom the event is for."""
    event = seen_event(request, slug)
    user = person(request)
    if not current_memberships(user).exists():
        messages.error(request, "Vous inscrivez les personnes de vos structures : vous n’êtes d’aucune.")
        return redirect(event)
    others = Registration.objects.living().filter(
        event=event,
        registered_by=user,
        channel=Registration.Channel.COLLEAGUE,
        actor__in=current_memberships(user).values("actor"),
    )
    if "cancel" in request.POST:
        one = chosen(others, request, "cancel")
        try:
            if actions.cancel_registration(one, by=user):
                messages.success(request, f"{one.name} ne vient plus.")
        except Refused as error:
            messages.error(request, str(error))
        return redirect("workspace:register-colleague", slug=slug)
    form = ColleagueForm(request.POST or None, event=event, user=user)
    if form.is_valid():
        try:
            made = actions.register_colleague(event, form.filled(), actor=form.cleaned_data["actor"], by=user)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("workspace:register-colleague", slug=slug)
        where = "a sa place" if made.state == State.CONFIRMED else "est en liste d’attente"
        messages.success(request, f"{made.name} {where}. Vous pouvez inscrire une autre personne.")
        return redirect("workspace:register-colleague", slug=slug)
    context = {
        "event": event,
        "form": form,
        "status": status_of(event),
        "why_not": WHY_NOT.get(status_of(event), ""),
        "others": others,
        "trail": in_event(event, ("Inscrire une ou un collègue", "")),
    }
    return render(request, "workspace/agenda/colleague.html", context)


def _list_of(event: Event) -> tuple[str, str]:
    return "Inscriptions", reverse("workspace:registered", args=[event.slug])


# --- Whoever organises --------------------------------------------------------------------------------
ORDERS = {
    "arrivee": ("par arrivée", ("created_at", "pk")),
    "nom": ("par nom de famille", ("sort_key", "pk")),
    "protocole": ("par ordre protocolaire", (F("rank").asc(nulls_last=True), "sort_key", "pk")),
}
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("Viennent", (State.CONFIRMED,)),
    "attente": ("En liste d’attente", (State.WAITING,)),
    "a-confirmer": ("À confirmer", (State.TO_CONFIRM,)),
    "annulees": ("Annulées", (State.CANCELLED,)),
}


def _listed(request: HttpRequest, event: Event) -> tuple[QuerySet[Registration], str, str]:
    part, order = request.GET.get("partie", ""), request.GET.get("ordre", "arrivee")
    part, order = part if part in PARTS else "", order if order in ORDERS else "arrivee"
    rows = Registration.objects.filter(event=event, state__in=PARTS[part][1]).select_related("actor")
    by = ("waiting_since", "pk") if part == "attente" else ORDERS[order][1]
    return rows.order_by(*by), part, order


@require_safe
@signed_in_required
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who come, wait, or gave up; who is to be called; the answers counted. Who keeps the event."""
    event = kept(request, slug)
    rows, part, order = _listed(request, event)
    numbers = Counter(Registration.objects.filter(event=event).values_list("state", flat=True))
    context = {
        "event": event,
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "part": part,
        "order": order,
        "parts": [(key, label, sum(numbers[one] for one in states)) for key, (label, states) in PARTS.items()],
        "orders": [(key, label) for key, (label, _) in ORDERS.items()],
        "left": max(0, event.capacity - numbers[State.CONFIRMED]) if event.capacity else None,
        "to_call": Registration.objects.filter(event=event, to_call=True),
        "counted": list(_counted(event)),
        "trail": in_event(event, ("Inscriptions", "")),
    }
    return render(request, "workspace/agenda/registered.html", context)


def _questions(event: Event) -> list[tuple[str, str, bool]]:
    """Each question: the key of its answers, its words, whether answers are counted rather than read."""
    standing = [
        (name, label, name != "childcare") for name, label in STANDING.items() if getattr(event, f"asks_{name}")
    ]
    return [*standing, *((one.key, one.label, one.kind != "text") for one in event.questions.all())]


WORDS = {"yes": "Oui", "no": "Non"}


def _counted(event: Event) -> Iterator[tuple[str, list[tuple[str, int]], list[tuple[str, str]]]]:
    """Each question with the number of each answer, or what each person wrote."""
    coming = Registration.objects.filter(event=event, state=State.CONFIRMED).order_by("sort_key", "pk")
    rows = list(coming.values_list("name", "answers"))
    for key, label, is_counted in _questions(event):
        given = [(name, str(answers[key])) for name, answers in rows if answers.get(key)]
        if is_counted:
            numbers = Counter(WORDS.get(value, value) for _, value in given)
            yield label, numbers.most_common(), []
        else:
            yield label, [], given[:200]


def _answers(event: Event, held: Registration) -> Iterator[tuple[str, str]]:
    for key, label, _ in _questions(event):
        if value := held.answers.get(key):
            yield label, WORDS.get(str(value), str(value))


@require_safe
@signed_in_required
def registered_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same list as a file, in the order shown. Who keeps the event."""
    event = kept(request, slug)
    rows, _, _ = _listed(request, event)
    return csv_download(_table(event, rows), f"inscriptions-{event.slug}")


def _table(event: Event, rows: QuerySet[Registration]) -> Iterator[list[Cell]]:
    asked = _questions(event)
    yield [
        "Rang protocolaire", "Nom", "Structure", "Fonction", "Courriel", "Téléphone", "État", "Reçue",
        "Inscription du", *(label for _, label, _ in asked),
    ]  # fmt: skip
    for one in rows.iterator(chunk_size=500):
        yield [
            one.rank,
            one.name,
            one.structure,
            one.function,
            one.email,
            one.phone,
            one.get_state_display(),
            one.get_channel_display(),
            timezone.localtime(one.created_at).replace(tzinfo=None),
            *(WORDS.get(str(one.answers.get(key, "")), str(one.answers.get(key, ""))) for key, _, _ in asked),
        ]


@require_http_methods(["GET", "POST"])
@signed_in_required
def add_guest(request: HttpRequest, slug: str) -> HttpResponse:
    """Register somebody who called or wrote. Who keeps the event."""
    event = kept(request, slug)
    form = GuestForm(request.POST or None, event=event)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.register(
                event,
                form.filled(),
                by=person(request),
                channel=Registration.Channel(data["channel"]),
                by_organiser=True,
            )
            if data["rank"]:
                actions.set_rank(made, data["rank"], by=person(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            where = "a sa place" if made.state == State.CONFIRMED else "est en liste d’attente"
            messages.success(request, f"{made.name} {where}.")
            return redirect(
                "workspace:add-guest" if "again" in request.POST else "workspace:registered", slug=slug
            )
    taken = Registration.objects.filter(event=event, state=State.CONFIRMED).count()
    context = {
        "event": event,
        "form": form,
        "left": max(0, event.capacity - taken) if event.capacity else None,
        "trail": in_event(event, _list_of(event), ("Inscrire quelqu’un", "")),
    }
    return render(request, "workspace/agenda/add_guest.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def guest(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One registration: what is known of the person, to be corrected; its cancellation. Who keeps the event."""
    event = kept(request, slug)
    held = get_object_or_404(Registration.objects.select_related("registered_by"), event=event, pk=pk)
    form = CorrectionForm(request.POST if "rank" in request.POST else None, event=event, registration=held)
    if "cancel" in request.POST:
        try:
            if actions.cancel_registration(held, by=person(request)):
                messages.success(request, f"L’inscription de {held.name} est annulée.")
        except Refused as error:
            messages.error(request, str(error))
        return redirect("workspace:registered", slug=slug)
    if "called" in request.POST:
        actions.mark_called(held, by=person(request))
        messages.success(request, f"{held.name} est prévenue ou prévenu.")
        return redirect("workspace:registered", slug=slug)
    if form.is_valid():
        try:
            written = actions.correct_registration(
                held,
                form.filled(),
                rank=form.cleaned_data["rank"],
                asked=list(form.fields),
                by=person(request),
            )
        except Refused as error:
            form.add_error("email", str(error))
        else:
            words = " La confirmation part à sa nouvelle adresse." if written else ""
            messages.success(request, f"L’inscription de {form.cleaned_data['name']} est corrigée.{words}")
            return redirect("workspace:registered", slug=slug)
    context: dict[str, Any] = {
        "event": event,
        "registration": held,
        "form": form,
        "answers": list(_answers(event, held)),
        "trail": in_event(event, _list_of(event), (held.name, "")),
    }
    return render(request, "workspace/agenda/guest.html", context)
