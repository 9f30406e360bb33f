"""The animator brings a list in, decides what is doubtful, merges, and takes it all back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WORK, Structure

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]

FLOWERS = [
    "Acanthe", "Bleuet", "Capucine", "Dahlia", "Euphorbe", "Fuchsia", "Gentiane", "Hortensia", "Iris",
    "Jonquille", "Lavande", "Mimosa", "Narcisse", "Pivoine", "Réséda", "Sauge", "Tulipe", "Verveine", "Yucca",
    "Zinnia",
]  # fmt: skip
NEW = "Le Vélo qui chante"


@pytest.fixture
def list_file(tmp_path: Path, structure: Structure) -> Path:
    """A list as town halls keep them: a title above the headings, a total below, an old encoding."""
    town = "Créteil"
    rows = [
        "Associations du Mont-Mesly, rentrée;;;;;",
        ";;;;;",
        "Nom de l'association;Adresse;CP;Ville;Tél.;Activité",
        f"{NEW};12 rue des Essais;94000;{town};01 99 00 31 41;Cyclisme",
        f"{misspelt(structure.name)};;94000;{town};;",
        "Les Lointains;1 place Bellecour;69002;Lyon;;",
        f";3 rue Sans-Nom;94000;{town};;",
        *(f"{flower} et compagnie;;94000;{town};;Jardinage" for flower in FLOWERS),
        f"TOTAL;;;;;{len(FLOWERS) + 4}",
    ]
    path = tmp_path / "mont-mesly.csv"
    path.write_text("\r\n".join(rows), encoding="cp1252")
    return path


def misspelt(name: str) -> str:
    """A name as somebody hears it: a letter doubled, another lost."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle - 1] * 2 + name[middle:-2] + name[-1]


def give(page: Page, path: Path, name: str) -> None:
    """The three steps of the page, up to the preview."""
    page.goto("/animation/imports/")
    page.get_by_role("link", name="Importer une liste").click()
    page.get_by_label("Votre fichier").set_input_files(path)
    page.get_by_label("Nom de la liste").fill(name)
    page.get_by_role("button", name="Lire la liste").click()


def test_a_list_comes_in_is_decided_upon_and_is_undone_whole(
    visit: Visit, enter: Enter, structure: Structure, list_file: Path
):
    page = visit("/")
    enter(page, "Amina")
    give(page, list_file, "Associations du Mont-Mesly")

    expect(page.get_by_role("heading", level=1)).to_have_text("Que contient chaque colonne ?")
    for column, content in {"Nom de l'association": "Nom", "CP": "Code postal", "Tél.": "Téléphone"}.items():
        chosen = page.get_by_label(re.compile(f"· {re.escape(column)}$")).locator("option:checked")
        expect(chosen).to_have_text(content)
    page.get_by_label(re.compile("· Activité$")).select_option(label="Thème ou domaine")
    page.get_by_role("button", name="Voir ce qui va se passer").click()

    expect(page.get_by_text("Rien n’est encore écrit.")).to_be_visible(timeout=WORK)
    for figure in (f"Nouvelles ({len(FLOWERS) + 1})", "Hors du territoire (1)", "Refusées (1)"):
        expect(page.get_by_role("link", name=figure)).to_be_visible()
    page.get_by_role("link", name="À décider par une personne (1)").click()
    expect(page.locator("table.data tbody tr")).to_have_count(1)
    expect(page.locator("table.data tbody tr")).to_contain_text(misspelt(structure.name))
    looked = visit(f"/annuaire/?q={NEW}")
    expect(looked.locator(".entry").filter(has_text=NEW)).to_have_count(0)

    page.get_by_role("button", name="Importer la liste").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Terminé le")).to_be_visible(timeout=WORK)
    batch = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger les lignes refusées").click()
    assert "3 rue Sans-Nom" in Path(download.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name=NEW).click()
    created = page.url
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)
    expect(page.get_by_role("link", name="01 99 00 31 41")).to_be_visible()

    page.goto(batch)
    page.get_by_role("link", name="1 cas douteux à décider").click()
    page.get_by_role("link", name=misspelt(structure.name)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Est-ce la même structure ?")
    page.get_by_role("row", name=re.compile("^Nom ")).get_by_role("radio").last.check()
    page.get_by_role("button", name="C’est la même structure").click()
    expect(page.get_by_text("Décision prise")).to_be_visible()
    page.goto(structure.path)
    expect(page.get_by_role("heading", level=1)).to_have_text(structure.name)
    page.get_by_text("D’où viennent ces informations").click()

    page.goto(batch)
    page.get_by_role("link", name="Annuler tout cet import").click()
    page.get_by_role("button", name="Oui, tout annuler").click()
    expect(page.get_by_text("Import annulé")).to_be_visible(timeout=WORK)
    looked.goto(f"/annuaire/?q={NEW}")
    expect(looked.locator(".entry").filter(has_text=NEW)).to_have_count(0)
    assert looked.request.get(created).status in (404, 410)
    looked.goto(structure.path)
    expect(looked.get_by_role("heading", level=1)).to_have_text(structure.name)


def test_two_pages_are_merged_field_by_field_and_the_old_address_leads_to_the_new(visit: Visit, enter: Enter):
    page = visit("/")
    enter(page, "Amina")
    page.goto("/animation/doublons/")
    page.get_by_role("link", name="Les Paniers de la Ferme-Blanche").first.click()
    first = page.get_by_role("row", name=re.compile("^Nom ")).get_by_role("radio").first
    first.check()
    page.get_by_role("button", name="C’est la même structure").click()
    expect(page.get_by_text("Décision prise")).to_be_visible()

    visitor = visit("/annuaire/?q=paniers+ferme+blanche")
    expect(visitor.locator(".entry h3").filter(has_text=re.compile("Paniers", re.IGNORECASE))).to_have_count(1)
    left = visitor.request.get("/annuaire/les-paniers-solidaires-de-la-ferme-blanche/")
    kept = visitor.request.get("/annuaire/les-paniers-de-la-ferme-blanche/")
    assert left.ok and left.url == kept.url

    page.goto("/animation/doublons/?prises=1")
    page.get_by_role("link", name="Les Paniers de la Ferme-Blanche").first.click()
    page.get_by_role("button", name="Annuler cette décision").click()
    expect(page.get_by_text("les deux fiches attendent de nouveau")).to_be_visible()
    visitor.reload()
    expect(visitor.locator(".entry h3").filter(has_text=re.compile("Paniers", re.IGNORECASE))).to_have_count(2)


def test_a_file_that_is_no_table_is_refused_with_what_to_do(visit: Visit, enter: Enter, tmp_path: Path):
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    page = visit("/")
    enter(page, "Amina")
    give(page, picture, "Une photographie")
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Importer une liste")
