"""The documents: what they name exists, what they point to is there."""

from __future__ import annotations

import re
import tomllib
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from maillage.opendata.cli import COMMANDS as OPENDATA
from maillage.site import cli

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "maillage").rglob("README.md")]
)
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_of(document: Path) -> list[str]:
    """The lines of code of a document, those of its blocks and those in its sentences."""
    found = CODE.findall(document.read_text())
    return [line.strip() for block, inline in found for line in (block or inline).splitlines()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_each_link_leads_to_a_file(document: Path):
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [one.split("#")[0] for one in targets if "://" not in one and not one.startswith(("#", "mailto:"))]
    missing = [one for one in local if not (document.parent / one).exists()]
    assert missing == []


def commands_of(document: Path) -> list[tuple[str, str]]:
    """Each `maillage NAME …` of a document: the name and what follows it."""
    calls = (re.search(r"(?:^|bin/)maillage ([a-z_]+)(?![\w/])([^|#&]*)", line) for line in code_of(document))
    return [(found[1], found[2]) for found in calls if found]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_each_command_named_exists_with_its_options(document: Path):
    for name, rest in commands_of(document):
        words = [word for word in rest.split() if re.fullmatch(r"[a-z]+", word)]
        parser = _opendata_parser(words) if name == "opendata" else _parser(name)
        inner = _sub_commands(parser)
        assert not inner or not words or words[0] in inner, f"maillage {name} {words[0]}"
        options = _options(parser)
        for option in re.findall(r"(?<!\S)\[?(--[a-z-]+)", rest):
            assert option in options, f"maillage {name} {option}"


def test_each_command_that_the_help_announces_exists():
    assert set(cli.COMMANDS) - set(get_commands()) == {"opendata"}


def _parser(name: str) -> ArgumentParser:
    known = get_commands()
    assert name in known, f"maillage {name}"
    return load_command_class(known[name], name).create_parser("maillage", name)


def _opendata_parser(words: list[str]) -> ArgumentParser:
    """That of a sub-command of `maillage opendata`, which is no command of Django's."""
    parser = ArgumentParser()
    parser.add_argument("--store")
    known = {**OPENDATA, **cli.LENT_TO_OPENDATA}
    for name in words[:1]:
        assert name in known, f"maillage opendata {name}"
        import_module(known[name][0]).add_arguments(parser)
    return parser


def _sub_commands(parser) -> set[str]:
    """The names of a command's sub-commands, none when it has none."""
    choices = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
    return {name for one in choices for name in one}


def _options(parser) -> set[str]:
    """The options of a command and of its sub-commands."""
    found: set[str] = set()
    for action in parser._actions:
        found |= set(action.option_strings)
        if hasattr(action, "choices") and isinstance(action.choices, dict):
            for inner in action.choices.values():
                found |= _options(inner)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_each_make_target_named_exists(document: Path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in code_of(document):
        if found := re.match(r"(?:[A-Z_]+=\S+ )*make ([a-z-]+)", line):
            assert found[1] in targets, f"make {found[1]}"


def test_the_version_of_the_log_is_that_of_the_package():
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "maillage" / "__init__.py").read_text())
    assert version
    first = re.search(r"^## \[?([^\]\s]+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first and first[1] in {version[1], "Unreleased"}


def test_dependencies_are_locked_without_any_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[^A-Za-z0-9_-]", one)[0].lower().replace("_", "-") for one in project["dependencies"]}
    locked = (ROOT / "requirements.lock").read_text()
    assert wanted <= set(re.findall(r"^([a-z0-9-]+)==", locked, re.MULTILINE))
    for lock in ("requirements.lock", "requirements-dev.lock", "package-lock.json"):
        assert "://" not in re.sub(r'"(url|funding)":.*', "", (ROOT / lock).read_text()), lock


@pytest.mark.parametrize("setting", ["MAILLAGE_PRODUCTION", "MAILLAGE_SECRET_KEY", "DATABASE_URL"])
def test_the_operators_guide_names_the_main_settings(setting: str):
    assert any(setting in path.read_text() for path in (ROOT / "docs" / "operate").glob("*.md"))


def test_each_setting_named_in_the_documents_is_read():
    """`MAILLAGE_…` written in a document is read somewhere in the house."""
    read = " ".join(
        path.read_text()
        for folder in ("maillage", "scripts", "tests")
        for path in (ROOT / folder).rglob("*.py")
    )
    for document in DOCUMENTS:
        for name in set(re.findall(r"\bMAILLAGE_[A-Z_]+[A-Z]\b", document.read_text())):
            assert name in read, f"{named(document)}: {name}"


def test_each_setting_read_is_documented():
    """Whoever installs finds every setting in the operator's guide."""
    settings = (ROOT / "maillage" / "site" / "settings.py").read_text()
    guide = " ".join(path.read_text() for path in (ROOT / "docs" / "operate").glob("*.md"))
    read = set(re.findall(r'"(MAILLAGE_[A-Z_]+)"', settings))
    assert sorted(read - set(re.findall(r"MAILLAGE_[A-Z_]+", guide))) == []
