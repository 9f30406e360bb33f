"""Finds the headings of a list under its title, and what each line below is: data, total, section, note."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maillage.kernel.text import fold
from maillage.tables.grid import Cells, Merge
from maillage.tables.kinds import Kind, heading_words, infer_kind, is_number

HEAD_ROWS = 300
_HEADING_WITHIN = 60
_MAX_HEADING_LINES = 3
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


def find_headings(head: Sequence[tuple[int, Cells]], merges: Sequence[Merge]) -> Headings:
    """Find the heading lines among the first rows of a sheet (blank rows left out)."""
    if not head:
        return Headings((), (), ())
    width = max(len(cells) for _, cells in head)
    kinds = [infer_kind(_body_values(head, column), "") for column in range(width)]
    vertical = {merge.first_line: merge for merge in merges if merge.last_line > merge.first_line}
    best, best_score = -1, 0.0
    if width == 1:
        text = head[0][1][0]
        named = len(text) <= 40 and heading_words(text) & _WORDS and not text.endswith((".", ":", ","))
        return Headings((head[0][0],), (text,), ("",)) if named and len(head) > 1 else Headings((), (), ())
    for position, (_, cells) in enumerate(head[:_HEADING_WITHIN]):
        score = _heading_score(position, cells, head, kinds)
        # The further down, the better a row must be to be preferred to one already found.
        margin = 0.05 + 0.3 * (position - best) if best >= 0 else 0.35
        if score > best_score + margin and not (best >= 0 and _is_complete(head, best, position)):
            best, best_score = position, score
    if best < 0:
        return Headings((), (), ())
    first, last = best, best
    while (
        first > 0 and best - first + 1 < _MAX_HEADING_LINES and _is_band(head, first - 1, best, merges, kinds)
    ):
        first -= 1
    while (
        last + 1 < len(head)
        and last - first + 1 < _MAX_HEADING_LINES
        and _continues(head, last, kinds, vertical)
    ):
        last += 1
    return _assemble(head[first : last + 1], width, merges)


def _is_complete(head: Sequence[tuple[int, Cells]], above: int, below: int) -> bool:
    """Tell whether the row `above`, right over `below`, has as many headings: then nothing is gained lower."""
    (first_line, first), (second_line, second) = head[above], head[below]
    return second_line == first_line + 1 and len(filled_columns(first)) >= max(3, len(filled_columns(second)))


def _body_values(head: Sequence[tuple[int, Cells]], column: int) -> list[str]:
    """Return up to 80 values of a column, the first rows left out when there are enough others."""
    values = [cells[column] for _, cells in head if column < len(cells) and cells[column]]
    return values[len(values) // 4 :][:80] if len(values) > 8 else values[1:] or values


def _heading_score(
    position: int, cells: Cells, head: Sequence[tuple[int, Cells]], kinds: Sequence[Kind]
) -> float:
    """Score a row as headings; 0 or less when it cannot be."""
    filled = [(column, cell) for column, cell in enumerate(cells) if cell]
    following = head[position + 1 : position + 21]
    if not filled or not following:
        return 0.0
    widths = sorted(sum(1 for cell in row if cell) for _, row in following)
    typical = widths[len(widths) // 2]
    widest = widths[-1]
    if len(filled) < 2 and widest > 1:
        return 0.0
    coverage = min(len(filled) / max(typical, 1), 1.0)
    if coverage < 0.5:
        return 0.0
    contrast = agreement = known = numeric = long_cells = 0
    for column, cell in filled:
        kind = kinds[column]
        if _YEAR.fullmatch(cell):
            continue
        own = infer_kind([cell], "")
        if own in _STRONG and own is not Kind.YES_NO:
            numeric += 1
        if kind in _STRONG:
            if own is kind or (own in _STRONG and kind in _STRONG and own is not Kind.YES_NO):
                agreement += 1
            else:
                contrast += 1
        words = heading_words(cell)
        if words & _WORDS:
            known += 1
        if len(cell) > 120:
            long_cells += 1
    count = len(filled)
    below = Counter((column, cell) for _, row in following for column, cell in enumerate(row) if cell)
    recurring = sum(1 for column, cell in filled if below[column, cell] and fold(cell) not in _WORDS)
    distinct = len({fold(cell) for _, cell in filled}) / count
    score = (
        1.2 * coverage
        + 2.0 * contrast / count
        + 2.0 * known / count
        + 0.5 * distinct
        - 3.0 * agreement / count
        - 1.5 * numeric / count
        - 1.5 * recurring / count
        - 0.8 * long_cells / count
        - 0.02 * position
    )
    if (count == 1 and not known) or agreement > contrast:
        return 0.0
    if known == 0 and contrast == 0:
        # Nothing but its place says that this row is a heading.
        score -= 0.6 if position == 0 else 2.0
        if recurring or numeric:
            return 0.0
    return max(score, 0.0)


def _is_band(
    head: Sequence[tuple[int, Cells]], above: int, heading: int, merges: Sequence[Merge], kinds: Sequence[Kind]
) -> bool:
    """Tell whether the row just above the headings holds wider headings or the beginning of theirs."""
    line, cells = head[above]
    if line < head[above + 1][0] - 1:
        return False
    filled = [(column, cell) for column, cell in enumerate(cells) if cell]
    spans = [merge for merge in merges if merge.first_line == line and merge.last_line == line]
    width = len(head[heading][1])
    wide = [merge for merge in spans if merge.last_column > merge.first_column]
    if any(merge.last_column - merge.first_column + 1 >= width for merge in wide):
        return False
    if any(infer_kind([cell], "") in _STRONG for _, cell in filled):
        return False
    # Without merged cells, a lone cell is a title; several are bands written in their first column.
    return bool(wide) or len(filled) >= 2


def _continues(
    head: Sequence[tuple[int, Cells]], last: int, kinds: Sequence[Kind], vertical: dict[int, Merge]
) -> bool:
    """Tell whether the row under `last` still belongs to the headings."""
    line, cells = head[last]
    next_line, following = head[last + 1]
    if next_line != line + 1 or last + 2 >= len(head):
        return False
    if (merge := vertical.get(line)) and merge.last_line >= next_line:
        return True
    filled = [(column, cell) for column, cell in enumerate(following) if cell]
    if not filled or any(infer_kind([cell], "") in _STRONG for _, cell in filled):
        return False
    under_blank = sum(1 for column, _ in filled if column >= len(cells) or not cells[column])
    known = sum(1 for _, cell in filled if heading_words(cell) & _WORDS)
    below = head[last + 2][1]
    contrast = sum(
        1
        for column, _ in filled
        if kinds[column] in _STRONG and column < len(below) and infer_kind([below[column]], "") in _STRONG
    )
    # « Code » above « postal »: words of headings where the list below has numbers.
    return known == len(filled) and (contrast > 0 or under_blank > 0)


def _assemble(rows: Sequence[tuple[int, Cells]], width: int, merges: Sequence[Merge]) -> Headings:
    """Join the heading lines column by column; what covers several columns becomes their band."""
    lines = tuple(line for line, _ in rows)
    names: list[str] = []
    bands: list[str] = []
    spread: list[list[tuple[str, bool]]] = []
    for line, cells in rows:
        wide = {
            column: merge
            for merge in merges
            if merge.first_line <= line <= merge.last_line
            for column in range(merge.first_column, min(merge.last_column, width - 1) + 1)
        }
        row: list[tuple[str, bool]] = []
        for column in range(width):
            cell = cells[column] if column < len(cells) else ""
            merge = wide.get(column)
            if merge and not cell and merge.first_line == line and merge.first_column < len(cells):
                cell = cells[merge.first_column]
            row.append((cell, bool(merge and merge.last_column > merge.first_column)))
        spread.append(row)
    if len(spread) > 1 and not merges:
        _spread_bands(spread)
    for column in range(width):
        parts = [row[column] for row in spread if row[column][0]]
        band = " ".join(text for text, wide_cell in parts[:-1] if wide_cell)
        name = " ".join(text for text, wide_cell in parts[:-1] if not wide_cell)
        if parts:
            name = f"{name} {parts[-1][0]}".strip()
        names.append(name.replace("\n", " "))
        bands.append(band.replace("\n", " "))
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


def is_note(cells: Cells) -> bool:
    """Tell whether a row with one filled cell reads like a remark under the list."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 1:
        return False
    text = filled[0]
    folded = fold(text)
    if text.startswith(_NOTE_SIGNS) or len(text) > _LONG_NOTE:
        return True
    return any(folded == word or folded.startswith(word + " ") for word in _NOTES)


def filled_columns(cells: Cells) -> list[int]:
    """Return the positions of the filled cells."""
    return [column for column, cell in enumerate(cells) if cell]


def median(numbers: Iterable[int]) -> int:
    """Return the middle number, 0 when there is none."""
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2] if ordered else 0
