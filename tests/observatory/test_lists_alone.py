"""A territory whose Sirene is not loaded: the diagnosis is drawn from its lists, and says what it lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

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


def test_what_is_new_cannot_be_said_without_sirene_and_the_page_says_so(client, two_banks, ground, settings):
    make_actor("Chorale", themes=["culture/musique"], commune="94028")
    (ground.store.root / "national").rename(ground.folder / "away")
    former = diagnose(two_banks, date(2025, 6, 1), by=None)
    (ground.folder / "away").rename(ground.store.root / "national")
    row = diagnose(two_banks, ON, by=None)
    for one in (former, row):
        publish(one, by=None)
    text = check_html(client.get(reverse("observatory:changes", args=[row.slug, row.reference])))
    assert "sans Sirene" in text
