"""Outlines of communes made light enough for a web page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]
Geometry = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """Outlines as an SVG: its size, and by code a path and the point that it was given."""

    width: int
    height: int
    shapes: Mapping[str, tuple[str, tuple[int, int]]]


def draw(outlines: Mapping[str, tuple[Geometry, Point]], width: int = 600) -> Drawing:
    """Project outlines, each with a (longitude, latitude) inside it, onto a drawing of a given width."""
    points = [
        point for geometry, _ in outlines.values() for polygon in _polygons(geometry) for point in polygon[0]
    ]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    shrink = cos(radians((south + north) / 2))
    scale = width / max((east - west) * shrink, (north - south) * 0.8, 1e-9)

    def at(point: Point | list[float]) -> tuple[int, int]:
        return round((point[0] - west) * shrink * scale), round((north - point[1]) * scale)

    shapes = {}
    for code, (geometry, centre) in outlines.items():
        rings = [ring for polygon in _polygons(geometry) for ring in polygon]
        path = "".join("M" + "L".join(f"{x} {y}" for x, y in map(at, ring)) + "Z" for ring in rings)
        shapes[code] = (path, at(centre))
    return Drawing(round((east - west) * shrink * scale), round((north - south) * scale), shapes)


def extent(geometry: Geometry) -> float:
    """The larger side, in degrees, of the box that holds a Polygon or a MultiPolygon."""
    points = [point for polygon in _polygons(geometry) for point in polygon[0]]
    across = [point[0] for point in points]
    up = [point[1] for point in points]
    return max(max(across) - min(across), max(up) - min(up))


def lighten(geometry: Geometry, tolerance: float) -> Geometry:
    """The geometry with fewer points, none further than `tolerance` degrees from where it was.

    Coordinates are rounded to about ten metres. An island smaller than the tolerance disappears, but never
    the last polygon.
    """
    polygons = []
    for polygon in _polygons(geometry):
        rings = [light for ring in polygon if len(light := _light_ring(ring, tolerance)) >= 4]
        if rings:
            polygons.append(rings)
    if not polygons:
        return geometry
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _polygons(geometry: Geometry) -> list[list[list[list[float]]]]:
    coordinates = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiPolygon" else [coordinates]


def _light_ring(ring: list[list[float]], tolerance: float) -> list[Point]:
    points = [(point[0], point[1]) for point in ring[:-1]]
    # A closed line has no ends to start from: it is cut at the point farthest from the first.
    far = max(range(len(points)), key=lambda index: _gap(points[0], points[index]))
    kept = _douglas_peucker(points[: far + 1], tolerance)[:-1]
    kept += _douglas_peucker([*points[far:], points[0]], tolerance)
    rounded: list[Point] = []
    for x, y in kept:
        point = (round(x, 4), round(y, 4))
        if not rounded or rounded[-1] != point:
            rounded.append(point)
    return rounded


def _douglas_peucker(points: list[Point], tolerance: float) -> list[Point]:
    """Drop the points of a line that lie closer than `tolerance` to what replaces them."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        gaps = [
            (_from_line(points[index], points[first], points[last]), index) for index in range(first + 1, last)
        ]
        if not gaps:
            continue
        gap, index = max(gaps)
        if gap > tolerance:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [points[index] for index in sorted(keep)]


def _gap(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _from_line(point: Point, start: Point, end: Point) -> float:
    """Distance from a point to the segment, not to the whole line: a spike beyond its end counts."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square if square else 0.0
    along = min(1.0, max(0.0, along))
    return _gap(point, (x1 + along * (x2 - x1), y1 + along * (y2 - y1)))
