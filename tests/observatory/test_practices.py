"""The practices of the collectivities: filled, asked through a link, published, never changed in silence."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry
from maillage.actors.actions import say
from maillage.actors.models import Actor
from maillage.observatory.actions import practices as actions
from maillage.observatory.actions.diagnosis import diagnose, publish
from maillage.observatory.actions.practices import Said
from maillage.observatory.domain.practices import HEADINGS, PRACTICES, Answer
from maillage.observatory.models import LINK_TERM, PracticeGrid
from maillage.outbox.models import OutgoingMessage
from tests.factories import make_actor, make_contribution
from tests.opendata.diagnosis.ground import ON, SUBSIDIES
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored_mail(settings):
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    settings.DEMO = True


@pytest.fixture
def alfortville(plaine_centrale) -> Actor:
    return make_actor("Commune d’Alfortville", family="public", commune="94002")


@pytest.fixture
def grid(alfortville, amina) -> PracticeGrid:
    return actions.open_grid(alfortville, 2004, by=amina)


def posted(**said: str) -> dict[str, str]:
    """What the browser sends: every question not told, but for what is said (`subsidies_amount="230000"`)."""
    values = {f"answer-{code}": "not-told" for code in PRACTICES.codes}
    values |= {
        f"{name.split('__')[0]}-{name.split('__')[1].replace('_', '-')}": text for name, text in said.items()
    }
    return {**values, "fill": "1"}


def shown(page) -> dict[str, str]:
    """What the browser sends of a grid left as the page showed it."""
    [form] = [one for one in fromstring(page.content.decode()).forms if "answer-mandate" in one.inputs]
    return {**dict(form.form_values()), "fill": "1"}


def published(grid: PracticeGrid, amina, **said: Said) -> PracticeGrid:
    actions.fill_grid(grid, {code.replace("_", "-"): one for code, one in said.items()}, by=amina)
    actions.publish_grid(grid, by=amina)
    return grid


class TestTheQuestions:
    def test_each_stands_under_a_heading_and_cites_its_law_when_it_is_a_purchase(self):
        assert {practice.heading for practice in PRACTICES} == set(HEADINGS)
        bought = [practice for practice in PRACTICES if practice.code.startswith(("reserved", "clauses"))]
        assert all("art. L. 211" in practice.legal_basis for practice in bought)

    def test_what_2004_called_otherwise_is_joined(self):
        assert PRACTICES["social-services"].former_basis.startswith("article 30")
        assert PRACTICES["clauses-choice"].former_basis.startswith("article 14")


class TestFilling:
    def test_the_animator_fills_and_what_is_empty_is_not_zero(self, as_amina, grid):
        address = reverse("observatory:edit-grid", args=[grid.pk])
        check_html(as_amina.get(address))
        as_amina.post(
            address, posted(answer__subsidies="yes", amount__subsidies="230 000", answer__mandate="yes")
        )
        row = grid.answers.get(practice="subsidies")
        assert (row.answer, row.amount, row.structures) == (Answer.YES, Decimal("230000.00"), None)
        assert set(grid.answers.values_list("practice", flat=True)) == {"subsidies", "mandate"}

    def test_the_same_answers_twice_change_nothing(self, as_amina, grid):
        address = reverse("observatory:edit-grid", args=[grid.pk])
        for _ in range(2):
            as_amina.post(address, posted(answer__mandate="yes", detail__mandate="Adjointe à l’ESS"))
        assert JournalEntry.objects.filter(verb="practices.fill").count() == 1

    def test_an_amount_beside_a_no_is_questioned(self, as_amina, grid):
        page = as_amina.post(
            reverse("observatory:edit-grid", args=[grid.pk]),
            posted(answer__subsidies="no", amount__subsidies="12"),
        )
        assert "alors que la réponse est « non »" in page.content.decode()
        assert not grid.answers.exists()

    def test_a_number_of_structures_that_cannot_be_is_questioned(self, as_amina, grid):
        page = as_amina.post(
            reverse("observatory:edit-grid", args=[grid.pk]),
            posted(answer__subsidies="yes", structures__subsidies="9" * 19),
        )
        assert "inférieure ou égale à 100000" in check_html(page)
        assert not grid.answers.exists()

    def test_one_grid_a_year(self, as_amina, grid):
        page = as_amina.post(reverse("observatory:practice-grids"), {"actor": grid.actor.pk, "year": 2004})
        assert "existe déjà" in page.content.decode()
        later = as_amina.post(reverse("observatory:practice-grids"), {"actor": grid.actor.pk, "year": 3000})
        assert "pas commencée" in later.content.decode()

    def test_a_published_grid_is_taken_back_before_it_is_corrected(self, grid, amina):
        published(grid, amina, mandate=Said(Answer.YES))
        with pytest.raises(ValueError, match="retirez-la"):
            actions.fill_grid(grid, {"mandate": Said(Answer.NO)}, by=amina)
        actions.withdraw_grid(grid, by=amina)
        assert actions.fill_grid(grid, {"mandate": Said(Answer.NO)}, by=amina) == 1

    def test_a_stale_page_neither_takes_back_what_is_published_nor_closes_a_link(
        self, as_amina, client, grid, amina
    ):
        address = reverse("observatory:edit-grid", args=[grid.pk])
        published(grid, amina, mandate=Said(Answer.YES))
        answer = as_amina.post(address, {"ask": "1", "email": "achats@alfortville.example"}, follow=True)
        assert "retirez-la de la publication" in check_html(answer)
        assert client.get(grid.get_absolute_url()).status_code == 200
        assert not OutgoingMessage.objects.exists()
        as_amina.post(address, {"withdraw": "1"})
        as_amina.post(address, {"ask": "1", "email": "achats@alfortville.example"})
        as_amina.post(address, {"withdraw": "1"})
        grid.refresh_from_db()
        assert grid.link_is_open

    def test_a_button_pressed_twice_is_one_line_in_the_journal(self, as_amina, grid, amina):
        actions.fill_grid(grid, {"mandate": Said(Answer.YES)}, by=amina)
        for name in ("publish", "publish", "withdraw", "withdraw"):
            as_amina.post(reverse("observatory:edit-grid", args=[grid.pk]), {name: "1"})
        verbs = JournalEntry.objects.filter(verb__in=["practices.publish", "practices.withdraw"])
        assert sorted(verbs.values_list("verb", flat=True)) == ["practices.publish", "practices.withdraw"]

    def test_every_change_is_in_the_journal(self, grid, amina):
        published(grid, amina, mandate=Said(Answer.YES, "Délégation"))
        entry = JournalEntry.objects.get(verb="practices.fill")
        assert entry.data["changed"]["mandate"]["answer"] == "yes"
        assert list(journal.broken_entries()) == []

    def test_an_empty_grid_is_deleted_a_filled_one_is_kept(self, as_amina, grid, amina):
        address = reverse("observatory:edit-grid", args=[grid.pk])
        actions.fill_grid(grid, {"mandate": Said(Answer.YES)}, by=amina)
        as_amina.post(address, {"delete": "1"})
        assert PracticeGrid.objects.exists()
        grid.answers.all().delete()
        as_amina.post(address, {"delete": "1"})
        assert not PracticeGrid.objects.exists()


class TestTheLink:
    def _ask(self, as_amina, grid) -> str:
        as_amina.post(
            reverse("observatory:edit-grid", args=[grid.pk]),
            {"email": "Achats@Alfortville.example", "ask": "1"},
        )
        grid.refresh_from_db()
        return reverse("observatory:practices-link", args=[grid.token])

    def test_it_arrives_opens_without_an_account_and_opening_it_changes_nothing(self, as_amina, client, grid):
        link = self._ask(as_amina, grid)
        message = OutgoingMessage.objects.get()
        assert message.to == ["achats@alfortville.example"]
        assert link in message.text
        check_html(client.get(link))
        grid.refresh_from_db()
        assert (grid.state, grid.answers.count()) == (PracticeGrid.State.ASKED, 0)
        client.post(link, posted(answer__fair_trade="yes", detail__fair_trade="Café"))
        grid.refresh_from_db()
        assert grid.state == PracticeGrid.State.ANSWERED
        row = grid.answers.get()
        assert (row.practice, row.by_collectivity, row.said_by) == ("fair-trade", True, None)

    def test_a_page_opened_before_the_answer_came_does_not_undo_it(self, as_amina, client, grid):
        link = self._ask(as_amina, grid)
        address = reverse("observatory:edit-grid", args=[grid.pk])
        opened_before = shown(as_amina.get(address))
        client.post(link, shown(client.get(link)) | {"answer-fair-trade": "yes", "detail-fair-trade": "Café"})
        as_amina.post(address, opened_before | {"answer-mandate": "yes"})
        told = grid.answers.order_by("practice").values_list("practice", "answer", "detail", "by_collectivity")
        assert list(told) == [("fair-trade", "yes", "Café", True), ("mandate", "yes", "", False)]
        as_amina.post(address, shown(as_amina.get(address)) | {"detail-fair-trade": ""})
        assert grid.answers.get(practice="fair-trade").detail == ""

    def test_two_answers_to_one_question_are_shown_before_one_replaces_the_other(self, as_amina, client, grid):
        link = self._ask(as_amina, grid)
        address = reverse("observatory:edit-grid", args=[grid.pk])
        opened_before = shown(as_amina.get(address))
        theirs = {"answer-subsidies": "yes", "amount-subsidies": "1 250,50"}
        sent = shown(client.get(link)) | theirs
        for _ in range(2):  # a button pressed twice is no other answer
            assert client.post(link, sent).status_code == 302
        page = as_amina.post(address, opened_before | {"answer-subsidies": "no", "answer-mandate": "yes"})
        assert "« oui, 1250,5 »" in check_html(page)
        assert list(grid.answers.values_list("practice", "answer")) == [("subsidies", "yes")]
        as_amina.post(address, shown(page))
        told = grid.answers.order_by("practice").values_list("practice", "answer", "amount")
        assert list(told) == [("mandate", "yes", None), ("subsidies", "no", None)]

    @pytest.mark.parametrize("what", ["published", "deleted"])
    def test_what_arrives_as_the_grid_closes_is_told(self, as_amina, client, grid, what):
        link = self._ask(as_amina, grid)

        def meanwhile(instance, **_):
            """Another person acts between the reading of the grid and the writing of the answers."""
            post_init.disconnect(meanwhile, PracticeGrid)
            one = PracticeGrid.objects.filter(pk=instance.pk)
            one.update(state=PracticeGrid.State.PUBLISHED) if what == "published" else one.delete()

        post_init.connect(meanwhile, PracticeGrid)
        answer = client.post(link, posted(answer__mandate="yes"))
        assert answer.url == link
        page = client.get(link)
        if what == "published":
            assert "Vos réponses n’ont pas été enregistrées" in check_html(page)
            assert not grid.answers.exists()

    def test_a_new_link_closes_the_former_one(self, as_amina, client, grid):
        former = self._ask(as_amina, grid)
        self._ask(as_amina, grid)
        assert client.get(former).status_code == 404
        assert client.get("/pratiques/a%00b/").status_code == 404

    def test_it_closes_when_published_or_after_a_year(self, as_amina, client, grid, amina):
        link = self._ask(as_amina, grid)
        PracticeGrid.objects.update(asked_at=timezone.now() - LINK_TERM - timedelta(days=1))
        assert "n’attend plus de réponse" in client.get(link).content.decode()
        client.post(link, posted(answer__mandate="yes"))
        assert not grid.answers.exists()
        assert actions.purge_correspondents() == 1
        grid.refresh_from_db()
        assert grid.correspondent_email == ""
        PracticeGrid.objects.update(asked_at=timezone.now())
        grid.refresh_from_db()
        published(grid, amina, mandate=Said(Answer.NO))
        assert "Elle est publiée" in client.get(link).content.decode()


class TestThePublicPage:
    def test_nothing_is_shown_before_it_is_published(self, client, grid, amina):
        actions.fill_grid(grid, {"mandate": Said(Answer.YES)}, by=amina)
        assert "Aucune grille publiée" in client.get(reverse("observatory:practices")).content.decode()
        assert client.get(grid.get_absolute_url()).status_code == 404
        actions.publish_grid(grid, by=amina)
        check_html(client.get(grid.get_absolute_url()))

    def test_what_was_not_told_is_said_so_and_never_zero(self, client, grid, amina):
        published(grid, amina, subsidies=Said(Answer.YES, "Hors CCAS", Decimal("230000")))
        page = client.get(reverse("observatory:practices")).content.decode()
        check_html(client.get(reverse("observatory:practices")))
        assert "230\u202f000" in page or "230\u00a0000" in page
        assert page.count(">Non renseigné<") == len(PRACTICES) - 1

    def test_nothing_said_cannot_be_published(self, grid, amina):
        actions.fill_grid(grid, {"mandate": Said(Answer.NOT_TOLD, "On ne sait pas")}, by=amina)
        with pytest.raises(ValueError, match="rien à publier"):
            actions.publish_grid(grid, by=amina)

    def test_the_number_of_queries_does_not_follow_the_collectivities(self, client, grid, amina, alfortville):
        published(grid, amina, mandate=Said(Answer.YES))

        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(reverse("observatory:practices"))
            return len(seen)

        client.get(reverse("observatory:practices"))
        before = queries()
        for name in ("Commune de Créteil", "Commune de Limeil-Brévannes"):
            actor = make_actor(name, family="public")
            published(actions.open_grid(actor, 2004, by=amina), amina, mandate=Said(Answer.NO))
        assert queries() == before


class TestBesideWhatIsPublished:
    def test_the_published_subsidies_and_contracts_stand_beside(self, client, grid, amina, ground, two_banks):
        ground.load("subsidies", SUBSIDIES)
        publish(diagnose(two_banks, ON, by=None, also=(("219400280", "Ville A"),)), by=None)
        published(grid, amina, mandate=Said(Answer.YES))
        assert "SIREN de cette collectivité n’est pas connu" in check_html(client.get(grid.get_absolute_url()))
        contribution = make_contribution()
        say(contribution, grid.actor, {"siren": "219400280"})
        text = check_html(client.get(grid.get_absolute_url()))
        assert "1\u00a0750" in text
        assert "Ville A, 2024" in text

    def test_a_diagnosis_whose_folder_is_lost_does_not_hide_what_was_declared(
        self, client, grid, amina, ground, two_banks, settings, tmp_path
    ):
        publish(diagnose(two_banks, ON, by=None), by=None)
        say(make_contribution(), grid.actor, {"siren": "219400280"})
        published(grid, amina, mandate=Said(Answer.YES, "Adjointe à l’ESS"))
        settings.DATA_DIR = tmp_path / "elsewhere"
        assert "Adjointe à l’ESS" in check_html(client.get(grid.get_absolute_url()))
