"""Compose the booklet: for the screen, accessible; for the printer, with bleed and in the four inks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from maillage.guide.domain.edition import Stock
from maillage.guide.paper.layout import lay_out
from maillage.guide.paper.press import add_bleed_boxes, page_count
from maillage.ui.pdf import ACCESSIBLE, compile_files, gather

TEMPLATE = Path(__file__).parent / "templates"
Use = Literal["screen", "press"]


@dataclass(frozen=True)
class Booklet:
    """A composed document."""

    content: bytes
    page_count: int

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the bytes (hex)."""
        return hashlib.sha256(self.content).hexdigest()


def document_files(
    stock: Stock, assets: Mapping[str, bytes], use: Use, *, proof: bool = False, erratum: str = ""
) -> dict[str, bytes]:
    """Every file that a document of the edition is made of. Raises `PaperError` when the font is missing."""
    data = lay_out(stock, press=use == "press", proof=proof, erratum=erratum)
    return gather(TEMPLATE, data, assets)


def compose(files: Mapping[str, bytes], use: Use, day: date) -> Booklet:
    """Compose gathered files, dated of the edition's day so that they always give the same bytes.

    Raises `PaperError`.
    """
    stamp = datetime.combine(day, time(12), tzinfo=UTC)
    # The printer's file is for machines that trim and fold; the accessible one is the screen's.
    content = compile_files(files, standards=ACCESSIBLE if use == "screen" else (), timestamp=stamp)
    if use == "press":
        content = add_bleed_boxes(content)
    return Booklet(content, page_count(content))


def print_guide(
    stock: Stock, assets: Mapping[str, bytes], use: Use, *, proof: bool = False, erratum: str = ""
) -> Booklet:
    """Compose an edition from its material. Raises `PaperError`."""
    files = document_files(stock, assets, use, proof=proof, erratum=erratum)
    return compose(files, use, date.fromisoformat(stock.plan.dated_on))
