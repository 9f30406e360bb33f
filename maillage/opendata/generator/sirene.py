"""StockUniteLegale and StockEtablissement of a block of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .addresses import SHARED, Addresses, addresses
from .associations import rna_numbers
from .country import NEVER, Establishments, Geography, Units, establishments, legal_codes, naf_codes
from .defects import Defects
from .hashing import Draws, Mask, Whole
from .identifiers import digits
from .layouts import ESTABLISHMENTS_HEADER, UNITS_HEADER
from .margins import BANDS, KINDS
from .names import capitals, sigle, spelt, true_names
from .positions import lambert93, positions
from .words import activities, words

_NOTHING = pa.nulls(1, pa.string())[0]  # unlike `pa.scalar`, asks for no pandas
_NOT_SAID = "[ND]"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of units with what every file needs: establishments, names, who lives on the day of the vintage.

    `rows` are the positions of organisations (ESS, insertion, and what the plan names); `names`,
    `sirene_names`, `traps` go with `rows`. `day` is the vintage, in days since 1970.
    """

    units: Units
    places: Establishments
    day: int
    geography: Geography
    defects: Defects
    rows: Whole
    names: list[str]
    sirene_names: list[str]
    traps: list[str]

    @classmethod
    def of(cls, units: Units, geography: Geography, day: int, defects: Defects) -> Block:
        """Draw the rest of a block, as it stands on a day."""
        rows = np.flatnonzero(
            units.ess | _NAMED[units.kind] | np.isin(np.arange(len(units)), list(units.names))
        )
        names = true_names(units, rows, geography)
        communes = [geography.communes[position] for position in units.place[rows].tolist()]
        spelling, traps = spelt(names, communes, units.draws.at(rows), "sirene", defects.respelt)
        for at, row in enumerate(rows.tolist()):
            if row in units.names or _alone(units, row):
                spelling[at], traps[at] = names[at], ""
        places = establishments(units, geography)
        return cls(units, places, day, geography, defects, rows, names, spelling, traps)

    def address(self, rows: Whole) -> Addresses:
        """The addresses of some establishments."""
        places, given = self.places, self.units.given_address
        shared = _ASSOCIATION[self.units.kind[places.unit[rows]]] & places.draws.at(rows).chance(
            "house", SHARED
        )
        if given:
            shared &= ~np.isin(places.unit[rows], list(given))
        drawn = addresses(places.draws.at(rows), places.place[rows], shared, self.geography)
        if not given:
            return drawn
        mine = np.flatnonzero(np.isin(places.unit[rows], list(given)) & (places.rank[rows] == 0))
        parts = [given[unit] for unit in places.unit[rows][mine].tolist()]
        number, street, postcode = (scattered(len(rows), mine, [part[at] for part in parts]) for at in range(3))
        here = np.isin(np.arange(len(rows)), mine)
        return replace(
            drawn,
            number=where(here, number, drawn.number),
            kind=where(here, None, drawn.kind),
            street=where(here, street, drawn.street),
            postcode=pc.coalesce(postcode, drawn.postcode),
        )

    def named(self, rows: Whole, texts: list[str] | None = None) -> list[str]:
        """The names of some organisations: the true ones, or those of `texts`, which go with `self.rows`."""
        at = np.searchsorted(self.rows, rows).tolist()
        texts = self.names if texts is None else texts
        return [texts[position] for position in at]

    @property
    def active(self) -> Mask:
        """Units that live on the day."""
        return self.units.ceased > self.day

    @property
    def open(self) -> Mask:
        """Establishments that live on the day."""
        return self.places.closed > self.day

    @property
    def known(self) -> Mask:
        """Units that exist on the day, living or not."""
        return self.units.created <= self.day

    @property
    def hidden(self) -> Mask:
        """Units whose row may not be published."""
        share = np.where(
            _PERSON[self.units.kind], self.defects.not_published_person, self.defects.not_published
        )
        if self.units.extras is not None:  # what is planted must be counted: it can be shown
            share = np.where(self.units.ess, 0.0, share)
        return self.units.draws.chance("hidden", share)


_NAMED = np.array([bool(kind.names) for kind in KINDS])
_PERSON = np.array([kind.code == "personne" for kind in KINDS])
_FLAG = np.array([kind.flagged for kind in KINDS])
_FLAG_CLOSED = np.array([kind.flagged_closed for kind in KINDS])
_ASSOCIATION = np.array([kind.family == "association" for kind in KINDS])


def _alone(units: Units, row: int) -> bool:
    """Whether a unit bears a name that many towns have: SIRENE keeps it as it is."""
    activity = int(units.activity[row])
    return activity >= 0 and not activities()[activity].weight


def flagged(units: Units) -> Mask:
    """Units that carry SIRENE's ESS flag."""
    return units.draws.chance(
        "flag", np.where(units.ceased == NEVER, _FLAG[units.kind], _FLAG_CLOSED[units.kind])
    )


def dates(days: Whole, known: Mask | None = None) -> pa.Array:
    """Days since 1970 as YYYY-MM-DD, null where not `known`."""
    text = pc.cast(pa.array(days.astype(np.int32), type=pa.int32()).cast(pa.date32()), pa.string())
    return text if known is None else pc.if_else(pa.array(known), text, _NOTHING)


def chosen(values: list[str] | tuple[str, ...], positions: Whole) -> pa.Array:
    """The value at each position."""
    return pa.array(list(values), type=pa.string()).take(pa.array(positions))


def where(mask: Mask, yes: pa.Array | str | None, no: pa.Array | str | None = None) -> pa.Array:
    """`yes` where the mask is true, else `no`; None stands for null."""
    return pc.if_else(pa.array(mask), _NOTHING if yes is None else yes, _NOTHING if no is None else no)


def scattered(size: int, rows: Whole, values: list[str]) -> pa.Array:
    """A column that holds `values` at `rows` and is null elsewhere ("" is null too)."""
    positions = np.full(size, -1, dtype=np.int64)
    positions[rows] = np.arange(len(rows))
    taken = texts(values)
    return taken.take(pa.array(positions, mask=positions < 0))


def texts(values: Sequence[str | None]) -> pa.Array:
    """A column of text; "" is null."""
    return pa.array([value or None for value in values], type=pa.string())


def same(value: str, size: int) -> pa.Array:
    """The same text on each row."""
    return pa.repeat(value, size)


def table_of(header: tuple[str, ...], columns: dict[str, pa.Array], size: int) -> pa.Table:
    """A table with every column of the header, those not given being empty."""
    empty = pa.nulls(size, pa.string())
    return pa.table([columns.get(name, empty) for name in header], names=list(header))


def full_table(header: tuple[str, ...], columns: dict[str, pa.Array], keep: Mask) -> pa.Table:
    """The same, with the rows of `keep` alone."""
    table = table_of(header, columns, len(keep))
    return table if keep.all() else table.filter(pa.array(keep))


def unit_bands(block: Block) -> Whole:
    """The headcount band of each unit: the greatest of its living establishments."""
    found = np.zeros(len(block.units), dtype=np.int64)
    rows = np.flatnonzero(block.open)
    np.maximum.at(found, block.places.unit[rows], block.places.band[rows])
    return found


def units_table(block: Block) -> pa.Table:
    """StockUniteLegale."""
    units, active, hidden = block.units, block.active, block.hidden
    draws, person = units.draws, _PERSON[units.kind]
    name = scattered(len(units), block.rows, [capitals(text) for text in block.sirene_names])
    company = ~person & missing(name)
    name = where(company, _company_names(draws), name)
    sigles = scattered(len(units), block.rows, [sigle(text) for text in block.names])
    sigles = where(draws.chance("sigle", 0.3), sigles)
    women = words()["women"]
    first = draws.below("first name", len(words()["first_names"]))
    surname = chosen(
        [capitals(text) for text in words()["surnames"]], draws.below("surname", len(words()["surnames"]))
    )
    band = unit_bands(block)
    flag = flagged(units)
    corporate = np.isin(units.legal, [at for at, code in enumerate(legal_codes()) if code[0] in "56"])
    since = np.where(active, units.created, units.ceased)
    rna = scattered(len(units), *rna_numbers(units, sirene=True))
    year = date.fromordinal(block.day + date(1970, 1, 1).toordinal()).year
    unknown = draws.chance("unknown code", block.defects.unknown_code)
    columns = {
        "siren": digits(units.siren, 9),
        "statutDiffusionUniteLegale": where(hidden, "P", "O"),
        "dateCreationUniteLegale": dates(units.created),
        "sigleUniteLegale": where(hidden, None, sigles),
        "sexeUniteLegale": where(person, where(hidden, _NOT_SAID, where(first < women, "F", "M"))),
        "prenom1UniteLegale": where(person, where(hidden, _NOT_SAID, chosen(words()["first_names"], first))),
        "prenomUsuelUniteLegale": where(
            person, where(hidden, _NOT_SAID, chosen(words()["first_names"], first))
        ),
        "identifiantAssociationUniteLegale": rna,
        "trancheEffectifsUniteLegale": where(active, chosen(BANDS, band), "NN"),
        "anneeEffectifsUniteLegale": where(active & (band > 0), str(year - 2)),
        "dateDernierTraitementUniteLegale": dates(np.minimum(since + 30, block.day)),
        "nombrePeriodesUniteLegale": pc.cast(pa.array(1 + draws.below("periods", 4)), pa.string()),
        "categorieEntreprise": where(active & ~person & draws.chance("category", 0.6), "PME"),
        "anneeCategorieEntreprise": where(active & ~person & draws.chance("category", 0.6), str(year - 2)),
        "dateDebut": dates(since),
        "etatAdministratifUniteLegale": where(active, "A", "C"),
        "nomUniteLegale": where(person, where(hidden, _NOT_SAID, surname)),
        "denominationUniteLegale": where(person, None, where(hidden, _NOT_SAID, name)),
        "categorieJuridiqueUniteLegale": chosen(legal_codes(), units.legal),
        "activitePrincipaleUniteLegale": where(unknown, "00.00Z", chosen(naf_codes(), units.naf)),
        "nomenclatureActivitePrincipaleUniteLegale": same("NAFRev2", len(units)),
        "nicSiegeUniteLegale": digits(units.siret(np.arange(len(units))) % 100_000, 5),
        "economieSocialeSolidaireUniteLegale": where(flag, "O", where(corporate, "N")),
        "societeMissionUniteLegale": where(corporate, where(draws.chance("mission", 0.0005), "O", "N")),
    }
    return full_table(UNITS_HEADER, columns, block.known)


def missing(column: pa.Array) -> Mask:
    """True where a column is null."""
    nulls: Mask = pc.is_null(column).to_numpy(zero_copy_only=False)
    return nulls


@cache
def _company_words() -> tuple[pa.Array, pa.Array]:
    bank = words()
    ends = [
        *bank["surnames"],
        *(quarter for quarter in bank["quarters"]),
        *bank["masculine"],
        *bank["feminine"],
    ]
    return pa.array(bank["trades"]), pa.array([capitals(text) for text in ends])


def _company_names(draws: Draws) -> pa.Array:
    trades, ends = _company_words()
    return pc.binary_join_element_wise(
        trades.take(pa.array(draws.below("trade", len(trades)))),
        ends.take(pa.array(draws.below("company", len(ends)))),
        " ",
    )


def establishments_table(block: Block) -> pa.Table:
    """StockEtablissement."""
    units, places, active = block.units, block.places, block.open
    size, seat = len(places), places.rank == 0
    numbers = units.siret(places.unit, places.rank)
    address = block.address(np.arange(size))
    hidden = block.hidden[places.unit]
    since = np.where(active, places.created, places.closed)
    year = date.fromordinal(block.day + date(1970, 1, 1).toordinal()).year
    brand = pa.nulls(size, pa.string())
    if units.branches:
        rows = np.flatnonzero(~seat & np.isin(places.unit, list(units.branches)))
        brand = scattered(
            size,
            rows,
            [units.branches[unit][rank - 1][1] for unit, rank in zip(places.unit[rows], places.rank[rows])],
        )
    said = where(hidden, _NOT_SAID, address.street)
    columns = {
        "siren": digits(units.siren[places.unit], 9),
        "nic": digits(numbers % 100_000, 5),
        "siret": digits(numbers, 14),
        "statutDiffusionEtablissement": where(hidden, "P", "O"),
        "dateCreationEtablissement": dates(places.created),
        "trancheEffectifsEtablissement": where(active, chosen(BANDS, places.band), "NN"),
        "anneeEffectifsEtablissement": where(active & (places.band > 0), str(year - 2)),
        "dateDernierTraitementEtablissement": dates(np.minimum(since + 30, block.day)),
        "etablissementSiege": where(seat, "true", "false"),
        "nombrePeriodesEtablissement": pc.cast(pa.array(1 + places.draws.below("periods", 4)), pa.string()),
        "complementAdresseEtablissement": where(hidden, _NOT_SAID, address.house),
        "numeroVoieEtablissement": where(hidden, _NOT_SAID, address.number),
        "typeVoieEtablissement": where(hidden, _NOT_SAID, address.kind),
        "libelleVoieEtablissement": said,
        "codePostalEtablissement": where(hidden, _NOT_SAID, address.postcode),
        "libelleCommuneEtablissement": address.commune_name,
        "codeCommuneEtablissement": address.commune,
        "dateDebut": dates(since),
        "etatAdministratifEtablissement": where(active, "A", "F"),
        "enseigne1Etablissement": brand,
        "activitePrincipaleEtablissement": chosen(naf_codes(), units.naf[places.unit]),
        "nomenclatureActivitePrincipaleEtablissement": same("NAFRev2", size),
    }
    if units.outlines:
        drawn = positions(places.draws, places.place, units.outlines)
        unknown = places.draws.chance("no position", block.defects.no_position)
        for axis, metres in zip(("Abscisse", "Ordonnee"), lambert93(*drawn)):
            written = texts(["" if np.isnan(value) else f"{value:.2f}" for value in metres.tolist()])
            columns[f"coordonneeLambert{axis}Etablissement"] = where(
                hidden, _NOT_SAID, where(unknown, None, written)
            )
    return full_table(ESTABLISHMENTS_HEADER, columns, (places.created <= block.day) & block.known[places.unit])
