"""How a booklet says things: cut texts, counted nouns, dates, addresses, in good French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from maillage.kernel.text import MONTH_NAMES, clean_spaces, french_number, typeset

_SENTENCE = re.compile(r"(?<=[.!?…»])\s+(?=[A-ZÀ-ÖØ-Þ«0-9])")
_ACCORDING = re.compile(r"\s*(D[’']après [^.]*(?:\([^)]*\))?\.?)\s*$")


def shorten(text: str, limit: int) -> str:
    """Cut a text at the end of a sentence, else of a word (with « … »), within `limit` characters.

    A text that fits comes back whole; a cut keeps at least a third of the limit, so that a short first
    sentence is not all that is left of a long one.
    """
    text = clean_spaces(text)
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in _SENTENCE.split(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    if len(kept) >= limit / 3:
        return kept
    cut = text[:limit]
    if " " in cut[limit // 2 :]:
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:–-(«’'") + "…"


def split_according(text: str) -> tuple[str, str]:
    """Part a presentation from a last sentence that says where it comes from (« D’après … »)."""
    match = _ACCORDING.search(text)
    if not match:
        return text, ""
    return text[: match.start()].rstrip(), match.group(1).rstrip(".")


def counted(count: int, one: str, many: str = "") -> str:
    """« 1 structure », « 2 280 structures »; the plural adds an s unless it is given."""
    return f"{french_number(count)}\u00a0{one if count < 2 else many or one + 's'}"


def file_size(size: int) -> str:
    """« 850 ko », « 4,1 Mo »."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0ko"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + "\u00a0Mo"


def month_of(day: date) -> str:
    """« mai 2026 »."""
    return f"{MONTH_NAMES[day.month - 1]}\u00a0{day.year}"


def listed(words: Sequence[str], last: str = " et ") -> str:
    """« a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + last + words[-1]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text typed in a form, its French typography mended."""
    parts = re.split(r"\n\s*\n|\r\n\s*\r\n", text.strip())
    return [typeset(clean_spaces(part)) for part in parts if part.strip()]


_SMALL_WORDS = frozenset({
    "rue", "avenue", "av", "boulevard", "bd", "bld", "place", "pl", "chemin", "ch", "impasse", "imp", "allée",
    "allee", "all", "allées", "route", "rte", "quai", "square", "sq", "cours", "passage", "esplanade",
    "résidence", "residence", "res", "bâtiment", "batiment", "bat", "appartement", "appt", "escalier",
    "lotissement", "de", "du", "des", "d", "la", "le", "les", "l", "et", "à", "a", "au", "aux",
    "en", "sur", "sous", "lès", "bis", "ter", "chez",
})  # fmt: skip
_SIGLES = frozenset({"bp", "cs", "zac", "za", "zi", "hlm"})


def calm_address(text: str) -> str:
    """An address shouted in capitals, as registers keep them, in ordinary case: « 5 rue Bayard »."""
    if text.upper() != text or sum(char.isalpha() for char in text) < 4:
        return text
    return "".join(map(_calm, re.split(r"(\W+)", text.lower())))


def _calm(word: str) -> str:
    if word in _SIGLES:
        return word.upper()
    return word if word in _SMALL_WORDS else word.capitalize()


def spoken_hours(text: str) -> str:
    """A text in which the figures of an hour stay together at the end of a line: « 9 h 30 »."""
    return re.sub(r"(\d{1,2}) (h)\b( (\d{2}))?", lambda m: m.group(0).replace(" ", "\u00a0"), text)
