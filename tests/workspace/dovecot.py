"""A real IMAP server on loopback for the tests: Debian's dovecot, run by nobody in particular in a folder."""

from __future__ import annotations

import base64
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

BINARY = Path(shutil.which("dovecot") or "/usr/sbin/dovecot")
ACCOUNT = "reponses"
# What addresses and passwords quote.
PASSWORD = "mot de passe @/:é%"
WITHIN = 20
CONFIGURATION = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail
imap_capability = {capability}
namespace inbox {{
  inbox = yes
  prefix = {prefix}
  separator = .
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """The server that runs, and the setting that leads to it."""

    port: int

    @property
    def url(self) -> str:
        return f"imap://{ACCOUNT}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/INBOX"

    @contextmanager
    def opened(self, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """Somebody signed in, in a folder."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.authenticate("PLAIN", lambda _: f"\0{ACCOUNT}\0{PASSWORD}".encode())
        client.select(folder)
        try:
            yield client
        finally:
            client.logout()

    def deliver(self, *messages: bytes, folder: str = "INBOX", at: float | None = None) -> None:
        """Leave messages in a folder."""
        with self.opened() as client:
            for message in messages:
                when = imaplib.Time2Internaldate(at or time.time())
                assert client.append(folder, None, when, message)[0] == "OK"

    def held(self, folder: str = "INBOX") -> int:
        """How many messages a folder holds."""
        with self.opened() as client:
            status, found = client.select(folder)
            return int(found[0] or 0) if status == "OK" else 0

    def empty(self) -> None:
        """Remove all that is there."""
        with self.opened() as client:
            for folder in ("INBOX", "Maillage-lus", "INBOX.Maillage-lus"):
                status, found = client.select(folder)
                if status == "OK" and found[0] != b"0":
                    client.store("1:*", "+FLAGS", r"(\Deleted)")
                    client.expunge()


@contextmanager
def running(*, prefix: str = "", capability: str = "") -> Iterator[Dovecot]:
    """Dovecot with one account; its folders begin with `prefix`, it says to know only `capability`."""
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    group = grp.getgrgid(who.pw_gid).gr_name
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = CONFIGURATION.format(
        folder=folder,
        user=who.pw_name,
        group=group,
        uid=who.pw_uid,
        gid=who.pw_gid,
        port=port,
        prefix=prefix,
        capability=capability,
    )
    (folder / "dovecot.conf").write_text(settings)
    (folder / "users").write_text(f"{ACCOUNT}:{{PLAIN.b64}}{b64(PASSWORD)}\n")
    (folder / "mail").mkdir()
    for path in (folder, *folder.iterdir()):
        os.chown(path, who.pw_uid, who.pw_gid)
    as_somebody = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.Popen(
        [str(BINARY), "-F", "-c", str(folder / "dovecot.conf")],
        stdout=subprocess.DEVNULL,
        stderr=(folder / "errors").open("wb"),
        **as_somebody,
    )
    server = Dovecot(port)
    try:
        _wait(server, process, folder)
        yield server
    finally:
        process.terminate()
        process.wait(WITHIN)
        shutil.rmtree(folder, ignore_errors=True)


def b64(text: str) -> str:
    """As a file of passwords holds what has a « : »."""
    return base64.b64encode(text.encode()).decode()


def _wait(server: Dovecot, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + WITHIN
    while True:
        try:
            server.held()
            return
        except (OSError, imaplib.IMAP4.error) as error:
            told = "".join(one.read_text() for one in (folder / "errors", folder / "log") if one.exists())
            assert process.poll() is None and time.monotonic() < deadline, f"{error}\n{told}"
            time.sleep(0.1)
