"""A territory whose Sirene is not loaded: the diagnosis is drawn from its lists, and says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.observatory.actions.diagnosis import diagnose, publish
from tests.factories import make_actor
from tests.opendata.diagnosis.ground import ON
from tests.page import check_html

pytestmark = pytest.mark.django_db


def test_the_lists_alone_are_told_and_what_lacks_is_said(client, two_banks, tmp_path: Path, settings):
    settings.DATA_DIR = tmp_path
    for number in range(3):
        make_actor(f"Chorale {number}", themes=["culture/musique"], commune="94028")
    make_actor("Club de judo", themes=["sport"], commune="94002")
    row = diagnose(two_banks, ON, by=None)
    publish(row, by=None)
    text = check_html(client.get(row.get_absolute_url()))
    assert "Structures des listes locales" in text
    assert "Sirene n’est pas chargé" in text
    for name in ("rapport.pdf", "note.pdf"):
        assert client.get(f"{row.get_absolute_url()}{name}").content.startswith(b"%PDF")
