"""Accounts and sessions go when the register says that they go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from maillage.accounts.actions import IDLE_FOR, purge_idle_accounts, purge_sessions
from maillage.accounts.models import JournalEntry, User

pytestmark = pytest.mark.django_db


def age(user: User, by: timedelta) -> None:
    User.objects.filter(pk=user.pk).update(last_login=timezone.now() - by)


def test_an_account_unused_for_three_years_is_deleted_and_journalled(bruno, chloe):
    age(bruno, IDLE_FOR + timedelta(days=1))
    age(chloe, IDLE_FOR - timedelta(days=1))
    assert purge_idle_accounts() == 1
    assert list(User.objects.all()) == [chloe]
    assert JournalEntry.objects.filter(verb="account.purge").count() == 1


def test_an_account_never_used_counts_from_its_opening(bruno):
    User.objects.filter(pk=bruno.pk).update(created_at=timezone.now() - IDLE_FOR - timedelta(days=1))
    assert purge_idle_accounts() == 1


def test_the_animators_account_stays(amina):
    age(amina, IDLE_FOR + timedelta(days=1))
    assert purge_idle_accounts() == 0


def test_expired_sessions_go_and_the_others_stay(as_bruno, as_chloe):
    old = as_bruno.cookies["sessionid"].value
    Session.objects.filter(pk=old).update(expire_date=timezone.now() - timedelta(days=1))
    assert purge_sessions() == 1
    assert not Session.objects.filter(pk=old).exists()
    assert Session.objects.count() == 1
