"""The ground of the demonstration, loaded in the test's database."""

from __future__ import annotations

import pytest

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.demo.actions import load_ground, load_seed_actors


@pytest.fixture
def demo_animator(db: None) -> User:
    """Amina, on the declared territory."""
    return load_ground()


@pytest.fixture
def named_actors(demo_animator: User) -> dict[str, Actor]:
    """The actors that the synthesis names, by their key."""
    return load_seed_actors(demo_animator)
