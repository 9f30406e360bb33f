"""Says in French what the survey of a sheet found and did."""

from maillage.tables.grid import column_letter
from maillage.tables.kinds import KIND_NAMES, Kind
from maillage.tables.layout import Role
from maillage.tables.notices import Notice, Severity, count_of, notice, said_lines
from maillage.tables.survey import Measure, Survey

_SHORT_LENGTHS = {Kind.POSTCODE: 4, Kind.PHONE: 9, Kind.SIREN: 8, Kind.SIRET: 13}
_SHOWN_NAMES = 20


def remarks(survey: Survey) -> list[Notice]:
    """Return everything to be said about a sheet, from its file to its cells."""
    return [
        *survey.grid.notices,
        *_on_headings(survey),
        *_on_columns(survey),
        *_on_lines(survey),
        *(
            item
            for column, label in _kept(survey)
            for item in _on_cells(survey, survey.measures[column], label)
        ),
    ]


def _kept(survey: Survey) -> list[tuple[int, str]]:
    return list(zip(survey.data_columns, survey.labels, strict=True))


def _on_headings(survey: Survey) -> list[Notice]:
    sheet, lines = survey.grid.name, survey.headings.lines
    if not lines:
        message = "Aucune ligne de titres n'a été trouvée : les colonnes sont désignées par leur lettre."
        return [notice("no_headings", Severity.WARNING, message, sheet=sheet)]
    notices = []
    titles = [aside for aside in survey.asides if aside.role is Role.TITLE]
    if titles:
        text = titles[0].text[:120]
        message = f"Les titres des colonnes ont été trouvés ligne {lines[-1]} ; au-dessus : « {text} »."
        above = tuple(aside.line for aside in titles)
        notices.append(notice("title_lines", Severity.INFO, message, lines=above, sheet=sheet))
    if len(lines) > 1:
        message = (
            f"Les titres des colonnes tiennent sur plusieurs lignes ({lines[0]} à {lines[-1]}) : "
            "elles ont été réunies."
        )
        notices.append(notice("heading_lines", Severity.INFO, message, lines=lines, sheet=sheet))
    return notices


def _on_columns(survey: Survey) -> list[Notice]:
    """Say which columns were renamed, have no title, or are dropped."""
    notices: list[Notice] = []
    sheet, names = survey.grid.name, survey.headings.names
    lines = survey.headings.lines[-1:]
    renamed = [label for column, label in _kept(survey) if names[column] and label != names[column]]
    numbered = [
        label
        for column, label in _kept(survey)
        if names[column] and label not in (names[column], _banded(survey, column))
    ]
    if numbered:
        message = f"Plusieurs colonnes portent le même titre : elles sont distinguées ({_quoted(numbered)})."
        notices.append(notice("doubled_headings", Severity.WARNING, message, lines=lines, sheet=sheet))
    elif renamed:
        message = (
            f"Des colonnes de même titre sont distinguées par le titre placé au-dessus ({_quoted(renamed)})."
        )
        notices.append(notice("banded_headings", Severity.INFO, message, lines=lines, sheet=sheet))
    unnamed = [column_letter(column) for column, _ in _kept(survey) if not names[column]]
    if unnamed and survey.headings.lines:
        message = (
            f"Colonne remplie mais sans titre : {unnamed[0]}. Vérifiez ce qu'elle contient."
            if len(unnamed) == 1
            else f"Colonnes remplies mais sans titre : {', '.join(unnamed)}. Vérifiez ce qu'elles contiennent."
        )
        notices.append(notice("unnamed_columns", Severity.WARNING, message, lines=lines, sheet=sheet))
    kept = set(survey.data_columns)
    empty = [names[column] for column in survey.measures if column not in kept and names[column]]
    if empty:
        words = "Colonne vide, laissée de côté" if len(empty) == 1 else "Colonnes vides, laissées de côté"
        message = f"{words} : {_quoted(empty)}."
        notices.append(notice("empty_columns", Severity.INFO, message, lines=lines, sheet=sheet))
    return notices


def _banded(survey: Survey, column: int) -> str:
    return f"{survey.headings.bands[column]} – {survey.headings.names[column]}"


def _quoted(names: list[str]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:_SHOWN_NAMES])
    return shown + (f" et {len(names) - _SHOWN_NAMES} de plus" if len(names) > _SHOWN_NAMES else "")


def _on_lines(survey: Survey) -> list[Notice]:
    """Say which lines were set apart, filled from merged cells, or look shifted."""
    sheet = survey.grid.name
    wordings = (
        (Role.TOTAL, "totals", "Ligne de total mise à part", "Lignes de total mises à part"),
        (Role.REPEATED_HEADING, "repeated_headings", "Titres répétés, sautés", "Titres répétés, sautés"),
        (
            Role.NOTE,
            "notes",
            "Remarque hors du tableau, mise à part",
            "Remarques hors du tableau, mises à part",
        ),
    )
    notices: list[Notice] = []
    for role, code, one, several in wordings:
        tally = survey.tallies[role]
        first = next((aside.text for aside in survey.asides if aside.role is role), "")
        if tally:
            words = one if tally.count == 1 else several
            message = f"{words} ({said_lines(tally)}) : « {first[:80]} »{'' if tally.count == 1 else '…'}."
            notices.append(notice(code, Severity.INFO, message, tally=tally, sheet=sheet))
    if survey.sections:
        tally = survey.tallies[Role.SECTION]
        shown = _quoted(list(dict.fromkeys(survey.sections.values()))[:5])
        message = (
            f"{count_of(tally.count, 'ligne de rubrique', 'lignes de rubrique')} ({said_lines(tally)}) : "
            f"{shown}. "
            "Chaque ligne reçoit la rubrique sous laquelle elle se trouve."
        )
        notices.append(notice("sections", Severity.INFO, message, tally=tally, sheet=sheet))
    if survey.merged:
        where = said_lines(survey.merged)
        message = f"Cellules fusionnées : leur valeur est reprise sur chaque ligne couverte ({where})."
        notices.append(notice("merged_cells", Severity.INFO, message, tally=survey.merged, sheet=sheet))
    if survey.ragged:
        message = (
            f"Plus de cellules que de titres ({said_lines(survey.ragged)}) : un séparateur est sans doute de "
            "trop, et "
            "les valeurs décalées. Vérifiez ces lignes."
        )
        notices.append(notice("ragged_rows", Severity.WARNING, message, tally=survey.ragged, sheet=sheet))
    return notices


def _on_cells(survey: Survey, measure: Measure, label: str) -> list[Notice]:
    """Say what is wrong in the cells of one column."""
    told = (
        (
            "formula_errors",
            Severity.WARNING,
            measure.errors,
            "formule en erreur (#REF!, #N/A…), cellule lue vide ({lines}). Corrigez la formule dans le "
            "classeur.",
        ),
        (
            "destroyed_numbers",
            Severity.ERROR,
            measure.destroyed,
            "nombre abîmé par le tableur, comme « 3,5E+13 » ({lines}). Ses chiffres sont perdus : "
            "reprenez-les dans "
            "le fichier d'origine, en mettant la colonne au format texte.",
        ),
        (
            "lost_letters",
            Severity.WARNING,
            measure.lost,
            "des lettres accentuées ont été perdues avant l'envoi de ce fichier ({lines}).",
        ),
    )
    sheet = survey.grid.name
    notices = [
        notice(
            code,
            severity,
            f"Colonne « {label} » : {words.format(lines=said_lines(tally))}",
            tally=tally,
            column=label,
            sheet=sheet,
        )
        for code, severity, tally, words in told
        if tally
    ]
    if measure.float_codes:
        message = (
            f"Colonne « {label} » : les nombres portaient une décimale inutile (« 75001.0 »), elle est retirée."
        )
        notices.append(notice("float_codes", Severity.INFO, message, column=label, sheet=sheet))
    length = _SHORT_LENGTHS.get(measure.kind)
    if length and any(value.isdigit() and len(value) == length for value in measure.values):
        message = (
            f"Colonne « {label} » ({KIND_NAMES[measure.kind]}) : il manque un chiffre à certaines valeurs, "
            "sans doute "
            "le zéro du début, retiré par le tableur."
        )
        notices.append(notice("lost_zeros", Severity.WARNING, message, column=label, sheet=sheet))
    return notices
