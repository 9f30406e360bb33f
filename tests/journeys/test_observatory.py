"""The diagnosis, read by an elected official and made by the animator; a collectivity tells its practices."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import WORK, Letter

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
# A diagnosis is frozen by the worker while the site answers: longer than a page may wait.
FREEZING = 4 * WORK


def number(text: str) -> int:
    """The whole number that a French text begins with."""
    found = re.match(r"[\d\s]+", text)
    assert found, text
    return int(re.sub(r"\D", "", found[0]))


def column(page: Page, name: str) -> list[str]:
    """The cells of a column of the rows."""
    at = page.locator("table.rows thead th").all_inner_texts().index(name)
    return page.locator(f"table.rows tbody tr > :nth-child({at + 1})").all_inner_texts()


def test_an_elected_official_reads_the_diagnosis_and_compares(visit: Visit, accessible: Callable[[Page], None]):
    page = visit("/")
    page.get_by_role("navigation").get_by_role("link", name="Diagnostic", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plaine Centrale")
    expect(page.get_by_text("Données inventées").first).to_be_visible()
    expect(page.get_by_role("heading", name="En bref")).to_be_visible()

    page.get_by_role("navigation", name="Parties du diagnostic").get_by_role("link", name="L’emploi").click()
    expect(page.get_by_role("heading", name="L’emploi", exact=True)).to_be_in_viewport()
    folded = page.locator("#b-themes details").first
    expect(folded.get_by_role("table")).not_to_be_visible()
    folded.locator("summary").press("Enter")
    expect(folded.get_by_role("row", name="Culture").first).to_be_visible()

    link = page.locator("#b-synthese").get_by_role("row", name="Associations employeuses").get_by_role("link")
    told = number(link.inner_text())
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Associations employeuses")
    counted = page.get_by_role("heading", level=2, name="ligne").first
    assert number(counted.inner_text()) == told > 0

    page.get_by_label("Commune").select_option("Créteil")
    page.get_by_role("button", name="Réduire la liste").click()
    page.wait_for_url("**commune=**")
    fewer = number(counted.inner_text())
    assert 0 < fewer < told and set(column(page, "Commune")) == {"Créteil"}
    names = []
    for way in ("ascending", "descending"):
        page.get_by_role("columnheader", name="Nom").get_by_role("link").click()
        expect(page.get_by_role("columnheader", name="Nom")).to_have_attribute("aria-sort", way)
        assert set(column(page, "Commune")) == {"Créteil"}
        names.append(column(page, "Nom"))
    assert names[0] != names[1]
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger ces lignes (CSV)").click()
    lines = csv.DictReader(
        io.StringIO(Path(downloading.value.path()).read_text(encoding="utf-8-sig")), delimiter=";"
    )
    assert len(list(lines)) == fewer

    page.get_by_role("link", name="Revenir au diagnostic").click()
    page.get_by_role("link", name="Comparer à un autre territoire").click()
    page.get_by_role("main").get_by_role("link", name="Val-de-Marne", exact=True).click()
    beside = page.get_by_role("region", name="Pour 10 000 habitants").get_by_role("columnheader")
    expect(beside.filter(has_text="Val-de-Marne").last).to_be_visible()
    page.get_by_label("Nom ou code du territoire").fill("limeil")
    page.get_by_role("button", name="Chercher").last.click()
    page.get_by_role("link", name="Limeil-Brévannes", exact=True).click()
    assert [re.sub(r"\s+", " ", one) for one in beside.all_inner_texts()][-2:] == [
        "Val-de-Marne", "Limeil-Brévannes",
    ]  # fmt: skip
    accessible(page)


def test_the_animator_makes_a_diagnosis_and_publishes_it(visit: Visit, enter: Enter):
    page = visit("/")
    enter(page, "Amina")
    page.goto("/animation/")
    page.get_by_role("link", name="Données et diagnostics").first.click()
    rows = page.get_by_role("region", name="Diagnostics").locator("tbody tr")
    before = rows.count()
    page.get_by_role("button", name="Faire le diagnostic").click()
    expect(page.get_by_text("Le diagnostic se prépare")).to_be_visible()
    fresh = rows.filter(has_text="à relire")
    expect(fresh).to_have_count(1, timeout=FREEZING)
    assert rows.count() == before + 1

    address = fresh.get_by_role("link").get_attribute("href") or ""
    reader = visit("/diagnostic/")
    answer = reader.goto(address)
    assert answer and answer.status == 404
    fresh.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Le diagnostic est publié.")).to_be_visible()
    reader.goto("/diagnostic/")
    reader.get_by_role("link", name="Ce qui est nouveau").click()
    assert address in reader.url
    expect(reader.get_by_text("Entre le")).to_be_visible()


def test_a_collectivity_tells_its_practices_by_a_personal_link(
    visit: Visit, enter: Enter, mailbox: Callable[..., Letter], accessible: Callable[[Page], None]
):
    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/animation/pratiques/")
    year = amina.get_by_label("Année").input_value()
    amina.get_by_label("Collectivité").select_option("Ville de Créteil")
    amina.get_by_role("button", name="Ouvrir la grille").click()
    amina.locator("summary", has_text="Demander à la collectivité").click()
    amina.get_by_label("Courriel de la personne qui répondra").fill("correspondante@example.org")
    amina.get_by_role("button", name="Envoyer le lien personnel").click()
    expect(amina.get_by_text("Le lien personnel est parti")).to_be_visible()
    grid = amina.url

    path = mailbox(amina, "correspondante@example.org").link("/pratiques/")
    correspondent = visit(path, width=360, height=800)
    assert correspondent.evaluate("document.documentElement.scrollWidth") <= 360
    accessible(correspondent)
    mandate = correspondent.get_by_role("group", name="Mandat d’élu")
    mandate.get_by_label("Oui").check()
    mandate.get_by_label("Précisions").fill("Une conseillère déléguée.")
    grants = correspondent.get_by_role("group", name="Subventions aux structures").first
    grants.get_by_label("Oui").check()
    grants.get_by_label("Montant").fill("12 500")
    correspondent.get_by_role("button", name="Enregistrer les réponses").click()
    expect(correspondent.get_by_text("Merci, vos réponses sont enregistrées")).to_be_visible()
    answer = visit("/").goto(f"/diagnostic/pratiques/{year}/")
    assert answer and answer.status == 404

    amina.goto(grid)
    expect(amina.get_by_text("réponse reçue le")).to_be_visible()
    amina.get_by_role("button", name="Publier la grille").click()
    expect(amina.get_by_text("La grille est publiée.")).to_be_visible()
    reader = visit(f"/diagnostic/pratiques/{year}/", width=360, height=800)
    expect(reader.get_by_role("row", name="Subventions aux structures")).to_contain_text("12 500 €")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    accessible(reader)
    reader.goto(f"/diagnostic/pratiques/{year}/ville-de-creteil/")
    expect(reader.get_by_text("Une conseillère déléguée.")).to_be_visible()
    expect(reader.get_by_text("Dit par la collectivité").first).to_be_visible()
