"""The SQL of each step. The tables of the store are views named as in the store, with underscores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from maillage.kernel.vocabulary import Standing

from ..perimeter import (
    COUNTED,
    FINESS_ESAT,
    GROUPS,
    LISTED_KINDS,
    codes_of,
    employer_sql,
    family_sql,
    groups_sql,
    in_list,
    named_sql,
    proofs_sql,
    quoted,
    status_sql,
)
from .columns import AGGREGATES, COUNTRY, ESS, FIRST_YEAR, LEVELS, TOTALS

# --- What the lists say ------------------------------------------------------------------------------------

# One row for each kind of convention that an establishment has. (A convention may be listed twice.)
CONVENTIONS = f"""
CREATE TEMP TABLE conventions AS
SELECT siret, coalesce(siren, siret[1:9]) AS siren, upper(kind) AS kind FROM siae
WHERE {in_list("upper(kind)", LISTED_KINDS)} AND coalesce(siren, siret) IS NOT NULL
UNION
SELECT siret, siret[1:9], 'ESAT' FROM finess WHERE category = '{FINESS_ESAT}' AND siret IS NOT NULL
"""


def listed(on: date) -> str:
    """What the lists say of each SIREN that one of them names; an agreement is in force until its last day."""
    day = f"DATE '{on.isoformat()}'"
    return f"""
CREATE TEMP TABLE listed AS
SELECT
    siren,
    bool_or(source = 'ess-list') AS ess_list,
    any_value(list_family) AS list_family,
    bool_or(source = 'esus' AND coalesce(until_on >= {day}, true)) AS esus,
    bool_or(source = 'esus' AND coalesce(until_on < {day}, false)) AS esus_ended,
    max(agreed_on) AS esus_on,
    max(until_on) AS esus_until,
    bool_or(source = 'foundations') AS foundation,
    bool_or(source = 'conventions') AS insertion
FROM (
    SELECT siren, 'ess-list' AS source, family AS list_family, NULL::DATE AS agreed_on, NULL::DATE AS until_on
    FROM ess_list
    UNION ALL SELECT siren, 'esus', NULL, agreed_on, until_on FROM esus
    UNION ALL SELECT siret[1:9], 'foundations', NULL, NULL, NULL FROM foundations WHERE length(siret) = 14
    UNION ALL SELECT siren, 'conventions', NULL, NULL, NULL FROM conventions
)
WHERE siren IS NOT NULL
GROUP BY siren
"""


# --- The units that something puts in the extract ----------------------------------------------------------

# A form in the law or that may be, a form that makes a group, or a flag: read in the units alone.
_BY_FORM_CODES = sorted(
    {
        *codes_of(Standing.STATUTE, Standing.OPEN),
        *(code for group in GROUPS for code in group.legal_categories),
    }
)
_BY_FORM = f"({in_list('legal_category', _BY_FORM_CODES)} OR ess_flag = 'O')"

_UNIT = (
    "siren, rna, name, usual_name, sigle, legal_category, naf, naf25, headcount, created_on, active, "
    "ceased_on, ess_flag, publishable, seat_nic"
)

# One reading of the units for both, with what the lists say beside.
CANDIDATES = f"""
CREATE TEMP TABLE candidates AS
SELECT u.*, l.* EXCLUDE (siren)
FROM (SELECT {_UNIT} FROM sirene_units) u
LEFT JOIN listed l USING (siren)
WHERE {_BY_FORM} OR l.siren IS NOT NULL
"""

# The codes to which a theme is given by the kernel, before they are joined again.
ACTIVITY_CODES = "SELECT DISTINCT naf, naf25 FROM candidates"
RNA_OBJECTS = """
CREATE TEMP TABLE rna_objects AS
SELECT rna, coalesce(nullif(any_value(object1), '000000'), any_value(object2)) AS object
FROM rna SEMI JOIN (SELECT DISTINCT rna FROM candidates WHERE rna IS NOT NULL) USING (rna)
GROUP BY rna
"""
RNA_CODES = "SELECT DISTINCT object FROM rna_objects WHERE object IS NOT NULL"

UNITS = f"""
WITH facts AS (
    SELECT
        c.*,
        f.standing, f.form_family, f.proven_family,
        coalesce(c.esus_ended AND NOT c.esus, false) AS esus_expired,
        false AS mention
    FROM (
        SELECT * REPLACE (
            coalesce(ess_list, false) AS ess_list,
            coalesce(esus, false) AS esus,
            coalesce(foundation, false) AS foundation,
            coalesce(insertion, false) AS insertion
        )
        FROM candidates
    ) c
    LEFT JOIN legal_forms f USING (legal_category)
),
judged AS (SELECT *, {status_sql()} AS status FROM facts),
decided AS (
    SELECT *, {family_sql()} AS family, {proofs_sql()} AS proofs,
        {named_sql("name", "usual_name", "sigle")} AS plain
    FROM judged
),
grouped AS (SELECT *, {groups_sql("legal_category", "family", "naf", "plain")} AS groups FROM decided)
SELECT
    g.siren,
    g.siren || g.seat_nic AS seat_siret,
    coalesce(g.name, g.usual_name) AS name,
    g.sigle,
    g.active,
    g.created_on,
    g.ceased_on,
    g.legal_category,
    nullif(g.family, '') AS family,
    g.status,
    g.proofs,
    g.groups,
    g.ess_flag,
    g.esus_on,
    g.esus_until,
    g.headcount,
    coalesce(t.theme, r.theme, n.theme) AS theme,
    CASE WHEN t.theme IS NOT NULL THEN t.confidence END AS theme_confidence,
    CASE WHEN t.theme IS NOT NULL THEN t.sure WHEN r.theme IS NOT NULL THEN true ELSE n.sure END AS theme_sure,
    CASE WHEN t.theme IS NOT NULL THEN t.evidence WHEN r.theme IS NOT NULL THEN 'rna'
         WHEN n.theme IS NOT NULL THEN 'naf' END AS theme_evidence,
    coalesce(g.publishable, true) AS publishable,
    g.rna
FROM grouped g
LEFT JOIN themes t USING (siren)
LEFT JOIN rna_objects o USING (rna)
LEFT JOIN rna_themes r ON r.object = o.object
LEFT JOIN activity_themes n ON n.naf IS NOT DISTINCT FROM g.naf AND n.naf25 IS NOT DISTINCT FROM g.naf25
WHERE g.status <> 'outside' OR len(g.proofs) > 0 OR len(g.groups) > 0 OR g.insertion
"""

# --- The extract -------------------------------------------------------------------------------------------

# Every code of commune, old or new, with the place of today.
GEOGRAPHY = """
CREATE TEMP TABLE geography AS
SELECT
    c.code,
    any_value(coalesce(t.code, c.commune, c.code)) AS commune,
    any_value(coalesce(t.epci, c.epci)) AS epci,
    any_value(coalesce(t.ept, c.ept)) AS ept,
    any_value(coalesce(t.department, c.department)) AS department,
    any_value(coalesce(t.region, c.region)) AS region
FROM communes c
LEFT JOIN (SELECT * FROM communes WHERE commune IS NULL OR commune = code) t ON t.code = c.commune
GROUP BY c.code
"""

# Where the kinds of a list stand: on the establishment named, or on the seat where SIRENE does not know it.
PLACED = """
CREATE TEMP TABLE placed AS
WITH known AS (
    SELECT siret FROM sirene_establishments
    SEMI JOIN (SELECT DISTINCT siret FROM conventions WHERE siret IS NOT NULL) USING (siret)
)
SELECT c.siren, list({'siret': coalesce(k.siret, u.seat_siret), 'kind': c.kind}) AS conventions
FROM conventions c
JOIN units u USING (siren)
LEFT JOIN known k ON k.siret = c.siret
GROUP BY c.siren
"""


def _in_order(columns: Mapping[str, str], names: Iterable[str]) -> str:
    """The columns in the order of the schema: a query that misses one fails here."""
    return ",\n    ".join(f"{columns[name]} AS {name}" for name in names)


EXTRACT = f"""
SELECT
    {
    _in_order(
        {
            "siret": "e.siret",
            "siren": "e.siren",
            "name": "CASE WHEN p.shown THEN u.name END",
            "sigle": "CASE WHEN p.shown THEN u.sigle END",
            "brand": "CASE WHEN p.shown THEN e.brand END",
            "seat": "e.seat",
            "active": "e.active",
            "unit_active": "u.active",
            "created_on": "e.created_on",
            "unit_created_on": "u.created_on",
            "closed_on": "e.closed_on",
            "ceased_on": "u.ceased_on",
            "commune": "g.commune",
            "commune_code": "e.commune",
            "epci": "g.epci",
            "ept": "g.ept",
            "department": "g.department",
            "region": "g.region",
            "legal_category": "u.legal_category",
            "family": "u.family",
            "status": "u.status",
            "proofs": "u.proofs",
            "groups": "CASE WHEN u.conventions IS NULL THEN u.groups ELSE list_sort(list_distinct(list_concat("
            "u.groups, list_transform(list_filter(u.conventions, lambda one: one.siret = e.siret), "
            "lambda one: one.kind)))) END",
            "ess_flag": "u.ess_flag",
            "esus_on": "u.esus_on",
            "esus_until": "u.esus_until",
            "naf": "e.naf",
            "naf25": "e.naf25",
            "headcount": "e.headcount",
            "headcount_year": "e.headcount_year",
            "unit_headcount": "u.headcount",
            "employer": employer_sql("e.headcount"),
            "theme": "u.theme",
            "theme_confidence": "u.theme_confidence",
            "theme_sure": "u.theme_sure",
            "theme_evidence": "u.theme_evidence",
            "publishable": "p.shown",
            "longitude": "CASE WHEN p.shown THEN e.longitude END",
            "latitude": "CASE WHEN p.shown THEN e.latitude END",
            "rna": "CASE WHEN p.shown THEN u.rna END",
        },
        ESS,
    )
}
FROM sirene_establishments e
JOIN (SELECT * FROM units LEFT JOIN placed USING (siren)) u USING (siren)
LEFT JOIN geography g ON g.code = e.commune,
LATERAL (SELECT u.publishable AND coalesce(e.publishable, true) AS shown) p
ORDER BY g.department, g.commune, e.siret
"""

# --- Counts for every territory ----------------------------------------------------------------------------


def _by_level(source: str, counts: Mapping[str, str], names: Iterable[str]) -> str:
    """Counts for each level, by the other columns of a source that bears the codes of its places."""
    keys = [name for name in names if name not in {"level", "code", *counts}]
    parts = []
    for level in LEVELS:
        code = quoted(COUNTRY) if level == "country" else level
        columns = {**{key: key for key in keys}, **counts, "level": quoted(level), "code": code}
        parts.append(
            f"SELECT {_in_order(columns, names)} FROM {source} WHERE {code} IS NOT NULL "
            f"GROUP BY {', '.join([*keys] if level == 'country' else [level, *keys])}"
        )
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY level, code"


AGGREGATED = f"""
WITH counted AS MATERIALIZED (
    SELECT commune, epci, ept, department, region, family, status, theme, headcount, employer,
        count(*) AS establishments, 0 AS units
    FROM ess WHERE active GROUP BY ALL
    UNION ALL
    SELECT commune, epci, ept, department, region, family, status, theme, unit_headcount,
        {employer_sql("unit_headcount")}, 0, count(*)
    FROM ess WHERE active AND seat AND unit_active GROUP BY ALL
)
{
    _by_level(
        "counted",
        {"establishments": "sum(establishments)::BIGINT", "units": "sum(units)::BIGINT"},
        AGGREGATES,
    )
}
"""

_SURVIVALS = (1, 3, 5)


def tallied(source: str, commune: str, condition: str = "true") -> str:
    """Counts by commune of `source` in one reading: active by band, created by year, closed by year."""
    survived = ", ".join(
        f"count(*) FILTER (active OR lived >= {int(365.25 * years)}) AS survived_{years}"
        for years in _SURVIVALS
    )
    return f"""
WITH dated AS (
    SELECT
        {commune} AS commune_code, active, seat, headcount,
        year(created_on)::SMALLINT AS created,
        CASE WHEN NOT active THEN year(closed_on)::SMALLINT END AS closed,
        closed_on - created_on AS lived
    FROM {source} WHERE {condition}
)
SELECT commune_code, 'active' AS measure, headcount, NULL::SMALLINT AS year,
    count(*) AS establishments, count(*) FILTER (seat) AS seats,
    {", ".join(f"NULL::BIGINT AS survived_{years}" for years in _SURVIVALS)}
FROM dated WHERE active GROUP BY commune_code, headcount
UNION ALL
SELECT commune_code, 'created', NULL, created, count(*), count(*) FILTER (seat), {survived}
FROM dated WHERE created >= {FIRST_YEAR} GROUP BY commune_code, created
UNION ALL
SELECT commune_code, 'closed', NULL, closed, count(*), count(*) FILTER (seat),
    {", ".join("NULL" for _ in _SURVIVALS)}
FROM dated WHERE closed >= {FIRST_YEAR} GROUP BY commune_code, closed
"""


EVERYWHERE = tallied("sirene_establishments", "commune")


def totals(on: date) -> str:
    """Both scopes for every level. A cohort's survival is told once its whole year has had the time."""
    counts = {
        "establishments": "sum(establishments)::BIGINT",
        "seats": "sum(seats)::BIGINT",
        **{
            f"survived_{years}": f"CASE WHEN year + {years} < {on.year} THEN sum(survived_{years})::BIGINT END"
            for years in _SURVIVALS
        },
    }
    return f"""
WITH both_scopes AS (
    SELECT 'all' AS scope, * FROM everywhere
    UNION ALL
    SELECT 'ess', * FROM ({tallied("ess", "commune_code", in_list("status", COUNTED))})
),
placed AS MATERIALIZED (
    SELECT b.* EXCLUDE (commune_code),
        g.commune, g.epci, g.ept, g.department, g.region
    FROM both_scopes b LEFT JOIN geography g ON g.code = b.commune_code
)
{_by_level("placed", counts, TOTALS)}
"""


# What the manifest says beside the rows.
COUNTS = """
SELECT
    count(*) AS establishments,
    count(*) FILTER (active) AS active,
    count(DISTINCT siren) AS units,
    count(*) FILTER (commune IS NULL) AS without_commune,
    count(*) FILTER (theme IS NULL) AS without_theme,
    count(*) FILTER (NOT publishable) AS not_publishable
FROM ess
"""
CONVENTIONS_UNKNOWN = "SELECT count(*) FROM conventions ANTI JOIN units USING (siren)"
