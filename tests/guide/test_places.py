"""« Près de … »: what is understood, from where it is measured, what is said when it cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from maillage.actors.models import Actor
from maillage.guide.domain.selection import Selection
from maillage.guide.queries.places import Nowhere, Place, commune_centres, place_of
from maillage.territory.models import Commune, Territory
from tests.factories import make_actor
from tests.guide.test_directory import get, names
from tests.page import check_html

pytestmark = pytest.mark.django_db


def near(text: str) -> Place | Nowhere | None:
    return place_of(Selection(near=text), commune_centres())


@pytest.fixture
def outlined(plaine_centrale: Territory) -> None:
    """Points inside the communes, as loaded contours give them."""
    for code, latitude, longitude in (
        ("94028", 48.785, 2.455),
        ("94002", 48.797, 2.424),
        ("94044", 48.745, 2.489),
    ):
        Commune.objects.filter(pk=code).update(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(
    "text", ["Créteil", "creteil", "CRETEIL", "94000", "Creteuil", "12 rue de la Paix, 94000 Créteil"]
)
def test_a_commune_in_all_its_spellings(outlined: None, text: str) -> None:
    place = near(text)
    assert isinstance(place, Place)
    assert (place.latitude, place.longitude) == (48.785, 2.455)
    assert "Créteil" in place.label


def test_a_misspelt_commune_is_said_to_be_understood(outlined: None) -> None:
    place = near("Limeil Brevane")
    assert isinstance(place, Place)
    assert "Limeil-Brévannes" in place.note


def test_without_contours_the_middle_of_the_places_shown_stands_in(chorale: Actor, at_home: Actor) -> None:
    place = near("Créteil")
    assert isinstance(place, Place)
    # The home has a position too, which must weigh nothing here.
    assert (place.latitude, place.longitude) == (chorale.latitude, chorale.longitude)


def test_a_known_place_by_its_name_or_its_shown_address(chorale: Actor, cooperative: Actor) -> None:
    by_name, by_address = near("chorale du mont-mesly"), near("maison des associations")
    for place in (by_name, by_address):
        assert isinstance(place, Place)
        assert (place.latitude, place.longitude) == (chorale.latitude, chorale.longitude)


def test_a_home_is_no_known_place(at_home: Actor, outlined: None) -> None:
    for text in ("rue des Lilas secrets", "Les Amis du jardin"):
        place = near(text)
        assert isinstance(place, Nowhere), place


@pytest.mark.parametrize("text", ["Perpignan", "66000", "rue inconnue", "???"])
def test_elsewhere_is_said_to_be_unknown(outlined: None, client: Client, chorale: Actor, text: str) -> None:
    assert isinstance(near(text), Nowhere)
    html = check_html(client.get("/annuaire/", {"pres": text}))
    assert "Lieu introuvable" in html
    assert names(html) == ["Chorale du Mont-Mesly"], "the list is still there"


def test_the_nearest_first_then_those_known_at_the_commune(
    client: Client, outlined: None, chorale: Actor, at_home: Actor, cooperative: Actor, nowhere: Actor
) -> None:
    html = get(client, "?pres=Créteil")
    assert names(html) == [
        "Chorale du Mont-Mesly",
        "Les Amis du jardin",
        "Traiteur du port",
        "Réseau sans lieu",
    ]
    assert "dans la commune" in html, "no distance is made up for who has no public place"
    assert "à 600 m" in html


def test_a_position_from_the_browser(client: Client, chorale: Actor, cooperative: Actor) -> None:
    html = get(client, "?point=48.80012345,2.42")
    assert names(html) == ["Traiteur du port", "Chorale du Mont-Mesly"]
    assert "48.80012345" not in html, "rounded as soon as received"
    assert "votre position" in html


# --- Addresses, by a configured service ------------------------------------------------------------------
ADDRESS = {
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [2.42, 48.8]},
            "properties": {"label": "3 Quai de la Seine 94140 Alfortville", "score": 0.9},
        }
    ]
}


def test_an_address_is_found_by_the_service(
    client: Client,
    outlined: None,
    chorale: Actor,
    cooperative: Actor,
    geocoder: Any,
    settings: Any,
) -> None:
    settings.GEOCODER_URL = geocoder(ADDRESS)
    html = get(client, "?pres=5+quai+de+la+Saine")
    assert names(html) == ["Traiteur du port", "Chorale du Mont-Mesly"]
    assert "3 Quai de la Seine 94140 Alfortville" in html
    assert geocoder.asked[0].startswith("/search/?q=5+quai+de+la+Saine&limit=1&lat=48.7")
    assert settings.GEOCODER_URL.removeprefix("http://") in html, "who receives the text is said"


def test_a_commune_is_never_sent_to_the_service(
    outlined: None, chorale: Actor, geocoder: Any, settings: Any
) -> None:
    settings.GEOCODER_URL = geocoder(ADDRESS)
    for text in ("Créteil", "94140", "Maison des associations"):
        assert isinstance(near(text), Place)
    assert geocoder.asked == []


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ({"features": []}, 200, "inconnue du service"),
        (
            {
                "features": [
                    {"geometry": {"coordinates": [2.4, 48.8]}, "properties": {"label": "x", "score": 0.1}}
                ]
            },
            200,
            "inconnue",
        ),
        ({"erreur": "non"}, 200, "ne répond pas"),
        (b"<html>panne</html>", 200, "ne répond pas"),
        ({}, 503, "ne répond pas"),
    ],
)
def test_whatever_the_service_answers_the_commune_stands_in_and_it_is_said(
    outlined: None, geocoder: Any, settings: Any, answer: Any, status: int, said: str
) -> None:
    settings.GEOCODER_URL = geocoder(answer, status)
    place = near("8 allée des Marronniers, Créteil")
    assert isinstance(place, Place)
    assert place.label == "Créteil"
    assert said in place.note


def test_a_service_that_is_silent_or_gone(outlined: None, settings: Any) -> None:
    settings.GEOCODER_URL = "http://127.0.0.1:1"
    place = near("8 allée des Marronniers, Créteil")
    assert isinstance(place, Place) and "ne répond pas" in place.note
    settings.GEOCODER_URL = "ftp://127.0.0.1:1"
    place = near("8 allée des Marronniers, Créteil")
    assert isinstance(place, Place) and "ne répond pas" in place.note


def test_without_a_service_the_commune_of_the_address_is_said_to_stand_in(outlined: None) -> None:
    place = near("8 allée des Marronniers Créteil")
    assert isinstance(place, Place)
    assert "Faute de service d’adresses" in place.note


def test_two_communes_of_one_name_are_not_mixed(plaine_centrale: Territory, outlined: None) -> None:
    make_actor("Loin", commune="94011", position=(48.77, 2.49), family="cooperative")
    assert Commune.objects.filter(folded_name="saint denis").count() > 1
    assert isinstance(near("Saint-Denis"), Nowhere)
