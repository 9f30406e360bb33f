"""What is kept of a person, the end of an account, and the second factor of those who run the Pôle."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from maillage.accounts.actions import grant_role
from maillage.accounts.models import JournalEntry, Role, User
from maillage.actors.models import Contribution, Membership
from maillage.upkeep.actions import save_page
from maillage.upkeep.queries import structure_source
from maillage.workspace.actions.groups import let_in
from maillage.workspace.actions.people import Shown, invite, save_profile
from maillage.workspace.models import Group, GroupMember
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(plaine_centrale, bruno, amina) -> User:
    """Bruno with something in every room."""
    gardens = make_actor("Les Jardins partagés")
    invite(bruno.email, actor=gardens, by=amina)
    Membership.objects.create(user=bruno, actor=gardens, function="président")
    save_page(gardens, {"description": "Des légumes."}, by=bruno, source=structure_source())
    save_profile(bruno, Shown("Bruno", phone="0199000102", presentation="Je bêche.", listed=True))
    let_in(Group.objects.create(name="Mobilité", slug="mobilite"), bruno, by=amina)
    return bruno


class TestMyData:
    def test_everything_kept_is_shown_and_taken_away(self, as_bruno, settled):
        html = check_html(as_bruno.get(reverse("account_data")))
        answer = as_bruno.get(reverse("account_data_file"))
        kept = json.loads(answer.content)
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        assert kept["Mes structures"][0]["structure"] == "Les Jardins partagés"
        assert kept["Mes groupes"][0]["groupe"] == "Mobilité"
        assert kept["Mon profil"][0]["présentation"] == "Je bêche."
        assert kept["Nouvelles"][0]["nouvelle"].startswith("Mobilité : Amina vous a ajouté")
        assert kept["Invitations et demandes"][0]["invitation"] == "Les Jardins partagés"
        for title, rows in kept.items():
            assert (f">{title}</h2>" in html) == bool(rows)

    def test_nothing_of_somebody_else_is(self, as_chloe, settled):
        text = as_chloe.get(reverse("account_data_file")).content.decode()
        assert "Jardins" not in text
        assert "bruno" not in text


class TestTheEnd:
    def test_the_account_goes_and_what_was_contributed_stays(self, as_bruno, settled):
        other_device = Client()
        other_device.force_login(settled)
        address = reverse("account_end")
        check_html(as_bruno.get(address))
        wrong = as_bruno.post(address, {"email": "chloe@example.org"})
        assert "pas l’adresse de votre compte" in check_html(wrong)
        assert User.objects.filter(pk=settled.pk).exists()
        check_html(as_bruno.post(address, {"email": "Bruno@example.org"}, follow=True))
        assert not User.objects.filter(pk=settled.pk).exists()
        assert not Membership.objects.exists()
        assert not GroupMember.objects.exists()
        assert Contribution.objects.filter(kind="edit", author=None).exists()
        assert JournalEntry.objects.filter(verb="account.delete", by_id=settled.pk).exists()
        assert other_device.get(reverse("my-space")).status_code == 302

    def test_its_sessions_go_too(self, client, settled):
        client.force_login(settled)
        client.get(reverse("my-space"))
        client.post(reverse("account_end"), {"email": settled.email})
        assert not [one for one in Session.objects.all() if one.get_decoded().get("_auth_user_id")]

    def test_the_pole_is_never_left_without_anybody_to_run_it(self, as_amina, amina, bruno, plaine_centrale):
        answer = as_amina.post(reverse("account_end"), {"email": amina.email})
        assert "seule personne à animer" in check_html(answer)
        assert User.objects.filter(pk=amina.pk).exists()
        grant_role(bruno, Role.ANIMATOR)
        as_amina.post(reverse("account_end"), {"email": amina.email})
        assert not User.objects.filter(pk=amina.pk).exists()


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def as_in_production(self, settings, plaine_centrale):
        settings.ANIMATOR_SECOND_FACTOR = True

    def test_the_animation_opens_once_the_account_is_protected(self, as_amina, amina):
        answer = as_amina.get(reverse("animation"))
        assert answer.url == reverse("mfa_index")
        assert "L’animation s’ouvre une fois" in check_html(as_amina.get(answer.url))
        assert as_amina.post(reverse("territory:pole"), {"name": "Autre"}).url == reverse("mfa_index")
        assert "Protéger votre compte" in check_html(as_amina.get(reverse("my-space")))
        Authenticator.objects.create(user=amina, type=Authenticator.Type.RECOVERY_CODES, data={})
        assert as_amina.get(reverse("animation")).status_code == 302
        Authenticator.objects.create(user=amina, type=Authenticator.Type.TOTP, data={})
        assert as_amina.get(reverse("animation")).status_code == 200
        assert "Protéger votre compte" not in check_html(as_amina.get(reverse("my-space")))

    def test_until_then_she_has_no_right_anywhere(self, as_amina):
        actor = make_actor("Les Jardins partagés")
        assert as_amina.get(reverse("upkeep:edit", args=[actor.slug])).status_code == 403

    def test_the_others_need_none(self, as_bruno, bruno):
        Membership.objects.create(user=bruno, actor=make_actor("Les Jardins partagés"))
        assert as_bruno.get(reverse("workspace:members")).status_code == 200
        assert as_bruno.get(reverse("animation")).status_code == 403
