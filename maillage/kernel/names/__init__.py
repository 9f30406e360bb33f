"""Names of French organisations: a key to compare them by, and how alike two of them are.

Lists of associations spell the same name in many ways (« ASS FAMIL RURALE », « AFR du Val », « Familles
rurales (ex foyer rural) ») and give near-identical names to different actors (« Union sportive, section
judo » and « Union sportive »). The key separates what names an actor from what says its place in a
hierarchy; the similarity aligns words as people abbreviate them, and lets contradictions of section,
discipline, number or place weigh more than the words in common.
"""

from .key import NameKey, name_key
from .similarity import (
    LIKELY_SAME,
    POSSIBLY_SAME,
    is_section_of,
    letter_apart,
    name_similarity,
    token_weights,
)

__all__ = [
    "LIKELY_SAME",
    "POSSIBLY_SAME",
    "NameKey",
    "is_section_of",
    "letter_apart",
    "name_key",
    "name_similarity",
    "token_weights",
]
