"""The register of what is done with personal data (GDPR, article 30): each room declares its own processings.

The page « Données personnelles » shows this register and the daily purge runs it, so that what is said to
people and what is done cannot part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Processing:
    """One processing, told in French.

    `ends` says when the data go, with `{term}` where the length of `kept_for` is to be read; `purge` deletes
    what is past that term and returns how many rows went. Data without a term have neither.
    """

    code: str
    name: str
    purpose: str
    legal_basis: str
    people: str
    data: str
    origin: str
    recipients: str
    ends: str
    rights: str
    kept_for: timedelta | None = None
    purge: Callable[[], int] | None = None

    def __post_init__(self) -> None:
        if (self.kept_for is None) != (self.purge is None):
            raise ValueError(f"{self.code}: a term and its purge go together")
        if ("{term}" in self.ends) != (self.kept_for is not None):
            raise ValueError(f"{self.code}: `ends` says {{term}} when there is one, and only then")

    @property
    def ends_sentence(self) -> str:
        """When the data go, with the real term in words."""
        return self.ends.format(term=french_length(self.kept_for) if self.kept_for else "")


def french_length(length: timedelta) -> str:
    """A length in years, months of 30 days or days, whichever is whole: « 12 mois », « 90 jours »."""
    days = length.days
    if days >= 730 and days % 365 == 0:
        return f"{days // 365} ans"
    if days == 365:
        return "12 mois"
    return f"{days} jour{'s' if days > 1 else ''}"


_register: dict[str, Processing] = {}


def declare(*processings: Processing) -> None:
    """Add processings to the register; a code declared again replaces the former."""
    for processing in processings:
        _register[processing.code] = processing


def register() -> list[Processing]:
    """Every processing declared, in the order of declaration."""
    return list(_register.values())


def purge_all() -> dict[str, int]:
    """Run every purge; return how many rows each processing lost, by its French name."""
    return {processing.name: processing.purge() for processing in register() if processing.purge}
