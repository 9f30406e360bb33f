"""Documents: who reads, gives, changes and bins them; versions; the search; what leaks to nobody."""

from __future__ import annotations

import io
import threading
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.actions import end_membership
from maillage.actors.models import Membership
from maillage.workspace.actions import documents as actions
from maillage.workspace.actions.groups import close_group, let_in
from maillage.workspace.actions.people import Refused
from maillage.workspace.awaited import awaited
from maillage.workspace.models import Document, DocumentVersion, Folder, Group, Notification
from maillage.workspace.queries.documents import (
    DOCUMENTS,
    excerpt,
    readable_documents,
    search_documents,
    to_read,
)
from tests.page import check_html
from tests.workspace.test_contents import docx, odt, picture

pytestmark = pytest.mark.django_db
PLAN = odt("Un abri à vélos")
TITLE = "Plan des abris"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(name: str = "notes.txt", content: bytes = b"Bonjour le monde") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(pages: int = 1) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(stream)
    return stream.getvalue()


@pytest.fixture
def inside(bruno: User, membership: Membership, mobility: Group, amina: User) -> Group:
    """The group of mobility, to which Bruno belongs."""
    let_in(mobility, bruno, by=bruno)
    return mobility


@pytest.fixture
def paper(inside: Group, bruno: User, django_capture_on_commit_callbacks) -> Document:
    with django_capture_on_commit_callbacks(execute=True):
        return actions.give_document(inside, upload("plan.odt", PLAN), title=TITLE, by=bruno)


class TestRights:
    def test_who_may_know_of_it(self, paper, bruno, elsa, chloe, amina, inside):
        assert paper in readable_documents(elsa)
        assert paper not in readable_documents(chloe)
        Group.objects.update(visibility=Group.Visibility.PRIVATE)
        assert paper in readable_documents(bruno)
        assert paper not in readable_documents(elsa)
        assert paper not in readable_documents(amina)

    def test_public_needs_a_public_group(self, paper, client, inside):
        Document.objects.update(public=True)
        assert client.get(paper.get_absolute_url()).status_code == 404
        Group.objects.update(visibility=Group.Visibility.PUBLIC)
        html = check_html(client.get(paper.get_absolute_url()))
        assert "Déposer" not in html
        assert client.get(reverse("workspace:document-file", args=[paper.uid, 1])).status_code == 200
        Document.objects.update(public=False)
        assert client.get(paper.get_absolute_url()).status_code == 404

    def test_a_link_says_nothing_to_who_may_not_know(self, paper, client, as_chloe, as_amina):
        Group.objects.update(visibility=Group.Visibility.PRIVATE)
        for who in (client, as_chloe, as_amina):
            for address in (
                paper.get_absolute_url(),
                reverse("workspace:document-file", args=[paper.uid, 1]),
                reverse("workspace:document-picture", args=[paper.uid, 1]),
            ):
                answer = who.get(address)
                assert answer.status_code == 404
                assert b"abris" not in answer.content
        stored = DocumentVersion.objects.get().file.name
        assert as_amina.get(f"/media/{stored}").status_code == 404

    def test_rights_end_with_the_membership_and_the_signature_stays(self, paper, as_bruno, membership, amina):
        address = reverse("workspace:document-file", args=[paper.uid, 1])
        assert as_bruno.get(address).status_code == 200
        end_membership(membership, by=amina)
        assert as_bruno.get(address).status_code == 404
        assert DocumentVersion.objects.get().by_name == "Bruno, Les Jardins partagés"

    def test_readers_read_and_do_not_write(self, paper, client, elsa, inside):
        client.force_login(elsa)
        html = check_html(client.get(paper.get_absolute_url()))
        assert "Déposer une nouvelle version" not in html
        address = paper.get_absolute_url()
        for posted in ({"bin": "1"}, {"to-read": "1"}, {"restore": "1"}, {"read": "1"}):
            assert client.post(address, posted).status_code == 403, posted
        assert client.post(address, {"version": "1", "upload": upload()}).status_code == 403
        assert client.get(reverse("workspace:edit-document", args=[paper.uid])).status_code == 403
        assert client.get(reverse("workspace:give-document", args=[inside.slug])).status_code == 403
        assert (
            client.post(reverse("workspace:group-documents", args=[inside.slug]), {"name": "A"}).status_code
            == 403
        )

    def test_nothing_is_added_to_a_closed_group(self, paper, as_bruno, inside, amina):
        close_group(inside, by=amina)
        assert as_bruno.get(reverse("workspace:give-document", args=[inside.slug])).status_code == 403
        assert as_bruno.post(paper.get_absolute_url(), {"version": "1", "upload": upload()}).status_code == 403
        assert as_bruno.post(paper.get_absolute_url(), {"bin": "1"}).status_code == 403
        check_html(as_bruno.get(paper.get_absolute_url()))


class TestGiving:
    def test_by_the_form_and_the_group_is_told(self, as_bruno, inside, amina):
        let_in(inside, amina, by=amina)
        address = reverse("workspace:give-document", args=[inside.slug])
        check_html(as_bruno.get(address))
        answer = as_bruno.post(address, {"upload": upload("Compte rendu.txt"), "title": ""}, follow=True)
        assert "« Compte rendu » est déposé." in check_html(answer)
        told = Notification.objects.get(kind="document")
        assert (told.user, told.text) == (amina, "Bruno a déposé « Compte rendu ».")
        version = DocumentVersion.objects.get()
        assert version.file.name.startswith("documents/")
        assert "Compte" not in version.file.name

    def test_the_file_comes_back_as_it_was_under_its_own_name(self, as_bruno, paper):
        answer = as_bruno.get(reverse("workspace:document-file", args=[paper.uid, 1]))
        assert b"".join(answer.streaming_content) == PLAN
        assert answer["Content-Disposition"] == 'attachment; filename="plan.odt"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]

    def test_a_name_with_quotes_and_lines_forges_no_header(self, as_bruno, inside, bruno):
        given = actions.give_document(inside, upload('a"\r\nSet-Cookie: x=1.txt'), title="T", by=bruno)
        answer = as_bruno.get(reverse("workspace:document-file", args=[given.uid, 1]))
        assert "Set-Cookie" not in answer.headers
        assert "\n" not in answer["Content-Disposition"]

    def test_what_is_not_taken_is_said_and_leaves_no_file(self, as_bruno, inside):
        address = reverse("workspace:give-document", args=[inside.slug])
        answer = as_bruno.post(address, {"upload": upload("photo.png", b"%PDF-1.7")})
        assert "contient autre chose" in check_html(answer)
        assert not Document.objects.exists()
        assert not default_storage.exists("documents") or default_storage.listdir("documents")[1] == []

    def test_a_change_that_fails_leaves_no_file(self, inside, bruno, monkeypatch):
        def fail(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(actions, "notify", fail)
        with pytest.raises(ZeroDivisionError):
            actions.give_document(inside, upload(), title="T", by=bruno)
        assert not Document.objects.exists()
        assert default_storage.listdir("documents")[1] == []

    def test_too_heavy(self, as_bruno, inside, settings):
        settings.DOCUMENT_LIMIT = 10
        answer = as_bruno.post(reverse("workspace:give-document", args=[inside.slug]), {"upload": upload()})
        assert "la limite est de" in check_html(answer)

    def test_pictures_are_shown_and_pdf_drawn(
        self, as_bruno, inside, bruno, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            photo = actions.give_document(inside, upload("p.png", picture("PNG")), title="Photo", by=bruno)
            report = actions.give_document(inside, upload("r.pdf", pdf(3)), title="Rapport", by=bruno)
            torn = actions.give_document(inside, upload("t.pdf", b"%PDF-1.7 rien"), title="Abîmé", by=bruno)
        assert 'alt="Photo"' in check_html(as_bruno.get(photo.get_absolute_url()))
        assert "Première page" in check_html(as_bruno.get(report.get_absolute_url()))
        drawn = as_bruno.get(reverse("workspace:document-picture", args=[report.uid, 1]))
        assert b"".join(drawn.streaming_content).startswith(b"\x89PNG")
        assert "n’a pas pu être lu" in check_html(as_bruno.get(torn.get_absolute_url()))
        assert as_bruno.get(reverse("workspace:document-picture", args=[torn.uid, 1])).status_code == 404


class TestVersions:
    def test_each_stays_and_the_last_is_the_one_read(
        self, as_bruno, paper, bruno, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            posted = {"version": "1", "upload": upload("plan.odt", odt("Un parking")), "note": "Autre lieu"}
            html = check_html(as_bruno.post(paper.get_absolute_url(), posted, follow=True))
        assert "La version 2 est déposée." in html
        assert "Autre lieu" in html
        assert [one.number for one in paper.versions.all()] == [2, 1]
        assert [one.pk for one in search_documents(bruno, "parking")] == [paper.pk]
        assert search_documents(bruno, "velos") == []
        with django_capture_on_commit_callbacks(execute=True):
            first = paper.versions.get(number=1)
            as_bruno.post(paper.get_absolute_url(), {"restore": first.pk})
        assert paper.versions.count() == 3
        assert paper.versions.first().note == "Reprise de la version 1"
        assert [one.pk for one in search_documents(bruno, "abri")] == [paper.pk]

    def test_the_same_file_adds_nothing(self, as_bruno, paper):
        same = {"version": "1", "upload": upload("plan.odt", PLAN)}
        assert "exactement la version actuelle" in check_html(as_bruno.post(paper.get_absolute_url(), same))
        assert paper.versions.count() == 1
        assert len(default_storage.listdir("documents")[1]) == 1

    def test_a_version_of_another_document_is_not_restored(self, as_bruno, paper, inside, bruno):
        other = actions.give_document(inside, upload(), title="Autre", by=bruno)
        assert as_bruno.post(paper.get_absolute_url(), {"restore": other.versions.get().pk}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_are_both_kept(bruno, membership, mobility, amina):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, where threads share one table lock; PostgreSQL runs it")
    let_in(mobility, bruno, by=bruno)
    paper = actions.give_document(mobility, upload(), title="Plan", by=bruno)
    failed = []

    def give(number: int) -> None:
        try:
            actions.give_version(paper, upload("notes.txt", f"Version {number}".encode()), by=bruno)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(paper.versions.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


class TestSearch:
    def test_in_titles_and_texts_without_accents(self, paper, bruno, elsa, chloe, as_bruno):
        for words in ("plan", "abris velo", "PLAN ABRI"):
            assert [one.pk for one in search_documents(bruno, words)] == [paper.pk], words
        assert search_documents(bruno, "abri parking") == []
        assert search_documents(bruno, "!!") == []
        assert search_documents(chloe, "plan") == []
        html = check_html(as_bruno.get(reverse("workspace:documents"), {"q": "velo"}))
        assert "<mark>vélos</mark>" in html
        DOCUMENTS.check()

    def test_titles_first(self, paper, inside, bruno, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            named = actions.give_document(inside, upload(), title="Abri", by=bruno)
        assert [one.pk for one in search_documents(bruno, "abri")] == [named.pk, paper.pk]

    def test_only_in_the_group_asked(self, paper, as_bruno, membership, elsa, amina):
        other = Group.objects.create(name="Autre", slug="autre")
        answer = as_bruno.get(reverse("workspace:group-documents", args=[other.slug]), {"q": "plan"})
        assert "Aucun document de ce groupe" in check_html(answer)

    def test_what_is_in_the_bin_is_not_found(self, paper, bruno):
        actions.bin_document(paper, by=bruno)
        assert search_documents(bruno, "plan") == []

    def test_an_excerpt_stands_around_the_first_word(self):
        parts = excerpt("a " * 500 + "un abri ici " + "b " * 500, "abri")
        text = "".join(part.text for part in parts)
        assert [part.text for part in parts if part.marked] == ["abri"]
        assert text.startswith("… ")
        assert text.endswith(" …")
        assert len(text) < 400
        assert excerpt("rien", "abri") == []

    def test_word_documents_too(self, inside, bruno, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            given = actions.give_document(inside, upload("c.docx", docx("Covoiturage")), title="C", by=bruno)
        assert [one.pk for one in search_documents(bruno, "covoiturages")] == [given.pk]


class TestPlaces:
    def test_folders_hold_documents_and_go_when_empty(self, as_bruno, paper, inside):
        address = reverse("workspace:group-documents", args=[inside.slug])
        check_html(as_bruno.get(address))
        as_bruno.post(address, {"name": "Études"})
        folder = Folder.objects.get()
        here = f"{address}?dossier={folder.pk}"
        assert "Rien ici encore" in check_html(as_bruno.get(here))
        posted = {"title": "Plan 2", "description": "", "folder": folder.pk}
        edit = reverse("workspace:edit-document", args=[paper.uid])
        check_html(as_bruno.get(edit))
        assert as_bruno.post(edit, posted).status_code == 302
        assert "Plan 2" in check_html(as_bruno.get(here))
        assert "Plan 2" not in check_html(as_bruno.get(address))
        assert "n’est pas vide" in check_html(as_bruno.post(here, {"remove": "1"}, follow=True))
        paper.refresh_from_db()
        actions.bin_document(paper, by=paper.created_by)
        as_bruno.post(here, {"remove": "1"})
        assert not Folder.objects.exists()

    def test_three_levels_suffice(self, inside, bruno):
        folder = None
        for name in "abc":
            folder = actions.make_folder(inside, name, parent=folder, by=bruno)
        with pytest.raises(Refused, match="Trois niveaux"):
            actions.make_folder(inside, "d", parent=folder, by=bruno)
        assert actions.make_folder(inside, "a", parent=None, by=bruno).pk == Folder.objects.get(name="a").pk

    def test_folders_of_another_group_are_none_of_ours(self, as_bruno, inside, paper, amina):
        other = Group.objects.create(name="Autre", slug="autre")
        folder = Folder.objects.create(group=other, name="X")
        address = reverse("workspace:group-documents", args=[inside.slug])
        assert as_bruno.get(f"{address}?dossier={folder.pk}").status_code == 404
        edit = reverse("workspace:edit-document", args=[paper.uid])
        Folder.objects.create(group=inside, name="Y")
        as_bruno.post(edit, {"title": "Plan", "folder": folder.pk})
        paper.refresh_from_db()
        assert paper.folder is None

    def test_the_bin_gives_back_for_a_month_then_nothing_is_left(self, as_bruno, paper, inside):
        as_bruno.post(paper.get_absolute_url(), {"bin": "1"})
        assert as_bruno.get(paper.get_absolute_url()).status_code == 404
        address = reverse("workspace:document-bin", args=[inside.slug])
        assert "Plan" in check_html(as_bruno.get(address))
        as_bruno.post(address, {"back": paper.pk})
        assert as_bruno.get(paper.get_absolute_url()).status_code == 200
        as_bruno.post(paper.get_absolute_url(), {"bin": "1"})
        assert actions.purge_documents() == 0
        Document.objects.update(trashed_at=timezone.now() - actions.BINNED_FOR - timedelta(days=1))
        assert actions.purge_documents() == 1
        assert default_storage.listdir("documents")[1] == []

    def test_a_file_that_a_killed_process_left_goes_after_a_day(self, paper, monkeypatch):
        default_storage.save("documents/orphelin.txt", ContentFile(b"x"))
        assert actions.purge_documents() == 0
        later = timezone.now() + timedelta(days=2)
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert actions.purge_documents() == 1
        assert DocumentVersion.objects.get().file.open("rb")


class TestReading:
    def test_a_lead_asks_and_each_says_to_have_read(self, as_amina, as_bruno, amina, bruno, paper, inside):
        as_amina.post(paper.get_absolute_url(), {"to-read": "1"})
        assert [one.title for one in to_read(bruno)] == [TITLE]
        assert TITLE in [one.title for one in awaited(bruno)]
        assert Notification.objects.filter(user=bruno, kind="direct", subject_name=TITLE).count() == 1
        assert "Ce document est à lire" in check_html(as_bruno.get(paper.get_absolute_url()))
        as_bruno.post(paper.get_absolute_url(), {"read": "1"})
        as_bruno.post(paper.get_absolute_url(), {"read": "1"})
        assert list(to_read(bruno)) == []
        assert paper.readings.count() == 1
        html = check_html(as_amina.get(reverse("workspace:document-readings", args=[paper.uid])))
        assert "Bruno, le" in html
        as_amina.post(paper.get_absolute_url(), {"not-to-read": "1"})
        as_amina.post(paper.get_absolute_url(), {"to-read": "1"})
        assert Notification.objects.filter(user=bruno, kind="direct", subject_name=TITLE).count() == 1

    def test_a_new_version_is_to_be_read_again(self, as_bruno, paper, bruno, inside):
        actions.ask_to_read(paper, True, by=bruno)
        actions.note_reading(paper, by=bruno)
        actions.give_version(paper, upload("plan.txt", b"Autre"), by=bruno)
        assert [one.title for one in to_read(bruno)] == [TITLE]


def test_lists_cost_the_same_for_one_and_for_many(as_bruno, paper, inside, bruno):
    addresses = [
        reverse("workspace:documents"),
        reverse("workspace:documents") + "?q=plan",
        reverse("workspace:group-documents", args=[inside.slug]),
        inside.get_absolute_url(),
        paper.get_absolute_url(),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                as_bruno.get(address)
            found.append(len(queries))
        return found

    before = counts()
    for number in range(3):
        actions.give_document(inside, upload(f"{number}.txt"), title=f"Plan {number}", by=bruno)
        actions.make_folder(inside, f"Dossier {number}", parent=None, by=bruno)
        actions.give_version(paper, upload("plan.txt", str(number).encode()), by=bruno)
    assert counts() == before
