"""Bad input, through the command line and through the page: a clear sentence, nothing lost."""

from __future__ import annotations

import importlib
import io
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.actors.models import Actor, Establishment
from maillage.imports import tasks
from maillage.imports.actions.preparing import open_batch, open_list, plan_batch
from maillage.imports.actions.running import CHUNK, import_lock, run_batch
from maillage.imports.forms import NewImportForm
from maillage.imports.models import BatchState, ImportBatch
from tests.factories import make_actor
from tests.imports.lists import parts, run
from tests.page import check_html

pytestmark = pytest.mark.django_db

GOOD = "Nom;Ville\nChorale Vive Voix;Créteil\nClub nautique;Créteil\n"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def by_command(path: Path, *options: str) -> str:
    """The one sentence by which the command line refuses a file."""
    with pytest.raises(CommandError) as refused:
        call_command("import", str(path), *options, stdout=io.StringIO())
    assert refused.value.returncode == 2
    return plain(str(refused.value))


def by_page(client: Client, content: bytes, name: str) -> str:
    """The one sentence by which the page refuses it, at the file's field."""
    answer = client.post(reverse("imports:new"), {"file": SimpleUploadedFile(name, content), "name": "x"})
    assert answer.status_code == 200
    check_html(answer)
    (sentence,) = answer.context["form"].errors["file"]
    return plain(str(sentence))


def zip_bomb() -> bytes:
    """A workbook of 130 kB whose only sheet unpacks to 120 MB."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.add_worksheet("Liste").write_row(0, 0, ["Nom", "Ville"])
    bomb = io.BytesIO()
    with zipfile.ZipFile(stream) as before, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.namelist():
            content = before.read(member)
            if member.endswith("sheet1.xml"):
                content = content.replace(b"</worksheet>", b" " * 120_000_000 + b"</worksheet>")
            after.writestr(member, content)
    return bomb.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("photo.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image"),
        (
            "lettre.csv",
            lambda: b"Bonjour, voici la liste, comme convenu.\nElle est longue, mais utile.\n",
            "pas de tableau",
        ),
        ("vide.csv", lambda: b"", "vide"),
        ("titres.csv", lambda: b"Nom;Ville\n", "qu’une ligne"),
        ("bombe.xlsx", zip_bomb, "piège"),
        ("coupe.xlsx", lambda: zip_bomb()[:400], "abîmé"),
    ],
)
def test_what_is_no_list_is_refused_by_both_ways(as_amina, plaine_centrale, tmp_path, name, make, words):
    make_actor("Déjà là")
    content = make()
    path = tmp_path / name
    path.write_bytes(content)
    said = by_command(path)
    assert words in said and said.endswith(".")
    assert words in by_page(as_amina, content, name)
    assert not ImportBatch.objects.exists()
    assert [one.name for one in Actor.objects.all()] == ["Déjà là"]


def test_200_mb_are_refused_unread_by_both_ways(plaine_centrale, tmp_path):
    path = tmp_path / "enorme.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "50 Mo" in by_command(path)
    upload = TemporaryUploadedFile("enorme.csv", "text/csv", 200 * 1024 * 1024, "utf-8")
    form = NewImportForm({"name": "x"}, {"file": upload})
    assert not form.is_valid() and "50 Mo" in form.errors["file"][0]


def previewed(client: Client, content: bytes, name: str = "liste.csv") -> ImportBatch:
    """An import taken by the pages up to its preview."""
    file = SimpleUploadedFile(name, content)
    assert client.post(reverse("imports:new"), {"file": file, "name": "x"}).status_code == 302
    batch = ImportBatch.objects.latest("pk")
    targets = {f"column-{number}": column["target"] for number, column in enumerate(batch.columns)}
    client.post(reverse("imports:columns", args=[batch.pk]), targets)
    batch.refresh_from_db()
    return batch


def shown(client: Client, batch: ImportBatch, **query: str) -> str:
    answer = client.get(reverse("imports:batch", args=[batch.pk]), query)
    check_html(answer)
    return plain(answer.content.decode())


def said_by_both(client: Client, folder: Path, text: bytes, verdict: str = "") -> tuple[dict[str, Any], str]:
    """What the command line reports of a list, and what the page shows of it at its preview."""
    path = folder / "liste.csv"
    path.write_bytes(text)
    report = run(path, "--source", "Ligne de commande", "--dry-run")
    assert parts(report) == report["rows_read"]
    return report, shown(client, previewed(client, text), **({"ligne": verdict} if verdict else {}))


def test_mixed_encodings_are_repaired_and_said(as_amina, plaine_centrale, tmp_path):
    mixed = "Nom;Ville\nChœur de l’Été;Créteil\n".encode() + "Théâtre du Lac;Créteil\n".encode("cp1252")
    report, page = said_by_both(as_amina, tmp_path, mixed)
    assert report["created"] == 2
    assert any("UTF-8" in notice for notice in report["notices"])
    assert "Théâtre du Lac" in page and "Chœur de l’Été" in page


def test_no_column_for_the_name_is_said(as_amina, plaine_centrale, tmp_path):
    text = "Code postal;Ville\n94000;Créteil\n94140;Alfortville\n"
    path = tmp_path / "liste.csv"
    path.write_text(text)
    assert "Aucune colonne ne donne le nom" in by_command(path)
    batch = previewed(as_amina, text.encode())
    assert batch.state == BatchState.DRAFT and not batch.rows.exists()


def test_doubled_columns_are_told_apart_and_said(as_amina, plaine_centrale, tmp_path):
    text = "Nom;Ville;Nom\nChorale Vive Voix;Créteil;Vive Voix\nClub du Lac;Créteil;Lac\n"
    report, page = said_by_both(as_amina, tmp_path, text.encode())
    assert report["created"] == 2
    assert any("Nom" in notice and "colonnes" in notice for notice in report["notices"])
    assert "Chorale Vive Voix" in page


def test_a_number_spoilt_by_a_spreadsheet_is_said_not_guessed(as_amina, plaine_centrale, tmp_path):
    text = "Nom;Ville;SIRET\nChorale Vive Voix;Créteil;3,5E+13\nClub du Lac;Créteil;3.90549E+13\n"
    report, page = said_by_both(as_amina, tmp_path, text.encode())
    reasons = [plain(one["reason"]) for one in (*report["refused"], *report["left_out"])]
    assert len(reasons) == 2 and all("tableur" in reason for reason in reasons), reasons
    assert {one["line"] for one in report["left_out"]} == {2, 3}
    assert "tableur" in page


def test_a_position_in_the_sea_is_left_out_and_said(as_amina, plaine_centrale, tmp_path):
    text = "Nom;Ville;Latitude;Longitude\nChorale;Créteil;48,79;2,455\nPhare;Créteil;0,5;-30,2\n"
    report, _ = said_by_both(as_amina, tmp_path, text.encode())
    (left,) = report["left_out"]
    assert left["line"] == 3
    batch = previewed(as_amina, text.encode())
    as_amina.post(reverse("imports:run", args=[batch.pk]))
    placed = dict(Establishment.objects.values_list("actor__name", "latitude"))
    assert placed["Phare"] is None and placed["Chorale"] is not None


def test_formulas_come_in_as_words_and_leave_neutralised(as_amina, plaine_centrale, client, tmp_path):
    name = '=HYPERLINK("http://x.example";"Chorale")'
    text = f'Nom;Ville\n"{name.replace(chr(34), chr(34) * 2)}";Créteil\nClub du Lac;Créteil\n'
    report, _ = said_by_both(as_amina, tmp_path, text.encode())
    assert report["created"] == 2
    as_amina.post(reverse("imports:run", args=[ImportBatch.objects.latest("pk").pk]))
    assert Actor.objects.filter(name__startswith="=HYPERLINK").exists()
    exported = b"".join(client.get(reverse("guide:export-csv"))).decode("utf-8-sig")
    assert "'=HYPERLINK" in exported and ";=HYPERLINK" not in exported and '"=HYPERLINK' not in exported


def test_ten_thousand_bad_rows_are_all_refused_and_counted(as_amina, plaine_centrale, tmp_path):
    make_actor("Déjà là")
    text = "Nom;Ville\nChorale Vive Voix;Créteil\n" + ";Créteil\n" * 10_000
    report, page = said_by_both(as_amina, tmp_path, text.encode(), "refused")
    assert (report["created"], len(report["refused"])) == (1, 10_000)
    assert report["refused"][-1]["line"] == 10_002
    assert "Refusées (10000)" in page
    with CaptureQueriesContext(connection) as queries:
        as_amina.post(reverse("imports:run", args=[ImportBatch.objects.latest("pk").pk]))
    assert len(queries) < 100, "rows that write nothing are not taken one chunk after the other"
    assert set(Actor.objects.values_list("name", flat=True)) == {"Déjà là", "Chorale Vive Voix"}
    done = ImportBatch.objects.latest("pk")
    assert (done.state, done.position) == (BatchState.DONE, 10_001)
    assert len(done.report["refused"]) == 10_000


def test_of_two_imports_at_once_the_second_is_told_to_wait(as_amina, plaine_centrale, tmp_path, monkeypatch):
    path = tmp_path / "liste.csv"
    path.write_text(GOOD)
    batch = previewed(as_amina, GOOD.replace("Chorale Vive Voix", "Ressourcerie des Roseaux").encode())
    monkeypatch.setattr(tasks, "WAIT", 0)
    monkeypatch.setattr(importlib.import_module("maillage.imports.management.commands.import"), "WAIT", 0)
    with import_lock():
        assert "Un autre import est en cours" in by_command(path)
        as_amina.post(reverse("imports:run", args=[batch.pk]))
        assert "Un autre import est en cours" in shown(as_amina, batch)
    assert not Actor.objects.exists()
    assert run(path)["created"] == 2
    as_amina.post(reverse("imports:run", args=[batch.pk]))
    assert Actor.objects.count() == 3


class Killed(BaseException):
    """What stops a process where it stands."""


def test_an_import_killed_on_its_way_is_taken_up_by_the_same_command(plaine_centrale, tmp_path):
    rows = [f"Association du quartier {word};Créteil" for word in _words(2 * CHUNK + 50)]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(["Nom;Ville", *rows]))
    found = open_list(path)
    batch = plan_batch(open_batch(found), found.raw_rows())

    def kill(done: int, total: int) -> None:
        if done == CHUNK:
            raise Killed

    with pytest.raises(Killed):
        run_batch(batch, progress=kill)
    assert Actor.objects.count() == CHUNK, "what was written before stays whole"
    report = run(path)
    assert parts(report) == report["rows_read"] == len(rows)
    assert Actor.objects.count() == len(rows) and ImportBatch.objects.count() == 1
    assert run(path)["unchanged"] == len(rows)


def _words(count: int) -> list[str]:
    """Words that do not look like each other."""
    syllables = ["ba", "ke", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "chu"]
    draw = Random(7)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(draw.choices(syllables, k=5)).capitalize()] = None
    return list(found)
