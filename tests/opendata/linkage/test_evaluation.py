"""The measures of linkage, against values worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.opendata.linkage.evaluation import Share, Truth, evaluate, read_pairs, read_truth
from maillage.opendata.linkage.reading import LinkageError

TRUTH = Truth(
    frozenset({("1", "a"), ("2", "b"), ("3", "c"), ("4", "d")}),
    {"trap": {"1": "homonym", "2": "homonym", "5": "same address"}},
)
PAIRS = [("1", "a", "certain"), ("2", "x", "certain"), ("3", "c", "review"), ("5", "e", "certain")]


def test_wilson_interval() -> None:
    """8 of 10 gives 0.4902–0.9433 (Agresti and Coull's worked example); 0 and n of n stay within 0 and 1."""
    low, high = Share(8, 10).interval or (0, 0)
    assert (low, high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    assert Share(0, 10).interval == (0.0, pytest.approx(0.2775, abs=1e-4))
    assert Share(10, 10).interval == (pytest.approx(0.7225, abs=1e-4), pytest.approx(1.0))
    assert Share(0, 0).interval is None and Share(0, 0).value is None


def test_precision_recall_and_f1() -> None:
    found = evaluate(PAIRS, TRUTH)
    assert (found.certain.precision.hits, found.certain.precision.total) == (1, 3)
    assert (found.certain.recall.hits, found.certain.recall.total) == (1, 4)
    assert (found.given.precision.hits, found.given.precision.total) == (2, 4)
    assert found.given.recall.value == 0.5 and found.given.f1 == 0.5
    low, high = found.given.f1_interval or (1, 0)
    assert low < 0.5 < high


def test_groups_are_those_of_the_left_record() -> None:
    certain, given = evaluate(PAIRS, TRUTH).groups["trap"]["homonym"]
    assert (certain.precision.hits, certain.precision.total, certain.recall.total) == (1, 2, 2)
    certain, given = evaluate(PAIRS, TRUTH).groups["trap"]["same address"]
    assert (certain.precision.hits, certain.precision.total, certain.recall.total) == (0, 1, 0)
    assert given.recall.value is None


def test_intervals_are_the_same_each_time() -> None:
    assert evaluate(PAIRS, TRUTH) == evaluate(reversed(PAIRS), TRUTH)


def test_truth_with_sources_traps_and_rows_that_are_not_the_same(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(
        "left_id,right_id,left_source,right_source,trap,same\n"
        "1,a,rna,sirene,,1\n2,b,rna,sirene,homonym,0\n3,,rna,decp,stranger,\n4,d,rna,decp,,oui\n",
        "utf-8",
    )
    truth = read_truth(path)
    assert truth.pairs == {("1", "a"), ("4", "d")}
    assert truth.groups["source"]["1"] == "rna × sirene" and truth.groups["trap"] == {
        "2": "homonym",
        "3": "stranger",
    }


def test_pairs_without_a_verdict_are_certain(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("left_id;right_id\n1;a\n", "utf-8")
    assert read_pairs(path) == [("1", "a", "certain")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("left,right\n1,a\n", "ligne 1 : il manque la colonne « left_id »"),
        ("left_id,right_id\n1,a\n2\n", "ligne 3 : 1 cellules au lieu de 2"),
        ("", "ligne 1 : il manque la colonne « left_id »"),
    ],
)
def test_files_that_cannot_be_measured(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(LinkageError) as error:
        read_pairs(path)
    assert said in str(error.value)
