"""Claims, edits, suggestions, campaigns and consent, as people meet them."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from maillage.accounts.models import JournalEntry, User
from maillage.actors.actions import end_membership
from maillage.actors.models import Actor, Contact, Membership
from maillage.kernel.vocabulary import SERVICES
from maillage.outbox.models import OutgoingMessage
from maillage.upkeep import actions
from maillage.upkeep.forms import ServiceFormSet
from maillage.upkeep.models import Campaign, CampaignEntry, PersonRequest, Suggestion
from maillage.upkeep.paper import campaign_letters
from maillage.upkeep.queries import selected_actors
from tests.factories import make_actor, make_contribution
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored_mail(settings):
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    settings.DEMO = True


@pytest.fixture
def jardins(plaine_centrale) -> Actor:
    return make_actor(
        "Les Jardins partagés", family="association", email="jardins@example.org", themes=["environnement"]
    )


@pytest.fixture
def bruno_of_jardins(jardins, bruno) -> Membership:
    return Membership.objects.create(user=bruno, actor=jardins, function="président")


def page_values(actor: Actor, **changed: object) -> dict[str, object]:
    """What the browser would post from the edit page of `actor`."""
    values: dict[str, object] = {
        "usual_name": actor.name, "sigle": actor.sigle, "description": actor.description,
        "themes": actor.themes,
        "publics": actor.publics, "family": actor.family, "website": actor.website, "email": actor.email,
        "phone": actor.phone, "opening_hours": actor.opening_hours, "address": "", "postcode": "",
        "commune": actor.commune_id or "", "address_public": "",
        "services-TOTAL_FORMS": "0", "services-INITIAL_FORMS": "0",
    }  # fmt: skip
    return {**values, **changed}


class TestClaims:
    form = {"name": "Dominique", "function": "présidente", "message": ""}

    def test_the_known_address_is_accepted_once_proved_and_opening_the_link_changes_nothing(
        self, client, jardins
    ):
        client.post(reverse("upkeep:claim", args=[jardins.slug]), {**self.form, "email": "jardins@example.org"})
        asking = PersonRequest.objects.get()
        link = reverse("upkeep:prove", args=[asking.token])
        assert link in OutgoingMessage.objects.get().text
        check_html(client.get(link))
        assert not Membership.objects.exists()
        client.post(link)
        assert Membership.objects.get().user.email == "jardins@example.org"
        assert client.post(link).status_code == 302
        assert Membership.objects.count() == 1

    def test_another_address_waits_for_the_animator(self, client, as_amina, jardins):
        client.post(reverse("upkeep:claim", args=[jardins.slug]), {**self.form, "email": "autre@example.net"})
        asking = PersonRequest.objects.get()
        client.post(reverse("upkeep:prove", args=[asking.token]))
        assert not Membership.objects.exists()
        assert "Dominique" in as_amina.get(reverse("upkeep:inbox")).content.decode()
        as_amina.post(reverse("upkeep:request", args=[asking.pk]), {"grant": "1"})
        assert Membership.objects.get().actor == jardins

    def test_a_refusal_says_why(self, client, as_amina, jardins):
        client.post(reverse("upkeep:claim", args=[jardins.slug]), {**self.form, "email": "autre@example.net"})
        asking = PersonRequest.objects.get()
        client.post(reverse("upkeep:prove", args=[asking.token]))
        as_amina.post(
            reverse("upkeep:request", args=[asking.pk]),
            {"refuse": "1", "reason": "Nous ne vous connaissons pas."},
        )
        asking.refresh_from_db()
        assert asking.state == "refused"
        assert "Nous ne vous connaissons pas." in OutgoingMessage.objects.latest("pk").text

    def test_a_structure_leaves_the_guide_at_its_own_word(self, client, jardins):
        data = {**self.form, "email": "jardins@example.org", "actor": jardins.slug}
        client.post(reverse("upkeep:removal"), data)
        client.post(reverse("upkeep:prove", args=[PersonRequest.objects.get().token]))
        jardins.refresh_from_db()
        assert jardins.state == "withdrawn"
        assert not Actor.objects.public().exists()

    def test_the_structure_to_remove_is_found_by_its_name_even_misspelt(self, client, jardins):
        html = check_html(client.get(reverse("upkeep:removal"), {"nom": "jardin partajé"}))
        assert f"?structure={jardins.slug}" in html
        check_html(client.get(reverse("upkeep:removal"), {"structure": jardins.slug}))
        assert "Aucune structure" in check_html(client.get(reverse("upkeep:removal"), {"nom": "zzzz"}))
        assert client.get(reverse("upkeep:removal"), {"structure": "nulle-part"}).status_code == 404

    def test_too_many_claims_from_one_address_are_refused(self, client, jardins):
        address = reverse("upkeep:claim", args=[jardins.slug])
        answers = [
            client.post(address, {**self.form, "email": f"a{n}@example.org"}).status_code for n in range(12)
        ]
        assert answers[0] == 302
        assert answers[-1] == 429

    def test_requests_reach_their_term(self, jardins):
        old = actions.ask(PersonRequest.Kind.CLAIM, jardins, email="x@example.org", name="X")
        PersonRequest.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
        actions.ask(PersonRequest.Kind.CLAIM, jardins, email="y@example.org", name="Y")
        assert actions.purge_requests() == 1


class TestEditing:
    def test_a_person_of_the_structure_edits_its_page(self, as_bruno, bruno_of_jardins, jardins):
        address = reverse("upkeep:edit", args=[jardins.slug])
        check_html(as_bruno.get(address))
        values = page_values(
            jardins, description="Nous cultivons ensemble.", phone="0199000102", address="4 rue du Port",
            postcode="94000", address_public="oui",
        )  # fmt: skip
        values |= {
            "services-TOTAL_FORMS": "1", "services-0-kind": SERVICES.codes[0],
            "services-0-name": "Atelier du samedi",
        }  # fmt: skip
        answer = as_bruno.post(address, values)
        assert answer.status_code == 302, answer.context["form"].errors
        jardins.refresh_from_db()
        assert jardins.description == "Nous cultivons ensemble."
        assert jardins.phone == "0199000102"
        assert jardins.shown_address == "4 rue du Port"
        assert jardins.checked_on == timezone.localdate()
        assert jardins.services.get().name == "Atelier du samedi"
        assert JournalEntry.objects.filter(verb="actor.edit").exists()

    def test_saving_without_change_only_confirms(self, as_bruno, bruno_of_jardins, jardins):
        before = jardins.facts.count()
        as_bruno.post(reverse("upkeep:edit", args=[jardins.slug]), page_values(jardins))
        assert jardins.facts.count() == before

    def test_hours_are_said_in_french_and_kept_in_the_open_form(self, as_bruno, bruno_of_jardins, jardins):
        address = reverse("upkeep:edit", args=[jardins.slug])
        said = "du lundi au vendredi de 9 h à 12 h ; fermé les jours fériés"
        as_bruno.post(address, page_values(jardins, opening_hours=said, phone="01 99 00 01 02"))
        jardins.refresh_from_db()
        assert jardins.opening_hours == "Mo-Fr 09:00-12:00; PH off"
        html = check_html(as_bruno.get(address)).replace("\u00a0", " ")
        assert "Du lundi au vendredi de 9 h à 12 h" in html
        assert 'value="01 99 00 01 02"' in html

    def test_what_the_page_shows_in_words_is_no_change_when_posted_back(
        self, as_bruno, bruno_of_jardins, jardins
    ):
        address = reverse("upkeep:edit", args=[jardins.slug])
        as_bruno.post(address, page_values(jardins, opening_hours="Mo-Fr 09:00-12:00", phone="0199000102"))
        jardins.refresh_from_db()
        before = jardins.facts.count()
        form = as_bruno.get(address).context["form"]
        as_bruno.post(address, page_values(jardins, **{f: form[f].value() for f in ("opening_hours", "phone")}))
        assert jardins.facts.count() == before

    def test_errors_are_said_field_by_field_and_nothing_is_saved(self, as_bruno, bruno_of_jardins, jardins):
        answer = as_bruno.post(
            reverse("upkeep:edit", args=[jardins.slug]),
            page_values(jardins, phone="abc", opening_hours="le matin"),
        )
        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {"phone", "opening_hours"}
        check_html(answer)

    def test_nobody_else_edits(self, client, as_chloe, jardins, bruno_of_jardins):
        for name in ("edit", "pictures", "history"):
            address = reverse(f"upkeep:{name}", args=[jardins.slug])
            assert as_chloe.get(address).status_code == 403
            assert client.get(address).status_code == 302

    def test_rights_end_with_the_membership(self, as_bruno, bruno_of_jardins, jardins, amina):
        end_membership(bruno_of_jardins, by=amina)
        assert as_bruno.get(reverse("upkeep:edit", args=[jardins.slug])).status_code == 403

    def test_the_animator_takes_an_edit_back_and_a_person_may_not(
        self, as_amina, as_bruno, bruno_of_jardins, jardins
    ):
        as_bruno.post(reverse("upkeep:edit", args=[jardins.slug]), page_values(jardins, description="Faux."))
        contribution = jardins.facts.get(field="description").contribution
        address = reverse("upkeep:withdraw_edit", args=[jardins.slug, contribution.pk])
        assert as_bruno.post(address).status_code == 403
        check_html(as_amina.get(reverse("upkeep:history", args=[jardins.slug])))
        as_amina.post(address)
        jardins.refresh_from_db()
        assert jardins.description == ""

    def test_history_costs_the_same_with_one_and_with_many_edits(self, as_amina, jardins, amina):
        address = reverse("upkeep:history", args=[jardins.slug])
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                as_amina.get(address)
            counts.append(len(queries))
            for number in range(4):
                actions.save_page(
                    jardins, {"description": f"Texte {number}"}, by=amina, source=actions.structure_source()
                )
        assert counts[0] == counts[1]


def image(kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "#1f5f5b").save(stream, kind)
    return stream.getvalue()


class TestPictures:
    def post(self, client: Client, actor: Actor, content: bytes, name: str, **more: str):
        data = {
            "kind": "logo",
            "alt": "Un arrosoir",
            "credit": "",
            "file": SimpleUploadedFile(name, content),
            **more,
        }
        return client.post(reverse("upkeep:pictures", args=[actor.slug]), data)

    def test_a_logo_is_added_and_removed(self, as_bruno, bruno_of_jardins, jardins, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        assert self.post(as_bruno, jardins, image(), "logo.png").status_code == 302
        picture = jardins.pictures.get()
        assert (picture.width, picture.height) == (40, 30)
        check_html(as_bruno.get(reverse("upkeep:pictures", args=[jardins.slug])))
        as_bruno.post(reverse("upkeep:pictures", args=[jardins.slug]), {"remove": picture.pk})
        assert not jardins.pictures.exists()

    @pytest.mark.parametrize(
        ("content", "name"),
        [(b"<svg onload='x'/>", "logo.png"), (b"MZ\x90", "photo.jpg"), (image("GIF"), "logo.png")],
    )
    def test_what_lies_about_its_type_is_refused(self, as_bruno, bruno_of_jardins, jardins, content, name):
        answer = self.post(as_bruno, jardins, content, name)
        assert answer.status_code == 200
        assert "file" in answer.context["form"].errors

    def test_a_photograph_needs_its_credit_and_the_right_to_the_image(
        self, as_bruno, bruno_of_jardins, jardins
    ):
        answer = self.post(as_bruno, jardins, image(), "photo.png", kind="photo")
        assert {"credit", "image_right"} <= set(answer.context["form"].errors)


class TestSuggestions:
    def test_anybody_suggests_and_the_animator_takes_what_is_right(self, client, as_amina, jardins):
        address = reverse("upkeep:suggest", args=[jardins.slug])
        check_html(client.get(address))
        values = {
            "usual_name": "Les Jardins partagés", "description": "Du maraîchage.",
            "email": "jardins@example.org",
            "family": "association", "themes": ["environnement"], "phone": "0199000199",
            "answer_to": "voisine@example.org",
        }  # fmt: skip
        assert client.post(address, values).status_code == 302
        jardins.refresh_from_db()
        assert jardins.description == ""
        suggestion = Suggestion.objects.get()
        assert set(suggestion.values) == {"description", "phone"}
        page = as_amina.get(reverse("upkeep:suggestion", args=[suggestion.pk]))
        check_html(page)
        as_amina.post(
            reverse("upkeep:suggestion", args=[suggestion.pk]), {"accept": "1", "field": ["description"]}
        )
        jardins.refresh_from_db()
        assert (jardins.description, jardins.phone) == ("Du maraîchage.", "")

    def test_a_suggestion_that_changes_nothing_is_said(self, client, jardins):
        values = {
            "usual_name": jardins.name,
            "email": jardins.email,
            "family": "association",
            "themes": ["environnement"],
        }
        answer = client.post(reverse("upkeep:suggest", args=[jardins.slug]), values)
        assert answer.status_code == 200
        assert "Rien n’a changé" in answer.content.decode()

    def test_a_missing_structure_is_proposed_then_made(self, client, as_amina, plaine_centrale):
        client.post(reverse("upkeep:propose"), {"usual_name": "La Recyclerie du Port", "commune": "94002"})
        suggestion = Suggestion.objects.get()
        as_amina.post(
            reverse("upkeep:suggestion", args=[suggestion.pk]),
            {"accept": "1", "field": ["usual_name", "commune"]},
        )
        made = Actor.objects.get(name="La Recyclerie du Port")
        assert made.commune_id == "94002"

    def test_a_suggestion_is_decided_once(self, jardins, amina):
        suggestion = actions.suggest(jardins, {"phone": "01 99 00 00 00"})
        actions.accept_suggestion(suggestion, ["phone"], by=amina)
        with pytest.raises(ValueError, match="déjà"):
            actions.accept_suggestion(suggestion, ["phone"], by=amina)


class TestCampaigns:
    @pytest.fixture
    def sent(self, jardins, amina) -> Campaign:
        make_actor("Sans adresse", family="association", address="1 rue Basse")
        campaign = Campaign.objects.create(
            name="Automne", message="Bonjour,\n\nVérifiez.", closes_on=timezone.localdate() + timedelta(days=20)
        )
        actions.open_campaign(campaign, by=amina)
        actions.send_campaign.call(campaign.pk)
        campaign.refresh_from_db()
        return campaign

    def test_one_is_prepared_checked_then_sent(self, as_amina, jardins, django_capture_on_commit_callbacks):
        closes = timezone.localdate() + timedelta(days=20)
        as_amina.post(
            reverse("upkeep:new_campaign"), {"name": "Automne", "message": "Bonjour", "closes_on": closes}
        )
        campaign = Campaign.objects.get()
        address = reverse("upkeep:campaign", args=[campaign.pk])
        check_html(as_amina.get(address))
        assert not OutgoingMessage.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            as_amina.post(address, {"open": "1"})
        assert OutgoingMessage.objects.count() == 1
        check_html(as_amina.get(address))

    def test_sending_again_after_a_kill_writes_to_nobody_twice(self, sent):
        assert OutgoingMessage.objects.count() == 1
        actions.send_campaign.call(sent.pk)
        assert OutgoingMessage.objects.count() == 1

    def test_opening_the_link_changes_nothing_and_each_button_answers(self, client, sent, jardins):
        entry = sent.entries.get(actor=jardins)
        link = reverse("upkeep:freshness", args=[entry.token])
        check_html(client.get(link))
        entry.refresh_from_db()
        assert entry.answer == ""
        client.post(link, {"answer": "exact"})
        jardins.refresh_from_db()
        assert jardins.checked_on == timezone.localdate()
        client.post(reverse("upkeep:freshness_correct", args=[entry.token]), page_values(jardins, sigle="LJP"))
        jardins.refresh_from_db()
        assert jardins.sigle == "LJP"
        check_html(client.post(link, {"answer": "closed"}))
        jardins.refresh_from_db()
        assert jardins.state == "active"
        client.post(link, {"answer": "closed", "sure": "yes"})
        jardins.refresh_from_db()
        assert jardins.state == "closed"
        check_html(client.get(link))

    def test_a_code_from_a_letter_opens_the_same_page(self, client, sent):
        entry = sent.entries.get(email="")
        typed = f" {entry.code[:4].lower()} {entry.code[4:]}"
        answer = client.post(reverse("upkeep:code"), {"code": typed})
        assert answer.url == reverse("upkeep:freshness", args=[entry.token])
        wrong = client.post(reverse("upkeep:code"), {"code": "AAAAAAAA"})
        assert "n’existe pas" in wrong.content.decode()

    def test_letters_are_one_accessible_page_each(self, sent, as_amina):
        content = campaign_letters(sent)
        assert content is not None
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == 1
            assert str(pdf.Root.Lang).startswith("fr")
            assert "/StructTreeRoot" in pdf.Root
        answer = as_amina.get(reverse("upkeep:letters", args=[sent.pk]))
        assert answer["Content-Type"] == "application/pdf"

    def test_the_silent_are_reminded_once_in_the_last_week_then_it_closes(self, sent, jardins, client):
        today = timezone.localdate()
        assert actions.remind_silent(today) == 0
        week = sent.closes_on - timedelta(days=5)
        assert actions.remind_silent(week) == 1
        assert actions.remind_silent(week) == 0
        actions.remind_silent(sent.closes_on + timedelta(days=1))
        sent.refresh_from_db()
        assert sent.state == "closed"
        entry = sent.entries.get(actor=jardins)
        client.post(reverse("upkeep:freshness", args=[entry.token]), {"answer": "exact"})
        entry.refresh_from_db()
        assert entry.answer == ""

    def test_every_figure_opens_onto_as_many_rows(self, sent, as_amina, jardins):
        actions.answer_exact(sent.entries.get(actor=jardins))
        address = reverse("upkeep:campaign", args=[sent.pk])
        for answer, count in (
            ("", 2),
            ("email", 1),
            ("lettre", 1),
            ("exact", 1),
            ("corrected", 0),
            ("aucune", 1),
        ):
            page = as_amina.get(address, {"reponse": answer})
            assert page.context["page"].paginator.count == count, answer

    def test_the_selection_keeps_to_its_communes_themes_and_dates(self, jardins, amina):
        other = make_actor("À Alfortville", commune="94002", themes=["culture"])
        assert list(selected_actors({"commune": ["94002"]})) == [other]
        assert list(selected_actors({"theme": ["environnement"]})) == [jardins]
        Actor.objects.filter(pk=jardins.pk).update(checked_on=date(2026, 1, 1))
        assert list(selected_actors({"unchecked_since": "2025-06-01"})) == [other]


class TestContacts:
    @pytest.fixture
    def contact(self, jardins) -> Contact:
        return Contact.objects.create(
            contribution=make_contribution(), actor=jardins, said_of=jardins, name="Claude Exemple",
            function="trésorier", email="claude@example.org", phone="01 99 00 00 77",
        )  # fmt: skip

    def test_people_are_informed_once_then_agree_or_object(self, as_amina, client, contact):
        address = reverse("upkeep:contacts")
        check_html(as_amina.get(address))
        as_amina.post(address)
        as_amina.post(address)
        assert OutgoingMessage.objects.filter(to=["claude@example.org"]).count() == 1
        link = reverse("upkeep:consent", args=[contact.token])
        check_html(client.get(link))
        contact.refresh_from_db()
        assert contact.consent == "informed"
        client.post(link, {"answer": "agree"})
        contact.refresh_from_db()
        assert contact.consent == "agreed"
        client.post(link, {"answer": "object"})
        contact.refresh_from_db()
        assert (contact.consent, contact.email, contact.phone) == ("objected", "", "")
        client.post(link, {"answer": "agree"})
        contact.refresh_from_db()
        assert contact.consent == "objected"


ANIMATOR_PAGES = ["inbox", "campaigns", "new_campaign", "contacts"]


@pytest.mark.parametrize("name", ANIMATOR_PAGES)
def test_the_animator_pages_are_hers_alone(name, client, as_amina, as_bruno, plaine_centrale):
    address = reverse(f"upkeep:{name}")
    check_html(as_amina.get(address))
    assert as_bruno.get(address).status_code == 403
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["removal", "asked", "suggested", "propose", "code"])
def test_public_pages_are_sound(name, client, plaine_centrale):
    check_html(client.get(reverse(f"upkeep:{name}")))


def test_mine_lists_what_a_person_keeps(as_bruno, as_chloe, bruno_of_jardins):
    assert "Les Jardins partagés" in as_bruno.get(reverse("upkeep:mine")).content.decode()
    empty = as_chloe.get(reverse("upkeep:mine"))
    check_html(empty)
    assert "Les Jardins partagés" not in empty.content.decode()


def test_the_animator_adds_and_ends_people(as_amina, as_bruno, jardins):
    address = reverse("upkeep:people", args=[jardins.slug])
    assert as_bruno.get(address).status_code == 403
    as_amina.post(address, {"email": "nour@example.org", "name": "Nour", "function": "directrice"})
    membership = Membership.objects.get()
    assert User.objects.get(email="nour@example.org") == membership.user
    check_html(as_amina.get(address))
    as_amina.post(address, {"end": membership.pk})
    membership.refresh_from_db()
    assert membership.ends_on == timezone.localdate()


def test_the_animator_closes_and_reopens(as_amina, as_bruno, jardins):
    address = reverse("upkeep:state", args=[jardins.slug])
    assert as_bruno.post(address, {"state": "closed"}).status_code == 403
    check_html(as_amina.get(address))
    as_amina.post(address, {"state": "closed"})
    jardins.refresh_from_db()
    assert jardins.state == "closed"
    as_amina.post(address, {"state": "active"})
    jardins.refresh_from_db()
    assert jardins.state == "active"


def test_tokens_unknown_or_of_a_merged_page_lead_nowhere(client):
    for name in ("prove", "freshness", "consent"):
        assert client.get(reverse(f"upkeep:{name}", args=["inconnu"])).status_code == 404
    assert CampaignEntry.objects.count() == 0


def test_a_form_never_draws_the_lines_that_a_request_claims():
    claimed = {"services-TOTAL_FORMS": "100000", "services-INITIAL_FORMS": "0"}
    services = ServiceFormSet(claimed, prefix="services")
    assert services.total_form_count() <= 31
    assert not services.is_valid()
