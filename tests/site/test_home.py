"""The home page answers in one look, whatever is in the base."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.actors.models import Initiative
from maillage.territory.models import Commune, Pole
from tests.factories import make_actor, make_contribution
from tests.page import check_html

pytestmark = pytest.mark.django_db


def fill(count: int) -> None:
    start = Initiative.objects.count()
    for number in range(start, start + count):
        make_actor(
            f"Structure {number}",
            commune=["94028", "94002"][number % 2],
            themes=[["culture/musique"], ["sport"]][number % 2],
            support_roles=["financer"],
        )
        initiative = Initiative.objects.create(
            contribution=make_contribution(),
            title=f"Initiative {number}",
            slug=f"initiative-{number}",
            stage="emergence",
            stage_on=timezone.localdate(),
            themes=["mobilite"],
            sort_key=f"initiative {number}",
        )
        initiative.communes.add(Commune.objects.get(pk="94028"))


def test_before_anything_was_said_the_visitor_is_told_to_wait(client):
    html = check_html(client.get("/"))
    assert "L’annuaire se prépare" in html
    assert "Présenter le Pôle" not in html


def test_before_anything_was_said_the_animator_is_told_what_to_do(as_amina):
    html = check_html(as_amina.get("/"))
    assert "Dire le territoire" in html
    assert "Présenter le Pôle" in html


def test_the_figures_are_those_of_the_base(client, plaine_centrale):
    fill(3)
    html = check_html(client.get("/"))
    assert "<h1>Pôle d’économie sociale et solidaire" in html
    assert '<strong class="figure">3</strong> initiatives' in html
    culture = html.split('class="theme-culture"')[1].split("</li>")[0]
    assert '<span class="figure">2</span>' in culture
    assert "theme-habitat" not in html.split("</head>")[1]
    assert "Initiative 2" in html
    assert "En émergence" in html


def test_what_is_not_public_is_not_counted(client, plaine_centrale):
    fill(2)
    hidden = make_actor("Cachée", themes=["habitat"])
    hidden.published = False
    hidden.save()
    assert "theme-habitat" not in client.get("/").content.decode()


def test_the_page_costs_the_same_whatever_the_number_of_actors(client, plaine_centrale):
    fill(2)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    fill(9)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)
    assert len(many) <= 14


def test_the_presentation_and_tagline_are_the_poles_own(client, plaine_centrale):
    Pole.objects.update(tagline="Ensemble, ici", presentation="Première ligne.\n\nSeconde <b>ligne</b>.")
    html = check_html(client.get("/"))
    assert "<h1>Ensemble, ici</h1>" in html
    assert "Seconde &lt;b&gt;ligne&lt;/b&gt;." in html
