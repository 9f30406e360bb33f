"""The menus lead somewhere, to whom it concerns, and say where one is."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.ui import navigation


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})


def labels(place: navigation.Place = "main", path: str = "") -> list[str]:
    return [link.label for link in navigation.links(place, user=AnonymousUser(), path=path)]


def test_an_address_that_does_not_exist_is_no_link():
    navigation.register("Accueil", "home", order=1)
    navigation.register("Nulle part", "nowhere", order=2)
    assert labels() == ["Accueil"]


def test_each_sees_what_concerns_them():
    navigation.register("Se connecter", "account_login", who=navigation.visitor)
    navigation.register("Mon espace", "my-space", who=navigation.signed_in)
    assert labels() == ["Se connecter"]


def test_one_entry_alone_is_current_the_nearest_above_the_page():
    navigation.register("Accueil", "home", order=0)
    navigation.register("Annuaire", "guide:list", order=1)
    navigation.register("Thèmes", "guide:themes", order=2)

    def current(path: str) -> list[tuple[str, bool]]:
        found = navigation.links("main", user=AnonymousUser(), path=path)
        return [(link.label, link.exact) for link in found if link.current]

    assert current("/") == [("Accueil", True)]
    assert current("/annuaire/les-treteaux/") == [("Annuaire", False)]
    assert current("/annuaire/themes/") == [("Thèmes", True)]
    assert current("/annuaire/themes/culture/") == [("Thèmes", False)]
    assert current("/ailleurs/") == []


def test_a_place_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="footer"):
        navigation.register("Accueil", "home", place="header")  # type: ignore[arg-type]
