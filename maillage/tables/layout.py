"""Finds the headings of a list under its title, and what each line below is: data, total, section, note."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maillage.kernel.text import fold
from maillage.tables.grid import Cells, Merge
from maillage.tables.kinds import Kind, heading_words, infer_kind, is_number

HEAD_ROWS = 300
_HEADING_WITHIN = 60
_MAX_HEADING_LINES = 3
_JUDGED_ROWS = 40
_LONG_HEADING = 120
_STRONG = frozenset(Kind) - {Kind.TEXT, Kind.EMPTY}
# Folded words met in the headings of French lists of organisations.
_WORDS = frozenset(
    """
    nom noms structure structures association associations asso organisme organisation raison sociale
    denomination
    libelle intitule titre sigle adresse rue voie complement numero no num code cp postal post commune
    communes ville
    quartier canton departement region insee tel telephone portable mobile fax telecopie mail mel email courriel
    courrier e site web internet url siret siren rna naf ape waldec id identifiant identification statut forme
    juridique famille domaine domaines theme thematique secteur activite activites objet description descriptif
    mission missions type categorie nature public publics service services date dates creation annee contact
    contacts
    prenom president presidente presidence directeur directrice responsable fonction civilite interlocuteur
    referent
    salaries salarie effectif effectifs etp benevoles adherents montant subvention total latitude longitude
    lat lon
    lng x y coordonnees horaires observations observation remarque remarques commentaire commentaires notes
    pays reference beneficiaire attribuant convention value label kind name city source updated at personne
    """.split()  # noqa: SIM905
)
_TOTAL = re.compile(
    r"((sous|grand)[ -]?)?tota(l|ux)\b|(ensemble|somme|moyenne)( ?:)?$|n(om)?bre? (de|total)\b", re.IGNORECASE
)
_SURE_TOTAL = re.compile(
    r"((sous|grand)[ -]?)?tota(l|ux) (de|des|du|par|pour|en)\b|((sous|grand)[ -]?)?tota(l|ux) d['’]"
    r"|(sous|grand)[ -]?total\b|(ensemble|somme|moyenne)( ?:)?$|n(om)?bre? (de|total)\b",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(r"((sous|grand)[ -]?)?tota(l|ux)( g[eé]n[eé]ral)?( ?:)?", re.IGNORECASE)
# A year may well head a column of numbers.
_YEAR = re.compile(r"(19|20)\d\d")
_NOTES = (
    "source",
    "nb",
    "n b",
    "note",
    "notes",
    "remarque",
    "mise a jour",
    "mis a jour",
    "legende",
    "attention",
    "document",
    "liste arretee",
    "fait le",
    "fichier",
)
_NOTE_SIGNS = ("*", "(", "→", "➔", "©", "¹")
_LONG_NOTE = 90
_PAGE = re.compile(r"page \d+( (sur )?\d+)?")


class Role(StrEnum):
    """What a line that is no data is."""

    TITLE = "title"
    HEADING = "heading"
    REPEATED_HEADING = "repeated_heading"
    TOTAL = "total"
    SECTION = "section"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings found: on which lines, with which text for each column of the grid.

    `bands` are the wider headings standing above several columns, as « Président » above « Nom » and « Mail »;
    `lines` is empty when the list has no heading at all.
    """

    lines: tuple[int, ...]
    names: tuple[str, ...]
    bands: tuple[str, ...]


def find_headings(rows: Sequence[tuple[int, Cells]], merges: Sequence[Merge]) -> Headings:
    """Find the heading lines among the first rows of a sheet (blank rows left out)."""
    if len(rows) < 2:
        return Headings((), (), ())
    head = _Head(rows, merges)
    if head.width == 1:
        line, (text, *_) = rows[0]
        named = len(text) <= 40 and heading_words(text) & _WORDS and not text.endswith((".", ":", ","))
        return Headings((line,), (text,), ("",)) if named else Headings((), (), ())
    best, best_score = -1, 0.0
    for position in range(min(len(rows), _HEADING_WITHIN)):
        score = head.score(position)
        # The further down, the better a row must be to be preferred to one already found.
        margin = 0.05 + 0.3 * (position - best) if best >= 0 else 0.35
        if score > best_score + margin and not (best >= 0 and head.is_complete(best, position)):
            best, best_score = position, score
    if best < 0:
        return Headings((), (), ())
    first = last = best
    while first > 0 and last - first + 1 < _MAX_HEADING_LINES and head.is_band(first - 1, best):
        first -= 1
    while last - first + 1 < _MAX_HEADING_LINES and head.continues(last):
        last += 1
    return head.assemble(first, last)


class _Head:
    """The first rows of a sheet, questioned about its headings; positions count the rows from 0."""

    def __init__(self, rows: Sequence[tuple[int, Cells]], merges: Sequence[Merge]) -> None:
        self.rows = rows
        self.width = max(len(cells) for _, cells in rows)
        last_line = rows[min(len(rows), _HEADING_WITHIN + _MAX_HEADING_LINES) - 1][0]
        self.merges = [merge for merge in merges if merge.first_line <= last_line]
        self._kinds: dict[int, list[Kind]] = {}

    def kinds_below(self, position: int) -> list[Kind]:
        """Return the kind of each column over the rows under `position`."""
        if position not in self._kinds:
            below = [cells for _, cells in self.rows[position + 1 : position + 1 + _JUDGED_ROWS]]
            self._kinds[position] = [
                infer_kind([cells[column] for cells in below if column < len(cells) and cells[column]], "")
                for column in range(self.width)
            ]
        return self._kinds[position]

    def score(self, position: int) -> float:
        """Score a row as headings; 0 when it cannot be."""
        filled = [(column, cell) for column, cell in enumerate(self.rows[position][1]) if cell]
        following = [cells for _, cells in self.rows[position + 1 : position + 21]]
        if not filled or not following:
            return 0.0
        typical = typical_width(following)
        if len(filled) < 2 and typical > 1:
            return 0.0
        coverage = min(len(filled) / typical, 1.0)
        if coverage < 0.5:
            return 0.0
        kinds = self.kinds_below(position)
        contrast = agreement = known = strong = long_cells = 0
        for column, cell in filled:
            known += bool(heading_words(cell) & _WORDS)
            long_cells += len(cell) > _LONG_HEADING
            if _YEAR.fullmatch(cell):
                continue
            own = infer_kind([cell], "")
            own_strong = own in _STRONG and own is not Kind.YES_NO
            strong += own_strong
            if kinds[column] in _STRONG:
                if own is kinds[column] or own_strong:
                    agreement += 1
                else:
                    contrast += 1
        count = len(filled)
        below = {(column, cell) for cells in following for column, cell in enumerate(cells) if cell}
        recurring = sum((column, cell) in below and fold(cell) not in _WORDS for column, cell in filled)
        if (count == 1 and not known) or agreement > contrast:
            return 0.0
        distinct = len({fold(cell) for _, cell in filled}) / count
        score = 1.2 * coverage + 0.5 * distinct - 0.02 * position
        score += (
            2 * contrast + 2 * known - 3 * agreement - 1.5 * strong - 1.5 * recurring - 0.8 * long_cells
        ) / count
        if known == 0 and contrast == 0:
            # Nothing but its place says that this row is a heading.
            if recurring or strong:
                return 0.0
            score -= 0.6 if position == 0 else 2.0
        return max(score, 0.0)

    def is_complete(self, above: int, below: int) -> bool:
        """Tell whether a row has as many headings as each row down to `below`: then nothing is gained lower."""
        rows = self.rows[above : below + 1]
        if rows[-1][0] - rows[0][0] != below - above:
            return False
        widest = max(len(filled_columns(cells)) for _, cells in rows[1:])
        return len(filled_columns(rows[0][1])) >= max(3, widest)

    def is_band(self, above: int, heading: int) -> bool:
        """Tell whether a row just above the headings holds wider headings or the beginning of theirs."""
        line, cells = self.rows[above]
        if line < self.rows[above + 1][0] - 1:
            return False
        filled = [cell for cell in cells if cell]
        if any(infer_kind([cell], "") in _STRONG or cell.endswith(":") for cell in filled):
            return False
        headings = [fold(cell) for cell in self.rows[heading][1] if cell]
        wide = [
            merge.last_column - merge.first_column + 1
            for merge in self.merges
            if merge.first_line == merge.last_line == line and merge.last_column > merge.first_column
        ]
        if wide:
            # A cell merged over the whole list is its title.
            return max(wide) < len(headings)
        if len(filled) < 2:
            return False
        # Without merged cells, bands are told by what they explain, or by their words.
        doubled = len(set(headings)) < len(headings)
        return doubled or all(heading_words(cell) & _WORDS for cell in filled)

    def continues(self, last: int) -> bool:
        """Tell whether the row under `last` still belongs to the headings."""
        if last + 2 >= len(self.rows):
            return False
        (line, cells), (next_line, following) = self.rows[last], self.rows[last + 1]
        if next_line != line + 1:
            return False
        if any(merge.first_line <= line < merge.last_line for merge in self.merges):
            return True
        filled = [(column, cell) for column, cell in enumerate(following) if cell]
        if any(infer_kind([cell], "") in _STRONG or not heading_words(cell) & _WORDS for _, cell in filled):
            return False
        # « Code » above « postal »: words of headings, where the list below has numbers or the row above a
        # blank.
        kinds = self.kinds_below(last + 1)
        return any(
            kinds[column] in _STRONG or column >= len(cells) or not cells[column] for column, _ in filled
        )

    def assemble(self, first: int, last: int) -> Headings:
        """Join the heading lines column by column; what covers several columns becomes their band."""
        spread: list[list[tuple[str, bool]]] = []
        merged = False
        for line, cells in self.rows[first : last + 1]:
            wide = {
                column: merge
                for merge in self.merges
                if merge.first_line <= line <= merge.last_line
                for column in range(merge.first_column, min(merge.last_column, self.width - 1) + 1)
            }
            merged = merged or bool(wide)
            row: list[tuple[str, bool]] = []
            for column in range(self.width):
                cell = cells[column] if column < len(cells) else ""
                merge = wide.get(column)
                if merge and not cell and merge.first_line == line and merge.first_column < len(cells):
                    cell = cells[merge.first_column]
                row.append((cell, bool(merge and merge.last_column > merge.first_column)))
            spread.append(row)
        if len(spread) > 1 and not merged:
            _spread_bands(spread)
        names: list[str] = []
        bands: list[str] = []
        for column in range(self.width):
            parts = [row[column] for row in spread if row[column][0]]
            own = [text for text, wide_cell in parts[:-1] if not wide_cell] + [text for text, _ in parts[-1:]]
            names.append(" ".join(own).replace("\n", " "))
            bands.append(" ".join(text for text, wide_cell in parts[:-1] if wide_cell).replace("\n", " "))
        lines = tuple(line for line, _ in self.rows[first : last + 1])
        return Headings(lines, tuple(names), tuple(bands))


def _spread_bands(spread: list[list[tuple[str, bool]]]) -> None:
    """Carry a band written only above its first column over the blank cells at its right."""
    top, bottom = spread[0], spread[-1]
    current = ""
    for column, (cell, _) in enumerate(top):
        below = bottom[column][0]
        if cell:
            alone = not below
            follows = column + 1 < len(top) and not top[column + 1][0] and bottom[column + 1][0]
            current = "" if alone or not follows else cell
            if current:
                top[column] = (cell, True)
        elif current and below:
            top[column] = (current, True)


def is_repeated_heading(cells: Cells, folded_names: Sequence[str]) -> bool:
    """Tell whether a row says the headings again, as at the top of each printed page; names come casefolded."""
    same = other = 0
    for column, cell in enumerate(cells):
        if not cell:
            continue
        if column < len(folded_names) and cell.casefold() == folded_names[column]:
            same += 1
        else:
            other += 1
            if other > same + 1:
                return False
    return same >= 2 and same >= 4 * other


def total_label(cells: Cells, amounts: Sequence[bool]) -> str | None:
    """Return the words of a total row (« TOTAL GÉNÉRAL »), or None; `amounts` tells the columns of numbers.

    A structure may be called « Total Danse »: a row is a total only when only amounts go with the words.
    """
    filled = [cell for cell in cells if cell]
    if not any(_TOTAL.match(cell) for cell in filled[:2]):
        return None
    texts = [cell for column, cell in enumerate(cells) if cell and not (amounts[column] and is_number(cell))]
    if len(texts) > 2:
        return None
    label = next((text for text in texts if _TOTAL.match(text)), None)
    if label is None:
        return None
    bare = bool(_BARE_TOTAL.fullmatch(label))
    if not bare and (len(texts) == 2 or len(texts) == len(filled)):
        return None
    return label


def is_sure_total(label: str) -> bool:
    """Tell whether the words of a total cannot be a name: « Total », « Total des subventions », « Moyenne »."""
    return bool(_BARE_TOTAL.fullmatch(label) or _SURE_TOTAL.match(label))


def is_note(text: str) -> bool:
    """Tell whether the only filled cell of a row reads like a remark on the list."""
    if text.startswith(_NOTE_SIGNS) or len(text) > _LONG_NOTE:
        return True
    folded = fold(text)
    if _PAGE.fullmatch(folded):
        return True
    return any(folded == word or folded.startswith(word + " ") for word in _NOTES)


def filled_columns(cells: Cells) -> list[int]:
    """Return the positions of the filled cells."""
    return [column for column, cell in enumerate(cells) if cell]


def typical_width(rows: Iterable[Cells]) -> int:
    """Return how many cells a row usually fills, rows with a single one left out; at least 1."""
    widths = sorted(width for cells in rows if (width := len(filled_columns(cells))) > 1)
    return widths[len(widths) // 2] if widths else 1
