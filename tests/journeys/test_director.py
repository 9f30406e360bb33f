"""A director is invited, joins, works with the others, answers by e-mail, then leaves; what she wrote stays."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter, Served, Structure
from tests.journeys.test_agenda import DAY, looked_at
from tests.journeys.test_discussions import GROUP, answered_by_email
from tests.journeys.test_walk import attended

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]
Mailbox = Callable[..., Letter]

DIRECTOR = "dina@example.net"
COLLEAGUE = "fanny@example.net"
ANSWER = "J’apporte les panneaux."


def test_a_director_joins_works_with_the_others_and_leaves(
    visit: Visit,
    enter: Enter,
    mailbox: Mailbox,
    sign_in: Callable[[Page, str], None],
    served: Served,
    structure: Structure,
    accessible: Callable[[Page], None],
):
    amina = visit("/")
    enter(amina, "Amina")
    invite(amina, structure)
    forum = forum_of(amina)

    dina = visit("/")
    dina.goto(mailbox(dina, DIRECTOR, subject="vous invite").link("/invitation/"))
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

    for name in ("Cléo Exemple", "Dario Exemple"):
        dina.goto(f"{forum}inscrire/")
        dina.get_by_label("Nom (obligatoire)").fill(name)
        dina.get_by_role("button", name="Inscrire cette personne").click()
        expect(dina.get_by_text(f"{name} a sa place")).to_be_visible()
    assert looked_at(dina, [f"{forum}inscrire/"]) == []
    listed = dina.get_by_role("region", name="Inscrites ou inscrits par vous").get_by_role("listitem")
    expect(listed).to_have_count(2)
    listed.filter(has_text="Dario").locator("summary").click()
    listed.filter(has_text="Dario").get_by_role("button", name="Annuler son inscription").click()
    expect(dina.get_by_text("Dario Exemple ne vient plus")).to_be_visible()
    expect(listed).to_have_count(1)

    dina.goto(attended(dina))
    expect(dina.get_by_text("Une permanence par mois dans chaque commune.")).to_be_visible()
    dina.get_by_label("Chercher sur tout le site").fill("permanence commune")
    dina.keyboard.press("Enter")
    expect(dina.get_by_role("heading", name="Comptes rendus")).to_be_visible()

    dina.goto("/groupes/")
    dina.get_by_role("link", name="Chantier 1").click()
    dina.get_by_role("button", name="Rejoindre le groupe").click()
    expect(dina.get_by_text("Vous faites partie du groupe")).to_be_visible()
    accessible(dina)
    thread = called_upon(visit("/"), enter)
    dina.goto("/mon-espace/")
    expect(dina.get_by_role("button", name="Bruno s’adresse à vous.").first).to_be_visible()
    answer(dina, mailbox(dina, DIRECTOR, subject="Le stand"), served, thread)

    amina.goto("/membres/?q=dina")
    expect(amina.get_by_role("heading", name="Dina")).to_be_visible()
    assert amina.get_by_text(DIRECTOR).count() == 0, "she did not choose to show her address"
    said = amina.locator(".message", has_text=ANSWER)
    amina.goto(thread)
    expect(said).to_contain_text(f"Dina, {structure.name}")

    dina.goto("/mon-espace/")
    dina.get_by_role("link", name="Quitter").click()
    dina.get_by_role("button", name="Quitter la structure").click()
    expect(dina.get_by_text("Vous n’êtes pas encore membre du Pôle")).to_be_visible()
    assert dina.get_by_role("link", name="Annuaire des membres").count() == 0
    assert dina.goto(thread).status == 403
    amina.goto("/membres/?q=dina")
    expect(amina.get_by_text("Aucun membre ne répond")).to_be_visible()
    amina.goto(thread)
    expect(said).to_contain_text(structure.name)
    expect(said).not_to_contain_text("Dina")


def invite(amina: Page, structure: Structure) -> None:
    """Amina invites her, for her structure."""
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


def forum_of(amina: Page) -> str:
    """Amina publishes a forum; give its address."""
    amina.goto("/agenda/nouveau/")
    amina.get_by_label("Sorte d’événement").select_option(label="Forum")
    amina.get_by_label("Titre").fill("Forum des collègues")
    amina.get_by_label("Jour", exact=True).fill(DAY.isoformat())
    amina.get_by_label("Toute la journée").check()
    amina.get_by_label("On s’inscrit pour venir").check()
    amina.get_by_role("button", name="Préparer le brouillon").click()
    forum = "/" + amina.url.split("/", 3)[3]
    amina.get_by_role("link", name="Relire et publier").click()
    amina.get_by_label("Prévenir les membres").uncheck()
    amina.get_by_role("button", name="Publier").click()
    expect(amina.get_by_text("L’événement est publié")).to_be_visible()
    return forum


def called_upon(bruno: Page, enter: Enter) -> str:
    """Bruno opens a discussion in her group and calls her by her name; give its address."""
    enter(bruno, "Bruno")
    bruno.goto(f"{GROUP}discussions/nouvelle/")
    bruno.get_by_label("Sujet").fill("Le stand du forum")
    bruno.get_by_label("Votre message").fill("@Dina, qui apporte de quoi afficher ?")
    bruno.get_by_role("button", name="Ouvrir la discussion").click()
    expect(bruno.get_by_text("La discussion est ouverte")).to_be_visible()
    return "/" + bruno.url.split("/", 3)[3].split("#")[0]


def answer(dina: Page, letter: Letter, served: Served, thread: str) -> None:
    """She answers the letter by her mail program; on the page, where no mailbox runs."""
    if served.replies is None:
        dina.goto(thread)
        dina.get_by_label("Votre message").fill(ANSWER)
        dina.get_by_role("button", name="Publier ma réponse").click()
        return
    said = answered_by_email(served, dina, thread, letter, reader=DIRECTOR, text=ANSWER)
    expect(said).to_contain_text("par courriel")
