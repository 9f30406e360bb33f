"""From facts to the page: recompute what is shown, found and scored for given actors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from maillage.actors.domain.facts import DATE_FIELDS, FIELDS, LIST_FIELDS, Statement, winner
from maillage.actors.domain.privacy import COLLECTIVE_SHARE, address_may_show
from maillage.actors.domain.quality import PageContent, assess
from maillage.actors.domain.words import IndexedWords, indexed_words
from maillage.actors.models import (
    SOURCE_RANK,
    Actor,
    ActorState,
    ActorTag,
    Establishment,
    Fact,
    Service,
)
from maillage.actors.search.vocabulary import learn
from maillage.kernel.text import sort_key
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    NETWORKS,
    PUBLICS,
    SERVICES,
    SUPPORT_ROLES,
    THEMES,
)

CHUNK = 400
PROJECTED = [
    *FIELDS, "name", "sort_key", "commune", "shown_address", "shown_postcode", "latitude", "longitude",
    "quality", "quality_missing", "updated_at", "words_name", "words_topic", "words_text",
]  # fmt: skip
NAME_FIELDS = ("usual_name", "official_name", "sigle")
# Fields whose codes become tags; themes give two kinds and establishments give the communes.
TAGGED = {
    "family": ActorTag.Kind.FAMILY,
    "insertion_types": ActorTag.Kind.INSERTION,
    "labels": ActorTag.Kind.LABEL,
    "support_roles": ActorTag.Kind.ROLE,
    "networks": ActorTag.Kind.NETWORK,
    "publics": ActorTag.Kind.PUBLIC,
}


def project(actor_ids: Iterable[int]) -> None:
    """Recompute the columns, tags, words and score of the actors given, and of those whose address they
    share when that changes whether it may show. A constant number of queries for each 400 actors.
    """
    wanted = sorted(set(actor_ids))
    for start in range(0, len(wanted), CHUNK):
        part = set(wanted[start : start + CHUNK])
        with transaction.atomic():
            neighbours = _neighbours(part)
            crossing = [place for place, count in neighbours.items() if count <= COLLECTIVE_SHARE]
            part |= _residents(crossing)
            _project_part(part, neighbours)


def cohabitants(ids: Collection[int]) -> set[int]:
    """Actors seated at an address of the given ones, themselves included where they have one."""
    places = Establishment.objects.filter(actor__in=ids).exclude(folded_address="")
    return _residents([_place(*row) for row in places.values_list("commune_id", "folded_address")])


def _place(commune_id: str | None, folded_address: str) -> tuple[str, str]:
    return (commune_id or "", folded_address)


def _neighbours(ids: Collection[int]) -> Counter[tuple[str, str]]:
    """How many living actors there are at each address of the given ones."""
    addresses = set(
        Establishment.objects.filter(actor__in=ids)
        .exclude(folded_address="")
        .values_list("folded_address", flat=True)
    )
    rows = (
        Establishment.objects.filter(folded_address__in=addresses)
        .exclude(actor__state=ActorState.MERGED)
        .values("commune", "folded_address")
        .annotate(actors=Count("actor", distinct=True))
    )
    return Counter({_place(row["commune"], row["folded_address"]): row["actors"] for row in rows})


def _residents(places: Collection[tuple[str, str]]) -> set[int]:
    wanted = set(places)
    rows = Establishment.objects.filter(folded_address__in={address for _, address in wanted}).values_list(
        "actor_id", "commune_id", "folded_address"
    )
    return {actor for actor, commune, address in rows if _place(commune, address) in wanted}


def _project_part(ids: Collection[int], neighbours: Counter[tuple[str, str]]) -> None:
    actors = {actor.pk: actor for actor in Actor.objects.filter(pk__in=ids)}
    facts: dict[int, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for pk, actor_id, field, value, stated_on, recorded_at, kind in Fact.objects.filter(
        actor__in=actors, contribution__withdrawn_at=None
    ).values_list("pk", "actor_id", "field", "value", "stated_on", "recorded_at", "contribution__source__kind"):
        facts[actor_id][field].append(Statement(value, SOURCE_RANK[kind], stated_on, recorded_at, pk))
    places: dict[int, list[Establishment]] = defaultdict(list)
    for place in (
        Establishment.objects.filter(actor__in=actors)
        .select_related("contribution__source", "commune")
        .defer("commune__outline")
    ):
        places[place.actor_id].append(place)
    services: dict[int, list[Service]] = defaultdict(list)
    for service in Service.objects.filter(actor__in=actors):
        services[service.actor_id].append(service)

    today, now = timezone.localdate(), timezone.now()
    tags: list[ActorTag] = []
    forms: set[str] = set()
    for actor in actors.values():
        _apply_facts(actor, facts[actor.pk])
        _apply_place(actor, places[actor.pk], neighbours)
        actor.sort_key = sort_key(actor.name)[:260]
        actor.quality, actor.quality_missing = assess(_content(actor, services[actor.pk]), today)
        actor.updated_at = now
        words = _words(actor, facts[actor.pk], places[actor.pk], services[actor.pk])
        actor.words_name, actor.words_topic, actor.words_text = words.name, words.topic, words.text
        forms |= words.forms
        tags += _tags(actor, places[actor.pk], services[actor.pk])
    learn(forms)
    # An upsert of rows that are all there: seventeen times faster than the CASE expressions of `bulk_update`.
    Actor.objects.bulk_create(
        actors.values(), update_conflicts=True, unique_fields=["id"], update_fields=PROJECTED, batch_size=200
    )
    ActorTag.objects.filter(actor__in=actors).delete()
    ActorTag.objects.bulk_create(tags, batch_size=1000)


def _apply_facts(actor: Actor, facts: dict[str, list[Statement]]) -> None:
    for field in FIELDS:
        best = winner(facts.get(field, []))
        value: Any = best.value if best else None
        if field in DATE_FIELDS:
            value = date.fromisoformat(value) if value else None
        elif field in LIST_FIELDS:
            value = value or []
        elif field not in {"employer", "address_public"}:
            value = value or ""
        setattr(actor, field, value)
    # An actor whose names were all withdrawn keeps the last one: a page always has a title.
    actor.name = actor.usual_name or actor.official_name or actor.name


def by_trust(places: Iterable[Establishment]) -> list[Establishment]:
    """Establishments, the head office said by the most trusted and most recent source first."""
    return sorted(
        places,
        key=lambda one: (one.is_head_office, SOURCE_RANK[one.contribution.source.kind], one.pk),
        reverse=True,
    )


def _apply_place(actor: Actor, places: list[Establishment], neighbours: Counter[tuple[str, str]]) -> None:
    actor.commune, actor.shown_address, actor.shown_postcode = None, "", ""
    actor.latitude = actor.longitude = None
    ordered = by_trust(places)
    if not ordered:
        return
    seat = ordered[0]
    actor.commune = seat.commune or next((one.commune for one in ordered if one.commune), None)
    same = [
        one
        for one in ordered
        if _place(one.commune_id, one.folded_address) == _place(seat.commune_id, seat.folded_address)
    ]
    if not may_show(actor, seat, neighbours[_place(seat.commune_id, seat.folded_address)]):
        return
    actor.shown_address, actor.shown_postcode = seat.address, seat.postcode
    located = next((one for one in same if one.latitude is not None), None)
    if located is not None:
        actor.latitude, actor.longitude = located.latitude, located.longitude


def may_show(actor: Actor, place: Establishment, neighbours: int) -> bool:
    """Whether an establishment's street and point may be shown (see `domain.privacy`)."""
    return address_may_show(
        said=actor.address_public,
        family=actor.family,
        employer=actor.employer,
        insertion_types=actor.insertion_types,
        opening_hours=actor.opening_hours or place.opening_hours,
        folded_address=place.folded_address,
        neighbours=neighbours,
    )


def _content(actor: Actor, services: list[Service]) -> PageContent:
    publics = set(actor.publics).union(*(service.publics for service in services))
    return PageContent(
        description=actor.description,
        themes=len(actor.themes),
        has_commune=actor.commune_id is not None,
        has_identifier=bool(actor.siren or actor.rna or actor.former_number),
        reachable_by=sum(map(bool, (actor.email, actor.phone, actor.website))),
        services=len(services),
        publics=len(publics),
        opening_hours=bool(actor.opening_hours),
        family=actor.family,
        checked_on=actor.checked_on,
    )


def _tags(actor: Actor, places: list[Establishment], services: list[Service]) -> list[ActorTag]:
    kinds = ActorTag.Kind
    found: set[tuple[str, str]] = {(kinds.COMMUNE, place.commune_id) for place in places if place.commune_id}
    for theme in actor.themes:
        found.add((kinds.THEME, theme.split("/")[0]))
        if "/" in theme:
            found.add((kinds.SUBTHEME, theme))
    for field, kind in TAGGED.items():
        value = getattr(actor, field)
        found |= {(kind, code) for code in ([value] if isinstance(value, str) else value) if code}
    for service in services:
        found.add((kinds.SERVICE, service.kind))
        found |= {(kinds.PUBLIC, code) for code in service.publics}
    return [ActorTag(actor=actor, kind=kind, code=code[:60]) for kind, code in sorted(found)]


def _words(
    actor: Actor,
    facts: dict[str, list[Statement]],
    places: list[Establishment],
    services: list[Service],
) -> IndexedWords:
    """What the actor is found by; nothing once it is merged into another or withdrawn at its request."""
    if actor.state in (ActorState.MERGED, ActorState.WITHDRAWN):
        return indexed_words(names=())
    labels = [THEMES.label(part) for code in actor.themes for part in {code.partition("/")[0], code}]
    labels += [SERVICES.label(service.kind) for service in services]
    labels += [service.name for service in services]
    publics = {*actor.publics, *(code for service in services for code in service.publics)}
    labels += [PUBLICS.label(code) for code in sorted(publics - {"tous-publics"})]
    for code in actor.insertion_types:
        labels += [code, INSERTION_TYPES.label(code)]
    labels += [LABELS.label(code) for code in actor.labels]
    labels += [NETWORKS.label(code) for code in actor.networks]
    labels += [SUPPORT_ROLES.label(code) for code in actor.support_roles]
    # Most actors are associations: the word would find them all.
    labels += [FAMILIES.label(actor.family)] if actor.family not in {"", "association"} else []
    return indexed_words(
        names=(actor.name, actor.usual_name, actor.official_name),
        # Names that another source gives, or that the page had before: people still look for them.
        other_names=(one.value or "" for field in NAME_FIELDS for one in facts.get(field, [])),
        sigle=actor.sigle,
        places=sorted({place.commune.name for place in places if place.commune}),
        labels=labels,
        themes=actor.themes,
        identifiers=(actor.siren, actor.rna, actor.former_number),
        texts=(actor.description, *(service.description for service in services)),
    )
