"""How well rows are matched, counted against the truth that the generator of the demonstration keeps."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from maillage.demo.generator import demonstration_actors, generate_actors
from maillage.demo.list_files import LocalList, local_lists
from maillage.imports.actions.deciding import decide
from maillage.imports.actions.preparing import open_batch, open_list, plan_batch
from maillage.imports.actions.running import run_batch
from maillage.imports.domain.report import Report, RowVerdict
from maillage.imports.models import DoubtfulPair, ImportBatch, ImportRow
from maillage.imports.queries import pairs_to_decide

DAY = date(2005, 1, 10)


@dataclass
class Outcome:
    """Rows of later lists by what became of them, against what they truly are."""

    joined_right: int = 0
    joined_wrong: int = 0
    asked_right: int = 0
    asked_for_nothing: int = 0
    missed: int = 0
    new: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    vain: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the rows joined without asking that were joined to the right actor."""
        return self.joined_right / max(self.joined_right + self.joined_wrong, 1)

    @property
    def recall(self) -> float:
        """The share of the rows of a known actor that were joined to it without asking."""
        return self.joined_right / max(self.known, 1)

    @property
    def found(self) -> float:
        """The same with the rows that a person is asked about."""
        return (self.joined_right + self.asked_right) / max(self.known, 1)

    @property
    def known(self) -> int:
        return self.joined_right + self.joined_wrong + self.asked_right + self.missed

    def __str__(self) -> str:
        return (
            f"{self.known} rows of a known actor: {self.joined_right} joined, {self.joined_wrong} wrongly, "
            f"{self.asked_right} asked, {self.missed} missed; {self.new} new, {self.asked_for_nothing} asked "
            f"for nothing; precision {self.precision:.4f}, recall {self.recall:.4f}, "
            f"with questions {self.found:.4f}"
        )


def lists(count: int | None = None, seed: int = 2005) -> list[LocalList]:
    """The four lists, of the demonstration or of so many invented actors."""
    actors = demonstration_actors(seed, DAY) if count is None else list(generate_actors(count, seed, DAY))
    return local_lists(actors, DAY, seed)


def bring_in(one: LocalList, folder) -> tuple[ImportBatch, Report]:
    """Import a list as the page does."""
    path = folder / one.about.filename
    path.write_bytes(one.data)
    found = open_list(path)
    batch = open_batch(found, name=one.about.title, publisher=one.about.publisher)
    plan_batch(batch, found.raw_rows())
    return batch, run_batch(batch)


def truth_of(one: LocalList, row: ImportRow) -> str:
    return one.truth.get((row.sheet, row.line), one.truth.get(("", row.line), ""))


class Ledger:
    """Which true structure each actor is, as the lists come in."""

    def __init__(self) -> None:
        self.actor_truth: dict[int, Counter[str]] = defaultdict(Counter)
        self.seen: set[str] = set()
        self.row_truth: dict[int, str] = {}

    def take(self, one: LocalList, batch: ImportBatch) -> Outcome:
        """Judge the rows of a list just imported, then learn from them."""
        outcome = Outcome()
        known = set(self.seen)
        rows = list(batch.rows.order_by("position"))
        for row in rows:
            self.row_truth[row.pk] = truth_of(one, row)
        joined = {row.actor_id: self.row_truth[row.pk] for row in rows}
        for row in rows:
            truth = self.row_truth[row.pk]
            if row.verdict in (RowVerdict.OUTSIDE, RowVerdict.REFUSED) or not truth or row.lead is not None:
                continue
            if truth not in known:
                if row.verdict == RowVerdict.REVIEW:
                    outcome.asked_for_nothing += 1
                    outcome.vain.append(self._say(row, truth))
                elif row.verdict == RowVerdict.MERGE:
                    outcome.joined_wrong += 1
                    outcome.wrong.append(self._say(row, truth))
                else:
                    outcome.new += 1
            elif row.verdict == RowVerdict.MERGE:
                right = truth in self.actor_truth[row.actor_id]
                outcome.joined_right += right
                outcome.joined_wrong += not right
                if not right:
                    outcome.wrong.append(self._say(row, truth))
            elif row.verdict == RowVerdict.REVIEW:
                if any(truth in self.actor_truth[rival["actor"]] for rival in row.rivals):
                    outcome.asked_right += 1
                else:
                    outcome.missed += 1
                    outcome.missing.append(self._say(row, truth))
            else:
                pairs = batch.pairs.filter(row=None).filter(Q(first=row.actor) | Q(second=row.actor))
                paired = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)} - {row.actor_id}
                if any(truth in self.actor_truth[pk] or truth == joined.get(pk) for pk in paired):
                    outcome.asked_right += 1
                else:
                    outcome.missed += 1
                    outcome.missing.append(self._say(row, truth))
        for row in rows:
            truth = self.row_truth[row.pk]
            if row.actor_id is not None and truth:
                self.actor_truth[row.actor_id][truth] += 1
                self.seen.add(truth)
        return outcome

    def answer(self, by) -> int:
        """Decide every pair as the truth has it; returns how many."""
        answered = 0
        while (pair := pairs_to_decide().first()) is not None:
            second = self.actor_truth[pair.second_id]
            if pair.row is not None:
                truth = self.row_truth[pair.row_id]
                same = truth in second
            else:
                same = bool(self.actor_truth[pair.first_id].keys() & second.keys())
            decide(pair, DoubtfulPair.Decision.SAME if same else DoubtfulPair.Decision.OTHER, by=by)
            if pair.row is not None:
                row = ImportRow.objects.get(pk=pair.row_id)
                if row.actor_id is not None:
                    self.actor_truth[row.actor_id][truth] += 1
                    self.seen.add(truth)
            elif same:
                self.actor_truth[pair.first_id].update(second)
            answered += 1
        return answered

    @staticmethod
    def _say(row: ImportRow, truth: str) -> str:
        return f"{row.line} {row.name!r} ({truth}) {row.verdict} {row.score} {row.reasons} {row.rivals[:1]}"
