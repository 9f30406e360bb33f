"""A visitor looks for somebody, on a wide screen and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Served

Visit = Callable[..., Page]


def test_finds_a_dancing_school_despite_its_typos_and_prints_its_page(visit: Visit):
    page = visit("/")
    page.get_by_role("searchbox").first.fill("ecole buisoniere")
    page.get_by_role("button", name="Chercher").first.click()
    expect(page.get_by_text("« buisoniere » a été lu")).to_be_visible()
    page.get_by_role("link", name="L’École buissonnière de danse").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("L’École buissonnière de danse")
    expect(page.get_by_text("Structure inventée").first).to_be_visible()

    page.emulate_media(media="print")
    for shown_on_screen_only in ("nav", "header.masthead form", "footer nav"):
        for one in page.locator(shown_on_screen_only).all():
            expect(one).not_to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_label("Code QR de cette page")).to_be_visible()
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = "".join(one.get_textpage().get_text_range() for one in printed)
    assert "École buissonnière de danse" in text
    assert "Se connecter" not in text and "C’est ma structure" not in text
    assert len(printed) <= 2


def test_narrows_the_list_by_commune_and_by_theme_and_takes_it_away(visit: Visit, served: Served):
    page = visit("/annuaire/")
    everything = page.locator("#nombre").inner_text()
    facets = page.locator("#facettes")
    facets.get_by_role("checkbox", name=re.compile("Alfortville")).check()
    expect(page.locator("#nombre")).not_to_have_text(everything)
    facets.get_by_role("checkbox", name=re.compile("Sport")).first.check()
    expect(page).to_have_url(re.compile("commune=94002.*theme=sport|theme=sport.*commune=94002"))
    expect(page.get_by_role("list", name="Filtres en cours").get_by_role("listitem")).to_have_count(3)
    places = page.locator(".entry-place").all_inner_texts()
    assert places and all("Alfortville" in place for place in places)

    shown = int(re.sub(r"\D", "", page.locator("#nombre").inner_text()))
    query = "?" + page.url.partition("?")[2]
    assert len(served.structures(query)) == shown
    page.get_by_text("Emporter cette liste").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV|Tableur", re.IGNORECASE)).first.click()
    assert download.value.suggested_filename.endswith((".csv", ".xlsx"))

    page.get_by_role("link", name="Tout retirer").click()
    expect(page.locator("#nombre")).to_have_text(everything)


def test_opens_the_map_beside_the_list(visit: Visit):
    page = visit("/annuaire/?commune=94002")
    expect(page.get_by_role("region", name=re.compile("Carte"))).to_be_visible()
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"placées sur la carte"))).to_be_visible()
    expect(page.get_by_text(re.compile("schématiques"))).to_be_visible()


def test_on_a_phone_the_map_costs_nothing_until_it_is_opened(visit: Visit):
    page = visit("/", width=360, height=740)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/annuaire/")
    page.get_by_label("Quoi ou qui").fill("jardain")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("« jardain » a été lu")).to_be_visible()
    page.get_by_text("Filtrer").click()
    page.locator("#facettes").get_by_role("checkbox", name=re.compile("Alfortville")).check()
    expect(page.get_by_role("link", name="Côté jardin, côté cour")).to_be_visible()
    assert not [url for url in asked if "leaflet" in url or "points.json" in url]

    page.get_by_text("Voir la carte").click()
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
    assert [url for url in asked if "leaflet" in url]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Côté jardin, côté cour").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Côté jardin, côté cour")


def test_a_search_that_finds_nobody_proposes_what_to_do(visit: Visit):
    page = visit("/annuaire/?q=xylophonothérapie")
    expect(page.get_by_text("Personne ne répond à ces mots")).to_be_visible()
    page.get_by_role("link", name="Proposez-la").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposer une structure")


def test_looks_around_a_postcode_and_an_unknown_place(visit: Visit):
    page = visit("/annuaire/")
    page.get_by_label(re.compile("^Près de")).fill("94450")
    page.get_by_role("button", name="Chercher", exact=True).last.click()
    expect(page.locator("#nombre")).to_contain_text("Limeil-Brévannes")
    expect(page.locator(".entry-away").first).to_be_visible()
    page.get_by_label(re.compile("^Près de")).fill("Trifouillis-les-Oies")
    page.get_by_role("button", name="Chercher", exact=True).last.click()
    expect(page.get_by_text("Lieu introuvable")).to_be_visible()
