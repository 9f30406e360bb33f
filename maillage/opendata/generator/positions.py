"""Where establishments stand, in the outlines that a plan gives, in the projection that SIRENE writes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from maillage.opendata.outlines import Polygons, inside

from .hashing import Draws, Real, Whole

_TRIES = 64
# Lambert-93, as IGN defines it: eccentricity, exponent, constant (m), ordinate of the pole (m).
_E, _N, _C, _YS = 0.0818191910428158, 0.7256077650532670, 11754255.426096, 12655612.049876


def positions(draws: Draws, place: Whole, outlines: Mapping[int, Polygons]) -> tuple[Real, Real]:
    """Longitude and latitude of each row, drawn in the outline of its place; NaN where the place has none."""
    longitudes, latitudes = np.full(len(place), np.nan), np.full(len(place), np.nan)
    for one, polygons in outlines.items():
        corners = np.array([point for polygon in polygons for point in polygon[0]])
        (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
        left = np.flatnonzero(place == one)
        for attempt in range(_TRIES):
            drawn = draws.at(left)
            x = west + drawn.real(f"longitude {attempt}") * (east - west)
            y = south + drawn.real(f"latitude {attempt}") * (north - south)
            held = inside(polygons, x, y)
            longitudes[left[held]], latitudes[left[held]] = x[held], y[held]
            left = left[~held]
            if not len(left):
                break
    return longitudes, latitudes


def lambert93(longitudes: Real, latitudes: Real) -> tuple[Real, Real]:
    """Degrees to metres (abscissa, ordinate), in metropolitan France."""
    sine = np.sin(np.radians(latitudes))
    radius = _C * np.exp(-_N * (np.arctanh(sine) - _E * np.arctanh(_E * sine)))
    angle = _N * np.radians(longitudes - 3)
    return 700_000 + radius * np.sin(angle), _YS - radius * np.cos(angle)
