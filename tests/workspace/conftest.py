"""People of the members' space."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection

from maillage.accounts.models import User
from maillage.actors.models import Actor, Membership
from maillage.workspace.models import Group
from tests.factories import make_actor


@pytest.fixture(autouse=True)
def stored_mail(settings: Any) -> None:
    """Mail is stored as it is in a demonstration, and no test counts the posts of another."""
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    settings.DEMO = True
    cache.clear()


@pytest.fixture
def gardens(plaine_centrale: object) -> Actor:
    return make_actor("Les Jardins partagés", email="jardins@example.org", themes=["environnement"])


@pytest.fixture
def membership(bruno: User, gardens: Actor) -> Membership:
    """Bruno belongs to the gardens, so that he is a member of the Pôle."""
    return Membership.objects.create(user=bruno, actor=gardens, function="président")


@pytest.fixture
def elsa(db: None) -> User:
    """A person of a structure that no group holds."""
    user = User.objects.create_user("elsa@example.org", name="Elsa")
    Membership.objects.create(user=user, actor=make_actor("La Ressourcerie", commune=None))
    return user


@pytest.fixture
def mobility(db: None) -> Group:
    """A working group that the members read."""
    return Group.objects.create(name="Mobilité", slug="mobilite")


@pytest.fixture
def savings(db: None) -> Group:
    """A private group."""
    return Group.objects.create(name="Épargne", slug="epargne", visibility=Group.Visibility.PRIVATE)


@pytest.fixture
def other_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a database of its own, of the kind of the run: a rolled back transaction has no race."""
    clean = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    clean["MAILLAGE_DATA_DIR"] = str(tmp_path)
    if connection.vendor != "postgresql":
        yield clean
        return
    url = os.environ["DATABASE_URL"]
    name = f"race_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**clean, "DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
