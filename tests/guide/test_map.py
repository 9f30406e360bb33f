"""What the map is given: light, true, and nothing that must not be shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maillage.actors.actions import edit_actor, source_for
from maillage.actors.models import Actor, SourceKind
from maillage.territory.actions import load_contours
from maillage.territory.models import Territory

pytestmark = pytest.mark.django_db


def points(client: Client, query: str = "") -> dict[str, Any]:
    response = client.get("/annuaire/points.json" + query)
    assert response.status_code == 200
    return response.json()


def test_markers_are_where_the_actors_are(client: Client, chorale: Actor, cooperative: Actor) -> None:
    data = points(client)
    ids, total = [], 0
    for gap in data["id"]:
        total += gap
        ids.append(total)
    assert ids == sorted([chorale.pk, cooperative.pk])
    at = {
        pk: ((lat + data["origin"][0]) / 1e5, (lon + data["origin"][1]) / 1e5)
        for pk, lat, lon in zip(ids, data["lat"], data["lon"], strict=True)
    }
    assert at[chorale.pk] == pytest.approx((chorale.latitude, chorale.longitude), abs=1e-5)
    themes = [data["themes"][index] for index in data["theme"]]
    assert dict(zip(ids, themes, strict=True)) == {chorale.pk: "culture", cooperative.pk: "alimentation"}


def test_a_home_is_a_number_at_its_commune(
    client: Client, chorale: Actor, at_home: Actor, nowhere: Actor
) -> None:
    data = points(client)
    assert len(data["id"]) == 1
    (commune,) = data["communes"]
    assert (commune["name"], commune["number"]) == ("Créteil", 1)
    assert commune["url"] == "/annuaire/?commune=94028"
    assert commune["point"] == [chorale.latitude, chorale.longitude], "the middle of what may be shown"
    assert data["unplaced"] == 1
    assert "48.7812" not in json.dumps(data) and "4612" not in json.dumps(data)


def test_nobody_is_at_zero(client: Client, at_home: Actor, nowhere: Actor) -> None:
    data = points(client)
    assert data["id"] == [] and data["communes"] == []
    assert data["unplaced"] == 2, "no contour and no place shown: counted in words"


def test_the_map_follows_the_filters(
    client: Client, chorale: Actor, cooperative: Actor, at_home: Actor
) -> None:
    assert len(points(client, "?theme=culture")["id"]) == 1
    data = points(client, "?theme=environnement&q=jardin")
    assert data["id"] == []
    assert points(client, "?commune=94002")["communes"] == []


def test_an_answer_is_kept_until_something_changes(client: Client, chorale: Actor, at_home: Actor) -> None:
    first = client.get("/annuaire/points.json?theme=environnement")
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/annuaire/points.json?theme=environnement", headers=again).status_code == 304
    assert client.get("/annuaire/points.json", headers=again).status_code == 200, "another selection"
    source = source_for(SourceKind.STRUCTURE, "Les Amis du jardin")
    edit_actor(at_home, {"address_public": True}, by=None, source=source)
    changed = client.get("/annuaire/points.json?theme=environnement", headers=again)
    assert changed.status_code == 200
    assert len(changed.json()["id"]) == 1
    assert "public" in changed.headers["Cache-Control"]
    assert not changed.cookies


def test_names_are_given_for_located_actors_only(client: Client, chorale: Actor, at_home: Actor) -> None:
    data = client.get(f"/annuaire/noms.json?id={chorale.pk},{at_home.pk},999999,abc,").json()
    assert list(data) == [str(chorale.pk)]
    assert data[str(chorale.pk)] == {
        "name": "Chorale du Mont-Mesly",
        "theme": "Culture › Musique et chant",
        "place": "Maison des associations, 1 rue Juliette Savar",
        "url": "/annuaire/chorale-du-mont-mesly/",
    }


def test_names_are_not_given_by_the_thousand(
    client: Client, chorale: Actor, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        client.get("/annuaire/noms.json?id=" + ",".join(map(str, range(1, 5000))))
    response = client.get("/annuaire/noms.json?id=" + ",".join(["0"] * 100 + [str(chorale.pk)]))
    assert response.json() == {}


def test_the_ground_has_outlines_where_they_are_loaded(
    client: Client, plaine_centrale: Territory, tmp_path: Path
) -> None:
    assert client.get("/annuaire/fond.json").json() == {"communes": [], "notes": []}
    ring = [[2.43 + step / 10000, 48.77] for step in range(200)]
    ring += [[2.45, 48.79], [2.43, 48.79], ring[0]]
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "94028", "note": "Contour schématique."},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        ],
    }
    path = tmp_path / "contours.geojson"
    path.write_text(json.dumps(document))
    load_contours(path)
    data = client.get("/annuaire/fond.json").json()
    (commune,) = data["communes"]
    assert commune["name"] == "Créteil"
    assert len(commune["outline"]["coordinates"][0]) == 5, "what no eye can see is left out"
    assert data["notes"] == ["Contour schématique."]
    html = client.get("/annuaire/communes/").content.decode()
    assert "<svg viewBox" in html and "Contour schématique." in html


def test_real_contours_stay_light(client: Client, plaine_centrale: Territory, shared_data: Path) -> None:
    load_contours(shared_data / "geo" / "communes-94-val-de-marne.geojson")
    body = client.get("/annuaire/fond.json").content
    assert 500 < len(body) < 6_000
