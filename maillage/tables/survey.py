"""Goes through one sheet: finds its headings, sorts its lines, measures its columns."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from maillage.kernel.text import fold
from maillage.tables.grid import Cells, Grid, column_letter
from maillage.tables.kinds import Kind, infer_kind, is_destroyed_number, read_number
from maillage.tables.layout import (
    HEAD_ROWS,
    Headings,
    Role,
    filled_columns,
    find_headings,
    is_note,
    is_repeated_heading,
    is_sure_total,
    total_label,
    typical_width,
)
from maillage.tables.notices import LineTally

_ERRORS = re.compile(
    r"#(REF|N/A|DIV/0|VALUE|VALEUR|NAME|NOM|NUM|NOMBRE|NULL|NUL|CALC|SPILL|PROPAGATION|GETTING_DATA)[!?]?|Err:\d{3}"
)
_SAMPLED = 400
_SAMPLED_CHARACTERS = 300
_KEPT_ASIDES = 5_000
_SHOWN_SAMPLES = 5
_CODES = frozenset((Kind.SIREN, Kind.SIRET, Kind.POSTCODE, Kind.PHONE))
_LOST = "\ufffd"


@dataclass
class Measure:
    """What one column of the grid holds, over its data lines."""

    filled: int = 0
    values: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    errors: LineTally = field(default_factory=LineTally)
    destroyed: LineTally = field(default_factory=LineTally)
    lost: LineTally = field(default_factory=LineTally)
    kind: Kind = Kind.EMPTY
    float_codes: bool = False

    def conclude(self, heading: str) -> None:
        """Find the kind of the column; codes written as « 75001.0 » are told from true decimal numbers."""
        self.kind = infer_kind(self.values, heading)
        if sum(value.endswith(".0") for value in self.values) >= max(0.8 * len(self.values), 1):
            bare = [value.removesuffix(".0") for value in self.values]
            kind = infer_kind(bare, heading)
            if kind in _CODES:
                self.kind, self.values, self.float_codes = kind, bare, True
                self.shown = [value.removesuffix(".0") for value in self.shown]

    def add(self, value: str) -> None:
        """Count a filled cell, keeping an even sample of the values."""
        self.filled += 1
        if self.filled <= _SAMPLED // 2 or (self.filled % 61 == 0 and len(self.values) < _SAMPLED):
            self.values.append(value[:_SAMPLED_CHARACTERS])
            if len(self.shown) < _SHOWN_SAMPLES and value not in self.shown:
                self.shown.append(value)


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is no data: where, what it is, and its text."""

    sheet: str
    line: int
    role: Role
    text: str


@dataclass
class Survey:
    """The findings on one grid; `data_columns` are the positions in the grid of the columns kept."""

    grid: Grid
    headings: Headings
    data_columns: list[int]
    labels: list[str]
    measures: dict[int, Measure]
    roles: dict[int, Role]
    sections: dict[int, str]
    asides: list[Aside]
    tallies: dict[Role, LineTally]
    row_count: int
    typical_width: int
    merged: LineTally
    ragged: LineTally
    first_line: int

    def rows(self) -> Iterator[tuple[int, Cells, tuple[int, ...], str]]:
        """Yield (line, cells of the kept columns, positions filled from a merged cell above, section)."""
        width = self.grid.width
        section = ""
        columns = self.data_columns
        float_codes = [index for index, column in enumerate(columns) if self.measures[column].float_codes]
        place = {column: index for index, column in enumerate(columns)}
        for line, cells, inherited, _ in prepared(self.grid, self.first_line):
            role = self.roles.get(line)
            if role is not None:
                section = self.sections.get(line, section)
                continue
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            kept = [cells[column] for column in columns]
            for index in float_codes:
                kept[index] = kept[index].removesuffix(".0")
            yield line, kept, tuple(place[column] for column in inherited if column in place), section


def prepared(
    grid: Grid, first_line: int, measures: dict[int, Measure] | None = None
) -> Iterator[tuple[int, Cells, tuple[int, ...], bool]]:
    """Yield the rows from `first_line`, error values emptied and cells merged downwards filled.

    The third item gives the columns filled that way, the last whether a cell may be spoilt. With `measures`,
    the errors met are counted there.
    """
    down = sorted(
        (
            merge
            for merge in grid.merges
            if merge.last_line > merge.first_line and merge.last_line >= first_line
        ),
        key=lambda merge: merge.first_line,
    )
    position = 0
    active: dict[int, tuple[int, str]] = {}
    for line, cells, suspect in grid.rows():
        while position < len(down) and down[position].first_line < line:
            # The cell that holds the value was on a blank line: nothing to carry.
            position += 1
        if suspect and line >= first_line:
            for column, cell in enumerate(cells):
                if _ERRORS.fullmatch(cell):
                    cells[column] = ""
                    if measures is not None:
                        measures[column].errors.add(line)
        inherited: tuple[int, ...] = ()
        if active:
            active = {column: held for column, held in active.items() if held[0] >= line}
            filled = []
            for column, (_, value) in active.items():
                if column >= len(cells):
                    cells.extend([""] * (column + 1 - len(cells)))
                if not cells[column]:
                    cells[column] = value
                    filled.append(column)
            inherited = tuple(filled)
        while position < len(down) and down[position].first_line == line:
            merge = down[position]
            if merge.first_column < len(cells) and cells[merge.first_column]:
                active[merge.first_column] = (merge.last_line, cells[merge.first_column])
            position += 1
        if line < first_line:
            continue
        if (suspect or inherited) and len(filled_columns(cells)) == len(inherited):
            # Nothing of its own: errors, or the rest of a merged block.
            continue
        yield line, cells, inherited, suspect


@dataclass(slots=True)
class _Lone:
    """A line with one filled cell, to be judged once its surroundings are known."""

    line: int
    column: int
    text: str
    before: str
    followed: bool = False
    role: Role | None = None


def survey(grid: Grid) -> Survey:
    """Go through the sheet and return what was found; the grid is not changed."""
    head: list[tuple[int, Cells]] = []
    for line, cells, _ in grid.rows():
        head.append((line, cells))
        if len(head) >= HEAD_ROWS:
            break
    headings = find_headings(head, grid.merges)
    first_line = headings.lines[-1] + 1 if headings.lines else 1
    blank = ("",) * (grid.width - len(headings.names))
    headings = Headings(headings.lines, headings.names + blank, headings.bands + blank)
    reading = _Reading(grid, headings, head, first_line)
    reading.run()
    return reading.result()


class _Reading:
    """The single reading of all the lines under the headings."""

    def __init__(self, grid: Grid, headings: Headings, head: list[tuple[int, Cells]], first_line: int) -> None:
        self.grid = grid
        self.headings = headings
        self.names = names = headings.names
        self.folded_names = [name.casefold() for name in names]
        self.first_line = first_line
        self.measures = {column: Measure() for column in range(grid.width)}
        self.roles: dict[int, Role] = {}
        self.sections: dict[int, str] = {}
        self.asides: list[Aside] = []
        self.tallies = {role: LineTally() for role in Role}
        self.lone: list[_Lone] = []
        self.row_count = 0
        self.last_data = 0
        self.last_cells: Cells = []
        self.ragged = LineTally()
        self.merged = LineTally()
        body = [(line, cells) for line, cells in head if line >= first_line]
        self.typical_width = typical_width(cells for _, cells in body)
        self.numeric = [
            infer_kind(
                [cells[column] for _, cells in body if column < len(cells) and cells[column]][:80],
                names[column],
            )
            in (Kind.INTEGER, Kind.DECIMAL)
            for column in range(grid.width)
        ]
        self.sums = [0.0] * grid.width
        self.subsums = [0.0] * grid.width
        self.heading_width = max((index + 1 for index, name in enumerate(names) if name), default=grid.width)
        for line, cells in head:
            if line < first_line:
                role = Role.HEADING if line in headings.lines else Role.TITLE
                self._aside(line, role, cells)

    def run(self) -> None:
        """Sort every line, then judge the lone cells and the columns."""
        before, previous_line = "heading", self.first_line - 1
        half = max(2, self.heading_width // 2)
        wide = {
            merge.first_line: merge.first_column
            for merge in self.grid.merges
            if merge.last_column - merge.first_column + 1 >= half
        }
        for line, cells, inherited, suspect in prepared(self.grid, self.first_line, self.measures):
            filled = filled_columns(cells)
            gap = line > previous_line + 1
            previous_line = line
            kind = self._kind_of_line(line, cells, filled)
            if kind is Role.TOTAL and before != "heading":
                self._aside(line, Role.TOTAL, cells)
                before = "total"
                self.subsums = [0.0] * self.grid.width
                continue
            if kind is Role.REPEATED_HEADING:
                self._aside(line, Role.REPEATED_HEADING, cells)
                before = "heading"
                continue
            if len(filled) == 1:
                column = filled[0]
                if len(self.lone) and self.lone[-1].line == line - 1 and before == "lone":
                    self.lone[-1].followed = True
                merged = line in wide and wide[line] <= column
                where = "merged" if merged else "blank" if gap else before
                self.lone.append(_Lone(line, column, cells[column], where))
                before = "lone"
                continue
            if before == "lone" and self.lone:
                self.lone[-1].followed = True
            before = "data"
            self._data(line, cells, filled, inherited, suspect)
        self._judge_lone()
        for column, measure in self.measures.items():
            measure.conclude(self.names[column])

    def _kind_of_line(self, line: int, cells: Cells, filled: list[int]) -> Role | None:
        if self.headings.lines and is_repeated_heading(cells, self.folded_names):
            return Role.REPEATED_HEADING
        if len(filled) <= max(2, self.typical_width) and self._is_total(cells, filled):
            return Role.TOTAL
        if any(self.numeric) and not all(self.numeric) and all(self.numeric[column] for column in filled):
            checked = [
                column
                for column in filled
                if (number := read_number(cells[column])) and self._is_sum(column, float(number))
            ]
            if checked and len(checked) == len(filled):
                return Role.TOTAL
        return None

    def _is_total(self, cells: Cells, filled: list[int]) -> bool:
        label = total_label(cells, self.numeric)
        if label is None:
            return False
        if is_sure_total(label):
            return True
        # « Total Créteil » ends the lines of Créteil, or adds them up; « Total Danse » is a club.
        words = fold(label).split(" ", 1)[-1]
        if self.lone and fold(self.lone[-1].text) == words:
            return True
        if any(fold(cell) == words for cell in self.last_cells):
            return True
        numbers = [(column, read_number(cells[column])) for column in filled if self.numeric[column]]
        return any(number and self._is_sum(column, float(number)) for column, number in numbers)

    def _is_sum(self, column: int, number: float) -> bool:
        tolerance = max(0.01, abs(number) * 1e-9)
        return self.row_count > 1 and (
            abs(self.sums[column] - number) <= tolerance or abs(self.subsums[column] - number) <= tolerance
        )

    def _data(
        self, line: int, cells: Cells, filled: list[int], inherited: tuple[int, ...], suspect: bool
    ) -> None:
        self.row_count += 1
        self.last_data = line
        self.last_cells = cells
        for column in filled:
            value = cells[column]
            measure = self.measures[column]
            measure.add(value)
            if self.numeric[column]:
                number = read_number(value)
                if number is not None:
                    self.sums[column] += float(number)
                    self.subsums[column] += float(number)
            if suspect:
                if is_destroyed_number(value):
                    measure.destroyed.add(line)
                if _LOST in value:
                    measure.lost.add(line)
        if inherited:
            self.merged.add(line)
        if self.grid.ragged and self.headings.lines and len(cells) > self.heading_width:
            self.ragged.add(line)

    def _judge_lone(self) -> None:
        """Decide which lines with one filled cell are sections, notes or data."""
        several = self.heading_width > 1 and self.typical_width > 1
        first = next((column for column in range(self.grid.width) if self.names[column]), 0)
        if self.row_count:
            first = min(first, next(column for column in self.measures if self.measures[column].filled))
        titles = {fold(aside.text) for aside in self.asides if aside.role is Role.TITLE}
        weak = [lone for lone in self.lone if lone.followed and lone.before in ("heading", "blank", "total")]
        for lone in self.lone:
            if several and fold(lone.text) in titles:
                lone.role = Role.TITLE
            elif several and is_note(lone.text):
                lone.role = Role.NOTE
            elif several and lone.line > self.last_data:
                after_note = any(other.role is Role.NOTE and other.line < lone.line for other in self.lone[-8:])
                if lone.before in ("blank", "merged", "total") or after_note:
                    lone.role = Role.NOTE
            elif several and self._is_section(lone, first, len(weak)):
                lone.role = Role.SECTION
        for lone in self.lone:
            if lone.role is None:
                self._data(lone.line, [""] * lone.column + [lone.text], [lone.column], (), True)
                continue
            self._aside(lone.line, lone.role, [lone.text])
            if lone.role is Role.SECTION:
                self.sections[lone.line] = lone.text

    def _is_section(self, lone: _Lone, first: int, weak: int) -> bool:
        if lone.before == "merged":
            return True
        filled = self.measures[lone.column].filled
        if filled <= self.row_count * 0.05 and self.typical_width >= 2 and not self.names[lone.column]:
            return True
        if lone.column != first or len(lone.text) > 80 or not lone.followed:
            return False
        if lone.text.endswith(":"):
            return True
        if lone.text.isupper():
            values = self.measures[lone.column].values
            if sum(value.isupper() for value in values) < len(values) * 0.3:
                return True
        return weak >= 2 and lone.before in ("heading", "blank", "total")

    def _aside(self, line: int, role: Role, cells: Cells) -> None:
        self.roles[line] = role
        self.tallies[role].add(line)
        if len(self.asides) < _KEPT_ASIDES:
            text = " ; ".join(cell for cell in cells if cell)
            self.asides.append(Aside(self.grid.name, line, role, text[:300]))

    def result(self) -> Survey:
        """Return the findings."""
        self.asides.sort(key=lambda aside: aside.line)
        columns = [column for column, measure in self.measures.items() if measure.filled]
        return Survey(
            grid=self.grid,
            headings=self.headings,
            data_columns=columns,
            labels=self._labels(columns),
            measures=self.measures,
            roles=self.roles,
            sections=self.sections,
            asides=self.asides,
            tallies=self.tallies,
            row_count=self.row_count,
            typical_width=self.typical_width,
            merged=self.merged,
            ragged=self.ragged,
            first_line=self.first_line,
        )

    def _labels(self, columns: list[int]) -> list[str]:
        """Name each kept column, uniquely: by its heading, its band when two share the heading, or a number."""
        names, bands = self.headings.names, self.headings.bands
        shared = Counter(fold(names[column]) for column in columns)
        labels: list[str] = []
        used: set[str] = set()
        for column in columns:
            base = names[column] or f"Colonne {column_letter(column)}"
            if names[column] and bands[column] and shared[fold(base)] > 1:
                base = f"{bands[column]} – {base}"
            label, number = base, 1
            while fold(label) in used:
                number += 1
                label = f"{base} ({number})"
            used.add(fold(label))
            labels.append(label)
        return labels
