"""ESS France's dated list of the enterprises of the ESS."""

from maillage.opendata.sources.source import Layout, Source, official, sql

_QUERY = sql(__package__, "load.sql")

SOURCE = Source(
    name="ess-list",
    table="ess-list",
    publisher="ESS France, liste des entreprises de l’économie sociale et solidaire",
    licence="Licence Ouverte",
    expected_loss=0.005,
    key=("siren",),
    key_name="SIREN",
    layouts=(
        Layout(
            label="Liste des entreprises de l’ESS",
            query=_QUERY,
            columns=official(
                """
                siren: SIREN
                name: Nom ou raison sociale de l'entreprise
                family: Famille juridique de l'entreprise
                postcode: Code postal
                commune_name: Libellé de la commune de l'établissement
                department: Code du département de l'établissement
                """
            ),
            required=frozenset({"siren", "name", "family"}),
            unused=("Département de l'établissement", "Région de l'établissement"),
        ),
        Layout(
            label="Liste des entreprises de l’ESS, jointe à Sirene",
            query=_QUERY,
            columns=official(
                """
                siren
                name: denominationUniteLegale
                family: famille_ess
                postcode: code_postal
                commune_name: commune
                department: departement
                """
            ),
            required=frozenset({"siren", "name"}),
            unused=("activitePrincipaleUniteLegale", "sources", "methode_jointure"),
            recognise=lambda piece: (
                {"siren", "denominationUniteLegale", "sources", "methode_jointure"} <= set(piece.header)
                and "ess_france" in piece.head
            ),
        ),
    ),
)
