"""The pages of the paper guide, for the animator and for everybody."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from maillage.accounts.models import User
from maillage.actors.actions import set_state
from maillage.actors.models import Actor, ActorState
from maillage.guide.domain.edition import all_chapters
from maillage.guide.models import GuideDocument, GuideEdition
from maillage.guide.paper import editions
from maillage.guide.paper.forms import SponsorFormSet
from maillage.territory.models import Territory
from tests.factories import make_actor

DIRECTORY = "https://pole.example.org/annuaire/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def town(plaine_centrale: Territory) -> list[Actor]:
    return [make_actor("Chorale du Lac", themes=["culture/musique"]), make_actor("Judo club", themes=["sport"])]


@pytest.fixture
def edition(amina: User) -> GuideEdition:
    return GuideEdition.objects.create(name="Édition 2026", dated_on=date(2026, 5, 4), created_by=amina)


@pytest.fixture
def frozen(town: list[Actor], edition: GuideEdition, amina: User) -> GuideEdition:
    editions.freeze(edition, DIRECTORY, by=amina)
    return edition


def picture(width: int, height: int, name: str = "image.png") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#26744b").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def choices(**changes: object) -> dict[str, object]:
    """What the form of an edition sends, all chapters in their usual order."""
    data: dict[str, object] = {
        "name": "Édition 2026", "title": "Le who’s who solidaire", "dated_on": "2026-05-04", "with_map": "on",
        "soutiens-TOTAL_FORMS": "1", "soutiens-INITIAL_FORMS": "0", "soutiens-0-position": "0",
    }  # fmt: skip
    for rank, code in enumerate(all_chapters(), 1):
        data |= {f"in_{code}": "on", f"rank_{code}": str(rank)}
    return data | changes


def test_animators_pages_are_closed_to_others(as_bruno: Client, client: Client, frozen: GuideEdition) -> None:
    document = GuideDocument.objects.create(edition=frozen, kind="proof", directory=DIRECTORY)
    for name, arguments in (
        ("editions", []), ("new", []), ("edition", [frozen.pk]), ("edit", [frozen.pk]), ("freeze", [frozen.pk]),
        ("delete", [frozen.pk]), ("frozen", [frozen.pk, "ecran"]), ("progress", [document.pk]),
        ("proof", [document.pk]),
    ):  # fmt: skip
        address = reverse(f"paper:{name}", args=arguments)
        assert as_bruno.get(address).status_code == 403, name
        assert client.get(address).status_code == 302, name
    for name, arguments in (
        ("prove", [frozen.pk, "ecran"]), ("publish", [frozen.pk]), ("unpublish", [frozen.pk]),
        ("duplicate", [frozen.pk]), ("delete", [frozen.pk]), ("freeze", [frozen.pk]),
    ):  # fmt: skip
        assert as_bruno.post(reverse(f"paper:{name}", args=arguments)).status_code == 403, name
    frozen.refresh_from_db()
    assert not frozen.is_published
    assert GuideEdition.objects.count() == 1


def test_animator_prepares_proves_freezes_and_publishes(as_amina: Client, town: list[Actor]) -> None:
    assert "Aucune édition" in as_amina.get(reverse("paper:editions")).content.decode()
    assert as_amina.get(reverse("paper:new")).status_code == 200
    answer = as_amina.post(
        reverse("paper:new"),
        choices(
            foreword="Bienvenue.\n\nBonne lecture.",
            rank_sport="1",
            rank_culture="2",
            **{"soutiens-0-name": "Ville d’essai", "soutiens-0-logo": picture(400, 300)},
        ),
    )
    edition = GuideEdition.objects.get()
    assert answer.url == reverse("paper:edition", args=[edition.pk])
    assert edition.chapters[:3] == ["sport", "culture", "sante-social"]
    assert edition.sponsors.get().name == "Ville d’essai"
    page = as_amina.get(answer.url).content.decode()
    assert "<strong>2 fiches</strong>" in page
    assert "Geler l’édition" not in page, "nothing was proved yet"
    as_amina.post(reverse("paper:prove", args=[edition.pk, "ecran"]))
    document = edition.documents.get()
    assert document.state == "done", document.error
    page = as_amina.get(answer.url).content.decode()
    assert "2\u00a0fiches sans présentation" in page
    proof = as_amina.get(reverse("paper:proof", args=[document.pk]))
    assert b"".join(proof.streaming_content).startswith(b"%PDF")
    assert "ne se modifient plus" in as_amina.get(reverse("paper:freeze", args=[edition.pk])).content.decode()
    as_amina.post(reverse("paper:freeze", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.is_frozen
    for use, pages in (("ecran", edition.page_count), ("imprimeur", edition.press_page_count)):
        file = as_amina.get(reverse("paper:frozen", args=[edition.pk, use]))
        assert file.content.startswith(b"%PDF")
        assert pages
    as_amina.post(reverse("paper:publish", args=[edition.pk]))
    page = Client().get(reverse("paper:published")).content.decode()
    assert "Édition 2026" in page
    assert edition.screen_size in page
    file = Client().get(reverse("paper:file", args=[edition.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    cover = Client().get(reverse("paper:cover", args=[edition.pk]))
    assert b"".join(cover.streaming_content).startswith(b"\x89PNG")


def test_nothing_changes_on_a_get(as_amina: Client, frozen: GuideEdition) -> None:
    for name in ("publish", "unpublish", "duplicate"):
        assert as_amina.get(reverse(f"paper:{name}", args=[frozen.pk])).status_code == 405
    as_amina.get(reverse("paper:delete", args=[frozen.pk]))
    as_amina.get(reverse("paper:freeze", args=[frozen.pk]))
    assert GuideEdition.objects.get().published_at is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cover_colour": "#ffe680"}, "trop claire"),
        ({"cover_colour": "rouge"}, "Une couleur s’écrit"),
        ({"cover_picture": SimpleUploadedFile("x.png", b"no", content_type="image/png")}, "image"),
        ({"name": ""}, "obligatoire"),
        ({f"in_{code}": "" for code in all_chapters()}, "au moins un chapitre"),
        ({"rank_sport": "premier"}, "nombre"),
    ],
)
def test_wrong_choices_are_explained(
    as_amina: Client, town: list[Actor], changes: dict[str, object], said: str
) -> None:
    answer = as_amina.post(reverse("paper:new"), choices(**changes))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not GuideEdition.objects.exists()


def test_cover_picture_needs_words(as_amina: Client, town: list[Actor]) -> None:
    answer = as_amina.post(reverse("paper:new"), choices(cover_picture=picture(2000, 1800)))
    assert "Dites en quelques mots" in answer.content.decode()
    as_amina.post(reverse("paper:new"), choices(cover_picture=picture(2000, 1800), cover_alt="Le marché"))
    assert GuideEdition.objects.get().cover_picture


def test_same_name_twice_is_refused(as_amina: Client, edition: GuideEdition, town: list[Actor]) -> None:
    answer = as_amina.post(reverse("paper:new"), choices())
    assert answer.status_code == 200
    assert GuideEdition.objects.count() == 1


def test_frozen_edition_is_no_longer_changed(as_amina: Client, frozen: GuideEdition) -> None:
    answer = as_amina.post(reverse("paper:edit", args=[frozen.pk]), choices(title="Autre"))
    assert answer.status_code == 302
    frozen.refresh_from_db()
    assert frozen.title == "Le who’s who solidaire"


def test_empty_selection_says_what_to_do(as_amina: Client, edition: GuideEdition, town: list[Actor]) -> None:
    edition.chapters = ["mobilite"]
    edition.save()
    page = as_amina.get(reverse("paper:edition", args=[edition.pk])).content.decode()
    assert "ne retiennent aucune fiche" in page
    as_amina.post(reverse("paper:prove", args=[edition.pk, "ecran"]))
    page = as_amina.get(reverse("paper:edition", args=[edition.pk])).content.decode()
    assert "Aucune fiche publiée ne répond à vos choix (ces chapitres)" in page


def test_composition_under_way_is_followed(as_amina: Client, edition: GuideEdition, town: list[Actor]) -> None:
    document = GuideDocument.objects.create(
        edition=edition, kind="proof", directory=DIRECTORY, state="running", percent=30, step="Mise en page"
    )
    page = as_amina.get(reverse("paper:edition", args=[edition.pk])).content.decode()
    assert "Mise en page" in page
    assert "Composer une épreuve" not in page
    part = as_amina.get(reverse("paper:progress", args=[document.pk]))
    assert "HX-Refresh" not in part
    # A second demand joins the first.
    as_amina.post(reverse("paper:prove", args=[edition.pk, "imprimeur"]))
    assert edition.documents.count() == 1
    document.state = "done"
    document.save()
    assert as_amina.get(reverse("paper:progress", args=[document.pk]))["HX-Refresh"] == "true"


def test_copy_and_removal(as_amina: Client, frozen: GuideEdition) -> None:
    answer = as_amina.post(reverse("paper:duplicate", args=[frozen.pk]))
    copy = GuideEdition.objects.exclude(pk=frozen.pk).get()
    assert answer.url == reverse("paper:edit", args=[copy.pk])
    assert "ne s’annule pas" in as_amina.get(reverse("paper:delete", args=[copy.pk])).content.decode()
    as_amina.post(reverse("paper:delete", args=[copy.pk]))
    assert list(GuideEdition.objects.all()) == [frozen]


def test_public_page_without_an_edition_leads_to_the_directory(client: Client, db: None) -> None:
    page = client.get(reverse("paper:published")).content.decode()
    assert "Aucune édition n’est publiée" in page
    assert "/annuaire/" in page


def test_unpublished_edition_is_not_downloaded(client: Client, frozen: GuideEdition) -> None:
    assert client.get(reverse("paper:file", args=[frozen.pk])).status_code == 404
    assert client.get(reverse("paper:cover", args=[frozen.pk])).status_code == 404


def test_animator_is_warned_of_what_was_withdrawn(
    as_amina: Client, frozen: GuideEdition, town: list[Actor], amina: User
) -> None:
    assert "retirées depuis" not in as_amina.get(reverse("paper:edition", args=[frozen.pk])).content.decode()
    set_state(town[0], ActorState.WITHDRAWN, by=amina)
    page = as_amina.get(reverse("paper:edition", args=[frozen.pk])).content.decode()
    assert "1\u00a0structure" in page
    assert "Avant de réimprimer" in page


@pytest.mark.django_db
def test_a_form_never_draws_the_lines_that_a_request_claims():
    claimed = {"soutiens-TOTAL_FORMS": "100000", "soutiens-INITIAL_FORMS": "0"}
    sponsors = SponsorFormSet(claimed, instance=GuideEdition(), prefix="soutiens")
    assert sponsors.total_form_count() <= 24
    assert not sponsors.is_valid()
