"""Which structures of the guide are which units of Sirene: found, shown with evidence, decided by a person."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.models import JournalEntry
from maillage.observatory.actions import links
from maillage.observatory.models import LinkPair
from tests.factories import make_actor
from tests.opendata.diagnosis.ground import Ground, row
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
    assert links.find_links(two_banks) >= 1
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
    links.find_links(two_banks)
    as_amina.post(reverse(PAGE), {"other": LinkPair.objects.get(actor=choir).pk})
    assert links.find_links(two_banks) == 0
    assert LinkPair.objects.get(actor=choir).decision == "other"


def test_a_unit_that_another_page_bears_is_no_candidate(as_amina, choirs, two_banks, amina):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    links.find_links(two_banks)
    make_actor("Chorale du lac", siren="443061841")
    pair = LinkPair.objects.get(actor=choir)
    with pytest.raises(ValueError, match="fusionnez leurs pages"):
        links.say_same(pair, by=amina)
    assert links.say_same_to_certain([pair.pk], by=amina)[0] == 0
    assert links.find_links(two_banks) == 0


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


def test_what_is_not_decided_is_not_taken_back(choirs, two_banks, amina):
    choir = make_actor("Chorale du lac de Créteil", family="association")
    links.find_links(two_banks)
    with pytest.raises(ValueError, match="pas décidé"):
        links.take_back(LinkPair.objects.get(actor=choir), by=amina)
    assert not JournalEntry.objects.filter(verb="link.take-back").exists()


def test_nothing_loaded_is_an_empty_page(as_amina, two_banks):
    assert "Aucun rapprochement" in check_html(as_amina.get(reverse(PAGE)))


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
