"""The other registers: RNA, list of ESS France, ESUS, insertion and adapted work, FINESS, foundations."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .addresses import Addresses
from .associations import SHARED_ROWS, former_numbers, in_rna, in_waldec, positions, rna_numbers
from .country import Units, day
from .hashing import Draws, Mask, Whole
from .identifiers import digits
from .layouts import (
    ESS_LIST_HEADER,
    ESUS_HEADER,
    FINESS_COLUMNS,
    FOUNDATIONS_HEADER,
    IMPORT_HEADER,
    SIAE_HEADER,
    WALDEC_HEADER,
)
from .margins import KINDS, LIST_DATE, RNA_NO_OBJECT, RNA_ROWS, RNA_SIRET
from .names import capitals, sigle, spelt
from .sirene import Block, chosen, dates, flagged, full_table, same, scattered, table_of, texts, where
from .words import activities

_LISTED = np.array([kind.listed for kind in KINDS])
_FAMILY = np.array([kind.family for kind in KINDS])
_GROUP = np.array([kind.group for kind in KINDS])
_INSERTION = ("EI", "ETTI", "AI", "ACI", "EITI", "GEIQ", "EA", "EATT", "ESAT")
_LIST_FAMILIES = {"association": "Associations", "cooperative": "Coopératives", "mutuelle": "Mutuelles",
                  "fondation": "Fondations", "societe-ess": "", "": ""}  # fmt: skip
_ESUS = {
    "societe-ess": 0.07,
    "scop": 0.03,
    "scic": 0.25,
    "EI": 0.45,
    "ETTI": 0.5,
    "AI": 0.15,
    "ACI": 0.15,
    "EA": 0.1,
}
_ESUS_SHARES = np.array([_ESUS.get(kind.code, 0.0) for kind in KINDS])


def seats(block: Block, rows: Whole) -> tuple[Draws, Addresses]:
    """The draws and the addresses of the seats of some units, as SIRENE has them."""
    seat = np.flatnonzero(block.places.rank == 0)[rows]
    return block.places.draws.at(seat), block.address(seat)


def place_of(block: Block, rows: Whole) -> list[str]:
    """The commune of some units, as people write it."""
    return [block.geography.communes[at] for at in block.units.place[rows].tolist()]


def in_ess_list(block: Block) -> Mask:
    """Units of ESS France's list: flagged and created before it was drawn up."""
    units = block.units
    known = units.created < day(LIST_DATE)
    missed = _FAMILY[units.kind] == "cooperative"
    drawn = units.draws.chance("ess list", np.where(missed & ~flagged(units), 0.3, _LISTED[units.kind]))
    listed: Mask = known & drawn & (flagged(units) | missed)
    return listed


def ess_list_table(block: Block) -> pa.Table:
    """The list of ESS France, whose SIREN have lost their leading zeros."""
    rows = np.flatnonzero(in_ess_list(block))
    _, address = seats(block, rows)
    values = (
        pc.cast(pa.array(block.units.siren[rows]), pa.string()),
        texts([capitals(text) for text in block.named(rows, block.sirene_names)]),
        texts([_LIST_FAMILIES[KINDS[at].family] for at in block.units.kind[rows].tolist()]),
        address.postcode,
        address.commune_name,
        chosen(block.geography.departments, block.units.place[rows]),
    )
    return table_of(ESS_LIST_HEADER, dict(zip(ESS_LIST_HEADER, values)), len(rows))


def in_esus(block: Block) -> Mask:
    """Units that hold an ESUS agreement."""
    return block.active & block.known & block.units.draws.chance("esus", _ESUS_SHARES[block.units.kind])


def esus_table(block: Block) -> pa.Table:
    """The list of ESUS agreements; the SIREN are written with spaces."""
    rows = np.flatnonzero(in_esus(block))
    siren = digits(block.units.siren[rows], 9)
    agreed = block.day - 30 - (block.units.draws.at(rows).real("agreed") * 1800).astype(np.int64)
    columns = {
        "numero_siren": pc.binary_join_element_wise(
            *(pc.utf8_slice_codeunits(siren, start, start + 3) for start in (0, 3, 6)), " "
        ),
        "denomination": texts([capitals(text) for text in block.named(rows, block.sirene_names)]),
        "departement": chosen(block.geography.departments, block.units.place[rows]),
        "date_decision": dates(agreed),
        "date_fin": dates(agreed + 1826),
    }
    return table_of(ESUS_HEADER, columns, len(rows))


def conventions(block: Block, groups: tuple[str, ...] = _INSERTION) -> Whole:
    """Establishments that hold a convention of insertion or of adapted work of those groups."""
    places = block.places
    group = _GROUP[block.units.kind[places.unit]]
    seen = block.open & (places.created <= block.day) & np.isin(group, groups)
    return np.flatnonzero(seen)


def siae_table(block: Block) -> pa.Table:
    """The public list of insertion through work, with adapted work: one row for each convention."""
    units, places, rows = block.units, block.places, conventions(block)
    draws = places.draws.at(rows)
    address = block.address(rows)
    unit = places.unit[rows]
    names = block.named(unit)
    communes = place_of(block, unit)
    spelling, _ = spelt(names, communes, draws, "siae", block.defects.respelt / 2)
    columns = {
        "siret": spoilt_siret(units.siret(unit, places.rank[rows]), draws, block),
        "kind": chosen(_GROUP.tolist(), units.kind[unit]),
        "name": texts([capitals(text) for text in spelling]),
        "address": address.line(),
        "post_code": address.postcode,
        "city": chosen(block.geography.communes, places.place[rows]),
        "department": chosen(block.geography.departments, places.place[rows]),
        "source": same("ASP", len(rows)),
        "updated_at": dates(np.full(len(rows), block.day)),
    }
    return table_of(SIAE_HEADER, columns, len(rows))


def finess_table(block: Block) -> pa.Table:
    """The ESAT of FINESS (category 246), without a header: the columns by their places."""
    units, places, rows = block.units, block.places, conventions(block, ("ESAT",))
    address = block.address(rows)
    unit = places.unit[rows]
    names = [capitals(text) for text in block.named(unit)]
    numbers = (units.order[unit] * 16 + places.rank[rows]).tolist()
    number = texts([f"99{one:07d}" if one < 10_000_000 else f"{one:09d}" for one in numbers])
    columns = {
        "structureet": same("structureet", len(rows)),
        "nofinesset": number,
        "rs": texts([text[:38] for text in names]),
        "rslongue": texts(names),
        "numvoie": address.number,
        "typvoie": address.kind,
        "voie": address.street,
        "commune": pc.utf8_slice_codeunits(address.commune, 2, 5),
        "departement": pc.utf8_slice_codeunits(address.commune, 0, 2),
        "ligneacheminement": pc.binary_join_element_wise(address.postcode, address.commune_name, " "),
        "categetab": same("246", len(rows)),
        "libcategetab": same("Etablissement et Service d'Aide par le Travail (E.S.A.T.)", len(rows)),
        "categagretab": same("4301", len(rows)),
        "siret": digits(units.siret(unit, places.rank[rows]), 14),
        "dateouv": dates(places.created[rows]),
        "maj": dates(np.full(len(rows), block.day)),
    }
    return table_of(FINESS_COLUMNS, columns, len(rows))


def foundations_table(block: Block) -> pa.Table:
    """The national directory of foundations; some have no SIRET there."""
    units = block.units
    present = (_FAMILY[units.kind] == "fondation") & block.active & block.known
    rows = np.flatnonzero(present & (units.draws.chance("rnf", 0.9) | (units.extras is not None)))
    draws, address = seats(block, rows)
    siren = units.siren[rows]
    kinds = ("Fonds de dotation", "Fondation reconnue d'utilité publique", "Fondation d'entreprise")
    columns = {
        "titre": texts(block.named(rows)),
        "numero_rnf": pc.binary_join_element_wise("099-FD", digits(siren // 10 % 10_000_000, 7), "-"),
        "siret": where(draws.chance("rnf siret", 0.8), digits(units.siret(rows), 14)),
        "date_creation": dates(units.created[rows]),
        "adresse": address.line(),
        "code_postal": address.postcode,
        "ville": chosen(block.geography.communes, units.place[rows]),
        "type_organisme": chosen(kinds, draws.pick("rnf kind", [6, 2, 2])),
    }
    return table_of(FOUNDATIONS_HEADER, columns, len(rows))


def spoilt_siret(numbers: Whole, draws: Draws, block: Block) -> pa.Array:
    """SIRET as people's files have them: most right, some without their zeros, as floats or destroyed."""
    defects, written = block.defects, digits(numbers, 14).to_pylist()
    shares = [defects.zeros_lost, defects.siret_float, defects.siret_destroyed]
    ways = draws.pick("siret", [1 - sum(shares), *shares])
    for row in np.flatnonzero(ways).tolist():
        text = written[row]
        written[row] = (
            text.lstrip("0") if ways[row] == 1
            else f"{text.lstrip('0')}.0" if ways[row] == 2
            else f"{float(text):.4E}".replace(".", ",")
        )  # fmt: skip
    return texts(written)


@cache
def _codes() -> tuple[list[str], list[int], list[int]]:
    bank = activities()
    codes = [code for one in bank for code in one.rna]
    counts = [len(one.rna) for one in bank]
    return codes, [sum(counts[:position]) for position in range(len(counts))], counts


def _objects(units: Units, rows: Whole, bits: list[int]) -> list[str]:
    bank, made = activities(), []
    for activity, bit in zip(units.activity[rows].tolist(), bits):
        if activity < 0:
            made.append("accompagner, animer et développer l’activité de ses membres")
            continue
        sentences = bank[activity].objects
        text = sentences[bit % len(sentences)]
        other = sentences[(bit >> 8) % len(sentences)]
        if other != text and (bit >> 16) % 3 == 0:
            text = f"{text} ; {other}"
        if (bit >> 20) % 3 == 0:
            text = f"l’association a pour objet de {text}"
        made.append(text if (bit >> 24) % 4 else text.upper())
    return made


def rna_tables(block: Block, *, alone: bool = False) -> tuple[pa.Table, pa.Table]:
    """rna_waldec and rna_import; `alone` for associations that SIRENE does not know."""
    units = block.units
    rows = np.flatnonzero(in_rna(units) & block.known)
    draws, address = seats(block, rows)
    names = block.named(rows)
    spelling, _ = spelt(names, place_of(block, rows), draws, "rna", block.defects.respelt)
    capital = draws.chance("title in capitals", 0.8)
    titles = [text.upper() if shout else text for text, shout in zip(spelling, capital.tolist())]
    short = draws.chance("short", 0.3).tolist()
    former = texts(former_numbers(units, rows))
    common = {
        **_rna_dates(block, rows, draws),
        # Only units of SIRENE have a SIRET, and they are about half of the rows.
        "siret": where(
            draws.chance("rna siret", 0.0 if alone else RNA_SIRET * RNA_ROWS / SHARED_ROWS),
            spoilt_siret(units.siret(rows), draws, block),
        ),
        "gestion": same("991P", len(rows)),
        "nature": same("D", len(rows)),
        "groupement": where(draws.chance("grouping", 0.02), where(draws.chance("union", 0.5), "U", "F"), "S"),
        "titre": texts(titles),
        "titre_court": texts(
            [sigle(name) if cut else title[:38] for name, title, cut in zip(names, titles, short)]
        ),
        "objet": texts(_objects(units, rows, draws.bits("object").tolist())),
        "objet_social1": _object_codes(units, rows, draws),
        "objet_social2": same("000000", len(rows)),
        **_rna_address(block, address, draws, rows),
        "publiweb": same("0", len(rows)),
        "siteweb": where(draws.chance("website", 0.03), "www.example.org"),
    }
    here = in_waldec(units)[rows]
    first = scattered(len(units), *rna_numbers(units)).take(pa.array(rows))
    return (
        full_table(
            WALDEC_HEADER, {**common, "id": first, "id_ex": where(draws.chance("id_ex", 0.3), former)}, here
        ),
        full_table(IMPORT_HEADER, {**common, "id": former, "id_ex": pc.utf8_slice_codeunits(former, 4)}, ~here),
    )


def _rna_dates(block: Block, rows: Whole, draws: Draws) -> dict[str, pa.Array]:
    created = block.units.created[rows]
    position = positions(block.units)[rows]
    gone = position > 0
    declared = np.minimum(created + (draws.real("declared") * 4000).astype(np.int64), block.day)
    closed = np.minimum(np.where(gone, declared + 200, block.day), block.day)
    return {
        "date_creat": where(draws.chance("unknown date", 0.02), "0001-01-01", dates(created)),
        "date_decla": dates(declared),
        "date_publi": where(draws.chance("published", 0.7), dates(created + 20), "0001-01-01"),
        "date_disso": where(gone, dates(closed), "0001-01-01"),
        "position": chosen(("A", "D", "S"), position),
        "maj_time": pc.binary_join_element_wise(dates(closed), "10:00:00", " "),
    }


def _object_codes(units: Units, rows: Whole, draws: Draws) -> pa.Array:
    codes, first, counts = _codes()
    activity = np.maximum(units.activity[rows], 0)
    code = np.array(first)[activity] + draws.below("rna code", 1 << 20) % np.array(counts)[activity]
    empty = draws.chance("no object", RNA_NO_OBJECT) | (units.activity[rows] < 0)
    return where(empty, "000000", chosen(codes, code))


def _rna_address(block: Block, address: Addresses, draws: Draws, rows: Whole) -> dict[str, pa.Array]:
    wrong = draws.chance("wrong commune", block.defects.wrong_commune)
    other = chosen(
        [place.code for place in block.geography.places],
        draws.below("other commune", len(block.geography.places)),
    )
    return {
        "adrs_complement": address.house,
        "adrs_numvoie": address.number,
        "adrs_typevoie": address.kind,
        "adrs_libvoie": address.street,
        "adrs_distrib": same("_", len(rows)),
        "adrs_codeinsee": where(wrong, other, address.commune),
        "adrs_codepostal": where(
            draws.chance("no postcode", block.defects.no_postcode), None, address.postcode
        ),
        "adrs_libcommune": chosen(block.geography.communes, block.units.place[rows]),
        "libcom": address.commune_name,
        "adr1": address.line(),
        "adr2": address.house,
        "adrg_pays": same("FRANCE", len(rows)),
    }


__all__ = [
    "conventions", "ess_list_table", "esus_table", "finess_table", "foundations_table", "in_ess_list",
    "in_esus", "place_of", "rna_tables", "seats", "siae_table", "spoilt_siret",
]  # fmt: skip
