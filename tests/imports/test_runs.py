"""Importing again, in a new version, from another list; undoing in any order; what people said stays."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.actors.actions import edit_actor, set_state, source_for
from maillage.actors.models import (
    Actor,
    ActorState,
    Agreement,
    Contact,
    Contribution,
    Establishment,
    Fact,
    SourceKind,
)
from maillage.imports import tasks
from maillage.imports.actions.deciding import DecisionError, decide, reopen
from maillage.imports.models import BatchState, DoubtfulPair, ImportBatch, ImportRow
from maillage.imports.queries import pairs_to_decide
from tests.imports.lists import TRACE, bring, last_batch, run, tables, undo, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plaine_centrale")]

CHORALE = (
    "Chorale Vive Voix;CVV;12 rue des Écoles;94000;Créteil;01 99 00 10 02;contact@vivevoix.example;;Culture"
)
NAUTIQUE = "Club nautique du Lac;;3 quai du Lac;94000;Créteil;01 99 00 10 01;;www.nautique.example;Sport"


def test_an_actor_comes_in_with_all_that_its_row_says(tmp_path):
    report = bring(tmp_path, CHORALE)
    assert (report["created"], report["actors"]) == (1, 1)
    actor = Actor.objects.get()
    assert (actor.name, actor.sigle, actor.commune_id) == ("Chorale Vive Voix", "CVV", "94028")
    assert (actor.phone, actor.email) == ("0199001002", "contact@vivevoix.example")
    assert actor.themes == ["culture"]
    place = actor.establishments.get()
    assert (place.address, place.postcode, place.commune_deduced) == ("12 rue des Écoles", "94000", False)
    contribution = Contribution.objects.get()
    assert (contribution.kind, contribution.source.name) == ("import", "Liste de Créteil")
    assert set(actor.facts.values_list("contribution", flat=True)) == {contribution.pk}


def test_the_same_list_again_changes_nothing(tmp_path):
    bring(tmp_path, f"{CHORALE}\n{NAUTIQUE}")
    facts, places = Fact.objects.count(), Establishment.objects.count()
    again = bring(tmp_path, f"{CHORALE}\n{NAUTIQUE}")
    assert (again["unchanged"], again["actors"]) == (2, 2)
    assert (Fact.objects.count(), Establishment.objects.count()) == (facts, places)
    turned = bring(tmp_path, f"{NAUTIQUE}\n{CHORALE}")
    assert turned["unchanged"] == 2


def test_a_new_version_says_what_changed_and_who_is_absent(tmp_path):
    first = bring(tmp_path, f"{CHORALE}\n{NAUTIQUE}")
    newer = CHORALE.replace("12 rue des Écoles", "8 allée du Bois").replace("10 02", "10 09")
    second = bring(tmp_path, newer)
    assert (second["changed"], second["unchanged"], second["absent"]) == (1, 0, 1)
    assert any("Club nautique du Lac" in notice and "absente" in notice for notice in second["notices"])
    chorale, nautique = (Actor.objects.get(name=name) for name in ("Chorale Vive Voix", "Club nautique du Lac"))
    assert chorale.phone == "0199001009"
    assert [place.address for place in chorale.establishments.all()] == ["8 allée du Bois"]
    assert nautique.state == ActorState.ACTIVE
    changes = last_batch().rows.get().changes
    assert changes["phone"] == ["0199001002", "0199001009"]

    # The new version undone, the page says again what the first one said.
    undo(second)
    chorale.refresh_from_db()
    assert chorale.phone == "0199001002"
    assert [place.address for place in chorale.establishments.all()] == ["12 rue des Écoles"]
    undo(first)
    assert not Actor.objects.exists()


def test_versions_are_undone_in_any_order(tmp_path):
    before = tables("actors", "imports")
    first = bring(tmp_path, CHORALE)
    second = bring(tmp_path, CHORALE.replace("12 rue des Écoles", "8 allée du Bois").replace("10 02", "10 09"))
    undo(first)
    chorale = Actor.objects.get()
    assert (chorale.name, chorale.phone) == ("Chorale Vive Voix", "0199001009")
    assert [place.address for place in chorale.establishments.all()] == ["8 allée du Bois"]
    undo(second)
    after = tables("actors", "imports")
    assert {name for name in after if after[name] != before[name]} <= TRACE


def test_an_older_list_does_not_overwrite_a_newer_one(tmp_path):
    bring(tmp_path, CHORALE, "Liste de Créteil", "--date", "2011-01-22")
    older = bring(tmp_path, CHORALE.replace("10 02", "10 77"), "Vieille liste", "--date", "2004-06-01")
    assert older["merged"] == 1
    assert Actor.objects.get().phone == "0199001002"


def test_what_people_wrote_is_never_overwritten(tmp_path, amina):
    bring(tmp_path, CHORALE)
    actor = Actor.objects.get()
    people = source_for(SourceKind.STRUCTURE, "La structure elle-même")
    edit_actor(actor, {"phone": "0199009999", "website": ""}, by=amina, source=people)
    newer = CHORALE.replace("10 02", "10 09").replace(";;Culture", ";www.vivevoix.example;Culture")
    assert bring(tmp_path, newer)["changed"] == 1
    actor.refresh_from_db()
    assert (actor.phone, actor.website) == ("0199009999", "")


def test_undoing_keeps_what_others_said_since(tmp_path, amina):
    report = bring(tmp_path, f"{CHORALE}\n{NAUTIQUE}")
    actor = Actor.objects.get(sigle="CVV")
    people = source_for(SourceKind.STRUCTURE, "La structure elle-même")
    edit_actor(actor, {"description": "Nous chantons."}, by=amina, source=people)
    undo(report)
    actor = Actor.objects.get()
    assert (actor.description, actor.phone, actor.sigle) == ("Nous chantons.", "", "")
    assert actor.name == "Chorale Vive Voix"
    assert not actor.establishments.exists()


def test_undoing_looks_again_at_neighbours_who_stay_and_not_at_those_about_to_go(tmp_path, monkeypatch):
    monkeypatch.setattr("maillage.imports.actions.undoing.CHUNK", 1)
    names = ["Chorale Vive Voix", "Club nautique", "Ressourcerie des Roseaux", "Théâtre du Bac", "Jeu d’échecs"]
    lines = [f"{name};;14 rue des Iris;94000;Créteil;;;;" for name in names]
    report = bring(tmp_path, "\n".join(lines))
    with CaptureQueriesContext(connection) as queries:
        undo(report)
    assert not Actor.objects.exists()
    written = [one["sql"] for one in queries if one["sql"].startswith('INSERT INTO "actors_actor"')]
    assert not written, "a page was made again only to be deleted"

    # The address of one who stays was shown for being shared: it is somebody's home again.
    bring(tmp_path, "Amicale du Lac;;14 rue des Iris;94000;Créteil;;;;", "Liste d’avant")
    report = bring(tmp_path, "\n".join(lines[:2]))
    assert Actor.objects.get(name="Amicale du Lac").shown_address
    undo(report)
    assert Actor.objects.get().shown_address == ""


def test_another_list_joins_the_actor_known_and_each_is_undone_alone(tmp_path):
    first = bring(tmp_path, CHORALE)
    other = CHORALE.replace("Chorale Vive Voix", "CHORALE VIVE VOIX").replace(
        ";;Culture", ";vivevoix.example;Culture"
    )
    second = bring(tmp_path, other, "Base de l’agglomération")
    assert (second["merged"], second["created"]) == (1, 0)
    actor = Actor.objects.get()
    # A name in capitals does not replace one written with care.
    assert (actor.name, actor.website) == ("Chorale Vive Voix", "https://vivevoix.example")
    assert bring(tmp_path, other, "Base de l’agglomération")["unchanged"] == 1
    undo(first)
    actor.refresh_from_db()
    assert (actor.phone, actor.commune_id) == ("0199001002", "94028")
    undo(second)
    assert not Actor.objects.exists()


def test_rows_of_one_structure_are_one_actor_with_its_people(tmp_path):
    text = (
        "Nom;Commune;Nom du contact;Fonction;Mail du contact\n"
        "Régie du Palais;Créteil;Anne Martin;Directrice;anne.martin@regie.example\n"
        "Régie du Palais;Créteil;Paul Petit;Trésorier;\n"
        "Régie du Palais;Créteil;Lise Roux;Présidente;lise.roux@regie.example\n"
    )
    report = bring(tmp_path, text)
    assert (report["created"], report["merged"], report["people"]) == (1, 2, 2)
    people = Contact.objects.order_by("name")
    assert [(one.name, one.function) for one in people] == [
        ("Anne Martin", "Directrice"),
        ("Lise Roux", "Présidente"),
        ("Paul Petit", "Trésorier"),
    ]
    assert {one.consent for one in people} == {Contact.Consent.UNKNOWN}
    assert bring(tmp_path, text)["unchanged"] == 3


def test_who_objected_is_not_brought_back_and_who_left_is_replaced(tmp_path):
    text = "Nom;Commune;Président;Mail président\nRégie du Palais;Créteil;{};{}\n"
    first = bring(tmp_path, text.format("Anne Martin", "anne.martin@regie.example"))
    bring(tmp_path, text.format("Paul Petit", "paul.petit@regie.example"))
    assert [one.name for one in Contact.objects.all()] == ["Paul Petit"]
    undo({"batch": last_batch().pk})
    assert [one.name for one in Contact.objects.all()] == ["Anne Martin"]
    Contact.objects.update(consent=Contact.Consent.OBJECTED)
    other = bring(tmp_path, text.format("Anne Martin", "anne.martin@regie.example"), "Autre liste")
    assert other["merged"] == 1
    assert Contact.objects.count() == 1
    undo(first)
    assert Actor.objects.exists()


def test_a_structure_that_withdrew_is_never_brought_back(tmp_path, amina):
    bring(tmp_path, CHORALE)
    actor = Actor.objects.get()
    set_state(actor, ActorState.WITHDRAWN, by=amina)
    report = bring(tmp_path, CHORALE.replace("10 02", "10 09"), "Autre liste")
    assert report["unchanged"] == 1
    assert "ne plus paraître" in " ".join(last_batch().rows.get().reasons)
    actor.refresh_from_db()
    assert actor.state == ActorState.WITHDRAWN
    assert not Actor.objects.public().exists()


def test_insertion_types_make_agreements_one_per_convention(tmp_path):
    place = "Au fil de l'eau;Créteil"
    text = f"siret;kind;name;city\n32697828500053;ACI;{place}\n32697828500053;EI;{place}\n"
    report = bring(tmp_path, text)
    assert (report["created"], report["merged"]) == (1, 1)
    actor = Actor.objects.get()
    assert (actor.insertion_types, actor.siren) == (["ACI", "EI"], "326978285")
    assert sorted(Agreement.objects.values_list("kind", flat=True)) == ["ACI", "EI"]


def test_a_dissolved_association_comes_in_closed(tmp_path):
    text = "Nom;RNA;Commune;position_activite\nABC Salsa;W941004076;Créteil;D\nABC Valse;W941004077;Créteil;A\n"
    bring(tmp_path, text)
    assert {actor.name: actor.state for actor in Actor.objects.all()} == {
        "ABC Salsa": ActorState.CLOSED,
        "ABC Valse": ActorState.ACTIVE,
    }


def test_a_dry_run_writes_nothing(tmp_path):
    before = tables("actors", "imports", "accounts")
    report = run(write(tmp_path, CHORALE), "--dry-run")
    assert (report["created"], report["batch"]) == (1, None)
    assert tables("actors", "imports", "accounts") == before


def test_an_import_not_begun_is_cancelled(tmp_path):
    from maillage.imports.actions.preparing import open_batch, open_list, plan_batch
    from maillage.imports.actions.undoing import undo_batch

    found = open_list(write(tmp_path, CHORALE))
    batch = open_batch(found)
    plan_batch(batch, found.raw_rows())
    assert batch.state == BatchState.PREVIEWED
    undo_batch(batch)
    assert ImportBatch.objects.get().state == BatchState.UNDONE
    assert not ImportRow.objects.exists()
    assert not Actor.objects.exists()


def test_a_preview_gone_stale_is_made_again_before_it_runs(tmp_path):
    from maillage.imports.actions.preparing import open_batch, open_list, plan_batch
    from maillage.imports.actions.running import run_batch

    found = open_list(write(tmp_path, CHORALE, "a.csv"))
    batch = open_batch(found, name="Liste A")
    plan_batch(batch, found.raw_rows())
    bring(tmp_path, CHORALE, "Liste B")
    report = run_batch(batch)
    assert report is not None
    assert (report.created, report.merged) == (0, 1)
    assert Actor.objects.count() == 1


# --- decisions -------------------------------------------------------------------------------------
KNOWN = "Théâtre du Vieux-Pont;;4 rue du Bac;94000;Créteil;01 99 00 10 03;;;Culture"
DOUBT = "Les amis du théâtre Vieux Pont;;9 rue Haute;94000;Créteil;01 99 00 10 03;;;Culture"


@pytest.fixture
def doubt(tmp_path) -> DoubtfulPair:
    """A row of another list that may be an actor present."""
    bring(tmp_path, KNOWN)
    report = bring(tmp_path, DOUBT, "Autre liste")
    assert (report["to_review"], report["created"]) == (1, 0)
    assert Actor.objects.count() == 1
    return pairs_to_decide().get()


def test_a_doubtful_row_waits_with_its_evidence(doubt):
    sentences = " ".join(doubt.evidence)
    assert "même téléphone" in sentences
    assert "même commune : Créteil" in sentences.replace("\xa0", " ")
    assert 0.3 < doubt.score < 0.999


def test_the_same_list_again_does_not_ask_twice(doubt, tmp_path, amina):
    again = bring(tmp_path, DOUBT, "Autre liste")
    assert again["to_review"] == 1
    assert pairs_to_decide().count() == 1
    decide(doubt, "same", by=amina)
    actor = Actor.objects.get()
    assert actor.facts.filter(contribution__source__name="Autre liste").exists()
    third = bring(tmp_path, DOUBT, "Autre liste")
    assert (third["unchanged"], third["to_review"]) == (1, 0)
    assert not pairs_to_decide().exists()


def test_found_different_it_becomes_an_actor_and_stays_so(doubt, tmp_path, amina):
    decide(doubt, "other", by=amina)
    assert Actor.objects.count() == 2
    again = bring(tmp_path, DOUBT, "Autre liste")
    assert again["unchanged"] == 1
    assert not pairs_to_decide().exists()


def test_a_section_is_linked_never_merged(doubt, amina):
    decide(doubt, "section", by=amina)
    section = Actor.objects.get(name__startswith="Les amis")
    assert section.section_of is not None
    assert section.section_of.name == "Théâtre du Vieux-Pont"


@pytest.mark.parametrize("answer", ["same", "other", "section", "parent"])
def test_a_decision_on_a_row_is_taken_back(doubt, amina, answer):
    before = tables("actors")
    decide(doubt, answer, by=amina)
    reopen(doubt, by=amina)
    after = tables("actors")
    assert {name for name in after if after[name] != before[name]} <= TRACE
    assert pairs_to_decide().get() == doubt
    assert ImportRow.objects.get(pk=doubt.row_id).verdict == "review"
    decide(doubt, "other", by=amina)
    assert Actor.objects.count() == 2


def test_a_created_page_that_somebody_completed_is_not_taken_back(doubt, amina):
    decide(doubt, "other", by=amina)
    created = Actor.objects.get(name__startswith="Les amis")
    people = source_for(SourceKind.STRUCTURE, "La structure elle-même")
    edit_actor(created, {"description": "Nous aidons."}, by=amina, source=people)
    with pytest.raises(DecisionError, match="complété"):
        reopen(doubt, by=amina)
    created.refresh_from_db()
    assert created.phone == "0199001003"


def test_the_value_chosen_shows_whatever_the_list_says(doubt, amina):
    decide(doubt, "same", by=amina, choices={"usual_name": "Théâtre et amis du Vieux-Pont"})
    assert Actor.objects.get().name == "Théâtre et amis du Vieux-Pont"


def test_undoing_an_import_takes_its_decisions_with_it(doubt, amina):
    decide(doubt, "same", by=amina)
    undo({"batch": last_batch().pk})
    actor = Actor.objects.get()
    assert set(actor.facts.values_list("contribution__source__name", flat=True)) == {"Liste de Créteil"}
    assert not DoubtfulPair.objects.exists()


def test_alike_rows_of_one_list_are_both_created_and_shown_as_possible_duplicates(tmp_path, amina):
    text = (
        "Compagnie du Chat Perché;;5 rue des Lilas;94000;Créteil;01 99 00 11 00;;;Théâtre\n"
        "Compagnie du Chat Perchée;;5 rue des Lilas;94000;Créteil;01 99 00 11 00;;;Théâtre\n"
        "Comité des fêtes;;1 place de la Mairie;94000;Créteil;;;;Loisirs\n"
        "Comité des fêtes;;1 place de la Mairie;94140;Alfortville;;;;Loisirs\n"
    )
    report = bring(tmp_path, text)
    assert (report["created"], report["possible_duplicates"]) == (4, 1)
    pair = pairs_to_decide().get()
    assert {pair.first.name, pair.second.name} == {"Compagnie du Chat Perché", "Compagnie du Chat Perchée"}
    decide(pair, "same", by=amina)
    assert Actor.objects.living().count() == 3
    again = bring(tmp_path, text)
    assert (again["unchanged"], again["possible_duplicates"]) == (4, 0)
    reopen(pair, by=amina)
    assert Actor.objects.living().count() == 4
    assert pairs_to_decide().count() == 1


def test_an_undoing_that_meets_an_unforeseen_fault_says_so_and_may_be_asked_again(tmp_path, amina, settings):
    report = bring(tmp_path, "Les Vergers;;;94000;Créteil;;;;")
    settings.DATA_DIR = tmp_path / "broken"
    (settings.DATA_DIR / "imports.lock").mkdir(parents=True)
    ImportBatch.objects.update(state=BatchState.UNDOING)
    with pytest.raises(OSError, match=r"imports\.lock"):
        tasks.undo.func(report["batch"], amina.pk)
    assert last_batch().state == BatchState.PAUSED
    assert "de nouveau" in last_batch().error
    (settings.DATA_DIR / "imports.lock").rmdir()
    tasks.undo.func(report["batch"], amina.pk)
    assert last_batch().state == BatchState.UNDONE
