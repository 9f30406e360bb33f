"""Reads .xlsx workbooks as a stream: values, number formats, merged cells, errors, hidden rows."""

import posixpath
import re
import zipfile
from collections.abc import Iterator

from maillage.kernel.text import french_number
from maillage.tables.grid import Budget, Cells, Grid, Merge
from maillage.tables.notices import LineTally, Severity, TableError, notice, said_lines
from maillage.tables.sources.archive import DAMAGED, local, parse_member
from maillage.tables.sources.numbers import NumberFormat

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_GENERAL = NumberFormat(0)


def read_xlsx(archive: zipfile.ZipFile, budget: Budget) -> Iterator[Grid]:
    """Yield the grid of each worksheet, in the workbook's order; charts and macros are ignored."""
    members = {name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()}
    workbook = _workbook_part(archive, members)
    sheets, from_1904 = _sheets(archive, members[workbook])
    budget.check_sheets(len(sheets))
    targets = _relations(archive, members, workbook)
    strings: list[str] = []
    formats: list[NumberFormat] = []
    for kind, path in targets.values():
        if path not in members:
            continue
        if kind == "sharedStrings":
            strings = _strings(archive, members[path], budget)
        elif kind == "styles":
            formats = _formats(archive, members[path])
    for name, state, relation in sheets:
        kind, path = targets.get(relation, ("", ""))
        if kind != "worksheet" or path not in members:
            continue
        grid = Grid(name, budget, hidden=state != "visible")
        reader = _SheetReader(grid, strings, formats, from_1904=from_1904)
        parse_member(archive, members[path], reader.start, reader.end, reader.text)
        reader.finish()
        yield grid


def _workbook_part(archive: zipfile.ZipFile, members: dict[str, str]) -> str:
    found = "xl/workbook.xml"
    if "_rels/.rels" in members:
        for kind, path in _read_relations(archive, members["_rels/.rels"], "").values():
            if kind == "officeDocument":
                found = path
    if found not in members:
        raise TableError(DAMAGED)
    return found


def _sheets(archive: zipfile.ZipFile, member: str) -> tuple[list[tuple[str, str, str]], bool]:
    sheets: list[tuple[str, str, str]] = []
    from_1904 = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal from_1904
        name = local(name)
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if local(key) == "id"), "")
            sheets.append((attrs.get("name", ""), attrs.get("state", "visible"), relation))
        elif name == "workbookPr":
            from_1904 = attrs.get("date1904", "0") in ("1", "true")

    parse_member(archive, member, start)
    return sheets, from_1904


def _relations(archive: zipfile.ZipFile, members: dict[str, str], workbook: str) -> dict[str, tuple[str, str]]:
    folder, base = posixpath.split(workbook)
    path = f"{folder}/_rels/{base}.rels".lstrip("/")
    if path not in members:
        raise TableError(DAMAGED)
    return _read_relations(archive, members[path], folder)


def _read_relations(archive: zipfile.ZipFile, member: str, folder: str) -> dict[str, tuple[str, str]]:
    relations: dict[str, tuple[str, str]] = {}

    def start(name: str, attrs: dict[str, str]) -> None:
        if local(name) == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            kind = attrs.get("Type", "").rpartition("/")[2]
            relations[attrs.get("Id", "")] = (kind, path.lstrip("/").lower())

    parse_member(archive, member, start)
    return relations


def _strings(archive: zipfile.ZipFile, member: str, budget: Budget) -> list[str]:
    """Return the shared strings; phonetic guides are left out."""
    strings: list[str] = []
    parts: list[str] = []
    inside = phonetic = False
    limits = budget.limits
    size = total = 0

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal inside, phonetic
        name = local(name)
        if name == "t":
            inside = not phonetic
        elif name == "rPh":
            phonetic = True

    def end(name: str) -> None:
        nonlocal inside, phonetic, size, total
        name = local(name)
        if name == "t":
            inside = False
        elif name == "rPh":
            phonetic = False
        elif name == "si":
            total += size + 50
            if total > limits.max_strings:
                raise TableError(
                    "Ce classeur contient trop de texte pour une liste. Gardez seulement les feuilles et les "
                    "colonnes "
                    "utiles, puis recommencez."
                )
            strings.append(_unescape("".join(parts)))
            parts.clear()
            size = 0

    def text(data: str) -> None:
        nonlocal size
        if inside and size <= limits.max_cell:
            parts.append(data)
            size += len(data)

    parse_member(archive, member, start, end, text)
    return strings


def _formats(archive: zipfile.ZipFile, member: str) -> list[NumberFormat]:
    codes: dict[int, str] = {}
    formats: list[NumberFormat] = []
    known: dict[int, NumberFormat] = {}
    in_cells = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal in_cells
        name = local(name)
        if name == "numFmt":
            codes[_integer(attrs.get("numFmtId"), 0)] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            in_cells = True
        elif name == "xf" and in_cells:
            code = _integer(attrs.get("numFmtId"), 0)
            if code not in known:
                known[code] = NumberFormat(code, codes.get(code))
            formats.append(known[code])

    def end(name: str) -> None:
        nonlocal in_cells
        if local(name) == "cellXfs":
            in_cells = False

    parse_member(archive, member, start, end)
    return formats


class _SheetReader:
    """Handlers that turn the XML of one worksheet into rows of its grid."""

    def __init__(self, grid: Grid, strings: list[str], formats: list[NumberFormat], *, from_1904: bool) -> None:
        self._grid = grid
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904
        self._max_columns = grid.budget.limits.max_columns
        self._max_cell = grid.budget.limits.max_cell
        self._line = 0
        self._column = -1
        self._cells: Cells = []
        self._beyond = 0
        self._type = "n"
        self._style = "0"
        self._taking = False
        self._formula = False
        self._value = ""
        self._uncomputed = LineTally()
        self._hidden = LineTally()
        self._row_hidden = False
        self._columns: dict[str, int] = {}

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """Open a cell or a row: all the text of a cell is its value, formulas and phonetic guides apart."""
        if name == "v":
            return
        if name == "c":
            reference = attrs.get("r")
            if reference:
                letters = reference.rstrip("0123456789")
                column = self._columns.get(letters)
                self._column = self._index(letters) if column is None else column
            else:
                self._column += 1
            self._type = attrs.get("t", "n")
            self._style = attrs.get("s", "0")
            self._value = ""
            self._taking = True
        elif name == "row":
            self._line = max(_integer(attrs.get("r"), self._line + 1), self._line + 1)
            self._column = -1
            self._cells = []
            self._beyond = 0
            self._row_hidden = attrs.get("hidden") in ("1", "true")
        elif name in ("f", "rPh"):
            self._taking = False
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))
        elif ":" in name:
            self.start(local(name), attrs)

    def end(self, name: str) -> None:
        """Close a cell or a row."""
        if name == "v":
            return
        if name == "c":
            self._taking = False
            if self._value:
                self._cell(self._value)
            elif self._formula and self._type != "str":
                self._uncomputed.add(self._line)
            self._formula = False
        elif name == "row":
            if self._beyond:
                self._grid.stray(self._line, self._beyond)
            if self._cells:
                self._grid.append(self._line, self._cells)
                if self._row_hidden:
                    self._hidden.add(self._line)
                self._cells = []
        elif name == "f":
            self._formula = self._taking = True
        elif name == "rPh":
            self._taking = True
        elif ":" in name:
            self.end(local(name))

    def text(self, data: str) -> None:
        """Take a piece of the value of the cell."""
        # A longer text would be cut anyway; growing it piece by piece would take for ever.
        if self._taking and len(self._value) <= self._max_cell:
            self._value += data

    def finish(self) -> None:
        grid = self._grid
        if self._uncomputed:
            grid.notices.append(
                notice(
                    "uncomputed_formula",
                    Severity.WARNING,
                    f"Des formules n'ont pas de résultat enregistré ({said_lines(self._uncomputed)}) : leurs "
                    "cellules "
                    "sont lues vides. Ouvrez le classeur dans votre tableur, enregistrez-le, puis recommencez.",
                    tally=self._uncomputed,
                    sheet=grid.name,
                )
            )
        say_hidden_rows(grid, self._hidden)
        grid.finish()

    def _cell(self, value: str) -> None:
        text = self._text_of(value)
        column = self._column
        if column >= self._max_columns:
            self._beyond += bool(text)
            return
        cells = self._cells
        gap = column - len(cells)
        if gap < 0:
            cells[column] = text
            return
        if gap:
            cells.extend([""] * gap)
        cells.append(text)

    def _text_of(self, value: str) -> str:
        kind = self._type
        try:
            if kind == "s":
                return self._strings[int(value)]
            if kind == "n":
                style = self._formats[int(self._style)] if self._formats else _GENERAL
                return style.write(float(value), from_1904=self._from_1904)
        except (ValueError, OverflowError, IndexError):
            return "" if kind == "s" else value
        if kind in ("str", "inlineStr"):
            return _unescape(value)
        if kind == "b":
            return "VRAI" if value.strip() in ("1", "true") else "FAUX"
        if kind == "d":
            return value.replace("T00:00:00", "").replace("T", " ")
        return value.strip()

    def _index(self, letters: str) -> int:
        index = _letters_index(letters)
        if len(self._columns) < 20_000:
            self._columns[letters] = index
        return index

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and end:
            if len(self._grid.merges) >= 200_000:
                raise TableError(
                    f"La feuille « {self._grid.name} » compte plus de {french_number(200_000)} blocs de "
                    "cellules fusionnées. "
                    "Retirez les fusions, puis recommencez."
                )
            self._grid.merges.append(
                Merge(int(start[2]), _letters_index(start[1]), int(end[2]), _letters_index(end[1]))
            )


def say_hidden_rows(grid: Grid, hidden: LineTally) -> None:
    """Add the notice that rows hidden or filtered out in the workbook are read like the others."""
    if hidden:
        plural = "s" if hidden.count > 1 else ""
        grid.notices.append(
            notice(
                "hidden_rows",
                Severity.INFO,
                f"{french_number(hidden.count)} ligne{plural} masquée{plural} ou filtrée{plural} dans le "
                "classeur "
                f"({said_lines(hidden)}) : lue{plural} comme les autres.",
                tally=hidden,
                sheet=grid.name,
            )
        )


def _letters_index(letters: str) -> int:
    index = 0
    for letter in letters.replace("$", "").upper():
        index = index * 26 + ord(letter) - 64
    return max(index - 1, 0)


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default


def _unescape(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
