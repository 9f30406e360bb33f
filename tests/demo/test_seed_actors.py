"""The actors and projects of the synthesis: each rests on its words, and bears nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maillage.demo.seed_actors import MENTIONED_ONLY, SEED_ACTORS, SEED_INITIATIVES
from maillage.demo.seed_practices import COLLECTIVITIES, SEED_ANSWERS
from maillage.kernel.identifiers import parse_siren
from maillage.kernel.vocabulary import FAMILIES, LABELS, STAGES, SUPPORT_ROLES, THEMES
from maillage.observatory.domain.practices import PRACTICES
from tests.conftest import SHARED_DATA


@pytest.fixture(scope="module")
def synthesis() -> str:
    path = SHARED_DATA.parent / "seed.txt"
    if not path.exists():
        pytest.skip("no ../shared/seed.txt beside the checkout: quotes not compared with the synthesis")
    return _plain(Path(path).read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("*", ""))


def test_every_entry_quotes_the_synthesis(synthesis: str) -> None:
    entries = [*SEED_ACTORS, *SEED_INITIATIVES]
    assert [entry.key for entry in entries if _plain(entry.quote) not in synthesis] == []


def test_every_answer_on_practices_quotes_the_synthesis(synthesis: str) -> None:
    assert [one for one in SEED_ANSWERS if _plain(one.quote) not in synthesis] == []
    given = [(one.actor, one.practice) for one in SEED_ANSWERS]
    assert len(given) == len(set(given))
    assert {one.actor for one in SEED_ANSWERS} == set(COLLECTIVITIES) <= {seed.key for seed in SEED_ACTORS}
    assert {one.practice for one in SEED_ANSWERS} <= set(PRACTICES.codes)


def test_no_amount_is_told_for_creteil() -> None:
    told = {one.actor: one.amount for one in SEED_ANSWERS if one.practice == "subsidies"}
    assert sorted(map(int, filter(None, told.values()))) == [230000, 258000, 755000]
    assert "ville-creteil" not in told


def test_every_amount_and_number_comes_from_the_synthesis(synthesis: str) -> None:
    bare = re.sub(r"(?<=\d)[ .](?=\d)", "", synthesis)
    for entry in [*SEED_ACTORS, *SEED_INITIATIVES]:
        for number in re.findall(r"\d[\d ]*\d|\d", entry.description):
            assert number.replace(" ", "").replace("\u202f", "") in bare, (entry.key, number)


def test_what_is_only_mentioned_is_in_the_synthesis_and_is_no_actor(synthesis: str) -> None:
    names = {actor.name for actor in SEED_ACTORS}
    for word in MENTIONED_ONLY:
        assert _plain(word) in synthesis
        assert word not in names


def test_codes_belong_to_the_vocabularies() -> None:
    for actor in SEED_ACTORS:
        assert actor.family is None or actor.family in FAMILIES
        assert set(actor.themes) <= set(THEMES.codes)
        assert set(actor.support_roles) <= set(SUPPORT_ROLES.codes)
        assert set(actor.labels) <= set(LABELS.codes)
    for initiative in SEED_INITIATIVES:
        assert initiative.stage in STAGES
        assert set(initiative.themes) <= set(THEMES.codes)


def test_keys_are_unique_and_references_exist() -> None:
    keys = [actor.key for actor in SEED_ACTORS]
    assert len(keys) == len(set(keys))
    assert {actor.parent for actor in SEED_ACTORS} - {None} <= set(keys)
    named = {key for initiative in SEED_INITIATIVES for key, _ in initiative.parts}
    assert named <= set(keys)


def test_the_projects_of_the_synthesis_have_their_carriers() -> None:
    by_key = {initiative.key: initiative for initiative in SEED_INITIATIVES}
    assert set(by_key) == {
        "plateforme-mobilite",
        "restaurant-insertion",
        "service-traiteur",
        "epicerie-solidaire",
        "jardins-insertion",
    }
    assert by_key["plateforme-mobilite"].parts == ()
    assert ("spip", "leader") in by_key["restaurant-insertion"].parts
    assert dict(by_key["epicerie-solidaire"].parts) == {
        "emmaus": "leader",
        "secours-populaire": "partner",
        "restaus-du-coeur": "partner",
        "artisans-du-monde": "considered",
    }


def test_no_one_is_reachable_by_a_number_of_2005() -> None:
    text = " ".join(actor.description for actor in SEED_ACTORS)
    assert "@" not in text
    assert "03.20" not in text
    (consultancy,) = [actor for actor in SEED_ACTORS if actor.siren]
    assert parse_siren(consultancy.siren) == consultancy.siren
