"""Tell people, and write to them in the rhythm that each chose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from maillage.accounts.models import User
from maillage.territory.letters import write
from maillage.ui.address import absolute
from maillage.workspace.domain.digests import last_closing
from maillage.workspace.models import Notification, NotificationChoice, NotificationKind, Rhythm
from maillage.workspace.models.notifications import DEFAULT_RHYTHM
from maillage.workspace.permissions import members

KEPT_FOR = timedelta(days=180)
# A message says that much and leads to the page for the rest.
LINES = 60

Letter = Callable[[User, Sequence[Notification]], bool]
"""Writes to a person what they were told of one thing; False when it does not, and the usual message does."""
_letters: dict[str, Letter] = {}


def write_by_itself(subject: str, letter: Letter) -> None:
    """Say what writes about a sort of subject (`workspace.discussion`) when it is told alone or at once."""
    _letters[subject] = letter


@transaction.atomic
def notify(
    people: Iterable[User],
    kind: NotificationKind,
    *,
    subject: Model,
    text: str,
    url: str,
    by: User | None = None,
    once: str = "",
) -> int:
    """Tell each person but `by` that something happened (French, one sentence); returns how many were told.

    `subject` is the thing that it is about: a digest groups by it. `url` is a path of the site. `once` is a
    word that nobody is told twice: the reminder of one thing. Whoever wants it at once gets a message when
    the transaction is committed. Four queries, whatever the number of people.
    """
    told = {person.pk: person for person in people if by is None or person.pk != by.pk}
    if once:
        known = Notification.objects.filter(once=once, user__in=told).values_list("user_id", flat=True)
        for pk in list(known):
            told.pop(pk)
    name = str(subject)[:200]
    Notification.objects.bulk_create(
        (
            Notification(
                user_id=pk,
                kind=kind,
                subject=f"{subject._meta.label_lower}:{subject.pk}",
                subject_name=name,
                text=text[:300],
                url=url,
                once=once,
            )
            for pk in told
        ),
        ignore_conflicts=bool(once),
    )
    rhythms = rhythms_of(told, kind)
    hurried = [pk for pk in told if rhythms[pk] == Rhythm.AT_ONCE]
    if hurried:
        transaction.on_commit(lambda: write_at_once.enqueue(hurried))
    return len(told)


def rhythms_of(people: Collection[int], kind: str) -> dict[int, str]:
    """The rhythm of each person for one kind (one query)."""
    chosen = dict(
        NotificationChoice.objects.filter(user__in=list(people), kind=kind).values_list("user_id", "rhythm")
    )
    return {pk: chosen.get(pk, DEFAULT_RHYTHM[kind]) for pk in people}


@transaction.atomic
def choose_rhythms(user: User, rhythms: dict[str, str]) -> None:
    """Keep the rhythm that a person chose for each kind."""
    for kind, rhythm in rhythms.items():
        NotificationChoice.objects.update_or_create(user=user, kind=kind, defaults={"rhythm": rhythm})


@transaction.atomic
def mark_read(user: User, notifications: Iterable[Notification] | None = None) -> int:
    """Note that a person read these, or all; returns how many were unread."""
    unread = user.notifications.filter(read_at=None)
    if notifications is not None:
        unread = unread.filter(pk__in=[one.pk for one in notifications])
    return unread.update(read_at=timezone.now())


@task()
def write_at_once(people: list[int]) -> None:
    """Send what these people want at once; run again after a kill, it sends what is left."""
    for pk in people:
        _write_to(pk, timezone.localtime(), {Rhythm.AT_ONCE})


def send_digests(now: datetime | None = None) -> int:
    """Write to each person what their rhythms have closed; returns to how many.

    It may be run at any hour and any number of times: each notification leaves once.
    """
    now = now or timezone.localtime()
    waiting = Notification.objects.filter(sent_at=None, created_at__lt=now).values("user").distinct()
    return sum(_write_to(pk, now, set(Rhythm)) for pk in waiting.values_list("user", flat=True))


@transaction.atomic
def _write_to(pk: int, now: datetime, rhythms: Collection[str]) -> bool:
    """One message with all that is due to one person; what needs none is marked too."""
    user = User.objects.select_for_update().filter(pk=pk).first()
    if user is None:
        return False
    chosen = DEFAULT_RHYTHM | dict(user.notification_choices.values_list("kind", "rhythm"))
    closed: list[Notification] = []
    for one in user.notifications.filter(sent_at=None, created_at__lte=now).order_by("-created_at", "-pk"):
        rhythm = chosen[one.kind]
        if rhythm == Rhythm.NEVER or (
            rhythm in rhythms and (rhythm == Rhythm.AT_ONCE or one.created_at < last_closing(rhythm, now))
        ):
            closed.append(one)
    Notification.objects.filter(pk__in=[one.pk for one in closed]).update(sent_at=timezone.now())
    # What was read in the page needs no message, and who left gets none.
    due = [one for one in closed if one.read_at is None and chosen[one.kind] != Rhythm.NEVER]
    if not due or not members().filter(pk=pk).exists():
        return False
    due.sort(key=lambda one: one.subject)
    groups = [list(found) for _, found in groupby(due, key=lambda one: one.subject)]
    for group in groups:
        group.sort(key=lambda one: (one.created_at, one.pk), reverse=True)
    groups.sort(key=lambda group: group[0].created_at, reverse=True)
    if len(groups) == 1 or set(rhythms) == {Rhythm.AT_ONCE}:
        groups = [group for group in groups if not _written_by_itself(user, group)]
        due = [one for group in groups for one in group]
    if not due:
        return True
    parts, left = [], LINES
    for group in groups:
        if left <= 0:
            break
        parts.append((group[0].subject_name, [(one.text, absolute(one.url)) for one in group[:left]]))
        left -= len(group)
    write(
        "workspace/mail/notifications.txt",
        user.email,
        user=user,
        parts=parts,
        count=len(due),
        left=max(0, -left),
        first=due[0] if len(due) == 1 else None,
        link=reverse("workspace:notifications"),
        choices=absolute(reverse("workspace:rhythms")),
    )
    return True


def _written_by_itself(user: User, told: Sequence[Notification]) -> bool:
    letter = _letters.get(told[0].subject.rpartition(":")[0])
    return letter is not None and letter(user, told)


def purge_notifications() -> int:
    """Delete notifications after six months; return how many."""
    return Notification.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]
