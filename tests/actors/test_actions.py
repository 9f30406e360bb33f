"""Saying, projecting, withdrawing and merging actors."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry
from maillage.actors.actions import (
    close_withdrawn,
    confirm_actor,
    create_actors,
    edit_actor,
    mark_section,
    merge_actors,
    open_contribution,
    say,
    set_state,
    source_for,
    touched_actors,
    unmerge,
    withdraw_part,
)
from maillage.actors.models import Actor, ActorState, ActorTag, Contribution, Fact, SourceKind
from maillage.actors.projection import project
from tests.factories import make_actor, make_contribution

pytestmark = pytest.mark.django_db


def structure():
    return source_for(SourceKind.STRUCTURE, "La structure elle-même")


def animation():
    return source_for(SourceKind.ANIMATOR, "L’animation du Pôle")


def test_a_page_shows_what_was_said_with_its_tags(contribution):
    actor = make_actor(
        "Régie de quartier du Palais",
        contribution=contribution,
        family="association",
        themes=["insertion/iae", "habitat"],
        publics=["jeunes"],
    )
    assert actor.slug == "regie-de-quartier-du-palais"
    assert actor.commune_id == "94028"
    tags = set(ActorTag.objects.filter(actor=actor).values_list("kind", "code"))
    assert tags == {
        ("commune", "94028"),
        ("theme", "insertion"),
        ("subtheme", "insertion/iae"),
        ("theme", "habitat"),
        ("family", "association"),
        ("public", "jeunes"),
    }


def test_people_outrank_lists_whatever_the_order(bruno):
    actor = make_actor("Les Mille Feuilles", phone="01 99 00 00 01")
    edit_actor(actor, {"phone": "01 99 00 00 02"}, by=bruno, source=structure())
    say(make_contribution(name="Liste plus récente"), actor, {"phone": "01 99 00 00 03"})
    assert actor.phone == "01 99 00 00 02"


def test_an_older_list_imported_later_does_not_win():
    actor = make_actor("Arc en Ciel")
    for year, phone in ((2011, "01 99 00 11 11"), (2004, "01 99 00 04 04")):
        source = source_for(SourceKind.LIST, "Liste", stated_on=date(year, 1, 1))
        say(open_contribution(Contribution.Kind.IMPORT, source, "x"), actor, {"phone": phone})
    assert actor.phone == "01 99 00 11 11"


def test_a_small_association_shows_its_commune_only_until_it_says_otherwise(bruno):
    actor = make_actor(
        "Couture et Partage", family="association", address="3 rue des Lilas", position=(48.79, 2.45)
    )
    assert (actor.shown_address, actor.latitude) == ("", None)
    edit_actor(actor, {"address_public": True}, by=bruno, source=structure())
    assert (actor.shown_address, actor.latitude) == ("3 rue des Lilas", 48.79)


def test_an_address_shared_by_three_actors_is_no_home():
    first = make_actor("Un", family="association", address="10 rue Haute", position=(48.79, 2.45))
    make_actor("Deux", family="association", address="10, Rue haute")
    assert Actor.objects.get(pk=first.pk).shown_address == ""
    third = make_actor("Trois", family="association", address="10 RUE HAUTE")
    assert Actor.objects.get(pk=first.pk).shown_address == "10 rue Haute"
    withdraw_part(third.created_by, [third.pk])
    assert Actor.objects.get(pk=first.pk).shown_address == ""


def test_withdrawing_a_contribution_leaves_nothing_of_it_and_all_of_the_others(amina, bruno):
    lot = make_contribution(name="Lot")
    alone = make_actor("Seule", contribution=lot)
    edited = make_actor("Modifiée", contribution=lot, email="liste@example.org")
    edit_actor(edited, {"phone": "01 99 00 00 09"}, by=bruno, source=structure())
    assert withdraw_part(lot, touched_actors(lot)) == (1, 1)
    close_withdrawn(lot, by=amina)
    assert not Actor.objects.filter(pk=alone.pk).exists()
    edited.refresh_from_db()
    assert (edited.name, edited.email, edited.phone) == ("Modifiée", "", "01 99 00 00 09")
    assert not lot.facts.exists()
    assert not lot.establishments.exists()


def test_a_merge_keeps_everything_and_can_be_taken_back(amina):
    kept = make_actor("Ass. Les Jardins", email="jardins@example.org")
    absorbed = make_actor("Les Jardins d’Alfort", commune="94002", phone="01 99 00 00 05")
    merge = merge_actors(
        kept, absorbed, by=amina, choices={"usual_name": "Les Jardins d’Alfort"}, source=animation()
    )
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.name, kept.email, kept.phone) == (
        "Les Jardins d’Alfort",
        "jardins@example.org",
        "01 99 00 00 05",
    )
    assert (absorbed.state, absorbed.merged_into) == (ActorState.MERGED, kept)
    assert set(kept.tags.filter(kind="commune").values_list("code", flat=True)) == {"94028", "94002"}
    unmerge(merge, by=amina)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.name, kept.phone) == ("Ass. Les Jardins", "")
    assert (absorbed.name, absorbed.state, absorbed.phone) == (
        "Les Jardins d’Alfort",
        "active",
        "01 99 00 00 05",
    )
    assert list(journal.broken_entries()) == []


def test_a_merge_with_itself_or_with_a_merged_page_is_refused(amina):
    one, two = make_actor("Une"), make_actor("Deux")
    with pytest.raises(ValueError, match="elle-même"):
        merge_actors(one, one, by=amina, source=animation())
    merge_actors(one, two, by=amina, source=animation())
    with pytest.raises(ValueError, match="déjà fusionnée"):
        merge_actors(one, Actor.objects.get(pk=two.pk), by=amina, source=animation())


def test_a_section_is_linked_and_never_its_own_parent(amina):
    club, judo = make_actor("Union sportive"), make_actor("Union sportive, section judo")
    mark_section(judo, club, by=amina)
    assert judo.section_of == club
    with pytest.raises(ValueError, match="section"):
        mark_section(club, judo, by=amina)


def test_confirming_dates_the_page_and_raises_its_quality(amina):
    actor = make_actor("À vérifier")
    before = actor.quality
    confirm_actor(actor, by=amina)
    actor.refresh_from_db()
    assert actor.checked_on
    assert actor.quality > before
    assert "fresh" not in actor.quality_missing


def test_a_closed_actor_leaves_the_public_list(amina):
    actor = make_actor("Fermée bientôt")
    set_state(actor, ActorState.CLOSED, by=amina)
    assert not Actor.objects.public().filter(pk=actor.pk).exists()
    assert JournalEntry.objects.filter(verb="actor.state").exists()


def test_projecting_many_costs_the_same_queries_as_projecting_few():
    few = [make_actor(f"Peu {number}").pk for number in range(2)]
    many = [make_actor(f"Beaucoup {number}").pk for number in range(12)]
    with CaptureQueriesContext(connection) as first:
        project(few)
    with CaptureQueriesContext(connection) as second:
        project(many)
    assert len(first) == len(second)


def test_homonyms_get_addresses_of_their_own_in_few_queries(contribution):
    first = create_actors(contribution, ["Comité des fêtes"] * 30 + ["Chorale"])
    with CaptureQueriesContext(connection) as queries:
        second = create_actors(
            contribution, ["Comité des fêtes"] * 30 + ["Comité des fêtes 2", "Chorale", "!!!"]
        )
    slugs = [actor.slug for actor in first + second]
    assert len(set(slugs)) == len(slugs)
    assert slugs[:2] == ["comite-des-fetes", "comite-des-fetes-2"]
    assert second[-1].slug == "acteur"
    assert len(queries) < 12


def test_names_may_be_left_for_the_caller_to_say(contribution):
    (actor,) = create_actors(contribution, ["RÉGIE DE QUARTIER"], say_names=False)
    say(contribution, actor, {"official_name": "RÉGIE DE QUARTIER"})
    assert (actor.name, actor.usual_name) == ("RÉGIE DE QUARTIER", "")


def test_an_actor_that_stays_is_the_making_of_who_spoke_of_it_next():
    first, second = make_contribution(name="Liste A"), make_contribution(name="Liste B")
    actor = make_actor("Chorale", contribution=first)
    say(second, actor, {"phone": "0199001002"})
    assert withdraw_part(first, [actor.pk]) == (0, 1)
    actor.refresh_from_db()
    assert actor.created_by == second
    assert withdraw_part(second, [actor.pk]) == (1, 0)
    assert not Actor.objects.exists()


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_withdrawing_takes_back_the_merges_of_what_it_made(order):
    contribution = make_contribution()
    pair = [make_actor(name, contribution=contribution, phone="0199001002") for name in ("Chorale", "Chorales")]
    merge_actors(pair[0], pair[1], by=None, choices={"usual_name": "La Chorale"}, source=animation())
    # One at a time, as chunks may part them.
    deleted = [withdraw_part(contribution, [pair[index].pk])[0] for index in order]
    assert sum(deleted) == 2
    assert not Actor.objects.exists()
    assert not Fact.objects.exists()


def test_a_merge_with_somebody_elses_actor_leaves_theirs():
    mine, theirs = make_contribution(name="Liste A"), make_contribution(name="Liste B")
    kept, absorbed = make_actor("Chorale", contribution=theirs), make_actor("Chorales", contribution=mine)
    merge_actors(kept, absorbed, by=None, source=animation())
    assert withdraw_part(mine, [absorbed.pk]) == (1, 0)
    assert [actor.name for actor in Actor.objects.all()] == ["Chorale"]
