"""Status and family by proofs; Python and SQL say the same on any row."""

from __future__ import annotations

from dataclasses import astuple, fields

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.kernel.vocabulary import FAMILIES, LEGAL_FORMS
from maillage.opendata.perimeter import (
    HEADCOUNT_BANDS,
    Facts,
    Proof,
    Status,
    employer_sql,
    family_sql,
    is_employer,
    judge,
    legal_forms_table,
    proofs_sql,
    status_sql,
)

CASES = [
    # the form is enough
    (Facts(legal_category="9220"), Status.CERTAIN, "association"),
    (Facts(legal_category="5458"), Status.CERTAIN, "cooperative"),
    (Facts(legal_category="8210"), Status.CERTAIN, "mutuelle"),
    (Facts(legal_category="9300"), Status.CERTAIN, "fondation"),
    # SIRENE says no: a list kept by law decides
    (Facts(legal_category="9220", ess_flag="N"), Status.PROBABLE, "association"),
    (Facts(legal_category="9220", ess_flag="N", ess_list=True), Status.CERTAIN, "association"),
    # a company: by an agreement or its mention, by two sources that agree, or probably by one
    (Facts(legal_category="5710"), Status.OUTSIDE, "entreprise"),
    (Facts(legal_category="5710", esus=True), Status.CERTAIN, "societe-ess"),
    (Facts(legal_category="5710", mention=True), Status.CERTAIN, "societe-ess"),
    (Facts(legal_category="5499", ess_flag="O"), Status.PROBABLE, "societe-ess"),
    (
        Facts(legal_category="5710", ess_flag="O", ess_list=True, list_family="Coopératives"),
        Status.CERTAIN,
        "cooperative",
    ),
    # insertion proves the group, not the ESS
    (Facts(legal_category="5499", insertion=True), Status.TO_CHECK, "entreprise"),
    (Facts(legal_category="5499", insertion=True, esus=True), Status.CERTAIN, "societe-ess"),
    (Facts(legal_category="5499", esus_expired=True), Status.TO_CHECK, "entreprise"),
    (Facts(legal_category="9220", insertion=True), Status.CERTAIN, "association"),
    (Facts(legal_category="7366", insertion=True), Status.OUTSIDE, "public"),
    # the form does not say
    (Facts(legal_category="9210"), Status.TO_CHECK, "association"),
    (Facts(legal_category="9210", ess_flag="O"), Status.PROBABLE, "association"),
    (Facts(legal_category="5532", ess_flag="O"), Status.PROBABLE, "cooperative"),
    (Facts(legal_category="9900", foundation=True), Status.CERTAIN, "fondation"),
    # homonyms stay outside, even flagged
    (Facts(legal_category="9110", ess_flag="O"), Status.OUTSIDE, "autre"),
    (Facts(legal_category="8410", ess_flag="O", ess_list=True), Status.OUTSIDE, "autre"),
    (Facts(legal_category="6220", ess_flag="O"), Status.OUTSIDE, "entreprise"),
    (Facts(legal_category="7349", ess_flag="O"), Status.OUTSIDE, "public"),
    (Facts(legal_category="6540", esus=True), Status.TO_CHECK, "entreprise"),
    # no form at all
    (Facts(legal_category=None), Status.OUTSIDE, ""),
    (Facts(legal_category=None, ess_list=True, list_family="Associations"), Status.PROBABLE, "association"),
]


@pytest.mark.parametrize(("facts", "status", "family"), CASES)
def test_status_and_family(facts: Facts, status: Status, family: str) -> None:
    verdict = judge(facts)
    assert (verdict.status, verdict.family) == (status, family)
    assert not verdict.family or verdict.family in FAMILIES


def test_proofs_are_told_apart() -> None:
    verdict = judge(Facts(legal_category="9220", ess_flag="O", ess_list=True, esus=True, insertion=True))
    assert verdict.proofs == (Proof.STATUTE, Proof.ESUS, Proof.ESS_LIST, Proof.SIRENE_FLAG)
    assert judge(Facts(legal_category="5710", insertion=True, ess_flag="N")).proofs == ()


TEXTS = {"legal_category", "ess_flag", "list_family"}
any_category = st.one_of(
    st.none(),
    st.sampled_from(LEGAL_FORMS.codes),
    st.integers(0, 9999).map("{:04d}".format),
    st.text(max_size=5),
)
any_facts = st.builds(
    Facts,
    legal_category=any_category,
    ess_flag=st.sampled_from([None, "O", "N", ""]),
    ess_list=st.booleans(),
    list_family=st.sampled_from([None, "", "Associations", "COOPERATIVES", "Coopératives", "Fondations", "??"]),
    esus=st.booleans(),
    esus_expired=st.booleans(),
    mention=st.booleans(),
    foundation=st.booleans(),
    insertion=st.booleans(),
)


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE forms AS SELECT unnest(?) AS legal_category, unnest(?) AS standing, "
        "unnest(?) AS form_family, unnest(?) AS proven_family",
        [list(column) for column in zip(*legal_forms_table(), strict=True)],
    )
    return connection


@settings(deadline=None, max_examples=40)
@given(rows=st.lists(any_facts, min_size=1, max_size=30))
def test_sql_says_what_python_says(engine: duckdb.DuckDBPyConnection, rows: list[Facts]) -> None:
    names = [field.name for field in fields(Facts)]
    typed = ", ".join(f"unnest(?::{'VARCHAR' if name in TEXTS else 'BOOLEAN'}[]) AS {name}" for name in names)
    columns = [list(column) for column in zip(*map(astuple, rows), strict=True)]
    found = engine.execute(
        f"""
        WITH facts AS (SELECT {typed}, unnest(range(?)) AS place),
             formed AS (SELECT * FROM facts LEFT JOIN forms USING (legal_category)),
             judged AS (SELECT *, {status_sql()} AS status FROM formed)
        SELECT status, {family_sql()}, {proofs_sql()} FROM judged ORDER BY place
        """,
        [*columns, len(rows)],
    ).fetchall()
    expected = [(one.status, one.family, list(one.proofs)) for one in map(judge, rows)]
    assert found == expected


@pytest.mark.parametrize("band", [*HEADCOUNT_BANDS, None, "", "99"])
def test_employer_by_its_band(engine: duckdb.DuckDBPyConnection, band: str | None) -> None:
    expected = {"NN": False, "00": False, None: None, "": None, "99": None}.get(band, True)
    assert is_employer(band) is expected
    assert engine.execute(f"SELECT {employer_sql('?::VARCHAR')}".replace("?", "$1"), [band]).fetchone() == (
        expected,
    )
