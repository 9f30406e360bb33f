"""Why two records are held to be one organisation, or perhaps: French sentences for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.kernel.names import letter_apart, name_key
from maillage.kernel.text import clean_spaces, fold, typeset

from .likeness import kin

# A pair that would be certain alone but not among its rivals.
_RIVALRY = 0.15


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate kept: its scores (`alone`: without its rivals), what was observed, what both records say."""

    score: float
    alone: float
    observed: Mapping[str, str]
    left_id: str
    right_id: str
    name: str
    other_name: str
    names: str
    other_names: str
    address: str
    other_address: str
    commune: str
    other_commune: str
    postcode: str | None
    other_postcode: str | None
    department: str | None
    other_department: str | None
    town: str | None
    other_town: str | None
    siren: str | None
    other_siren: str | None
    siret: str | None
    other_siret: str | None
    rna: str | None
    other_rna: str | None


def sentences(pair: Pair) -> str:
    """The evidence for and against a pair, joined by semicolons: numbers, names, place, address, rivals."""
    parts = [_numbers(pair), _names(pair), _place(pair), _address(pair)]
    if pair.alone - pair.score > _RIVALRY:
        parts.append("une autre fiche est presque aussi proche")
    return typeset(" ; ".join(clean_spaces(part) for part in parts if part))


def _numbers(pair: Pair) -> str:
    observed = pair.observed["identifier"]
    if observed == "siret":
        return f"même SIRET : {pair.siret}"
    if observed == "siren":
        return f"même SIREN : {pair.siren}"
    if observed == "rna":
        return f"même numéro RNA : {pair.rna}"
    if observed == "other":
        if pair.siren and pair.other_siren and pair.siren != pair.other_siren:
            return f"numéros SIREN différents : {pair.siren} et {pair.other_siren}"
        if pair.rna and pair.other_rna and pair.rna != pair.other_rna:
            return f"numéros RNA différents : {pair.rna} et {pair.other_rna}"
        return f"numéros SIRET différents : {pair.siret} et {pair.other_siret}"
    return ""


def _names(pair: Pair) -> str:
    observed = pair.observed["name"]
    shown = f"« {pair.name} » et « {pair.other_name} »"
    if observed == "unknown":
        return "nom absent d’un côté"
    if fold(pair.name) == fold(pair.other_name):
        return "même nom"
    if letter_apart(pair.name, pair.other_name):
        return f"même nom à une faute près : {shown}"
    if observed in ("same", "same_here"):
        return f"même nom aux mots de liaison près : {shown}"
    if observed in ("equivalent", "equivalent_here"):
        return f"noms équivalents : {shown}"
    if observed in ("near", "near_here"):
        return f"noms presque identiques : {shown}"
    if observed in ("close", "akin"):
        return f"noms proches : {shown}"
    related = kin(name_key(pair.name), name_key(pair.other_name))
    if related == "section":
        return f"l’un se lit comme une section ou une antenne de l’autre : {shown}"
    if related == "satellite":
        return f"l’un se lit comme ceux qui entourent l’autre (amis, anciens, parents) : {shown}"
    return f"noms {'éloignés' if observed == 'remote' else 'différents'} : {shown}"


def _place(pair: Pair) -> str:
    observed = pair.observed["place"]
    if observed == "same":
        return f"même commune : {pair.commune}"
    if observed == "named":
        return f"la commune de l’un est dans le nom de l’autre : {pair.commune or pair.other_commune}"
    if observed == "postcode":
        return f"même code postal : {pair.postcode}"
    if observed == "department":
        return f"même département : {pair.department}"
    if observed in ("other_town", "other") and pair.commune and pair.other_commune:
        return f"communes différentes : {pair.commune} et {pair.other_commune}"
    if observed == "other":
        return f"départements différents : {pair.department} et {pair.other_department}"
    return "commune inconnue d’un côté"


def _address(pair: Pair) -> str:
    observed = pair.observed["address"]
    shown = f"{pair.address} et {pair.other_address}"
    if observed == "same" or (observed != "unknown" and fold(pair.address) == fold(pair.other_address)):
        return f"même adresse : {pair.address}"
    if observed == "street":
        return f"même rue : {shown}"
    if observed == "misspelt":
        return f"rues presque identiques : {shown}"
    return f"adresses différentes : {shown}" if observed == "other" else ""
