"""Bad files: said with file, line and remedy; nothing lost of what was there, nothing half-written."""

from __future__ import annotations

import gzip
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from maillage.opendata.store import Store

from .official import ESTABLISHMENTS, UNITS_2026, establishment, siren, siret, table, unit

Rows = Callable[[str], list[dict[str, Any]]]
Load = Callable[..., int]
UNITS = "StockUniteLegale_2026-03-01.csv"
PLACES = "StockEtablissement_2026-03-01.csv"


@pytest.fixture
def earlier(folder: Path, load: Load, store: Store) -> Callable[[], None]:
    """A vintage loaded before; called, it checks that this one still stands, alone and whole."""
    path = folder / "StockUniteLegale_2026-02-01.csv"
    path.write_text(table(UNITS_2026, [unit(7)]), "utf-8")
    assert load() == 0
    path.unlink()
    before = store.require("sirene-units").path.read_bytes()

    def still_stands() -> None:
        assert [one.manifest.vintage for one in store.datasets()] == [date(2026, 2, 1)]
        assert store.require("sirene-units").path.read_bytes() == before
        assert [path.name for path in (store.root / "sirene-units").iterdir()] == ["2026-02-01"]

    return still_stands


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_truncated_zip(folder: Path, load: Load, earlier: Callable[[], None], capsys: Any) -> None:
    path = folder / "StockUniteLegale_2026-03-01.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("StockUniteLegale_utf8.csv", table(UNITS_2026, map(unit, range(1, 500))))
    path.write_bytes(path.read_bytes()[:-4000])
    assert load() == 1
    said = _said(capsys)
    assert path.name in said and "incomplet" in said and "téléchargez-le de nouveau" in said
    earlier()


def test_a_zip_damaged_inside(folder: Path, load: Load, earlier: Callable[[], None], capsys: Any) -> None:
    path = folder / "StockUniteLegale_2026-03-01.zip"
    with zipfile.ZipFile(path, "w") as archive:  # stored: the content is found in the file
        archive.writestr("StockUniteLegale_utf8.csv", table(UNITS_2026, map(unit, range(1, 5000))))
    content = path.read_bytes()
    at = content.index(b"ASSOCIATION 4800")
    path.write_bytes(content[:at] + b"X" + content[at + 1 :])
    assert load() == 1
    assert "abîmé" in _said(capsys)
    earlier()


@pytest.mark.parametrize("kept", [0.5, 0.999])
def test_a_truncated_gz(
    folder: Path, load: Load, earlier: Callable[[], None], capsys: Any, kept: float
) -> None:
    content = gzip.compress(table(UNITS_2026, map(unit, range(1, 5000))).encode())
    (folder / f"{UNITS}.gz").write_bytes(content[: int(len(content) * kept)])
    assert load() == 1
    assert f"{UNITS}.gz : fichier compressé incomplet" in _said(capsys)
    earlier()


def test_a_truncated_parquet(folder: Path, load: Load, earlier: Callable[[], None], capsys: Any) -> None:
    (folder / "StockUniteLegale_2026-03-01.parquet").write_bytes(b"PAR1" + b"x" * 100)
    assert load() == 1
    assert "StockUniteLegale_2026-03-01.parquet : fichier Parquet incomplet ou abîmé" in _said(capsys)
    earlier()


@pytest.mark.parametrize("change", ["gone", "renamed"])
def test_a_required_column_gone_or_renamed(
    folder: Path, load: Load, earlier: Callable[[], None], capsys: Any, change: str
) -> None:
    name = "etatAdministratifUniteLegale"
    header = [one for one in UNITS_2026 if one != name]
    if change == "renamed":
        header.append("etat")
    rows = [{key: value for key, value in unit().items() if key != name}]
    (folder / UNITS).write_text(table(header, rows), "utf-8")
    assert load() == 1
    said = _said(capsys)
    assert f"{UNITS}, ligne 1" in said and f"« {name} »" in said and "StockUniteLegale" in said
    earlier()


def test_an_optional_column_gone_is_empty_and_said(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    header = [one for one in UNITS_2026 if one != "sigleUniteLegale"]
    (folder / UNITS).write_text(table(header, [unit()]), "utf-8")
    assert load() == 0
    assert rows("sirene-units")[0]["sigle"] is None
    assert store.require("sirene-units").manifest.columns_missing == ("sigleUniteLegale",)


def test_a_header_alone_or_an_empty_file(
    folder: Path, load: Load, earlier: Callable[[], None], capsys: Any
) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, []), "utf-8")
    (folder / "vide.csv").write_bytes(b"")
    assert load() == 1
    assert f"aucune ligne utilisable dans {UNITS}" in _said(capsys)
    earlier()


def test_absurd_dates_are_left_empty_and_counted(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    dates = [
        "0001-01-01",
        "1900-01-01",
        "2914-03-02",
        "1023-01-01",
        "2020-13-45",
        "",
        "02/05/2001",
        "1850-06-01",
    ]
    (folder / UNITS).write_text(
        table(UNITS_2026, [unit(at, dateCreationUniteLegale=day) for at, day in enumerate(dates, 1)]), "utf-8"
    )
    assert load() == 0
    assert [row["created_on"] for row in rows("sirene-units")] == [None] * 6 + [
        date(2001, 5, 2),
        date(1850, 6, 1),
    ]
    manifest = store.require("sirene-units").manifest
    assert manifest.repaired == {"date de création invraisemblable, laissée vide": 3}


def test_lost_zeros_and_floats_are_put_right_when_the_key_holds(
    folder: Path, load: Load, rows: Rows, store: Store
) -> None:
    number = siret(600_000)
    assert number.startswith("00")
    written = [number.lstrip("0"), f"{siret(31_111_111)}.0", f"{siret(41_111_111)[:9]} {siret(41_111_111)[9:]}"]
    (folder / PLACES).write_text(table(ESTABLISHMENTS, [establishment(siret=one) for one in written]), "utf-8")
    assert load() == 0
    assert [row["siret"] for row in rows("sirene-establishments")] == [
        number,
        siret(31_111_111),
        siret(41_111_111),
    ]
    assert store.require("sirene-establishments").manifest.repaired == {
        "SIRET aux zéros perdus ou mal écrit, rétabli": 3
    }


def test_a_destroyed_siret_is_refused_and_said_never_guessed(
    folder: Path, load: Load, rows: Rows, store: Store, capsys: Any
) -> None:
    bad = ["3.5E+13", "3,5E+13", "", "abc", siret(1)[:-1] + "1", "12345", "00000000000000"]
    assert bad[4] != siret(1)
    (folder / PLACES).write_text(
        table(ESTABLISHMENTS, [establishment(2), *(establishment(siret=one) for one in bad)]), "utf-8"
    )
    assert load() == 1
    said = _said(capsys)
    assert "7 lignes refusées sur 8" in said and f"{PLACES}, ligne 3, « 3.5E+13 »" in said
    assert "tableur" in said and "--accept-loss" in said
    assert store.latest("sirene-establishments") is None

    assert load("--accept-loss") == 0
    assert [row["siret"] for row in rows("sirene-establishments")] == [siret(2)]
    manifest = store.require("sirene-establishments").manifest
    assert manifest.rows_read == 8 == manifest.rows_kept + manifest.rows_refused
    assert manifest.refused["SIRET arrondi par un tableur : ses chiffres sont perdus"] == 2
    assert manifest.refused["SIRET à la clé de contrôle fausse"] == 2
    assert {(one.line, one.column, one.value) for one in manifest.samples} >= {
        (3, "siret", "3.5E+13"),
        (6, "siret", "abc"),
    }


def test_cp1252_inside_utf8(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    lines = table(
        UNITS_2026,
        [unit(1, denominationUniteLegale="ÉTÉ"), unit(2, denominationUniteLegale="L’ŒUVRE À 3 €")],
    ).splitlines(keepends=True)
    (folder / UNITS).write_bytes(lines[0].encode() + lines[1].encode() + lines[2].encode("cp1252"))
    assert load() == 0
    assert [row["name"] for row in rows("sirene-units")] == ["ÉTÉ", "L’ŒUVRE À 3 €"]
    assert sum(store.require("sirene-units").manifest.repaired.values()) == 1


def test_broken_quotes_and_bad_widths_lose_their_line_alone(
    folder: Path, load: Load, rows: Rows, store: Store
) -> None:
    lines = table(UNITS_2026, map(unit, range(1, 9))).splitlines()
    lines[2] = lines[2].replace("ASSOCIATION 2", '"ASSOCIATION 2')
    lines[3] = lines[3].replace("ASSOCIATION 3", '"LES "AMIS" D\'ICI"')
    lines[4] = lines[4] + ",x"
    lines[5] = lines[5][:40]
    lines[6] = lines[6].replace("ASSOCIATION 6", '"SUR\nDEUX, LIGNES"')
    (folder / UNITS).write_text("\n".join(lines) + "\n", "utf-8")
    assert load("--accept-loss") == 0
    found = rows("sirene-units")
    assert [(row["siren"], row["line"]) for row in found] == [
        (siren(1), 2),
        (siren(6), 7),
        (siren(7), 9),
        (siren(8), 10),
    ]
    assert found[1]["name"] == "SUR DEUX, LIGNES"
    manifest = store.require("sirene-units").manifest
    assert manifest.rows_read == 8
    assert manifest.refused == {
        "guillemets mal fermés": 2,
        "ligne trop longue : elle a trop de cellules": 1,
        "ligne trop courte : il manque des cellules": 1,
    }
    assert sorted(one.line for one in manifest.samples) == [3, 4, 5, 6]


def test_unknown_codes_are_kept_and_counted(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    (folder / UNITS).write_text(
        table(
            UNITS_2026,
            [
                unit(1, categorieJuridiqueUniteLegale="9799", activitePrincipaleUniteLegale="ZZZ"),
                unit(2, categorieJuridiqueUniteLegale="9220.0", activitePrincipaleUniteLegale="85.3K"),
                unit(3, activitePrincipaleUniteLegale=""),
            ],
        ),
        "utf-8",
    )
    assert load() == 0
    assert [(row["legal_category"], row["naf"]) for row in rows("sirene-units")] == [
        ("9799", "ZZZ"),
        ("9220", "85.3K"),
        ("9220", None),
    ]
    assert store.require("sirene-units").manifest.repaired == {
        "catégorie juridique inconnue, gardée": 1,
        "code d’activité d’une ancienne nomenclature, gardé": 1,
        "code d’activité inconnu, gardé": 1,
    }


def test_repeated_rows_are_kept_once_and_counted(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, map(unit, [1, 2, 1, 3, 1])), "utf-8")
    assert load() == 0  # nothing is lost, so nothing is asked
    assert [(row["siren"], row["line"]) for row in rows("sirene-units")] == [
        (siren(n), n + 1 + (n == 3)) for n in (1, 2, 3)
    ]
    manifest = store.require("sirene-units").manifest
    assert (manifest.rows_read, manifest.rows_kept) == (5, 3)
    assert manifest.refused == {"ligne en double (même SIREN), gardée une seule fois": 2}
    assert [one.line for one in manifest.samples] == [4, 6]


def test_more_keys_than_are_looked_at_once(
    folder: Path, load: Load, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maillage.opendata.sources.loading._KEYS_AT_ONCE", 3)
    (folder / UNITS).write_text(table(UNITS_2026, map(unit, [*range(1, 20), 5, 6])), "utf-8")
    assert load() == 0
    assert [row["siren"] for row in rows("sirene-units")] == [siren(number) for number in range(1, 20)]


def test_a_load_that_is_damaged_does_not_stop_the_others(folder: Path, load: Load, store: Store) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, [unit()]), "utf-8")
    (folder / "StockEtablissement_2026-03-01.zip").write_bytes(b"PK\x03\x04 cut")
    assert load() == 1
    assert [one.manifest.table for one in store.datasets()] == ["sirene-units"]


def test_a_date_to_come_is_refused(folder: Path, load: Load, store: Store, capsys: Any) -> None:
    (folder / "StockUniteLegale.csv").write_text(table(UNITS_2026, [unit()]), "utf-8")
    assert load("--vintage", (date.today() + timedelta(days=2)).isoformat()) == 1
    assert "à venir" in _said(capsys) and store.datasets() == []


def _big(folder: Path, count: int = 50_000) -> Path:
    """A file that takes a while to load."""
    path = folder / UNITS
    header = "siren,denominationUniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,"
    with path.open("w", encoding="utf-8") as out:
        out.write(header + "etatAdministratifUniteLegale\n")
        for number in range(count):
            out.write(f"{siren(number + 1)},NOM {number * 7919 % 999_983:x} {number:x},9220,94.99Z,A\n")
    return path


def _command(store: Store, folder: Path) -> list[str]:
    return [sys.executable, "-m", "maillage.opendata.cli", "--store", str(store.root), "load", str(folder)]


def test_a_full_disk(folder: Path, store: Store, earlier: Callable[[], None]) -> None:
    _big(folder, 20_000)
    ended = subprocess.run(
        _command(store, folder),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    assert f"{UNITS} : le disque est plein" in ended.stderr and "Libérez de la place" in ended.stderr
    assert "Traceback" not in ended.stderr
    earlier()


def test_a_kill_in_mid_load(folder: Path, load: Load, store: Store, earlier: Callable[[], None]) -> None:
    big = _big(folder)
    process = subprocess.Popen(_command(store, folder), stdout=subprocess.DEVNULL, start_new_session=True)
    scratch: list[Path] = []
    while not scratch and process.poll() is None:
        scratch = list((store.root / "sirene-units").glob(".2026-03-01-*/work/00000.parquet"))
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert scratch, "it ended before it could be killed"
    assert [one.manifest.vintage for one in store.datasets()] == [date(2026, 2, 1)]

    big.write_text(table(UNITS_2026, [unit()]), "utf-8")
    assert load() == 0
    assert sorted(path.name for path in (store.root / "sirene-units").iterdir()) == ["2026-02-01", "2026-03-01"]


@pytest.mark.parametrize(("answer", "code"), [("o", 0), ("n", 1)])
def test_at_a_terminal_the_loss_is_asked(folder: Path, store: Store, answer: str, code: int) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, [unit(), unit(2, siren="3.5E+13")]), "utf-8")
    mine, theirs = pty.openpty()
    process = subprocess.Popen(_command(store, folder), stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    asked = b""
    while b"[o/N]" not in asked:
        asked += os.read(mine, 1000)
    os.write(mine, f"{answer}\n".encode())
    assert process.wait() == code
    os.close(mine)
    assert "1 ligne refusée sur 2 (50 %)".encode() in asked
    assert len(store.datasets()) == 1 - code


def test_another_load_under_way_is_said(folder: Path, load: Load, store: Store, capsys: Any) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, [unit()]), "utf-8")
    with store.writing("sirene-units", date(2026, 1, 1)):
        assert load() == 1
    assert "en cours" in _said(capsys)


def test_the_report_in_json_says_what_failed(folder: Path, load: Load, capsys: Any) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, [unit(), unit()]), "utf-8")
    (folder / "StockEtablissement_2026-03-01.csv.gz").write_bytes(b"\x1f\x8b cut")
    (folder / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    assert load("--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert [(one["table"], one["rows_read"], one["rows_kept"]) for one in report["loaded"]] == [
        ("sirene-units", 2, 1)
    ]
    assert report["ignored"] == ["notes.csv"]
    assert "StockEtablissement_2026-03-01.csv.gz" in report["failures"][0]


def test_lines_of_an_old_macintosh(folder: Path, load: Load, earlier: Callable[[], None], capsys: Any) -> None:
    path = folder / PLACES.replace("Etablissement", "UniteLegale")
    path.write_bytes(table(UNITS_2026, map(unit, range(1, 50))).replace("\n", "\r").encode())
    assert load() == 1
    said = _said(capsys)
    assert path.name in said and "retour chariot" in said and "enregistrez-le en CSV" in said
    earlier()


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        # In the local header and in the central one: encrypted; compressed as Deflate64.
        (((6, b"\x01"), (8, b"\x01")), "a un mot de passe"),
        (((8, b"\x09"), (10, b"\x09")), "Décompressez-le"),
    ],
)
def test_a_zip_that_cannot_be_opened_does_not_stop_the_others(
    folder: Path, load: Load, store: Store, capsys: Any, patch: tuple[tuple[int, bytes], ...], told: str
) -> None:
    path = folder / "StockUniteLegale_2026-03-01.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("StockUniteLegale_utf8.csv", table(UNITS_2026, map(unit, range(1, 50))))
    content = bytearray(path.read_bytes())
    for start, (at, value) in zip((0, content.index(b"PK\x01\x02")), patch, strict=True):
        content[start + at : start + at + 1] = value
    path.write_bytes(content)
    (folder / PLACES).write_text(table(ESTABLISHMENTS, [establishment(1)]), "utf-8")
    assert load() == 1
    said = _said(capsys)
    assert path.name in said and told in said
    assert store.latest("sirene-establishments") is not None


def test_two_files_of_one_vintage_however_it_is_known_are_loaded_together(
    folder: Path, load: Load, rows: Rows
) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, [unit(1), unit(2)]), "utf-8")
    other = folder / "unites.csv"
    other.write_text(table(UNITS_2026, [unit(3)]), "utf-8")
    moment = time.mktime((2026, 3, 1, 12, 0, 0, 0, 0, -1))
    os.utime(other, (moment, moment))
    assert load() == 0
    assert sorted(row["siren"] for row in rows("sirene-units")) == sorted(map(siren, (1, 2, 3)))


def test_a_load_of_the_same_table_elsewhere_does_not_stop_the_others(
    folder: Path, load: Load, store: Store, capsys: Any
) -> None:
    (folder / UNITS).write_text(table(UNITS_2026, [unit(1)]), "utf-8")
    (folder / PLACES).write_text(table(ESTABLISHMENTS, [establishment(1)]), "utf-8")
    with store.writing("sirene-establishments", date(2026, 3, 1)):
        assert load() == 1
    assert "Un autre chargement" in _said(capsys)
    assert store.latest("sirene-units") is not None
