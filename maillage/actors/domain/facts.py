"""Which of several sourced values of a field is the one to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# The fields of an actor that facts fill, with their French name, in the order in which pages show them.
FIELDS: dict[str, str] = {
    "official_name": "Nom officiel",
    "usual_name": "Nom d’usage",
    "sigle": "Sigle",
    "siren": "SIREN",
    "rna": "Numéro RNA",
    "former_number": "Ancien numéro d’association",
    "family": "Famille",
    "legal_form": "Forme juridique",
    "description": "Présentation",
    "themes": "Thèmes",
    "insertion_types": "Insertion et secteur adapté",
    "labels": "Labels",
    "support_roles": "Rôle dans l’accompagnement",
    "networks": "Réseaux",
    "publics": "Publics",
    "website": "Site internet",
    "email": "Courriel de la structure",
    "phone": "Téléphone de la structure",
    "opening_hours": "Horaires",
    "founded_on": "Date de création",
    "ended_on": "Date de fermeture",
    "employer": "Structure employeuse",
    "address_public": "Adresse affichée",
}
LIST_FIELDS = frozenset({"themes", "insertion_types", "labels", "support_roles", "networks", "publics"})
DATE_FIELDS = frozenset({"founded_on", "ended_on"})


@dataclass(frozen=True)
class Statement:
    """One value said of a field: how much its source is trusted, and when it was true and recorded."""

    value: Any
    rank: int
    stated_on: date | None
    recorded_at: datetime
    key: int = 0


def winner(statements: Iterable[Statement]) -> Statement | None:
    """The statement to show: people before lists before automatic data, then the most recent.

    Between sources of one rank the date at which the value was true decides, then when it was recorded:
    a list of 2004 imported today does not overwrite one of 2011. An empty value said by people is an
    answer ("we have no site"); said by a list it is only a blank and never wins.
    """
    told = [one for one in statements if one.rank >= 40 or one.value not in ("", None, [])]
    return max(
        told,
        key=lambda one: (one.rank, one.stated_on or one.recorded_at.date(), one.recorded_at, one.key),
        default=None,
    )
