"""The newsletter: who wants it and no more, whom it goes to, each copy once, what comes back."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from maillage.accounts.models import JournalEntry
from maillage.outbox.models import OutgoingMessage
from maillage.workspace.actions import newsletter as actions
from maillage.workspace.actions.news import Written, publish_article, write_article
from maillage.workspace.actions.people import Refused
from maillage.workspace.domain.bounces import read_bounces
from maillage.workspace.models import Article, Delivery, Newsletter, Subscriber
from maillage.workspace.queries.newsletter import counts_of, in_doubt, recipients_of
from tests.factories import make_actor
from tests.page import check_html
from tests.workspace.agenda_ground import make_event

pytestmark = pytest.mark.django_db


def subscriber(address: str, state: str = "subscribed") -> Subscriber:
    return Subscriber.objects.create(email=address, state=state)


def letters() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.order_by("pk"))


def issue(amina, **options) -> Newsletter:
    options = {"to_members": False, "subject": "Mars au Pôle", "intro": "Bonjour **à toutes**.", **options}
    return actions.compose(Newsletter(**options), articles=[], events=[], by=amina)


def published(amina, title="Un four à pain", **written) -> Article:
    article = write_article(
        Article(), Written(title=title, text="Chaud.", summary="Il chauffe.", **written), by=amina
    )
    publish_article(article, by=amina)
    return Article.objects.get(pk=article.pk)


class TestSubscribing:
    def test_an_address_is_subscribed_by_the_button_of_the_letter_it_received(self, client):
        client.post(reverse("workspace:subscribe"), {"email": " Nadia@Example.org "})
        found = Subscriber.objects.get()
        assert (found.email, found.state) == ("nadia@example.org", "asked")
        link = reverse("workspace:subscription", args=[found.token])
        assert link in letters()[0].text
        assert "Il reste à confirmer" in check_html(client.get(link))
        found.refresh_from_db()
        assert found.state == "asked"
        client.post(link)
        found.refresh_from_db()
        assert found.state == "subscribed"
        client.post(link, {"end": "1"})
        found.refresh_from_db()
        assert found.state == "ended"
        assert "Il reste à confirmer" not in check_html(client.get(link))
        Subscriber.objects.update(state="returned")
        assert "nous est revenu" in check_html(client.get(link))

    def test_nothing_says_whether_an_address_was_known(self, client):
        subscriber("nadia@example.org")
        page = reverse("workspace:subscribe")
        known, unknown = (client.post(page, {"email": f"{one}@example.org"}) for one in ("nadia", "hugo"))
        assert known["Location"] == unknown["Location"]
        assert [one.to for one in letters()] == [["hugo@example.org"]]

    def test_asked_by_somebody_else_who_wants_no_more_stays_out(self, client):
        subscriber("nadia@example.org", "ended")
        client.post(reverse("workspace:subscribe"), {"email": "nadia@example.org"})
        assert Subscriber.objects.get().state == "ended"

    def test_what_is_never_confirmed_goes(self):
        Subscriber.objects.create(email="a@example.org", asked_at=timezone.now() - timedelta(days=8))
        Subscriber.objects.create(email="b@example.org")
        subscriber("c@example.org", "ended")
        assert actions.purge_unconfirmed() == 1
        assert set(Subscriber.objects.values_list("email", flat=True)) == {"b@example.org", "c@example.org"}

    def test_a_header_in_the_address_is_refused(self, client):
        client.post(reverse("workspace:subscribe"), {"email": "a@example.org\nBcc: b@example.org"})
        assert letters() == [] and not Subscriber.objects.exists()


class TestLeaving:
    @pytest.fixture
    def copy(self, amina):
        return Delivery.objects.create(newsletter=issue(amina), email="nadia@example.org")

    def test_one_click_without_a_cookie(self, copy):
        strict = Client(enforce_csrf_checks=True)
        link = reverse("workspace:leave-newsletter", args=[copy.token])
        assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Subscriber.objects.get(email="nadia@example.org").state == "ended"

    def test_opening_the_link_changes_nothing(self, client, copy):
        check_html(client.get(reverse("workspace:leave-newsletter", args=[copy.token])))
        assert not Subscriber.objects.exists()

    def test_twice_is_once_and_coming_back_needs_the_letter(self, client, copy):
        link = reverse("workspace:leave-newsletter", args=[copy.token])
        client.post(link, {"end": "1"})
        client.post(link, {"end": "1"})
        assert JournalEntry.objects.filter(verb="newsletter.ended").count() == 1
        client.post(link, {"again": "1"})
        assert Subscriber.objects.get().state == "ended"
        assert letters()[0].to == ["nadia@example.org"]

    def test_a_copy_that_waits_does_not_leave_any_more(self, copy):
        actions.unsubscribe("Nadia@example.org")
        copy.refresh_from_db()
        assert copy.state == "failed"


class TestWhom:
    def test_each_address_once_without_those_who_want_no_more(self, amina, bruno):
        subscriber("nadia@example.org")
        subscriber("gone@example.org", "returned")
        subscriber("no@example.org", "ended")
        for number, address in enumerate(("nadia@example.org", "no@example.org", "gone@example.org", "")):
            make_actor(f"Structure {number}", email=address)
        found = recipients_of(issue(amina, to_structures=True))
        assert found.emails == ["nadia@example.org"]
        assert found.receiving == [("abonnements", 1, "personne abonnée")]
        assert [place for place, _, _ in found.left_out] == ["doubles", "refus", "revenues", "sans-adresse"]
        assert {count for _, count, _ in found.left_out} == {1}

    def test_a_selection_of_structures(self, amina, plaine_centrale):
        sport = make_actor("Club", email="club@example.org", themes=["sport"], commune="94002")
        make_actor("Autre club", email="autre@example.org", themes=["sport"], commune="94028")
        make_actor("Chorale", email="chorale@example.org", themes=["culture"], commune="94002")
        told = make_actor("Club vu", email="vu@example.org", themes=["sport"], commune="94002")
        type(told).objects.filter(pk=told.pk).update(checked_on=timezone.localdate())
        chosen = {"to_subscribers": False, "to_structures": True, "theme": "sport", "commune": "94002"}
        assert recipients_of(issue(amina, unchecked=True, **chosen)).emails == [sport.email]
        assert recipients_of(issue(amina, **chosen)).emails == ["club@example.org", "vu@example.org"]

    def test_which_structures_without_the_box_is_told_and_nothing_is_lost(
        self, amina, as_amina, plaine_centrale
    ):
        page = reverse("workspace:new-newsletter")
        sent = {"subject": "Mars", "to_members": "on", "commune": "94028", "unchecked": "on"}
        shown = check_html(as_amina.post(page, sent))
        assert "cochez cette case" in shown and "de quelle commune" in shown.lower()
        assert '<option value="94028" selected>' in shown
        assert not Newsletter.objects.exists()
        as_amina.post(page, {**sent, "to_structures": "on"})
        assert Newsletter.objects.get().commune == "94028"

    def test_to_nobody_or_empty_it_does_not_leave(self, amina):
        with pytest.raises(Refused, match="à personne"):
            actions.start(issue(amina), by=amina)
        subscriber("nadia@example.org")
        with pytest.raises(Refused, match="vide"):
            actions.start(issue(amina, intro=" "), by=amina)

    def test_the_number_of_queries_does_not_follow_the_addresses(self, amina):
        found = issue(amina, to_structures=True, to_members=True)

        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                recipients_of(found)
            return len(captured)

        subscriber("a@example.org")
        one = count()
        for number in range(5):
            subscriber(f"b{number}@example.org")
            make_actor(f"S {number}", email=f"s{number}@example.org")
        assert count() == one


class TestLists:
    def test_each_figure_opens_onto_its_list(self, amina, as_amina, bruno):
        subscriber("nadia@example.org")
        subscriber("gone@example.org", "returned")
        club = make_actor("Un club", email="club@example.org")
        make_actor("Deux", email="Nadia@example.org")
        make_actor("Trois", email="gone@example.org")
        make_actor("Sans adresse", email="")
        found = issue(amina, to_members=True, to_structures=True)
        page = reverse("workspace:newsletter-recipients", args=[found.pk])
        assert f'href="{page}?qui=structures"' in check_html(as_amina.get(found.get_absolute_url()))
        said = {}
        for place in ("abonnements", "membres", "structures", "doubles", "revenues", "sans-adresse"):
            said[place] = check_html(as_amina.get(page, {"qui": place})).partition("<tbody>")[2]
        assert "nadia@example.org" in said["abonnements"] and "club@" not in said["abonnements"]
        assert reverse("workspace:person", args=[amina.pk]) in said["membres"]
        assert club.get_absolute_url() in said["structures"] and "nadia" not in said["structures"]
        assert "Deux" in said["doubles"] and "Trois" in said["revenues"]
        assert "Sans adresse" in said["sans-adresse"]
        actions.start(found, by=amina)
        assert as_amina.get(page)["Location"] == reverse("workspace:deliveries", args=[found.pk])

    def test_to_nobody_yet_is_said(self, amina, as_amina):
        page = reverse("workspace:newsletter-recipients", args=[issue(amina).pk])
        assert "Personne pour l’instant" in check_html(as_amina.get(page))

    def test_lists_are_paged_and_run_a_constant_number_of_queries(self, amina, as_amina):
        pages = (
            reverse("workspace:subscribers"),
            reverse("workspace:newsletter-recipients", args=[issue(amina).pk]),
        )

        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                for page in pages:
                    assert as_amina.get(page).status_code == 200
            return len(captured)

        subscriber("a@example.org")
        one = count()
        Subscriber.objects.bulk_create(
            Subscriber(email=f"p{number:03}@example.org", state="subscribed") for number in range(120)
        )
        assert count() == one
        for page in pages:
            assert "p000@" in check_html(as_amina.get(page)) and "p119@" not in check_html(as_amina.get(page))
            assert "p119@" in check_html(as_amina.get(page, {"page": "2"}))


class TestSubscriptions:
    PAGE = reverse_lazy("workspace:subscribers")

    def test_the_animator_finds_an_address_whatever_it_said(self, as_amina):
        for address, state in (("nadia@example.org", "subscribed"), ("nabil@example.org", "ended")):
            subscriber(address, state)
        listed = check_html(as_amina.get(self.PAGE))
        assert "nadia@" in listed and "nabil@" not in listed
        assert "nabil@" in check_html(as_amina.get(self.PAGE, {"etat": "ended"}))
        sought = check_html(as_amina.get(self.PAGE, {"q": "NA"}))
        assert "nadia@" in sought and "nabil@" in sought and "Ne veut plus la recevoir" in sought
        assert "Aucune adresse" in check_html(as_amina.get(self.PAGE, {"q": "hugo\x00"}))

    def test_who_asks_by_telephone_confirms_by_the_letter_as_everybody(self, amina, as_amina, client):
        answer = as_amina.post(self.PAGE, {"email": "Nadia@Example.org"}, follow=True)
        assert "Un courriel part à" in check_html(answer)
        found = Subscriber.objects.get()
        assert found.state == "asked"
        assert JournalEntry.objects.get(verb="newsletter.asked").by_id == amina.pk
        client.post(reverse("workspace:subscription", args=[found.token]))
        assert Subscriber.objects.get().state == "subscribed"
        assert "déjà abonnée" in check_html(as_amina.post(self.PAGE, {"email": found.email}, follow=True))
        assert [one.to for one in letters()] == [["nadia@example.org"]]
        assert "valide" in check_html(as_amina.post(self.PAGE, {"email": "nadia"}))

    def test_one_is_taken_out_asked_again_or_forgotten(self, amina, as_amina):
        found = subscriber("nadia@example.org")
        page = reverse("workspace:subscriber", args=[found.pk])
        assert "Ne plus la lui envoyer" in check_html(as_amina.get(page))
        as_amina.post(page, {"end": "1"})
        assert Subscriber.objects.get().state == "ended"
        assert JournalEntry.objects.get(verb="newsletter.ended").by_id == amina.pk
        assert "pas même" in check_html(as_amina.get(page))
        as_amina.post(page, {"ask": "1"})
        assert Subscriber.objects.get().state == "ended" and len(letters()) == 1
        as_amina.post(page, {"forget": "1"})
        assert not Subscriber.objects.exists()
        assert JournalEntry.objects.get(verb="newsletter.forget").by_id == amina.pk
        assert as_amina.get(page).status_code == 404


class TestWhatItSays:
    def test_articles_and_events_in_their_order_in_both_forms(self, amina):
        article, event = published(amina), make_event(title="Forum de mars")
        found = issue(amina)
        actions.compose(found, articles=[article], events=[event], by=amina)
        actions.move_up(found.parts.get(event=event), by=amina)
        said = actions.composed(found)
        text, html, leave = said.text, said.html, actions.leave_address(actions.NOBODY)
        assert text.index("Forum de mars") < text.index("Un four à pain")
        assert "Bonjour à toutes." in text and "<strong>à toutes</strong>" in html
        assert leave in text and f'href="{leave}"' in html

    def test_paragraphs_typed_in_a_browser_stay_apart_in_plain_text(self, amina):
        found = issue(amina, intro="Bonjour,\r\n\r\nLe printemps vient.")
        text = actions.composed(found).text
        assert "Bonjour,\n\nLe printemps vient." in text

    def test_what_is_no_longer_public_is_not_shown(self, amina):
        article = published(amina)
        found = actions.compose(issue(amina), articles=[article], events=[], by=amina)
        Article.objects.update(state="withdrawn")
        assert actions.shown_parts(found) == []

    def test_the_pages_are_composed_and_read(self, amina, as_amina):
        article = published(amina)
        subscriber("nadia@example.org")
        sent = {"subject": "Mars", "intro": "Bonjour", "to_subscribers": "on", "articles": [article.pk]}
        answer = as_amina.post(reverse("workspace:new-newsletter"), sent)
        found = Newsletter.objects.get()
        assert answer["Location"] == found.get_absolute_url()
        assert "Un four à pain" in check_html(as_amina.get(found.get_absolute_url()))
        check_html(as_amina.get(reverse("workspace:edit-newsletter", args=[found.pk])))
        shown = as_amina.get(reverse("workspace:newsletter-preview", args=[found.pk]))
        assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
        assert "sandbox" in shown["Content-Security-Policy"]
        plain = as_amina.get(reverse("workspace:newsletter-text", args=[found.pk]))
        assert "Il chauffe." in plain.content.decode()
        assert "à qui elle va" in check_html(
            as_amina.post(reverse("workspace:new-newsletter"), {"subject": "x"})
        )

    def test_a_trial_goes_to_oneself_and_unsubscribes_nobody(self, amina, as_amina):
        found = issue(amina)
        as_amina.post(found.get_absolute_url(), {"trial": "1"})
        assert letters()[0].to == [amina.email]
        assert letters()[0].subject == "[Essai] Mars au Pôle"
        assert not Delivery.objects.exists()


class TestBeforeItLeaves:
    def test_what_is_not_set_is_said_with_whom_to_ask(self, amina, as_amina, settings):
        page = issue(amina).get_absolute_url()
        settings.DEFAULT_FROM_EMAIL, settings.INCOMING_ADDRESS = "Pôle <pole@example.org>", ""
        shown = check_html(as_amina.get(page))
        assert shown.count("emandez à la personne qui tient le serveur") == 2
        assert "(réglage MAILLAGE_FROM_EMAIL)" in shown and "(réglage MAILLAGE_INCOMING_ADDRESS)" in shown
        settings.DEFAULT_FROM_EMAIL, settings.INCOMING_ADDRESS = "pole@ville.fr", "r+{token}@ville.fr"
        shown = check_html(as_amina.get(page))
        assert "ville.fr" in shown and "DKIM" in shown and "MAILLAGE_" not in shown

    def test_a_page_says_what_leaves_to_whom_and_its_button_alone_sends(self, amina, as_amina):
        for number in range(2):
            subscriber(f"p{number}@example.org")
        make_actor("Un club", email="club@example.org")
        found = issue(amina, to_members=True, to_structures=True)
        assert 'name="send"' not in check_html(as_amina.get(found.get_absolute_url()))
        as_amina.post(found.get_absolute_url(), {"send": "1"})
        page = reverse("workspace:send-newsletter", args=[found.pk])
        shown = re.sub(r"<[^>]+>", "", check_html(as_amina.get(page)))
        for said in (
            "Mars au Pôle",
            "2 personnes abonnées",
            "1 membre du Pôle",
            "1 structure de l’annuaire",
            "elle ne se rattrape pas",
            "Envoyer à 4 adresses",
        ):
            assert said in shown
        assert not Delivery.objects.exists()
        assert as_amina.post(page)["Location"] == found.get_absolute_url()
        assert Delivery.objects.count() == 4
        assert as_amina.get(page)["Location"] == found.get_absolute_url()

    def test_what_cannot_leave_is_said_in_place_of_the_button(self, amina, as_amina):
        page = reverse("workspace:send-newsletter", args=[issue(amina).pk])
        shown = check_html(as_amina.get(page))
        assert "à personne" in shown and "Envoyer à" not in shown

    def test_it_is_deleted_after_a_page_that_asks_and_not_once_it_left(self, amina, as_amina):
        found = issue(amina)
        as_amina.post(found.get_absolute_url(), {"remove": "1"})
        page = reverse("workspace:remove-newsletter", args=[found.pk])
        assert "sans retour" in check_html(as_amina.get(page))
        assert Newsletter.objects.exists()
        as_amina.post(page)
        assert not Newsletter.objects.exists()
        subscriber("a@example.org")
        left = issue(amina)
        actions.start(left, by=amina)
        page = reverse("workspace:remove-newsletter", args=[left.pk])
        for answer in (as_amina.get(page), as_amina.post(page)):
            assert answer["Location"] == left.get_absolute_url()
        assert Newsletter.objects.exists()


@pytest.mark.usefixtures("inbox")
class TestSending:
    def test_each_copy_leaves_once_with_both_headers(self, amina, inbox, django_capture_on_commit_callbacks):
        for number in range(3):
            subscriber(f"p{number}@example.org")
        found = issue(amina, subject="Mars\nBcc: x@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            actions.start(found, by=amina)
        found.refresh_from_db()
        assert (found.state, counts_of(found)["sent"]) == ("sent", 3)
        actions.send_batch.call(found.pk)
        assert len(inbox.messages) == 3
        read = [email.message_from_bytes(one, policy=email.policy.default) for one in inbox.messages]
        assert {one["To"] for one in read} == {f"p{number}@example.org" for number in range(3)}
        assert len({one["List-Unsubscribe"] for one in read}) == 3
        for one in read:
            assert one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert one["Bcc"] is None
            token = one["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
            assert Delivery.objects.filter(token=token, email=one["To"]).exists()
            for form in ("plain", "html"):
                assert one["List-Unsubscribe"].strip(" <>") in one.get_body((form,)).get_content()
        with pytest.raises(Refused, match="déjà partie"):
            actions.start(found, by=amina)

    def test_an_address_that_is_refused_is_noted_and_not_written_to_again(
        self,
        amina,
        inbox,
        django_capture_on_commit_callbacks,
    ):
        subscriber("inconnue@example.org")
        subscriber("connue@example.org")
        found = issue(amina)
        with django_capture_on_commit_callbacks(execute=True):
            actions.start(found, by=amina)
        copy = found.deliveries.get(email="inconnue@example.org")
        assert copy.state == "failed" and "no such user" in copy.error
        assert len(inbox.messages) == 1
        assert recipients_of(issue(amina)).emails == ["connue@example.org"]

    def test_paused_nothing_leaves_and_resumed_the_rest_does(
        self,
        amina,
        inbox,
        django_capture_on_commit_callbacks,
    ):
        subscriber("a@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        actions.pause(found, by=amina)
        actions.send_batch.call(found.pk)
        assert inbox.messages == []
        with django_capture_on_commit_callbacks(execute=True):
            actions.resume(found, by=amina)
        assert len(inbox.messages) == 1
        with pytest.raises(Refused, match="pas arrêtée"):
            actions.resume(found, by=amina)

    def test_after_a_kill_those_in_doubt_are_told_and_sent_on_a_word_alone(
        self,
        amina,
        as_amina,
        inbox,
        django_capture_on_commit_callbacks,
    ):
        for number in range(3):
            subscriber(f"p{number}@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        long_ago = timezone.now() - timedelta(minutes=11)
        found.deliveries.filter(email="p0@example.org").update(state="sending", at=long_ago)
        Newsletter.objects.update(started_at=long_ago)
        assert actions.go_on_sending() == 1
        assert len(inbox.messages) == 2
        found.refresh_from_db()
        assert found.state == "sending"
        assert in_doubt(found).count() == 1
        assert "exemplaire partait" in check_html(as_amina.get(found.get_absolute_url()))
        with django_capture_on_commit_callbacks(execute=True):
            as_amina.post(found.get_absolute_url(), {"again": "1"})
        assert len(inbox.messages) == 3
        found.refresh_from_db()
        assert found.state == "sent"

    def test_taken_as_sent_they_are(self, amina):
        subscriber("a@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        found.deliveries.update(state="sending", at=timezone.now() - timedelta(minutes=11))
        assert actions.leave_doubtful(found, by=amina) == 1
        found.refresh_from_db()
        assert found.state == "sent"

    def test_without_a_server_everything_waits(self, amina, settings):
        settings.EMAIL_PORT = 1
        subscriber("a@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        copy = found.deliveries.get()
        assert actions._claim(copy)
        assert actions._send(copy, actions.composed(found), actions.SmtpBackend()) == timedelta(minutes=5)
        assert counts_of(found)["waiting"] == 1

    def test_two_workers_never_claim_one_copy(self, amina):
        subscriber("a@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        copy = found.deliveries.get()
        assert [actions._claim(copy), actions._claim(copy)] == [True, False]


def report(address: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example.org\r\nTo: x@example.org\r\nSubject: Undelivered\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b--\r\n"
    ).encode()


class TestComingBack:
    def test_a_report_says_who_and_whether_for_good(self):
        (one,) = read_bounces(report("Nadia@example.org"))
        assert (one.email, one.permanent) == ("nadia@example.org", True)
        assert not read_bounces(report("a@example.org", "delayed", "4.4.1"))[0].permanent
        assert read_bounces(report("a@example.org", "delivered", "2.0.0")) == []
        assert read_bounces(b"Subject: Bonjour\r\n\r\nBonjour") == []
        assert read_bounces(b"\xff\x00" * 100) == []

    def test_what_came_back_for_good_is_noted_and_not_written_to_again(self, amina):
        subscriber("nadia@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        copy = found.deliveries.get()
        assert actions.take_back(copy.token, report("nadia@example.org", "delayed", "4.4.1"))
        copy.refresh_from_db()
        assert copy.state == "waiting"
        assert actions.take_back(copy.token, report("nadia@example.org"))
        copy.refresh_from_db()
        assert copy.state == "returned" and "no such user" in copy.error
        assert recipients_of(found).emails == []
        assert not actions.take_back("0" * 32, report("nadia@example.org"))
        assert not actions.take_back("", report("nadia@example.org"))

    def test_copies_go_a_year_after(self, amina):
        subscriber("a@example.org")
        found = issue(amina)
        actions.start(found, by=amina)
        assert actions.purge_deliveries() == 0
        Newsletter.objects.update(started_at=timezone.now() - timedelta(days=366))
        assert actions.purge_deliveries() == 1
