"""Invented material for the paper guide, without a database."""

from __future__ import annotations

from typing import Any

from maillage.guide.domain.edition import Host, Material, Part, Person, Place, Plan, Project, Stock
from maillage.kernel.text import sort_key

SQUARE = {
    "94028": [[2.43, 48.76], [2.48, 48.76], [2.48, 48.80], [2.43, 48.80], [2.43, 48.76]],
    "94002": [[2.40, 48.77], [2.43, 48.77], [2.43, 48.82], [2.40, 48.82], [2.40, 48.77]],
}
PLACES = [
    Place("94002", "Alfortville", {"type": "Polygon", "coordinates": [SQUARE["94002"]]}, "Contours d’essai."),
    Place("94028", "Créteil", {"type": "Polygon", "coordinates": [SQUARE["94028"]]}, "Contours d’essai."),
    Place("94044", "Limeil-Brévannes"),
]


def entry(number: int, **changes: Any) -> Material:
    """An entry with all that the guide may tell."""
    name = changes.pop("name", f"Atelier {number:03d}")
    return Material(
        **{
            "uid": f"{number:032x}",
            "slug": f"atelier-{number:03d}",
            "name": name,
            "sort_key": sort_key(name),
            "commune": "94028",
            "town": "Créteil",
            "address": "12 rue des Essais",
            "postcode": "94000",
            "point": (2.44 + number % 7 / 200, 48.77 + number % 5 / 200),
            "themes": ["culture/musique"],
            "publics": ["jeunes", "familles"],
            "services": [("garde-enfants", "")],
            "text": "Propose des ateliers ouverts à tous. Accueille les habitants chaque mercredi.",
            "email": f"atelier{number}@example.org",
            "phone": "01\u00a049\u00a080\u00a000\u00a000",
            "website": "https://www.example.org/",
            "hours": "Du lundi au vendredi de 9\u00a0h à 12\u00a0h",
            "checked_on": "2026-03-02",
            **changes,
        }
    )


def stock(*entries: Material, plan: dict[str, Any] | None = None, host: dict[str, Any] | None = None) -> Stock:
    """An edition of the entries given, or of forty."""
    return Stock(
        plan=Plan(**{"name": "Édition 2026", "dated_on": "2026-05-04", **(plan or {})}),
        host=Host(
            **{
                "name": "Pôle de l’essai",
                "territory": "Plaine d’essai",
                "email": "pole@example.org",
                "address": "1 place de la Mairie\n94000 Créteil",
                "address_of_list": "https://pole.example.org/annuaire/",
                "address_of_chapters": {"culture": "https://pole.example.org/annuaire/?theme=culture"},
                **(host or {}),
            }
        ),
        places=PLACES,
        entries=sorted(entries or (entry(number) for number in range(1, 41)), key=lambda one: one.sort_key),
        projects=[
            Project(
                title="Plate-forme d’aide à la mobilité",
                sort_key="plate forme d aide a la mobilite",
                stage="idea",
                text="Louer des véhicules à ceux qui vont travailler.",
                communes=["94028"],
                parts=[Part(f"{1:032x}", "Atelier 001", "leader")],
            )
        ],
        origins=[],
    )


PERSON = Person(
    contact=7, name="Jeanne Exemple", function="présidente", phone="06\u00a000\u00a000\u00a000\u00a000"
)
