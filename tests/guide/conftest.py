"""A small who's who: what the guide's tests read."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from maillage.actors.models import Actor, Contribution
from maillage.territory.models import Territory
from tests.factories import make_actor

CRETEIL = (48.7903, 2.4556)


@pytest.fixture
def chorale(plaine_centrale: Territory, contribution: Contribution) -> Actor:
    """A choir of Créteil whose place is public."""
    return make_actor(
        "Chorale du Mont-Mesly",
        contribution=contribution,
        address="Maison des associations, 1 rue Juliette Savar",
        position=CRETEIL,
        themes=["culture/musique"],
        family="association",
        publics=["jeunes", "seniors"],
        description="On y chante, le mardi soir, sans savoir lire la musique.",
        email="contact@chorale.example",
        phone="0145678901",
        website="https://chorale.example",
        opening_hours="Tu 19:00-21:00",
        sigle="CMM",
    )


@pytest.fixture
def at_home(plaine_centrale: Territory, contribution: Contribution) -> Actor:
    """A small association of Créteil seated at somebody's home."""
    return make_actor(
        "Les Amis du jardin",
        contribution=contribution,
        address="12 rue des Lilas secrets",
        position=(48.7812345, 2.4612345),
        themes=["environnement/jardins"],
        family="association",
    )


@pytest.fixture
def cooperative(plaine_centrale: Territory, contribution: Contribution) -> Actor:
    """A cooperative of Alfortville, in two themes."""
    return make_actor(
        "Traiteur du port",
        contribution=contribution,
        commune="94002",
        address="3 quai de la Seine",
        position=(48.80, 2.42),
        themes=["alimentation", "insertion"],
        family="cooperative",
        insertion_types=["EI"],
        labels=["scop"],
    )


@pytest.fixture
def nowhere(plaine_centrale: Territory, contribution: Contribution) -> Actor:
    """An actor of which not even the commune is known."""
    return make_actor("Réseau sans lieu", contribution=contribution, commune=None, themes=["culture"])


@pytest.fixture
def geocoder() -> Iterator[Callable[[Any, int], str]]:
    """A small address service on loopback: give it what to answer, it returns its address."""
    servers = []

    def start(answer: Any, status: int = 200) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        start.asked = server.asked
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()
