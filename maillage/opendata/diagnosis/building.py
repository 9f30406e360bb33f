"""The SQL that draws the frozen tables of a territory from the national extract and the local inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from maillage.kernel.vocabulary import INSERTION_TYPES
from maillage.opendata.indicators.demography import AGES, cohort_years
from maillage.opendata.indicators.families import ESS_FAMILIES
from maillage.opendata.indicators.tables import (
    BANKS,
    CLAUSES_COMPULSORY_SINCE,
    IN_ESS,
    OTHER_LENDERS,
    RECOGNISED,
    SCIC,
    TABLES,
)
from maillage.opendata.national.columns import COUNTRY, ESS, TOTALS
from maillage.opendata.national.extract import NationalPass, why
from maillage.opendata.perimeter.groups import named_sql
from maillage.opendata.perimeter.sqltext import quoted

from .inputs import CONTRACT_TYPES, LINK_TYPES, LOCAL_TYPES, SPELLING_TYPES, SUBSIDY_TYPES, Rows, bring
from .territory import Geography, Reference, Territory
from .zones import Zone, zones_of_points

# Names of Scic, in capitals without accents.
_SCIC = r"\bSCIC\b|\bCOOPERATIVE? D INTERETS? COLLECTIFS?\b"
_INSERTION = tuple(kind.code for kind in INSERTION_TYPES if kind.sector == "iae")
_ADAPTED = tuple(kind.code for kind in INSERTION_TYPES if kind.sector == "adapte")
_SCIC_FORMS = ("5460", "5560", "5660", "5710", "5458", "5558", "5658")
# What tells who a row is: never written where the row may not be shown.
_IDENTITY = (
    *("siret", "siren", "name", "sigle", "brand", "rna", "longitude", "latitude"),
    *("created_on", "closed_on", "naf", "theme_evidence", "proofs", "why"),
)


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(quoted(value) for value in values)}]"


def _in(column: str, values: Iterable[str]) -> str:
    return f"list_contains({_list(values)}, {column})"


HEAD_OFFICE = (
    f"coalesce(seat, false) AND (coalesce(family = 'mutuelle', false) OR list_has_any(groups, {_list(BANKS)}))"
)
_WHY_COLUMNS = (
    "legal_category",
    "ess_flag",
    "proofs",
    "groups",
    "esus_on",
    "esus_until",
    "ceased_on",
    "status",
)
_WHY = f"CAST(row({', '.join(f'here.{name}' for name in _WHY_COLUMNS)}) AS VARCHAR)"
_ACTIVE = "coalesce(active, false)"
_ESS = f"coalesce({_in('status', IN_ESS)}, false)"


def _lived(on: date) -> str:
    """The whole years, anniversaries reached, that an establishment has lived or had lived when it closed."""
    return f"date_sub('year', created_on, CASE WHEN {_ACTIVE} THEN DATE '{on}' ELSE closed_on END)"


# How a published row is known to be of the ESS, the surest way first.
_WAYS = _list(RECOGNISED)


def _recognised(given: str, name: str, names_when: str, **numbers: str) -> str:
    """The rows of a published table, which take the numbers that they lack of the structure that they name.

    `numbers` are their columns and the kind of each; a name counts where no number denies it and `names_when`
    holds. `local_id` is that structure; `way` is the place in `RECOGNISED` (from 1) of what tells that it is of
    the ESS, NULL when nothing does.
    """
    taken = ", ".join(f"coalesce(given.{one}, known.{kind}) AS {one}" for one, kind in numbers.items())
    numbered = " OR ".join(
        f"given.{one} IN (SELECT {kind} FROM ess_units WHERE {kind} IS NOT NULL)"
        for one, kind in numbers.items()
    )
    agreed = " AND ".join(f"coalesce(given.{one} = known.{kind}, true)" for one, kind in numbers.items())
    return f"""
        SELECT given.* REPLACE ({taken}), known.id AS local_id,
            CASE WHEN {numbered} THEN 1 WHEN known.in_ess AND known.confirmed THEN 2
                WHEN known.in_ess THEN 3 END AS way
        FROM (SELECT *, {named_sql(name)} AS plain FROM {given}) AS given
        LEFT JOIN known ON known.plain = given.plain AND {agreed} AND {names_when}
    """


class Builder:
    """Creates the frozen tables one by one in a connection; each is kept under its name of `TABLES`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, territory: Territory, geography: Geography
    ) -> None:
        self.connection = connection
        self.territory = territory
        self.geography = geography
        self.built: list[str] = []
        connection.register(
            "communes_here",
            pa.table(
                {
                    "code": list(territory.communes),
                    "name": [geography.name("commune", code) for code in territory.communes],
                    "population": pa.array(
                        [geography.communes[code][1] for code in territory.communes], pa.int32()
                    ),
                }
            ),
        )

    def national(self, national: NationalPass | None) -> None:
        """Name the extract and the totals; without a pass they have no rows."""
        for view, columns, path in (
            ("ess", ESS, national and national.ess),
            ("all_totals", TOTALS, national and national.totals),
        ):
            empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in columns.items())
            rows = f"read_parquet({quoted(str(path))})" if path else f"(SELECT {empty}) WHERE false"
            self.connection.execute(f"CREATE VIEW {view} AS SELECT * FROM {rows}")

    def actors(self, national: NationalPass | None, on: date, local: Rows | None, links: Rows | None) -> None:
        """Establishments, units, conventions and brands; then the local lists matched to them."""
        departments = {self.geography.communes[code][4] for code in self.territory.communes}
        self.connection.execute(
            f"""
            CREATE TABLE here AS
            SELECT ess.* REPLACE (coalesce(ess.groups, []) AS groups, coalesce(proofs, []) AS proofs),
                communes_here.name AS commune_name,
                {_ACTIVE} AS now_active, {_ESS} AS now_ess,
                CASE WHEN {_in("legal_category", _SCIC_FORMS)}
                    AND regexp_matches({named_sql("ess.name", "ess.sigle")}, '{_SCIC}')
                    THEN list_append(coalesce(groups, []), '{SCIC}') ELSE coalesce(groups, []) END AS all_groups
            FROM ess JOIN communes_here ON ess.commune = communes_here.code
            WHERE {_in("ess.department", departments)} AND {_in("ess.commune", self.territory.communes)}
            """
        )
        self._match(local, links)
        if national is None:
            return
        self._say_why(national)
        shown = {
            "row": "row_number() OVER (ORDER BY coalesce(publishable, false) DESC, siret)",
            "unit": "dense_rank() OVER (ORDER BY siren)",
            "active": "now_active",
            "unit_active": "coalesce(unit_active, true)",
            "why": "whys.why",
            "in_ess": "now_ess",
            "groups": "all_groups",
            "created_year": "year(created_on)",
            "closed_year": "CASE WHEN NOT now_active THEN year(closed_on) END",
            "years": _lived(on),
            "theme_root": "split_part(theme, '/', 1)",
            "head_office": f"now_active AND {HEAD_OFFICE}",
            "in_lists": "coalesce(siren IN (SELECT siren FROM listed), false)",
            "publishable": "coalesce(publishable, false)",
        }
        selected = []
        for name, column in TABLES["establishments"].columns.items():
            expression = shown.get(name, f"here.{name}")
            if name in _IDENTITY:
                expression = f"CASE WHEN coalesce(publishable, false) THEN {expression} END"
            selected.append(f'CAST({expression} AS {column.kind}) AS "{name}"')
        self._create(
            "establishments", f"SELECT {', '.join(selected)} FROM here LEFT JOIN whys ON whys.key = {_WHY}"
        )
        self._create(
            "units",
            """
            SELECT unit, any_value(siren) AS siren, arg_min(name, (NOT coalesce(seat, false), row)) AS name,
                arg_min(sigle, (NOT coalesce(seat, false), row)) AS sigle,
                coalesce(bool_or(seat), false) AS seat_here, count(*) AS establishments,
                arg_min(commune, (NOT coalesce(seat, false), row)) AS commune,
                arg_min(commune_name, (NOT coalesce(seat, false), row)) AS commune_name,
                any_value(legal_category) AS legal_category, any_value(family) AS family,
                any_value(status) AS status,
                coalesce(bool_or(in_ess), false) AS in_ess, any_value(why) AS why,
                list_sort(list_distinct(flatten(list(groups)))) AS groups,
                any_value(unit_headcount) AS unit_headcount,
                bool_or(employer) AS employer, any_value(theme) AS theme, any_value(theme_root) AS theme_root,
                bool_or(in_lists) AS in_lists, bool_or(publishable) AS publishable, any_value(rna) AS rna
            FROM (
                SELECT establishments.*, units_here.unit_headcount FROM establishments
                LEFT JOIN (
                    SELECT dense_rank() OVER (ORDER BY siren) AS unit,
                        any_value(unit_headcount) AS unit_headcount
                    FROM here GROUP BY siren
                ) AS units_here USING (unit)
            )
            WHERE active GROUP BY unit
            """,
        )
        self._create(
            "conventions",
            f"""
            SELECT kind, row, siret, name, brand, commune, commune_name, family, status, publishable
            FROM (SELECT unnest(groups) AS kind, * FROM establishments WHERE active)
            WHERE {_in("kind", INSERTION_TYPES.codes)}
            """,
        )
        self._create(
            "brands",
            f"""
            SELECT kind, {_in("kind", BANKS)} AS cooperative, count(*) AS establishments,
                list_sort(list(DISTINCT commune_name)) AS communes
            FROM (SELECT unnest(groups) AS kind, commune_name FROM establishments WHERE active)
            WHERE {_in("kind", [*BANKS, *OTHER_LENDERS])} GROUP BY kind
            """,
        )

    def zones(self, zones: Sequence[Zone]) -> tuple[tuple[str, str], ...]:
        """The active establishments of the ESS with the zone of each; returns (code, name) of those of here.

        A zone counts here when it says to lie in one of our communes, or holds one of our establishments.
        """
        if not zones or "establishments" not in self.built:
            return ()
        found = self.connection.execute(
            "SELECT siret, longitude, latitude FROM here WHERE now_active AND now_ess "
            "AND longitude IS NOT NULL AND latitude IS NOT NULL ORDER BY siret"
        ).fetchnumpy()
        places = zones_of_points(
            zones, np.asarray(found["longitude"], float), np.asarray(found["latitude"], float)
        )
        held = {place for place in places if place is not None}
        mine = set(self.territory.communes)
        counted = [one for place, one in enumerate(zones) if place in held or mine.intersection(one.communes)]
        located = [zones[place] if place is not None else None for place in places]
        self.connection.register(
            "located",
            pa.table(
                {
                    "siret": pa.array(found["siret"].tolist(), pa.string()),
                    "zone": pa.array([one.code if one else None for one in located], pa.string()),
                    "zone_name": pa.array([one.name if one else None for one in located], pa.string()),
                }
            ),
        )
        hidden = {name: f"CASE WHEN coalesce(publishable, false) THEN {name} END" for name in ("siret", "name")}
        self._create(
            "zoned",
            f"""
            SELECT row_number() OVER (ORDER BY coalesce(publishable, false) DESC, siret) AS row,
                {hidden["siret"]} AS siret, {hidden["name"]} AS name, zone, zone_name,
                longitude IS NOT NULL AND latitude IS NOT NULL AS positioned, commune, commune_name, family,
                headcount, employer, theme, coalesce(publishable, false) AS publishable
            FROM here LEFT JOIN located USING (siret) WHERE now_active AND now_ess
            """,
        )
        return tuple((one.code, one.name) for one in counted)

    def _say_why(self, national: NationalPass) -> None:
        """`whys`: the sentence of each way to be in the ESS or not; they are few among many rows."""
        found = self.connection.execute(
            f"SELECT DISTINCT {_WHY}, {', '.join(_WHY_COLUMNS)} FROM here"
        ).fetchall()
        sentences = [why(dict(zip(_WHY_COLUMNS, row[1:])), national.manifest) for row in found]
        told = {
            "key": pa.array([row[0] for row in found], pa.string()),
            "why": pa.array(sentences, pa.string()),
        }
        self.connection.register("whys", pa.table(told))

    def _match(self, local: Rows | None, links: Rows | None) -> None:
        """`listed`: the SIREN of the units that stand in the local lists; and the frozen table `local`."""
        if local is None:
            self.connection.execute("CREATE TABLE listed (siren VARCHAR)")
            return
        bring(self.connection, "given_local", local, LOCAL_TYPES, "Listes locales")
        bring(self.connection, "given_links", links or (), LINK_TYPES, "Rapprochements")
        # The surest first: a number typed by people, then the RNA's, then a link that a person confirmed.
        self.connection.execute(
            """
            CREATE TABLE matches AS
            WITH units_here AS (
                SELECT siren, any_value(rna) AS rna FROM here WHERE now_active GROUP BY siren
            )
            SELECT given_local.id, coalesce(by_siren.siren, by_rna.siren, by_link.siren) AS siren,
                CASE WHEN by_siren.siren IS NOT NULL THEN 'siren' WHEN by_rna.siren IS NOT NULL THEN 'rna'
                    WHEN by_link.siren IS NOT NULL THEN 'link' END AS matched
            FROM given_local
            LEFT JOIN units_here AS by_siren ON by_siren.siren = given_local.siren
            LEFT JOIN (
                SELECT rna, min(siren) AS siren FROM units_here WHERE rna IS NOT NULL GROUP BY rna
            ) AS by_rna ON by_rna.rna = given_local.rna
            LEFT JOIN (
                SELECT id, min(siren) AS siren FROM given_links JOIN units_here USING (siren) GROUP BY id
            ) AS by_link ON by_link.id = given_local.id
            """
        )
        self.connection.execute(
            "CREATE TABLE listed AS SELECT DISTINCT siren FROM matches WHERE siren IS NOT NULL"
        )
        self._create(
            "local",
            """
            SELECT given_local.id, given_local.name, communes_here.code AS commune,
                communes_here.name AS commune_name,
                nullif(theme, '') AS theme, nullif(split_part(theme, '/', 1), '') AS theme_root,
                nullif(family, '') AS family, nullif(given_local.siren, '') AS siren, nullif(rna, '') AS rna,
                matches.matched, coalesce(invented, false) AS invented, url
            FROM given_local LEFT JOIN communes_here ON communes_here.code = given_local.commune
            LEFT JOIN matches ON matches.id = given_local.id
            """,
        )

    def compared(self, references: Sequence[Reference], on: date, counted: bool = True) -> None:
        """Places, then (when `counted`) cells, cohorts and totals: the territory as « ici », and the others."""
        members = [("ici", "commune", code) for code in self.territory.communes]
        members += [(one.place, level, code) for one in references for level, code in one.members]
        names = {key: self.geography.name(*key) for key in {(level, code) for _, level, code in members}}
        populations = {
            key: self.geography.communes[key[1]][1]
            if key[0] == "commune"
            else self.geography.population(self.geography.members(*key))
            for key in names
        }
        areas = {key: self.geography.area(self.geography.members(*key)) for key in names}
        self.connection.register(
            "members",
            pa.table(
                {
                    "place": [place for place, _, _ in members],
                    "level": [level for _, level, _ in members],
                    "code": [code for _, _, code in members],
                    "name": [names[level, code] for _, level, code in members],
                    "population": pa.array(
                        [populations[level, code] for _, level, code in members], pa.int32()
                    ),
                    "area": pa.array([areas[level, code] for _, level, code in members], pa.float64()),
                }
            ),
        )
        self._create("places", "SELECT place, level, code, name, population, area FROM members")
        if not counted:
            return
        # No place to compare with still makes the table: the communes of here, which are then left out.
        levels = {level for place, level, _ in members if place != "ici"} or {"commune"}

        def by_level(columns: str, condition: str) -> str:
            """The rows of the ESS that meet the condition, counted for each place but here."""
            pieces = [
                f"""
                SELECT '{level}' AS level, {quoted(COUNTRY) if level == "country" else f"ess.{level}"} AS code,
                    {columns}
                FROM ess WHERE {_ESS} AND {condition} {self._only(level, members)} GROUP BY ALL
                """
                for level in sorted(levels)
            ]
            return f"""
                SELECT counted.*, place, members.name
                FROM ({" UNION ALL ".join(pieces)}) AS counted JOIN members USING (level, code)
                WHERE place <> 'ici'
            """

        self._create(
            "cells",
            by_level(
                f"family, split_part(theme, '/', 1) AS theme_root, headcount, employer, "
                f"{HEAD_OFFICE} AS head_office, count(*) AS establishments",
                _ACTIVE,
            ),
        )
        reached = ", ".join(f"count(*) FILTER ({_lived(on)} >= {age}) AS reached_{age}" for age in AGES)
        first, last = cohort_years(on, max(AGES))[0], cohort_years(on, min(AGES))[1]
        cohorts = by_level(
            f"year(created_on) AS created_year, count(*) AS establishments, {reached}",
            f"year(created_on) BETWEEN {first} AND {last}",
        )
        # An age that not all of the year had the time to reach is not told.
        told = ", ".join(
            f"CASE WHEN created_year <= {cohort_years(on, age)[1]} THEN reached_{age} END AS reached_{age}"
            for age in AGES
        )
        self._create("cohorts", f"SELECT * REPLACE ({told}) FROM ({cohorts})")
        self._create(
            "totals",
            """
            SELECT place, level, code, members.name, headcount, sum(establishments) AS establishments
            FROM all_totals JOIN members USING (level, code)
            WHERE scope = 'all' AND measure = 'active' GROUP BY ALL
            """,
        )

    def measured(self) -> frozenset[str]:
        """The places of which every area is known."""
        known = "SELECT place FROM places GROUP BY place HAVING count(*) = count(area)"
        return frozenset(place for (place,) in self.connection.execute(known).fetchall())

    @staticmethod
    def _only(level: str, members: Iterable[tuple[str, str, str]]) -> str:
        if level == "country":
            return ""
        return f"AND {_in(f'ess.{level}', sorted({code for _, one, code in members if one == level}))}"

    def practices(self, subsidies: Rows | None, contracts: Rows | None, spellings: Rows | None) -> None:
        """Who the territory's collectivities subsidised and bought from, matched to the extract and the lists.

        `spellings` (name, id, siren) are names that a person said to be those of a structure of the local lists
        or of a unit.
        """
        if subsidies is None and contracts is None:
            return
        sirens = [siren for siren, _ in self.territory.collectivities]
        self.connection.execute(f"CREATE TABLE ess_units AS SELECT DISTINCT siren, rna FROM ess WHERE {_ESS}")
        self._know_names(spellings)
        if subsidies is not None:
            bring(self.connection, "given_subsidies", subsidies, SUBSIDY_TYPES, "Subventions")
            recognised = _recognised(
                "given_subsidies", "beneficiary_name", "true", beneficiary_siren="siren", beneficiary_rna="rna"
            )
            self._create(
                "beneficiaries",
                f"""
                SELECT funder, any_value(funder_name) AS funder_name, year, min(beneficiary_name) AS name,
                    min(beneficiary_siren) AS siren, min(beneficiary_rna) AS rna,
                    count(way) > 0 AS in_ess, {_WAYS}[min(way)] AS recognised,
                    count(*) AS subsidies, sum(amount) AS amount
                FROM (SELECT *, substr(funder_siret, 1, 9) AS funder FROM ({recognised}))
                WHERE {_in("funder", sirens)}
                GROUP BY funder, year, coalesce(beneficiary_siren, beneficiary_rna, local_id, plain)
                """,
            )
        if contracts is not None:
            bring(self.connection, "given_contracts", contracts, CONTRACT_TYPES, "Marchés publics")
            # A firm may bear the name of an association: a number is believed, whatever the name.
            recognised = _recognised(
                "given_contracts", "holder_name", "holder_siren IS NULL", holder_siren="siren"
            )
            self.connection.execute(
                f"""
                CREATE TABLE kinds AS SELECT siren, bool_or({_in("kind", _ADAPTED)}) AS adapted,
                    bool_or({_in("kind", _INSERTION)}) AS insertion
                FROM (SELECT siren, unnest(groups) AS kind FROM ess) GROUP BY siren
                """
            )
            self._create(
                "contracts",
                f"""
                SELECT *,
                    CASE
                        WHEN NOT reserved THEN NULL
                        WHEN adapted AND insertion THEN 'mixte'
                        WHEN adapted THEN 'adapte'
                        WHEN insertion THEN 'insertion'
                        WHEN in_ess THEN 'ess'
                        ELSE 'inconnu'
                    END AS reserved_for,
                    CASE
                        WHEN NOT coalesce(list_contains(social, 'Clause sociale'), false)
                            AND NOT coalesce(list_contains(environmental, 'Clause environnementale'), false)
                            THEN NULL
                        WHEN consulted_on >= DATE '{CLAUSES_COMPULSORY_SINCE}' THEN 'obligation'
                        WHEN least(consulted_on, notified_on) < DATE '{CLAUSES_COMPULSORY_SINCE}' THEN 'choix'
                        ELSE 'date-inconnue'
                    END AS clause
                FROM (
                SELECT buyer, any_value(buyer_name) AS buyer_name, contract, any_value(object) AS object,
                    min(consulted_on) AS consulted_on,
                    coalesce(bool_or(social IS NOT NULL), false) AS told,
                    coalesce(bool_or(adapted), false) AS adapted,
                    coalesce(bool_or(insertion), false) AS insertion,
                    CASE WHEN len(any_value(environmental)) > 0 THEN any_value(environmental) END
                        AS environmental,
                    year(min(notified_on)) AS year, min(notified_on) AS notified_on,
                    list_sort(list(DISTINCT coalesce(holder_name, holder_siret))) AS holders,
                    count(way) > 0 AS in_ess, {_WAYS}[min(way)] AS recognised,
                    CASE WHEN len(any_value(social)) > 0 THEN any_value(social) END AS social,
                    coalesce(
                        bool_or(contains(lower(strip_accents(array_to_string(social, ' '))), 'reserve')), false
                    ) AS reserved,
                    coalesce(bool_or(framework), false) AS framework, max(amount) AS amount
                FROM (SELECT *, substr(buyer_siret, 1, 9) AS buyer FROM ({recognised}))
                LEFT JOIN kinds ON holder_siren = kinds.siren
                WHERE {_in("buyer", sirens)} GROUP BY buyer, contract
                )
                """,
            )

    def _know_names(self, spellings: Rows | None) -> None:
        """`known`: the names, in capitals without accents, that one structure alone bears.

        They are those of the local lists, and those that a person confirmed, which prevail. A structure of the
        lists is of the ESS by the family that they say.
        """
        bring(self.connection, "given_spellings", spellings or (), SPELLING_TYPES, "Noms confirmés")
        listed = "local LEFT JOIN matches USING (id)"
        if "local" not in self.built:
            nothing = ", ".join(f"NULL::VARCHAR AS {name}" for name in ("id", "name", "siren", "rna", "family"))
            listed = f"(SELECT {nothing} WHERE false) AS local, (SELECT NULL::VARCHAR AS siren) AS matches"
        self.connection.execute(
            f"""
            CREATE TABLE numbered AS SELECT id, name, coalesce(matches.siren, local.siren) AS siren, rna,
                coalesce({_in("family", ESS_FAMILIES)}, false) AS in_ess
            FROM {listed};
            INSERT INTO ess_units SELECT siren, rna FROM numbered WHERE in_ess;
            CREATE TABLE known AS
            SELECT plain, any_value(id) AS id, any_value(siren) AS siren, any_value(rna) AS rna, confirmed,
                any_value(in_ess) AS in_ess
            FROM (
                SELECT {named_sql("name")} AS plain, false AS confirmed, id, siren, rna, in_ess FROM numbered
                UNION ALL
                SELECT {named_sql("given.name")}, true, id, numbered.siren, rna, in_ess
                FROM given_spellings AS given JOIN numbered USING (id)
                UNION ALL
                SELECT {named_sql("name")}, true, NULL, siren, NULL, siren IN (SELECT siren FROM ess_units)
                FROM given_spellings WHERE id IS NULL
            )
            GROUP BY plain, confirmed HAVING count(DISTINCT coalesce(id, siren)) = 1
            QUALIFY row_number() OVER (PARTITION BY plain ORDER BY confirmed DESC) = 1
            """
        )

    def _create(self, table: str, query: str) -> None:
        """Keep a table with exactly the columns and types of `TABLES`."""
        columns = TABLES[table].columns
        selected = ", ".join(f'CAST("{name}" AS {column.kind}) AS "{name}"' for name, column in columns.items())
        self.connection.execute(f"CREATE TABLE {table} AS SELECT {selected} FROM ({query})")
        self.built.append(table)

    def holds(self, table: str, column: str) -> bool:
        """Whether a boolean is true on any row."""
        return self.connection.execute(f"SELECT bool_or({column}) FROM {table}").fetchone() == (True,)

    def digest(self, table: str) -> str:
        """SHA-256 of the rows, whatever their order."""
        row = self.connection.execute(
            f"SELECT sha256(coalesce(string_agg(t::VARCHAR, chr(10) ORDER BY t::VARCHAR), '')) FROM {table} "
            f"AS t"
        ).fetchone()
        assert row is not None
        return str(row[0])

    def write(self, table: str, folder: Path) -> None:
        """The table as a Parquet file, its rows in an order that never changes."""
        path = quoted(str(folder / f"{table}.parquet"))
        self.connection.execute(
            f"COPY (SELECT * FROM {table} ORDER BY ALL) TO {path} (FORMAT parquet, COMPRESSION zstd)"
        )
