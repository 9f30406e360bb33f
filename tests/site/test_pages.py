"""The pages that belong to no room: sound, true, open to whom they should be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Membership
from maillage.kernel.processing import register
from maillage.territory.models import Pole
from maillage.ui import navigation
from maillage.workspace.models import JoinRequest, Task
from tests.factories import make_actor
from tests.page import check_html, page_faults

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/accessibilite/",
    "/plan-du-site/",
    "/compte/connexion/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_sound_for_a_visitor_and_for_the_animator(client, as_amina, plaine_centrale, path):
    check_html(client.get(path))
    response = as_amina.get(path)
    if response.status_code == 200:
        check_html(response)


def test_every_registered_entry_leads_to_a_page(client, as_amina, plaine_centrale):
    for entry in navigation.registered():
        url = navigation.address(entry.url_name)
        if url:
            response = as_amina.get(url, follow=True)
            assert response.status_code == 200, (entry.label, url)


def test_the_menus_change_with_the_person(client, as_bruno, as_amina):
    visitor, bruno, amina = (one.get("/").content.decode() for one in (client, as_bruno, as_amina))
    assert "Se connecter" in visitor and "Mon espace" not in visitor
    assert "Mon espace" in bruno and ">Animation<" not in bruno
    assert ">Animation<" in amina


def test_the_animators_tools_are_hers(client, as_bruno, as_amina):
    assert client.get("/animation/").status_code == 302
    check_html(as_bruno.get("/animation/"), status=403)
    check_html(as_amina.get("/animation/"))


def test_my_space_is_for_those_who_signed_in(client, as_bruno):
    assert client.get("/mon-espace/").url == "/compte/connexion/?next=/mon-espace/"
    assert "bruno@example.org" in check_html(as_bruno.get("/mon-espace/"))


def test_what_is_late_says_so(as_bruno, bruno):
    for days, what in ((-3, "Hier"), (3, "Demain")):
        due = timezone.localdate() + timedelta(days=days)
        Task.objects.create(title=what, assignee=bruno, created_by=bruno, due_on=due)
    Membership.objects.create(user=bruno, actor=make_actor("Les Lilas", commune=None))
    html = check_html(as_bruno.get("/mon-espace/"))
    assert html.count("en retard") == 1
    assert html.index("Hier") < html.index("en retard") < html.index("Demain")


def test_what_waits_in_the_animation_is_told_in_the_animators_space(as_amina, as_bruno):
    JoinRequest.objects.create(email="zoe@example.org", name="Zoé", state=JoinRequest.State.WAITING)
    assert "Personnes</a> : 1 à examiner" in check_html(as_amina.get("/mon-espace/"))
    assert "à examiner" not in check_html(as_bruno.get("/mon-espace/"))


def test_the_register_shows_each_processing_with_its_real_term(client):
    html = client.get("/donnees-personnelles/").content.decode()
    assert len(register()) >= 5
    for processing in register():
        assert f'id="{processing.code}"' in html
    assert "90 jours" in html


def test_the_statement_does_not_claim_what_no_audit_showed(client):
    html = client.get("/accessibilite/").content.decode()
    assert "non conforme" in html
    assert "Défenseur des droits" in html
    assert "Accessibilité : non conforme" in client.get("/").content.decode().replace("\u00a0", " ")


def test_the_legal_notice_says_what_is_missing_to_the_animator_alone(client, as_amina, plaine_centrale):
    assert "incomplètes" not in client.get("/mentions-legales/").content.decode()
    Pole.objects.update(publisher="Agglomération")
    html = client.get("/mentions-legales/").content.decode()
    assert "Agglomération" in html


def test_health_answers_and_is_not_kept(client):
    response = client.get("/sante/")
    assert response.content == b"ok\n"
    assert "no-store" in response["Cache-Control"]


@override_settings(DEMO=False)
def test_robots_leave_private_pages_alone(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /compte/" in text
    assert "Disallow: /\n" not in text


def test_robots_leave_a_demonstration_alone(client):
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_an_unknown_page_says_what_to_do(client):
    html = check_html(client.get("/nulle-part/"), status=404)
    assert "n’existe pas" in html


def test_a_stale_form_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    html = check_html(client.post("/compte/connexion/", {"login": "x@example.org"}), status=403)
    assert "Rien n’a été enregistré" in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_of_last_resort_need_no_base(name, django_assert_num_queries):
    from django.template.loader import get_template

    with django_assert_num_queries(0):
        html = get_template(name).render()
    assert page_faults(html) == []


def test_a_failing_page_gives_the_last_resort(monkeypatch):
    from maillage.site import queries

    monkeypatch.setattr(queries, "home", lambda: 1 / 0)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Ce n’est pas de votre fait" in response.content.decode()


def test_the_colours_are_kept_for_good_at_their_own_address(client, plaine_centrale):
    html = client.get("/").content.decode()
    address = html.split("couleurs.css?v=")[1].split('"')[0]
    response = client.get(f"/couleurs.css?v={address}")
    assert "immutable" in response["Cache-Control"]
    assert "--primary:#1f5f5b" in response.content.decode()
    assert ".theme-culture" in response.content.decode()
    Pole.objects.update(colour_primary="#123456")
    assert f"couleurs.css?v={address}" not in client.get("/").content.decode()


def test_unchanged_colours_are_not_sent_again(client):
    first = client.get("/couleurs.css")
    assert client.get("/couleurs.css", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_no_page_asks_for_a_page_that_does_not_exist(client, plaine_centrale):
    html = client.get(reverse("site-map")).content.decode()
    links = {part.split('"')[0] for part in html.split('href="/')[1:]}
    for link in links:
        if not link.startswith("static"):
            assert client.get(f"/{link}", follow=True).status_code == 200, link
