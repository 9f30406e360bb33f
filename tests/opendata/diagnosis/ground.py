"""A small territory written by hand, of which every figure is known: two communes, and a third beside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.opendata.columns import TABLES
from maillage.opendata.diagnosis import National, Territory
from maillage.opendata.store import Manifest, Store

ON = date(2026, 1, 1)
HERE = Territory(
    slug="deux-rives",
    name="Deux Rives",
    communes=("94028", "94002"),
    collectivities=(("219400280", "Ville A"), ("219400025", "Ville B"), ("200000001", "Agglomération")),
)
_TEXT = pa.string()
ESS_SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("siret", "siren", "name", "sigle", "brand")),
        *((name, pa.bool_()) for name in ("seat", "active", "unit_active")),
        *((name, pa.date32()) for name in ("created_on", "unit_created_on", "closed_on", "ceased_on")),
        *((name, _TEXT) for name in ("commune", "commune_code", "epci", "ept", "department", "region")),
        *((name, _TEXT) for name in ("legal_category", "family", "status")),
        ("proofs", pa.list_(_TEXT)),
        ("groups", pa.list_(_TEXT)),
        *((name, _TEXT) for name in ("naf", "naf25", "headcount")),
        ("headcount_year", pa.int16()),
        ("unit_headcount", _TEXT),
        ("employer", pa.bool_()),
        ("theme", _TEXT),
        ("theme_confidence", pa.float64()),
        ("theme_sure", pa.bool_()),
        ("theme_evidence", _TEXT),
        ("publishable", pa.bool_()),
        ("longitude", pa.float64()),
        ("latitude", pa.float64()),
        ("rna", _TEXT),
    ]
)
PLACES = {
    "94028": ("Créteil", 90_000, "epci-a", "94", "11"),
    "94002": ("Alfortville", 10_000, "epci-a", "94", "11"),
    "94071": ("Sucy", 50_000, "epci-b", "94", "11"),
    "69123": ("Lyon", 200_000, "epci-c", "69", "84"),
}


def row(number: int, **given: Any) -> dict[str, Any]:
    """An establishment: a declared association of Créteil, active, sure, without employees, of culture."""
    siren = given.pop("siren", f"{number:09d}")
    commune = given.get("commune", "94028")
    _, _, epci, department, region = PLACES[commune]
    return {
        **dict.fromkeys(ESS_SCHEMA.names),
        "siret": f"{siren}{number:05d}",
        "siren": siren,
        "name": f"STRUCTURE {number}",
        "seat": True,
        "active": True,
        "unit_active": True,
        "created_on": date(2010, 5, 1),
        "commune": commune,
        "commune_code": commune,
        "epci": epci,
        "department": department,
        "region": region,
        "legal_category": "9220",
        "family": "association",
        "status": "certain",
        "proofs": ["statute"],
        "groups": [],
        "headcount": "NN",
        "employer": given.get("headcount", "NN") not in ("NN", "00", None),
        "theme": "culture/musique",
        "theme_sure": True,
        "publishable": True,
        **given,
    }


def establishments() -> list[dict[str, Any]]:
    """Eighteen rows here, six elsewhere; what each is for stands beside it."""
    return [
        row(1, headcount="01", rna="W941000001"),
        row(2, headcount="12", commune="94002", theme="sport/collectifs"),
        row(3, theme=None, theme_sure=None),  # a volunteer association, unclassified
        row(4, publishable=False, headcount="03", theme="sport"),  # counted, never shown
        row(5, status="to_check", family="entreprise", legal_category="5710", groups=["EI"], headcount="11"),
        row(6, groups=["ACI", "AI"], headcount="21", theme="insertion"),  # two conventions
        row(7, family="cooperative", legal_category="5458", headcount="02", theme="economie"),  # a Scop
        row(8, family="cooperative", legal_category="5560", name="LA SCIC DU COIN", theme="alimentation"),
        row(9, family="mutuelle", legal_category="8210", headcount="31", theme="sante-social"),  # a head office
        row(
            10,
            siren="000000009",
            family="mutuelle",
            legal_category="8210",
            seat=False,
            commune="94002",
            headcount="01",
        ),
        row(
            11,
            family="cooperative",
            legal_category="6595",
            groups=["banque/credit-mutuel"],
            headcount="02",
            seat=False,
        ),
        row(
            12,
            siren="000000011",
            family="cooperative",
            legal_category="6595",
            groups=["banque/credit-mutuel"],
            headcount="01",
            seat=False,
            commune="94002",
        ),
        row(13, family="fondation", legal_category="9300", headcount=None, employer=None),
        row(14, active=False, created_on=date(2020, 3, 1), closed_on=date(2024, 6, 1)),  # lived four years
        row(15, created_on=date(2022, 2, 1), headcount="00"),
        row(
            16,
            family="public",
            legal_category="7363",
            status="outside",
            groups=["credit-municipal"],
            headcount="11",
        ),
        row(17, groups=["club-entreprises"], theme="economie"),
        row(18, groups=["ESAT"], headcount="22", theme="sante-social/handicap", commune="94002"),
        row(101, commune="94071", headcount="01"),
        row(102, commune="94071", theme="sport"),
        row(103, commune="69123", headcount="12", theme="sport"),
        row(104, commune="69123", theme=None),
        row(105, commune="69123", family="mutuelle", legal_category="8210", headcount="41"),
        row(106, commune="69123", status="to_check"),
    ]


TOTALS = {  # commune → headcount → active establishments, ESS or not
    "94028": {"NN": 50, "01": 20, "03": 5, "11": 6, "21": 3, "31": 2},
    "94002": {"NN": 10, "01": 6, "12": 4, "22": 2},
    "94071": {"NN": 20, "01": 10},
    "69123": {"NN": 100, "12": 20, "41": 2},
}


def totals() -> list[dict[str, Any]]:
    """The counts of all establishments at each level."""
    found: dict[tuple[str, str, str], int] = {}
    for commune, bands in TOTALS.items():
        _, _, epci, department, region = PLACES[commune]
        for band, number in bands.items():
            levels = (
                ("commune", commune),
                ("epci", epci),
                ("department", department),
                ("region", region),
                ("france", "FR"),
            )
            for level, code in levels:
                found[level, code, band] = found.get((level, code, band), 0) + number
    return [
        {"level": level, "code": code, "headcount": band, "establishments": number}
        for (level, code, band), number in found.items()
    ]


@dataclass
class Ground:
    """A store and a national run in a folder, that a test may change before it draws."""

    folder: Path
    rows: list[dict[str, Any]] = field(default_factory=establishments)
    synthetic: bool = False
    sources: tuple[str, ...] = ("sirene-units", "sirene-establishments", "siae", "finess", "ess-list", "esus")

    @property
    def store(self) -> Store:
        """The loaded data."""
        return Store(self.folder / "opendata")

    def load(self, table: str, rows: Sequence[Mapping[str, Any]] = (), schema: pa.Schema | None = None) -> None:
        """Load rows as a table of one vintage."""
        with self.store.writing(table, ON) as scratch:
            names = list(TABLES[table].columns)
            found = [{name: one.get(name) for name in names} for one in rows]
            written = (
                pa.Table.from_pylist(found, schema)
                if found
                else pa.table({name: pa.nulls(0) for name in names})
            )
            pq.write_table(written, scratch / "data.parquet")
            self.store.keep(
                scratch,
                Manifest(
                    table=table,
                    vintage=ON,
                    files=(),
                    rows_read=len(found),
                    rows_kept=len(found),
                    synthetic=self.synthetic,
                ),
            )

    def national(self) -> National:
        """Write the geography, the sources and the run, then name it."""
        self.load(
            "communes",
            [
                {
                    "code": code,
                    "commune": code,
                    "name": name,
                    "population": people,
                    "epci": epci,
                    "department": department,
                    "region": region,
                }
                for code, (name, people, epci, department, region) in PLACES.items()
            ],
            pa.schema(
                [(name, pa.int32() if name == "population" else _TEXT) for name in TABLES["communes"].columns]
            ),
        )
        for table in self.sources:
            self.load(table)
        folder = self.folder / "opendata" / "national" / "run"
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(self.rows, ESS_SCHEMA), folder / "ess.parquet")
        pq.write_table(pa.Table.from_pylist(totals()), folder / "totals.parquet")
        (folder / "manifest.json").write_text(json.dumps({"synthetic": self.synthetic}), "utf-8")
        return National(folder)

    @property
    def out(self) -> Path:
        """Where diagnoses are kept."""
        return self.folder / "diagnoses"


LOCAL = [
    {
        "id": "a",
        "name": "Structure Un",
        "commune": "94028",
        "theme": "culture/musique",
        "family": "association",
        "siren": "000000001",
        "url": "/a",
    },
    {"id": "b", "name": "Autre nom", "commune": "94028", "theme": "culture", "rna": "W941000001", "url": "/b"},
    {"id": "c", "name": "Le club", "commune": "94002", "theme": "sport", "url": "/c"},
    {"id": "d", "name": "Sans rien", "commune": None, "theme": None, "url": "/d"},
    {"id": "e", "name": "Partie", "commune": "94002", "theme": "sport", "siren": "999999999", "url": "/e"},
]
LINKS = [{"id": "c", "siren": "000000002"}]
SUBSIDIES = [
    {
        "funder_siret": "21940028000017",
        "funder_name": "VILLE A",
        "beneficiary_name": "Structure 1",
        "beneficiary_siren": "000000001",
        "year": 2024,
        "amount": 1000,
    },
    {
        "funder_siret": "21940028000017",
        "funder_name": "VILLE A",
        "beneficiary_name": "STRUCTURE 1",
        "beneficiary_siren": "000000001",
        "year": 2024,
        "amount": 500,
    },
    {
        "funder_siret": "21940028000017",
        "funder_name": "VILLE A",
        "beneficiary_name": "Inconnue",
        "year": 2024,
        "amount": 250,
    },
    {
        "funder_siret": "20000000100011",
        "funder_name": "AGGLO",
        "beneficiary_name": "De l’autre rive",
        "beneficiary_rna": "W941000001",
        "year": 2025,
        "amount": 40,
    },
    {
        "funder_siret": "99999999900011",
        "funder_name": "AILLEURS",
        "beneficiary_name": "Structure 1",
        "beneficiary_siren": "000000001",
        "year": 2024,
        "amount": 9000,
    },
]
CONTRACTS = [
    {
        "contract": "m1",
        "buyer_siret": "21940028000017",
        "buyer_name": "VILLE A",
        "holder_siren": "000000006",
        "holder_name": "STRUCTURE 6",
        "object": "Espaces verts",
        "notified_on": date(2024, 5, 1),
        "amount": 60_000,
        "social": ["Marché réservé"],
    },
    {
        "contract": "m1",
        "buyer_siret": "21940028000017",
        "buyer_name": "VILLE A",
        "holder_siren": "111111111",
        "holder_name": "AUTRE",
        "object": "Espaces verts",
        "notified_on": date(2024, 5, 1),
        "amount": 60_000,
        "social": ["Marché réservé"],
    },
    {
        "contract": "m2",
        "buyer_siret": "21940028000017",
        "buyer_name": "VILLE A",
        "holder_siren": "111111111",
        "holder_name": "AUTRE",
        "object": "Travaux",
        "notified_on": date(2024, 6, 1),
        "amount": 90_000,
        "social": ["Clause sociale"],
    },
    {
        "contract": "m3",
        "buyer_siret": "21940028000017",
        "buyer_name": "VILLE A",
        "holder_siren": "000000007",
        "holder_name": "STRUCTURE 7",
        "object": "Conseil",
        "notified_on": date(2024, 7, 1),
        "amount": 500_000,
        "framework": True,
        "social": [],
    },
]
