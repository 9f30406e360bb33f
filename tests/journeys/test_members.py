"""A director is invited, joins, sees what awaits her, asks a colleague in, joins a group, then leaves."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter, Structure

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
Mailbox = Callable[..., Letter]

DIRECTOR = "dina@example.net"
COLLEAGUE = "fanny@example.net"


def test_a_director_joins_works_with_others_and_leaves(
    visit: Visit,
    enter: Enter,
    mailbox: Mailbox,
    sign_in: Callable[[Page, str], None],
    structure: Structure,
    accessible: Callable[[Page], None],
):
    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/animation/")
    amina.get_by_role("link", name="Personnes").click()
    amina.get_by_role("link", name="Inviter quelqu’un").click()
    amina.get_by_label("Adresse électronique").fill(DIRECTOR)
    amina.get_by_label("Nom", exact=True).fill("Dina")
    amina.get_by_label("Structure", exact=True).fill(structure.name)
    amina.get_by_label("Fonction").fill("Directrice")
    amina.get_by_role("button", name="Envoyer l’invitation").click()
    if amina.get_by_label("La bonne structure").count():  # other structures bear the same name
        amina.get_by_label("La bonne structure").select_option(structure.path.strip("/").split("/")[-1])
        amina.get_by_role("button", name="Envoyer l’invitation").click()
    expect(amina.get_by_text("L’invitation est partie")).to_be_visible()

    dina = visit("/")
    link = mailbox(dina, DIRECTOR, subject="vous invite").link("/invitation/")
    dina.goto(link)
    expect(dina.get_by_text(structure.name).first).to_be_visible()
    accessible(dina)
    dina.get_by_role("button", name="Rejoindre le Pôle").click()
    expect(dina.get_by_role("group", name="Les autres membres")).to_be_visible()
    dina.get_by_role("radio", name="Oui").check()
    dina.get_by_role("button", name="Rejoindre le Pôle").click()
    expect(dina.get_by_text("Bienvenue")).to_be_visible()
    dina.goto("/membres/")
    assert "/compte/connexion/" in dina.url, "accepting is no way in"
    sign_in(dina, DIRECTOR)

    dina.goto("/mon-espace/")
    expect(dina.get_by_role("heading", level=1)).to_have_text("Bonjour Dina")
    expect(dina.get_by_text("Rien ne vous attend")).to_be_visible()
    accessible(dina)
    dina.get_by_role("link", name="Inviter une ou un collègue").click()
    dina.get_by_label("Adresse électronique").fill(COLLEAGUE)
    dina.get_by_role("button", name="Envoyer l’invitation").click()
    expect(dina.get_by_text("Invitations sans réponse")).to_be_visible()
    assert mailbox(dina, COLLEAGUE).subject.startswith("Dina vous invite")

    dina.goto("/groupes/")
    dina.get_by_role("link", name="Mobilité des personnes").click()
    dina.get_by_role("button", name="Rejoindre le groupe").click()
    expect(dina.get_by_text("Vous faites partie du groupe")).to_be_visible()
    accessible(dina)
    assert dina.get_by_role("link", name="Préparation du budget").count() == 0

    amina.goto("/membres/?q=dina")
    expect(amina.get_by_role("heading", name="Dina")).to_be_visible()
    assert amina.get_by_text(DIRECTOR).count() == 0, "she did not choose to show her address"

    dina.goto("/mon-espace/")
    dina.get_by_role("link", name="Quitter").click()
    dina.get_by_role("button", name="Quitter la structure").click()
    expect(dina.get_by_text("Vous n’êtes pas encore membre du Pôle")).to_be_visible()
    assert dina.get_by_role("link", name="Annuaire des membres").count() == 0
    amina.goto("/membres/?q=dina")
    expect(amina.get_by_text("Aucun membre ne répond")).to_be_visible()
