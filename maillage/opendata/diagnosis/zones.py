"""In which zone (priority districts, or any other outlines) each establishment stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ring = Sequence[Sequence[float]]
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: its code, its name, its polygons (rings of longitude and latitude in degrees, outside first).

    `communes` are the INSEE codes that it says to lie in; without any it is found by what stands in it.
    """

    code: str
    name: str
    polygons: Sequence[Sequence[Ring]]
    communes: tuple[str, ...] = ()


def zones_of_points(zones: Sequence[Zone], longitudes: Points, latitudes: Points) -> list[int | None]:
    """For each point the place in `zones` of the first that holds it, or None (even-odd rule)."""
    found = np.full(len(longitudes), -1)
    for place, zone in enumerate(zones):
        inside = np.zeros(len(longitudes), dtype=bool)
        for polygon in zone.polygons:
            inside |= _inside(polygon, longitudes, latitudes)
        found[inside & (found < 0)] = place
    return [int(place) if place >= 0 else None for place in found]


def _inside(polygon: Sequence[Ring], x: Points, y: Points) -> npt.NDArray[np.bool_]:
    inside = np.zeros(len(x), dtype=bool)
    outside = np.asarray([point[:2] for point in polygon[0]], dtype=float)
    (left, bottom), (right, top) = outside.min(axis=0), outside.max(axis=0)
    near = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    if not near.any():
        return inside
    near_x, near_y = x[near], y[near]
    crossed = np.zeros(len(near_x), dtype=bool)
    for ring in polygon:
        points = np.asarray([point[:2] for point in ring], dtype=float)
        for (x1, y1), (x2, y2) in pairwise(points):
            if y1 != y2:
                at = (x2 - x1) * (near_y - y1) / (y2 - y1) + x1
                crossed ^= ((y1 > near_y) != (y2 > near_y)) & (near_x < at)
    inside[near] = crossed
    return inside
