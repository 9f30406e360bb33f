"""Values of a page in the words of readers, to compare two sides or to check one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.actors.domain.facts import FIELDS
from maillage.actors.models import Actor
from maillage.kernel.contacts import format_phone
from maillage.kernel.opening_hours import opening_hours_in_french
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    NETWORKS,
    PUBLICS,
    SUPPORT_ROLES,
    THEMES,
)
from maillage.territory.models import Commune
from maillage.upkeep.models import Suggestion

VOCABULARIES: dict[str, Any] = {
    "themes": THEMES, "publics": PUBLICS, "family": FAMILIES, "insertion_types": INSERTION_TYPES,
    "labels": LABELS, "networks": NETWORKS, "support_roles": SUPPORT_ROLES,
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """One line of a side-by-side view: the field, its French name, both values in words."""

    field: str
    label: str
    before: str
    after: str


def in_words(field: str, value: Any) -> str:
    """A value of a field as a reader understands it; empty when there is none."""
    if value in ("", None, []):
        return ""
    if field in VOCABULARIES:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(VOCABULARIES[field].label(code) for code in codes)
    if field == "opening_hours":
        try:
            return opening_hours_in_french(value)
        except ValueError:
            return str(value)
    if field == "commune":
        commune = Commune.objects.filter(pk=value).first()
        return commune.name if commune else str(value)
    if field == "phone":
        return format_phone(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def compared(suggestion: Suggestion) -> list[Compared]:
    """What the page says and what is proposed, for each field of a suggestion."""
    actor = suggestion.actor
    labels = {**FIELDS, "commune": "Commune"}
    return [
        Compared(
            field, labels.get(field, field),
            in_words(field, getattr(actor, field, "")) if actor else "", in_words(field, value),
        )
        for field, value in suggestion.values.items()
    ]  # fmt: skip


def page_rows(actor: Actor) -> list[tuple[str, str]]:
    """What the page says, field by field, with « non renseigné » where a reader would expect something."""
    expected = (
        "usual_name",
        "sigle",
        "description",
        "themes",
        "publics",
        "website",
        "email",
        "phone",
        "opening_hours",
    )
    rows = [(FIELDS[field], in_words(field, getattr(actor, field)) or "non renseigné") for field in expected]
    place = " ".join(filter(None, (actor.shown_address, actor.shown_postcode)))
    commune = actor.commune.name if actor.commune else ""
    rows.insert(3, ("Adresse montrée", ", ".join(filter(None, (place, commune))) or "non renseignée"))
    return rows
