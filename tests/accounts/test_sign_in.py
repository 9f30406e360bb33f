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
    client.post("/compte/login/", {"login": email})
    client.post("/compte/login/code/confirm/", {"code": last_code()})


def test_a_code_opens_the_account(client, dora):
    asked = client.post("/compte/login/", {"login": "dora@example.org"}, follow=True)
    assert "quart d’heure" in check_html(asked)
    entered = client.post("/compte/login/code/confirm/", {"code": last_code()}, follow=True)
    assert entered.redirect_chain[-1][0] == "/mon-espace/"
    assert "Bonjour Dora" in check_html(entered)


def test_the_message_is_short_in_french_and_signed_by_the_pole(client, dora):
    client.post("/compte/login/", {"login": "dora@example.org"})
    message = mail.outbox[-1]
    assert message.subject == "Votre code de connexion"
    assert "Pôle d’économie sociale et solidaire" in message.body
    assert "&#x27;" not in message.body and "example.com" not in message.body
    assert len(message.body) < 800


def test_a_wrong_code_is_said_and_keeps_the_door_closed(client, dora):
    client.post("/compte/login/", {"login": "dora@example.org"})
    html = check_html(client.post("/compte/login/code/confirm/", {"code": "ZZZZ-ZZZZ"}))
    assert "n’est pas le bon" in html
    assert client.get("/mon-espace/").status_code == 302


def test_an_unknown_address_learns_nothing_on_the_page_and_what_to_do_by_e_mail(client, dora):
    known = client.post("/compte/login/", {"login": "dora@example.org"}, follow=True).content.decode()
    client.logout()
    unknown = client.post("/compte/login/", {"login": "nobody@example.org"}, follow=True).content.decode()
    words = re.compile(r"<h1>.*?</h1>|<p class=\"lead.*?</p>", re.DOTALL)
    assert [text.replace("dora", "nobody") for text in words.findall(known)] == words.findall(unknown)
    message = mail.outbox[-1]
    assert message.to == ["nobody@example.org"]
    assert "aucun compte n’est ouvert" in message.body


def test_a_new_code_can_be_asked_for(client, dora):
    client.post("/compte/login/", {"login": "dora@example.org"})
    first = last_code()
    client.post("/compte/login/code/confirm/", {"action": "resend"})
    assert len(mail.outbox) == 2
    assert last_code() != first
    assert client.post("/compte/login/code/confirm/", {"code": last_code()}).status_code == 302


def test_too_many_demands_are_slowed_down_in_french(client, dora):
    for _ in range(40):
        response = client.post("/compte/login/", {"login": "dora@example.org"}, follow=True)
        if response.status_code == 429:
            assert "nombre d’essais est limité" in check_html(response, status=429)
            assert response["Retry-After"]
            return
        if "Trop d’essais" in response.content.decode():
            return
        client.logout()
    pytest.fail("no limit")


def test_nobody_opens_an_account_unexpected(client, dora):
    html = check_html(client.get("/compte/signup/"))
    assert "demandez à la tenir" in html
    client.post("/compte/signup/", {"email": "new@example.org"})
    assert not type(dora).objects.filter(email="new@example.org").exists()


def test_there_is_no_password_anywhere(client, as_bruno):
    assert client.get("/compte/password/reset/").url == "/compte/login/"
    assert as_bruno.get("/compte/password/set/").url == "/compte/login/"
    assert 'type="password"' not in client.get("/compte/login/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/compte/email/",
        "/compte/logout/",
        "/compte/sessions/",
        "/compte/2fa/",
        "/compte/2fa/webauthn/",
        "/compte/2fa/webauthn/add/",
        "/compte/2fa/totp/activate/",
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
    client.post("/compte/email/", {"email": "dora@example.net", "action_add": "1"})
    message = mail.outbox[-1]
    assert message.to == ["dora@example.net"]
    check_html(client.get("/compte/confirm-email/"))
    client.post("/compte/confirm-email/", {"code": last_code()})
    dora.refresh_from_db()
    assert dora.email == "dora@example.net"


def test_an_application_of_codes_is_asked_for_at_the_next_sign_in(client, dora, monkeypatch):
    sign_in(client, "dora@example.org")
    page = client.get("/compte/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    # The test's own transaction never commits: what waits for it runs at once, within the request.
    monkeypatch.setattr(transaction, "on_commit", lambda run, **_: run())
    client.post("/compte/2fa/totp/activate/", {"code": code})
    assert "en service" in check_html(client.get("/compte/2fa/"))
    assert mail.outbox[-1].subject == "Double vérification en service"
    check_html(client.get("/compte/2fa/recovery-codes/"))
    check_html(client.get("/compte/2fa/recovery-codes/generate/"))
    check_html(client.get("/compte/2fa/totp/deactivate/"), status=200)
    backup = re.search(r"<li><code>(\w+)</code>", client.get("/compte/2fa/recovery-codes/").content.decode())[1]
    client.post("/compte/logout/")
    sign_in(client, "dora@example.org")
    assert client.get("/mon-espace/").status_code == 302
    check_html(client.get("/compte/2fa/authenticate/"))
    client.post("/compte/2fa/authenticate/", {"code": backup})
    assert client.get("/mon-espace/").status_code == 200


def test_other_devices_can_be_closed(client, dora):
    other = Client()
    sign_in(other, "dora@example.org")
    sign_in(client, "dora@example.org")
    assert "Fermer partout ailleurs" in check_html(client.get("/compte/sessions/"))
    client.post("/compte/sessions/")
    assert other.get("/mon-espace/").status_code == 302
    assert client.get("/mon-espace/").status_code == 200
