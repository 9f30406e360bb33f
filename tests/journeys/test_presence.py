"""The day of a forum: badges are printed, a phone without network catches up, a second comes to the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from tests.journeys.test_agenda import looked_at
from tests.journeys.test_news import here

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
TITLE = "Forum de l’accueil"


def test_a_phone_without_network_catches_up_and_another_agrees(visit: Visit, enter: Enter):
    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/agenda/nouveau/")
    amina.get_by_label("Sorte d’événement").select_option(label="Forum")
    amina.get_by_label("Titre").fill(TITLE)
    amina.get_by_label("Jour", exact=True).fill(date.today().isoformat())
    amina.get_by_label("Toute la journée").check()
    amina.get_by_label("On s’inscrit pour venir").check()
    amina.get_by_role("button", name="Préparer le brouillon").click()
    amina.get_by_role("link", name="Relire et publier").click()
    amina.get_by_role("button", name=re.compile("^Publier")).first.click()
    event = re.sub(r"(/agenda/[^/]+/).*", r"\1", here(amina))
    for name in ("Alix Exemple", "Bao Exemple"):
        amina.goto(f"{event}inscrits/ajouter/")
        amina.get_by_label("Nom (obligatoire)").fill(name)
        amina.get_by_role("button", name="Inscrire", exact=True).click()
    amina.goto(f"{event}presence/telephones/")
    amina.get_by_label(re.compile("^Pour qui")).fill("L’entrée")
    amina.get_by_role("button", name=re.compile("lien", re.IGNORECASE)).first.click()
    door = amina.locator("main").get_by_text(re.compile(r"/accueil/")).first.inner_text()
    door = "/accueil/" + door.split("/accueil/")[1].split("/")[0] + "/"
    with amina.expect_download() as printed:
        amina.evaluate(
            "address => { const link = document.createElement('a'); link.href = address; link.download = ''; "
            "document.body.append(link); link.click(); }",
            f"{event}badges.pdf",
        )
    assert printed.value.path().read_bytes().startswith(b"%PDF-")
    pages = [f"{event}presence/", f"{event}presence/liste/", f"{event}invites/", f"{event}presence/telephones/"]
    pages += [f"{event}compte-rendu/", f"{event}resolutions/", f"{event}avis/", "/animation/evenements/"]
    assert looked_at(amina, pages) == []

    phone, other = visit(door), visit(door)
    assert looked_at(phone, [f"{door}simple/", door]) == []
    for one in (phone, other):
        expect(one.locator("#checkin-all")).to_have_text("2")
        expect(one.locator("html")).to_have_attribute("data-kept", "yes")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Est là : Alix Exemple").click()
    expect(phone.get_by_text("Alix Exemple est là.")).to_be_visible()
    expect(phone.locator("#checkin-status")).to_contain_text("gardé")
    # The page itself is there without network.
    phone.reload()
    expect(phone.locator("#checkin-here")).to_have_text("1")
    other.get_by_role("button", name="Est là : Alix Exemple").click()
    other.get_by_role("button", name="Est là : Bao Exemple").click()
    expect(other.locator("#checkin-here")).to_have_text("2")
    expect(other.locator("#checkin-status")).to_contain_text("À jour")
    phone.context.set_offline(False)
    expect(phone.locator("#checkin-here")).to_have_text("2")
    expect(phone.locator("#checkin-status")).to_contain_text("À jour")
    amina.goto(f"{event}presence/")
    expect(amina.get_by_text(re.compile(r"\b2\b")).first).to_be_visible()
    amina.goto(f"{event}presence/liste/")
    expect(amina.locator("main")).to_contain_text("Alix Exemple")
