"""Real public files open with sensible headings, kinds and counts; skipped, saying so, where absent."""

from pathlib import Path

import pytest

from maillage.tables import Kind, open_table

# For each file: format, data lines, first headings, name column, some kinds.
EXPECTED = {
    "inclusion/siae_94.csv": (
        33,
        ["siret", "kind", "name"],
        "name",
        {"siret": Kind.SIRET, "post_code": Kind.POSTCODE, "lat": Kind.COORDINATE, "updated_at": Kind.DATE},
    ),
    "inclusion/prescripteurs_les_emplois.csv": (
        1003,
        ["siret", "kind", "name"],
        "name",
        {"siret": Kind.SIRET, "post_code": Kind.POSTCODE, "website": Kind.URL, "coords": Kind.COORDINATE},
    ),
    "inclusion/data_inclusion_v1_publics_v1.csv": (14, ["value", "label", "description"], None, {}),
    "inclusion/data_inclusion_v1_reseaux_porteurs_v1.csv": (108, ["value", "label", "description"], None, {}),
    "inclusion/data_inclusion_v1_thematiques_v1.csv": (69, ["value", "label"], None, {}),
    "inclusion/data_inclusion_v1_types_de_services_v1.csv": (6, ["value", "label", "description"], None, {}),
    "rna/rna_api_extrait_2022.csv": (
        1125,
        ["id", "is_waldec", "id_association"],
        "titre",
        {"is_waldec": Kind.YES_NO, "date_creation": Kind.DATE, "adresse_code_postal": Kind.POSTCODE},
    ),
    "rna/etalab_reencode_test.csv": (9, ["id", "id_ex", "gestion"], "titre", {"date_creat": Kind.DATE}),
    "rna/etalab_rna_sample_import.csv": (3, ["id", "id_ex", "gestion"], "titre", {}),
    "rna/etalab_rna_sample_waldec.csv": (3, ["id", "id_ex", "gestion"], "titre", {"id": Kind.RNA}),
    "rna/objet_social_nomenclature.csv": (297, ["code", "libelle", "famille"], "libelle", {"code": Kind.TEXT}),
    "subventions/montpellier/associations_2011_sans_contacts.csv": (
        2452,
        ["NomAsso", "INTERNET", "Domaine", "Sous-Domaine"],
        "NomAsso",
        {
            "INTERNET": Kind.URL,
            "Code_Postal": Kind.POSTCODE,
            "Longitude": Kind.COORDINATE,
            "Latitude": Kind.COORDINATE,
            "Code_Quartier": Kind.TEXT,
        },
    ),
    "subventions/montpellier/marches_notifies_2013_normalise.csv": (615, ["N° Marché", "Prest."], None, {}),
    "subventions/montpellier/subventions_2012_2014_normalisees.csv": (2652, ["annee", "code"], "nom", {}),
    "subventions/etat/plf-2012-jaune-associations-subventionnees-en-2010.csv": (
        37_678,
        ["SIREN", "ASSOCIATION", "IMPUTATION", "Total des subventions", "Détail des subventions"],
        "ASSOCIATION",
        {"SIREN": Kind.SIREN, "Total des subventions": Kind.INTEGER},
    ),
    "subventions/etat/jaune_2010_val-de-marne.csv": (226, ["siren", "nom"], "nom", {"siren": Kind.SIREN}),
    "subventions/pdl/44_loire-atlantique_subventions.csv": (
        18_148,
        ["Nom de l'attribuant", "Identification de l'attribuant"],
        "Nom du bénéficiaire",
        {"Identification de l'attribuant": Kind.SIRET},
    ),
    "subventions/scdl/DEP_Aube_Donnees_essentielles_conventions_subvention.xlsx": (
        7,
        ["Nom de l’attributaire", "Identification de l’attributaire (SIRET)"],
        "Nom du bénéficiaire",
        {"Montant total de la subvention": Kind.DECIMAL},
    ),
    "subventions/scdl/DEP_Charente_Maritime_donnees-conventions-subventions.xlsx": (
        101,
        ["nomAttribuant", "idAttribuant"],
        "nomBeneficiaire",
        {"idBeneficiaire": Kind.SIRET, "dateConvention": Kind.DATE},
    ),
    "subventions/scdl/DEP_Lot_Subventions_2017_DONNEES.xlsx_pour_exemple.csv": (
        13,
        ["NomAttribuant", "idAttribuant"],
        "nomBeneficiaire",
        {"montant": Kind.DECIMAL},
    ),
    "subventions/scdl/SCDL_DEP_Haute_Garonne_datalocale-subvention.csv": (
        69,
        ["nomAttribuant", "idAttribuant"],
        "nomBeneficiaire",
        {},
    ),
    "subventions/scdl/exemple_valide_v2.csv": (
        29,
        ["nomAttribuant", "idAttribuant"],
        "nomBeneficiaire",
        {"rnaBeneficiaire": Kind.RNA},
    ),
    "subventions/montpellier/VilleMTP_MTP_AttribSub_2014.ods": (
        1191,
        ["Code", "Structure", "Type", "Nom du projet"],
        "Structure",
        {"Montant": Kind.INTEGER},
    ),
}  # fmt: skip


@pytest.mark.parametrize("path", EXPECTED)
def test_real_file(shared_data: Path, path: str) -> None:
    count, headings, name, kinds = EXPECTED[path]
    with open_table(shared_data / path) as book:
        table = book.sheets[0].table()
        assert table.row_count == count == sum(1 for _ in table.rows())
        assert [column.label for column in table.columns][: len(headings)] == headings
        if name is not None:
            assert table.name_column is not None and table.name_column.label == name
        assert {label: table.column(label).kind for label in kinds} == kinds
        assert not [notice for notice in table.notices if notice.severity == "error"]


def test_every_tabular_file_of_the_folders_is_expected(shared_data: Path) -> None:
    found = {
        path.relative_to(shared_data).as_posix()
        for folder in ("inclusion", "rna", "subventions")
        for path in (shared_data / folder).rglob("*")
        if path.suffix in (".csv", ".ods", ".xlsx", ".xls")
    }
    assert found == set(EXPECTED)


def test_montpellier_actors(shared_data: Path) -> None:
    """2 452 lines are 2 280 actors: those repeated are found side by side."""
    with open_table(shared_data / "subventions/montpellier/associations_2011_sans_contacts.csv") as book:
        table = book.main.table()
        groups = list(table.groups())
        assert len(groups) == 2280
        assert sum(len(group.rows) for group in groups) == 2452
        places = {table.column(label).index for label in ("Longitude", "Latitude")}
        assert any(group.varying and set(group.varying) <= places for group in groups if len(group.rows) > 1)


def test_cp1252_and_utf8_are_told_apart(shared_data: Path) -> None:
    lot = shared_data / "subventions/scdl/DEP_Lot_Subventions_2017_DONNEES.xlsx_pour_exemple.csv"
    with open_table(lot) as book:
        assert "élus" in next(book.main.table().rows()).cells[4]


def test_the_other_sheets_of_montpellier(shared_data: Path) -> None:
    with open_table(shared_data / "subventions/montpellier/VilleMTP_MTP_AttribSub_2014.ods") as book:
        assert [(sheet.name, sheet.data_row_count) for sheet in book.sheets] == [
            ("Subventions", 1191),
            ("Par thématique", 24),
            ("Détail culture", 449),
            ("Détail Sport", 121),
        ]
        assert book.sheet("Détail Sport").table().columns[0].label == "Colonne A"
        assert book.lists[0].sheets[0].name == book.main.sheets[0].name == "Subventions"
