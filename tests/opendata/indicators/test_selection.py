"""A selection reads the same as SQL, as French and as JSON."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.opendata.indicators import Frame, Selection
from maillage.opendata.indicators.frame import connect
from maillage.opendata.indicators.selection import (
    Condition,
    among,
    at_least,
    at_most,
    having,
    no,
    not_among,
    unknown,
    without,
    yes,
)

CONDITIONS = [
    (among("family", "association"), [1]),
    (among("family", "association", "mutuelle"), [1, 2]),
    (not_among("family", "association"), [2, 3]),
    (not_among("family", "association", "mutuelle"), [3]),
    (having("groups", "EI", "AI"), [1]),
    (without("groups", "EI"), [2, 3]),
    (yes("employer"), [1]),
    (no("employer"), [2, 3]),
    (unknown("family"), [3]),
    (Condition("family", "filled"), [1, 2]),
    (at_least("created_year", 2020), [2]),
    (at_most("created_year", 2019), [1]),
]


@pytest.fixture(scope="module")
def frame():
    connection = connect()
    connection.execute(
        """
        CREATE TABLE establishments AS FROM (VALUES
            (1, 'association', ['EI'], true, 2010),
            (2, 'mutuelle', [], false, 2021),
            (3, NULL, NULL, NULL, NULL)
        ) AS t(row, family, groups, employer, created_year)
        """
    )
    yield Frame(connection, ["establishments"])
    connection.close()


@pytest.mark.parametrize(("condition", "rows"), CONDITIONS, ids=str)
def test_a_condition_holds_or_does_not_even_for_what_is_unknown(frame: Frame, condition, rows) -> None:
    predicate, parameters = condition.sql()
    found = frame.connection.execute(
        f"SELECT row, {predicate} FROM establishments ORDER BY row", [*parameters]
    ).fetchall()
    assert [row for row, holds in found if holds] == rows
    assert all(holds is not None for _, holds in found)
    assert frame.count(Selection("establishments", (condition,))) == len(rows)


@given(st.lists(st.sampled_from([condition for condition, _ in CONDITIONS]), max_size=4))
def test_a_selection_survives_json(conditions) -> None:
    selection = Selection("establishments", tuple(conditions))
    assert Selection.from_json(selection.as_json()) == selection


def test_a_selection_is_said_in_french() -> None:
    selection = Selection("establishments", (yes("active"), among("family", "association", "mutuelle")))
    assert selection.say() == (
        "Établissements — Établissement actif\u00a0: oui\u202f; Famille\u00a0: Association ou Mutuelle."
    )


def test_what_is_no_column_never_reaches_sql() -> None:
    with pytest.raises(ValueError, match="unknown column"):
        Selection.from_json({"table": "establishments", "conditions": [["1) OR (1=1", "is", [True]]]})
    with pytest.raises(ValueError, match="unknown table"):
        Selection.from_json({"table": "sqlite_master", "conditions": []})
