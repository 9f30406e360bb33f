"""Structures of insertion through work and of adapted work, and the GEIQ."""

from __future__ import annotations

import json

from maillage.kernel.vocabulary import INSERTION_TYPES
from maillage.opendata.sources.opening import stream_of
from maillage.opendata.sources.source import Layout, LoadError, Piece, Rows, Source, official, sql, words

_QUERY = sql(__package__, "load.sql")
# "SEP": workshops in prison, in the list though they are no structure of insertion by the law.
_KINDS = ", ".join(f"'{code}'" for code in (*(term.code for term in INSERTION_TYPES), "SEP"))
_COLUMNS = """
siret
siren
kind: kind, type
name: name, nom, raison_sociale
brand: brand, enseigne
street: address, adresse
postcode: post_code, code_postal, cp
commune: insee_code, code_insee
commune_name: city, ville, commune
longitude: lon, longitude
latitude: lat, latitude
"""
_READ = {"siret": "siret", "name": "nom", "post_code": "cp", "city": "ville"}
_RARE = frozenset({"siren", "commune"})


def _is_label_list(piece: Piece) -> bool:
    return piece.form == "json" and all(
        f'"{name}"' in piece.head for name in ("antennes", "siret", "cp", "nom")
    )


def _text(value: object) -> str | None:
    """A cell; a number that a tool wrote without quotes is one too."""
    return None if value is None or isinstance(value, list | dict) else str(value)


def _labelled(piece: Piece) -> Rows:
    """The groupings of the list of labels; their branches, which bear the same SIRET, are left aside."""
    try:
        with stream_of(piece) as stream:
            content = json.load(stream)
        listed = [dict(one) for record in content for one in record["fields"]["data"]]
    except (ValueError, KeyError, TypeError) as error:
        raise LoadError(
            f"{piece.name} : liste des Geiq incomplète ou d’une autre forme ({error}). "
            "Téléchargez-la de nouveau."
        ) from error
    for number, one in enumerate(listed, 1):
        yield (
            number,
            {
                "kind": "GEIQ",
                **{role: _text(one.get(name)) for role, name in _READ.items()},
            },
        )


SOURCE = Source(
    name="siae",
    table="siae",
    publisher="Plateforme de l’inclusion et ASP, structures de l’insertion par l’activité économique",
    licence="Licence Ouverte",
    expected_loss=0.02,
    key=("siret", "kind", "name", "street", "postcode"),
    key_name="structure et même convention",
    kept_odd={
        "type de structure inconnu, gardé": f"kind IS NULL OR kind NOT IN ({_KINDS})",
        "sans SIRET, gardée": "siret IS NULL",
    },
    together=True,
    layouts=(
        Layout(
            label="Liste des structures d’insertion",
            query=_QUERY,
            columns=official(_COLUMNS),
            rare=_RARE,
            required=frozenset({"siret", "kind", "name", "postcode"}),
            unused=words("department naf website description source updated_at"),
            recognise=lambda piece: (
                {"siret", "kind", "name", "post_code"} <= set(piece.header)
                and any(
                    f",{code}," in piece.head or f'"{code}"' in piece.head for code in ("ACI", "EI", "AI", "EA")
                )
            ),
        ),
        Layout(
            label="Liste des Geiq labellisés",
            query=_QUERY,
            columns=official(_COLUMNS),
            rare=_RARE,
            required=frozenset({"siret", "name"}),
            recognise=_is_label_list,
            rows=_labelled,
        ),
    ),
)
