"""Values of a page in the words of readers, to compare two sides or to check one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.actors.domain.facts import FIELDS
from maillage.actors.domain.wording import in_words
from maillage.actors.models import Actor
from maillage.territory.models import Commune
from maillage.upkeep.models import Suggestion


@dataclass(frozen=True)
class Compared:
    """One line of a side-by-side view: the field, its French name, both values in words."""

    field: str
    label: str
    before: str
    after: str


def _shown(field: str, value: Any) -> str:
    """A value in words; a suggestion may also name a commune by its code."""
    if field == "commune":
        commune = Commune.objects.filter(pk=value).first()
        return commune.name if commune else str(value)
    return in_words(field, value)


def compared(suggestion: Suggestion) -> list[Compared]:
    """What the page says and what is proposed, for each field of a suggestion."""
    actor = suggestion.actor
    labels = {**FIELDS, "commune": "Commune"}
    return [
        Compared(
            field, labels.get(field, field),
            in_words(field, getattr(actor, field, "")) if actor else "", _shown(field, value),
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
