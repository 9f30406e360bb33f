"""What a diagnosis is about, what it is compared with, and which territories are alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.opendata.indicators.frame import connect
from maillage.opendata.indicators.tables import LEVELS
from maillage.opendata.national.columns import COUNTRY
from maillage.opendata.store import StoreError

# Being of another region parts two territories half as much as twice the population does (log 2 = 0.69).
_OTHER_REGION = 0.35
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
    """The table `communes`, and the names of groupings where the caller knows them."""

    def __init__(self, path: Path, names: Mapping[tuple[str, str], str] | None = None) -> None:
        self.path = path
        self.names = names or {}
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
        similar = self.similar(territory, alike)
        if similar:
            names = ", ".join(self.name(level, code) for level, code in similar)
            found.append(
                Reference(
                    "semblables",
                    "Territoires semblables",
                    tuple(similar),
                    f"Territoires semblables : les {len(similar)} intercommunalités les plus proches par la "
                    f"population, "
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
        """The intercommunalities nearest by population, number and median size of communes, and region.

        Those that share a commune with the territory are left out, and overseas is not set beside the mainland.
        Within the métropole du Grand Paris the EPT
        stand for the EPCI, as do most of its powers of proximity.
        """
        groups: dict[tuple[str, str], list[str]] = {}
        for code, row in self.communes.items():
            level, grouping = ("ept", row[3]) if row[3] else ("epci", row[2])
            if grouping:
                groups.setdefault((level, grouping), []).append(code)
        mine = set(territory.communes)
        here = self._shape(territory.communes)
        regions = {self.communes[one][5] for one in mine}
        if here is None:
            return []
        ranked = []
        for key, communes in groups.items():
            there = self._shape(communes)
            elsewhere = {self.communes[one][5] for one in communes}
            if (
                there is None
                or mine & set(communes)
                or bool(regions & _OVERSEAS) != bool(elsewhere & _OVERSEAS)
            ):
                continue
            distance = math.dist(here, there)
            if not regions & elsewhere:
                distance += _OTHER_REGION
            ranked.append((distance, key))
        return [key for _, key in sorted(ranked)[:number]]

    def _shape(self, communes: Iterable[str]) -> tuple[float, float, float] | None:
        sizes = sorted(self.communes[one][1] or 0 for one in communes)
        total = sum(sizes)
        if not total:
            return None
        median = sizes[len(sizes) // 2]
        # Population weighs most: it says more than the two others, which half repeat it.
        return math.log(total), 0.5 * math.log(len(sizes)), 0.5 * math.log(max(median, 1))
