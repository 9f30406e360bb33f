"""What a printer needs beyond the composed file, and what can be checked of it."""

from __future__ import annotations

import io

import pikepdf

BLEED = 3.0 / 25.4 * 72
"""Points printed beyond the cut, on each side."""


def add_bleed_boxes(pdf: bytes) -> bytes:
    """Say on each page where the bleed ends: the engine only says where the paper is cut.

    The same bytes come out for the same bytes in.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            left, bottom, right, top = (float(side) for side in page.trimbox)
            page.obj.BleedBox = pikepdf.Array(
                [round(side, 3) for side in (left - BLEED, bottom - BLEED, right + BLEED, top + BLEED)]
            )
        buffer = io.BytesIO()
        document.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
