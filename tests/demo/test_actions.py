"""The ground of the demonstration and the actors that the synthesis names."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.accounts.models import User
from maillage.actors.models import Actor, Initiative, InitiativeActor
from maillage.demo.actions import NotEmpty, refuse_unless_empty, write_lists
from maillage.demo.outlines import NOTICE
from maillage.demo.seed_actors import SEED_ACTORS, SEED_INITIATIVES, SOURCE_DATE
from maillage.territory.models import Commune, Pole, Territory
from tests.demo.test_generator import DAY


def test_the_territory_of_2004_is_the_main_one(demo_animator: User) -> None:
    main = Territory.objects.get(is_main=True)
    assert set(main.communes.values_list("code", flat=True)) == {"94002", "94028", "94044"}
    assert main.stated_on.year == 2004
    assert [one.name for one in main.neighbours.all()] == ["Bonneuil-sur-Marne"]
    pole = Pole.objects.get()
    assert pole.is_demonstration
    assert demo_animator.is_animator


def test_outlines_are_there_and_say_that_they_are_schematic(demo_animator: User) -> None:
    communes = Commune.objects.filter(code__in=["94002", "94028", "94044"])
    assert all(commune.outline and commune.outline_note == NOTICE for commune in communes)


def test_named_actors_bear_the_date_and_the_source_of_the_synthesis(named_actors: dict[str, Actor]) -> None:
    assert len(named_actors) == len(SEED_ACTORS) == Actor.objects.count()
    for actor in named_actors.values():
        actor.refresh_from_db()
        assert not actor.invented
        assert "D’après la synthèse de 2005" in actor.description
        assert not (actor.email or actor.phone or actor.website)
        facts = list(actor.facts.select_related("contribution__source"))
        assert {fact.stated_on for fact in facts} == {SOURCE_DATE}
        assert {fact.contribution.source.kind for fact in facts} == {"document"}


def test_named_actors_have_a_commune_only_where_the_synthesis_gives_one(named_actors: dict[str, Actor]) -> None:
    placed = set(Actor.objects.exclude(commune=None).values_list("pk", flat=True))
    keys = {key for key, actor in named_actors.items() if actor.pk in placed}
    assert keys == {
        "ville-alfortville",
        "ville-creteil",
        "ville-limeil-brevannes",
        "ccas-alfortville",
        "regie-de-quartier",
    }


def test_projects_have_their_stage_and_their_actors(named_actors: dict[str, Actor]) -> None:
    assert Initiative.objects.count() == len(SEED_INITIATIVES)
    grocery = Initiative.objects.get(title="Épicerie solidaire")
    assert grocery.stage == "creation"
    assert {commune.name for commune in grocery.communes.all()} == {"Alfortville"}
    roles = {part.actor.name: part.role for part in grocery.parts.select_related("actor")}
    assert roles["Emmaüs"] == InitiativeActor.Role.LEADER
    assert roles["Artisans du Monde"] == InitiativeActor.Role.CONSIDERED
    assert Initiative.objects.get(title__startswith="Plate-forme").parts.count() == 0


def test_the_directorate_is_a_section_of_the_agglomeration(named_actors: dict[str, Actor]) -> None:
    section = Actor.objects.get(pk=named_actors["direction-developpement-economique"].pk)
    assert section.section_of == named_actors["communaute-agglomeration"]


def test_a_folder_that_holds_something_is_refused(amina: User) -> None:
    with pytest.raises(NotEmpty, match="dossier vide"):
        refuse_unless_empty()


@pytest.mark.django_db
def test_an_empty_folder_is_not_refused() -> None:
    refuse_unless_empty()


def test_lists_are_written_the_same_twice(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_lists(tmp_path / "a", DAY)]
    assert first == [path.read_bytes() for path in write_lists(tmp_path / "b", DAY)]
    assert len(first) == 4
