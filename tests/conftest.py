"""The cast and the ground of all tests: a real database, the real list of communes, the Pôle's people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import settings as drawn

from maillage.accounts.models import Role, User
from maillage.actors.models import Contribution, Source, SourceKind
from maillage.opendata.diagnosis import Diagnosis as FrozenDiagnosis
from maillage.opendata.diagnosis import freeze_diagnosis
from maillage.territory.actions import add_territory, load_geography
from maillage.territory.models import Commune, Territory
from tests.opendata.diagnosis.ground import HERE, ON, Ground
from tests.smtp import inbox

__all__ = ["inbox"]

# No test asserts a time: a busy machine is no fault of what it runs.
drawn.register_profile("untimed", deadline=None)
drawn.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = Path(os.environ.get("MAILLAGE_SHARED", ROOT.parent / "shared")) / "data"
PLAINE_CENTRALE = ["94002", "94028", "94044"]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no test by the bytes of an archive: they hold its hour, which two workers do not share."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Load the whole reference geography once; tests read it."""
    with django_db_blocker.unblock():
        if not Commune.objects.exists():
            load_geography()


@pytest.fixture
def shared_data() -> Path:
    """The folder of real files beside the checkout; the test is skipped, saying so, where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside the checkout: real files not tried")
    return SHARED_DATA


@pytest.fixture
def plaine_centrale(db: None) -> Territory:
    """The seed's territory: Alfortville, Créteil, Limeil-Brévannes."""
    if not Commune.objects.exists():  # a test that commits for good emptied the tables after itself
        load_geography()
    return add_territory("Plaine Centrale", PLAINE_CENTRALE)


@pytest.fixture
def amina(db: None) -> User:
    """The animator."""
    user = User.objects.create_user("amina@example.org", name="Amina")
    user.role_grants.create(role=Role.ANIMATOR)
    return user


@pytest.fixture
def bruno(db: None) -> User:
    """A person of an association, who keeps its page (his membership is given by the test)."""
    return User.objects.create_user("bruno@example.org", name="Bruno")


@pytest.fixture
def chloe(db: None) -> User:
    """Somebody with an idea and an account, belonging to no structure."""
    return User.objects.create_user("chloe@example.org", name="Chloé")


@pytest.fixture
def as_amina(amina: User) -> Client:
    client = Client()
    client.force_login(amina)
    return client


@pytest.fixture
def as_bruno(bruno: User) -> Client:
    client = Client()
    client.force_login(bruno)
    return client


@pytest.fixture
def as_chloe(chloe: User) -> Client:
    client = Client()
    client.force_login(chloe)
    return client


@pytest.fixture
def local_list(db: None) -> Source:
    """A list kept by the town of Créteil."""
    return Source.objects.create(kind=SourceKind.LIST, name="Liste de Créteil", publisher="Ville de Créteil")


@pytest.fixture(scope="session")
def frozen_once(tmp_path_factory: pytest.TempPathFactory) -> FrozenDiagnosis:
    """The diagnosis of the hand-made territory, frozen once for all the tests that only read it."""
    folder = tmp_path_factory.mktemp("frozen")
    made = Ground(folder)
    made.national()
    return freeze_diagnosis(made.store, HERE, ON, out=made.out)


@pytest.fixture
def contribution(local_list: Source) -> Contribution:
    """An import of that list, open to be written in."""
    return Contribution.objects.create(source=local_list, kind=Contribution.Kind.IMPORT, label="Import d’essai")
