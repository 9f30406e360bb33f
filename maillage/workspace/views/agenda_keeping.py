"""Where events are prepared, published, moved, cancelled, repeated; and calendars brought in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import animator_required, person, signed_in_required
from maillage.workspace.actions import agenda as actions
from maillage.workspace.actions.calendar_import import import_calendar, read_calendar
from maillage.workspace.actions.people import Refused
from maillage.workspace.domain.recurrence import occurrences, rule_in_french
from maillage.workspace.forms.agenda import (
    CalendarFileForm,
    CancelForm,
    EventForm,
    ImportForm,
    MoveForm,
    NewEventForm,
    PublishForm,
    QuestionFormSet,
    ReasonForm,
    RepeatForm,
    SlotFormSet,
    dates_of,
    slots_of,
)
from maillage.workspace.models import Event, Group, Registration
from maillage.workspace.permissions import (
    can_publish,
    keeps_event,
    kept_events,
    led_groups,
    member_required,
    public_of,
)
from maillage.workspace.queries.agenda import with_facts, with_numbers
from maillage.workspace.views.trails import in_agenda, in_event

JUST_OVER = 10


def kept(request: HttpRequest, slug: str) -> Event:
    """The event, for who keeps it; others are refused."""
    event = get_object_or_404(
        Event.objects.select_related("commune", "group", "organiser", "series"), slug=slug
    )
    if not keeps_event(request.user, event):
        raise PermissionDenied
    return event


@require_safe
@member_required
def manage(request: HttpRequest) -> HttpResponse:
    """The events that one keeps: drafts and proposals first, what comes, what is just over. Members."""
    mine = kept_events(request.user)
    drafts = (
        with_facts(mine.filter(state=Event.State.DRAFT)).select_related("created_by").order_by("-created_at")
    )
    coming = with_numbers(with_facts(mine.shown().coming()))
    over = with_facts(mine.shown().past())
    return render(
        request,
        "workspace/agenda/manage.html",
        {
            "drafts": drafts[:50],
            "over": over[:JUST_OVER],
            "page": Paginator(coming, 30).get_page(request.GET.get("page")),
            "publishes": request.user.is_animator or led_groups(request.user).exists(),  # type: ignore[union-attr]
            "trail": in_agenda(("Préparer", "")),
        },
    )


@require_http_methods(["GET", "POST"])
@member_required
def new(request: HttpRequest) -> HttpResponse:
    """Prepare an event: whoever runs the agenda or a group, or a member who proposes it. Members."""
    event = Event()
    group = Group.objects.filter(slug=request.GET.get("groupe", "")[:90]).first()
    initial: dict[str, Any] = {"kind": "meeting", "group": group.pk, "audience": "group"} if group else {}
    form = NewEventForm(request.POST or None, event=event, user=request.user, initial=initial)
    if form.is_valid():
        form.fill(event)
        publishes = can_publish(request.user, event)
        actions.prepare_event(
            event, themes=form.cleaned_data["themes"], by=person(request), proposal=not publishes
        )
        if event.is_past:
            messages.warning(request, f"Vérifiez la date, elle est déjà passée : {event.when}.")
        if publishes:
            messages.success(request, "Le brouillon est prêt : complétez-le, puis publiez-le.")
        else:
            messages.success(request, "Votre proposition est reçue : elle sera relue, puis publiée.")
        return redirect(event)
    context = {"form": form, "event": event, "trail": in_agenda(("Préparer un événement", ""))}
    context["proposes"] = not (request.user.is_animator or led_groups(request.user).exists())  # type: ignore[union-attr]
    return render(request, "workspace/agenda/edit.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change everything but the date. Who keeps the event."""
    event = kept(request, slug)
    if event.is_cancelled:
        messages.error(request, "Cet événement est annulé : dupliquez-le plutôt.")
        return redirect(event)
    form = EventForm(request.POST or None, event=event, user=request.user)
    if form.is_valid():
        before = event.group_id
        form.fill(event)
        if not event.is_draft and event.group_id != before and not can_publish(request.user, event):
            raise PermissionDenied
        count = actions.change_event(
            event, themes=form.cleaned_data["themes"], by=person(request), following=form.following
        )
        messages.success(request, f"{count} dates sont changées." if count > 1 else "L’événement est changé.")
        return redirect(event)
    context = {"form": form, "event": event, "trail": in_event(event, ("Modifier", ""))}
    return render(request, "workspace/agenda/edit.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a draft or a proposal, refuse a proposal, delete a draft. Who runs the agenda, or the group.

    The author of a draft that they may not publish deletes it, or proposes it again.
    """
    event = kept(request, slug)
    publishes = can_publish(request.user, event)
    form = PublishForm(request.POST if "publish" in request.POST else None, initial={"tell": not event.is_past})
    refusal = ReasonForm(request.POST if "refuse" in request.POST else None)
    try:
        if "delete" in request.POST:
            actions.delete_draft(event, by=person(request))
            messages.success(request, "Le brouillon est supprimé.")
            return redirect("workspace:manage-agenda")
        if "propose" in request.POST and event.is_draft:
            Event.objects.filter(pk=event.pk).update(is_proposal=True)
            messages.success(request, "Votre proposition est reçue : elle sera relue, puis publiée.")
            return redirect(event)
        if request.method == "POST" and not publishes:
            raise PermissionDenied
        if form.is_valid():
            told = actions.publish_event(event, by=person(request), tell=form.cleaned_data["tell"])
            words = f" Membres prévenus : {told}." if told else ""
            messages.success(request, f"L’événement est publié.{words}")
            return redirect(event)
        if refusal.is_valid():
            actions.refuse_proposal(event, reason=refusal.cleaned_data["reason"], by=person(request))
            messages.success(request, "La proposition est écartée, la personne en est avertie.")
            return redirect("workspace:manage-agenda")
    except Refused as error:
        messages.error(request, str(error))
        return redirect(event)
    context = {
        "event": event,
        "form": form,
        "refusal": refusal,
        "publishes": publishes,
        "concerned": public_of(event).exclude(pk=person(request).pk).count() if publishes else 0,
        "trail": in_event(event, ("Publier", "")),
    }
    return render(request, "workspace/agenda/publish.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Give another date, and tell everybody registered. Who keeps the event."""
    event = kept(request, slug)
    form = MoveForm(request.POST or None, initial=dates_of(event), in_series=event.series_id is not None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            count = actions.move_event(
                event,
                data["starts_at"],
                data["ends_at"],
                all_day=data["all_day"],
                note=data["note"],
                by=person(request),
                following=form.following,
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            event.refresh_from_db()
            if event.is_draft:
                messages.success(request, "La date est fixée.")
            else:
                what = f"{count} dates sont déplacées" if count > 1 else "L’événement est déplacé"
                messages.success(request, f"{what} : les personnes inscrites reçoivent la nouvelle date.")
            return redirect(event)
    context = {
        "form": form,
        "event": event,
        "people": Registration.objects.living().filter(event=event).count(),
        "trail": in_event(event, ("Déplacer" if event.starts_at else "Fixer la date", "")),
    }
    return render(request, "workspace/agenda/move.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel a published event, and tell everybody registered. Who keeps the event."""
    event = kept(request, slug)
    form = CancelForm(request.POST or None, in_series=event.series_id is not None)
    if form.is_valid():
        try:
            count = actions.cancel_event(
                event, reason=form.cleaned_data["reason"], by=person(request), following=form.following
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            what = f"{count} dates sont annulées" if count > 1 else "L’événement est annulé"
            messages.success(request, f"{what} : les personnes inscrites en sont averties.")
            return redirect(event)
    context = {
        "form": form,
        "event": event,
        "people": Registration.objects.living().filter(event=event).count(),
        "trail": in_event(event, ("Annuler", "")),
    }
    return render(request, "workspace/agenda/cancel.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def repeat(request: HttpRequest, slug: str) -> HttpResponse:
    """Duplicate once, or make the dates of a rule; the dates are shown before they are made. Who keeps it."""
    event = kept(request, slug)
    if "duplicate" in request.POST:
        copy = actions.duplicate_event(event, by=person(request))
        messages.success(request, "Voici la copie, en brouillon : donnez-lui sa date.")
        return redirect("workspace:move-event", slug=copy.slug)
    sent = "show" in request.POST or "repeat" in request.POST
    form = RepeatForm(request.POST if sent else None)
    days, words = [], ""
    if form.is_valid() and event.first_day:
        days, words = occurrences(event.first_day, form.rule)[1:], rule_in_french(event.first_day, form.rule)
        if not days:
            form.add_error(
                "until", "Cette règle ne donne aucune autre date : choisissez une fin plus lointaine."
            )
        elif "repeat" in request.POST:
            try:
                made = actions.repeat_event(event, form.rule, by=person(request))
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"{len(made)} dates sont ajoutées, chacune avec sa page.")
                return redirect(event)
    context = {
        "event": event,
        "form": form,
        "days": days,
        "words": words,
        "trail": in_event(event, ("Répéter ou dupliquer", "")),
    }
    return render(request, "workspace/agenda/repeat.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme, line by line. Who keeps the event."""
    event = kept(request, slug)
    if event.starts_at is None:
        messages.error(request, "Fixez d’abord la date : le programme en dépend.")
        return redirect(event)
    known = slots_of(event.slots.prefetch_related("members"))
    forms = SlotFormSet(request.POST or None, initial=known, prefix="slots", form_kwargs={"event": event})
    if request.method == "POST" and forms.is_valid():
        lines = [row.programmed() for row in forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        actions.set_programme(event, sorted(lines, key=lambda line: line.starts_at), by=person(request))
        messages.success(request, "Le programme est à jour.")
        return redirect(event)
    context = {"event": event, "forms": forms, "trail": in_event(event, ("Programme", ""))}
    return render(request, "workspace/agenda/programme.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_required
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions asked of whoever registers. Who keeps the event."""
    event = kept(request, slug)
    known = [
        {
            "pk": one.pk,
            "label": one.label,
            "kind": one.kind,
            "choices": "\n".join(one.choices),
            "required": one.required,
        }
        for one in event.questions.all()
    ]
    forms = QuestionFormSet(request.POST or None, initial=known, prefix="questions")
    if request.method == "POST" and forms.is_valid():
        asked = [row.asked() for row in forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        actions.set_questions(event, asked, by=person(request))
        messages.success(request, "Les questions sont à jour.")
        return redirect(event)
    context = {
        "event": event,
        "forms": forms,
        "answered": Registration.objects.filter(event=event).exclude(answers={}).exists(),
        "trail": in_event(event, ("Questions", "")),
    }
    return render(request, "workspace/agenda/questions.html", context)


@require_http_methods(["GET", "POST"])
@animator_required
def import_file(request: HttpRequest) -> HttpResponse:
    """Bring in a calendar file: read it, see what it would do, then agree. The animator."""
    form = CalendarFileForm(request.POST if request.FILES else None, request.FILES or None)
    decision = ImportForm(request.POST if "text" in request.POST else None)
    rows = None
    try:
        if decision.is_valid():
            data = decision.cleaned_data
            counts = import_calendar(
                data["text"],
                kind=data["kind"],
                audience=data["audience"],
                publish=data["publish"],
                by=person(request),
            )
            told = f"{counts['new']} nouveaux, {counts['changed']} changés, {counts['cancelled']} annulés"
            messages.success(request, f"L’agenda est importé : {told}.")
            return redirect("workspace:manage-agenda")
        if form.is_valid():
            text = form.cleaned_data["file"]
            rows = read_calendar(text)
            decision = ImportForm(initial={"text": text})
    except Refused as error:
        form = CalendarFileForm(request.POST or None, request.FILES or None)
        messages.error(request, str(error))
        rows = None
    context = {
        "form": form,
        "decision": decision,
        "rows": rows,
        "to_do": sum(row.is_imported for row in rows or []),
        "trail": in_agenda(("Importer un agenda", "")),
    }
    return render(request, "workspace/agenda/import.html", context)
