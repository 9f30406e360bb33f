"""The search: what it forgives, what it refuses to invent, and that its index is always true."""

from __future__ import annotations

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.actors.actions import (
    edit_actor,
    merge_actors,
    set_state,
    source_for,
    unmerge,
    withdraw_part,
)
from maillage.actors.models import Actor, ActorState, ActorTag, SourceKind, Word
from maillage.actors.search import SearchResult, search_actors
from maillage.actors.search.index import ACTORS
from maillage.actors.search.vocabulary import LOCK, learn
from tests.factories import make_actor, make_contribution

pytestmark = pytest.mark.django_db


def search(text: str) -> SearchResult:
    return search_actors(text, Actor.objects.public())


def names(text: str) -> list[str]:
    """The names of the hits, in order."""
    result = search(text)
    found = Actor.objects.in_bulk(result.pks)
    return [found[pk].name for pk in result.pks]


def near(text: str) -> list[str]:
    result = search(text)
    found = Actor.objects.in_bulk([hit.pk for hit in result.near])
    return [found[hit.pk].name for hit in result.near]


def corrected(text: str) -> list[tuple[str, str]]:
    return [(one.typed, one.taken_for) for one in search(text).corrections]


@pytest.fixture
def directory():
    for name in (
        "Régie de quartier du Palais",
        "Maison des jeunes et de la culture de Créteil",
        "MJC Club",
        "La Ressourcerie des Lilas",
        "Restaurant d’insertion Le Détour",
        "Emmaüs Friperie solidaire",
        "Nous aussi",
        "Club de football d’Alfortville",
        "L’Œuvre des Lilas",
        "S.E.L. de Créteil",
        "Association sportive 94",
    ):
        make_actor(name)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("régie quartier", "Régie de quartier du Palais"),
        ("REGIE QUARTIER", "Régie de quartier du Palais"),
        ("quartier de la régie", "Régie de quartier du Palais"),
        ("régies quartiers", "Régie de quartier du Palais"),
        ("regei quartier", "Régie de quartier du Palais"),
        ("rgie", "Régie de quartier du Palais"),
        ("regiie", "Régie de quartier du Palais"),
        ("regoe", "Régie de quartier du Palais"),
        ("regiequartier", "Régie de quartier du Palais"),
        ("regiedequartierdupalais", "Régie de quartier du Palais"),
        ("RQP", "Régie de quartier du Palais"),
        ("RQ", "Régie de quartier du Palais"),
        ("restau rant", "Restaurant d’insertion Le Détour"),
        ("resso", "La Ressourcerie des Lilas"),
        ("res lil", "La Ressourcerie des Lilas"),
        ("l'oeuvre", "L’Œuvre des Lilas"),
        ("loeuvre", "L’Œuvre des Lilas"),
        ("sel", "S.E.L. de Créteil"),
        ("s.e.l. créteil", "S.E.L. de Créteil"),
        ("système d'échange local", "S.E.L. de Créteil"),
        ("mjc", "MJC Club"),
        ("maison des jeunes et de la culture", "Maison des jeunes et de la culture de Créteil"),
        ("nous aussi", "Nous aussi"),
        ("foot alfortville", "Club de football d’Alfortville"),
        ("94", "Association sportive 94"),
        ("asso sportive", "Association sportive 94"),
    ],
)
def test_what_is_meant_comes_first(directory, typed, first):
    assert names(typed)[:1] == [first]


def test_a_sigle_finds_its_long_form_and_the_long_form_its_sigle(directory):
    both = {"MJC Club", "Maison des jeunes et de la culture de Créteil"}
    assert set(names("MJC")) == both
    assert set(names("maison des jeunes et de la culture")) == both


def test_leisure_is_one_word_in_the_singular_and_the_plural():
    make_actor("Comité loisir jeunesse")
    assert names("loisirs comité") == ["Comité loisir jeunesse"]


def test_it_says_which_word_it_took_for_which_as_the_actor_writes_it(directory):
    assert corrected("resourcerie") == [("resourcerie", "ressourcerie")]
    assert corrected("regei quartier") == [("regei", "régie")]
    assert corrected("restau rant") == [("restau rant", "restaurant")]
    assert corrected("régie quartier") == []
    assert corrected("ressourceries") == []
    make_actor("Amicale lyonnaise d’insertion")
    assert corrected("lyonaise") == [("lyonaise", "lyonnaise")]
    assert corrected("lyonnaises") == []
    assert corrected("amicale dinsertion") == [("dinsertion", "d’insertion")]


def test_an_exact_name_comes_first_among_longer_ones():
    for name in (
        "Les Amis du théâtre de Créteil",
        "Amis du théâtre",
        "Les Amis du théâtre",
        "Théâtre des Amis",
    ):
        make_actor(name)
    assert names("les amis du theatre")[0] == "Les Amis du théâtre"
    assert names("amis du théâtre")[0] == "Amis du théâtre"
    assert search("Amis du théâtre").hits[0].score == 1.0


def test_words_in_use_are_not_drowned_by_their_neighbours():
    for name in ("Cours de chant", "Court toujours", "La Cour des grands", "Tour de France"):
        make_actor(name)
    assert names("cours") == ["Cours de chant"]
    assert corrected("cours") == []
    assert "Court toujours" in near("cours")


def test_a_new_word_is_never_taken_for_a_misspelt_one():
    make_actor("La Ressourcerie")
    assert names("resourcerie") == ["La Ressourcerie"]
    make_actor("Resourcerie")
    assert names("resourcerie") == ["Resourcerie"]
    assert corrected("resourcerie") == []


def test_what_is_found_by_theme_commune_and_description():
    make_actor("Les Petits Loups", themes=["education/petite-enfance"], commune="94002")
    make_actor("Le Fil", description="Ateliers de couture et retouches.", commune="94028")
    assert names("crèche") == ["Les Petits Loups"]
    assert names("petite enfance alfortville") == ["Les Petits Loups"]
    assert names("petite enfance créteil") == []
    assert names("retouche") == ["Le Fil"]
    assert search("crèche").themes == ("education/petite-enfance",)


def test_numbers_are_found_whole_and_never_corrected():
    make_actor("La Pousse", siren="552100554")
    assert names("552100554") == ["La Pousse"]
    assert names("552 100 554") == ["La Pousse"]
    assert names("552100553") == []


def test_when_nothing_holds_every_word_the_nearest_are_proposed_apart(directory):
    assert names("ressourcerie plongée") == []
    assert near("ressourcerie plongée") == ["La Ressourcerie des Lilas"]
    assert names("xqzk") == near("xqzk") == []
    assert search("").hits == search("  ?! ").hits == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.text("aeilnrstd' qxz1.-\"*", max_size=30))
def test_whatever_is_typed_is_answered(directory, text):
    result = search(text)
    assert all(0 <= hit.score <= 1 for hit in (*result.hits, *result.near))
    assert len(set(result.pks)) == len(result.hits)


def test_only_what_the_reader_may_see_is_found(directory):
    actor = Actor.objects.get(name="MJC Club")
    Actor.objects.filter(pk=actor.pk).update(published=False)
    assert names("mjc club") == []
    assert search_actors("mjc club", Actor.objects.living()).pks == [actor.pk]
    in_alfortville = Actor.objects.public().filter(tags__kind="commune", tags__code="94002")
    assert search_actors("lilas", in_alfortville).hits == ()


def test_the_index_follows_edits_merges_and_withdrawals(directory, bruno, amina):
    animation = source_for(SourceKind.ANIMATOR, "L’animation du Pôle")
    actor, other = Actor.objects.get(name="MJC Club"), Actor.objects.get(name="Nous aussi")
    edit_actor(actor, {"usual_name": "La Fabrique"}, by=bruno, source=animation)
    assert names("fabrique") == ["La Fabrique"]
    assert names("mjc club") == ["La Fabrique"], "the name that the list gives still finds it"
    merge = merge_actors(actor, other, by=amina, source=animation)
    assert names("nous aussi") == ["La Fabrique"]
    unmerge(merge, by=amina)
    assert names("nous aussi") == ["Nous aussi"]
    set_state(other, ActorState.WITHDRAWN, by=amina)
    assert search_actors("nous aussi", Actor.objects.all()).hits == ()
    batch = make_contribution(name="Autre liste")
    made = make_actor("Le Kiosque", contribution=batch)
    assert names("kiosque") == ["Le Kiosque"]
    withdraw_part(batch, [made.pk])
    assert names("kiosque") == []
    ACTORS.check()


def test_the_index_and_the_vocabulary_roll_back_with_the_transaction(directory):
    with transaction.atomic():
        make_actor("Zinzolin")
        assert names("zinzolin") == ["Zinzolin"]
        assert names("zinzolim") == ["Zinzolin"]
        transaction.set_rollback(True)
    assert names("zinzolin") == names("zinzolim") == []
    assert not Word.objects.filter(form="zinzolin").exists()
    # The number of the word that rolled back is given again: what is new must be read all the same.
    make_actor("Bergamote")
    assert corrected("bergamotte") == [("bergamotte", "bergamote")]
    ACTORS.check()


def test_a_lost_index_is_made_again_after_any_migration():
    ACTORS.drop(connection)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    actor = make_actor("La Ressourcerie des Lilas")
    assert names("ressourcerie") == ["La Ressourcerie des Lilas"]
    if connection.vendor == "sqlite":
        # SQLite drops the triggers of a table that a migration remakes.
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER actors_search_update")
        Actor.objects.filter(pk=actor.pk).update(words_name="kiosqu")
        assert names("kiosque") == []
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert names("kiosque") == ["La Ressourcerie des Lilas"]
    ACTORS.check()


def test_the_number_of_queries_does_not_depend_on_the_number_of_actors(directory):
    search("lilas")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            search("resourcerie lilas")
        counts.append(len(queries))
        for number in range(12):
            make_actor(f"Ressourcerie des Lilas {number}")
        search("lilas")
    assert counts[0] == counts[1] <= 6


def test_facets_are_counted_over_thousands_of_hits_in_one_query(directory):
    result = search("lilas")
    with CaptureQueriesContext(connection) as queries:
        tags = list(result.among(ActorTag.objects.filter(kind="commune"), "actor"))
    assert len(tags) == 2 and len(queries) == 1


def test_two_transactions_do_not_number_new_words_at_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one transaction at a time; tried on PostgreSQL")
    learn({"bergamote"})
    other = connection.copy()
    try:
        with other.cursor() as cursor, pytest.raises(OperationalError, match="lock timeout"):
            cursor.execute("SET lock_timeout = '200ms'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    finally:
        other.close()
    assert learn({"bergamote"}) == 0


@pytest.mark.parametrize("typed", ["lilas", "lila", "lilaz", "lilas amis"])
def test_those_beyond_the_closely_compared_are_counted_too(typed, monkeypatch):
    monkeypatch.setattr("maillage.actors.search.query.RANKED", 3)
    for number in range(8):
        make_actor(f"Amis des Lilas {number}", description="Un lieu ouvert.")
    make_actor("Autre chose", description="Rien à voir.")
    result = search(typed)
    assert len(result.hits) == 3 and len(result.pks) == len(set(result.pks)) == 8


def test_a_beginning_is_looked_for_in_names_and_topics_not_in_descriptions():
    make_actor("La Ribambelle", description="Créer ensemble des spectacles.", commune="94002")
    make_actor("Crécelle et tambour", commune="94002")
    make_actor("Le Fil", themes=["education/petite-enfance"], commune="94002")
    assert names("cre") == ["Crécelle et tambour"]
    assert names("spec") == []
    assert names("alfo fil") == ["Le Fil"]
    assert names("petite enfa") == ["Le Fil"]


def test_names_that_begin_so_come_before_what_only_descriptions_hold():
    for number in range(12):
        make_actor(f"Le Relais {number}", description="On y donne des cours, on compte les points.")
    make_actor("Les Donneurs de sang", description="Chacun donne son sang.")
    make_actor("Comptines du soir")
    assert names("donne")[0] == "Les Donneurs de sang"
    assert names("compt")[0] == "Comptines du soir"
    assert len(names("donne")) == len(names("compt")) == 13


def test_names_that_begin_so_come_before_what_only_themes_hold():
    for number in range(12):
        make_actor(f"Le Relais {number}", themes=["culture/danse"])
    make_actor("Les Danseurs du lac")
    assert names("danse")[0] == "Les Danseurs du lac"
    assert len(names("danse")) == 13


def test_a_beginning_is_not_looked_for_where_enough_names_hold_the_word(directory):
    for number in range(10):
        make_actor(f"La Donne {number}")
    make_actor("Les Donneurs de sang")
    assert len(names("donne")) == 10


def test_names_that_begin_so_are_all_counted_beyond_the_closely_compared(monkeypatch):
    monkeypatch.setattr("maillage.actors.search.query.RANKED", 3)
    for number in range(5):
        make_actor(f"Le Relais {number}", description="On y donne des cours.")
        make_actor(f"Donneurs de sang {number}")
    result = search("donne")
    assert len(result.pks) == len(set(result.pks)) == 10
    first = Actor.objects.in_bulk([hit.pk for hit in result.hits[:3]])
    assert all(one.name.startswith("Donneurs") for one in first.values())
