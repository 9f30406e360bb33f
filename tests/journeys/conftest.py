"""A real browser on the real product: `maillage serve` with its worker, on a data folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
START_WITHIN = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys run in one worker, on one served product."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass(frozen=True)
class Served:
    """The product being served: its address and its data folder."""

    url: str
    data: Path

    def run(self, *arguments: str) -> str:
        """Run `maillage …` on the same data folder and return what it printed."""
        return maillage(self.data, *arguments)


def environment(data: Path, **more: str) -> dict[str, str]:
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "PYTEST_CURRENT_TEST"} and not key.startswith("MAILLAGE_")
    }
    return {**clean, "MAILLAGE_DATA_DIR": str(data), **more}


def maillage(data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "maillage.site.cli", *arguments],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration, loaded and served for all the journeys."""
    data = tmp_path_factory.mktemp("data")
    maillage(data, "demo", "load", "--date", "2026-01-15")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (data / "serve.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "maillage.site.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(data),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            break
        except (URLError, ConnectionError, TimeoutError):
            assert process.poll() is None and time.monotonic() < deadline, (data / "serve.log").read_text()
            time.sleep(0.3)
    yield Served(url, data)
    process.terminate()
    process.wait(30)
    log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    assert binary, "Chromium is missing: apt-get install -y chromium"
    with sync_playwright() as engine:
        launched = engine.chromium.launch(executable_path=binary, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


def watch(page: Page) -> list[str]:
    """What goes wrong in the page: script errors, refused resources, failed answers of the site."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None,
    )
    page.on(
        "response",
        lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
    )
    return faults


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Open a page of the product as a new visitor; at the end, no script error and no refused resource."""
    opened: list[tuple[Page, list[str]]] = []

    def open_page(path: str = "/", *, width: int = 1280, height: int = 900, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=served.url,
            viewport={"width": width, "height": height},
            locale="fr-FR",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        opened.append((page, watch(page)))
        page.goto(path)
        return page

    yield open_page
    faults = [fault for _, found in opened for fault in found]
    for page, _ in opened:
        page.context.close()
    assert faults == []


@pytest.fixture
def sign_in(served: Served) -> Callable[[Page, str], None]:
    """Sign in as a person does: ask for a code, read it in the demonstration's mailbox, type it."""

    def do(page: Page, email: str) -> None:
        page.goto("/compte/connexion/")
        page.fill("input[type=email]", email)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/confirm/**")
        reader = page.context.new_page()
        reader.goto("/demo/courriels/")
        reader.locator("table.data a").first.click()
        found = re.search(r"\b([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\b", reader.locator(".letter").inner_text())
        assert found, "no code in the message"
        reader.close()
        page.fill("input[name=code]", found[1])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/login/" not in url)

    return do


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing on the page as it is now."""
    axe = Axe()

    def check(page: Page) -> None:
        result = axe.run(page, options={"resultTypes": ["violations"]})
        violations = [
            f"{one['id']} ({one['impact']}): {one['help']} — "
            + "; ".join(node["html"][:160] for node in one["nodes"][:3])
            for one in result.response["violations"]
        ]
        assert violations == [], page.url + "\n" + "\n".join(violations)

    return check
