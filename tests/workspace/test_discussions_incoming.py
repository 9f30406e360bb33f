"""Replies by e-mail: what an e-mail says, what becomes of it, and the reading of a real mailbox."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.accounts.models import User
from maillage.actors.actions import end_membership
from maillage.actors.models import Membership
from maillage.outbox.models import OutgoingMessage
from maillage.workspace.actions import discussions, incoming
from maillage.workspace.actions.discussion_letters import (
    purge_reply_addresses,
    reply_address_of,
    write_thread,
)
from maillage.workspace.actions.groups import let_in
from maillage.workspace.actions.incoming import Mailbox, MailboxError, read_mailbox, take_in
from maillage.workspace.actions.notifications import choose_rhythms, send_digests
from maillage.workspace.domain.incoming import read
from maillage.workspace.domain.quoted import MARK
from maillage.workspace.models import (
    Discussion,
    Group,
    GroupMember,
    IncomingMail,
    Message,
    Notification,
    ReplyAddress,
)
from tests.page import check_html
from tests.workspace import dovecot
from tests.workspace.agenda_ground import letters

ROOT = Path(__file__).resolve().parents[2]
PATTERN = "reponse+{token}@pole.example"
TOKEN = "0123456789abcdef0123456789abcdef"
ANSWER = "Je viens avec les clés."
has_dovecot = pytest.mark.skipif(not dovecot.BINARY.exists(), reason="apt-get install -y dovecot-imapd")


def mail(
    text: str = ANSWER,
    *,
    to: str = PATTERN.format(token=TOKEN),
    sender: str = "Bruno <bruno@example.org>",
    subject: str = "Re: Un minibus",
    identifier: str = "<1@example.org>",
    **headings: str,
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if identifier:
        message["Message-ID"] = identifier
    for name, value in headings.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


# --- What an e-mail says --------------------------------------------------------------------------------
class TestRead:
    def test_from_whom_to_which_thread_and_what(self):
        found = read(bytes(mail()), PATTERN)
        assert (found.sender, found.token, found.text) == ("bruno@example.org", TOKEN, ANSWER)
        assert (found.automatic, found.attachments) == ("", ())

    @pytest.mark.parametrize("name", ["Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
    def test_the_address_is_looked_for_where_servers_put_it(self, name):
        message = mail(to="pole@example.org")
        message[name] = PATTERN.format(token=TOKEN.upper())
        assert read(bytes(message), PATTERN).token == TOKEN

    def test_an_address_of_elsewhere_is_none(self):
        for to in (
            f"reponse+{TOKEN}@ailleurs.example",
            f"reponse+{TOKEN[:8]}@pole.example",
            "pole@example.org",
        ):
            assert read(bytes(mail(to=to)), PATTERN).token == ""

    @pytest.mark.parametrize(
        ("headings", "sign"),
        [
            ({"Auto_Submitted": "auto-replied"}, "auto-submitted"),
            ({"Auto_Submitted": "auto-generated (reminder)"}, "auto-submitted"),
            ({"Precedence": "bulk"}, "precedence"),
            ({"Precedence": "Auto_Reply"}, "precedence"),
            ({"List_Id": "<voisins.example.org>"}, "list-id"),
            ({"X_Autoreply": "yes"}, "x-autoreply"),
            ({"X_Auto_Response_Suppress": "All"}, "x-auto-response-suppress"),
            ({"Return_Path": "<>"}, "return-path"),
            ({"sender": "MAILER-DAEMON@example.org"}, "robot"),
            ({"sender": "Ne pas répondre <noreply@example.org>"}, "robot"),
            ({"subject": "Réponse automatique : Un minibus"}, "subject"),
            ({"subject": "Automatic reply: Un minibus"}, "subject"),
            ({"subject": "Absence du bureau Re: Un minibus"}, "subject"),
            ({"subject": "Out of office"}, "subject"),
            ({"Auto_Submitted": "no"}, ""),
            ({"Return_Path": "<bruno@example.org>"}, ""),
            ({"subject": "Re: L’absence du bureau"}, ""),
        ],
    )
    def test_what_a_machine_writes_is_known(self, headings, sign):
        assert read(bytes(mail(**headings)), PATTERN).automatic == sign

    def test_a_report_of_delivery_is_known(self):
        raw = b"From: a@b.fr\nContent-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--\n"
        assert read(raw, PATTERN).automatic == "report"

    def test_two_senders_or_none_are_nobody(self):
        for sender in ("a@example.org, b@example.org", "", "rien du tout"):
            raw = f"From: {sender}\nTo: x@example.org\n\nOui".encode()
            assert read(raw, PATTERN).sender == ""

    def test_files_are_seen_and_the_logo_of_a_signature_is_not(self):
        message = mail()
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
        message.add_attachment(
            b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<logo>"
        )
        message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="photo.jpg")
        found = read(bytes(message), PATTERN)
        assert found.attachments == ("plan.pdf", "photo.jpg")
        assert found.text == ANSWER

    def test_text_first_then_the_page(self):
        both = mail()
        both.add_alternative("<p>Autre chose</p>", subtype="html")
        assert read(bytes(both), PATTERN).text == ANSWER
        page = mail()
        page.set_content(f"<div>{ANSWER}</div><blockquote type=cite>Qui vient ?</blockquote>", subtype="html")
        assert read(bytes(page), PATTERN).text == ANSWER

    @pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1252", "no-such-charset"])
    def test_any_character_set(self, charset):
        body = ANSWER.encode("utf-8" if charset == "no-such-charset" else charset)
        raw = b"From: b@example.org\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\n" + body
        assert read(raw, PATTERN).text == ANSWER

    def test_the_same_e_mail_has_the_same_key_wherever_it_went(self):
        one, two = mail(), mail(Received="by another server", identifier="<1@example.org>")
        assert read(bytes(one), PATTERN).key == read(bytes(two), PATTERN).key
        assert read(bytes(one), PATTERN).key != read(bytes(mail(sender="eve@example.org")), PATTERN).key
        bare = [read(bytes(mail(text, identifier="")), PATTERN).key for text in ("a", "b", "a")]
        assert bare[0] == bare[2] != bare[1]

    @given(st.binary(max_size=600))
    def test_anything_is_read(self, raw):
        for whole in (raw, b"From: b@example.org\nContent-Type: " + raw, b"Subject: " + raw):
            assert isinstance(read(whole, PATTERN).text, str)

    @pytest.mark.parametrize(
        ("head", "body"),
        [
            ("", "\n"),
            ("", "Cordialement\n"),
            ("", "Sent from x\n"),
            ("", "Le 3 mars 2020 a écrit :\n> x\n"),
            ("Content-Type: text/plain; format=flowed\n", "a \n"),
            ("Content-Type: text/html\n", "<a "),
            ("Content-Type: text/html\n", "<!--"),
            ("Content-Type: text/plain" + "; a=b" * 400_000 + "\n", "x"),
            ("To: " + "a@b.fr, " * 200_000 + "\n", "x"),
        ],
        # Their own text, of millions of characters, would name them.
        ids=("lines", "closings", "sent", "quoted", "flowed", "tags", "comments", "parameters", "readers"),
    )
    def test_what_was_written_to_weigh_is_read_in_seconds(self, head, body):
        raw = f"From: b@example.org\n{head}\n{body * (2_000_000 // len(body))}".encode()
        began = time.monotonic()
        read(raw, PATTERN)
        assert time.monotonic() - began < 10


# --- What becomes of it -----------------------------------------------------------------------------------
@pytest.fixture
def mailbox_set(settings: Any) -> None:
    settings.INCOMING_ADDRESS = PATTERN
    settings.INCOMING_URL = "imap://reponses:x@127.0.0.1:1/INBOX"


@pytest.fixture
def thread(mobility: Group, amina: User, bruno: User, membership: Membership, mailbox_set: None) -> Discussion:
    """A thread of a group, run by Amina, in which Bruno is."""
    GroupMember.objects.create(group=mobility, user=amina, is_lead=True)
    let_in(mobility, bruno, by=amina)
    opened = discussions.open_discussion(mobility, title="Un minibus", text="Qui vient ?", by=amina)
    Notification.objects.all().delete()
    return opened


@pytest.fixture
def address(thread: Discussion, bruno: User) -> str:
    """Where Bruno answers the thread."""
    return reply_address_of(thread, bruno)


def taken(message: EmailMessage, **options: Any) -> tuple[str, str]:
    done = take_in(read(bytes(message), PATTERN), **options)
    return done.outcome, done.why


@pytest.mark.django_db
class TestTakenIn:
    def test_an_answer_is_published_under_the_usual_name(
        self, thread, address, bruno, gardens, amina, as_amina
    ):
        text = f"{ANSWER}\n\nLe 3 mars 2026 à 18:04, Pôle a écrit :\n> {MARK}\n> Qui vient ?"
        assert taken(mail(text, to=address)) == ("posted", "")
        said = thread.messages.get(number=2)
        assert (said.text, said.author, said.actor, said.by_email) == (ANSWER, bruno, gardens, True)
        html = check_html(as_amina.get(thread.get_absolute_url()))
        assert ANSWER in html
        assert "par courriel" in html
        assert [one.text for one in Notification.objects.filter(user=amina)] == ["Bruno a répondu."]
        assert not OutgoingMessage.objects.exists()

    def test_read_twice_it_is_published_once(self, thread, address):
        for _ in range(2):
            assert taken(mail(to=address))[0] == "posted"
        taken(mail("Autre", to=address, identifier="<2@example.org>"))
        # Not by its words: the last message of the person is another one now.
        assert taken(mail(to=address))[0] == "posted"
        assert thread.messages.count() == 3

    @pytest.mark.parametrize("headings", [{"Auto_Submitted": "auto-replied"}, {"subject": "Out of office"}])
    def test_a_machine_is_neither_published_nor_answered(self, thread, address, headings):
        assert taken(mail(to=address, **headings))[0] == "ignored"
        assert thread.messages.count() == 1
        assert not OutgoingMessage.objects.exists()

    def test_a_stranger_is_not_answered(self, thread, chloe):
        for sender in ("x@example.net", "chloe@example.org"):
            assert taken(mail(sender=sender, identifier=f"<{sender}>")) == ("ignored", "stranger")
        assert not OutgoingMessage.objects.exists()

    def test_the_secret_address_serves_its_person_alone(self, thread, address, elsa):
        assert taken(mail(to=address, sender="elsa@example.org")) == ("refused", "sender")
        assert thread.messages.count() == 1
        (letter,) = letters()
        assert letter.to == ["bruno@example.org"]
        assert "elsa" not in letter.text

    def test_a_member_who_writes_to_no_thread_is_told(self, thread):
        assert taken(mail(to=PATTERN.format(token=TOKEN))) == ("refused", "unknown")
        (letter,) = letters()
        assert letter.to == ["bruno@example.org"]
        assert reverse("workspace:discussions") in letter.text
        assert b"Auto-Submitted: auto-replied" in bytes(letter.mime)

    def test_an_address_past_its_term_or_revoked_publishes_nothing(self, thread, address, as_bruno, bruno):
        ReplyAddress.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
        assert taken(mail(to=address)) == ("refused", "expired")
        assert "ne sert que deux mois" in letters()[0].text
        renewed = reply_address_of(thread, bruno)
        assert renewed != address
        assert taken(mail(to=address, identifier="<2@x>")) == ("refused", "unknown")
        check_html(as_bruno.post(reverse("workspace:discussions"), {"revoke": "1"}, follow=True))
        assert taken(mail(to=renewed, identifier="<3@x>")) == ("refused", "unknown")
        assert thread.messages.count() == 1

    def test_who_left_the_group_or_the_pole_publishes_nothing(
        self, thread, address, membership, amina, savings, bruno
    ):
        member = let_in(savings, bruno, by=amina)
        GroupMember.objects.create(group=savings, user=amina, is_lead=True)
        private = discussions.open_discussion(savings, title="Fonds secret", text="Combien ?", by=amina)
        other = reply_address_of(private, bruno)
        member.delete()
        assert taken(mail(to=other)) == ("refused", "left")
        assert "Fonds secret" not in letters()[0].text + letters()[0].subject
        discussions.set_closed(private, True, by=amina)
        assert taken(mail(to=other, identifier="<4@x>")) == ("refused", "left")
        end_membership(membership, by=amina)
        assert taken(mail(to=address, identifier="<2@x>")) == ("refused", "left")
        User.objects.filter(pk=bruno.pk).update(is_active=False)
        assert taken(mail(to=address, identifier="<3@x>")) == ("ignored", "stranger")
        assert Message.objects.filter(author=bruno).count() == 0

    def test_a_closed_thread_takes_nothing(self, thread, address, amina):
        discussions.set_closed(thread, True, by=amina)
        assert taken(mail(to=address)) == ("refused", "closed")

    @pytest.mark.parametrize(
        ("text", "options", "why"),
        [
            (f"{MARK}\n> Qui vient ?", {}, "empty"),
            ("mot " * 6_000, {}, "too-long"),
            ("Oui", {"too_heavy": True}, "too-heavy"),
        ],
    )
    def test_what_cannot_be_published_is_said(self, thread, address, text, options, why):
        assert taken(mail(text, to=address), **options) == ("refused", why)
        assert letters()[0].to == ["bruno@example.org"]
        assert thread.messages.count() == 1

    def test_a_file_is_not_taken_and_that_is_said(self, thread, address):
        message = mail(to=address)
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
        assert taken(message) == ("posted", "attachments")
        assert "sans ses pièces jointes" in letters()[0].text
        assert "/groupes/mobilite/documents/" in letters()[0].text

    def test_no_loop_of_answers(self, thread):
        for number in range(incoming.ANSWERS + 3):
            taken(mail(identifier=f"<{number}@x>"))
        assert len(letters()) == incoming.ANSWERS

    def test_scripts_sent_by_e_mail_are_text(self, thread, address, as_amina):
        taken(mail("<script>alert(1)</script> [x](javascript:alert(1))", to=address))
        html = check_html(as_amina.get(thread.get_absolute_url()))
        assert "<script>alert" not in html
        assert 'href="javascript' not in html

    def test_a_failure_leaves_nothing_half_done(self, thread, address, monkeypatch):
        def fail(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("maillage.workspace.actions.incoming.post_message", fail)
        with pytest.raises(ZeroDivisionError):
            taken(mail(to=address))
        assert not IncomingMail.objects.exists()
        monkeypatch.undo()
        assert taken(mail(to=address)) == ("posted", "")

    def test_ends(self, thread, address):
        taken(mail(to=address))
        assert (incoming.purge_incoming(), purge_reply_addresses()) == (0, 0)
        IncomingMail.objects.update(at=timezone.now() - timedelta(days=366))
        ReplyAddress.objects.update(expires_at=timezone.now() - timedelta(days=1))
        assert (incoming.purge_incoming(), purge_reply_addresses()) == (1, 1)


@pytest.mark.django_db
class TestLetters:
    def test_what_is_told_at_once_is_the_message_itself_and_is_answered_at_a_secret_address(
        self, thread, bruno, amina, django_capture_on_commit_callbacks
    ):
        choose_rhythms(bruno, {"discussion": "at-once"})
        with django_capture_on_commit_callbacks(execute=True):
            discussions.post_message(thread, "Départ à **8 h**.", by=amina)
        (letter,) = letters("bruno@example.org")
        assert letter.subject == "Un minibus : Amina a répondu."
        assert letter.text.startswith(MARK)
        assert "Départ à **8 h**." in letter.text
        held = ReplyAddress.objects.get(user=bruno)
        assert f"Reply-To: reponse+{held.token}@pole.example".encode() in bytes(letter.mime)

    def test_without_a_mailbox_nobody_is_invited_to_answer(self, thread, bruno, amina, settings):
        settings.INCOMING_URL = ""
        discussions.post_message(thread, "@Bruno, tu viens ?", by=amina)
        told = list(Notification.objects.filter(user=bruno))
        assert write_thread(bruno, told)
        (letter,) = letters()
        assert MARK not in letter.text
        assert not ReplyAddress.objects.exists()

    def test_what_was_hidden_since_is_not_written(self, thread, bruno, amina):
        said = discussions.post_message(thread, "Mot caché.", by=amina)
        told = list(Notification.objects.filter(user=bruno))
        Message.objects.filter(pk=said.pk).update(hidden_at=timezone.now())
        assert not write_thread(bruno, told)
        assert not OutgoingMessage.objects.exists()

    def test_who_no_longer_reads_the_group_gets_no_word_of_it(self, thread, bruno, amina, elsa):
        discussions.post_message(thread, "@Bruno, entre nous.", by=amina)
        Group.objects.update(visibility=Group.Visibility.PRIVATE)
        GroupMember.objects.filter(user=bruno).delete()
        send_digests(timezone.localtime() + timedelta(days=9))
        assert "entre nous" not in "".join(one.text for one in letters())


# --- A real mailbox ---------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def one_server() -> Iterator[dovecot.Dovecot]:
    with dovecot.running() as server:
        yield server


@pytest.fixture
def server(one_server: dovecot.Dovecot, thread: Discussion, settings: Any) -> dovecot.Dovecot:
    one_server.empty()
    settings.INCOMING_URL = one_server.url
    return one_server


DONE = incoming.DONE


@has_dovecot
@pytest.mark.django_db
class TestMailbox:
    def test_messages_are_published_and_put_away(self, server, thread, address):
        server.deliver(
            bytes(mail(to=address)),
            bytes(mail("Absent", to=address, identifier="<2@x>", Auto_Submitted="auto-replied")),
            bytes(mail("Moi ?", to=address, identifier="<3@x>", sender="eve@example.org")),
        )
        tally = read_mailbox()
        assert (tally.posted, tally.refused, tally.ignored, tally.failed) == (1, 1, 1, 0)
        assert [one.text for one in thread.messages.all()] == ["Qui vient ?", ANSWER]
        assert (server.held(), server.held(DONE)) == (0, 3)
        assert read_mailbox() == incoming.Tally()

    def test_one_left_there_by_a_killed_reading_is_published_once(self, server, thread, address, monkeypatch):
        server.deliver(bytes(mail(to=address)), bytes(mail("Deux", to=address, identifier="<2@x>")))

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("maillage.workspace.actions.incoming._move", killed)
        with pytest.raises(KeyboardInterrupt):
            read_mailbox()
        assert (server.held(), thread.messages.count()) == (2, 2)
        monkeypatch.undo()
        read_mailbox()
        assert [one.text for one in thread.messages.all()] == ["Qui vient ?", ANSWER, "Deux"]
        assert (server.held(), server.held(DONE)) == (0, 2)

    def test_one_that_fails_holds_no_other_back_and_stays(self, server, thread, address, monkeypatch):
        server.deliver(bytes(mail("Panne", to=address)), bytes(mail("Deux", to=address, identifier="<2@x>")))
        post = discussions.post_message

        def fails(discussion: Discussion, text: str, **options: Any) -> Message:
            if text == "Panne":
                raise ZeroDivisionError
            return post(discussion, text, **options)

        monkeypatch.setattr("maillage.workspace.actions.incoming.post_message", fails)
        assert (read_mailbox().failed, server.held(), server.held(DONE)) == (1, 1, 1)
        monkeypatch.undo()
        read_mailbox()
        assert {one.text for one in thread.messages.all()} == {"Qui vient ?", "Deux", "Panne"}

    def test_a_heavy_one_is_not_fetched_and_a_hostile_one_is_put_aside(
        self, server, thread, address, monkeypatch
    ):
        heavy = mail(to=address)
        heavy.add_attachment(os.urandom(200_000), maintype="image", subtype="png", filename="x.png")
        nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
        hostile = f"From: bruno@example.org\nTo: {address}\n{nested}".encode()
        server.deliver(bytes(heavy), hostile, b"\xff\xfe" * 100)
        monkeypatch.setattr("maillage.workspace.actions.incoming.HEAVIEST", 200_000)
        tally = read_mailbox()
        assert (tally.posted, tally.refused, tally.ignored, tally.failed) == (0, 1, 2, 0)
        assert IncomingMail.objects.get(outcome="refused").why == "too-heavy"
        assert (server.held(), server.held(DONE)) == (0, 3)
        assert thread.messages.count() == 1

    def test_what_was_read_a_month_ago_is_thrown_away(self, server):
        with server.opened() as client:
            client.create(DONE)
        server.deliver(bytes(mail()), folder=DONE, at=time.time() - 32 * 86400)
        server.deliver(bytes(mail()), folder=DONE)
        read_mailbox()
        assert server.held(DONE) == 1

    def test_a_server_that_knows_less_and_puts_its_folders_under_the_inbox(self, thread, address, settings):
        with dovecot.running(prefix="INBOX.", capability="IMAP4rev1 NAMESPACE") as other:
            settings.INCOMING_URL = other.url
            other.deliver(bytes(mail(to=address)))
            assert read_mailbox().posted == 1
            assert (other.held(), other.held(f"INBOX.{DONE}")) == (0, 1)

    def test_what_is_wrong_is_said(self, server, settings):
        right = settings.INCOMING_URL
        wrongs = {
            right.replace("reponses:", "personne:"): "a refusé",
            right.replace("/INBOX", "/Ailleurs"): "n’existe pas",
            right.replace("/INBOX", "/Reçus"): "sans accent",
            "imap://a:b@127.0.0.1:1/": "ne répond pas",
            "imap://a:b@127.0.0.1:99999/": "n’est pas une adresse",
            "http://a:b@example.org/": "s’écrit",
            "imap://example.org/": "s’écrit",
        }
        for url, words in wrongs.items():
            settings.INCOMING_URL = url
            with pytest.raises(MailboxError, match=words) as error:
                read_mailbox()
            assert dovecot.PASSWORD not in str(error.value)

    def test_the_command(self, server, thread, address, settings, tmp_path, capsys):
        settings.DATA_DIR = tmp_path
        server.deliver(bytes(mail(to=address)))
        call_command("incoming")
        assert "1 publiés" in capsys.readouterr().out
        settings.INCOMING_ADDRESS = "reponse@pole.example"
        with pytest.raises(CommandError, match="token"):
            call_command("incoming")
        settings.INCOMING_URL = ""
        with pytest.raises(CommandError, match="Aucune boîte"):
            call_command("incoming")


def test_the_address_of_a_mailbox_is_read():
    found = Mailbox.of("imaps://jean%40ville.fr:m%2Fp@mail.ville.fr/Re%CC%81ponses".replace("%CC%81", ""))
    assert (found.account, found.password, found.host, found.port, found.folder) == (
        "jean@ville.fr",
        "m/p",
        "mail.ville.fr",
        993,
        "Reponses",
    )
    assert Mailbox.of("imap+tls://a:b@mail.ville.fr").port == 143
