"""Official headers, valid numbers, the stated defects; the same seed gives the same bytes."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from maillage.kernel.identifiers import read_rna, read_siren, read_siret
from maillage.opendata.cli import main
from maillage.opendata.generator import MARKER, Defects, Generated, GenerationError, generate, layouts
from maillage.opendata.generator.generation import INVENTED

from .conftest import Tables

TINY = 0.0002


def _contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix in (".csv", ".json")}


def test_headers_are_the_official_ones(country: Generated) -> None:
    for name, header, delimiter in (
        ("StockUniteLegale_utf8", layouts.UNITS_HEADER, ","),
        ("StockEtablissement_utf8", layouts.ESTABLISHMENTS_HEADER, ","),
        ("rna_waldec", layouts.WALDEC_HEADER, ";"),
        ("rna_import", layouts.IMPORT_HEADER, ";"),
        ("liste-entreprises-ess", layouts.ESS_LIST_HEADER, ","),
    ):
        with (country.folder / f"{name}{INVENTED}.csv").open(encoding="utf-8", errors="replace") as stream:
            assert tuple(next(csv.reader(stream, delimiter=delimiter))) == header
    assert (len(layouts.UNITS_HEADER), len(layouts.ESTABLISHMENTS_HEADER)) == (35, 54)


def test_every_file_and_its_marker_say_that_all_is_invented(country: Generated) -> None:
    marker = json.loads((country.folder / MARKER).read_text("utf-8"))
    assert marker["notice"] == "Données inventées"
    assert (marker["seed"], marker["vintage"]) == (11, "2026-07-01")
    written = {one.name for one in country.folder.iterdir()} - {MARKER, "truth.parquet", "truth_links.parquet"}
    assert written == set(marker["files"])
    assert all(INVENTED in name for name in written)


def test_numbers_pass_their_checks_and_show_that_they_are_invented(tables: Tables) -> None:
    for siret, siren in tables.all("SELECT siret, siren FROM establishments USING SAMPLE 500"):
        assert read_siret(str(siret)).value == siret
        assert read_siren(str(siren)).value == siren
        assert str(siret).startswith(str(siren))
        assert str(siren).startswith("99")
        assert str(siret)[9:].startswith("99")
    for (rna,) in tables.all("SELECT id FROM waldec USING SAMPLE 300"):
        assert read_rna(str(rna)).value == rna
        assert str(rna).startswith("W99")


def test_each_unit_has_one_seat_and_no_number_comes_twice(tables: Tables) -> None:
    assert tables.one("SELECT count(*) - count(DISTINCT siren) FROM units") == 0
    assert tables.one("SELECT count(*) - count(DISTINCT siret) FROM establishments") == 0
    assert tables.one("SELECT count(*) - count(DISTINCT id) FROM waldec") == 0
    seats = "SELECT siren, nicSiegeUniteLegale FROM units"
    known = "SELECT siren, nic FROM establishments WHERE etablissementSiege = 'true'"
    assert (
        tables.one(f"SELECT count(*) FROM (({seats} EXCEPT {known}) UNION ALL ({known} EXCEPT {seats}))") == 0
    )
    ended = "units.etatAdministratifUniteLegale = 'C' AND establishments.etatAdministratifEtablissement = 'A'"
    assert tables.one(f"SELECT count(*) FROM establishments JOIN units USING (siren) WHERE {ended}") == 0


def test_rows_that_may_not_be_published_hide_their_name(tables: Tables) -> None:
    rows = tables.all(
        "SELECT denominationUniteLegale, nomUniteLegale FROM units WHERE statutDiffusionUniteLegale = 'P'"
    )
    assert len(rows) > 100
    assert {value for row in rows for value in row if value} == {"[ND]"}


def test_truth_leads_back_to_the_rows(country: Generated, tables: Tables) -> None:
    assert (
        tables.one("SELECT count(*) FROM truth WHERE in_sirene AND siren NOT IN (SELECT siren FROM units)") == 0
    )
    listed = tables.one("SELECT count(*) FROM truth WHERE in_ess_list")
    assert listed == tables.one("SELECT count(*) FROM ess")
    assert tables.one("SELECT sum(conventions) FROM truth") == tables.one("SELECT count(*) FROM siae")
    written = sum(country.rows[f"rna_{name}{INVENTED}.csv"] for name in ("waldec", "import"))
    assert tables.one("SELECT count(*) FROM truth WHERE in_rna") == written
    themes = tables.all(
        "SELECT theme, objet_social1 FROM truth JOIN waldec ON waldec.id = rna WHERE objet_social1 LIKE '011%'"
    )
    sport = sum(str(theme).startswith("sport") for theme, _ in themes) / len(themes)
    assert sport == 1


def test_subsidies_lead_to_their_true_beneficiaries(tables: Tables) -> None:
    links = tables.all("SELECT file, row, siret, siren FROM links ORDER BY file, row")
    assert len(links) > 50
    lines = {
        file: (tables.folder / str(file)).read_bytes().decode("utf-8", "replace").splitlines()
        for file in {link[0] for link in links}
    }
    known = 0
    for file, row, siret, siren in links:
        given = next(csv.reader([lines[file][int(str(row)) - 1]]))[
            layouts.SUBSIDIES_HEADER.index("idBeneficiaire")
        ]
        if given:
            assert given == siret or given.replace(".0", "") == siret or "E+" in given
            known += 1
        assert str(siret).startswith(str(siren))
    assert known < len(links)  # some give no number


def test_the_same_seed_gives_the_same_bytes_whatever_the_blocks(tmp_path: Path) -> None:
    for name, seed, block in (("a", 5, 1 << 17), ("b", 5, 700), ("c", 6, 1 << 17)):
        generate(tmp_path / name, seed=seed, scale=TINY, block=block)
    assert _contents(tmp_path / "a") == _contents(tmp_path / "b")
    assert _contents(tmp_path / "a") != _contents(tmp_path / "c")


def test_defects_can_be_taken_away(tmp_path: Path) -> None:
    generate(tmp_path, seed=5, scale=TINY, defects=Defects.none())
    tables = Tables(tmp_path)
    assert tables.one("SELECT count(*) FROM units WHERE statutDiffusionUniteLegale = 'P'") == 0
    assert tables.one("SELECT count(*) FROM truth WHERE sirene_change IS NOT NULL") == 0
    for path in tmp_path.glob("rna_*.csv"):
        path.read_text("utf-8")


def test_some_rows_of_the_rna_are_in_windows_1252(country: Generated) -> None:
    lines = (country.folder / f"rna_waldec{INVENTED}.csv").read_bytes().split(b"\n")
    strange = 0
    for line in lines:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            line.decode("cp1252")
            strange += 1
    assert 0 < strange < len(lines) * 0.005


def test_an_earlier_vintage_is_the_same_country_before(tmp_path: Path) -> None:
    generate(tmp_path / "now", seed=5, scale=TINY)
    generate(tmp_path / "then", seed=5, scale=TINY, vintage=date(2025, 7, 1))
    now, then = Tables(tmp_path / "now"), Tables(tmp_path / "then")
    before = {row[0] for row in then.all("SELECT siren FROM units")}
    after = {row[0]: row[1] for row in now.all("SELECT siren, dateCreationUniteLegale FROM units")}
    assert before < set(after)
    assert all(str(after[siren]) > "2025-07-01" for siren in set(after) - before)
    living = "SELECT count(*) FROM units WHERE etatAdministratifUniteLegale = 'C'"
    assert int(str(then.one(living))) < int(str(now.one(living)))


def test_nothing_is_mixed_with_files_of_others(tmp_path: Path) -> None:
    other = tmp_path / "StockUniteLegale_utf8.csv"
    other.write_text("siren\n", "utf-8")
    with pytest.raises(GenerationError, match="n’a pas été inventé ici"):
        generate(tmp_path, scale=TINY)
    assert [one.name for one in tmp_path.iterdir()] == [other.name]


def test_a_generation_replaces_an_earlier_one(tmp_path: Path) -> None:
    generate(tmp_path, seed=1, scale=TINY, parquet=True)
    generate(tmp_path, seed=2, scale=TINY / 2)
    names = {one.name for one in tmp_path.iterdir()}
    assert f"StockUniteLegale_utf8{INVENTED}.parquet" not in names
    assert json.loads((tmp_path / MARKER).read_text("utf-8"))["seed"] == 2


def test_what_a_killed_generation_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / ".generation-killed"
    left.mkdir()
    (left / "esus-donnees-inventees.csv").write_text("half", "utf-8")
    generate(tmp_path, scale=0)
    assert not left.exists()
    assert (tmp_path / MARKER).is_file()


def test_a_failure_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        generate(tmp_path, scale=TINY, block=1000, progress=full)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--scale", "2"], "L’échelle va de 0 à 1"),
        (["--on", "2031-01-01"], "s’arrête au 01/07/2026"),
        (["--plant", "absent.json"], "n’existe pas"),
        (["--lists", "3", "--plant", "x"], "sans --scale"),
        (["--lists", "0"], "au moins une ligne"),
    ],
)
def test_the_command_says_what_is_wrong_in_french(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["generate", str(tmp_path / "out"), *arguments]) == 1
    assert said in capsys.readouterr().err
