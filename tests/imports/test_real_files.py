"""The real lists that the issue names, each in a database of its own; skipped where ../shared is absent."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from maillage.actors.models import Actor, ActorTag, Agreement, Establishment
from maillage.imports.models import ImportBatch
from maillage.territory.actions import add_territory

pytestmark = pytest.mark.django_db

MONTPELLIER = "subventions/montpellier/associations_2011_sans_contacts.csv"


def run(*arguments):
    out = StringIO()
    call_command("import", *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def parts(report):
    kept = sum(report[name] for name in ("created", "changed", "unchanged", "merged", "to_review", "outside"))
    return kept + len(report["refused"])


def table_counts(*rooms):
    return {
        model._meta.label: model._default_manager.count()
        for room in rooms
        for model in apps.get_app_config(room).get_models()
    }


def test_the_list_of_montpellier_is_2280_actors_twice_and_leaves_nothing(shared_data):
    add_territory("Montpellier", ["34172"])
    before = table_counts("actors", "imports")
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
    after = table_counts("actors", "imports")
    # What stays is that an import took place, and the spellings that the search has learnt.
    trace = {"actors.Contribution", "actors.Source", "actors.Word", "imports.ImportBatch"}
    assert {name for name in after if after[name] != before[name]} <= trace


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
