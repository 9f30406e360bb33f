"""`maillage guide pdf`: the guide in a file, for a screen or for the press."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from maillage.accounts.models import User
from maillage.actors.actions import edit_actor, source_for
from maillage.actors.models import SourceKind
from maillage.guide.models import GuideEdition
from maillage.guide.paper import editions
from maillage.territory.models import Territory
from tests.factories import make_actor


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("guide", "pdf", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_everything_published_is_written(plaine_centrale: Territory, tmp_path: Path) -> None:
    make_actor("Chorale du Lac", themes=["culture/musique"])
    said = run(tmp_path / "guide.pdf", "--site", "https://pole.example.org")
    assert "guide.pdf : " in said
    assert "1\u00a0fiche sans présentation" in said
    with pikepdf.open(tmp_path / "guide.pdf") as document:
        assert str(document.Root.Lang) == "fr"
        addresses = {
            str(one.A.URI)
            for page in document.pages
            for one in page.get("/Annots", [])
            if "/URI" in one.get("/A", {})
        }
    assert "https://pole.example.org/annuaire/" in addresses


def test_printers_file_has_its_bleed(plaine_centrale: Territory, tmp_path: Path) -> None:
    make_actor("Chorale du Lac", themes=["culture/musique"])
    run(tmp_path / "guide.pdf", "--print")
    with pikepdf.open(tmp_path / "guide.pdf") as document:
        assert len(document.pages) % 4 == 0
        assert all("/BleedBox" in page.obj for page in document.pages)


def test_frozen_edition_is_written_as_it_was(plaine_centrale: Territory, tmp_path: Path, amina: User) -> None:
    actor = make_actor("Chorale du Lac", themes=["culture/musique"])
    edition = GuideEdition.objects.create(name="Édition 2026", dated_on=date(2026, 5, 4))
    editions.freeze(edition, "https://pole.example.org/annuaire/", by=amina)
    edit_actor(actor, {"usual_name": "Autre"}, by=amina, source=source_for(SourceKind.ANIMATOR, "Animation"))
    run(tmp_path / "a.pdf", "--edition", "édition 2026")
    run(tmp_path / "b.pdf", "--edition", "Édition 2026", "--print")
    with edition.screen_pdf.open("rb") as screen, edition.press_pdf.open("rb") as press:
        assert (tmp_path / "a.pdf").read_bytes() == screen.read()
        assert (tmp_path / "b.pdf").read_bytes() == press.read()


def test_mistakes_are_said_in_french(plaine_centrale: Territory, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="annuaire est vide"):
        run(tmp_path / "guide.pdf")
    make_actor("Chorale du Lac", themes=["culture/musique"])
    with pytest.raises(CommandError, match="Aucune édition ne s’appelle « Édition 1999 »"):
        run(tmp_path / "guide.pdf", "--edition", "Édition 1999")
    with pytest.raises(CommandError, match="n’existe pas"):
        run(tmp_path / "absent" / "guide.pdf")
    assert not (tmp_path / "guide.pdf").exists()


def test_missing_font_is_said_with_the_remedy(plaine_centrale: Territory, tmp_path: Path, settings) -> None:
    make_actor("Chorale du Lac", themes=["culture/musique"])
    settings.NODE_MODULES = tmp_path
    with pytest.raises(CommandError, match="make install"):
        run(tmp_path / "guide.pdf")
