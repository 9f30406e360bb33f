"""What waits for somebody, what a campaign gave, which structures a selection holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from maillage.actors.domain.facts import FIELDS
from maillage.actors.domain.wording import in_words
from maillage.actors.models import (
    Actor,
    ActorTag,
    Contact,
    Contribution,
    Fact,
    Source,
    SourceKind,
)
from maillage.actors.search import search_actors
from maillage.upkeep.models import Campaign, CampaignEntry, PersonRequest, Suggestion


def waiting_requests() -> QuerySet[PersonRequest]:
    return PersonRequest.objects.filter(state=PersonRequest.State.WAITING).select_related("actor")


def waiting_suggestions() -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(state=Suggestion.State.WAITING).select_related("actor")


def contacts_to_inform() -> QuerySet[Contact]:
    """Named people who have an address and were never told that the guide knows them."""
    return (
        Contact.objects.filter(consent=Contact.Consent.UNKNOWN)
        .exclude(email="")
        .filter(actor__in=Actor.objects.living())
        .select_related("actor", "contribution__source")
        .order_by("pk")
    )


def selected_actors(selection: dict[str, Any]) -> QuerySet[Actor]:
    """The public actors of a campaign's selection: any of the codes of each facet, not checked since a date."""
    actors = Actor.objects.public()
    for kind in (ActorTag.Kind.COMMUNE, ActorTag.Kind.THEME):
        codes = selection.get(kind.value) or []
        if codes:
            actors = actors.filter(pk__in=ActorTag.objects.filter(kind=kind, code__in=codes).values("actor"))
    since = selection.get("unchecked_since")
    if since:
        actors = actors.filter(Q(checked_on=None) | Q(checked_on__lt=date.fromisoformat(since)))
    return actors.order_by("sort_key")


@dataclass(frozen=True)
class CampaignFigures:
    """What became of a campaign, each figure opening onto its rows by the same names."""

    asked: int
    by_email: int
    by_letter: int
    exact: int
    corrected: int
    closed: int

    @property
    def answered(self) -> int:
        return self.exact + self.corrected + self.closed

    @property
    def rate(self) -> int:
        """Share of answers, in whole per cent."""
        return round(100 * self.answered / self.asked) if self.asked else 0


def campaign_figures(campaign: Campaign) -> CampaignFigures:
    """Counts of a campaign, in one query."""
    answers = CampaignEntry.Answer
    row = campaign.entries.aggregate(
        asked=Count("pk"),
        by_email=Count("pk", filter=~Q(email="")),
        by_letter=Count("pk", filter=Q(email="")),
        exact=Count("pk", filter=Q(answer=answers.EXACT)),
        corrected=Count("pk", filter=Q(answer=answers.CORRECTED)),
        closed=Count("pk", filter=Q(answer=answers.CLOSED)),
    )
    return CampaignFigures(**row)


@dataclass(frozen=True)
class Spoken:
    """A contribution with what it said of one actor."""

    contribution: Contribution
    facts: list[Fact]
    creator: int

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each fact said, in the words of readers."""
        return [(FIELDS.get(fact.field, fact.field), in_words(fact.field, fact.value)) for fact in self.facts]

    @property
    def can_withdraw(self) -> bool:
        """Edits and merges are taken back one by one; an import is undone whole, from its own page."""
        kinds = Contribution.Kind
        one = self.contribution
        return one.withdrawn_at is None and (
            one.kind == kinds.MERGE or (one.kind == kinds.EDIT and one.pk != self.creator)
        )


def history(actor: Actor) -> list[Spoken]:
    """The contributions that speak of an actor, newest first, with their facts (two queries)."""
    said: dict[int, list[Fact]] = {}
    for fact in Fact.objects.filter(actor=actor).order_by("pk"):
        said.setdefault(fact.contribution_id, []).append(fact)
    contributions = list(
        Contribution.objects.filter(
            Q(pk__in=said)
            | Q(pk__in=actor.establishments.values("contribution"))
            | Q(pk__in=actor.services.values("contribution"))
            | Q(pk__in=actor.pictures.values("contribution"))
            | Q(pk=actor.created_by_id)
            | Q(merge__kept=actor)
        )
        .select_related("source", "author", "merge__absorbed")
        .distinct()
        .order_by("-created_at", "-pk")
    )
    return [
        Spoken(contribution, said.get(contribution.pk, []), actor.created_by_id)
        for contribution in contributions
    ]


def structure_source() -> Source:
    """The source « la structure elle-même »."""
    return Source.objects.get_or_create(
        kind=SourceKind.STRUCTURE, name="La structure elle-même", stated_on=None
    )[0]


def animation_source() -> Source:
    """The source « l’animation du Pôle »."""
    return Source.objects.get_or_create(kind=SourceKind.ANIMATOR, name="L’animation du Pôle", stated_on=None)[0]


def known_addresses(actor: Actor) -> set[str]:
    """The e-mail addresses known for a structure, folded: its own, and those of its contacts."""
    addresses = {actor.email, *actor.contacts.values_list("email", flat=True)}
    return {address.casefold() for address in addresses if address}


def actors_named(text: str) -> list[Actor]:
    """The ten public actors that a search finds first, those that hold every word before the others."""
    if not text:
        return []
    found = search_actors(text, Actor.objects.public())
    keys = [hit.pk for hit in (*found.hits, *found.near)][:10]
    actors = Actor.objects.select_related("commune").in_bulk(keys)
    return [actors[key] for key in keys if key in actors]
