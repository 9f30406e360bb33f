"""Subsidies and contracts of some collectivities to the generated organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from maillage.opendata.sources.communes import Place

from .country import Units
from .defects import Defects
from .hashing import Draws, Whole
from .identifiers import FIRST_NIC, siret
from .layouts import SUBSIDIES_HEADER
from .margins import KINDS
from .names import capitals, respell
from .registers import spoilt_siret
from .sirene import Block, table_of, texts
from .words import with_de

_SUBSIDISED = np.array([kind.family == "association" for kind in KINDS])
_INSERTION = np.array(
    [kind.code in ("EI", "ETTI", "AI", "ACI", "EITI", "EA", "EATT", "ESAT") for kind in KINDS]
)
_SELLS = np.array([kind.code in ("sarl", "sas", "scop", "scic", "societe-ess") for kind in KINDS])
_FUNDED = 0.22
_PURPOSES = (
    "Fonctionnement", "Subvention de fonctionnement", "Aide au projet", "Organisation d’une manifestation",
    "Action dans les quartiers", "Achat de matériel", "Soutien à l’emploi associatif",
)  # fmt: skip
_BOUGHT = (
    ("Entretien des espaces verts", "77310000-6"), ("Nettoyage des locaux et des vitres", "90910000-9"),
    ("Restauration collective", "55524000-9"), ("Travaux de rénovation d’une école", "45214210-5"),
    ("Collecte des encombrants", "90511000-2"), ("Animation des accueils de loisirs", "92000000-1"),
    ("Formation des agents", "80530000-8"), ("Maintenance informatique", "72250000-2"),
    ("Mise sous pli et routage", "79800000-2"), ("Transport de personnes", "60130000-8"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Funder:
    """A collectivity that publishes: its name and SIRET, whether its file cuts the names of beneficiaries."""

    code: str
    name: str
    siret: str
    cuts: bool


def funder_siret(siren: str) -> str:
    """The SIRET under which an invented file stands, for a real or an invented collectivity."""
    return f"{int(siret(np.array([int(siren)]), np.array([FIRST_NIC]))[0]):014d}"


def funders(
    places: Sequence[Place], scale: float, without: frozenset[str], seed: int, defects: Defects
) -> list[Funder]:
    """The largest communes, as many as the scale wants (4 at least, 400 at most)."""
    towns = [
        place for place in places if place.code == place.commune and place.siren and place.code not in without
    ]
    towns.sort(key=lambda place: (-(place.population or 0), place.code))
    kept = towns[: min(400, max(4, round(400 * scale)))]
    cuts = Draws(seed, np.arange(len(kept), dtype=np.uint64)).chance("cuts", defects.cutting_funders)
    return [
        Funder(town.code, f"Ville {with_de(town.name or '')}", funder_siret(town.siren or ""), bool(cut))
        for town, cut in zip(kept, cuts)
    ]


def _in_communes(block: Block, codes: Mapping[str, Any]) -> Whole:
    known = np.array([place.commune in codes for place in block.geography.places])
    return np.flatnonzero(known[block.units.place] & block.active & block.known)


@dataclass(frozen=True, slots=True)
class Grant:
    """A subsidy: the unit's position in its block, its amount in euros, the day it was granted, its purpose."""

    unit: int
    amount: int
    granted_on: date
    purpose: str
    reference: str


def drawn_grants(block: Block, by_commune: Mapping[str, Funder]) -> Iterator[tuple[Funder, Grant]]:
    """What the funders gave to the associations of a block, over three years."""
    rows = _in_communes(block, by_commune)
    rows = rows[_SUBSIDISED[block.units.kind[rows]]]
    last = _day(block.day).year
    for year in (last - 3, last - 2, last - 1):
        draws = block.units.draws.at(rows)
        given = np.flatnonzero(draws.chance(f"granted {year}", _FUNDED))
        bits, size = draws.bits(f"grant {year}"), draws.real(f"amount {year}")
        for at in given.tolist():
            row, bit = int(rows[at]), int(bits[at])
            funder = by_commune[block.geography.places[block.units.place[row]].commune]
            when = date(year, 1, 1) + timedelta(bit % 350)
            if when.toordinal() - date(1970, 1, 1).toordinal() < block.units.created[row]:
                continue
            # From 200 to 200 000 euros, most under 3 000.
            amount = max(200, round(10 ** (2.3 + 3 * float(size[at]) ** 2.2) / 50) * 50)
            purpose = _PURPOSES[(bit >> 10) % len(_PURPOSES)]
            yield funder, Grant(row, amount, when, purpose, f"{year}-{(bit >> 20) % 400 + 1:03d}")


def subsidies_table(
    block: Block, funder: Funder, grants: Sequence[Grant], names: Mapping[int, str]
) -> tuple[pa.Table, Whole]:
    """Rows of a funder's file, in the form of 2017, with the defects of real files; the unit behind each."""
    units, defects = block.units, block.defects
    rows = np.array([grant.unit for grant in grants], dtype=np.int64)
    keys = units.draws.index[rows] * np.uint64(4096) + np.array(
        [g.granted_on.year for g in grants], dtype=np.uint64
    )
    draws = Draws(units.draws.seed ^ 0xCA5, keys)
    spoilt = spoilt_siret(units.siret(rows), draws, block).to_pylist()
    known = ~draws.chance("no identifier", defects.no_identifier)
    respelt, bits = draws.chance("respelt", defects.respelt), draws.bits("respelling").tolist()
    capital = draws.chance("capitals", 0.4)
    beneficiaries = []
    for at, row in enumerate(rows.tolist()):
        commune = block.geography.communes[units.place[row]]
        name = names[row]
        if respelt[at]:
            name, _ = respell(name, commune, bits[at])
        name = capitals(name) if capital[at] else name
        beneficiaries.append(name[: defects.cut_at].rstrip() if funder.cuts else name)
    text: dict[str, list[str | None]] = {
        "nomAttribuant": [funder.name] * len(rows),
        "idAttribuant": [funder.siret] * len(rows),
        "dateConvention": [grant.granted_on.isoformat() for grant in grants],
        "referenceDecision": [grant.reference for grant in grants],
        "nomBeneficiaire": [*beneficiaries],
        "idBeneficiaire": [value if here else None for value, here in zip(spoilt, known.tolist())],
        "objet": [grant.purpose for grant in grants],
        "montant": [str(grant.amount) for grant in grants],
        "nature": ["aide en numéraire"] * len(rows),
        "conditionsVersement": ["unique"] * len(rows),
        "datesPeriodeVersement": [(grant.granted_on + timedelta(30)).isoformat() for grant in grants],
        "notificationUE": ["non"] * len(rows),
        "pourcentageSubvention": ["1"] * len(rows),
    }
    columns = {name: texts(values) for name, values in text.items()}
    table = table_of(SUBSIDIES_HEADER, columns, len(rows))
    again = np.flatnonzero(draws.chance("repeated", defects.repeated))
    order = np.sort(np.concatenate((np.arange(len(rows)), again)))
    return table.take(pa.array(order)), rows[order]


def drawn_contracts(block: Block, by_commune: Mapping[str, Funder]) -> Iterator[tuple[dict[str, Any], int]]:
    """Contracts of those collectivities with enterprises of their commune, each with the unit that holds it."""
    rows = _in_communes(block, by_commune)
    kind = block.units.kind[rows]
    share = np.where(_INSERTION[kind], 0.5, np.where(_SELLS[kind], 0.01, 0.0))
    draws = block.units.draws.at(rows)
    for at in np.flatnonzero(draws.chance("contract", share)).tolist():
        row, bit = int(rows[at]), int(draws.bits("contract detail")[at])
        buyer = by_commune[block.geography.places[block.units.place[row]].commune]
        when = _day(block.day) - timedelta(30 + bit % 1000)
        subject, cpv = _BOUGHT[(bit >> 12) % len(_BOUGHT)]
        social = _social(block.units, row, bit >> 20)
        amount = 40_000 + (bit >> 30) % 400 * 1_000
        yield (
            contract(
                buyer,
                holder_siret(block.units, row),
                subject,
                cpv,
                when,
                amount,
                social,
                f"{when.year}{bit >> 40:07d}"[:11],
            ),
            row,
        )


def _social(units: Units, row: int, bit: int) -> list[str]:
    if _INSERTION[units.kind[row]]:
        return ["Marché réservé"] if bit % 3 else ["Clause sociale", "Critère social"]
    return [["Pas de considération sociale"], ["Clause sociale"], ["Critère social"]][(0, 0, 0, 1, 2)[bit % 5]]


def holder_siret(units: Units, row: int) -> str:
    """The SIRET of the seat of a unit."""
    return f"{int(units.siret(np.array([row]))[0]):014d}"


def contract(
    buyer: Funder,
    holder: str,
    subject: str,
    cpv: str,
    notified: date,
    amount: int,
    social: Sequence[str],
    number: str,
) -> dict[str, Any]:
    """A contract in the form of DECP 2.0.3."""
    green = ["Clause environnementale"] if amount % 3 == 0 else ["Pas de considération environnementale"]
    return {
        "id": number,
        "acheteur": {"id": buyer.siret},
        "nature": "Marché",
        "objet": subject,
        "codeCPV": cpv,
        "techniques": {"technique": ["Accord-cadre" if amount % 5 == 0 else "Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
        "marcheInnovant": False,
        "ccag": "Fournitures courantes et services",
        "offresRecues": 1 + amount // 1000 % 6,
        "attributionAvance": False,
        "typeGroupementOperateurs": "Pas de groupement",
        "sousTraitanceDeclaree": False,
        "procedure": "Procédure adaptée" if amount < 221_000 else "Appel d'offres ouvert",
        "lieuExecution": {"code": buyer.code, "typeCode": "Code commune"},
        "dureeMois": 12 + amount // 1000 % 4 * 12,
        "dateNotification": notified.isoformat(),
        "datePublicationDonnees": (notified + timedelta(20)).isoformat(),
        "montant": amount,
        "typesPrix": {"typePrix": ["Définitif révisable"]},
        "formePrix": "Forfaitaire",
        "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": holder}}],
        "considerationsSociales": {"considerationSociale": list(social)},
        "considerationsEnvironnementales": {"considerationEnvironnementale": green},
        "_type": "Marché",
    }


def shared_out(total: int, shares: Sequence[float]) -> list[int]:
    """Whole euros in proportion to `shares` (all positive), tens for all but the last: they sum to `total`."""
    amounts = [max(10, int(total * share / sum(shares) / 10) * 10) for share in shares[:-1]]
    return [*amounts, total - sum(amounts)]


def _day(days: int) -> date:
    return date(1970, 1, 1) + timedelta(days)
