"""Events in the form that calendars read (iCalendar, RFC 5545): feeds, single events, invitations by e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email import encoders
from email.mime.base import MIMEBase

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Component

from maillage.kernel.vocabulary import THEMES
from maillage.ui.address import absolute
from maillage.workspace.models import Event

ZONE = "Europe/Paris"
PRODUCT = "-//Maillage//Agenda//FR"
# What a feed keeps of the past, so that calendars do not forget the last meetings.
PAST = timedelta(days=180)

# The rule of the European Union since 1996 (directive 2000/84/CE), rather than each of its dates.
_PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def component(event: Event) -> Component:
    """One VEVENT; its UID never changes, its SEQUENCE grows with each change of date or place.

    Wants `commune` and `event_themes` loaded; raises `ValueError` for an event without a date.
    """
    if event.starts_at is None or event.ends_at is None:
        raise ValueError(f"event {event.pk} has no date")
    made = Component()
    made.add("uid", event.uid)
    made.add("dtstamp", event.updated_at.astimezone(UTC))
    made.add("last-modified", event.updated_at.astimezone(UTC))
    made.add("created", event.created_at.astimezone(UTC))
    made.add("sequence", event.sequence)
    made.add("summary", event.title)
    if event.all_day:
        made.add("dtstart", timezone.localtime(event.starts_at).date())
        made.add("dtend", timezone.localtime(event.ends_at).date())
    else:
        made.add("dtstart", timezone.localtime(event.starts_at))
        made.add("dtend", timezone.localtime(event.ends_at))
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.where:
        made.add("location", event.where)
    if event.latitude is not None and event.longitude is not None:
        made.add("geo", (event.latitude, event.longitude))
    made.add("description", _description(event))
    made.add("url", absolute(event.get_absolute_url()))
    if themes := [THEMES.label(code) for code in event.themes if code in THEMES]:
        made.add("categories", themes)
    return made


def _description(event: Event) -> str:
    parts = []
    if event.is_cancelled:
        parts.append(f"ANNULÉ. {event.cancel_reason}".strip())
    elif event.is_moved:
        parts.append(f"Date changée (auparavant : {event.when_before}). {event.change_note}".strip())
    parts.append(event.description)
    if event.online_url:
        parts.append(f"À distance : {event.online_url}")
    parts.append(absolute(event.get_absolute_url()))
    return "\n\n".join(part for part in parts if part)


def calendar(events: Iterable[Event], *, name: str = "", method: str = "PUBLISH") -> Calendar:
    """A VCALENDAR with these events and the rules of the hour in France."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("x-wr-timezone", ZONE)
        made.add("refresh-interval", timedelta(hours=6), {"VALUE": "DURATION"})
        made.add("x-published-ttl", timedelta(hours=6), {"VALUE": "DURATION"})
    made.add_component(Timezone.from_ical(_PARIS.replace("\n", "\r\n")))
    for event in events:
        made.add_component(component(event))
    return made


def feed_since(now: datetime | None = None) -> datetime:
    """The instant from which a feed tells events."""
    return (now or timezone.now()) - PAST


def invitation(event: Event, *, email: str, name: str = "", organiser: str = "") -> MIMEBase:
    """The part of an e-mail that puts the event in a calendar, or takes it out when it is cancelled.

    METHOD is REQUEST or CANCEL; the reader is the only attendee, so that nobody learns who else comes.
    """
    return _part(event, "CANCEL" if event.is_cancelled else "REQUEST", email, name, organiser)


def withdrawal(event: Event, *, email: str, name: str = "", organiser: str = "") -> MIMEBase:
    """The part of an e-mail that takes out of a calendar an event to which one no longer goes."""
    return _part(event, "CANCEL", email, name, organiser)


def _part(event: Event, method: str, email: str, name: str, organiser: str) -> MIMEBase:
    made = calendar([], method=method)
    one = component(event)
    if method == "CANCEL":
        one["status"] = vText("CANCELLED")
    one.add("organizer", _address(organiser or "ne-pas-repondre@example.org"))
    attendee = _address(email)
    if name:
        attendee.params["CN"] = vText(name)
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    one.add("attendee", attendee, encode=False)
    made.add_component(one)
    part = MIMEBase("text", "calendar", method=method, charset="utf-8")
    part.set_payload(made.to_ical())
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename="rendez-vous.ics")
    return part


def _address(email: str) -> vCalAddress:
    return vCalAddress(f"mailto:{email}")


def personal_address(token: str) -> str:
    """The whole address of a person's own calendar."""
    return absolute(reverse("workspace:agenda-personal-feed", args=[token]))
