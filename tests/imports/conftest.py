"""What tests of imports share: a data folder of their own, and lists written as people write them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
