"""Two descriptions side by side, field by field, in the words of readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.actors.domain.facts import FIELDS
from maillage.actors.domain.wording import in_words
from maillage.actors.models import Actor
from maillage.imports.models import DoubtfulPair


@dataclass(frozen=True)
class Line:
    """One field of the comparison; `differs` where a choice is to be made."""

    field: str
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return bool(self.first and self.second and self.first != self.second)


def values_of(pair: DoubtfulPair) -> tuple[dict[str, Any], dict[str, Any]]:
    """The raw values of both sides: an actor's columns, or what a row says."""
    second = {field: getattr(pair.second, field) for field in FIELDS}
    if pair.first is not None:
        return {field: getattr(pair.first, field) for field in FIELDS}, second
    assert pair.row is not None
    return dict(pair.row.content.get("facts", {})), second


def places_of(pair: DoubtfulPair) -> tuple[list[str], list[str]]:
    """The places of both sides, as one line each."""
    second = _places(pair.second)
    if pair.first is not None:
        return _places(pair.first), second
    assert pair.row is not None
    place = pair.row.content.get("place") or {}
    line = ", ".join(str(place[key]) for key in ("address", "postcode", "commune") if place.get(key))
    return ([line] if line else []), second


def _places(actor: Actor) -> list[str]:
    rows = actor.establishments.select_related("commune")
    return sorted(
        {
            ", ".join(filter(None, (one.address, one.postcode, one.commune.name if one.commune else "")))
            for one in rows
        }
    )


def compared(pair: DoubtfulPair) -> list[Line]:
    """Every field that one side at least fills, in the order of a page."""
    first, second = values_of(pair)
    lines = [
        Line(field, label, in_words(field, first.get(field)), in_words(field, second.get(field)))
        for field, label in FIELDS.items()
    ]
    here, there = places_of(pair)
    lines.append(Line("", "Lieux", " ; ".join(here), " ; ".join(there)))
    return [line for line in lines if line.first or line.second]


def first_name(pair: DoubtfulPair) -> str:
    """The name of the first side."""
    return pair.first.name if pair.first is not None else pair.row.name if pair.row is not None else ""
