"""Pictures made ready for paper: readable, light, without hidden data, and big enough or said not to be."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageOps

Slot = Literal["cover", "logo", "entry-logo", "photo"]
# The widest and highest that each picture is printed, in millimetres.
SLOTS: dict[Slot, tuple[float, float]] = {
    "cover": (154.0, 144.0),
    "logo": (34.0, 13.0),
    "entry-logo": (13.0, 9.0),
    "photo": (53.0, 28.0),
}
DPI = 300
LEAST_DPI = 200
MILLIMETRES = 25.4
MOST_PIXELS = 60_000_000


class UnreadablePicture(ValueError):
    """A file that is no picture that can be printed."""


@dataclass(frozen=True)
class ReadyPicture:
    """A picture as it goes in the document: its bytes, the end of its name, its size, its print resolution."""

    content: bytes
    suffix: str
    width: int
    height: int
    dpi: int

    @property
    def is_small(self) -> bool:
        """Whether it will look blurred once printed."""
        return self.dpi < LEAST_DPI


def make_ready(content: bytes, slot: Slot) -> ReadyPicture:
    """Turn, reduce to what print needs, strip and re-encode a picture.

    Raises `UnreadablePicture` for what is no picture, or one of more than sixty million points.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadablePicture
            picture = ImageOps.exif_transpose(opened)
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePicture from error
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    picture = picture.convert("RGBA" if see_through else "RGB")
    printed_width = _printed_width(picture.size, slot)
    dpi = round(picture.width / (printed_width / MILLIMETRES))
    if dpi > DPI:
        share = DPI / dpi
        picture = picture.resize(
            (max(1, round(picture.width * share)), max(1, round(picture.height * share))),
            Image.Resampling.LANCZOS,
        )
    buffer = io.BytesIO()
    if see_through or slot in ("logo", "entry-logo"):
        picture.save(buffer, "PNG", optimize=True)
        suffix = "png"
    else:
        picture.save(buffer, "JPEG", quality=88, optimize=True)
        suffix = "jpg"
    return ReadyPicture(buffer.getvalue(), suffix, picture.width, picture.height, min(dpi, DPI))


def _printed_width(size: tuple[int, int], slot: Slot) -> float:
    """How wide, in millimetres, a picture is printed: logos are fitted in their slot, the others fill it."""
    wide, tall = SLOTS[slot]
    by_height = tall * size[0] / size[1]
    return min(wide, by_height) if slot in ("logo", "entry-logo") else max(wide, by_height)
