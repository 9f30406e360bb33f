"""Pages where people ask, edit, suggest, answer; and where the animator decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from maillage.accounts.actions import open_account
from maillage.accounts.permissions import (
    animator_required,
    limit,
    person,
    signed_in_required,
)
from maillage.actors.actions import (
    end_membership,
    set_state,
    start_membership,
    unmerge,
    withdraw,
)
from maillage.actors.models import (
    Actor,
    ActorState,
    Contact,
    Contribution,
    Membership,
    Picture,
)
from maillage.actors.permissions import current_memberships
from maillage.ui.forms import chosen
from maillage.upkeep import actions
from maillage.upkeep.forms import (
    CampaignForm,
    CodeForm,
    NewStructureForm,
    PersonForm,
    PictureForm,
    ReasonForm,
    RemovalForm,
    RequestForm,
    ServiceFormSet,
    StructureForm,
    SuggestionForm,
)
from maillage.upkeep.models import Campaign, CampaignEntry, PersonRequest
from maillage.upkeep.paper import campaign_letters
from maillage.upkeep.permissions import can_edit
from maillage.upkeep.queries import (
    actors_named,
    animation_source,
    campaign_figures,
    contacts_to_inform,
    history,
    selected_actors,
    structure_source,
    waiting_requests,
    waiting_suggestions,
)
from maillage.upkeep.shown import compared, in_words, page_rows


def _public_actor(slug: str) -> Actor:
    return get_object_or_404(Actor.objects.public(), slug=slug)


def _editable(request: HttpRequest, slug: str) -> Actor:
    """The actor, for who may change its page; others are sent to sign in or refused."""
    actor = get_object_or_404(Actor.objects.living(), slug=slug)
    if not can_edit(request.user, actor):
        raise PermissionDenied
    return actor


# --- Asking to keep a page, or to leave the guide: open to all, limited ----------------------------
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """« C’est ma structure »: open to all."""
    actor = _public_actor(slug)
    limit(request, "claim", "10/h")
    form = RequestForm(request.POST or None)
    if form.is_valid():
        _ask(PersonRequest.Kind.CLAIM, actor, form)
        return redirect("upkeep:asked")
    return render(request, "upkeep/claim.html", {"actor": actor, "form": form})


@require_http_methods(["GET", "POST"])
def removal(request: HttpRequest) -> HttpResponse:
    """« Retirer ma structure »: find it by its name, then ask. Open to all."""
    slug = request.POST.get("actor") or request.GET.get("structure", "")
    actor = _public_actor(slug) if slug else None
    limit(request, "removal", "10/h")
    form = RemovalForm(request.POST or None, initial={"actor": slug}) if actor else None
    if actor and form and form.is_valid():
        _ask(PersonRequest.Kind.REMOVAL, actor, form)
        return redirect("upkeep:asked")
    searched = request.GET.get("nom", "").strip()[:150]
    return render(
        request,
        "upkeep/removal.html",
        {"actor": actor, "form": form, "searched": searched, "found": actors_named(searched)},
    )


def _ask(kind: PersonRequest.Kind, actor: Actor, form: RequestForm) -> None:
    data = form.cleaned_data
    actions.ask(
        kind, actor, email=data["email"], name=data["name"], function=data["function"], message=data["message"]
    )


def asked(request: HttpRequest) -> HttpResponse:
    """What happens next. Open to all."""
    return render(request, "upkeep/asked.html")


@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """The link that proves an address: opening it changes nothing, the button does. Whoever has the link."""
    asking = get_object_or_404(PersonRequest.objects.select_related("actor"), token=token)
    if request.method == "POST":
        actions.prove(asking)
        return redirect("upkeep:prove", token=token)
    return render(request, "upkeep/prove.html", {"asking": asking})


# --- Suggestions: open to all, limited --------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a correction of a page. Open to all."""
    actor = _public_actor(slug)
    limit(request, "suggest", "20/h")
    form = SuggestionForm(request.POST or None, actor=actor)
    if form.is_valid():
        changed = form.changed_facts()
        if changed or form.cleaned_data["message"]:
            data = form.cleaned_data
            actions.suggest(actor, changed, message=data["message"], email=data["answer_to"])
            return redirect("upkeep:suggested")
        form.add_error(None, "Rien n’a changé : corrigez au moins une information, ou écrivez-nous un mot.")
    return render(request, "upkeep/suggest.html", {"actor": actor, "form": form})


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a structure that the guide does not hold. Open to all."""
    limit(request, "suggest", "20/h")
    form = NewStructureForm(request.POST or None, initial={"usual_name": request.GET.get("nom", "")[:250]})
    if form.is_valid():
        values = form.changed_facts()
        if form.cleaned_data["commune"]:
            values["commune"] = form.cleaned_data["commune"]
        data = form.cleaned_data
        actions.suggest(None, values, message=data["message"], email=data["answer_to"])
        return redirect("upkeep:suggested")
    return render(request, "upkeep/propose.html", {"form": form})


def suggested(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens next. Open to all."""
    return render(request, "upkeep/suggested.html")


# --- Editing: the animator and the structure's people ----------------------------------------------
@signed_in_required
def mine(request: HttpRequest) -> HttpResponse:
    """The structures that a person keeps. Signed-in people."""
    held = current_memberships(request.user).select_related("actor__commune").order_by("actor__sort_key")
    return render(request, "upkeep/mine.html", {"memberships": held})


@signed_in_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a page directly. The animator, and the structure's people."""
    actor = _editable(request, slug)
    seat = actions.seat_of(actor)
    form = StructureForm(request.POST or None, actor=actor, seat=seat)
    fields = ("kind", "name", "description", "place", "opening_hours", "cost")
    known = list(actor.services.order_by("pk").values(*fields))
    services = ServiceFormSet(request.POST or None, initial=known, prefix="services")
    if request.method == "POST" and form.is_valid() and services.is_valid():
        offered = [
            {field: row.cleaned_data[field] for field in fields}
            for row in services
            if row.cleaned_data and not row.cleaned_data.get("DELETE")
        ]
        actions.save_page(
            actor,
            form.changed_facts(),
            seat=form.changed_seat(),
            services=offered if offered != known else None,
            by=person(request),
            source=_source_of(request),
        )
        messages.success(request, "La page est à jour. Merci !")
        return redirect(actor)
    context = {"actor": actor, "form": form, "services": services, "pictures": actor.pictures.all()}
    return render(request, "upkeep/edit.html", context)


def _source_of(request: HttpRequest) -> Any:
    return animation_source() if person(request).is_animator else structure_source()


@signed_in_required
@require_http_methods(["GET", "POST"])
def pictures(request: HttpRequest, slug: str) -> HttpResponse:
    """Add or remove a logo and photographs. The animator, and the structure's people."""
    actor = _editable(request, slug)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "remove" in request.POST:
        picture = chosen(Picture.objects.filter(actor=actor), request, "remove")
        actions.remove_picture(picture, by=person(request))
        messages.success(request, "L’image est retirée.")
        return redirect("upkeep:pictures", slug=slug)
    if request.method == "POST" and form.is_valid():
        actions.add_picture(actor, form.save(commit=False), by=person(request), source=_source_of(request))
        messages.success(request, "L’image est ajoutée.")
        return redirect("upkeep:pictures", slug=slug)
    return render(
        request, "upkeep/pictures.html", {"actor": actor, "form": form, "pictures": actor.pictures.all()}
    )


@signed_in_required
def page_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who said what and when. The animator, and the structure's people."""
    actor = _editable(request, slug)
    return render(request, "upkeep/history.html", {"actor": actor, "spoken_of": history(actor)})


@animator_required
@require_POST
def withdraw_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back an edit or a merge from a page's history. The animator."""
    actor = get_object_or_404(Actor.objects.living(), slug=slug)
    contribution = get_object_or_404(Contribution, pk=pk, withdrawn_at=None)
    if contribution.kind == Contribution.Kind.MERGE:
        unmerge(contribution.merge, by=person(request))
    elif contribution.kind == Contribution.Kind.EDIT and contribution.pk != actor.created_by_id:
        withdraw(contribution, by=person(request))
    else:
        raise Http404
    messages.success(
        request, "La modification est retirée : la page montre de nouveau ce que disent les autres sources."
    )
    return redirect("upkeep:history", slug=slug)


@animator_required
@require_http_methods(["GET", "POST"])
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Close, withdraw or reopen a page. The animator."""
    actor = get_object_or_404(Actor.objects.living(), slug=slug)
    states = {one.value: one for one in ActorState if one not in (ActorState.MERGED, actor.state)}
    if request.method == "POST":
        wanted = states.get(request.POST.get("state", ""))
        if wanted is None:
            raise Http404("Cette page ne peut pas prendre cet état.")
        set_state(actor, wanted, by=person(request), reason=request.POST.get("reason", "")[:200])
        messages.success(request, f"« {actor.name} » est maintenant {wanted.label}.")
        return redirect("upkeep:history", slug=slug)
    return render(
        request,
        "upkeep/state.html",
        {"actor": actor, "states": list(states.values())},
    )


@animator_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The structure's people: add one, end a membership. The animator."""
    actor = get_object_or_404(Actor.objects.living(), slug=slug)
    form = PersonForm(request.POST if "email" in request.POST else None)
    if request.method == "POST" and "end" in request.POST:
        membership = chosen(Membership.objects.filter(actor=actor, ends_on=None), request, "end")
        end_membership(membership, by=person(request))
        messages.success(request, f"{membership.user} ne tient plus cette page.")
        return redirect("upkeep:people", slug=slug)
    if form.is_valid():
        data = form.cleaned_data
        user = open_account(data["email"], name=data["name"], by=person(request))
        start_membership(actor, user, function=data["function"], by=person(request))
        messages.success(
            request,
            f"{user} peut maintenant tenir cette page : la connexion se fait par un code reçu par courriel.",
        )
        return redirect("upkeep:people", slug=slug)
    held = actor.memberships.select_related("user").order_by("ends_on", "starts_on")
    return render(request, "upkeep/people.html", {"actor": actor, "form": form, "memberships": held})


# --- The animator's inbox ----------------------------------------------------------------------------
@animator_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Requests and suggestions that wait. The animator."""
    return render(request, "upkeep/inbox.html", {
        "requests": waiting_requests()[:100], "suggestions": waiting_suggestions()[:100],
    })  # fmt: skip


@animator_required
@require_http_methods(["GET", "POST"])
def decide_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse a request. The animator."""
    asking = get_object_or_404(waiting_requests(), pk=pk)
    form = ReasonForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST" and "grant" in request.POST:
        actions.grant(asking, by=person(request))
        messages.success(request, "La demande est acceptée, la personne en est avertie.")
        return redirect("upkeep:inbox")
    if form.is_valid():
        actions.refuse(asking, by=person(request), reason=form.cleaned_data["reason"])
        messages.success(request, "La demande est refusée, la personne en est avertie.")
        return redirect("upkeep:inbox")
    return render(
        request,
        "upkeep/decide_request.html",
        {"asking": asking, "form": form, "phone": in_words("phone", asking.actor.phone)},
    )


@animator_required
@require_http_methods(["GET", "POST"])
def decide_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare both sides, take the fields chosen, or refuse. The animator."""
    suggestion = get_object_or_404(waiting_suggestions(), pk=pk)
    form = ReasonForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST" and "accept" in request.POST:
        try:
            actor = actions.accept_suggestion(suggestion, request.POST.getlist("field"), by=person(request))
        except ValueError as error:
            messages.error(request, str(error))
            return redirect("upkeep:suggestion", pk=pk)
        messages.success(request, f"La page de « {actor.name} » est corrigée.")
        return redirect("upkeep:inbox")
    if form.is_valid():
        actions.refuse_suggestion(suggestion, by=person(request), reason=form.cleaned_data["reason"])
        messages.success(request, "La proposition est écartée.")
        return redirect("upkeep:inbox")
    return render(request, "upkeep/decide_suggestion.html", {
        "suggestion": suggestion, "rows": compared(suggestion), "form": form,
    })  # fmt: skip


# --- Freshness campaigns -----------------------------------------------------------------------------
@animator_required
@require_http_methods(["GET", "POST"])
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns. The animator."""
    page = Paginator(Campaign.objects.all(), 20).get_page(request.GET.get("page"))
    return render(request, "upkeep/campaigns.html", {"page": page})


@animator_required
@require_http_methods(["GET", "POST"])
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Prepare a campaign. The animator."""
    form = CampaignForm(request.POST or None)
    if form.is_valid():
        campaign: Campaign = form.save(commit=False)
        campaign.selection = form.selection()
        campaign.created_by = person(request)
        campaign.save()
        return redirect("upkeep:campaign", pk=campaign.pk)
    return render(request, "upkeep/new_campaign.html", {"form": form})


@animator_required
@require_http_methods(["GET", "POST"])
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: check before sending, then follow its answers. The animator."""
    shown = get_object_or_404(Campaign, pk=pk)
    if request.method == "POST":
        if "open" in request.POST:
            try:
                asked_count = actions.open_campaign(shown, by=person(request))
            except ValueError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, f"La campagne est partie : {asked_count} structures interrogées.")
        elif "close" in request.POST:
            actions.close_campaign(shown, by=person(request))
            messages.success(request, "La campagne est close.")
        elif "delete" in request.POST and shown.state == Campaign.State.DRAFT:
            shown.delete()
            messages.success(request, "La campagne en préparation est supprimée.")
            return redirect("upkeep:campaigns")
        return redirect("upkeep:campaign", pk=pk)
    if shown.state == Campaign.State.DRAFT:
        chosen = selected_actors(shown.selection)
        return render(request, "upkeep/campaign_draft.html", {
            "campaign": shown, "count": chosen.count(), "by_letter": chosen.filter(email="").count(),
            "some": chosen[:10],
        })  # fmt: skip
    rows = shown.entries.select_related("actor").order_by("actor__sort_key")
    answer = request.GET.get("reponse", "")
    filters = {"email": ~_blank("email"), "lettre": _blank("email"), "aucune": _blank("answer")}
    rows = rows.filter(filters[answer]) if answer in filters else rows.filter(answer=answer) if answer else rows
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "upkeep/campaign.html", {
        "campaign": shown, "figures": campaign_figures(shown), "page": page, "answer": answer,
    })  # fmt: skip


def _blank(field: str) -> Q:
    return Q(**{field: ""})


@animator_required
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters, with their codes, for the structures without e-mail (PDF). The animator."""
    shown = get_object_or_404(Campaign, pk=pk)
    content = campaign_letters(shown)
    if content is None:
        messages.info(
            request, "Toutes les structures de cette campagne ont une adresse électronique : aucune lettre."
        )
        return redirect("upkeep:campaign", pk=pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="lettres-campagne-{pk}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter. Open to all, limited."""
    limit(request, "code", "20/h")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        entry = CampaignEntry.objects.filter(code=form.cleaned_data["code"]).first()
        if entry is not None:
            return redirect("upkeep:freshness", token=entry.token)
        form.add_error(
            "code",
            "Ce code n’existe pas. Vérifiez chaque lettre : la lettre O et le chiffre 0 n’y figurent jamais.",
        )
    return render(request, "upkeep/code.html", {"form": form})


@require_http_methods(["GET", "POST"])
def freshness(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link: three buttons, and nothing changes by opening it. Whoever has the link."""
    entry = _entry(token)
    expired = entry.campaign.state == Campaign.State.CLOSED
    if request.method == "POST" and not expired:
        answer = request.POST.get("answer")
        if answer == CampaignEntry.Answer.EXACT:
            actions.answer_exact(entry)
            return redirect("upkeep:freshness_thanks", token=token)
        if answer == CampaignEntry.Answer.CLOSED:
            if request.POST.get("sure") != "yes":
                return render(request, "upkeep/freshness_closed.html", {"entry": entry, "actor": entry.actor})
            actions.answer_closed(entry)
            return redirect("upkeep:freshness_thanks", token=token)
    return render(request, "upkeep/freshness.html", {
        "entry": entry, "actor": entry.actor, "expired": expired, "rows": page_rows(entry.actor),
    })  # fmt: skip


def _entry(token: str) -> CampaignEntry:
    return get_object_or_404(
        CampaignEntry.objects.select_related("actor__commune", "campaign"), token=token,
        actor__state__in=[ActorState.ACTIVE, ActorState.CLOSED],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def freshness_correct(request: HttpRequest, token: str) -> HttpResponse:
    """« À corriger » through the personal link. Whoever has the link, while the campaign is open."""
    entry = _entry(token)
    if entry.campaign.state == Campaign.State.CLOSED or entry.actor.state != ActorState.ACTIVE:
        return redirect("upkeep:freshness", token=token)
    form = StructureForm(request.POST or None, actor=entry.actor, seat=actions.seat_of(entry.actor))
    if form.is_valid():
        actions.answer_corrected(entry, form.changed_facts(), form.changed_seat())
        return redirect("upkeep:freshness_thanks", token=token)
    return render(
        request, "upkeep/freshness_correct.html", {"entry": entry, "actor": entry.actor, "form": form}
    )


def freshness_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks. Whoever has the link."""
    entry = _entry(token)
    return render(request, "upkeep/freshness_thanks.html", {"entry": entry, "actor": entry.actor})


# --- Named contacts ------------------------------------------------------------------------------------
@animator_required
@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """Named people: who is to be informed, who answered what. The animator."""
    waiting = contacts_to_inform()
    if request.method == "POST":
        chosen = list(waiting.values_list("pk", flat=True))
        actions.inform_contacts.enqueue(chosen)
        messages.success(request, f"{len(chosen)} personnes vont être informées par courriel.")
        return redirect("upkeep:contacts")
    state = request.GET.get("etat", "")
    people = Contact.objects.filter(actor__in=Actor.objects.living()).select_related("actor")
    if state in Contact.Consent.values:
        people = people.filter(consent=state)
    page = Paginator(people.order_by("actor__sort_key", "name"), 50).get_page(request.GET.get("page"))
    return render(request, "upkeep/contacts.html", {
        "waiting": waiting.count(), "page": page, "state": state, "states": Contact.Consent.choices,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """A named person agrees to be shown, or objects. Whoever has the link; opening it changes nothing."""
    contact = get_object_or_404(Contact.objects.select_related("actor", "contribution__source"), token=token)
    if request.method == "POST":
        if request.POST.get("answer") == "agree" and contact.consent != Contact.Consent.OBJECTED:
            actions.agree(contact)
        elif request.POST.get("answer") == "object":
            actions.object_to(contact)
        return redirect("upkeep:consent", token=token)
    context = {"contact": contact, "phone": in_words("phone", contact.phone)}
    return render(request, "upkeep/consent.html", context)
