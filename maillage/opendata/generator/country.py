"""The legal units of the generated country: what each one is, drawn by blocks of indexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache

import numpy as np

from maillage.opendata.outlines import Polygons
from maillage.opendata.sources.communes import Place, read_places

from .hashing import Draws, Mask, Real, Whole, indexes
from .identifiers import FIRST_NIC, country_siren, siret
from .margins import FLAGGED_NAF, KINDS, REFERENCE, Kind, bands
from .words import activities, homonyms

ALONE_FIRST = 1 << 40  # indexes of the associations that SIRENE does not know
PLANTED_FIRST = 1 << 41
# Those of SIRENE, living or not, and those that the RNA alone knows, for 69 million inhabitants.
ASSOCIATIONS_PER_INHABITANT = 0.044
_EPOCH = date(1970, 1, 1)
_OLDEST = (date(1901, 7, 1) - _EPOCH).days
REFERENCE_DAY = (REFERENCE - _EPOCH).days
NEVER = np.iinfo(np.int32).max
ASSOCIATION_KINDS = frozenset(("association", "droit-local", "utilite-publique", "non-declaree"))


@cache
def official_places() -> tuple[Place, ...]:
    """Every code of the official geography, read once."""
    return tuple(read_places())


@lru_cache(maxsize=4)
def geography_of(without: frozenset[str] = frozenset()) -> Geography:
    """The country's places, of which the communes of `without` are never drawn."""
    return Geography.of(official_places(), without)


def day(when: date) -> int:
    """Days since 1970, as everywhere in the blocks."""
    return (when - _EPOCH).days


@dataclass(frozen=True, eq=False)
class Geography:
    """Places where one may have an address (districts, not Paris, Lyon or Marseille), and their weights."""

    places: tuple[Place, ...]
    weights: tuple[float, ...]

    @cached_property
    def communes(self) -> list[str]:
        """Each place's commune as people write it: « Paris » for a district."""
        return [re.sub(r" \d+er? Arrondissement$", "", place.name or "") for place in self.places]

    @cached_property
    def departments(self) -> list[str]:
        """Each place's department."""
        return [place.department or "" for place in self.places]

    @cached_property
    def populations(self) -> Real:
        """Inhabitants of each place, 1 at least."""
        return np.array([max(float(place.population or 0), 1.0) for place in self.places])

    @cached_property
    def homonym_shares(self) -> Real:
        """Share of the associations of each place (row) that bear each of the names that many towns have.

        A town hardly has two of them, so that their share falls in large ones; the whole keeps its own.
        """
        shares = np.array([share for _, share in homonyms()])
        most = 0.6 / (ASSOCIATIONS_PER_INHABITANT * self.populations)[:, None]
        low, high = shares, np.ones_like(shares)
        for _ in range(40):
            middle = (low + high) / 2
            found = np.average(np.minimum(middle, most), axis=0, weights=self.populations)
            low, high = np.where(found < shares, middle, low), np.where(found < shares, high, middle)
        shared: Real = np.minimum(high, most)
        return shared

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {place.code: position for position, place in enumerate(self.places)}

    @classmethod
    def of(cls, places: Sequence[Place], without: frozenset[str] = frozenset()) -> Geography:
        """Places drawn by population; those of `without` (codes of communes) are never drawn."""
        split = {place.commune for place in places if place.district}
        kept = [
            place
            for place in places
            if place.postcodes and (place.district or (place.code == place.commune and place.code not in split))
        ]
        return cls(
            tuple(kept),
            tuple(0.0 if place.commune in without else float(place.population or 0) for place in kept),
        )

    def position(self, code: str) -> int:
        """Where a commune or district stands in `places`; a ValueError in French when it is not there."""
        try:
            return self._positions[code]
        except KeyError as error:
            raise ValueError(
                f"Le plan cite la commune « {code} », qui n’est pas une commune d’aujourd’hui."
            ) from error


@dataclass(slots=True)
class Units:
    """A block of legal units, one position for each. Days count from 1970; `ceased` is NEVER for the living.

    `kind`, `legal`, `activity`, `naf` and `band` are positions (in KINDS, `legal_codes`, `activities()`,
    `naf_codes`, BANDS); `number` is that of the seat in its SIRET. What a plan decides: `band` (-1: drawn) and
    `extras`, the number of establishments beside the seat; and, by position of the unit, its name, its RNA
    identifier, its address (number, street, postcode), the place and the brand of its branches; and, by place,
    the outline in which its establishments stand.
    """

    draws: Draws
    order: Whole
    siren: Whole
    kind: Whole
    legal: Whole
    activity: Whole
    naf: Whole
    place: Whole
    created: Whole
    ceased: Whole
    number: Whole
    band: Whole | None = None
    extras: Whole | None = None
    names: dict[int, str] = field(default_factory=dict)
    given_rna: dict[int, str] = field(default_factory=dict)
    given_address: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    branches: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    outlines: dict[int, Polygons] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.siren)

    def siret(self, rows: Whole, rank: Whole | int = 0) -> Whole:
        """The SIRET of the establishments of that rank (0: the seat) of some units."""
        return siret(self.siren[rows], self.number[rows] + rank)

    @property
    def ess(self) -> Mask:
        """Those of a kind with a family or a group of the ESS or of insertion."""
        return _ESS[self.kind]


@cache
def legal_codes() -> tuple[str, ...]:
    """Every legal category that a kind may have."""
    return tuple(sorted({code for kind in KINDS for code in kind.legal}))


@cache
def naf_codes() -> tuple[str, ...]:
    """Every NAF code that a kind or an activity may have."""
    found = {code for kind in KINDS for code in kind.naf} | {code for one in activities() for code in one.naf}
    return tuple(sorted(found | set(FLAGGED_NAF)))


_ESS = np.array([bool(kind.family or kind.group) for kind in KINDS])
_LEGAL = {code: position for position, code in enumerate(legal_codes())}
_NAF = {code: position for position, code in enumerate(naf_codes())}


def country_units(seed: int, start: int, stop: int, geography: Geography) -> Units:
    """The units of [start, stop): each a function of the seed and of its own number alone."""
    order = np.arange(start, stop, dtype=np.int64)
    draws = Draws(seed, indexes(start, stop))
    kind = draws.pick("kind", [one.units for one in KINDS])
    return shape(draws, order, country_siren(order), kind, draw_places(draws, kind, geography), geography)


def alone_units(seed: int, start: int, stop: int, geography: Geography) -> Units:
    """The associations of [start, stop) that only the RNA knows; their SIREN is meaningless."""
    order = np.arange(start, stop, dtype=np.int64)
    draws = Draws(seed, indexes(ALONE_FIRST + start, ALONE_FIRST + stop))
    kind = np.zeros(len(order), dtype=np.int64)
    return shape(draws, order, order, kind, draw_places(draws, kind, geography), geography)


def draw_places(draws: Draws, kind: Whole, geography: Geography) -> Whole:
    """A place for each unit, by population; kinds bound to some departments stay there."""
    place = draws.pick("place", geography.weights)
    for position, one in enumerate(KINDS):
        if one.departments and len(rows := np.flatnonzero(kind == position)):
            weights = [
                weight if department in one.departments else 0.0
                for department, weight in zip(geography.departments, geography.weights)
            ]
            place[rows] = draws.at(rows).pick("place", weights)
    return place


def shape(
    draws: Draws,
    order: Whole,
    siren: Whole,
    kind: Whole,
    place: Whole,
    geography: Geography,
    alive: Mask | None = None,
) -> Units:
    """Draw the rest of units whose kind and place are known; `alive` says who lives, where it is decided."""
    size = len(order)
    legal, naf = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    activity = np.full(size, -1, dtype=np.int64)
    age, active = np.zeros(size), np.zeros(size)
    for position in np.unique(kind):
        one, rows = KINDS[position], np.flatnonzero(kind == position)
        mine = draws.at(rows)
        legal[rows] = _choose(mine, "legal", one.legal, _LEGAL)
        age[rows], active[rows] = one.age, one.active
        if one.naf:
            naf[rows] = _choose(mine, "naf", one.naf, _NAF)
        else:
            activity[rows], naf[rows] = _draw_activities(mine, geography.homonym_shares[place[rows]])
    # Ages follow an exponential law, cut at the law of 1901.
    years = -age * np.log1p(-draws.real("age"))
    created = np.maximum(
        REFERENCE_DAY - (years * 365.25).astype(np.int64), _OLDEST + draws.below("early", 3000)
    )
    lives = draws.chance("active", active) if alive is None else alive
    lasted = (REFERENCE_DAY - created) * draws.real("lasted")
    ceased = np.where(lives, NEVER, created + np.maximum(lasted.astype(np.int64), 1))
    return Units(
        draws, order, siren, kind, legal, activity, naf, place, created, ceased, np.full(size, FIRST_NIC)
    )


def _choose(draws: Draws, stream: str, weights: dict[str, float], positions: dict[str, int]) -> Whole:
    codes = np.array([positions[code] for code in weights])
    chosen: Whole = codes[draws.pick(stream, list(weights.values()))]
    return chosen


@cache
def _naf_shares() -> tuple[list[str], list[float]]:
    """Shares of the NAF codes among associations that have no code of their kind; "" for all other codes."""
    base = sum(_flagged(kind) for kind in KINDS if kind.family == "association" and not kind.naf)
    shares = {code: count / base for code, count in FLAGGED_NAF.items()}
    return [*shares, ""], [*shares.values(), 1 - sum(shares.values())]


def _flagged(kind: Kind) -> float:
    return kind.units * (kind.active * kind.flagged + (1 - kind.active) * kind.flagged_closed)


@cache
def _activity_weights(naf: str) -> list[float]:
    bank = activities()
    if naf == "94.99Z":
        return [one.weight for one in bank]
    if naf:
        return [one.weight if naf in one.naf else 0.0 for one in bank]
    return [one.weight if one.other_naf else 0.0 for one in bank]


def _draw_activities(draws: Draws, bare_shares: Real) -> tuple[Whole, Whole]:
    codes, shares = _naf_shares()
    drawn = draws.pick("naf", shares)
    activity, naf = np.zeros(len(draws), dtype=np.int64), np.zeros(len(draws), dtype=np.int64)
    bank = activities()
    for position, code in enumerate(codes):
        rows = np.flatnonzero(drawn == position)
        if not len(rows):
            continue
        mine = draws.at(rows)
        activity[rows] = mine.pick("activity", _activity_weights(code))
        if code:
            naf[rows] = _NAF[code]
        else:
            choice = mine.bits("other naf")
            naf[rows] = [
                _NAF[bank[one].other_naf[int(bit) % len(bank[one].other_naf)]]
                for one, bit in zip(activity[rows], choice >> np.uint64(8))
            ]
    bare = (draws.real("homonym")[:, None] >= np.cumsum(bare_shares, axis=1)).sum(axis=1)
    for rank, (position, _) in enumerate(homonyms()):
        activity[bare == rank] = position
    return activity, naf


@dataclass(frozen=True, slots=True)
class Establishments:
    """The establishments of a block, by unit then rank; `unit` is the position of theirs in the block."""

    draws: Draws
    unit: Whole
    rank: Whole
    place: Whole
    band: Whole
    created: Whole
    closed: Whole

    def __len__(self) -> int:
        return len(self.unit)


_BAND_SHARES = [bands(kind) for kind in KINDS]
_EXTRAS = np.array([kind.extras for kind in KINDS])
_EXTRAS_ACTIVE = np.array([kind.extras_active for kind in KINDS])
_LONGEST = 15


def establishments(units: Units, geography: Geography) -> Establishments:
    """The seat (rank 0) and the other establishments of each unit."""
    size = len(units)
    if units.extras is None:
        # A geometric law of the wanted mean; a share of the units moves, opens and closes.
        ratio = _EXTRAS / (1 + _EXTRAS)
        with np.errstate(divide="ignore"):
            count = np.log1p(-units.draws.real("extras")) / np.log(np.maximum(ratio, 1e-12))[units.kind]
        extras = np.minimum(np.where(_EXTRAS[units.kind] > 0, count, 0), _LONGEST).astype(np.int64)
    else:
        extras = units.extras
    unit = np.repeat(np.arange(size), extras + 1)
    first = np.concatenate(([0], np.cumsum(extras + 1)[:-1])) if size else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(unit)) - first[unit]
    draws = Draws(units.draws.seed ^ 0x5EA7, units.draws.index[unit] * np.uint64(64) + rank.astype(np.uint64))
    seat, kind = rank == 0, units.kind[unit]

    place = units.place[unit].copy()
    if units.extras is None:
        away = np.flatnonzero(~seat & draws.chance("away", 0.3))
        place[away] = draws.at(away).pick("place", geography.weights)
    end = np.minimum(units.ceased[unit], REFERENCE_DAY)
    start = units.created[unit]
    created = np.where(seat, start, start + ((end - start) * draws.real("opened") ** 2).astype(np.int64))
    lives = seat | draws.chance("lives", _EXTRAS_ACTIVE[kind]) | (units.extras is not None)
    for position, branches in units.branches.items():
        for number, (branch, _) in enumerate(branches, 1):
            place[first[position] + number] = branch
    closed = np.where(
        lives,
        units.ceased[unit],
        created + np.maximum(((end - created) * draws.real("closed")).astype(np.int64), 1),
    )

    band = np.zeros(len(unit), dtype=np.int64)
    for position in np.unique(kind):
        rows = np.flatnonzero(kind == position)
        band[rows] = draws.at(rows).pick("band", _BAND_SHARES[position])
    if units.band is not None:
        fixed = units.band[unit]
        band = np.where(fixed >= 0, fixed, band)
    return Establishments(draws, unit, rank, place, band, created, closed)
