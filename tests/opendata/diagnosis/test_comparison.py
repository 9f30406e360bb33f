"""A diagnosis is set beside any other territory, and the territories alike are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.opendata.diagnosis import Diagnosis, Geography, Reference, Territory, compare, place
from maillage.opendata.sources.communes import load_communes
from maillage.opendata.store import Store, StoreError

from .ground import AREAS, HERE, Ground, draw


@pytest.fixture(scope="module")
def geography(ground: Ground, diagnosis: Diagnosis) -> Geography:
    return Geography(ground.store.require("communes").path, {("epci", "epci-c"): "Métropole de Lyon"})


def test_any_territory_is_compared_at_once(ground: Ground, diagnosis: Diagnosis, geography: Geography) -> None:
    free = Reference("choix", "Les deux grandes", (("commune", "94071"), ("commune", "69123")))
    with compare(diagnosis, [place(geography, "epci", "epci-c"), free], ground.store) as compared:
        value = {figure.code: figure.value for figure in compared.figures()}
        assert value["profil.ess.ici"] == diagnosis.figure("essentiel.etablissements").value
        assert value["profil.ess.epci-epci-c"] == 3
        assert value["profil.ess.choix"] == 5
        assert value["poids.epci-epci-c.etablissements"] == pytest.approx(100 * 3 / 122)
        assert value["poids.epci-epci-c.etablissements.hors-sieges"] == pytest.approx(100 * 2 / 122)
        assert value["densite.ess.choix"] == pytest.approx(5 / 25)
        assert value["profil.theme-sport.choix"] == pytest.approx(40)
        assert value["specialisation.theme-sport.choix"] == pytest.approx((2 / 15) / (2 / 5))
        labels = compared.blocks["profil"].columns
        assert labels == ("Deux Rives", "Métropole de Lyon", "Les deux grandes")
        for figure in compared.figures():
            if figure.form != "share":
                continue
            for part in figure.parts:
                rows = list(compared.export(figure.code, part.code))[1:]
                assert len(rows) == part.rows, figure.code
                assert compared.total(figure.code, part.code) == part.value, figure.code


def test_the_index_against_one_place_is_the_frozen_one(ground: Ground, diagnosis: Diagnosis) -> None:
    france = Reference("france", "France", (("country", "FR"),))
    with compare(diagnosis, [france], ground.store) as compared:
        for code in ("specialisation.theme-culture.france", "poids.france.emplois", "densite.ess.france"):
            assert compared.figure(code).value == diagnosis.figure(code).value


def test_survival_is_the_same_measure_here_and_elsewhere(ground: Ground, diagnosis: Diagnosis) -> None:
    """The territory set beside itself, as any other place: the same shares of the same counts."""
    itself = Reference("choix", "Les mêmes communes", tuple(("commune", code) for code in HERE.communes))
    with compare(diagnosis, [itself], ground.store) as compared:
        for age in (1, 3, 5):
            here, there = compared.figure(f"survie.{age}"), compared.figure(f"survie.{age}.choix")
            assert [part.value for part in here.parts] == [part.value for part in there.parts], age
            assert here.value == there.value == diagnosis.figure(f"survie.{age}").value, age
        assert compared.blocks["survie"].columns == ("Deux Rives", "Les mêmes communes")


def test_a_place_that_is_none_is_refused(ground: Ground, diagnosis: Diagnosis, geography: Geography) -> None:
    with pytest.raises(StoreError, match="n’est pas un territoire connu"):
        compare(diagnosis, [place(geography, "epci", "000")], ground.store)
    with pytest.raises(StoreError, match="au moins un territoire"):
        compare(diagnosis, [], ground.store)


def test_a_pass_that_is_gone_is_said(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    drawn = draw(ground)
    old = ground.national().folder
    old.rename(old.with_name("2026-01-01-bbbb"))
    with compare(drawn, [Reference("france", "France", (("country", "FR"),))], ground.store) as compared:
        assert any("n’est plus gardée" in one for one in compared.blocks["poids"].reservations)


def test_alike_are_near_in_people_and_communes_and_never_oneself(geography: Geography) -> None:
    assert geography.similar(HERE, 5) == [("epci", "epci-b"), ("epci", "epci-c")]
    lyon = Territory(slug="lyon", name="Lyon", communes=("69123",))
    assert geography.similar(lyon, 1) == [("epci", "epci-a")]


def alike_by(ground: Ground, areas: dict[str, float]) -> tuple[list[str], str]:
    """The codes of the intercommunalities alike, and the note that says how they were chosen."""
    found = Geography(ground.store.require("communes").path, areas=areas).references(HERE)[0]
    return [code for _, code in found.members], found.note


def test_density_counts_where_outlines_are_loaded(ground: Ground, diagnosis: Diagnosis) -> None:
    here, as_dense, empty = {"94028": 10.0, "94002": 10.0}, {"69123": 40.0}, {"94071": 5000.0}
    plain = alike_by(ground, {})
    assert plain[0] == ["epci-b", "epci-c"]
    assert "densité" not in plain[1]
    codes, note = alike_by(ground, {**here, **as_dense, **empty})
    assert codes == ["epci-c", "epci-b"], "as dense, though of another region and more populous"
    assert "par la population, la densité, le nombre" in note
    assert alike_by(ground, {"94028": 10.0, **as_dense, **empty}) == plain, "one commune of here is not known"
    assert alike_by(ground, here) == plain, "nobody else is known"


def made(ground: Ground, **communes: tuple[int, str, float | None]) -> Geography:
    """A geography of single communes, each its own intercommunality: (population, region, km²)."""
    geography = Geography(ground.store.require("communes").path)
    geography.communes = {
        code: (code, people, code, None, region, region) for code, (people, region, _) in communes.items()
    }
    geography.areas = {code: area for code, (_, _, area) in communes.items() if area}
    return geography


def test_an_unknown_density_makes_nobody_nearer_nor_farther(ground: Ground, diagnosis: Diagnosis) -> None:
    """Three in four are known: the fourth, the nearest but for that, is as far by density as most are."""
    others = {"same": (1400, "11", 10.0), "thin": (1010, "11", 400.0), "empty": (1020, "11", 800.0)}
    here = Territory(slug="ici", name="Ici", communes=("here",))
    geography = made(ground, here=(1000, "11", 10.0), **others, dark=(1000, "11", None))
    assert [code for _, code in geography.similar(here, 4)] == ["same", "dark", "thin", "empty"]
    note = geography.references(here)[0].note
    assert "par la population, la densité là où elle est connue, le nombre" in note
    assert "la densité, le nombre" in geography.references(here, 1)[0].note
    fewer = made(ground, here=(1000, "11", 10.0), **others, dark=(1000, "11", None), darker=(5000, "11", None))
    assert [code for _, code in fewer.similar(here, 4)] == ["dark", "thin", "empty", "same"]
    assert "densité" not in fewer.references(here)[0].note


def test_twice_as_dense_is_as_far_as_another_region(ground: Ground, diagnosis: Diagnosis) -> None:
    """Of two alike but for that, the one of the same region stands first until it is over twice as dense."""
    here = Territory(slug="ici", name="Ici", communes=("here",))
    for times, first in ((1.9, "near"), (2.1, "far")):
        dense = times * 10
        geography = made(ground, here=(1000, "11", 10.0), near=(1000, "11", dense), far=(1000, "84", 10.0))
        assert geography.similar(here, 1) == [("epci", first)], times


def test_density_is_compared_with_any_territory(ground: Ground, diagnosis: Diagnosis) -> None:
    beside = Reference("choix", "Sucy", (("commune", "94071"),))
    with compare(diagnosis, [beside], ground.store, areas=AREAS) as compared:
        assert compared.figure("population.choix.densite").value == 5000
        assert compared.total("population.choix.densite", "superficie") == 10
    with compare(diagnosis, [beside], ground.store) as compared:
        assert "population" not in compared.blocks


def test_the_real_geography_gives_comparable_neighbours(tmp_path: Path) -> None:
    """On the communes of France: what is alike has a like population, and shares no commune."""
    store = Store(tmp_path)
    load_communes(store)
    france = Geography(store.require("communes").path)
    seed = Territory(slug="pc", name="Plaine Centrale", communes=("94002", "94028", "94044"))
    here = france.population(seed.communes)
    alike = france.similar(seed, 10)
    assert len(alike) == 10
    for level, code in alike:
        members = france.members(level, code)
        assert not set(members) & set(seed.communes)
        assert 0.4 < france.population(members) / here < 2.5
        assert france.communes[members[0]][5] not in ("01", "02", "03", "04", "06")


def test_an_invented_country_is_said_beside_a_real_territory(diagnosis: Diagnosis, tmp_path: Path) -> None:
    invented = Ground(tmp_path, synthetic=True)
    invented.national()
    assert diagnosis.notice == ""
    with compare(diagnosis, [Reference("france", "France", (("country", "FR"),))], invented.store) as compared:
        assert compared.synthetic
        assert compared.notice == "Données inventées"
