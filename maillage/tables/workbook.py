"""Opens any table file: recognises what it is by its content, refuses what it must, and gives its sheets."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from maillage.kernel.text import fold, french_number
from maillage.tables.grid import Budget, Grid, Limits
from maillage.tables.notices import TableError
from maillage.tables.sources.archive import DAMAGED, PROTECTED, open_archive, read_start
from maillage.tables.sources.delimited import read_delimited
from maillage.tables.sources.html import read_html
from maillage.tables.sources.ods import read_ods
from maillage.tables.sources.ole import SIGNATURE
from maillage.tables.sources.xls import read_xls
from maillage.tables.sources.xlsx import read_xlsx
from maillage.tables.survey import Survey, survey
from maillage.tables.table import Table

DEFAULT_LIMITS = Limits()
_MEGABYTE = 1024 * 1024
_ADVICE = (
    "Ouvrez-le, copiez le tableau dans un tableur, enregistrez-le au format .xlsx ou .csv, puis recommencez."
)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"Ce fichier est un PDF : ses tableaux ne peuvent pas être lus de façon sûre. {_ADVICE}"),
    (b"{\\rtf", f"Ce fichier est un document de traitement de texte (RTF). {_ADVICE}"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (
        b"PAR1",
        "Ce fichier est au format Parquet. Demandez-en une version .csv ou .xlsx à qui vous l'a transmis.",
    ),
    (b"SQLite format 3", "base"),
    (b"\0\x01\0\0Standard", "base"),
)
_PICTURE = (
    "Ce fichier est une image : il faut le tableau lui-même. Demandez le classeur d'origine à qui l'a fait, ou "
    "ressaisissez la liste dans un tableur."
)
_ARCHIVE = "Ce fichier est une archive compressée. Décompressez-la, puis envoyez le tableau qu'elle contient."
_BASE = (
    "Ce fichier est une base de données. Exportez-en la table voulue au format .csv ou .xlsx, puis recommencez."
)
_WORD = f"Ce fichier est un document de traitement de texte, pas un tableau. {_ADVICE}"
_EMPTY = "Ce fichier est vide. Vérifiez que c'est le bon, ou enregistrez-le à nouveau depuis votre tableur."
_NO_TABLE = (
    "Ce fichier ne contient pas de tableau : aucune liste avec plusieurs lignes et plusieurs colonnes n'y a "
    "été trouvée. "
    "Vérifiez que c'est le bon fichier."
)
_ONE_LINE = (
    "Ce fichier ne contient qu'une ligne : il faut une ligne de titres, puis une ligne par structure. "
    "Vérifiez que c'est "
    "le bon fichier."
)


class Judgement(StrEnum):
    """What a sheet looks like: a list of data, notes for the reader, or nothing."""

    DATA = "data"
    NOTES = "notes"
    EMPTY = "empty"


class Sheet:
    """One sheet of a workbook, already read; its table is found when first asked."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.name = grid.name
        self.hidden = grid.hidden
        self.row_count = grid.row_count

    @cached_property
    def _survey(self) -> Survey:
        return survey(self._grid)

    @cached_property
    def judgement(self) -> Judgement:
        """Whether the sheet looks like data, like notes, or is empty."""
        if not self._grid.row_count:
            return Judgement.EMPTY
        found = self._survey
        if not found.row_count:
            return Judgement.NOTES
        columns = len(found.data_columns)
        if columns >= 2 and found.typical_width >= 2:
            small = not found.headings.lines and columns == 2 and found.row_count < 8
            return Judgement.NOTES if small else Judgement.DATA
        values = found.measures[found.data_columns[0]].values
        mean = sum(map(len, values)) / len(values)
        prose = sum(value.endswith((".", ":", ";", ",")) for value in values) > len(values) * 0.3
        return Judgement.NOTES if prose or mean > 60 or found.row_count < 2 else Judgement.DATA

    @property
    def headings(self) -> list[str]:
        """The labels of the columns of its table."""
        return list(self._survey.labels) if self._grid.row_count else []

    @property
    def data_row_count(self) -> int:
        """How many lines of its table are data."""
        return self._survey.row_count if self._grid.row_count else 0

    def table(self) -> Table:
        """Return the table of this sheet; `TableError` when it has no data line."""
        return Table([checked_survey(self)])


def checked_survey(sheet: Sheet) -> Survey:
    """Return the survey of a sheet that has data lines, else raise `TableError`."""
    if not sheet.row_count:
        raise TableError(f"La feuille « {sheet.name} » est vide.")
    found = sheet._survey
    if not found.row_count:
        raise TableError(
            f"La feuille « {sheet.name} » contient des titres mais aucune ligne en dessous. Choisissez une "
            "autre "
            "feuille, ou remplissez celle-ci."
        )
    return found


@dataclass(frozen=True, slots=True)
class SheetList:
    """Sheets with the same headings: one list, cut for instance by commune."""

    sheets: tuple[Sheet, ...]

    @property
    def row_count(self) -> int:
        """How many data lines they have together."""
        return sum(sheet.data_row_count for sheet in self.sheets)

    def table(self) -> Table:
        """Return one table of all the sheets, with a column for their names when there are several."""
        return Table([checked_survey(sheet) for sheet in self.sheets])


class Workbook:
    """The sheets of a file; to be closed, or used in a `with`."""

    def __init__(self, name: str, format_name: str, grids: Iterable[Grid]) -> None:
        self.name = name
        self.format = format_name
        self._grids = list(grids)
        self.sheets = [Sheet(grid) for grid in self._grids]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the rows; tables of this workbook can no longer be read."""
        for grid in self._grids:
            grid.close()

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name; `KeyError` if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    @cached_property
    def lists(self) -> list[SheetList]:
        """The lists, sheets with the same headings together, notes and empty sheets left out."""
        found: list[list[Sheet]] = []
        for sheet in self.sheets:
            if sheet.judgement is not Judgement.DATA:
                continue
            home = next((sheets for sheets in found if same_headings(sheets[0], sheet)), None)
            if home is None:
                found.append([sheet])
            else:
                home.append(sheet)
        return [SheetList(tuple(sheets)) for sheets in found]

    @property
    def main(self) -> SheetList:
        """The list most likely wanted: visible, with the most lines; `TableError` when there is none."""
        if not self.lists:
            raise TableError(_ONE_LINE if all(sheet.row_count < 2 for sheet in self.sheets) else _NO_TABLE)
        return max(
            self.lists, key=lambda found: (any(not sheet.hidden for sheet in found.sheets), found.row_count)
        )


def same_headings(one: Sheet, other: Sheet) -> bool:
    """Tell whether two sheets have the same columns, or all but one in five, whatever their order."""
    if one.hidden != other.hidden or not one._survey.headings.lines or not other._survey.headings.lines:
        return False
    first = {fold(heading) for heading in one._survey.headings.names if heading}
    second = {fold(heading) for heading in other._survey.headings.names if heading}
    return len(first & second) >= max(2, 0.8 * len(first | second))


def open_table(
    source: str | Path | bytes, filename: str | None = None, *, limits: Limits = DEFAULT_LIMITS
) -> Workbook:
    """Open a table file given by its path or its bytes; `filename` is only shown.

    The format is found from the content, never from the extension. Everything is read once into temporary
    storage,
    so what is wrong is said here, by a `TableError` in French.
    """
    if isinstance(source, bytes):
        return _open(io.BytesIO(source), filename or "", limits)
    path = Path(source)
    try:
        with path.open("rb") as stream:
            return _open(stream, filename or path.name, limits)
    except FileNotFoundError as error:
        raise TableError(
            f"Le fichier « {path.name} » est introuvable. Vérifiez son nom et son dossier."
        ) from error
    except IsADirectoryError as error:
        raise TableError(
            f"« {path.name} » est un dossier : donnez le fichier qui contient le tableau."
        ) from error
    except PermissionError as error:
        raise TableError(
            f"Le fichier « {path.name} » ne peut pas être lu : vérifiez ses droits d'accès."
        ) from error


def open_pasted(text: str, *, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Open rows pasted from a spreadsheet into a text area."""
    return open_table(text.encode("utf-8", "replace"), "Lignes collées", limits=limits)


def _open(stream: BinaryIO, name: str, limits: Limits) -> Workbook:
    size = stream.seek(0, 2)
    if size > limits.max_bytes:
        raise TableError(
            f"Ce fichier pèse {french_number(size // _MEGABYTE)} Mo ; la limite est de "
            f"{french_number(limits.max_bytes // _MEGABYTE)} Mo. "
            "Gardez seulement les lignes et les colonnes utiles, ou découpez-le en plusieurs fichiers."
        )
    if not size:
        raise TableError(_EMPTY)
    stream.seek(0)
    head = stream.read(4096)
    budget = Budget(limits)
    format_name, grids = _read(stream, head, name, budget)
    book = Workbook(name, format_name, grids)
    if not any(sheet.row_count for sheet in book.sheets):
        raise TableError(_EMPTY)
    return book


def _read(stream: BinaryIO, head: bytes, name: str, budget: Budget) -> tuple[str, list[Grid]]:
    if head.startswith(b"PK"):
        return _read_archive(stream, budget)
    if head.startswith(SIGNATURE):
        _refuse_other_documents(stream)
        return "xls", read_xls(stream, budget)
    _refuse_foreign(head)
    if head[:200].lower().startswith(b"mime-version:"):
        raise TableError(f"Ce fichier est une page web archivée. {_ADVICE}")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2048].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "html", read_html(stream, budget)
    if start.startswith(b"<?xml") or (start.startswith(b"<") and b">" in start):
        if b"<html" in start or b"<table" in start:
            return "html", read_html(stream, budget)
        raise TableError(
            "Ce fichier est au format XML, pas un tableau. S'il vient d'un tableur, ouvrez-le dans ce "
            "tableur et "
            "enregistrez-le au format .xlsx ; sinon, demandez-en une version .csv ou .xlsx."
        )
    if start.startswith((b"{", b"[{", b"[\n", b"[\r\n")):
        raise TableError(
            "Ce fichier est au format JSON, pas un tableau. Demandez-en une version .csv ou .xlsx à qui vous "
            "l'a transmis."
        )
    return "csv", [read_delimited(stream, Path(name).stem or "Liste", budget)]


def _read_archive(stream: BinaryIO, budget: Budget) -> tuple[str, list[Grid]]:
    with open_archive(stream, budget.limits) as archive:
        names = {member.lower().replace("\\", "/") for member in archive.namelist()}
        if any(member.startswith("word/") for member in names):
            raise TableError(_WORD)
        if any(member.startswith("ppt/") for member in names):
            raise TableError(f"Ce fichier est un diaporama, pas un tableau. {_ADVICE}")
        if "xl/workbook.bin" in names:
            raise TableError(
                "Ce classeur est au format binaire .xlsb. Ouvrez-le dans Excel, enregistrez-le au format "
                ".xlsx, puis recommencez."
            )
        if "[content_types].xml" in names and any(member.startswith("xl/") for member in names):
            return "xlsx", list(read_xlsx(archive, budget))
        if "content.xml" in names:
            kind = read_start(archive, "mimetype", 200)
            if kind and b"spreadsheet" not in kind:
                raise TableError(_WORD)
            return "ods", list(read_ods(archive, budget))
        if any(member.startswith(("index/", "index.zip")) for member in names):
            raise TableError(
                "Ce fichier vient de Numbers (Apple). Dans Numbers, choisissez Fichier, Exporter vers, "
                "Excel, puis recommencez."
            )
        if "[content_types].xml" in names:
            raise TableError(DAMAGED)
    raise TableError(_ARCHIVE)


def _refuse_other_documents(stream: BinaryIO) -> None:
    """Refuse the old Office files that are not workbooks, by the names of their streams."""
    stream.seek(0)
    content = stream.read()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise TableError(PROTECTED)
    if holds("Workbook") or holds("Book"):
        return
    if holds("WordDocument"):
        raise TableError(_WORD)
    if holds("PowerPoint Document"):
        raise TableError(f"Ce fichier est un diaporama, pas un tableau. {_ADVICE}")
    raise TableError(DAMAGED)


def _refuse_foreign(head: bytes) -> None:
    """Refuse pictures, archives, databases and other bytes that are no text."""
    for signature, message in _SIGNATURES:
        if head.startswith(signature):
            # « BM » may begin a list too: only a real bitmap has zeros just after.
            if signature == b"BM" and b"\0" not in head[:32]:
                continue
            raise TableError({"picture": _PICTURE, "archive": _ARCHIVE, "base": _BASE}.get(message, message))
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise TableError(_PICTURE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    odd = sum(1 for byte in head if byte < 9 or 13 < byte < 27)
    allowed = max(8, len(head) * 0.02)
    wide = head.count(0) > len(head) * 0.3
    if odd > allowed and not (wide and odd - head.count(0) < allowed):
        raise TableError(
            "Ce fichier n'est pas un tableau lisible : il contient des données d'un autre programme. "
            "Enregistrez la liste "
            "au format .xlsx ou .csv, puis recommencez."
        )
