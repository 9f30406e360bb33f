"""The day of a forum: badges are printed and read, a phone without network catches up, a second agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WORK, Served, launch, watch
from tests.journeys.test_agenda import looked_at
from tests.journeys.test_discussions import database_of
from tests.journeys.test_news import here
from tests.journeys.test_walk import attended

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]


def prepared(amina: Page, title: str, *names: str) -> tuple[str, str, bytes]:
    """A forum of today and who is registered: its address, that of its door, its badges."""
    amina.goto("/agenda/nouveau/")
    amina.get_by_label("Sorte d’événement").select_option(label="Forum")
    amina.get_by_label("Titre").fill(title)
    amina.get_by_label("Jour", exact=True).fill(date.today().isoformat())
    amina.get_by_label("Toute la journée").check()
    amina.get_by_label("On s’inscrit pour venir").check()
    amina.get_by_role("button", name="Préparer le brouillon").click()
    amina.get_by_role("link", name="Relire et publier").click()
    amina.get_by_role("button", name=re.compile("^Publier")).first.click()
    event = re.sub(r"(/agenda/[^/]+/).*", r"\1", here(amina))
    for name in names:
        amina.goto(f"{event}inscrits/ajouter/")
        amina.get_by_label("Nom (obligatoire)").fill(name)
        amina.get_by_role("button", name="Inscrire", exact=True).click()
    amina.goto(f"{event}presence/telephones/")
    amina.get_by_label(re.compile("^Pour qui")).fill("L’entrée")
    amina.get_by_role("button", name=re.compile("lien", re.IGNORECASE)).first.click()
    door = amina.locator("main").get_by_text(re.compile(r"/accueil/")).first.inner_text()
    door = "/accueil/" + door.split("/accueil/")[1].split("/")[0] + "/"
    with amina.expect_download() as printed:
        amina.evaluate(
            "address => { const link = document.createElement('a'); link.href = address; link.download = ''; "
            "document.body.append(link); link.click(); }",
            f"{event}badges.pdf?code=1",
        )
    return event, door, printed.value.path().read_bytes()


def film(badges: bytes, path: Path) -> None:
    """The first badge of a sheet, held crooked before a grey wall by a hand that shakes, a little blurred."""
    dots = 7.1  # a millimetre
    sheet = pypdfium2.PdfDocument(badges)[0].render(scale=dots * 25.4 / 72).to_pil().convert("L")
    left, top = (210 - 85 * 2 - 10) / 2, (297 - 54 * 5) / 2
    badge = sheet.crop(tuple(round(side * dots) for side in (left, top, left + 85, top + 54)))
    with path.open("wb") as out:
        out.write(b"YUV4MPEG2 W640 H480 F5:1 Ip A1:1 C420jpeg\n")
        for shake in range(-3, 4):
            held = badge.rotate(11 + shake, Image.Resampling.BICUBIC, expand=True, fillcolor=120)
            frame = Image.new("L", (640, 480), 120)
            frame.paste(held, ((640 - held.width) // 2 + 4 * shake, (480 - held.height) // 2 - 2 * shake))
            out.write(b"FRAME\n" + frame.filter(ImageFilter.GaussianBlur(1.2)).tobytes())
            out.write(bytes([128]) * (640 * 480 // 2))


def test_a_phone_without_network_catches_up_and_another_agrees(visit: Visit, enter: Enter):
    amina = visit("/")
    enter(amina, "Amina")
    event, door, badges = prepared(amina, "Forum de l’accueil", "Alix Exemple", "Bao Exemple")
    assert badges.startswith(b"%PDF-")
    pages = [f"{event}presence/", f"{event}presence/liste/", f"{event}invites/", f"{event}presence/telephones/"]
    pages += [f"{event}compte-rendu/", f"{event}resolutions/", f"{event}avis/", "/animation/evenements/"]
    assert looked_at(amina, pages) == []

    phone, other = visit(door), visit(door)
    assert looked_at(phone, [f"{door}simple/", door]) == []
    for one in (phone, other):
        expect(one.locator("#checkin-all")).to_have_text("2")
        expect(one.locator("html")).to_have_attribute("data-kept", "yes")
    phone.get_by_role("button", name="Lire un badge").click()
    expect(phone.get_by_text("Aucun appareil photo n’a été trouvé")).to_be_visible()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Est là : Alix Exemple").click()
    expect(phone.get_by_text("Alix Exemple est là.")).to_be_visible()
    expect(phone.locator("#checkin-status")).to_contain_text("gardé")
    # The page itself is there without network.
    phone.reload()
    expect(phone.locator("#checkin-here")).to_have_text("1")
    other.get_by_role("button", name="Est là : Alix Exemple").click()
    other.get_by_role("button", name="Est là : Bao Exemple").click()
    expect(other.locator("#checkin-here")).to_have_text("2")
    expect(other.locator("#checkin-status")).to_contain_text("À jour")
    phone.context.set_offline(False)
    expect(phone.locator("#checkin-here")).to_have_text("2")
    expect(phone.locator("#checkin-status")).to_contain_text("À jour")
    amina.goto(f"{event}presence/")
    expect(amina.get_by_text(re.compile(r"\b2\b")).first).to_be_visible()
    amina.goto(f"{event}presence/liste/")
    expect(amina.locator("main")).to_contain_text("Alix Exemple")


def test_a_phone_reads_a_badge_by_its_camera_with_and_without_network(
    visit: Visit, enter: Enter, browser: Browser, served: Served, tmp_path: Path
):
    amina = visit("/")
    enter(amina, "Amina")
    _, door, badges = prepared(amina, "Forum des badges", "Chim Exemple")
    filmed = tmp_path / "badge.y4m"
    film(badges, filmed)
    camera = launch(
        browser.browser_type,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={filmed}",
    )
    try:
        context = camera.new_context(
            base_url=served.url, locale="fr-FR", viewport={"width": 390, "height": 844}
        )
        context.set_default_timeout(WORK)
        phone = context.new_page()
        faults = watch(phone)
        phone.goto(door)
        expect(phone.locator("#checkin-all")).to_have_text("1")
        expect(phone.locator("html")).to_have_attribute("data-kept", "yes")
        # What is proved is the module: this browser reads no code by itself.
        assert phone.evaluate("'BarcodeDetector' in window") is False
        context.set_offline(True)
        # Nothing has asked for the module yet: it comes from what the phone keeps.
        phone.reload()
        phone.get_by_role("button", name="Lire un badge").click()
        expect(phone.locator("#checkin-here")).to_have_text("1")
        expect(phone.locator("#checkin-status")).to_contain_text("gardé")
        # Held there, the same badge is not marked again.
        expect(phone.get_by_text("Chim Exemple est déjà là")).to_be_visible()
        context.set_offline(False)
        expect(phone.locator("#checkin-status")).to_contain_text("À jour")
        amina.goto(f"{door}simple/")
        expect(amina.locator(".door-here")).to_contain_text("Chim Exemple")

        phone.get_by_role("button", name="Arrêter de lire").click()
        expect(phone.locator("#checkin-video")).to_be_hidden()
        phone.get_by_role("button", name="Annuler : Chim Exemple").click()
        expect(phone.locator("#checkin-here")).to_have_text("0")
        phone.get_by_role("button", name="Lire un badge").click()
        expect(phone.locator("#checkin-here")).to_have_text("1")
        expect(phone.locator("#checkin-status")).to_contain_text("À jour")
        amina.reload()
        expect(amina.locator(".door-here")).to_contain_text("Chim Exemple")
        assert faults == []
    finally:
        camera.close()


def test_whoever_came_says_once_what_they_made_of_it(visit: Visit, enter: Enter, served: Served):
    amina = visit("/")
    enter(amina, "Amina")
    opinions = f"{attended(amina)}avis/"
    tomorrow = date.today() + timedelta(days=1)
    with closing(database_of(served)) as database:  # as if the meeting had been yesterday
        database.execute(f"UPDATE workspace_feedbackround SET closes_on = '{tomorrow}'")
        ((token,),) = database.execute(
            "SELECT token FROM workspace_feedbacklink WHERE NOT is_used ORDER BY id LIMIT 1"
        ).fetchall()
        database.commit()
    amina.goto(opinions)
    before = int(amina.locator("main p strong").first.inner_text())

    guest = visit("/", width=360, height=800)
    assert looked_at(guest, [f"/avis/{token}/"]) == []
    guest.goto(f"/avis/{token}/")
    for group in guest.get_by_role("group").all():
        group.get_by_role("radio").last.check()
    guest.get_by_role("textbox").first.fill("Rencontrer la ressourcerie.")
    guest.get_by_role("button", name="Envoyer mon avis").click()
    expect(guest.get_by_text("Votre avis est compté")).to_be_visible()
    guest.goto(f"/avis/{token}/")
    assert guest.get_by_role("button", name="Envoyer mon avis").count() == 0
    assert looked_at(guest, [f"/avis/{token}/"]) == []

    amina.goto(opinions)
    expect(amina.locator("main p strong").first).to_have_text(str(before + 1))
    expect(amina.get_by_text("Rencontrer la ressourcerie.")).to_be_visible()
