"""Addresses in France: what is left of one for comparison."""

from __future__ import annotations

from dataclasses import dataclass

from .text import fold

# Words that say what kind of way it is, or where in the building, and so tell no address from another.
_KINDS_OF_WAY = (
    "a all allee allees appartement appt apt au aux av ave avenue bat batiment bd bis bld blvd boulevard bp "
    "cedex ch che chemin chez cours crs cs d de des du en esc escalier et etage hall imm immeuble imp "
    "impasse l la le les lot madame mme mlle monsieur n no numero pass passage pl place porte quai r res "
    "residence route rte rue sq square ter"
)
STREET_WORDS = frozenset(_KINDS_OF_WAY.split())


@dataclass(frozen=True, slots=True)
class Street:
    """What is left of an address for comparison: its numbers and its telling words."""

    numbers: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, address: str) -> Street:
        """Read an address as typed, with or without postcode and commune."""
        parts = fold(address).split()
        return cls(
            frozenset(part.lstrip("0") for part in parts if part.isdigit()),
            frozenset(
                part for part in parts if not part.isdigit() and part not in STREET_WORDS and len(part) > 1
            ),
        )

    def agrees(self, other: Street) -> str:
        """ "same", "street" (other number) or "other"; "" when one of them says nothing."""
        if not self.words or not other.words:
            return ""
        shared = len(self.words & other.words) / min(len(self.words), len(other.words))
        if shared < 0.6:
            return "other"
        if self.numbers and other.numbers and not self.numbers & other.numbers:
            return "street"
        return "same" if shared >= 0.75 else "street"
