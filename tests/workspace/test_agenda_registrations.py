"""Places are as many as said, the first who waits comes in first, links change nothing by being opened."""

from __future__ import annotations

import email
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import JournalEntry
from maillage.actors.models import Membership
from maillage.outbox.models import OutgoingMessage
from maillage.workspace.actions import agenda_letters
from maillage.workspace.actions.agenda import cancel_event, change_event, move_event
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.registrations import (
    FORGOTTEN,
    Filled,
    ask_to_register,
    cancel_registration,
    confirm_registration,
    purge_registrations,
    register,
    register_colleague,
)
from maillage.workspace.models import Event, Notification, Registration
from tests.conftest import ROOT

from .agenda_ground import in_days, letters, make_event, make_registration

State = Registration.State


def filled(number: int = 1, **more) -> Filled:
    return Filled(name=f"Personne {number}", email=f"p{number}@example.net", **more)


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


# --- One by one -------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_places_then_the_waiting_list_in_order():
    event = make_event(capacity=2)
    for number in range(4):
        register(event, filled(number))
    assert states(event) == ["confirmed", "confirmed", "waiting", "waiting"]
    queue = [one.name for one in Registration.objects.queue().filter(event=event)]
    assert queue == ["Personne 2", "Personne 3"]
    assert "liste d’attente" in letters("p3@example.net")[0].subject


@pytest.mark.django_db
def test_a_cancellation_lets_in_the_first_who_waits_and_writes_to_them(amina):
    event = make_event(capacity=1)
    first, second, third = (register(event, filled(number)) for number in range(3))
    assert cancel_registration(first) and not cancel_registration(first)
    assert states(event) == ["cancelled", "confirmed", "waiting"]
    assert "elle est à vous" in letters("p1@example.net")[0].subject
    assert "annulée" in letters("p0@example.net")[0].subject
    second.refresh_from_db()
    cancel_registration(second, by=amina)
    assert states(event) == ["cancelled", "cancelled", "confirmed"]
    third.refresh_from_db()
    assert third.waiting_since is None


@pytest.mark.django_db
def test_nobody_overtakes_who_waits():
    """A place that is free while somebody waits is for them, even before they were written."""
    event = make_event(capacity=2)
    make_registration(event)
    make_registration(event, state=State.WAITING, waiting_since=timezone.now())
    assert register(event, filled()).state == State.WAITING


@pytest.mark.django_db
def test_more_places_let_in_those_who_wait(amina):
    event = make_event(capacity=1)
    for number in range(3):
        register(event, filled(number))
    event.capacity = 2
    change_event(event, by=amina)
    assert states(event) == ["confirmed", "confirmed", "waiting"]


@pytest.mark.django_db
def test_the_same_form_or_address_or_person_registers_once(bruno):
    event = make_event(capacity=5)
    one = register(event, Filled(name="Sans adresse", once="a"), by_organiser=True)
    assert register(event, Filled(name="Sans adresse", once="a"), by_organiser=True) == one
    assert register(event, filled(1)) == register(event, filled(1, phone="01"))
    held = register(event, Filled(name="Bruno", email=bruno.email), user=bruno)
    assert register(event, Filled(name="Bruno", email="autre@example.org"), user=bruno) == held
    assert event.registrations.count() == 3


@pytest.mark.django_db
def test_a_visitor_holds_no_place_before_the_button_of_the_link():
    event = make_event(capacity=1)
    ask_to_register(event, filled(once="x"))
    ask_to_register(event, filled(once="x"))
    (asked,) = event.registrations.all()
    assert asked.state == State.TO_CONFIRM and len(letters("p1@example.net")) == 1
    assert f"/inscription/{asked.token}/" in letters("p1@example.net")[0].text
    register(event, filled(2))
    assert confirm_registration(asked).state == State.WAITING
    assert confirm_registration(asked).state == State.WAITING
    assert JournalEntry.objects.filter(verb="registration.wait").count() == 1


@pytest.mark.django_db
def test_whoever_confirms_too_late_for_a_place_knows_it_before(client):
    event = make_event(capacity=1)
    ask_to_register(event, filled())
    assert "liste d’attente" not in letters("p1@example.net")[0].text
    register(event, filled(2))
    ask_to_register(event, filled(3))
    assert "vous serez en liste d’attente" in letters("p3@example.net")[0].text
    page = client.get(reverse("workspace:register-asked", args=[event.slug])).content.decode()
    assert "vous serez alors en liste d’attente" in page


@pytest.mark.django_db
def test_a_wrong_address_is_mended_and_its_link_opens_nothing_more():
    event = make_event()
    ask_to_register(event, Filled(name="Ana", email="faute@example.net", once="x"))
    before = event.registrations.get().token
    ask_to_register(event, Filled(name="Ana", email="juste@example.net", once="x"))
    asked = event.registrations.get()
    assert asked.email == "juste@example.net" and asked.token != before


@pytest.mark.django_db
def test_whoever_is_registered_already_is_written_and_the_page_says_nothing():
    event = make_event()
    register(event, filled())
    OutgoingMessage.objects.all().delete()
    ask_to_register(event, filled(once="y"))
    assert "déjà" in letters("p1@example.net")[0].subject and event.registrations.count() == 1


@pytest.mark.django_db
def test_a_link_past_its_term_or_cancelled_confirms_nothing():
    event = make_event()
    old = make_registration(event, state=State.TO_CONFIRM, created_at=timezone.now() - timedelta(days=4))
    gone = make_registration(event, state=State.CANCELLED)
    for one, why in ((old, "trois jours"), (gone, "annulée")):
        with pytest.raises(Refused, match=why):
            confirm_registration(one)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": Event.State.CANCELLED}, "annulé"),
        ({"days": -3}, "déjà eu lieu"),
        ({"registration_opens_at": in_days(2)}, "pas encore ouvertes"),
        ({"registration_closes_at": in_days(-2)}, "closes"),
        ({"state": Event.State.DRAFT}, "pas encore publié"),
        ({"takes_registrations": False}, "entrée libre"),
    ],
)
def test_one_does_not_register_when_one_may_not(fields, why):
    event = make_event(**fields)
    asked = make_registration(event, state=State.TO_CONFIRM)
    for act in (
        lambda: register(event, filled()),
        lambda: ask_to_register(event, filled()),
        lambda: confirm_registration(asked),
    ):
        with pytest.raises(Refused, match=why):
            act()


@pytest.mark.django_db
def test_the_organiser_registers_outside_the_terms_but_not_beyond_the_places(amina):
    event = make_event(capacity=1, registration_closes_at=in_days(-1))
    kinds = {"by": amina, "by_organiser": True, "channel": Registration.Channel.PHONE}
    assert register(event, Filled(name="Mme Roy", once="1"), **kinds).state == State.CONFIRMED
    assert register(event, Filled(name="M. Bel", once="2"), **kinds).state == State.WAITING


@pytest.mark.django_db
def test_who_has_no_address_and_comes_in_is_to_be_called(amina):
    event = make_event(capacity=1)
    first = register(event, filled())
    waiting = register(event, Filled(name="Mme Roy", once="1"), by=amina, by_organiser=True)
    cancel_registration(first)
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED and waiting.to_call
    assert Notification.objects.filter(user=amina, text__contains="Mme Roy").exists()


@pytest.mark.django_db
def test_a_colleague_is_of_ones_own_structure(bruno, gardens, elsa):
    event = make_event()
    with pytest.raises(Refused, match="vos structures"):
        register_colleague(event, filled(), actor=gardens, by=bruno)
    Membership.objects.create(user=bruno, actor=gardens)
    one = register_colleague(event, Filled(name="Elsa", email=elsa.email), actor=gardens, by=bruno)
    assert (one.user, one.actor, one.registered_by, one.state) == (elsa, gardens, bruno, State.CONFIRMED)
    assert "Inscription faite par Bruno" in letters(elsa.email)[0].text


@pytest.mark.django_db
def test_the_event_comes_with_the_message_for_the_calendar():
    event = make_event()
    one = register(event, filled())
    cancel_registration(one)
    cancelled, taken = letters("p1@example.net")
    for letter, method, status in ((taken, "REQUEST", "CONFIRMED"), (cancelled, "CANCEL", "CANCELLED")):
        parts = list(email.message_from_bytes(bytes(letter.mime)).walk())
        (part,) = [part for part in parts if part.get_content_type() == "text/calendar"]
        text = part.get_payload(decode=True).decode()
        assert part.get_param("method") == method and f"METHOD:{method}" in text
        assert f"STATUS:{status}" in text and f"UID:{event.uid}" in text.replace("\r\n ", "")


# --- Changes ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_moved_everybody_is_told_once_and_reminded_again(amina, django_capture_on_commit_callbacks):
    event = make_event(capacity=1)
    come, wait = register(event, filled(1)), register(event, filled(2))
    call = make_registration(event, "Mme Roy", email="")
    gone = make_registration(event, state=State.CANCELLED, email="gone@example.net")
    Registration.objects.filter(pk=come.pk).update(reminded_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        move_event(event, in_days(30), in_days(30, 20), note="La salle est prise.", by=amina)
    event.refresh_from_db()
    assert event.sequence == 1 and event.is_moved
    agenda_letters.tell_registered.call(event.pk)
    for address in (come.email, wait.email):
        told = [one for one in letters(address) if "ce qui change" in one.subject]
        assert len(told) == 1 and "La salle est prise." in told[0].text
    assert letters(gone.email) == []
    call.refresh_from_db()
    come.refresh_from_db()
    assert call.to_call and come.reminded_at is None


@pytest.mark.django_db
def test_a_worker_killed_in_the_middle_writes_to_nobody_twice(amina, monkeypatch):
    event = make_event()
    people = [make_registration(event) for _ in range(7)]
    monkeypatch.setattr(agenda_letters, "CHUNK", 3)
    cancel_event(event, reason="Grève.", by=amina)
    real, count = agenda_letters.write_registered, 0

    def killed(*args, **kwargs):
        nonlocal count
        count += 1
        if count == 5:
            raise KeyboardInterrupt
        real(*args, **kwargs)

    monkeypatch.setattr(agenda_letters, "write_registered", killed)
    with pytest.raises(KeyboardInterrupt):
        agenda_letters.tell_registered.call(event.pk)
    assert len(letters()) == 3
    assert agenda_letters.tell_what_is_left() == 1
    assert sorted(one.to[0] for one in letters()) == sorted(one.email for one in people)
    assert agenda_letters.tell_what_is_left() == 0


@pytest.mark.django_db
def test_the_place_changes_and_the_words_do_not(amina, django_capture_on_commit_callbacks):
    event = make_event(place="Salle A")
    one = register(event, filled())
    event.title = "Autre titre"
    change_event(event, by=amina)
    assert event.sequence == 0
    event.place = "Salle B"
    with django_capture_on_commit_callbacks(execute=True):
        change_event(event, by=amina)
    assert event.sequence == 1 and "Salle B" in letters(one.email)[0].text


@pytest.mark.django_db
def test_reminders_leave_once_two_days_before():
    near, far = make_event(days=2), make_event("Loin", days=3)
    one = make_registration(near)
    make_registration(far)
    make_registration(near, state=State.WAITING)
    make_registration(make_event("Annulé", days=1, state=Event.State.CANCELLED))
    make_registration(near, email="")
    assert agenda_letters.remind_registered() == 1
    assert letters()[0].to == [one.email] and "Rappel" in letters()[0].subject
    assert agenda_letters.remind_registered() == 0


@pytest.mark.django_db
def test_what_is_past_its_term_goes_and_figures_stay(bruno):
    old, recent = make_event(days=-400), make_event(days=-300)
    kept = make_registration(recent)
    gone = make_registration(old, user=bruno, phone="01", answers={"childcare": "yes"}, sex="woman")
    make_registration(recent, state=State.TO_CONFIRM, created_at=timezone.now() - timedelta(days=4))
    assert purge_registrations() == 2 and purge_registrations() == 0
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.name, gone.email, gone.phone, gone.answers, gone.user) == (FORGOTTEN, "", "", {}, None)
    assert gone.sex == "woman" and kept.name != FORGOTTEN and Registration.objects.count() == 2


# --- All at once ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("people", "places"), [(20, 5), (200, 50)])
def test_no_place_is_given_twice_whatever_the_race(other_database, people, places):
    done = subprocess.run(
        [sys.executable, "-m", "bench.agenda", str(people), str(places)],
        cwd=ROOT,
        env=other_database,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    left = places // 2
    assert [int(one) for one in done.stdout.split()] == [places, people - places, 0, places, left], done.stderr
