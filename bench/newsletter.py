"""The newsletter: how long it takes to leave, and what a worker killed in the middle leaves in doubt.

A real SMTP server on loopback counts what each address received.
"""

from __future__ import annotations

import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiosmtpd.controller import Controller

from bench.table import Table

WEIGHT = b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * 100
PATIENCE = 120
"""Seconds after which a sending that does not end is given up."""


class Counted:
    """What the server took, by address."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.changed = threading.Condition()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        with self.changed:
            self.received.update(envelope.rcpt_tos)
            self.changed.notify_all()
        return "250 OK"

    def wait_for(self, count: int) -> None:
        """Wait until that many messages came, counted twice when they came twice."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.received.total() >= count, PATIENCE):
                raise TimeoutError(f"{self.received.total()} messages out of {count}")


@contextmanager
def server() -> Iterator[tuple[Counted, int]]:
    """A server on a free port of loopback."""
    counted = Counted()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(counted, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield counted, port
    finally:
        controller.stop()


def _issue(addresses: int, articles: int = 4) -> Any:
    from maillage.accounts.models import User
    from maillage.workspace.actions.news import Written, publish_article, write_article
    from maillage.workspace.actions.newsletter import compose
    from maillage.workspace.models import Article, Newsletter, Subscriber

    Subscriber.objects.all().delete()
    Subscriber.objects.bulk_create(
        Subscriber(email=f"p{number}@example.org", state="subscribed") for number in range(addresses)
    )
    by, _ = User.objects.get_or_create(email="bench@example.org")
    held = []
    for number in range(articles):
        told = Written(title=f"Article {number}", summary="Ce qui se fait. " * 8, text="Texte.")
        article = write_article(Article(), told, by=by)
        publish_article(article, by=by)
        held.append(Article.objects.get(pk=article.pk))
    letter = Newsletter(subject="Mars au Pôle", intro="Bonjour.", to_members=False)
    return compose(letter, articles=held, events=[], by=by), by


def bare(port: int, addresses: int) -> float:
    """Seconds to send as many messages of the same weight over one connection, with nothing else."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(addresses):
            client.sendmail("a@example.org", [f"b{number}@example.org"], WEIGHT)
    return time.perf_counter() - began


@dataclass
class Sent:
    """A sending: seconds, addresses that received it once, twice or more, never."""

    seconds: float
    once: int
    more: int
    never: int


def send_here(counted: Counted, port: int, addresses: int) -> Sent:
    """Send an issue from this process."""
    from django.test import override_settings

    from maillage.workspace.actions import newsletter as actions
    from maillage.workspace.models import Delivery

    issue, by = _issue(addresses)
    actions.start(issue, by=by)
    own = {
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, "DEMO": False,
    }  # fmt: skip
    began = time.perf_counter()
    with override_settings(**own):
        while issue.deliveries.filter(state=Delivery.State.WAITING).exists():
            actions.send_batch.call(issue.pk)
    seconds = time.perf_counter() - began
    return _told(counted, addresses, seconds)


def _told(counted: Counted, addresses: int, seconds: float) -> Sent:
    received = [counted.received[f"p{number}@example.org"] for number in range(addresses)]
    return Sent(
        seconds, received.count(1), sum(1 for one in received if one > 1), sum(1 for one in received if not one)
    )


def _worker(port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "maillage.site.cli", "work"],
        env={**os.environ, "MAILLAGE_EMAIL_URL": f"smtp://127.0.0.1:{port}", "MAILLAGE_DEMO": "0"},
    )


@dataclass
class Killed:
    """A worker killed in the middle: how many had left, then once all went on, then on the animator's word."""

    at: int
    doubtful: int
    after: Sent
    on_word: Sent


def kill_in_the_middle(counted: Counted, port: int, addresses: int) -> Killed:
    """Kill the worker once half has left; start another; then send those in doubt on the animator's word."""
    from maillage.workspace.actions import newsletter as actions
    from maillage.workspace.models import Delivery

    issue, by = _issue(addresses)
    actions.start(issue, by=by)
    first = _worker(port)
    try:
        counted.wait_for(addresses // 2)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    at = counted.received.total()
    doubtful = issue.deliveries.filter(state=Delivery.State.SENDING).count()
    began = time.perf_counter()
    second = _worker(port)
    try:
        _wait(lambda: not issue.deliveries.filter(state=Delivery.State.WAITING).exists())
        after = _told(counted, addresses, time.perf_counter() - began)
        # Ten minutes later.
        held = issue.deliveries.filter(state=Delivery.State.SENDING)
        for one in held:
            one.at -= timedelta(minutes=11)
            one.save(update_fields=["at"])
        actions.send_doubtful(issue, by=by)
        _wait(lambda: not issue.deliveries.exclude(state=Delivery.State.SENT).exists())
    finally:
        second.terminate()
        second.wait()
    return Killed(at, doubtful, after, _told(counted, addresses, time.perf_counter() - began))


def _wait(done: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the sending does not end")
        time.sleep(0.2)


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield how long an issue takes to leave, and what a kill leaves in doubt."""
    from django.db import connection

    addresses = 12 if tiny else 5_000
    with server() as (counted, port):
        alone = bare(port, addresses)
        sent = send_here(counted, port, addresses)
    yield Table(
        "The newsletter: one issue",
        ("addresses", "seconds", "bare connection, seconds", "ratio", "once", "twice", "never"),
        [(addresses, sent.seconds, alone, sent.seconds / alone, sent.once, sent.more, sent.never)],
        ["Each copy is marked before it leaves and after: two writes of the database for one message."],
    )
    if connection.in_atomic_block or ":memory:" in str(connection.settings_dict["NAME"]):
        return  # a worker of its own needs a database that processes share
    addresses = 40 if tiny else 5_000
    with server() as (counted, port):
        found = kill_in_the_middle(counted, port, addresses)
    yield Table(
        "The newsletter: a worker killed in the middle",
        ("addresses", "left when killed", "in doubt", "once, after", "twice, after",
         "never, after", "twice, on the word", "never, on the word"),
        [
            (
                addresses, found.at, found.doubtful, found.after.once, found.after.more, found.after.never,
                found.on_word.more, found.on_word.never,
            )
        ],
        ["Aim: nobody twice before the animator says so; who did not receive it is among those in doubt."],
    )  # fmt: skip
