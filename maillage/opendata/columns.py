"""The columns of every table that a source is loaded into: one name for one thing, whoever publishes it.

All are Parquet. Codes are text (their zeros count), dates are dates, amounts are euros as DECIMAL(15,2),
absent is NULL (never '', '[ND]', '_' or 0001-01-01). `line` is the line of the official file, so that each row
can be found again there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class TableColumns:
    """A table: what one row is, and its columns with their DuckDB types, in order."""

    row: str
    columns: Mapping[str, str]


def _table(row: str, columns: str) -> TableColumns:
    pairs = (line.split(None, 1) for line in columns.strip().splitlines())
    return TableColumns(row, MappingProxyType({name: kind.strip() for name, kind in pairs}))


TABLES: Mapping[str, TableColumns] = MappingProxyType(
    {
        "sirene-units": _table(
            "a legal unit of SIRENE (StockUniteLegale)",
            """
            siren VARCHAR
            rna VARCHAR
            name VARCHAR
            sigle VARCHAR
            usual_name VARCHAR
            legal_category VARCHAR
            naf VARCHAR
            naf25 VARCHAR
            headcount VARCHAR
            headcount_year SMALLINT
            created_on DATE
            active BOOLEAN
            ceased_on DATE
            ess_flag VARCHAR
            mission BOOLEAN
            publishable BOOLEAN
            seat_nic VARCHAR
            line BIGINT
            """,
        ),
        "sirene-establishments": _table(
            "an establishment of SIRENE (StockEtablissement)",
            """
            siret VARCHAR
            siren VARCHAR
            seat BOOLEAN
            active BOOLEAN
            created_on DATE
            closed_on DATE
            naf VARCHAR
            naf25 VARCHAR
            headcount VARCHAR
            headcount_year SMALLINT
            commune VARCHAR
            postcode VARCHAR
            street VARCHAR
            brand VARCHAR
            longitude DOUBLE
            latitude DOUBLE
            publishable BOOLEAN
            line BIGINT
            """,
        ),
        "rna": _table(
            "an association of the RNA (waldec or import)",
            """
            rna VARCHAR
            former_number VARCHAR
            siret VARCHAR
            register VARCHAR
            title VARCHAR
            short_title VARCHAR
            object VARCHAR
            object1 VARCHAR
            object2 VARCHAR
            grouping VARCHAR
            nature VARCHAR
            position VARCHAR
            created_on DATE
            declared_on DATE
            dissolved_on DATE
            street VARCHAR
            commune VARCHAR
            postcode VARCHAR
            commune_name VARCHAR
            website VARCHAR
            longitude DOUBLE
            latitude DOUBLE
            line BIGINT
            """,
        ),
        "ess-list": _table(
            "a unit of ESS France's dated list",
            """
            siren VARCHAR
            name VARCHAR
            family VARCHAR
            postcode VARCHAR
            commune_name VARCHAR
            department VARCHAR
            line BIGINT
            """,
        ),
        "esus": _table(
            "an ESUS agreement",
            """
            siren VARCHAR
            name VARCHAR
            agreed_on DATE
            until_on DATE
            department VARCHAR
            line BIGINT
            """,
        ),
        "siae": _table(
            "a structure of insertion through work or of adapted work; one row for each convention",
            """
            siret VARCHAR
            siren VARCHAR
            kind VARCHAR
            name VARCHAR
            brand VARCHAR
            street VARCHAR
            postcode VARCHAR
            commune VARCHAR
            commune_name VARCHAR
            longitude DOUBLE
            latitude DOUBLE
            line BIGINT
            """,
        ),
        "finess": _table(
            "an establishment of FINESS",
            """
            number VARCHAR
            siret VARCHAR
            category VARCHAR
            name VARCHAR
            commune VARCHAR
            postcode VARCHAR
            line BIGINT
            """,
        ),
        "foundations": _table(
            "a foundation of the national directory (RNF)",
            """
            number VARCHAR
            siret VARCHAR
            name VARCHAR
            kind VARCHAR
            created_on DATE
            street VARCHAR
            postcode VARCHAR
            commune_name VARCHAR
            line BIGINT
            """,
        ),
        "subsidies": _table(
            "a subsidy granted",
            """
            funder_siret VARCHAR
            funder_name VARCHAR
            beneficiary_name VARCHAR
            beneficiary_siret VARCHAR
            beneficiary_siren VARCHAR
            beneficiary_rna VARCHAR
            place VARCHAR
            year SMALLINT
            decided_on DATE
            object VARCHAR
            nature VARCHAR
            amount DECIMAL(15,2)
            reference VARCHAR
            file VARCHAR
            line BIGINT
            """,
        ),
        "contracts": _table(
            "a holder of a public contract (DECP): a joint contract has a row for each holder, one `contract`",
            """
            contract VARCHAR
            buyer_siret VARCHAR
            buyer_name VARCHAR
            holder_siret VARCHAR
            holder_siren VARCHAR
            holder_name VARCHAR
            holders SMALLINT
            nature VARCHAR
            procedure VARCHAR
            object VARCHAR
            cpv VARCHAR
            notified_on DATE
            consulted_on DATE
            months SMALLINT
            amount DECIMAL(15,2)
            framework BOOLEAN
            social VARCHAR[]
            environmental VARCHAR[]
            place VARCHAR
            file VARCHAR
            line BIGINT
            """,
        ),
        "communes": _table(
            "a commune of today, or a former code (merged, delegated, district) with its commune of today",
            """
            code VARCHAR
            commune VARCHAR
            name VARCHAR
            population INTEGER
            epci VARCHAR
            ept VARCHAR
            department VARCHAR
            region VARCHAR
            siren VARCHAR
            """,
        ),
        "themes": _table(
            "the theme of a legal unit, decided once for a vintage",
            """
            siren VARCHAR
            theme VARCHAR
            confidence DOUBLE
            sure BOOLEAN
            evidence VARCHAR
            words VARCHAR
            """,
        ),
    }
)

# Table → its name for those who read, in French.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "sirene-units": "Sirene, unités légales",
        "sirene-establishments": "Sirene, établissements",
        "rna": "Répertoire national des associations",
        "ess-list": "Liste des entreprises de l’ESS",
        "esus": "Entreprises agréées ESUS",
        "siae": "Structures d’insertion et entreprises adaptées",
        "finess": "Finess, établissements médico-sociaux",
        "foundations": "Répertoire national des fondations",
        "subsidies": "Subventions publiées",
        "contracts": "Données essentielles de la commande publique",
        "communes": "Communes et intercommunalités",
        "themes": "Thème de chaque structure, déduit de ces données",
    }
)
