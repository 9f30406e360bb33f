"""The PDF engine: typst templates filled with plain data, in the house's font, accessible by construction."""

from .engine import ACCESSIBLE, compile_files, compile_pdf, compile_picture, gather
from .errors import PaperError
from .lettering import breakable, lost_characters, printable
from .qr import qr_rows

__all__ = [
    "ACCESSIBLE",
    "PaperError",
    "breakable",
    "compile_files",
    "compile_pdf",
    "compile_picture",
    "gather",
    "lost_characters",
    "printable",
    "qr_rows",
]
