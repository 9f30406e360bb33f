"""Which file is which source, of which date; what is invented stays said so."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import maillage.opendata.sources as room
from maillage.opendata.cli import main
from maillage.opendata.columns import TABLES
from maillage.opendata.sources.recognition import vintage_in_name
from maillage.opendata.sources.registry import all_sources
from maillage.opendata.store import Store

from .official import ESTABLISHMENTS, UNITS_2026, establishment, table, unit

Load = Callable[..., int]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("StockUniteLegale_2026-03-01.csv", date(2026, 3, 1)),
        ("rna_waldec_20240115.zip", date(2024, 1, 15)),
        ("esus-2025-06.csv", date(2025, 6, 1)),
        ("rna_api_extrait_2022.csv", date(2022, 1, 1)),
        ("etalab-cs1100502-stock-20260107-0338.csv", date(2026, 1, 7)),
        ("StockUniteLegale_utf8.zip", None),
        ("siret_21940028800010.csv", None),
    ],
)
def test_the_date_that_a_name_bears(name: str, day: date | None) -> None:
    assert vintage_in_name(name) == day


def test_without_a_date_in_its_name_a_zip_gives_that_of_its_content(
    folder: Path, load: Load, store: Store
) -> None:
    with zipfile.ZipFile(folder / "StockUniteLegale_utf8.zip", "w") as archive:
        archive.writestr(
            zipfile.ZipInfo("StockUniteLegale_utf8.csv", (2026, 2, 1, 0, 0, 0)), table(UNITS_2026, [unit()])
        )
    assert load() == 0
    assert store.require("sirene-units").manifest.vintage == date(2026, 2, 1)


def test_without_any_date_the_file_gives_its_own_and_it_is_said(
    folder: Path, load: Load, store: Store, capsys: Any
) -> None:
    path = folder / "StockUniteLegale.csv"
    path.write_text(table(UNITS_2026, [unit()]), "utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert load() == 0
    assert store.require("sirene-units").manifest.vintage == date(2023, 11, 14)
    assert "d’après la date du fichier" in capsys.readouterr().out


def test_two_vintages_in_a_folder_are_two_loads(folder: Path, load: Load, store: Store) -> None:
    for day in ("2026-02-01", "2026-03-01"):
        (folder / f"StockUniteLegale_{day}.csv").write_text(table(UNITS_2026, [unit()]), "utf-8")
    assert load() == 0
    assert [one.manifest.vintage.month for one in store.datasets("sirene-units")] == [2, 3]


def test_only_loads_what_is_asked(folder: Path, load: Load, store: Store) -> None:
    (folder / "a.csv").write_text(table(UNITS_2026, [unit()]), "utf-8")
    (folder / "b.csv").write_text(table(ESTABLISHMENTS, [establishment()]), "utf-8")
    assert load("--only", "sirene-units", "--vintage", "2026-03-01") == 0
    assert [one.manifest.table for one in store.datasets()] == ["sirene-units"]


def test_a_generated_folder_says_so_by_itself_and_never_replaces_real_data(
    folder: Path, load: Load, store: Store, capsys: Any
) -> None:
    path = folder / "StockUniteLegale.csv"
    path.write_text(table(UNITS_2026, [unit()]), "utf-8")
    assert load("--vintage", "2026-01-01") == 0
    real = store.require("sirene-units").path.read_bytes()
    (folder / "synthetic.json").write_text(json.dumps({"vintage": "2026-01-01"}), "utf-8")
    path.write_text(table(UNITS_2026, [unit(2)]), "utf-8")
    assert load() == 1
    assert "réelles" in capsys.readouterr().err
    assert store.require("sirene-units").path.read_bytes() == real

    (folder / "synthetic.json").write_text(json.dumps({"vintage": "2026-02-01"}), "utf-8")
    assert load() == 0
    dataset = store.require("sirene-units")
    assert (dataset.manifest.synthetic, dataset.manifest.vintage) == (True, date(2026, 2, 1))
    assert "Données inventées" in capsys.readouterr().out


def test_a_folder_of_nothing_known_names_the_sources(folder: Path, load: Load, capsys: Any) -> None:
    (folder / "notes.txt").write_text("bonjour\n", "utf-8")
    assert load() == 1
    assert "sirene-units" in capsys.readouterr().err


def test_the_store_itself_is_not_read_again(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "StockUniteLegale_2026-03-01.csv").write_text(table(UNITS_2026, [unit()]), "utf-8")
    arguments = ["--store", str(tmp_path / "store"), "load", str(tmp_path)]
    assert main(arguments) == main(arguments) == 0
    assert "data.parquet" not in capsys.readouterr().out


def test_every_source_fills_a_table_and_has_its_sheet() -> None:
    for source in all_sources():
        assert source.table in TABLES
        assert 0 <= source.expected_loss < 0.05
        name = source.name.replace("-", "_")
        folders = [files(room) / one for one in (name, name.rpartition("_")[0])]  # two sources may share one
        folder = next(one for one in folders if one.is_dir())
        text = (folder / "README.md").read_text("utf-8").casefold()
        for word in ("publisher", "licence", "cadence", "known defects", "expected loss"):
            assert word in text, f"{source.name}: {word}"
        for layout in source.layouts:
            assert layout.required <= set(layout.columns) | set(layout.constants)
            assert layout.rare <= set(layout.columns)
