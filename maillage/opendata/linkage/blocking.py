"""Which pairs are worth comparing: those that share a number, rare words, or a common word in one place.

Each key holds few records, each record few keys, and lists are crossed by slices: memory and time stay bounded
whatever the names. `candidates` has rows (l, r): numbers of records.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# A key held by more records than this tells too little alone.
_MOST_HOLDERS = 400
_MOST_AT_ADDRESS = 40
# How many records the keys of one record may lead to, rarest keys first.
_MOST_MET = 400
_KEPT = 6
# Places and addresses are looked at for those that share the most.
_LOOKED_AT = 40
_SLICE = 25_000
# Rarities are whole thousandths of natural logarithms, so that sums do not depend on their order.
# A candidate that shares less than this part of what the best one shares is not compared.
_SHARE_OF_BEST = 0.4


def block(
    con: duckdb.DuckDBPyConnection, *, within: bool, kept: int = _KEPT, progress: Callable[[float], None]
) -> None:
    """Make `candidates` out of `records` and `words`; `within` one list (l < r) or across two (side l, side r).

    `kept`: how many candidates a record of the left list keeps. `progress` is told the part done, from 0 to 1.
    """
    other = "l" if within else "r"
    con.execute(
        f"""
        CREATE TABLE frequencies AS
        SELECT
            word, count(*) AS total, count(*) FILTER (side = '{other}') AS holders,
            CAST(round(1000 * ln((SELECT count(*) FROM records) / count(*))) AS BIGINT) AS rarity
        FROM words GROUP BY word
        """
    )
    con.execute(
        f"""
        CREATE TABLE keys AS
        WITH located AS (
            SELECT unique_id, side, word, rarity
            FROM words JOIN frequencies USING (word) WHERE holders > {_MOST_HOLDERS}
        ), local AS (
            SELECT unique_id, side, word || '@' || unnest(list_distinct(list_filter(
                [town, commune_code, postcode, department], lambda place: place IS NOT NULL))) AS key, rarity
            FROM located JOIN records USING (unique_id, side)
        ), named AS (
            SELECT unique_id, side, name_key || '=' AS key, 8000 AS rarity FROM records WHERE name_key <> ''
            UNION ALL
            SELECT unique_id, side, unnest(list_distinct(list_filter(
                [siret || '#', siren || '#', rna || '#'], lambda number: number IS NOT NULL))) AS key, 40000
            FROM records
            UNION ALL
            SELECT unique_id, side, address_key AS key, 4000
            FROM records WHERE street IS NOT NULL AND coalesce(commune_code, town, postcode) IS NOT NULL
        ), wide AS (
            SELECT * FROM local UNION ALL SELECT * FROM named
        ), few AS (
            SELECT key, count(*) FILTER (side = '{other}') AS holders FROM wide GROUP BY key
            HAVING count(*) > 1 AND holders BETWEEN 1
                AND CASE WHEN contains(key, '|') THEN {_MOST_AT_ADDRESS} ELSE {_MOST_HOLDERS} END
        )
        SELECT unique_id, side, key, rarity, holders FROM wide JOIN few USING (key)
        UNION ALL
        SELECT unique_id, side, word,
            CASE WHEN right(word, 1) IN ('*', '+') THEN rarity // 2 ELSE rarity END, holders
        FROM words JOIN frequencies USING (word)
        WHERE holders BETWEEN 1 AND {_MOST_HOLDERS} AND total > 1
        """
    )
    con.execute(
        f"""
        CREATE TABLE asked AS
        SELECT unique_id, key, rarity FROM keys WHERE side = 'l'
        QUALIFY sum(holders) OVER (PARTITION BY unique_id ORDER BY holders, key) <= {_MOST_MET}
        """
    )
    con.execute(f"CREATE TABLE held AS SELECT unique_id, key FROM keys WHERE side = '{other}'")
    con.execute("DROP TABLE keys")
    con.execute("CREATE TABLE candidates (l BIGINT, r BIGINT)")
    first, last = con.execute("SELECT min(unique_id), max(unique_id) FROM asked").fetchall()[0]
    if first is not None:
        for start in range(first, last + 1, _SLICE):
            con.execute(
                _CROSSING,
                {
                    "start": start,
                    "end": start + _SLICE,
                    "kept": kept,
                    "share": _SHARE_OF_BEST,
                    "looked_at": _LOOKED_AT,
                },
            )
            progress(min(1.0, (start + _SLICE - first) / (last + 1 - first)))
    if within:
        con.execute(
            "CREATE OR REPLACE TABLE candidates AS "
            "SELECT DISTINCT least(l, r) AS l, greatest(l, r) AS r FROM candidates"
        )
    for table in ("asked", "held"):
        con.execute(f"DROP TABLE {table}")


_CROSSING = """
INSERT INTO candidates
WITH met AS (
    SELECT asked.unique_id AS l, held.unique_id AS r, sum(asked.rarity) AS shared
    FROM asked JOIN held USING (key)
    WHERE asked.unique_id >= $start AND asked.unique_id < $end AND asked.unique_id <> held.unique_id
    GROUP BY asked.unique_id, held.unique_id
    QUALIFY row_number() OVER (PARTITION BY asked.unique_id ORDER BY shared DESC, held.unique_id) <= $looked_at
), ranked AS (
    SELECT met.l, met.r, shared
        + CASE
            WHEN one.town = other.town OR one.commune_code = other.commune_code THEN 6000
            WHEN one.postcode = other.postcode THEN 4000
            WHEN one.department <> other.department THEN -3000
            WHEN one.department = other.department THEN 3000
            ELSE 0 END
        + CASE WHEN one.street = other.street AND one.street_number = other.street_number THEN 3000 ELSE 0 END
        + CASE WHEN one.name_key = other.name_key THEN 4000 ELSE 0 END AS worth
    FROM met JOIN records AS one ON one.unique_id = met.l JOIN records AS other ON other.unique_id = met.r
)
SELECT l, r FROM ranked
QUALIFY row_number() OVER (PARTITION BY l ORDER BY worth DESC, r) <= $kept
    AND worth >= $share * max(worth) OVER (PARTITION BY l)
ORDER BY l, r
"""
