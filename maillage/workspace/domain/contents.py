"""What a file really is, whatever its name says; and the text that can be read in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO
from xml.parsers import expat

from PIL import Image, UnidentifiedImageError

ENTRIES = 5_000
UNPACKED = 300 * 1024 * 1024
# What is kept of a text, in characters: a book.
TEXT = 1_000_000


class ContentRefused(ValueError):
    """A file that is not taken; the message is French and says what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its code (also its usual ending), its MIME type, its French name."""

    code: str
    mime: str
    label: str
    endings: tuple[str, ...] = ()

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", "PDF"),
        Kind("png", "image/png", "image PNG"),
        Kind("jpg", "image/jpeg", "photographie JPEG", ("jpeg",)),
        Kind("webp", "image/webp", "image WebP"),
        Kind("odt", f"{_OPEN}text", "texte LibreOffice"),
        Kind("ods", f"{_OPEN}spreadsheet", "tableur LibreOffice"),
        Kind("odp", f"{_OPEN}presentation", "diaporama LibreOffice"),
        Kind("docx", f"{_OFFICE}wordprocessingml.document", "texte Word"),
        Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", "tableur Excel"),
        Kind("pptx", f"{_OFFICE}presentationml.presentation", "diaporama PowerPoint"),
        Kind("csv", "text/csv", "tableau CSV", ("tsv",)),
        Kind("txt", "text/plain", "texte simple", ("md",)),
    )
}
_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in (kind.code, *kind.endings)}
_BY_MIME = {kind.mime: kind for kind in KINDS.values()}
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_PICTURES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
TAKEN = "PDF, images (PNG, JPEG, WebP), LibreOffice, Word, Excel, PowerPoint, CSV ou texte"


def recognise(stream: IO[bytes], name: str) -> Kind:
    """What a seekable file is, by its content; its name must agree. Raises `ContentRefused`."""
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(0)
    found = _found(stream, head, name)
    stream.seek(0)
    ending = PurePath(name).suffix.lower().lstrip(".")
    said = _BY_ENDING.get(ending)
    if found.code == "txt" and said and said.mime.startswith("text/"):
        return said
    if said is None:
        raise ContentRefused(
            f"Un fichier « .{ending} » n’est pas accepté ici : {TAKEN}."
            if ending
            else f"Le nom de ce fichier n’a pas de terminaison, comme « .pdf ». Renommez-le ({found.label})."
        )
    if said != found:
        raise ContentRefused(
            f"Ce fichier s’appelle « .{ending} » mais contient autre chose ({found.label}). "
            "Vérifiez que c’est le bon, ou renommez-le."
        )
    return found


def _found(stream: IO[bytes], head: bytes, name: str) -> Kind:
    if not head:
        raise ContentRefused("Ce fichier est vide.")
    if head.startswith(b"%PDF-"):
        return KINDS["pdf"]
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ContentRefused(
            "Ce fichier est d’un ancien format de bureautique (.doc, .xls, .ppt). Enregistrez-le en .docx, "
            ".xlsx, .pptx, en format LibreOffice ou en PDF."
        )
    if re.match(rb"\s*(<\?xml|<!doctype|<html|<svg|<script)", head, re.IGNORECASE):
        raise ContentRefused(
            "Les pages web et les dessins SVG ne sont pas acceptés : ils peuvent porter des programmes. "
            "Enregistrez-les en PDF ou en image."
        )
    picture = _of_picture(stream)
    if picture:
        return picture
    if b"\x00" not in head:
        return KINDS["txt"]
    raise ContentRefused(f"Ce fichier n’est d’aucun format accepté ici : {TAKEN}.")


def _of_picture(stream: IO[bytes]) -> Kind | None:
    try:
        with Image.open(stream) as picture:
            code = _PICTURES.get(picture.format or "")
            picture.verify()
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ContentRefused("Cette image est abîmée, ou trop grande pour être ouverte.") from error
    if code is None:
        raise ContentRefused(f"Cette image est d’un format qui n’est pas accepté ici : {TAKEN}.")
    return KINDS[code]


def _of_archive(stream: IO[bytes]) -> Kind:
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > ENTRIES or sum(one.file_size for one in members) > UNPACKED:
                raise ContentRefused("Ce fichier se déplie en beaucoup trop de données : il n’est pas accepté.")
            names = {one.filename for one in members}
            if any(one.lower().endswith("vbaproject.bin") for one in names):
                raise ContentRefused(
                    "Ce fichier contient des macros, donc des programmes. Enregistrez-le sans macros "
                    "(.docx, .xlsx, .pptx)."
                )
            if "mimetype" in names:
                kind = _BY_MIME.get(archive.open("mimetype").read(100).decode("ascii", "replace").strip())
                if kind:
                    return kind
            code = next((code for part, code in _PARTS.items() if part in names), "")
            if code and "[Content_Types].xml" in names:
                return KINDS[code]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise ContentRefused("Ce fichier est abîmé : il ne s’ouvre pas.") from error
    raise ContentRefused(
        "Les archives ZIP ne sont pas acceptées : déposez les fichiers qu’elles contiennent, un par un."
    )


# --- The text ---------------------------------------------------------------------------------------
def text_of(content: bytes, code: str) -> str:
    """The text of an office document or of a plain one, at most `TEXT` characters; nothing for the others.

    Raises `ContentRefused` where it cannot be read. PDF is read elsewhere, by the engine that draws it.
    """
    if code in {"txt", "csv"}:
        return _decoded(content)[:TEXT]
    parts = {
        "odt": r"content\.xml",
        "ods": r"content\.xml",
        "odp": r"content\.xml",
        "docx": r"word/(document|footnotes|header\d*|footer\d*)\.xml",
        "xlsx": r"xl/sharedStrings\.xml",
        "pptx": r"ppt/slides/slide\d+\.xml",
    }.get(code)
    if parts is None:
        return ""
    texts: list[str] = []
    left = TEXT
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in sorted(archive.namelist(), key=lambda one: (len(one), one)):
                if re.fullmatch(parts, name) and left > 0:
                    with archive.open(name) as part:
                        texts.append("".join(_words(part, left)))
                    left -= len(texts[-1])
    except (zipfile.BadZipFile, OSError, RuntimeError, expat.ExpatError) as error:
        raise ContentRefused("Le texte de ce fichier ne se lit pas.") from error
    return re.sub(r"[ \t]+", " ", "\n".join(texts)).strip()[:TEXT]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _words(part: IO[bytes], limit: int) -> Iterator[str]:
    """The characters of an XML part, a blank between its elements; a document type is refused."""
    parser = expat.ParserCreate()
    found: list[str] = []

    def refuse(*_: object) -> None:
        raise ContentRefused("Le texte de ce fichier ne se lit pas.")

    parser.StartDoctypeDeclHandler = refuse
    parser.CharacterDataHandler = found.append
    ends = {"p", "h", "si", "tab", "br", "table-cell", "line-break"}
    parser.EndElementHandler = lambda name: found.append("\n" if name.rpartition(":")[2] in ends else "")
    length = 0
    while length < limit and (chunk := part.read(65_536)):
        parser.Parse(chunk)
        text = "".join(found)
        found.clear()
        length += len(text)
        yield text
