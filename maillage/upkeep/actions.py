"""Ask, prove, decide, edit, campaign, inform: one verb, one transaction, one journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from maillage.accounts import journal
from maillage.accounts.actions import open_account
from maillage.accounts.models import User
from maillage.actors.actions import (
    confirm_actor,
    create_actors,
    edit_actor,
    new_establishment,
    open_contribution,
    say_all,
    set_state,
    start_membership,
)
from maillage.actors.models import (
    Actor,
    ActorState,
    Contact,
    Contribution,
    Picture,
    Service,
    Source,
)
from maillage.actors.projection import by_trust, project
from maillage.territory.letters import write
from maillage.territory.models import Commune
from maillage.upkeep.models import Campaign, CampaignEntry, PersonRequest, Suggestion
from maillage.upkeep.queries import (
    animation_source,
    known_addresses,
    selected_actors,
    structure_source,
)

CHUNK = 50
REQUEST_TERM = timedelta(days=180)
CAMPAIGN_TERM = timedelta(days=365)
REMIND_BEFORE = timedelta(days=7)


# --- Requests of people ---------------------------------------------------------------------------
@transaction.atomic
def ask(
    kind: PersonRequest.Kind, actor: Actor, *, email: str, name: str, function: str = "", message: str = ""
) -> PersonRequest:
    """Record a request and write to the address given, to prove that whoever asks reads it."""
    request = PersonRequest.objects.create(
        kind=kind, actor=actor, email=email.lower(), name=name, function=function, message=message
    )
    link = reverse("upkeep:prove", args=[request.token])
    write("upkeep/mail/prove.txt", request.email, request=request, link=link)
    journal.record("request.ask", by=None, subject=actor, kind=kind)
    return request


@transaction.atomic
def prove(request: PersonRequest) -> None:
    """The address is proved: grant at once where it is the one known for the structure, else let it wait."""
    request = PersonRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != PersonRequest.State.UNPROVEN:
        return
    request.state = PersonRequest.State.WAITING
    request.save(update_fields=["state"])
    if request.email.casefold() in known_addresses(request.actor):
        grant(request, by=None)


@transaction.atomic
def grant(request: PersonRequest, *, by: User | None) -> None:
    """Accept a request: open the account and the membership, or withdraw the structure from the guide."""
    _decide(request, PersonRequest.State.ACCEPTED, by)
    if request.kind == PersonRequest.Kind.CLAIM:
        user = open_account(request.email, name=request.name, by=by)
        start_membership(request.actor, user, function=request.function, by=by)
        write(
            "upkeep/mail/claim_granted.txt",
            request.email,
            request=request,
            link=reverse("account_request_login_code"),
        )
    else:
        set_state(request.actor, ActorState.WITHDRAWN, by=by, reason="à la demande de la structure")
        write("upkeep/mail/removal_granted.txt", request.email, request=request)


@transaction.atomic
def refuse(request: PersonRequest, *, by: User, reason: str) -> None:
    """Refuse a request, saying why to whoever asked."""
    _decide(request, PersonRequest.State.REFUSED, by)
    write("upkeep/mail/request_refused.txt", request.email, request=request, reason=reason)


def _decide(request: PersonRequest, state: PersonRequest.State, by: User | None) -> None:
    request.state, request.decided_at, request.decided_by = state, timezone.now(), by
    request.save(update_fields=["state", "decided_at", "decided_by"])
    journal.record(f"request.{state}", by=by, subject=request.actor, kind=request.kind)


def purge_requests() -> int:
    """Delete unproven requests after a week and decided ones, with their addresses, after six months."""
    now = timezone.now()
    unproven = PersonRequest.objects.filter(
        state=PersonRequest.State.UNPROVEN, created_at__lt=now - timedelta(days=7)
    )
    old = PersonRequest.objects.filter(decided_at__lt=now - REQUEST_TERM)
    suggestions = Suggestion.objects.filter(decided_at__lt=now - REQUEST_TERM)
    return unproven.delete()[0] + old.delete()[0] + suggestions.delete()[0]


# --- Edits and suggestions ------------------------------------------------------------------------
def seat_of(actor: Actor) -> dict[str, Any]:
    """The address that the structure's people see and edit: street, postcode, commune code."""
    places = by_trust(actor.establishments.select_related("contribution__source"))
    seat = places[0] if places else None
    return {
        "address": seat.address if seat else "",
        "postcode": seat.postcode if seat else "",
        "commune": seat.commune_id or "" if seat else "",
    }


@transaction.atomic
def save_page(
    actor: Actor,
    values: Mapping[str, Any],
    *,
    seat: Mapping[str, Any] | None = None,
    services: list[dict[str, Any]] | None = None,
    by: User | None,
    source: Source,
) -> Contribution:
    """Save what somebody who may changed on a page, and count the page as checked today.

    `values` are the facts changed; `seat` the new address when it changed; `services` the whole list of
    services, which replaces the one shown.
    """
    contribution = edit_actor(actor, values, by=by, source=source)
    if seat is not None:
        new_establishment(
            contribution,
            actor,
            address=seat["address"],
            postcode=seat["postcode"],
            commune=Commune.objects.filter(pk=seat["commune"]).first(),
        ).save()
    if services is not None:
        actor.services.all().delete()
        Service.objects.bulk_create(
            Service(contribution=contribution, actor=actor, said_of=actor, **service) for service in services
        )
    confirm_actor(actor, by=by)
    return contribution


@transaction.atomic
def add_picture(actor: Actor, picture: Picture, *, by: User | None, source: Source) -> Picture:
    """Add a logo (replacing the one before) or a photograph to a page."""
    contribution = open_contribution(Contribution.Kind.EDIT, source, f"Image ajoutée : {actor.name}", author=by)
    if picture.kind == Picture.Kind.LOGO:
        actor.pictures.filter(kind=Picture.Kind.LOGO).delete()
    picture.actor, picture.said_of, picture.contribution = actor, actor, contribution
    picture.save()
    journal.record("picture.add", by=by, subject=actor, kind=picture.kind)
    return picture


@transaction.atomic
def remove_picture(picture: Picture, *, by: User | None) -> None:
    """Remove an image and its file."""
    journal.record("picture.remove", by=by, subject=picture.actor, kind=picture.kind)
    file = picture.file
    picture.delete()
    transaction.on_commit(lambda: file.delete(save=False))


@transaction.atomic
def suggest(
    actor: Actor | None, values: Mapping[str, Any], *, message: str = "", email: str = ""
) -> Suggestion:
    """Propose a correction (or a missing structure, without `actor`): nothing changes before it is examined."""
    suggestion = Suggestion.objects.create(
        actor=actor, values=dict(values), message=message, email=email.lower()
    )
    journal.record("suggestion.make", by=None, subject=actor or "annuaire", fields=sorted(values))
    return suggestion


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, fields: list[str], *, by: User) -> Actor:
    """Take the fields chosen from a suggestion; those left out stay as they are.

    Raises `ValueError` (French) when it was already decided, or when it proposes a structure without name.
    """
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.state != Suggestion.State.WAITING:
        raise ValueError("Cette proposition a déjà été examinée.")
    values = {field: suggestion.values[field] for field in fields if field in suggestion.values}
    commune = values.pop("commune", None)
    actor = suggestion.actor
    if actor is None:
        name = values.get("usual_name")
        if not name:
            raise ValueError("Une nouvelle structure a besoin d’un nom.")
        contribution = open_contribution(
            Contribution.Kind.EDIT, animation_source(), f"Structure proposée : {name}", author=by
        )
        (actor,) = create_actors(contribution, [name])
        say_all(contribution, [(actor, values)])
        if commune:
            new_establishment(contribution, actor, commune=Commune.objects.get(pk=commune)).save()
        project([actor.pk])
        suggestion.actor = actor
    else:
        edit_actor(actor, values, by=by, source=animation_source(), label="Correction proposée et acceptée")
    _close_suggestion(suggestion, Suggestion.State.ACCEPTED, by)
    actor.refresh_from_db()
    return actor


@transaction.atomic
def refuse_suggestion(suggestion: Suggestion, *, by: User, reason: str) -> None:
    """Leave the page as it is, and tell whoever left an address why."""
    _close_suggestion(suggestion, Suggestion.State.REFUSED, by)
    if suggestion.email:
        write("upkeep/mail/suggestion_refused.txt", suggestion.email, suggestion=suggestion, reason=reason)


def _close_suggestion(suggestion: Suggestion, state: Suggestion.State, by: User) -> None:
    suggestion.state, suggestion.decided_at, suggestion.decided_by = state, timezone.now(), by
    suggestion.save(update_fields=["state", "decided_at", "decided_by", "actor"])
    journal.record(f"suggestion.{state}", by=by, subject=suggestion.actor or "annuaire")
    if state == Suggestion.State.ACCEPTED and suggestion.email:
        link = reverse("guide:actor", args=[suggestion.actor.slug]) if suggestion.actor else reverse("home")
        write("upkeep/mail/suggestion_accepted.txt", suggestion.email, suggestion=suggestion, link=link)


# --- Freshness campaigns --------------------------------------------------------------------------
@transaction.atomic
def open_campaign(campaign: Campaign, *, by: User) -> int:
    """Fix who is asked, then let the worker write to those who have an address; returns how many are asked."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Campaign.State.DRAFT:
        raise ValueError("Cette campagne est déjà partie.")
    entries = CampaignEntry.objects.bulk_create(
        CampaignEntry(campaign=campaign, actor=actor, email=actor.email)
        for actor in selected_actors(campaign.selection)
    )
    campaign.state = Campaign.State.SENDING
    campaign.save(update_fields=["state"])
    journal.record("campaign.open", by=by, subject=campaign, asked=len(entries))
    transaction.on_commit(lambda: send_campaign.enqueue(campaign.pk))
    return len(entries)


@task()
def send_campaign(campaign_id: int) -> None:
    """Write to each structure that has an address and was not written to; may be run again after a kill."""
    campaign = Campaign.objects.get(pk=campaign_id)
    while True:
        with transaction.atomic():
            part = list(campaign.entries.filter(sent_at=None).exclude(email="").select_related("actor")[:CHUNK])
            for entry in part:
                _write_entry(entry, "campaign")
                entry.sent_at = timezone.now()
                entry.save(update_fields=["sent_at"])
        if not part:
            break
    Campaign.objects.filter(pk=campaign_id, state=Campaign.State.SENDING).update(state=Campaign.State.OPEN)


def _write_entry(entry: CampaignEntry, template: str) -> None:
    link = reverse("upkeep:freshness", args=[entry.token])
    write(
        f"upkeep/mail/{template}.txt",
        entry.email,
        entry=entry,
        campaign=entry.campaign,
        actor=entry.actor,
        link=link,
    )


def remind_silent(today: date | None = None) -> int:
    """Write once more to those who did not answer a week before the end; returns how many were reminded."""
    today = today or timezone.localdate()
    count = 0
    silent = CampaignEntry.objects.filter(
        campaign__state=Campaign.State.OPEN, campaign__closes_on__gte=today,
        campaign__closes_on__lte=today + REMIND_BEFORE, answer="", reminded_at=None,
    ).exclude(email="").exclude(sent_at=None)  # fmt: skip
    for entry in silent.select_related("actor", "campaign"):
        with transaction.atomic():
            _write_entry(entry, "campaign_reminder")
            entry.reminded_at = timezone.now()
            entry.save(update_fields=["reminded_at"])
        count += 1
    Campaign.objects.filter(state=Campaign.State.OPEN, closes_on__lt=today).update(state=Campaign.State.CLOSED)
    return count


def purge_campaign_addresses() -> int:
    """Forget the addresses written to in campaigns that ended a year ago; answers stay. Returns how many."""
    limit = timezone.localdate() - CAMPAIGN_TERM
    return CampaignEntry.objects.filter(campaign__closes_on__lt=limit).exclude(email="").update(email="")


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: User) -> None:
    """End a campaign: its links say so from now on."""
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    journal.record("campaign.close", by=by, subject=campaign)


@transaction.atomic
def answer_exact(entry: CampaignEntry) -> None:
    """« Toujours exact »: the page is checked today."""
    confirm_actor(entry.actor, by=None)
    _answer(entry, CampaignEntry.Answer.EXACT)


@transaction.atomic
def answer_corrected(entry: CampaignEntry, values: Mapping[str, Any], seat: Mapping[str, Any] | None) -> None:
    """« À corriger »: what the structure changed through its personal link is its own word."""
    save_page(entry.actor, values, seat=seat, by=None, source=structure_source())
    _answer(entry, CampaignEntry.Answer.CORRECTED)


@transaction.atomic
def answer_closed(entry: CampaignEntry) -> None:
    """« Fermée »: the page leaves the guide; the animator may take it back."""
    if entry.actor.state == ActorState.ACTIVE:
        set_state(entry.actor, ActorState.CLOSED, by=None, reason="déclarée fermée par son lien personnel")
    _answer(entry, CampaignEntry.Answer.CLOSED)


def _answer(entry: CampaignEntry, answer: CampaignEntry.Answer) -> None:
    entry.answer, entry.answered_at = answer, timezone.now()
    entry.save(update_fields=["answer", "answered_at"])
    journal.record("campaign.answer", by=None, subject=entry.campaign, actor=entry.actor_id, answer=answer)


# --- Named contacts -------------------------------------------------------------------------------
@task()
def inform_contacts(contact_ids: list[int]) -> None:
    """Tell named people that the guide knows them, and give them the link where they agree or object."""
    for pk in contact_ids:
        with transaction.atomic():
            contact = (
                Contact.objects.select_for_update(of=("self",))
                .select_related("actor", "contribution__source")
                .filter(pk=pk, consent=Contact.Consent.UNKNOWN)
                .first()
            )
            if contact is None or not contact.email:
                continue
            write(
                "upkeep/mail/contact.txt",
                contact.email,
                contact=contact,
                link=reverse("upkeep:consent", args=[contact.token]),
            )
            contact.consent, contact.informed_at = Contact.Consent.INFORMED, timezone.now()
            contact.save(update_fields=["consent", "informed_at"])


@transaction.atomic
def agree(contact: Contact) -> None:
    """The person lets the guide show their name and ways to reach them."""
    _consent(contact, Contact.Consent.AGREED)


@transaction.atomic
def object_to(contact: Contact) -> None:
    """The person objects: their ways to be reached are erased at once."""
    contact.email = contact.phone = contact.function = ""
    _consent(contact, Contact.Consent.OBJECTED)


def _consent(contact: Contact, consent: Contact.Consent) -> None:
    contact.consent, contact.answered_at = consent, timezone.now()
    contact.save()
    journal.record("contact.consent", by=None, subject=contact.actor, consent=consent)
