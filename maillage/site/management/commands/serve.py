"""`maillage serve`: the web server and the background worker, started and stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from maillage.site.prepare import prepare_data_folder
from maillage.workspace.actions.discussion_letters import incoming_configured

GRACE = 15  # seconds given to each process to finish what it does


class Command(BaseCommand):
    help = "Démarre le site et le travail de fond ; Ctrl+C arrête les deux."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default=os.environ.get("MAILLAGE_HOST", "127.0.0.1"))
        parser.add_argument("--workers", type=int, default=2, help="processus du site (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_data_folder(static=True)
        host, port = options["host"], options["port"]
        children = [_start_server(host, port, options["workers"]), _start_worker()]
        if incoming_configured():
            children.append(_start_reader())
        self.stdout.write(f"Maillage est ouvert sur {settings.PUBLIC_URL or f'http://{host}:{port}'}/")
        self.stdout.flush()

        def stop(*_: Any) -> None:
            raise KeyboardInterrupt

        signal.signal(signal.SIGTERM, stop)
        try:
            while True:
                time.sleep(0.5)
                if children[0].poll() is not None:
                    sys.exit(f"Le serveur s’est arrêté : le port {port} est-il déjà pris ?")
                if children[1].poll() is not None:
                    self.stderr.write("Le travail de fond s’est arrêté : il redémarre.")
                    children[1] = _start_worker()
                if len(children) > 2 and children[2].poll() is not None:
                    self.stderr.write("Les réponses par courriel ne sont plus lues : voir ci-dessus.")
                    children.pop()
        except KeyboardInterrupt:
            self.stdout.write("Arrêt en cours…")
        finally:
            for child in children:
                child.terminate()
            for child in children:
                try:
                    child.wait(GRACE)
                except subprocess.TimeoutExpired:
                    child.kill()


def _start_server(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning",
        "maillage.site.wsgi:application",
    ]  # fmt: skip
    if settings.FORCE_SCRIPT_NAME:
        command[-1:-1] = ["--url-path-prefix", settings.FORCE_SCRIPT_NAME]
    return subprocess.Popen(command)


def _start_reader() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "maillage.site.cli", "incoming", "--every", str(settings.INCOMING_EVERY)]
    return subprocess.Popen(command)


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "maillage.site.cli", "work"])
