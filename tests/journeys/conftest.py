"""A real browser on the real product: `maillage serve` with its worker, on a data folder of its own."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect, sync_playwright

from tests.workspace import dovecot

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
START_WITHIN = 180
WORK = 60_000
"""How long a page may wait for the server or the background worker, in milliseconds."""
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys run in one worker, on one served product."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass(frozen=True)
class Served:
    """The product being served: its address, its data folder, the mailbox of replies where dovecot is there."""

    url: str
    data: Path
    replies: dovecot.Dovecot | None = None

    def run(self, *arguments: str) -> str:
        """Run `maillage …` on the same data folder and return what it printed."""
        return maillage(self.data, *arguments)

    def structures(self, query: str = "") -> list[dict[str, str]]:
        """What the public export says of the structures that a search finds, in its order."""
        with urllib.request.urlopen(f"{self.url}/annuaire/export.csv{query}", timeout=30) as answer:
            return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig")), delimiter=";"))


@dataclass(frozen=True)
class Structure:
    """A structure of the public export: its name, its page's path, the address known for it."""

    name: str
    path: str
    email: str
    row: dict[str, str]


def environment(data: Path, **more: str) -> dict[str, str]:
    """That of the product served: on a database of its own, or on that of JOURNEYS_DATABASE (an empty one)."""
    if database := os.environ.get("JOURNEYS_DATABASE"):
        more["DATABASE_URL"] = database
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


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration, loaded and served for all the journeys.

    Whoever writes a story may name in JOURNEYS_FROM a data folder already loaded: it is copied, not loaded.
    """
    data = tmp_path_factory.mktemp("data")
    if loaded := os.environ.get("JOURNEYS_FROM"):
        shutil.copytree(loaded, data, dirs_exist_ok=True)
    else:
        maillage(data, "demo", "load", "--date", "2026-01-15")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (data / "serve.log").open("w")
    with ExitStack() as stack:
        server = stack.enter_context(dovecot.running()) if dovecot.BINARY.exists() else None
        yield from _serving(data, port, log, server)


def _serving(data: Path, port: int, log: IO[str], server: dovecot.Dovecot | None) -> Iterator[Served]:
    replies = {}
    if server:
        replies = {
            "MAILLAGE_INCOMING_URL": server.url,
            "MAILLAGE_INCOMING_ADDRESS": "reponse+{token}@example.org",
            "MAILLAGE_INCOMING_EVERY": "2",
        }
    process = subprocess.Popen(
        [sys.executable, "-m", "maillage.site.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(data, **replies),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            urllib.request.urlopen(f"{url}/sante/", timeout=30).close()
            break
        except (URLError, ConnectionError, TimeoutError):
            assert process.poll() is None and time.monotonic() < deadline, (data / "serve.log").read_text()
            time.sleep(0.3)
    yield Served(url, data, server)
    process.terminate()
    process.wait(30)
    log.close()


@pytest.fixture(scope="package")
def _untouched(served: Served) -> Iterator[Structure]:
    rows = served.structures("?commune=94028")
    names = [row["Nom"] for row in rows]
    return (
        Structure(row["Nom"], row["Page"].removeprefix(served.url), row["Courriel"], row)
        for row in rows
        if row["Structure inventée"] == "oui" and row["Courriel"] and names.count(row["Nom"]) == 1
    )


@pytest.fixture
def structure(_untouched: Iterator[Structure]) -> Structure:
    """An invented structure of Créteil, with an address to write to, that no other story has met."""
    return next(_untouched)


def launch(kind: BrowserType, *more: str) -> Browser:
    """The Chromium of the system, with arguments of a story's own."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    assert binary, "Chromium is missing: apt-get install -y chromium"
    return kind.launch(executable_path=binary, args=[*CHROMIUM_ARGUMENTS, *more])


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed with the last story: while it is open, its loop keeps Django off the database in this process."""
    with sync_playwright() as engine:
        launched = launch(engine.chromium)
        yield launched
        launched.close()


def watch(page: Page) -> list[str]:
    """What goes wrong in the page: script errors, refused resources, failed answers of the site."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: script: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"{page.url}: console: {message.text}")
            # A page that is gone or missing says so on purpose, and the console repeats it.
            if message.type == "error"
            and message.location.get("url") != page.url
            # A story that cuts the network means to.
            and "ERR_INTERNET_DISCONNECTED" not in message.text
            else None
        ),
    )
    page.on(
        "response",
        lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
    )
    return faults


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Open a page of the product as a new visitor; at the end, no script error and no refused resource."""
    contexts: list[BrowserContext] = []
    faults: list[list[str]] = []

    def open_page(
        path: str = "/", *, width: int = 1280, height: int = 900, scripts: bool = True, host: str = "127.0.0.1"
    ) -> Page:
        context = browser.new_context(
            base_url=served.url.replace("127.0.0.1", host),
            viewport={"width": width, "height": height},
            locale="fr-FR",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WORK)
        contexts.append(context)
        page = context.new_page()
        faults.append(watch(page))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for found in faults for fault in found] == []


@pytest.fixture
def enter() -> Callable[[Page, str], None]:
    """Come in as one of the demonstration's people, by the button of its page."""

    def do(page: Page, name: str) -> None:
        page.goto("/demo/")
        page.get_by_role("button", name=f"Entrer comme {name}").click()
        page.get_by_role("link", name="Mon espace").first.wait_for()

    return do


@dataclass(frozen=True)
class Letter:
    """An e-mail as the demonstration's mailbox shows it."""

    subject: str
    text: str
    links: list[str]

    @property
    def code(self) -> str:
        """The sign-in code of the message."""
        found = re.search(r"\b[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b", self.text)
        assert found, f"no code in: {self.text}"
        return found[0]

    def link(self, part: str) -> str:
        """The path of the link that holds `part`."""
        (found,) = [link for link in self.links if part in link]
        return "/" + found.split("/", 3)[3]


@pytest.fixture
def mailbox(served: Served) -> Callable[..., Letter]:
    """Read the last e-mail sent to an address, in the demonstration's mailbox, as a person would."""

    def read(page: Page, address: str, *, subject: str = "") -> Letter:
        reader = page.context.new_page()
        found = reader.locator("table.data tbody tr").filter(has_text=address).filter(has_text=subject)
        deadline = time.monotonic() + WORK / 1000
        while time.monotonic() < deadline:  # the background worker writes
            reader.goto(f"/demo/courriels/?pour={address}")
            if found.count():
                break
            reader.wait_for_timeout(250)
        found.first.get_by_role("link").click()
        body = reader.locator(".letter")
        links = [link.get_attribute("href") or "" for link in body.get_by_role("link").all()]
        letter = Letter(reader.locator("h1").inner_text(), body.inner_text(), links)
        reader.close()
        return letter

    return read


@pytest.fixture
def sign_in(mailbox: Callable[..., Letter]) -> Callable[[Page, str], None]:
    """Sign in as a person does: ask for a code, read it in the demonstration's mailbox, type it."""

    def do(page: Page, email: str) -> None:
        page.goto("/compte/connexion/")
        page.get_by_label("Adresse électronique").fill(email)
        page.get_by_role("button", name="Recevoir mon code").click()
        page.get_by_label("Code").fill(mailbox(page, email, subject="ode").code)
        page.locator("main form button[type=submit]").first.click()
        page.get_by_role("link", name="Mon espace").first.wait_for()

    return do


def axe_faults(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now."""
    result = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{one['id']} ({one['impact']}): {one['help']} — "
        + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in result.response["violations"]
    ]


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Assert that axe finds nothing on the page as it is now."""

    def check(page: Page) -> None:
        violations = axe_faults(page)
        assert violations == [], page.url + "\n" + "\n".join(violations)

    return check
