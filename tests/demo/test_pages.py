"""The page that says what the demonstration is, its accounts and its lists; none of it elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from maillage.accounts.models import User
from maillage.demo.actions import AMINA, BRUNO, write_lists
from maillage.demo.list_files import ABOUT

ABOUT_URL = reverse("demo:about")


@pytest.fixture
def demonstration(demo_animator: User, settings: Settings, tmp_path: Path) -> None:
    """A demonstration's ground, in its own data folder."""
    settings.DEMO = True
    settings.DATA_DIR = tmp_path


@pytest.mark.usefixtures("demonstration")
def test_the_page_tells_real_from_invented_and_offers_accounts(client: Client) -> None:
    page = client.get(ABOUT_URL).content.decode()
    assert "534 structures sont inventées" in page
    assert "Entrer comme Amina" in page
    assert "Entrer comme Bruno" in page
    assert reverse("outbox:mailbox") in page


@pytest.mark.usefixtures("demonstration")
def test_a_button_signs_in(client: Client) -> None:
    answer = client.post(reverse("demo:enter"), {"account": BRUNO.email})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=BRUNO.email).pk)


@pytest.mark.usefixtures("demonstration")
def test_only_the_accounts_of_the_demonstration_are_open(client: Client) -> None:
    User.objects.create_user("denis@example.org")
    for email in ("denis@example.org", "", "personne@example.org"):
        assert client.post(reverse("demo:enter"), {"account": email}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demonstration")
def test_nobody_is_signed_in_by_following_a_link(client: Client) -> None:
    assert client.get(reverse("demo:enter"), {"account": AMINA.email}).status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demonstration")
def test_lists_are_offered_where_they_are_kept(client: Client, tmp_path: Path) -> None:
    filename = ABOUT["alfortville"].filename
    address = reverse("demo:list", args=[filename])
    assert address not in client.get(ABOUT_URL).content.decode()
    assert client.get(address).status_code == 404
    write_lists(tmp_path / "demo", date(2005, 1, 10))
    assert address in client.get(ABOUT_URL).content.decode()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == (tmp_path / "demo" / filename).read_bytes()  # type: ignore[attr-defined]
    (tmp_path / "demo" / "secret.txt").write_text("rien")
    assert client.get(reverse("demo:list", args=["secret.txt"])).status_code == 404


def test_none_of_it_outside_a_demonstration(
    client: Client, demo_animator: User, settings: Settings, db: None
) -> None:
    settings.DEMO = False
    assert client.get(ABOUT_URL).status_code == 404
    assert client.post(reverse("demo:enter"), {"account": AMINA.email}).status_code == 404
    assert client.get(reverse("demo:list", args=[ABOUT["creteil"].filename])).status_code == 404


def test_none_of_it_where_the_demonstration_was_not_loaded(
    client: Client, amina: User, settings: Settings
) -> None:
    settings.DEMO = True
    assert client.get(ABOUT_URL).status_code == 404
    assert client.post(reverse("demo:enter"), {"account": AMINA.email}).status_code == 404


def test_loading_refuses_a_folder_in_use(amina: User) -> None:
    with pytest.raises(CommandError, match="dossier vide"):
        call_command("demo", "load", date=date(2005, 1, 10))


def test_the_command_writes_the_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo", "lists", str(tmp_path / "listes"), date=date(2005, 1, 10))
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 4
    assert all(Path(line).exists() for line in printed)
    (tmp_path / "fichier").write_text("")
    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        call_command("demo", "lists", str(tmp_path / "fichier"), date=date(2005, 1, 10))
