"""Lists as people have them: read, or refused with a sentence that says where and what to do."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maillage.opendata.linkage.reading import COLUMNS, LinkageError, bring_in
from maillage.tables import TableError, write_xlsx


def read(path: Path) -> list[dict[str, object]]:
    con = duckdb.connect()
    bring_in(con, "given", path, path.name)
    rows: list[dict[str, object]] = con.sql("SELECT * FROM given ORDER BY line").to_arrow_table().to_pylist()
    return rows


def written(folder: Path, content: bytes, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "id,name,commune\n1,Les amis de Léo,Créteil\n".encode(),
        "\ufeffID;Name;Commune\r\n1;Les amis de Léo;Créteil\r\n".encode(),
        "commune\tname\tid\textra\nCréteil\tLes amis de Léo\t1\tx\n".encode(),
        "id;name;commune\n1;Les amis de Léo;Créteil\n2;Théâtre;Valenton\n".encode("cp1252"),
    ],
)
def test_any_separator_encoding_order_and_case(tmp_path: Path, content: bytes) -> None:
    row = read(written(tmp_path, content))[0]
    assert (row["line"], row["id"], row["name"], row["commune"]) == (2, "1", "Les amis de Léo", "Créteil")
    assert row["siren"] == "" and set(row) == {"line", *COLUMNS}


def test_leading_zeros_stay(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"id,name,postcode\n007,Marolac,01000\n"))[0]["id"] == "007"


def test_parquet_and_spreadsheets(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1, 2], "name": ["Marolac", None]}), tmp_path / "liste.parquet")
    assert [row["name"] for row in read(tmp_path / "liste.parquet")] == ["Marolac", ""]
    with (tmp_path / "liste.xlsx").open("wb") as file:
        rows = [["id", "name", "commune"], ["1", "Marolac", "Créteil"], ["2", "Tavernel", "Valenton"]]
        write_xlsx(rows, file)
    assert [row["name"] for row in read(tmp_path / "liste.xlsx")] == ["Marolac", "Tavernel"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"id,nom\n1,Marolac\n",
            "liste.csv, ligne 1 : il manque la colonne « name ». Colonnes lues : id, nom.",
        ),
        (b"name,commune\nMarolac,Creteil\n", "il manque la colonne « id »"),
        (b"id,name\n1,Marolac\n,Tavernel\n", "liste.csv, ligne 3 : colonne « id » vide"),
        (b"id,name\n1,a\n2,b\n1,c\n", "liste.csv, lignes 2 et 4 : le même identifiant « 1 »"),
    ],
)
def test_what_cannot_be_linked_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(LinkageError) as error:
        read(written(tmp_path, content))
    assert said in str(error.value)


def test_files_that_are_no_list(tmp_path: Path) -> None:
    with pytest.raises(LinkageError, match="n’existe pas"):
        read(tmp_path / "absente.csv")
    with pytest.raises(TableError):
        read(written(tmp_path, b""))
    with pytest.raises(TableError):
        read(written(tmp_path, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj, name"))


def test_a_table_in_memory_is_read_the_same_way() -> None:
    con = duckdb.connect()
    assert bring_in(con, "given", pa.table({"id": ["1"], "name": ["Marolac"], "siren": [123456789]}), "x") == 1
    assert con.execute("SELECT line, siren FROM given").fetchall() == [(1, "123456789")]
