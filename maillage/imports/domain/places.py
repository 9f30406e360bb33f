"""Where a row says its structure is: the commune meant, inside the territory or not; what point to believe."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from maillage.kernel.text import clean_spaces, fold

_POSTCODE = re.compile(r"\b(?:F-?)?(\d{5})\b")
_TAIL = re.compile(
    r"[\s,;–-]*\b(?:F-?)?(\d{5})[\s,–-]+(?P<name>[^\W\d][^\d,;]*?)(?:\s+cedex\b.*)?\s*$", re.IGNORECASE
)
_CEDEX = re.compile(r"\s*\bcedex\b.*$", re.IGNORECASE)


class CommuneLike(Protocol):
    """What is needed of a commune: its INSEE code and its name."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


class Communes(Protocol):
    """An index of communes in memory (see `territory.queries.CommuneIndex`)."""

    @property
    def by_code(self) -> Mapping[str, CommuneLike]: ...

    @property
    def by_postcode(self) -> Mapping[str, Collection[str]]: ...

    def find(self, *, code: str = "", name: str = "", postcode: str = "") -> CommuneLike | None: ...

    def named(self, name: str) -> Collection[str]: ...


class Where(StrEnum):
    """On which side of the territory's border a row stands."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Located:
    """The commune meant (None unless inside), whether it was deduced, and what to say about it in French."""

    where: Where
    commune: CommuneLike | None = None
    deduced: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Bounds in degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def widened(self, degrees: float) -> Box:
        return Box(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)


class Ground:
    """The main territory as an import sees it: its communes, those of France, where its points may lie.

    `france` is called once, when a row first names something that is not inside. `default` is the commune
    that a person chose for the rows that say none; a territory of one commune needs no choice.
    """

    def __init__(
        self,
        inside: Communes,
        france: Callable[[], Communes],
        *,
        name: str,
        default: str = "",
        box: Box | None = None,
    ) -> None:
        self.inside = inside
        self._france = france
        self.name = name
        self.box = box
        single = next(iter(inside.by_code)) if len(inside.by_code) == 1 else ""
        self.fallback = inside.by_code.get(default or single)
        self.departments = {_department(code) for code in inside.by_code}

    @cached_property
    def france(self) -> Communes:
        return self._france()

    def locate(self, *, code: str = "", name: str = "", postcode: str = "", registered_in: str = "") -> Located:
        """The commune meant by what a row says, in the order: INSEE code, name, postcode, nothing.

        `registered_in` is the department whose office gave the association its number: where nothing else is
        said, one of another department is outside.
        """
        code, postcode = (text.strip().upper() for text in (code, postcode))
        code, postcode = (text if text.strip("0") else "" for text in (code, postcode))
        name = _CEDEX.sub("", clean_spaces(name))
        said = ""
        if code:
            code = code.zfill(5)
            if commune := self.inside.find(code=code):
                return Located(Where.INSIDE, commune)
            if elsewhere := self.france.find(code=code):
                return self._outside(elsewhere.name)
            said = f"code INSEE inconnu : « {code} »"
        if name:
            return self._by_name(name, postcode)
        if postcode:
            return self._by_postcode(postcode)
        if registered_in and registered_in not in self.departments:
            return self._outside(f"déclarée dans le département {registered_in}")
        if self.fallback and not said:
            return Located(Where.INSIDE, self.fallback, deduced=True)
        return Located(
            Where.UNKNOWN,
            said=said
            or f"rien ne dit la commune, et le territoire {self.name} en compte {len(self.inside.by_code)} ; "
            "choisissez la commune de cette liste dans ses réglages",
        )

    def _outside(self, name: str) -> Located:
        return Located(Where.OUTSIDE, said=f"hors du territoire {self.name} : {name}")

    def _by_name(self, name: str, postcode: str) -> Located:
        commune = self.inside.find(name=name, postcode=postcode)
        if commune is not None:
            if not postcode or _department(commune.code) == _department(postcode):
                return Located(Where.INSIDE, commune)
            elsewhere = self.france.find(name=name, postcode=postcode)
            if elsewhere is not None and elsewhere.code not in self.inside.by_code:
                return self._outside(f"{elsewhere.name} ({postcode})")
            return Located(
                Where.INSIDE, commune, said=f"le code postal {postcode} n’est pas celui de {commune.name}"
            )
        if self.inside.named(name):
            return Located(Where.UNKNOWN, said=f"plusieurs communes du territoire s’appellent « {name} »")
        if self.france.named(name):
            return self._outside(name)
        near = self._nearly(name)
        if near is not None and (not postcode or _department(near.code) == _department(postcode)):
            return Located(Where.INSIDE, near, said=f"commune « {name} » lue {near.name}")
        if postcode:
            found = self._by_postcode(postcode)
            if found.where is Where.INSIDE and found.commune is not None:
                return Located(
                    Where.INSIDE,
                    found.commune,
                    said=f"commune « {name} » inconnue, retrouvée par le code postal : {found.commune.name}",
                )
            if found.where is Where.OUTSIDE:
                return found
        return Located(Where.UNKNOWN, said=f"commune inconnue : « {name} »")

    def _by_postcode(self, postcode: str) -> Located:
        served = set(self.france.by_postcode.get(postcode, ()))
        inside = served & set(self.inside.by_code)
        if served and not inside:
            return self._outside(postcode)
        if len(inside) == 1 and len(served) == 1:
            return Located(Where.INSIDE, self.inside.by_code[next(iter(inside))])
        if not served and _department(postcode) not in self.departments:
            return self._outside(postcode)
        if self.fallback is not None and (self.fallback.code in inside or not served):
            return Located(Where.INSIDE, self.fallback, deduced=True)
        if not served:
            return Located(Where.UNKNOWN, said=f"le code postal {postcode} n’est celui d’aucune commune")
        names = ", ".join(sorted(self.france.by_code[code].name for code in served)[:6])
        return Located(
            Where.UNKNOWN, said=f"le code postal {postcode} est celui de plusieurs communes : {names}"
        )

    def _nearly(self, name: str) -> CommuneLike | None:
        folded = fold(name)
        if len(folded) < 5:
            return None
        names = {code: fold(commune.name) for code, commune in self.inside.by_code.items()}
        found = process.extract(folded, names, scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=2)
        if not found or (len(found) > 1 and found[0][1] == found[1][1]):
            return None
        return self.inside.by_code[found[0][2]]


def _department(code: str) -> str:
    """The department of an INSEE code or postcode, near enough: Corsica in one, overseas on three signs."""
    if code[:2] in {"2A", "2B", "20"}:
        return "20"
    return code[:3] if code[:2] in {"97", "98"} else code[:2]


def split_postcode(text: str) -> tuple[str, str]:
    """Part « 94000 Créteil » (either order) into postcode and commune, either blank when it is not there."""
    match = _POSTCODE.search(text)
    if not match:
        return "", clean_spaces(text)
    rest = clean_spaces((text[: match.start()] + " " + text[match.end() :]).strip(" -–,;()"))
    return match[1], rest.strip(" -–,;()")


def split_address(address: str) -> tuple[str, str, str]:
    """Part an address that ends with its postcode and town into (street, postcode, town)."""
    match = _TAIL.search(address)
    if not match:
        return address, "", ""
    street = address[: match.start()].rstrip(" ,;-–")
    return street, match[1], clean_spaces(match["name"])


# The outline of metropolitan France, drawn by hand with a margin of some fifteen kilometres, and boxes around
# Corsica and the overseas departments: enough to tell a point at sea from one on land.
_MAINLAND: tuple[tuple[float, float], ...] = (
    (2.4, 51.2), (3.3, 50.9), (4.4, 50.3), (5.0, 50.3), (6.0, 49.7), (6.8, 49.4), (8.4, 49.1), (7.8, 48.2),
    (7.8, 47.4), (7.0, 47.1), (6.4, 46.5), (7.1, 46.2), (7.3, 45.4), (7.3, 44.7), (7.9, 44.2), (7.7, 43.7),
    (6.9, 43.1), (6.2, 42.85), (5.2, 43.05), (4.0, 43.3), (3.3, 43.0), (3.4, 42.3), (1.4, 42.25), (-0.3, 42.5),
    (-2.0, 43.1), (-1.9, 43.5), (-1.5, 44.6), (-1.5, 45.5), (-1.8, 46.1), (-2.6, 46.6), (-3.5, 47.2),
    (-4.8, 47.6), (-5.4, 48.3), (-5.0, 48.8), (-3.5, 49.1), (-2.2, 48.95), (-2.2, 49.9), (-1.0, 49.9),
    (-0.2, 49.6), (0.0, 49.9), (1.2, 50.3), (1.3, 50.95),
)  # fmt: skip
_ISLANDS = (
    Box(8.4, 41.2, 9.7, 43.2),
    Box(-61.95, 15.7, -60.9, 16.65),
    Box(-61.35, 14.3, -60.7, 15.0),
    Box(-54.8, 2.0, -51.4, 6.0),
    Box(55.1, -21.5, 55.95, -20.7),
    Box(44.9, -13.1, 45.4, -12.5),
    Box(-56.6, 46.6, -56.0, 47.3),
)


def on_land(latitude: float, longitude: float) -> bool:
    """Whether the point is in France, the sea set apart (coarse: a few kilometres off the coast pass)."""
    if any(island.holds(latitude, longitude) for island in _ISLANDS):
        return True
    inside = False
    previous = _MAINLAND[-1]
    for point in _MAINLAND:
        (x1, y1), (x2, y2) = previous, point
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
        previous = point
    return inside


def position_fault(latitude: float, longitude: float, box: Box | None) -> str:
    """Why a point cannot be that of a structure of the territory, in French; "" when it can."""
    if abs(latitude) < 0.01 and abs(longitude) < 0.01:
        return "la position 0, 0 ne désigne aucun lieu"
    believable = box.holds if box else on_land
    if believable(latitude, longitude) and on_land(latitude, longitude):
        return ""
    if believable(longitude, latitude) and on_land(longitude, latitude):
        return "la latitude et la longitude semblent inversées"
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return "ce ne sont pas des degrés (latitude de -90 à 90, longitude de -180 à 180)"
    if not on_land(latitude, longitude):
        return "ce point est en mer ou hors de France"
    return "ce point est loin du territoire"


def box_around(positions: Sequence[tuple[float, float]]) -> Box | None:
    """Where most points of a list lie, widely drawn: what a territory without outlines is judged by.

    None when there are fewer than ten believable points (latitude, longitude).
    """
    points = [point for point in positions if on_land(*point)]
    if len(points) < 10:
        return None
    lows, highs = [], []
    for axis in (0, 1):
        values = sorted(point[axis] for point in points)
        low, high = values[len(values) // 10], values[-1 - len(values) // 10]
        margin = 3 * (high - low) + 0.3
        lows.append(low - margin)
        highs.append(high + margin)
    return Box(lows[1], lows[0], highs[1], highs[0])
