"""Write what a person decided of each pair: the same structure, two, or not decided after all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.actions import open_contribution, say, withdraw
from maillage.actors.models import Actor, Contribution
from maillage.kernel.text import typeset
from maillage.observatory.models import LinkPair
from maillage.upkeep.queries import animation_source

GONE = (
    "Ce rapprochement n’est plus proposé : un autre a été confirmé, la structure a reçu un SIREN, "
    "ou la liste a été refaite. Décidez de ceux qui restent."
)


@transaction.atomic
def say_same(pair: LinkPair, *, by: User) -> None:
    """They are one: the page takes the SIREN, or diagnoses to come know it by that name. Raises ValueError."""
    pair = _to_decide(pair)
    contribution = None
    rivals = LinkPair.objects.filter(published=pair.published)
    if not pair.published:
        assert pair.actor is not None
        contribution = _take_siren(pair, pair.actor, by)
        rivals = rivals.filter(actor=pair.actor)
    elif known := rivals.filter(decision=LinkPair.Decision.SAME).first():
        raise ValueError(
            typeset(f"Ce nom est déjà celui de « {known.structure} » : reprenez d’abord cette décision.")
        )
    # What was asked has its answer: its other candidates are not it.
    rivals.filter(decision="").exclude(pk=pair.pk).delete()
    _decide(pair, LinkPair.Decision.SAME, by, contribution)


def _take_siren(pair: LinkPair, actor: Actor, by: User) -> Contribution:
    other = Actor.objects.living().filter(siren=pair.siren).exclude(pk=actor.pk).first()
    if other is not None:
        raise ValueError(
            typeset(
                f"« {other.name} » porte déjà ce SIREN : si c'est la même structure, fusionnez leurs pages."
            )
        )
    contribution = open_contribution(
        Contribution.Kind.EDIT,
        animation_source(),
        f"Rapprochement avec Sirene : {pair.name}"[:200],
        author=by,
    )
    values = {"siren": pair.siren}
    if pair.details.get("rna") and not actor.rna:
        values["rna"] = pair.details["rna"]
    say(contribution, actor, values)
    return contribution


@transaction.atomic
def say_other(pair: LinkPair, *, by: User) -> None:
    """They are two: the pair is not asked again. Raises ValueError."""
    pair = _to_decide(pair)
    _decide(pair, LinkPair.Decision.OTHER, by, None)


def _held(pair: LinkPair) -> LinkPair:
    """The pair as it is now, kept from others with all those that ask for its name, its structure or its SIREN.

    Raises ValueError when another decision, or another search, removed it.
    """
    rivals = (
        Q(published=pair.published)
        if pair.published
        else Q(published="") & (Q(actor=pair.actor_id) | Q(siren=pair.siren))
    )
    # In one order, so that two people never wait for each other.
    held = {one.pk: one for one in LinkPair.objects.select_for_update().filter(rivals).order_by("pk")}
    if pair.pk not in held:
        raise ValueError(GONE)
    return held[pair.pk]


def _to_decide(pair: LinkPair) -> LinkPair:
    pair = _held(pair)
    if pair.decision:
        raise ValueError("Ce rapprochement est déjà décidé.")
    if not LinkPair.objects.waiting().filter(pk=pair.pk).exists():
        raise ValueError(GONE)
    return pair


def _found(pair: LinkPair) -> dict[str, str]:
    return {"published": pair.published} if pair.published else {"siren": pair.siren}


def _decide(pair: LinkPair, decision: str, by: User, contribution: Contribution | None) -> None:
    pair.decision, pair.decided_by, pair.decided_at = decision, by, timezone.now()
    pair.contribution = contribution
    pair.save(update_fields=["decision", "decided_by", "decided_at", "contribution"])
    journal.record("link.decide", by=by, subject=pair, decision=decision, **_found(pair))


@transaction.atomic
def take_back(pair: LinkPair, *, by: User) -> None:
    """Undo a decision: the SIREN leaves the page with it, and the pair is asked again. Raises ValueError."""
    pair = _held(pair)
    if not pair.decision:
        raise ValueError("Ce rapprochement n’est pas décidé.")
    if pair.contribution is not None and pair.contribution.withdrawn_at is None:
        withdraw(pair.contribution, by=by)
    pair.decision, pair.decided_by, pair.decided_at, pair.contribution = "", None, None, None
    pair.save(update_fields=["decision", "decided_by", "decided_at", "contribution"])
    journal.record("link.take-back", by=by, subject=pair, **_found(pair))


def say_same_to_certain(pks: Iterable[int], *, by: User) -> tuple[int, int]:
    """Accept the pairs that the page showed as certain; gives how many were, and how many could not be."""
    accepted = left = 0
    for pair in LinkPair.objects.waiting().filter(pk__in=list(pks), certain=True):
        try:
            say_same(pair, by=by)
            accepted += 1
        except ValueError:
            left += 1
    return accepted, left
