"""A worker killed while a newsletter leaves: a real process, a real server, a database of its own."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT


def test_nobody_receives_it_twice_unasked_and_who_did_not_is_in_doubt():
    ended = subprocess.run(
        [sys.executable, "-m", "bench", "newsletter", "--tiny", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    tables = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    killed = dict(zip(tables[1]["columns"], tables[1]["rows"][0], strict=True))
    assert killed["left when killed"] >= killed["addresses"] // 2
    assert killed["twice, after"] == 0
    assert killed["never, after"] <= killed["in doubt"] <= 1
    assert killed["never, on the word"] == 0
    assert killed["twice, on the word"] <= killed["in doubt"]
