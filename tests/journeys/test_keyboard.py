"""Everything by Tab, Enter, Space and arrows alone, the place where one is always seen."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

Visit = Callable[..., Page]

SEEN = """
() => {
  const one = document.activeElement;
  if (one === document.body || one.id === "contenu") return "";
  const box = one.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const ringed = [null, "::after"].some((part) => {
    const style = getComputedStyle(one, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  return inside && ringed ? "" : `${inside ? "no ring" : "out of sight"}: ${one.outerHTML.slice(0, 160)}`;
}
"""


def tab(page: Page, key: str = "Tab") -> None:
    """Go to the next control; it is in sight and ringed."""
    page.keyboard.press(key)
    assert page.evaluate(SEEN) == "", page.url


def tab_to(page: Page, wanted: Locator, *, within: int = 120) -> None:
    """Tab until a control has the focus."""
    for _ in range(within):
        if wanted.count() and wanted.evaluate("one => one === document.activeElement"):
            return
        tab(page)
    raise AssertionError(f"{wanted} is not reached by Tab on {page.url}")


def test_a_visitor_searches_filters_and_opens_a_page(visit: Visit):
    page = visit("/")
    tab(page)
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("searchbox").first, within=3)
    page.keyboard.type("ecole")
    page.keyboard.press("Enter")
    expect(page.locator("#nombre")).to_contain_text("ecole")
    everything = page.locator("#nombre").inner_text()

    tab_to(page, page.locator("#facettes").get_by_role("checkbox", name=re.compile("Culture")).first)
    page.keyboard.press("Space")
    expect(page.locator("#nombre")).not_to_have_text(everything)
    expect(page).to_have_url(re.compile("theme=culture"))
    tab_to(page, page.get_by_label("Trier par"))
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("tri="))
    tab_to(page, page.get_by_role("link", name="L’École buissonnière de danse"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("L’École buissonnière de danse")
    tab_to(page, page.get_by_role("link", name="Signaler une erreur"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposer une correction")


def test_a_marker_of_the_map_is_opened_and_closed_from_the_keyboard(visit: Visit):
    page = visit("/annuaire/?q=buissonnière")
    marker = page.locator(".leaflet-marker-icon.pin").first
    expect(marker).to_have_attribute("aria-label", re.compile(".+"))
    tab_to(page, marker)
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup a[href]:not(.leaflet-popup-close-button)")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)
    expect(marker).to_be_focused()


def test_a_marker_is_called_a_structure_until_its_name_is_known(visit: Visit):
    page = visit("/")
    held: list[Route] = []
    page.route("**/annuaire/noms.json**", lambda route: held.append(route))
    page.goto("/annuaire/")
    unnamed = page.locator(".leaflet-marker-icon.pin[aria-label=Structure]")
    expect(unnamed.first).to_be_visible()
    expect(page.locator(".leaflet-marker-icon.pin:not([aria-label])")).to_have_count(0)
    for request in held:
        request.continue_()
    expect(unnamed).to_have_count(0)


def test_the_animator_comes_in_and_says_that_two_pages_are_two_structures(visit: Visit):
    page = visit("/demo/")
    tab_to(page, page.get_by_role("button", name="Entrer comme Amina"))
    page.keyboard.press("Space")
    page.get_by_role("link", name="Mon espace").first.wait_for()
    for name in ("Animation", "Doublons possibles", "Les Mains des Deux-Berges"):
        tab_to(page, page.get_by_role("link", name=name).first)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Est-ce la même structure ?")
    chosen = page.get_by_role("row", name=re.compile("^Nom ")).get_by_role("radio")
    tab_to(page, chosen.first)
    page.keyboard.press("ArrowRight")
    expect(chosen.last).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Ce sont deux structures"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Décision prise")).to_be_visible()
