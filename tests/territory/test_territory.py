"""Communes of France, territories as free sets of them, and what lists write for a commune."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from maillage.territory.actions import add_territory, load_contours
from maillage.territory.domain import OutlineError, contains, inner_point
from maillage.territory.models import Commune, Pole, Territory
from maillage.territory.queries import CommuneIndex, UnknownCode, resolve_codes

pytestmark = pytest.mark.django_db


def test_a_territory_is_a_free_set_of_communes(plaine_centrale):
    assert {commune.name for commune in plaine_centrale.communes.all()} == {
        "Alfortville",
        "Créteil",
        "Limeil-Brévannes",
    }
    assert plaine_centrale.is_main
    assert plaine_centrale.kind == "libre"
    assert Pole.objects.get().name.endswith("Plaine Centrale")


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("200058006", "ept", "94028"),
        ("94", "departement", "94028"),
        ("R11", "region", "94028"),
        ("69384", "commune", "69123"),
        ("01340", "commune", "01015"),
        ("2A", "departement", "2A004"),
    ],
)
def test_codes_of_every_kind_resolve_to_communes_of_today(db, code, kind, expected):
    resolved = resolve_codes([code])
    assert expected in resolved.communes
    assert resolved.kind == kind


def test_an_unknown_code_is_named_and_nothing_is_written(db):
    with pytest.raises(UnknownCode, match="99999"):
        add_territory("Nulle part", ["94028", "99999"])
    assert not Territory.objects.exists()


def test_a_second_territory_is_to_compare_with_unless_told(plaine_centrale):
    second = add_territory("Montpellier", ["34172"])
    assert not second.is_main
    third = add_territory("Lyon", ["69123"], main=True)
    assert third.is_main
    assert Territory.objects.filter(is_main=True).count() == 1


def test_the_command_says_what_it_did_and_refuses_in_french(db, capsys):
    call_command("territory", "add", "Montpellier", "34172")
    assert "1 commune, territoire du Pôle" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Aucune commune"):
        call_command("territory", "add", "X", "00000")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"name": "CRETEIL CEDEX"}, "94028"),
        ({"name": "Limeil Brevannes"}, "94044"),
        ({"postcode": "94140"}, "94002"),
        ({"code": "94028", "name": "faux"}, "94028"),
        ({"name": "Bonneuil"}, None),
        ({"postcode": "75001"}, None),
        ({}, None),
    ],
)
def test_what_lists_write_for_a_commune(plaine_centrale, said, found):
    commune = CommuneIndex(plaine_centrale).find(**said)
    assert (commune.code if commune else None) == found


def test_several_communes_of_one_name_need_the_postcode(db):
    france = CommuneIndex()
    assert france.find(name="Saint-Denis") is None
    assert france.find(name="St Denis", postcode="93200").code == "93066"
    assert france.find(code="69384").code == "69123"


def test_contours_are_attached_and_give_a_point_inside(plaine_centrale, tmp_path):
    ring = [[2.4, 48.7], [2.5, 48.7], [2.5, 48.8], [2.4, 48.8], [2.4, 48.7]]
    square = {"type": "Polygon", "coordinates": [ring]}
    metres = {"type": "Polygon", "coordinates": [[[650000, 6860000]] * 4]}
    features = [
        {"type": "Feature", "properties": {"code": "94028"}, "geometry": square},
        {"type": "Feature", "properties": {"nom": "sans code"}, "geometry": square},
        {"type": "Feature", "properties": {"code": "94002"}, "geometry": metres},
    ]
    path = tmp_path / "contours.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    loaded, refused = load_contours(path)
    assert loaded == 1
    assert len(refused) == 2
    assert "degrés" in refused[1]
    creteil = Commune.objects.get(pk="94028")
    assert contains(creteil.outline, creteil.longitude, creteil.latitude)


def test_a_file_that_is_no_geojson_is_refused(plaine_centrale, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("nom;adresse")
    with pytest.raises(OutlineError, match="GeoJSON"):
        load_contours(path)


def test_the_inner_point_of_a_crescent_is_inside():
    ring = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 3], [3, 3], [3, 1], [0, 1], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    assert contains(shape, *inner_point(shape))


def test_real_contours_load(plaine_centrale, shared_data):
    loaded, refused = load_contours(shared_data / "geo" / "communes-94-val-de-marne.geojson")
    assert (loaded, refused) == (47, [])
