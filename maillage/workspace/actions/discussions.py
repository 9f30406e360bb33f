"""Open threads, write, correct, withdraw, hide, report, decide, react, follow, note what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.kernel.text import clean_spaces
from maillage.ui.markdown import to_html
from maillage.workspace.domain.mentions import mentions
from maillage.workspace.models import (
    Discussion,
    Group,
    Message,
    MessageReport,
    MessageVersion,
    Notification,
    NotificationKind,
    Reaction,
    Reader,
)
from maillage.workspace.models.discussions import EDITABLE_FOR
from maillage.workspace.permissions import people_of
from maillage.workspace.queries.discussions import mentionable

from .notifications import notify
from .people import Refused

LONGEST = 20_000
"""How many characters a message may hold."""
KEPT_FOR = timedelta(days=365)
# The same words of the same person so soon after are a button pressed twice.
TWICE = timedelta(minutes=10)
CLOSED = "Cette discussion est close : rien ne s’y ajoute plus. Ouvrez-en une autre."
TOO_LATE = "Un message se corrige ou se retire pendant un jour. Répondez dans la discussion pour rectifier."


# --- Write ----------------------------------------------------------------------------------------------
@transaction.atomic
def open_discussion(
    group: Group,
    *,
    title: str,
    text: str,
    by: User,
    actor: Actor | None = None,
    chosen: Mapping[str, int] | None = None,
) -> Discussion:
    """Open a thread with its first message, and tell the group. See `post_message`."""
    Group.objects.select_for_update().get(pk=group.pk)
    title = clean_spaces(title)
    again = group.discussions.filter(title=title, opened_by=by, opened_at__gt=timezone.now() - TWICE).first()
    if again is not None and again.messages.filter(number=1, text=text).exists():
        return again
    discussion = Discussion.objects.create(group=group, title=title, opened_by=by)
    journal.record("discussion.open", by=by, subject=discussion, group=group.pk)
    post_message(discussion, text, by=by, actor=actor, chosen=chosen)
    discussion.refresh_from_db()
    return discussion


@transaction.atomic
def post_message(
    discussion: Discussion,
    text: str,
    *,
    by: User,
    actor: Actor | None = None,
    chosen: Mapping[str, int] | None = None,
    by_email: bool = False,
) -> Message:
    """Add a message, and tell those whom it concerns; the same one sent twice is added once.

    `chosen` says who is meant by a spelling (« @Marie ») that several people bear; without it nobody is told.
    Raises `Refused` when the thread is closed.
    """
    held = Discussion.objects.select_for_update().select_related("group").get(pk=discussion.pk)
    if held.closed_at or held.group.closed_on:
        raise Refused(CLOSED)
    last = held.messages.filter(author=by).order_by("-number").first()
    if last and last.text == text and last.shown and last.at > timezone.now() - TWICE:
        return last
    named = _named(text, held.group, chosen or {})
    message = Message.objects.create(
        discussion=held,
        number=held.last_number + 1,
        author=by,
        actor=actor,
        actor_name=actor.name if actor else "",
        text=text,
        html=to_html(text, marked=named),
        by_email=by_email,
    )
    message.mentions.set(named.values())
    held.last_number, held.last_at = message.number, message.at
    held.save(update_fields=["last_number", "last_at"])
    mark_read(held, by, message.number)
    journal.record("message.post", by=by, subject=message, discussion=held.pk, by_email=by_email)
    _tell(message, set(named.values()), by)
    return message


def _named(text: str, group: Group, chosen: Mapping[str, int]) -> dict[str, int]:
    """Who is named in a text, by spelling; nobody where it says no more than a name that several bear."""
    if "@" not in text:
        return {}
    found: dict[str, int] = {}
    for one in mentions(text, mentionable(group)):
        pk = chosen.get(one.spelling) if len(one.people) > 1 else next(iter(one.people))
        if pk in one.people:
            found[one.spelling] = pk
    return found


def _tell(message: Message, named: set[int], by: User) -> None:
    """Tell those who are named, then the others of the group or of the thread who did not mute it."""
    discussion, url = message.discussion, message.get_absolute_url()
    name = by.name or "Un membre"
    _tell_named(message, named, by)
    first = message.number == 1
    people = people_of(discussion.group).exclude(pk__in=named)
    people = people.exclude(pk__in=_readers(discussion, Reader.Follow.MUTED))
    if discussion.group.is_everyone and not first:
        # Everybody hears of a new thread, and of what follows those who take part in it or follow it.
        people = people.filter(pk__in=_taking_part(discussion))
    notify(
        people,
        NotificationKind.DISCUSSION,
        subject=discussion,
        text=f"{name} a ouvert la discussion." if first else f"{name} a répondu.",
        url=url,
        by=by,
    )


def _tell_named(message: Message, named: set[int], by: User) -> None:
    if named:
        notify(
            User.objects.filter(pk__in=named),
            NotificationKind.DIRECT,
            subject=message.discussion,
            text=f"{by.name or 'Un membre'} s’adresse à vous.",
            url=message.get_absolute_url(),
            by=by,
        )


def _readers(discussion: Discussion, follow: str) -> QuerySet[Reader, Any]:
    return discussion.readers.filter(follow=follow).values("user")


def _taking_part(discussion: Discussion) -> set[int]:
    wrote = set(discussion.messages.exclude(author=None).values_list("author", flat=True))
    followed = discussion.readers.filter(follow=Reader.Follow.FOLLOWED).values_list("user", flat=True)
    return wrote | set(followed)


@transaction.atomic
def edit_message(message: Message, text: str, *, by: User, chosen: Mapping[str, int] | None = None) -> None:
    """Correct one's own message within a day; what it said before is kept.

    Raises `Refused` after that, or when it is no longer shown. Only those newly named are told.
    """
    held = _own(message, by)
    if held.text == text:
        return
    MessageVersion.objects.create(message=held, text=held.text, html=held.html)
    named = _named(text, held.discussion.group, chosen or {})
    known = set(held.mentions.values_list("pk", flat=True))
    held.text, held.html, held.edited_at = text, to_html(text, marked=named), timezone.now()
    held.save(update_fields=["text", "html", "edited_at"])
    held.mentions.set(named.values())
    journal.record("message.edit", by=by, subject=held)
    _tell_named(held, set(named.values()) - known, by)


@transaction.atomic
def withdraw_message(message: Message, *, by: User) -> None:
    """Take back one's own message within a day: its text is erased, its place stays.

    Raises `Refused` after that, and while a report of it waits for somebody to look.
    """
    held = _own(message, by)
    if held.reports.filter(decided_at=None).exists():
        raise Refused("Ce message est signalé : il reste jusqu’à ce que la personne qui anime l’ait examiné.")
    held.text = held.html = ""
    held.withdrawn_at, held.decided_at, held.decided_by = timezone.now(), None, None
    held.save(update_fields=["text", "html", "withdrawn_at", "decided_at", "decided_by"])
    held.versions.all().delete()
    held.reactions.all().delete()
    held.mentions.clear()
    journal.record("message.withdraw", by=by, subject=held)
    _untell(held)


def _own(message: Message, by: User) -> Message:
    held = _locked(message)
    if held.author_id != by.pk or not held.shown or held.at + EDITABLE_FOR < timezone.now():
        raise Refused(TOO_LATE)
    if held.discussion.closed_at or held.discussion.group.closed_on:
        raise Refused(CLOSED)
    return held


def _locked(message: Message) -> Message:
    locked = Message.objects.select_for_update(of=("self",))
    return locked.select_related("discussion__group").get(pk=message.pk)


def _untell(message: Message) -> None:
    """What nobody may read any more is announced to nobody any more."""
    subject = f"{Discussion._meta.label_lower}:{message.discussion_id}"
    Notification.objects.filter(subject=subject, url=message.get_absolute_url(), sent_at=None).delete()


# --- Run the group ----------------------------------------------------------------------------------------
@transaction.atomic
def hide_message(message: Message, why: str, *, by: User) -> None:
    """Hide a message from its readers, with a reason that its author is told; reports of it are answered."""
    held = _locked(message)
    if not held.shown:
        return
    held.hidden_at, held.hidden_by, held.hidden_why = timezone.now(), by, why
    held.decided_at = held.decided_by = None
    held.save(update_fields=["hidden_at", "hidden_by", "hidden_why", "decided_at", "decided_by"])
    journal.record("message.hide", by=by, subject=held, why=why)
    _untell(held)
    if held.author:
        _write_to([held.author], held, f"Votre message a été masqué : {why}", by)
    _answer_reports(held, MessageReport.Outcome.HIDDEN, by)


@transaction.atomic
def show_message(message: Message, *, by: User) -> None:
    """Show again a message that was hidden; its author is told."""
    held = _locked(message)
    if held.hidden_at is None:
        return
    held.hidden_at, held.hidden_by, held.hidden_why = None, None, ""
    held.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    journal.record("message.show", by=by, subject=held)
    if held.author:
        _write_to([held.author], held, "Votre message se lit de nouveau.", by)


@transaction.atomic
def report_message(message: Message, why: str, *, by: User) -> MessageReport:
    """Ask who runs the group to look at a message; once a person, until it was looked at."""
    held = _locked(message)
    if not held.shown:
        raise Refused("Ce message ne se lit déjà plus.")
    report, made = MessageReport.objects.get_or_create(
        message=held, by=by, decided_at=None, defaults={"why": why}
    )
    if made:
        journal.record("message.report", by=by, subject=held)
    return report


@transaction.atomic
def keep_message(message: Message, *, by: User) -> None:
    """Answer the reports of a message by leaving it as it is."""
    held = _locked(message)
    journal.record("message.keep", by=by, subject=held)
    _answer_reports(held, MessageReport.Outcome.KEPT, by)


def _answer_reports(message: Message, outcome: MessageReport.Outcome, by: User) -> None:
    waiting = list(message.reports.filter(decided_at=None).select_related("by"))
    message.reports.filter(decided_at=None).update(decided_at=timezone.now(), decided_by=by, outcome=outcome)
    words = "masqué" if outcome == MessageReport.Outcome.HIDDEN else "examiné et gardé"
    _write_to([one.by for one in waiting], message, f"Le message que vous avez signalé a été {words}.", by)


def _write_to(people: Iterable[User], message: Message, text: str, by: User) -> None:
    notify(
        people,
        NotificationKind.DIRECT,
        subject=message.discussion,
        text=text,
        url=message.get_absolute_url(),
        by=by,
    )


@transaction.atomic
def set_decision(message: Message, decided: bool, *, by: User) -> None:
    """Say that a message is a decision of the group, or no longer; the group is told of a decision."""
    held = _locked(message)
    if bool(held.decided_at) == decided:
        return
    if not held.shown:
        raise Refused("Ce message ne se lit plus : une décision se lit.")
    held.decided_at = timezone.now() if decided else None
    held.decided_by = by if decided else None
    held.save(update_fields=["decided_at", "decided_by"])
    journal.record("message.decide", by=by, subject=held, decided=decided)
    if decided:
        muted = _readers(held.discussion, Reader.Follow.MUTED)
        notify(
            people_of(held.discussion.group).exclude(pk__in=muted),
            NotificationKind.DISCUSSION,
            subject=held.discussion,
            text=f"{by.name or 'Un membre'} a noté une décision.",
            url=held.get_absolute_url(),
            by=by,
        )


@transaction.atomic
def change_discussion(discussion: Discussion, *, title: str, pinned: bool, by: User) -> None:
    """Rename a thread, put it at the top of its group or no longer."""
    discussion.title, discussion.pinned = clean_spaces(title), pinned
    discussion.save(update_fields=["title", "pinned"])
    journal.record("discussion.change", by=by, subject=discussion, pinned=pinned)


@transaction.atomic
def set_closed(discussion: Discussion, closed: bool, *, by: User) -> None:
    """Close a thread, which is still read, or open it again."""
    held = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if bool(held.closed_at) == closed:
        return
    held.closed_at = timezone.now() if closed else None
    held.save(update_fields=["closed_at"])
    journal.record("discussion.close" if closed else "discussion.reopen", by=by, subject=held)


# --- Read -------------------------------------------------------------------------------------------------
@transaction.atomic
def react(message: Message, kind: Reaction.Kind, *, by: User) -> None:
    """Give a message one's word; the same one again takes it back, another one replaces it."""
    held = _locked(message)
    if not held.shown:
        return
    reaction, made = Reaction.objects.get_or_create(message=held, user=by, defaults={"kind": kind})
    if made:
        return
    if reaction.kind == kind:
        reaction.delete()
    else:
        reaction.kind = kind
        reaction.save(update_fields=["kind"])


@transaction.atomic
def mark_read(discussion: Discussion, user: User, number: int) -> None:
    """Note that a person read a thread up to a message; a reading never goes back."""
    reader, _ = Reader.objects.get_or_create(discussion=discussion, user=user)
    Reader.objects.filter(pk=reader.pk, number__lt=number).update(number=number)


@transaction.atomic
def mark_all_read(discussions: QuerySet[Discussion], user: User) -> None:
    """Note that a person read all these threads to their end (three queries, whatever their number)."""
    last = dict(discussions.order_by().values_list("pk", "last_number"))
    Reader.objects.bulk_create(
        (Reader(discussion_id=pk, user=user) for pk in last), ignore_conflicts=True, batch_size=500
    )
    behind = list(Reader.objects.filter(user=user, discussion__in=discussions.order_by().values("pk")))
    for reader in behind:
        reader.number = max(reader.number, last.get(reader.discussion_id, 0))
    Reader.objects.bulk_update(behind, ["number"], batch_size=500)


@transaction.atomic
def follow(discussion: Discussion, user: User, how: Reader.Follow) -> None:
    """Hear of every message of a thread, of none but those that name the person, or as the group does."""
    Reader.objects.update_or_create(discussion=discussion, user=user, defaults={"follow": how})


def purge_discussions() -> int:
    """Delete what messages said before they were changed, and answered reports, after a year; how many."""
    limit = timezone.now() - KEPT_FOR
    versions = MessageVersion.objects.filter(at__lt=limit).delete()[0]
    return versions + MessageReport.objects.filter(decided_at__lt=limit).delete()[0]
