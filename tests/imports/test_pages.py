"""The animator brings a list in on pages, decides a doubtful pair, and undoes it all."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.actors.models import Actor
from maillage.imports import tasks
from maillage.imports.models import BatchState, DoubtfulPair, ImportBatch, ImportProfile
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db

LIST = (
    "Nom;Adresse;Code postal;Ville;Thème;Téléphone\n"
    "Club nautique du Lac;3 quai du Lac;94000;Créteil;Sport;01 99 00 10 01\n"
    "Chorale Vive Voix;12 rue des Écoles;94140;Alfortville;Culture;01 99 00 10 02\n"
    "Les Amis de Bonneuil;1 rue X;94380;Bonneuil-sur-Marne;Culture;\n"
    ";2 rue Sans Nom;94000;Créteil;Sport;\n"
)


def upload(client, content: bytes = LIST.encode(), name: str = "liste.csv") -> ImportBatch:
    answer = client.post(
        reverse("imports:new"), {"file": SimpleUploadedFile(name, content), "name": "Liste de Créteil"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportBatch.objects.latest("pk")


def columns_of(batch: ImportBatch, **more: str) -> dict[str, str]:
    return {f"column-{n}": column["target"] for n, column in enumerate(batch.columns)} | more


@pytest.fixture
def previewed(as_amina, plaine_centrale) -> ImportBatch:
    batch = upload(as_amina)
    as_amina.post(reverse("imports:columns", args=[batch.pk]), columns_of(batch, profile_name="Créteil"))
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED
    return batch


def test_a_list_goes_through_its_three_steps_and_is_undone(as_amina, previewed):
    address = reverse("imports:batch", args=[previewed.pk])
    preview = as_amina.get(address)
    check_html(preview)
    counts = {code: count for code, _, count in preview.context["counts"]}
    assert (counts["create"], counts["outside"], counts["refused"]) == (2, 1, 1)
    assert not Actor.objects.exists()
    as_amina.post(reverse("imports:run", args=[previewed.pk]))
    check_html(as_amina.get(address))
    assert set(Actor.objects.values_list("name", flat=True)) == {"Club nautique du Lac", "Chorale Vive Voix"}
    check_html(as_amina.get(address, {"ligne": "refused"}))
    refused = b"".join(as_amina.get(reverse("imports:refused", args=[previewed.pk]))).decode()
    assert "2 rue Sans Nom" in refused
    check_html(as_amina.get(reverse("imports:undo", args=[previewed.pk])))
    assert Actor.objects.count() == 2
    as_amina.post(reverse("imports:undo", args=[previewed.pk]))
    assert not Actor.objects.exists()
    check_html(as_amina.get(address))


def test_a_corrected_column_is_kept_as_a_profile_for_the_next_time(as_amina, previewed):
    assert ImportProfile.objects.get().name == "Créteil"
    again = upload(as_amina, LIST.replace("Thème", "Clé bizarre").encode())
    check_html(as_amina.get(reverse("imports:columns", args=[again.pk])))
    number = next(n for n, column in enumerate(again.columns) if column["label"] == "Clé bizarre")
    as_amina.post(
        reverse("imports:columns", args=[again.pk]),
        columns_of(again, **{f"column-{number}": "theme", "profile_name": "Bizarre"}),
    )
    third = upload(as_amina, LIST.replace("Thème", "Clé bizarre").encode())
    assert third.columns[number]["target"] == "theme"


def test_no_column_for_the_name_is_said(as_amina, plaine_centrale):
    batch = upload(as_amina)
    targets = dict.fromkeys(columns_of(batch), "")
    answer = as_amina.post(reverse("imports:columns", args=[batch.pk]), targets)
    assert "Aucune colonne ne donne le nom" in answer.content.decode()


def test_pasted_rows_come_in_like_a_file(as_amina, plaine_centrale):
    pasted = LIST.replace(";", "\t")
    as_amina.post(reverse("imports:new"), {"pasted": pasted, "name": "Collées"})
    batch = ImportBatch.objects.get()
    as_amina.post(reverse("imports:columns", args=[batch.pk]), columns_of(batch))
    as_amina.post(reverse("imports:run", args=[batch.pk]))
    assert Actor.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "vide.csv"), (b"%PDF-1.7 \x00", "liste.xlsx"), (b"PK\x03\x04broken", "liste.xlsx")],
)
def test_what_is_no_list_is_said_and_nothing_stays(as_amina, plaine_centrale, content, name):
    data = {"file": SimpleUploadedFile(name, content), "name": "x"}
    answer = as_amina.post(reverse("imports:new"), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    check_html(answer)
    assert not ImportBatch.objects.exists()


def test_neither_a_file_nor_rows_is_said(as_amina, plaine_centrale):
    assert "l’un des deux" in as_amina.post(reverse("imports:new"), {}).content.decode()


def test_without_a_territory_the_command_to_run_is_named(as_amina):
    assert "maillage territory add" in as_amina.get(reverse("imports:new")).content.decode()


def test_a_sheet_of_a_workbook_is_chosen(as_amina, plaine_centrale):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        for sheet, name in (("Culture", "Chorale Vive Voix"), ("Sport", "Club nautique du Lac")):
            page = workbook.add_worksheet(sheet)
            for row, values in enumerate([("Nom", "Ville"), (name, "Créteil"), (name + " bis", "Créteil")]):
                page.write_row(row, 0, values)
    batch = upload(as_amina, stream.getvalue(), "classeur.xlsx")
    address = reverse("imports:columns", args=[batch.pk])
    check_html(as_amina.get(address))
    as_amina.post(address, {"sheet": "Sport"})
    batch.refresh_from_db()
    assert (batch.sheet, batch.row_count) == ("Sport", 2)


@pytest.fixture
def doubtful(as_amina, previewed) -> DoubtfulPair:
    """A row that may be an actor of another list."""
    known = make_actor("Cercle nautique du Lac", address="40 avenue Haute", phone="01 99 00 10 01")
    previewed.refresh_from_db()
    as_amina.post(reverse("imports:run", args=[previewed.pk]))
    pair = DoubtfulPair.objects.filter(second=known).first() or DoubtfulPair.objects.filter(first=known).first()
    if pair is None:
        print(list(previewed.rows.values_list("name", "verdict", "reasons", "actor__name")))
        found = Actor.objects.get(name="Club nautique du Lac")
        first, second = sorted((known, found), key=lambda actor: actor.pk)
        pair = DoubtfulPair.objects.create(first=first, second=second, score=0.8, evidence=["même téléphone"])
    return pair


def test_a_doubtful_pair_is_merged_field_by_field_then_reopened(as_amina, client, doubtful):
    address = reverse("imports:pair", args=[doubtful.pk])
    page = as_amina.get(address)
    check_html(page)
    assert "Club nautique du Lac" in page.content.decode()
    before = Actor.objects.public().count()
    as_amina.post(address, {"decision": "same", "choose-usual_name": "second"})
    doubtful.refresh_from_db()
    assert doubtful.decision == "same"
    assert Actor.objects.public().count() == before - (doubtful.row_id is None)
    check_html(as_amina.get(reverse("imports:pairs"), {"prises": "1"}))
    check_html(as_amina.get(address))
    as_amina.post(address, {"reopen": "1"})
    doubtful.refresh_from_db()
    assert doubtful.decision == ""


def test_a_decision_is_taken_once_and_must_be_one(as_amina, doubtful):
    address = reverse("imports:pair", args=[doubtful.pk])
    as_amina.post(address, {"decision": "peut-être"})
    doubtful.refresh_from_db()
    assert doubtful.decision == ""
    as_amina.post(address, {"decision": "other"})
    answer = as_amina.post(address, {"decision": "same"}, follow=True)
    assert "déjà départagée" in answer.content.decode()


def test_a_background_fault_is_said_and_the_import_can_be_taken_up(as_amina, previewed, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk")

    ImportBatch.objects.filter(pk=previewed.pk).update(state=BatchState.RUNNING)
    monkeypatch.setattr(tasks, "run_batch", broken)
    with pytest.raises(RuntimeError):
        tasks.run.call(previewed.pk, 0)
    check_html(as_amina.get(reverse("imports:batch", args=[previewed.pk])))


def test_progress_is_shown_while_it_works(as_amina, previewed):
    ImportBatch.objects.filter(pk=previewed.pk).update(state=BatchState.RUNNING, position=2)
    address = reverse("imports:batch", args=[previewed.pk])
    check_html(as_amina.get(address))
    part = as_amina.get(address, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="progress"')
    as_amina.post(reverse("imports:stop", args=[previewed.pk]))
    previewed.refresh_from_db()
    assert previewed.stop_requested


@pytest.mark.parametrize("name", ["list", "new", "pairs"])
def test_the_pages_are_the_animators_alone(name, client, as_amina, as_bruno, plaine_centrale):
    address = reverse(f"imports:{name}")
    check_html(as_amina.get(address))
    assert as_bruno.get(address).status_code == 403
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["batch", "columns", "run", "stop", "undo", "refused"])
def test_an_import_is_the_animators_alone(name, client, as_bruno, previewed):
    address = reverse(f"imports:{name}", args=[previewed.pk])
    for answer in (as_bruno.get(address), as_bruno.post(address)):
        assert answer.status_code in (403, 405)
    assert client.post(address).status_code in (302, 405)
    previewed.refresh_from_db()
    assert previewed.state == BatchState.PREVIEWED
