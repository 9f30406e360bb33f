"""The matching of the demonstration's four lists, overlapping and misspelt, against their truth."""

from __future__ import annotations

from dataclasses import fields

import pytest

from maillage.actors.models import Actor
from tests.imports.truth import Ledger, Outcome, bring_in, lists

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [2005, 3])
def test_lists_that_overlap_come_to_one_actor_each(plaine_centrale, amina, tmp_path, seed):
    ledger, total = Ledger(), Outcome()
    for one in lists(seed=seed):
        batch, _ = bring_in(one, tmp_path)
        outcome = ledger.take(one, batch)
        for part in fields(Outcome):
            value = getattr(outcome, part.name)
            setattr(total, part.name, getattr(total, part.name) + value)
        ledger.answer(amina)
    print(total)
    assert total.known > 200
    assert total.precision >= 0.995, total.wrong
    assert total.recall >= 0.95
    assert total.found >= 0.985, total.missing
    assert total.asked_for_nothing <= 5, total.vain
    mixed = {pk: truths for pk, truths in ledger.actor_truth.items() if len(truths) > 1}
    assert not mixed
    # What nobody was asked about stays apart: a handful of pages too many, never one too few.
    assert 0 <= Actor.objects.living().count() - len(ledger.seen) <= 4
