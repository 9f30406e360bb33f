"""Reads a file of gathered answers: what is kept of an answer, and the rows of the two tables.

A file is made of JSON lines: the request (`FIRST_LINE` begins it), then for each page its results, one a line,
and a line that closes the page; the last line says that all was gathered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from maillage.opendata.sources.opening import stream_of
from maillage.opendata.sources.source import LoadError, Piece, Rows, Scope, words

FIRST_LINE = '{"service": "recherche-entreprises"'

_UNIT = words(
    "siren nom_raison_sociale sigle activite_principale activite_principale_naf25 date_creation "
    "date_fermeture etat_administratif nature_juridique tranche_effectif_salarie "
    "annee_tranche_effectif_salarie statut_diffusion"
)
_COMPLEMENTS = ("est_ess", "est_societe_mission", "identifiant_association")
_PLACE = words(
    "siret est_siege activite_principale activite_principale_naf25 adresse code_postal commune libelle_commune "
    "latitude longitude liste_enseignes nom_commercial date_creation date_fermeture etat_administratif "
    "tranche_effectif_salarie annee_tranche_effectif_salarie statut_diffusion_etablissement"
)
_NAMES = ("nom_raison_sociale", "sigle")
_WHEREABOUTS = ("adresse", "latitude", "longitude", "liste_enseignes", "nom_commercial")
_LONGEST_LAST_LINE = 1 << 16


def kept(result: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a result: nothing of the people who lead it, nor what may not be published again.

    A natural person's name and address are not kept either: no organisation of the ESS is one.
    """
    unit = {name: result.get(name) for name in _UNIT}
    unit["complements"] = {name: (result.get("complements") or {}).get(name) for name in _COMPLEMENTS}
    person = str(result.get("nature_juridique") or "").startswith("1")
    hidden = person or result.get("statut_diffusion") not in (None, "", "O")
    if hidden:
        unit.update(dict.fromkeys(_NAMES))
    places: dict[str, dict[str, Any]] = {}
    for one in [*(result.get("matching_etablissements") or []), result.get("siege") or {}]:
        if siret := one.get("siret"):
            place = {name: one.get(name) for name in _PLACE}
            if hidden or one.get("statut_diffusion_etablissement") not in (None, "", "O"):
                place.update(dict.fromkeys(_WHEREABOUTS))
            places[siret] = place
    unit["siret_siege"] = (result.get("siege") or {}).get("siret")
    unit["etablissements"] = list(places.values())
    return unit


def is_gathered(piece: Piece) -> bool:
    """Whether a piece is such a file."""
    return piece.form == "json" and piece.member is None and piece.head.startswith(FIRST_LINE)


def units(piece: Piece) -> Rows:
    """The legal units of a file, as often as a page gives them."""
    for line, result in _results(piece):
        complements = result.get("complements") or {}
        yield (
            line,
            {
                **_texts(result),
                "est_ess": "O" if complements.get("est_ess") else None,
                "est_societe_mission": _yes_or_no(complements.get("est_societe_mission")),
                "identifiant_association": complements.get("identifiant_association"),
            },
        )


def establishments(piece: Piece) -> Rows:
    """The establishments of a file that stand in the communes asked for."""
    asked = set(_request(piece)["communes"])
    for line, result in _results(piece):
        for place in result.get("etablissements") or []:
            if place.get("commune") not in asked:
                continue  # a seat elsewhere
            brands = place.get("liste_enseignes") or []
            row = {**_texts(place), "brand": brands[0] if brands else None, "street": _street(place)}
            row["est_siege"] = {True: "true", False: "false"}.get(place.get("est_siege"))
            row["statut_diffusion_etablissement"] = _diffusion(place, result)
            yield line, row


def scope_of(pieces: Sequence[Piece]) -> Scope:
    """What the files hold, for a reservation."""
    requests = [_request(piece) for piece in pieces]
    ess_only = any(one["ess_only"] for one in requests)
    places = ", ".join(dict.fromkeys(one["label"] for one in requests))
    told = (
        f"Les données ne portent que sur ce territoire : {places}. Tirées de la recherche d’entreprises, elles "
        "ne disent rien du reste de la France, et rien ne peut y être comparé."
    )
    if ess_only:
        told += (
            " Seules les unités que ce service dit de l’ESS ont été demandées : la part de l’ESS parmi tous "
            "les établissements n’est pas connue, et les fermetures sont incomplètes, car les unités qui ont "
            "cessé n’ont plus toujours ce signe."
        )
    if cut := [query for piece in pieces for query in _last_line(piece).get("cut", [])]:
        told += (
            f" Le service ne donne que 10 000 réponses à une question ; il en manque pour : {', '.join(cut)}."
        )
    return Scope(told, ess_only)


def _request(piece: Piece) -> dict[str, Any]:
    with stream_of(piece) as stream:
        try:
            request: dict[str, Any] = json.loads(stream.readline())
            return {"communes": request["communes"], "label": request["label"], "ess_only": request["ess_only"]}
        except (ValueError, KeyError, TypeError) as error:
            raise LoadError(
                f"{piece.name}, ligne 1 : la demande n’est pas lisible ({error}). Relancez "
                "« maillage opendata fetch --territory »."
            ) from error


def _results(piece: Piece) -> Iterator[tuple[int, dict[str, Any]]]:
    ended = False
    with stream_of(piece) as stream:
        for number, line in enumerate(stream, 1):
            try:
                found = json.loads(line)
                if not isinstance(found, dict):
                    raise ValueError("un objet était attendu")
            except ValueError as error:
                raise LoadError(
                    f"{piece.name}, ligne {number} : ce n’est pas du JSON ({error}). Relancez "
                    "« maillage opendata fetch --territory » : ce qui est déjà là ne sera pas redemandé."
                ) from error
            ended = ended or "end" in found
            if "siren" in found:
                yield number, found
    if not ended:
        raise LoadError(
            f"{piece.name} : le fichier s’arrête avant sa fin. Relancez « maillage opendata fetch --territory "
            "» avec le même territoire."
        )


def _last_line(piece: Piece) -> dict[str, Any]:
    """The line that closes a file, or nothing where it is not whole: reading its rows will say it."""
    path: Path = piece.path
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _LONGEST_LAST_LINE))
        lines = stream.read().splitlines()
    try:
        found = json.loads(lines[-1])
    except (ValueError, IndexError):
        return {}
    return found if isinstance(found, dict) and "end" in found else {}


def _texts(values: Mapping[str, Any]) -> dict[str, str | None]:
    return {
        name: str(value)
        for name, value in values.items()
        if value is not None and not isinstance(value, bool | list | dict)
    }


def _yes_or_no(value: object) -> str | None:
    return {True: "O", False: "N"}.get(value) if isinstance(value, bool) else None


def _diffusion(place: Mapping[str, Any], unit: Mapping[str, Any]) -> str:
    said = (unit.get("statut_diffusion"), place.get("statut_diffusion_etablissement"))
    return "O" if all(one in (None, "", "O") for one in said) else "P"


def _street(place: Mapping[str, Any]) -> str | None:
    """The address without the postcode and the commune that end it."""
    address = str(place.get("adresse") or "")
    postcode = str(place.get("code_postal") or "")
    return (address.rpartition(f" {postcode} ")[0] if postcode else "") or address or None
