"""An e-mail as it came, read: from whom, to which secret address, what was written, what to beware of. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses
from itertools import islice

from maillage.workspace.domain.quoted import text_of_html, written

_READERS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to")
_ROBOTS = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|ne-?pas-?repondre|noreply|bounces?)\b", re.IGNORECASE
)
_AWAY = re.compile(
    r"^\W*(?:r[ée]ponse automatique|absence du bureau|message d[’']absence|non remis|"
    r"auto(?:matic)?[ -]?reply|out of (?:the )?office|"
    r"undelivered|undeliverable|delivery status|mail delivery)",
    re.IGNORECASE,
)
# Parts that programs add and that nobody means to give.
_NOT_GIVEN = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
    }
)


HEADING = 20_000
"""How many characters of a heading are read, and of each `HEADINGS` of one name at most."""
HEADINGS = 20
READ = 200_000
"""How many characters of a part are read: ten messages of the longest that is published."""
PARTS = 200


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What an e-mail says. `sender` is "" when it names none or several; `automatic` says by which sign."""

    key: str
    sender: str
    token: str
    automatic: str
    text: str
    attachments: tuple[str, ...] = ()


class _Short(Compat32):
    """Headings read as they come, none refused, each cut: the library's time grows as their square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADING]


def reply_address(pattern: str, token: str) -> str:
    """The address at which one thread is answered by one person: « reply+{token}@… » with its token."""
    return pattern.replace("{token}", token)


def read(raw: bytes, pattern: str) -> Incoming:
    """Read an e-mail, whole or its heading alone.

    What is malformed is read as well as it can be; what was written to weigh on the reader may raise.
    """
    message = message_from_bytes(raw, policy=_Short())
    senders = [address for _, address in getaddresses(_all(message, "from")) if address]
    sender = senders[0].casefold() if len(senders) == 1 and senders[0].count("@") == 1 else ""
    identifier = _first(message, "message-id")
    text, attachments = _parts(message)
    return Incoming(
        key=hashlib.sha256(f"{identifier}\n{sender}".encode() if identifier else raw).hexdigest(),
        sender=sender,
        token=_token(message, pattern),
        automatic=_automatic(message, sender),
        text=text,
        attachments=attachments,
    )


def unreadable(raw: bytes) -> Incoming:
    """An e-mail of which nothing can be told but that it is the same."""
    return Incoming(key=hashlib.sha256(raw).hexdigest(), sender="", token="", automatic="unreadable", text="")


def _all(message: Message, name: str) -> list[str]:
    """The first values of a heading as they came, in one line each."""
    return [" ".join(str(value).split()) for value in message.get_all(name, [])[:HEADINGS]]


def _first(message: Message, name: str) -> str:
    return next(iter(_all(message, name)), "").strip()


def _token(message: Message, pattern: str) -> str:
    before, _, after = pattern.partition("{token}")
    shape = re.compile(rf"{re.escape(before)}([a-z0-9]{{16,64}}){re.escape(after)}", re.IGNORECASE)
    for name in _READERS:
        for value in _all(message, name):
            # Local parts are not always kept as they were written.
            found = shape.search(value)
            if found:
                return found[1].casefold()
    return ""


def _automatic(message: Message, sender: str) -> str:
    """By which sign a message was written by a machine; "" when a person wrote it (RFC 3834 and usage)."""
    submitted = _first(message, "auto-submitted").split(";")[0].strip().casefold()
    if submitted and submitted != "no":
        return "auto-submitted"
    if _first(message, "precedence").casefold() in {"bulk", "junk", "list", "auto_reply"}:
        return "precedence"
    for name in (
        "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-failed-recipients", "list-id",
        "list-unsubscribe", "feedback-id",
    ):  # fmt: skip
        if _first(message, name):
            return name
    if "return-path" in message and _first(message, "return-path") in {"<>", ""}:
        return "return-path"
    if message.get_content_type() in {"multipart/report", "message/delivery-status"}:
        return "report"
    if _ROBOTS.match(sender):
        return "robot"
    if _AWAY.match(_decoded(message)):
        return "subject"
    return ""


def _decoded(message: Message) -> str:
    subject = _first(message, "subject")[:1000]
    try:
        return str(make_header(decode_header(subject)))
    except (ValueError, LookupError):
        return subject


def _parts(message: Message) -> tuple[str, tuple[str, ...]]:
    """What was written, and the names of the files given with it."""
    plain: list[str] = []
    pages: list[str] = []
    files: list[str] = []
    for part in islice(message.walk(), PARTS):
        kind = part.get_content_type()
        if part.is_multipart() or kind in _NOT_GIVEN:
            continue
        disposition = part.get_content_disposition()
        name = _filename(part)
        if kind in {"text/plain", "text/html"} and disposition != "attachment":
            content = _content(part)
            if kind == "text/html":
                pages.append(content)
            else:
                flowed = str(part.get_param("format", "")).casefold() == "flowed"
                plain.append(written(content, flowed=flowed))
        elif not (disposition == "inline" or part["content-id"]) or not kind.startswith("image/"):
            # A picture set in the text is most often the logo of a signature.
            files.append(name or "sans nom")
    text = "\n\n".join(filter(None, plain))
    if not text and pages:
        text = "\n\n".join(filter(None, (written(text_of_html(page)) for page in pages)))
    return text.replace("\x00", ""), tuple(files)


def _filename(part: Message) -> str:
    try:
        return " ".join(str(part.get_filename() or "").split())[:100]
    except (ValueError, LookupError, AttributeError):
        return ""


def _content(part: Message) -> str:
    """The text of a part, whatever its character set says."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload or "")[:READ]
    # A character takes four bytes at most; one that is cut in two at the end is of no consequence.
    payload = payload[: 4 * READ]
    for charset in (str(part.get_content_charset() or ""), "utf-8", "cp1252"):
        try:
            return payload.decode(charset, "ignore" if len(payload) == 4 * READ else "strict")[:READ]
        except (LookupError, ValueError):
            continue
    return payload.decode("latin-1")[:READ]
