"""`maillage opendata train`: what the user's RNA teaches is kept beside it, measured, used and said."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from maillage.opendata.cli import main
from maillage.opendata.store import Store, StoreError, scratch_folder
from maillage.opendata.themes import Classifier, classify
from maillage.opendata.themes.learning import Example, learn
from maillage.opendata.themes.measures import measure
from maillage.opendata.themes.model import folder, load_model

from .conftest import VINTAGE, Load


def test_training_then_classifying(
    store: Store, load: Load, rna_rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    load("rna", rna_rows)
    assert load_model(store) is None
    assert classify("Brakolin de Marsac").theme == "", "no shipped word knows it"
    assert main(["--store", str(store.root), "train"]) == 0
    told = capsys.readouterr().out
    assert "2026-06-01" in told and "300" in told

    kept = folder(store) / "2026-06-01"
    assert sorted(path.name for path in kept.iterdir()) == ["model.json", "weights.npz"]
    report = json.loads((kept / "model.json").read_text("utf-8"))["report"]
    assert report["rows"] == 300 and report["folds"] == 5
    assert report["accuracy"] > 0.95 and report["sure_accuracy"] >= 0.9
    assert sum(one["rows"] for one in report["calibration"]) == 300

    model = load_model(store)
    guess = Classifier(model).classify("Brakolin d’Élise")
    assert guess.root == "sport" and "Brakolin" in guess.words
    assert Classifier(model).classify("Brakolin", rna_code="006000").root == "culture", "the code still decides"

    listed, out = tmp_path / "liste.csv", tmp_path / "sortie.csv"
    listed.write_text("name,ville\nMirtapol du Nord,Créteil\nBrakolin,Créteil\n", "utf-8")
    assert main(["--store", str(store.root), "classify", str(listed), "--out", str(out)]) == 0
    assert "modèle appris sur le RNA du 2026-06-01" in capsys.readouterr().err
    with out.open(encoding="utf-8") as stream:
        assert [row["root"] for row in csv.DictReader(stream)] == ["culture", "sport"]


def test_training_twice_gives_the_same(store: Store, load: Load, rna_rows: list[dict[str, Any]]) -> None:
    load("rna", rna_rows)
    reports = []
    for _ in range(2):
        assert main(["--store", str(store.root), "train", "--max-rows", "250"]) == 0
        reports.append((folder(store) / "2026-06-01" / "model.json").read_text("utf-8"))
    assert reports[0] == reports[1]
    assert json.loads(reports[0])["report"]["rows"] == 250
    assert [path.name for path in folder(store).iterdir()] == ["2026-06-01"], "nothing half-written stays"


def test_too_little_to_learn_from_is_said(
    store: Store, load: Load, rna_rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(store.root), "train"]) == 1
    assert "maillage opendata load" in capsys.readouterr().err
    load("rna", rna_rows[:50])
    assert main(["--store", str(store.root), "train"]) == 1
    assert "50 associations" in capsys.readouterr().err
    assert load_model(store) is None


def test_a_damaged_model_is_said(store: Store, load: Load, rna_rows: list[dict[str, Any]]) -> None:
    load("rna", rna_rows)
    assert main(["--store", str(store.root), "train"]) == 0
    weights = folder(store) / "2026-06-01" / "weights.npz"
    weights.write_bytes(weights.read_bytes()[:500])
    with pytest.raises(StoreError, match="maillage opendata train"):
        load_model(store)


def test_the_measures_of_learning_are_of_rows_not_seen() -> None:
    """Labels drawn by chance cannot be learnt: a report that says otherwise measures its own memory."""
    examples = [
        Example(f"mot{at} autre{at}", "", "sport" if at * 7919 % 13 < 6 else "culture") for at in range(400)
    ]
    learnt = learn(examples, "2026-06-01")
    assert learnt.measures.accuracy < 0.65
    assert learnt.model.sure_from > 1 or learnt.measures.sure < 0.1


def test_measures() -> None:
    found = measure(["a", "a", "b", "c"], ["a", "", "b", "b"], [True, False, True, True])
    assert (found.rows, found.classified, found.accuracy) == (4, 0.75, 0.5)
    assert (found.sure, found.sure_accuracy) == (0.75, pytest.approx(2 / 3))
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert set(found.confusions) == {("a", "", 1), ("c", "b", 1)}


def test_a_model_put_aside_by_a_killed_training_comes_back(
    store: Store, load: Load, rna_rows: list[dict[str, Any]]
) -> None:
    load("rna", rna_rows)
    assert main(["--store", str(store.root), "train"]) == 0
    final = folder(store) / VINTAGE.isoformat()
    final.rename(final.with_name(f".{final.name}-0a1b2c3d-old"))
    assert load_model(store) is None
    with pytest.raises(KeyboardInterrupt), scratch_folder(final.parent, VINTAGE, "model.json"):
        raise KeyboardInterrupt
    assert load_model(store) is not None
    assert [path.name for path in folder(store).iterdir()] == [final.name]


def test_an_rna_that_cannot_be_read_is_said(
    store: Store, load: Load, rna_rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    load("rna", rna_rows).path.write_bytes(b"PAR1 cut")
    assert main(["--store", str(store.root), "train"]) == 1
    assert "« rna » du 1er juin 2026 ne se lit pas" in capsys.readouterr().err.replace("\u00a0", " ")
