"""Where the headings are, and what each line is, in lists of every make."""

import pytest

from maillage.tables import Evidence, Judgement, Role, open_table


def read(text):
    book = open_table(text.encode())
    return book.sheets[0].table()


def labels(text):
    return [column.label for column in read(text).columns]


def lines(text):
    return [row.line for row in read(text).rows()]


def asides(text, *roles):
    return [(aside.line, aside.role) for aside in read(text).asides if aside.role in roles]


def groups(text):
    return [(group.head.line, len(group.rows), group.evidence) for group in read(text).groups()]


def test_headings_under_a_title_and_key_values():
    text = (
        "Ville de Créteil;;;Année 2005\nService :;Vie associative\nDate :;12/01/2005\n\n"
        "Nom;Adresse;CP;Ville;Mail\nAmis;3 rue A;94000;Créteil;a@b.fr\nJudo;5 rue B;94140;Alfortville;c@d.fr\n"
    )
    assert labels(text) == ["Nom", "Adresse", "CP", "Ville", "Mail"]
    assert lines(text) == [6, 7]
    assert read(text).title == "Ville de Créteil ; Année 2005 Service : ; Vie associative Date : ; 12/01/2005"


def test_a_table_in_the_middle_of_the_sheet():
    text = ";;;\n;;;\n;;Nom;;Ville\n;;Amis;;Créteil\n;;Judo;;Limeil\n"
    table = read(text)
    assert [(column.letter, column.label) for column in table.columns] == [("C", "Nom"), ("E", "Ville")]
    assert lines(text) == [4, 5]


def test_headings_cut_over_two_lines():
    text = (
        "Nom de;Code;Ville;Nombre\nla structure;postal;;de salariés\n"
        "Amis;94000;Créteil;3\nJudo;94140;Limeil;5\n"
    )
    assert labels(text) == ["Nom de la structure", "Code postal", "Ville", "Nombre de salariés"]
    assert lines(text) == [3, 4]


def test_bands_tell_doubled_headings_apart():
    text = (
        "Structure;;Président;;Trésorier;\nNom;CP;Nom;Tél;Nom;Tél\n"
        "Amis;94000;Mme A;0143000001;M. B;0143000002\nJudo;94140;Mme C;0143000003;M. D;0143000004\n"
    )
    table = read(text)
    assert [column.label for column in table.columns] == [
        "Structure – Nom",
        "CP",
        "Président – Nom",
        "Président – Tél",
        "Trésorier – Nom",
        "Trésorier – Tél",
    ]
    assert table.name_column.label == "Structure – Nom"


def test_doubled_headings_are_numbered_and_said():
    text = "Nom;Tél;Tél;Tél\nAmis;0143000001;0143000002;\nJudo;0143000001;;0143000003\n"
    assert labels(text) == ["Nom", "Tél", "Tél (2)", "Tél (3)"]
    said = {notice.code: notice for notice in read(text).notices}
    assert (
        "« Tél (2) », « Tél (3) »".replace(" »", "\u00a0»").replace("« ", "«\u00a0")
        in said["doubled_headings"].message
    )


def test_empty_and_unnamed_columns_are_said():
    text = "Nom;Sigle;;Ville\nAmis;;x;Créteil\nJudo;;y;Limeil\n"
    assert labels(text) == ["Nom", "Colonne C", "Ville"]
    said = {notice.code: notice.message for notice in read(text).notices}
    assert "Sigle" in said["empty_columns"] and " C." in said["unnamed_columns"]


@pytest.mark.parametrize(
    "text",
    [
        "Amis du lac;3 rue A;94000;Créteil;a@b.fr\nJudo;5 rue B;94140;Limeil;c@d.fr\nCiné;5 rue "
        "C;94140;Limeil;e@f.fr\n",
        "Amis du lac;Créteil;culture\nJudo;Créteil;sport\nCiné;Alfortville;culture\nDojo;Alfortville;sport\n",
    ],
)
def test_a_list_without_headings_loses_no_line(text):
    assert labels(text)[:2] == ["Colonne A", "Colonne B"]
    assert lines(text)[0] == 1
    assert "no_headings" in {notice.code for notice in read(text).notices}


def test_headings_with_unknown_words():
    assert labels("Alpha;Beta\nAmis du lac;Créteil\nJudo;Créteil\nCiné;Alfortville\n") == ["Alpha", "Beta"]


def test_values_that_look_like_headings():
    text = "Champ 2018;Champ 2019;Commentaire\nSIREN;siren;siren\nNIC;nic;\nADRESSE;adresse;\nNOM;nom;\n"
    assert labels(text) == ["Champ 2018", "Champ 2019", "Commentaire"]
    assert lines(text) == [2, 3, 4, 5]


def test_years_as_headings():
    text = "Association;2003;2004;2005\nAmis;100;200;300\nJudo;50;60;70\nTotal;150;260;370\n"
    assert labels(text) == ["Association", "2003", "2004", "2005"]
    assert lines(text) == [2, 3]


def test_totals_with_words_and_without():
    text = (
        "Nom;Ville;Montant\nAmis;Créteil;100\n"
        "Judo;Créteil;50\n;;150\nCiné;Limeil;25\n;;25\nTotal général;;175\n"
    )
    assert asides(text, Role.TOTAL) == [(4, Role.TOTAL), (6, Role.TOTAL), (7, Role.TOTAL)]
    assert lines(text) == [2, 3, 5]


def test_a_club_called_total_is_no_total():
    text = (
        "SIREN;Nom;Montant\n514811645;TOTAL SESSION;950\n"
        "490135456;Total Danse;120\n419804778;Ensemble vocal;30\n"
    )
    assert lines(text) == [2, 3, 4]


def test_a_total_named_after_its_section():
    text = (
        "Nom;Ville;Montant\nAmis;Créteil;100\n"
        "Judo;Créteil;50\nTotal Créteil;;150\nCiné;Limeil;25\nDojo;Limeil;5\n"
    )
    assert asides(text, Role.TOTAL) == [(4, Role.TOTAL)]


def test_sections_after_blank_lines():
    text = (
        "Nom;Adresse;Tél\nAlfortville;;\nAmis;3 rue A;0143000001\nJudo;3 rue A;0143000002\n\n"
        "Créteil;;\nDanse;3 rue A;0143000003\n\nLimeil;;\nCirque;3 rue A;0143000005\n"
    )
    assert [(row.line, row.cells[-1]) for row in read(text).rows()] == [
        (3, "Alfortville"),
        (4, "Alfortville"),
        (7, "Créteil"),
        (10, "Limeil"),
    ]


def test_sections_in_capitals_but_not_a_structure_known_by_its_name_alone():
    text = (
        "Nom;Adresse;Tél\nALFORTVILLE;;\nAmis;3 rue A;0143000001\nJudo;3 rue A;0143000002\n"
        "CRÉTEIL;;\nDanse;3 rue A;0143000003\nSeule;;\nZumba;3 rue A;0143000004\nTotal général;;\n"
    )
    assert asides(text, Role.SECTION) == [(2, Role.SECTION), (5, Role.SECTION)]
    assert lines(text) == [3, 4, 6, 7, 8]


@pytest.mark.parametrize("change", [str, str.upper])
def test_structures_known_by_their_name_alone_are_kept(change):
    text = change(
        "Nom;Adresse;CP;Ville\nAmis;3 rue A;94000;Créteil\nJudo;;;\nCiné;;;\nDanse;3 rue "
        "A;94000;Créteil\nDernière;;;\n"
    )
    assert lines(text) == [2, 3, 4, 5, 6]


def test_titles_and_headings_repeated_on_each_page():
    text = (
        "Annuaire;;\nNom;Adresse;Tél\nAmis;3 rue A;0143000001\nJudo;3 rue A;0143000002\n\n"
        "Annuaire;;\nNom;Adresse;Tél\nDanse;3 rue A;0143000003\nZumba;3 rue A;0143000004\npage 2;;\n"
    )
    assert lines(text) == [3, 4, 8, 9]
    assert (10, Role.NOTE) in asides(text, Role.NOTE)


def test_notes_under_the_list():
    text = (
        "Nom;Ville;Tél\nAmis;Créteil;0143000001\nJudo;Limeil;0143000002\n\n"
        "Source : mairie;;\n* sous réserve;;\nMerci de signaler les erreurs au service;;\n"
    )
    assert [line for line, _ in asides(text, Role.NOTE)] == [5, 6, 7]
    assert lines(text) == [2, 3]


def test_every_line_is_data_or_aside():
    text = (
        "Titre;;\n\nNom;Ville;Montant\nCULTURE;;\nAmis;Créteil;1\nJudo;Limeil;2\nTotal;;3\n\nSPORT;;\nDojo;Évry;4\n"
        "Nom;Ville;Montant\nCiné;Évry;5\n\n(1) provisoire;;\n"
    )
    table = read(text)
    found = sorted([row.line for row in table.rows()] + [aside.line for aside in table.asides])
    assert found == [1, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14]
    assert table.row_count == sum(1 for _ in table.rows())


def test_people_under_a_structure_whose_cells_are_blank():
    text = (
        "Association;Adresse;CP;Ville;Responsable;Téléphone\nAmis;3 rue A;94000;Créteil;Mme A;0143000001\n"
        ";bâtiment B;;;M. B;0143000002\n;;;;Mme C;\nJudo;4 rue A;94000;Créteil;M. D;0143000001\n"
    )
    assert groups(text) == [(2, 3, Evidence.BLANK), (5, 1, Evidence.SINGLE)]


def test_rows_that_begin_by_a_person():
    text = (
        "Nom;Prénom;Association;Ville\nDurand;Anne;Amis;Créteil\nPetit;Paul;Amis;Créteil\nRoy;Léa;Judo;Limeil\n"
    )
    assert read(text).name_column.label == "Association"
    assert groups(text) == [(2, 2, Evidence.REPEATED), (4, 1, Evidence.SINGLE)]


@pytest.mark.parametrize(
    "text",
    [
        "Nom;Ville\nAmis;Créteil\nAmis;Limeil\n",
        "Nom;SIRET\nAmis;32697828500053\nAmis;39054857600037\n",
        "Nom;SIRET\nAmis;32697828500053\n;39054857600037\n",
    ],
)
def test_another_town_or_number_is_another_structure(text):
    assert [size for _, size, _ in groups(text)] == [1, 1]


def test_notes_alone_are_told_from_data():
    with open_table(b"Merci de remplir une ligne par structure.\nNe rien supprimer :\nle service.\n") as book:
        assert book.sheets[0].judgement is Judgement.NOTES


def test_tables_can_be_read_several_times_at_once():
    table = read("Nom;Ville\n" + "".join(f"Asso {number};Créteil\n" for number in range(3000)))
    pairs = list(zip(table.rows(), table.rows(), strict=True))
    assert len(pairs) == 3000 and all(one == other for one, other in pairs)
