"""Any code of an address leads to the commune of today and its EPCI; a broken package is refused in French."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from maillage.opendata.columns import TABLES
from maillage.opendata.sources.communes import GeographyError, load_communes, read_places
from maillage.opendata.store import Store


def test_every_code_leads_once_to_a_commune_of_today() -> None:
    places = read_places()
    by_code = {place.code: place for place in places}
    assert len(by_code) == len(places)
    today = {place.code for place in places if place.code == place.commune}
    assert len(today) > 34_000
    assert {place.commune for place in places} == today
    district = by_code["69384"]
    assert (district.commune, district.epci, district.district) == ("69123", by_code["69123"].epci, True)
    assert by_code["94028"].ept == "200058006"
    assert by_code["75028"].commune == "94028"  # Créteil before the departments of 1968
    assert by_code["49023"].name == "Beaupréau-en-Mauges"  # and not the delegated commune of the same code
    assert Counter(place.district for place in places)[True] == 45


def test_the_table_holds_its_columns_and_a_population_that_can_be_summed(tmp_path: Path) -> None:
    dataset = load_communes(Store(tmp_path))
    assert dataset.manifest.vintage >= date(2026, 1, 1)
    assert not dataset.manifest.synthetic
    table = duckdb.read_parquet(str(dataset.path))
    assert dict(zip(table.columns, map(str, table.types))) == TABLES["communes"].columns
    assert dataset.manifest.rows_kept == len(table)
    total, former = table.aggregate("sum(population), count(population) FILTER (code <> commune)").fetchall()[0]
    assert 66_000_000 < total < 70_000_000
    assert former == 0


@pytest.mark.parametrize(
    ("content", "said"), [(None, "manque"), ("[{", "abîmé"), ("{}", "liste"), ('[{"a": 1}]', "forme attendue")]
)
def test_a_broken_package_is_refused_whole(tmp_path: Path, content: str | None, said: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("epci.json", "ept.json"):
        (folder / name).write_text('[{"code": "1", "membres": []}]', "utf-8")
    if content is not None:
        (folder / "communes.json").write_text(content, "utf-8")
    store = Store(tmp_path / "store")
    with pytest.raises(GeographyError, match=said):
        load_communes(store, folder, date(2026, 1, 1))
    assert store.datasets() == []
