"""What a plan wants exactly for some communes, which the draws then leave alone.

A plan is a JSON object; `plaine_centrale.json` is one. Its keys, all but `communes` optional:

communes       codes of the communes that the plan alone fills
employer_associations
               active units of legal category 92xx with a headcount, in all: what the rest leaves is added
units          list of {kind, count, legal, employer (true; false: volunteers only; absent: drawn), active,
               commune (else by population), names (used in turn)}
banks          list of {name, legal, naf, seat, branches (commune → number)}: the brand is the name
outlines       the GeoJSON Polygon or MultiPolygon of communes: their establishments get coordinates in it
rna_only       associations that the RNA alone knows
organisations  given ones, whose SIRET stays theirs: list of {name, legal, commune, siret, rna, naf, theme,
               street, postcode, employer, active, created, kind}
subsidies      a file for each: list of {funder, siren, commune, year, total, beneficiaries, communes, kinds,
               purposes}
comparisons    territories to compare with, denser than the country: list of {name, epci or communes, units}
contracts      list of {buyer, siren, commune, subject, cpv, year, amount, social, kinds}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from maillage.kernel.text import fold
from maillage.opendata.outlines import OutlineError, Polygons, polygons_of

from .associations import ALONE_SHARE
from .country import (
    ALONE_FIRST,
    PLANTED_FIRST,
    Geography,
    Units,
    day,
    legal_codes,
    naf_codes,
    shape,
)
from .hashing import Draws, Whole, indexes
from .identifiers import planted_siren
from .margins import BANDS, EMPLOYER_BANDS, KIND, KINDS
from .money import Funder, Grant, contract, funder_siret, holder_siret, shared_out
from .sirene import Block
from .words import activities

_KEYS = frozenset(
    [
        "name",
        "communes",
        "employer_associations",
        "units",
        "banks",
        "outlines",
        "rna_only",
        "organisations",
        "subsidies",
        "comparisons",
        "contracts",
        "about",
    ]
)
_ALONE_PLANTED = 1_500_000
_ALONE_FIRST = ALONE_FIRST + (1 << 35)
_COMPARED, _COMPARED_ALONE = PLANTED_FIRST + (1 << 36), ALONE_FIRST + (1 << 36)


class PlanError(ValueError):
    """A plan that cannot be followed; the message is French and says which part."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One unit that the plan asks for; None is drawn."""

    kind: str
    commune: str | None = None
    legal: str | None = None
    employer: bool | None = None
    active: bool = True
    name: str | None = None
    naf: str | None = None
    theme: str | None = None
    siret: str | None = None
    rna: str | None = None
    address: tuple[str, str, str] | None = None
    created: date | None = None
    branches: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was read; `communes` are those it fills, `content` the JSON it came from."""

    content: Mapping[str, Any]

    @property
    def communes(self) -> tuple[str, ...]:
        """The communes that the plan alone fills."""
        return tuple(self.content["communes"])

    def units(self, seed: int, geography: Geography) -> Units:
        """The planted units, in an order that is the plan's."""
        wanted = self._wanted()
        draws = Draws(seed, indexes(PLANTED_FIRST, PLANTED_FIRST + len(wanted)))
        order = np.arange(len(wanted), dtype=np.int64)
        kind = np.array([KIND[one.kind] for one in wanted], dtype=np.int64)
        place = self._places(draws, [one.commune for one in wanted], geography)
        alive = np.array([one.active for one in wanted])
        units = shape(draws, order, planted_siren(order), kind, place, geography, alive)
        units.extras = np.array([sum(count for _, count in one.branches) for one in wanted], dtype=np.int64)
        units.band = _bands(draws, kind, wanted)
        units.outlines = {geography.position(code): one for code, one in self._outlines().items()}
        legal = {code: at for at, code in enumerate(legal_codes())}
        naf = {code: at for at, code in enumerate(naf_codes())}
        for at, one in enumerate(wanted):
            if one.legal:
                units.legal[at] = legal[one.legal]
            if one.theme:
                units.activity[at] = _activity(one.theme)
            if one.naf:
                units.naf[at] = _known(naf, one.naf, "le code NAF")
            if one.siret:
                units.siren[at], units.number[at] = int(one.siret[:9]), int(one.siret[9:13])
            if one.created:
                units.created[at] = day(one.created)
            if one.name:
                units.names[at] = one.name
            if one.rna:
                units.given_rna[at] = one.rna
            if one.address:
                units.given_address[at] = one.address
            if one.branches:
                units.branches[at] = [
                    (geography.position(commune), one.name or "")
                    for commune, count in one.branches
                    for _ in range(count)
                ]
        return units

    def alone(self, seed: int, geography: Geography) -> Units:
        """The planted associations that the RNA alone knows."""
        count = int(self.content.get("rna_only", 0))
        draws = Draws(seed, indexes(_ALONE_FIRST, _ALONE_FIRST + count))
        order = np.arange(count, dtype=np.int64) + _ALONE_PLANTED
        place = self._places(draws, [None] * count, geography)
        return shape(draws, order, order, np.zeros(count, dtype=np.int64), place, geography)

    def comparisons(self, seed: int, geography: Geography) -> list[tuple[Units, Units]]:
        """For each territory to compare with: its units, drawn as the country's, and those of the RNA alone."""
        made, order, alone = [], len(self._wanted()), _ALONE_PLANTED + int(self.content.get("rna_only", 0))
        for one in self.content.get("comparisons", ()):
            weights = _weights_of(one, geography)
            size, few = int(one["units"]), round(int(one["units"]) * ALONE_SHARE)
            orders = np.arange(order, order + size, dtype=np.int64)
            draws = Draws(seed, indexes(_COMPARED + order, _COMPARED + order + size))
            kind = draws.pick("kind", [0.0 if kind.departments else kind.units for kind in KINDS])
            place = draws.pick("place", weights)
            units = shape(draws, orders, planted_siren(orders), kind, place, geography)
            orders = np.arange(alone, alone + few, dtype=np.int64)
            draws = Draws(seed, indexes(_COMPARED_ALONE + alone, _COMPARED_ALONE + alone + few))
            zeros = np.zeros(few, dtype=np.int64)
            hidden = shape(draws, orders, orders, zeros, draws.pick("place", weights), geography)
            made.append((units, hidden))
            order, alone = order + size, alone + few
        return made

    def _places(self, draws: Draws, communes: Sequence[str | None], geography: Geography) -> Whole:
        codes = [geography.position(code) for code in self.communes]
        population = [float(geography.places[at].population or 1) for at in codes]
        place = np.array(codes)[draws.pick("planted place", population)]
        for at, commune in enumerate(communes):
            if commune:
                place[at] = geography.position(commune)
        return place

    def _outlines(self) -> dict[str, Polygons]:
        return {code: polygons_of(one) for code, one in self.content.get("outlines", {}).items()}

    def _wanted(self) -> list[_Wanted]:
        wanted = [_given(one) for one in self.content.get("organisations", ())]
        for one in self.content.get("banks", ()):
            branches = tuple((commune, int(count)) for commune, count in one["branches"].items())
            wanted.append(
                _Wanted(
                    one.get("kind", "banque-cooperative"), one["seat"], one.get("legal"), True, True,
                    one["name"],
                    one.get("naf"), branches=branches,
                )
            )  # fmt: skip
        for one in self.content.get("units", ()):
            names = one.get("names") or [None]
            wanted += [
                _Wanted(
                    one["kind"], one.get("commune"), one.get("legal"), one.get("employer"), one.get("active",
                    True),
                    names[number % len(names)],
                )
                for number in range(int(one["count"]))
            ]  # fmt: skip
        employers = self.content.get("employer_associations")
        if employers is not None:
            already = sum(_employs(one) for one in wanted)
            if already > employers:
                raise PlanError(
                    f"Le plan veut {employers} associations employeuses et en cite déjà {already} : augmentez "
                    "« employer_associations », ou retirez-en."
                )
            wanted += [_Wanted("association", employer=True)] * (employers - already)
        return wanted

    def grants(self, block: Block) -> list[tuple[Funder, list[Grant]]]:
        """The subsidies of each funder to planted units; they sum to its total."""
        return [self._grants(block, one) for one in self.content.get("subsidies", ())]

    def _grants(self, block: Block, one: Mapping[str, Any]) -> tuple[Funder, list[Grant]]:
        funder = Funder(one["commune"], one["funder"], funder_siret(one["siren"]), False)
        kinds = one.get("kinds", ["association"])
        rows = self._chosen(block, one.get("communes", self.communes), kinds, one["funder"])
        count = int(one["beneficiaries"])
        if len(rows) < count:
            raise PlanError(
                f"« {one['funder']} » : le plan veut {count} bénéficiaires et n’en a que {len(rows)}."
            )
        kept = rows[:count]
        draws = block.units.draws.at(kept)
        amounts = shared_out(int(one["total"]), (0.15 + draws.real("planted amount") ** 2).tolist())
        days, purposes = draws.below("planted day", 300).tolist(), one.get("purposes") or ["Fonctionnement"]
        return funder, [
            Grant(int(row), amount, date(int(one["year"]), 1, 15) + timedelta(days=when),
                  purposes[number % len(purposes)], f"{one['year']}-{number + 1:03d}")
            for number, (row, amount, when) in enumerate(zip(kept.tolist(), amounts, days))
        ]  # fmt: skip

    def _chosen(self, block: Block, communes: Iterable[str], kinds: Sequence[str], stream: str) -> Whole:
        """Living planted employers of some kinds in some communes, those of the first kinds first."""
        units = block.units
        here = {block.geography.position(code) for code in communes}
        assert units.band is not None
        able = block.active & block.known & np.isin(units.place, list(here)) & (units.band != 0)
        mixed = units.draws.bits(f"chosen {stream}")
        found: list[Whole] = []
        for kind in kinds:
            rows = np.flatnonzero(able & (units.kind == KIND[kind]))
            found.append(rows[np.argsort(mixed[rows], kind="stable")])
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

    def contracts(self, block: Block) -> list[tuple[dict[str, Any], int]]:
        """The contracts of the plan, each with the position of the unit that holds it."""
        made = []
        for number, one in enumerate(self.content.get("contracts", ())):
            buyer = Funder(one["commune"], one["buyer"], funder_siret(one["siren"]), False)
            rows = self._chosen(block, one.get("communes", self.communes), one["kinds"], f"contract {number}")
            if not len(rows):
                raise PlanError(f"« {one['subject']} » : le plan n’a personne à qui donner ce marché.")
            row = int(rows[0])
            holder = holder_siret(block.units, row)
            notified = date(int(one["year"]), 1 + number * 5 % 12, 3 + number % 20)
            made.append(
                (contract(buyer, holder, one["subject"], one["cpv"], notified, int(one["amount"]),
                one["social"],
                          f"{one['year']}{one['commune']}{number + 1:02d}"), row)
            )  # fmt: skip
        return made


def read_plan(path: Path) -> Plan:
    """Read a plan; raises `PlanError` in French when it cannot be followed."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise PlanError(f"{path} : ce plan n’existe pas. Vérifiez son nom.") from error
    except OutlineError as error:
        raise PlanError(f"{path.name} : ce n’est pas du JSON ({error}). Corrigez-le.") from error
    return checked_plan(content, path.name)


def checked_plan(content: Any, name: str) -> Plan:
    """The plan of a JSON content; raises `PlanError` in French."""
    if not isinstance(content, dict) or not content.get("communes"):
        raise PlanError(f"{name} : un plan est un objet qui a au moins « communes ».")
    if unknown := sorted(set(content) - _KEYS):
        raise PlanError(
            f"{name} : « {unknown[0]} » n’est pas une partie d’un plan. Parties : {', '.join(sorted(_KEYS))}."
        )
    plan = Plan(content)
    try:
        plan._outlines()
        for one in plan._wanted():
            if one.kind not in KIND:
                raise PlanError(f"{name} : « {one.kind} » n’est pas un type connu. Types : {', '.join(KIND)}.")
            if one.legal and one.legal not in legal_codes():
                raise PlanError(
                    f"{name} : la catégorie juridique « {one.legal} » n’est pas parmi celles du générateur."
                )
            if one.siret and not (one.siret.isdigit() and len(one.siret) == 14):
                raise PlanError(f"{name} : « {one.siret} » n’est pas un SIRET de quatorze chiffres.")
    except OutlineError as error:
        raise PlanError(f"{name} : un contour du plan ne convient pas, {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise PlanError(
            f"{name} : il manque {error} à une ligne du plan, ou elle n’a pas la forme attendue."
        ) from error
    return plan


def plaine_centrale_plan(
    organisations: Sequence[Mapping[str, Any]] = (), outlines: Mapping[str, Any] | None = None
) -> Plan:
    """The plan of the demonstration's territory, with given organisations among the planted ones.

    `outlines`, by commune, are where its establishments stand; without them they have no coordinates.
    """
    content = json.loads((files(__package__) / "plaine_centrale.json").read_text("utf-8"))
    content["organisations"] = [*content.get("organisations", ()), *organisations]
    return checked_plan({**content, "outlines": dict(outlines or {})}, "Plaine Centrale")


def _weights_of(one: Mapping[str, Any], geography: Geography) -> list[float]:
    epci, communes = one.get("epci"), set(one.get("communes", ()))
    weights = [
        float(place.population or 0) if place.commune in communes or (epci and place.epci == epci) else 0.0
        for place in geography.places
    ]
    if not sum(weights):
        raise PlanError(
            f"« {one['name']} » : aucune commune d’aujourd’hui n’en est. Vérifiez « epci » ou « communes »."
        )
    return weights


def _given(one: Mapping[str, Any]) -> _Wanted:
    legal = one["legal"]
    kind = one.get("kind") or next((kind.code for kind in KINDS if legal in kind.legal), None)
    if kind is None:
        raise PlanError(
            f"« {one['name']} » : la catégorie juridique « {legal} » n’est pas parmi celles du générateur."
        )
    street = one.get("street", "")
    number, _, rest = street.partition(" ")
    address = (
        (number if rest else "", fold(rest or street).upper(), one.get("postcode", "")) if street else None
    )
    return _Wanted(
        kind, one["commune"], legal, one.get("employer"), one.get("active", True), one["name"], one.get("naf"),
        one.get("theme"), one.get("siret"), one.get("rna"), address,
        date.fromisoformat(one["created"]) if one.get("created") else None,
    )  # fmt: skip


def _employs(one: _Wanted) -> bool:
    legal = one.legal or next(iter(KINDS[KIND[one.kind]].legal))
    if not legal.startswith("92") or not one.active:
        return False
    if one.employer is None:
        raise PlanError(
            f"Le plan compte les associations employeuses : dites pour « {one.name or one.kind} » si elle "
            "en est (« employer » : true ou false)."
        )
    return one.employer


def _bands(draws: Draws, kind: Whole, wanted: Sequence[_Wanted]) -> Whole:
    """The headcount band of each unit: -1 (drawn), 0 (none) or one of an employer."""
    result = np.array([-1 if one.employer is None else 0 for one in wanted], dtype=np.int64)
    employs = np.array([bool(one.employer) for one in wanted])
    for position in np.unique(kind):
        rows = np.flatnonzero(employs & (kind == position))
        shares = EMPLOYER_BANDS.get(KINDS[position].profile) or _COMPANY
        result[rows] = draws.at(rows).pick("planted band", [shares.get(band, 0.0) for band in BANDS])
    return result


_COMPANY = {
    "01": 0.50,
    "02": 0.225,
    "03": 0.115,
    "11": 0.085,
    "12": 0.05,
    "21": 0.015,
    "22": 0.007,
    "31": 0.003,
}


def _activity(theme: str) -> int:
    bank = activities()
    for wanted in (theme, theme.partition("/")[0]):
        for at, one in enumerate(bank):
            if one.weight and (one.theme == wanted or one.theme.startswith(f"{wanted}/")):
                return at
    return 0


def _known(codes: Mapping[str, int], code: str, what: str) -> int:
    if code not in codes:
        raise PlanError(f"Le plan cite {what} « {code} », que le générateur ne connaît pas.")
    return codes[code]


__all__ = ["Plan", "PlanError", "checked_plan", "plaine_centrale_plan", "read_plan"]
