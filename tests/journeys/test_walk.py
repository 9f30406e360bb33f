"""Every page of the site, opened by following its links as each kind of person: axe and width."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page, expect

from tests.architecture.test_rights import STEPS, addresses
from tests.journeys.conftest import WORK, Letter, Served, Structure, axe_faults
from tests.journeys.test_structure import claim

Visit = Callable[..., Page]
Enter = Callable[[Page, str], None]

# Files, pieces of pages, addresses that only a form answers, a second name of the sign-in page.
NOT_PAGES = {
    "pole-colours", "health", "robots", "favicon", "media", "guide:points", "guide:names", "guide:ground",
    "guide:export-csv", "guide:export-xlsx", "guide:export-geojson", "guide:feed", "guide:card",
    "guide:actor-image", "guide:sitemap", "guide:sitemap-part", "paper:file", "paper:cover", "paper:frozen",
    "paper:progress", "paper:proof", "paper:prove", "paper:publish", "paper:unpublish", "paper:duplicate",
    "imports:run", "imports:stop", "imports:refused", "demo:enter", "demo:list", "upkeep:letters",
    "account_request_login_code", "upkeep:withdraw_edit", "territory:default-colours",
    "observatory:rows", "observatory:chart",
    "observatory:figures", "observatory:report", "observatory:note", "observatory:commune-note",
    "workspace:document-file", "workspace:document-picture",
    "observatory:propose", "account_data_file", "workspace:agenda-feed", "workspace:agenda-theme-feed",
    "workspace:agenda-personal-feed", "workspace:agenda-points", "workspace:event-ics",
    "workspace:registered-csv", "workspace:agenda-this-month", "workspace:message", "workspace:tasks-csv",
    "workspace:group-tasks-csv", "workspace:articles-feed", "workspace:article-picture",
    "workspace:column-txt", "workspace:newsletter-text", "workspace:badges", "workspace:signing-sheet",
    "workspace:certificate", "workspace:certificates", "workspace:my-certificate", "workspace:guests-csv",
    "workspace:presence-csv", "workspace:event-statistics-csv", "workspace:checkin-list",
    "workspace:checkin-marks", "workspace:checkin-worker",
    # An e-mail as it leaves, in a sandbox where no script runs, axe's neither.
    "workspace:newsletter-preview",
}  # fmt: skip
# Pages that exist only in the middle of something: the stories of keys, booklet, practices and agenda do.
IN_OTHER_STORIES = STEPS | {
    "mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_generate_recovery_codes",
    "paper:freeze", "observatory:practices-link",
    # Behind the links of letters, or before one leaves: the story of the newsletter goes there.
    "workspace:subscription", "workspace:leave-newsletter", "workspace:edit-newsletter",
    "workspace:send-newsletter", "workspace:remove-newsletter", "workspace:newsletter-recipients",
    # Of an article that was never published: the story of the news writes one.
    "workspace:remove-article",
    # On the day of an event: the story of presence goes there.
    "workspace:checkin", "workspace:checkin-plain", "workspace:checkin-links",
    # Behind the letter of the day after: the story of presence goes there.
    "workspace:feedback-answer",
    # Of a message of today: the story of discussions writes one.
    "workspace:edit-message", "workspace:message-versions",
    # Of an event to come: the story of the agenda makes one.
    *(f"workspace:{name}" for name in (
        "edit-event", "publish-event", "move-event", "cancel-event", "repeat-event", "event-programme",
        "event-questions", "registered", "add-guest", "guest", "register", "register-asked",
        "register-colleague", "registration", "event-poll", "open-poll", "poll-voter",
    )),
}  # fmt: skip
UNLINKED = (
    "gallery", "guide:embedded", "guide:embedding", "upkeep:suggested", "upkeep:asked", "upkeep:code",
    "upkeep:propose", "account_inactive", "account_signup", "workspace:join-asked",
    "workspace:subscribe-asked",
)  # fmt: skip


def seen(page: Page) -> Iterator[tuple[str, str]]:
    """The links of the page that lead to pages of the site: the name of the address, and the path."""
    here = page.evaluate("""() => [...document.querySelectorAll("a[href]")]
        .filter((one) => one.origin === location.origin && !one.hasAttribute("download"))
        .map((one) => one.pathname + one.search)""")
    for link in here:
        try:
            yield resolve(urlsplit(link).path).view_name, link
        except Resolver404:
            continue


CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  if (one.closest(".leaflet-container")) return false;  // a map is moved, not read along
  const style = getComputedStyle(one);
  const clips = [style.overflowX, style.overflowY].some((how) => how === "hidden" || how === "clip");
  return clips && style.clipPath === "none" && one.clientHeight > 1 && one.innerText?.trim()
    && (one.scrollHeight > one.clientHeight + 4 || one.scrollWidth > one.clientWidth + 4);
}).map((one) => one.outerHTML.slice(0, 120))"""
"""What a box hides of its text."""


ENLARGED = {
    "letters twice as large": "html { font-size: 200% }",
    "the spacing of WCAG 1.4.12": "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
    "word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
}


def check(page: Page, problems: list[str]) -> None:
    """What axe finds, what is wider than a phone, what is cut or overflows as readers enlarge the text."""
    problems += [f"{page.url}: {fault}" for fault in axe_faults(page)]
    page.set_viewport_size({"width": 360, "height": 800})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > 360:
        problems.append(f"{page.url}: {wide} px wide on a screen of 360")
    page.set_viewport_size({"width": 1280, "height": 900})
    for how, style in ENLARGED.items():
        page.evaluate(
            "style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style); "
            "document.adoptedStyleSheets = [sheet]; }",
            style,
        )
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > 1280:
            problems.append(f"{page.url}: {wide} px wide with {how}")
        problems += [f"{page.url}: cut with {how}: {one}" for one in page.evaluate(CUT)]
    page.evaluate("document.adoptedStyleSheets = []")


def walk(page: Page, starts: list[str], known: set[str], again: set[str] = frozenset()) -> list[str]:
    """Open one page of each address that the links lead to, but those known (unless wanted again)."""
    problems: list[str] = []
    mine: set[str] = set()
    queue = deque((resolve(urlsplit(path).path).view_name, path) for path in starts)
    while queue:
        name, path = queue.popleft()
        if name in mine or name in NOT_PAGES or (name in known and name not in again):
            continue
        mine.add(name)
        answer = page.goto(path)
        if not answer or not answer.ok:
            problems.append(f"{path}: {answer and answer.status}")
            continue
        arrived = resolve(urlsplit(page.url).path).view_name
        if arrived != name and arrived in mine | known:
            continue
        mine.add(arrived)
        check(page, problems)
        queue += seen(page)
    known |= mine
    return problems


def prepared(page: Page) -> str:
    """Make a list to import, a campaign and an edition; give the address of the edition."""
    page.goto("/animation/imports/nouveau/")
    page.get_by_label("Ou collez des lignes").fill("Nom\tVille\nLa Halle des Essais\tAlfortville\n")
    page.get_by_role("button", name="Lire la liste").click()
    page.get_by_role("button", name="Voir ce qui va se passer").click()
    expect(page.get_by_text("Rien n’est encore écrit.")).to_be_visible(timeout=WORK)
    page.goto("/animation/campagnes/nouvelle/")
    page.get_by_label("Nom de la campagne").fill("Marche")
    page.get_by_label("Réponses attendues avant le").fill("2099-03-01")
    page.get_by_role("checkbox", name="Limeil-Brévannes").check()
    page.get_by_role("button", name="Voir qui sera interrogé").click()
    page.get_by_role("button", name="Envoyer la campagne").click()
    expect(page.get_by_text("La campagne est partie")).to_be_visible()
    page.goto("/animation/guide/nouvelle/")
    page.get_by_label("Nom de l’édition").fill("Marche")
    page.get_by_role("button", name="Enregistrer les choix").click()
    page.wait_for_url(re.compile(r"/animation/guide/\d+/"))
    return page.url


def attended(page: Page) -> str:
    """The address of the past event whose presence and minutes the demonstration tells."""
    page.goto("/agenda/passes/")
    for path in [path for name, path in seen(page) if name == "workspace:event"]:
        page.goto(path)
        if page.get_by_role("heading", name="Compte rendu").count():
            return path
    raise AssertionError("no past event has minutes")


def test_axe_finds_nothing_and_every_page_holds_on_a_phone(
    visit: Visit, enter: Enter, served: Served, structure: Structure, mailbox: Callable[..., Letter]
):
    known: set[str] = set()
    amina = visit("/")
    enter(amina, "Amina")
    draft = prepared(amina)
    invented = next(row for row in served.structures("?commune=94044") if row["Courriel"])
    link = mailbox(amina, invented["Courriel"], subject="toujours exacte").link("/a-jour/")

    amina.goto("/animation/contacts/")
    amina.get_by_role("button", name="Les informer par courriel").click()
    amina.get_by_text("vont être informées").wait_for()
    visitor = visit("/")
    claim(visitor, structure, name="Elsa", email="elsa@example.net")
    proof = mailbox(visitor, "elsa@example.net", subject="confirmez").link("/demande/")
    named = visit("/demo/courriels/")
    named.get_by_role("link", name=re.compile("votre nom", re.IGNORECASE)).first.click()
    consent = named.locator(".letter a[href*='/contact/']").first.get_attribute("href") or ""

    invitation = mailbox(visitor, "lucie@example.org", subject="vous invite").link("/invitation/")
    asked = mailbox(visitor, "marc@example.org", subject="confirmez").link("/rejoindre/")

    problems: list[str] = []
    letters = [
        invitation,
        asked,
        proof,
        link,
        f"{link}corriger/",
        f"{link}merci/",
        "/" + consent.split("/", 3)[3],
    ]
    month = reverse("workspace:agenda-month", args=["2026-11"])
    problems += walk(visitor, ["/", month, *map(reverse, UNLINKED), *letters], known)
    visitor.goto("/compte/connexion/")
    visitor.get_by_label("Adresse électronique").fill("amina@example.org")
    visitor.get_by_role("button", name="Recevoir mon code").click()
    visitor.get_by_label("Code").wait_for()
    check(visitor, problems)
    bruno = visit("/")
    enter(bruno, "Bruno")
    problems += walk(
        bruno,
        ["/recherche/?q=permanence", "/mon-espace/", "/mes-structures/"],
        known,
        again={"guide:actor", "home", "workspace:search"},
    )
    again = {
        "home", "guide:actor", "guide:list", "legal", "upkeep:edit", "upkeep:history", "observatory:changes",
        "workspace:groups", "workspace:group", "workspace:document", "workspace:manage-agenda",
        # What only the animator opens from them.
        "my-space", "workspace:article", "workspace:newsroom", "workspace:discussions",
        "workspace:discussion", "workspace:group-discussions",
    }  # fmt: skip
    # The draft first: an edition that another story froze has no page to edit it.
    amina.goto("/documents/")
    minutes = amina.get_by_role("link", name="Compte rendu").get_attribute("href") or ""
    amina.goto("/redaction/lettres/")
    sent = (
        amina.get_by_role("listitem").filter(has_text="Envoyée").get_by_role("link").first.get_attribute("href")
    )
    decisions = reverse("workspace:group-decisions", args=["chantier-1-sensibiliser-informer-former"])
    starts = [draft, minutes, decisions, f"{sent}exemplaires/", "/animation/", "/annuaire/"]
    starts += ["/discussions/", reverse("workspace:reports")]
    starts += [f"{attended(amina)}presence/"]
    problems += walk(amina, starts, known, again=again)

    missing = visit("/nulle-part/")
    check(missing, problems)
    awaited = set(addresses()) - NOT_PAGES - IN_OTHER_STORIES
    problems += [f"{name}: not reached" for name in sorted(awaited - known)]
    assert problems == [], "\n".join(problems)
