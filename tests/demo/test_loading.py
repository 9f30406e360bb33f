"""The whole demonstration, loaded once: 535 structures, the truth respected, nothing real spoilt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean

import duckdb
import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from maillage.accounts.models import RoleGrant
from maillage.actors.models import Actor, ActorState, Contact, Fact, Initiative, Service
from maillage.demo.actions import AMINA, BRUNO, Loaded, NotEmpty, load_demo
from maillage.demo.agenda import moved
from maillage.demo.generator import THEME_SHARES, InventedActor, demonstration_actors
from maillage.demo.importing import LEFT_TO_DECIDE, Truth
from maillage.demo.list_files import local_lists
from maillage.demo.local_lists import REGIE_DE_QUARTIER, truth_of
from maillage.imports.models import BatchState, DoubtfulPair, ImportBatch, ImportProfile
from maillage.imports.queries import pairs_to_decide
from maillage.observatory.actions.diagnosis import diagnose
from maillage.observatory.models import Diagnosis, LinkPair, PracticeGrid
from maillage.observatory.queries.diagnosis import opened, store
from maillage.opendata.national.run import run_pass
from maillage.outbox.models import OutgoingMessage
from maillage.upkeep.queries import waiting_requests, waiting_suggestions
from maillage.workspace.models import (
    Article,
    ArticlePicture,
    Column,
    ColumnText,
    Event,
    Group,
    Invitation,
    JoinRequest,
    Minutes,
    Newsletter,
    Registration,
    Subscriber,
)
from maillage.workspace.permissions import members, people_of
from maillage.workspace.queries.newsletter import counts_of, recipients_of
from maillage.workspace.queries.presence import numbers_of

DAY = date(2005, 1, 10)
# One worker loads the demonstration for all of them.
pytestmark = pytest.mark.xdist_group("demonstration")


@dataclass(frozen=True)
class Demonstration:
    """What was loaded, what was said meanwhile, and the truth behind it."""

    loaded: Loaded
    said: list[str]
    truth: Truth
    invented: dict[str, InventedActor]
    folder: Path


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    """The demonstration, loaded once for the module and rolled back after it."""
    folder = tmp_path_factory.mktemp("data")
    said: list[str] = []
    settings = {"DATA_DIR": folder, "EMAIL_BACKEND": "maillage.outbox.backend.OutboxBackend"}
    with django_db_blocker.unblock(), override_settings(**settings), transaction.atomic():
        loaded = load_demo(DAY, say=said.append)
        actors = demonstration_actors(reference_date=DAY)
        invented = {truth_of(actor): actor for actor in actors}
        by_title = {one.about.title: one for one in local_lists(actors, DAY)}
        truth = Truth(invented, {batch.pk: by_title[batch.name] for batch in ImportBatch.objects.all()})
        yield Demonstration(loaded, said, truth, invented, folder)
        transaction.set_rollback(True)


@pytest.fixture
def by_key(demonstration: Demonstration, db: None) -> dict[str, Actor]:
    """The located actors by the key of the truth."""
    found = demonstration.truth.of_actors()
    actors = Actor.objects.in_bulk(found)
    return {key: actors[pk] for pk, keys in found.items() for key in keys}


def test_535_located_structures_and_the_thirty_others(demonstration: Demonstration, db: None) -> None:
    assert demonstration.loaded == Loaded(located=535, others=30)
    assert Actor.objects.living().count() == 565
    assert Actor.objects.living().filter(invented=True).count() == 534
    assert Actor.objects.public().count() == 565


def test_each_structure_is_one_actor_and_each_actor_one_structure(
    demonstration: Demonstration, db: None
) -> None:
    found = demonstration.truth.of_actors()
    assert {len(keys) for keys in found.values()} == {1}
    told = Counter(key for keys in found.values() for key in keys)
    assert set(told) == {*demonstration.invented, REGIE_DE_QUARTIER}
    assert set(told.values()) == {1}


def test_shares_of_themes_survive_the_lists(by_key: dict[str, Actor]) -> None:
    found = Counter(actor.themes[0].partition("/")[0] for actor in by_key.values())
    assert found == THEME_SHARES


def test_the_table_of_the_synthesis(by_key: dict[str, Actor]) -> None:
    families = Counter(actor.family for actor in by_key.values())
    assert (families["mutuelle"], families["fondation"]) == (13, 3)
    assert families[""] == 0
    insertion = Counter(kind for actor in by_key.values() for kind in actor.insertion_types)
    assert insertion == {"EI": 4, "ETTI": 1, "AI": 3, "ACI": 2, "ESAT": 4}
    living = list(Actor.objects.living())
    assert not any("scop" in actor.labels for actor in living)
    funders = [actor for actor in living if actor.family == "cooperative" and "financer" in actor.support_roles]
    assert sorted(actor.name for actor in funders) == [
        "Caisse d’Épargne",
        "Crédit Agricole",
        "Crédit Coopératif",
        "Crédit Mutuel",
    ]


def test_what_is_named_by_the_synthesis_stays_its_word(by_key: dict[str, Actor]) -> None:
    named = Actor.objects.living().filter(invented=False)
    assert named.count() == 31
    elsewhere = Fact.objects.filter(actor__in=named).exclude(contribution__source__kind="document")
    assert {fact.actor_id for fact in elsewhere} <= {by_key[REGIE_DE_QUARTIER].pk}
    regie = by_key[REGIE_DE_QUARTIER]
    assert not regie.invented
    assert "D’après la synthèse de 2005" in regie.description
    assert not (regie.phone or regie.email or regie.website or regie.shown_address)
    assert not Contact.objects.filter(actor__in=named).exists()


def test_lists_came_in_by_four_imports_with_their_profiles(demonstration: Demonstration, db: None) -> None:
    assert ImportBatch.objects.filter(state=BatchState.DONE).count() == 4
    assert ImportProfile.objects.count() == 4
    for batch in ImportBatch.objects.all():
        report = batch.report
        parts = ("created", "changed", "unchanged", "merged", "to_review", "outside")
        assert report["rows_read"] == sum(report[part] for part in parts) + len(report["refused"])
    assert sum(batch.report["outside"] for batch in ImportBatch.objects.all()) >= 5
    assert sum(len(batch.report["refused"]) for batch in ImportBatch.objects.all()) == 2
    assert not any(batch.unknown_themes for batch in ImportBatch.objects.all())


def test_decisions_are_recorded_and_a_few_pairs_are_left(demonstration: Demonstration, db: None) -> None:
    decided = DoubtfulPair.objects.exclude(decision="")
    assert decided.exists()
    assert {pair.decided_by.email for pair in decided.select_related("decided_by")} == {AMINA.email}
    assert 1 <= pairs_to_decide().count() <= 2 * LEFT_TO_DECIDE
    assert Actor.objects.filter(state=ActorState.MERGED).exists()


def test_homes_do_not_show(by_key: dict[str, Actor], demonstration: Demonstration) -> None:
    shown = [
        actor.name
        for key, actor in by_key.items()
        if key in demonstration.invented
        and demonstration.invented[key].home
        and not actor.employer
        and (actor.shown_address or actor.latitude is not None)
    ]
    assert shown == []


def test_sections_are_linked_to_their_club(by_key: dict[str, Actor], demonstration: Demonstration) -> None:
    sections = {key: one for key, one in demonstration.invented.items() if one.section_of is not None}
    assert sections
    for key, one in sections.items():
        assert by_key[key].section_of == by_key[str(one.section_of)]


def test_a_little_less_than_half_of_the_pages_are_complete(
    by_key: dict[str, Actor], demonstration: Demonstration
) -> None:
    complete = {key: actor for key, actor in by_key.items() if actor.checked_on}
    assert 0.4 < len(complete) / 534 < 0.5
    for key, actor in complete.items():
        truth = demonstration.invented[key]
        assert actor.name == truth.name
        assert actor.description == truth.description
    others = [actor.quality for key, actor in by_key.items() if key not in complete]
    assert mean(actor.quality for actor in complete.values()) > mean(others) + 10
    offered = Counter(Service.objects.values_list("actor_id", flat=True))
    assert offered == {
        actor.pk: len(demonstration.invented[key].services)
        for key, actor in complete.items()
        if demonstration.invented[key].services
    }


def test_names_are_mostly_right(by_key: dict[str, Actor], demonstration: Demonstration) -> None:
    right = sum(by_key[key].name == one.name for key, one in demonstration.invented.items())
    assert right / 534 > 0.9


def test_bruno_keeps_the_page_of_a_musical_association(demonstration: Demonstration, db: None) -> None:
    (actor,) = Actor.objects.filter(memberships__user__email=BRUNO.email)
    assert actor.invented
    assert actor.themes == ["culture/musique"]
    assert actor.commune_id == "94028"


def test_some_people_agreed_and_their_messages_can_be_read(demonstration: Demonstration, db: None) -> None:
    consents = Counter(Contact.objects.values_list("consent", flat=True))
    assert consents["agreed"] >= 10
    assert consents["informed"] >= 1
    assert consents["unknown"] > consents["agreed"]
    # Two more prove the addresses of who asks to keep a page and to come in, one invites.
    assert OutgoingMessage.objects.count() == consents["agreed"] + consents["informed"] + 3
    assert all(
        address.endswith(("@example.org", "@example.net"))
        for message in OutgoingMessage.objects.all()
        for address in message.to
    )


def test_people_of_every_kind_are_members_and_share_groups(demonstration: Demonstration, db: None) -> None:
    assert members().count() == 10
    assert set(RoleGrant.objects.values_list("role", flat=True)) == {
        "animator",
        "copilot",
        "partner",
        "elected",
    }
    assert set(Group.objects.values_list("visibility", flat=True)) == {"public", "members", "private"}
    private = Group.objects.get(visibility="private")
    assert people_of(private).count() == 4
    network = Group.objects.get(kind="network")
    assert network.members.exclude(actor=None).count() == 3
    assert Group.objects.exclude(closed_on=None).count() == 1
    assert JoinRequest.objects.get().state == JoinRequest.State.WAITING
    assert Invitation.objects.get().state == Invitation.State.WAITING


def test_the_calendar_is_that_of_the_synthesis_and_says_what_is_invented(
    demonstration: Demonstration, db: None
) -> None:
    """Loaded on the day of the synthesis, its meetings are on its own days."""
    days = {one.title: one.first_day for one in Event.objects.all()}
    assert days["Restitution collective des travaux de la mission"] == date(2005, 1, 27)
    assert days["Forum local de l’économie sociale et solidaire"].year == 2007
    conferences = Event.objects.filter(kind=Event.Kind.CONFERENCE).order_by("starts_at")
    assert [(one.first_day.year, one.first_day.month) for one in conferences] == [
        (2005, 5),
        (2005, 9),
        (2005, 11),
    ]
    assert not Event.objects.filter(invented=False).exists()
    guests = Registration.objects.filter(user=None)
    assert guests.count() > 100 and not guests.exclude(name__endswith="(exemple)").exists()
    full = Event.objects.get(kind=Event.Kind.TRAINING).registrations
    assert (full.filter(state="confirmed").count(), full.filter(state="waiting").count()) == (12, 3)


def test_invented_articles_are_in_every_state_and_one_text_is_late(
    demonstration: Demonstration, db: None
) -> None:
    assert set(Article.objects.values_list("state", flat=True)) == set(Article.State.values)
    assert not Article.objects.filter(invented=False).exists()
    assert not Actor.objects.filter(articles__isnull=False, invented=False).exists()
    assert Article.objects.published().filter(audience="public").count() == 2
    assert any(one.is_scheduled for one in Article.objects.all())
    assert ArticlePicture.objects.get().alt.startswith("Dessin")
    assert set(Column.objects.values_list("channel", flat=True)) == {"journal", "review", "radio"}
    assert set(ColumnText.objects.values_list("state", flat=True)) == {"to-write", "ready", "given"}
    assert [one.column.channel for one in ColumnText.objects.all() if one.is_late] == ["journal"]
    for one in ColumnText.objects.exclude(state="to-write"):
        assert 0 < one.column.length_of(one.text) <= one.column.limit
        assert "inventé" not in one.text


@pytest.mark.parametrize("on", [date(2005, 1, 10), date(2026, 1, 15), date(2027, 3, 2)])
def test_a_day_of_the_synthesis_moves_by_whole_weeks(on: date) -> None:
    restitution = moved(date(2005, 1, 27), on)
    assert restitution.weekday() == 3 and abs((restitution - on).days - 17) <= 3


def test_the_animator_has_something_to_examine(demonstration: Demonstration, db: None) -> None:
    spelling, telephone = waiting_suggestions()
    assert spelling.values["usual_name"] != spelling.actor.name
    assert telephone.values["phone"] and not telephone.actor.phone
    (request,) = waiting_requests()
    assert request.kind == "claim"


def test_nobody_real_can_be_reached(demonstration: Demonstration, db: None) -> None:
    for actor in Actor.objects.living():
        assert not actor.phone or actor.phone.startswith("019900")
        assert not actor.email or actor.email.casefold().endswith(("@example.org", "@example.net"))
        assert not actor.website or ".example.org" in actor.website
    assert not Contact.objects.exclude(phone="").exclude(phone__startswith="063998").exists()


def test_projects_are_those_of_the_synthesis(demonstration: Demonstration, db: None) -> None:
    assert Initiative.objects.count() == 5
    assert not Initiative.objects.filter(invented=True).exists()


def test_the_files_of_the_lists_are_kept(demonstration: Demonstration, db: None) -> None:
    assert len(list((demonstration.folder / "demo").iterdir())) == 4


def test_each_step_was_said(demonstration: Demonstration, db: None) -> None:
    assert len(demonstration.said) >= 7
    assert any("Créteil" in sentence for sentence in demonstration.said)
    assert any("par le rapprochement automatique seul" in sentence for sentence in demonstration.said)


def test_it_is_not_loaded_twice(demonstration: Demonstration, db: None) -> None:
    with pytest.raises(NotEmpty, match="dossier vide"):
        load_demo(DAY, say=lambda text: None)


# --- The diagnosis -------------------------------------------------------------------------------------------
# The summary table of the synthesis, as the diagnosis computes it from the files.
SYNTHESIS = {
    "synthese.associations-employeuses": 844,
    "synthese.scop": 0,
    "synthese.scic": 0,
    "synthese.mutuelles": 13,
    "synthese.banques": 4,
    "synthese.banque.credit-municipal": 1,
    "synthese.fondations": 3,
    "synthese.siae": 10,
    "synthese.siae.ei": 4,
    "synthese.siae.etti": 1,
    "synthese.siae.ai": 3,
    "synthese.siae.aci": 2,
    "synthese.esat": 4,
    "synthese.clubs": 1,
    "synthese.groupements": 0,
}


def figures_of(row: Diagnosis) -> dict[str, object]:
    """The value of each figure of a diagnosis, by its code."""
    return {figure.code: figure.value for figure in opened(row).figures()}


def test_the_diagnosis_computes_the_table_of_the_synthesis(demonstration: Demonstration, db: None) -> None:
    row = Diagnosis.objects.public().get()
    assert row.synthetic
    told = figures_of(row)
    assert {code: told[code] for code in SYNTHESIS} == SYNTHESIS


def test_the_lists_are_five_hundred_and_thirty_five_and_their_themes_those_of_the_synthesis(
    demonstration: Demonstration, db: None
) -> None:
    frozen = opened(Diagnosis.objects.public().get())
    lines = {code: [frozen.figure(one) for one in codes] for code, _, codes in frozen.blocks["listes"].lines}
    assert lines["ensemble"][0].value == 535
    shares = {code: round(lines[code][1].value) for code in ("culture", "sport", "sante-social")}
    assert shares == {"culture": 32, "sport": 21, "sante-social": 16}
    # Two sets that are not the same: what they share is shown, and is neither nothing nor everything.
    found = frozen.figure(
        next(codes[0] for code, _, codes in frozen.blocks["recoupement"].lines if code == "retrouvees")
    )
    assert 0 < found.value < 535


def test_the_subsidies_are_those_of_the_synthesis_and_creteil_told_none(
    demonstration: Demonstration, db: None
) -> None:
    frozen = opened(Diagnosis.objects.public().get())
    told = {
        label.partition(",")[0]: [frozen.figure(code) for code in codes]
        for _, label, codes in frozen.blocks["subventions"].lines
    }
    agglomeration = next(figures for name, figures in told.items() if name.startswith("Communauté"))
    assert (agglomeration[0].value, agglomeration[1].value) == (755_000, 16)
    assert told["Alfortville"][0].value == 230_000
    assert told["Limeil-Brévannes"][0].value == 258_000
    assert (told["Créteil"][0].value, told["Créteil"][0].state) == (None, "not_in_source")
    # Drawn again by the command, which knows only the collectivities of today, it is the same diagnosis.
    row = Diagnosis.objects.public().get()
    assert diagnose(row.territory, row.stated_on, by=None).pk == row.pk
    declared = {
        grid.actor.name: grid.answers.filter(practice="subsidies").values_list("amount", flat=True).first()
        for grid in PracticeGrid.objects.filter(state=PracticeGrid.State.PUBLISHED)
    }
    assert sorted(int(amount) for amount in declared.values() if amount) == [230_000, 258_000, 755_000]
    assert declared["Ville de Créteil"] is None


def test_the_invented_quarters_are_counted_and_what_is_outside(demonstration: Demonstration, db: None) -> None:
    frozen = opened(Diagnosis.objects.public().get())
    counted = [frozen.figure(f"zones.{zone}").value for zone in ("QPV-A", "QPV-B", "hors")]
    assert 0 < min(counted) < max(counted) == counted[2]
    # Not every position is known.
    assert sum(counted) < frozen.figure("essentiel.etablissements").value


def test_every_figure_opens_onto_as_many_rows_as_it_says(demonstration: Demonstration, db: None) -> None:
    frozen = opened(Diagnosis.objects.public().get())
    counted = {}
    for figure in frozen.figures():
        for part in figure.parts:
            if part.selection not in counted:
                counted[part.selection] = frozen.count(figure.code, part.code)
            assert counted[part.selection] == part.rows, (figure.code, part.code)
    assert len(frozen.codes) > 600


def test_changing_one_generated_row_changes_the_figure(demonstration: Demonstration, db: None) -> None:
    row = Diagnosis.objects.public().get()
    siren = opened(row).rows("synthese.associations-employeuses").rows[0]["siren"]
    with transaction.atomic():
        for table in ("sirene-units", "sirene-establishments"):
            path = store().require(table).path
            changed = path.with_suffix(".changed")
            duckdb.sql(
                f"COPY (SELECT * REPLACE (CASE WHEN siren = '{siren}' THEN 'NN' ELSE headcount END "
                f"AS headcount) FROM '{path}') TO '{changed}' (FORMAT parquet)"
            )
            changed.replace(path)
        run_pass(store(), again=True)
        told = figures_of(diagnose(row.territory, row.stated_on, by=None))
        transaction.set_rollback(True)
    assert told["synthese.associations-employeuses"] == 843


def test_links_of_both_kinds_wait_for_the_animator(demonstration: Demonstration, db: None) -> None:
    waiting = LinkPair.objects.filter(decision="")
    assert waiting.filter(published="", certain=True).count() > 10
    assert waiting.exclude(published="").filter(certain=True).count() > 10
    assert waiting.filter(certain=False).exists()


def test_a_newsletter_left_and_one_is_in_preparation(demonstration: Demonstration, db: None) -> None:
    left, draft = (Newsletter.objects.get(state=state) for state in ("sent", "draft"))
    counts = counts_of(left)
    assert counts["sent"] > 10 and counts["returned"] == 1 and counts["waiting"] == 0
    assert left.parts.exists() and draft.parts.exists()
    assert Newsletter.objects.filter(invented=False).count() == 0
    found = recipients_of(draft)
    assert found.emails and not found.among("refus")
    assert Subscriber.objects.filter(state="ended").exists()
    assert not OutgoingMessage.objects.filter(subject=left.subject).exists()


def test_a_past_meeting_was_attended_and_told(demonstration: Demonstration, db: None) -> None:
    minutes = Minutes.objects.get()
    event = minutes.event
    numbers = numbers_of(event)
    assert 0 < numbers.present < numbers.registered
    assert event.guests.count() == 40 and 0 < event.guests.exclude(registration=None).count() < 20
    assert minutes.published_at and event.resolutions.count() == 2 and event.feedback.count() >= 3
    assert not OutgoingMessage.objects.filter(subject__contains="compte rendu").exists()
