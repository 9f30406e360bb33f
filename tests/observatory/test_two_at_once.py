"""Two people who decide otherwise, one after the other, and at the same moment on PostgreSQL.

There all is committed for good, then removed: a rolled back transaction has no race. On SQLite who writes is
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from maillage.accounts.models import JournalEntry, JournalHead, User
from maillage.actors.models import Actor, Contribution, Fact, Source
from maillage.observatory.actions import links
from maillage.observatory.models import LinkPair
from tests.factories import make_actor

at_the_same_moment = pytest.mark.skipif(connection.vendor != "postgresql", reason="the races of PostgreSQL")
ROUNDS = 10


@pytest.fixture
def person(django_db_setup: None, django_db_blocker: Any) -> Iterator[User]:
    with django_db_blocker.unblock():
        user = User.objects.create(email="two@example.org", name="Two")
        try:
            yield user
        finally:
            for model in (LinkPair, Fact, Actor, Contribution, Source, JournalEntry, JournalHead):
                model.objects.all().delete()
            user.delete()


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What each was told when all acted together; nothing when it was done."""
    together = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> str:
        try:
            together.wait()
            act()
            return ""
        except ValueError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def rivals(number: int = 0) -> list[LinkPair]:
    """A structure that may be either of two units, the first of which another structure may be too."""
    one, other = (make_actor(f"{name} {number}", commune=None) for name in ("Une", "Deux"))
    judged = {"name": "X", "score": 0.9, "evidence": "nom"}
    return [
        LinkPair.objects.create(actor=actor, siren=f"{siren}{number:08d}", **judged)
        for actor, siren in ((one, 1), (one, 2), (other, 1))
    ]


@pytest.mark.django_db
def test_a_structure_takes_one_siren_and_a_siren_one_structure(amina):
    first, *others = rivals()
    links.say_same(first, by=amina)
    for pair in others:
        with pytest.raises(ValueError, match=r"plus proposé|déjà ce SIREN"):
            links.say_same(pair, by=amina)


@at_the_same_moment
def test_so_it_is_when_all_are_confirmed_at_once(person):
    for number in range(ROUNDS):
        pairs = rivals(number)
        told = at_once(*(lambda pair=pair: links.say_same(pair, by=person) for pair in pairs))
        taken = Actor.objects.filter(link_pairs__in=pairs).exclude(siren="").values_list("siren", flat=True)
        assert len(set(taken)) == len(taken) == told.count(""), told
