"""Schematic outlines of the three communes, drawn by hand for the demonstration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

Point = tuple[float, float]
"""Longitude, latitude, in degrees (WGS 84)."""

NOTICE: Final = "Contours schématiques dessinés pour la démonstration"

# Each stretch is written once, so that two neighbours share exactly the same border.
_ALFORTVILLE_CRETEIL: Final[tuple[Point, ...]] = (
    (2.4330, 48.7862),
    (2.4335, 48.7838),
    (2.4305, 48.7820),
    (2.4295, 48.7795),
    (2.4285, 48.7760),
)
_CRETEIL_LIMEIL: Final[tuple[Point, ...]] = (
    (2.4730, 48.7622),
    (2.4705, 48.7628),
    (2.4685, 48.7620),
)
_ALFORTVILLE_OUTSIDE: Final[tuple[Point, ...]] = (
    (2.4240, 48.7763),
    (2.4190, 48.7768),
    (2.4155, 48.7780),
    (2.4180, 48.7815),
    (2.4205, 48.7850),
    (2.4225, 48.7890),
    (2.4222, 48.7925),
    (2.4200, 48.7960),
    (2.4160, 48.7995),
    (2.4120, 48.8030),
    (2.4097, 48.8065),
    (2.4095, 48.8110),
    (2.4100, 48.8160),
    (2.4135, 48.8172),
    (2.4170, 48.8150),
    (2.4205, 48.8110),
    (2.4240, 48.8070),
    (2.4262, 48.8028),
    (2.4282, 48.7985),
    (2.4300, 48.7940),
    (2.4315, 48.7900),
)
_CRETEIL_EAST: Final[tuple[Point, ...]] = (
    (2.4375, 48.7885),
    (2.4380, 48.7920),
    (2.4412, 48.7948),
    (2.4438, 48.7985),
    (2.4470, 48.8015),
    (2.4510, 48.8040),
    (2.4560, 48.8055),
    (2.4600, 48.8068),
    (2.4645, 48.8072),
    (2.4680, 48.8040),
    (2.4698, 48.8000),
    (2.4712, 48.7950),
    (2.4725, 48.7905),
    (2.4750, 48.7880),
    (2.4740, 48.7845),
    (2.4755, 48.7815),
    (2.4740, 48.7780),
    (2.4735, 48.7750),
    (2.4718, 48.7720),
    (2.4750, 48.7690),
    (2.4760, 48.7660),
    (2.4755, 48.7635),
)
_CRETEIL_SOUTH: Final[tuple[Point, ...]] = (
    (2.4655, 48.7660),
    (2.4610, 48.7662),
    (2.4555, 48.7672),
    (2.4500, 48.7695),
    (2.4445, 48.7712),
    (2.4390, 48.7710),
    (2.4350, 48.7675),
    (2.4315, 48.7675),
    (2.4300, 48.7710),
    (2.4280, 48.7722),
)
_LIMEIL_OUTSIDE: Final[tuple[Point, ...]] = (
    (2.4690, 48.7590),
    (2.4688, 48.7555),
    (2.4695, 48.7515),
    (2.4730, 48.7505),
    (2.4738, 48.7460),
    (2.4745, 48.7420),
    (2.4755, 48.7388),
    (2.4790, 48.7358),
    (2.4825, 48.7330),
    (2.4850, 48.7298),
    (2.4880, 48.7302),
    (2.4930, 48.7318),
    (2.4980, 48.7335),
    (2.5030, 48.7350),
    (2.5075, 48.7345),
    (2.5090, 48.7362),
    (2.5120, 48.7378),
    (2.5160, 48.7390),
    (2.5135, 48.7420),
    (2.5110, 48.7455),
    (2.5085, 48.7458),
    (2.5050, 48.7445),
    (2.5025, 48.7475),
    (2.5000, 48.7518),
    (2.4965, 48.7550),
    (2.4935, 48.7580),
    (2.4890, 48.7582),
    (2.4840, 48.7570),
    (2.4805, 48.7595),
    (2.4770, 48.7602),
)


def _ring(*stretches: Sequence[Point]) -> tuple[Point, ...]:
    """Join stretches into one closed ring, turning anticlockwise as RFC 7946 asks of an exterior."""
    points = [point for stretch in stretches for point in stretch]
    twice_area = sum(
        x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True)
    )
    if twice_area < 0:
        points.reverse()
    return (*points, points[0])


OUTLINES: Final[dict[str, tuple[Point, ...]]] = {
    "94002": _ring(_ALFORTVILLE_CRETEIL, _ALFORTVILLE_OUTSIDE),
    "94028": _ring(_CRETEIL_EAST, _CRETEIL_LIMEIL, _CRETEIL_SOUTH, tuple(reversed(_ALFORTVILLE_CRETEIL))),
    "94044": _ring(_CRETEIL_LIMEIL, _LIMEIL_OUTSIDE),
}
"""Closed exterior ring of each commune, by its INSEE code."""

GEOMETRIES: Final[dict[str, dict[str, Any]]] = {
    code: {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}
    for code, ring in OUTLINES.items()
}
"""The same as GeoJSON geometries."""

_NAMES: Final = {"94002": "Alfortville", "94028": "Créteil", "94044": "Limeil-Brévannes"}


def feature_collection() -> dict[str, Any]:
    """Return the outlines as a GeoJSON FeatureCollection whose every feature says that it is schematic."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "code": code,
                    "nom": _NAMES[code],
                    "schematique": True,
                    "note": NOTICE,
                },
                "geometry": geometry,
            }
            for code, geometry in GEOMETRIES.items()
        ],
    }


def geojson() -> str:
    """Return the same collection as a GeoJSON text."""
    return json.dumps(feature_collection(), ensure_ascii=False)


# Corner at the south-west and at the north-east of each invented district.
_DISTRICTS: Final[tuple[tuple[str, str, str, Point, Point], ...]] = (
    ("QPV-A", "Quartier inventé de la Plaine", "94028", (2.4440, 48.7800), (2.4560, 48.7900)),
    ("QPV-B", "Quartier inventé des Quais", "94002", (2.4150, 48.7960), (2.4260, 48.8060)),
)


def districts_geojson() -> str:
    """Return two invented districts as a GeoJSON text, in the form of the State's file of the QPV."""
    features = [
        {
            "type": "Feature",
            "properties": {"code_qp": code, "lib_qp": name, "insee_com": commune},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
            },
        }
        for code, name, commune, (west, south), (east, north) in _DISTRICTS
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
