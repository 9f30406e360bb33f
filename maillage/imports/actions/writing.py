"""Write what rows of a list say: new actors, or what is new about actors present, many at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models

from maillage.actors.actions import create_actors, new_establishment, say_all
from maillage.actors.models import Actor, ActorState, Agreement, Contact, Contribution, Establishment
from maillage.imports.models import ImportRow
from maillage.kernel.text import fold
from maillage.territory.models import Commune

_REPLACEABLE: dict[str, type[models.Model]] = {
    "establishment": Establishment,
    "contact": Contact,
    "agreement": Agreement,
}


def create_from_rows(contribution: Contribution, rows: Sequence[ImportRow]) -> list[Actor]:
    """Create the actors that these lead rows describe; to be projected by the caller."""
    actors = create_actors(contribution, [row.name for row in rows], say_names=False)
    closed = []
    for row, actor in zip(rows, actors, strict=True):
        row.actor = actor
        if row.content.get("dissolved"):
            closed.append(actor.pk)
    if closed:
        Actor.objects.filter(pk__in=closed).update(state=ActorState.CLOSED)
    _say(contribution, [(actor, row.content) for row, actor in zip(rows, actors, strict=True)])
    return actors


def say_from_rows(contribution: Contribution, rows: Sequence[ImportRow]) -> None:
    """Say what is new (`delta`) about the actors of these lead rows; to be projected by the caller.

    A place, person or agreement that the same list gave before and gives no more is replaced: it is kept in
    the row, so that an undo puts it back.
    """
    rows = [row for row in rows if row.delta and row.actor is not None]
    _replace(contribution, rows)
    _say(contribution, [(row.actor, row.delta) for row in rows if row.actor is not None])


def _say(contribution: Contribution, said: Iterable[tuple[Actor, Mapping[str, Any]]]) -> None:
    said = list(said)
    say_all(contribution, [(actor, content["facts"]) for actor, content in said if content.get("facts")])
    codes = {place["commune"] for _, content in said for place in content.get("places", ())}
    communes = Commune.objects.defer("outline").in_bulk(codes)
    places, contacts, agreements = [], [], []
    for actor, content in said:
        for index, place in enumerate(content.get("places", ())):
            located = place["latitude"] is not None and place["longitude"] is not None
            places.append(
                new_establishment(
                    contribution,
                    actor,
                    address=place["address"],
                    commune=communes.get(place["commune"]),
                    postcode=place["postcode"][:5],
                    commune_deduced=place["deduced"],
                    latitude=place["latitude"] if located else None,
                    longitude=place["longitude"] if located else None,
                    position_source=Establishment.PositionSource.LIST if located else "",
                    siret=place["siret"],
                    is_head_office=index == 0,
                )
            )
        for person in content.get("people", ()):
            contacts.append(
                Contact(
                    contribution=contribution,
                    actor=actor,
                    said_of=actor,
                    name=person["name"],
                    function=person["function"],
                    email=person["email"],
                    phone=person["phone"][:20],
                )
            )
        for convention in content.get("conventions", ()):
            agreements.append(
                Agreement(
                    contribution=contribution,
                    actor=actor,
                    said_of=actor,
                    kind=convention["kind"],
                    starts_on=_day(convention["starts_on"]),
                    ends_on=_day(convention["ends_on"]),
                )
            )
    Establishment.objects.bulk_create(places, batch_size=500)
    Contact.objects.bulk_create(contacts, batch_size=500)
    Agreement.objects.bulk_create(agreements, batch_size=500)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _replace(contribution: Contribution, rows: Sequence[ImportRow]) -> None:
    """Take away what the same list said before where its rows now say otherwise."""
    wanted = {row.actor_id: row for row in rows}
    source = contribution.source
    for part, model, kept in (
        ("places", Establishment, _same_place),
        ("people", Contact, _same_person),
        ("conventions", Agreement, _same_convention),
    ):
        touched = [pk for pk, row in wanted.items() if row.delta.get(part)]
        if not touched:
            continue
        before: dict[int, list[Any]] = defaultdict(list)
        for old in model._default_manager.filter(
            actor__in=touched,
            contribution__source__kind=source.kind,
            contribution__source__name=source.name,
            contribution__kind=Contribution.Kind.IMPORT,
        ).exclude(contribution=contribution):
            before[old.actor_id].append(old)
        gone = []
        for actor_id, olds in before.items():
            row = wanted[actor_id]
            # An actor made of several pages merged since holds what several rows said: nothing is replaced.
            if len(Counter(old.said_of_id for old in olds)) > 1:
                continue
            for old in olds:
                if not any(kept(old, new) for new in row.content.get(part, ())):
                    row.replaced = [*row.replaced, _kept_aside(old)]
                    gone.append(old.pk)
        model._default_manager.filter(pk__in=gone).delete()


def _same_place(old: Establishment, new: Mapping[str, Any]) -> bool:
    same = (old.commune_id or "", old.folded_address) == (new["commune"], fold(new["address"])[:250])
    return same and (new["latitude"] is None or old.latitude == new["latitude"])


def _same_person(old: Contact, new: Mapping[str, Any]) -> bool:
    answered = old.consent in (Contact.Consent.AGREED, Contact.Consent.OBJECTED)
    return answered or fold(old.name) == fold(new["name"])


def _same_convention(old: Agreement, new: Mapping[str, Any]) -> bool:
    dates = (old.starts_on.isoformat() if old.starts_on else "", old.ends_on.isoformat() if old.ends_on else "")
    return (old.kind, *dates) == (new["kind"], new["starts_on"], new["ends_on"])


def _kept_aside(old: models.Model) -> dict[str, Any]:
    fields = {}
    for field in old._meta.concrete_fields:
        if not field.primary_key:
            value = getattr(old, field.attname)
            fields[field.attname] = value.isoformat() if isinstance(value, date | datetime) else value
    return {"model": old._meta.model_name, "fields": fields}


def put_back(rows: Iterable[ImportRow]) -> set[int]:
    """Restore what these rows had replaced, unless its own import was withdrawn or its actor is gone since.

    Returns the actors concerned, to be projected.
    """
    asides = [aside for row in rows for aside in row.replaced]
    actors = set(
        Actor.objects.filter(pk__in={aside["fields"]["actor_id"] for aside in asides}).values_list(
            "pk", flat=True
        )
    )
    living = set(
        Contribution.objects.filter(
            pk__in={aside["fields"]["contribution_id"] for aside in asides}, withdrawn_at=None
        ).values_list("pk", flat=True)
    )
    restored = set()
    for aside in asides:
        fields = dict(aside["fields"])
        if fields["actor_id"] not in actors or fields["contribution_id"] not in living:
            continue
        if fields.get("said_of_id") not in actors:
            fields["said_of_id"] = fields["actor_id"]
        model = _REPLACEABLE[aside["model"]]
        model._default_manager.create(**{name: _typed(model, name, value) for name, value in fields.items()})
        restored.add(fields["actor_id"])
    return restored


def _typed(model: type[models.Model], name: str, value: Any) -> Any:
    field = next(one for one in model._meta.concrete_fields if one.attname == name)
    return field.to_python(value) if value is not None and not field.is_relation else value
