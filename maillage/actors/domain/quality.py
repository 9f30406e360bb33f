"""The quality score of a page: what it tells, over what a reader may expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PageContent:
    """What a page shows, as far as its quality depends on it."""

    description: str
    themes: int
    has_commune: bool
    has_identifier: bool
    reachable_by: int  # e-mail, telephone, website: how many of the three
    services: int
    publics: int
    opening_hours: bool
    family: str
    checked_on: date | None


# code → (weight, what to do about it, in the words shown to the structure)
CRITERIA: dict[str, tuple[int, str]] = {
    "description": (20, "Présenter ce que fait la structure en deux ou trois phrases"),
    "themes": (15, "Choisir au moins un thème"),
    "reach": (15, "Donner un courriel, un téléphone ou un site"),
    "commune": (10, "Indiquer la commune"),
    "services": (10, "Décrire au moins un service rendu"),
    "publics": (5, "Dire à quels publics la structure s’adresse"),
    "hours": (5, "Indiquer les horaires"),
    "family": (5, "Préciser la famille (association, coopérative…)"),
    "identifier": (5, "Donner le SIREN ou le numéro RNA"),
    "fresh": (10, "Confirmer que la page est exacte (moins d’un an)"),
}


def assess(content: PageContent, today: date) -> tuple[int, list[str]]:
    """Return the score (0 to 100) and the codes of what is missing, heaviest first."""
    text = len(content.description.strip())
    age = (today - content.checked_on).days if content.checked_on else None
    shares = {
        "description": 1.0 if text >= 120 else text / 120,
        "themes": float(content.themes > 0),
        "reach": (0.0, 0.7, 1.0, 1.0)[min(content.reachable_by, 3)],
        "commune": float(content.has_commune),
        "services": float(content.services > 0),
        "publics": float(content.publics > 0),
        "hours": float(content.opening_hours),
        "family": float(bool(content.family)),
        "identifier": float(content.has_identifier),
        "fresh": 0.0 if age is None else max(0.0, min(1.0, (730 - age) / 365)),
    }
    score = sum(CRITERIA[code][0] * share for code, share in shares.items())
    missing = [code for code in CRITERIA if shares[code] < 0.5]
    return round(score), missing
