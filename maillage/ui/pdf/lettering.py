"""Text as the paper's font can set it: what it lacks is replaced, never a reason to fail."""

from __future__ import annotations

import re
import unicodedata

from maillage.ui.pdf.fonts import covered_characters

# What stands for characters that the font lacks but whose meaning plain ones can bear.
_REPLACED = str.maketrans(
    {
        "\u202f": "\u00a0", "\u2007": "\u00a0", "\u2009": " ", "\u200a": "", "\u2011": "-",
        "\u2010": "-", "\u2012": "–", "\u2015": "—",
        "→": "›", "⇒": "›", "►": "›", "▶": "›", "←": "‹", "●": "•", "■": "•",
        "▪": "•", "◦": "•", "‣": "•", "✓": "•", "✔": "•", "№": "n°", "′": "’", "″": "”", "ﬁ": "fi", "ﬂ": "fl",
        "ʼ": "’", "‛": "’", "‟": "“", "≤": "<=", "≥": ">=", "≠": "<>", "Ω": "ohm", "☎": "tél.", "✆": "tél.",
    }
)  # fmt: skip
# Marks of direction, joiners, variation selectors: nothing to draw once their script is gone.
_INVISIBLE_CATEGORIES = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"})
_ZERO_WIDTH = "\u200b"
ELLIPSIS = "[…]"
"""What stands for a passage written in letters that the font lacks."""
_LONG_WORD = 32
_PIECE = 14
# After a sign that joins, where enough follows for the next line not to hold « org » alone.
_SEAMS = re.compile(r"(?<=[@/.\-_?&=])(?=\w{5})")
_AT = re.compile(r"(?<=@)")


def printable(text: str) -> str:
    """Return `text` with only characters that the font can draw.

    Near equivalents are used where there are some (narrow spaces, arrows, accents composed otherwise);
    pictures and emoji vanish; a passage in another script becomes « […] ». New lines and tabulations stay.
    """
    return _filtered(text)[0]


def lost_characters(text: str) -> str:
    """The visible characters of `text` that `printable` cannot keep, each once, in order."""
    return "".join(dict.fromkeys(_filtered(text)[1]))


def _filtered(text: str) -> tuple[str, list[str]]:
    covered = covered_characters()
    if covered.issuperset(text):
        return text, []
    kept: list[str] = []
    lost: list[str] = []
    for char in unicodedata.normalize("NFC", text).translate(_REPLACED):
        if char in covered or char in "\n\t" or char == _ZERO_WIDTH:
            kept.append(char)
        elif unicodedata.category(char) in _INVISIBLE_CATEGORIES:
            continue
        elif covered.issuperset(plain := unicodedata.normalize("NFKC", char)) or covered.issuperset(
            plain := "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        ):
            kept.append(plain)
        elif char.isspace():
            kept.append(" ")
        else:
            lost.append(char)
            if char.isalnum() and "".join(kept[-1:]) != ELLIPSIS and kept[-2:] != [ELLIPSIS, " "]:
                kept.append(ELLIPSIS)
    return "".join(kept), lost


def breakable(text: str, longest: int = _LONG_WORD) -> str:
    """Let words of more than `longest` characters (addresses above all) be cut where a reader would.

    Zero-width spaces are put after the signs that join, and inside what is still too long.
    """
    if len(text) <= longest:
        return text
    return re.sub(rf"\S{{{longest + 1},}}", _cut, text)


def _cut(match: re.Match[str]) -> str:
    word = match.group()
    # An e-mail address is best read cut at its « @ » alone.
    parts = _AT.split(word)
    short = len(parts) == 2 and max(map(len, parts)) <= _LONG_WORD
    pieces = parts if short else _SEAMS.split(word)
    return _ZERO_WIDTH.join(
        _ZERO_WIDTH.join(piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE))
        if len(piece) > _LONG_WORD
        else piece
        for piece in pieces
    )
