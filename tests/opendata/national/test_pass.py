"""The pass on a small country written by hand: who is in, where, counted how; and what if it stops."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import filelock
import pytest

from maillage.kernel.text import typeset
from maillage.kernel.vocabulary import FAMILIES, THEMES
from maillage.opendata.cli import main
from maillage.opendata.national import columns
from maillage.opendata.national.extract import NationalPass, latest_pass, pass_of_key, passes, why
from maillage.opendata.national.run import run_pass
from maillage.opendata.perimeter import GROUPS, Status
from maillage.opendata.store import SYNTHETIC_NOTICE, Store, StoreError

from .conftest import COMMUNES, ESTABLISHMENTS, ON, UNITS, establishment, load, unit

Rows = Callable[..., list[dict[str, Any]]]


def test_who_is_in_the_extract_and_by_what(done: NationalPass, rows: Rows) -> None:
    found = {
        row["siret"]: (row["status"], row["family"], row["proofs"], row["groups"]) for row in rows(done.ess)
    }
    association = ["statute", "ess_list", "sirene_flag"]
    assert found == {
        "10000000100011": ("certain", "association", association, []),
        "10000000100029": ("certain", "association", association, []),
        "10000000200011": ("probable", "association", ["statute"], []),
        "10000000300011": ("certain", "societe-ess", ["esus"], []),
        # the EA's number is not in SIRENE: it stands on the seat
        "10000000400011": ("to_check", "entreprise", [], ["EA"]),
        "10000000400029": ("to_check", "entreprise", [], ["EI"]),
        "10000000500011": ("outside", "autre", ["sirene_flag"], []),
        "10000000700011": ("outside", "public", [], ["credit-municipal"]),
        "10000000800011": ("outside", "public", [], ["ESAT"]),
        "10000000900011": ("certain", "association", ["statute"], ["GEIQ", "groupement-employeurs"]),
        "10000001000011": ("probable", "cooperative", ["ess_list"], []),
        "10000001100011": ("certain", "association", ["statute", "sirene_flag"], []),
        "10000001300011": ("certain", "fondation", ["foundation"], []),
        "10000001400011": ("to_check", "entreprise", [], []),
    }


def test_the_columns_are_those_announced(done: NationalPass) -> None:
    for path, announced in (
        (done.ess, columns.ESS),
        (done.aggregates, columns.AGGREGATES),
        (done.totals, columns.TOTALS),
    ):
        described = duckdb.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
        assert {name: kind for name, kind, *_ in described} == dict(announced)
        assert (
            done.manifest["rows"][path.stem]
            == duckdb.execute(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
        )


def test_codes_are_of_the_vocabularies(done: NationalPass, rows: Rows) -> None:
    for row in rows(done.ess):
        assert row["family"] in FAMILIES and row["status"] in list(Status)
        assert row["theme"] is None or row["theme"] in THEMES
        assert all(group in GROUPS for group in row["groups"])


def test_who_may_not_be_published_is_counted_and_not_named(done: NationalPass, rows: Rows) -> None:
    (row,) = rows(done.ess, "NOT publishable")
    assert row["siren"] == "100000009"
    assert all(row[name] is None for name in ("name", "sigle", "brand", "longitude", "latitude", "rna"))
    assert row["commune"] == "94028" and done.manifest["counts"]["not_publishable"] == 1


def test_places_are_of_today_and_the_code_of_the_source_is_kept(done: NationalPass, rows: Rows) -> None:
    (lyon,) = rows(done.ess, "siren = '100000002'")
    assert (lyon["commune"], lyon["commune_code"]) == ("69123", "69384")
    assert (lyon["epci"], lyon["department"], lyon["region"]) == ("200046977", "69", "84")
    (nowhere,) = rows(done.ess, "siren = '100000010'")
    assert nowhere["commune"] is None and nowhere["commune_code"] == "99999"
    assert any("sans commune connue" in told for told in done.reservations)
    order = [(row["department"] or "~", row["commune"] or "~", row["siret"]) for row in rows(done.ess)]
    assert order == sorted(order)


def test_theme_by_the_table_then_the_object_then_the_activity(
    country: Store, done: NationalPass, rows: Rows
) -> None:
    found = {row["siren"]: row for row in rows(done.ess)}
    assert (found["100000002"]["theme"], found["100000002"]["theme_evidence"]) == ("loisirs/fetes", "rna")
    assert (found["100000001"]["theme"], found["100000001"]["theme_evidence"]) == ("sport", "naf")
    assert found["100000010"]["theme"] is None and found["100000010"]["theme_sure"] is None
    load(
        country,
        "themes",
        [{"siren": "100000002", "theme": "culture", "confidence": 0.8, "sure": True, "evidence": "text"}],
    )
    again = {row["siren"]: row for row in rows(run_pass(country).ess)}
    row = again["100000002"]
    assert (row["theme"], row["theme_confidence"], row["theme_evidence"]) == ("culture", 0.8, "text")


def test_every_count_is_its_rows(done: NationalPass, rows: Rows) -> None:
    counts = rows(done.aggregates)
    assert {row["level"] for row in counts} == set(columns.LEVELS)
    for level in columns.LEVELS:
        for code in {row["code"] for row in counts if row["level"] == level}:
            here = "true" if level == "country" else f"{level} = '{code}'"
            counted = [row for row in counts if (row["level"], row["code"]) == (level, code)]
            listed = rows(done.ess, f"{here} AND active")
            assert sum(row["establishments"] for row in counted) == len(listed)
            assert sum(row["units"] for row in counted) == sum(row["seat"] for row in listed)


def test_units_are_counted_by_their_own_band(done: NationalPass, rows: Rows) -> None:
    counts = rows(done.aggregates, "level = 'country' AND status = 'to_check' AND theme = 'economie'")
    assert {row["headcount"]: (row["establishments"], row["units"]) for row in counts} == {
        "03": (1, 0),
        "11": (1, 0),
        "12": (0, 1),
    }


def test_totals_count_everybody(done: NationalPass, rows: Rows) -> None:
    everybody = rows(done.totals, "level = 'country' AND scope = 'all' AND measure = 'active'")
    assert sum(row["establishments"] for row in everybody) == sum(row["active"] for row in ESTABLISHMENTS)
    (closed,) = rows(done.totals, "level = 'department' AND scope = 'ess' AND measure = 'closed'")
    assert (closed["code"], closed["year"], closed["establishments"]) == ("94", 2021, 1)
    cohorts = {
        row["year"]: row for row in rows(done.totals, "level = 'country' AND scope = 'all' AND year > 2012")
    }
    assert (cohorts[2016]["survived_1"], cohorts[2016]["survived_3"], cohorts[2016]["survived_5"]) == (1, 1, 1)
    assert cohorts[2020]["survived_5"] == 1


def test_a_cohort_too_young_has_no_survival(bare: Store, rows: Rows) -> None:
    young = establishment(
        "10000001500011", created_on=date(2023, 6, 1), active=False, closed_on=date(2025, 7, 1)
    )
    load(bare, "sirene-establishments", [*ESTABLISHMENTS, young])
    (cohort,) = rows(run_pass(bare).totals, "level = 'country' AND scope = 'all' AND year = 2023")
    assert (cohort["survived_1"], cohort["survived_3"], cohort["survived_5"]) == (1, None, None)


def test_the_sentence_of_a_row(done: NationalPass, rows: Rows) -> None:
    told = {row["siret"]: why(row, done.manifest) for row in rows(done.ess)}
    assert told["10000000100011"] == typeset(
        "Certaine : association déclarée (catégorie 9220), inscrite dans la liste d’ESS France "
        "du 20\u00a0novembre\u00a02023 et repérée ESS dans Sirene au 1er\u00a0novembre\u00a02026."
    )
    assert "conventionnée EI" in told["10000000400029"]
    assert "n’a plus cours depuis le 1er\u00a0janvier\u00a02025" in told["10000001400011"]
    for row in rows(done.ess):
        assert told[row["siret"]].startswith(Status(row["status"]).label)


def test_what_is_absent_is_said_and_is_no_zero(bare: Store, rows: Rows) -> None:
    done = run_pass(bare)
    assert set(done.manifest["absent"]) == {
        "ess-list",
        "esus",
        "siae",
        "finess",
        "foundations",
        "rna",
        "themes",
    }
    assert sum("pas chargé" in told for told in done.reservations) == 6
    assert not rows(done.ess, "siren = '100000003'"), "without the agreements nothing proves this company"
    assert rows(done.ess, "siren = '100000001'")[0]["proofs"] == ["statute", "sirene_flag"]


def test_without_sirene_it_says_how_to_load_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(tmp_path), "national"]) == 1
    assert "maillage opendata load" in capsys.readouterr().err


def test_a_pass_that_is_done_is_not_done_again(country: Store) -> None:
    done = run_pass(country)
    steps: list[str] = []
    assert run_pass(country, progress=lambda step, _: steps.append(step)).key == done.key
    assert steps == []
    again = run_pass(country, again=True, progress=lambda step, _: steps.append(step))
    assert again.key == done.key and len(set(steps)) == 5
    assert sorted(path.name for path in done.folder.iterdir()) == [
        "aggregates.parquet",
        "ess.parquet",
        "manifest.json",
        "totals.parquet",
    ]


def test_a_new_load_makes_another_pass_and_the_former_stays(country: Store, rows: Rows) -> None:
    former = run_pass(country)
    later = date(2026, 12, 1)
    load(country, "sirene-units", [*UNITS, unit("100000016", "9220", "NOUVELLE")], later)
    load(country, "sirene-establishments", [*ESTABLISHMENTS, establishment("10000001600011")], later)
    newer = run_pass(country)
    assert [one.key for one in passes(country)] == [former.key, newer.key]
    assert latest_pass(country).key == newer.key
    assert len(rows(newer.ess)) == len(rows(pass_of_key(country, former.key).ess)) + 1
    assert run_pass(country, on=ON).key == former.key


def test_a_killed_pass_goes_on_where_it_stopped(country: Store) -> None:
    class KilledError(Exception):
        pass

    def kill(step: str, _: float | None) -> None:
        if step.startswith("établissements"):
            raise KilledError

    with pytest.raises(KilledError):
        run_pass(country, progress=kill)
    assert passes(country) == []
    (work,) = (country.root / "national").glob(".work-*")
    assert sorted(path.name for path in work.glob("*.parquet")) == ["everywhere.parquet", "units.parquet"]
    (work / "ess.unfinished").write_bytes(b"half of a file")
    steps: list[str] = []
    done = run_pass(country, progress=lambda step, _: steps.append(step))
    assert steps[0].startswith("établissements") and len(set(steps)) == 3
    assert done.manifest["rows"]["ess"] == 14
    assert not list((country.root / "national").glob(".work-*"))


def test_the_work_of_an_abandoned_pass_is_cleared(country: Store) -> None:
    stale = country.root / "national/.work-2025-01-01-abc"
    stale.mkdir(parents=True)
    run_pass(country)
    assert not stale.exists()


def test_an_unreadable_table_is_named_and_nothing_is_lost(country: Store) -> None:
    done = run_pass(country)
    load(country, "esus", [], date(2026, 10, 1))
    country.require("esus").path.write_bytes(b"PAR1 truncated")
    with pytest.raises(
        StoreError, match=r"« esus » du 1er\u00a0octobre\u00a02026 ne se lit pas.*opendata load"
    ):
        run_pass(country)
    assert latest_pass(country).key == done.key


def test_a_column_gone_is_named(country: Store) -> None:
    path = country.require("siae").path
    duckdb.execute(f"COPY (SELECT siret, kind FROM '{path}') TO '{path}' (FORMAT parquet)")
    with pytest.raises(StoreError, match=r"« siae ».*siren"):
        run_pass(country)


def test_too_little_memory_says_so(country: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(country.root), "national", "--memory", "1MB"]) == 1
    assert "La mémoire permise (1MB) ne suffit pas" in capsys.readouterr().err
    assert passes(country) == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--memory", "deux"], "« deux » n’est pas une taille"),
        (["--memory=-2GB"], "« -2GB » n’est pas une taille"),
        (["--threads", "0"], "« 0 » n’est pas un nombre de cœurs"),
        (["--threads", "deux"], "« deux » n’est pas un nombre de cœurs"),
    ],
)
def test_means_that_say_nothing_are_refused(
    country: Store, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    for command in (["national"], ["load", str(country.root)]):
        with pytest.raises(SystemExit):
            main(["--store", str(country.root), *command, *options])
        assert told in capsys.readouterr().err


def test_a_load_during_the_pass_is_not_mixed_with_it(country: Store) -> None:
    def reload(step: str, _: float | None) -> None:
        if step.startswith("comptes"):
            load(country, "foundations", [], date(2026, 10, 1))

    with pytest.raises(StoreError, match="chargées pendant la passe"):
        run_pass(country, progress=reload)
    assert passes(country) == []
    assert not list((country.root / "national").glob(".work-*"))
    assert run_pass(country).manifest["rows"]["ess"] == 14


def test_two_passes_at_once_are_refused(country: Store) -> None:
    (country.root / "national").mkdir(parents=True)
    with (
        filelock.FileLock(country.root / "national/.lock"),
        pytest.raises(StoreError, match="Une autre passe nationale est en cours"),
    ):
        run_pass(country)


def test_synthetic_data_says_so_in_the_files(country: Store) -> None:
    load(country, "communes", COMMUNES, date(2026, 2, 1), synthetic=True)
    done = run_pass(country)
    assert done.synthetic and done.manifest["notice"] == SYNTHETIC_NOTICE
    for path in (done.ess, done.aggregates, done.totals):
        metadata = duckdb.execute(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
        assert (b"notice", SYNTHETIC_NOTICE.encode()) in metadata


def test_the_command_tells_what_it_holds(country: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(country.root), "national"]) == 0
    told = capsys.readouterr()
    assert "14 établissements de 12 unités, dont 13 établissements actifs" in told.out
    assert "1. unités de l’ESS" in told.err
    assert main(["--store", str(country.root), "national"]) == 0
    assert "(déjà faite)" in capsys.readouterr().out
    assert (
        json.loads((latest_pass(country).folder / "manifest.json").read_text("utf-8"))["schema"]
        == columns.SCHEMA
    )
