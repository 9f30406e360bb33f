"""Visiting cards (vCard 3.0, the version that every address book reads)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Card:
    """What a structure's card says; empty fields are left out."""

    uid: str
    name: str
    sigle: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    position: tuple[float, float] | None = None
    note: str = ""
    page: str = ""
    categories: tuple[str, ...] = ()
    revised_at: datetime | None = None


def write_vcard(card: Card) -> str:
    """The card as text, lines folded at 75 bytes and ended by CR LF, as RFC 2426 has it."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:urn:uuid:{card.uid}", f"FN:{_text(card.name)}"]
    lines += [f"N:{_text(card.name)};;;;", f"ORG:{_text(card.name)}", "X-ABShowAs:COMPANY"]
    if card.sigle:
        lines.append(f"NICKNAME:{_text(card.sigle)}")
    if card.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{_text(card.phone)}")
    if card.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{_text(card.email)}")
    if card.street or card.town:
        place = ";".join(("", "", _text(card.street), _text(card.town), "", card.postcode, "France"))
        lines.append(f"ADR;TYPE=WORK:{place}")
    if card.position:
        lines.append(f"GEO:{card.position[0]:.5f};{card.position[1]:.5f}")
    if card.website:
        lines.append(f"URL:{card.website}")
    if card.categories:
        lines.append("CATEGORIES:" + ",".join(map(_text, card.categories)))
    if card.note:
        lines.append(f"NOTE:{_text(card.note)}")
    if card.page:
        lines.append(f"SOURCE:{card.page}")
    if card.revised_at:
        lines.append(f"REV:{card.revised_at:%Y-%m-%dT%H:%M:%SZ}")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCARD"])


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    parts: list[str] = []
    part = ""
    for char in line:
        # The space that opens a continuation counts in its 75 bytes.
        if len((part + char).encode()) > (75 if not parts else 74):
            parts.append(part)
            part = ""
        part += char
    return "\r\n ".join([*parts, part])
