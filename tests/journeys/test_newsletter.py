"""A newsletter is composed, read on a phone and as text, sent; a reader leaves it in one click."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter
from tests.journeys.test_agenda import looked_at
from tests.journeys.test_news import here

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
Mailbox = Callable[..., Letter]
SUBJECT = "Le printemps du Pôle"
SUZANNE = "suzanne.lettre@example.org"


def path_to(letter: Letter) -> str:
    """The page of the site that a letter is for."""
    return next("/" + link.split("/", 3)[3] for link in letter.links if "/lettre/" in link)


def test_it_is_composed_sent_and_left_in_one_click(visit: Visit, enter: Enter, mailbox: Mailbox):
    reader = visit("/lettre/")
    assert looked_at(reader, ["/lettre/", "/lettre/demandee/"]) == []
    reader.goto("/lettre/")
    reader.get_by_label("Votre adresse électronique").fill(SUZANNE)
    reader.get_by_role("button", name="La recevoir").click()
    letter = mailbox(reader, SUZANNE, subject="confirmez")
    reader.goto(path_to(letter))
    reader.get_by_role("button", name="Recevoir la lettre d’information").click()
    expect(reader.get_by_text("Vous la recevez")).to_be_visible()
    assert looked_at(reader, [reader.url]) == []

    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/animation/")
    amina.get_by_role("link", name="Lettre d’information").first.click()
    amina.get_by_role("link", name="Composer une lettre").click()
    new = here(amina)
    amina.get_by_label("Objet").fill(SUBJECT)
    amina.get_by_label("Mot d’accueil").fill("Bonjour **à toutes et tous**.")
    amina.get_by_label("Un verger partagé au pied des immeubles").check()
    amina.get_by_label("les membres du Pôle").uncheck()
    box, commune = amina.get_by_label("Des structures de l’annuaire"), amina.get_by_label("De quelle commune")
    commune.select_option(label="Créteil")
    expect(box).to_be_checked()
    commune.select_option(value="")
    box.uncheck()
    amina.get_by_role("button", name="Enregistrer et relire").click()
    expect(amina.get_by_role("heading", name=SUBJECT)).to_be_visible()
    issue = here(amina)
    phone = amina.frame_locator(".news-narrow")
    expect(phone.get_by_role("heading", name=SUBJECT)).to_be_visible()
    pages = [new, issue, *(f"{issue}{step}/" for step in ("modifier", "destinataires", "envoyer", "effacer"))]
    assert looked_at(amina, ["/redaction/lettres/", *pages]) == []
    amina.goto(issue)
    amina.get_by_role("link", name="Envoyer la lettre").click()
    expect(amina.get_by_text("elle ne se rattrape pas")).to_be_visible()
    amina.get_by_role("button", name=re.compile(r"Envoyer à \d+ adresses")).click()
    expect(amina.get_by_text(re.compile("L’envoi commence"))).to_be_visible()
    for _ in range(60):
        amina.goto(issue)
        if amina.get_by_text("Envoyée", exact=True).count():
            break
        amina.wait_for_timeout(1_000)
    expect(amina.get_by_text("Envoyée", exact=True)).to_be_visible()
    assert looked_at(amina, [issue, f"{issue}exemplaires/"]) == []

    letter = mailbox(reader, SUZANNE, subject=SUBJECT)
    leave = path_to(letter)
    assert looked_at(reader, [leave]) == []
    reader.goto(leave)
    reader.get_by_role("button", name="Ne plus la recevoir").click()
    expect(reader.get_by_role("heading", name="C’est fait")).to_be_visible()
    amina.goto("/redaction/lettres/")
    expect(amina.get_by_text("n’en veulent plus")).to_be_visible()
