"""Each benchmark runs once, tiny: its figures are not judged, only that they are there and true."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys

import pytest

from bench.__main__ import names
from bench.table import Table
from tests.conftest import ROOT

pytestmark = pytest.mark.bench


@pytest.mark.django_db
@pytest.mark.parametrize("name", names())
def test_it_gives_filled_tables(name):
    tables = list(importlib.import_module(f"bench.{name}").run(tiny=True))
    assert tables
    for table in tables:
        assert table.rows and all(len(row) == len(table.columns) for row in table.rows)
        assert json.dumps(table.rows, default=str)


def test_a_table_aligns_its_figures_and_keeps_its_notes():
    table = Table("Title", ("what", "n", "share"), [("a", 12_000, 0.5), ("long name", None, 0.25)], ["Said."])
    lines = str(table).splitlines()
    assert lines[0] == "Title"
    assert lines[4] == "a          12 000  0.500"
    assert lines[5] == "long name       -  0.250"
    assert lines[6] == "  Said."


def test_an_unknown_benchmark_is_refused():
    ended = subprocess.run(
        [sys.executable, "-m", "bench", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2 and "no such benchmark" in ended.stderr
