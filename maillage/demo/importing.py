"""Bring the four lists in through the import, and take the decisions that an animator would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from maillage.accounts.models import User
from maillage.actors.actions import mark_section, merge_actors
from maillage.actors.models import Actor, ActorState
from maillage.demo.generator import InventedActor
from maillage.demo.list_files import LocalList
from maillage.demo.local_lists import AGGLOMERATION
from maillage.imports.actions.deciding import decide
from maillage.imports.actions.preparing import open_batch, open_list, plan_batch, save_profile
from maillage.imports.actions.running import run_batch
from maillage.imports.models import DoubtfulPair, ImportBatch, ImportRow
from maillage.imports.queries import pairs_to_decide
from maillage.upkeep.queries import animation_source

LEFT_TO_DECIDE: Final = 3
"""How many pairs of each kind are left to whoever tries the page: rows of an actor that another list brought
in, and actors that look alike without being one. Neither changes how many structures there are."""

Say = Callable[[str], None]


@dataclass
class Truth:
    """Which actors stand for which structure behind the lists; keys are those of `Entry.truth`."""

    invented: Mapping[str, InventedActor]
    lists: dict[int, LocalList] = field(default_factory=dict)

    def of_row(self, row: ImportRow) -> str:
        """The key behind a row, "" for one that hides nobody."""
        return self.lists[row.batch_id].truth.get((row.sheet, row.line), "")

    def of_actors(self) -> dict[int, set[str]]:
        """The keys behind each actor (primary key) that rows made or met, merges followed."""
        into = dict(Actor.objects.filter(state=ActorState.MERGED).values_list("pk", "merged_into_id"))
        keys: dict[int, set[str]] = defaultdict(set)
        rows = ImportRow.objects.filter(batch__in=self.lists).exclude(actor=None)
        for row in rows.only("batch_id", "sheet", "line", "actor_id").iterator():
            key, actor = self.of_row(row), row.actor_id
            while actor in into:
                actor = into[actor]
            if key and actor is not None:
                keys[actor].add(key)
        return keys

    def is_section(self, key: str, other: str) -> bool:
        """Whether the first structure is a section of the second."""
        one = self.invented.get(key)
        return one is not None and one.section_of is not None and str(one.section_of) == other


def import_lists(
    paths: Mapping[Path, LocalList], invented: Mapping[str, InventedActor], by: User, say: Say
) -> dict[str, Actor]:
    """Import the lists, the oldest first, and decide; return the actors by the key of the truth."""
    truth = Truth(invented)
    for path, one in sorted(paths.items(), key=lambda item: item[1].stated_on):
        batch = _import_list(path, one, by)
        truth.lists[batch.pk] = one
        say(
            f"{one.about.title} : {batch.report['rows_read']} lignes, {batch.report['created']} structures "
            f"nouvelles, {batch.report['merged']} rapprochées"
        )
    listed = Actor.objects.living().filter(created_by__import_batch__in=truth.lists)
    alone, waiting = listed.count(), pairs_to_decide().count()
    decided = _decide_pairs(truth, by)
    merged = _merge_missed(truth, by)
    say(
        f"{alone} structures nées des listes par le rapprochement automatique seul, {waiting} paires laissées "
        f"à une personne ; {listed.count()} après {decided} décisions et {merged} fusions à la main"
    )
    Actor.objects.filter(created_by__import_batch__in=truth.lists).update(invented=True)
    found = truth.of_actors()
    actors = Actor.objects.in_bulk(found)
    by_key = {key: actors[pk] for pk, keys in found.items() for key in keys}
    for key, structure in invented.items():
        if structure.section_of is not None and by_key[key].section_of_id is None:
            mark_section(by_key[key], by_key[str(structure.section_of)], by=by)
    return by_key


def _import_list(path: Path, one: LocalList, by: User) -> ImportBatch:
    """Import one list as an animator would, and keep its profile."""
    found = open_list(path)
    batch = open_batch(
        found,
        author=by,
        options={} if one.name == AGGLOMERATION else {"family": "association"},
        name=one.about.title,
        publisher=one.about.publisher,
        stated_on=one.stated_on,
    )
    save_profile(batch, one.about.title)
    plan_batch(batch, found.raw_rows())
    run_batch(batch, by=by, wait=30)
    batch.refresh_from_db()
    return batch


def _decide_pairs(truth: Truth, by: User) -> int:
    """Decide the doubtful pairs by the truth, but for a few; return how many were decided."""
    left: set[int] = set()
    rows = lookalikes = decided = 0
    # Deciding that a row is not one actor may ask whether it is the next one.
    while pair := pairs_to_decide().exclude(pk__in=left).first():
        keys = truth.of_actors()
        second = keys.get(pair.second_id, set())
        first = {truth.of_row(pair.row)} if pair.row else keys.get(pair.first_id or 0, set())
        decision = _decision(truth, first - {""}, second)
        if pair.row and decision == DoubtfulPair.Decision.SAME and rows < LEFT_TO_DECIDE:
            left.add(pair.pk)
            rows += 1
        elif pair.first and decision == DoubtfulPair.Decision.OTHER and lookalikes < LEFT_TO_DECIDE:
            left.add(pair.pk)
            lookalikes += 1
        else:
            decide(pair, decision, by=by)
            decided += 1
    return decided


def _decision(truth: Truth, first: set[str], second: set[str]) -> DoubtfulPair.Decision:
    if first & second:
        return DoubtfulPair.Decision.SAME
    if any(truth.is_section(one, other) for one in first for other in second):
        return DoubtfulPair.Decision.SECTION
    if any(truth.is_section(other, one) for one in first for other in second):
        return DoubtfulPair.Decision.PARENT
    return DoubtfulPair.Decision.OTHER


def _merge_missed(truth: Truth, by: User) -> int:
    """Merge the pages of one structure that no comparison had brought together; return how many."""
    source = animation_source()
    pages: dict[str, list[int]] = defaultdict(list)
    for pk, keys in sorted(truth.of_actors().items()):
        for key in keys:
            pages[key].append(pk)
    merged = 0
    for kept, *others in pages.values():
        for other in others:
            merge_actors(Actor.objects.get(pk=kept), Actor.objects.get(pk=other), by=by, source=source)
            merged += 1
    return merged
