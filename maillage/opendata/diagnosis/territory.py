"""What a diagnosis is about, what it is compared with, and which territories are alike."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.opendata.indicators.frame import connect
from maillage.opendata.indicators.tables import LEVELS
from maillage.opendata.national.columns import COUNTRY
from maillage.opendata.store import StoreError

# What parts two territories, in logarithms: twice the population by 0.69 (log 2). Being of another region, or
# twice as dense, parts them half as much: population says more, and the size of communes half repeats density.
_OTHER_REGION = 0.35
_DENSITY = 0.5
# Density counts where it is known of so many of the candidates: with fewer, being known would make alike.
_DENSITY_KNOWN = 0.75
# Regions overseas: nothing of the mainland is alike, nor the reverse.
_OVERSEAS = frozenset({"01", "02", "03", "04", "06"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A free set of communes of today (INSEE codes); `collectivities` are the (SIREN, name) that act for it."""

    slug: str
    name: str
    communes: tuple[str, ...]
    collectivities: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.communes:
            raise StoreError(f"Le territoire « {self.name} » ne contient aucune commune.")


@dataclass(frozen=True, slots=True)
class Reference:
    """A territory to compare with: one or several (level, code), as one; `note` says how they were chosen."""

    place: str
    label: str
    members: tuple[tuple[str, str], ...]
    note: str = ""


class Geography:
    """The table `communes`, and what the caller knows beside: names of groupings, areas of communes (km²)."""

    def __init__(
        self,
        path: Path,
        names: Mapping[tuple[str, str], str] | None = None,
        areas: Mapping[str, float] | None = None,
    ) -> None:
        self.path = path
        self.names = names or {}
        self.areas = areas or {}
        with connect() as connection:
            found = connection.execute(
                "SELECT commune, name, population, epci, ept, department, region FROM read_parquet(?) "
                "WHERE code = commune ORDER BY commune",
                [str(path)],
            ).fetchall()
        self.communes: dict[str, tuple[Any, ...]] = {row[0]: row[1:] for row in found}

    def name(self, level: str, code: str) -> str:
        """What a place is called; its level and code where nobody gave its name."""
        if level == "country":
            return "France"
        if level == "commune" and code in self.communes:
            return str(self.communes[code][0])
        return self.names.get((level, code)) or f"{LEVELS[level]} {code}"

    def members(self, level: str, code: str) -> list[str]:
        """The communes of a place, by code."""
        if level == "country":
            return list(self.communes)
        if level == "commune":
            return [code] if code in self.communes else []
        column = {"epci": 2, "ept": 3, "department": 4, "region": 5}[level]
        return [one for one, row in self.communes.items() if row[column] == code]

    def population(self, communes: Iterable[str]) -> int:
        """Inhabitants, those unknown left out."""
        return sum(self.communes[one][1] or 0 for one in communes)

    def area(self, communes: Iterable[str]) -> float | None:
        """Square kilometres; None unless the area of every commune is known."""
        known = [self.areas.get(one) for one in communes]
        found = [one for one in known if one]
        return sum(found) if found and len(found) == len(known) else None

    def density(self, communes: Iterable[str]) -> float | None:
        """Inhabitants for a square kilometre; None unless the area of every commune is known."""
        given = list(communes)
        area = self.area(given)
        return self.population(given) / area if area else None

    def check(self, territory: Territory) -> None:
        """Refuse a territory with a code that is no commune of today."""
        strange = [code for code in territory.communes if code not in self.communes]
        if strange:
            raise StoreError(
                f"« {territory.name} » : {', '.join(strange)} n’est pas le code d’une commune d’aujourd’hui. "
                "Corrigez la liste des communes du territoire."
            )

    def references(self, territory: Territory, alike: int = 10) -> list[Reference]:
        """Similar territories, then the departments, the regions of the territory, and France."""
        found = []
        similar, density_said = self._alike(territory, alike)
        if similar:
            names = ", ".join(self.name(level, code) for level, code in similar)
            found.append(
                Reference(
                    "semblables",
                    "Territoires semblables",
                    tuple(similar),
                    f"Territoires semblables : les {len(similar)} intercommunalités les plus proches par la "
                    f"population, {density_said}"
                    f"le nombre et la taille de leurs communes, de préférence dans la même région ({names}).",
                )
            )
        for level, column in (("department", 4), ("region", 5)):
            codes = dict.fromkeys(self.communes[one][column] for one in territory.communes)
            found += [
                Reference(f"{level}-{code}", self.name(level, code), ((level, code),)) for code in codes if code
            ]
        found.append(Reference("france", "France", (("country", COUNTRY),)))
        return found

    def similar(self, territory: Territory, number: int) -> list[tuple[str, str]]:
        """The intercommunalities nearest by population, density, number and median size of communes, region.

        Density counts where the areas of the territory are known, and those of most candidates; one whose own
        are not is then taken to be as far by it as most are. Those that share a commune with the territory are
        left out, and overseas is not set beside the mainland. Within the métropole du Grand Paris the EPT stand
        for the EPCI, as do most of its powers of proximity.
        """
        return self._alike(territory, number)[0]

    def _alike(self, territory: Territory, number: int) -> tuple[list[tuple[str, str]], str]:
        """Those of `similar`, and what a note about them says of density: nothing where it did not count."""
        groups: dict[tuple[str, str], list[str]] = {}
        for code, row in self.communes.items():
            level, grouping = ("ept", row[3]) if row[3] else ("epci", row[2])
            if grouping:
                groups.setdefault((level, grouping), []).append(code)
        mine = set(territory.communes)
        here = self._shape(territory.communes)
        regions = {self.communes[one][5] for one in mine}
        if here is None:
            return [], ""
        density = self.density(territory.communes)
        near: dict[tuple[str, str], tuple[float, float]] = {}
        gaps: dict[tuple[str, str], float] = {}
        for key, communes in groups.items():
            there = self._shape(communes)
            elsewhere = {self.communes[one][5] for one in communes}
            if (
                there is None
                or mine & set(communes)
                or bool(regions & _OVERSEAS) != bool(elsewhere & _OVERSEAS)
            ):
                continue
            near[key] = math.dist(here, there), 0 if regions & elsewhere else _OTHER_REGION
            if density and (other := self.density(communes)):
                gaps[key] = _DENSITY * abs(math.log(density / other))
        if len(gaps) < _DENSITY_KNOWN * len(near):
            gaps = {}
        usual = statistics.median(gaps.values()) if gaps else 0.0
        ranked = sorted(
            (math.hypot(distance, gaps.get(key, usual)) + region, key)
            for key, (distance, region) in near.items()
        )
        found = [key for _, key in ranked[:number]]
        if not gaps:
            return found, ""
        return found, "la densité, " if gaps.keys() >= set(found) else "la densité là où elle est connue, "

    def _shape(self, communes: Iterable[str]) -> tuple[float, float, float] | None:
        sizes = sorted(self.communes[one][1] or 0 for one in communes)
        total = sum(sizes)
        if not total:
            return None
        median = sizes[len(sizes) // 2]
        # Population weighs most: it says more than the two others, which half repeat it.
        return math.log(total), 0.5 * math.log(len(sizes)), 0.5 * math.log(max(median, 1))
