"""What a pass writes: the columns of its three tables, with their DuckDB types, in order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Changed when a column or its meaning changes: passes of another schema are not read.
SCHEMA = 1

# One row for each establishment of a unit that has a proof, or a status other than outside, or is in a group.
ESS: Mapping[str, str] = MappingProxyType(
    {
        "siret": "VARCHAR",
        "siren": "VARCHAR",
        "name": "VARCHAR",  # of the unit; NULL where it may not be published, like sigle, brand and position
        "sigle": "VARCHAR",
        "brand": "VARCHAR",
        "seat": "BOOLEAN",
        "active": "BOOLEAN",
        "unit_active": "BOOLEAN",
        "created_on": "DATE",
        "unit_created_on": "DATE",
        "closed_on": "DATE",
        "ceased_on": "DATE",
        "commune": "VARCHAR",  # of today; NULL where the code of the source is none
        "commune_code": "VARCHAR",  # as in the source
        "epci": "VARCHAR",
        "ept": "VARCHAR",
        "department": "VARCHAR",
        "region": "VARCHAR",
        "legal_category": "VARCHAR",
        "family": "VARCHAR",  # a code of FAMILIES, or NULL
        "status": "VARCHAR",  # certain, probable, to_check, outside
        "proofs": "VARCHAR[]",
        "groups": "VARCHAR[]",  # codes of GROUPS: the unit's, and this establishment's conventions
        "ess_flag": "VARCHAR",
        "esus_on": "DATE",
        "esus_until": "DATE",
        "naf": "VARCHAR",
        "naf25": "VARCHAR",
        "headcount": "VARCHAR",
        "headcount_year": "SMALLINT",
        "unit_headcount": "VARCHAR",
        "employer": "BOOLEAN",  # this establishment, by its band
        "theme": "VARCHAR",  # of the unit
        "theme_confidence": "DOUBLE",
        "theme_sure": "BOOLEAN",
        "theme_evidence": "VARCHAR",
        "publishable": "BOOLEAN",
        "longitude": "DOUBLE",
        "latitude": "DOUBLE",
        "rna": "VARCHAR",
    }
)

# Active establishments, and active units counted at their seat, for each key. For the units, `headcount` and
# `employer` are the unit's: a row's `units` are those whose own band is this one.
AGGREGATES: Mapping[str, str] = MappingProxyType(
    {
        "level": "VARCHAR",  # commune, epci, ept, department, region, country
        "code": "VARCHAR",  # "FR" for the country
        "family": "VARCHAR",
        "status": "VARCHAR",
        "theme": "VARCHAR",
        "headcount": "VARCHAR",
        "employer": "BOOLEAN",
        "establishments": "BIGINT",
        "units": "BIGINT",
    }
)

# `scope` is "all" (every establishment of SIRENE) or "ess" (status certain or probable). `measure`:
#   active   active establishments, and seats among them, by headcount band
#   created  establishments created in the year, and how many were still open 1, 3 and 5 years (of 365.25 days)
#            after: NULL where the vintage is too early to know of the whole year
#   closed   establishments closed in the year
TOTALS: Mapping[str, str] = MappingProxyType(
    {
        "level": "VARCHAR",
        "code": "VARCHAR",
        "scope": "VARCHAR",
        "measure": "VARCHAR",
        "headcount": "VARCHAR",
        "year": "SMALLINT",
        "establishments": "BIGINT",
        "seats": "BIGINT",
        "survived_1": "BIGINT",
        "survived_3": "BIGINT",
        "survived_5": "BIGINT",
    }
)

# Creations and closures are counted from this year on.
FIRST_YEAR = 2000

LEVELS: tuple[str, ...] = ("commune", "epci", "ept", "department", "region", "country")
COUNTRY = "FR"
