"""Invented actors: always the same, in the stated numbers and shares, and recognisable as invented."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import islice

import pytest

from maillage.demo.activities import bank
from maillage.demo.generator import (
    LOCATED_STRUCTURES,
    THEME_SHARES,
    InventedActor,
    demonstration_actors,
    fictional_siret,
    generate_actors,
    quotas,
)
from maillage.demo.outlines import GEOMETRIES
from maillage.demo.places import Quarter, with_a, with_de
from maillage.kernel.contacts import parse_email, parse_phone, parse_web
from maillage.kernel.identifiers import parse_rna, parse_siret
from maillage.kernel.opening_hours import parse_opening_hours
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    PUBLICS,
    SERVICES,
    SUPPORT_ROLES,
    THEMES,
)
from maillage.territory.domain import contains

DAY = date(2005, 1, 10)


@pytest.fixture(scope="module")
def actors() -> list[InventedActor]:
    return demonstration_actors(reference_date=DAY)


def test_same_seed_and_date_give_the_same_actors(actors: list[InventedActor]) -> None:
    assert demonstration_actors(reference_date=DAY) == actors
    assert demonstration_actors(seed=7, reference_date=DAY) != actors


def test_the_date_moves_the_dates_and_nothing_else(actors: list[InventedActor]) -> None:
    later = demonstration_actors(reference_date=date(2027, 5, 1))
    assert [actor.name for actor in later] == [actor.name for actor in actors]
    assert [actor.founded_on for actor in later] != [actor.founded_on for actor in actors]
    assert all(actor.founded_on < date(2027, 5, 1) for actor in later)


def test_535_structures_in_the_shares_of_the_synthesis(actors: list[InventedActor]) -> None:
    # The régie de quartier, named by the synthesis, is the 535th.
    found = Counter(actor.root for actor in actors) + Counter(["insertion"])
    assert found == THEME_SHARES
    assert found.total() == LOCATED_STRUCTURES == 535
    percent = {root: round(100 * number / 535) for root, number in found.items()}
    assert (percent["culture"], percent["sport"], percent["sante-social"]) == (32, 21, 16)


def test_the_kinds_that_the_synthesis_counts(actors: list[InventedActor]) -> None:
    insertion = Counter(kind for actor in actors for kind in actor.insertion)
    assert insertion == {"EI": 4, "ETTI": 1, "AI": 3, "ACI": 2, "ESAT": 4}
    families = Counter(actor.family for actor in actors)
    assert (families["mutuelle"], families["fondation"]) == (13, 3)
    assert not any("scop" in actor.labels for actor in actors)
    assert max(families, key=lambda family: families[family]) == "association"


def test_creteil_has_most_and_everyone_stands_in_a_commune(actors: list[InventedActor]) -> None:
    towns = Counter(actor.town for actor in actors)
    assert towns["94028"] > towns["94002"] > towns["94044"] > 60
    assert all(contains(GEOMETRIES[actor.town], actor.longitude, actor.latitude) for actor in actors)


def test_names_are_told_apart(actors: list[InventedActor]) -> None:
    repeated = [name for name, number in Counter(actor.name for actor in actors).items() if number > 1]
    assert len(repeated) <= 3
    assert len({(actor.name, actor.town) for actor in actors}) == len(actors)


def test_shared_places_and_homes(actors: list[InventedActor]) -> None:
    shared = Counter((actor.town, actor.venue) for actor in actors if actor.venue)
    assert sum(number for number in shared.values() if number >= 3) > 150
    positions = {(actor.town, actor.venue): set() for actor in actors if actor.venue}
    for actor in actors:
        if actor.venue:
            positions[actor.town, actor.venue].add((actor.street, actor.longitude, actor.latitude))
    assert all(len(found) == 1 for found in positions.values())
    assert 60 < sum(actor.home for actor in actors) < 200
    assert not any(actor.home and actor.family != "association" for actor in actors)


def test_sections_point_at_an_omnisports_club_of_their_town(actors: list[InventedActor]) -> None:
    sections = [actor for actor in actors if actor.section_of is not None]
    assert len(sections) >= 4
    for section in sections:
        parent = actors[section.section_of or 0]
        assert (parent.theme, parent.town) == ("sport/omnisports", section.town)
        assert section.name.startswith(parent.name)


def test_codes_and_forms_are_valid(actors: list[InventedActor]) -> None:
    for actor in actors:
        assert actor.theme in THEMES
        assert actor.family in FAMILIES
        assert set(actor.insertion) <= set(INSERTION_TYPES.codes)
        assert set(actor.labels) <= set(LABELS.codes)
        assert set(actor.publics) <= set(PUBLICS.codes)
        assert set(actor.support_roles) <= set(SUPPORT_ROLES.codes)
        for hours in [actor.opening_hours, *(service.opening_hours for service in actor.services)]:
            if hours:
                parse_opening_hours(hours)
        for service in actor.services:
            assert service.kind in SERVICES, service
        assert not actor.siret or parse_siret(actor.siret)
        assert not actor.rna or parse_rna(actor.rna)
        assert not actor.email or parse_email(actor.email)
        assert not actor.website or parse_web(actor.website)
        assert not actor.phone or parse_phone(actor.phone)
        assert re.fullmatch(r"[A-ZÀ-Ý].*\.", actor.description)
        assert "{" not in actor.name + actor.description


def test_nothing_can_be_taken_for_real(actors: list[InventedActor]) -> None:
    for actor in actors:
        phones = [actor.phone, *(person.phone for person in actor.people)]
        assert all(not phone or phone.startswith(("019900", "063998")) for phone in phones)
        emails = [actor.email, *(person.email for person in actor.people)]
        assert all(not email or email.endswith(("@example.org", "@example.net")) for email in emails)
        assert not actor.website or actor.website.endswith(".example.org/")
        assert not actor.siret or actor.siret.startswith("99999")
        assert not actor.rna or actor.rna.startswith("W999")


def test_fictional_numbers_are_all_different() -> None:
    numbers = {fictional_siret(number) for number in range(1000)}
    assert len(numbers) == 1000
    assert fictional_siret(1000) == ""


def test_it_scales_by_streaming_with_homonyms() -> None:
    first = list(islice(generate_actors(20_000, homonyms=0.05), 3000))
    assert first == list(islice(generate_actors(20_000, homonyms=0.05), 3000))
    names = Counter(actor.name for actor in first)
    assert names["Comité des fêtes"] > 1
    assert len(names) > 2700
    assert list(generate_actors(0)) == []
    with pytest.raises(ValueError, match="negative"):
        list(generate_actors(-1))


@pytest.mark.parametrize("count", [1, 7, 100, 1000])
def test_shares_hold_at_any_size(count: int) -> None:
    found = Counter(actor.root for actor in generate_actors(count))
    assert found.total() == count
    for root, wanted in quotas(THEME_SHARES, count).items():
        assert found[root] == wanted


def test_french_contractions() -> None:
    assert with_de("la Lanterne bavarde") == "de la Lanterne bavarde"
    assert with_de("le Petit-Lac") == "du Petit-Lac"
    assert with_de("Alfortville") == "d’Alfortville"
    assert with_a("les Roseaux") == "aux Roseaux"
    assert with_a("l’Île-aux-Saules") == "à l’Île-aux-Saules"
    assert Quarter("les Roseaux").of == "des Roseaux"


def test_the_bank_is_well_formed() -> None:
    content = bank()
    assert set(content.by_root) == set(THEME_SHARES)
    for activities in content.by_root.values():
        assert all(activity.weight > 0 and activity.names and activity.does for activity in activities)
