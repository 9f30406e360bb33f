"""The search over the whole site: each finds what they may read, of every kind, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.workspace.actions import discussions
from maillage.workspace.actions.news import Written, publish_article, write_article
from maillage.workspace.actions.people import Shown, save_profile
from maillage.workspace.actions.presence_after import publish_minutes, save_minutes
from maillage.workspace.models import Article, Event, GroupMember, Message
from maillage.workspace.queries.search import KINDS, search_sections
from maillage.workspace.queries.words import INDEXES
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
