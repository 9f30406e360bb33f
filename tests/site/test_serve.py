"""The product as it is really served: the web server with its worker, under a sub-path, after a kill."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.own_folder
MAILLAGE = [sys.executable, "-m", "maillage.site.cli"]


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("MAILLAGE_", "DATABASE_", "PYTEST_"))
    }
    return {**kept, "MAILLAGE_DATA_DIR": str(data), **more}


def until(condition: Callable[[], object], seconds: float = 40) -> object:
    """Wait for a condition, and fail when it does not come."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found := condition():
                return found
        except (OSError, sqlite3.OperationalError):
            pass
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


@contextmanager
def serving(data: Path, **more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*MAILLAGE, "serve", "--port", str(port)], env=environment(data, **more))
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: urllib.request.urlopen(f"{url}{more.get('MAILLAGE_SUBPATH', '')}/sante/"))
        yield url, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


def worker_pid(server: subprocess.Popen[bytes]) -> int | None:
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    for child in children:
        if b"work" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
            return int(child)
    return None


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    done = subprocess.run([*MAILLAGE, "prepare"], env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_under_a_sub_path_pages_and_styles_are_found(data):
    with serving(data, MAILLAGE_SUBPATH="/ess") as (url, _):
        page = urllib.request.urlopen(f"{url}/ess/").read().decode()
        assert 'href="/ess/' in page
        style = next(part.split('"')[0] for part in page.split('href="') if ".css" in part.split('"')[0])
        assert style.startswith("/ess/static/")
        request = urllib.request.Request(url + style, headers={"Accept-Encoding": "br"})
        answer = urllib.request.urlopen(request)
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_killed_worker_is_replaced_and_takes_up_what_it_left(data):
    database = data / "maillage.sqlite3"

    def status(identifier: str) -> str:
        with sqlite3.connect(database, timeout=20) as connection:
            row = connection.execute(
                "SELECT status FROM django_tasks_database_dbtaskresult WHERE id = ?", (identifier,)
            ).fetchone()
        return str(row[0])

    left = subprocess.run(
        [sys.executable, "-c", LEAVE_A_RUNNING_TASK], env=environment(data), capture_output=True, text=True
    )
    assert left.returncode == 0, left.stderr
    identifier = left.stdout.strip()
    assert status(identifier) == "RUNNING"
    with serving(data) as (_, server):
        until(lambda: status(identifier) == "SUCCESSFUL")
        first = until(lambda: worker_pid(server))
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        second = until(lambda: (found := worker_pid(server)) and found != first and found)
        assert second != first


LEAVE_A_RUNNING_TASK = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.site.settings"
django.setup()
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from maillage.upkeep.actions import inform_contacts
result = inform_contacts.enqueue([])
DBTaskResult.objects.filter(pk=result.id).update(status="RUNNING", started_at=timezone.now())
print(DBTaskResult.objects.get().pk.hex)
"""


def test_a_second_worker_on_the_same_folder_is_refused(data):
    with serving(data) as (_, server):
        until(lambda: worker_pid(server))
        time.sleep(3)
        second = subprocess.run([*MAILLAGE, "work"], env=environment(data), capture_output=True, text=True)
        assert second.returncode != 0
        assert "tourne déjà" in second.stderr
