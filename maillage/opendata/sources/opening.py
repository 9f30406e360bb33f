"""Opens a file as it is published (plain, .gz, .zip, Parquet): what it holds, and its bytes as a stream."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyarrow.parquet as pq
from pyarrow import ArrowInvalid

from .source import LoadError, Piece

_HEAD = 64 * 1024
_FORMS = {
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".xml": "xml",
    ".xlsx": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
}
_TEXT = {".csv", ".txt", ".tsv"}
_OLD_LINES = (
    "{name} : ses lignes finissent par un retour chariot seul, comme sur d’anciens Macintosh. Ouvrez-le dans "
    "un tableur, enregistrez-le en CSV, puis chargez-le de nouveau."
)
DAMAGED = (EOFError, zipfile.BadZipFile, zlib.error, gzip.BadGzipFile)


def pieces_of(path: Path) -> Iterator[Piece]:
    """The tables that a file holds: one, or as many as a zip has members.

    One that cannot be read has a `fault`.
    """
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                members = [one for one in archive.infolist() if not one.is_dir() and one.file_size]
            for member in members:
                if not member.filename.startswith(("__MACOSX", ".")):
                    yield _piece(path, member.filename)
        else:
            yield _piece(path, None)
    except DAMAGED as error:
        yield Piece(path, form="other", fault=damaged(path, error))


def damaged(path: Path, error: Exception) -> str:
    """Why a compressed file cannot be read to its end, in French."""
    return (
        f"{path.name} : fichier compressé incomplet ou abîmé ({error}). "
        "Le téléchargement a sans doute été coupé : téléchargez-le de nouveau."
    )


def _piece(path: Path, member: str | None) -> Piece:
    name = Path(member or path.name)
    suffix = name.suffix.lower()
    if suffix == ".gz":
        suffix = Path(name.stem).suffix.lower()
    form = _FORMS.get(suffix, "csv" if suffix in _TEXT else "other")
    piece = Piece(path, member, form)
    if form == "parquet":
        return _parquet(piece)
    if form in ("csv", "json"):
        try:
            with stream_of(piece) as stream:
                start = stream.read(_HEAD)
        except DAMAGED as error:
            return Piece(path, member, form, fault=damaged(path, error))
        except LoadError as error:
            return Piece(path, member, form, fault=str(error))
        head = _decoded(start)
        if form == "json":
            return Piece(path, member, form, head=head)
        if "\r" in head and "\n" not in head:
            return Piece(path, member, form, fault=_OLD_LINES.format(name=piece.name))
        first = head.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
        delimiter = max(",;\t|", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        return Piece(path, member, form, tuple(header), delimiter, head)
    return piece


def _parquet(piece: Piece) -> Piece:
    if piece.member is not None:
        fault = f"{piece.name} : un Parquet enfermé dans un zip. Sortez-le du zip, puis chargez-le tel quel."
        return Piece(piece.path, piece.member, "parquet", fault=fault)
    try:
        header = tuple(pq.read_schema(piece.path).names)
    except (ArrowInvalid, OSError) as error:
        reason = str(error).partition(".")[0]
        fault = f"{piece.name} : fichier Parquet incomplet ou abîmé ({reason}). Téléchargez-le de nouveau."
        return Piece(piece.path, None, "parquet", fault=fault)
    return Piece(piece.path, None, "parquet", header)


def _decoded(start: bytes) -> str:
    try:
        return start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(start) - 4:  # a letter cut by the end of the block
            return start[: error.start].decode("utf-8")
        return start.decode("cp1252", "replace")


@contextmanager
def stream_of(piece: Piece) -> Iterator[IO[bytes]]:
    """The bytes of a piece, decompressed as they are read; nothing is unpacked on disk."""
    if piece.member is not None:
        with zipfile.ZipFile(piece.path) as archive:
            try:
                opened = archive.open(piece.member)
            except NotImplementedError as error:
                raise LoadError(
                    f"{piece.name} : ce zip est compressé d’une façon que Maillage ne lit pas. "
                    "Décompressez-le, puis chargez son contenu."
                ) from error
            except RuntimeError as error:  # encrypted
                raise LoadError(
                    f"{piece.name} : ce zip a un mot de passe. Ouvrez-le, puis chargez son contenu."
                ) from error
            with opened as stream:
                if piece.member.lower().endswith(".gz"):
                    with gzip.open(stream) as unpacked:
                        yield cast(IO[bytes], unpacked)
                else:
                    yield stream
    elif piece.path.suffix.lower() == ".gz":
        with gzip.open(piece.path) as unpacked:
            yield cast(IO[bytes], unpacked)
    else:
        with piece.path.open("rb") as plain:
            yield plain


def position_of(piece: Piece) -> int:
    """Size in bytes of what `stream_of` will read, compressed or not, as far as it is known beforehand."""
    if piece.member is not None:
        with zipfile.ZipFile(piece.path) as archive:
            return archive.getinfo(piece.member).file_size
    if piece.path.suffix.lower() == ".gz":
        with piece.path.open("rb") as stream:
            stream.seek(-4, io.SEEK_END)
            return int.from_bytes(stream.read(4), "little")  # modulo 4 GB: an estimate
    return piece.path.stat().st_size
