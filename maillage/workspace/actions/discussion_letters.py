"""The e-mail that tells what was written in one thread, and the secret address at which it is answered."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.territory.letters import write
from maillage.ui.address import absolute
from maillage.workspace.domain.incoming import reply_address
from maillage.workspace.domain.quoted import MARK
from maillage.workspace.models import Discussion, Message, Notification, NotificationKind, ReplyAddress
from maillage.workspace.permissions import can_write
from maillage.workspace.queries.discussions import readable_discussions, signed

TERM = timedelta(days=60)
"""How long an address answers after the last message sent with it."""
SHOWN = 2_000
"""How many characters of a message are written in the e-mail; the rest is read in the page."""


def incoming_configured() -> bool:
    """Whether replies by e-mail are read."""
    return bool(settings.INCOMING_URL and settings.INCOMING_ADDRESS)


@transaction.atomic
def reply_address_of(discussion: Discussion, user: User) -> str:
    """The address at which a person answers a thread, good for two months from now."""
    held, _ = ReplyAddress.objects.get_or_create(
        discussion=discussion,
        user=user,
        defaults={"token": secrets.token_hex(16), "expires_at": timezone.now() + TERM},
    )
    if held.expires_at < timezone.now():
        held.token = secrets.token_hex(16)
    held.expires_at = timezone.now() + TERM
    held.save(update_fields=["token", "expires_at"])
    return reply_address(settings.INCOMING_ADDRESS, held.token)


def revoke_reply_addresses(user: User) -> int:
    """Make all the addresses of a person mute; return how many. The next messages bring new ones."""
    return ReplyAddress.objects.filter(user=user).delete()[0]


def write_thread(user: User, told: Sequence[Notification]) -> bool:
    """Write to a person what was said in one thread; False leaves it to the usual message.

    What was hidden or withdrawn since is not written, and nothing is to who may no longer read it.
    """
    pk = told[0].subject.rpartition(":")[2]
    discussion = readable_discussions(user).filter(pk=pk).select_related("group").first()
    if discussion is None:
        return True
    by_number = {number_of(one): one for one in told}
    messages = [
        one
        for one in discussion.messages.filter(number__in=by_number).select_related("author")
        if one.shown and one.author_id != user.pk
    ]
    if not messages:
        return False
    signatures = signed(messages)
    numbers = {one.number for one in messages}
    notes = [one.text for one in told if one.kind == NotificationKind.DIRECT and number_of(one) not in numbers]
    answered = incoming_configured() and not discussion.closed_at and can_write(user, discussion.group)
    write(
        "workspace/mail/discussions_thread.txt",
        user.email,
        reply_to=reply_address_of(discussion, user) if answered else "",
        headers={"Auto-Submitted": "auto-generated"},
        user=user,
        discussion=discussion,
        first=by_number[messages[-1].number] if len(messages) == 1 else None,
        notes=notes,
        messages=[(signatures[one.pk], *_cut(one)) for one in messages],
        mark=MARK if answered else "",
        link=messages[0].get_absolute_url(),
        choices=absolute(reverse("workspace:rhythms")),
    )
    return True


def number_of(told: Notification) -> int:
    """The message that a notification is about, 0 when it is about none."""
    number = told.url.rpartition("#m")[2]
    return int(number) if number.isdecimal() else 0


def _cut(message: Message) -> tuple[str, bool]:
    text = message.text.strip()
    return text[:SHOWN].rstrip(), len(text) > SHOWN


def purge_reply_addresses() -> int:
    """Delete the addresses whose term is past; return how many."""
    return ReplyAddress.objects.filter(expires_at__lt=timezone.now()).delete()[0]
