"""An association takes its page in hand: claim, sign-in, edit, and what the public then reads."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter, Structure

Visit = Callable[..., Page]
Mailbox = Callable[..., Letter]


def claim(page: Page, structure: Structure, *, name: str, email: str) -> None:
    """Ask to keep a page, from the page itself."""
    page.goto(structure.path)
    page.get_by_role("link", name="C’est ma structure").click()
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre fonction").fill("présidente")
    page.get_by_label("Votre adresse électronique").fill(email)
    page.get_by_role("button", name="Demander à tenir cette page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est reçue")


def test_a_president_claims_the_page_signs_in_and_edits_it(
    visit: Visit, mailbox: Mailbox, sign_in: Callable[[Page, str], None], structure: Structure
):
    page = visit("/")
    claim(page, structure, name="Dominique Aubry", email=structure.email)

    link = mailbox(page, structure.email, subject="confirmez").link("/demande/")
    page.goto(link)
    expect(page.get_by_role("button", name="Confirmer ma demande")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Confirmer ma demande")).to_be_visible()
    page.get_by_role("button", name="Confirmer ma demande").click()
    expect(page.get_by_text("Demande acceptée")).to_be_visible()

    sign_in(page, structure.email)
    page.goto("/mes-structures/")
    page.get_by_role("link", name="Modifier la page").click()
    page.get_by_label("Ce que fait la structure").fill(
        "Nous réparons des vélos le samedi, avec qui veut apprendre."
    )
    page.get_by_text("Mobilité", exact=True).click()
    page.get_by_role("checkbox", name="Vélo", exact=False).first.check()
    page.get_by_label("Horaires").first.fill("le samedi de 14 h à 18 h ; fermé au mois d’août")
    page.get_by_role("button", name="Enregistrer la page").click()
    expect(page.get_by_text("Une chose est à corriger")).to_be_visible()  # « fermé au mois d’août » is not read
    page.get_by_label("Horaires").first.fill("le samedi de 14 h à 18 h")
    page.get_by_role("button", name="Enregistrer la page").click()
    expect(page.get_by_text("La page est à jour")).to_be_visible()

    public = visit(structure.path)
    expect(public.get_by_text("Nous réparons des vélos le samedi")).to_be_visible()
    expect(public.get_by_text("Le samedi de 14 h à 18 h").first).to_be_visible()
    expect(public.get_by_text("Page vérifiée le")).to_be_visible()
    assert public.get_by_role("link", name="Modifier cette page").count() == 0
    public.goto("/annuaire/?q=répare+vélo+samedi")
    expect(public.get_by_role("link", name=structure.name).first).to_be_visible()

    page.goto(structure.path)
    page.get_by_role("link", name="Historique des modifications").click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.get_by_text("informations").first.click()
    expect(page.get_by_text("Nous réparons des vélos le samedi")).to_be_visible()


def test_somebody_unknown_waits_for_the_animator_who_refuses_with_a_reason(
    visit: Visit, mailbox: Mailbox, enter: Callable[[Page, str], None], structure: Structure
):
    page = visit("/")
    stranger = "inconnue@example.net"
    claim(page, structure, name="Camille Inconnue", email=stranger)
    page.goto(mailbox(page, stranger).link("/demande/"))
    page.get_by_role("button", name="Confirmer ma demande").click()
    expect(page.get_by_text("L’animation du Pôle l’examine")).to_be_visible()

    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/animation/demandes/")
    amina.get_by_role("listitem").filter(has_text="Camille Inconnue").get_by_role("link").click()
    amina.get_by_label("Raison, qui sera envoyée").fill("La structure ne vous connaît pas.")
    amina.get_by_role("button", name="Refuser").click()
    expect(amina.get_by_text("La demande est refusée")).to_be_visible()
    letter = mailbox(page, stranger, subject="n’a pas pu être acceptée")
    assert "La structure ne vous connaît pas." in letter.text
    page.reload()
    expect(page.get_by_text("Demande refusée")).to_be_visible()


def test_anybody_suggests_and_the_animator_compares_then_takes_it(
    visit: Visit, mailbox: Mailbox, enter: Callable[[Page, str], None], structure: Structure
):
    page = visit(structure.path)
    page.get_by_role("link", name="Signaler une erreur").click()
    page.get_by_label("Téléphone de la structure").fill("01 99 00 77 66")
    page.get_by_label("Votre adresse électronique").fill("voisine@example.net")
    page.get_by_role("button", name="Envoyer ma proposition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")

    amina = visit("/")
    enter(amina, "Amina")
    amina.goto("/animation/demandes/")
    amina.get_by_role("listitem").filter(has_text=structure.name).get_by_role("link").click()
    expect(amina.get_by_text("01 99 00 77 66")).to_be_visible()
    amina.get_by_role("button", name="Prendre ce qui est coché").click()
    expect(amina.get_by_text("est corrigée")).to_be_visible()
    page.goto(structure.path)
    expect(page.get_by_role("link", name="01 99 00 77 66")).to_be_visible()
    assert structure.path in mailbox(page, "voisine@example.net", subject="en ligne").link("/annuaire/")
