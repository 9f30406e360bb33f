"""A freshness campaign: links and letters that ask « est-ce toujours exact ? », and three buttons."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter

Visit = Callable[..., Page]
Mailbox = Callable[..., Letter]


@pytest.fixture
def campaign(visit: Visit, enter: Callable[[Page, str], None]) -> Page:
    """Amina opens a campaign on the structures of Limeil-Brévannes about habitat, and stays on its page."""
    page = visit("/")
    enter(page, "Amina")
    page.goto("/animation/campagnes/")
    page.get_by_role("link", name=re.compile("Préparer")).first.click()
    page.get_by_label("Nom de la campagne").fill("Printemps")
    page.get_by_label("Réponses attendues avant le").fill("2099-03-01")
    page.get_by_role("checkbox", name="Limeil-Brévannes").check()
    page.get_by_role("button", name="Voir qui sera interrogé").click()
    expect(page.get_by_text(re.compile(r"\d+ structures seront interrogées"))).to_be_visible()
    page.get_by_role("button", name="Envoyer la campagne").click()
    expect(page.get_by_text("La campagne est partie")).to_be_visible()
    return page


def test_the_links_change_nothing_when_opened_and_each_button_answers(
    visit: Visit, mailbox: Mailbox, campaign: Page
):
    campaign.get_by_role("link", name=re.compile("Par courriel")).click()
    campaign.wait_for_url("**reponse=email")
    rows = campaign.locator("table.data tbody tr")
    asked = [
        (row.get_by_role("link").get_attribute("href"), row.locator("td").nth(1).inner_text())
        for row in rows.all()[:3]
    ]
    assert len(asked) == 3
    letters = [mailbox(campaign, email, subject="toujours exacte") for _, email in asked]
    links = [letter.link("/a-jour/") for letter in letters]

    exact = visit(links[0])
    exact.reload()
    exact.goto(asked[0][0])
    expect(exact.get_by_text("pas encore vérifiée")).to_be_visible()
    exact.goto(links[0])
    exact.get_by_role("button", name="Toujours exact").click()
    expect(exact.get_by_role("heading", level=1)).to_contain_text("Merci")
    exact.goto(asked[0][0])
    expect(exact.get_by_text("Page vérifiée le")).to_be_visible()

    wrong = visit(links[1])
    wrong.get_by_role("link", name="À corriger").click()
    wrong.get_by_label("Ce que fait la structure").fill("Nous accueillons aussi le mercredi.")
    wrong.get_by_role("button", name="Enregistrer les corrections").click()
    expect(wrong.get_by_role("heading", level=1)).to_contain_text("Merci")
    wrong.goto(asked[1][0])
    expect(wrong.get_by_text("Nous accueillons aussi le mercredi.")).to_be_visible()

    closed = visit(links[2])
    closed.get_by_role("button", name="Fermée").click()
    closed.get_by_role("link", name="Non, revenir en arrière").click()
    closed.get_by_role("button", name="Fermée").click()
    closed.get_by_role("button", name="Oui, elle est fermée").click()
    expect(closed.get_by_role("heading", level=1)).to_contain_text("Merci")
    assert asked[2][0] is not None
    assert closed.request.get(asked[2][0]).status == 410

    campaign.reload()
    for figure in ("Toujours exact (1)", "Corrigées (1)", "Fermées (1)"):
        expect(campaign.get_by_role("link", name=figure)).to_be_visible()


def test_without_e_mail_a_letter_bears_a_code_that_opens_the_same_page(visit: Visit, campaign: Page):
    campaign.get_by_role("link", name=re.compile("Par lettre")).click()
    first = campaign.locator("table.data tbody tr").first.get_by_role("link").inner_text()
    answer = campaign.request.get(campaign.get_by_role("link", name="Lettres à imprimer").get_attribute("href"))
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    letter = pypdfium2.PdfDocument(io.BytesIO(answer.body()))[0].get_textpage().get_text_range()
    code = re.search(r"\b([A-Z0-9]{4}) ?-? ?([A-Z0-9]{4})\b", letter)
    assert code, letter

    page = visit("/a-jour/")
    page.get_by_label("Code de votre lettre").fill("AAAA AAAA")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_text("Ce code n’existe pas").first).to_be_visible()
    page.get_by_label("Code de votre lettre").fill(f"{code[1]} {code[2]}".lower())
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.get_by_role("button", name="Toujours exact").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
