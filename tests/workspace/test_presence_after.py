"""After an event: minutes told once, resolutions as tasks, opinions that name nobody, the year's figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import JournalEntry
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.presence_after import (
    OPEN_FOR,
    add_resolution,
    answer_feedback,
    ask_feedback,
    forgo_feedback,
    publish_minutes,
    purge_feedback,
    save_minutes,
    send_feedback,
    set_resolution_done,
    withdraw_minutes,
)
from maillage.workspace.actions.tasks import set_done
from maillage.workspace.models import (
    Attendance,
    Event,
    FeedbackAnswer,
    FeedbackLink,
    FeedbackRound,
    Guest,
    Notification,
    Registration,
    Resolution,
    Task,
)
from maillage.workspace.queries.presence_statistics import Asked, statistics_of
from tests.page import check_html

from .agenda_ground import in_days, letters, make_event, make_registration

pytestmark = pytest.mark.django_db


def to(name: str, event: Event) -> str:
    return reverse(f"workspace:{name}", args=[event.slug])


def yesterday(**fields: Any) -> Event:
    return make_event(days=-1, **fields)


def came(event: Event, name: str = "", **fields: Any) -> Registration:
    """Somebody who was there."""
    person = make_registration(event, name, **fields)
    mark = {"at": timezone.now(), "mark": "00000000-0000-0000-0000-000000000001"}
    Attendance.objects.create(registration=person, session="x", present=True, **mark)
    return person


# --- Minutes ----------------------------------------------------------------------------------------
def test_minutes_are_seen_once_published_and_told_once(client, amina, bruno, membership):
    event = yesterday()
    make_registration(event, email="aline@example.net")
    make_registration(event, email=bruno.email, user=bruno)
    with pytest.raises(Refused):
        publish_minutes(event, by=amina)
    save_minutes(event, "# Décidé\n\nUn **garage** <script>alert(1)</script>", by=amina)
    assert "garage" not in client.get(event.get_absolute_url()).content.decode()
    assert publish_minutes(event, by=amina) == 2
    html = check_html(client.get(event.get_absolute_url()))
    assert "<strong>garage</strong>" in html and "<script>alert" not in html
    (letter,) = letters("aline@example.net")
    assert "compte rendu" in letter.subject.lower()
    withdraw_minutes(event, by=amina)
    assert "garage" not in client.get(event.get_absolute_url()).content.decode()
    assert publish_minutes(event, by=amina) == 0 and publish_minutes(event, by=amina) == 0
    assert len(letters("aline@example.net")) == 1 and Notification.objects.filter(user=bruno).count() == 1


def test_minutes_for_members_are_not_read_by_others(client, as_chloe, as_bruno, amina, membership):
    event = yesterday(audience=Event.Audience.MEMBERS)
    outside = make_registration(event, email="dehors@example.net")
    save_minutes(event, "Le secret des membres", by=amina)
    publish_minutes(event, by=amina)
    assert "secret des membres" in as_bruno.get(event.get_absolute_url()).content.decode()
    for browser in (client, as_chloe):
        assert b"secret des membres" not in browser.get(event.get_absolute_url()).content
    assert letters(outside.email) == []


def test_the_page_of_minutes_shows_before_it_keeps(as_amina):
    event = yesterday()
    shown = as_amina.post(to("minutes", event), {"text": "## Points\n\n- un", "show": "1"})
    assert "<li>un</li>" in check_html(shown)
    assert as_amina.post(to("minutes", event), {"publish": "1"}).status_code == 302
    assert not hasattr(Event.objects.get(pk=event.pk), "minutes")
    as_amina.post(to("minutes", event), {"text": "Gardé", "save": "1"})
    assert Event.objects.get(pk=event.pk).minutes.text == "Gardé"
    assert as_amina.post(to("minutes", event), {"text": "\x00", "save": "1"}).status_code == 200


# --- Resolutions ------------------------------------------------------------------------------------
def test_a_resolution_becomes_a_task_of_who_is_named(as_amina, amina, bruno, membership):
    event = yesterday(kind=Event.Kind.ROUND_TABLE, problem="Comment venir ?")
    data = {"add": "1", "text": "Ouvrir un garage à vélos", "assignee": bruno.pk, "due_on": "2027-01-15"}
    for _ in range(2):
        as_amina.post(to("resolutions", event), data)
    (held,) = Resolution.objects.all()
    (task,) = Task.objects.all()
    assert held.task == task and task.assignee == bruno and task.origin_url == event.get_absolute_url()
    with pytest.raises(Refused):
        set_resolution_done(held, True, by=amina)
    set_done(task, True, by=bruno)
    assert Resolution.objects.get().is_done
    assert "Fait" in check_html(as_amina.get(to("resolutions", event)))


def test_a_resolution_of_nobody_is_done_by_its_own_button(as_amina, amina):
    event = yesterday()
    held = add_resolution(Resolution(event=event, text="Écrire au maire", who="Le Pôle"), by=amina)
    assert not Task.objects.exists()
    as_amina.post(to("resolutions", event), {"done": held.pk})
    assert Resolution.objects.get().is_done
    as_amina.post(to("resolutions", event), {"undone": held.pk})
    assert not Resolution.objects.get().is_done
    other = add_resolution(Resolution(event=yesterday(title="Autre"), text="Ailleurs"), by=amina)
    for odd in (other.pk, "x", "9" * 30, "\x00"):
        assert as_amina.post(to("resolutions", event), {"remove": odd}).status_code == 404
    as_amina.post(to("resolutions", event), {"remove": held.pk})
    assert list(Resolution.objects.all()) == [other]


# --- Opinions ---------------------------------------------------------------------------------------
def test_opinions_are_asked_once_the_day_after_of_those_who_came(amina):
    event = yesterday()
    came(event, email="venue@example.net")
    make_registration(event, email="absente@example.net")
    came(event, email="")
    ask_feedback(event, by=amina)
    ask_feedback(event, by=amina)
    assert send_feedback(event.ends_at + timedelta(minutes=5)) == 0  # the same evening
    assert not FeedbackLink.objects.exists()
    assert send_feedback() == 1 and send_feedback() == 0
    (letter,) = letters("venue@example.net")
    assert "/avis/" in letter.text and letters("absente@example.net") == []
    with pytest.raises(Refused):
        forgo_feedback(event, by=amina)


def test_without_presence_all_are_asked_and_a_kill_is_taken_up(amina):
    event = yesterday()
    make_registration(event, email="a@example.net")
    make_registration(event, email="b@example.net")
    ask_feedback(event, by=amina)
    send_feedback()
    FeedbackLink.objects.filter(registration__email="b@example.net").update(is_sent=False)
    assert send_feedback() == 1
    assert len(letters("a@example.net")) == 1 and len(letters("b@example.net")) == 2


def test_nobody_is_asked_of_a_cancelled_or_an_old_event(amina):
    event = yesterday()
    make_registration(event)
    ask_feedback(event, by=amina)
    Event.objects.update(state=Event.State.CANCELLED)
    assert send_feedback() == 0
    with pytest.raises(Refused):
        ask_feedback(make_event(days=-30), by=amina)
    with pytest.raises(Refused):
        ask_feedback(make_event(state=Event.State.DRAFT), by=amina)


@pytest.fixture
def links(amina) -> list[FeedbackLink]:
    event = yesterday()
    for number in range(3):
        came(event, email=f"venue{number}@example.net")
    ask_feedback(event, by=amina)
    send_feedback()
    return list(FeedbackLink.objects.all())


def test_an_opinion_answers_once_and_names_nobody(client, links):
    url = reverse("workspace:feedback-answer", args=[links[0].token])
    assert "anonyme" in check_html(client.get(url))
    assert not FeedbackLink.objects.filter(is_used=True).exists()
    for odd in ({}, {"useful": "9"}, {"useful": "\x00"}, {"useful": "9" * 30}):
        assert client.post(url, odd).status_code == 200
    for _ in range(2):
        client.post(url, {"useful": "4", "welcome": "", "served": "Les rencontres"})
    (answer,) = FeedbackAnswer.objects.all()
    assert (answer.useful, answer.welcome, answer.served) == (4, None, "Les rencontres")
    assert "Ce lien a servi" in check_html(client.get(url))
    # Nothing kept of the answer leads to the link or to the person: no key, no hour, in the journal neither.
    fields = {one.name for one in FeedbackAnswer._meta.get_fields()}
    assert fields == {"id", "event", "useful", "welcome", "served", "missed"}
    entry = JournalEntry.objects.get(verb="feedback.answer")
    assert entry.by_id is None and entry.data == {}


def test_results_are_read_from_three_opinions_on(client, as_amina, links):
    event = links[0].round.event
    page = to("feedback", event)
    for number, link in enumerate(links):
        html = check_html(as_amina.get(page))
        assert "Les rencontres" not in html and "Pas encore assez" in html
        said = {"useful": str(4 - number % 2), "served": "Les rencontres"}
        client.post(reverse("workspace:feedback-answer", args=[link.token]), said)
    html = check_html(as_amina.get(page))
    assert "Les rencontres" in html and "67" in html and "Pas encore assez" not in html


def test_a_link_that_served_adds_nothing_however_it_is_sent(links):
    answer_feedback(links[0], FeedbackAnswer(useful=3))
    with pytest.raises(Refused, match="déjà servi"):
        answer_feedback(links[0], FeedbackAnswer(useful=1))
    assert [one.useful for one in FeedbackAnswer.objects.all()] == [3]


def test_a_late_opinion_is_refused_and_links_are_purged_apart_from_opinions(client, links):
    answer_feedback(links[0], FeedbackAnswer(useful=3))
    FeedbackRound.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    url = reverse("workspace:feedback-answer", args=[links[1].token])
    assert "ne sont plus recueillis" in check_html(client.get(url))
    client.post(url, {"useful": "1"})
    with pytest.raises(Refused):
        answer_feedback(
            FeedbackLink.objects.select_related("round").get(pk=links[1].pk), FeedbackAnswer(useful=1)
        )
    assert FeedbackAnswer.objects.count() == 1 and purge_feedback() == 0
    FeedbackRound.objects.update(closes_on=timezone.localdate() - OPEN_FOR - timedelta(days=40))
    assert purge_feedback() == 3 and FeedbackAnswer.objects.count() == 1


@pytest.mark.parametrize("name", ["minutes", "resolutions", "feedback"])
def test_only_who_keeps_the_event_writes_what_follows(name, client, as_bruno, as_amina, membership):
    event = yesterday()
    check_html(as_amina.get(to(name, event)))
    assert as_bruno.get(to(name, event)).status_code == 403
    assert as_bruno.post(to(name, event), {"ask": "1", "publish": "1"}).status_code == 403
    assert client.get(to(name, event)).status_code == 302
    assert not FeedbackRound.objects.exists()


# --- Figures ----------------------------------------------------------------------------------------
def counted() -> None:
    """Two forums and a training of 2020: five registered of whom three came, and one at the door."""
    zone = timezone.get_current_timezone()
    for month, kind in ((2, Event.Kind.FORUM), (3, Event.Kind.TRAINING), (5, Event.Kind.FORUM)):
        starts = timezone.datetime(2020, month, 10, 18, tzinfo=zone)
        event = make_event(
            f"{kind} {month}",
            kind=kind,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            asks_sex=kind == Event.Kind.FORUM,
        )
        came(event, email="fidele@example.net", sex="woman")
        if month == 2:
            make_registration(event, sex="man")
            came(event, email="porte@example.net", channel=Registration.Channel.DOOR)
        if month == 5:
            make_registration(event, state=Registration.State.CANCELLED)
            make_registration(event, sex="man")


def test_figures_of_a_year_and_the_rows_behind_them(as_amina):
    counted()
    found = statistics_of(Asked(2020))
    total = found.total
    assert (total.events, total.registered, total.present, total.new) == (3, 5, 4, 2)
    assert total.rate == 60  # three of the five who had registered
    assert [(one.label, one.events, one.registered, one.present) for one in found.kinds] == [
        ("Forum", 2, 4, 3),
        ("Formation", 1, 1, 1),
    ]
    assert [one.events for one in found.quarters] == [2, 1, 0, 0]
    assert found.quarters[0].new == 2 and found.quarters[1].new == 0
    assert found.sexes == [("Femmes", 2, 2), ("Hommes", 2, 0), ("Sans réponse", 1, 1)]
    page = check_html(as_amina.get(reverse("workspace:event-statistics"), {"annee": "2020"}))
    assert "60" in page and "trimestre=1" in page
    rows = reverse("workspace:event-statistics-rows")
    shown = check_html(as_amina.get(rows, {"annee": "2020", "sorte": "forum", "trimestre": "2"}))
    assert "forum 5" in shown and "forum 2" not in shown and "training" not in shown
    csv = b"".join(as_amina.get(reverse("workspace:event-statistics-csv"), {"annee": "2020"})).decode(
        "utf-8-sig"
    )
    assert "Forum" in csv and "1er trimestre 2020" in csv


def test_few_people_are_not_told_apart_by_sex():
    event = make_event(days=-3, asks_sex=True)
    for _ in range(4):
        came(event, sex="woman")
    found = statistics_of(Asked(event.starts_at.year))
    assert found.sexes == [] and found.hidden
    came(event, sex="man")
    assert statistics_of(Asked(event.starts_at.year)).sexes


def test_what_is_to_come_or_cancelled_is_not_counted_and_odd_addresses_are_this_year(as_amina):
    make_event(days=3)
    make_event(starts_at=in_days(-3), state=Event.State.CANCELLED)
    make_event(starts_at=in_days(-3), state=Event.State.DRAFT)
    assert statistics_of(Asked(in_days(-3).year)).total.events == 0
    for odd in ("x", "\x00", "9" * 30, "0000", "٢٠٢٠"):
        for name in ("event-statistics", "event-statistics-rows"):
            url = reverse(f"workspace:{name}")
            check_html(as_amina.get(url, {"annee": odd, "trimestre": odd, "sorte": odd, "page": odd}))


def test_figures_ask_the_same_of_the_database_whatever_there_is(as_amina):
    def count() -> list[int]:
        found = []
        for name in ("event-statistics", "event-statistics-rows"):
            with CaptureQueriesContext(connection) as queries:
                check_html(as_amina.get(reverse(f"workspace:{name}"), {"annee": "2020"}))
            found.append(len(queries))
        return found

    counted()
    Guest.objects.create(event=Event.objects.first(), name="Zoé")
    count()
    before = count()
    counted()
    assert count() == before


@pytest.mark.parametrize("name", ["event-statistics", "event-statistics-csv", "event-statistics-rows"])
def test_figures_are_the_animators(name, client, as_bruno, as_amina, membership):
    url = reverse(f"workspace:{name}")
    assert as_amina.get(url).status_code == 200
    assert as_bruno.get(url).status_code == 403 and client.get(url).status_code == 302
