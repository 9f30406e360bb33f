"""The list found in one sheet, or in several sheets that continue each other: columns, rows, groups of rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from maillage.kernel.text import fold, french_number
from maillage.tables.grid import column_letter
from maillage.tables.kinds import Kind, heading_words, infer_kind
from maillage.tables.notices import LineTally, Notice, Severity, count_of, notice, said_lines
from maillage.tables.remarks import remarks
from maillage.tables.survey import Aside, Survey

SECTION_HEADING = "Rubrique"
SHEET_HEADING = "Feuille"
_STRUCTURE_WORDS = frozenset(
    """
    structure structures association associations asso organisme organismes organisation raison denomination
    beneficiaire
    """.split()  # noqa: SIM905
)
_NAME_WORDS = frozenset(("nom", "noms", "intitule", "titre", "name", "libelle"))
_PERSON_WORDS = frozenset(
    """
    contact contacts personne prenom prenoms president presidente presidence directeur directrice responsable
    fonction civilite interlocuteur interlocutrice referent referente dirigeant tresorier tresoriere secretaire
    qualite role poste portable mobile tel telephone mail mel email courriel
    """.split()  # noqa: SIM905
)
_CODE_WORDS = frozenset(
    ("id", "code", "identifiant", "identification", "numero", "no", "n", "reference", "siren", "siret", "rna")
)
_PLACE_WORDS = frozenset(
    (
        "commune",
        "communes",
        "ville",
        "city",
        "adresse",
        "address",
        "rue",
        "voie",
        "cp",
        "postal",
        "insee",
        "siege",
    )
)
_IDENTIFIERS = frozenset((Kind.SIREN, Kind.SIRET, Kind.RNA))


class Origin(StrEnum):
    """Where a column comes from: cells of the sheet, section lines, or the name of the sheet."""

    CELLS = "cells"
    SECTION = "section"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `index` is the position in `Row.cells`; `letter` that of the spreadsheet ("" for an added column). `heading`
    is as written, perhaps blank or shared by two columns, while `label` is unique in the table; `band` is the
    wider heading above several columns; `filled` counts the filled cells.
    """

    index: int
    letter: str
    heading: str
    band: str
    label: str
    kind: Kind
    samples: tuple[str, ...]
    filled: int
    origin: Origin = Origin.CELLS


@dataclass(frozen=True, slots=True)
class Row:
    """One data line: the sheet, the line number that the person sees there, and clean text, "" when blank.

    `inherited` are the positions of the cells whose value comes from a merged cell above.
    """

    sheet: str
    line: int
    cells: tuple[str, ...]
    inherited: tuple[int, ...] = ()

    def __getitem__(self, column: "int | Column") -> str:
        """Return the cell of a column or position."""
        return self.cells[column if isinstance(column, int) else column.index]


class Evidence(StrEnum):
    """Why rows are one structure: alone, cells merged, cells blank under its name, name repeated."""

    SINGLE = "single"
    MERGED = "merged"
    BLANK = "blank"
    REPEATED = "repeated"


_REASONS = {
    Evidence.MERGED: "cellules de la structure fusionnées",
    Evidence.BLANK: "nom de la structure laissé vide sur les lignes suivantes",
    Evidence.REPEATED: "nom de la structure répété",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive rows of one structure, one per person perhaps; `varying` are the positions that differ."""

    rows: tuple[Row, ...]
    evidence: Evidence
    varying: tuple[int, ...] = ()

    @property
    def head(self) -> Row:
        """The first row, which bears the structure."""
        return self.rows[0]

    def completed(self) -> Iterator[Row]:
        """Yield the rows with the cells left blank under the first one filled from it, person's cells apart."""
        yield self.head
        for row in self.rows[1:]:
            if self.evidence is not Evidence.BLANK:
                yield row
                continue
            cells = tuple(
                cell or (above if index not in self.varying else "")
                for index, (cell, above) in enumerate(zip(row.cells, self.head.cells, strict=True))
            )
            yield replace(row, cells=cells)


class Table:
    """A list ready to be read: `columns`, `rows()`, `groups()`, `notices`, `asides`.

    Made by `Sheet.table()` or `SheetList.table()`. Rows are streamed and can be read again at will.
    """

    def __init__(self, surveys: Sequence[Survey]) -> None:
        self._surveys = list(surveys)
        self.columns: list[Column] = []
        self._maps: list[list[int]] = []
        self._distinct: list[float] = []
        self._build_columns()
        self.row_count = sum(survey.row_count for survey in self._surveys)
        self.asides: list[Aside] = [aside for survey in self._surveys for aside in survey.asides]
        self._person = self._find_person_columns()
        self.name_column: Column | None = self._find_name_column()
        self._identifiers = [column.index for column in self.columns if column.kind in _IDENTIFIERS]
        self._places = [
            column.index
            for column in self.columns
            if column.kind is Kind.POSTCODE or heading_words(column.heading) & _PLACE_WORDS
        ]
        self.notices: list[Notice] = [item for survey in self._surveys for item in remarks(survey)]
        self.notices.extend(self._say_groups())

    @property
    def title(self) -> str:
        """What is written above the headings of the first sheet, on one line."""
        return " ".join(aside.text for aside in self.asides if aside.role == "title")

    def column(self, label: str) -> Column:
        """Return the column of that label, spelling forgiven; `KeyError` if there is none."""
        folded = fold(label)
        for column in self.columns:
            if fold(column.label) == folded:
                return column
        raise KeyError(label)

    def rows(self) -> Iterator[Row]:
        """Yield the data rows in order, totals, sections and notes left out."""
        width = len(self.columns)
        section_at = next((column.index for column in self.columns if column.origin is Origin.SECTION), None)
        sheet_at = next((column.index for column in self.columns if column.origin is Origin.SHEET), None)
        for survey, places in zip(self._surveys, self._maps, strict=True):
            name = survey.grid.name
            straight = places == list(range(len(places)))
            padding = [""] * (width - len(places))
            for line, kept, inherited, section in survey.rows():
                if straight:
                    cells = kept + padding
                else:
                    cells = [""] * width
                    for place, value in zip(places, kept, strict=True):
                        cells[place] = value
                    inherited = tuple(places[position] for position in inherited)
                if section_at is not None:
                    cells[section_at] = section
                if sheet_at is not None:
                    cells[sheet_at] = name
                yield Row(name, line, tuple(cells), inherited)

    def groups(self) -> Iterator[Group]:
        """Yield the rows gathered by structure, with the evidence; most groups have a single row."""
        current: list[Row] = []
        evidence = Evidence.SINGLE
        for row in self.rows():
            found = self._follows(current[0], current[-1], row) if current else None
            if found is None:
                if current:
                    yield self._group(current, evidence)
                current, evidence = [row], Evidence.SINGLE
            else:
                current.append(row)
                evidence = found if evidence is Evidence.SINGLE else evidence
        if current:
            yield self._group(current, evidence)

    def _build_columns(self) -> None:
        places: dict[str, int] = {}
        merged: list[tuple[str, str, str, str, list[str], list[str], int]] = []
        for survey in self._surveys:
            places_here: list[int] = []
            for column, label in zip(survey.data_columns, survey.labels, strict=True):
                measure = survey.measures[column]
                key = fold(label)
                if key not in places:
                    places[key] = len(merged)
                    names, bands = survey.headings.names, survey.headings.bands
                    heading = names[column] if column < len(names) else ""
                    band = bands[column] if column < len(bands) else ""
                    merged.append((column_letter(column), heading, band, label, [], [], 0))
                place = places[key]
                letter, heading, band, label, values, shown, filled = merged[place]
                values.extend(measure.values)
                shown.extend(value for value in measure.shown if value not in shown)
                merged[place] = (letter, heading, band, label, values, shown, filled + measure.filled)
                places_here.append(place)
            self._maps.append(places_here)
        for index, (letter, heading, band, label, values, shown, filled) in enumerate(merged):
            kind = infer_kind(values, heading)
            self._distinct.append(len(set(values)) / max(len(values), 1))
            self.columns.append(Column(index, letter, heading, band, label, kind, tuple(shown[:5]), filled))
        sections = list(dict.fromkeys(text for survey in self._surveys for text in survey.sections.values()))
        if sections:
            self._add_column(SECTION_HEADING, sections, Origin.SECTION)
        if len(self._surveys) > 1:
            self._add_column(SHEET_HEADING, [survey.grid.name for survey in self._surveys], Origin.SHEET)

    def _add_column(self, heading: str, values: list[str], origin: Origin) -> None:
        label, number = heading, 1
        while any(fold(column.label) == fold(label) for column in self.columns):
            number += 1
            label = f"{heading} ({number})"
        filled = sum(survey.row_count for survey in self._surveys)
        self.columns.append(
            Column(len(self.columns), "", heading, "", label, Kind.TEXT, tuple(values[:5]), filled, origin)
        )

    def _find_person_columns(self) -> frozenset[int]:
        """Return the columns that tell about a person of the structure: name, role, telephone, mail."""
        found = {
            column.index
            for column in self.columns
            if column.kind in (Kind.EMAIL, Kind.PHONE)
            or (heading_words(column.heading) | heading_words(column.band)) & _PERSON_WORDS
        }
        for column in self.columns:
            # « Nom » beside « Prénom » is the name of a person.
            beside = self.columns[max(column.index - 1, 0) : column.index + 2]
            if heading_words(column.heading) <= {"nom", "de", "famille", "usage"} and any(
                {"prenom", "prenoms"} & heading_words(other.heading) for other in beside
            ):
                found.add(column.index)
        return frozenset(found)

    def _find_name_column(self) -> Column | None:
        """Return the column that names the structures: by its heading, and by how seldom its values recur."""
        texts = [
            column for column in self.columns if column.kind is Kind.TEXT and column.origin is Origin.CELLS
        ]
        best, best_score = texts[0] if texts else None, 0.0
        for column in texts:
            words = heading_words(column.heading)
            glued = fold(column.heading).replace(" ", "")
            if column.index in self._person or words & (_CODE_WORDS | _PLACE_WORDS):
                continue
            # « Structure » says more than « Nom », which may be that of a person.
            score = 1.0 if words & _STRUCTURE_WORDS else 0.8 if words & _NAME_WORDS else 0.0
            if (
                not score
                and glued.startswith(("nom", "raisonsociale", "denomination", "asso"))
                and "nombre" not in glued
            ):
                score = 0.8
            if not score:
                continue
            # The shortest heading, the fullest column and the most varied values.
            share = column.filled / max(self.row_count, 1)
            score += self._distinct[column.index] + 0.5 * share - 0.05 * len(words)
            if score > best_score:
                best, best_score = column, score
        return best

    def _follows(self, head: Row, previous: Row, row: Row) -> Evidence | None:
        """Tell whether `row` belongs to the same structure as `head`, and why."""
        name = self.name_column
        if name is None or row.sheet != head.sheet or not head.cells[name.index]:
            return None
        if name.index in row.inherited:
            return Evidence.MERGED
        if self._conflict(head, row, self._identifiers):
            return None
        if not row.cells[name.index]:
            return Evidence.BLANK if row.line == previous.line + 1 and self._continues(head, row) else None
        if fold(row.cells[name.index]) != fold(head.cells[name.index]) or self._conflict(
            head, row, self._places
        ):
            return None
        return Evidence.REPEATED

    def _continues(self, head: Row, row: Row) -> bool:
        cells = [column for column in self.columns if column.origin is Origin.CELLS and row.cells[column.index]]
        if all(column.index in self._person for column in cells):
            return True
        filled = sum(1 for column in self.columns if head.cells[column.index] and column.origin is Origin.CELLS)
        # An address goes on over two lines; another commune is another structure.
        elsewhere = (column for column in cells if column.index in self._places)
        return 2 * len(cells) <= filled and all(
            heading_words(column.heading) & {"adresse", "address", "rue", "voie"} for column in elsewhere
        )

    @staticmethod
    def _conflict(head: Row, row: Row, positions: Sequence[int]) -> bool:
        return any(
            head.cells[position]
            and row.cells[position]
            and fold(head.cells[position]) != fold(row.cells[position])
            for position in positions
        )

    def _group(self, rows: list[Row], evidence: Evidence) -> Group:
        if len(rows) == 1:
            return Group((rows[0],), Evidence.SINGLE)
        first = rows[0].cells
        varying = tuple(
            index
            for index, value in enumerate(first)
            if any(
                row.cells[index] != value and (row.cells[index] or evidence is not Evidence.BLANK)
                for row in rows[1:]
            )
        )
        if evidence is Evidence.BLANK:
            varying = tuple(sorted({*varying, *self._person}))
        return Group(tuple(rows), evidence, varying)

    def _say_groups(self) -> list[Notice]:
        """Say, sheet by sheet, where several lines make one structure."""
        heads: dict[tuple[str, Evidence], LineTally] = {}
        lines: Counter[tuple[str, Evidence]] = Counter()
        for group in self.groups():
            if len(group.rows) > 1:
                place = group.head.sheet, group.evidence
                heads.setdefault(place, LineTally()).add(group.head.line)
                lines[place] += len(group.rows)
        said = []
        for (sheet, evidence), tally in heads.items():
            message = (
                f"{count_of(tally.count, 'structure tient', 'structures tiennent')} sur plusieurs lignes, "
                f"{french_number(lines[sheet, evidence])} en tout ({_REASONS[evidence]}) : {said_lines(tally)}."
            )
            said.append(notice(f"groups_{evidence}", Severity.INFO, message, tally=tally, sheet=sheet))
        return said


def _same(one: str, other: str) -> bool:
    """Tell whether two cells say the same; most pairs differ from their first letter, and are not folded."""
    if one == other:
        return True
    a, b = one[0], other[0]
    if a.isascii() and b.isascii() and a.isalnum() and b.isalnum() and a.lower() != b.lower():
        return False
    return fold(one) == fold(other)
