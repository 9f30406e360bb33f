"""What a person decides of a doubtful pair: one actor, two actors, or a section; and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.actions import edit_actor, mark_section, merge_actors, source_for, unmerge, withdraw_part
from maillage.actors.domain.facts import FIELDS
from maillage.actors.models import Actor, ActorState, Contribution, Source, SourceKind
from maillage.actors.projection import project
from maillage.imports.actions.writing import create_from_rows, put_back, say_from_rows
from maillage.imports.domain.plan import ActorState as State
from maillage.imports.domain.plan import Said, delta_of
from maillage.imports.domain.report import RowVerdict
from maillage.imports.models import BatchState, DoubtfulPair, ImportRow
from maillage.imports.queries import pairs_to_decide, said_by

Decision = DoubtfulPair.Decision


class DecisionError(Exception):
    """A decision that cannot be taken or taken back; the message is French and says why."""


def animation() -> Source:
    """The source of what animators decide."""
    return source_for(SourceKind.ANIMATOR, "L’animation du Pôle")


def survivor(actor: Actor) -> Actor:
    """The actor that this one is part of today: itself, unless it was merged."""
    while actor.merged_into is not None:
        actor = actor.merged_into
    return actor


@transaction.atomic
def decide(
    pair: DoubtfulPair,
    decision: str,
    *,
    by: User | None,
    choices: Mapping[str, Any] | None = None,
    keep: str = "",
) -> DoubtfulPair:
    """Record and carry out a decision.

    For one and the same structure, `choices` gives the value to show for the fields that differ, and `keep`
    ("first" or "second") whose page stays. Raises `DecisionError` when the pair is decided or gone.
    """
    pair = DoubtfulPair.objects.select_for_update().get(pk=pair.pk)
    if pair.decision:
        raise DecisionError("Cette paire est déjà départagée : annulez d’abord la décision prise.")
    if decision not in Decision.values:
        raise DecisionError("Choisissez l’une des réponses proposées.")
    if pair.row is not None:
        _decide_row(pair, pair.row, decision, by, choices or {})
    else:
        _decide_actors(pair, decision, by, choices or {}, keep)
    pair.decision, pair.decided_by, pair.decided_at = decision, by, timezone.now()
    pair.save()
    journal.record(
        "import.decide", by=by, subject=pair, decision=decision, first=pair.first_id, second=pair.second_id
    )
    return pair


# --- two actors ------------------------------------------------------------------------------------


def _decide_actors(
    pair: DoubtfulPair, decision: str, by: User | None, choices: Mapping[str, Any], keep: str
) -> None:
    assert pair.first is not None
    first, second = survivor(pair.first), survivor(pair.second)
    if first.pk == second.pk:
        raise DecisionError("Ces deux pages n’en font déjà plus qu’une.")
    if decision == Decision.SAME:
        kept, absorbed = (second, first) if keep == "second" else (first, second)
        chosen = {name: value for name, value in choices.items() if name in FIELDS}
        pair.merge = merge_actors(kept, absorbed, by=by, choices=chosen, source=animation())
    elif decision in (Decision.SECTION, Decision.PARENT):
        _mark(first, second, decision, by)


def _mark(first: Actor, second: Actor, decision: str, by: User | None) -> None:
    section, parent = (first, second) if decision == Decision.SECTION else (second, first)
    try:
        mark_section(section, parent, by=by)
    except ValueError as error:
        raise DecisionError(str(error)) from error


# --- a row and an actor ----------------------------------------------------------------------------


def _decide_row(
    pair: DoubtfulPair, row: ImportRow, decision: str, by: User | None, choices: Mapping[str, Any]
) -> None:
    if row.verdict != RowVerdict.REVIEW or row.batch.contribution is None:
        raise DecisionError("Cette ligne n’attend plus de décision.")
    actor = survivor(pair.second)
    if decision == Decision.SAME:
        _join(row, row.batch.contribution, actor)
        _settle_choices(actor, choices, by)
        return
    if decision == Decision.OTHER and _ask_next(pair, row):
        return
    _create(row, row.batch.contribution)
    assert row.actor is not None
    if decision in (Decision.SECTION, Decision.PARENT):
        _mark(row.actor, actor, decision, by)


def _join(row: ImportRow, contribution: Contribution, actor: Actor) -> None:
    """Say of an actor what a row says of it."""
    state = State(actor.name, {name: _plain(getattr(actor, name)) for name in FIELDS})
    said = said_by(contribution.source)({actor.pk}).get(actor.pk, Said())
    row.delta, row.changes = delta_of(row.content, said, state, known_before=False)
    row.actor, row.verdict = actor, RowVerdict.MERGE
    say_from_rows(contribution, [row])
    row.delta = {}
    row.save(update_fields=["actor", "verdict", "delta", "changes", "replaced"])
    _carry_members(row)
    project([actor.pk])
    actor.refresh_from_db()


def _create(row: ImportRow, contribution: Contribution) -> None:
    (actor,) = create_from_rows(contribution, [row])
    row.verdict = RowVerdict.CREATE
    row.save(update_fields=["actor", "verdict"])
    _carry_members(row)
    project([actor.pk])


def _carry_members(row: ImportRow) -> None:
    """Give the other rows of the structure, and those of the same content imported since, the same actor."""
    ImportRow.objects.filter(batch=row.batch, lead=row.position).update(
        actor=row.actor, verdict=RowVerdict.MERGE
    )
    twins = ImportRow.objects.filter(
        batch__source__name=row.batch.source.name if row.batch.source else "",
        batch__state=BatchState.DONE,
        fingerprint=row.fingerprint,
        verdict=RowVerdict.REVIEW,
    ).exclude(pk=row.pk)
    twins.update(actor=row.actor, verdict=RowVerdict.UNCHANGED)


def _ask_next(pair: DoubtfulPair, row: ImportRow) -> bool:
    """Open the pair of the row with the next actor that it may be; False when there is none."""
    decided = set(row.pairs.values_list("second_id", flat=True))
    for rival in row.rivals:
        if rival["actor"] in decided or not Actor.objects.living().filter(pk=rival["actor"]).exists():
            continue
        DoubtfulPair.objects.create(
            row=row, second_id=rival["actor"], batch=row.batch, score=rival["score"], evidence=rival["evidence"]
        )
        return True
    return False


def _settle_choices(actor: Actor, choices: Mapping[str, Any], by: User | None) -> None:
    """Where the value chosen is not the one that shows, it becomes the person's word."""
    told = {
        name: value
        for name, value in choices.items()
        if name in FIELDS and _plain(getattr(actor, name)) != value
    }
    if told:
        edit_actor(actor, told, by=by, source=animation(), label="Choix lors d’un import")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


# --- taking it back --------------------------------------------------------------------------------


@transaction.atomic
def reopen(pair: DoubtfulPair, *, by: User | None) -> DoubtfulPair:
    """Take a decision back: a merge is undone, a created page removed, and the pair awaits again.

    Raises `DecisionError` when what came since forbids it.
    """
    pair = DoubtfulPair.objects.select_for_update().get(pk=pair.pk)
    if not pair.decision:
        raise DecisionError("Cette paire n’est pas encore départagée.")
    if pair.row is not None:
        _reopen_row(pair, pair.row)
    elif pair.decision == Decision.SAME:
        if pair.merge is None or pair.merge.kept.state == ActorState.MERGED:
            raise DecisionError(
                "La page gardée a été fusionnée depuis avec une autre : annulez d’abord cette fusion-là."
            )
        merge, pair.merge = pair.merge, None
        pair.save(update_fields=["merge"])
        unmerge(merge, by=by)
    elif pair.decision in (Decision.SECTION, Decision.PARENT):
        assert pair.first is not None
        _unmark(survivor(pair.first), survivor(pair.second), pair.decision)
    before = pair.decision
    pair.decision, pair.decided_by, pair.decided_at = "", None, None
    pair.save()
    journal.record("import.reopen", by=by, subject=pair, decision=before)
    return pair


def _unmark(first: Actor, second: Actor, decision: str) -> None:
    section, parent = (first, second) if decision == Decision.SECTION else (second, first)
    Actor.objects.filter(pk=section.pk, section_of=parent).update(section_of=None)


def _reopen_row(pair: DoubtfulPair, row: ImportRow) -> None:
    contribution = row.batch.contribution
    if contribution is None or row.batch.state != BatchState.DONE:
        raise DecisionError("Cet import n’est plus en place.")
    following = row.pairs.filter(pk__gt=pair.pk)
    if following.exclude(decision="").exists():
        raise DecisionError("Une décision plus récente porte sur la même ligne : annulez-la d’abord.")
    following.delete()
    if row.actor is not None:
        _take_back(row, contribution, pair.decision)
    row.actor, row.verdict, row.replaced = None, RowVerdict.REVIEW, []
    row.save(update_fields=["actor", "verdict", "replaced"])
    ImportRow.objects.filter(batch=row.batch, lead=row.position).update(actor=None, verdict=RowVerdict.REVIEW)


def _take_back(row: ImportRow, contribution: Contribution, decision: str) -> None:
    """Withdraw what the row said of its actor, and say again what other rows of the import say of it."""
    actor = row.actor
    assert actor is not None
    if decision != Decision.SAME and actor.state == ActorState.MERGED:
        raise DecisionError("La page créée a été fusionnée depuis : annulez d’abord cette fusion.")
    withdraw_part(contribution, [actor.pk])
    if decision != Decision.SAME and Actor.objects.filter(pk=actor.pk).exists():
        raise DecisionError(
            "Des personnes ont complété cette page depuis : elle ne peut plus être retirée ainsi."
        )
    project(put_back([row]))
    others = [
        other
        for other in ImportRow.objects.filter(batch=row.batch, actor=actor, lead=None).exclude(pk=row.pk)
        if other.content
    ]
    for other in others:
        _join(other, contribution, actor)


def next_pair(after: DoubtfulPair | None = None) -> DoubtfulPair | None:
    """The next pair that awaits a decision, the likeliest first."""
    waiting = pairs_to_decide()
    if after is not None:
        return waiting.exclude(pk=after.pk).first()
    return waiting.first()
