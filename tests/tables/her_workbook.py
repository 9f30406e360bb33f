"""A workbook as town halls keep them: title, sheets, merged cells, totals, sections, three people for one."""

import io
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

HEADINGS = ["Structure", "Adresse", "CP", "Commune", "Contact", "Fonction", "Téléphone", "Mail", "Adhérents"]


def build(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Return the bytes of a workbook filled by `fill`."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    return buffer.getvalue()


def her_workbook() -> bytes:
    """Return the whole workbook: a note sheet, one sheet per commune, a hidden one, an empty one."""

    def fill(book: xlsxwriter.Workbook) -> None:
        postcode = book.add_format({"num_format": "00000"})
        phone = book.add_format({"num_format": '0#" "##" "##" "##" "##'})
        wide = book.add_format({"bold": True, "align": "center"})
        notes = book.add_worksheet("Lisez-moi")
        notes.write_column(
            0,
            0,
            [
                "Fichier tenu par le service vie associative depuis 2003.",
                "Merci de ne pas modifier les colonnes sans prévenir.",
                "Les numéros de téléphone sont ceux des permanences, sauf mention contraire.",
            ],
        )
        _commune(book.add_worksheet("Créteil"), "CRÉTEIL", 94000, postcode, phone, wide)
        _commune(book.add_worksheet("Alfortville"), "ALFORTVILLE", 94140, postcode, phone, wide)
        _limeil(book.add_worksheet("Limeil"), postcode)
        hidden = book.add_worksheet("Ancien")
        hidden.write_row(0, 0, ["Nom", "Ville"])
        hidden.write_row(1, 0, ["Les Amis du lac", "Créteil"])
        hidden.hide()
        book.add_worksheet("Feuil5")

    return build(fill)


def _commune(sheet: Worksheet, commune: str, code: int, postcode: Format, phone: Format, wide: Format) -> None:
    sheet.merge_range("A1:I1", f"ANNUAIRE DES ASSOCIATIONS DE {commune}", wide)
    sheet.write("A2", "mis à jour en janvier 2005")
    sheet.write_row("A4", HEADINGS)
    sheet.merge_range("A5:I5", "CULTURE", wide)
    # Three people for one structure, its cells merged downwards.
    sheet.merge_range("A6:A8", "Les Tréteaux du lac")
    sheet.merge_range("B6:B8", "3 rue des Mèches")
    for line in (6, 7, 8):
        sheet.write(f"C{line}", code, postcode)
        sheet.write(f"D{line}", commune)
    sheet.write_row("E6", ["Mme Diallo", "Présidente"])
    sheet.write("G6", 143000001, phone)
    sheet.write("I6", 120)
    sheet.write_row("E7", ["M. Petit", "Trésorier"])
    sheet.write_row("E8", ["Mme Roy", "Secrétaire", "", "roy@example.org"])
    # Three people again, the structure's cells left blank.
    sheet.write_row("A9", ["Ciné-club", "5 place du Marché"])
    sheet.write("C9", code, postcode)
    sheet.write_row("D9", [commune, "M. Blanc", "Président", "01 43 00 00 02", "blanc@example.org"])
    sheet.write("I9", 30)
    sheet.write_row("E10", ["Mme Vert", "Programmation"])
    sheet.write_row("A11", ["Total culture", "", "", "", "", "", "", ""])
    sheet.write_formula("I11", "=SUM(I6:I10)", None, 150)
    sheet.merge_range("A12:I12", "SPORT", wide)
    sheet.write_row("A13", ["Club d'aviron", "Base nautique"])
    sheet.write("C13", code, postcode)
    sheet.write("D13", commune)
    sheet.write("E13", "M. Lac")
    sheet.write_formula("G13", "=#REF!", None, "#REF!")
    sheet.write("I13", 80)
    sheet.write_row("A14", HEADINGS)
    # The name repeated with another person.
    for line, person in ((15, "Mme Un"), (16, "M. Deux")):
        sheet.write_row(f"A{line}", ["Judo club", "Dojo municipal"])
        sheet.write(f"C{line}", code, postcode)
        sheet.write_row(f"D{line}", [commune, person])
    sheet.write("A18", "TOTAL GÉNÉRAL")
    sheet.write("I18", 230)
    sheet.write("A20", "* Liste arrêtée au 10 janvier 2005, sous réserve de modifications.")


def _limeil(sheet: Worksheet, postcode: Format) -> None:
    sheet.write_row("A1", HEADINGS)
    sheet.write_row("A2", ["Épicerie solidaire", "1 avenue de Verdun"])
    sheet.write("C2", 94450, postcode)
    sheet.write("D2", "Limeil-Brévannes")
