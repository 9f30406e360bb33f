"""Which points an outline holds, many at once, by the even-odd rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Ring = Sequence[Sequence[float]]
Polygons = Sequence[Sequence[Ring]]
"""Each polygon a list of rings of longitude and latitude in degrees, the outside first."""
Points = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class OutlineError(ValueError):
    """What is given is no outline; the message, in French, says why."""


def polygons_of(geometry: Mapping[str, Any]) -> Polygons:
    """The polygons of a GeoJSON geometry. Raises `OutlineError` when it has no closed rings."""
    kind = geometry["type"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise OutlineError("ce n’est ni un polygone ni plusieurs polygones")
    found = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    if not found or not all(len(ring) > 3 and ring[0] == ring[-1] for polygon in found for ring in polygon):
        raise OutlineError("son contour n’est pas une boucle fermée d’au moins trois côtés")
    return found


def inside(polygons: Polygons, longitudes: Points, latitudes: Points) -> Mask:
    """Whether each point is in one of the polygons, holes being outside."""
    found = np.zeros(len(longitudes), dtype=bool)
    for polygon in polygons:
        found |= _inside_one(polygon, longitudes, latitudes)
    return found


def _inside_one(polygon: Sequence[Ring], x: Points, y: Points) -> Mask:
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
