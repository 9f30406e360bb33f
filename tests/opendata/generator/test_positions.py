"""Where a plan gives an outline, establishments stand in it; elsewhere nowhere."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path

import duckdb
import numpy as np
import pytest

from maillage.opendata import sources
from maillage.opendata.generator import PlanError, generate
from maillage.opendata.generator.generation import INVENTED
from maillage.opendata.generator.hashing import Draws, indexes
from maillage.opendata.generator.plan import checked_plan
from maillage.opendata.generator.positions import lambert93, positions
from maillage.opendata.outlines import polygons_of
from maillage.territory.domain import contains

TRIANGLE = {"type": "Polygon", "coordinates": [[[2.4, 48.7], [2.5, 48.7], [2.45, 48.8], [2.4, 48.7]]]}
COLUMNS = ("coordonneeLambertAbscisseEtablissement", "coordonneeLambertOrdonneeEtablissement")


def test_points_are_drawn_in_the_outline_of_their_place_and_nowhere_else() -> None:
    place = np.array([3, 5] * 50)
    longitudes, latitudes = positions(Draws(1, indexes(0, 100)), place, {3: polygons_of(TRIANGLE)})
    for at, (longitude, latitude) in enumerate(zip(longitudes.tolist(), latitudes.tolist(), strict=True)):
        if place[at] == 3:
            assert contains(TRIANGLE, longitude, latitude)
        else:
            assert np.isnan(longitude) and np.isnan(latitude)
    assert len(set(longitudes[place == 3].tolist())) == 50
    alone = positions(Draws(1, indexes(40, 41)), place[40:41], {3: polygons_of(TRIANGLE)})
    assert (alone[0][0], alone[1][0]) == (longitudes[40], latitudes[40])


def test_the_projection_is_the_one_that_is_read_back() -> None:
    places = [(3.0, 46.5), (2.4556, 48.7904), (-4.7766, 48.4511), (9.45, 42.7)]
    x, y = lambert93(*(np.array(values) for values in zip(*places, strict=True)))
    assert (x[0], y[0]) == pytest.approx((700_000, 6_600_000), abs=0.01)
    with duckdb.connect() as connection:
        connection.execute(files(sources).joinpath("rules.sql").read_text("utf-8"))
        for place, metres in zip(places, zip(x.tolist(), y.tolist(), strict=True), strict=True):
            read = connection.execute("SELECT lambert93_longitude($1, $2), lambert93_latitude($1, $2)", metres)
            assert read.fetchall()[0] == pytest.approx(place, abs=2e-6)


def test_the_file_of_establishments_bears_them_but_for_who_is_hidden(tmp_path: Path) -> None:
    plan = {"communes": ["94044"], "units": [{"kind": "sarl", "count": 2000}]}
    for name, content in (("with", {**plan, "outlines": {"94044": TRIANGLE}}), ("without", plan)):
        generate(tmp_path / name, scale=0, plan=checked_plan(content, "plan.json"))
    written = {
        name: list(
            csv.DictReader((tmp_path / name / f"StockEtablissement_utf8{INVENTED}.csv").open(encoding="utf-8"))
        )
        for name in ("with", "without")
    }
    assert {row[column] for row in written["without"] for column in COLUMNS} == {""}
    shown = [row for row in written["with"] if row["statutDiffusionEtablissement"] == "O"]
    hidden = [row for row in written["with"] if row["statutDiffusionEtablissement"] == "P"]
    assert hidden and {row[column] for row in hidden for column in COLUMNS} == {"[ND]"}
    known = [row for row in shown if row[COLUMNS[0]]]
    assert 0.9 < len(known) / len(shown) < 1
    corners = lambert93(np.array([2.4, 2.5, 2.45]), np.array([48.7, 48.7, 48.8]))
    for column, corner in zip(COLUMNS, corners, strict=True):
        assert all(corner.min() - 100 <= float(row[column]) <= corner.max() + 100 for row in known)
    for one, other in zip(written["with"], written["without"], strict=True):
        assert {**one, **dict.fromkeys(COLUMNS)} == {**other, **dict.fromkeys(COLUMNS)}


@pytest.mark.parametrize(
    "outlines", [{"94044": None}, {"94044": {"type": "Point", "coordinates": [2, 48]}}, ["94044"]]
)
def test_a_plan_with_an_unsound_outline_is_refused_in_french(outlines: object) -> None:
    content = json.loads(json.dumps({"communes": ["94044"], "outlines": outlines}))
    with pytest.raises(PlanError, match=r"contour du plan|n’a pas la forme attendue"):
        checked_plan(content, "plan.json")
