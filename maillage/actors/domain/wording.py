"""Values of facts in the words of readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from maillage.kernel.contacts import format_phone
from maillage.kernel.opening_hours import opening_hours_in_french
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    LEGAL_FORMS,
    NETWORKS,
    PUBLICS,
    SUPPORT_ROLES,
    THEMES,
)

VOCABULARIES: dict[str, Any] = {
    "themes": THEMES,
    "publics": PUBLICS,
    "family": FAMILIES,
    "legal_form": LEGAL_FORMS,
    "insertion_types": INSERTION_TYPES,
    "labels": LABELS,
    "networks": NETWORKS,
    "support_roles": SUPPORT_ROLES,
}
_WRITTEN: dict[str, Callable[[str], str]] = {"opening_hours": opening_hours_in_french, "phone": format_phone}


def in_words(field: str, value: Any) -> str:
    """A value of a field as a reader understands it; empty when there is none."""
    if value in ("", None, []):
        return ""
    if field in VOCABULARIES:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(VOCABULARIES[field].label(code) for code in codes)
    if field in _WRITTEN:
        try:
            return _WRITTEN[field](value)
        except ValueError:
            return str(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if field in {"founded_on", "ended_on"} and isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)
