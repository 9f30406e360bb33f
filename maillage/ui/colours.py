"""The colours of the Pôle and of the themes, as one small stylesheet, with the rules of contrast."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from maillage.kernel.vocabulary import THEMES

TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0
WHITE = "#ffffff"


@dataclass(frozen=True)
class Palette:
    """The four colours that a Pôle chooses, as #rrggbb."""

    primary: str
    secondary: str
    paper: str
    ink: str


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 (black) to 1 (white), as WCAG 2 defines it."""
    red, green, blue = (
        value / 12.92 if (value := channel / 255) <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours #rrggbb, from 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` of the first colour with the rest of the other, as CSS's `color-mix(in srgb, …)` does."""
    return "#" + "".join(
        f"{round(a * share + b * (1 - share)):02x}"
        for a, b in zip(_channels(one), _channels(other), strict=True)
    )


def muted(palette: Palette) -> str:
    """The colour of secondary text."""
    return mix(palette.ink, palette.paper, 0.72)


def surface(palette: Palette) -> str:
    """The colour of cards and fields, a little lighter than the paper."""
    return mix(WHITE, palette.paper, 0.6)


def control(palette: Palette) -> str:
    """The colour of the edges of fields."""
    return mix(palette.ink, palette.paper, 0.55)


def theme_ink(colour: str, palette: Palette) -> str:
    """The colour in which the name of a theme is written on the paper."""
    return mix(colour, palette.ink, 0.85)


def faults(palette: Palette) -> list[tuple[str, str]]:
    """What makes a palette hard to read: the name of the colour to change, and a French sentence.

    Every pair that the stylesheets use is tried: 4.5 to 1 for text (WCAG 1.4.3), 3 to 1 for the edges of
    controls (WCAG 1.4.11).
    """
    paper, lit = palette.paper, surface(palette)
    soft = mix(palette.primary, paper, 0.1)
    faintest = min(
        (theme_ink(theme.color, palette) for theme in THEMES.roots()), key=lambda c: contrast(c, paper)
    )
    pairs = [
        ("ink", "Le texte sur le fond", palette.ink, paper, TEXT_CONTRAST),
        ("ink", "Le texte secondaire sur le fond", muted(palette), paper, TEXT_CONTRAST),
        ("ink", "Le texte secondaire sur les encadrés", muted(palette), lit, TEXT_CONTRAST),
        ("ink", "Le bord des champs", control(palette), lit, CONTROL_CONTRAST),
        ("primary", "Les liens sur le fond", palette.primary, paper, TEXT_CONTRAST),
        ("primary", "Les liens sur les encadrés", palette.primary, lit, TEXT_CONTRAST),
        ("primary", "Les boutons survolés", palette.primary, soft, TEXT_CONTRAST),
        ("primary", "Le texte blanc des boutons", WHITE, palette.primary, TEXT_CONTRAST),
        ("secondary", "Les surtitres sur le fond", palette.secondary, paper, TEXT_CONTRAST),
        ("paper", "Les noms des thèmes sur le fond", faintest, paper, TEXT_CONTRAST),
    ]
    found: dict[str, str] = {}
    for name, what, one, other, least in pairs:
        ratio = contrast(one, other)
        if ratio < least and name not in found:
            # Rounded down, so that what is refused never reads as what is wanted.
            told = f"{int(ratio * 10) / 10:.1f}".replace(".", ",")
            wanted = f"{least:g}".replace(".", ",")
            reason = f"le contraste est de {told} pour 1, il en faut au moins {wanted}"
            found[name] = f"{what}\u00a0: {reason}. {ADVICE[name]}"
    return list(found.items())


ADVICE = {
    "ink": "Prenez un texte plus foncé, ou un fond plus clair.",
    "primary": "Prenez une couleur principale plus foncée.",
    "secondary": "Prenez une couleur secondaire plus foncée.",
    "paper": "Prenez un fond plus clair.",
}


def tokens(palette: Palette) -> dict[str, str]:
    """The colours that the Pôle's four give, by the name of their token."""
    return {
        "primary": palette.primary,
        "secondary": palette.secondary,
        "paper": palette.paper,
        "ink": palette.ink,
        "muted": muted(palette),
        "surface": surface(palette),
        "control": control(palette),
    }


def stylesheet(palette: Palette) -> str:
    """The CSS that gives the Pôle's tokens and one `--theme` for each theme of the vocabulary."""
    root = "".join(f"--{name}:{value};" for name, value in tokens(palette).items())
    themes = "".join(f".theme-{theme.code}{{--theme:{theme.color}}}\n" for theme in THEMES.roots())
    return f"@layer tokens{{\n:root{{{root}}}\n{themes}}}\n"


def fingerprint(palette: Palette) -> str:
    """A short word that changes when the stylesheet does."""
    return hashlib.sha256(stylesheet(palette).encode()).hexdigest()[:12]
