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
from maillage.opendata.diagnosis import Diagnosis, Territory, Zone, freeze_diagnosis
from maillage.opendata.national.columns import COUNTRY, ESS, SCHEMA
from maillage.opendata.national.columns import TOTALS as TOTAL_COLUMNS
from maillage.opendata.national.extract import NationalPass
from maillage.opendata.store import Manifest, Store

ON = date(2026, 1, 1)
HERE = Territory(
    slug="deux-rives",
    name="Deux Rives",
    communes=("94028", "94002"),
    collectivities=(("219400280", "Ville A"), ("219400025", "Ville B"), ("200000001", "Agglomération")),
)
_TEXT = pa.string()
_ARROW = {
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "VARCHAR[]": pa.list_(pa.string()),
    "SMALLINT": pa.int16(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DECIMAL(15,2)": pa.decimal128(15, 2),
}


def schema(columns: Mapping[str, str]) -> pa.Schema:
    """The Arrow schema of columns given with their DuckDB types."""
    return pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])


PLACES = {
    "94028": ("Créteil", 90_000, "epci-a", "94", "11"),
    "94002": ("Alfortville", 10_000, "epci-a", "94", "11"),
    "94071": ("Sucy", 50_000, "epci-b", "94", "11"),
    "69123": ("Lyon", 200_000, "epci-c", "69", "84"),
}


# In km²; that of Lyon is not known.
AREAS = {"94028": 12.5, "94002": 7.5, "94071": 10.0}


def square(left: float, bottom: float, side: float = 0.1) -> list[list[float]]:
    """A closed ring of longitudes and latitudes."""
    right, top = left + side, bottom + side
    return [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]


# Three districts: one with a hole, one that nothing stands in, one of another territory.
ZONES = [
    Zone("QP1", "Les Bordières", [[square(2.40, 48.70), square(2.44, 48.74, 0.02)]]),
    Zone("QP2", "Chantereine", [[square(2.60, 48.70)]], ("94002",)),
    Zone("QP9", "Ailleurs", [[square(5.00, 45.00)]], ("69123",)),
]
IN, IN_THE_HOLE, OUT = (2.41, 48.71), (2.45, 48.75), (2.55, 48.75)


def at(point: tuple[float, float]) -> dict[str, float]:
    """The position of an establishment."""
    return {"longitude": point[0], "latitude": point[1]}


def row(number: int, **given: Any) -> dict[str, Any]:
    """An establishment: a declared association of Créteil, active, sure, without employees, of culture."""
    siren = given.pop("siren", f"{number:09d}")
    commune = given.get("commune", "94028")
    _, _, epci, department, region = PLACES[commune]
    return {
        **dict.fromkeys(ESS),
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
    """Eighteen rows here, ten elsewhere; what each is for stands beside it."""
    return [
        row(1, headcount="01", rna="W941000001", **at(IN)),
        row(2, headcount="12", commune="94002", theme="sport/collectifs", **at(IN)),
        row(3, theme=None, theme_sure=None, **at(OUT)),  # a volunteer association, unclassified
        row(4, publishable=False, headcount="03", theme="sport", **at(IN)),  # counted, never shown
        row(5, status="to_check", family="entreprise", legal_category="5710", groups=["EI"], headcount="11"),
        row(6, groups=["ACI", "AI"], headcount="21", theme="insertion"),  # two conventions
        row(
            7, family="cooperative", legal_category="5458", headcount="02", theme="economie", **at(IN_THE_HOLE)
        ),  # a Scop
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
        # Closed ones, which survival alone counts: they lived three years, a few months, five years to the day.
        row(107, commune="94071", active=False, created_on=date(2018, 3, 1), closed_on=date(2021, 6, 1)),
        row(108, commune="69123", active=False, created_on=date(2022, 10, 1), closed_on=date(2023, 5, 1)),
        row(109, commune="69123", active=False, created_on=date(2017, 1, 10), closed_on=date(2022, 1, 10)),
        row(
            110,
            commune="69123",
            status="to_check",
            active=False,
            created_on=date(2020, 1, 1),
            closed_on=date(2020, 2, 1),
        ),
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
                ("country", COUNTRY),
            )
            for level, code in levels:
                found[level, code, band] = found.get((level, code, band), 0) + number
    return [
        {
            "level": level,
            "code": code,
            "scope": "all",
            "measure": "active",
            "headcount": band,
            "establishments": number,
        }
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

    def load(self, table: str, rows: Sequence[Mapping[str, Any]] = ()) -> None:
        """Load rows as a table of one vintage."""
        with self.store.writing(table, ON) as scratch:
            written = pa.Table.from_pylist([dict(one) for one in rows], schema(TABLES[table].columns))
            pq.write_table(written, scratch / "data.parquet")
            self.store.keep(
                scratch,
                Manifest(
                    table=table,
                    vintage=ON,
                    files=(),
                    rows_read=len(rows),
                    rows_kept=len(rows),
                    synthetic=self.synthetic,
                ),
            )

    def national(self) -> NationalPass:
        """Write the geography, the sources and the pass, then open it."""
        names = ("name", "population", "epci", "department", "region")
        self.load(
            "communes",
            [{"code": code, "commune": code, **dict(zip(names, place))} for code, place in PLACES.items()],
        )
        for table in self.sources:
            self.load(table)
        folder = self.folder / "opendata" / "national" / "2026-01-01-aaaa"
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(self.rows, schema(ESS)), folder / "ess.parquet")
        pq.write_table(pa.Table.from_pylist(totals(), schema(TOTAL_COLUMNS)), folder / "totals.parquet")
        manifest = {
            "schema": SCHEMA,
            "on": ON.isoformat(),
            "made_at": "2026-01-02",
            "synthetic": self.synthetic,
            "vintages": {table: ON.isoformat() for table in ("communes", *self.sources)},
            "reservations": ["La liste est celle du 1er janvier."],
        }
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        return NationalPass(folder, manifest)

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
    {
        "contract": "m4",
        "buyer_siret": "21940028000017",
        "buyer_name": "VILLE A",
        "holder_siren": "000000007",
        "object": "Sans date",
        "amount": 10,
        "social": [],
    },
]


def draw(ground: Ground, **given: Any) -> Diagnosis:
    """Freeze the diagnosis of the two communes, with everything unless told otherwise."""
    inputs = {
        "local": LOCAL,
        "links": LINKS,
        "subsidies": SUBSIDIES,
        "contracts": CONTRACTS,
        "areas": AREAS,
        "zones": ZONES,
        **given,
    }
    return freeze_diagnosis(ground.store, HERE, ON, out=ground.out, national=ground.national(), **inputs)
