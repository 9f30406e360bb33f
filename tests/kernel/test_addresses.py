"""Addresses, as lists write them."""

import pytest

from maillage.kernel.addresses import Street


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("12 rue des Lilas", "12, r. des LILAS 94000 Créteil", "same"),
        ("12 av. du Général de Gaulle", "12 AVENUE GENERAL DE GAULLE", "same"),
        ("12 rue des Lilas", "14 rue des Lilas", "street"),
        ("12 rue des Lilas", "12 rue du Port", "other"),
        ("Mairie", "", ""),
        ("", "BP 12", ""),
    ],
)
def test_two_addresses(one: str, other: str, agreement: str) -> None:
    assert Street.of(one).agrees(Street.of(other)) == agreement
    assert Street.of(other).agrees(Street.of(one)) == agreement
