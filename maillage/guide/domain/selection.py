"""What a visitor asked of the who's who, read from an address and written back to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from maillage.kernel.text import clean_spaces
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    NETWORKS,
    PUBLICS,
    SERVICES,
    SUPPORT_ROLES,
    THEMES,
    ZOOMS,
    Vocabulary,
)

MAX_WORDS = 200
MAX_CODES = 60
POINT_DECIMALS = 3
"""A browser's position is kept to about a hundred metres: enough to sort, too coarse to name a house."""


@dataclass(frozen=True)
class Facet:
    """One way of narrowing the list: its name in addresses, its heading, the kind of `ActorTag` it reads."""

    key: str
    title: str
    kind: str
    vocabulary: Vocabulary[Any] | None = None  # None: communes, whose names are in the database

    def label(self, code: str) -> str:
        """The French label of a code; the code itself where only the database knows it."""
        return self.vocabulary.label(code) if self.vocabulary else code


# A theme and its sub-themes are one facet: see `theme_codes`.
FACETS: dict[str, Facet] = {
    facet.key: facet
    for facet in (
        Facet("commune", "Commune", "commune"),
        Facet("theme", "Thème", "theme", THEMES),
        Facet("service", "Service rendu", "service", SERVICES),
        Facet("public", "Public accueilli", "public", PUBLICS),
        Facet("famille", "Famille", "family", FAMILIES),
        Facet("insertion", "Insertion et secteur adapté", "insertion", INSERTION_TYPES),
        Facet("label", "Label", "label", LABELS),
        Facet("role", "Aide aux projets", "role", SUPPORT_ROLES),
        Facet("reseau", "Réseau", "network", NETWORKS),
    )
}

RELEVANCE, NAME, CHECKED, DISTANCE = "pertinence", "nom", "verification", "distance"
SORTS: dict[str, str] = {
    RELEVANCE: "Les plus proches des mots cherchés",
    NAME: "Ordre alphabétique",
    CHECKED: "Vérifiées le plus récemment",
    DISTANCE: "Les plus proches du lieu",
}


@dataclass(frozen=True)
class Selection:
    """Words, facets, place, order and page. Equal selections write equal addresses."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zoom: str = ""
    near: str = ""
    point: tuple[float, float] | None = None
    sort: str = ""
    page: int = 1

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> Selection:
        """Read the parameters of an address, in any order; what makes no sense is left aside."""
        given: dict[str, list[str]] = {}
        for key, value in pairs:
            value = clean_spaces(value)[:MAX_WORDS]
            if value:
                given.setdefault(key, []).append(value)

        def last(key: str) -> str:
            return given.get(key, [""])[-1]

        chosen = {
            key: tuple(sorted({code[:60] for code in given[key][:MAX_CODES]})) for key in FACETS if key in given
        }
        number = last("page")
        return cls(
            q=last("q"),
            chosen=chosen,
            zoom=last("zoom") if last("zoom") in ZOOMS else "",
            near=last("pres"),
            point=parse_point(last("point")),
            sort=last("tri") if last("tri") in SORTS else "",
            page=max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, in one order, nothing empty."""
        pairs = [("q", self.q)]
        pairs += [(key, code) for key in FACETS for code in self.chosen.get(key, ())]
        point = "" if self.point is None else f"{self.point[0]:.3f},{self.point[1]:.3f}"
        pairs += [("zoom", self.zoom), ("pres", self.near), ("point", point), ("tri", self.sort)]
        pairs.append(("page", str(self.page) if self.page > 1 else ""))
        return [(key, value) for key, value in pairs if value]

    @property
    def query(self) -> str:
        """The address's part after the page's: « ?q=…&commune=94028 », empty when nothing is asked."""
        encoded = urlencode(self.pairs(), safe="/,")
        return f"?{encoded}" if encoded else ""

    @property
    def filters(self) -> Selection:
        """The same actors, whatever the page, the order and the place: what files and the map are asked."""
        return replace(self, page=1, sort="", near="", point=None)

    @property
    def is_narrowed(self) -> bool:
        """Whether something beyond the words leaves actors out."""
        return bool(self.chosen or self.zoom)

    @property
    def is_near(self) -> bool:
        """Whether a place was given from which to measure."""
        return bool(self.near or self.point)

    @property
    def sorted_by(self) -> str:
        """The order in force: the one asked where it has a sense, else the natural one."""
        possible = self.possible_sorts()
        return self.sort if self.sort in possible else possible[0]

    def possible_sorts(self) -> list[str]:
        """The orders that have a sense here, the natural one first."""
        sorts = [NAME, CHECKED]
        if self.q:
            sorts.insert(0, RELEVANCE)
        if self.is_near:
            sorts.insert(0, DISTANCE)
        return sorts

    def with_code(self, key: str, code: str) -> Selection:
        """The selection with one more code of a facet, back on the first page."""
        codes = tuple(sorted({*self.chosen.get(key, ()), code}))
        return replace(self, chosen={**self.chosen, key: codes}, page=1)

    def without_code(self, key: str, code: str) -> Selection:
        """The selection without a code (and, for a theme, without its sub-themes), on the first page."""
        codes = tuple(one for one in self.chosen.get(key, ()) if one != code and not one.startswith(f"{code}/"))
        chosen = {name: value for name, value in self.chosen.items() if name != key}
        return replace(self, chosen={**chosen, key: codes} if codes else chosen, page=1)

    def but(self, **changes: Any) -> Selection:
        """The selection with other words, place, zoom or order, back on the first page."""
        return replace(self, **{"page": 1, **changes})

    def codes(self, key: str) -> tuple[str, ...]:
        """The codes chosen in a facet."""
        return self.chosen.get(key, ())


def theme_codes(chosen: Iterable[str]) -> tuple[set[str], set[str]]:
    """The first-level and second-level themes that a choice keeps.

    A sub-theme chosen narrows its own theme and no other: « culture, culture/musique, sport » keeps music
    and all sports.
    """
    codes = set(chosen)
    children = {code for code in codes if "/" in code}
    return {
        code for code in codes - children if not any(one.startswith(f"{code}/") for one in children)
    }, children


def parse_point(text: str) -> tuple[float, float] | None:
    """Read « 48.79,2.46 » as (latitude, longitude) in rounded degrees, or None."""
    parts = text.split(",")
    try:
        latitude, longitude = (round(float(part), POINT_DECIMALS) for part in parts)
    except ValueError:
        return None
    # A comparison with "not a number" is false: it is refused with what lies off the globe.
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
