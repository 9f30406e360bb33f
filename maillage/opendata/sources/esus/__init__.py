"""The national list of ESUS agreements."""

from maillage.kernel.text import fold
from maillage.opendata.sources.source import Layout, Piece, Source, official, sql

_SIREN = ("numero_siren", "siren", "n° siren", "numéro siren")


def _is_agreements(piece: Piece) -> bool:
    names = {fold(name) for name in piece.header}
    told = {"esus", "agrees", "agrements"}.intersection(fold(piece.name).split()) or any(
        "agrement" in name.split() for name in names
    )
    return bool(told) and bool(names.intersection(map(fold, _SIREN)))


SOURCE = Source(
    name="esus",
    table="esus",
    publisher="Ministère chargé de l’économie, entreprises solidaires d’utilité sociale agréées",
    licence="Licence Ouverte",
    expected_loss=0.01,
    key=("siren", "agreed_on"),
    key_name="SIREN et date",
    layouts=(
        Layout(
            label="Liste des agréments Esus",
            query=sql(__package__, "load.sql"),
            columns=official(
                f"""
                siren: {", ".join(_SIREN)}
                name: denomination, denomination sociale, raison sociale, nom, nom de l'entreprise, structure
                agreed_on: date_decision, date de la décision, date_agrement, date d'agrément, date de début
                until_on: date_fin, date de fin, date de fin d'agrément, date d'échéance, fin de validité
                department: departement, code_departement, code département, dpt
                """
            ),
            required=frozenset({"siren"}),
            recognise=_is_agreements,
        ),
    ),
)
