"""The national directory of foundations (RNF)."""

from maillage.opendata.sources.source import Layout, Source, official, sql

SOURCE = Source(
    name="foundations",
    table="foundations",
    publisher="Ministère de l’Intérieur, répertoire national des fondations",
    licence="Licence Ouverte",
    expected_loss=0.005,
    key=("number",),
    key_name="numéro RNF",
    kept_odd={"sans SIRET, gardée": "siret IS NULL"},
    layouts=(
        Layout(
            label="Répertoire national des fondations",
            query=sql(__package__, "load.sql"),
            columns=official(
                """
                number: numero_rnf
                name: titre
                siret
                created_on: date_creation
                street: adresse
                postcode: code_postal
                commune_name: ville
                kind: type_organisme
                """
            ),
            required=frozenset({"number", "name", "kind"}),
        ),
    ),
)
