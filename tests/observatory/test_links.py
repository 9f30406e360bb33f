"""Which structures of the guide are which units of Sirene: found, shown with evidence, decided by a person."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import TaskResultStatus

from maillage.accounts.models import JournalEntry
from maillage.actors.actions import edit_actor, merge_actors, source_for
from maillage.actors.models import SourceKind
from maillage.observatory import news
from maillage.observatory.actions import finding, links
from maillage.observatory.actions.diagnosis import diagnose
from maillage.observatory.models import LinkPair
from maillage.observatory.queries.diagnosis import opened, spellings
from maillage.territory.models import Territory
from maillage.upkeep.queries import animation_source
from tests.factories import make_actor
from tests.opendata.diagnosis.ground import ON, PLACES, SUBSIDIES, Ground, row
from tests.page import check_html

pytestmark = pytest.mark.django_db
PAGE = "observatory:links"


@pytest.fixture
def choirs(ground: Ground, two_banks) -> Ground:
    """Sirene knows a choir, a judo club of the next town, and one that may not be shown."""
    ground.rows += [
        row(801, siren="443061841", name="ASSOCIATION CHORALE DU LAC DE CRETEIL", rna="W941000801"),
        row(802, siren="441370806", name="JUDO CLUB D ALFORTVILLE", commune="94002"),
        row(803, siren="552100554", name="LES BRODEUSES DE CRETEIL", publishable=False),
    ]
    ground.national()
    return ground


def test_a_name_spelt_otherwise_is_found_and_nothing_is_written(choirs, two_banks):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    make_actor("Les brodeuses de Créteil")
    assert finding.find_links(two_banks) >= 1
    pair = LinkPair.objects.get(actor=choir)
    assert pair.siren == "443061841"
    assert pair.evidence
    assert not LinkPair.objects.filter(siren="552100554").exists(), "what may not be published is never shown"
    choir.refresh_from_db()
    assert choir.siren == ""


def test_the_animator_says_the_same_and_takes_it_back(as_amina, choirs, two_banks):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    as_amina.post(reverse(PAGE), {"look": "1"})
    pair = LinkPair.objects.get(actor=choir)
    assert "443061841" in check_html(as_amina.get(reverse(PAGE)))
    as_amina.post(reverse(PAGE), {"same": pair.pk})
    choir.refresh_from_db()
    assert (choir.siren, choir.rna) == ("443061841", "W941000801")
    check_html(as_amina.get(reverse(PAGE), {"voir": "decides"}))
    as_amina.post(reverse(PAGE), {"same": pair.pk})  # twice says nothing more
    as_amina.post(reverse(PAGE), {"back": pair.pk})
    choir.refresh_from_db()
    assert (choir.siren, choir.rna) == ("", "")
    verbs = JournalEntry.objects.filter(verb__startswith="link.").values_list("verb", flat=True)
    assert sorted(verbs) == ["link.decide", "link.take-back"]


def test_what_was_said_to_be_two_is_not_asked_again(as_amina, choirs, two_banks):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    finding.find_links(two_banks)
    as_amina.post(reverse(PAGE), {"other": LinkPair.objects.get(actor=choir).pk})
    assert finding.find_links(two_banks) == 0
    assert LinkPair.objects.get(actor=choir).decision == "other"


def test_a_unit_that_another_page_bears_is_no_candidate(as_amina, choirs, two_banks, amina):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    finding.find_links(two_banks)
    make_actor("Chorale du lac", siren="443061841")
    pair = LinkPair.objects.get(actor=choir)
    with pytest.raises(ValueError, match="fusionnez leurs pages"):
        links.say_same(pair, by=amina)
    assert links.say_same_to_certain([pair.pk], by=amina)[0] == 0
    assert finding.find_links(two_banks) == 0


def test_a_structure_that_took_its_siren_meanwhile_keeps_it(as_amina, choirs, two_banks, amina):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    finding.find_links(two_banks)
    pair = LinkPair.objects.get(actor=choir)
    edit_actor(choir, {"siren": "441370806"}, by=amina, source=animation_source())
    assert news.links() == ""
    answer = as_amina.post(reverse(PAGE), {"same": pair.pk}, follow=True)
    text = check_html(answer)
    assert "n’est plus proposé" in text
    assert "443061841" not in text
    choir.refresh_from_db()
    assert choir.siren == "441370806"


def test_a_page_that_was_merged_into_another_is_not_asked(as_amina, choirs, two_banks, amina):
    choir, twin = make_actor("Chorale du lac de Créteil"), make_actor("Chorale du lac")
    finding.find_links(two_banks)
    pair = LinkPair.objects.get(actor=choir)
    merge_actors(twin, choir, by=amina, source=animation_source())
    with pytest.raises(ValueError, match="plus proposé"):
        links.say_same(pair, by=amina)


def test_each_pair_waits_as_long_as_it_can_be_decided(as_amina, two_banks, amina):
    judged = {"score": 0.9, "evidence": "nom", "name": "X"}
    numbered, merged, kept = make_actor("Une", siren="441370806"), make_actor("Deux"), make_actor("Deux bis")
    merge_actors(kept, merged, by=amina, source=animation_source())
    waiting = [
        LinkPair.objects.create(actor=kept, siren="443061841", **judged),
        LinkPair.objects.create(actor=numbered, published="UNE", **judged),
        LinkPair.objects.create(siren="552100554", published="TROIS", details={"unit": "Trois"}, **judged),
    ]
    LinkPair.objects.create(actor=numbered, siren="443061841", **judged)
    LinkPair.objects.create(actor=merged, published="DEUX", **judged)
    assert set(LinkPair.objects.waiting()) == set(waiting)
    page = as_amina.get(reverse(PAGE))
    assert [count for _, _, count in page.context["kinds"]] == [1, 2]
    assert news.links() == "3 à décider"


def test_a_name_is_that_of_one_structure(two_banks, amina):
    judged = {"score": 0.9, "evidence": "nom", "name": "X", "published": "A"}
    one, other = (LinkPair.objects.create(actor=make_actor(name), **judged) for name in ("Une", "Deux"))
    links.say_other(other, by=amina)
    links.say_same(one, by=amina)
    links.take_back(other, by=amina)
    with pytest.raises(ValueError, match="reprenez d’abord"):
        links.say_same(other, by=amina)


def test_those_that_are_certain_are_confirmed_page_by_page(as_amina, choirs, two_banks):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    pair = LinkPair.objects.create(
        actor=choir, siren="443061841", name="CHORALE", score=0.99, certain=True, evidence="même nom"
    )
    as_amina.post(reverse(PAGE), {"certain": "1", "pair": [pair.pk], "voir": "certains"})
    choir.refresh_from_db()
    assert choir.siren == "443061841"


def test_two_certain_units_of_one_structure_leave_the_second_one_alone(as_amina, two_banks):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    first, second = (
        LinkPair.objects.create(
            actor=choir, siren=siren, name="CHORALE", score=0.99, certain=True, evidence="même nom"
        )
        for siren in ("443061841", "441370806")
    )
    answer = as_amina.post(
        reverse(PAGE), {"certain": "1", "pair": [first.pk, second.pk], "voir": "certains"}, follow=True
    )
    choir.refresh_from_db()
    assert choir.siren == "443061841"
    assert "1 rapprochement confirmé" in check_html(answer)


@pytest.mark.parametrize("number", ["", "abc", "404", "9" * 19, "9" * 5000])
def test_what_the_list_no_longer_has_is_said_in_french(as_amina, two_banks, number):
    for asked in ({"same": number}, {"other": number}, {"back": number}, {"certain": "1", "pair": number}):
        text = check_html(as_amina.post(reverse(PAGE), asked, follow=True))
        assert "la liste a été refaite" in text, asked


def test_what_is_not_decided_is_not_taken_back(choirs, two_banks, amina):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    finding.find_links(two_banks)
    with pytest.raises(ValueError, match="pas décidé"):
        links.take_back(LinkPair.objects.get(actor=choir), by=amina)
    assert not JournalEntry.objects.filter(verb="link.take-back").exists()


def test_nothing_loaded_is_an_empty_page(as_amina, two_banks):
    assert "Aucun rapprochement" in check_html(as_amina.get(reverse(PAGE)))


def test_without_a_territory_the_search_says_so(as_amina, ground):
    text = check_html(as_amina.post(reverse(PAGE), {"look": "1"}, follow=True))
    assert "maillage territory add" in text
    assert "est lancée" not in text


def test_the_number_of_queries_does_not_follow_the_pairs(as_amina, two_banks):
    def pair(number: int) -> None:
        LinkPair.objects.create(
            actor=make_actor(f"Structure {number}"), siren=f"{number:09d}", name="X", score=0.5, evidence="nom"
        )

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            as_amina.get(reverse(PAGE))
        return len(seen)

    pair(1)
    as_amina.get(reverse(PAGE))
    before = queries()
    pair(2), pair(3)
    assert queries() == before


# --- Names published without a number ------------------------------------------------------------------------
PUBLISHED = ("CHORALE DU LAC DE CRETEIL - CLC", "Brodeuses")
GIVEN = "subventions.219400280.2024.structures-ess"


def name_the_towns(ground: Ground) -> None:
    """Have the geography say which collectivity each town is."""
    names = ("name", "population", "epci", "department", "region")
    towns = [
        {"code": code, "commune": code, "siren": siren, **dict(zip(names, PLACES[code]))}
        for code, siren in (("94028", "219400280"), ("94002", "219400025"))
    ]
    ground.load("communes", towns)


@pytest.fixture
def subsidised(ground: Ground, two_banks) -> Ground:
    """The town of the first bank gave to two names without a number."""
    name_the_towns(ground)
    ground.load("subsidies", [{**SUBSIDIES[2], "beneficiary_name": name} for name in PUBLISHED])
    return ground


def given_to(territory: Territory) -> int:
    """How many structures of the ESS a new diagnosis says that the town subsidised."""
    return opened(diagnose(territory, ON, by=None)).figure(GIVEN).value


def test_a_published_name_is_found_confirmed_counted_and_taken_back(as_amina, subsidised, two_banks):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    assert given_to(two_banks) == 0
    as_amina.post(reverse(PAGE), {"look": "1"})
    pair = LinkPair.objects.get(actor=choir)
    assert (pair.siren, pair.published) == ("", "CHORALE DU LAC DE CRETEIL CLC")
    text = check_html(as_amina.get(reverse(PAGE), {"avec": "noms"}))
    assert "1 subvention, 250 €, 2024, par VILLE A" in text.replace("\u00a0", " ").replace("\u202f", " ")
    as_amina.post(reverse(PAGE), {"same": pair.pk, "avec": "noms"})
    choir.refresh_from_db()
    assert choir.siren == "", "a name brings no number"
    assert given_to(two_banks) == 1
    assert finding.find_published_names(two_banks) == 0
    check_html(as_amina.get(reverse(PAGE), {"avec": "noms", "voir": "decides"}))
    as_amina.post(reverse(PAGE), {"back": pair.pk, "avec": "noms"})
    assert given_to(two_banks) == 0


def test_a_confirmed_name_follows_a_merged_structure(subsidised, two_banks, amina):
    choir, twin = (make_actor(name) for name in ("Chorale du lac de Créteil", "La Chorale du lac"))
    said = {"published": "CHORALE DU LAC DE CRETEIL CLC", "decision": "same"}
    LinkPair.objects.create(actor=twin, name="X", score=1, evidence="nom", **said)
    merge_actors(choir, twin, by=amina, source=source_for(SourceKind.LIST, "Liste", stated_on=ON))
    assert spellings() == [{"name": said["published"], "id": str(choir.uid), "siren": None}]


def test_without_sirene_the_names_are_still_looked_for(as_amina, subsidised, two_banks):
    (subsidised.store.root / "national").rename(subsidised.folder / "away")
    choir = make_actor("Chorale du lac de Créteil", family="association")
    assert finding.look_for_links.enqueue().status == TaskResultStatus.SUCCESSFUL
    assert LinkPair.objects.filter(actor=choir).exclude(published="").count() == 1


def test_a_name_that_the_guide_bears_as_it_is_published_is_not_asked(subsidised, two_banks):
    embroiderers = make_actor("Brodeuses", family="association")
    finding.find_published_names(two_banks)
    assert not LinkPair.objects.filter(actor=embroiderers).exists()


def test_each_kind_of_pair_has_its_tab(as_amina, two_banks, subsidised):
    LinkPair.objects.create(actor=make_actor("Une"), siren="443061841", name="X", score=0.9, evidence="nom")
    LinkPair.objects.create(
        actor=make_actor("Deux"), published="DEUX", name="Deux !", score=0.9, evidence="nom"
    )
    sirene, names = (check_html(as_amina.get(reverse(PAGE), {"avec": kind})) for kind in ("sirene", "noms"))
    assert "443061841" in sirene and "Deux !" not in sirene
    assert "443061841" not in names and "Deux !" in names
    assert as_amina.get(reverse(PAGE), {"avec": "autre", "voir": "x"}).status_code == 200


def test_a_name_that_the_guide_does_not_know_is_looked_for_in_sirene(as_amina, subsidised, two_banks):
    subsidised.rows.append(row(804, siren="443061841", name="ASSOCIATION CHORALE DU LAC DE CRETEIL"))
    subsidised.national()
    name_the_towns(subsidised)
    before = given_to(two_banks)
    as_amina.post(reverse(PAGE), {"look": "1"})
    pair = LinkPair.objects.get(siren="443061841")
    assert (pair.actor, pair.published) == (None, "CHORALE DU LAC DE CRETEIL CLC")
    text = check_html(as_amina.get(reverse(PAGE), {"avec": "noms"}))
    assert "ASSOCIATION CHORALE DU LAC DE CRETEIL" in text
    assert "inconnue" not in text, "Sirene knows the commune of its unit"
    as_amina.post(reverse(PAGE), {"same": pair.pk, "avec": "noms"})
    assert given_to(two_banks) == before + 1
    assert check_html(as_amina.get(reverse(PAGE), {"avec": "noms", "voir": "decides"}))


def test_a_siren_leaves_the_candidates_of_other_structures_alone(two_banks, amina):
    judged = {"score": 0.9, "evidence": "nom", "name": "X"}
    one, other = (make_actor(name) for name in ("Une", "Deux"))
    first = LinkPair.objects.create(actor=one, siren="443061841", **judged)
    LinkPair.objects.create(actor=one, siren="441370806", **judged)
    kept = LinkPair.objects.create(actor=other, siren="441370806", **judged)
    links.say_same(first, by=amina)
    assert list(LinkPair.objects.filter(decision="")) == [kept]


def test_confirming_a_name_clears_its_other_candidates_alone(subsidised, two_banks, amina):
    judged = {"score": 0.9, "evidence": "nom", "name": "X"}
    one, two = make_actor("Une"), make_actor("Deux")
    first, second, other = (
        LinkPair.objects.create(actor=actor, published=name, **judged)
        for actor, name in ((one, "A"), (two, "A"), (one, "B"))
    )
    links.say_same(first, by=amina)
    assert list(LinkPair.objects.filter(decision="")) == [other]
    with pytest.raises(ValueError, match="n’est plus proposé"):
        links.say_same(second, by=amina)
