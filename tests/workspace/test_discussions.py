"""Discussions: who reads and writes, who is told, what stands in the page, what those who run a group do."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.actions import grant_role
from maillage.accounts.models import JournalEntry, Role, User
from maillage.actors.actions import end_membership
from maillage.actors.models import Membership
from maillage.kernel.processing import register
from maillage.workspace.actions import discussions as actions
from maillage.workspace.actions.groups import close_group, everyone, let_in
from maillage.workspace.actions.people import Refused
from maillage.workspace.awaited import awaited
from maillage.workspace.models import (
    Discussion,
    Group,
    GroupMember,
    Message,
    MessageReport,
    MessageVersion,
    Notification,
    Profile,
    Reaction,
    Reader,
)
from maillage.workspace.models.discussions import PAGE
from maillage.workspace.portability import messages_kept
from maillage.workspace.queries.discussions import (
    decisions_of,
    mentionable,
    shown_messages,
    unread_threads,
    with_reading,
)
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(mobility: Group, amina: User, bruno: User, membership: Membership) -> Group:
    """The group, run by Amina, in which Bruno is."""
    GroupMember.objects.create(group=mobility, user=amina, is_lead=True)
    let_in(mobility, bruno, by=amina)
    return mobility


@pytest.fixture
def thread(inside: Group, amina: User) -> Discussion:
    opened = actions.open_discussion(inside, title="Un minibus", text="Qui en aurait **l’usage** ?", by=amina)
    Notification.objects.all().delete()
    return opened


@pytest.fixture
def as_elsa(elsa: User) -> Client:
    client = Client()
    client.force_login(elsa)
    return client


def told(user: User) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", "text"))


def page_of(name: str, message: Message) -> str:
    return reverse(f"workspace:{name}", args=[message.discussion_id, message.number])


def age(message: Message, **ago: int) -> None:
    Message.objects.filter(pk=message.pk).update(at=timezone.now() - timedelta(**ago))


# --- Who reads and writes -------------------------------------------------------------------------------
class TestRights:
    @pytest.mark.parametrize(
        ("visibility", "statuses"),
        [
            ("public", {"chloe": 403, "elsa": 200, "bruno": 200, "amina": 200}),
            ("members", {"chloe": 403, "elsa": 200, "bruno": 200, "amina": 200}),
            ("private", {"chloe": 403, "elsa": 404, "bruno": 200, "amina": 200}),
        ],
    )
    def test_a_thread_is_read_by_who_reads_its_group(
        self, client, as_chloe, as_elsa, as_bruno, as_amina, thread, visibility, statuses
    ):
        Group.objects.update(visibility=visibility)
        address = thread.get_absolute_url()
        assert client.get(address).status_code == 302
        people = {"chloe": as_chloe, "elsa": as_elsa, "bruno": as_bruno, "amina": as_amina}
        for name, status in statuses.items():
            assert people[name].get(address).status_code == status, name
        for name in ("group-discussions", "group-decisions"):
            answer = as_elsa.get(reverse(f"workspace:{name}", args=[thread.group.slug]))
            assert answer.status_code == statuses["elsa"]

    def test_the_animator_does_not_read_a_private_group_in_which_she_is_not(
        self, as_amina, bruno, membership, savings, amina
    ):
        let_in(savings, bruno, by=bruno)
        thread = actions.open_discussion(savings, title="Fonds", text="Combien ?", by=bruno)
        for name in ("discussion", "edit-discussion"):
            assert as_amina.get(reverse(f"workspace:{name}", args=[thread.pk])).status_code == 404
        assert as_amina.get(page_of("hide-message", thread.messages.get())).status_code == 404

    def test_reading_is_not_writing(self, as_elsa, thread):
        html = check_html(as_elsa.get(thread.get_absolute_url()))
        assert "rejoignez le groupe" in html
        assert 'name="text"' not in html
        assert as_elsa.post(thread.get_absolute_url(), {"text": "Moi"}).status_code == 403
        new = reverse("workspace:new-discussion", args=[thread.group.slug])
        assert as_elsa.post(new, {"title": "Sujet", "text": "Moi"}).status_code == 403
        assert Message.objects.count() == 1

    def test_rights_end_with_the_belonging_and_words_stay_under_the_structure(
        self, as_bruno, as_amina, thread, bruno, gardens, membership, amina
    ):
        said = actions.post_message(thread, "Les jardins en auraient l’usage.", by=bruno, actor=gardens)
        assert shown_messages([said], amina)[0].signature == "Bruno, Les Jardins partagés"
        end_membership(membership, by=amina)
        assert as_bruno.get(thread.get_absolute_url()).status_code == 403
        assert shown_messages([Message.objects.get(pk=said.pk)], amina)[0].signature == "Les Jardins partagés"
        assert "Les jardins en auraient" in check_html(as_amina.get(thread.get_absolute_url()))
        bruno.delete()
        assert "Les Jardins partagés" in check_html(as_amina.get(thread.get_absolute_url()))

    def test_no_other_structure_may_be_written_for(self, as_bruno, thread, gardens):
        other = make_actor("Une autre structure")
        answer = as_bruno.post(thread.get_absolute_url(), {"text": "Moi", "actor": other.pk})
        assert "actor" in answer.context["form"].errors
        as_bruno.post(thread.get_absolute_url(), {"text": "Moi", "actor": gardens.pk})
        assert thread.messages.get(number=2).actor == gardens

    def test_a_closed_thread_and_a_closed_group_are_read_only(self, as_bruno, as_amina, thread, amina, bruno):
        assert as_bruno.post(thread.get_absolute_url(), {"close": "1"}).status_code == 403
        as_amina.post(thread.get_absolute_url(), {"close": "1"})
        assert "Discussion close" in check_html(as_bruno.get(thread.get_absolute_url()))
        answer = as_bruno.post(thread.get_absolute_url(), {"text": "Encore"}, follow=True)
        assert "Cette discussion est close" in check_html(answer)
        as_amina.post(thread.get_absolute_url(), {"reopen": "1"})
        close_group(thread.group, by=amina)
        assert "Groupe clos" in check_html(as_bruno.get(thread.get_absolute_url()))
        with pytest.raises(Refused, match="close"):
            actions.post_message(thread, "Encore", by=bruno)
        assert thread.messages.count() == 1

    def test_who_opened_a_thread_renames_and_closes_it_but_does_not_pin_it(self, as_bruno, inside, bruno):
        mine = actions.open_discussion(inside, title="Vélos", text="Combien ?", by=bruno)
        address = reverse("workspace:edit-discussion", args=[mine.pk])
        assert "pinned" not in check_html(as_bruno.get(address))
        as_bruno.post(address, {"title": "  Vélos   cargos ", "pinned": "on"})
        mine.refresh_from_db()
        assert (mine.title, mine.pinned) == ("Vélos cargos", False)
        as_bruno.post(mine.get_absolute_url(), {"close": "1"})
        mine.refresh_from_db()
        assert mine.closed_at


# --- Writing ----------------------------------------------------------------------------------------------
class TestWriting:
    def test_opening_tells_the_group_and_a_button_pressed_twice_opens_one(self, as_bruno, inside, amina, bruno):
        address = reverse("workspace:new-discussion", args=[inside.slug])
        check_html(as_bruno.get(address))
        posted = {"title": "Abris à vélos", "text": "Où les poser ?"}
        preview = as_bruno.post(address, {**posted, "preview": "1"})
        assert "pas encore publié" in check_html(preview)
        assert not Discussion.objects.exists()
        for _ in range(2):
            html = check_html(as_bruno.post(address, posted, follow=True))
        assert "Où les poser ?" in html
        opened = Discussion.objects.get()
        assert (opened.last_number, opened.messages.count()) == (1, 1)
        assert told(amina)[-1] == ("discussion", "Bruno a ouvert la discussion.")
        assert "Abris à vélos" in check_html(as_bruno.get(inside.get_absolute_url()))

    def test_an_answer_is_published_once_and_numbered(self, as_bruno, thread, amina):
        address = thread.get_absolute_url()
        for _ in range(2):
            html = check_html(as_bruno.post(address, {"text": "Nous, le mardi."}, follow=True))
        assert "Nous, le mardi." in html
        said = thread.messages.get(number=2)
        assert JournalEntry.objects.filter(verb="message.post", by_id=said.author_id).count() == 1
        assert told(amina) == [("discussion", "Bruno a répondu.")]
        empty = as_bruno.post(address, {"text": " \x00 "})
        assert "text" in empty.context["form"].errors

    def test_nothing_harmful_is_shown(self, as_bruno, as_amina, thread):
        text = (
            "<script>alert(1)</script> [ici](javascript:alert(2)) ![x](http://x.example/p.png) "
            '<img src=x onerror="alert(3)">'
        )
        as_bruno.post(thread.get_absolute_url(), {"text": text})
        html = check_html(as_amina.get(thread.get_absolute_url()))
        assert "<script>alert" not in html
        assert "javascript:" not in html.replace("(javascript:alert(2))", "")
        assert 'href="javascript' not in html
        assert "<img src=x" not in html
        assert "p.png" not in html

    def test_a_message_too_long_is_refused_in_words(self, as_bruno, thread):
        answer = as_bruno.post(thread.get_absolute_url(), {"text": "a" * (actions.LONGEST + 1)})
        assert "20000" in str(answer.context["form"].errors["text"]).replace("\u202f", "").replace("\xa0", "")
        assert thread.messages.count() == 1

    def test_numbers_that_are_none_lead_nowhere(self, as_bruno, thread):
        for path in (f"/discussions/{thread.pk}/{'9' * 30}/", f"/discussions/{'9' * 30}/"):
            assert as_bruno.get(path).status_code == 404
        for posted in ({"read": "9" * 30}, {"react-thanks": "9" * 30}, {"follow": "\x00"}):
            assert as_bruno.post(thread.get_absolute_url(), posted).status_code in {302, 404}


class TestNames:
    def test_who_is_named_is_told_directly_and_once(self, thread, inside, amina, bruno, elsa):
        said = actions.post_message(thread, "@Amina, peux-tu demander ?", by=bruno)
        assert told(amina) == [("direct", "Bruno s’adresse à vous.")]
        assert '<strong class="mention">@Amina</strong>' in said.html
        assert list(said.mentions.all()) == [amina]

    def test_who_does_not_read_the_group_is_not_told(self, thread, elsa, bruno):
        said = actions.post_message(thread, "@Elsa, qu’en dis-tu ?", by=bruno)
        assert told(elsa) == []
        assert "mention" not in said.html

    def test_whoever_muted_hears_of_what_is_addressed_to_them_alone(self, thread, amina, bruno):
        actions.follow(thread, amina, Reader.Follow.MUTED)
        actions.post_message(thread, "Je peux mardi.", by=bruno)
        assert told(amina) == []
        actions.post_message(thread, "@Amina, et toi ?", by=bruno)
        assert told(amina) == [("direct", "Bruno s’adresse à vous.")]

    def test_a_name_that_two_bear_is_asked_about(self, as_bruno, thread, inside, amina):
        one, two = (User.objects.create_user(f"marie{n}@example.org", name="Marie Martin") for n in (1, 2))
        for user in (one, two):
            Membership.objects.create(user=user, actor=make_actor(f"Structure de {user.email[5]}"))
            let_in(inside, user, by=amina)
        Notification.objects.all().delete()
        asked = as_bruno.post(thread.get_absolute_url(), {"text": "@Marie Martin, et vous ?"})
        html = check_html(asked)
        assert "Plusieurs personnes portent ce nom" in html
        assert "Structure de 2" in html
        (name,) = asked.context["form"].unclear
        as_bruno.post(
            thread.get_absolute_url(), {"text": "@Marie Martin, et vous ?", name: str(two.pk)}, follow=True
        )
        assert told(two) == [("direct", "Bruno s’adresse à vous.")]
        assert told(one) == [("discussion", "Bruno a répondu.")]

    def test_who_calls_nobody_knows_it(self, thread, as_amina):
        said = {"text": "@Joel et @Bruno, voyez b@example.org\n> @Cité"}
        html = check_html(as_amina.post(thread.get_absolute_url(), said, follow=True))
        assert "ne s’appelle @Joel : personne n’en est averti" in html
        assert "@Bruno" in html[html.index("Qui peut être appelé") :]

    def test_among_everyone_only_those_who_are_shown_are_named(self, amina, bruno, elsa, membership):
        group = everyone()
        Profile.objects.create(user=elsa, listed=True)
        assert mentionable(group) == {elsa.pk: "Elsa"}
        thread = actions.open_discussion(group, title="Bonjour", text="À tous", by=bruno)
        assert set(mentionable(group)) == {elsa.pk, bruno.pk}
        assert {one for one, _ in (told(amina) + told(elsa))} == {"discussion"}
        Notification.objects.all().delete()
        actions.post_message(thread, "Suite", by=elsa)
        assert told(bruno) == [("discussion", "Elsa a répondu.")]
        assert told(amina) == []


# --- Correcting and taking back -----------------------------------------------------------------------------
class TestCorrecting:
    def test_within_a_day_what_it_said_before_is_kept(self, as_bruno, as_amina, as_elsa, thread, bruno, amina):
        said = actions.post_message(thread, "Le mardi.", by=bruno)
        Notification.objects.all().delete()
        address = page_of("edit-message", said)
        check_html(as_bruno.get(address))
        as_bruno.post(address, {"text": "Le jeudi, @Amina.", "preview": "1"})
        assert not MessageVersion.objects.exists()
        as_bruno.post(address, {"text": "Le jeudi, @Amina."})
        said.refresh_from_db()
        assert said.text == "Le jeudi, @Amina."
        assert said.edited_at
        assert told(amina) == [("direct", "Bruno s’adresse à vous.")]
        as_bruno.post(address, {"text": "Le jeudi, @Amina !"})
        assert len(told(amina)) == 1
        assert "corrigé le" in check_html(as_elsa.get(thread.get_absolute_url()))
        assert "Le mardi." in check_html(as_amina.get(page_of("message-versions", said)))
        assert as_elsa.get(page_of("message-versions", said)).status_code == 403

    def test_only_by_its_author_and_for_a_day(self, as_bruno, as_amina, thread, bruno):
        said = actions.post_message(thread, "Le mardi.", by=bruno)
        assert as_amina.post(page_of("edit-message", said), {"text": "Non"}).status_code == 403
        age(said, days=1, minutes=1)
        answer = as_bruno.post(page_of("edit-message", said), {"text": "Non"}, follow=True)
        assert "pendant un jour" in check_html(answer)
        for act in (
            lambda: actions.edit_message(said, "Non", by=bruno),
            lambda: actions.withdraw_message(said, by=bruno),
        ):
            with pytest.raises(Refused, match="pendant un jour"):
                act()
        said.refresh_from_db()
        assert (said.text, said.withdrawn_at) == ("Le mardi.", None)

    def test_a_message_taken_back_leaves_its_place_and_no_word(self, as_bruno, as_amina, thread, bruno, amina):
        said = actions.post_message(thread, "Mon numéro secret.", by=bruno)
        actions.edit_message(said, "Mon numéro très secret.", by=bruno)
        actions.react(said, Reaction.Kind.THANKS, by=amina)
        as_bruno.post(page_of("edit-message", said), {"withdraw": "1"})
        said.refresh_from_db()
        assert (said.text, said.html, said.versions.count(), said.reactions.count()) == ("", "", 0, 0)
        html = check_html(as_amina.get(thread.get_absolute_url()))
        assert "Message retiré" in html
        assert "secret" not in html
        assert not Notification.objects.filter(user=amina, sent_at=None).exists()
        assert actions.post_message(thread, "Suite", by=bruno).number == 3

    def test_not_while_somebody_asks_to_look_at_it(self, thread, bruno, amina, elsa):
        said = actions.post_message(thread, "Injure.", by=bruno)
        actions.report_message(said, "Une injure", by=elsa)
        with pytest.raises(Refused, match="signalé"):
            actions.withdraw_message(said, by=bruno)
        actions.keep_message(said, by=amina)
        actions.withdraw_message(said, by=bruno)


# --- Running a group ----------------------------------------------------------------------------------------
class TestModeration:
    def test_a_message_is_hidden_with_a_reason_that_its_author_is_told(
        self, as_amina, as_bruno, as_elsa, thread, bruno, amina
    ):
        said = actions.post_message(thread, "Injure.", by=bruno)
        Notification.objects.all().delete()
        address = page_of("hide-message", said)
        assert as_bruno.post(address, {"why": "Non"}).status_code == 403
        check_html(as_amina.get(address))
        as_amina.post(address, {"why": ""})
        assert Message.objects.get(pk=said.pk).shown
        as_amina.post(address, {"why": "Une injure"})
        assert told(bruno) == [("direct", "Votre message a été masqué : Une injure")]
        assert JournalEntry.objects.get(verb="message.hide", by_id=amina.pk).data["why"] == "Une injure"
        for client, seen in ((as_elsa, False), (as_bruno, False), (as_amina, True)):
            html = check_html(client.get(thread.get_absolute_url()))
            assert "Message masqué" in html
            assert ("Injure." in html) is seen
        assert "Une injure" in check_html(as_bruno.get(thread.get_absolute_url()))
        assert "Une injure" not in check_html(as_elsa.get(thread.get_absolute_url()))
        as_amina.post(address, {"show": "1"})
        assert "Injure." in check_html(as_elsa.get(thread.get_absolute_url()))
        assert JournalEntry.objects.filter(verb="message.show").exists()

    def test_hidden_words_are_in_no_version_page_nor_decision(self, as_bruno, as_elsa, thread, bruno, amina):
        said = actions.post_message(thread, "Mot caché.", by=bruno)
        actions.set_decision(said, True, by=amina)
        actions.hide_message(said, "Hors sujet", by=amina)
        assert list(decisions_of(thread.group)) == []
        with pytest.raises(Refused, match="ne se lit"):
            actions.set_decision(said, True, by=amina)
        answer = as_elsa.get(page_of("report-message", said), follow=True)
        assert "Mot caché" not in check_html(answer)

    def test_a_report_waits_for_who_runs_the_group_and_is_answered(
        self, as_elsa, as_amina, as_bruno, thread, bruno, amina, elsa
    ):
        said = actions.post_message(thread, "Publicité.", by=bruno)
        address = page_of("report-message", said)
        check_html(as_elsa.get(address))
        for _ in range(2):
            as_elsa.post(address, {"why": "De la publicité"})
        assert MessageReport.objects.count() == 1
        assert JournalEntry.objects.filter(verb="message.report").count() == 1
        assert "Vous l’avez signalé" in check_html(as_elsa.get(thread.get_absolute_url()))
        titles = {user.name: [one.title for one in awaited(user)] for user in (amina, bruno)}
        assert "1 message signalé" in titles["Amina"]
        assert "1 message signalé" not in titles["Bruno"]
        listed = reverse("workspace:reports")
        assert as_bruno.get(listed).status_code == 403
        html = check_html(as_amina.get(listed))
        assert "De la publicité" in html
        as_amina.post(listed, {"keep": said.pk})
        assert told(elsa) == [("direct", "Le message que vous avez signalé a été examiné et gardé.")]
        assert "1 message signalé" not in [one.title for one in awaited(amina)]
        actions.report_message(said, "Encore", by=elsa)
        actions.hide_message(said, "Publicité", by=amina)
        assert told(elsa)[-1][1] == "Le message que vous avez signalé a été masqué."
        assert set(MessageReport.objects.values_list("outcome", flat=True)) == {"kept", "hidden"}

    def test_buttons_of_another_group_do_nothing(self, as_amina, thread, bruno, savings):
        let_in(savings, bruno, by=bruno)
        GroupMember.objects.filter(group=savings).update(is_lead=True)
        other = actions.open_discussion(savings, title="Autre", text="Mot", by=bruno).messages.get()
        actions.report_message(other, "Non", by=bruno)
        for name in ("decide", "undecide", "react-thanks"):
            assert as_amina.post(thread.get_absolute_url(), {name: other.pk}).status_code == 404
        assert as_amina.post(reverse("workspace:reports"), {"keep": other.pk}).status_code == 404

    def test_decisions_are_listed_and_told(self, as_amina, as_bruno, thread, bruno, amina):
        said = actions.post_message(thread, "On achète **un minibus**.", by=bruno)
        Notification.objects.all().delete()
        assert as_bruno.post(thread.get_absolute_url(), {"decide": said.pk}).status_code == 403
        for _ in range(2):
            as_amina.post(thread.get_absolute_url(), {"decide": said.pk})
        assert told(bruno) == [("discussion", "Amina a noté une décision.")]
        group = thread.group
        for name in ("group-discussions", "group-decisions"):
            assert "On achète" in check_html(as_bruno.get(reverse(f"workspace:{name}", args=[group.slug])))
        as_amina.post(thread.get_absolute_url(), {"undecide": said.pk})
        assert list(decisions_of(group)) == []

    def test_a_pinned_thread_stands_first(self, as_amina, inside, thread, bruno):
        actions.open_discussion(inside, title="Plus récente", text="Oui", by=bruno)
        address = reverse("workspace:edit-discussion", args=[thread.pk])
        as_amina.post(address, {"title": "Un minibus", "pinned": "on"})
        html = check_html(as_amina.get(reverse("workspace:group-discussions", args=[inside.slug])))
        assert html.index("Un minibus") < html.index("Plus récente")


# --- Reading ------------------------------------------------------------------------------------------------
class TestReading:
    def test_one_word_a_person_which_changes_or_goes(self, as_bruno, thread, bruno):
        said = thread.messages.get()
        address = thread.get_absolute_url()
        as_bruno.post(address, {"react-thanks": said.pk})
        as_bruno.post(address, {"react-agree": said.pk})
        assert [one.kind for one in Reaction.objects.all()] == ["agree"]
        html = check_html(as_bruno.get(address))
        assert html.count('aria-pressed="true"') == 1
        as_bruno.post(address, {"react-agree": said.pk})
        assert not Reaction.objects.exists()

    def test_what_is_new_is_counted_and_noted_by_a_post_alone(self, as_bruno, thread, bruno, amina):
        for number in range(3):
            actions.post_message(thread, f"Message {number}", by=amina)
        assert [one.unread for one in unread_threads(bruno)] == [4]
        assert "Un minibus" in check_html(as_bruno.get(reverse("my-space")))
        as_bruno.get(thread.get_absolute_url())
        assert [one.unread for one in unread_threads(bruno)] == [4]
        as_bruno.post(thread.get_absolute_url(), {"read": "2"})
        assert "2 nouveaux" in check_html(as_bruno.get(reverse("workspace:discussions")))
        answer = as_bruno.post(thread.get_absolute_url(), {"read": "99"}, headers={"X-Requested-With": "fetch"})
        assert answer.status_code == 204
        as_bruno.post(thread.get_absolute_url(), {"read": "1"})
        assert list(unread_threads(bruno)) == []
        assert Reader.objects.get(user=bruno).number == 4
        actions.post_message(thread, "Encore", by=amina)
        assert [one.unread for one in unread_threads(bruno)] == [1]
        as_bruno.post(reverse("workspace:discussions"), {"all-read": "1"})
        assert list(unread_threads(bruno)) == []

    def test_all_read_of_one_group_leaves_the_others(self, as_bruno, thread, bruno, amina):
        other = Group.objects.create(name="Autre", slug="autre")
        let_in(other, bruno, by=amina)
        let_in(other, amina, by=amina)
        actions.open_discussion(other, title="Ailleurs", text="Oui", by=amina)
        address = reverse("workspace:group-discussions", args=[thread.group.slug])
        as_bruno.post(address, {"all-read": "1"})
        assert [one.title for one in unread_threads(bruno)] == ["Ailleurs"]

    def test_what_one_writes_is_read_and_what_is_muted_is_not_new(self, thread, bruno, amina):
        actions.post_message(thread, "Moi", by=bruno)
        assert list(unread_threads(bruno)) == []
        actions.follow(thread, bruno, Reader.Follow.MUTED)
        actions.post_message(thread, "Toi", by=amina)
        assert list(unread_threads(bruno)) == []

    def test_following_and_muting_by_buttons(self, as_bruno, thread, bruno):
        for how, kept in (("followed", "followed"), ("muted", "muted"), ("usual", "")):
            check_html(as_bruno.post(thread.get_absolute_url(), {"follow": how}, follow=True))
            assert Reader.objects.get(user=bruno).follow == kept
        assert as_bruno.post(thread.get_absolute_url(), {"follow": "autre"}).status_code == 404

    def test_a_message_has_a_lasting_address_that_leads_to_its_page(self, as_bruno, thread, amina):
        Discussion.objects.update(last_number=PAGE)
        said = actions.post_message(thread, "Page deux", by=amina)
        assert as_bruno.get(page_of("message", said)).url.endswith(f"?page=2#m{PAGE + 1}")
        assert as_bruno.get(f"/discussions/{thread.pk}/99/").status_code == 404

    def test_pages_of_a_thread(self, as_bruno, thread, amina):
        for number in range(PAGE + 2):
            actions.post_message(thread, f"Mot {number}", by=amina)
        first = check_html(as_bruno.get(thread.get_absolute_url()))
        assert f'id="m{PAGE}"' in first
        assert f'id="m{PAGE + 1}"' not in first
        assert f'id="m{PAGE + 1}"' in check_html(as_bruno.get(f"{thread.get_absolute_url()}?page=2"))
        # « Lu jusqu’ici » goes on to what is left.
        assert as_bruno.post(thread.get_absolute_url(), {"read": str(PAGE)}).url.endswith(
            f"?page=2#m{PAGE + 1}"
        )

    def test_nothing_said_yet(self, as_bruno, membership, mobility):
        Group.objects.filter(kind=Group.Kind.EVERYONE).delete()
        assert "Aucune discussion" in check_html(as_bruno.get(reverse("workspace:discussions")))
        address = reverse("workspace:group-discussions", args=[mobility.slug])
        assert "Aucune discussion encore" in check_html(as_bruno.get(address))
        decisions = reverse("workspace:group-decisions", args=[mobility.slug])
        assert "Aucune décision notée" in check_html(as_bruno.get(decisions))

    def test_lists_and_pages_cost_the_same_for_one_and_for_many(
        self, as_bruno, thread, inside, bruno, amina, gardens
    ):
        def addresses() -> list[str]:
            return [
                thread.get_absolute_url(),
                reverse("workspace:discussions"),
                reverse("workspace:group-discussions", args=[inside.slug]),
                reverse("workspace:group-decisions", args=[inside.slug]),
                inside.get_absolute_url(),
                reverse("my-space"),
            ]

        def counts() -> list[int]:
            found = []
            for address in addresses():
                with CaptureQueriesContext(connection) as queries:
                    assert as_bruno.get(address).status_code == 200
                found.append(len(queries))
            return found

        said = actions.post_message(thread, "Nous aussi", by=bruno, actor=gardens)
        actions.set_decision(said, True, by=amina)
        actions.react(said, Reaction.Kind.THANKS, by=amina)
        before = counts()
        for number in range(3):
            user = User.objects.create_user(f"n{number}@example.org", name=f"N{number}")
            grant_role(user, Role.PARTNER)
            actor = make_actor(f"Structure {number}")
            Membership.objects.create(user=user, actor=actor)
            let_in(inside, user, by=amina)
            said = actions.post_message(thread, f"Mot {number}", by=user, actor=actor)
            actions.set_decision(said, True, by=amina)
            for one in (user, amina):
                actions.react(said, Reaction.Kind.AGREE, by=one)
            actions.open_discussion(inside, title=f"Sujet {number}", text="@Bruno", by=user, actor=actor)
        assert counts() == before

    def test_reported_messages_cost_the_same_for_one_and_for_many(self, as_amina, thread, elsa, bruno):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert as_amina.get(reverse("workspace:reports")).status_code == 200
            return len(queries)

        actions.report_message(actions.post_message(thread, "Un", by=bruno), "Non", by=elsa)
        before = cost()
        for number in range(3):
            said = actions.post_message(thread, f"Mot {number}", by=bruno)
            actions.report_message(said, "Non", by=elsa)
        assert cost() == before


def test_what_is_kept_of_a_person_and_for_how_long(thread, bruno, amina, gardens, elsa):
    said = actions.post_message(thread, "Le mardi.", by=bruno, actor=gardens)
    actions.react(thread.messages.get(number=1), Reaction.Kind.THANKS, by=bruno)
    rows = list(messages_kept(bruno))
    assert (rows[0]["message"], rows[0]["au nom de"]) == ("Le mardi.", "Les Jardins partagés")
    assert rows[1]["réaction"] == "Merci"
    actions.edit_message(said, "Le jeudi.", by=bruno)
    actions.report_message(said, "Non", by=elsa)
    actions.keep_message(said, by=amina)
    purge = next(one.purge for one in register() if one.code == "discussions")
    assert purge() == 0
    long_ago = timezone.now() - timedelta(days=366)
    MessageVersion.objects.update(at=long_ago)
    MessageReport.objects.update(decided_at=long_ago)
    assert purge() == 2
    assert Message.objects.get(pk=said.pk).text == "Le jeudi."


def test_a_reading_is_of_one_person(thread, amina, bruno, elsa):
    actions.mark_read(thread, bruno, 1)
    read = {
        user.name: with_reading(Discussion.objects.all(), user).get().unread for user in (amina, bruno, elsa)
    }
    assert read == {"Amina": 0, "Bruno": 0, "Elsa": 1}


def test_messages_written_at_once_are_numbered_without_a_gap(other_database):
    done = subprocess.run(
        [sys.executable, "-m", "tests.workspace.writing_at_once", "24"],
        cwd=Path(__file__).resolve().parents[2],
        env=other_database,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["True", "True", "25"]
