"""Outlines of communes: reading GeoJSON, finding a point inside, measuring, without a database."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Ring = list[list[float]]
Geometry = dict[str, Any]


class OutlineError(ValueError):
    """A GeoJSON file or feature that cannot be used; the message is French and says why."""


@dataclass(frozen=True)
class Outline:
    """The outline of one commune: INSEE code, GeoJSON Polygon or MultiPolygon, note to show.

    One that its file says `schematic` gives a look, not a measure.
    """

    code: str
    geometry: Geometry
    note: str = ""
    schematic: bool = False


CODE_KEYS = ("code", "insee", "code_insee", "INSEE_COM", "codgeo", "CODGEO", "com_code")


@dataclass(frozen=True)
class ZoneOutline:
    """The outline of one district: its code, its name, its geometry, the INSEE codes that its file gives."""

    code: str
    name: str
    geometry: Geometry
    communes: tuple[str, ...] = ()


# As the State's files of the priority districts (QPV) write them over the years, and simpler ones.
_ZONE_CODES = ("code_qp", "codeqp", "code_qpv", "code")
_ZONE_NAMES = ("lib_qp", "nom_qp", "nomqp", "lib_qpv", "nom")
_ZONE_COMMUNES = ("insee_com", "insee_commune", "code_insee", "insee")


def parse_zones(content: bytes) -> Iterator[ZoneOutline | OutlineError]:
    """Yield each district of a GeoJSON FeatureCollection, or why it is unusable.

    Raises `OutlineError` when the whole file is not one.
    """
    seen: set[str] = set()
    for number, properties, geometry in _features(content):
        said = {str(key).lower(): str(value).strip() for key, value in properties.items() if value}
        code = next((said[key] for key in _ZONE_CODES if key in said), "")[:20]
        name = next((said[key] for key in _ZONE_NAMES if key in said), code)[:150]
        communes = next((said[key] for key in _ZONE_COMMUNES if key in said), "")
        wrong = _wrong_geometry(geometry)
        if not code:
            yield OutlineError(f"Élément {number} : aucun code de quartier (propriété « code_qp » attendue).")
        elif code in seen:
            yield OutlineError(f"Élément {number} ({code}) : ce code est déjà celui d’un autre élément.")
        elif wrong:
            yield OutlineError(f"Élément {number} ({code}) : {wrong}")
        else:
            seen.add(code)
            yield ZoneOutline(code, name, geometry, tuple(re.findall(r"\b\d[\dAB]\d{3}\b", communes)))


def _features(content: bytes) -> Iterator[tuple[int, dict[str, Any], Geometry]]:
    """The number, properties and geometry of each feature. Raises `OutlineError` when it is no collection."""
    try:
        document = json.loads(content)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise OutlineError("Ce fichier n’est pas du GeoJSON : il ne se lit pas comme du JSON.") from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise OutlineError("Ce fichier n’est pas une collection GeoJSON (« FeatureCollection »).")
    for number, feature in enumerate(features, 1):
        held = feature if isinstance(feature, dict) else {}
        properties, geometry = held.get("properties"), held.get("geometry")
        yield (
            number,
            properties if isinstance(properties, dict) else {},
            geometry if isinstance(geometry, dict) else {},
        )


def _wrong_geometry(geometry: Geometry) -> str:
    """Why a geometry cannot be used, in French; nothing when it can."""
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        return "ce n’est ni un polygone ni plusieurs polygones."
    try:
        plausible = all(_plausible(ring) for polygon in polygons(geometry) for ring in polygon)
    except (TypeError, KeyError):
        plausible = False
    if not plausible or not any(polygons(geometry)):
        return "les coordonnées ne sont pas des degrés (longitude, latitude)."
    return ""


def parse_outlines(content: bytes) -> Iterator[Outline | OutlineError]:
    """Yield each feature of a GeoJSON FeatureCollection, or why it is unusable.

    Raises `OutlineError` when the whole file is not one.
    """
    for number, properties, geometry in _features(content):
        code = next((str(properties[key]) for key in CODE_KEYS if properties.get(key)), "")
        wrong = _wrong_geometry(geometry)
        if not re.fullmatch(r"\d[\dAB]\d{3}", code):
            yield OutlineError(f"Élément {number} : aucun code INSEE de commune (propriété « code » attendue).")
        elif wrong:
            yield OutlineError(f"Élément {number} ({code}) : {wrong}")
        else:
            schematic = bool(properties.get("schematique"))
            yield Outline(code, geometry, str(properties.get("note", "")), schematic)


def _plausible(ring: Any) -> bool:
    try:
        return len(ring) >= 4 and all(-180 <= point[0] <= 180 and -90 <= point[1] <= 90 for point in ring)
    except (TypeError, IndexError):
        return False


def polygons(geometry: Geometry) -> list[list[Ring]]:
    """The polygons of a geometry, each a list of rings whose first is the outside."""
    coordinates = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiPolygon" else [coordinates]


def contains(geometry: Geometry, longitude: float, latitude: float) -> bool:
    """Whether the point is inside the geometry (even-odd rule, holes included)."""
    return any(
        sum(_crosses(ring, longitude, latitude) for ring in polygon) % 2 == 1 for polygon in polygons(geometry)
    )


def _crosses(ring: Ring, x: float, y: float) -> int:
    count = 0
    for before, after in pairwise(ring):
        y1, y2 = before[1], after[1]
        if (y1 > y) != (y2 > y) and x < (after[0] - before[0]) * (y - y1) / (y2 - y1) + before[0]:
            count += 1
    return count


def inner_point(geometry: Geometry) -> tuple[float, float]:
    """A point (longitude, latitude) inside the biggest polygon: its centroid, or the middle of a chord."""
    outer = max((polygon[0] for polygon in polygons(geometry)), key=lambda ring: abs(_area(ring)))
    area = _area(outer)
    if area:
        x = y = 0.0
        for (x1, y1), (x2, y2) in zip((p[:2] for p in outer), (p[:2] for p in outer[1:]), strict=False):
            cross = x1 * y2 - x2 * y1
            x += (x1 + x2) * cross
            y += (y1 + y2) * cross
        centre = (x / (6 * area), y / (6 * area))
        if contains(geometry, *centre):
            return centre
    middle = (min(p[1] for p in outer) + max(p[1] for p in outer)) / 2
    cuts = sorted(
        (x2 - x1) * (middle - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in zip((p[:2] for p in outer), (p[:2] for p in outer[1:]), strict=False)
        if (y1 > middle) != (y2 > middle)
    )
    chords = list(zip(cuts[::2], cuts[1::2], strict=False))
    if not chords:
        return (outer[0][0], outer[0][1])
    left, right = max(chords, key=lambda chord: chord[1] - chord[0])
    return ((left + right) / 2, middle)


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


# WGS 84: its squared flattening, and the radius in kilometres of the sphere that has its area.
_E2 = 0.00669437999014
_AUTHALIC = 6371.0071809


def area(geometry: Geometry) -> float:
    """The area in km² of a Polygon or MultiPolygon in degrees (WGS 84), its holes taken off.

    Right on the ellipsoid, to the hundredth of a per cent for edges under a hundred kilometres. A ring that
    crosses the 180th meridian is not measured right.
    """
    e = math.sqrt(_E2)

    def widened(sine: float) -> float:
        return (1 - _E2) * (sine / (1 - _E2 * sine * sine) + math.atanh(e * sine) / e)

    def height(latitude: float) -> float:
        """The sine of the authalic latitude: equal heights hold equal areas."""
        return widened(math.sin(math.radians(latitude))) / widened(1.0)

    def ring_area(ring: Ring) -> float:
        points = [(math.radians(point[0]), height(point[1])) for point in (*ring, ring[0])]
        return abs(sum((x2 - x1) * (h1 + h2) / 2 for (x1, h1), (x2, h2) in pairwise(points)))

    found = sum(
        ring_area(outside) - sum(ring_area(hole) for hole in holes) for outside, *holes in polygons(geometry)
    )
    return max(found, 0.0) * _AUTHALIC**2
