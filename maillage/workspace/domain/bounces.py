"""What a mail server says of a message that it gave back (RFC 3464). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

PARTS = 50
LONGEST = 300
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True)
class Bounce:
    """One address that a message did not reach: for good, or for now; `why` as the server said it."""

    email: str
    permanent: bool
    why: str


def read_bounces(raw: bytes) -> list[Bounce]:
    """The addresses that a delivery report gives up or delays; none when it is no report.

    An address that was reached, or that a server only passed on, is not among them.
    """
    found = []
    for number, part in enumerate(message_from_bytes(raw).walk()):
        if number >= PARTS:
            break
        if part.get_content_type() != "message/delivery-status":
            continue
        # The library gives each block of such a part as a message of its own.
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            bounce = _of_block(block) if isinstance(block, Message) else None
            if bounce:
                found.append(bounce)
    return found


def _of_block(block: Message) -> Bounce | None:
    action = str(block.get("action", "")).strip().lower()
    if action not in ("failed", "delayed"):
        return None
    recipient = str(block.get("final-recipient") or block.get("original-recipient") or "")
    email = recipient.rpartition(";")[2].strip().strip("<>").casefold()
    if email.count("@") != 1:
        return None
    diagnostic = " ".join(str(block.get("diagnostic-code", "")).split())
    status = _STATUS.search(f"{block.get('status', '')} {diagnostic}")
    permanent = action == "failed" and (status is None or status[1] == "5")
    return Bounce(email, permanent, (diagnostic or str(block.get("status", "")))[:LONGEST])
