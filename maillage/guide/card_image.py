"""The picture shown when a page is shared: the name of the structure on the colour of its theme."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

from maillage.kernel.vocabulary import THEMES
from maillage.ui.pdf.fonts import font_folder

SIZE = (1200, 630)
MARGIN = 80


@lru_cache(maxsize=8)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    path = next(path for path in sorted(font_folder().iterdir()) if face in path.name and path.suffix == ".ttf")
    return ImageFont.truetype(str(path), size)


def share_card(name: str, theme: str, place: str, signature: str) -> bytes:
    """A PNG of 1 200 by 630 pixels. `theme` is a code or empty. Raises `FontsMissing`."""
    colour = THEMES.root(theme).color if theme in THEMES else "#4a4741"
    image = Image.new("RGB", SIZE, "#fbf7f0")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 24), fill=colour)
    draw.rectangle((0, SIZE[1] - 110, SIZE[0], SIZE[1]), fill=colour)
    if theme in THEMES:
        draw.text((MARGIN, 70), THEMES.path_label(theme), font=_font("400-normal", 36), fill=colour)
    # (size in pixels, letters that fit in a line, lines that fit): the largest that holds the name.
    sizes = ((76, 27, 3), (60, 34, 4), (46, 45, 6))
    size, width = next(
        ((size, width) for size, width, most in sizes if len(wrap(name, width)) <= most), (46, 45)
    )
    top = 140
    for line in wrap(name, width)[:6]:
        draw.text((MARGIN, top), line, font=_font("700-normal", size), fill="#22201c")
        top += round(size * 1.18)
    draw.text((MARGIN, SIZE[1] - 190), place, font=_font("400-normal", 36), fill="#22201c")
    draw.text((MARGIN, SIZE[1] - 80), signature[:60], font=_font("700-normal", 36), fill="white")
    output = BytesIO()
    image.quantize(64).save(output, "PNG", optimize=True)
    return output.getvalue()
