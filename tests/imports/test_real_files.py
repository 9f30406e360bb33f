"""The real lists that the issue names, each in a database of its own; skipped where ../shared is absent."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from maillage.actors.models import Actor, ActorTag, Agreement, Establishment
from maillage.imports.models import ImportBatch
from maillage.territory.actions import add_territory
from tests.imports.lists import TRACE, parts, run, tables

pytestmark = pytest.mark.django_db

MONTPELLIER = "subventions/montpellier/associations_2011_sans_contacts.csv"


def test_the_list_of_montpellier_is_2280_actors_twice_and_leaves_nothing(shared_data):
    add_territory("Montpellier", ["34172"])
    before = tables("actors", "imports")
    first = run(shared_data / MONTPELLIER)
    assert first["rows_read"] == 2452 == parts(first)
    assert first["created"] == 2280 == first["actors"] == Actor.objects.count()
    assert first["merged"] + first["to_review"] == 172
    assert first["refused"] == []
    deduced = Establishment.objects.filter(commune_deduced=True)
    assert deduced.count() == 200
    assert not deduced.exclude(latitude=None).exists()
    assert ActorTag.objects.filter(kind="theme", code="culture").count() > 500
    assert Actor.objects.filter(themes=[]).count() <= 3

    second = run(shared_data / MONTPELLIER)
    assert (second["created"], second["changed"]) == (0, 0)
    assert second["rows_read"] == 2452 == second["unchanged"]
    assert Actor.objects.count() == 2280

    for batch in ImportBatch.objects.all():
        call_command("import", "--undo", str(batch.pk), stdout=StringIO(), stderr=StringIO())
    after = tables("actors", "imports")
    assert {name for name in after if after[name] != before[name]} <= TRACE


def test_the_insertion_structures_of_a_department(shared_data):
    add_territory("Val-de-Marne", ["94"])
    report = run(shared_data / "inclusion/siae_94.csv")
    assert report["rows_read"] == 33 == parts(report)
    assert report["created"] == 33
    assert Agreement.objects.filter(kind="ACI").count() == 17
    assert Actor.objects.filter(siren="343167771").get().insertion_types == ["EI"]
    assert not Establishment.objects.filter(latitude=None).exists()


def test_an_extract_of_the_register_keeps_the_rows_of_the_territory(shared_data):
    add_territory("Val-de-Marne", ["94"])
    report = run(shared_data / "rna/rna_api_extrait_2022.csv")
    assert report["rows_read"] == 1125 == parts(report)
    assert report["outside"] == 1102
    assert report["created"] + report["merged"] + report["to_review"] == 23
    assert report["refused"] == []
