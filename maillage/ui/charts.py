"""Charts drawn on the server from plain Vega-Lite data: SVG for the page and the paper, PNG for a slide.

No script reaches the browser. A chart always stands beside its table, so it is shown as a picture whose
alternative text says what it draws.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from maillage.kernel.text import MONTH_NAMES
from maillage.ui.pdf.fonts import font_folder, subset

Spec = dict[str, Any]
FONT = "Atkinson Hyperlegible"
SPACE = "\u00a0"
_FORMAT = {
    "decimal": ",",
    "thousands": SPACE,
    "grouping": [3],
    "currency": ["", SPACE + "€"],
    "percent": SPACE + "%",
}
_TIME = {
    "dateTime": "%A %e %B %Y à %X", "date": "%d/%m/%Y", "time": "%H:%M:%S", "periods": ["", ""],
    "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    "months": list(MONTH_NAMES),
    "shortMonths": [
        "janv.", "févr.", "mars", "avr.", "mai", "juin",
        "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
}  # fmt: skip


@cache
def _engine() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert


def svg(spec: Mapping[str, Any], *, with_font: bool = False) -> str:
    """Draw a Vega-Lite specification (plain data) as SVG. Raises ValueError when it is no specification.

    `with_font` puts in it the letters that it needs: a page shows a picture without the page's own fonts.
    """
    engine = _engine()
    drawn = str(engine.vegalite_to_svg(dict(spec), format_locale=_FORMAT, time_format_locale=_TIME))
    if not with_font:
        return drawn
    letters = frozenset(html.unescape("".join(re.findall(r">([^<]+)<", drawn))))
    faces = "".join(
        f'@font-face{{font-family:"{FONT}";font-weight:{weight};'
        f"src:url(data:font/woff2;base64,{subset(face, letters)})}}"
        for face, weight in (("400-normal", 400), ("700-normal", 700))
    )
    opening, rest = drawn.split(">", 1)
    return f"{opening}><style>{faces}</style>{rest}"


def png(spec: Mapping[str, Any], *, scale: float = 2) -> bytes:
    """The same as PNG, at `scale` times its size."""
    engine = _engine()
    return bytes(
        engine.vegalite_to_png(dict(spec), format_locale=_FORMAT, time_format_locale=_TIME, scale=scale)
    )


def _base(title: str, description: str, colours: Mapping[str, str], notice: str, width: int) -> Spec:
    subtitle = [notice] if notice else []
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": description,
        "title": {"text": title, "subtitle": subtitle, "anchor": "start", "offset": 14},
        "width": width,
        "padding": 12,
        "background": colours["surface"],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "title": {
                "fontSize": 17, "color": colours["ink"], "subtitleColor": colours["warning"],
                "subtitleFontSize": 13, "subtitlePadding": 4,
            },
            "axis": {
                "labelFontSize": 13, "titleFontSize": 13, "labelColor": colours["ink"],
                "titleColor": colours["muted"], "gridColor": colours["rule"], "domainColor": colours["control"],
                "tickColor": colours["control"], "labelLimit": 330, "titleFontWeight": "normal",
            },
            "legend": {
                "labelFontSize": 13, "titleFontSize": 13, "labelColor": colours["ink"], "labelLimit": 300,
            },
            "text": {"fontSize": 13, "color": colours["ink"]},
        },
    }  # fmt: skip


def bars(
    title: str,
    rows: Sequence[tuple[str, float, str]],
    *,
    unit: str,
    description: str,
    colours: Mapping[str, str],
    colour_of: Mapping[str, str] | None = None,
    notice: str = "",
    width: int = 420,
) -> Spec:
    """Horizontal bars in the order given: (label, value, the value as it is written).

    `colour_of` gives a label its own colour (themes); the others take the main one.
    """
    own = colour_of or {}
    values = [
        {"label": label, "value": value, "text": text, "colour": own.get(label, colours["primary"])}
        for label, value, text in rows
    ]
    bar = {"type": "bar", "cornerRadiusEnd": 2, "height": {"band": 0.72}}
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False},
    }
    x = {"field": "value", "type": "quantitative", "title": unit, "axis": {"tickCount": 5}}
    return {
        **_base(title, description, colours, notice, width),
        "height": {"step": 30},
        "data": {"values": values},
        "layer": [
            {
                "mark": bar,
                "encoding": {"y": y, "x": x, "color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"y": y, "x": x, "text": {"field": "text", "type": "nominal"}},
            },
        ],
    }


def lines(
    title: str,
    series: Mapping[str, Sequence[tuple[int, float]]],
    *,
    unit: str,
    description: str,
    colours: Mapping[str, str],
    notice: str = "",
    width: int = 520,
) -> Spec:
    """One line a series over years: name → (year, value). Series differ by dash as well as by colour."""
    values = [
        {"year": year, "value": value, "series": name}
        for name, points in series.items()
        for year, value in points
    ]
    names = list(series)
    palette = [colours["primary"], colours["secondary"], colours["info"], colours["muted"]]
    spec: Spec = {
        **_base(title, description, colours, notice, width),
        "height": 240,
        "data": {"values": values},
        "mark": {"type": "line", "point": {"size": 40}, "strokeWidth": 2.5},
        "encoding": {
            "x": {"field": "year", "type": "quantitative", "title": None,
                  "axis": {"format": "d", "grid": False}, "scale": {"zero": False, "nice": False}},
            "y": {"field": "value", "type": "quantitative", "title": unit},
            "color": {"field": "series", "type": "nominal", "title": None, "sort": names,
                      "scale": {"domain": names, "range": palette[: len(names)]},
                      "legend": {"orient": "bottom"} if len(names) > 1 else None},
            "strokeDash": {"field": "series", "type": "nominal", "sort": names, "legend": None},
        },
    }  # fmt: skip
    return spec


def choropleth(
    title: str,
    shapes: Sequence[tuple[str, float | None, str, Mapping[str, Any]]],
    *,
    unit: str,
    description: str,
    colours: Mapping[str, str],
    notice: str = "",
    width: int = 520,
) -> Spec:
    """A map of areas shaded by their value: (name, value or None, the value as written, GeoJSON geometry).

    Names and values are written on the map when there are at most a dozen areas. Geometries in longitude and
    latitude; rings are taken as they come, whatever their direction.
    """
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "value": value, "text": text},
            "geometry": _wound(shape),
        }
        for name, value, text, shape in shapes
    ]
    known = [value for _, value, _, _ in shapes if value is not None]
    ramp = {"domain": [0, max(known, default=1) or 1], "range": [colours["paper"], colours["primary"]]}
    areas: Spec = {
        "mark": {"type": "geoshape", "stroke": colours["ink"], "strokeWidth": 1},
        "encoding": {
            "color": {
                "condition": {"test": "!isValid(datum.properties.value)", "value": colours["surface"]},
                "field": "properties.value", "type": "quantitative", "scale": ramp,
                "legend": {
                    "title": unit, "titleLimit": 400, "orient": "bottom", "gradientLength": 260, "tickCount": 4,
                },
            }
        },
    }  # fmt: skip
    layer = [areas]
    if len(features) <= 12:
        half = (max(known, default=1) or 1) * 0.55
        for field, shift, weight in (("name", -8, "bold"), ("text", 9, "normal")):
            layer.append(
                {
                    "mark": {"type": "text", "dy": shift, "fontWeight": weight, "fontSize": 13},
                    "transform": [
                        {"calculate": "geoCentroid(null, datum.geometry)", "as": "centre"},
                        {"calculate": "datum.centre[0]", "as": "longitude"},
                        {"calculate": "datum.centre[1]", "as": "latitude"},
                    ],
                    "encoding": {
                        "longitude": {"field": "longitude", "type": "quantitative"},
                        "latitude": {"field": "latitude", "type": "quantitative"},
                        "text": {"field": f"properties.{field}", "type": "nominal"},
                        "color": {
                            "condition": {"test": f"datum.properties.value > {half}", "value": "white"},
                            "value": colours["ink"],
                        },
                    },
                }
            )
    return {
        **_base(title, description, colours, notice, width),
        "height": 420,
        "projection": {"type": "mercator"},
        "data": {"values": {"type": "FeatureCollection", "features": features},
                 "format": {"type": "json", "property": "features"}},
        "layer": layer,
    }  # fmt: skip


def _wound(geometry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The geometry with outer rings clockwise: else the drawing fills the rest of the world."""

    def area(ring: Sequence[Sequence[float]]) -> float:
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))

    def polygon(rings: Sequence[Sequence[Sequence[float]]]) -> list[Sequence[Sequence[float]]]:
        return [
            ring if (area(ring) < 0) == (index == 0) else list(reversed(ring))
            for index, ring in enumerate(rings)
        ]

    if geometry["type"] == "Polygon":
        return {**geometry, "coordinates": polygon(geometry["coordinates"])}
    if geometry["type"] == "MultiPolygon":
        return {**geometry, "coordinates": [polygon(one) for one in geometry["coordinates"]]}
    raise ValueError(f"no outline: {geometry['type']}")
