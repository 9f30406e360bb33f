"""Subsidies granted: the SCDL in the shapes that collectivities publish, and the State's yearly list."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.opendata.sources.source import (
    Layout,
    LoadError,
    Piece,
    Rows,
    Source,
    normal_name,
    official,
    sql,
    words,
)
from maillage.tables import Table, TableError, open_table

# Role → the names of the regulation (2017), of the SCDL 1 and 2, and those written out in French.
_COLUMNS = official(
    """
    funder_name: nomAttribuant, Nom de l'attribuant, Nom de l’attributaire, COLL_NOM
    funder: idAttribuant, Identification de l'attribuant, Identification de l’attributaire (SIRET), COLL_SIRET
    name: nomBeneficiaire, Nom du bénéficiaire, ATTRIB_NOM
    identifier: idBeneficiaire, Identification du bénéficiaire, ATTRIB_SIRET
    rna: rnaBeneficiaire
    decided: dateConvention, dateDecision, Date de la convention de subvention, ACTE_DATE
    budget_year: exerciceBudgetaire, exercice
    reference: referenceDecision, Référence de la décision, ACTE_REF
    object: objet, Objet de la subvention, SUB_OBJET
    nature: nature, Nature de la subvention, SUB_NATURE
    amount: montant, Montant total de la subvention, SUB_MONTANT
    paid: datesPeriodeVersement, Date ou période de versement, Date(s) ou période(s) de versement
    """
)
_REQUIRED = frozenset({"funder_name", "name", "amount"})
_RARE = frozenset({"rna", "budget_year"})
_UNUSED = words(
    """
    conditionsVersement idRAE notificationUE pourcentageSubvention dispositifAide idSubvention
    nomServiceInstructeur idServiceInstructeur pluriannualite anneesPluriannualite dateCreation dateDebut
    dateFin dispositif sousDispositif statutLabel montantDemande nomOutilInstruction nomOutilVersement ej
    cléVersement descriptionConditionsVersement cofinancement attribuantsCofinanceurs idCofinancement
    evaluationCout evaluation dateMiseAJour COLL_TYPE ATTRIB_TYPE SUB_DATE_DEBUT SUB_DATE_FIN
    """
)
_QUERY = sql(__package__, "load.sql")
_STATE = sql(__package__, "state.sql")


def _matched(table: Table) -> Mapping[str, int]:
    """The place of each published name that a sheet has."""
    present = {normal_name(column.label): column.index for column in table.columns}
    return {
        published[0]: place
        for published in _COLUMNS.values()
        if (place := next((present[name] for name in map(normal_name, published) if name in present), None))
        is not None
    }


def _is_workbook_of_subsidies(piece: Piece) -> bool:
    if piece.form != "workbook" or piece.member:
        return False
    try:
        with open_table(piece.path) as book:
            found = _matched(book.main.table())
    except (TableError, KeyError):
        return False
    return all(_COLUMNS[role][0] in found for role in _REQUIRED)


def _sheet(piece: Piece) -> Rows:
    try:
        with open_table(piece.path) as book:
            table = book.main.table()
            places = _matched(table)
            for row in table.rows():
                yield row.line, {name: row.cells[place] or None for name, place in places.items()}
    except TableError as error:
        raise LoadError(f"{piece.name} : {error}") from error


def _named(*names: str) -> frozenset[str]:
    return frozenset(map(normal_name, names))


SOURCE = Source(
    name="subsidies",
    table="subsidies",
    publisher="Collectivités et État, subventions publiées",
    licence="Licence Ouverte",
    expected_loss=0.02,
    together=True,
    kept_odd={
        "bénéficiaire sans numéro, gardé": "beneficiary_siren IS NULL AND beneficiary_rna IS NULL",
        "montant négatif (reprise), gardé": "amount < 0",
        "sans année, gardée": "year IS NULL",
    },
    layouts=(
        Layout(
            label="Subventions d’une collectivité",
            query=_QUERY,
            columns=_COLUMNS,
            rare=_RARE,
            required=_REQUIRED,
            unused=_UNUSED,
        ),
        Layout(
            label="Subventions d’une collectivité (classeur)",
            query=_QUERY,
            columns=_COLUMNS,
            rare=_RARE,
            required=_REQUIRED,
            recognise=_is_workbook_of_subsidies,
            rows=_sheet,
        ),
        Layout(
            label="Associations subventionnées par l’État (annexe au projet de loi de finances)",
            query=_STATE,
            columns=official(
                """
                siren: SIREN
                name: ASSOCIATION
                line_of: IMPUTATION
                total: Total des subventions
                amount: Détail des subventions
                place
                """
            ),
            rare=frozenset({"place"}),
            required=frozenset({"siren", "name", "line_of", "total", "amount"}),
        ),
        Layout(
            label="Associations subventionnées par l’État, un département",
            query=_STATE,
            columns=official("siren\nname: nom\nplace: commune\namount: montant\nline_of\ntotal"),
            rare=frozenset({"line_of", "total"}),
            required=frozenset({"siren", "name", "place", "amount"}),
            recognise=lambda piece: _named(*piece.header) == _named("siren", "nom", "commune", "montant"),
        ),
        Layout(
            label="Subventions de la Ville de Montpellier",
            query=_QUERY,
            columns=official(
                """
                budget_year: annee
                reference: code
                name: nom
                nature
                amount: montant
                object: theme
                identifier
                rna
                decided
                paid
                """
            ),
            rare=frozenset({"identifier", "rna", "decided", "paid"}),
            constants={"funder": "213401722", "funder_name": "Ville de Montpellier"},
            required=frozenset({"budget_year", "reference", "name", "nature", "amount"}),
            recognise=lambda piece: (
                _named(*piece.header) == _named("annee", "code", "nom", "nature", "montant", "theme")
            ),
        ),
    ),
)
