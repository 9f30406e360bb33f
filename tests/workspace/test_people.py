"""Coming in by invitation or by asking, what members show, leaving; the animator's pages about people."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.actions import grant_role, purge_idle_accounts
from maillage.accounts.models import JournalEntry, Role, User
from maillage.actors.models import Actor, Membership
from maillage.outbox.models import OutgoingMessage
from maillage.workspace.actions import people as actions
from maillage.workspace.actions.people import Refused, Shown
from maillage.workspace.models import Invitation, JoinRequest, Profile
from maillage.workspace.permissions import is_member
from maillage.workspace.queries.people import figures, people
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """The person as another request sees them."""
    return User.objects.get(pk=user.pk)


def link_in(message: OutgoingMessage, word: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/{word}/\S+)", message.text)
    assert found, message.text
    return found[1]


def accepted(**more: str) -> dict[str, str]:
    return {"accept": "1", "name": "Dina", "listed": "yes", **more}


class TestInvitation:
    @pytest.fixture
    def invitation(self, gardens: Actor, amina: User) -> Invitation:
        return actions.invite("Dina@Example.org", name="Dina", actor=gardens, function="directrice", by=amina)

    def test_the_person_is_written_to_with_a_link_that_changes_nothing_when_opened(self, client, invitation):
        message = OutgoingMessage.objects.get()
        assert message.to == ["dina@example.org"]
        assert "Les Jardins partagés" in message.subject
        page = client.get(link_in(message, "invitation"))
        check_html(page)
        assert not User.objects.filter(email="dina@example.org").exists()
        assert fresh_invitation(invitation).state == Invitation.State.WAITING

    def test_accepting_opens_account_membership_and_profile(self, client, invitation, gardens):
        address = reverse("workspace:invitation", args=[invitation.token])
        check_html(client.post(address, accepted(presentation="La compta"), follow=True))
        dina = User.objects.get(email="dina@example.org")
        held = dina.memberships.get()
        assert (held.actor, held.function, dina.name) == (gardens, "directrice", "Dina")
        assert is_member(dina)
        assert dina.profile.listed
        assert not dina.profile.show_email
        # The link is no way in: signing in takes a code, as always.
        assert client.get(reverse("my-space")).status_code == 302

    def test_a_link_serves_once(self, client, invitation):
        address = reverse("workspace:invitation", args=[invitation.token])
        client.post(address, accepted())
        Membership.objects.update(ends_on=timezone.localdate())
        answer = client.post(address, accepted(), follow=True)
        assert "déjà acceptée" in check_html(answer)
        assert not is_member(User.objects.get(email="dina@example.org"))

    @pytest.mark.parametrize("posted", [{"decline": "1"}, accepted()])
    def test_what_was_withdrawn_opens_nothing(self, client, invitation, amina, posted):
        actions.withdraw_invitation(invitation, by=amina)
        answer = client.post(reverse("workspace:invitation", args=[invitation.token]), posted, follow=True)
        assert "Ce lien n’ouvre plus rien" in check_html(answer)
        assert not User.objects.filter(email="dina@example.org").exists()

    def test_past_its_term_it_opens_nothing_until_it_is_sent_again(self, client, invitation, amina):
        Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
        address = reverse("workspace:invitation", args=[invitation.token])
        assert "n’est plus valable" in check_html(client.get(address))
        assert "n’est plus valable" in check_html(client.post(address, accepted(), follow=True))
        assert not User.objects.filter(email="dina@example.org").exists()
        actions.resend_invitation(fresh_invitation(invitation), by=amina)
        client.post(address, accepted())
        assert User.objects.filter(email="dina@example.org").exists()

    def test_declining_opens_nothing(self, client, invitation):
        address = reverse("workspace:invitation", args=[invitation.token])
        check_html(client.post(address, {"decline": "1"}, follow=True))
        assert fresh_invitation(invitation).state == Invitation.State.DECLINED
        assert not User.objects.filter(email="dina@example.org").exists()

    def test_nothing_is_accepted_before_the_person_said_whether_they_are_shown(self, client, invitation):
        answer = client.post(
            reverse("workspace:invitation", args=[invitation.token]), {"accept": "1", "name": "D"}
        )
        assert "listed" in answer.context["form"].errors
        assert not User.objects.filter(email="dina@example.org").exists()

    def test_a_second_one_for_the_same_place_writes_again_and_is_not_doubled(self, invitation, gardens, amina):
        again = actions.invite("dina@example.org", actor=gardens, by=amina)
        assert again.pk == invitation.pk
        assert again.function == "directrice"
        assert Invitation.objects.count() == 1
        assert OutgoingMessage.objects.count() == 2

    def test_who_is_in_already_is_not_invited(self, gardens, membership, bruno, amina):
        with pytest.raises(Refused, match="déjà là"):
            actions.invite(bruno.email, actor=gardens, by=amina)
        # … but with a role that they do not hold, they are.
        actions.invite(bruno.email, actor=gardens, role=Role.COPILOT, by=amina)

    def test_an_invitation_says_as_what(self, amina):
        with pytest.raises(Refused, match="Dites dans quelle structure"):
            actions.invite("x@example.org", by=amina)

    def test_a_closed_account_is_not_reopened_by_a_link(self, client, invitation):
        User.objects.create_user("dina@example.org", is_active=False)
        address = reverse("workspace:invitation", args=[invitation.token])
        assert "Ce compte est fermé" in check_html(client.post(address, accepted(), follow=True))
        assert fresh_invitation(invitation).state == Invitation.State.WAITING

    def test_addresses_go_six_months_after_the_answer(self, invitation):
        actions.decline_invitation(invitation)
        actions.purge_invitations()
        assert Invitation.objects.exists()
        Invitation.objects.update(answered_at=timezone.now() - actions.KEPT_FOR - timedelta(days=1))
        actions.purge_invitations()
        assert not Invitation.objects.exists()

    def test_and_six_months_after_a_term_without_answer(self, invitation):
        Invitation.objects.update(expires_on=timezone.localdate() - actions.KEPT_FOR)
        actions.purge_invitations()
        assert Invitation.objects.exists()
        Invitation.objects.update(expires_on=timezone.localdate() - actions.KEPT_FOR - timedelta(days=1))
        actions.purge_invitations()
        assert not Invitation.objects.exists()


def fresh_invitation(one: Invitation) -> Invitation:
    return Invitation.objects.get(pk=one.pk)


class TestColleagues:
    def test_a_person_asks_colleagues_into_their_structure_alone(self, as_bruno, membership, gardens):
        address = reverse("workspace:invite-colleague", args=[gardens.slug])
        check_html(as_bruno.get(address))
        answer = as_bruno.post(
            address,
            {"email": "fanny@example.org", "function": "trésorière", "role": Role.ANIMATOR},
            follow=True,
        )
        assert "fanny@example.org" in check_html(answer)
        sent = Invitation.objects.get()
        assert (sent.actor, sent.function, sent.role) == (gardens, "trésorière", "")

    def test_not_into_that_of_others(self, as_bruno, membership):
        other = make_actor("La Ressourcerie")
        assert as_bruno.get(reverse("workspace:invite-colleague", args=[other.slug])).status_code == 403

    def test_a_person_takes_back_an_invitation_of_their_structure(self, as_bruno, membership, gardens, bruno):
        sent = actions.invite("fanny@example.org", actor=gardens, by=bruno)
        as_bruno.post(reverse("workspace:invite-colleague", args=[gardens.slug]), {"withdraw": sent.pk})
        assert fresh_invitation(sent).state == Invitation.State.WITHDRAWN

    def test_but_not_one_that_gives_a_role_nor_one_of_others(self, as_bruno, membership, gardens, amina):
        role = actions.invite("fanny@example.org", actor=gardens, role=Role.PARTNER, by=amina)
        other = actions.invite("gil@example.org", actor=make_actor("La Ressourcerie"), by=amina)
        address = reverse("workspace:invite-colleague", args=[gardens.slug])
        for sent in (role, other):
            assert as_bruno.post(address, {"withdraw": sent.pk}).status_code == 404
            assert fresh_invitation(sent).state == Invitation.State.WAITING


class TestAsking:
    ASKED = {
        "kind": "structure",
        "name": "Gilles",
        "email": "Gilles@example.org",
        "structure_name": "Jardins",
        "function": "bénévole",
        "message": "Bonjour",
    }

    @pytest.fixture
    def asking(self, client: Client, gardens: Actor) -> JoinRequest:
        answer = client.post(reverse("workspace:join"), self.ASKED)
        assert answer.status_code == 302
        return JoinRequest.objects.get()

    def test_the_address_is_proved_by_a_button_before_anybody_sees_the_request(self, client, asking, as_amina):
        address = link_in(OutgoingMessage.objects.get(), "rejoindre")
        check_html(client.get(address))
        assert JoinRequest.objects.get().state == JoinRequest.State.UNPROVEN
        assert "Gilles" not in check_html(as_amina.get(reverse("workspace:people")))
        assert as_amina.get(reverse("workspace:join-request", args=[asking.pk])).status_code == 404
        check_html(client.post(address, follow=True))
        assert "Gilles" in check_html(as_amina.get(reverse("workspace:people")))

    def test_the_animator_lets_in_into_the_structure_chosen_among_those_that_answer(
        self, client, asking, as_amina, gardens
    ):
        make_actor("Jardins familiaux")
        actions.prove_join(asking)
        address = reverse("workspace:join-request", args=[asking.pk])
        check_html(as_amina.get(address))
        posted = {"grant": "1", "structure": "jardins", "function": "bénévole", "role": ""}
        several = as_amina.post(address, posted)
        assert "Plusieurs structures" in check_html(several)
        check_html(as_amina.post(address, {**posted, "found": gardens.slug}, follow=True))
        gilles = User.objects.get(email="gilles@example.org")
        assert gilles.memberships.get().actor == gardens
        assert is_member(gilles)
        assert OutgoingMessage.objects.filter(to=["gilles@example.org"]).count() == 2

    def test_with_a_role_alone(self, asking, as_amina):
        actions.prove_join(asking)
        address = reverse("workspace:join-request", args=[asking.pk])
        neither = as_amina.post(address, {"grant": "1", "structure": "", "role": ""})
        assert "Choisissez la structure" in check_html(neither)
        as_amina.post(address, {"grant": "1", "structure": "", "role": Role.PARTNER})
        gilles = User.objects.get(email="gilles@example.org")
        assert is_member(gilles)
        assert gilles.roles == {Role.PARTNER}

    def test_a_refusal_says_why_and_opens_nothing(self, asking, as_amina):
        actions.prove_join(asking)
        as_amina.post(
            reverse("workspace:join-request", args=[asking.pk]),
            {"refuse": "1", "reason": "Hors du territoire."},
        )
        assert "Hors du territoire." in OutgoingMessage.objects.latest("pk").text
        assert not User.objects.filter(email="gilles@example.org").exists()

    def test_what_another_person_decided_is_not_decided_again(self, asking, amina, gardens):
        actions.prove_join(asking)
        actions.refuse_join(asking, reason="Non", by=amina)
        with pytest.raises(Refused, match="déjà refusée"):
            actions.grant_join(asking, actor=gardens, by=amina)
        assert not User.objects.filter(email="gilles@example.org").exists()

    def test_whoever_says_to_be_of_a_structure_names_it(self, client):
        answer = client.post(reverse("workspace:join"), {**self.ASKED, "structure_name": ""})
        assert "structure_name" in answer.context["form"].errors
        check_html(answer)
        assert client.post(
            reverse("workspace:join"), {**self.ASKED, "kind": "elected", "structure_name": ""}
        ).url

    def test_a_member_does_not_ask(self, as_bruno, membership):
        assert as_bruno.get(reverse("workspace:join")).url == reverse("my-space")

    def test_the_form_is_limited(self, client, gardens):
        answers = [client.post(reverse("workspace:join"), self.ASKED).status_code for _ in range(11)]
        assert answers[-1] == 429

    def test_requests_go_in_their_time(self, asking, amina):
        JoinRequest.objects.update(created_at=timezone.now() - timedelta(days=6))
        assert actions.purge_joins() == 0
        JoinRequest.objects.update(created_at=timezone.now() - timedelta(days=8))
        assert actions.purge_joins() == 1

    def test_decided_ones_after_six_months(self, asking, amina):
        actions.prove_join(asking)
        actions.refuse_join(asking, reason="Non", by=amina)
        assert actions.purge_joins() == 0
        JoinRequest.objects.update(decided_at=timezone.now() - actions.KEPT_FOR - timedelta(days=1))
        assert actions.purge_joins() == 1


class TestMembership:
    def test_a_role_or_a_structure_makes_a_member_and_their_end_ends_it_that_day(
        self, bruno, membership, amina
    ):
        assert is_member(fresh(bruno))
        actions.leave_structure(membership)
        assert not is_member(fresh(bruno))
        grant_role(bruno, Role.ELECTED, by=amina)
        assert is_member(fresh(bruno))

    def test_a_closed_account_is_no_member(self, bruno, membership):
        User.objects.update(is_active=False)
        assert not is_member(fresh(bruno))

    def test_leaving_is_confirmed_and_shuts_the_directory_of_members(self, as_bruno, membership):
        address = reverse("workspace:leave", args=[membership.pk])
        check_html(as_bruno.get(address))
        assert as_bruno.get(reverse("workspace:members")).status_code == 200
        check_html(as_bruno.post(address, follow=True))
        assert as_bruno.get(reverse("workspace:members")).status_code == 403
        assert JournalEntry.objects.filter(verb="membership.end").exists()
        assert as_bruno.post(address).status_code == 404

    def test_an_idle_partner_is_forgotten_and_an_animator_is_not(self, amina, bruno):
        grant_role(bruno, Role.PARTNER)
        User.objects.update(last_login=timezone.now() - timedelta(days=4 * 365))
        purge_idle_accounts()
        assert set(User.objects.values_list("name", flat=True)) == {"Amina"}

    def test_the_list_of_animators_names_them_alone(self, amina, bruno, capsys):
        grant_role(bruno, Role.PARTNER)
        call_command("person", "list")
        assert "bruno" not in capsys.readouterr().out


class TestDirectory:
    def test_nobody_is_shown_before_saying_so_and_nothing_more_than_chosen(self, as_amina, bruno, membership):
        address = reverse("workspace:members")
        assert "Bruno" not in check_html(as_amina.get(address))
        actions.save_profile(bruno, Shown("Bruno", phone="0199000102", listed=True))
        html = check_html(as_amina.get(address))
        assert "Bruno" in html
        assert "Les Jardins partagés" in html
        assert "bruno@example.org" not in html
        assert "01 99 00 01 02" not in html.replace("\u00a0", " ")
        actions.save_profile(
            bruno, Shown("Bruno", phone="0199000102", listed=True, show_email=True, show_phone=True)
        )
        html = check_html(as_amina.get(address)).replace("\u00a0", " ")
        assert "bruno@example.org" in html
        assert "01 99 00 01 02" in html
        actions.save_profile(bruno, Shown("Bruno", listed=False))
        assert "Bruno" not in check_html(as_amina.get(address))

    def test_who_left_is_no_longer_shown(self, as_amina, bruno, membership):
        actions.save_profile(bruno, Shown("Bruno", listed=True))
        actions.leave_structure(membership)
        assert "Bruno" not in check_html(as_amina.get(reverse("workspace:members")))

    @pytest.mark.parametrize(
        ("typed", "seen"),
        [("helene", True), ("jardins", True), ("compostage", True), ("Hélène partages", True), ("zzz", False)],
    )
    def test_members_are_found_by_words_with_or_without_accents(self, as_amina, bruno, membership, typed, seen):
        actions.save_profile(bruno, Shown("Hélène", presentation="Le Compostage", listed=True))
        html = check_html(as_amina.get(reverse("workspace:members"), {"q": typed}))
        assert ("Hélène</h2>" in html) == seen

    def test_the_profile_keeps_what_was_said(self, as_bruno, membership, bruno):
        address = reverse("workspace:profile")
        check_html(as_bruno.get(address))
        posted = {"name": "Bruno B.", "listed": "yes", "phone": "01 99 00 01 02", "show_phone": "on"}
        assert as_bruno.post(address, posted).status_code == 302
        profile = Profile.objects.get(user=bruno)
        assert (profile.phone, profile.show_phone, profile.show_email) == ("0199000102", True, False)
        assert fresh(bruno).name == "Bruno B."
        form = as_bruno.get(address).context["form"]
        assert form["listed"].value() == "yes"

    @pytest.mark.parametrize("wrong", [{"phone": "abc"}, {"show_phone": "on"}, {"name": ""}, {"listed": ""}])
    def test_what_is_wrong_is_said(self, as_bruno, membership, wrong):
        answer = as_bruno.post(reverse("workspace:profile"), {"name": "Bruno", "listed": "yes"} | wrong)
        assert answer.context["form"].errors
        check_html(answer)

    def test_the_list_costs_the_same_for_one_and_for_many(self, as_amina, gardens, bruno, membership):
        actions.save_profile(bruno, Shown("Bruno", listed=True))
        counts = []
        for address in (reverse("workspace:members"), reverse("workspace:people")):
            for number in range(2):
                with CaptureQueriesContext(connection) as queries:
                    as_amina.get(address)
                counts.append(len(queries))
                for other in range(3):
                    user = User.objects.create_user(f"n{number}{other}{len(counts)}@example.org", name="N")
                    Membership.objects.create(user=user, actor=gardens)
                    grant_role(user, Role.PARTNER)
                    actions.save_profile(user, Shown("N", listed=True))
        assert counts[0] == counts[1]
        assert counts[2] == counts[3]


class TestAnimator:
    def test_each_figure_opens_onto_as_many_people(self, amina, bruno, membership, elsa):
        User.objects.filter(pk=elsa.pk).update(last_login=timezone.now())
        Actor.objects.filter(pk=membership.actor_id).update(checked_on=timezone.localdate())
        actions.save_profile(elsa, Shown("Elsa", listed=True))
        lines = figures().lines
        assert {word: count for word, _, count in lines} == {"": 3, "silence": 2, "page": 1, "caches": 2}
        for word, _, count in lines:
            assert people(word).count() == count

    def test_inviting_from_the_page(self, as_amina, gardens):
        address = reverse("workspace:invite")
        check_html(as_amina.get(address))
        posted = {"email": "dina@example.org", "structure": "Les Jardins partagés", "role": Role.COPILOT}
        check_html(as_amina.post(address, posted, follow=True))
        sent = Invitation.objects.get()
        assert (sent.actor, sent.role) == (gardens, Role.COPILOT)
        nobody = as_amina.post(address, {"email": "x@example.org", "structure": "Zorglub", "role": ""})
        assert "Aucune structure" in check_html(nobody)
        neither = as_amina.post(address, {"email": "x@example.org", "structure": "", "role": ""})
        assert "Choisissez la structure" in check_html(neither)

    def test_nobody_is_made_animator_by_an_invitation(self, as_amina):
        answer = as_amina.post(reverse("workspace:invite"), {"email": "x@example.org", "role": Role.ANIMATOR})
        assert "role" in answer.context["form"].errors

    def test_sending_again_and_taking_back(self, as_amina, gardens, amina):
        sent = actions.invite("dina@example.org", actor=gardens, by=amina)
        Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=3))
        address = reverse("workspace:people")
        assert "Expirée" in check_html(as_amina.get(address))
        as_amina.post(address, {"resend": sent.pk})
        assert not fresh_invitation(sent).expired
        assert OutgoingMessage.objects.count() == 2
        as_amina.post(address, {"withdraw": sent.pk})
        assert fresh_invitation(sent).state == Invitation.State.WITHDRAWN
        assert as_amina.post(address, {"withdraw": sent.pk}).status_code == 404

    def test_structures_and_roles_of_a_person(self, as_amina, bruno, membership, gardens):
        other = make_actor("La Ressourcerie")
        address = reverse("workspace:person", args=[bruno.pk])
        check_html(as_amina.get(address))
        as_amina.post(address, {"belong": "1", "structure": "La Ressourcerie", "function": "appui"})
        assert bruno.memberships.get(actor=other).function == "appui"
        as_amina.post(address, {"end": membership.pk})
        assert set(Membership.objects.current().filter(user=bruno).values_list("actor", flat=True)) == {
            other.pk
        }
        as_amina.post(address, {"give": "1", "role": Role.ELECTED})
        assert fresh(bruno).roles == {Role.ELECTED}
        as_amina.post(address, {"end-role": bruno.role_grants.get().pk})
        assert fresh(bruno).roles == set()

    def test_an_animator_does_not_lock_herself_out(self, as_amina, amina):
        address = reverse("workspace:person", args=[amina.pk])
        answer = as_amina.post(address, {"end-role": amina.role_grants.get().pk}, follow=True)
        assert "vous retirer" in check_html(answer)
        assert fresh(amina).is_animator

    def test_the_buttons_of_another_persons_page_do_nothing(self, as_amina, bruno, membership, elsa):
        address = reverse("workspace:person", args=[elsa.pk])
        assert as_amina.post(address, {"end": membership.pk}).status_code == 404
        assert is_member(fresh(bruno))
