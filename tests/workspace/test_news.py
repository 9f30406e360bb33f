"""Articles: who writes, approves and reads them, when; their pictures, their columns, the press kit."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from PIL import Image

from maillage.accounts.actions import grant_role
from maillage.accounts.models import JournalEntry, Role, User
from maillage.workspace.actions import news as actions
from maillage.workspace.actions.news import Written
from maillage.workspace.actions.people import Refused
from maillage.workspace.awaited import awaited
from maillage.workspace.models import (
    Article,
    ArticlePicture,
    ArticleVersion,
    Column,
    ColumnText,
    Notification,
)
from maillage.workspace.permissions import readable_articles
from maillage.workspace.portability import articles_kept
from maillage.workspace.queries.news import due_in, next_due
from tests.factories import make_actor
from tests.page import check_html
from tests.workspace.agenda_ground import make_event
from tests.workspace.test_contents import picture

pytestmark = pytest.mark.django_db
TEXT = "Le four est chaud. Les ateliers reprennent mardi.\n\n**Venez** avec de la farine."


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def member(bruno: User) -> User:
    grant_role(bruno, Role.PARTNER, by=None)
    return User.objects.get(pk=bruno.pk)


def write(by: User, title: str = "Un four à pain", text: str = TEXT, **written) -> Article:
    return actions.write_article(Article(), Written(title=title, text=text, **written), by=by)


def published(by: User, title: str = "Un four à pain", **written) -> Article:
    found = write(by, title, **written)
    actions.publish_article(found, by=by)
    return Article.objects.get(pk=found.pk)


def upload(form: str = "PNG", name: str = "four.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(form))


class TestFromIdeaToPage:
    def test_a_member_writes_the_animator_approves_and_publishes(
        self, member, amina, as_bruno, as_amina, client
    ):
        answer = as_bruno.post(
            reverse("workspace:new-article"),
            {"title": "Un four", "text": TEXT, "audience": "public", "about": ""},
        )
        article = Article.objects.get()
        assert answer["Location"] == article.get_absolute_url()
        assert article.state == "writing" and article.author == member
        state = reverse("workspace:article-state", args=[article.pk])
        as_bruno.post(state, {"send": "1"})
        assert Notification.objects.filter(user=amina, text__contains="relire").exists()
        assert any(one.title == "Un four" for one in awaited(amina))
        edit = reverse("workspace:edit-article", args=[article.pk])
        assert as_bruno.get(edit).status_code == 403
        assert as_bruno.post(state, {"publish": "1"}).status_code == 403
        as_amina.post(state, {"back-remark": "Dites où.", "back": "1"})
        assert "Dites où." in check_html(as_bruno.get(edit))
        assert any(one.about == "article à reprendre" for one in awaited(User.objects.get(pk=member.pk)))
        as_bruno.post(state, {"send": "1"})
        assert client.get(article.get_absolute_url()).status_code in (302, 404)
        as_amina.post(state, {"publish": "1"})
        text = check_html(client.get(article.get_absolute_url()))
        assert "<strong>Venez</strong>" in text
        verbs = set(JournalEntry.objects.values_list("verb", flat=True))
        assert {"article.write", "article.to-approve", "article.writing", "article.published"} <= verbs

    def test_the_page_of_a_structure_lists_the_public_articles_about_it(self, amina, client):
        gardens = make_actor("Les Jardins partagés")
        for title, audience in (("Un four", "public"), ("Entre nous", "members")):
            published(amina, title, audience=audience, actors=[gardens])
        write(amina, "Pas encore", actors=[gardens])
        page = check_html(client.get(gardens.get_absolute_url()))
        assert "Un four" in page and "Entre nous" not in page and "Pas encore" not in page

    def test_meetings_to_link_are_told_apart_by_their_day(self, as_bruno, member):
        for days in (3, 10):
            make_event("Permanence", days=days)
        page = check_html(as_bruno.get(reverse("workspace:new-article")))
        labels = re.findall(r"Permanence, [^<]+20\d\d", page)
        assert len(set(labels)) == 2

    def test_of_meetings_that_come_back_the_next_is_seen_and_the_others_folded(self, as_amina, amina):
        late, soon, _ = (make_event("Permanence", days=days) for days in (-5, 3, 10))
        forum = make_event("Forum", days=20)
        page = check_html(as_amina.get(reverse("workspace:new-article"))).partition("Rendez-vous liés")[2]
        seen, _, folded = page.partition("<summary>Voir les 2 autres dates")
        assert f'value="{soon.pk}"' in seen and f'value="{forum.pk}"' in seen
        assert f'value="{late.pk}"' in folded and "<details>" in seen
        sent = {"title": "Un four", "text": "Chaud.", "audience": "public", "about": "", "events": [late.pk]}
        as_amina.post(reverse("workspace:new-article"), sent)
        article = Article.objects.get()
        assert list(article.events.all()) == [late]
        edit = check_html(as_amina.get(reverse("workspace:edit-article", args=[article.pk])))
        assert "<details open>" in edit

    def test_the_hour_set_hides_it_until_then_and_tells_members_once(self, amina, member):
        article = write(amina)
        later = timezone.now() + timedelta(hours=2)
        actions.publish_article(article, at=later, by=amina)
        article.refresh_from_db()
        assert article.is_scheduled
        assert not readable_articles(amina).exists()
        assert not Notification.objects.filter(user=member).exists()
        Article.objects.update(published_at=timezone.now() - timedelta(seconds=1))
        assert actions.announce_articles() == 1
        assert actions.announce_articles() == 0
        assert Notification.objects.filter(user=member, kind="news").count() == 1
        assert list(readable_articles(amina)) == [article]

    def test_withdrawn_then_published_again_members_are_not_told_again(self, amina, member):
        article = published(amina)
        actions.withdraw_article(article, reason="Une faute", by=amina)
        actions.publish_article(article, by=amina)
        assert Notification.objects.filter(user=member, kind="news").count() == 1

    def test_members_alone_read_what_is_for_members(self, amina, member, client, as_bruno):
        article = published(amina, audience="members")
        assert "Un four" not in check_html(client.get(reverse("workspace:articles")))
        assert client.get(article.get_absolute_url()).status_code == 404
        assert "Un four" in check_html(as_bruno.get(article.get_absolute_url()))
        assert "Un four" not in client.get(reverse("workspace:articles-feed")).content.decode()

    def test_nobody_but_its_author_and_the_animator_sees_a_draft(self, amina, member, as_chloe, as_bruno):
        article = write(amina)
        for one in (as_chloe, as_bruno):
            assert one.get(article.get_absolute_url()).status_code == 404
            assert one.get(reverse("workspace:article-state", args=[article.pk])).status_code == 403

    def test_withdrawn_it_is_read_no_longer_and_is_not_deleted(self, amina, client):
        article = published(amina)
        actions.withdraw_article(article, reason="Erreur de date", by=amina)
        assert client.get(article.get_absolute_url()).status_code == 404
        with pytest.raises(Refused, match="se retire"):
            actions.remove_article(article, by=amina)
        assert "Erreur de date" in str(JournalEntry.objects.get(verb="article.withdrawn").data)

    def test_it_is_deleted_after_a_page_that_asks(self, amina, member, as_amina, as_bruno):
        article = write(member)
        as_bruno.post(reverse("workspace:article-state", args=[article.pk]), {"remove": "1"})
        page = reverse("workspace:remove-article", args=[article.pk])
        assert "sans retour" in check_html(as_bruno.get(page))
        assert Article.objects.exists()
        as_bruno.post(page)
        assert not Article.objects.exists()
        of_amina = published(amina)
        page = reverse("workspace:remove-article", args=[of_amina.pk])
        assert as_bruno.post(page).status_code == 403
        for answer in (as_amina.get(page), as_amina.post(page)):
            assert answer["Location"] == reverse("workspace:article-state", args=[of_amina.pk])
        assert Article.objects.exists()

    def test_an_empty_text_is_neither_approved_nor_published(self, amina):
        article = write(amina, text="  ")
        for act in (actions.send_to_approve, actions.approve, actions.publish_article):
            with pytest.raises(Refused, match="pas encore de texte"):
                act(article, by=amina)

    def test_a_page_left_open_overwrites_nothing(self, amina, as_amina):
        article = write(amina)
        stamp = article.changed_at.isoformat()
        actions.write_article(article, Written(title="Un four", text="Neuf."), by=amina)
        answer = as_amina.post(
            reverse("workspace:edit-article", args=[article.pk]),
            {"title": "Vieux", "text": "Vieux.", "audience": "public", "about": "", "stamp": stamp},
        )
        assert "a été changé depuis" in check_html(answer)
        assert Article.objects.get().text == "Neuf."

    def test_what_was_decided_meanwhile_is_said(self, amina):
        article = write(amina)
        actions.publish_article(article, by=amina)
        with pytest.raises(Refused, match="publié"):
            actions.send_to_approve(article, by=amina)

    def test_scripts_in_the_text_are_words(self, amina, client):
        article = published(amina, text="<script>alert(1)</script> [ici](javascript:alert(1))")
        text = client.get(article.get_absolute_url()).content.decode()
        assert "<script>alert" not in text and 'href="javascript' not in text

    def test_the_preview_saves_nothing(self, amina, as_amina):
        answer = as_amina.post(
            reverse("workspace:new-article"),
            {"title": "Un four", "text": "**chaud**", "audience": "public", "about": "", "preview": "1"},
        )
        assert "<strong>chaud</strong>" in check_html(answer)
        assert not Article.objects.exists()

    def test_structures_are_found_by_their_name_and_the_unknown_are_said(self, amina, as_amina):
        bakery = make_actor("Le Fournil d’Émile")
        sent = {"title": "Un four", "text": "Chaud.", "audience": "public"}
        page = reverse("workspace:new-article")
        text = check_html(as_amina.post(page, {**sent, "about": "le fournil d'emile\nInconnue"}))
        assert "« Inconnue » ne ressemble à rien dans l’annuaire" in text.replace("\u00a0", " ")
        as_amina.post(page, {**sent, "about": "le fournil d'emile"})
        assert list(Article.objects.get().actors.all()) == [bakery]


class TestStructuresSpokenOf:
    SENT = {"title": "Un four", "text": "Chaud.", "audience": "public"}
    PAGE = reverse_lazy("workspace:new-article")

    def test_a_name_that_is_not_exact_proposes_those_like_it(self, as_amina, plaine_centrale):
        brass = make_actor("Fanfare de rue La Fourmi")
        make_actor("Chorale du lac")
        sent = {**self.SENT, "about": "Fanfare de la Fourmi\nChorale du lac"}
        shown = re.sub("[\u00a0\u202f]", " ", check_html(as_amina.post(self.PAGE, sent)))
        assert "Quelle structure est « Fanfare de la Fourmi » ?" in shown
        assert "Fanfare de rue La Fourmi (Créteil)" in shown and "Chorale du lac (" not in shown
        assert shown.index('name="about"') < shown.index('name="which-0"') < shown.index('name="is_idea"')
        assert not Article.objects.exists()
        as_amina.post(self.PAGE, {**sent, "which-0": brass.slug})
        assert {one.name for one in Article.objects.get().actors.all()} == {brass.name, "Chorale du lac"}

    def test_of_two_that_bear_a_name_one_is_chosen_or_none(self, as_amina, plaine_centrale):
        for commune in ("94002", "94028"):
            make_actor("Les Amis", commune=commune)
        sent = {**self.SENT, "about": "Les Amis"}
        shown = check_html(as_amina.post(self.PAGE, sent))
        assert "Les Amis (Alfortville)" in shown and "Les Amis (Créteil)" in shown
        as_amina.post(self.PAGE, {**sent, "which-0": "-"})
        assert not Article.objects.get().actors.exists()
        check_html(as_amina.post(self.PAGE, {**sent, "about": "x\x00"}))
        assert "choix" in check_html(as_amina.post(self.PAGE, {**sent, "which-0": "inconnue"})).lower()

    def test_what_an_article_already_speaks_of_is_not_asked_again(self, amina, as_amina, plaine_centrale):
        _, second = (make_actor("Les Amis", commune=commune) for commune in ("94002", "94028"))
        article = write(amina, actors=[second])
        page = reverse("workspace:edit-article", args=[article.pk])
        as_amina.post(page, {**self.SENT, "about": "Les Amis"})
        article.refresh_from_db()
        assert article.title == "Un four" and list(article.actors.all()) == [second]

    def test_what_is_not_shown_is_not_proposed(self, as_amina):
        hidden = make_actor("Fanfare de rue La Fourmi")
        type(hidden).objects.filter(pk=hidden.pk).update(published=False)
        shown = check_html(as_amina.post(self.PAGE, {**self.SENT, "about": "Fanfare de la Fourmi"}))
        assert "ne ressemble à rien" in shown


class TestFormerTexts:
    def change(self, article: Article, by: User, text: str, title: str = "Un four à pain") -> None:
        held = Article.objects.get(pk=article.pk)
        actions.write_article(held, Written(title=title, text=text, summary=held.summary), by=by)

    def former(self) -> list[str]:
        return list(ArticleVersion.objects.values_list("text", flat=True))

    def test_each_change_of_what_is_published_keeps_what_it_said(self, amina):
        article = published(amina)
        self.change(article, amina, "Deux.")
        self.change(article, amina, "Deux.")
        self.change(article, amina, "Deux.", title="Le four à pain")
        assert self.former() == ["Deux.", TEXT]
        kept = ArticleVersion.objects.first()
        assert (kept.title, kept.by, kept.by_name) == ("Un four à pain", amina, "Amina")
        assert kept.html == "<p>Deux.</p>\n"

    def test_a_draft_keeps_one_an_hour_for_its_author_and_each_of_another(self, member, amina):
        article = write(member)
        for text in ("Deux.", "Trois."):
            self.change(article, member, text)
        assert self.former() == [TEXT]
        ArticleVersion.objects.update(at=timezone.now() - timedelta(minutes=61))
        self.change(article, member, "Quatre.")
        assert self.former() == ["Trois.", TEXT]
        self.change(article, amina, "Cinq.")
        self.change(article, amina, "Six.")
        assert self.former() == ["Cinq.", "Quatre.", "Trois.", TEXT]

    def test_a_text_is_taken_up_again_and_the_one_it_replaces_is_kept(self, amina, as_amina, client):
        article = published(amina)
        self.change(article, amina, "Deux.")
        page = reverse("workspace:article-versions", args=[article.pk])
        shown = check_html(as_amina.get(page))
        assert "<strong>Venez</strong>" in shown and "Changé alors par Amina" in shown
        former = ArticleVersion.objects.get()
        answer = as_amina.post(page, {"restore": str(former.pk)})
        assert answer["Location"] == article.get_absolute_url()
        assert "<strong>Venez</strong>" in check_html(client.get(article.get_absolute_url()))
        assert self.former() == ["Deux.", TEXT]
        assert JournalEntry.objects.get(verb="article.restore").data == {"version": former.pk}
        as_amina.post(page, {"restore": str(former.pk)})
        assert len(self.former()) == 2
        other = write(amina, "Autre")
        elsewhere = reverse("workspace:article-versions", args=[other.pk])
        assert as_amina.post(elsewhere, {"restore": str(former.pk)}).status_code == 404

    def test_its_author_takes_up_only_what_they_may_change(self, member, amina, as_bruno, as_chloe):
        article = write(member)
        self.change(article, member, "Deux.")
        page = reverse("workspace:article-versions", args=[article.pk])
        sent = {"restore": str(ArticleVersion.objects.get().pk)}
        assert as_bruno.post(page, sent).status_code == 302
        actions.publish_article(article, by=amina)
        assert "Reprendre ce texte" not in check_html(as_bruno.get(page))
        assert as_bruno.post(page, sent).status_code == 403
        assert as_chloe.get(page).status_code == 403
        of_amina = reverse("workspace:article-versions", args=[write(amina, "Autre").pk])
        assert as_bruno.get(of_amina).status_code == 403

    def test_nothing_changed_is_said_and_the_queries_do_not_follow_the_list(self, amina, as_amina):
        article = published(amina)
        page = reverse("workspace:article-versions", args=[article.pk])
        assert "Rien n’a changé" in check_html(as_amina.get(page))

        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                as_amina.get(page)
            return len(captured)

        self.change(article, amina, "Un.")
        one = count()
        for number in range(5):
            self.change(article, amina, f"{number}.")
        assert count() == one

    def test_they_go_with_the_article_and_after_a_year_and_are_given_to_their_author(self, member, amina):
        article = write(member, text="Un.")
        self.change(article, member, "Deux.")
        rows = list(articles_kept(member))
        assert [one["texte"] for one in rows] == ["Deux.", "Un."]
        assert actions.purge_article_versions() == 0
        self.change(article, amina, "Trois.")
        ArticleVersion.objects.filter(text="Un.").update(at=timezone.now() - timedelta(days=366))
        assert actions.purge_article_versions() == 1
        assert self.former() == ["Deux."]
        actions.remove_article(article, by=member)
        assert self.former() == []


class TestList:
    def test_by_theme_paged_and_in_a_constant_number_of_queries(self, amina, client):
        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse("workspace:articles")).status_code == 200
            return len(captured)

        published(amina, "Un", theme="culture")
        one = count()
        for number in range(14):
            published(amina, f"Article {number}", theme="sport" if number else "culture")
        assert count() == one
        text = check_html(client.get(reverse("workspace:articles"), {"theme": "culture"}))
        assert "Article 0" in text and "Article 5" not in text
        assert "Article 0" in check_html(client.get(reverse("workspace:articles"), {"page": "2"}))

    def test_nothing_yet_is_said(self, client):
        assert "Aucune actualité" in check_html(client.get(reverse("workspace:articles")))

    def test_the_feed_is_read_by_another_reader(self, amina, client):
        article = published(amina, theme="culture", summary="Il <chauffe> & cuit.")
        published(amina, "Autre", theme="sport")
        answer = client.get(reverse("workspace:articles-feed"), {"theme": "culture"})
        assert answer["Content-Type"].startswith("application/atom+xml")
        space = {"a": "http://www.w3.org/2005/Atom"}
        feed = ElementTree.fromstring(answer.content)
        (entry,) = feed.findall("a:entry", space)
        assert entry.findtext("a:title", namespaces=space) == article.title
        assert entry.findtext("a:id", namespaces=space) == f"urn:uuid:{article.uid}"
        assert entry.findtext("a:summary", namespaces=space) == "Il <chauffe> & cuit."


class TestPictures:
    def test_it_is_made_small_and_tells_nothing_of_the_camera(self, amina, client):
        article = published(amina)
        stream = io.BytesIO()
        taken = Image.new("RGB", (2400, 1200), "#1f5f5b")
        exif = taken.getexif()
        exif[0x010F] = "Appareil"
        taken.save(stream, "JPEG", exif=exif)
        given = SimpleUploadedFile("photo.jpg", stream.getvalue())
        shown = actions.add_picture(article, given, alt="Un four ouvert", by=amina)
        assert (shown.width, shown.height) == (1600, 800)
        answer = client.get(shown.get_absolute_url())
        with Image.open(io.BytesIO(b"".join(answer))) as read:
            assert not read.getexif() and read.format == "JPEG"
        assert 'alt="Un four ouvert"' in check_html(client.get(article.get_absolute_url()))

    def test_without_a_description_it_is_refused_by_the_form_and_by_the_database(self, amina, as_amina):
        article = write(amina)
        page = reverse("workspace:article-pictures", args=[article.pk])
        check_html(as_amina.post(page, {"upload": upload(), "alt": " ", "add": "1"}))
        assert not ArticlePicture.objects.exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            ArticlePicture.objects.create(article=article, file="x", width=1, height=1, alt="")

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("four.png", b"MZ\x90\x00" + b"\x00" * 50, "aucun format accepté"),
            ("four.png", picture("JPEG"), "contient autre chose"),
            ("four.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
            ("notes.txt", b"Bonjour", "pas une image"),
        ],
        ids=["program", "liar", "svg", "text"],
    )
    def test_what_is_no_picture_is_refused_and_leaves_nothing(self, amina, tmp_path, name, content, said):
        with pytest.raises(Refused, match=said):
            actions.add_picture(write(amina), SimpleUploadedFile(name, content), alt="x", by=amina)
        assert not list(tmp_path.rglob("*.jpg"))

    def test_the_picture_of_a_draft_is_for_who_reads_the_draft(self, amina, member, client, as_bruno, as_amina):
        shown = actions.add_picture(write(amina), upload(), alt="Un four", by=amina)
        for one in (client, as_bruno):
            assert one.get(shown.get_absolute_url()).status_code == 404
        assert "no-store" in as_amina.get(shown.get_absolute_url())["Cache-Control"]

    def test_the_first_is_chosen_and_a_removed_one_leaves_no_file(
        self, amina, django_capture_on_commit_callbacks
    ):
        article = write(amina)
        one, two = (actions.add_picture(article, upload(), alt=alt, by=amina) for alt in ("Un", "Deux"))
        actions.put_first(two, by=amina)
        assert [shown.alt for shown in article.pictures.all()] == ["Deux", "Un"]
        stored = one.file.name
        with django_capture_on_commit_callbacks(execute=True):
            actions.remove_picture(one, by=amina)
        assert not default_storage.exists(stored)


class TestColumns:
    @pytest.fixture
    def journal(self, amina):
        column = Column(
            name="Journal interne", channel="journal", limit=60, every="monthly", first_due=timezone.localdate()
        )
        return actions.keep_column(column, by=amina)

    @pytest.fixture
    def radio(self, amina):
        return actions.keep_column(Column(name="La minute", channel="radio", limit=60), by=amina)

    def test_each_column_gets_a_form_of_the_article_that_fits(self, amina, journal, radio):
        article = write(amina)
        assert actions.proposed(article, journal) == "Le four est chaud. Les ateliers reprennent mardi."
        assert actions.proposed(article, radio).endswith("Venez avec de la farine.")
        # As a browser sends it.
        typed = f"{TEXT}\n\n## Y aller\n\nLe bus 103 s’y arrête.".replace("\n", "\r\n")
        titled = write(amina, "Avec un titre", typed)
        journal.limit = 900
        assert "Y aller" in actions.proposed(titled, journal)
        assert "Y aller" not in actions.proposed(titled, radio)
        assert "bus 103" in actions.proposed(titled, radio)

    def test_the_end_of_a_line_counts_for_one_sign(self, amina, journal):
        text = actions.plan_text(write(amina), journal, due_on=None, by=amina)
        actions.write_text(text, text=f"{'x' * 29}\r\n{'y' * 30}", due_on=None, ready=True, by=amina)
        text.refresh_from_db()
        assert journal.length_of(text.text) == 60 == journal.limit

    def test_a_list_is_read_aloud_as_a_sentence(self, amina, journal, radio, as_amina):
        article = write(amina, text="On y trouve :\n\n- un four\n- deux pétrins\n\nVenez.")
        assert actions.proposed(article, radio) == "On y trouve :\nun four ; deux pétrins.\nVenez."
        assert "- " not in actions.proposed(article, journal)
        text = actions.plan_text(article, radio, due_on=None, by=amina)
        page = re.sub(r"<[^>]+>", "", check_html(as_amina.get(text.get_absolute_url())))
        assert "secondes sur 60, lues à 150 mots par minute" in page

    def test_too_long_is_kept_but_not_ready(self, amina, journal):
        text = actions.plan_text(write(amina), journal, due_on=None, by=amina)
        with pytest.raises(Refused, match="dépasse de 40 signes"):
            actions.write_text(text, text="x" * 100, due_on=None, ready=True, by=amina)
        actions.write_text(text, text="x" * 100, due_on=None, ready=False, by=amina)
        with pytest.raises(Refused, match="pas prêt"):
            actions.give_text(text, by=amina)
        actions.write_text(text, text="Court.", due_on=None, ready=True, by=amina)
        actions.give_text(text, by=amina)
        with pytest.raises(Refused, match="remis"):
            actions.unplan_text(text, by=amina)

    def test_an_article_goes_once_in_a_column_and_not_in_a_closed_one(self, amina, journal, radio):
        article = write(amina)
        actions.plan_text(article, journal, due_on=None, by=amina)
        with pytest.raises(Refused, match="déjà prévu"):
            actions.plan_text(article, journal, due_on=None, by=amina)
        actions.close_column(radio, by=amina)
        with pytest.raises(Refused, match="close"):
            actions.plan_text(article, radio, due_on=None, by=amina)

    def test_the_calendar_says_what_is_due_and_what_nobody_meant(self, amina, journal, as_amina):
        today = timezone.localdate()
        first = today.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        assert [one.is_open for one in due_in(first, last)] == [True]
        article = write(amina)
        text = actions.plan_text(article, journal, due_on=next_due(journal), by=amina)
        assert text.due_on == today
        assert [one.text for one in due_in(first, last)] == [text]
        assert next_due(journal) != today
        assert article.title in check_html(as_amina.get(reverse("workspace:editorial-calendar")))
        ColumnText.objects.update(due_on=today - timedelta(days=1))
        assert "En retard" in check_html(as_amina.get(reverse("workspace:editorial-calendar")))
        assert any(one.about == "Journal interne" for one in awaited(User.objects.get(pk=amina.pk)))

    def test_an_open_date_of_the_calendar_begins_an_article_meant_for_it(
        self, amina, journal, as_amina, as_bruno, member
    ):
        calendar = reverse("workspace:editorial-calendar")
        today = timezone.localdate()
        link = f"{reverse('workspace:new-article')}?rubrique={journal.pk}&pour={today.isoformat()}"
        written = link.replace("&", "&amp;")
        assert written in check_html(as_amina.get(calendar))
        assert "Journal interne" in check_html(as_amina.get(link))
        sent = {"title": "Un four", "text": TEXT, "audience": "public", "about": ""}
        assert "prévu dans" in check_html(as_amina.post(link, sent, follow=True))
        text = ColumnText.objects.get()
        assert (text.article.title, text.column, text.due_on) == ("Un four", journal, today)
        assert written not in check_html(as_amina.get(calendar))
        for wrong in ("?rubrique=x", f"?rubrique={journal.pk}", f"?rubrique={journal.pk}&pour=2026-02-31"):
            assert as_amina.get(reverse("workspace:new-article") + wrong).status_code == 404
        # A member writes; the animator alone means texts for columns.
        as_bruno.post(link, {**sent, "title": "Une fête"})
        assert ColumnText.objects.count() == 1
        actions.close_column(journal, by=amina)
        assert "close" in check_html(as_amina.post(link, {**sent, "title": "Un bal"}, follow=True))
        assert Article.objects.count() == 3

    def test_the_sheet_of_a_radio_says_when_each_sentence_begins(self, amina, radio, as_amina):
        article = write(amina)
        text = actions.plan_text(article, radio, due_on=None, by=amina)
        page = check_html(as_amina.get(reverse("workspace:column-sheet", args=[article.pk, text.pk])))
        assert "0:00" in page and "0:02" in page
        plain = as_amina.get(reverse("workspace:column-txt", args=[article.pk, text.pk]))
        assert "Les ateliers reprennent mardi." in plain.content.decode()

    def test_the_text_of_another_article_is_not_reached_through_one(self, amina, journal, as_amina):
        text = actions.plan_text(write(amina), journal, due_on=None, by=amina)
        other = write(amina, "Autre")
        assert as_amina.get(reverse("workspace:column-text", args=[other.pk, text.pk])).status_code == 404

    def test_the_calendar_runs_the_same_queries_whatever_it_holds(self, amina, journal, radio, as_amina):
        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                as_amina.get(reverse("workspace:editorial-calendar"))
            return len(captured)

        actions.plan_text(write(amina), journal, due_on=timezone.localdate(), by=amina)
        one = count()
        for number in range(4):
            actions.plan_text(
                published(amina, f"Article {number}"), radio, due_on=timezone.localdate(), by=amina
            )
        assert count() == one

    def test_a_rhythm_needs_a_first_day(self, as_amina):
        sent = {"name": "Revue", "channel": "review", "limit": "900", "every": "monthly", "keep": "1"}
        assert "le rythme part de là" in check_html(as_amina.post(reverse("workspace:columns"), sent))
        assert not Column.objects.exists()


def test_the_press_kit_holds_texts_pictures_and_what_is_said_of_them(amina, as_amina, plaine_centrale):
    make_actor("Le Fournil d’Émile")
    article = published(amina, summary="Il chauffe.")
    actions.add_picture(article, upload(), alt="Un four", caption="Le four", credit="Nadia", by=amina)
    members_only = published(amina, "Réservé", audience="members")
    page = reverse("workspace:press")
    assert "Réservé" not in check_html(as_amina.get(page))
    answer = as_amina.post(page, {"articles": [article.pk]})
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as kit:
        names = kit.namelist()
        assert "LISEZ-MOI.txt" in names
        folder = f"01-{article.slug}"
        assert f"{folder}/image-1-le-four.jpg" in names
        sheet = kit.read("planche-des-images.html").decode()
        assert f'src="{folder}/image-1-le-four.jpg"' in sheet and 'alt="Un four"' in sheet and "Nadia" in sheet
        assert "- dont 1 à Créteil ;" in kit.read("LISEZ-MOI.txt").decode()
        assert "Crédit : Nadia" in kit.read(f"{folder}/legendes.txt").decode()
        assert "Venez avec de la farine." in kit.read(f"{folder}/article.txt").decode()
    assert "choix valide" in as_amina.post(page, {"articles": [members_only.pk]}).content.decode()
