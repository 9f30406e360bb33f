"""`maillage opendata classify`: any list comes back whole with its themes, or nothing is written."""

import csv
from pathlib import Path

import pytest

from maillage.opendata.cli import main
from maillage.opendata.themes import lists

ROWS = "name,object,rna_code,naf,ville\nJudo-club,,,,Créteil\nZzyx,,,94.99Z,Créteil\n,Une crèche parentale,,,\n"


def run(folder: Path, *arguments: str) -> int:
    return main(["--store", str(folder / "store"), "classify", *arguments])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_each_row_comes_back_with_its_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, streamed: bool, encoding: str, separator: str
) -> None:
    if streamed:
        monkeypatch.setattr(lists, "_TABLE_BYTES", 0)
    listed, out = tmp_path / "liste.csv", tmp_path / "sortie.csv"
    listed.write_bytes(ROWS.replace(",", separator).encode(encoding))
    assert run(tmp_path, str(listed), "--out", str(out)) == 0
    rows = read(out)
    assert [row["theme"] for row in rows] == ["sport/combat", "", "education/petite-enfance"]
    assert rows[0]["ville"] == "Créteil", "other columns are kept"
    assert rows[0]["theme_label"] == "Sport › Arts martiaux et sports de combat"
    assert (rows[0]["root"], rows[0]["sure"], rows[0]["words"]) == ("sport", "oui", "Judo · club")
    assert (rows[1]["sure"], rows[1]["confidence"], rows[1]["words"]) == ("non", "0.000", "")


def test_official_names_of_columns_are_known(tmp_path: Path) -> None:
    listed, out = tmp_path / "rna.csv", tmp_path / "sortie.csv"
    listed.write_text("titre;objet;objet_social1\nLes Amis;;6030\nABC;Jouer aux échecs;000000\n", "utf-8")
    assert run(tmp_path, str(listed), "--out", str(out)) == 0
    assert [row["theme"] for row in read(out)] == ["culture/musique", "loisirs/jeux"]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_what_cannot_be_done_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "sortie.csv"
    out.write_text("ancienne sortie", "utf-8")
    other = tmp_path / "autre.csv"
    other.write_text("ville;budget\nCréteil;12\nAlfortville;13\n", "utf-8")
    assert run(tmp_path, str(other), "--out", str(out)) == 1
    assert "ville, budget" in said(capsys)
    assert run(tmp_path, str(tmp_path / "rien.csv"), "--out", str(out)) == 1
    assert "introuvable" in said(capsys)
    assert run(tmp_path, str(other), "--out", str(other)) == 1
    assert "la liste elle-même" in said(capsys)
    assert run(tmp_path, str(other), "--out", str(tmp_path / "absent" / "sortie.csv")) == 1
    assert "n’existe pas" in said(capsys)
    monkeypatch.setattr(lists, "_TABLE_BYTES", 0)
    broken = tmp_path / "cassé.csv"
    broken.write_text("name,ville\nJudo,Créteil\nBoxe,Créteil,94,trop\n", "utf-8")
    assert run(tmp_path, str(broken), "--out", str(out)) == 1
    assert "ligne 3" in said(capsys)
    assert out.read_text("utf-8") == "ancienne sortie"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["autre.csv", "cassé.csv", "sortie.csv"]


def test_a_long_list_that_cannot_be_cut_is_said_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lists, "_TABLE_BYTES", 0)
    listed, out = tmp_path / "liste.csv", tmp_path / "sortie.csv"
    endless = '"' + "x" * (1 << 25)
    for content, line in ((f"name\nChorale\n{endless}", 3), (endless, 1)):
        listed.write_text(content, "utf-8")
        assert run(tmp_path, str(listed), "--out", str(out)) == 1
        assert f"«\xa0liste.csv\xa0», ligne {line}\xa0:" in said(capsys)
        assert not out.exists()
