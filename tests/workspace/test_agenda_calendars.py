"""Calendars as others read them: written with one library, read back with another; and brought in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.actors.models import Membership
from maillage.kernel.vocabulary import THEMES
from maillage.workspace.actions.agenda import cancel_event, move_event
from maillage.workspace.actions.calendar_feeds import renew_feed
from maillage.workspace.actions.calendar_import import import_calendar, read_calendar
from maillage.workspace.actions.people import Refused
from maillage.workspace.models import CalendarFeed, Event, GroupMember
from maillage.workspace.queries.calendars import calendar
from tests.page import check_html

from .agenda_ground import in_days, make_event, make_registration


def read(content: bytes) -> dict[str, vobject.base.Component]:
    """The events of a calendar by UID; everything about its lines is checked on the way."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 for line in lines), "RFC 5545, 3.1: folded at 75 octets"
    assert b"\n" not in content.replace(b"\r\n", b"")
    found = vobject.readOne(content.decode())
    assert found.prodid.value and found.version.value == "2.0"
    return {one.uid.value: one for one in found.contents.get("vevent", [])}


@pytest.mark.django_db
def test_the_feed_is_read_back_as_it_was_told(client, plaine_centrale):
    event = make_event(
        "Forum ; « demain », été \\ 2026",
        description="Deux lignes\nd’ici, et là ; une adresse : https://example.org/",
        place="Salle, du bas",
        commune_id="94028",
        themes=("culture",),
        sequence=3,
    )
    whole = make_event("Trois jours", all_day=True, starts_at=in_days(9, 0), ends_at=in_days(12, 0))
    make_event("Brouillon", state=Event.State.DRAFT)
    make_event("Membres", audience=Event.Audience.MEMBERS)
    make_event("Vieux", days=-300)
    answer = client.get("/agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = read(answer.content)
    assert set(found) == {event.uid, whole.uid}
    one = found[event.uid]
    assert one.summary.value == event.title
    assert one.dtstart.value == event.starts_at and one.dtend.value == event.ends_at
    assert b"DTSTART;TZID=Europe/Paris:" in answer.content and b"BEGIN:VTIMEZONE" in answer.content
    assert one.location.value == "Salle, du bas, Créteil" and one.sequence.value == "3"
    assert one.description.value.startswith("Deux lignes\nd’ici, et là ; une adresse")
    assert one.status.value == "CONFIRMED" and event.get_absolute_url() in one.url.value
    days = found[whole.uid]
    assert (days.dtstart.value, days.dtend.value) == (whole.first_day, whole.last_day + timedelta(days=1))
    assert client.get("/agenda.ics", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@given(st.datetimes(datetime(1997, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_the_hour_of_paris_is_ours_at_any_instant(moment):
    """The rules written are those of the time zone database, at any instant since 1996."""
    rules = calendar([]).to_ical().decode()
    zone = vobject.readOne(rules).vtimezone.gettzinfo()
    local = moment.astimezone(timezone.get_default_timezone())
    if local.fold == 0:  # an hour that comes twice has no name of its own in a calendar
        assert local.replace(tzinfo=zone).utcoffset() == local.utcoffset()


@pytest.mark.django_db
def test_moved_then_cancelled_calendars_follow(client, amina):
    event = make_event()
    for act, number, status in (
        (lambda: move_event(event, in_days(25), in_days(25, 20), by=amina), "1", "CONFIRMED"),
        (lambda: cancel_event(event, reason="Grève.", by=amina), "2", "CANCELLED"),
    ):
        act()
        one = read(client.get("/agenda.ics").content)[event.uid]
        assert (one.sequence.value, one.status.value) == (number, status)
    assert "Grève." in one.description.value


@pytest.mark.django_db
def test_a_feed_by_theme_holds_the_themes_below(client):
    inside = make_event(themes=("culture/spectacle-vivant",))
    make_event("Ailleurs", themes=("habitat",))
    below = THEMES.children("culture")[0].code
    inside.event_themes.update(code=below)
    assert set(read(client.get("/agenda/theme/culture.ics").content)) == {inside.uid}
    assert client.get("/agenda/theme/rien.ics").status_code == 404


@pytest.mark.django_db
def test_a_personal_feed_follows_the_rights_of_its_owner(client, as_bruno, bruno, gardens, savings):
    membership = Membership.objects.create(user=bruno, actor=gardens)
    belonging = GroupMember.objects.create(group=savings, user=bruno)
    of_group = make_event("Épargne", group=savings, audience=Event.Audience.GROUP)
    gone_to, other = make_event("J’y vais"), make_event("Autre")
    make_registration(gone_to, user=bruno, email=bruno.email)
    make_registration(other, user=bruno, email=bruno.email, state="waiting")
    of_members = make_event("Entre membres", audience=Event.Audience.MEMBERS)
    make_registration(of_members, user=bruno, email=bruno.email)
    as_bruno.post("/agenda/abonnements/", {"renew": "1"})
    feed = CalendarFeed.objects.get(user=bruno)
    address = reverse("workspace:agenda-personal-feed", args=[feed.token])
    assert set(read(client.get(address).content)) == {of_group.uid, gone_to.uid, of_members.uid}
    belonging.ends_on = timezone.localdate()
    belonging.save()
    assert set(read(client.get(address).content)) == {gone_to.uid, of_members.uid}
    membership.delete()
    assert set(read(client.get(address).content)) == {gone_to.uid}, "rights end with the membership"
    renew_feed(bruno)
    assert client.get(address).status_code == 404
    as_bruno.post("/agenda/abonnements/", {"close": "1"})
    assert not CalendarFeed.objects.exists()


@pytest.mark.django_db
def test_a_visitor_opens_no_feed(client):
    assert client.post("/agenda/abonnements/", {"renew": "1"}).status_code == 302
    assert not CalendarFeed.objects.exists()


@pytest.mark.django_db
def test_two_people_with_as_many_events_each_get_their_own(client, bruno, chloe):
    events = [make_event(f"É{number}") for number in range(5)]
    Event.objects.update(updated_at=timezone.now())
    for user, numbers in ((bruno, (0, 3, 4)), (chloe, (1, 2, 4))):
        for number in numbers:
            make_registration(events[number], user=user, email=user.email)
    for user, numbers in ((bruno, (0, 3, 4)), (chloe, (1, 2, 4))):
        answer = client.get(reverse("workspace:agenda-personal-feed", args=[renew_feed(user).token]))
        assert set(read(answer.content)) == {events[number].uid for number in numbers}
        assert "private" in answer["Cache-Control"]


# --- Brought in -----------------------------------------------------------------------------------------
def written(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Essai//FR", *events, "END:VCALENDAR", ""])


def vevent(uid: str = "a@b", title: str = "Réunion", more: str = "", day: date | None = None) -> str:
    day = day or (timezone.localdate() + timedelta(days=9))
    return "\r\n".join(
        one
        for one in (
            "BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART;TZID=Europe/Paris:{day:%Y%m%d}T180000",
            "DURATION:PT1H30M", "LOCATION:Salle des fêtes\\, Créteil", more, "END:VEVENT",
        )
        if one
    )  # fmt: skip


def bring(text: str, by, **more) -> dict[str, int]:
    return import_calendar(text, kind="local", audience="public", publish=True, by=by, **more)


@pytest.mark.django_db
def test_a_file_brought_in_twice_doubles_nothing_and_a_change_changes(amina, plaine_centrale):
    text = written(vevent(), vevent("c@d", "Autre"))
    assert bring(text, amina)["new"] == 2
    event = Event.objects.get(uid="a@b")
    assert event.commune_id == "94028" and event.place == "Salle des fêtes, Créteil"
    assert timezone.localtime(event.starts_at).hour == 18
    assert event.ends_at - event.starts_at == timedelta(minutes=90)
    assert bring(text, amina)["same"] == 2 and Event.objects.count() == 2
    later = timezone.localdate() + timedelta(days=12)
    counts = bring(written(vevent(day=later), vevent("c@d", "Autre nom")), amina)
    assert counts["changed"] == 2
    event.refresh_from_db()
    assert event.first_day == later and event.sequence == 1
    assert Event.objects.get(uid="c@d").title == "Autre nom"
    assert bring(written(vevent(day=later, more="STATUS:CANCELLED")), amina)["cancelled"] == 1
    event.refresh_from_db()
    assert event.is_cancelled


@pytest.mark.django_db
def test_an_hour_without_zone_is_that_of_here():
    text = written(vevent().replace("DTSTART;TZID=Europe/Paris:", "DTSTART:"))
    (row,) = read_calendar(text)
    assert row.is_imported and timezone.localtime(row.starts_at).hour == 18


@pytest.mark.django_db
def test_our_own_feed_brought_back_changes_nothing(client, amina, plaine_centrale):
    make_event("Forum", place="Salle", description="Une ligne\nune autre")
    make_event("Jours", all_day=True, starts_at=in_days(9, 0), ends_at=in_days(12, 0))
    feed = client.get("/agenda.ics").content.decode()
    rows = read_calendar(feed)
    assert [(row.starts_at, row.ends_at, row.all_day) for row in rows] == [
        (one.starts_at, one.ends_at, one.all_day) for one in Event.objects.order_by("starts_at")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "why"),
    [
        ("BEGIN:VEVENT\r\nSUMMARY:Sans\r\nDTSTART:20990101T100000Z\r\nEND:VEVENT", "identifiant"),
        ("BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Sans\r\nEND:VEVENT", "sans date"),
        (vevent(more="STATUS:CANCELLED"), ""),
        (vevent(day=date(2001, 1, 1)), ""),
    ],
)
def test_what_cannot_come_in_is_said_and_left(one, why):
    (row,) = read_calendar(written(one))
    assert not row.is_imported and why in row.why


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "bonjour", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT", written(), "\x00\x01"])
def test_what_is_no_calendar_is_refused_in_french(text):
    with pytest.raises(Refused, match=r"lisible|aucun"):
        read_calendar(text)


@pytest.mark.django_db
def test_the_animator_reads_before_agreeing(as_amina, as_chloe, plaine_centrale):
    def upload():
        return {"file": SimpleUploadedFile("a.ics", written(vevent(more="RRULE:FREQ=WEEKLY")).encode())}

    html = check_html(as_amina.post("/agenda/importer/", upload()))
    assert "1 à écrire" in html and "se répète" in html and not Event.objects.exists()
    sent = {"text": written(vevent()), "kind": "forum", "audience": "public", "publish": "on"}
    assert as_chloe.post("/agenda/importer/", sent).status_code == 403
    assert as_amina.post("/agenda/importer/", sent).status_code == 302
    assert Event.objects.get().state == Event.State.PUBLISHED
    check_html(as_amina.post("/agenda/importer/", {"file": SimpleUploadedFile("a.ics", b"rien")}))
