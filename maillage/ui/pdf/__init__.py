"""The PDF engine: typst templates filled with plain data, in the house's font, accessible by construction."""

from .engine import ACCESSIBLE, PaperError, compile_files, compile_pdf, gather
from .lettering import breakable, lost_characters, printable
from .qr import qr_rows

__all__ = [
    "ACCESSIBLE",
    "PaperError",
    "breakable",
    "compile_files",
    "compile_pdf",
    "gather",
    "lost_characters",
    "printable",
    "qr_rows",
]
