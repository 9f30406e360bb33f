"""Subscribe, compose an issue, send it to each address once, hear what came back."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.kernel.text import typeset
from maillage.outbox.actions import on_the_wire
from maillage.outbox.sender import sender
from maillage.territory.letters import write
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.ui.markdown import to_html, to_plain
from maillage.workspace.domain.bounces import read_bounces
from maillage.workspace.domain.incoming import reply_address
from maillage.workspace.models import Article, Delivery, Event, Newsletter, NewsletterPart, Subscriber
from maillage.workspace.queries.newsletter import in_doubt, recipients_of, stands_still

from .news import plain_lines
from .people import Refused

NOBODY = "0" * 32
"""The token of no copy, which the previews and what is written once bear."""
BATCH = 100
"""Copies that one task sends over one connection before it gives its place."""
MAX_ATTEMPTS = 5
KEPT_FOR = timedelta(days=365)
ASKED_FOR = timedelta(days=7)
ALREADY_LEFT = typeset("Cette lettre est déjà partie, en tout ou en partie : elle ne se change plus.")
State = Newsletter.State


# --- Who wants it ---------------------------------------------------------------------------------------
@transaction.atomic
def ask_subscription(email: str, *, by: User | None = None) -> bool:
    """Write to an address that asks for the newsletter, to be sure that it is its owner's who asks.

    Returns whether it was written to; nothing tells whoever typed it in public whether it was known. `by` is
    the animator who notes what somebody asked by telephone: the button of the letter alone is a consent.
    """
    found, made = Subscriber.objects.select_for_update().get_or_create(email=email.strip().lower())
    if found.state == Subscriber.State.SUBSCRIBED:
        return False
    if not made:
        # Asked again: what it said before stands until the button is pressed.
        found.asked_at = timezone.now()
        found.save(update_fields=["asked_at"])
    link = reverse("workspace:subscription", args=[found.token])
    write("workspace/mail/newsletter_confirm.txt", found.email, link=link)
    if by is not None:
        journal.record("newsletter.asked", by=by, subject=found)
    return True


@transaction.atomic
def subscribe(found: Subscriber) -> None:
    """It wants the newsletter; its owner pressed the button."""
    _say(found, Subscriber.State.SUBSCRIBED)


@transaction.atomic
def unsubscribe(email: str, *, by: User | None = None) -> None:
    """This address wants no more of it, whatever list it was on."""
    found, _ = Subscriber.objects.select_for_update().get_or_create(email=email.strip().lower())
    _say(found, Subscriber.State.ENDED, by=by)
    waiting = Delivery.objects.filter(email=found.email, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.FAILED, error="N’en veut plus.")


@transaction.atomic
def forget_subscriber(found: Subscriber, *, by: User) -> None:
    """Delete an address and what it said: nothing holds back its letters if another list has it."""
    journal.record("newsletter.forget", by=by, subject=found)
    found.delete()


def _say(found: Subscriber, state: str, *, by: User | None = None) -> None:
    if found.state != state:
        found.state, found.changed_at = state, timezone.now()
        found.save(update_fields=["state", "changed_at"])
        journal.record(f"newsletter.{state}", by=by, subject=found)


# --- An issue --------------------------------------------------------------------------------------------
@transaction.atomic
def compose(
    newsletter: Newsletter, *, articles: Iterable[Article], events: Iterable[Event], by: User
) -> Newsletter:
    """Begin an issue or change it; what it already holds keeps its place, what is new comes last.

    Raises `Refused` once it began to leave.
    """
    if newsletter.pk:
        _draft(newsletter)
    else:
        newsletter.created_by = by
    newsletter.intro = plain_lines(newsletter.intro)
    newsletter.intro_html = to_html(newsletter.intro, top=3)
    newsletter.save()
    wanted = [("article", one.pk) for one in articles] + [("event", one.pk) for one in events]
    held = {
        ("article", one.article_id) if one.article_id else ("event", one.event_id): one
        for one in newsletter.parts.all()
    }
    for key, part in held.items():
        if key not in wanted:
            part.delete()
    last = max((one.rank for one in held.values()), default=-1)
    for kind, pk in (one for one in wanted if one not in held):
        last += 1
        NewsletterPart.objects.create(newsletter=newsletter, rank=last, **{f"{kind}_id": pk})
    journal.record("newsletter.compose", by=by, subject=newsletter)
    return newsletter


def _draft(newsletter: Newsletter) -> Newsletter:
    held = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    if held.state != State.DRAFT:
        raise Refused(ALREADY_LEFT)
    return held


@transaction.atomic
def move_up(part: NewsletterPart, *, by: User) -> None:
    """Put a part before the one above it."""
    held = _draft(part.newsletter)
    parts = list(held.parts.all())
    place = parts.index(part)
    if place:
        parts[place - 1], parts[place] = parts[place], parts[place - 1]
    for rank, one in enumerate(parts):
        NewsletterPart.objects.filter(pk=one.pk).update(rank=rank)
    journal.record("newsletter.compose", by=by, subject=held)


@transaction.atomic
def remove_newsletter(newsletter: Newsletter, *, by: User) -> None:
    """Delete an issue that did not leave."""
    held = _draft(newsletter)
    journal.record("newsletter.remove", by=by, subject=held)
    held.delete()


# --- What it says -----------------------------------------------------------------------------------------
def shown_parts(newsletter: Newsletter) -> list[NewsletterPart]:
    """The parts of an issue that may be shown to everybody today (one query)."""
    parts = newsletter.parts.select_related("article", "event__commune")
    return [
        one
        for one in parts
        if (one.article and one.article.is_published and one.article.audience == Article.Audience.PUBLIC)
        or (one.event and one.event.state == Event.State.PUBLISHED and one.event.audience == "public")
    ]


@dataclass(frozen=True)
class Composed:
    """An issue as it leaves, but for the address that each copy is left at: that of `NOBODY` stands there."""

    subject: str
    text: str
    html: str
    reply_to: tuple[str, ...]


def composed(newsletter: Newsletter) -> Composed:
    """What an issue says today, written once for all its copies."""
    pole = current_pole()
    context = {
        "newsletter": newsletter,
        "pole": pole,
        "intro": "\n\n".join(to_plain(one) for one in newsletter.intro.split("\n\n")),
        "parts": [(one, absolute(one.thing.get_absolute_url())) for one in shown_parts(newsletter)],
        "leave": leave_address(NOBODY),
        "site": absolute("/"),
    }
    return Composed(
        " ".join(newsletter.subject.split()),
        render_to_string("workspace/mail/newsletter.txt", context).strip() + "\n",
        render_to_string("workspace/mail/newsletter.html", context),
        (pole.contact_email,) if pole and pole.contact_email else (),
    )


def leave_address(token: str) -> str:
    """Where the holder of a copy wants no more: opening it changes nothing, a POST without cookie does."""
    return absolute(reverse("workspace:leave-newsletter", args=[token]))


def _message(issue: Composed, email: str, *, subject: str = "") -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject or issue.subject, issue.text, sender(), [email], reply_to=issue.reply_to or None
    )
    message.attach_alternative(issue.html, "text/html")
    return message


def _copy(issue: Composed, delivery: Delivery) -> EmailMultiAlternatives:
    """The copy of one address, which leaves at its own address."""
    nobody, leave = leave_address(NOBODY), leave_address(delivery.token)
    own = replace(issue, text=issue.text.replace(nobody, leave), html=issue.html.replace(nobody, leave))
    message = _message(own, delivery.email)
    message.extra_headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
    return message


def send_trial(newsletter: Newsletter, *, by: User) -> None:
    """Send the issue as it is to oneself; its link to leave is that of nobody."""
    issue = composed(newsletter)
    _message(issue, by.email, subject=f"[Essai] {issue.subject}").send()
    journal.record("newsletter.trial", by=by, subject=newsletter)


# --- Sending ----------------------------------------------------------------------------------------------
def why_not(newsletter: Newsletter, emails: Sequence[str]) -> str:
    """Why an issue cannot leave to these addresses; nothing when it can."""
    if not newsletter.intro.strip() and not shown_parts(newsletter):
        return typeset("Cette lettre est vide : écrivez un mot d’accueil, ou choisissez un article.")
    if not emails:
        return typeset("Cette lettre ne part à personne : choisissez d’autres destinataires.")
    return ""


@transaction.atomic
def start(newsletter: Newsletter, *, by: User) -> int:
    """Fix whom it goes to and let the worker send it; returns how many. Raises `Refused` for an empty one."""
    held = _draft(newsletter)
    emails = recipients_of(held).emails
    if refusal := why_not(held, emails):
        raise Refused(refusal)
    Delivery.objects.bulk_create((Delivery(newsletter=held, email=email) for email in emails), batch_size=500)
    held.state, held.started_at = State.SENDING, timezone.now()
    held.save(update_fields=["state", "started_at"])
    journal.record("newsletter.start", by=by, subject=held, copies=len(emails))
    transaction.on_commit(lambda: send_batch.enqueue(held.pk))
    return len(emails)


@transaction.atomic
def pause(newsletter: Newsletter, *, by: User) -> None:
    """Let no more copies leave until it is resumed; those that left have left."""
    _turn(newsletter, State.SENDING, State.PAUSED, by)


@transaction.atomic
def resume(newsletter: Newsletter, *, by: User) -> None:
    """Send what is still waiting; copies in doubt stay so."""
    held = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    if not (held.state == State.PAUSED or stands_still(held)):
        raise Refused("Cette lettre n’est pas arrêtée.")
    _turn(held, held.state, State.SENDING, by)
    transaction.on_commit(lambda: send_batch.enqueue(held.pk))


def _turn(newsletter: Newsletter, before: str, after: str, by: User) -> None:
    held = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    if held.state != before:
        raise Refused(typeset(f"Cette lettre est maintenant « {held.get_state_display()} »."))
    held.state = after
    held.save(update_fields=["state"])
    journal.record(f"newsletter.{after}", by=by, subject=held)


@transaction.atomic
def send_doubtful(newsletter: Newsletter, *, by: User) -> int:
    """Send again the copies whose sending was cut, on the animator's word; returns how many."""
    held = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    count = in_doubt(held).update(state=Delivery.State.WAITING)
    if count:
        held.state = State.SENDING
        held.save(update_fields=["state"])
        journal.record("newsletter.again", by=by, subject=held, copies=count)
        transaction.on_commit(lambda: send_batch.enqueue(held.pk))
    return count


@transaction.atomic
def leave_doubtful(newsletter: Newsletter, *, by: User) -> int:
    """Take the copies in doubt as sent, on the animator's word; returns how many."""
    held = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    count = in_doubt(held).update(state=Delivery.State.SENT, error="Prise pour envoyée.")
    journal.record("newsletter.taken-as-sent", by=by, subject=held, copies=count)
    _finish(held)
    return count


@task()
def send_batch(pk: int) -> None:
    """Send some of the waiting copies, each marked before it leaves; then let the next task go on.

    Two at once, or one begun again after a kill, never send a copy twice: each is claimed by one update.
    """
    newsletter = Newsletter.objects.filter(pk=pk, state=State.SENDING).first()
    if newsletter is None:
        return
    issue = composed(newsletter)
    waiting = newsletter.deliveries.filter(state=Delivery.State.WAITING).order_by("attempts", "pk")
    connection = SmtpBackend()
    later = None
    try:
        for delivery in list(waiting[:BATCH]):
            if not _claim(delivery):
                continue
            if not Newsletter.objects.filter(pk=pk, state=State.SENDING).exists():
                _set(delivery, Delivery.State.WAITING)
                return
            later = _send(delivery, issue, connection)
            if later is not None:
                break
    finally:
        connection.close()
    if newsletter.deliveries.filter(state=Delivery.State.WAITING).exists():
        send_batch.using(run_after=timezone.now() + later if later else None).enqueue(pk)
    else:
        _finish(newsletter)


def _claim(delivery: Delivery) -> bool:
    held = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
    return bool(held.update(state=Delivery.State.SENDING, at=timezone.now(), attempts=F("attempts") + 1))


def _send(delivery: Delivery, issue: Composed, connection: SmtpBackend) -> timedelta | None:
    """Send one claimed copy; how long to wait when the server asks for it."""
    message = _copy(issue, delivery)
    if settings.DEMO:
        message.send()
        _set(delivery, Delivery.State.SENT)
        return None
    sender = message.from_email
    if "{token}" in settings.INCOMING_ADDRESS:
        sender = reply_address(settings.INCOMING_ADDRESS, delivery.token)
    try:
        connection.open()
        assert connection.connection is not None
    except (OSError, smtplib.SMTPException) as error:
        # Nothing left: it waits.
        _set(delivery, Delivery.State.WAITING, str(error))
        return timedelta(minutes=5)
    try:
        connection.connection.sendmail(sender, [delivery.email], on_the_wire(message))
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(delivery, *next(iter(error.recipients.values()), (550, b"")))
    except smtplib.SMTPResponseException as error:
        return _refused(delivery, error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        # Cut while it left: nobody knows whether it did. It stays in doubt.
        Delivery.objects.filter(pk=delivery.pk).update(error=str(error)[:300])
        connection.connection = None
        return timedelta(minutes=5)
    _set(delivery, Delivery.State.SENT)
    return None


def _refused(delivery: Delivery, code: int, said: bytes | str) -> timedelta | None:
    """What a server's answer means: never for this address, or not now."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    why = f"{code} {' '.join(words.split())}"
    delivery.refresh_from_db(fields=["attempts"])
    if code < 500 and delivery.attempts < MAX_ATTEMPTS:
        _set(delivery, Delivery.State.WAITING, why)
        return timedelta(minutes=5)
    _set(delivery, Delivery.State.FAILED, why)
    if code in (550, 551, 553):
        _returned(delivery.email)
    return None


def _set(delivery: Delivery, state: str, error: str = "") -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, error=error[:300], at=timezone.now())


def _finish(newsletter: Newsletter) -> None:
    """Say that it left, once no copy waits nor is in doubt."""
    open_ones = newsletter.deliveries.filter(state__in=(Delivery.State.WAITING, Delivery.State.SENDING))
    if not open_ones.exists():
        Newsletter.objects.filter(pk=newsletter.pk, state=State.SENDING).update(
            state=State.SENT, finished_at=timezone.now()
        )


def go_on_sending() -> int:
    """Let issues that stand still since ten minutes go on (a worker was killed); returns how many."""
    count = 0
    for newsletter in Newsletter.objects.filter(state=State.SENDING):
        waiting = newsletter.deliveries.filter(state=Delivery.State.WAITING).exists()
        if waiting and stands_still(newsletter):
            send_batch.enqueue(newsletter.pk)
            count += 1
        elif not waiting:
            _finish(newsletter)
    return count


# --- What came back ---------------------------------------------------------------------------------------
@transaction.atomic
def take_back(token: str, raw: bytes) -> bool:
    """Note that a copy came back; whether the report was about one of ours.

    The token is that of the address that it was sent from. A report that only says « later » changes nothing.
    """
    delivery = Delivery.objects.select_for_update().filter(token=token).first() if token else None
    if delivery is None:
        return False
    for bounce in read_bounces(raw):
        if bounce.permanent and delivery.state != Delivery.State.RETURNED:
            _set(delivery, Delivery.State.RETURNED, bounce.why)
            _returned(delivery.email)
            break
    return True


def _returned(email: str) -> None:
    """Write to this address no more, unless it asks again."""
    found, _ = Subscriber.objects.get_or_create(email=email)
    if found.state != Subscriber.State.ENDED:
        _say(found, Subscriber.State.RETURNED)


# --- The end of what is kept --------------------------------------------------------------------------------
def purge_deliveries() -> int:
    """Delete the addresses of issues sent a year ago; what was counted goes with them."""
    return Delivery.objects.filter(newsletter__started_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def purge_unconfirmed() -> int:
    """Delete the addresses that were typed and never confirmed."""
    old = timezone.now() - ASKED_FOR
    return Subscriber.objects.filter(state=Subscriber.State.ASKED, asked_at__lt=old).delete()[0]
