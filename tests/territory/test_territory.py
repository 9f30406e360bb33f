"""Communes of France, territories as free sets of them, and what lists write for a commune."""

from __future__ import annotations

import json
import math
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from maillage.territory.actions import add_territory, load_contours, load_geography, load_zones
from maillage.territory.domain import OutlineError, area, contains, inner_point
from maillage.territory.models import Commune, CommuneAlias, Pole, Territory, Zone
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
    areas = dict(Commune.objects.filter(department__code="94").values_list("code", "area"))
    assert sum(areas.values()) == pytest.approx(245.0, rel=0.005), "what the Insee says of the department"
    assert areas["94028"] == pytest.approx(11.46, rel=0.02)


def rectangle(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """A closed ring along meridians and parallels."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: list[list[float]]) -> dict:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize("south", [0, 42, 48, -21])
def test_the_area_of_a_degree_is_that_of_the_ellipsoid(south):
    """Beside the plain sum of thin strips of WGS 84, meridian radius by parallel radius."""
    radius, e2, steps = 6378.137, 0.00669437999014, 20_000
    strips = 0.0
    for step in range(steps):
        sine = math.sin(math.radians(south + (step + 0.5) / steps))
        strips += radius**2 * (1 - e2) * math.sqrt(1 - sine**2) / (1 - e2 * sine**2) ** 2
    expected = strips * math.radians(1) ** 2 / steps
    assert area(polygon(rectangle(2, south, 3, south + 1))) == pytest.approx(expected, rel=1e-6)


def test_the_area_of_the_earth_is_known():
    assert area(polygon(rectangle(-180, -90, 180, 90))) == pytest.approx(510_065_622, rel=1e-6)


def test_holes_are_taken_off_and_pieces_added_whichever_way_they_turn():
    whole, hole = rectangle(2, 48, 2.2, 48.2), rectangle(2.05, 48.05, 2.1, 48.1)
    left = area(polygon(whole)) - area(polygon(hole))
    for outside in (whole, whole[::-1]):
        for inside in (hole, hole[::-1]):
            assert area(polygon(outside, inside)) == pytest.approx(left)
    apart = rectangle(5, 45, 5.1, 45.1)
    both = {"type": "MultiPolygon", "coordinates": [[whole, hole], [apart]]}
    assert area(both) == pytest.approx(left + area(polygon(apart)))
    high = [[*point, 35.0] for point in whole]
    assert area(polygon(high[1:])) == pytest.approx(area(polygon(whole)))


def load(folder, *features: tuple[str, dict]) -> None:
    """Load contours from pairs of a code and further properties, each the same rectangle."""
    shape = polygon(rectangle(2.4, 48.7, 2.5, 48.8))
    given = [
        {"type": "Feature", "properties": {"code": one, **more}, "geometry": shape} for one, more in features
    ]
    path = folder / "contours.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": given}))
    load_contours(path)


def areas(*codes: str) -> list[int | None]:
    found = dict(Commune.objects.values_list("code", "area"))
    return [None if found[code] is None else round(found[code]) for code in codes]


def test_an_outline_gives_an_area_unless_it_may_be_of_a_part(plaine_centrale, tmp_path):
    former = CommuneAlias.objects.filter(kind="ancien").exclude(code="75056").first()
    load(
        tmp_path,
        ("94028", {}),
        ("94002", {"schematique": True}),
        (former.code, {}),
        ("94044", {}),
        ("94044", {}),
    )
    assert areas("94028", "94002", former.commune_id, "94044") == [82, None, None, None]
    assert Commune.objects.exclude(outline=None).count() == 4
    load(tmp_path, ("94002", {}), ("94028", {"schematique": True}))
    assert areas("94028", "94002") == [None, 82], "the last outline is the one that is measured"


def test_an_area_goes_when_the_commune_is_merged(plaine_centrale, tmp_path):
    load(tmp_path, ("94028", {}), ("94002", {}))
    load_geography()
    assert areas("94028", "94002") == [82, 82]
    CommuneAlias.objects.create(code="94999", kind="ancien", commune_id="94028")
    load_geography()
    assert areas("94028", "94002") == [None, 82]


def test_outlines_loaded_before_are_measured_but_those_that_may_be_of_a_part(plaine_centrale, tmp_path):
    load(tmp_path, ("94028", {}), ("94002", {"note": "Contours schématiques"}), ("69123", {}))
    Commune.objects.update(area=None)
    import_module("maillage.territory.migrations.0002_commune_area").measure(apps, None)
    assert areas("94028", "94002", "69123") == [82, None, None]


def collection(*features: tuple[dict[str, object], object]) -> bytes:
    """A GeoJSON collection of (properties, geometry)."""
    held = [{"type": "Feature", "properties": one, "geometry": shape} for one, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": held}).encode()


SQUARE = {"type": "Polygon", "coordinates": [[[2.4, 48.7], [2.5, 48.7], [2.5, 48.8], [2.4, 48.7]]]}


def test_districts_replace_those_before_and_say_what_was_left_out(plaine_centrale, tmp_path, capsys):
    path = tmp_path / "qpv.geojson"
    path.write_bytes(
        collection(
            ({"code_qp": "QP094001", "lib_qp": "Les Bordières", "insee_com": "94028, 94002"}, SQUARE),
            ({"CODE_QP": "QP094002", "NOM_QP": "Chantereine"}, SQUARE),
            ({"code_qp": "QP094001"}, SQUARE),
            ({"lib_qp": "Sans code"}, SQUARE),
            ({"code_qp": "QP3"}, {"type": "Point", "coordinates": [2, 48]}),
            ({"code_qp": "QP4"}, {"type": "Polygon", "coordinates": [[[650000, 6860000]] * 4]}),
            ({"code_qp": "QP5"}, None),
        )
    )
    call_command("territory", "zones", str(path), note="ANCT")
    told = capsys.readouterr()
    assert "2 quartiers chargés, 5 écartés." in told.out
    assert "déjà celui d’un autre" in told.err
    zones = {zone.code: zone for zone in Zone.objects.all()}
    assert (zones["QP094002"].name, zones["QP094001"].note) == ("Chantereine", "ANCT")
    assert set(zones["QP094001"].communes.values_list("code", flat=True)) == {"94028", "94002"}
    path.write_bytes(collection(({"code_qp": "QP7"}, SQUARE)))
    call_command("territory", "zones", str(path))
    assert list(Zone.objects.values_list("code", flat=True)) == ["QP7"]


@pytest.mark.parametrize(
    "content",
    [b"rien", b"[1, 2]", collection(), collection(({}, SQUARE)), b'{"features": [3, null]}', b"[" * 100_000],
)
def test_a_file_without_any_district_changes_nothing(plaine_centrale, tmp_path, content):
    Zone.objects.create(code="QP1", name="Avant", outline=SQUARE)
    path = tmp_path / "qpv.geojson"
    path.write_bytes(content)
    with pytest.raises(OutlineError):
        load_zones(path)
    assert Zone.objects.get().name == "Avant"
