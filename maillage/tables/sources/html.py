"""Reads the web pages that old programs save under the name of a workbook."""

from html.parser import HTMLParser
from typing import BinaryIO

from maillage.tables.grid import Budget, Cells, Grid, Merge
from maillage.tables.notices import Severity, TableError, notice
from maillage.tables.sources.encoding import decode_whole

_MAX_WIDTH = 20_000
_ROW_ENDS = ("tr", "thead", "tbody", "tfoot", "table")


def read_html(stream: BinaryIO, budget: Budget) -> list[Grid]:
    """Return one grid per table of the page; a table nested in a cell is read as the text of that cell."""
    reader = _Reader(budget)
    reader.feed(decode_whole(stream, budget.limits))
    reader.close()
    grids = [grid for grid in reader.grids if grid.row_count]
    if not grids:
        raise TableError(
            "Ce fichier est une page web qui ne contient aucun tableau. Copiez le tableau depuis votre "
            "navigateur, "
            "collez-le dans un tableur et enregistrez-le au format .xlsx."
        )
    for number, grid in enumerate(grids, start=1):
        grid.name = f"Tableau {number}" if len(grids) > 1 else "Tableau"
        grid.finish()
        grid.notices.append(
            notice(
                "web_page",
                Severity.INFO,
                "Ce fichier est en réalité une page web (un ancien logiciel l'a enregistrée ainsi) : son "
                "tableau est lu.",
                sheet=grid.name,
            )
        )
    return grids


class _Reader(HTMLParser):
    """Collects the rows of each outermost table."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._budget = budget
        self._depth = 0
        self._line = 0
        self._cells: Cells = []
        self._taken: dict[int, int] = {}
        self._parts: list[str] | None = None
        self._span = (1, 1)
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._budget.check_sheets(len(self.grids) + 1)
                self.grids.append(Grid("", self._budget))
                self._line = 0
                self._taken = {}
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._end_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            values = dict(attrs)
            self._span = (_span(values.get("rowspan")), _span(values.get("colspan")))
            self._parts = []
        elif tag in ("br", "p", "div", "li") and self._parts is not None:
            self._parts.append("\n")
        elif tag in ("script", "style"):
            self._silent = True

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag in _ROW_ENDS:
            self._end_cell()
            self._end_row()
        if tag == "table" and self._depth:
            self._depth -= 1
        elif tag in ("script", "style"):
            self._silent = False

    def handle_data(self, data: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(" ".join(data.split()) if data.strip() else " ")

    def _end_cell(self) -> None:
        if self._parts is None:
            return
        text = " ".join(part for part in self._parts if part != " ")
        self._parts = None
        while self._taken.get(len(self._cells), 0) > 0:
            self._cells.append("")
        column = len(self._cells)
        rows, columns = self._span
        if rows > 1 or columns > 1:
            line = self._line + 1
            self.grids[-1].merges.append(Merge(line, column, line + rows - 1, column + columns - 1))
            for covered in range(column, min(column + columns, _MAX_WIDTH)):
                self._taken[covered] = rows
        self._cells.append(text)
        if len(self._cells) + columns <= _MAX_WIDTH:
            self._cells.extend([""] * (columns - 1))

    def _end_row(self) -> None:
        if not self._cells:
            return
        self._line += 1
        self.grids[-1].append(self._line, self._cells)
        self._cells = []
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}


def _span(text: str | None) -> int:
    try:
        return min(max(int(text or 1), 1), 1_000)
    except ValueError:
        return 1
