"""A diagnosis beside other territories, beside the one before it, and what it proposes to the guide."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from maillage.actors.models import Actor, SourceKind
from maillage.imports.models import ImportBatch
from maillage.observatory.actions.diagnosis import diagnose, publish
from maillage.observatory.models import Diagnosis
from maillage.observatory.queries.diagnosis import opened, places_named, reference_of
from maillage.territory.actions import add_territory
from maillage.territory.models import Commune
from tests.factories import make_actor
from tests.opendata.diagnosis.ground import ON, Ground, row
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_dates(ground: Ground, two_banks) -> tuple[Diagnosis, Diagnosis]:
    """Two published diagnoses: between them one establishment was created and one closed."""
    former = diagnose(two_banks, ON, by=None)
    publish(former, by=None)
    born = row(950, siren="443061841", created_on=date(2026, 3, 1), name="LE NOUVEAU CHŒUR")
    ground.rows.append(born)
    closed = next(one for one in ground.rows if one["siren"] == "000000003")
    closed.update(active=False, closed_on=date(2026, 2, 1))
    ground.national()
    newer = diagnose(two_banks, date(2026, 6, 1), by=None)
    publish(newer, by=None)
    return former, newer


def address(one: Diagnosis, name: str) -> str:
    return reverse(f"observatory:{name}", args=[one.slug, one.reference])


class TestComparing:
    def test_any_place_of_france_is_found_by_name_or_code(self, db):
        assert ("department-35", "Ille-et-Vilaine") in [one[:2] for one in places_named("ille et vil")]
        assert places_named("35")[0][0] == "department-35"
        assert any(place == "commune-38185" for place, _, _ in places_named("Grenoble"))
        assert places_named("Atlantide") == places_named("?") == []
        assert places_named("2a004")[0][1] == "Ajaccio"
        for place, label, _ in places_named("Grenoble"):
            found = reference_of(place)
            assert found is not None
            assert found.label == label
        assert reference_of("epci-000000000") is None

    def test_the_page_sets_the_territory_beside_those_chosen(self, client, ground, two_banks):
        add_territory("Lyon", ["69123"])
        here = diagnose(two_banks, ON, by=None)
        publish(here, by=None)
        page = client.get(address(here, "compare"))
        check_html(page)
        assert "Lyon" in page.content.decode()
        compared = client.get(address(here, "compare"), {"avec": ["t-lyon", "france", "commune-94071"]})
        text = check_html(compared)
        assert "Lyon" in text
        assert "Sucy-en-Brie" in text
        found = check_html(client.get(address(here, "compare"), {"q": "sucy"}))
        assert "avec=commune-94071" in found

    def test_outlines_give_the_density_here_and_beside(self, client, ground, two_banks):
        Commune.objects.filter(pk__in=["94028", "94002"]).update(area=10)
        Commune.objects.filter(pk="94071").update(area=25)
        here = diagnose(two_banks, ON, by=None)
        publish(here, by=None)
        figure = opened(here).figure("population.ici.densite")
        assert (figure.value, figure.text) == (5000, "5\u00a0000,0")
        text = check_html(client.get(address(here, "compare"), {"avec": ["commune-94071"]}))
        assert "Habitants au km²" in text
        assert "2\u00a0000,0" in text
        figures = reverse("observatory:figure", args=[here.slug, here.reference, figure.code])
        assert "Superficie (km²)" in check_html(client.get(figures))

    def test_a_word_that_no_database_keeps_is_passed_over(self, db):
        assert places_named("\0") == []
        assert [reference_of(f"{level}-\0") for level in ("t", "commune", "epci")] == [None, None, None]

    def test_what_is_no_place_is_passed_over(self, client, ground, two_banks):
        here = diagnose(two_banks, ON, by=None)
        publish(here, by=None)
        page = client.get(address(here, "compare"), {"avec": ["epci-000000000", "rien"], "q": "Atlantide"})
        assert "Aucun territoire de ce nom" in check_html(page)


class TestChanges:
    def test_what_was_created_and_closed_is_listed(self, client, two_dates):
        text = check_html(client.get(address(two_dates[1], "changes")))
        assert "LE NOUVEAU CHŒUR" in text
        assert "STRUCTURE 3<" in text
        assert "Ajouter à l’annuaire" not in text

    def test_without_a_former_one_it_says_so(self, client, two_dates):
        assert "Rien à comparer" in check_html(client.get(address(two_dates[0], "changes")))

    def test_a_former_one_that_is_not_published_is_not_shown(self, client, two_dates):
        Diagnosis.objects.filter(pk=two_dates[0].pk).update(published=False)
        assert "Rien à comparer" in client.get(address(two_dates[1], "changes")).content.decode()

    def test_the_animator_proposes_it_to_the_guide_as_an_import(self, as_amina, two_dates):
        page = as_amina.get(address(two_dates[1], "changes")).content.decode()
        assert "Ajouter à l’annuaire" in page
        siret = "44306184100950"
        answer = as_amina.post(address(two_dates[1], "propose"), {"siret": siret})
        batch = ImportBatch.objects.get()
        assert answer.url == reverse("imports:columns", args=[batch.pk])
        assert batch.source is not None
        assert (batch.source.kind, batch.row_count) == (SourceKind.OPEN_DATA, 1)
        assert {"name", "family", "commune_code"} <= set(batch.mapping)
        assert Actor.objects.count() == 0

    def test_who_is_in_the_guide_already_is_not_proposed_again(self, as_amina, two_dates):
        make_actor("Le nouveau chœur", siren="443061841")
        page = as_amina.get(address(two_dates[1], "changes")).content.decode()
        assert "déjà dans l’annuaire" in page
        as_amina.post(address(two_dates[1], "propose"))
        assert not ImportBatch.objects.exists()

    def test_a_row_that_is_not_there_is_refused(self, as_amina, two_dates):
        answer = as_amina.post(address(two_dates[1], "propose"), {"siret": "00000000000000"}, follow=True)
        assert "rien à proposer" in answer.content.decode()
