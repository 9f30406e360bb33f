"""CSV, TSV and pasted rows, in the encodings and the states in which they reach a town hall."""

import codecs

import pytest

from maillage.tables import Severity, TableError, open_pasted, open_table
from maillage.tables.sources.encoding import guess_legacy

ROWS = [
    ["Nom", "Commune", "Activité"],
    ["Les Tréteaux d’Élise", "Créteil", "théâtre « à domicile »"],
    ["Cœur de l’Œuvre", "Limeil-Brévannes", "épicerie"],
    ["ÉCOLE DE CIRQUE", "ALFORTVILLE", "cirque, acrobatie ; jonglage"],
]


def delimited(rows=ROWS, separator=";", end="\r\n"):
    def cell(text):
        return f'"{text}"' if any(mark in text for mark in (separator, "\n", '"')) else text

    return end.join(separator.join(map(cell, row)) for row in rows) + end


def cells(data, **options):
    with open_table(data, **options) as book:
        table = book.main.table()
        return [[column.label for column in table.columns], *(list(row.cells) for row in table.rows())]


def notices(data):
    with open_table(data) as book:
        return {notice.code: notice for notice in book.sheets[0].table().notices}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_encoding_and_separator(encoding, separator):
    assert cells(delimited(separator=separator).encode(encoding)) == ROWS


@pytest.mark.parametrize("encoding", ["cp850", "latin-1", "iso8859_15"])
def test_older_encodings(encoding):
    text = "Nom;Commune\r\nÉlise à Créteil;Brévannes\r\nThéâtre;Orléans\r\nMaïs;Nîmes\r\n"
    assert cells(text.encode(encoding))[1:] == [
        ["Élise à Créteil", "Brévannes"],
        ["Théâtre", "Orléans"],
        ["Maïs", "Nîmes"],
    ]


def test_the_guess_weighs_whole_words():
    assert guess_legacy("Amitié à Créteil, été".encode("cp1252")) == "cp1252"
    assert guess_legacy("Amitié à Créteil, été".encode("mac_roman")) == "mac_roman"
    assert guess_legacy("Amitié à Créteil, été".encode("cp850")) == "cp850"
    assert guess_legacy("CRÉTEIL ET ÉVRY".encode("mac_roman")) == "mac_roman"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending(end):
    assert cells(delimited(end=end).encode()) == ROWS


def test_mixed_encodings_are_repaired_line_by_line_and_said():
    lines = delimited().split("\r\n")
    data = b"\r\n".join(line.encode("cp1252" if number == 2 else "utf-8") for number, line in enumerate(lines))
    assert cells(data) == ROWS
    said = notices(data)["mixed_encoding"]
    assert said.lines == (3,) and said.severity is Severity.WARNING
    assert "ligne 3" in said.message


def test_two_encodings_in_one_line():
    data = "Nom;Commune\nÉlise;".encode() + "Créteil\n".encode("cp1252") + b"B;Limeil\n"
    assert cells(data)[1] == ["Élise", "Créteil"]


def test_garbled_accents_are_repaired_and_said():
    garbled = "Les Tréteaux d’été à Créteil".encode().decode("cp1252")
    data = f"Nom;Commune\nA;B\n{garbled};Évry\n".encode()
    assert cells(data)[2] == ["Les Tréteaux d’été à Créteil", "Évry"]
    assert notices(data)["garbled_accents"].lines == (3,)


def test_words_that_only_look_garbled_are_left_alone():
    data = "Nom;Ville\nÂge d’or;Créteil\nPÂTÉ;Évry\n".encode()
    assert cells(data)[1:] == [["Âge d’or", "Créteil"], ["PÂTÉ", "Évry"]]


def test_lost_letters_are_said_not_guessed():
    said = notices("Nom;Commune\nAm\ufffdthyste;Cr\ufffdteil\n".encode())
    assert said["lost_letters"].lines == (2,)


def test_a_few_nul_characters_are_removed_and_said():
    data = b"Nom;Commune\nA\0sso;Creteil\nB;Limeil\n"
    assert cells(data)[1] == ["Asso", "Creteil"]
    assert notices(data)["nul_characters"].lines == (2,)


def test_line_numbers_are_those_of_the_spreadsheet():
    data = b'Nom;Objet\n\n"Asso";"un\ndeux\ntrois"\n;\nB;quatre\n'
    with open_table(data) as book:
        table = book.main.table()
        assert [(row.line, row[1]) for row in table.rows()] == [(3, "un\ndeux\ntrois"), (5, "quatre")]


def test_the_line_that_names_the_separator_is_not_counted():
    with open_table(b"sep=|\r\nNom|Ville\r\nA|B\r\nC|D\r\n") as book:
        table = book.main.table()
        assert [column.heading for column in table.columns] == ["Nom", "Ville"]
        assert [row.line for row in table.rows()] == [2, 3]


def test_whole_lines_in_quotes():
    data = '"Nom;Commune;Objet"\r\n"A;Créteil;""les amis"""\r\n"B;Limeil;x"\r\n'.encode()
    assert cells(data) == [["Nom", "Commune", "Objet"], ["A", "Créteil", "les amis"], ["B", "Limeil", "x"]]


def test_decimal_commas_do_not_make_a_separator():
    data = b"Nom;Budget\nA;1,5\nB;2,5\nC;3,5\n"
    assert cells(data)[1:] == [["A", "1,5"], ["B", "2,5"], ["C", "3,5"]]


def test_unusual_separators():
    assert cells("Nom£Ville\nA£Créteil\nB£Limeil\n".encode())[0] == ["Nom", "Ville"]


def test_one_column():
    assert cells("Nom\nLes Amis du lac\nCiné-club\n".encode()) == [["Nom"], ["Les Amis du lac"], ["Ciné-club"]]


def test_pasted_rows():
    with open_pasted('Nom\tVille\nA\tCréteil\n"B\nbis"\tLimeil\n') as book:
        assert [list(row.cells) for row in book.main.table().rows()] == [["A", "Créteil"], ["B\nbis", "Limeil"]]


def test_cells_are_cleaned():
    data = "Nom;Ville\n  A\u00a0 b\u200b ;\ufeffCre\u0301teil\n\u0001C;D\n".encode()
    assert cells(data)[1:] == [["A b", "Créteil"], ["C", "D"]]


def test_a_separator_too_many_is_said():
    data = "Nom;Ville\nA;Créteil\nB;Limeil;94450\nC;Évry\n".encode()
    assert notices(data)["ragged_rows"].lines == (3,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Nom;Ville\nA;Créteil\n"B;Créteil\nC;Alfortville\nD;Limeil\n', 3),
        ('Nom;Ville\nA;Créteil\n"B;Créteil\n' + "C;Alfortville\n" * 60 + '"Z";Limeil\nE;Limeil\n', 3),
        ('Nom;Ville\n"A;Créteil\n' + "C;Alfortville\n" * 30_000, 2),
    ],
)
def test_an_unclosed_quote_is_placed(text, line):
    with pytest.raises(TableError, match=f"Ligne {line}\u00a0: un guillemet") as caught:
        open_table(text.encode())
    assert caught.value.line == line


def test_a_long_text_with_line_breaks_is_no_unclosed_quote():
    text = "une ligne de texte ; avec de la ponctuation\nune autre sans\n" * 20
    assert len(cells(f'Nom;Objet\nA;"{text}"\nB;x\n'.encode())) == 3


def test_a_mark_at_the_head_is_not_part_of_the_first_heading():
    assert cells(codecs.BOM_UTF8 + b"siret,nom\n1,a\n2,b\n")[0] == ["siret", "nom"]
