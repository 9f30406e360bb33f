"""A list of guests as a protocol office keeps it: which column says what, and what each line gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.kernel.contacts import ContactError, parse_email
from maillage.kernel.text import clean_spaces
from maillage.tables import Table, TableError
from maillage.workspace.domain.people_list import columns_by_heading

# The first field whose word a heading holds takes the column.
HEADINGS: dict[str, tuple[str, ...]] = {
    "email": ("courriel", "courriels", "mail", "mel", "email"),
    "first_name": ("prenom", "prenoms"),
    "rank": ("rang", "ordre", "protocole"),
    "civility": ("civilite", "appel"),
    "invited_by": ("invite", "invitee", "invitant", "invitation"),
    "title": ("titre", "fonction", "qualite", "mandat", "poste"),
    "structure": ("structure", "organisme", "association", "organisation", "collectivite", "institution"),
    "name": ("nom", "noms", "personne", "identite"),
}


@dataclass(frozen=True, slots=True)
class ListedGuest:
    """One line: its number, what it says, and `wrong`, the French reason why it cannot be used."""

    line: int
    name: str = ""
    civility: str = ""
    title: str = ""
    structure: str = ""
    email: str = ""
    invited_by: str = ""
    rank: int | None = None
    wrong: str = ""


def read_guests(table: Table) -> Iterator[ListedGuest]:
    """The guests of a list, line by line. Raises `TableError` (French) when no column holds names."""
    columns = columns_by_heading(table, HEADINGS)
    if "name" not in columns:
        raise TableError("Aucune colonne ne donne les noms. Donnez à cette colonne le titre « Nom ».")
    for row in table.rows():
        said = {field: clean_spaces(row[column] or "") for field, column in columns.items()}
        yield _guest(row.line, said)


def _guest(line: int, said: dict[str, str]) -> ListedGuest:
    name = clean_spaces(f"{said.get('first_name', '')} {said['name']}")[:120]
    email, wrong = "", "" if name else "Cette ligne n’a pas de nom."
    if said.get("email") and not wrong:
        try:
            email = parse_email(said["email"]).lower()
        except ContactError as error:
            wrong = str(error)
    digits = said.get("rank", "").partition(",")[0].partition(".")[0]
    rank = int(digits) if digits.isascii() and digits.isdecimal() and 0 < int(digits[:6]) < 1000 else None
    return ListedGuest(
        line=line,
        name=name,
        civility=said.get("civility", "")[:40],
        title=said.get("title", "")[:150],
        structure=said.get("structure", "")[:200],
        email=email[:254],
        invited_by=said.get("invited_by", "")[:120],
        rank=rank,
        wrong=wrong,
    )
