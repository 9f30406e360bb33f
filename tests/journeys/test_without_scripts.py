"""The same jobs in a browser whose JavaScript is off."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import WORK, Letter, Structure

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
Mailbox = Callable[..., Letter]


def test_a_visitor_searches_filters_reads_and_suggests(visit: Visit, structure: Structure):
    page = visit("/", scripts=False)
    page.get_by_role("searchbox").first.fill("ecole buisoniere")
    page.get_by_role("button", name="Chercher").first.click()
    expect(page.get_by_text("« buisoniere » a été lu")).to_be_visible()
    expect(page.get_by_role("link", name="L’École buissonnière de danse")).to_be_visible()

    page.goto("/annuaire/")
    facets = page.locator("#facettes")
    facets.get_by_role("checkbox", name=re.compile("Alfortville")).check()
    facets.get_by_role("checkbox", name=re.compile("Sport")).first.check()
    facets.get_by_role("button").click()
    expect(page).to_have_url(re.compile("commune=94002"))
    assert all("Alfortville" in place for place in page.locator(".entry-place").all_inner_texts())
    page.get_by_role("link", name="Page suivante").click()
    expect(page.locator(".pagination [aria-current]")).to_have_text(re.compile("2"))
    expect(page.locator(".directory-map noscript p")).to_be_visible()

    page.goto(structure.path)
    page.get_by_role("link", name="Signaler une erreur").click()
    page.get_by_label("Téléphone de la structure").fill("01 99 00 66 55")
    page.get_by_role("button", name="Envoyer ma proposition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")


def test_the_animator_imports_and_a_structure_confirms_by_its_link(
    visit: Visit, enter: Enter, mailbox: Mailbox, structure: Structure
):
    page = visit("/", scripts=False)
    enter(page, "Amina")
    page.goto("/animation/imports/nouveau/")
    page.get_by_label("Ou collez des lignes").fill("Nom\tVille\nLe Marché couvert des Essais\tAlfortville\n")
    page.get_by_label("Nom de la liste").fill("Marchés")
    page.get_by_role("button", name="Lire la liste").click()
    page.get_by_role("button", name="Voir ce qui va se passer").click()
    # Without script, the page asks again by itself.
    expect(page.get_by_text("Rien n’est encore écrit.")).to_be_visible(timeout=WORK)
    page.get_by_role("button", name="Importer la liste").click()
    expect(page.get_by_text("Terminé le")).to_be_visible(timeout=WORK)
    page.get_by_role("link", name="Le Marché couvert des Essais").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le Marché couvert des Essais")

    page.goto("/animation/campagnes/")
    page.get_by_role("link", name=re.compile("Préparer")).first.click()
    page.get_by_label("Nom de la campagne").fill("Sans script")
    page.get_by_label("Réponses attendues avant le").fill("2099-03-01")
    page.get_by_role("checkbox", name="Créteil").check()
    page.get_by_role("button", name="Voir qui sera interrogé").click()
    page.get_by_role("button", name="Envoyer la campagne").click()
    expect(page.get_by_text("La campagne est partie")).to_be_visible()

    confirming = visit("/", scripts=False)
    confirming.goto(mailbox(confirming, structure.email, subject="toujours exacte").link("/a-jour/"))
    confirming.get_by_role("button", name="Toujours exact").click()
    expect(confirming.get_by_role("heading", level=1)).to_contain_text("Merci")
    confirming.goto(structure.path)
    expect(confirming.get_by_text("Page vérifiée le")).to_be_visible()
