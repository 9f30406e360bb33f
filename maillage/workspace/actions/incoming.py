"""Replies by e-mail: read the mailbox, post what members answered, say why when it cannot be.

Each message is read once, whatever is killed and when: the row that says what became of it, what it posts and
the answer to its sender are one transaction; only then is it moved out of the folder. One that was not moved
is found again, recognised, and moved.
"""

from __future__ import annotations

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.territory.letters import write
from maillage.workspace.actions.newsletter import take_back
from maillage.workspace.domain.incoming import Incoming, read, unreadable
from maillage.workspace.models import Discussion, IncomingMail, ReplyAddress
from maillage.workspace.permissions import can_read, can_write, is_member
from maillage.workspace.queries.discussions import usual_structure

from .discussions import LONGEST, post_message
from .people import Refused

DONE = "Maillage-lus"
"""The folder in which messages that were read are kept for `READ_FOR`."""
READ_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=365)
HEAVIEST = 8 * 1024 * 1024
"""A message beyond this (bytes) has its heading read alone."""
ANSWERS = 5
"""At most so many answers to one person within a day: whatever happens, no loop."""
SECONDS = 30

logger = logging.getLogger(__name__)
Outcome = IncomingMail.Outcome


class MailboxError(Exception):
    """The mailbox cannot be read; the message is French and says what to look at."""


# --- What becomes of one message --------------------------------------------------------------------------
@dataclass(frozen=True)
class _Why:
    """Why a message is not posted, in one French sentence, and what to do instead."""

    code: str
    sentence: str
    todo: str = "Écrivez directement dans la discussion :"


_EXPIRED = _Why(
    "expired",
    "L’adresse à laquelle vous avez répondu n’est plus valable : elle ne sert que deux mois.",
    "Lisez la discussion et répondez-y ici :",
)
_UNKNOWN = _Why(
    "unknown",
    "Votre message n’a pas été publié : l’adresse où vous l’avez envoyé n’est celle d’aucune discussion.",
    "Vos discussions sont ici :",
)
_SENDER = _Why(
    "sender",
    "Une réponse est arrivée en votre nom, mais d’une autre adresse que la vôtre : elle n’a pas été publiée.",
    "Si elle est de vous, répondez depuis l’adresse de votre compte, ou écrivez ici :",
)
_LEFT = _Why(
    "left",
    "Votre réponse n’a pas été publiée : vous ne faites plus partie de ce groupe.",
    "Les groupes du Pôle sont ici :",
)
_CLOSED = _Why(
    "closed",
    "Votre réponse n’a pas été publiée : la discussion est close.",
    "Elle se lit encore ; pour la poursuivre, ouvrez-en une autre :",
)
_LONG = _Why(
    "too-long",
    "Votre réponse n’a pas été publiée : elle est trop longue. Un message tient en 20 000 caractères.",
    "Raccourcissez-la, ou déposez un document dans le groupe :",
)
_HEAVY = _Why(
    "too-heavy",
    "Votre réponse n’a pas été publiée : elle est trop lourde, sans doute à cause d’une pièce jointe.",
    "Répondez sans pièce jointe, ou déposez le document dans le groupe :",
)
_EMPTY = _Why(
    "empty",
    "Votre réponse n’a pas été publiée : aucun texte n’a été trouvé au-dessus du message cité.",
    "Répondez au-dessus du message cité, ou écrivez ici :",
)
_FILES = _Why(
    "attachments",
    "Votre réponse est publiée, mais sans ses pièces jointes : une discussion n’en garde pas.",
    "Déposez-les parmi les documents du groupe, ici :",
)


@transaction.atomic
def take_in(mail: Incoming, *, too_heavy: bool = False) -> IncomingMail:
    """Post what a message answers, or say why not; a message that was taken in already changes nothing.

    Nobody but a member whose address is known is ever answered, and never a machine.
    """
    taken, made = IncomingMail.objects.get_or_create(key=mail.key, defaults={"outcome": Outcome.IGNORED})
    if not made:
        return taken
    if mail.automatic or not mail.sender:
        taken.why = mail.automatic or "no sender"
    else:
        _answer(taken, mail, too_heavy)
    taken.save(update_fields=["outcome", "why", "message", "answered"])
    return taken


def _answer(taken: IncomingMail, mail: Incoming, too_heavy: bool) -> None:
    known = ReplyAddress.objects.select_related("discussion__group", "user").filter(token=mail.token)
    address = known.first() if mail.token else None
    if address is None:
        user = User.objects.filter(email__iexact=mail.sender, is_active=True).first()
        if user is None or not is_member(user):
            taken.why = "stranger"
        else:
            _refuse(taken, user, _UNKNOWN, None)
        return
    user, discussion = address.user, address.discussion
    if not user.is_active:
        taken.why = "stranger"
        return
    why = _why_not(mail, address, too_heavy)
    if why is not None:
        _refuse(taken, user, why, discussion)
        return
    try:
        taken.message = post_message(
            discussion, mail.text, by=user, actor=usual_structure(user, discussion), by_email=True
        )
    except Refused:
        _refuse(taken, user, _CLOSED, discussion)
        return
    taken.outcome = Outcome.POSTED
    if mail.attachments:
        taken.why = _FILES.code
        _write(taken, user, _FILES, discussion)


def _why_not(mail: Incoming, address: ReplyAddress, too_heavy: bool) -> _Why | None:
    user, discussion = address.user, address.discussion
    checks = (
        (_SENDER, user.email.casefold() != mail.sender),
        (_EXPIRED, address.expires_at < timezone.now()),
        (_LEFT, not can_read(user, discussion.group)),
        (_CLOSED, bool(discussion.closed_at or discussion.group.closed_on)),
        (_LEFT, not can_write(user, discussion.group)),
        (_HEAVY, too_heavy),
        (_EMPTY, not mail.text.strip()),
        (_LONG, len(mail.text) > LONGEST),
    )
    return next((why for why, holds in checks if holds), None)


def _refuse(taken: IncomingMail, user: User, why: _Why, discussion: Discussion | None) -> None:
    taken.outcome, taken.why = Outcome.REFUSED, why.code
    _write(taken, user, why, discussion)


def _write(taken: IncomingMail, user: User, why: _Why, discussion: Discussion | None) -> None:
    """Answer, to the address of the account alone, unless that person was answered enough today."""
    today = IncomingMail.objects.filter(answered=user, at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= ANSWERS:
        return
    taken.answered = user
    group = discussion.group if discussion else None
    if why is _LEFT or group is None:
        link = reverse("workspace:discussions" if group is None else "workspace:groups")
    elif why in {_LONG, _HEAVY, _FILES}:
        link = reverse("workspace:group-documents", args=[group.slug])
    elif why is _CLOSED:
        link = reverse("workspace:group-discussions", args=[group.slug])
    else:
        assert discussion is not None
        link = discussion.get_absolute_url()
    title = f"« {discussion.title} »" if discussion and why is not _LEFT else "une discussion"
    write(
        "workspace/mail/discussions_refused.txt",
        user.email,
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
        user=user,
        subject=f"Votre réponse à {title}",
        why=why.sentence,
        todo=why.todo,
        link=link,
    )


# --- The mailbox --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Mailbox:
    """Where replies arrive: `imaps://account:password@host:port/folder`, `imap+tls://` or `imap://`."""

    scheme: str
    host: str
    port: int
    account: str
    password: str
    folder: str

    @classmethod
    def of(cls, url: str) -> Mailbox:
        """Read an address. Raises `MailboxError` when it is none."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise MailboxError("MAILLAGE_INCOMING_URL n’est pas une adresse.") from error
        if not parts.path.isascii():
            raise MailboxError("MAILLAGE_INCOMING_URL : le nom du dossier s’écrit sans accent.")
        if parts.scheme not in {"imaps", "imap", "imap+tls"} or not parts.hostname or not parts.username:
            raise MailboxError(
                "MAILLAGE_INCOMING_URL s’écrit « imaps://compte:mot-de-passe@serveur:993/INBOX »."
            )
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=port or (993 if parts.scheme == "imaps" else 143),
            account=unquote(parts.username),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
        )

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """The mailbox, signed in to and its folder selected. Raises `MailboxError` when it cannot be."""
        try:
            client = self._connected()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(f"La boîte de {self.host} ne répond pas : {error}") from error
        try:
            self._sign_in(client)
            _checked(client.select(_quoted(self.folder)), f"Le dossier {self.folder} n’existe pas")
            yield client
        except UnicodeError as error:
            raise MailboxError(
                f"La boîte de {self.host} n’accepte pas ce compte : il a des accents."
            ) from error
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(f"La boîte de {self.host} a refusé : {error}") from error
        finally:
            try:
                client.logout()
            except (OSError, imaplib.IMAP4.error):
                logger.debug("the mailbox was left without a word")

    def _sign_in(self, client: imaplib.IMAP4) -> None:
        if "AUTH=PLAIN" in client.capabilities:
            # Whatever letters the password is made of.
            said = f"\0{self.account}\0{self.password}".encode()
            client.authenticate("PLAIN", lambda _: said)
        else:
            client.login(self.account, self.password)
        # Servers say more to who is signed in, and the library keeps what they said before.
        (found, *_) = _checked(client.capability(), "La connexion a échoué")
        client.capabilities = tuple(found.decode("ascii", "ignore").upper().split())

    def _connected(self) -> imaplib.IMAP4:
        context = ssl.create_default_context()
        if self.scheme == "imaps":
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=SECONDS)
        client = imaplib.IMAP4(self.host, self.port, timeout=SECONDS)
        if self.scheme == "imap+tls":
            client.starttls(context)
        return client


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _checked(answer: tuple[str, Sequence[Any]], what: str) -> Sequence[Any]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(f"{what} ({answer[1]!r})")
    return answer[1]


@dataclass
class Tally:
    """What a reading of the mailbox gave."""

    posted: int = 0
    refused: int = 0
    ignored: int = 0
    failed: int = 0


def read_mailbox() -> Tally:
    """Take in all that the mailbox holds, then move it out; throw away what was read a month ago.

    Raises `MailboxError` when it cannot be reached. A message that cannot be taken in stays for the next time
    and holds none of the others back.
    """
    tally = Tally()
    with Mailbox.of(settings.INCOMING_URL).opened() as client:
        done = _kept_in(client)
        client.create(done)
        for uid in _uids(client, "ALL"):
            try:
                raw, too_heavy = _fetched(client, uid)
                mail = _read(raw)
                if mail.automatic:
                    take_back(mail.token, raw)
                taken = take_in(mail, too_heavy=too_heavy)
            except (OSError, imaplib.IMAP4.error):
                raise
            except Exception:
                logger.exception("an incoming message was not taken in and stays in the mailbox")
                tally.failed += 1
                continue
            _move(client, uid, done)
            name = {Outcome.POSTED: "posted", Outcome.REFUSED: "refused"}.get(Outcome(taken.outcome), "ignored")
            setattr(tally, name, getattr(tally, name) + 1)
        client.expunge()
        _throw_away(client, done)
    return tally


def _read(raw: bytes) -> Incoming:
    try:
        return read(raw, settings.INCOMING_ADDRESS)
    except Exception:
        # The same message would fail the same way for ever: it is put aside.
        logger.exception("an incoming message could not be read and is put aside")
        return unreadable(raw)


def _kept_in(client: imaplib.IMAP4) -> str:
    """The folder of what was read, under the prefix that some servers ask for (« INBOX. »)."""
    prefix = b""
    if "NAMESPACE" in client.capabilities:
        (found, *_) = _checked(client.namespace(), "La lecture a échoué")
        personal = re.match(rb'\(\("([^"\r\n]*)"', found) if isinstance(found, bytes) else None
        prefix = personal[1] if personal else b""
    return _quoted(prefix.decode("ascii", "ignore") + DONE)


def _uids(client: imaplib.IMAP4, *what: str) -> list[str]:
    (found, *_) = _checked(client.uid("SEARCH", *what, "UNDELETED"), "La recherche a échoué")
    return found.decode().split() if isinstance(found, bytes) else []


def _fetched(client: imaplib.IMAP4, uid: str) -> tuple[bytes, bool]:
    """A message, or its heading alone when it is too heavy; reading leaves it as it is."""
    sized = _checked(client.uid("FETCH", uid, "(RFC822.SIZE)"), "La lecture a échoué")
    found = re.search(rb"RFC822\.SIZE (\d+)", sized[0] if isinstance(sized[0], bytes) else b"")
    too_heavy = found is not None and int(found[1]) > HEAVIEST
    what = "(BODY.PEEK[HEADER])" if too_heavy else "(BODY.PEEK[])"
    for part in _checked(client.uid("FETCH", uid, what), "La lecture a échoué"):
        if isinstance(part, tuple):
            return part[1], too_heavy
    raise imaplib.IMAP4.error(f"le message {uid} n’est plus là")


def _move(client: imaplib.IMAP4, uid: str, done: str) -> None:
    if "MOVE" in client.capabilities:
        _checked(client.uid("MOVE", uid, done), "Le rangement a échoué")
    else:
        _checked(client.uid("COPY", uid, done), "Le rangement a échoué")
        _checked(client.uid("STORE", uid, "+FLAGS", r"(\Deleted)"), "Le rangement a échoué")


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _throw_away(client: imaplib.IMAP4, done: str) -> None:
    """Delete what was read a month ago."""
    _checked(client.select(done), "Le dossier des messages lus n’existe pas")
    day = timezone.localdate() - READ_FOR
    old = _uids(client, "BEFORE", f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}")
    if old:
        _checked(client.uid("STORE", ",".join(old), "+FLAGS", r"(\Deleted)"), "L’effacement a échoué")
        client.expunge()


def purge_incoming() -> int:
    """Forget which messages were read a year ago; return how many."""
    return IncomingMail.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
