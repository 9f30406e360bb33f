"""Groups: who knows of them, reads, writes, runs them; coming in and out; closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.actions import grant_role
from maillage.accounts.models import JournalEntry, Role, User
from maillage.actors.actions import end_membership
from maillage.actors.models import Membership
from maillage.workspace.actions import groups as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.models import Group, GroupMember, Notification
from maillage.workspace.permissions import (
    belongs,
    can_read,
    can_write,
    groups_of,
    leads,
    people_of,
    readable_groups,
    visible_groups,
)
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


class TestRights:
    def test_by_what_a_group_shows_and_to_whom(self, amina, bruno, membership, chloe, mobility, savings):
        public = Group.objects.create(name="Réseau", slug="reseau", visibility=Group.Visibility.PUBLIC)
        everyone = actions.everyone()
        seen = {
            name: (
                set(visible_groups(user)),
                set(readable_groups(user)),
                set(groups_of(user)),
            )
            for name, user in (("amina", amina), ("bruno", bruno), ("chloe", chloe))
        }
        assert seen["chloe"] == ({public}, set(), set())
        assert seen["bruno"] == ({public, mobility, everyone}, {public, mobility, everyone}, {everyone})
        assert seen["amina"] == (
            {public, mobility, savings, everyone},
            {public, mobility, everyone},
            {everyone},
        )

    def test_a_private_group_is_read_by_its_people_alone_until_the_day_they_leave(
        self, amina, bruno, membership, savings
    ):
        member = actions.let_in(savings, bruno, by=amina)
        assert can_read(bruno, savings)
        assert can_write(bruno, savings)
        assert not can_read(amina, savings)
        GroupMember.objects.create(group=savings, user=amina, is_lead=True)
        actions.let_out(member, by=amina)
        assert not can_read(bruno, savings)

    def test_the_people_of_a_structure_belong_with_it_and_no_longer_than_they_do(
        self, amina, bruno, membership, gardens, savings
    ):
        actions.let_in(savings, gardens, by=amina)
        assert belongs(bruno, savings)
        assert list(people_of(savings)) == [bruno]
        # Another hat keeps him a member of the Pôle, not of the group.
        grant_role(bruno, Role.ELECTED)
        end_membership(membership, by=amina)
        assert not belongs(fresh(bruno), savings)
        assert list(people_of(savings)) == []

    def test_who_is_no_member_of_the_pole_is_of_no_group(self, chloe, mobility):
        GroupMember.objects.create(group=mobility, user=chloe, is_lead=True)
        assert not belongs(chloe, mobility)
        assert not leads(chloe, mobility)
        assert list(people_of(mobility)) == []

    def test_reading_is_not_writing(self, bruno, membership, mobility):
        assert can_read(bruno, mobility)
        assert not can_write(bruno, mobility)

    def test_a_closed_group_is_read_and_nothing_is_added(self, amina, bruno, membership, mobility):
        actions.let_in(mobility, bruno, by=bruno)
        assert can_write(bruno, mobility)
        actions.close_group(mobility, by=amina)
        assert can_read(bruno, mobility)
        assert not can_write(bruno, mobility)
        actions.reopen_group(mobility, by=amina)
        assert can_write(bruno, mobility)

    def test_the_animator_runs_all_but_private_groups(self, amina, bruno, membership, mobility, savings):
        assert leads(amina, mobility)
        assert not leads(amina, savings)
        assert not leads(bruno, mobility)

    def test_tomorrows_members_wait_for_tomorrow(self, bruno, membership, savings):
        tomorrow = timezone.localdate() + timedelta(days=1)
        GroupMember.objects.create(group=savings, user=bruno, starts_on=tomorrow)
        assert not belongs(bruno, savings)

    def test_everyone_is_every_member(self, amina, bruno, membership, elsa, chloe):
        assert set(people_of(actions.everyone())) == {amina, bruno, elsa}
        assert actions.everyone().pk == actions.everyone().pk


class TestInAndOut:
    def test_a_member_comes_in_and_out_by_buttons(self, as_bruno, bruno, membership, mobility, amina):
        GroupMember.objects.create(group=mobility, user=amina, is_lead=True)
        address = mobility.get_absolute_url()
        assert "Rejoindre le groupe" in check_html(as_bruno.get(address))
        check_html(as_bruno.post(address, {"join": "1"}, follow=True))
        as_bruno.post(address, {"join": "1"})
        assert mobility.members.filter(user=bruno).count() == 1
        assert "Quitter le groupe" in check_html(as_bruno.get(address))
        as_bruno.post(address, {"leave": "1"})
        assert not belongs(bruno, mobility)
        assert JournalEntry.objects.filter(verb="group.leave").exists()

    def test_not_into_a_private_group_nor_a_closed_one(self, as_bruno, membership, mobility, savings):
        assert as_bruno.post(savings.get_absolute_url(), {"join": "1"}).status_code == 404
        Group.objects.update(closed_on=timezone.localdate())
        assert as_bruno.post(mobility.get_absolute_url(), {"join": "1"}).status_code == 403
        assert not GroupMember.objects.exists()

    def test_who_is_no_member_of_the_pole_does_not_come_in(self, as_chloe, mobility):
        Group.objects.update(visibility=Group.Visibility.PUBLIC)
        html = check_html(as_chloe.get(mobility.get_absolute_url()))
        assert "Rejoindre le groupe" not in html
        assert as_chloe.post(mobility.get_absolute_url(), {"join": "1"}).status_code == 403

    def test_the_animator_comes_into_a_private_group_and_the_journal_says_so(self, as_amina, amina, savings):
        check_html(as_amina.get(savings.get_absolute_url()))
        as_amina.post(savings.get_absolute_url(), {"join": "1"})
        assert can_read(amina, savings)
        assert JournalEntry.objects.filter(verb="group.join", by_id=amina.pk).exists()

    def test_visitors_see_public_groups_without_names(self, client, bruno, membership, mobility, amina):
        actions.let_in(mobility, bruno, by=amina)
        assert client.get(mobility.get_absolute_url()).status_code == 404
        Group.objects.update(visibility=Group.Visibility.PUBLIC)
        html = check_html(client.get(mobility.get_absolute_url()))
        assert "Bruno" not in html
        assert "Mobilité" in check_html(client.get(reverse("workspace:groups")))

    def test_leads_let_people_and_structures_in_and_they_are_told(
        self, as_amina, amina, bruno, membership, gardens, mobility
    ):
        address = reverse("workspace:group-members", args=[mobility.slug])
        check_html(as_amina.get(address))
        as_amina.post(address, {"email": "Bruno@example.org", "structure": ""})
        told = Notification.objects.get()
        assert (told.user, told.kind) == (bruno, "direct")
        assert "Amina vous a ajouté" in told.text
        as_amina.post(address, {"email": "", "structure": "Jardins partagés"})
        assert mobility.members.get(actor=gardens)
        nobody = as_amina.post(address, {"email": "chloe@example.org", "structure": ""})
        assert "Aucun membre du Pôle" in check_html(nobody)
        nothing = as_amina.post(address, {"email": "", "structure": ""})
        assert "Donnez l’adresse" in check_html(nothing)

    def test_members_see_who_is_in_and_change_nothing(self, as_bruno, bruno, membership, mobility, amina):
        member = actions.let_in(mobility, amina, by=amina)
        address = reverse("workspace:group-members", args=[mobility.slug])
        assert "Amina" in check_html(as_bruno.get(address))
        for posted in ({"out": member.pk}, {"lead": member.pk}, {"email": "bruno@example.org"}):
            assert as_bruno.post(address, posted).status_code == 403
        assert belongs(amina, mobility)

    def test_a_group_is_never_left_without_anybody_to_run_it(
        self, as_amina, amina, bruno, membership, mobility
    ):
        lead = GroupMember.objects.create(group=mobility, user=amina, is_lead=True)
        member = actions.let_in(mobility, bruno, by=amina)
        with pytest.raises(Refused, match="plus personne"):
            actions.let_out(lead, by=amina)
        with pytest.raises(Refused, match="plus personne"):
            actions.set_lead(lead, False, by=amina)
        address = reverse("workspace:group-members", args=[mobility.slug])
        assert "plus personne" in check_html(as_amina.post(address, {"out": lead.pk}, follow=True))
        as_amina.post(address, {"lead": member.pk})
        assert leads(bruno, mobility)
        as_amina.post(address, {"no-lead": lead.pk})
        as_amina.post(address, {"out": lead.pk})
        assert not belongs(amina, mobility)

    def test_buttons_of_another_groups_page_do_nothing(self, as_amina, bruno, membership, mobility, amina):
        other = Group.objects.create(name="Autre", slug="autre")
        member = actions.let_in(other, bruno, by=amina)
        address = reverse("workspace:group-members", args=[mobility.slug])
        assert as_amina.post(address, {"out": member.pk}).status_code == 404
        assert belongs(bruno, other)


class TestOpening:
    POSTED = {"name": "Mobilité", "kind": "working", "purpose": "", "visibility": "members"}

    def test_who_opens_it_runs_it(self, as_amina, amina):
        address = reverse("workspace:new-group")
        check_html(as_amina.get(address))
        check_html(as_amina.post(address, self.POSTED, follow=True))
        as_amina.post(address, self.POSTED)
        slugs = list(Group.objects.order_by("pk").values_list("slug", flat=True))
        assert slugs == ["mobilite", "mobilite-2"]
        assert GroupMember.objects.filter(user=amina, is_lead=True).count() == 2

    def test_no_group_takes_the_address_of_a_page(self, amina):
        opened = actions.open_group(Group(name="Nouveau"), by=amina)
        assert opened.slug == "nouveau-2"

    def test_a_copilot_opens_groups_and_a_member_does_not(self, as_bruno, bruno, membership):
        assert as_bruno.get(reverse("workspace:new-group")).status_code == 403
        grant_role(bruno, Role.COPILOT)
        assert as_bruno.post(reverse("workspace:new-group"), self.POSTED).status_code == 302
        assert Group.objects.exists()

    def test_the_group_of_everyone_is_never_opened_by_hand(self, as_amina):
        answer = as_amina.post(reverse("workspace:new-group"), {**self.POSTED, "kind": "everyone"})
        assert "kind" in answer.context["form"].errors

    def test_changing_and_closing(self, as_amina, as_bruno, membership, mobility):
        address = reverse("workspace:edit-group", args=[mobility.slug])
        check_html(as_amina.get(address))
        assert as_bruno.post(address, self.POSTED).status_code == 403
        as_amina.post(address, {**self.POSTED, "name": "Mobilités douces"})
        mobility.refresh_from_db()
        assert (mobility.name, mobility.slug) == ("Mobilités douces", "mobilite")
        as_amina.post(address, {"close": "1"})
        assert "Groupe clos" in check_html(as_bruno.get(mobility.get_absolute_url()))
        as_amina.post(address, {"reopen": "1"})
        mobility.refresh_from_db()
        assert mobility.closed_on is None

    def test_everyone_is_neither_closed_nor_hidden(self, as_amina):
        everyone = actions.everyone()
        address = reverse("workspace:edit-group", args=[everyone.slug])
        as_amina.post(address, {"close": "1"})
        as_amina.post(address, {"name": "Tous", "purpose": "", "visibility": "private", "kind": "working"})
        everyone.refresh_from_db()
        assert (everyone.closed_on, everyone.visibility, everyone.kind) == (None, "members", "everyone")
        assert as_amina.get(reverse("workspace:group-members", args=[everyone.slug])).status_code == 403

    def test_a_row_is_a_person_or_a_structure(self, mobility, bruno, gardens):
        for wrong in ({"user": bruno, "actor": gardens}, {}):
            with pytest.raises(IntegrityError), transaction.atomic():
                GroupMember.objects.create(group=mobility, **wrong)

    def test_lists_cost_the_same_for_one_and_for_many(self, as_bruno, bruno, membership, mobility, amina):
        addresses = [
            reverse("workspace:groups"),
            mobility.get_absolute_url(),
            reverse("workspace:group-members", args=[mobility.slug]),
            reverse("my-space"),
        ]
        actions.let_in(mobility, bruno, by=bruno)

        def counts() -> list[int]:
            found = []
            for address in addresses:
                with CaptureQueriesContext(connection) as queries:
                    as_bruno.get(address)
                found.append(len(queries))
            return found

        before = counts()
        for number in range(3):
            other = Group.objects.create(name=f"Groupe {number}", slug=f"groupe-{number}")
            user = User.objects.create_user(f"n{number}@example.org", name="N")
            grant_role(user, Role.PARTNER)
            actor = make_actor(f"Structure {number}")
            Membership.objects.create(user=bruno, actor=actor)
            actions.let_in(other, bruno, by=amina)
            actions.let_in(mobility, user, by=amina)
            actions.let_in(mobility, actor, by=amina)
        assert counts() == before


class TestWhoRunsItLeaves:
    @pytest.fixture
    def hers(self, amina):
        return actions.open_group(
            Group(name="Groupe des ateliers", visibility=Group.Visibility.PRIVATE), by=amina
        )

    def test_the_one_who_belongs_longest_runs_it_then(self, hers, amina, bruno, chloe):
        for one in (chloe, bruno):
            grant_role(one, Role.PARTNER, by=None)
            actions.let_in(hers, one, by=amina)
        GroupMember.objects.filter(user=bruno).update(starts_on=timezone.localdate() - timedelta(days=9))
        amina.delete()
        assert leads(fresh(bruno), hers)
        assert not leads(fresh(chloe), hers)
        assert Notification.objects.get(user=bruno, subject_name__contains="ateliers", text__contains="animez")
        assert JournalEntry.objects.filter(verb="group.lead").exists()

    def test_a_structure_whose_people_are_there_runs_it_when_no_person_does(self, hers, amina, bruno):
        mine = make_actor("Structure de Bruno")
        Membership.objects.create(user=bruno, actor=mine)
        actions.let_in(hers, make_actor("Structure sans personne"), by=amina)
        actions.let_in(hers, mine, by=amina)
        amina.delete()
        assert leads(fresh(bruno), hers)

    def test_another_who_runs_it_goes_on_alone(self, hers, amina, bruno, chloe):
        for one in (bruno, chloe):
            grant_role(one, Role.PARTNER, by=None)
            actions.let_in(hers, one, by=amina, lead=one == chloe)
        amina.delete()
        assert leads(fresh(chloe), hers) and not leads(fresh(bruno), hers)

    def test_without_anybody_left_it_is_closed(self, hers, amina):
        amina.delete()
        assert Group.objects.get(pk=hers.pk).closed_on is not None
