"""What an address asks for, and back."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.actors.models import ActorTag
from maillage.guide.domain.selection import FACETS, SORTS, Selection, parse_point, theme_codes


def parse(query: str) -> Selection:
    return Selection.parse(parse_qsl(query, keep_blank_values=True))


def test_facets_read_kinds_of_tags_that_exist() -> None:
    assert {facet.kind for facet in FACETS.values()} | {"subtheme"} == set(ActorTag.Kind.values)


def test_an_address_is_read_and_written_back() -> None:
    asked = parse("q=+chorale++mesly&theme=culture&theme=culture%2Fmusique&commune=94028&tri=nom&page=3")
    assert asked.q == "chorale mesly"
    assert asked.codes("theme") == ("culture", "culture/musique")
    assert asked.page == 3
    assert asked.query == "?q=chorale+mesly&commune=94028&theme=culture&theme=culture/musique&tri=nom&page=3"
    assert parse("theme=sport&pres=Paris&point=48,2").filters.query == "?theme=sport"
    assert asked.filters.query == "?q=chorale+mesly&commune=94028&theme=culture&theme=culture/musique"


@pytest.mark.parametrize(
    "query",
    ["", "q=", "page=0", "page=-2", "page=douze", "page=99999999", "tri=hasard", "zoom=inconnu", "inconnu=x"],
)
def test_what_makes_no_sense_is_left_aside(query: str) -> None:
    assert parse(query) == Selection()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*FACETS, "q", "pres", "point", "tri", "zoom", "page", "autre"]),
            st.text(max_size=80),
        ),
        max_size=12,
    )
)
def test_whatever_is_sent_a_selection_survives_its_own_address(pairs: list[tuple[str, str]]) -> None:
    asked = Selection.parse(pairs)
    assert parse(asked.query.removeprefix("?")) == asked
    assert asked.sorted_by in SORTS


def test_the_natural_order_depends_on_what_is_asked() -> None:
    assert parse("").sorted_by == "nom"
    assert parse("q=jardin").sorted_by == "pertinence"
    assert parse("q=jardin&pres=Creteil").sorted_by == "distance"
    assert parse("tri=distance").sorted_by == "nom", "no place to measure from"
    assert parse("q=jardin&tri=nom").sorted_by == "nom"


def test_taking_a_theme_off_takes_its_sub_themes_off() -> None:
    asked = parse("theme=culture&theme=culture/musique&theme=sport&page=2")
    assert asked.without_code("theme", "culture").query == "?theme=sport"
    assert asked.without_code("theme", "culture/musique").query == "?theme=culture&theme=sport"
    assert parse("theme=sport").without_code("theme", "sport") == Selection()


def test_a_sub_theme_narrows_its_own_theme_only() -> None:
    assert theme_codes(["culture", "culture/musique", "sport"]) == ({"sport"}, {"culture/musique"})
    assert theme_codes(["culture"]) == ({"culture"}, set())


@pytest.mark.parametrize("text", ["", "48.79", "a,b", "nan,2", "inf,2", "91,2", "48,181", "48,2,1"])
def test_a_point_off_the_globe_is_refused(text: str) -> None:
    assert parse_point(text) is None


def test_a_position_is_rounded() -> None:
    assert parse_point("48.7903456,2.4556789") == (48.79, 2.456)
    assert parse("point=48.7903456,2.4556789").query == "?point=48.790,2.456"
