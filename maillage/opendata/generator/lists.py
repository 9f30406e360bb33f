"""Two lists of organisations to link, with the pairs that are true and the traps that are set.

The left list looks like SIRENE (capitals, SIREN and SIRET, an RNA number for some), the right one like the
RNA. Each left row has one trap, the name of what makes it hard: a change of spelling (`names.TRAPS`),
`identical`, `moved`, or a decoy in the right list: `same_address` (another association of the same house),
`homonym` (the same name in another commune), `federation_section` (the section of a club, or the club of a
section), `same_sigle`. Half of the rows that have a decoy also have their true counterpart.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from ..linkage import COLUMNS
from .addresses import addresses
from .country import Geography, alone_units, geography_of
from .generation import GenerationError
from .hashing import Draws, indexes
from .identifiers import FIRST_NIC, country_siren, siret, waldec
from .margins import RNA_SIRET, RNA_WALDEC
from .names import capitals, respell, sigle, true_names
from .words import activities, homonyms, make_name, with_de
from .writing import spans

TRUTH_COLUMNS: Final = ("left_id", "right_id", "same", "trap", "left_source", "right_source")
DECOYS: Final = {"same_address": 0.05, "homonym": 0.05, "federation_section": 0.05, "same_sigle": 0.02}
MATCHED: Final = 0.7
"""Left rows with a counterpart, among those without a decoy."""
MOVED: Final = 0.12
"""Counterparts whose address is another one of the same commune."""
KNOWN_RNA: Final = 0.45
"""Left rows that give their RNA number."""
_BLOCK = 50_000
_DECOY_NUMBERS = 2_000_000  # their numbers begin after those of both lists


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row before it is spelt: the truth of one organisation."""

    name: str
    number: str
    street: str
    house: str
    postcode: str
    place: int
    siren: int
    waldec: str
    order: int


def write_lists(folder: Path, size: int, *, right: int | None = None, seed: int = 2005) -> dict[str, int]:
    """Write left.csv, right.csv and truth.csv; gives their numbers of rows.

    The right list has `right` rows (by default `size`): counterparts and decoys first needed, then
    associations that the left one does not have. Rows are shuffled only by their identifiers: order says
    nothing. Raises `GenerationError`.
    """
    total = size if right is None else right
    if size < 1 or total < size:
        raise GenerationError(
            "Donnez au moins une ligne, et une seconde liste aussi longue que la première ou plus."
        )
    if size + total > 1_900_000:
        raise GenerationError("Les deux listes ont ensemble 1 900 000 lignes au plus.")
    others = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    if strange := sorted(set(others) - {"left.csv", "right.csv", "truth.csv"}):
        raise GenerationError(f"{folder} contient déjà « {strange[0]} ». Donnez un dossier vide.")
    folder.mkdir(parents=True, exist_ok=True)
    geography = geography_of()
    work = Path(tempfile.mkdtemp(prefix=".lists-", dir=folder))
    try:
        counts = _write(work, size, total, seed, geography)
        for name in counts:
            (work / name).replace(folder / name)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return counts


def _write(work: Path, size: int, total: int, seed: int, geography: Geography) -> dict[str, int]:
    counts = dict.fromkeys(("left.csv", "right.csv", "truth.csv"), 0)
    with (
        (work / "left.csv").open("w", encoding="utf-8", newline="") as left_file,
        (work / "right.csv").open("w", encoding="utf-8", newline="") as right_file,
        (work / "truth.csv").open("w", encoding="utf-8", newline="") as truth_file,
    ):
        left, right, truth = (
            csv.writer(one, lineterminator="\n") for one in (left_file, right_file, truth_file)
        )
        left.writerow(COLUMNS)
        right.writerow(COLUMNS)
        truth.writerow(TRUTH_COLUMNS)
        for start, stop in spans(size, _BLOCK):
            for row in _cases(seed, start, stop, geography):
                left.writerow(row.left)
                right.writerows(row.right)
                truth.writerows(row.truth)
                counts["left.csv"] += 1
                counts["right.csv"] += len(row.right)
                counts["truth.csv"] += len(row.truth)
        for start, stop in spans(total - counts["right.csv"], _BLOCK):
            first = size + start
            draws = Draws(seed, indexes(first, size + stop))
            ways = draws.bits("filler").tolist()
            for at, (one, way) in enumerate(zip(_organisations(seed, first, size + stop, geography), ways)):
                right.writerow(_right_row(f"R{first + at:07d}X", one, one.name, way, geography))
                counts["right.csv"] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Case:
    """A left row, the right rows that go with it, and the truth of them."""

    left: tuple[str, ...]
    right: list[tuple[str, ...]]
    truth: list[tuple[str, ...]]


def _organisations(seed: int, start: int, stop: int, geography: Geography) -> list[Organisation]:
    units = alone_units(seed, start, stop, geography)
    rows = np.arange(len(units))
    shared = units.draws.chance("house", 0.15)
    where = addresses(units.draws, units.place, shared, geography)
    siren = country_siren(units.order)
    return [
        Organisation(name, number, street, house or "", postcode, place, body, waldec(8_000_000 + order), order)
        for name, number, street, house, postcode, place, body, order in zip(
            true_names(units, rows, geography), where.number.to_pylist(), where.street_line().to_pylist(),
            where.house.to_pylist(), where.postcode.to_pylist(), units.place.tolist(), siren.tolist(),
            units.order.tolist(),
        )
    ]  # fmt: skip


def _cases(seed: int, start: int, stop: int, geography: Geography) -> Iterator[Case]:
    """The left rows of [start, stop) with what goes with them."""
    draws = Draws(seed, indexes(start, stop))
    shares = list(DECOYS.values())
    kinds = draws.pick("decoy", [1 - sum(shares), *shares]).tolist()
    matched, moved = draws.real("matched").tolist(), draws.chance("moved", MOVED).tolist()
    respelt = draws.chance("respelt", 0.8).tolist()
    bits, other = draws.bits("case").tolist(), draws.below("other place", len(geography.places)).tolist()
    homonym = [activities()[position].names[0] for position, _ in homonyms()]
    for at, one in enumerate(_organisations(seed, start, stop, geography)):
        trap = ("", *DECOYS)[kinds[at]]
        if trap == "homonym":
            one = replace(one, name=homonym[bits[at] % len(homonym)])
        elif trap == "federation_section":
            one = replace(one, name=_club(one, bits[at], geography))
        elif trap == "same_sigle" and not sigle(one.name):
            trap = ""
        commune, number = geography.communes[one.place], start + at
        name, change = one.name, "identical"
        if respelt[at] and trap not in ("homonym", "federation_section"):
            name, change = respell(one.name, commune, bits[at] >> 8)
        right: list[tuple[str, ...]] = []
        truth: list[tuple[str, ...]] = []
        if matched[at] < (0.5 if trap else MATCHED):
            counterpart = _elsewhere(one, bits[at]) if moved[at] and trap != "same_address" else one
            if counterpart is not one and change == "identical":
                change = "moved"
            right.append(_right_row(f"R{number:07d}A", counterpart, name, bits[at], geography))
            truth.append((f"L{number:07d}", f"R{number:07d}A", "oui", trap or change, "sirene", "rna"))
        if trap:
            decoy = _decoy(trap, one, bits[at], other[at], geography)
            right.append(_right_row(f"R{number:07d}B", decoy, decoy.name, bits[at] >> 5, geography))
            truth.append((f"L{number:07d}", f"R{number:07d}B", "non", trap, "sirene", "rna"))
        yield Case(_left_row(f"L{number:07d}", one, bits[at], geography), right, truth)


def _club(one: Organisation, bits: int, geography: Geography) -> str:
    first = ("Union sportive", "Association sportive", "Étoile sportive", "Foyer laïque", "Amicale laïque")[
        bits % 5
    ]
    return f"{first} {with_de(geography.communes[one.place])}"


def _elsewhere(one: Organisation, bits: int) -> Organisation:
    return replace(
        one, number=str(bits % 90 + 1), street=("RUE DU STADE", "AVENUE DE LA MAIRIE")[bits % 2], house=""
    )


def _decoy(trap: str, one: Organisation, bits: int, place: int, geography: Geography) -> Organisation:
    """Another organisation, that looks like `one`."""
    order = np.array([one.order + _DECOY_NUMBERS])
    another = replace(one, siren=int(country_siren(order)[0]), waldec=waldec(6_000_000 + one.order))
    bank = activities()
    if trap == "same_address":
        activity = bank[bits % (len(bank) - len(homonyms()))]
        name = activity.names[(bits >> 9) % len(activity.names)]
        made = make_name(name, geography.communes[one.place], geography.departments[one.place], bits >> 3)
        return replace(another, name=made if made != one.name else f"{made} bis")
    if trap == "homonym":
        moved = place if place != one.place else (place + 1) % len(geography.places)
        return replace(
            another,
            place=moved,
            postcode=geography.places[moved].postcodes[0],
            street="PLACE DE LA MAIRIE",
            number="1",
        )
    if trap == "federation_section":
        section = ("tennis", "judo", "football", "gymnastique", "pétanque", "danse", "randonnée")[bits % 7]
        return replace(another, name=f"{one.name} section {section}")
    # Words of the same initials, at another address of the commune.
    words = {"A": "Atelier", "C": "Cercle", "D": "Danse", "E": "Espoir", "F": "Fraternité", "J": "Jeunesse",
             "L": "Lumière", "M": "Musique", "P": "Partage", "R": "Rencontre", "S": "Savoir", "T": "Terre",
             "V": "Vaillance", "G": "Galerie", "B": "Beaux-arts", "O": "Orchestre", "N": "Nature"}  # fmt: skip
    short = sigle(one.name)
    made = " ".join(
        words.get(letter, f"{letter}mbellie" if letter == "E" else f"{letter}avier") for letter in short
    )
    return replace(_elsewhere(another, bits), name=f"{made} ({short})")


def _left_row(key: str, one: Organisation, bits: int, geography: Geography) -> tuple[str, ...]:
    seat = siret(np.array([one.siren]), np.array([FIRST_NIC]))
    known = (bits >> 40) % 1000 < KNOWN_RNA * 1000
    return (
        key, capitals(one.name), sigle(one.name) if (bits >> 50) % 10 < 3 else "",
        " ".join(part for part in (one.house, one.number, one.street) if part), one.postcode,
        capitals(geography.communes[one.place]), geography.departments[one.place], f"{one.siren:09d}",
        f"{int(seat[0]):014d}", one.waldec if known else "",
    )  # fmt: skip


def _right_row(key: str, one: Organisation, name: str, bits: int, geography: Geography) -> tuple[str, ...]:
    bits ^= bits >> 17
    numbered = (bits >> 22) % 1000 < RNA_SIRET * 1000
    seat = siret(np.array([one.siren]), np.array([FIRST_NIC])) if numbered else None
    street = one.street.lower() if bits % 3 else one.street
    place = "" if (bits >> 44) % 100 < 3 else geography.communes[one.place]
    return (
        key, name.upper() if (bits >> 33) % 5 else name, sigle(one.name) if (bits >> 36) % 10 < 2 else "",
        " ".join(part for part in (one.number, street) if part), "" if (bits >> 47) % 100 < 4 else one.postcode,
        place, geography.departments[one.place] if place else "", "",
        f"{int(seat[0]):014d}" if seat is not None else "",
        one.waldec if (bits >> 52) % 100 < RNA_WALDEC * 100 else "",
    )  # fmt: skip


__all__ = ["COLUMNS", "DECOYS", "TRUTH_COLUMNS", "write_lists"]
