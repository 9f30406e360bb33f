"""The animator makes an edition of the booklet; a visitor downloads it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WORK, Served

Visit = Callable[..., Page]


def read(page: Page, link: str) -> tuple[int, str]:
    """How many pages the PDF behind a link has, and its text."""
    answer = page.request.get(link)
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    booklet = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    return len(booklet), "\n".join(one.get_textpage().get_text_range() for one in booklet)


def test_an_edition_is_composed_proofread_frozen_and_published(
    visit: Visit, enter: Callable[[Page, str], None], served: Served, accessible: Callable[[Page], None]
):
    inside = served.structures("?commune=94044")[0]["Nom"]
    outside = served.structures("?commune=94002&theme=sport")[0]["Nom"]
    page = visit("/")
    enter(page, "Amina")
    page.goto("/animation/guide/")
    page.get_by_role("link", name="Préparer une édition").click()
    page.get_by_label("Nom de l’édition").fill("Limeil, automne")
    page.get_by_label(re.compile("^Titre")).fill("Qui fait quoi à Limeil-Brévannes")
    page.get_by_role("checkbox", name="Limeil-Brévannes").check()
    page.get_by_role("button", name="Enregistrer les choix").click()
    expect(page.get_by_text(re.compile(r"Vos choix retiennent aujourd’hui \d+ fiches"))).to_be_visible()

    page.get_by_role("button", name="Composer une épreuve").click()
    proof = page.get_by_role("list").get_by_role("link", name=re.compile("^Épreuve"))
    expect(proof).to_be_visible(timeout=WORK)
    pages, text = read(page, proof.get_attribute("href") or "")
    assert pages > 4 and inside in text.replace("\r\n", " ") and outside not in text

    page.get_by_role("link", name="Geler l’édition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Geler l’édition ?")
    accessible(page)
    page.get_by_role("button", name="Geler l’édition").click()
    expect(page.get_by_role("link", name="Prendre le fichier")).to_be_visible(timeout=WORK)
    accessible(page)
    press, _ = read(page, page.get_by_role("link", name="Prendre le fichier").get_attribute("href") or "")
    assert press % 4 == 0
    visitor = visit("/guide/")
    expect(visitor.get_by_text("Qui fait quoi à Limeil-Brévannes")).to_have_count(0)
    page.get_by_role("button", name="Publier l’édition").click()

    visitor.reload()
    expect(visitor.get_by_role("heading", name="Qui fait quoi à Limeil-Brévannes")).to_be_visible()
    expect(visitor.get_by_role("img", name=re.compile("Couverture"))).to_be_visible()
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Télécharger le guide").click()
    assert len(pypdfium2.PdfDocument(download.value.path())) == pages
