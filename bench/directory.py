"""The directory page: its queries, its weight as it first arrives, and its speed beside an empty view."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urljoin

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.paper import empty, load
from bench.search import quantiles
from bench.table import Table
from maillage.territory.actions import add_territory

SIZES = (25, 250, 2_280)
PAGES = {
    "the whole list": "/annuaire/",
    "second page": "/annuaire/?page=2",
    "two facets": "/annuaire/?commune=94028&theme=culture",
    "a word": "/annuaire/?q=theatre",
    "misspelt words": "/annuaire/?q=theatr+amateir",
    "near a commune": "/annuaire/?pres=Cr%C3%A9teil",
    "markers of the map": "/annuaire/points.json",
}
EMPTY_VIEW = "/sante/"
SECONDS = 4.0
CLIENTS = 4
OPENING = 300.0
"""Seconds given to the site to open: its processes start on a machine that may be busy."""


def queries(counts: dict[str, list[int]]) -> None:
    """Add to `counts`, for each page, the number of its queries with the actors that are there."""
    client = Client(SERVER_NAME="localhost")
    for name, address in PAGES.items():
        client.get(address)  # what a process reads once is read
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200
        counts.setdefault(name, []).append(len(captured))


# --- The site as it is served -------------------------------------------------------------------------------
@contextmanager
def served() -> Iterator[str]:
    """Serve the data folder as `maillage serve` does; gives « host:port »."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "maillage.site.cli", "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    host = f"127.0.0.1:{port}"
    try:
        wait_for(host, server)
        yield host
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(host: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the site answers; raise `RuntimeError` if it stops or is too long to open."""
    end, last = time.monotonic() + OPENING, "no answer"
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the site stopped before it opened (code {server.returncode})")
        try:
            status = fetch(connect(host), EMPTY_VIEW)[0].status
        except (OSError, HTTPException) as error:
            last = str(error)
        else:
            if status == 200:
                return
            last = f"{EMPTY_VIEW} answers {status}"
        time.sleep(0.2)
    raise RuntimeError(f"the site did not open in {OPENING:.0f} s: {last}")


def connect(host: str) -> HTTPConnection:
    return HTTPConnection(host, timeout=120)


def fetch(to: HTTPConnection, address: str, encoding: str = "br, gzip") -> tuple[HTTPResponse, bytes]:
    """An answer and its body as it travels, compressed where the site compresses."""
    to.request("GET", address, headers={"Accept-Encoding": encoding})
    answer = to.getresponse()
    return answer, answer.read()


def parts_of(host: str) -> dict[str, list[str]]:
    """The addresses that the page has a browser fetch, by what they are."""
    html = fetch(connect(host), PAGES["the whole list"], "identity")[1].decode()
    links = re.findall(r"<link\b[^>]*>", html)

    def addresses(mark: str) -> list[str]:
        return [one.split('href="')[1].split('"')[0] for one in links if mark in one]

    def attribute(name: str) -> list[str]:
        return next(iter(re.findall(rf'{name}="([^"]*)"', html)), "").split()

    styles = addresses('rel="stylesheet"')
    fonts = []
    for style in styles:
        css = fetch(connect(host), style, "identity")[1].decode()
        fonts += [urljoin(style, one) for one in re.findall(r'url\("?([^")]+\.woff2)', css)]
    return {
        "page": [PAGES["the whole list"]],
        "styles": styles,
        "scripts": re.findall(r'<script src="([^"]+)"', html),
        "fonts": list(dict.fromkeys(fonts)),
        "icon": addresses('rel="icon"'),
        "markers": attribute("data-points"),
        "ground of the map": attribute("data-ground"),
        "scripts of the map": attribute("data-scripts"),
        "styles of the map": attribute("data-styles"),
    }


def weights(host: str, label: str) -> Iterator[tuple[str | int | float | None, ...]]:
    """What each kind of part weighs, bare and as it travels; the sum as it first arrives, markers included."""
    first_bare = first = 0
    for kind, addresses in parts_of(host).items():
        bare = sum(len(fetch(connect(host), one, "identity")[1]) for one in addresses)
        travelling = sum(len(fetch(connect(host), one)[1]) for one in addresses)
        yield label, kind, len(addresses), bare / 1000, travelling / 1000
        first_bare, first = first_bare + bare, first + travelling
        if kind == "markers":
            yield label, "TOTAL, with markers", None, first_bare / 1000, first / 1000
    yield label, "TOTAL, with the map open", None, first_bare / 1000, first / 1000


def rate(host: str, address: str, seconds: float) -> list[float]:
    """Seconds taken by each request that a few visitors make one after the other, all at once."""
    end = time.perf_counter() + seconds

    def visit(_: int) -> list[float]:
        to, taken = connect(host), list[float]()
        while not taken or time.perf_counter() < end:
            began = time.perf_counter()
            answer, _body = fetch(to, address)
            if answer.status != 200:
                raise RuntimeError(f"{address} answers {answer.status}")
            taken.append(time.perf_counter() - began)
        return taken

    with ThreadPoolExecutor(CLIENTS) as visitors:
        return [one for taken in visitors.map(visit, range(CLIENTS)) for one in taken]


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield the queries at each size, then the weight and the speed of the site as served with the last one."""
    sizes = (2, 30) if tiny else SIZES
    seconds = 0.3 if tiny else SECONDS
    counts: dict[str, list[int]] = {}
    add_territory("Plaine Centrale", ["94002", "94028", "94044"], main=True)
    for size in sizes:
        empty()
        load(size)
        queries(counts)
    yield Table(
        "The directory: queries of a page",
        ("page", *(f"{size} actors" for size in sizes)),
        [(name, *numbers) for name, numbers in counts.items()],
        ["Aim: under 25, whatever the number of actors."],
    )
    if connection.settings_dict["NAME"] == ":memory:" or connection.in_atomic_block:
        return  # another process would not see the actors: a test runs the whole of it as a command
    label = f"invented, {sizes[-1]}"
    with served() as host:
        weight = Table("The directory: weight in kB", ("actors", "part", "requests", "bare", "travelling"))
        weight.rows += weights(host, label)
        weight.notes.append("Aim: under 150 kB as it first arrives on a phone, markers included.")
        yield weight
        speed = Table(
            f"The directory: requests a second, {CLIENTS} visitors at once, {label}",
            ("page", "requests", "requests/s", "p50 ms", "p95 ms", "share of the empty view"),
            notes=["The visitors share the machine with the server."],
        )
        empty_view = 0.0
        for name, address in {"baseline: empty view": EMPTY_VIEW, **PAGES}.items():
            fetch(connect(host), address)
            began = time.perf_counter()
            taken = rate(host, address, seconds)
            per_second = len(taken) / (time.perf_counter() - began)
            empty_view = empty_view or per_second
            p50, p95, _ = quantiles(taken)
            speed.rows.append((name, len(taken), per_second, p50, p95, per_second / empty_view))
        yield speed
