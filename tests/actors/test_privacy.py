"""Whether an address may be shown: a home never is, unless its people said so."""

from __future__ import annotations

import pytest

from maillage.actors.domain.privacy import address_may_show
from maillage.kernel.text import fold


def _shown(address: str, **changes: object) -> bool:
    circumstances: dict[str, object] = {
        "said": None,
        "family": "association",
        "employer": None,
        "insertion_types": (),
        "opening_hours": "",
        "folded_address": fold(address),
        "neighbours": 1,
    }
    return address_may_show(**{**circumstances, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "12 rue des Lilas",
        "3 avenue du Parc",
        "5 rue de l’École",
        "1, place de la Mairie",
        "8 bd de l’Hôpital",
        "2 r. de la Ferme",
        "14 allée de l’Église",
        "6 avenue de l’Hôtel-de-Ville",
        "chez Mme Untel, Maison des associations, 4 rue du Clos",
    ],
)
def test_a_street_is_no_collective_place(address: str) -> None:
    assert not _shown(address)


@pytest.mark.parametrize(
    "address",
    [
        "Mairie, place de la Mairie",
        "Maison des associations, 4 rue du Clos",
        "Gymnase des Roseaux, 42 rue des Sables",
        "Parc des Passerelles, 13 rue Basse",
        "Hôtel de ville",
    ],
)
def test_a_collective_place_shows(address: str) -> None:
    assert _shown(address)


def test_the_word_of_the_structure_decides() -> None:
    assert _shown("chez Mme Untel, 12 rue des Lilas", said=True)
    assert not _shown("Mairie", said=False)


def test_others_than_small_associations_show() -> None:
    assert _shown("12 rue des Lilas", employer=True)
    assert _shown("12 rue des Lilas", family="mutuelle")
    assert _shown("12 rue des Lilas", neighbours=3)
    assert not _shown("chez M. Untel, 12 rue des Lilas", neighbours=3)
