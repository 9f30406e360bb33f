"""What prevents a document from being composed, in French."""

from __future__ import annotations


class PaperError(RuntimeError):
    """A document that could not be composed; the message is French, `detail` is the engine's own."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class FontsMissing(PaperError):
    """The font is not installed, or its files cannot be read; the message says what to do."""
