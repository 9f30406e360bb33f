"""Pages by theme, zoom, commune; initiatives: each figure opens onto its rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from maillage.actors.actions import set_state
from maillage.actors.models import Actor, ActorState, Contribution, Initiative, InitiativeActor
from maillage.kernel.vocabulary import STAGES, THEMES, ZOOMS
from maillage.territory.models import Commune, Territory
from tests.factories import make_actor
from tests.guide.test_directory import get, names
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(chorale: Actor, cooperative: Actor, contribution: Contribution) -> Initiative:
    """The mobility platform, led by nobody yet."""
    made = Initiative.objects.create(
        contribution=contribution,
        title="Plate-forme mobilité",
        slug="plate-forme-mobilite",
        summary="Des véhicules partagés entre structures.",
        stage="emergence",
        themes=["mobilite/auto"],
        publics=["demandeurs-emploi"],
        sort_key="plate forme mobilite",
    )
    made.communes.set(Commune.objects.filter(pk__in=["94028", "94044"]))
    InitiativeActor.objects.create(initiative=made, actor=chorale, said_of=chorale, role="partner")
    InitiativeActor.objects.create(initiative=made, actor=cooperative, said_of=cooperative, role="considered")
    return made


def figures(html: str) -> list[tuple[str, int]]:
    """(address, number) of each figure that opens onto a list."""
    found = re.findall(r'<a href="(/annuaire/\?[^"]+)">([\d\s\u202f\u00a0]+)<', html)
    return [(address.replace("&amp;", "&"), int(re.sub(r"\D", "", number))) for address, number in found]


@pytest.fixture
def several(chorale: Actor, at_home: Actor, cooperative: Actor, nowhere: Actor) -> None:
    for number in range(3):
        make_actor(
            f"Danse {number}",
            commune=["94002", "94028", "94044"][number],
            themes=["culture/danse", "education/petite-enfance"],
            publics=["jeunes"],
            family="association",
        )
    make_actor("Services du soir", themes=["sante-social/aide-a-domicile"], support_roles=["former"])


@pytest.mark.parametrize(
    "path",
    [
        "/annuaire/themes/culture/",
        "/annuaire/themes/services-aux-personnes/",
        "/annuaire/themes/culture/danse/",
        "/annuaire/communes/creteil-94028/",
        "/annuaire/communes/",
    ],
)
def test_every_figure_is_the_number_of_rows_that_it_opens(client: Client, several: None, path: str) -> None:
    html = check_html(client.get(path))
    opened = figures(html)
    assert opened
    for address, number in opened:
        assert len(names(client.get(address).content.decode())) == number, address


def test_the_themes_are_all_there_even_empty(client: Client, chorale: Actor) -> None:
    html = check_html(client.get("/annuaire/themes/"))
    for theme in THEMES.roots():
        assert f'href="/annuaire/themes/{theme.code}/"' in html
    assert 'href="/annuaire/themes/services-aux-personnes/"' in html
    assert "Musique et chant" in html


@pytest.mark.parametrize("code", [*ZOOMS.codes, *(theme.code for theme in THEMES.roots()), "culture/musique"])
def test_every_theme_has_its_page(client: Client, plaine_centrale: Territory, code: str) -> None:
    html = check_html(client.get(f"/annuaire/themes/{code}/"))
    assert "Aucune structure pour l’instant" in html


@pytest.mark.parametrize("code", ["inconnu", "culture/inconnu", "culture/danse/encore"])
def test_an_unknown_theme(client: Client, plaine_centrale: Territory, code: str) -> None:
    assert client.get(f"/annuaire/themes/{code}/").status_code == 404


def test_personal_services_cross_themes_and_leave_health_whole(client: Client, several: None) -> None:
    make_actor("Hôpital", themes=["sante-social/prevention"])
    zoom = check_html(client.get("/annuaire/themes/services-aux-personnes/"))
    assert "restent entiers" in zoom
    health = check_html(client.get("/annuaire/themes/sante-social/"))
    assert ("/annuaire/?theme=sante-social/prevention", 1) in figures(health)
    assert ("/annuaire/?theme=sante-social/aide-a-domicile", 1) in figures(health)
    assert len(names(get(client, "?zoom=services-aux-personnes"))) == 4


def test_a_commune_by_its_code_and_its_right_name(client: Client, several: None) -> None:
    response = client.get("/annuaire/communes/autre-nom-94028/")
    assert response.status_code == 301
    assert response.headers["Location"] == "/annuaire/communes/creteil-94028/"
    html = check_html(client.get("/annuaire/communes/limeil-brevannes-94044/"))
    assert "Limeil-Brévannes" in html and "94450" in html
    assert client.get("/annuaire/communes/lyon-69123/").status_code == 404
    assert client.get("/annuaire/communes/creteil/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/annuaire/themes/", "/annuaire/themes/culture/", "/annuaire/communes/creteil-94028/"]
)
def test_zooms_take_as_many_queries_whatever_they_count(
    client: Client, chorale: Actor, django_assert_max_num_queries: Any, path: str
) -> None:
    with django_assert_max_num_queries(20) as few:
        client.get(path)
    for number in range(30):
        make_actor(
            f"Danse {number}",
            commune=["94002", "94028"][number % 2],
            themes=["culture/danse"],
            publics=["jeunes"],
        )
    with django_assert_max_num_queries(20) as many:
        client.get(path)
    assert len(many) <= len(few)


# --- Initiatives ---------------------------------------------------------------------------------------
def test_an_initiative_says_where_it_stands_and_with_whom(client: Client, initiative: Initiative) -> None:
    html = check_html(client.get("/initiatives/plate-forme-mobilite/"))
    assert "Personne ne la porte encore" in html
    assert re.search(r'class="current" aria-current="step">En émergence', html)
    assert (
        html.index("Avec pour partenaires")
        < html.index("Chorale du Mont-Mesly")
        < html.index("Acteurs envisagés")
    )
    assert "Liste de Créteil" in html, "according to whom"
    assert "Demandeurs d’emploi" in html


def test_initiatives_are_narrowed_by_stage_theme_and_commune(client: Client, initiative: Initiative) -> None:
    for query in (
        "",
        "?etape=emergence",
        "?theme=mobilite",
        "?commune=94044",
        "?etape=emergence&theme=mobilite",
    ):
        assert "Plate-forme mobilité" in check_html(client.get("/initiatives/" + query)), query
    for query in ("?etape=idea", "?theme=culture", "?commune=94002"):
        html = check_html(client.get("/initiatives/" + query))
        assert "Plate-forme mobilité" not in html and "Aucune initiative ne répond" in html, query


def test_initiatives_stand_in_the_order_of_their_lives(
    client: Client, initiative: Initiative, contribution: Contribution
) -> None:
    for stage in STAGES.codes:
        Initiative.objects.create(
            contribution=contribution, title=f"Projet {stage}", slug=stage, stage=stage, sort_key=stage
        )
    html = client.get("/initiatives/").content.decode()
    places = [html.index(f"Projet {stage}") for stage in STAGES.codes]
    assert places == sorted(places)


def test_nothing_hidden_shows_through_an_initiative(
    client: Client, initiative: Initiative, chorale: Actor
) -> None:
    set_state(chorale, ActorState.WITHDRAWN, by=None)
    assert "Chorale" not in client.get("/initiatives/plate-forme-mobilite/").content.decode()
    Initiative.objects.update(published=False)
    assert client.get("/initiatives/plate-forme-mobilite/").status_code == 404
    assert "Aucune initiative n’est encore connue" in check_html(client.get("/initiatives/"))


def test_initiatives_take_as_many_queries_whatever_their_number(
    client: Client, initiative: Initiative, contribution: Contribution, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(15) as few:
        client.get("/initiatives/")
    for number in range(30):
        made = Initiative.objects.create(
            contribution=contribution,
            title=f"Projet {number}",
            slug=f"p{number}",
            stage="idea",
            sort_key=str(number),
        )
        made.communes.add("94028")
        actor = initiative.parts.first().actor
        InitiativeActor.objects.create(initiative=made, actor=actor, said_of=actor, role="leader")
    with django_assert_max_num_queries(15) as many:
        client.get("/initiatives/")
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    "path",
    ["/annuaire/", "/annuaire/themes/", "/annuaire/themes/culture/", "/annuaire/communes/", "/initiatives/"],
)
def test_the_pages_hold_before_the_first_actor(client: Client, plaine_centrale: Territory, path: str) -> None:
    check_html(client.get(path))
