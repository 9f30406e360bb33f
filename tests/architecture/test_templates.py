"""The templates: nothing inline that the CSP would refuse, and a French that is well set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path for path in (ROOT / "maillage").rglob("templates/**/*") if path.suffix in {".html", ".txt"}
)
# What Django reads, and what is never shown, is not text.
NOT_TEXT = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<script.*?</script>|<[^>]*>", re.DOTALL)
SAID_IN_TAGS = re.compile(r"""(?:title|label|aria-label|alt|placeholder)=(?:"([^"{]*)"|'([^'{]*)')""")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT / "maillage"))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_nothing_is_inline(template: Path):
    source = template.read_text()
    assert not re.search(r"<style\b", source)
    # Mail programs read styles in the elements alone; our pages show such a message in a sandbox.
    if template.parent.name != "mail":
        assert not re.search(r"<[^>{]*\sstyle\s*=", source)
    assert not re.search(r"<[^>{]*\son[a-z]+\s*=", source)
    assert "javascript:" not in source
    scripts = re.findall(r"<script\b([^>]*)>", source)
    assert all("src=" in one or "application/" in one for one in scripts)
    assert all("defer" in one for one in scripts if "src=" in one), "a script without defer holds the page back"


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_apostrophes_are_typographic(template: Path):
    source = template.read_text()
    said = NOT_TEXT.sub(" ", source) + " ".join(one or other for one, other in SAID_IN_TAGS.findall(source))
    assert not re.search(r"\w'\w", said)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_links_follow_the_sub_path_of_the_site(template: Path):
    """An address written by hand forgets the sub-path under which a town may serve the site."""
    assert not re.search(r"""(?:href|src|action)=["']/""", template.read_text())
