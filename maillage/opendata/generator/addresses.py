"""Addresses: made-up streets in real communes, and the houses that many associations share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .country import Geography
from .hashing import Draws, Mask, Whole
from .names import official_commune
from .words import words

SHARED = 0.15
"""Associations whose seat is the house of associations of their commune."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """One address a row, in the columns of SIRENE; `house` is the name of a shared place, else null."""

    house: pa.Array
    number: pa.Array
    kind: pa.Array
    street: pa.Array
    postcode: pa.Array
    commune_name: pa.Array
    commune: pa.Array

    def street_line(self) -> pa.Array:
        """The street without its number."""
        return pc.binary_join_element_wise(self.kind, self.street, " ", null_handling="skip")

    def line(self) -> pa.Array:
        """Number and street on one line."""
        return pc.binary_join_element_wise(self.number, self.kind, self.street, " ", null_handling="skip")


@lru_cache(maxsize=4)
def _columns(geography: Geography) -> tuple[pa.Array, pa.Array, pa.Array, Whole, Whole]:
    places = geography.places
    counts = np.array([len(place.postcodes) for place in places])
    return (
        pa.array([place.code for place in places]),
        pa.array([official_commune(place.name) for place in places]),
        pa.array([code for place in places for code in place.postcodes]),
        np.concatenate(([0], np.cumsum(counts)[:-1])),
        counts,
    )


def addresses(draws: Draws, place: Whole, shared: Mask, geography: Geography) -> Addresses:
    """The address of each row in its place; `shared` rows of a commune all get the same."""
    codes, names, postcodes, first, counts = _columns(geography)
    where = Draws(draws.seed, np.where(shared, place.astype(np.uint64) + np.uint64(1 << 50), draws.index))
    streets = [street.split("|") for street in words()["streets"]]
    street = where.below("street", len(streets))
    number = 1 + (where.real("number") ** 2 * 120).astype(np.int64)
    postcode = first[place] + (where.real("postcode") * counts[place]).astype(np.int64)
    return Addresses(
        house=pc.if_else(pa.array(shared), "MAISON DES ASSOCIATIONS", pa.scalar(None, pa.string())),
        number=pc.cast(pa.array(number), pa.string()),
        kind=pa.array([one[0] for one in streets]).take(pa.array(street)),
        street=pa.array([one[1] for one in streets]).take(pa.array(street)),
        postcode=postcodes.take(pa.array(postcode)),
        commune_name=names.take(pa.array(place)),
        commune=codes.take(pa.array(place)),
    )
