"""A list of people as somebody keeps it: which column says what, and what each line asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.kernel.contacts import ContactError, parse_email
from maillage.kernel.text import clean_spaces, fold
from maillage.tables import Column, Kind, Row, Table, TableError

# The first word of a heading that is found decides; the order of fields matters where a heading has several.
HEADINGS: dict[str, tuple[str, ...]] = {
    "email": ("courriel", "courriels", "mail", "mel", "email"),
    "first_name": ("prenom", "prenoms"),
    "function": ("fonction", "qualite", "poste"),
    "role": ("role",),
    "structure": ("structure", "organisme", "association", "organisation", "collectivite", "employeur"),
    "name": ("nom", "noms", "personne", "contact", "identite"),
}
ROLES: dict[str, tuple[str, ...]] = {
    "copilot": ("copilote", "co pilote"),
    "member": ("membre",),
    "partner": ("partenaire", "financeur"),
    "elected": ("elu", "elue", "elus", "elue ou elu"),
}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line: its number in the file, what it says, and `wrong`, the French reason why it cannot be used."""

    line: int
    email: str = ""
    name: str = ""
    structure: str = ""
    function: str = ""
    role: str = ""
    wrong: str = ""


def read_people(table: Table) -> Iterator[ListedPerson]:
    """The people of a list, line by line. Raises `TableError` (French) when no column holds addresses."""
    columns = columns_by_heading(table, HEADINGS)
    if "email" not in columns:
        raise TableError(
            "Aucune colonne ne contient d’adresses électroniques. Donnez à cette colonne le titre « Courriel »."
        )
    seen: dict[str, int] = {}
    for row in table.rows():
        yield _person(row, columns, seen)


def columns_by_heading(table: Table, headings: Mapping[str, Sequence[str]]) -> dict[str, Column]:
    """The column that gives each field: the first whose heading holds one of its words, or of addresses."""
    found: dict[str, Column] = {}
    for column in table.columns:
        words = fold(column.heading).split()
        field = next((one for one, known in headings.items() if set(known) & set(words)), "")
        if column.kind == Kind.EMAIL:
            field = "email"
        if field and field not in found:
            found[field] = column
    return found


def _person(row: Row, columns: dict[str, Column], seen: dict[str, int]) -> ListedPerson:
    said = {field: clean_spaces(row[column] or "") for field, column in columns.items()}
    name = clean_spaces(f"{said.get('first_name', '')} {said.get('name', '')}")[:120]
    typed = said["email"]
    wrong, email, role = "", "", ""
    try:
        email = parse_email(typed).lower()
    except ContactError as error:
        wrong = str(error)
    if email in seen and not wrong:
        wrong = f"Cette adresse est déjà à la ligne {seen[email]}."
    elif email:
        seen[email] = row.line
    if said.get("role"):
        role = next((code for code, words in ROLES.items() if fold(said["role"]) in words), "")
        if not role and not wrong:
            known = "copilote, membre, partenaire ou élue/élu"
            wrong = f"Le rôle « {said['role']} » n’existe pas : écrivez {known}, ou laissez vide."
    return ListedPerson(
        row.line,
        email or typed,
        name,
        said.get("structure", "")[:250],
        said.get("function", "")[:100],
        role,
        wrong,
    )
