"""The rooms: each says what it owns, none is a junk drawer, and every app is held by the floors."""

from __future__ import annotations

import ast
import configparser
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "maillage"
ROOMS = sorted(folder for folder in HOUSE.iterdir() if (folder / "__init__.py").is_file())
MODULES = sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "stuff"}
README_LINES = 30


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_each_room_says_in_thirty_lines_what_it_owns(room: Path):
    readme = room / "README.md"
    assert readme.is_file(), f"maillage/{room.name} has no README.md"
    assert len(readme.read_text().splitlines()) <= README_LINES


def test_there_is_no_junk_drawer():
    named = {path.stem for path in MODULES} | {folder.name for folder in HOUSE.rglob("*") if folder.is_dir()}
    assert not named & JUNK_DRAWERS


def test_each_room_has_its_floor():
    """A floor still between brackets is not held by the linter while its room exists."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    floors = contracts["importlinter:contract:floors"]["layers"].replace("|", " ").split()
    assert {floor for floor in floors if not floor.startswith("(")} == {room.name for room in ROOMS}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_each_module_opens_with_a_sentence(module: Path):
    source = module.read_text()
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), f"{module.relative_to(ROOT)} does not say what it holds"


def test_nothing_is_left_to_do_in_a_comment():
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in (HOUSE, ROOT / "tests", ROOT / "scripts")
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js", ".typ", ".txt"} and path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(word in line for word in ("TODO", "FIXME", "XXX"))
    ]
    assert left == []


@pytest.mark.xdist_group("house")
def test_tests_marked_for_one_worker_stay_together(request: pytest.FixtureRequest):
    """The runner says it in the name; when it forgets to, each worker loads the demonstration again."""
    shared_out = os.environ.get("PYTEST_XDIST_WORKER")
    assert not shared_out or request.node.nodeid.endswith("@house")
