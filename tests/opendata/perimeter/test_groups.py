"""Groups by form and by name; Python and SQL say the same."""

from __future__ import annotations

import re

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.kernel.vocabulary import FAMILIES
from maillage.opendata.perimeter import GROUPS, groups_of, groups_sql, named_sql


@pytest.mark.parametrize(
    ("category", "family", "naf", "name", "groups"),
    [
        ("9223", "association", "78.30Z", "GE DU LAC", ("groupement-employeurs",)),
        ("9220", "association", "94.99Z", "Groupement d’employeurs Sport 94", ("groupement-employeurs",)),
        ("9223", "association", "78.30Z", "GEIQ BTP", ("GEIQ", "groupement-employeurs")),
        ("9220", "association", "94.12Z", "CLUB D'ENTREPRISES DE LA PLAINE", ("club-entreprises",)),
        ("9220", "association", "94.12Z", "Club des entrepreneurs", ("club-entreprises",)),
        ("5710", "entreprise", "94.12Z", "CLUB ENTREPRISES", ()),
        ("9220", "association", "94.99Z", "CLUB DE L'ENTRE-DEUX-MERS", ()),
        ("9220", "association", "81.29B", "RÉGIE DE QUARTIER DE CRÉTEIL", ("regie-de-quartier",)),
        ("6595", "cooperative", "64.19Z", "CAISSE DE CREDIT MUTUEL DE X", ("banque/credit-mutuel",)),
        ("5560", "cooperative", "64.19Z", "CREDIT COOPERATIF", ("banque/credit-cooperatif",)),
        ("5660", "cooperative", "64.19Z", "SOCIETE FINANCIERE DE LA NEF", ("banque/nef",)),
        ("5560", "cooperative", "64.19Z", "SOCIETE X", ("banque/autre",)),
        ("5560", "cooperative", "10.51C", "NEF DES FROMAGES", ()),
        ("9220", "association", "94.99Z", "AMICALE DU CREDIT MUTUEL", ()),
        ("7363", "public", "64.92Z", "CAISSE DE CREDIT MUNICIPAL", ("credit-municipal",)),
    ],
)
def test_groups_by_form_and_name(
    category: str, family: str, naf: str, name: str, groups: tuple[str, ...]
) -> None:
    assert groups_of(category, family, naf, [name, None]) == groups
    assert set(groups) <= set(GROUPS.codes)


_WORDS = (
    "CLUB D'ENTREPRISES clubs des entrepreneurs Régie de quartiers GEIQ groupement d’employeurs pour "
    "l'insertion CRÉDIT mutuel COOPERATIF banque populaire caisse d'épargne la Nef cœur & NEFLE"
)
words = st.lists(st.sampled_from(re.split(" ", _WORDS)), max_size=5).map(" ".join)


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["9220", "9223", "5560", "6595", "7363", "5710", None]),
            st.sampled_from(FAMILIES.codes),
            st.sampled_from(["64.19Z", "64.92Z", "94.99Z", None]),
            st.one_of(st.none(), words),
            st.one_of(st.none(), words),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_sql_gives_the_same_groups(
    rows: list[tuple[str | None, str, str | None, str | None, str | None]],
) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    typed = ", ".join(
        f"unnest(?::VARCHAR[]) AS {name}" for name in ("category", "family", "naf", "name", "sigle")
    )
    found = duckdb.execute(
        f"""
        WITH units AS (SELECT {typed}, unnest(range(?)) AS place),
             named AS (SELECT *, {named_sql("name", "sigle")} AS plain FROM units)
        SELECT {groups_sql("category", "family", "naf", "plain")} FROM named ORDER BY place
        """,
        [*columns, len(rows)],
    ).fetchall()
    assert [tuple(groups) for (groups,) in found] == [
        groups_of(category, family, naf, [name, sigle]) for category, family, naf, name, sigle in rows
    ]
