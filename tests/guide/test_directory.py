"""The list: facets, filters, orders, pages, empty states."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from maillage.actors.actions import confirm_actor, new_establishment, set_state
from maillage.actors.models import Actor, ActorState, Contribution, MissedSearch
from maillage.actors.projection import project
from maillage.territory.models import Commune, Territory
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


def names(html: str) -> list[str]:
    found = re.findall(r'<h3><a href="/annuaire/[^"]+"[^>]*>(.+?)</a>', html)
    return [re.sub("</?mark>", "", one) for one in found]


def option(html: str, key: str, code: str) -> int | None:
    """The number beside a code of a facet."""
    found = re.search(rf'name="{key}" value="{re.escape(code)}".*?option-number">.*?: </span>([\d\s]+)<', html)
    return int(re.sub(r"\s", "", found.group(1))) if found else None


def get(client: Client, query: str = "", **headers: str) -> str:
    response = client.get("/annuaire/" + query, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_is_sound_and_says_how_many(client: Client, chorale: Actor, cooperative: Actor) -> None:
    html = check_html(client.get("/annuaire/"))
    assert names(html) == ["Chorale du Mont-Mesly", "Traiteur du port"]
    assert '<span class="figure">2</span> structures' in html


def test_an_empty_guide_says_what_to_do(client: Client, plaine_centrale: Territory) -> None:
    html = check_html(client.get("/annuaire/"))
    assert "L’annuaire est encore vide" in html
    assert "/proposer-une-structure/" in html


def test_facets_add_up_inside_and_cross_between(
    client: Client, chorale: Actor, at_home: Actor, cooperative: Actor, nowhere: Actor
) -> None:
    html = get(client, "?theme=culture&theme=alimentation&commune=94028")
    assert names(html) == ["Chorale du Mont-Mesly"]
    # Each facet counts under the others' choices, not under its own.
    assert option(html, "theme", "environnement") == 1, "in Créteil, whatever the theme chosen"
    assert option(html, "commune", "94002") == 1, "culture or food, whatever the commune chosen"
    assert option(html, "famille", "cooperative") is None, "none in Créteil"
    assert option(html, "famille", "association") == 1


def test_numbers_beside_codes_are_those_of_the_list(
    client: Client, chorale: Actor, at_home: Actor, cooperative: Actor, nowhere: Actor
) -> None:
    html = get(client, "?commune=94028&commune=94002")
    for key, code in (
        ("theme", "culture"),
        ("theme", "insertion"),
        ("famille", "association"),
        ("label", "scop"),
    ):
        narrowed = get(client, f"?commune=94028&commune=94002&{key}={code}")
        assert option(html, key, code) == len(names(narrowed)), (key, code)


def test_sub_themes_appear_once_their_theme_is_chosen(client: Client, chorale: Actor, nowhere: Actor) -> None:
    assert option(get(client), "theme", "culture/musique") is None
    html = get(client, "?theme=culture")
    assert option(html, "theme", "culture/musique") == 1
    assert len(names(html)) == 2
    assert names(get(client, "?theme=culture&theme=culture/musique")) == ["Chorale du Mont-Mesly"]


def test_a_zoom_keeps_actors_across_themes(client: Client, plaine_centrale: Territory, chorale: Actor) -> None:
    make_actor("Crèche des Bleuets", themes=["education/petite-enfance"])
    make_actor("Aide à domicile de Créteil", themes=["sante-social/aide-a-domicile"])
    make_actor("Lycée", themes=["education"])
    found = names(get(client, "?zoom=services-aux-personnes"))
    assert found == ["Aide à domicile de Créteil", "Crèche des Bleuets"]


def test_services_and_secondary_communes_can_be_chosen(
    client: Client, chorale: Actor, contribution: Contribution
) -> None:
    elsewhere = Commune.objects.get(pk="94011")  # Bonneuil, outside the territory
    new_establishment(contribution, chorale, address="Gymnase", commune=elsewhere, is_head_office=False).save()
    project([chorale.pk])
    html = get(client, "?commune=94011")
    assert names(html) == ["Chorale du Mont-Mesly"]
    assert "Bonneuil-sur-Marne" in html, "a commune is shown by its name even outside the territory"


def test_chips_take_one_filter_off_at_a_time(client: Client, chorale: Actor) -> None:
    html = get(client, "?q=chorale&theme=culture&theme=culture/musique&commune=94028")
    links = re.findall(r'class="chip" href="([^"]+)"', html)
    assert "/annuaire/?commune=94028&amp;theme=culture&amp;theme=culture/musique" in links
    assert "/annuaire/?q=chorale&amp;theme=culture&amp;theme=culture/musique" in links
    assert "/annuaire/?q=chorale&amp;commune=94028" in links
    assert "/annuaire/?q=chorale&amp;commune=94028&amp;theme=culture" in links


def test_french_order_then_the_last_checked(client: Client, plaine_centrale: Territory) -> None:
    made = {name: make_actor(name) for name in ("Zèbre", "Été", "Épicerie 10", "Épicerie 9", "abeille")}
    confirm_actor(made["Zèbre"], by=None, on=date(2026, 1, 2))
    confirm_actor(made["Été"], by=None, on=date(2026, 1, 3))
    assert names(get(client)) == ["abeille", "Épicerie 9", "Épicerie 10", "Été", "Zèbre"]
    assert names(get(client, "?tri=verification")) == ["Été", "Zèbre", "abeille", "Épicerie 9", "Épicerie 10"]


def test_pages_of_twenty_five(client: Client, plaine_centrale: Territory) -> None:
    for number in range(27):
        make_actor(f"Association {number}")
    html = check_html(client.get("/annuaire/?theme=&page=1"))
    assert len(names(html)) == 25
    assert names(get(client, "?page=2")) == ["Association 25", "Association 26"]
    assert names(get(client, "?page=99")) == ["Association 25", "Association 26"], "past the end: the last page"


@pytest.mark.parametrize(
    "query", ["", "?theme=culture", "?q=association", "?pres=Créteil", "?tri=verification"]
)
def test_the_number_of_queries_does_not_follow_the_rows(
    client: Client, plaine_centrale: Territory, django_assert_max_num_queries: Any, query: str
) -> None:
    make_actor("Association 0", themes=["culture/danse"], publics=["jeunes"], description="x")
    with django_assert_max_num_queries(24) as one:
        get(client, query)
    for number in range(1, 31):
        make_actor(
            f"Association {number}",
            commune=["94028", "94002", "94044"][number % 3],
            themes=["culture/musique", "sport"],
            publics=["femmes"],
            family="association",
        )
    with django_assert_max_num_queries(24) as many:
        get(client, query)
    assert len(many) <= len(one), [query["sql"][:200] for query in many.captured_queries]


def test_closed_withdrawn_and_unpublished_pages_are_nowhere(
    client: Client, chorale: Actor, cooperative: Actor, at_home: Actor
) -> None:
    set_state(chorale, ActorState.CLOSED, by=None)
    set_state(cooperative, ActorState.WITHDRAWN, by=None)
    Actor.objects.filter(pk=at_home.pk).update(published=False)
    html = get(client)
    assert names(html) == []
    assert option(html, "theme", "culture") is None


def test_filters_that_leave_nobody_can_be_taken_off(client: Client, chorale: Actor, cooperative: Actor) -> None:
    html = check_html(client.get("/annuaire/?q=chorale&commune=94002"))
    assert "Aucune structure avec tous ces filtres" in html
    assert 'href="/annuaire/?q=chorale"' in html
    html = check_html(client.get("/annuaire/?theme=culture&commune=94002"))
    assert 'href="/annuaire/"' in html


def test_words_that_nobody_answers(client: Client, chorale: Actor) -> None:
    html = check_html(client.get("/annuaire/?q=trottinette"))
    assert "Personne ne répond à ces mots" in html
    assert "/proposer-une-structure/" in html


def test_a_misspelt_word_is_said_to_be_read_otherwise(
    client: Client, chorale: Actor, cooperative: Actor
) -> None:
    html = check_html(client.get("/annuaire/?q=chorrale"))
    assert "« chorrale » a été lu <strong>« chorale »</strong>" in html.replace("\u00a0", " ")
    assert "<mark>Chorale</mark> du Mont-Mesly" in html
    assert "Traiteur" not in html


def test_facets_count_among_what_the_words_found(client: Client, chorale: Actor, cooperative: Actor) -> None:
    html = get(client, "?q=chorale")
    assert option(html, "commune", "94028") == 1
    assert option(html, "commune", "94002") is None


def test_what_nearly_answers_is_shown_apart(client: Client, chorale: Actor, cooperative: Actor) -> None:
    html = check_html(client.get("/annuaire/?q=chorale+trottinette"))
    assert "Aucune structure" in html
    apart = html[html.index("Ce qui s’en approche") :]
    assert "du Mont-Mesly" in apart


def test_what_is_searched_in_vain_is_counted_once_typed_whole(client: Client, chorale: Actor) -> None:
    get(client, "?q=trot", **{"HX-Request": "true", "X-En-Frappe": "1"})
    assert MissedSearch.objects.count() == 0
    get(client, "?q=trottinette", **{"HX-Request": "true"})
    get(client, "?q=trottinette")
    get(client, "?q=chorale&commune=94002")
    assert [one.count for one in MissedSearch.objects.all()] == [2], "filters that leave nobody are no gap"


def test_with_htmx_only_the_changing_parts_come(client: Client, chorale: Actor, cooperative: Actor) -> None:
    response = client.get("/annuaire/?q=&theme=culture", headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert names(html) == ["Chorale du Mont-Mesly"]
    assert 'id="facettes" hx-swap-oob="innerHTML"' in html and 'id="nombre" hx-swap-oob="innerHTML"' in html
    assert response.headers["HX-Push-Url"] == "/annuaire/?theme=culture"
    assert "HX-Request" in response.headers["Vary"]
    whole = get(client, "?theme=culture", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole


def test_invented_actors_say_so(client: Client, plaine_centrale: Territory) -> None:
    make_actor("Imaginaire", invented=True)
    assert "Structure inventée" in get(client)


def test_what_is_searched_is_not_for_search_engines(client: Client, chorale: Actor) -> None:
    assert 'name="robots"' not in get(client)
    assert 'content="noindex, follow"' in get(client, "?q=chorale")


def test_names_are_text_not_html(client: Client, plaine_centrale: Territory) -> None:
    make_actor("<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
    html = check_html(client.get('/annuaire/?q="><script>x</script>&commune="><b>'))
    assert "<script>alert" not in html + get(client)


# --- On other sites ------------------------------------------------------------------------------------
def test_the_list_may_be_framed_elsewhere_and_nothing_else_may(client: Client, chorale: Actor) -> None:
    response = client.get("/annuaire/embarque/?theme=culture")
    html = check_html(response)
    assert names(html) == ["Chorale du Mont-Mesly"]
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies
    for path in ("/annuaire/", "/annuaire/integrer/", "/annuaire/chorale-du-mont-mesly/"):
        other = client.get(path)
        assert "frame-ancestors *" not in other.headers["Content-Security-Policy"]
        assert other.headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}


def test_the_embedded_search_keeps_the_chosen_filters(
    client: Client, chorale: Actor, cooperative: Actor
) -> None:
    html = client.get("/annuaire/embarque/?theme=culture").content.decode()
    assert '<input type="hidden" name="theme" value="culture">' in html


def test_the_code_to_embed_is_that_of_the_selection(client: Client, chorale: Actor) -> None:
    html = check_html(client.get("/annuaire/integrer/?theme=culture"))
    assert (
        "&lt;iframe src=&quot;" in html
        or '&lt;iframe src="http://testserver/annuaire/embarque/?theme=culture"' in html
    )
    assert "http://testserver/annuaire/embarque/?theme=culture" in html
