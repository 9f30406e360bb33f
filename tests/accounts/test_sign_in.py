"""Signing in by a code, and the pages of the account, as a person meets them."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from maillage.accounts.actions import open_account
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def dora(plaine_centrale):
    return open_account("dora@example.org", name="Dora")


def last_code() -> str:
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def sign_in(client, email: str) -> None:
    client.post("/compte/connexion/", {"login": email})
    client.post("/compte/connexion/code/", {"code": last_code()})


def test_a_code_opens_the_account(client, dora):
    asked = client.post("/compte/connexion/", {"login": "dora@example.org"}, follow=True)
    assert "quart d’heure" in check_html(asked)
    entered = client.post("/compte/connexion/code/", {"code": last_code()}, follow=True)
    assert entered.redirect_chain[-1][0] == "/mon-espace/"
    assert "Bonjour Dora" in check_html(entered)


def test_the_message_is_short_in_french_and_signed_by_the_pole(client, dora):
    client.post("/compte/connexion/", {"login": "dora@example.org"})
    message = mail.outbox[-1]
    assert message.subject == "Votre code de connexion"
    assert "Pôle d’économie sociale et solidaire" in message.body
    assert "&#x27;" not in message.body and "example.com" not in message.body
    assert len(message.body) < 800


def test_a_wrong_code_is_said_and_keeps_the_door_closed(client, dora):
    client.post("/compte/connexion/", {"login": "dora@example.org"})
    html = check_html(client.post("/compte/connexion/code/", {"code": "ZZZZ-ZZZZ"}))
    assert "n’est pas le bon" in html
    assert client.get("/mon-espace/").status_code == 302


def test_an_unknown_address_learns_nothing_on_the_page_and_what_to_do_by_e_mail(client, dora):
    known = client.post("/compte/connexion/", {"login": "dora@example.org"}, follow=True).content.decode()
    client.logout()
    unknown = client.post("/compte/connexion/", {"login": "nobody@example.org"}, follow=True).content.decode()
    words = re.compile(r"<h1>.*?</h1>|<p class=\"lead.*?</p>", re.DOTALL)
    assert [text.replace("dora", "nobody") for text in words.findall(known)] == words.findall(unknown)
    message = mail.outbox[-1]
    assert message.to == ["nobody@example.org"]
    assert "aucun compte n’est ouvert" in message.body


def test_a_new_code_can_be_asked_for(client, dora):
    client.post("/compte/connexion/", {"login": "dora@example.org"})
    first = last_code()
    client.post("/compte/connexion/code/", {"action": "resend"})
    assert len(mail.outbox) == 2
    assert last_code() != first
    assert client.post("/compte/connexion/code/", {"code": last_code()}).status_code == 302


def test_too_many_demands_are_slowed_down_in_french(client, dora):
    for _ in range(40):
        response = client.post("/compte/connexion/", {"login": "dora@example.org"}, follow=True)
        if response.status_code == 429:
            assert "nombre d’essais est limité" in check_html(response, status=429)
            assert response["Retry-After"]
            return
        if "Trop d’essais" in response.content.decode():
            return
        client.logout()
    pytest.fail("no limit")


def test_nobody_opens_an_account_unexpected(client, dora):
    html = check_html(client.get("/compte/ouvrir/"))
    assert "demandez à la tenir" in html
    client.post("/compte/ouvrir/", {"email": "new@example.org"})
    assert not type(dora).objects.filter(email="new@example.org").exists()


def test_there_is_no_password_anywhere(client):
    for name in ("account_reset_password", "account_set_password", "account_change_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert 'type="password"' not in client.get("/compte/connexion/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/compte/courriel/",
        "/compte/deconnexion/",
        "/compte/appareils/",
        "/compte/securite/",
        "/compte/securite/cles/",
        "/compte/securite/cles/ajouter/",
        "/compte/securite/application/",
    ],
)
def test_the_pages_of_the_account_are_sound_and_french(client, dora, path):
    assert client.get(path).status_code == 302
    sign_in(client, "dora@example.org")
    html = check_html(client.get(path))
    assert "Mon espace" in html
    for english in ("Email", "E-mail", "Sessions", "Name", "Two-Factor", "sign"):
        assert f">{english}" not in html


def test_changing_address_asks_for_a_code_sent_to_the_new_one(client, dora):
    sign_in(client, "dora@example.org")
    client.post("/compte/courriel/", {"email": "dora@example.net", "action_add": "1"})
    message = mail.outbox[-1]
    assert message.to == ["dora@example.net"]
    check_html(client.get("/compte/courriel/code/"))
    client.post("/compte/courriel/code/", {"code": last_code()})
    dora.refresh_from_db()
    assert dora.email == "dora@example.net"


def test_an_application_of_codes_is_asked_for_at_the_next_sign_in(client, dora, monkeypatch):
    sign_in(client, "dora@example.org")
    page = client.get("/compte/securite/application/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    # The test's own transaction never commits: what waits for it runs at once, within the request.
    monkeypatch.setattr(transaction, "on_commit", lambda run, **_: run())
    client.post("/compte/securite/application/", {"code": code})
    assert "en service" in check_html(client.get("/compte/securite/"))
    assert mail.outbox[-1].subject == "Double vérification en service"
    check_html(client.get("/compte/securite/codes-de-secours/"))
    check_html(client.get("/compte/securite/nouveaux-codes/"))
    check_html(client.get("/compte/securite/application/arreter/"), status=200)
    backup = re.search(
        r"<li><code>(\w+)</code>", client.get("/compte/securite/codes-de-secours/").content.decode()
    )[1]
    client.post("/compte/deconnexion/")
    sign_in(client, "dora@example.org")
    assert client.get("/mon-espace/").status_code == 302
    check_html(client.get("/compte/connexion/verification/"))
    client.post("/compte/connexion/verification/", {"code": backup})
    assert client.get("/mon-espace/").status_code == 200


def test_other_devices_can_be_closed(client, dora):
    other = Client()
    sign_in(other, "dora@example.org")
    sign_in(client, "dora@example.org")
    assert "Fermer partout ailleurs" in check_html(client.get("/compte/appareils/"))
    client.post("/compte/appareils/")
    assert other.get("/mon-espace/").status_code == 302
    assert client.get("/mon-espace/").status_code == 200
