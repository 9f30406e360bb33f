"""The search over the whole site: each finds what they may read, of every kind, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.workspace.actions import discussions, documents
from maillage.workspace.actions.news import Written, publish_article, write_article
from maillage.workspace.actions.people import Shown, save_profile
from maillage.workspace.actions.presence_after import publish_minutes, save_minutes
from maillage.workspace.models import Article, Document, Event, GroupMember, Message
from maillage.workspace.queries.search import KINDS, search_sections
from maillage.workspace.queries.words import FOUND, INDEXES
from tests.factories import make_actor
from tests.page import check_html
from tests.workspace.agenda_ground import make_event

pytestmark = pytest.mark.django_db


def found(user, text):
    """What a person finds: titles by kind."""
    return {one.kind.code: [row.title for row in one.found] for one in search_sections(user, text)}


@pytest.fixture
def anonymous(client):
    return client.get("/").wsgi_request.user


@pytest.fixture
def inside(mobility, bruno, membership):
    GroupMember.objects.create(group=mobility, user=bruno)
    return mobility


@pytest.fixture
def thread(inside, bruno):
    return discussions.open_discussion(
        inside, title="Les clés de la salle", text="Qui a le **cadenas** ?", by=bruno
    )


def test_every_kind_answers_who_may_read_it(inside, bruno, chloe, amina, anonymous, gardens):
    make_actor("Les cadenas solidaires")
    coming = make_event("Atelier cadenas", description="Apporter le **sien**.")
    over = make_event("Réunion", days=-3, kind=Event.Kind.MEETING)
    save_minutes(over, "Le cadenas est acheté.", by=amina)
    publish_minutes(over, by=amina)
    for_members = Written(title="Cadenas", text="Enfin.", audience=Article.Audience.MEMBERS)
    publish_article(write_article(Article(), for_members, by=bruno), by=amina)
    discussions.open_discussion(inside, title="Clés", text="Où est le cadenas ?", by=bruno)
    inside.purpose = "Prêter des cadenas."
    inside.save()

    assert found(bruno, "cadenas") == {
        "structures": ["Les cadenas solidaires"],
        "evenements": [coming.title],
        "comptes-rendus": [over.title],
        "articles": ["Cadenas"],
        "discussions": ["Clés"],
        "groupes": ["Mobilité"],
    }
    for other in (chloe, anonymous):
        assert set(found(other, "cadenas")) == {"structures", "evenements", "comptes-rendus"}


def test_a_private_group_says_nothing_outside(savings, bruno, elsa, amina, membership):
    GroupMember.objects.create(group=savings, user=bruno)
    discussions.open_discussion(savings, title="Livret", text="Un placement", by=bruno)
    make_event("Placement", audience=Event.Audience.GROUP, group=savings)
    assert set(found(bruno, "placement")) == {"discussions", "evenements"}
    assert found(elsa, "placement") == found(amina, "placement") == {}
    assert found(elsa, "epargne") == {}


def test_minutes_of_a_private_meeting_are_found_by_its_group_alone(
    savings, bruno, elsa, amina, anonymous, membership
):
    GroupMember.objects.create(group=savings, user=bruno)
    inner = make_event("Comité", days=-3, audience=Event.Audience.GROUP, group=savings)
    own = make_event("Réunion", days=-4, audience=Event.Audience.MEMBERS)
    for event in (inner, own):
        save_minutes(event, "Le placement.", by=bruno)
        publish_minutes(event, by=bruno)
    assert set(found(bruno, "placement")["comptes-rendus"]) == {"Comité", "Réunion"}
    assert found(elsa, "placement") == {"comptes-rendus": ["Réunion"]}
    assert found(anonymous, "placement") == {}


def test_documents_are_found_by_who_reads_them(
    inside, savings, bruno, elsa, chloe, anonymous, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    GroupMember.objects.create(group=savings, user=bruno)
    for title, group, public in (("Cadenas privé", savings, False), ("Cadenas commun", inside, False)):
        documents.give_document(
            group, SimpleUploadedFile("a.txt", title.encode()), title=title, public=public, by=bruno
        )
    assert set(found(bruno, "cadenas")["documents"]) == {"Cadenas privé", "Cadenas commun"}
    assert found(elsa, "cadenas") == {"documents": ["Cadenas commun"]}
    assert found(chloe, "cadenas") == found(anonymous, "cadenas") == {}
    documents.bin_document(Document.objects.get(title="Cadenas commun"), by=bruno)
    assert found(elsa, "cadenas") == {}


def test_what_comes_stands_before_what_is_over(bruno, membership):
    for title, days in (
        ("Cadenas loin", 40),
        ("Cadenas hier", -1),
        ("Cadenas jadis", -90),
        ("Cadenas demain", 1),
    ):
        make_event(title, days=days)
    assert found(bruno, "cadenas")["evenements"] == [
        "Cadenas demain",
        "Cadenas loin",
        "Cadenas hier",
        "Cadenas jadis",
    ]


def test_what_nobody_finds_is_counted(client, monkeypatch):
    noted = []
    monkeypatch.setattr("maillage.workspace.views.search.note_missed_search", noted.append)
    make_event("Cadenas")
    for words in ("cadenas", "xylophone"):
        client.get("/recherche/", {"q": words})
    client.get("/recherche/", {"q": "marimba", "dans": "articles"})
    assert noted == ["xylophone"]


def test_a_talkative_thread_hides_no_other_and_a_cut_count_says_so(inside, bruno, as_bruno):
    talk = discussions.open_discussion(inside, title="Bavarde", text="Un mot.", by=bruno)
    Message.objects.bulk_create(
        Message(discussion=talk, number=number, author=bruno, text="Cadenas", words_text="caden")
        for number in range(2, FOUND + 10)
    )
    discussions.open_discussion(inside, title="Discrète", text="Le cadenas.", by=bruno)
    assert set(found(bruno, "cadenas")["discussions"]) == {"Bavarde", "Discrète"}
    for number in range(FOUND + 1):
        make_event(f"Marimba {number}")
    (section,) = search_sections(bruno, "marimba")
    assert section.is_cut
    assert "200 et plus" in check_html(as_bruno.get("/recherche/", {"q": "marimba"}))


def test_changing_one_field_says_nothing_of_the_other(thread, inside, bruno, settings, tmp_path):
    """Two people at once: a text that was read meanwhile stays found."""
    settings.MEDIA_ROOT = tmp_path
    given = documents.give_document(inside, SimpleUploadedFile("a.txt", b"x"), title="Plan", by=bruno)
    Document.objects.get(pk=given.pk)
    now = Document.objects.get(pk=given.pk)
    now.text = "Le marimba"
    now.save(update_fields=["text"])
    documents.change_document(given, title="Carte", description="", folder=None, public=False, by=bruno)
    assert found(bruno, "marimba") == found(bruno, "carte") == {"documents": ["Carte"]}


def test_a_text_heavier_than_an_index_holds_is_kept_and_found(inside, bruno):
    words = " ".join(f"{number:060d}" for number in range(40_000))
    discussions.open_discussion(inside, title="Lourde", text="Un mot.", by=bruno)
    message = Message.objects.get()
    message.text = f"marimba {words}"
    message.save(update_fields=["text"])
    assert found(bruno, "marimba") == {"discussions": ["Lourde"]}


def test_drafts_and_what_is_to_come_are_not_found(bruno, membership, amina):
    make_event("Cadenas", state=Event.State.DRAFT)
    article = write_article(Article(), Written(title="Cadenas", text="Oui."), by=bruno)
    over = make_event("Réunion", days=-3)
    save_minutes(over, "Le cadenas.", by=amina)
    assert found(bruno, "cadenas") == found(amina, "cadenas") == {}
    publish_article(article, at=timezone.now() + timedelta(days=1), by=amina)
    assert found(amina, "cadenas") == {}


def test_what_is_corrected_withdrawn_or_hidden_is_read_again(thread, bruno, amina):
    message = thread.messages.get()
    assert found(bruno, "cadenas") == {"discussions": [thread.title]}
    discussions.edit_message(message, "Qui a la clé plate ?", by=bruno)
    assert found(bruno, "cadenas") == {}
    assert found(bruno, "plate") == {"discussions": [thread.title]}
    discussions.hide_message(message, "Hors sujet", by=amina)
    assert found(bruno, "plate") == {}
    discussions.show_message(message, by=amina)
    assert found(bruno, "plate") == {"discussions": [thread.title]}
    discussions.withdraw_message(message, by=bruno)
    assert found(bruno, "plate") == {}
    assert found(bruno, "cle salle") == {"discussions": [thread.title]}
    discussions.change_discussion(thread, title="Le local", pinned=False, by=amina)
    assert found(bruno, "cle salle") == {}
    for index in INDEXES:
        index.check()


def test_a_thread_is_found_once_at_the_message_that_says_it(thread, bruno):
    for text in ("Le cadenas est chez Hugo.", "Cadenas rendu."):
        discussions.post_message(thread, text, by=bruno)
    (section,) = search_sections(bruno, "cadenas Hugo")
    assert (section.count, section.found[0].url) == (1, Message.objects.get(number=2).get_absolute_url())
    assert [part.text for part in section.found[0].excerpt if part.marked] == ["cadenas", "Hugo"]
    assert [one.count for one in search_sections(bruno, "cadenas")] == [1]


def test_a_member_is_found_only_if_they_chose_it(bruno, elsa, chloe, membership):
    save_profile(elsa, Shown(name="Elsa", listed=True))
    assert found(bruno, "elsa") == {"membres": ["Elsa"]}
    assert found(chloe, "elsa") == {}
    assert found(elsa, "bruno") == {}


def test_the_page_by_kind_and_by_page(client, as_bruno, thread, bruno):
    for number in range(25):
        make_event(f"Permanence {number}", description="Apporter son cadenas.")
    html = check_html(as_bruno.get("/recherche/", {"q": "cadenas"}))
    assert "Événements : tout voir (25)" in html
    assert "<mark>cadenas</mark>" in html
    html = check_html(as_bruno.get("/recherche/", {"q": "cadenas", "dans": "evenements", "page": "2"}))
    assert html.count("Apporter son") == 5
    assert "Clés" not in html
    assert "Rien ne contient" in check_html(client.get("/recherche/", {"q": "cadenas", "dans": "discussions"}))
    assert "entré dans son espace" in check_html(client.get("/recherche/", {"q": "xylophone"}))
    for words in ("", "  ", "!!", "' OR \" *", "a" * 5000):
        check_html(client.get("/recherche/", {"q": words}))
    for kind in (*KINDS, None):
        check_html(client.get("/recherche/", {"q": "!!", "dans": kind.code if kind else "autre"}))


def test_the_directory_leads_to_it(client, gardens):
    assert "/recherche/?q=jardins%20partages" in check_html(client.get("/annuaire/", {"q": "jardins partages"}))


def test_no_more_queries_for_three_rows_than_for_one(bruno, thread, amina, inside):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as told:
            search_sections(bruno, "cadenas")
        return len(told)

    def one_more(number):
        make_actor(f"Cadenas {number}")
        make_event(f"Cadenas {number}")
        publish_article(write_article(Article(), Written(title="Cadenas", text="Un."), by=bruno), by=amina)
        discussions.open_discussion(inside, title=f"Cadenas {number}", text="Un cadenas.", by=bruno)

    one_more(1)
    once = queries()
    one_more(2)
    one_more(3)
    assert queries() <= once
