"""A passkey is added to an account, then opens it without waiting for any e-mail."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_opens_the_account(
    visit: Callable[..., Page], sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
):
    # Keys belong to a name: browsers refuse them to a bare address.
    page = visit("/", host="localhost")
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = browser.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]

    sign_in(page, "bruno@example.org")
    page.goto("/mon-espace/")
    page.get_by_role("link", name="Clés d’accès").click()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Mon ordinateur")
    page.get_by_label("Elle ouvre mon compte à elle seule").check()
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.get_by_role("heading", level=1).filter(has_not_text="Ajouter").wait_for()
    accessible(page)
    page.goto("/mon-espace/")
    page.get_by_role("link", name="Clés d’accès").click()
    page.get_by_role("link", name="Gérer mes clés").click()
    expect(page.get_by_role("row").filter(has_text="Mon ordinateur")).to_contain_text("à elle seule")
    accessible(page)
    for action in ("Renommer", "Retirer"):
        page.get_by_role("row").get_by_role("link", name=action).click()
        page.get_by_role("heading", level=1).filter(has_text=action).wait_for()
        accessible(page)
        page.go_back()
    held = browser.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert len(held) == 1 and held[0]["rpId"] == "localhost"

    page.context.clear_cookies()
    page.goto("/compte/connexion/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.get_by_role("link", name="Mon espace").first.wait_for()
    page.goto("/mon-espace/")
    expect(page.get_by_text("bruno@example.org")).to_be_visible()
