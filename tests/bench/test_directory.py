"""The bench of the directory waits for the site to open, as long as it has not stopped."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench import directory

SLOW_TO_OPEN = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Answer.asked += 1
        self.send_response(503 if Answer.asked < 3 else 200)
        self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(server.server_port, flush=True)
server.serve_forever()
"""


def test_a_site_that_is_slow_to_open_is_waited_for():
    server = subprocess.Popen([sys.executable, "-c", SLOW_TO_OPEN], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        directory.wait_for(f"127.0.0.1:{int(server.stdout.readline())}", server)
    finally:
        server.kill()
        server.communicate()


def test_a_site_that_stops_is_not_waited_for():
    server = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(RuntimeError, match=r"stopped before it opened \(code 3\)"):
        directory.wait_for("127.0.0.1:9", server)


def test_a_site_that_never_opens_is_named_with_what_it_last_said(monkeypatch):
    monkeypatch.setattr(directory, "OPENING", 0.3)
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with pytest.raises(RuntimeError, match="did not open"):
            directory.wait_for("127.0.0.1:9", server)
    finally:
        server.kill()
        server.wait()
