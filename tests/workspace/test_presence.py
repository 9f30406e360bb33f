"""Who came: marks that come late, twice, out of order; guests; links; papers; each page allowed and refused."""

from __future__ import annotations

import json
import threading
import uuid
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.accounts.models import JournalEntry
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.presence import (
    LATE_MARKS,
    Pressed,
    close_link,
    give_link,
    purge_presence,
    sessions_of_event,
    take_marks,
)
from maillage.workspace.actions.presence_guests import answer_guest, import_guests, save_guest
from maillage.workspace.actions.registrations import FORGOTTEN, purge_registrations
from maillage.workspace.domain.guests_list import ListedGuest
from maillage.workspace.domain.presence import (
    badge_code,
    read_badge_code,
    real_hour,
    session_now,
    sessions_of,
    share,
    wins,
)
from maillage.workspace.models import Attendance, CheckinLink, Event, Guest, Mark, Registration
from maillage.workspace.portability import presence_kept
from maillage.workspace.queries.presence import door_list, numbers_of
from tests.page import check_html

from .agenda_ground import in_days, make_event, make_registration

NOW = timezone.now


def today(**fields: Any) -> Event:
    """An event that began an hour ago and ends in two."""
    starts = NOW() - timedelta(hours=1)
    return make_event(starts_at=starts, ends_at=starts + timedelta(hours=3), **fields)


def part(event: Event) -> str:
    return sessions_of_event(event)[0].key


def pressed(event: Event, person: str, present: bool = True, *, ago: float = 0, **more: Any) -> Pressed:
    return Pressed(
        id=more.pop("id", uuid.uuid4()),
        person=person,
        present=present,
        session=more.pop("session", part(event)),
        at=NOW() - timedelta(minutes=ago),
        **more,
    )


def is_here(registration: Registration) -> bool:
    return Attendance.objects.filter(registration=registration, present=True).exists()


def to(name: str, event: Event, *more: Any) -> str:
    return reverse(f"workspace:{name}", args=[event.slug, *more])


# --- Pure rules -------------------------------------------------------------------------------------
def test_parts_of_an_event_are_days_or_half_days():
    at = lambda *parts: timezone.make_aware(datetime(*parts))  # noqa: E731
    keys = lambda *args, **more: [one.key for one in sessions_of(*args, **more)]  # noqa: E731
    day = (at(2026, 3, 12, 9), at(2026, 3, 12, 17))
    assert keys(*day, by_half_day=False) == ["2026-03-12-day"]
    assert keys(*day, by_half_day=True) == ["2026-03-12-am", "2026-03-12-pm"]
    assert keys(at(2026, 3, 12, 9), at(2026, 3, 12, 13, 15), by_half_day=True) == ["2026-03-12-am"]
    two = (at(2026, 3, 12, 14), at(2026, 3, 13, 12))
    assert keys(*two, by_half_day=True) == ["2026-03-12-pm", "2026-03-13-am"]
    assert keys(at(2026, 3, 28), at(2026, 3, 30), by_half_day=False) == ["2026-03-28-day", "2026-03-29-day"]
    assert keys(at(2026, 3, 12, 9), at(2026, 3, 12, 9, 10), by_half_day=True) == ["2026-03-12-day"]
    sessions = sessions_of(*two, by_half_day=True)
    assert session_now(sessions, at(2026, 3, 11, 9)) == "2026-03-12-pm"
    assert session_now(sessions, at(2026, 3, 12, 9)) == "2026-03-12-pm"
    assert session_now(sessions, at(2026, 3, 13, 11)) == "2026-03-13-am"
    assert session_now(sessions, at(2026, 5, 1, 11)) == "2026-03-13-am"


@given(st.integers(1, 10**12))
def test_a_code_is_read_back_and_a_slip_is_caught(number):
    code = badge_code(number)
    assert read_badge_code(f" {code[:-1]}-{code[-1].lower()} ") == number
    digits = str(number)
    for place in range(len(digits) - 1):
        a, b = digits[place], digits[place + 1]
        swapped = f"{digits[:place]}{b}{a}{digits[place + 2 :]}"
        if a != b:
            assert read_badge_code(swapped + code[-1]) is None
    assert read_badge_code(code[:-1]) is None and read_badge_code("\x00") is None


def test_the_last_hour_wins_and_a_wrong_clock_is_corrected():
    now = NOW()
    assert wins(now, "a", over=None)
    assert wins(now, "a", over=(now - timedelta(seconds=1), "b"))
    assert not wins(now, "a", over=(now + timedelta(seconds=1), "0"))
    assert wins(now, "b", over=(now, "a")) and not wins(now, "a", over=(now, "b"))
    ahead = timedelta(hours=2)  # the phone is two hours ahead
    said = now - timedelta(minutes=10) + ahead
    assert real_hour(said, sent_at=now + ahead, received_at=now) == now - timedelta(minutes=10)
    assert real_hour(now + ahead, sent_at=None, received_at=now) == now
    assert share(24, 100) == 24 and share(0, 0) is None


# --- Marks ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_mark_sent_twice_counts_once(amina):
    event = today()
    person = make_registration(event)
    mark = pressed(event, f"r{person.pk}")
    assert take_marks(event, [mark, mark], by=amina) == [mark.id, mark.id]
    assert take_marks(event, [mark]) == [mark.id]
    assert Mark.objects.count() == 1 and is_here(person)
    assert JournalEntry.objects.filter(verb="presence.mark").count() == 1


IN_OUT_IN = ((True, 30), (False, 25), (True, 20))


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_two_phones_come_to_the_same_whatever_arrives_first(order):
    """In at 9 on one phone, out by mistake at 9:05, in at 9:10 on the other: they are there, and count once."""
    event = today()
    person = make_registration(event)
    marks = [
        pressed(event, f"r{person.pk}", state, ago=ago) for state, ago in ((True, 30), (False, 25), (True, 20))
    ]
    for index in order:
        take_marks(event, [marks[index]])
    assert is_here(person) and numbers_of(event).present == 1
    take_marks(event, [pressed(event, f"r{person.pk}", False, ago=22)])
    assert is_here(person)
    take_marks(event, [pressed(event, f"r{person.pk}", False, ago=1)])
    assert not is_here(person) and Attendance.objects.count() == 1


@pytest.mark.django_db
def test_who_comes_without_registration_is_added_once_beyond_the_places():
    event = today(capacity=1)
    make_registration(event)
    person = f"n{uuid.uuid4()}"
    come = pressed(event, person, name="  Yann\x00  Exemple ", structure="Un voisin")
    take_marks(event, [come])
    take_marks(
        event, [come, pressed(event, person, False, name="Yann Exemple"), pressed(event, person, name="Yann")]
    )
    (yann,) = event.registrations.filter(channel=Registration.Channel.DOOR)
    assert yann.name == "Yann Exemple" and yann.state == Registration.State.CONFIRMED
    numbers = numbers_of(event)
    assert (numbers.registered, numbers.registered_present, numbers.at_the_door) == (1, 0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "person", ["", "r", "r0", "r-1", "r" + "9" * 40, "g1", "x1", "n", "nabc", "r١", f"n{uuid.UUID(int=1)}"]
)
def test_a_mark_that_names_nobody_is_passed_over(person):
    event = today()
    mark = pressed(event, person)
    assert take_marks(event, [mark]) == [mark.id] and not Mark.objects.exists()


@pytest.mark.django_db
def test_nobody_of_another_event_nor_unproved_nor_of_another_day_is_marked():
    event, other = today(), today(title="Autre")
    stranger = make_registration(other)
    unproved = make_registration(event, state=Registration.State.TO_CONFIRM)
    person = make_registration(event)
    take_marks(event, [pressed(event, f"r{one.pk}") for one in (stranger, unproved)])
    take_marks(event, [pressed(event, f"r{person.pk}", session="1999-01-01-day")])
    assert not Mark.objects.exists()


@pytest.mark.django_db
def test_a_training_counts_each_half_day(amina):
    starts = in_days(0, 9)
    event = make_event(kind=Event.Kind.TRAINING, starts_at=starts, ends_at=starts + timedelta(hours=8))
    morning, afternoon = [one.key for one in sessions_of_event(event)]
    person = make_registration(event)
    take_marks(event, [pressed(event, f"r{person.pk}", session=key, ago=1) for key in (morning, afternoon)])
    take_marks(event, [pressed(event, f"r{person.pk}", False, session=afternoon)])
    (row,) = door_list(event)
    assert row.present_in(morning) and not row.present_in(afternoon) and row.is_present


@pytest.mark.skipif(connection.vendor != "postgresql", reason="who writes on SQLite is alone")
@pytest.mark.django_db(transaction=True)
def test_two_phones_at_once_count_a_person_and_a_newcomer_once():
    event = today()
    person, new = make_registration(event), f"n{uuid.uuid4()}"
    errors: list[BaseException] = []

    def send() -> None:
        try:
            take_marks(event, [pressed(event, f"r{person.pk}"), pressed(event, new, name="Yann")])
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert errors == []
    assert Registration.objects.count() == 2 and Attendance.objects.count() == 2 and Mark.objects.count() == 12


# --- Links ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_link_ends_the_day_after_or_when_it_is_closed(amina):
    event = today()
    link = give_link(event, "Marie", by=amina)
    day = timezone.localtime(event.ends_at).date() + timedelta(days=1)
    assert timezone.localtime(link.expires_at).date() == day
    assert give_link(event, "x", expires_at=NOW() + timedelta(days=300), by=amina).expires_at == link.expires_at
    assert close_link(link, by=amina) and not close_link(link, by=amina)
    link.refresh_from_db()
    assert not link.is_open()
    for refused in (
        make_event(days=-5),
        make_event(state=Event.State.DRAFT),
        make_event(starts_at=None, state="draft"),
    ):
        with pytest.raises(Refused):
            give_link(refused, "x", by=amina)
    with pytest.raises(Refused, match="à venir"):
        give_link(event, "x", expires_at=NOW() - timedelta(hours=1), by=amina)


def send(client: Client, link: CheckinLink, *marks: Any, **more: Any) -> Any:
    body = {"sent_at": NOW().timestamp() * 1000, "marks": list(marks), **more}
    url = reverse("workspace:checkin-marks", args=[link.token])
    return client.post(url, json.dumps(body), content_type="application/json")


def sent_mark(event: Event, person: str, at: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "person": person,
        "present": True,
        "session": part(event),
        "at": (NOW() if at is None else at).timestamp() * 1000,
        **more,
    }


@pytest.mark.django_db
def test_a_phone_reads_the_list_and_sends_its_marks_without_an_account(amina):
    event = today()
    person = make_registration(event, "Aline", phone="0102030405", structure="Les Jardins")
    link = give_link(event, "Marie", by=amina)
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("workspace:checkin", args=[link.token]))
    check_html(page)
    assert "Aline" not in page.content.decode()  # the page that is kept names nobody
    told = client.get(reverse("workspace:checkin-list", args=[link.token]))
    assert "no-store" in told["Cache-Control"]
    (row,) = told.json()["people"]
    assert row["name"] == "Aline" and row["code"] == badge_code(person.pk)
    assert "0102030405" not in told.content.decode() and person.email not in told.content.decode()
    assert person.token not in told.content.decode()
    mark = sent_mark(event, f"r{person.pk}")
    assert send(client, link, mark).json()["done"] == [mark["id"]]
    assert is_here(person)
    worker = client.get(reverse("workspace:checkin-worker", args=[link.token]))
    assert worker["Content-Type"].startswith("text/javascript")


@pytest.mark.django_db
def test_what_a_phone_should_not_send_is_answered_cleanly(client, amina):
    event = today()
    person = make_registration(event)
    link = give_link(event, "Marie", by=amina)
    url = reverse("workspace:checkin-marks", args=[link.token])
    for body in (b"", b"[]", b"null", b'{"marks": 3}', b"\x00", b"[" * 100_000, b"{" + b" " * 500_000):
        assert client.post(url, body, content_type="application/json").status_code in {400, 413}
    good = sent_mark(event, f"r{person.pk}")
    odd = [
        3, None, {}, {**good, "id": "x"}, {**good, "id": str(uuid.uuid4()), "at": 1e400},
        {**good, "id": str(uuid.uuid4()), "at": "hier"}, {**good, "id": str(uuid.uuid4()), "present": 1},
        {**good, "id": str(uuid.uuid4()), "person": 5}, {**good, "id": str(uuid.uuid4()), "session": "\x00"},
        {**good, "id": str(uuid.uuid4()), "person": "n\x00", "name": "\x00"},
        {**good, "id": str(uuid.uuid4()), "at": True},
    ]  # fmt: skip
    answer = send(client, link, *odd, good)
    assert answer.status_code == 200 and good["id"] in answer.json()["done"]
    assert Mark.objects.count() == 1
    for strange in ("\x00", 10**40, None, [1]):
        assert send(client, link, sent_at=strange).status_code == 200


@pytest.mark.django_db
def test_a_closed_link_shows_nothing_but_takes_what_was_marked_before(client, amina):
    event = today()
    early, late = make_registration(event), make_registration(event)
    link = give_link(event, "Marie", by=amina)
    CheckinLink.objects.filter(pk=link.pk).update(closed_at=NOW() - timedelta(minutes=5))
    assert client.get(reverse("workspace:checkin-list", args=[link.token])).status_code == 410
    for name in ("checkin", "checkin-plain"):
        page = client.get(reverse(f"workspace:{name}", args=[link.token]))
        assert "L’accueil est terminé" in page.content.decode() and early.name not in page.content.decode()
    url = reverse("workspace:checkin-plain", args=[link.token])
    client.post(url, {"here": f"r{late.pk}", "session": part(event)})
    send(
        client,
        link,
        sent_mark(event, f"r{early.pk}", NOW() - timedelta(minutes=10)),
        sent_mark(event, f"r{late.pk}"),
    )
    assert is_here(early) and not is_here(late)
    past = NOW() - LATE_MARKS - timedelta(hours=1)
    CheckinLink.objects.filter(pk=link.pk).update(expires_at=past)
    assert send(client, link, sent_mark(event, f"r{late.pk}")).status_code == 410
    assert client.get(reverse("workspace:checkin", args=["faux"])).status_code == 404


@pytest.mark.django_db
def test_the_plain_list_does_the_same_without_script(client, as_amina, amina):
    event = today()
    person = make_registration(event, "Aline", structure="Les Jardins")
    link = give_link(event, "Marie", by=amina)
    for browser, url in (
        (client, reverse("workspace:checkin-plain", args=[link.token])),
        (as_amina, to("presence-list", event)),
    ):
        check_html(browser.get(url))
        for search, found in (("jardins", True), (badge_code(person.pk), True), ("zzz", False), ("\x00", True)):
            page = browser.get(url, {"q": search}).content.decode()
            assert ("<strong>Aline</strong>" in page) is found
        browser.post(url, {"here": f"r{person.pk}", "session": part(event)})
        assert is_here(person)
        browser.post(url, {"away": f"r{person.pk}", "session": part(event)})
        assert not is_here(person)
        once = str(uuid.uuid4())
        for _ in range(2):
            browser.post(url, {"add": "1", "name": "Yann", "once": once, "session": part(event)})
        for wrong in (
            {"here": "r99999"},
            {"here": "\x00"},
            {"add": "1", "name": ""},
            {"session": "x", "here": "r1"},
        ):
            assert browser.post(url, {"session": part(event)} | wrong).status_code == 302
    assert event.registrations.filter(channel="door").count() == 2


# --- Guests -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_guests_come_in_order_and_their_presence_is_counted_on_the_invited(as_amina, amina):
    event = today()
    guests = [
        ListedGuest(1, name="Zoé Maire", rank=1, email="zoe@example.org"),
        ListedGuest(2, name="Alain Élu", rank=2, structure="Ville"),
        ListedGuest(3, name="Bob"),
        ListedGuest(4, name="Carl"),
        ListedGuest(5, wrong="Cette ligne n’a pas de nom."),
    ]
    assert import_guests(event, guests, invited_by="L’agglomération", by=amina) == (4, 0)
    assert import_guests(event, guests, invited_by="", by=amina) == (0, 4)
    zoe = make_registration(event, "Z. Maire", email="zoe@example.org")
    make_registration(event, "Autre")
    bob = Guest.objects.get(name="Bob")
    take_marks(event, [pressed(event, f"r{zoe.pk}"), pressed(event, f"g{bob.pk}")])
    numbers = numbers_of(event)
    assert (numbers.invited, numbers.guests_present, numbers.of_invited) == (4, 2, 50)
    assert (numbers.registered, numbers.registered_present, numbers.of_registered) == (2, 1, 50)
    page = as_amina.get(to("guests", event)).content.decode()
    assert page.index("Zoé Maire") < page.index("Alain Élu") < page.index("Bob") < page.index("Carl")
    came = as_amina.get(to("guests", event), {"voir": "presentes"}).content.decode()
    assert "Zoé Maire" in came and "Bob" in came and "Carl" not in came
    assert [row.person[0] for row in door_list(event)] == ["r", "r", "g", "g", "r"]


@pytest.mark.django_db
def test_a_guest_who_comes_takes_a_place_once(amina):
    event = make_event(capacity=1)
    guest = save_guest(Guest(event=event, name="Zoé", civility="Madame", rank=3), by=amina)
    with pytest.raises(Refused):
        save_guest(Guest(event=event, name="A", email="a@example.org"), by=amina)
        save_guest(Guest(event=event, name="B", email="A@example.org"), by=amina)
    for _ in range(2):
        assert "notée" in answer_guest(guest, "coming", by=amina)
    (held,) = event.registrations.all()
    assert held.name == "Madame Zoé" and held.rank == 3
    assert "Zoé" in answer_guest(guest, "excused", by=amina)
    assert event.registrations.count() == 1


@pytest.mark.django_db
def test_a_pasted_list_says_which_lines_it_left(as_amina):
    event = make_event()
    lines = (
        ("Rang", "Civilité", "Nom", "Fonction", "Courriel"),
        ("1", "Madame", "Zoé Maire", "maire", "zoe@example.org"),
        ("2", "", "Bob", "", "pas une adresse"),
    )
    pasted = "\n".join("\t".join(line) for line in lines)
    page = as_amina.post(to("import-guests", event), {"pasted": pasted, "invited_by": "Le Pôle"})
    assert "Ligne" in page.content.decode() and "Bob" in page.content.decode()
    (zoe,) = Guest.objects.all()
    assert (zoe.rank, zoe.civility, zoe.title, zoe.invited_by) == (1, "Madame", "maire", "Le Pôle")
    for odd in ("", "\x00", "a\tb\nc\td", "Nom"):
        assert as_amina.post(to("import-guests", event), {"pasted": odd}).status_code == 200


# --- Papers -----------------------------------------------------------------------------------------
def pages_of(content: bytes) -> int:
    import io

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked  # tagged
        return len(pdf.pages)


@pytest.mark.django_db
def test_papers_are_composed_and_the_personal_link_gives_its_certificate(client, as_amina):
    starts = in_days(-1, 9)
    event = make_event(
        "Formation", kind=Event.Kind.TRAINING, starts_at=starts, ends_at=starts + timedelta(hours=8)
    )
    assert as_amina.get(to("badges", event)).status_code == 302
    people = [make_registration(event, f"Personne {n} au nom d’une longueur inhabituelle") for n in range(11)]
    assert pages_of(as_amina.get(to("signing-sheet", event)).content) >= 2
    assert pages_of(as_amina.get(to("badges", event), {"code": "1"}).content) == 2
    assert pages_of(as_amina.get(to("badges", event), {"format": "64x38"}).content) == 1
    assert as_amina.get(to("certificates", event)).status_code == 302
    mine = reverse("workspace:my-certificate", args=[people[0].token])
    assert client.get(mine).status_code == 404
    take_marks(event, [pressed(event, f"r{one.pk}", session=part(event)) for one in people[:2]])
    assert pages_of(as_amina.get(to("certificates", event)).content) == 2
    assert pages_of(client.get(mine).content) == 1
    assert (
        "attestation" in client.get(reverse("workspace:registration", args=[people[0].token])).content.decode()
    )
    assert as_amina.get(to("certificate", event, people[5].pk)).status_code == 404
    coming = make_event()
    early = make_registration(coming)
    take_marks(coming, [pressed(coming, f"r{early.pk}")])
    assert client.get(reverse("workspace:my-certificate", args=[early.token])).status_code == 404


# --- Rights, queries, personal data -------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "presence", "presence-list", "presence-csv", "checkin-links", "guests", "guests-csv", "invite-guest",
        "import-guests", "signing-sheet",
    ],
)  # fmt: skip
def test_only_who_keeps_the_event_opens_its_day(name, client, as_bruno, as_amina, membership):
    event = today()
    make_registration(event)
    assert as_amina.get(to(name, event)).status_code == 200
    assert as_bruno.get(to(name, event)).status_code == 403
    assert client.get(to(name, event)).status_code == 302
    assert as_bruno.post(to(name, event)).status_code in {403, 405}


@pytest.mark.django_db
def test_pages_ask_the_same_of_the_database_for_one_row_or_three(as_amina, amina):
    event = today()
    give_link(event, "a", by=amina)

    def counts() -> list[int]:
        found = []
        for name in ("presence", "presence-list", "guests", "checkin-links", "presence-csv", "guests-csv"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = as_amina.get(to(name, event))
                b"".join(answer) if answer.streaming else check_html(answer)
            found.append(len(queries))
        return found

    def add() -> None:
        one = make_registration(event)
        guest = save_guest(Guest(event=event, name="Invitée", email=one.email), by=amina)
        save_guest(Guest(event=event, name=f"Autre {guest.pk}"), by=amina)
        take_marks(event, [pressed(event, f"r{one.pk}"), pressed(event, f"g{guest.pk}")])
        give_link(event, "b", by=amina)

    add()
    as_amina.get(to("presence", event))
    before = counts()
    add()
    add()
    assert counts() == before


@pytest.mark.django_db
def test_a_year_after_names_are_gone_and_figures_stay(amina, bruno):
    event = today()
    person = make_registration(event, email=bruno.email, user=bruno)
    guest = save_guest(Guest(event=event, name="Zoé", email="zoe@example.org"), by=amina)
    link = give_link(event, "Marie", by=amina)
    take_marks(event, [pressed(event, f"r{person.pk}"), pressed(event, f"g{guest.pk}")], link=link)
    assert [row["présence"] for row in presence_kept(bruno)] == ["oui"]
    assert purge_presence() == 0
    Event.objects.update(starts_at=in_days(-380), ends_at=in_days(-379))
    purge_registrations()
    assert purge_presence() > 0 and purge_presence() == 0
    guest.refresh_from_db()
    assert guest.name == FORGOTTEN and guest.email == ""
    assert not Mark.objects.exists() and not CheckinLink.objects.exists()
    numbers = numbers_of(event)
    assert (numbers.invited, numbers.guests_present, numbers.present) == (1, 1, 2)


@pytest.mark.django_db
def test_sex_is_asked_only_where_the_organiser_wants_it(client):
    for asks in (False, True):
        event = make_event(asks_sex=asks)
        assert ('name="sex"' in client.get(to("register", event)).content.decode()) is asks
