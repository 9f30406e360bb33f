"""Outlines, points and flowers of dots, as coordinates in thousandths of the width of a frame."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.territory.domain import contains, polygons

Geometry = dict[str, Any]
Point = tuple[float, float]
Dot = tuple[float, float, str]
Shape = list[list[Point]]
UNIT = 1000.0
FINE = 1.2  # two points of an outline nearer than this are one, on an A5 page


@dataclass(frozen=True)
class Frame:
    """A rectangle of the earth, flattened: `ratio` is its height over its width."""

    west: float
    north: float
    scale: float  # thousandths for one degree of latitude
    squeeze: float  # cosine of the middle latitude
    ratio: float

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point of the earth stands in the frame, y going down."""
        return (
            round((longitude - self.west) * self.squeeze * self.scale, 1),
            round((self.north - latitude) * self.scale, 1),
        )

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether the point stands in the frame."""
        x, y = self.place(longitude, latitude)
        return 0 <= x <= UNIT and 0 <= y <= UNIT * self.ratio


def frame_around(points: Iterable[Point], *, margin: float = 0.04) -> Frame | None:
    """The frame that holds all points (longitude, latitude) with a margin, or None without points.

    Never flatter than 1 to 3 nor taller than 2 to 1, so that a row of points still makes a map.
    """
    places = list(points)
    if not places:
        return None
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, tall = max((east - west) * squeeze, 0.002), max(north - south, 0.002)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    wide, tall = max(wide, tall / 2), max(tall, wide / 3)
    wide, tall = wide * (1 + 2 * margin), tall * (1 + 2 * margin)
    return Frame(
        west=middle_x - wide / squeeze / 2,
        north=middle_y + tall / 2,
        scale=UNIT / wide,
        squeeze=squeeze,
        ratio=round(tall / wide, 4),
    )


def outline_points(geometries: Iterable[Geometry]) -> list[Point]:
    """Every corner of the outlines, as (longitude, latitude)."""
    return [
        (point[0], point[1])
        for geometry in geometries
        for polygon in polygons(geometry)
        for ring in polygon
        for point in ring
    ]


def shape_in(frame: Frame, geometry: Geometry) -> Shape:
    """The rings of an outline in the frame, without the points too near to be told apart on paper."""
    shape = []
    for polygon in polygons(geometry):
        for ring in polygon:
            drawn: list[Point] = []
            for corner in ring:
                point = frame.place(corner[0], corner[1])
                if not drawn or math.dist(drawn[-1], point) >= FINE:
                    drawn.append(point)
            if len(drawn) >= 3:
                shape.append(drawn)
    return shape


def without_strays(points: Sequence[Point]) -> list[Point]:
    """The points without those far from all others (a wrong position must not flatten the map).

    Kept: those within three times the spread of the middle half, in both directions.
    """
    if len(points) < 8:
        return list(points)

    def bounds(values: list[float]) -> Point:
        ordered = sorted(values)
        low, high = ordered[len(ordered) // 4], ordered[3 * len(ordered) // 4]
        spread = max(high - low, 0.005)
        return low - 3 * spread, high + 3 * spread

    west, east = bounds([x for x, _ in points])
    south, north = bounds([y for _, y in points])
    return [(x, y) for x, y in points if west <= x <= east and south <= y <= north]


def flower(count: int) -> tuple[list[Point], float]:
    """`count` points in a spiral as in a sunflower, filling the frame's square; and the radius of each."""
    count = max(count, 1)
    golden = math.pi * (3 - math.sqrt(5))
    reach = UNIT / 2 / math.sqrt(count + 0.5)
    radius = reach * 0.72
    step = (UNIT / 2 - radius) / math.sqrt(count)
    points = [
        (
            round(UNIT / 2 + step * math.sqrt(number + 0.5) * math.cos(number * golden), 1),
            round(UNIT / 2 + step * math.sqrt(number + 0.5) * math.sin(number * golden), 1),
        )
        for number in range(count)
    ]
    return points, round(radius, 2)


def filled(frame: Frame, geometries: Sequence[Geometry], count: int) -> tuple[list[Point], float]:
    """About `count` points in staggered rows inside the outlines, and the radius of each."""
    low, high = UNIT / 400, UNIT / 4
    best: list[Point] = []
    for _ in range(14):
        step = (low + high) / 2
        best = _rows(frame, geometries, step)
        if len(best) > count:
            low = step
        else:
            high = step
        if abs(len(best) - count) <= max(2, count // 50):
            break
    return best, round((low + high) / 2 * 0.36, 2)


def _rows(frame: Frame, geometries: Sequence[Geometry], step: float) -> list[Point]:
    points = []
    height = step * math.sqrt(3) / 2
    for row in range(int(UNIT * frame.ratio / height) + 1):
        y = row * height
        for column in range(int(UNIT / step) + 2):
            x = column * step + (step / 2 if row % 2 else 0)
            longitude = frame.west + x / frame.scale / frame.squeeze
            latitude = frame.north - y / frame.scale
            if any(contains(geometry, longitude, latitude) for geometry in geometries):
                points.append((round(x, 1), round(y, 1)))
    return points


def coloured(points: Sequence[Point], shares: Mapping[str, int], seed: str) -> list[Dot]:
    """Give each point a code, as often as its share says, mixed in an order that `seed` alone decides."""
    total = sum(shares.values())
    if not total:
        return []
    codes: list[str] = []
    passed = 0
    for code, share in shares.items():
        passed += share
        codes += [code] * (round(len(points) * passed / total) - len(codes))
    random.Random(seed).shuffle(codes)
    return [(x, y, code) for (x, y), code in zip(points, codes, strict=True)]
