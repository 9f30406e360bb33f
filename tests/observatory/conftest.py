"""A territory of two communes whose every figure is known, in the data folder of the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.observatory.models import Diagnosis
from maillage.opendata.diagnosis import Diagnosis as Frozen
from maillage.territory.actions import add_territory
from maillage.territory.models import Territory
from tests.opendata.diagnosis.ground import HERE, ON, Ground


@pytest.fixture
def ground(tmp_path: Path, settings) -> Ground:
    """The open data of the hand-made territory, loaded where the site looks for it; a test may change it."""
    settings.DATA_DIR = tmp_path
    made = Ground(tmp_path)
    made.national()
    return made


@pytest.fixture
def two_banks(db: None) -> Territory:
    """The two communes of the hand-made territory, as the Pôle's own."""
    return add_territory("Deux Rives", ["94028", "94002"], main=True)


@pytest.fixture
def published(frozen_once: Frozen, two_banks: Territory, settings) -> Diagnosis:
    """That diagnosis, published on the site."""
    settings.DATA_DIR = frozen_once.folder.parents[2]
    return Diagnosis.objects.create(
        territory=two_banks,
        slug=HERE.slug,
        reference=frozen_once.reference,
        stated_on=ON,
        state=Diagnosis.State.READY,
        published=True,
    )
