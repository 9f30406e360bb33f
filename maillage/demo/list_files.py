"""The four lists as files, each laid out as its collectivity would keep it: CSV, workbook with titles, ODS."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any, Final
from xml.sax.saxutils import escape

import xlsxwriter

from maillage.demo.generator import DEFAULT_SEED, InventedActor
from maillage.demo.local_lists import (
    AGGLOMERATION,
    ALFORTVILLE,
    CRETEIL,
    LIMEIL,
    LISTS,
    USUAL_DEFECTS,
    Defects,
    Entry,
    bad_entries,
    list_entries,
    lists_of,
    spreadsheet_siret,
)
from maillage.kernel.text import fold, unaccent
from maillage.kernel.vocabulary import THEMES

_XLSX_EPOCH: Final = datetime(2005, 1, 10)  # a fixed date inside the file, so that it is the same byte for byte


@dataclass(frozen=True, slots=True)
class About:
    """What a list is called, by whom it is kept, its file's name, and its age in days at the reference date.

    The agglomération's base is the oldest: what towns say since is believed before it.
    """

    title: str
    publisher: str
    filename: str
    age: int


ABOUT: Final = {
    ALFORTVILLE: About(
        "Fichier des associations d’Alfortville",
        "Ville d’Alfortville",
        "associations_alfortville.csv",
        75,
    ),
    CRETEIL: About(
        "Annuaire des associations de Créteil",
        "Ville de Créteil",
        "annuaire_associations_creteil.xlsx",
        30,
    ),
    LIMEIL: About(
        "Liste des associations de Limeil-Brévannes",
        "Ville de Limeil-Brévannes",
        "Associations Limeil-Brévannes.ods",
        120,
    ),
    AGGLOMERATION: About(
        "Base de l’économie sociale et solidaire de la Plaine Centrale",
        "Communauté d’agglomération de la Plaine Centrale du Val-de-Marne",
        "base_ess_plaine_centrale.xlsx",
        200,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalList:
    """A list as a file, and its truth.

    `truth` gives for (sheet name, line number from 1) what `Entry.truth` holds; the sheet of a CSV is its name.
    Where several lines tell several people of one structure, each has its truth.
    """

    name: str
    about: About
    stated_on: date
    data: bytes
    truth: dict[tuple[str, int], str]


def local_lists(
    actors: Sequence[InventedActor],
    reference_date: date,
    seed: int = DEFAULT_SEED,
    defects: Defects = USUAL_DEFECTS,
) -> list[LocalList]:
    """Return the four lists, the same byte for byte for the same arguments."""
    return [
        _WRITERS[name](_entries(name, actors, seed, defects), reference_date - timedelta(days=ABOUT[name].age))
        for name in LISTS
    ]


def _entries(name: str, actors: Sequence[InventedActor], seed: int, defects: Defects) -> list[Entry]:
    """The entries of a list in the order in which its keeper has them, faulty ones included."""
    entries = sorted(list_entries(name, actors, seed, defects), key=lambda entry: fold(entry.name))
    if defects.missing:
        entries[len(entries) // 2 : len(entries) // 2] = bad_entries(name)
    if name == AGGLOMERATION and defects.typo:
        # One SIRET spoilt by a spreadsheet, of an actor whom another list knows too.
        numbers = {str(actor.number): actor for actor in actors if actor.siret}
        for index, entry in enumerate(entries):
            actor = numbers.get(entry.truth)
            if actor and entry.siret and len(lists_of(actor, seed)) > 1:
                entries[index] = replace(entry, siret=spreadsheet_siret(actor.number))
                break
    return entries


def _theme_label(entry: Entry) -> str:
    return THEMES.label(entry.theme)


def _root_label(entry: Entry) -> str:
    return THEMES.root(entry.theme).label


def _place(entry: Entry) -> str:
    return ", ".join(part for part in (entry.venue, entry.street) if part)


# --- Alfortville: a CSV of its management software ------------------------------------------------


def _alfortville(entries: Iterable[Entry], on: date) -> LocalList:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            "Nom de l'association", "Sigle", "Domaine", "Sous-domaine", "Objet", "Adresse", "CP", "Ville",
            "Tél.", "Courriel", "Site internet",
            "Date de création", "N° RNA", "Président(e)", "Latitude", "Longitude",
        ]
    )  # fmt: skip
    truth = {}
    sheet = PurePath(ABOUT[ALFORTVILLE].filename).stem
    for line, entry in enumerate(entries, start=2):
        head = entry.people[0] if entry.people else None
        writer.writerow(
            [
                entry.name, entry.sigle, _root_label(entry), _theme_label(entry), entry.purpose, _place(entry),
                entry.postcode, entry.town, entry.phone, entry.email, entry.website, entry.founded, entry.rna,
                f"{head.title} {head.first_name} {head.last_name}" if head else "",
                _decimal_comma(entry.latitude), _decimal_comma(entry.longitude),
            ]
        )  # fmt: skip
        truth[sheet, line] = entry.truth
    data = text.getvalue().replace("\u202f", "\xa0").encode("cp1252", errors="replace")
    return LocalList(
        name=ALFORTVILLE,
        about=ABOUT[ALFORTVILLE],
        stated_on=on,
        data=data,
        truth=truth,
    )


def _decimal_comma(number: float | None) -> str:
    return "" if number is None else str(number).replace(".", ",")


# --- Créteil: a workbook made for people to read --------------------------------------------------

_CRETEIL_SHEETS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("Culture", frozenset({"culture"})),
    ("Sports", frozenset({"sport"})),
    ("Social et santé", frozenset({"sante-social", "insertion", "habitat", "alimentation"})),
    ("Autres domaines", frozenset()),
)
_CRETEIL_HEADINGS: Final = (
    "Nom de la structure", "Sigle", "Secteur d'activité", "Objet", "Adresse", "Code postal", "Commune",
    "Téléphone", "Mail", "Site web",
    "Latitude", "Longitude", "Civilité", "Prénom", "Nom du contact", "Fonction", "Portable",
    "Courriel du contact",
)  # fmt: skip
_CRETEIL_STRUCTURE_COLUMNS: Final = 12


def _creteil(entries: Iterable[Entry], on: date) -> LocalList:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Annuaire des associations", "created": _XLSX_EPOCH})
    strong = book.add_format({"bold": True})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    group = book.add_format({"bold": True, "align": "center", "bg_color": "#dde7e6"})
    cell = book.add_format({"valign": "top"})
    note = book.add_worksheet("Lisez-moi")
    for row, line in enumerate(
        (
            "Annuaire des associations de Créteil",
            f"Mis à jour le {on:%d/%m/%Y} par le service de la vie associative.",
            "Un onglet par domaine. Les contacts d’une même association suivent sur plusieurs lignes.",
            "Merci de signaler les erreurs au service.",
        )
    ):
        note.write(row, 0, line)
    remaining = list(entries)
    truth: dict[tuple[str, int], str] = {}
    counts = []
    for sheet_name, roots in _CRETEIL_SHEETS:
        mine = [entry for entry in remaining if not roots or entry.theme.partition("/")[0] in roots]
        remaining = [entry for entry in remaining if entry not in mine]
        sheet = book.add_worksheet(sheet_name)
        last = len(_CRETEIL_HEADINGS) - 1
        sheet.merge_range(0, 0, 0, last, f"VILLE DE CRÉTEIL – Associations – {sheet_name}", title)
        sheet.merge_range(1, 0, 1, last, f"Situation au {on:%d/%m/%Y}", cell)
        sheet.merge_range(3, 0, 3, _CRETEIL_STRUCTURE_COLUMNS - 1, "LA STRUCTURE", group)
        sheet.merge_range(3, _CRETEIL_STRUCTURE_COLUMNS, 3, last, "PERSONNES À JOINDRE", group)
        for column, heading in enumerate(_CRETEIL_HEADINGS):
            sheet.write(4, column, heading, strong)
        row = 5
        for entry in mine:
            height = max(len(entry.people), 1)
            structure: list[Any] = [
                entry.name, entry.sigle, entry.activity or _theme_label(entry), entry.purpose, _place(entry),
                entry.postcode, entry.town, entry.phone, entry.email, entry.website,
                entry.latitude, entry.longitude,
            ]  # fmt: skip
            for column, value in enumerate(structure):
                if height > 1:
                    sheet.merge_range(row, column, row + height - 1, column, value, cell)
                elif value not in (None, ""):
                    sheet.write(row, column, value)
            for offset, person in enumerate(entry.people):
                for column, text in enumerate(
                    (
                        person.title,
                        person.first_name,
                        person.last_name,
                        person.function,
                        person.phone,
                        person.email,
                    )
                ):
                    sheet.write(row + offset, _CRETEIL_STRUCTURE_COLUMNS + column, text)
            for offset in range(height):
                truth[sheet_name, row + offset + 1] = entry.truth
            row += height
        sheet.merge_range(row + 1, 0, row + 1, 2, f"TOTAL : {len(mine)} structures", strong)
        counts.append((sheet_name, len(mine)))
    summary = book.add_worksheet("Récapitulatif")
    summary.write(0, 0, "Nombre de structures par domaine", strong)
    for row, (sheet_name, count) in enumerate(counts, start=2):
        summary.write(row, 0, sheet_name)
        summary.write(row, 1, count)
    summary.write(len(counts) + 2, 0, "Total", strong)
    summary.write(len(counts) + 2, 1, sum(count for _, count in counts), strong)
    book.close()
    return LocalList(
        name=CRETEIL,
        about=ABOUT[CRETEIL],
        stated_on=on,
        data=buffer.getvalue(),
        truth=truth,
    )


# --- Limeil-Brévannes: an ODS with few columns ----------------------------------------------------


def _limeil(entries: Iterable[Entry], on: date) -> LocalList:
    rows: list[list[str]] = [["STRUCTURE", "ACTIVITE", "PUBLIC", "ADRESSE", "RESPONSABLE", "TEL", "MAIL"]]
    truth = {}
    sheet = "Associations"
    for line, entry in enumerate(entries, start=2):
        head = entry.people[0] if entry.people else None
        town = " ".join(part for part in (entry.postcode, unaccent(entry.town).upper()) if part)
        rows.append(
            [
                entry.name,
                unaccent(entry.activity or _theme_label(entry)).upper(),
                entry.publics,
                " - ".join(part for part in (_place(entry), town) if part),
                f"{head.first_name} {head.last_name.upper()}" if head else "",
                entry.phone,
                entry.email,
            ]
        )
        truth[sheet, line] = entry.truth
    return LocalList(
        name=LIMEIL,
        about=ABOUT[LIMEIL],
        stated_on=on,
        data=_ods(sheet, rows),
        truth=truth,
    )


_ODS_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"


def _ods(sheet: str, rows: Iterable[Sequence[str]]) -> bytes:
    """A minimal OpenDocument spreadsheet of text cells."""
    lines = []
    for row in rows:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
            if text
            else "<table:table-cell/>"
            for text in row
        )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{escape(sheet)}">{"".join(lines)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # The type comes first and uncompressed, as the format asks.
        for path, text, method in (
            ("mimetype", _ODS_TYPE, zipfile.ZIP_STORED),
            ("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
        ):
            archive.writestr(zipfile.ZipInfo(path, (2005, 1, 10, 0, 0, 0)), text, method)
    return buffer.getvalue()


# --- The agglomération: a base of its own ---------------------------------------------------------

_AGGLOMERATION_HEADINGS: Final = (
    "Réf.", "Dénomination", "Sigle", "Statut", "Secteur", "Insertion / adapté", "Adresse", "Code postal",
    "Commune", "Téléphone", "Courriel", "SIRET", "Employeur", "Date de création", "Lat", "Lon",
)  # fmt: skip


def _agglomeration(entries: Iterable[Entry], on: date) -> LocalList:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Base de l’économie sociale et solidaire", "created": _XLSX_EPOCH})
    strong = book.add_format({"bold": True})
    sheet = book.add_worksheet("Base ESS")
    sheet.write(
        0, 0, f"Communauté d’agglomération – base de l’économie sociale et solidaire au {on:%d/%m/%Y}", strong
    )
    for column, heading in enumerate(_AGGLOMERATION_HEADINGS):
        sheet.write(2, column, heading, strong)
    truth = {}
    for number, entry in enumerate(entries, start=1):
        row = number + 2
        phone: str | int = entry.phone
        if number % 9 == 0 and entry.phone.isdigit():
            phone = int(entry.phone)  # the spreadsheet took it for a number and dropped its zero
        values: list[Any] = [
            number, entry.name, entry.sigle, entry.status, _root_label(entry), entry.insertion, _place(entry),
            entry.postcode, entry.town, phone, entry.email, entry.siret, entry.employees, entry.founded,
            entry.latitude, entry.longitude,
        ]  # fmt: skip
        for column, value in enumerate(values):
            if value not in (None, ""):
                sheet.write(row, column, value)
        truth["Base ESS", row + 1] = entry.truth
    words = book.add_worksheet("Sigles")
    for row, (short, long) in enumerate(
        (
            ("EI", "Entreprise d’insertion"),
            ("ETTI", "Entreprise de travail temporaire d’insertion"),
            ("AI", "Association intermédiaire"),
            ("ACI", "Atelier et chantier d’insertion"),
            ("ESAT", "Établissement et service d’aide par le travail"),
        )
    ):
        words.write(row, 0, short)
        words.write(row, 1, long)
    book.close()
    return LocalList(
        name=AGGLOMERATION,
        about=ABOUT[AGGLOMERATION],
        stated_on=on,
        data=buffer.getvalue(),
        truth=truth,
    )


_WRITERS: Final = {
    ALFORTVILLE: _alfortville,
    CRETEIL: _creteil,
    LIMEIL: _limeil,
    AGGLOMERATION: _agglomeration,
}
