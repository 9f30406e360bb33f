"""All that an actor's page tells, and from whom each thing comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, FloatField, OuterRef, Value, When
from django.utils import timezone

from maillage.actors.domain.facts import FIELDS, Statement, winner
from maillage.actors.models import (
    SOURCE_RANK,
    Actor,
    ActorQuerySet,
    ActorTag,
    Agreement,
    Contact,
    Establishment,
    Fact,
    InitiativeActor,
    Picture,
    Service,
    Source,
)
from maillage.actors.projection import by_trust, may_show
from maillage.kernel.opening_hours import OpeningHoursError, opening_hours_in_french
from maillage.kernel.vocabulary import INSERTION_TYPES, LABELS, PUBLICS, SERVICES

NEIGHBOURS = 6


@dataclass(frozen=True)
class Provenance:
    """Who said a thing that the page shows, and when it was true or was written."""

    what: str
    source: Source
    stated_on: date | None
    recorded_on: date


@dataclass(frozen=True)
class OfferedService:
    """A service in words."""

    service: Service
    label: str
    publics: list[str]
    hours: str


@dataclass(frozen=True)
class OtherPlace:
    """A place beside the seat; its address is empty where it may not be shown."""

    name: str
    address: str
    town: str
    hours: str


@dataclass(frozen=True)
class HeldAgreement:
    """An agreement or a label with its dates, and whether it holds today."""

    agreement: Agreement
    label: str
    current: bool


@dataclass(frozen=True)
class Sheet:
    """An actor with everything of its page that is public, in the order of the page."""

    actor: Actor
    hours: str
    seat: Establishment | None
    other_places: Sequence[OtherPlace]
    services: Sequence[OfferedService]
    contacts: Sequence[Contact]
    agreements: Sequence[HeldAgreement]
    logo: Picture | None
    photos: Sequence[Picture]
    sections: Sequence[Actor]
    initiatives: Sequence[InitiativeActor]
    neighbours: Sequence[Actor]
    provenance: Sequence[Provenance]

    @property
    def position(self) -> tuple[float, float] | None:
        """Where the page may say that the actor is (degrees)."""
        actor = self.actor
        if actor.latitude is None or actor.longitude is None:
            return None
        return (actor.latitude, actor.longitude)

    @property
    def publics(self) -> list[str]:
        """For whom the actor works, its services included, in the vocabulary's order."""
        wanted = set(self.actor.publics).union(*(one.service.publics for one in self.services))
        return [PUBLICS.label(code) for code in PUBLICS.codes if code in wanted]


def hours_in_words(text: str) -> str:
    """Opening hours in French; as they were written when they are in no known form."""
    try:
        return opening_hours_in_french(text) if text else ""
    except OpeningHoursError:
        return text


def sheet_of(actor: Actor) -> Sheet:
    """Gather an actor's page (ten queries, whatever it holds)."""
    establishments = by_trust(
        Establishment.objects.filter(actor=actor)
        .select_related("contribution__source", "commune")
        .defer("commune__outline")
    )
    pictures = list(Picture.objects.filter(actor=actor).order_by("pk"))
    seat = establishments[0] if establishments else None
    return Sheet(
        actor=actor,
        hours=hours_in_words(actor.opening_hours or (seat.opening_hours if seat else "")),
        seat=seat,
        other_places=_other_places(actor, establishments),
        services=[
            OfferedService(
                service,
                service.name or SERVICES.label(service.kind),
                [PUBLICS.label(code) for code in service.publics],
                hours_in_words(service.opening_hours),
            )
            for service in Service.objects.filter(actor=actor).order_by("kind", "name", "pk")
        ],
        contacts=list(Contact.objects.filter(actor=actor, consent=Contact.Consent.AGREED).order_by("name")),
        agreements=_agreements(actor),
        logo=next((one for one in pictures if one.kind == Picture.Kind.LOGO), None),
        photos=[one for one in pictures if one.kind == Picture.Kind.PHOTO],
        sections=list(
            Actor.objects.public().filter(section_of=actor).order_by("sort_key").only("name", "slug")
        ),
        initiatives=list(
            InitiativeActor.objects.filter(actor=actor, initiative__published=True)
            .select_related("initiative")
            .order_by("initiative__sort_key")
        ),
        neighbours=list(neighbours(actor)),
        provenance=_provenance(actor, establishments),
    )


def _other_places(actor: Actor, establishments: Sequence[Establishment]) -> list[OtherPlace]:
    """The places beside the seat, each once, the most trusted source first."""
    seen = {(one.commune_id, one.folded_address) for one in establishments[:1]}
    others = []
    for place in establishments[1:]:
        key = (place.commune_id, place.folded_address)
        if key in seen or (not place.folded_address and not place.name):
            continue
        seen.add(key)
        # How many share the address is not counted here: alone, the stricter rule holds.
        shown = may_show(actor, place, neighbours=1)
        if not shown and not place.name:
            continue
        others.append(
            OtherPlace(
                name=place.name,
                address=place.address if shown else "",
                town=place.commune.name if place.commune else "",
                hours=hours_in_words(place.opening_hours),
            )
        )
    return others


def _agreements(actor: Actor) -> list[HeldAgreement]:
    today = timezone.localdate()
    return [
        HeldAgreement(
            one,
            INSERTION_TYPES.label(one.kind) if one.kind in INSERTION_TYPES else LABELS.label(one.kind),
            (one.starts_on or today) <= today <= (one.ends_on or today),
        )
        for one in Agreement.objects.filter(actor=actor).order_by(F("ends_on").desc(nulls_first=True), "kind")
    ]


def _provenance(actor: Actor, establishments: Sequence[Establishment]) -> list[Provenance]:
    """The source and date of each field that the page shows, in the page's order (one query)."""
    said: dict[str, list[Statement]] = {}
    facts: dict[int, Fact] = {}
    for fact in Fact.objects.filter(actor=actor, contribution__withdrawn_at=None).select_related(
        "contribution__source"
    ):
        facts[fact.pk] = fact
        rank = SOURCE_RANK[fact.contribution.source.kind]
        said.setdefault(fact.field, []).append(
            Statement(fact.value, rank, fact.stated_on, fact.recorded_at, fact.pk)
        )
    lines = []
    for field, label in FIELDS.items():
        best = winner(said.get(field, []))
        # That a structure hides its address is told to nobody.
        if best is None or field == "address_public" or best.value in ("", None, []):
            continue
        fact = facts[best.key]
        lines.append(
            Provenance(label, fact.contribution.source, fact.stated_on, timezone.localdate(fact.recorded_at))
        )
    for seat in establishments[:1]:
        source = seat.contribution.source
        what = "Adresse" if actor.shown_address else "Commune"
        recorded = timezone.localdate(seat.contribution.created_at)
        lines.append(Provenance(what, source, source.stated_on, recorded))
    return lines


def neighbours(actor: Actor) -> ActorQuerySet:
    """Other actors of the same sub-theme or theme: nearest first, else those of the commune (one query)."""
    roots = {theme.partition("/")[0] for theme in actor.themes}
    if not roots:
        return Actor.objects.none()
    same_theme = ActorTag.objects.filter(kind=ActorTag.Kind.THEME, code__in=roots).values("actor")
    finer = ActorTag.objects.filter(
        actor=OuterRef("pk"), kind=ActorTag.Kind.SUBTHEME, code__in=[one for one in actor.themes if "/" in one]
    )
    others = Actor.objects.public().filter(pk__in=same_theme).exclude(pk=actor.pk)
    others = others.annotate(
        finer=Exists(finer),
        local=Case(When(commune=actor.commune_id, then=Value(0)), default=Value(1))
        if actor.commune_id
        else Value(0),
    )
    order = ["-finer", "local", "sort_key", "pk"]
    if actor.latitude is not None and actor.longitude is not None:
        up, over = F("latitude") - Value(actor.latitude), F("longitude") - Value(actor.longitude)
        others = others.annotate(
            away=Case(When(latitude__isnull=False, then=up * up + over * over / 2), output_field=FloatField())
        )
        return (
            others.order_by("-finer", F("away").asc(nulls_last=True), *order[1:])
            .select_related("commune")
            .only("name", "slug", "themes", "latitude", "longitude", "commune__name")[:NEIGHBOURS]
        )
    return (
        others.order_by(*order)
        .select_related("commune")
        .only("name", "slug", "themes", "latitude", "longitude", "commune__name")[:NEIGHBOURS]
    )
