"""A small server on loopback that answers in the form of data.gouv.fr and of the public company search."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Headers = dict[str, str]


@dataclass
class Served:
    """A file: its content, its tag, and what goes wrong with each request to come, in order."""

    content: bytes
    tag: str | None = '"1"'
    faults: list[str] = field(default_factory=list)
    kind: str = "application/octet-stream"


class Portal:
    """Datasets, files and companies behind one address; every request is written down."""

    def __init__(self) -> None:
        self.datasets: dict[str, list[dict[str, Any]]] = {}
        self.files: dict[str, Served] = {}
        self.redirects: dict[str, str] = {}
        self.companies: list[dict[str, Any]] = []
        self.limit = 10_000
        self.rate = 0  # requests a second, 0 for no limit
        self.faults: list[str] = []  # of the company search
        self.asked: list[tuple[str, Headers]] = []
        self.answered: list[int] = []
        self.holding = threading.Event()  # released when the test ends
        self.on_page: Callable[[int], None] = lambda count: None
        self._arrivals: list[float] = []
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(OSError):  # whoever asked is gone
                    portal.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.holding.set()
        self.server.shutdown()
        self.server.server_close()

    def publish(self, dataset: str, title: str, name: str, served: Served, **values: Any) -> Served:
        """Put a file in a dataset."""
        self.files[f"/files/{name}"] = served
        resource = {
            "id": f"id-of-{name}",
            "title": title,
            "url": f"{self.address}/files/{name}",
            "format": name.rsplit(".", 1)[-1],
            "last_modified": "2026-11-02T08:00:00+00:00",
            "checksum": None,
            "filesize": None,
            **values,
        }
        self.datasets.setdefault(dataset, []).append(resource)
        self.redirects[f"/api/1/datasets/r/{resource['id']}"] = resource["url"]
        return served

    def asked_for(self, start: str) -> list[tuple[str, Headers]]:
        return [one for one in self.asked if one[0].startswith(start)]

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        self.asked.append((to.path, {name.lower(): value for name, value in to.headers.items()}))
        path = urlsplit(to.path).path
        if path in self.files:
            self._file(to, self.files[path])
        elif path in self.redirects:
            _send(to, 302, b"", {"Location": self.redirects[path]})
        elif path == "/search":
            self._search(to)
        elif (name := path.removeprefix("/api/1/datasets/").strip("/")) in self.datasets:
            _json(to, {"id": name, "slug": name, "title": name, "resources": self.datasets[name]})
        else:
            _json(to, {"message": "The requested URL was not found"}, 404)

    def _file(self, to: BaseHTTPRequestHandler, served: Served) -> None:
        fault, _, value = (served.faults.pop(0) if served.faults else "").partition(":")
        if fault in ("429", "500", "503"):
            _send(to, int(fault), b"plus tard", {"Retry-After": value} if value else {})
            return
        headers = {"Content-Type": served.kind, **({"ETag": served.tag} if served.tag else {})}
        content, code, start = served.content, 200, 0
        asked = to.headers.get("Range")
        if asked and to.headers.get("If-Range") in (None, served.tag):
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            if start >= len(content):
                _send(to, 416, b"", {"Content-Range": f"bytes */{len(content)}"})
                return
            code = 206
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        to.send_response(code)
        for name, told in {**headers, "Content-Length": str(len(content) - start)}.items():
            to.send_header(name, told)
        to.end_headers()
        body = content[start:]
        if fault == "cut":  # so many bytes, then nothing more
            to.wfile.write(body[: int(value)])
        elif fault == "silent":  # so many bytes, then silence
            to.wfile.write(body[: int(value)])
            to.wfile.flush()
            self.holding.wait(30)
        else:
            to.wfile.write(body)

    def _search(self, to: BaseHTTPRequestHandler) -> None:
        now = time.monotonic()
        recent = [at for at in self._arrivals if now - at < 0.999]
        if self.rate and len(recent) >= self.rate:
            self._refuse(to, 429, "0")
            return
        self._arrivals = [*recent, now]
        fault, _, value = (self.faults.pop(0) if self.faults else "").partition(":")
        if fault:
            if fault == "html":
                _send(to, 200, b"<html>Bienvenue sur le reseau</html>", {"Content-Type": "text/html"})
            elif fault == "odd":
                _json(to, {"resultats": []})
            else:
                self._refuse(to, int(fault), value)
            return
        asked = {name: values[0] for name, values in parse_qs(urlsplit(to.path).query).items()}
        page, size = int(asked.get("page", 1)), int(asked.get("per_page", 10))
        if not 1 <= size <= 25:
            _json(to, {"erreur": "Veuillez indiquer un paramètre `per_page` entre `1` et `25`."}, 400)
            return
        if page * size > self.limit:
            _json(to, {"erreur": "Le nombre total de résultats est restreint à 10 000."}, 400)
            return
        found = [one for one in self.companies if _matches(one, asked)]
        total = min(len(found), self.limit)
        self.answered.append(200)
        self.on_page(self.answered.count(200))
        _json(
            to,
            {
                "results": found[(page - 1) * size : page * size],
                "total_results": total,
                "page": page,
                "per_page": size,
                "total_pages": -(-total // size),
            },
        )

    def _refuse(self, to: BaseHTTPRequestHandler, code: int, wait: str) -> None:
        self.answered.append(code)
        _send(to, code, b'{"erreur": "Trop de demandes"}', {"Retry-After": wait} if wait else {})


def _matches(one: dict[str, Any], asked: dict[str, str]) -> bool:
    communes = {place["commune"] for place in [one["siege"], *one["matching_etablissements"]]}
    if "code_commune" in asked and not communes & set(asked["code_commune"].split(",")):
        return False
    if asked.get("est_ess") == "true" and not one["complements"]["est_ess"]:
        return False
    names = ("section_activite_principale", "etat_administratif", "tranche_effectif_salarie")
    return all(one[name] in asked[name].split(",") for name in names if name in asked)


def _json(to: BaseHTTPRequestHandler, told: Any, code: int = 200) -> None:
    _send(to, code, json.dumps(told).encode(), {"Content-Type": "application/json"})


def _send(to: BaseHTTPRequestHandler, code: int, body: bytes, headers: Headers) -> None:
    to.send_response(code)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        to.send_header(name, value)
    to.end_headers()
    to.wfile.write(body)
