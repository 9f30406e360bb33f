"""How a block of a diagnosis is drawn: which chart, of which lines, and in words for who does not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.kernel.text import french_number
from maillage.kernel.vocabulary import THEMES
from maillage.opendata.indicators import Figure, MeasuredBlock
from maillage.ui import charts
from maillage.ui.colours import Palette, mix, tokens

# Beyond this a bar chart is a wall: the table is read instead.
MOST_BARS = 24
INVENTED = "Données inventées"
SEMICOLON = "\u00a0; "


def colours_of(palette: Palette) -> dict[str, str]:
    """The tokens of the page, as charts want them."""
    return {
        **tokens(palette),
        "rule": mix(palette.ink, palette.paper, 0.16),
        "info": "#1d4f7c",
        "warning": "#7a4a00",
    }


def is_drawn(block: MeasuredBlock, figures: Mapping[str, Figure], outlines: Mapping[str, Any]) -> bool:
    """Whether a chart says more than the table: several values, not all nought, and outlines for a map."""
    values = [value for _, _, value, _ in _rows(block, figures)]
    if sum(value != 0 for value in values) < 2:
        return False
    if block.chart == "map":
        return all(code in outlines for code, _, _, _ in _rows(block, figures)) or len(values) <= MOST_BARS
    return block.chart == "lines" or (block.chart == "bars" and len(values) <= MOST_BARS)


def specification(
    block: MeasuredBlock,
    figures: Mapping[str, Figure],
    *,
    palette: Palette,
    outlines: Mapping[str, Any],
    synthetic: bool,
) -> charts.Spec:
    """The Vega-Lite data of a block's chart; `outlines` gives the GeoJSON geometry of communes by code.

    Raises ValueError when the block is not drawn.
    """
    if not is_drawn(block, figures, outlines):
        raise ValueError(f"the block {block.code} has no chart")
    rows = _rows(block, figures)
    words = in_words(block, figures)
    unit = _unit(block, figures)
    common: dict[str, Any] = {
        "unit": unit,
        "description": words,
        "colours": colours_of(palette),
        "notice": INVENTED if synthetic else "",
    }
    if block.chart == "map" and all(code in outlines for code, _, _, _ in rows):
        return charts.choropleth(
            block.title, [(label, value, text, outlines[code]) for code, label, value, text in rows], **common
        )
    if block.chart == "lines":
        return charts.lines(block.title, _series(block, figures), **common)
    return charts.bars(
        block.title,
        [(label, value, text) for _, label, value, text in rows],
        colour_of={label: colour for code, label, _, _ in rows if (colour := _theme_colour(code))},
        **common,
    )


def in_words(block: MeasuredBlock, figures: Mapping[str, Figure]) -> str:
    """What the chart shows, in a sentence."""
    if block.chart == "lines":
        parts = []
        for name, points in _series(block, figures).items():
            (first, low), (last, high) = points[0], points[-1]
            parts.append(f"{name.lower()}, {french_number(low)} en {first} et {french_number(high)} en {last}")
        return f"{SEMICOLON.join(parts)}."
    ranked = sorted((row for row in _rows(block, figures) if row[2]), key=lambda row: -row[2])
    told = ", ".join(f"{label} ({text})" for _, label, _, text in ranked[:3])
    return f"en tête, {told}." if len(ranked) > 3 else f"{told}."


def _theme_colour(code: str) -> str | None:
    theme = THEMES.get(code)
    return theme.color if theme else None


def _rows(block: MeasuredBlock, figures: Mapping[str, Figure]) -> list[tuple[str, str, float, str]]:
    """(code, label, value of the first column, as it is written) of the lines that have a number."""
    found = []
    for code, label, codes in block.lines:
        first = figures[codes[0]] if codes else None
        # A total beside its parts would dwarf them.
        if first is not None and first.value is not None and code not in ("", "ensemble", "total"):
            text = f"{first.text}\u00a0%" if first.form == "share" else first.text
            found.append((code, label, float(first.value), text))
    return found


def _series(block: MeasuredBlock, figures: Mapping[str, Figure]) -> dict[str, Sequence[tuple[int, float]]]:
    """One series a column, its points being the lines whose label is a year."""
    series: dict[str, Sequence[tuple[int, float]]] = {}
    for at, column in enumerate(block.columns):
        points = [
            (int(label), float(value))
            for _, label, codes in block.lines
            if label.isdigit() and (value := figures[codes[at]].value) is not None
        ]
        if points:
            series[column] = points
    return series


def _unit(block: MeasuredBlock, figures: Mapping[str, Figure]) -> str:
    for _, _, codes in block.lines:
        if codes:
            return figures[codes[0]].unit
    return block.unit
