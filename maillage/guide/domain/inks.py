"""From the colours of a screen to the four inks of a press, by a model of what the inks do together.

A plain subtraction makes greens blue and reds dull, because cyan ink is no pure cyan. Here the colours of the
inks and of their overprints are those of coated paper (ISO 12647-2), mixed by the areas that dots leave bare,
cover once or cover together (Demichel), with the spreading of light in paper (Yule-Nielsen, n = 2).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

Inks = tuple[float, float, float, float]

# What each overprint of cyan, magenta and yellow looks like on coated paper (sRGB).
_OVERPRINTS: dict[tuple[int, int, int], str] = {
    (0, 0, 0): "#ffffff",
    (1, 0, 0): "#009fe3",
    (0, 1, 0): "#e6007e",
    (0, 0, 1): "#ffed00",
    (1, 1, 0): "#312783",
    (1, 0, 1): "#009640",
    (0, 1, 1): "#e30613",
    (1, 1, 1): "#2b2523",
}
_BLACK = "#1d1d1b"
_SPREAD = 2.0
_MOST_INK = 3.0
"""The sum of the inks that paper can take, as printers state it (300 %)."""
_THRIFT = 0.0008
"""How much a little ink is preferred to a little exactness, so that greys take black rather than three inks."""


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _seen(value: float) -> float:
    """A linear light as the eye weighs it: sRGB's own curve."""
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


_PATCHES = {
    over: tuple(channel ** (1 / _SPREAD) for channel in _linear(colour)) for over, colour in _OVERPRINTS.items()
}
_DARK = tuple(channel ** (1 / _SPREAD) for channel in _linear(_BLACK))


def shown(inks: Inks) -> tuple[float, float, float]:
    """The colour (sRGB, each from 0 to 1) that inks from 0 to 1 give on coated paper."""
    cyan, magenta, yellow, black = inks
    mixed = [0.0, 0.0, 0.0]
    for c, m, y in product((0, 1), repeat=3):
        area = (cyan if c else 1 - cyan) * (magenta if m else 1 - magenta) * (yellow if y else 1 - yellow)
        for at in range(3):
            mixed[at] += area * _PATCHES[c, m, y][at]
    red, green, blue = (
        _seen(((1 - black) * mixed[at] + black * _DARK[at] * mixed[at]) ** _SPREAD) for at in range(3)
    )
    return red, green, blue


@lru_cache(maxsize=256)
def separate(colour: str) -> Inks:
    """The inks (cyan, magenta, yellow, black, each from 0 to 1) nearest to a colour #rrggbb on coated paper."""
    wanted = tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def fault(inks: Inks) -> float:
        found = shown(inks)
        excess = max(0.0, sum(inks) - _MOST_INK)
        return sum((a - b) ** 2 for a, b in zip(found, wanted, strict=True)) + _THRIFT * sum(inks) + excess

    black = 1 - max(wanted)
    best: Inks = (
        *((1 - channel - black) / max(1 - black, 1e-6) for channel in wanted),  # type: ignore[assignment]
        black,
    )
    least = fault(best)
    step = 0.25
    while step > 0.002:
        moved = False
        for change in product((-1, 0, 1), repeat=4):
            if not any(change):
                continue
            tried: Inks = tuple(  # type: ignore[assignment]
                min(1.0, max(0.0, ink + step * sign)) for ink, sign in zip(best, change, strict=True)
            )
            if (found := fault(tried)) < least - 1e-9:
                best, least, moved = tried, found, True
        if not moved:
            step /= 2
    cyan, magenta, yellow, black = (round(ink, 2) for ink in best)
    return cyan, magenta, yellow, black
