"""Vocabularies: codes, tree, colours fit to be read, crosswalks that lead somewhere."""

import itertools
import re

import pytest

from maillage.kernel.text import fold
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    LEGAL_FORMS,
    NETWORKS,
    PUBLICS,
    SERVICE_FORMS,
    SERVICE_GROUPS,
    SERVICES,
    STAGES,
    SUPPORT_ROLES,
    THEMES,
    ZOOMS,
    Standing,
    Term,
    Vocabulary,
    family_of_legal_form,
    standing_of_legal_form,
)

ALL = [
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    LEGAL_FORMS,
    NETWORKS,
    PUBLICS,
    SERVICE_FORMS,
    SERVICE_GROUPS,
    SERVICES,
    STAGES,
    SUPPORT_ROLES,
    THEMES,
    ZOOMS,
]
FIRST_LEVEL = [
    "culture",
    "sport",
    "sante-social",
    "education",
    "insertion",
    "environnement",
    "habitat",
    "economie",
    "alimentation",
    "mobilite",
    "international",
    "citoyennete",
    "loisirs",
    "numerique",
    "sciences",
    "convictions",
]


@pytest.mark.parametrize("vocabulary", ALL, ids=lambda vocabulary: vocabulary.name)
def test_each_term_has_its_words_in_good_typography(vocabulary: Vocabulary) -> None:
    assert len(vocabulary) > 1
    assert len({term.label for term in vocabulary}) == len(vocabulary), "two terms bear the same label"
    for term in vocabulary:
        assert re.fullmatch(r"[A-Za-z0-9/-]+", term.code)
        assert vocabulary.get(term.code) is term and term.code in vocabulary
        for shown in (term.label, term.definition):
            assert shown == shown.strip() and shown
            assert "'" not in shown
            assert not re.search(r" [;:!?»]|« ", shown), "a breaking space before a sign"


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert STAGES.label("running") == "En activité"
    assert STAGES.label("dormant") == "dormant"
    assert STAGES.get("dormant") is None
    with pytest.raises(ValueError, match="twice"):
        Vocabulary("broken", [Term(code="a", label="A", definition="A.")] * 2)


def test_the_tree_has_two_levels() -> None:
    assert [theme.code for theme in THEMES.roots()] == FIRST_LEVEL
    for theme in THEMES:
        assert theme.code.count("/") <= 1
        assert THEMES.root(theme.code).color == theme.color
        assert len(theme.short_label) <= 24
        assert all(word == fold(word) for word in theme.keywords)
    assert all(len(THEMES.children(code)) >= 2 for code in FIRST_LEVEL)
    assert THEMES.path_label("culture/musique") == "Culture › Musique et chant"


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def oklab(color: str) -> tuple[float, float, float]:
    r, g, b = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    )
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def test_theme_colours_can_be_read_on_white_and_under_white_text() -> None:
    for theme in THEMES.roots():
        contrast = 1.05 / (luminance(theme.color) + 0.05)
        assert contrast >= 4.5, f"{theme.code}: {contrast:.2f}"


def test_theme_colours_can_be_told_apart() -> None:
    for one, other in itertools.combinations(THEMES.roots(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(oklab(one.color), oklab(other.color))) ** 0.5
        assert distance >= 0.07, f"{one.code} and {other.code}: {distance:.3f}"


def test_zooms() -> None:
    culture = {theme.code for theme in ZOOMS["culture"].themes}
    assert culture == {theme.code for theme in THEMES if theme.root_code == "culture"}
    services = {theme.code for theme in ZOOMS["services-aux-personnes"].themes}
    assert {"education/petite-enfance", "sante-social/handicap", "sante-social/personnes-agees"} <= services
    assert not culture & services
    # A zoom reads across themes: health and social stays whole, crèches stay in education.
    assert {code.partition("/")[0] for code in services} >= {"sante-social", "education"}


def test_terms_point_to_terms_that_exist() -> None:
    for service in SERVICES:
        assert service.theme in THEMES and service.group in SERVICE_GROUPS
    assert {service.group for service in SERVICES} == set(SERVICE_GROUPS.codes)
    for form in LEGAL_FORMS:
        assert form.family in FAMILIES
    for label in LABELS:
        assert not label.family or label.family in FAMILIES


@pytest.mark.parametrize(
    ("code", "declared_ess", "family"),
    [
        ("9220", False, "association"),
        ("9230", False, "association"),
        ("5458", False, "cooperative"),
        ("6595", False, "cooperative"),
        ("8210", False, "mutuelle"),
        ("9300", False, "fondation"),
        ("5710", False, "entreprise"),
        ("5710", True, "societe-ess"),
        ("5785", True, "societe-ess"),
        ("9220", True, "association"),
        ("6540", True, "entreprise"),
        ("7346", False, "public"),
        ("7363", False, "public"),
        ("9110", False, "autre"),
        ("7999", False, "public"),
        ("92", False, None),
        ("asso", False, None),
    ],
)
def test_family_of_a_legal_form(code: str, declared_ess: bool, family: str | None) -> None:
    assert family_of_legal_form(code, declared_ess=declared_ess) == family


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        ("9220", Standing.STATUTE),
        ("5458", Standing.STATUTE),
        ("6316", Standing.STATUTE),
        ("9210", Standing.OPEN),
        ("5532", Standing.OPEN),
        ("5710", Standing.COMPANY),
        ("5785", Standing.COMPANY),
        ("9110", Standing.EXCLUDED),
        ("8420", Standing.EXCLUDED),
        ("6220", Standing.EXCLUDED),
        ("7349", Standing.EXCLUDED),
        ("7470", Standing.EXCLUDED),
        ("6521", Standing.EXCLUDED),
        ("52", None),
        ("٩٢٢٠", None),
    ],
)
def test_place_of_a_legal_form_in_the_law_of_2014(code: str, standing: Standing | None) -> None:
    assert standing_of_legal_form(code) == standing


def test_a_form_in_the_law_by_itself_settles_a_family_of_the_law() -> None:
    for form in LEGAL_FORMS:
        if form.standing is Standing.STATUTE:
            assert form.settles_family and FAMILIES[form.family].is_ess
        if form.standing is Standing.EXCLUDED:
            assert not FAMILIES[form.family].is_ess
        assert form.proven_family in FAMILIES


def test_the_nine_insertion_types() -> None:
    assert INSERTION_TYPES.codes == ("EI", "ETTI", "AI", "ACI", "EITI", "EA", "EATT", "ESAT", "GEIQ")
