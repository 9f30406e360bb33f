"""The animator says who the Pôle is; nobody else does; nothing hard to read is stored."""

from __future__ import annotations

import email
import io
from email import policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import model_to_dict
from PIL import Image

from maillage.accounts.models import JournalEntry
from maillage.outbox.models import OutgoingMessage
from maillage.territory.forms import PoleForm
from maillage.territory.letters import write
from maillage.territory.models import Pole
from tests.page import check_html

pytestmark = pytest.mark.django_db

ADDRESS = "/animation/pole/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def answers(**changes: object) -> dict[str, object]:
    start = model_to_dict(Pole.objects.first() or Pole(name="Pôle"), fields=PoleForm.Meta.fields)
    return {**{name: value or "" for name, value in start.items() if name != "logo"}, **changes}


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20)) -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", size, "#1f5f5b").save(stream, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", stream.getvalue(), f"image/{kind.lower()}")


def test_only_the_animator_opens_it(client, as_bruno, as_amina, plaine_centrale):
    assert client.get(ADDRESS).status_code == 302
    assert as_bruno.get(ADDRESS).status_code == 403
    assert as_bruno.post(ADDRESS, answers(name="Pris")).status_code == 403
    check_html(as_amina.get(ADDRESS))


def test_what_she_writes_shows_everywhere_and_is_journalled(client, as_amina, plaine_centrale):
    response = as_amina.post(ADDRESS, answers(name="Le Pôle", publisher="Ville", colour_primary="#123456"))
    assert response.status_code == 302
    assert "Le Pôle" in client.get("/mentions-legales/").content.decode()
    assert "--primary:#123456" in client.get("/couleurs.css").content.decode()
    entry = JournalEntry.objects.get(verb="pole.identity")
    assert entry.data["changed"] == ["colour_primary", "name", "publisher"]


def test_a_colour_hard_to_read_is_refused_with_its_reason(as_amina, plaine_centrale):
    html = check_html(as_amina.post(ADDRESS, answers(colour_primary="#9fd6d2")))
    assert "Prenez une couleur principale plus foncée." in html
    assert Pole.objects.get().colour_primary == "#1f5f5b"


def test_the_colours_of_the_start_come_back(client, as_amina, plaine_centrale):
    Pole.objects.update(colour_primary="#123456")
    assert client.post(f"{ADDRESS}couleurs/").status_code == 302
    assert Pole.objects.get().colour_primary == "#123456"
    as_amina.post(f"{ADDRESS}couleurs/")
    assert Pole.objects.get().colour_primary == "#1f5f5b"
    assert as_amina.get(f"{ADDRESS}couleurs/").status_code == 405


def test_a_logo_wants_its_words(as_amina, plaine_centrale):
    html = check_html(as_amina.post(ADDRESS, {**answers(logo_alt=""), "logo": picture()}))
    assert "ce que dit le logo" in html
    as_amina.post(ADDRESS, {**answers(logo_alt="Plaine Centrale"), "logo": picture()})
    assert 'alt="Plaine Centrale"' in check_html(as_amina.get(ADDRESS))


def test_a_replaced_logo_does_not_stay_on_the_disk(
    as_amina, plaine_centrale, tmp_path, django_capture_on_commit_callbacks
):
    for size in ((40, 20), (50, 20)):
        with django_capture_on_commit_callbacks(execute=True):
            as_amina.post(ADDRESS, {**answers(logo_alt="Logo"), "logo": picture(size=size)})
    assert len(list((tmp_path / "pole").iterdir())) == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>"), "image"),
        (picture("GIF"), "Ce format n’est pas accepté"),
        (picture(size=(2400, 10)), "Réduisez son grand côté"),
        (SimpleUploadedFile("logo.bmp", picture("BMP", (800, 700)).read()), "plus de 1 Mo"),
    ],
    ids=["not a picture", "GIF", "too wide", "too heavy"],
)
def test_a_wrong_file_is_refused_in_french(as_amina, plaine_centrale, file, sentence):
    html = check_html(as_amina.post(ADDRESS, {**answers(logo_alt="Logo"), "logo": file}))
    assert sentence in html
    assert not Pole.objects.get().logo


def test_it_can_be_filled_before_any_territory_is_declared(as_amina):
    as_amina.post(ADDRESS, answers(name="Pôle naissant"))
    assert Pole.objects.get(pk=1).name == "Pôle naissant"


@pytest.mark.parametrize(
    ("setting", "sender"),
    [
        ("Maillage <ne-pas-repondre@example.org>", "Le Pôle <ne-pas-repondre@example.org>"),
        ("ville@example.org", "Le Pôle <ville@example.org>"),
        ("La ville <ville@example.org>", "La ville <ville@example.org>"),
    ],
)
def test_letters_come_from_the_pole_unless_the_installation_says_another_name(
    settings, plaine_centrale, setting, sender
):
    settings.DEFAULT_FROM_EMAIL, settings.DEMO = setting, True
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    Pole.objects.update(name="Le Pôle")
    write("workspace/mail/join_prove.txt", "elsa@example.org", link="/")
    kept = OutgoingMessage.objects.get()
    heading = email.message_from_bytes(bytes(kept.mime), policy=policy.default)["From"]
    assert str(heading) == sender
    assert kept.from_email == sender.partition("<")[2].rstrip(">")
