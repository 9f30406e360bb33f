"""A director finds in her space what a member asks her, answers by e-mail; messages corrected, tasks done."""

from __future__ import annotations

import email
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import WORK, Letter, Served
from tests.journeys.test_agenda import looked_at

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
GROUP = "/groupes/chantier-1-sensibiliser-informer-former/"


def database_of(served: Served) -> Any:
    if elsewhere := os.environ.get("JOURNEYS_DATABASE"):
        return psycopg.connect(elsewhere.replace("postgres://", "postgresql://"))
    return sqlite3.connect(served.data / "maillage.sqlite3")


def reply_to(served: Served, reader: str) -> str:
    """The address that a mail program answers; it is in the headings, that the page does not show."""
    with closing(database_of(served)) as database:
        rows = database.execute("SELECT mime FROM outbox_outgoingmessage ORDER BY id DESC").fetchall()
    for (mime,) in rows:
        message = email.message_from_bytes(bytes(mime))
        if message["To"] == reader and "reponse+" in (message["Reply-To"] or ""):
            return str(message["Reply-To"])
    raise AssertionError(f"nothing sent to {reader} may be answered")


def answered_by_email(
    served: Served, page: Page, thread: str, letter: Letter, *, reader: str, text: str, below: str = ""
) -> Locator:
    """A reader answers a letter by their mail program; the message, once the thread shows it."""
    assert served.replies is not None
    answer = EmailMessage()
    answer["From"], answer["To"] = reader, reply_to(served, reader)
    answer["Subject"], answer["Message-ID"] = f"Re: {letter.subject}", make_msgid(domain="example.org")
    answer.set_content(f"{text}\n\n{below}")
    served.replies.deliver(bytes(answer), bytes(answer))
    said = page.locator(".message", has_text=text)
    for _ in range(WORK // 1000):
        page.goto(thread)
        if said.count():
            break
        page.wait_for_timeout(1000)
    return said


def test_a_director_mentioned_by_a_member_answers_by_e_mail(
    visit: Visit,
    enter: Enter,
    served: Served,
    sign_in: Callable[[Page, str], None],
    mailbox: Callable[..., Letter],
):
    if served.replies is None:
        pytest.skip("apt-get install -y dovecot-imapd: replies by e-mail are read from a real mailbox")
    bruno = visit("/")
    enter(bruno, "Bruno")
    bruno.goto(f"{GROUP}discussions/nouvelle/")
    bruno.get_by_label("Sujet").fill("Les clés de la salle")
    bruno.get_by_label("Votre message").fill("@Elsa, qui a les clés **samedi** ?")
    bruno.get_by_role("button", name="Voir l’aperçu").click()
    expect(bruno.get_by_text("pas encore publié")).to_be_visible()
    bruno.get_by_role("button", name="Ouvrir la discussion").click()
    expect(bruno.locator(".message strong", has_text="samedi")).to_be_visible()
    thread = "/" + bruno.url.split("/", 3)[3].split("#")[0]

    elsa = visit("/")
    sign_in(elsa, "elsa@example.org")
    elsa.goto("/mon-espace/")
    expect(elsa.get_by_role("button", name="Bruno s’adresse à vous.").first).to_be_visible()
    letter = mailbox(elsa, "elsa@example.org", subject="Les clés de la salle")
    assert "qui a les clés" in letter.text

    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    below = f"Elsa\n\nLe 3 mars 2026 à 18:04, Pôle a écrit :\n{quoted}\n"
    said = answered_by_email(
        served,
        bruno,
        thread,
        letter,
        reader="elsa@example.org",
        text="Hugo les a, je viens avec lui.",
        below=below,
    )
    expect(said).to_have_count(1)
    expect(said).to_contain_text("par courriel")
    expect(said).not_to_contain_text("a écrit")
    elsa.goto(thread)
    expect(elsa.locator(".message")).to_have_count(2)


def test_a_message_is_corrected_reacted_to_decided_and_a_task_noted(visit: Visit, enter: Enter):
    bruno = visit("/")
    enter(bruno, "Bruno")
    bruno.goto(GROUP)
    bruno.get_by_role("link", name="Où tenir la journée de rencontre").click()
    thread = "/" + bruno.url.split("/", 3)[3].split("#")[0]
    bruno.get_by_label("Votre message").fill("Nous jouerons le matin.")
    bruno.get_by_role("button", name="Publier ma réponse").click()
    mine = bruno.locator(".message", has_text="Nous jouerons le matin.")
    mine.get_by_role("link", name="Corriger").click()
    edit = "/" + bruno.url.split("/", 3)[3]
    assert looked_at(bruno, [edit]) == []
    bruno.get_by_label("Votre message").fill("Nous jouerons l’après-midi.")
    bruno.get_by_role("button", name="Enregistrer la correction").click()
    said = bruno.locator(".message", has_text="Nous jouerons l’après-midi.")
    expect(said).to_contain_text("corrigé le")
    bruno.locator(".message").first.get_by_role("button", name="Merci").click()
    expect(bruno.locator(".message").first.get_by_role("button", name="Merci")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert looked_at(bruno, [re.sub(r"modifier/$", "versions/", edit)]) == []
    expect(bruno.get_by_text("Nous jouerons le matin.")).to_be_visible()

    amina = visit("/")
    enter(amina, "Amina")
    amina.goto(thread)
    amina.locator(".message", has_text="l’après-midi").get_by_role(
        "button", name="Noter comme décision"
    ).click()
    expect(amina.get_by_text("C’est noté parmi les décisions")).to_be_visible()
    amina.goto(f"{GROUP}taches/nouvelle/")
    amina.get_by_label("Quoi").fill("Apporter les pupitres")
    amina.get_by_label("Qui s’en charge").fill("Bruno")
    amina.get_by_role("button", name="Enregistrer la tâche").click()
    expect(amina.get_by_role("link", name="Apporter les pupitres")).to_be_visible()

    bruno.goto("/mon-espace/")
    bruno.get_by_role("link", name="Apporter les pupitres").first.click()
    bruno.get_by_role("button", name="C’est fait").click()
    expect(bruno.get_by_text("Faite", exact=True)).to_be_visible()


def test_reading_to_the_end_is_noted_and_without_scripts_a_button_does(visit: Visit, enter: Enter):
    for scripts in (True, False):
        page = visit("/", scripts=scripts)
        enter(page, "Bruno" if scripts else "Amina")
        page.goto("/groupes/tous-les-membres/discussions/nouvelle/")
        title = f"Essai {'avec' if scripts else 'sans'} script"
        page.get_by_label("Sujet").fill(title)
        page.get_by_label("Votre message").fill("Un mot.")
        page.get_by_role("button", name="Ouvrir la discussion").click()
        thread = page.url.split("#")[0]
        reader = visit("/", scripts=scripts)
        enter(reader, "Amina" if scripts else "Bruno")
        reader.goto(thread)
        button = reader.get_by_role("button", name="Marquer comme lu")
        if scripts:
            button.scroll_into_view_if_needed()
            expect(button).to_be_hidden()
        else:
            button.click()
        reader.goto(thread)
        expect(button).to_have_count(0)
