"""Distances between two points of the map, computed and told."""

from __future__ import annotations

from math import asin, cos, pi, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0
KM_PER_DEGREE = 2 * pi * EARTH_RADIUS_KM / 360


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (latitude, longitude) in degrees."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (a, b))
    inner = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(inner)))


def told_distance(kilometres: float) -> str:
    """« 350 m », « 1,2 km », « 14 km »: rounded as people say it."""
    if kilometres < 0.95:
        return f"{max(50, round(kilometres * 20) * 50)} m"
    if kilometres < 9.95:
        return f"{kilometres:.1f} km".replace(".", ",")
    return f"{round(kilometres)} km"
