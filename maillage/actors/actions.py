"""Write actors: say facts, project them, withdraw, merge. One verb, one transaction, one journal entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.domain.facts import FIELDS, LIST_FIELDS
from maillage.actors.models import (
    Actor,
    ActorState,
    Agreement,
    Contact,
    Contribution,
    Establishment,
    Fact,
    InitiativeActor,
    Membership,
    Merge,
    OfActor,
    Picture,
    Service,
    Source,
    SourceKind,
)
from maillage.actors.projection import cohabitants, project
from maillage.kernel.text import clean_spaces, fold, slugify_fr
from maillage.territory.models import Commune

# What moves with an actor when it is merged into another.
ROWS: dict[str, type[models.Model]] = {
    "facts": Fact,
    "establishments": Establishment,
    "services": Service,
    "agreements": Agreement,
    "contacts": Contact,
    "pictures": Picture,
    "initiative_parts": InitiativeActor,
}
# Words that are pages of their own under /annuaire/.
RESERVED_SLUGS = frozenset({"communes", "courrier", "embarque", "integrer", "themes"})
OF_ACTOR: tuple[type[OfActor], ...] = (Establishment, Service, Agreement, Contact, Picture)
# All that a contribution may say of an actor.
SAID: tuple[type[models.Model], ...] = (Fact, *OF_ACTOR)


def source_for(kind: SourceKind, name: str, **details: Any) -> Source:
    """The source of that kind, name and date, made if it is new (`details`: publisher, stated_on…)."""
    stated_on = details.pop("stated_on", None)
    return Source.objects.get_or_create(kind=kind, name=name, stated_on=stated_on, defaults=details)[0]


def open_contribution(
    kind: Contribution.Kind, source: Source, label: str, *, author: User | None = None
) -> Contribution:
    """Start a set of changes that can be withdrawn whole."""
    return Contribution.objects.create(kind=kind, source=source, label=label[:200], author=author)


def free_slugs(wanted: Iterable[str]) -> list[str]:
    """Addresses (`/annuaire/<slug>/`) for names, unused so far, in the order given.

    One query for all the names, and a few more where many already bear the same one.
    """
    bases = [slugify_fr(name) or "acteur" for name in wanted]
    used = _used_slugs(bases)
    repeated = Counter(bases)
    crowded = {base for base in bases if base in used or repeated[base] > 1}
    last: dict[str, int] = {}
    while crowded:
        tried = {base: [f"{base}-{last.get(base, 1) + step}" for step in range(1, 21)] for base in crowded}
        found = _used_slugs([slug for slugs in tried.values() for slug in slugs])
        used |= found
        last |= {base: last.get(base, 1) + 20 for base in crowded}
        # Enough numbers are free for all that ask for one.
        crowded = {base for base in crowded if len(set(tried[base]) - found) <= repeated[base]}
        for base in crowded:
            repeated[base] -= len(set(tried[base]) - found)
    slugs = []
    for base in bases:
        slug, number = base, 1
        while slug in used:
            number += 1
            slug = f"{base}-{number}"
        used.add(slug)
        slugs.append(slug)
    return slugs


def _used_slugs(slugs: Collection[str]) -> set[str]:
    return set(Actor.objects.filter(slug__in=set(slugs)).values_list("slug", flat=True)) | RESERVED_SLUGS


def create_actors(
    contribution: Contribution, names: Iterable[str], *, invented: bool = False, say_names: bool = True
) -> list[Actor]:
    """Create actors that have only a name yet (said by `contribution`); call `project` once all is said.

    Without `say_names` the caller says the names itself, as official ones for instance.
    """
    names = [clean_spaces(name)[:250] for name in names]
    actors = Actor.objects.bulk_create(
        Actor(slug=slug, name=name, sort_key=fold(name), created_by=contribution, invented=invented)
        for slug, name in zip(free_slugs(names), names, strict=True)
    )
    if say_names:
        say_all(contribution, [(actor, {"usual_name": actor.name}) for actor in actors])
    return actors


def say_all(
    contribution: Contribution,
    statements: Iterable[tuple[Actor, Mapping[str, Any]]],
    *,
    stated_on: date | None = None,
) -> int:
    """Record facts of many actors; returns how many. Project the actors afterwards.

    Keys are those of `domain.facts.FIELDS`; dates are ISO strings; lists hold vocabulary codes. Raises
    `KeyError` on an unknown field.
    """
    facts = []
    dated = stated_on or contribution.source.stated_on
    for actor, values in statements:
        for field, value in values.items():
            if field not in FIELDS:
                raise KeyError(field)
            if isinstance(value, date):
                value = value.isoformat()
            if field in LIST_FIELDS:
                value = sorted(set(value))
            facts.append(
                Fact(
                    actor=actor,
                    said_of=actor,
                    contribution=contribution,
                    field=field,
                    value=value,
                    stated_on=dated,
                )
            )
    Fact.objects.bulk_create(facts, batch_size=1000)
    return len(facts)


def say(contribution: Contribution, actor: Actor, values: Mapping[str, Any]) -> None:
    """Record facts of one actor and show them at once."""
    say_all(contribution, [(actor, values)])
    project([actor.pk])
    actor.refresh_from_db()


def new_establishment(
    contribution: Contribution,
    actor: Actor,
    *,
    address: str = "",
    commune: Commune | None = None,
    **fields: Any,
) -> Establishment:
    """An establishment not saved yet, its address folded for comparison (for `bulk_create` or `save`)."""
    return Establishment(
        contribution=contribution,
        actor=actor,
        said_of=actor,
        address=clean_spaces(address),
        folded_address=fold(address)[:250],
        commune=commune,
        **fields,
    )


@transaction.atomic
def edit_actor(
    actor: Actor, values: Mapping[str, Any], *, by: User | None, source: Source, label: str = "Modification"
) -> Contribution:
    """Say what a person changed on a page, as one contribution that can be withdrawn."""
    contribution = open_contribution(Contribution.Kind.EDIT, source, f"{label} : {actor.name}", author=by)
    say(contribution, actor, values)
    journal.record("actor.edit", by=by, subject=actor, fields=sorted(values))
    return contribution


@transaction.atomic
def confirm_actor(actor: Actor, *, by: User | None, on: date | None = None) -> None:
    """Note that somebody who knows found the page exact."""
    actor.checked_on = on or timezone.localdate()
    actor.save(update_fields=["checked_on"])
    project([actor.pk])
    journal.record("actor.confirm", by=by, subject=actor)


@transaction.atomic
def set_state(actor: Actor, state: ActorState, *, by: User | None, reason: str = "") -> None:
    """Close, reopen or withdraw an actor. A merged one is reached by `unmerge` alone."""
    if ActorState.MERGED in (state, actor.state):
        raise ValueError("Une page fusionnée se retrouve en annulant la fusion.")
    before, actor.state = actor.state, state
    actor.updated_at = timezone.now()
    actor.save(update_fields=["state", "updated_at"])
    project([actor.pk])
    journal.record("actor.state", by=by, subject=actor, before=before, after=state, reason=reason)


@transaction.atomic
def merge_actors(
    kept: Actor, absorbed: Actor, *, by: User | None, choices: Mapping[str, Any] | None = None, source: Source
) -> Merge:
    """Make two pages one: everything said of `absorbed` is now said of `kept`, and its page redirects.

    `choices` are the values chosen field by field by a person; they win as that person's word. All of it
    can be taken back by `unmerge`.
    """
    if kept.pk == absorbed.pk:
        raise ValueError("Une page ne fusionne pas avec elle-même.")
    if ActorState.MERGED in (kept.state, absorbed.state):
        raise ValueError("L’une des deux pages est déjà fusionnée.")
    contribution = open_contribution(
        Contribution.Kind.MERGE, source, f"Fusion de « {absorbed.name} » dans « {kept.name} »", author=by
    )
    moved: dict[str, list[int]] = {}
    for name, model in ROWS.items():
        rows = model._default_manager.filter(actor=absorbed)
        if model is InitiativeActor:
            held = InitiativeActor.objects.filter(actor=kept).values_list("initiative_id", "role")
            for initiative, role in held:
                rows = rows.exclude(initiative=initiative, role=role)
        moved[name] = list(rows.values_list("pk", flat=True))
        model._default_manager.filter(pk__in=moved[name]).update(actor=kept)
    current = Membership.objects.filter(actor=absorbed)
    moved["memberships"] = list(current.values_list("pk", flat=True))
    current.update(actor=kept)
    moved["sections"] = list(absorbed.sections.values_list("pk", flat=True))
    absorbed.sections.update(section_of=kept)
    absorbed.state, absorbed.merged_into, absorbed.updated_at = ActorState.MERGED, kept, timezone.now()
    absorbed.save(update_fields=["state", "merged_into", "updated_at"])
    merge = Merge.objects.create(kept=kept, absorbed=absorbed, contribution=contribution, moved=moved)
    if choices:
        say_all(contribution, [(kept, choices)])
    project([kept.pk, absorbed.pk])
    journal.record("actor.merge", by=by, subject=kept, absorbed=absorbed.pk, fields=sorted(choices or {}))
    return merge


@transaction.atomic
def unmerge(merge: Merge, *, by: User | None) -> Actor:
    """Take a merge back: each page finds again what was said of it; what came since stays where it is."""
    kept, absorbed = merge.kept, merge.absorbed
    for name, model in ROWS.items():
        model._default_manager.filter(pk__in=merge.moved.get(name, []), actor=kept).update(actor=absorbed)
    Membership.objects.filter(pk__in=merge.moved.get("memberships", []), actor=kept).update(actor=absorbed)
    Actor.objects.filter(pk__in=merge.moved.get("sections", []), section_of=kept).update(section_of=absorbed)
    contribution = merge.contribution
    absorbed.state, absorbed.merged_into, absorbed.updated_at = ActorState.ACTIVE, None, timezone.now()
    absorbed.save(update_fields=["state", "merged_into", "updated_at"])
    merge.delete()
    contribution.facts.all().delete()
    contribution.withdrawn_at = timezone.now()
    contribution.save(update_fields=["withdrawn_at"])
    project([kept.pk, absorbed.pk])
    journal.record("actor.unmerge", by=by, subject=kept, absorbed=absorbed.pk)
    return absorbed


@transaction.atomic
def mark_section(section: Actor, parent: Actor, *, by: User | None) -> None:
    """State that an actor is a section of another: linked, never merged."""
    ancestor: Actor | None = parent
    while ancestor is not None:
        if ancestor.pk == section.pk:
            raise ValueError("Une structure ne peut pas être la section d’elle-même ou de sa propre section.")
        ancestor = ancestor.section_of
    section.section_of = parent
    section.save(update_fields=["section_of"])
    journal.record("actor.section", by=by, subject=section, parent=parent.pk)


def withdraw_part(
    contribution: Contribution, actor_ids: Collection[int], *, later: Collection[int] = ()
) -> tuple[int, int]:
    """Remove what a contribution said of some actors; delete those of them that it alone had made.

    A merge of an actor that goes is taken back with the values chosen for it. One that stays is henceforth the
    making of the contribution that spoke of it next. Returns (actors deleted, actors that stay with what others
    said). To be called in a transaction, by chunks; `close_withdrawn` ends the withdrawal. The actors of the
    chunks that come `later` are not projected for the address they share with these: their turn will do it,
    and most go.
    """
    absorbed_by = dict(Merge.objects.filter(absorbed__in=actor_ids).values_list("absorbed_id", "kept_id"))
    concerned = set(actor_ids) | set(absorbed_by.values())
    touched = concerned | (cohabitants(actor_ids) - set(later))
    for model in SAID:
        model._default_manager.filter(contribution=contribution, said_of__in=actor_ids).delete()
    gone: set[int] = set()
    made = set(Actor.objects.filter(created_by=contribution, pk__in=concerned).values_list("pk", flat=True))
    # Taking back a merge may leave the kept actor without anybody's word: it is looked at again.
    while alone := made - gone - _spoken_of(made - gone):
        merges = Merge.objects.filter(absorbed__in=alone)
        choices = list(merges.values_list("contribution_id", flat=True))
        merges.delete()
        Fact.objects.filter(contribution__in=choices).delete()
        Contribution.objects.filter(pk__in=choices).update(withdrawn_at=timezone.now())
        gone |= alone
    Actor.objects.filter(pk__in=gone, state=ActorState.MERGED).update(state=ActorState.ACTIVE, merged_into=None)
    Actor.objects.filter(pk__in=gone).delete()
    _hand_over(contribution, made - gone)
    project(touched - gone)
    return len(gone), len(set(actor_ids) - gone)


def _spoken_of(ids: Collection[int]) -> set[int]:
    """Those of these actors of whom something is said, who have people or initiatives, or that a merge kept."""
    found = set(Membership.objects.filter(actor__in=ids).values_list("actor_id", flat=True))
    found |= set(Merge.objects.filter(kept__in=ids).values_list("kept_id", flat=True))
    voices: tuple[type[models.Model], ...] = (InitiativeActor, *SAID)
    for model in voices:
        for name in ("actor", "said_of"):
            rows = model._default_manager.filter(**{f"{name}__in": ids})
            found |= set(rows.values_list(f"{name}_id", flat=True))
    return found


def _hand_over(contribution: Contribution, ids: Collection[int]) -> None:
    """Make the contribution that first spoke of each of these actors, this one aside, its maker."""
    makers: dict[int, int] = {}
    others = Contribution.objects.exclude(pk=contribution.pk).exclude(kind=Contribution.Kind.MERGE)
    for model in SAID:
        rows = model._default_manager.filter(said_of__in=ids, contribution__in=others)
        for actor, maker in rows.values_list("said_of_id", "contribution_id"):
            makers[actor] = min(makers.get(actor, maker), maker)
    for maker in set(makers.values()):
        Actor.objects.filter(pk__in=[pk for pk, one in makers.items() if one == maker]).update(created_by=maker)


def touched_actors(contribution: Contribution) -> list[int]:
    """Identifiers of all actors that a contribution made or spoke of, in order."""
    touched = set(Actor.objects.filter(created_by=contribution).values_list("pk", flat=True))
    touched |= set(Fact.objects.filter(contribution=contribution).values_list("said_of_id", flat=True))
    for model in OF_ACTOR:
        touched |= set(
            model._default_manager.filter(contribution=contribution).values_list("said_of_id", flat=True)
        )
    return sorted(pk for pk in touched if pk is not None)


@transaction.atomic
def close_withdrawn(contribution: Contribution, *, by: User | None) -> None:
    """Note that a contribution was withdrawn whole."""
    contribution.withdrawn_at = timezone.now()
    contribution.save(update_fields=["withdrawn_at"])
    journal.record("contribution.withdraw", by=by, subject=contribution)


@transaction.atomic
def withdraw(contribution: Contribution, *, by: User | None) -> None:
    """Withdraw a small contribution (an edit) whole, at once."""
    withdraw_part(contribution, touched_actors(contribution))
    close_withdrawn(contribution, by=by)


CONTACT_TERM = timedelta(days=365)


@transaction.atomic
def start_membership(actor: Actor, user: User, *, function: str, by: User | None) -> Membership:
    """Make somebody one of the structure's people, from today; nothing changes if they are already."""
    today = timezone.localdate()
    held = Membership.objects.filter(user=user, actor=actor, ends_on=None).first()
    if held:
        return held
    membership = Membership.objects.create(user=user, actor=actor, function=function, starts_on=today)
    journal.record("membership.start", by=by, subject=actor, person=user.pk)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User | None) -> None:
    """End a membership today: the person's rights on the page end with it, what they wrote stays."""
    membership.ends_on = timezone.localdate()
    membership.save(update_fields=["ends_on"])
    journal.record("membership.end", by=by, subject=membership.actor, person=membership.user_id)


@transaction.atomic
def purge_contacts() -> int:
    """Delete named contacts that never agreed within a year, or that objected; return how many.

    An objection is kept for a year as a name alone, so that the next import does not bring the person back.
    """
    limit = timezone.now() - CONTACT_TERM
    silent = Contact.objects.filter(
        consent__in=[Contact.Consent.UNKNOWN, Contact.Consent.INFORMED], created_at__lt=limit
    )
    objected = Contact.objects.filter(consent=Contact.Consent.OBJECTED, answered_at__lt=limit)
    return silent.delete()[0] + objected.delete()[0]
