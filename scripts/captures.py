"""Remake the screenshots of the main pages at 360, 768 and 1280 px, on a demonstration of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "captures"
WIDTHS = (360, 768, 1280)
MAILLAGE = [sys.executable, "-m", "maillage.site.cli"]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PUBLIC = {
    "accueil": "/",
    "annuaire": "/annuaire/",
    "recherche": "/annuaire/?q=jardins+dinsertion",
    "themes": "/annuaire/themes/",
    "culture": "/annuaire/themes/culture/",
    "communes": "/annuaire/communes/",
    "initiatives": "/initiatives/",
    "guide": "/guide/",
    "diagnostic": "/diagnostic/",
    "pratiques": "/diagnostic/pratiques/",
    "proposer": "/proposer-une-structure/",
    "retirer": "/retirer-ma-structure/",
    "donnees-personnelles": "/donnees-personnelles/",
    "accessibilite": "/accessibilite/",
    "courriels": "/demo/courriels/",
}
ANIMATION = {
    "animation": "/animation/",
    "imports": "/animation/imports/",
    "import-nouveau": "/animation/imports/nouveau/",
    "doublons": "/animation/doublons/",
    "demandes": "/animation/demandes/",
    "campagnes": "/animation/campagnes/",
    "guide-imprime": "/animation/guide/",
    "donnees": "/animation/donnees/",
    "identite": "/animation/pole/",
}


@contextmanager
def served() -> Iterator[str]:
    """The demonstration, loaded in a folder of its own and served; gives its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "MAILLAGE_DATA_DIR": folder}
        subprocess.run([*MAILLAGE, "demo", "load"], env=environment, cwd=ROOT, check=True)
        server = subprocess.Popen([*MAILLAGE, "serve", "--port", str(port)], env=environment, cwd=ROOT)
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{url}/sante/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.3)
        try:
            yield url
        finally:
            server.terminate()
            server.wait(30)


def sign_in(page: Page, email: str) -> None:
    """Sign in by the code that the demonstration's mailbox received."""
    page.goto("/compte/connexion/")
    page.fill("main input[type=email]", email)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("input[name=code]")
    reader = page.context.new_page()
    reader.goto("/demo/courriels/")
    reader.locator("table.data a").first.click()
    found = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", reader.locator(".letter").inner_text())
    assert found
    reader.close()
    page.fill("input[name=code]", found[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def capture(browser: Browser, url: str, pages: dict[str, str], *, email: str = "") -> None:
    """Photograph each page at each width, whole."""
    context = browser.new_context(base_url=url, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    if email:
        sign_in(page, email)
    for name, path in tqdm(pages.items(), desc=email or "public", unit="page"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            page.evaluate("document.querySelectorAll('img[loading]').forEach((one) => (one.loading = 'eager'))")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=OUT / f"{name}-{width}.png", full_page=True)
    context.close()


def main() -> None:
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    if not binary:
        sys.exit("Chromium is missing: sudo apt-get install -y chromium")
    OUT.mkdir(exist_ok=True)
    with served() as url, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=binary, args=ARGUMENTS)
        first = browser.new_page()
        first.goto(f"{url}/annuaire/?q=regie+de+quartier")
        actor = first.locator("main article a, main .results a").first.get_attribute("href") or "/annuaire/"
        first.goto(f"{url}/diagnostic/")
        figure = first.locator("#b-synthese td a").first.get_attribute("href") or ""
        compare = first.locator("main a[href$='/comparer/']").first.get_attribute("href") or ""
        first.close()
        found = {"structure": actor, "chiffre": figure, "comparer": f"{compare}?avec=department-94&avec=france"}
        capture(browser, url, {**PUBLIC, **found})
        capture(browser, url, ANIMATION, email="amina@example.org")
        browser.close()
    print(f"{len(list(OUT.glob('*.png')))} images dans {OUT.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
