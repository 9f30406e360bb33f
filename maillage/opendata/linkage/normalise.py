"""The columns that two records are compared by, made in SQL so that a million rows take seconds.

`given` rows become `records` (one for each row, numbered across both lists) and `words` (each word or key that
a record can be found by). The kernel's tables of words are used as they are; its finer key of a name is made
only for the pairs worth comparing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from maillage.kernel.addresses import STREET_WORDS
from maillage.kernel.names.words import (
    ABBREVIATIONS,
    LEGAL_WORDS,
    NUMBER_WORDS,
    ROMAN,
    STOP_WORDS,
)

if TYPE_CHECKING:
    import duckdb

_LONGEST_NAME = 300


def _sql_list(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


def _fold(column: str) -> str:
    """The kernel's `fold`, in SQL: no accents, no ligatures, lower case, single spaces."""
    plain = f"replace(replace(strip_accents(lower({column})), 'œ', 'oe'), 'æ', 'ae')"
    return f"trim(regexp_replace({plain}, '[^a-z0-9]+', ' ', 'g'))"


def _undotted(column: str) -> str:
    """Initials without their dots, so that « A.D.M.R. » is one word."""
    return f"regexp_replace({column}, '\\b([A-Za-z])\\.', '\\1', 'g')"


def _digits(column: str, length: int) -> str:
    """A number of `length` digits, a lost leading zero put back; NULL for anything else, zeros included."""
    digits = f"regexp_replace({column}, '[^0-9]', '', 'g')"
    return (
        f"CASE WHEN regexp_matches({column}, '^[0-9 .\u00a0]+$') "
        f"AND length({digits}) IN ({length - 1}, {length}) "
        f"AND CAST({digits} AS BIGINT) > 0 THEN lpad({digits}, {length}, '0') END"
    )


_RECORDS = f"""
CREATE TABLE records AS
WITH raw AS (
    SELECT
        side, line, id, left(name, {_LONGEST_NAME}) AS name, left(other_name, {_LONGEST_NAME}) AS other_name,
        address, postcode AS given_postcode, commune AS given_commune, upper(department) AS given_department,
        {_digits("siren", 9)} AS given_siren,
        {_digits("siret", 14)} AS siret,
        nullif(regexp_extract(upper(replace(rna, ' ', '')), '^W[0-9][0-9AB][0-9]{{7}}$'), '') AS rna
    FROM given
), folded AS (
    SELECT
        *,
        {_fold(_undotted("name"))} AS folded,
        {_fold("address")} AS folded_address,
        {_fold("given_commune")} AS folded_commune,
        nullif(lpad(regexp_extract(given_postcode, '^[0-9]{{4,5}}$'), 5, '0'), '00000') AS postcode
    FROM raw
), placed AS (
    SELECT
        *,
        CASE WHEN regexp_matches(folded_commune, '^[0-9][0-9ab][0-9]{{3}}$') THEN upper(folded_commune) END
            AS commune_code,
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            folded_commune,
            ' (cedex.*|[0-9]+( ?(er?|eme|e))?( arrondissement)?)$', ''),
            '\\bsts?\\b', 'saint', 'g'), '\\bstes?\\b', 'sainte', 'g'), '^(la|le|les|l) ', '') AS town
    FROM folded
)
SELECT
    row_number() OVER (ORDER BY side, line) AS unique_id,
    side, line, id, name, other_name, folded, address, given_commune,
    concat(
        ' ',
        regexp_replace(regexp_replace(folded, '\\bsts?\\b', 'saint', 'g'), '\\bstes?\\b', 'sainte', 'g'),
        ' '
    ) AS text,
    name || CASE WHEN other_name <> '' THEN chr(10) || other_name ELSE '' END AS names,
    CASE WHEN commune_code IS NULL AND NOT regexp_matches(town, '^[0-9 ]*$') THEN town END AS town,
    commune_code,
    postcode,
    CASE
        WHEN regexp_matches(given_department, '^(2A|2B)') OR left(coalesce(commune_code, ''), 2) IN ('2A', '2B')
            THEN '20'
        WHEN regexp_matches(given_department, '^(97|98)[0-9]') THEN left(given_department, 3)
        WHEN regexp_matches(given_department, '^[0-9]{{1,2}}$') THEN lpad(given_department, 2, '0')
        WHEN commune_code IS NOT NULL OR postcode IS NOT NULL THEN
            left(
                coalesce(commune_code, postcode),
                CASE WHEN left(coalesce(commune_code, postcode), 2) IN ('97', '98') THEN 3 ELSE 2 END
            )
    END AS department,
    nullif(list_aggregate(list_sort(list_distinct(list_filter(
        string_split(folded_address, ' '),
        lambda word: length(word) > 1 AND NOT regexp_matches(word, '^[0-9]')
            AND word NOT IN ({_sql_list(STREET_WORDS)}) AND NOT list_contains(string_split(town, ' '), word)
    ))), 'string_agg', ' '), '') AS street,
    nullif(regexp_extract(folded_address, '^[^0-9]*([0-9]{{1,4}})\\b', 1), '') AS street_number,
    coalesce(given_siren, left(siret, 9)) AS siren,
    siret, rna
FROM placed
"""

_SPELT_OUT = ABBREVIATIONS | NUMBER_WORDS | {roman: str(number) for roman, number in ROMAN.items()}
_SPELT_OUT |= {"st": "saint", "sts": "saint", "ste": "sainte", "stes": "sainte"}
_NO_WORD = STOP_WORDS | LEGAL_WORDS
_SHORTEST_PREFIX = 6
_PREFIX = 5


def _words(folded: str, which: str) -> str:
    """Rows (unique_id, side, which, place, word) for the telling words of a folded name."""
    return f"""
    SELECT unique_id, side, '{which}' AS which, place, coalesce(full_word, word) AS word
    FROM (
        SELECT unique_id, side, unnest(parts) AS word, generate_subscripts(parts, 1) AS place
        FROM (SELECT unique_id, side, string_split({folded}, ' ') AS parts FROM records)
    )
    LEFT JOIN spelt_out USING (word)
    WHERE word <> '' AND word NOT IN ({_sql_list(_NO_WORD)})
        AND NOT (starts_with(word, 'as') AND damerau_levenshtein(word, 'association') <= 1)
    """


def normalise(con: duckdb.DuckDBPyConnection) -> None:
    """Make `records`, with `name_key` (the words of the name, each once, in order), and `words` out of `given`.

    `words` has rows (unique_id, side, word): the words of both names, the initials and the start of the name,
    and the start of each long word, so that sigles, cut names, glued and misspelt words are found too.
    """
    con.execute("CREATE TABLE spelt_out (word VARCHAR, full_word VARCHAR)")
    con.executemany("INSERT INTO spelt_out VALUES (?, ?)", sorted(_SPELT_OUT.items()))
    con.execute(_RECORDS)
    con.execute("DROP TABLE given")
    con.execute(
        f"CREATE TABLE spelt AS {_words('folded', 'name')} "
        f"UNION ALL {_words(_fold(_undotted('other_name')), 'other')}"
    )
    con.execute(
        """
        CREATE TABLE keyed AS
        SELECT
            records.*, name_key,
            concat(town, '/', department) AS place,
            name_key || '@' || coalesce(commune_code, town) AS name_here,
            concat(street, '|', street_number, '|', coalesce(commune_code, town, postcode)) AS address_key
        FROM records LEFT JOIN (
            SELECT unique_id, array_to_string(list_sort(list(DISTINCT word)), ' ') AS name_key
            FROM spelt WHERE which = 'name' GROUP BY unique_id
        ) USING (unique_id)
        """
    )
    con.execute("DROP TABLE records")
    con.execute("ALTER TABLE keyed RENAME TO records")
    con.execute(
        f"""
        CREATE TABLE words AS
        SELECT DISTINCT unique_id, side, word FROM (
            SELECT unique_id, side, word FROM spelt WHERE length(word) > 1
            UNION ALL
            SELECT unique_id, side, left(word, {_PREFIX}) || '*' FROM spelt
            WHERE length(word) >= {_SHORTEST_PREFIX} AND NOT regexp_matches(word, '[0-9]')
            UNION ALL
            SELECT unique_id, side, string_agg(left(word, 1), '' ORDER BY place) FROM spelt
            GROUP BY unique_id, side, which HAVING count(*) BETWEEN 3 AND 8
            UNION ALL
            SELECT unique_id, side, left(string_agg(left(word, 1), '' ORDER BY place), 4) FROM spelt
            GROUP BY unique_id, side, which HAVING count(*) > 4
            UNION ALL
            SELECT unique_id, side, left(string_agg(word, '' ORDER BY place), 8) || '+' FROM spelt
            GROUP BY unique_id, side, which HAVING count(*) > 1
        )
        """
    )
    con.execute("DROP TABLE spelt")
    con.execute("DROP TABLE spelt_out")
