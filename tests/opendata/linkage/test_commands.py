"""`maillage opendata link`, `dedupe` and `evaluate`, as typed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from maillage.opendata.cli import main

LEFT = "id,name,commune\n1,Les amis de Léo,Créteil\n2,Judo Tavernel,Valenton\n3,Chorale Marolac,Créteil\n"
RIGHT = "id;name;commune\na;ASS AMIS DE LEO;CRETEIL\nb;JUDO TAVERNEL;VALENTON\nc;Boulistes;Créteil\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "left.csv").write_text(LEFT, "utf-8")
    (tmp_path / "right.csv").write_text(RIGHT, "utf-8")
    (tmp_path / "truth.csv").write_text("left_id,right_id,trap\n1,a,\n2,b,homonym\n3,,stranger\n", "utf-8")
    return tmp_path


def test_link_then_evaluate(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, model = lists / "pairs.csv", lists / "model.json"
    arguments = ["link", str(lists / "left.csv"), str(lists / "right.csv"), "--out", str(pairs)]
    assert main([*arguments, "--save-model", str(model)]) == 0
    said = capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert "2 paires certaines et 0 à vérifier, sur 3 × 3 lignes" in said
    assert "ces listes sont trop courtes pour les adapter" in said
    with pairs.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["left_id"], row["right_id"], row["verdict"]) for row in rows] == [
        ("1", "a", "certain"),
        ("2", "b", "certain"),
    ]
    assert list(rows[0]) == ["left_id", "right_id", "score", "verdict", "evidence"]
    first = pairs.read_bytes()
    assert main([*arguments, "--model", str(model)]) == 0
    assert pairs.read_bytes() == first

    capsys.readouterr()
    assert main(["evaluate", str(pairs), str(lists / "truth.csv")]) == 0
    shown = capsys.readouterr().out
    assert "par piège" in shown and "1.000 [0.342-1.000] n=2" in shown
    assert main(["evaluate", str(pairs), str(lists / "truth.csv"), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["certain"]["precision"] == {
        "value": 1.0,
        "interval": [pytest.approx(0.342, abs=1e-3), 1.0],
        "hits": 2,
        "total": 2,
    }
    assert figures["groups"]["trap"]["homonym"]["given"]["recall"]["value"] == 1.0


def test_dedupe(lists: Path) -> None:
    path = lists / "list.csv"
    path.write_text(LEFT + "4,ASSOCIATION LES AMIS DE LEO,CRETEIL\n", "utf-8")
    assert main(["dedupe", str(path), "--out", str(lists / "pairs.csv")]) == 0
    with (lists / "pairs.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["left_id"], row["right_id"]) for row in csv.DictReader(file)] == [("1", "4")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["link", "left.csv", "absente.csv", "--out", "pairs.csv"], "absente.csv : ce fichier n’existe pas"),
        (["link", "left.csv", "right.csv", "--out", "left.csv"], "ce fichier est donné deux fois"),
        (["link", "left.csv", "right.csv", "--out", "nulle-part/pairs.csv"], "ce dossier n’existe pas"),
        (
            ["link", "left.csv", "right.csv", "--out", "pairs.csv", "--model", "truth.csv"],
            "ce modèle de rapprochement ne peut pas être lu",
        ),
        (["dedupe", "truth.csv", "--out", "pairs.csv"], "truth.csv, ligne 1 : il manque la colonne « id »"),
        (["evaluate", "left.csv", "truth.csv"], "left.csv, ligne 1 : il manque la colonne « left_id »"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(
    lists: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(lists)
    before = {path.name: path.read_bytes() for path in lists.iterdir()}
    assert main(arguments) == 1
    assert said in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in lists.iterdir()} == before
