"""Two lists to link: their truth is complete, their traps are what they say."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from maillage.kernel.identifiers import read_siren
from maillage.kernel.text import fold
from maillage.opendata.cli import main
from maillage.opendata.generator.lists import DECOYS, MATCHED, write_lists
from maillage.opendata.generator.names import TRAPS, respell
from maillage.opendata.linkage import COLUMNS

SIZE = 1500


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("lists")
    assert main(["generate", "--lists", str(SIZE), "--right", "2500", "--seed", "3", str(folder)]) == 0
    return {name: _read(folder / f"{name}.csv") for name in ("left", "right", "truth")}


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_lists_have_the_columns_and_sizes_asked(lists: dict[str, list[dict[str, str]]]) -> None:
    assert (len(lists["left"]), len(lists["right"])) == (SIZE, 2500)
    assert tuple(lists["left"][0]) == tuple(lists["right"][0]) == COLUMNS
    for side in ("left", "right"):
        ids = [row["id"] for row in lists[side]]
        assert len(set(ids)) == len(ids)
        for column in ("siren", "rna"):
            numbers = [row[column] for row in lists[side] if row[column]]
            assert len(set(numbers)) == len(numbers), (side, column)
        for row in lists[side][:200]:
            if row["siren"]:
                read_siren(row["siren"])


def test_truth_names_pairs_and_traps(lists: dict[str, list[dict[str, str]]]) -> None:
    left = {row["id"]: row for row in lists["left"]}
    right = {row["id"]: row for row in lists["right"]}
    traps: Counter[tuple[str, str]] = Counter()
    for row in lists["truth"]:
        one, other = left[row["left_id"]], right[row["right_id"]]
        traps[row["same"], row["trap"]] += 1
        if row["same"] == "oui":
            assert not (one["rna"] and other["rna"]) or one["rna"] == other["rna"]
            assert not other["siret"] or other["siret"].startswith(one["siren"])
        else:
            assert not other["siret"].startswith(one["siren"])
            if row["trap"] == "homonym":
                assert fold(one["name"]) == fold(other["name"])
            if row["trap"] == "federation_section":
                assert fold(other["name"]).startswith(fold(one["name"]) + " section")
            if row["trap"] == "same_address":
                assert fold(one["name"]) != fold(other["name"])
        if row["trap"] in TRAPS:
            assert fold(one["name"]) != fold(other["name"])
    for decoy, share in DECOYS.items():
        assert traps["non", decoy] == pytest.approx(SIZE * share, rel=0.5)
    assert {trap for _, trap in traps} >= {*TRAPS, "identical", "moved", *DECOYS}
    matched = sum(count for (same, _), count in traps.items() if same == "oui")
    decoys = sum(DECOYS.values())
    assert matched == pytest.approx(SIZE * (MATCHED * (1 - decoys) + 0.5 * decoys), rel=0.1)


def test_the_same_seed_gives_the_same_lists(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_lists(tmp_path / name, 60, seed=9)
    for name in ("left.csv", "right.csv", "truth.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("bits", range(0, 5000, 37))
def test_another_spelling_is_never_the_same(bits: int) -> None:
    for name in ("Comité des fêtes", "Association Judo club de Créteil (JCC)", "Sel"):
        spelt, trap = respell(name, "Créteil", bits)
        assert fold(spelt) != fold(name)
        assert spelt.strip()
        assert trap in TRAPS
