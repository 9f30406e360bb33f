"""The forum fills, somebody waits and comes in when another cancels by link; a date is found by a poll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter
from tests.journeys.test_walk import check

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
Mailbox = Callable[..., Letter]
DAY = date.today() + timedelta(days=60)


def looked_at(page: Page, paths: list[str]) -> list[str]:
    """What axe finds on these pages, and what is wider than a phone."""
    problems: list[str] = []
    for path in paths:
        answer = page.goto(path)
        if not answer or not answer.ok:
            problems.append(f"{path}: {answer and answer.status}")
        check(page, problems)
    return problems


def test_a_forum_fills_and_who_waits_comes_in(visit: Visit, enter: Enter, mailbox: Mailbox):
    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/agenda/nouveau/")
    amina.get_by_label("Sorte d’événement").select_option(label="Forum")
    amina.get_by_label("Titre").fill("Forum des journées d'essai")
    amina.get_by_label("Jour", exact=True).fill(DAY.isoformat())
    amina.get_by_label("De", exact=True).fill("09:00")
    amina.get_by_label("À", exact=True).fill("17:00")
    amina.get_by_label("Nom du lieu").fill("Salle des essais")
    amina.get_by_label("Commune").select_option(label="Créteil")
    amina.get_by_label("On s’inscrit pour venir").check()
    amina.get_by_label("Nombre de places").fill("1")
    amina.get_by_role("button", name="Préparer le brouillon").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("Forum des journées d’essai")
    forum = "/" + amina.url.split("/", 3)[3]
    amina.get_by_role("link", name="Relire et publier").click()
    amina.get_by_label("Prévenir les membres").uncheck()
    amina.get_by_role("button", name="Publier").click()
    expect(amina.get_by_text("L’événement est publié")).to_be_visible()

    links = {}
    for name, outcome in (("Aline", "Votre place est prise"), ("Basile", "Vous êtes en liste d’attente")):
        visitor = visit(forum)
        address = f"{name.lower()}@example.net"
        visitor.locator(".registration-box").get_by_role("link").first.click()
        visitor.get_by_label("Nom", exact=False).first.fill(name)
        visitor.get_by_label("Adresse électronique").fill(address)
        visitor.locator("main form button[type=submit]").last.click()
        expect(visitor.get_by_role("heading", level=1)).to_have_text(
            "Plus qu’une étape : ouvrez votre courriel"
        )
        links[name] = mailbox(visitor, address, subject="confirmez").link("/inscription/")
        assert looked_at(visitor, [links[name], f"{forum}inscription/", f"{forum}inscription/recue/"]) == []
        visitor.goto(links[name])
        visitor.get_by_role("button", name="Confirmer").click()
        expect(visitor.locator(".notice-title", has_text=outcome)).to_be_visible()

    aline = visit(links["Aline"])
    aline.get_by_text("Annuler mon inscription").first.click()
    aline.get_by_role("button", name="Annuler mon inscription").click()
    expect(aline.locator(".notice-title", has_text="Inscription annulée")).to_be_visible()
    assert "elle est à vous" in mailbox(aline, "basile@example.net", subject="libérée").subject

    amina.goto(f"{forum}inscrits/")
    guest = amina.get_by_role("link", name="Basile").get_attribute("href") or ""
    pages = ["modifier/", "programme/", "questions/", "deplacer/", "annuler/", "repeter/", "inscrits/"]
    assert looked_at(amina, [guest, *(f"{forum}{one}" for one in [*pages, "inscrits/ajouter/"])]) == []

    amina.goto(f"{forum}deplacer/")
    amina.get_by_label("Jour (obligatoire)").fill((DAY + timedelta(days=7)).isoformat())
    amina.get_by_label("Un mot sur le changement").fill("La salle est prise ce jour-là.")
    amina.get_by_role("button", name="Déplacer et prévenir").click()
    told = mailbox(amina, "basile@example.net", subject="ce qui change")
    assert "La salle est prise ce jour-là." in told.text

    bruno = visit("/")
    enter(bruno, "Bruno")
    assert looked_at(bruno, [f"{forum}inscrire/"]) == []
    bruno.goto(forum)
    bruno.get_by_role("button", name="M’inscrire en liste d’attente").click()
    expect(bruno.locator(".registration-box")).to_contain_text("en liste d’attente")
    bruno.goto("/mon-espace/")
    expect(bruno.get_by_role("link", name="Forum des journées d’essai")).to_be_visible()


def test_a_date_is_found_by_a_poll(visit: Visit, enter: Enter, mailbox: Mailbox):
    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/agenda/nouveau/")
    amina.get_by_label("Sorte d’événement").select_option(label="Réunion de travail")
    amina.get_by_label("Titre").fill("Réunion sans date")
    amina.get_by_label("La date n’est pas encore fixée").check()
    amina.get_by_label("Les membres du Pôle").check()
    amina.get_by_role("button", name="Préparer le brouillon").click()
    draft = "/" + amina.url.split("/", 3)[3]
    assert looked_at(amina, [draft, f"{draft}publier/", f"{draft}sondage/ouvrir/"]) == []
    amina.get_by_label("Date 1 : début").fill(f"{DAY}T18:00")
    amina.get_by_label("Date 2 : début").fill(f"{DAY + timedelta(days=1)}T18:00")
    amina.get_by_label("Réponses jusqu’au").fill((DAY - timedelta(days=20)).isoformat())
    amina.get_by_label("Adresses à interroger").fill("celia@example.net")
    amina.get_by_label("Prévenir les membres").uncheck()
    amina.get_by_role("button", name="Ouvrir le sondage").click()
    expect(amina.get_by_text("Le sondage est ouvert")).to_be_visible()

    celia = visit("/")
    link = mailbox(celia, "celia@example.net", subject="quelle date").link("/sondage/")
    assert looked_at(celia, [link]) == []
    celia.goto(link)
    celia.get_by_label("Votre nom").fill("Célia")
    for group, answer in zip(celia.get_by_role("group").all(), ("Non", "Oui"), strict=True):
        group.get_by_role("radio", name=answer).check()
    celia.get_by_role("button", name="Envoyer mes réponses").click()
    expect(celia.get_by_text("vos réponses sont notées")).to_be_visible()

    assert looked_at(amina, [f"{draft}sondage/"]) == []
    amina.get_by_role("row", name="Convient le mieux").get_by_role("button", name="Choisir").click()
    expect(amina.get_by_text("La date est fixée")).to_be_visible()
    assert "choisie" in mailbox(celia, "celia@example.net", subject="choisie").subject
