"""Subsidies as collectivities really publish them: sums in words, rounded SIRET, totals, several shapes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.opendata.cli import main
from maillage.opendata.store import Manifest, Store

SCDL = "nomAttribuant;idAttribuant;dateConvention;nomBeneficiaire;idBeneficiaire;objet;montant;nature\n"
FUNDER = "COMMUNE DE ROQUES;21310458100011"


def loaded(folder: Path, *arguments: str) -> tuple[list[dict[str, Any]], Manifest]:
    """Load what a folder holds and give the rows, by their line, with the manifest."""
    store = Store(folder / "store")
    assert main(["--store", str(store.root), "load", str(folder), "--vintage", "2026-01-01", *arguments]) == 0
    dataset = store.require("subsidies")
    found = duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY file, line", [str(dataset.path)])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row)) for row in found.fetchall()], dataset.manifest


def test_sums_are_read_as_people_write_them(tmp_path: Path) -> None:
    sums = ["2400.0", "97 000euros", "1.250,50 €", "3\u00a0000", "-120,00"]
    rows = "".join(f"{FUNDER};2017-04-13;CLUB {at};;Aide;{one};numéraire\n" for at, one in enumerate(sums))
    (tmp_path / "subventions.csv").write_text(SCDL + rows)
    found, manifest = loaded(tmp_path)
    assert [row["amount"] for row in found] == [
        Decimal(one) for one in ("2400.00", "97000.00", "1250.50", "3000.00", "-120.00")
    ]
    assert manifest.repaired["montant négatif (reprise), gardé"] == 1
    assert {(row["year"], row["decided_on"]) for row in found} == {(2017, date(2017, 4, 13))}


def test_a_number_that_a_spreadsheet_rounded_is_lost_and_said(tmp_path: Path) -> None:
    numbers = ["44137080600016", "4.41371E+13", "441370806", "W313012345", "1234", ""]
    rows = "".join(f"{FUNDER};2017;CLUB {at};{one};Aide;10;numéraire\n" for at, one in enumerate(numbers))
    (tmp_path / "subventions.csv").write_text(SCDL + rows)
    found, manifest = loaded(tmp_path)
    assert [(row["beneficiary_siren"], row["beneficiary_rna"]) for row in found] == [
        ("441370806", None),
        (None, None),
        ("441370806", None),
        (None, "W313012345"),
        (None, None),
        (None, None),
    ]
    assert manifest.repaired["SIRET du bénéficiaire arrondi par un tableur : perdu, laissé vide"] == 1
    assert manifest.repaired["numéro du bénéficiaire faux, laissé vide"] == 1
    assert {row["decided_on"] for row in found} == {None}


def test_a_row_without_sum_is_refused_with_its_line(tmp_path: Path) -> None:
    good = f"{FUNDER};2017-04-13;CLUB;;Aide;10;numéraire\n" * 60
    (tmp_path / "subventions.csv").write_text(
        SCDL + good + f"{FUNDER};2017-04-13;SANS SOMME;;Aide;;numéraire\n"
    )
    found, manifest = loaded(tmp_path)
    assert len(found) == 60
    refusal = manifest.samples[0]
    assert (refusal.line, refusal.column, refusal.reason) == (62, "montant", "montant absent")
    assert manifest.rows_read == manifest.rows_kept + manifest.rows_refused


def test_the_states_list_keeps_its_details_and_gathers_its_totals(tmp_path: Path) -> None:
    (tmp_path / "associations-en-2010.csv").write_text(
        "SIREN;ASSOCIATION;IMPUTATION;Total des subventions;Détail des subventions\n"
        "441370806;LE CLUB - 06 MOUANS SARTOUX;;3 000;\n"
        "441370806;LE CLUB - 06 MOUANS SARTOUX;Sport: 219;;2 000\n"
        "441370806;LE CLUB - 06 MOUANS SARTOUX;Culture: 224;;1 000\n",
        encoding="cp1252",
    )
    found, manifest = loaded(tmp_path)
    assert [(row["beneficiary_name"], row["place"], row["year"]) for row in found] == [
        ("LE CLUB", "06 MOUANS SARTOUX", 2010)
    ] * 2
    assert sum(row["amount"] for row in found) == 3000
    assert manifest.refused == {"total d’une association, dont le détail est compté": 1}


def test_the_real_files_load(shared_data: Path, tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert (
        main(["--store", str(tmp_path), "load", str(shared_data / "subventions"), "--only", "subsidies"]) == 0
    )
    path = str(store.require("subsidies").path)
    by_funder = dict(
        duckdb.execute("SELECT funder_name, count(*) FROM read_parquet(?) GROUP BY 1", [path]).fetchall()
    )
    assert by_funder["Département de Loire-Atlantique"] == 18_115
    assert by_funder["Conseil départemental de l’Aube"] == 7  # a workbook with a title above its headings
    assert by_funder["Ville de Montpellier"] == 2_643
    years = duckdb.execute(
        "SELECT DISTINCT year FROM read_parquet(?) WHERE funder_name = 'État'", [path]
    ).fetchall()
    assert years == [(2010,)]


@pytest.mark.parametrize("missing", ["montant", "nomBeneficiaire"])
def test_a_column_gone_is_named(tmp_path: Path, missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "subventions.csv").write_text(SCDL.replace(missing, "autre") + "a;b;c;d;e;f;g;h\n")
    assert main(["--store", str(tmp_path / "store"), "load", str(tmp_path)]) == 1
    assert missing in capsys.readouterr().err
