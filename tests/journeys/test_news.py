"""One article, from a member's draft to the site, the review and the radio; what is due and late is seen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from maillage.demo.news import orchard
from tests.journeys.test_agenda import looked_at

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
TITLE = "Le local à vélos"
FIRST = "Le local à vélos ouvre chaque matin."
TEXT = f"""{FIRST} Quarante places, une pompe, deux clés.

## Qui le tient

Trois voisines se relaient. Elles **notent** ce qui manque, et personne ne paie.
"""


def here(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3].split("#")[0]


def test_an_article_feeds_the_site_the_review_and_the_radio(visit: Visit, enter: Enter, tmp_path: Path):
    bruno = visit("/")
    enter(bruno, "Bruno")
    bruno.goto("/mon-espace/")
    bruno.get_by_role("link", name="Rédaction").first.click()
    bruno.get_by_role("link", name="Écrire un article").click()
    new = here(bruno)
    bruno.get_by_label("Titre").fill(TITLE)
    bruno.get_by_label("En deux phrases").fill("Quarante places pour les vélos du quartier.")
    bruno.get_by_label("Texte", exact=True).fill(TEXT)
    bruno.get_by_role("button", name="Voir l’aperçu").click()
    expect(bruno.locator(".news-preview strong", has_text="notent")).to_be_visible()
    bruno.get_by_role("button", name="Enregistrer").click()
    expect(bruno.get_by_text("L’article est enregistré.")).to_be_visible()
    article = here(bruno)
    bruno.get_by_role("link", name="Images").click()
    pictures = here(bruno)
    drawn = tmp_path / "local.png"
    drawn.write_bytes(orchard())
    bruno.get_by_label("Image (obligatoire)").set_input_files(drawn)
    bruno.get_by_role("button", name="Ajouter l’image").click()
    # Without its description it is not taken.
    expect(bruno.locator("main .news-picture")).to_have_count(0)
    bruno.get_by_label("Image (obligatoire)").set_input_files(drawn)
    bruno.get_by_label("Description").last.fill("Un local ouvert, des vélos rangés.")
    bruno.get_by_role("button", name="Ajouter l’image").click()
    expect(bruno.locator("main .news-picture img")).to_have_count(1)
    assert looked_at(bruno, ["/redaction/", new, article, pictures]) == []
    bruno.goto(article)
    bruno.get_by_role("link", name="Faire relire").click()
    state = here(bruno)
    pages = [state.replace("/etat/", f"/{step}/") for step in ("etat", "effacer", "versions")]
    assert looked_at(bruno, pages) == []
    bruno.goto(state)
    bruno.get_by_role("button", name="Envoyer à relire").click()
    visitor = visit("/actualites/")
    expect(visitor.get_by_role("link", name=TITLE)).to_have_count(0)

    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/mon-espace/")
    amina.get_by_role("link", name=TITLE, exact=True).first.click()
    amina.get_by_role("link", name="Relire, publier").click()
    assert looked_at(amina, [state]) == []
    amina.get_by_role("button", name="Publier").click()
    visitor.goto("/actualites/")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.locator(".prose strong", has_text="notent")).to_be_visible()
    expect(visitor.get_by_role("img", name="Un local ouvert, des vélos rangés.")).to_be_visible()
    assert looked_at(visitor, ["/actualites/", "/actualites/?theme=sport", article]) == []

    amina.goto(article)
    amina.get_by_role("link", name="Dans les rubriques").click()
    columns = here(amina)
    sheets = []
    for column in ("Revue de l’agglomération", "Chronique à la radio"):
        amina.goto(columns)
        rubric = amina.get_by_label("Rubrique (obligatoire)")
        rubric.select_option(value=rubric.locator("option", has_text=column).get_attribute("value") or "")
        amina.get_by_role("button", name="Préparer ce texte").click()
        expect(amina.get_by_label("Texte")).to_have_value(re.compile(f"^{re.escape(FIRST)}"))
        amina.get_by_role("button", name="Garder : il est prêt").click()
        expect(amina.get_by_text("Prêt", exact=True)).to_be_visible()
        text = here(amina)
        sheet = f"{text}feuille/"
        assert looked_at(amina, [columns, text, sheet]) == []
        sheets.append(amina.locator("main").inner_text())
    review, radio = sheets
    assert FIRST in review and FIRST in radio
    assert "Qui le tient" in review and "Qui le tient" not in radio
    assert "0:00" in radio and "secondes" in radio and "signes" in review
    amina.goto(text)
    amina.get_by_role("button", name="C’est remis").click()
    expect(amina.get_by_text("Remis", exact=True).first).to_be_visible()


def test_what_is_late_is_seen_and_the_press_takes_its_kit(visit: Visit, enter: Enter):
    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/animation/")
    amina.get_by_role("link", name="Actualités et rubriques").first.click()
    expect(amina.get_by_text("En retard", exact=True).first).to_be_visible()
    month = here(amina)
    amina.get_by_role("link", name="←").click()
    assert (
        looked_at(amina, [month, here(amina), "/redaction/rubriques/", "/redaction/dossier-de-presse/"]) == []
    )
    amina.get_by_label("Un verger partagé au pied des immeubles").check()
    with amina.expect_download() as taken:
        amina.get_by_role("button", name="Prendre le dossier").click()
    with zipfile.ZipFile(taken.value.path()) as kit:
        assert kit.testzip() is None
        assert any(name.endswith(".jpg") for name in kit.namelist())


def test_buttons_write_the_marks_of_a_text_and_the_browser_undoes_them(visit: Visit, enter: Enter):
    bruno = visit("/")
    enter(bruno, "Bruno")
    bruno.goto("/redaction/nouvel-article/")
    area = bruno.get_by_label("Texte", exact=True)
    expect(bruno.get_by_text("les boutons ci-dessous")).to_be_visible()

    def press(name: str, start: int, end: int) -> None:
        area.evaluate("(one, [start, end]) => one.setSelectionRange(start, end)", [start, end])
        bruno.get_by_role("button", name=name, exact=True).press("Enter")
        expect(area).to_be_focused()

    area.fill("Le four\nchaud \nfini")
    press("Gras", 8, 14)
    expect(area).to_have_value("Le four\n**chaud** \nfini")
    press("Gras", 10, 15)
    expect(area).to_have_value("Le four\nchaud \nfini")
    bruno.keyboard.press("Control+z")
    expect(area).to_have_value("Le four\n**chaud** \nfini")
    press("Italique", 10, 15)
    expect(area).to_have_value("Le four\n***chaud*** \nfini")
    press("Titre", 3, 3)
    press("Liste", 11, 29)
    expect(area).to_have_value("## Le four\n- ***chaud*** \n- fini")
    press("Lien", 28, 32)
    expect(area).to_have_value("## Le four\n- ***chaud*** \n- [fini](https://)")
    bruno.keyboard.type("https://a.fr")
    expect(area).to_have_value("## Le four\n- ***chaud*** \n- [fini](https://a.fr)")
    assert looked_at(bruno, ["/redaction/nouvel-article/"]) == []
