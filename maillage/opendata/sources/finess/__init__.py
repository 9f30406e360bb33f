"""FINESS: health, social and medico-social establishments, for the ESAT among others."""

from maillage.opendata.sources.source import Layout, Piece, Source, official, sql


def _is_finess(piece: Piece) -> bool:
    """Its first line is metadata, and its rows begin with the name of their section."""
    first, _, second = piece.head.partition("\n")
    return first.startswith("finess;") and second.startswith("structureet;")


SOURCE = Source(
    name="finess",
    table="finess",
    publisher="Ministère chargé de la santé, fichier national des établissements sanitaires et sociaux",
    licence="Licence Ouverte",
    expected_loss=0.005,
    key=("number",),
    key_name="numéro FINESS",
    layouts=(
        Layout(
            label="FINESS, établissements",
            query=sql(__package__, "load.sql"),
            columns=official(
                """
                number: nofinesset
                short_name: rs
                long_name: rslongue
                commune
                department: departement
                town: ligneacheminement
                category: categetab
                siret
                """
            ),
            positions={
                "number": 1,
                "short_name": 3,
                "long_name": 4,
                "commune": 12,
                "department": 13,
                "town": 15,
                "category": 18,
                "siret": 22,
            },
            required=frozenset({"number"}),
            recognise=_is_finess,
            encoding="latin-1",
            ignored_lines="geolocalisation;",
        ),
    ),
)
