"""The journal cannot be rewritten unnoticed."""

from __future__ import annotations

import pytest

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(amina):
    return [journal.record("essai", by=amina, subject="test", number=number) for number in range(3)]


def test_an_intact_journal_has_no_break(three):
    assert list(journal.broken_entries()) == []


def test_a_rewritten_entry_is_noticed(three):
    JournalEntry.objects.filter(pk=three[1].pk).update(data={"number": 7})
    assert any("ligne 2" in sentence for sentence in journal.broken_entries())


def test_a_removed_entry_is_noticed(three):
    three[1].delete()
    assert any("manque" in sentence for sentence in journal.broken_entries())


def test_a_cut_end_is_noticed(three):
    three[2].delete()
    assert any("coupée" in sentence for sentence in journal.broken_entries())
