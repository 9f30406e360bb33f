"""Opens the zip archives that modern workbooks are, after checking that they hold what they say and no bomb."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from maillage.kernel.text import french_number
from maillage.tables.grid import Limits
from maillage.tables.notices import TableError

DAMAGED = (
    "Ce classeur est abîmé ou incomplet (sans doute un envoi interrompu). Rouvrez l'original dans votre "
    "tableur, "
    "enregistrez-le à nouveau au format .xlsx, puis recommencez."
)
PROTECTED = (
    "Ce classeur est protégé par un mot de passe. Ouvrez-le dans votre tableur, enregistrez-en une copie "
    "sans mot de "
    "passe, puis recommencez avec cette copie."
)
_UNREADABLE = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_MAX_MEMBERS = 10_000
_SMALL_MEMBER = 8 * 1024 * 1024
_CHUNK = 1 << 16
_END_OF_DIRECTORY = b"PK\x05\x06"


def open_archive(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Return the archive, its declared sizes, ratios and protections checked, or raise `TableError`."""
    if _member_count(stream) > _MAX_MEMBERS:
        raise TableError(_bomb())
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise TableError(DAMAGED) from error
    total = 0
    for member in archive.infolist():
        if member.flag_bits & 0x1:
            raise TableError(PROTECTED)
        total += member.file_size
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > _SMALL_MEMBER and ratio > limits.max_ratio:
            raise TableError(_bomb())
    if total > limits.max_unpacked:
        raise TableError(
            f"Une fois décompressé, ce classeur pèserait {french_number(total // (1024 * 1024))} Mo : c'est "
            "trop. Gardez "
            "seulement les feuilles utiles (sans images), ou enregistrez la feuille voulue au format CSV."
        )
    return archive


def parse_member(
    archive: zipfile.ZipFile,
    member: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream one XML member through the handlers; a document type, hence any entity, is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except _UNREADABLE as error:
        raise TableError(DAMAGED) from error


def read_start(archive: zipfile.ZipFile, member: str, size: int) -> bytes:
    """Return the first bytes of a member, b"" when it is absent."""
    if member not in archive.namelist():
        return b""
    try:
        with archive.open(member) as stream:
            return stream.read(size)
    except _UNREADABLE as error:
        raise TableError(DAMAGED) from error


def local(name: str) -> str:
    """Return an XML name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise TableError(
        "Ce classeur contient des instructions inhabituelles et dangereuses : il n'est pas lu. Ouvrez-le "
        "dans votre "
        "tableur, enregistrez-le à nouveau au format .xlsx, puis recommencez."
    )


def _bomb() -> str:
    return (
        "Ce fichier se décompresse en un volume démesuré : il ressemble à un piège et n'est pas lu. S'il "
        "s'agit "
        "vraiment de votre liste, enregistrez la feuille voulue au format CSV, puis recommencez."
    )


def _member_count(stream: BinaryIO) -> int:
    """Return the number of members that the archive announces, without reading its directory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or at + 12 > len(tail):
        return 0
    return int(struct.unpack_from("<H", tail, at + 10)[0])
