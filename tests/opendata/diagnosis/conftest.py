"""One diagnosis, drawn once, that the tests only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from maillage.opendata.diagnosis import Diagnosis

from .ground import Ground, draw


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Where it was drawn: its store and its pass."""
    return Ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="session")
def diagnosis(ground: Ground) -> Iterator[Diagnosis]:
    """The diagnosis of the two communes."""
    with draw(ground) as drawn:
        yield drawn
