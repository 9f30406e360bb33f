"""Folding, sorting, slugs and typography of French text."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from decimal import Decimal

# Letters that Unicode does not decompose, with what a French reader types for them.
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
)
_NOT_WORD = re.compile(r"[\W_]+")
_SPACES = re.compile(r"\s+")
# Zero-width and control characters that spreadsheets and web pages leave behind.
_INVISIBLE = re.compile("[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_NUMBER = re.compile(r"[0-9]+")
MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NARROW_BEFORE = re.compile(r"[ \u00a0\u202f]+([;!?])")
_WIDE_BEFORE = re.compile(r"[ \u00a0\u202f]+([:»%€])")
_WIDE_AFTER = re.compile(r"«[ \u00a0\u202f]*")


def french_date(day: date) -> str:
    """« 1er novembre 2026 », its spaces unbreakable."""
    return f"{'1er' if day.day == 1 else day.day}\u00a0{MONTH_NAMES[day.month - 1]}\u00a0{day.year}"


def french_number(value: float | Decimal, digits: int = 0) -> str:
    """« 1 234,5 », its spaces unbreakable, rounded to so many decimals."""
    return f"{value:,.{digits}f}".replace(",", "\u00a0").replace(".", ",")


def clean_spaces(text: str) -> str:
    """Return `text` without invisible characters, every run of white space (any kind) made one space."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


class _Plain(dict[int, str]):
    """Character → itself without accents or ligatures, worked out once for each character met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).translate(_LIGATURES))
        plain = self[code] = "".join(char for char in decomposed if not unicodedata.combining(char))
        return plain


_PLAIN = _Plain()


def unaccent(text: str) -> str:
    """Return `text` without accents or ligatures, its case and its punctuation kept."""
    return text if text.isascii() else text.translate(_PLAIN)


def fold(text: str) -> str:
    """Return the form in which two spellings of the same words are equal.

    No accents, no ligatures, lower case, punctuation made into single spaces: « L’Œuvre  Sainte-Élise » gives
    "l oeuvre sainte elise". Folding twice changes nothing.
    """
    return _NOT_WORD.sub(" ", unaccent(_INVISIBLE.sub("", text)).casefold()).strip()


def sort_key(text: str) -> str:
    """Return a key whose bytewise order is French alphabetical order.

    Accents and case only decide between words otherwise equal, words are compared one by one, and numbers
    by their value (« Cité 9 » before « Cité 10 »). Leading articles count. The key is made to be stored in
    a column and compared bytewise ("C" collation), since databases differ in their own collations.
    """
    return f"{_NUMBER.sub(_padded, fold(text))}\t{clean_spaces(text).casefold()}"


_PARTICLES = {"da", "des", "di", "du", "el", "la", "las", "le", "les", "los", "van", "von"}


_CIVILITIES = {
    "m",
    "mm",
    "mr",
    "mme",
    "mmes",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "dr",
    "docteur",
    "me",
    "pr",
}


def person_sort_key(name: str) -> str:
    """Return the key that sorts people by family name, then by first name, as `sort_key` sorts.

    The family name is what stands before a comma or is written in capitals, else the last word with the
    particle that sorts with it (« Anne de La Tour » under "la tour", « Jean d’Arc » under "arc"). Civilities,
    and what is added between brackets at the end, do not count.
    """
    name = _ASIDE.sub("", name) or name
    before, comma, after = name.partition(",")
    words = [word for word in name.split() if fold(word) not in _CIVILITIES] or name.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper() and "." not in word]
    if comma:
        family, first = before, after
    elif any(len(word) > 2 for word in capitals) and len(capitals) < len(words):
        family, first = " ".join(capitals), " ".join(word for word in words if word not in capitals)
    else:
        start = max(len(words) - 1, 0)
        while start > 1 and words[start - 1].casefold() in _PARTICLES:
            start -= 1
        family, first = " ".join(words[start:]), " ".join(words[:start])
        if family[:1].isdigit():
            family, first = name, ""
    return sort_key(f"{_ELIDED_PARTICLE.sub('', family)} {first}")


_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_ELIDED_PARTICLE = re.compile(r"^\s*d\s?['’]\s?", re.IGNORECASE)


def _padded(match: re.Match[str]) -> str:
    digits = match.group().lstrip("0") or "0"
    return f"{min(len(digits), 99):02d}{digits}"


def slugify_fr(text: str, max_length: int = 80) -> str:
    """Return `text` for a web address: ASCII words joined by hyphens, cut at a word's end, perhaps empty."""
    ascii_text = fold(text).encode("ascii", "ignore").decode()
    slug = "-".join(ascii_text.split())
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def numbered(base: str, taken: Collection[str]) -> str:
    """The first of `base`, `base-2`, `base-3`… that is not taken."""
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def typeset(text: str) -> str:
    """Return a French sentence with its typographic apostrophes and its non-breaking spaces."""
    text = text.replace("'", "’")
    text = _NARROW_BEFORE.sub("\u202f\\1", text)
    text = _WIDE_BEFORE.sub("\u00a0\\1", text)
    return _WIDE_AFTER.sub("«\u00a0", text)
