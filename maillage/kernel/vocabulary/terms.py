"""The shape of every controlled vocabulary: frozen terms in a container that keeps their order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..text import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry: a stable code stored in data, the French label shown, and a definition of one sentence."""

    code: str
    label: str
    definition: str

    def __post_init__(self) -> None:
        # Typeset here, so that whoever writes a term needs not type invisible spaces.
        object.__setattr__(self, "label", typeset(self.label))
        object.__setattr__(self, "definition", typeset(self.definition))


TermT = TypeVar("TermT", bound=Term)


class Vocabulary(Generic[TermT]):
    """An ordered, unchangeable set of terms, found by their codes.

    Raise ValueError when two terms bear the same code.
    """

    def __init__(self, name: str, terms: Iterable[TermT]) -> None:
        self.name = name
        self._terms: dict[str, TermT] = {}
        for term in terms:
            if term.code in self._terms:
                raise ValueError(f"{name}: code {term.code!r} is given twice")
            self._terms[term.code] = term

    def get(self, code: str) -> TermT | None:
        """Return the term of this code, or None."""
        return self._terms.get(code)

    def __getitem__(self, code: str) -> TermT:
        return self._terms[code]

    def label(self, code: str) -> str:
        """Return the French label of a code; an unknown code (of another release) is shown as it is."""
        term = self._terms.get(code)
        return term.label if term else code

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(self._terms)

    def choices(self) -> list[tuple[str, str]]:
        """The (code, label) pairs in order, as forms want them."""
        return [(term.code, term.label) for term in self]

    def __iter__(self) -> Iterator[TermT]:
        return iter(self._terms.values())

    def __contains__(self, code: object) -> bool:
        return code in self._terms

    def __len__(self) -> int:
        return len(self._terms)

    def __repr__(self) -> str:
        return f"<Vocabulary {self.name}: {len(self)} terms>"
