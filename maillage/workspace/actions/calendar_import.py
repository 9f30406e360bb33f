"""Bring in the events of a calendar file (.ics): read, compare, then write what was agreed on."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from icalendar import Calendar

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.kernel.text import clean_spaces
from maillage.territory.queries import CommuneIndex, main_territory
from maillage.workspace.models import Event

from .agenda import cancel_event, change_event, move_event, prepare_event, publish_event
from .people import Refused

LIMIT = 2 * 1024 * 1024
MOST = 2000
Change = Literal["new", "changed", "cancelled", "same", "past", "refused"]
CHANGES: dict[Change, str] = {
    "new": "nouveau",
    "changed": "changé",
    "cancelled": "annulé",
    "same": "déjà là, inchangé",
    "past": "déjà passé, laissé",
    "refused": "laissé",
}


@dataclass
class Read:
    """One event of a file, and what importing it would do; `why` says why one is left out."""

    uid: str
    title: str
    change: Change
    why: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    all_day: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    cancelled: bool = False

    @property
    def words(self) -> str:
        return CHANGES[self.change]

    @property
    def when(self) -> str:
        return Event(starts_at=self.starts_at, ends_at=self.ends_at, all_day=self.all_day).when

    @property
    def is_imported(self) -> bool:
        return self.change in ("new", "changed", "cancelled")


def read_calendar(text: str) -> list[Read]:
    """The events of a file, in order of date, each compared with the agenda. Writes nothing.

    Raises `Refused` when it is no calendar, or too large.
    """
    if len(text.encode()) > LIMIT:
        raise Refused("Ce fichier dépasse 2 Mo : exportez une période plus courte.")
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Refused(
            "Ce fichier n’est pas un agenda lisible (.ics). Exportez-le de nouveau depuis votre agenda."
        ) from error
    rows: dict[str, Read] = {}
    components = [one for calendar in calendars for one in calendar.walk("VEVENT")]
    if not components:
        raise Refused("Ce fichier ne contient aucun événement.")
    if len(components) > MOST:
        raise Refused(f"Ce fichier contient plus de {MOST} événements : exportez une période plus courte.")
    territory = main_territory()
    communes = CommuneIndex(territory) if territory else None
    for one in components:
        row = _read(one, communes)
        if row.uid in rows and row.change != "refused":
            # The exception of a repeated event, or the same written twice: the first stands.
            continue
        rows[row.uid or f"?{len(rows)}"] = row
    known = {
        event.uid: event
        for event in Event.objects.filter(uid__in=[row.uid for row in rows.values() if row.uid])
    }
    for row in rows.values():
        if row.change != "refused":
            row.change = _compared(row, known.get(row.uid))
    far = timezone.now() + timedelta(days=36500)
    return sorted(rows.values(), key=lambda row: row.starts_at or far)


def _read(one: Any, communes: CommuneIndex | None) -> Read:
    uid, title = _text(one, "UID"), clean_spaces(_text(one, "SUMMARY"))[:160]
    if len(uid) > 255:
        uid = str(uuid.uuid5(uuid.NAMESPACE_URL, uid))
    row = Read(uid, title or "Sans titre", "new")
    if not uid:
        return _refused(row, "sans identifiant (UID) : il serait doublé au prochain import")
    try:
        start, end, length = (_value(one, name) for name in ("DTSTART", "DTEND", "DURATION"))
        _set_dates(row, start, end, length)
    except (ValueError, TypeError, OverflowError, AttributeError):
        return _refused(row, "date illisible")
    if row.starts_at is None:
        return _refused(row, "sans date")
    row.cancelled = _text(one, "STATUS").upper() == "CANCELLED"
    if one.get("RRULE") is not None:
        row.why = "se répète : seule cette date est reprise, les autres se font par « Répéter »"
    where = clean_spaces(_text(one, "LOCATION"))
    link = where if where.startswith(("https://", "http://")) else ""
    row.values = {
        "title": row.title,
        "description": _text(one, "DESCRIPTION").strip()[:6000],
        "place": "" if link else where[:150],
        "online_url": link[:500],
        "commune": None if link or communes is None else _commune(where, communes),
    }
    return row


def _refused(row: Read, why: str) -> Read:
    row.change, row.why = "refused", why
    return row


def _text(one: Any, name: str) -> str:
    value = one.get(name)
    if isinstance(value, list):
        value = value[0]
    return str(value).replace("\x00", "") if value is not None else ""


def _value(one: Any, name: str) -> Any:
    found = one.get(name)
    return getattr(found, "dt", None) if found is not None else None


def _set_dates(row: Read, start: Any, end: Any, length: Any) -> None:
    if start is None:
        return
    row.all_day = not isinstance(start, datetime)
    if end is None:
        end = start + (length or (timedelta(days=1) if row.all_day else timedelta(hours=1)))
    row.starts_at, row.ends_at = _instant(start), _instant(end)
    if row.ends_at <= row.starts_at:
        row.ends_at = row.starts_at + (timedelta(days=1) if row.all_day else timedelta(hours=1))


def _instant(value: date | datetime) -> datetime:
    zone = timezone.get_current_timezone()
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    # A time without zone is that of whoever wrote it: here.
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _commune(where: str, communes: CommuneIndex) -> Any:
    for part in reversed(where.split(",")):
        words = part.split()
        for first in range(len(words)):
            if (found := communes.find(name=" ".join(words[first:]))) is not None:
                return found
    return None


def _compared(row: Read, event: Event | None) -> Change:
    if event is None:
        if row.ends_at is not None and row.ends_at <= timezone.now():
            return "past"
        return "refused" if row.cancelled else "new"
    if event.is_past:
        return "past"
    if row.cancelled:
        return "same" if event.is_cancelled else "cancelled"
    if event.is_cancelled:
        row.why = "annulé ici"
        return "refused"
    same = (event.starts_at, event.ends_at, event.all_day) == (row.starts_at, row.ends_at, row.all_day)
    said = {name: value for name, value in row.values.items() if name != "commune" or value is not None}
    return "same" if same and all(getattr(event, name) == value for name, value in said.items()) else "changed"


@transaction.atomic
def import_calendar(
    text: str, *, kind: str, audience: str, group: Any = None, publish: bool, by: User
) -> dict[Change, int]:
    """Write what the file brings: new events, changes to those known by their UID, cancellations.

    Imported twice, a file changes nothing the second time. Returns how many of each. Raises `Refused`.
    """
    counts: dict[Change, int] = dict.fromkeys(CHANGES, 0)
    for row in read_calendar(text):
        counts[row.change] += 1
        if row.change == "new":
            event = Event(
                uid=row.uid,
                kind=kind,
                audience=audience,
                group=group,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                all_day=row.all_day,
                **row.values,
            )
            prepare_event(event, by=by)
            if publish:
                publish_event(event, by=by)
        elif row.change == "changed":
            _update(row, by)
        elif row.change == "cancelled":
            event = Event.objects.get(uid=row.uid)
            if event.state == Event.State.PUBLISHED:
                cancel_event(event, reason="Annulé dans l’agenda d’origine.", by=by)
            else:
                event.delete()
    journal.record("calendar.import", by=by, subject="agenda", new=counts["new"], changed=counts["changed"])
    return counts


def _update(row: Read, by: User) -> None:
    event = Event.objects.get(uid=row.uid)
    assert row.starts_at is not None and row.ends_at is not None
    if (event.starts_at, event.ends_at, event.all_day) != (row.starts_at, row.ends_at, row.all_day):
        move_event(event, row.starts_at, row.ends_at, all_day=row.all_day, by=by)
        event.refresh_from_db()
    for name, value in row.values.items():
        if name != "commune" or value is not None:
            setattr(event, name, value)
    change_event(event, by=by)
