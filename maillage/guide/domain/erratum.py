"""Take out of a frozen edition what may no longer be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from maillage.guide.domain.edition import Material, PictureRef, Stock
from maillage.guide.domain.wording import counted, listed


@dataclass(frozen=True)
class Withdrawals:
    """What was withdrawn since an edition was frozen."""

    entries: frozenset[str] = frozenset()  # uid
    addresses: frozenset[str] = frozenset()  # uid of those that hide theirs now
    people: frozenset[int] = frozenset()  # contacts
    pictures: frozenset[int] = frozenset()  # their rows

    def __bool__(self) -> bool:
        return bool(self.entries or self.addresses or self.people or self.pictures)

    def key(self) -> str:
        """A text that is the same for the same withdrawals."""
        return repr([sorted(self.entries), sorted(self.addresses), sorted(self.people), sorted(self.pictures)])

    def sentence(self) -> str:
        """What the corrected document says of it (empty when nothing was withdrawn)."""
        parts = [
            counted(len(found), one, many)
            for found, one, many in (
                (self.entries, "structure", ""),
                (self.addresses, "adresse", ""),
                (self.people, "personne", ""),
                (self.pictures, "image", ""),
            )
            if found
        ]
        if not parts:
            return ""
        return (
            f"Depuis la parution de cette édition, ont été retirées : {listed(parts)}. "
            "Ce fichier ne les contient plus ; les pages peuvent différer de l’édition imprimée."
        )


def without(stock: Stock, gone: Withdrawals) -> Stock:
    """The contents of an edition less what was withdrawn."""
    return replace(
        stock,
        entries=[_lightened(entry, gone) for entry in stock.entries if entry.uid not in gone.entries],
        projects=[
            replace(project, parts=[part for part in project.parts if part.uid not in gone.entries])
            for project in stock.projects
        ],
    )


def _lightened(entry: Material, gone: Withdrawals) -> Material:
    if entry.uid in gone.addresses:
        entry = replace(entry, address="", postcode="", point=None)
    if any(person.contact in gone.people for person in entry.people):
        entry = replace(entry, people=[one for one in entry.people if one.contact not in gone.people])
    return replace(entry, logo=_kept(entry.logo, gone), photo=_kept(entry.photo, gone))


def _kept(picture: PictureRef | None, gone: Withdrawals) -> PictureRef | None:
    return None if picture and picture.key in gone.pictures else picture


def withdrawals(
    stock: Stock,
    *,
    shown: Mapping[str, bool],
    agreed: frozenset[int] | set[int],
    pictures: frozenset[int] | set[int],
) -> Withdrawals:
    """What of an edition may no longer be shown.

    `shown` says of each actor that may still appear (by uid) whether its address may; `agreed` are the
    contacts who agree today; `pictures` those that may be shown today.
    """
    kept = [entry for entry in stock.entries if entry.uid in shown]
    printed = {p.key for entry in kept for p in (entry.logo, entry.photo) if p}
    return Withdrawals(
        entries=frozenset(entry.uid for entry in stock.entries if entry.uid not in shown),
        addresses=frozenset(
            entry.uid for entry in kept if (entry.address or entry.point) and not shown[entry.uid]
        ),
        people=frozenset(
            person.contact for entry in kept for person in entry.people if person.contact not in agreed
        ),
        pictures=frozenset(printed - set(pictures)),
    )
