"""In which zone (priority districts, or any other outlines) each establishment stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.opendata.outlines import Points, Polygons, inside


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: its code, its name, its outline.

    `communes` are the INSEE codes that it says to lie in; without any it is found by what stands in it.
    """

    code: str
    name: str
    polygons: Polygons
    communes: tuple[str, ...] = ()


def zones_of_points(zones: Sequence[Zone], longitudes: Points, latitudes: Points) -> list[int | None]:
    """For each point the place in `zones` of the first that holds it, or None (even-odd rule)."""
    found = np.full(len(longitudes), -1)
    for place, zone in enumerate(zones):
        found[inside(zone.polygons, longitudes, latitudes) & (found < 0)] = place
    return [int(place) if place >= 0 else None for place in found]
