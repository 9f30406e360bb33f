"""Downloads one file: resumed where it stopped, checked, then put in its place whole."""

from __future__ import annotations

import errno
import hashlib
import http.client
import json
import os
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from maillage.opendata.sources.opening import DAMAGED, damaged, stream_of
from maillage.opendata.sources.recognition import survey
from maillage.opendata.sources.registry import all_sources
from maillage.opendata.sources.source import Piece

from .catalogue import Resource
from .client import Client, FetchError, NoSuchRange

UNDER_WAY = ".en-cours"
_BLOCK = 1 << 18
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_DIGESTS = {"sha1", "sha256", "md5", "sha512"}


@dataclass(frozen=True, slots=True)
class Received:
    """A file in its place; `already`: it stood there; `remark`: what people should know of it."""

    path: Path
    already: bool = False
    remark: str = ""


def download(client: Client, wanted: Resource, folder: Path, source: str) -> Received:
    """Bring a file into a folder, unless it is there. `source` is that which must recognise it.

    Raises `FetchError`; what was received of a file that was cut stays, to be resumed.
    """
    final = folder / wanted.name
    if final.exists():
        return Received(final, already=True)
    under_way = folder / UNDER_WAY
    try:
        under_way.mkdir(parents=True, exist_ok=True)
        part = under_way / wanted.name
        _Transfer(client, wanted, part).run()
        try:
            remark = _check(part, wanted, source)
        except FetchError:
            part.unlink(missing_ok=True)
            _note(part).unlink(missing_ok=True)
            raise
        part.replace(final)
        _note(part).unlink(missing_ok=True)
    except OSError as error:
        raise _disk(wanted, error) from error
    return Received(final, remark=remark)


def _note(part: Path) -> Path:
    """Beside what was received: what tells whether the server still has the same file."""
    return part.with_name(f"{part.name}.suite")


class _Transfer:
    def __init__(self, client: Client, wanted: Resource, part: Path) -> None:
        self.client, self.wanted, self.part = client, wanted, part

    def run(self) -> None:
        """Receive the file, going on after each cut as long as something comes."""
        failures = 0
        while True:
            before = self._size()
            try:
                why = self._receive()
            except NoSuchRange as error:
                if error.total == before:  # all was received, before a kill
                    return
                self.part.unlink(missing_ok=True)
                _note(self.part).unlink(missing_ok=True)
                why = "Le fichier a changé"
            if why is None:
                return
            failures = 0 if self._size() > before else failures + 1
            if failures >= self.client.tries:
                raise FetchError(
                    f"{self.wanted.name} : {why}, {_bytes(self._size())} reçus. Relancez la même commande : "
                    "elle reprendra où elle s’est arrêtée."
                )
            self.client.wait(max(1, failures), f"{self.wanted.name} : {why}")

    def _size(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _receive(self) -> str | None:
        """Ask for what is missing; None when the file is whole, else why it is not."""
        have, validator = self._size(), self._validator()
        headers = {"Range": f"bytes={have}-", "If-Range": validator} if have and validator else {}
        with self.client.open(self.wanted.address, headers) as answer:
            resumed = answer.status == 206 and _starts_at(answer, have)
            if answer.status == 206 and not resumed:
                raise FetchError(
                    f"{self.wanted.name} : le serveur ne donne pas la partie demandée. Supprimez "
                    f"{self.part}, puis relancez."
                )
            if not resumed:
                have = 0
                self.part.unlink(missing_ok=True)  # before its note changes
            length = answer.headers.get("Content-Length")
            total = have + int(length) if length and length.isdigit() else None
            self._room_for((total or self.wanted.size or 0) - have)
            self._remember(answer)
            reached = self._write(answer, have, total)
            if isinstance(reached, str):
                return reached
            if total is not None and reached < total:
                return f"la connexion a été coupée à {_bytes(reached)} sur {_bytes(total)}"
        return None

    def _write(self, answer: http.client.HTTPResponse, have: int, total: int | None) -> int | str:
        """Append what comes; the size reached, or why it stopped."""
        reached = have
        with (
            self.part.open("ab" if have else "wb") as out,
            tqdm(
                desc=self.wanted.name, total=total, initial=have, disable=None, unit="o", unit_scale=True
            ) as bar,
        ):
            while True:
                try:
                    block = answer.read1(_BLOCK)  # what came, at once: a silence then loses none of it
                except TimeoutError:
                    return f"le serveur s’est tu {self.client.timeout:g} s"
                except (http.client.HTTPException, OSError):
                    return "la connexion a été coupée"
                if not block:
                    return reached
                out.write(block)
                out.flush()
                reached += len(block)
                bar.update(len(block))

    def _room_for(self, missing: int) -> None:
        free = shutil.disk_usage(self.part.parent).free
        if missing > free:
            raise FetchError(
                f"{self.wanted.name} : il faut encore {_bytes(missing)}, le disque n’a que {_bytes(free)} de "
                "libre. Libérez de la place ou choisissez un autre dossier (--to), puis relancez."
            )

    def _validator(self) -> str | None:
        try:
            known = json.loads(_note(self.part).read_text("utf-8"))
            return known["validator"] if known["address"] == self.wanted.address else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, answer: http.client.HTTPResponse) -> None:
        tag = answer.headers.get("ETag") or ""
        validator = answer.headers.get("Last-Modified") if not tag or tag.startswith("W/") else tag
        _note(self.part).write_text(
            json.dumps({"address": self.wanted.address, "validator": validator}), "utf-8"
        )


def _starts_at(answer: http.client.HTTPResponse, have: int) -> bool:
    return (answer.headers.get("Content-Range") or "").startswith(f"bytes {have}-")


def _check(part: Path, wanted: Resource, source: str) -> str:
    """Refuse what is not the file announced; a remark where it is sound but not as announced."""
    with part.open("rb") as stream:
        head = stream.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise FetchError(f"{wanted.name} : le serveur a donné un fichier vide. Relancez plus tard.")
    if head.startswith((b"<!doctype html", b"<html")):
        raise FetchError(
            f"{wanted.name} : le serveur a donné une page web au lieu du fichier. Un portail ou un mandataire "
            f"répond peut-être à sa place : ouvrez {wanted.address} dans un navigateur."
        )
    if wanted.digest and (kind := wanted.digest[0].lower().replace("-", "")) in _DIGESTS:
        with part.open("rb") as stream:
            found = hashlib.file_digest(stream, kind).hexdigest()
        if found != wanted.digest[1]:
            raise FetchError(
                f"{wanted.name} : le contenu reçu n’est pas celui que le catalogue annonce (empreinte {kind}). "
                "Relancez ; si cela persiste, l’éditeur vient sans doute de remplacer le fichier : réessayez "
                "demain, ou téléchargez-le à la main."
            )
    _sound(part)
    return _recognised(part, wanted, source)


def _sound(part: Path) -> None:
    """Read a compressed file to its end."""
    try:
        if part.suffix.lower() == ".zip":
            with zipfile.ZipFile(part) as archive:
                if (broken := archive.testzip()) is not None:
                    raise zipfile.BadZipFile(broken)
        elif part.suffix.lower() == ".gz":
            with stream_of(Piece(part)) as stream:
                while stream.read(1 << 20):
                    pass
    except (*DAMAGED, zlib.error) as error:
        raise FetchError(damaged(part, error)) from error


def _recognised(part: Path, wanted: Resource, source: str) -> str:
    found = survey([part], all_sources(), part.parent / "no-store")
    if found.faults and not found.found:
        raise FetchError(f"{found.faults[0]} ({wanted.address})")
    names = {one.source.name for one in found.found}
    if source not in names:
        told = f"il ressemble à « {', '.join(sorted(names))} »" if names else "sa forme n’est pas connue"
        return (
            f"{wanted.name} est entier, mais n’est pas reconnu comme « {source} » : {told}. L’éditeur a sans "
            "doute changé la forme du fichier ; « maillage opendata load » dira ce qui manque."
        )
    size = part.stat().st_size
    if wanted.digest is None and wanted.size is not None and wanted.size != size:
        return (
            f"{wanted.name} a {_bytes(size)}, le catalogue en annonçait {_bytes(wanted.size)} : il vient sans "
            "doute d’être remplacé. Le fichier est entier et reconnu."
        )
    return ""


def _disk(wanted: Resource, error: OSError) -> FetchError:
    if error.errno in _FULL:
        return FetchError(
            f"{wanted.name} : le disque est plein ({os.strerror(error.errno or 0)}). Libérez de la place ou "
            "choisissez un autre dossier (--to), puis relancez : ce qui est reçu sera repris."
        )
    return FetchError(
        f"{wanted.name} : le fichier ne peut pas être écrit ({error}). Choisissez un autre dossier : --to."
    )


def _bytes(count: int) -> str:
    size, unit = float(count), "o"
    for unit in ("o", "ko", "Mo", "Go"):
        if size < 1000 or unit == "Go":
            break
        size /= 1000
    return f"{size:.1f}".removesuffix(".0").replace(".", ",") + f"\u00a0{unit}"
