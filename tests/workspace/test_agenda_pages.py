"""The pages of the agenda: what each person sees, does, and is refused."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.actors.models import Membership
from maillage.territory.models import Commune
from maillage.workspace.actions.agenda import cancel_event, move_event, publish_event, repeat_event
from maillage.workspace.actions.date_polls import answer_poll, choose_date, open_poll, tell_voters_left
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.presence_after import publish_minutes, save_minutes
from maillage.workspace.actions.registrations import Filled, register
from maillage.workspace.awaited import awaited
from maillage.workspace.domain.agenda import registration_status, when_in_french
from maillage.workspace.domain.recurrence import Rule
from maillage.workspace.models import (
    DatePoll,
    Event,
    EventQuestion,
    GroupMember,
    Notification,
    Registration,
)
from maillage.workspace.permissions import kept_events, visible_events
from maillage.workspace.queries.agenda import coming_events, next_public_events
from tests.factories import make_actor
from tests.page import check_html

from .agenda_ground import in_days, letters, make_event, make_registration

pytestmark = pytest.mark.django_db


def to(name: str, event: Event, *more) -> str:
    return reverse(f"workspace:{name}", args=[event.slug, *more])


# --- Words ------------------------------------------------------------------------------------------
def test_dates_are_said_as_people_say_them():
    zone = timezone.get_current_timezone()
    at = lambda *parts: timezone.datetime(*parts, tzinfo=zone)  # noqa: E731
    said = lambda *args, **more: when_in_french(*args, **more).replace("\u00a0", " ")  # noqa: E731
    day = said(at(2026, 3, 12, 9), at(2026, 3, 12, 17, 30), all_day=False)
    assert day == "jeudi 12 mars 2026, de 9 h à 17 h 30"
    assert (
        said(at(2026, 3, 1, 18), at(2026, 3, 2, 0), all_day=False) == "dimanche 1er mars 2026, de 18 h à minuit"
    )
    days = said(at(2026, 3, 12), at(2026, 3, 15), all_day=True)
    assert days == "du jeudi 12 mars au samedi 14 mars 2026"
    assert said(at(2026, 3, 12), at(2026, 3, 13), all_day=True) == "jeudi 12 mars 2026"


def test_places_are_counted_before_who_waits():
    asked = {
        "state": "published",
        "takes": True,
        "ends_at": None,
        "opens_at": None,
        "closes_at": None,
        "now": timezone.now(),
    }
    assert registration_status(**asked, capacity=2, taken=1, waiting=0) == "open"
    assert registration_status(**asked, capacity=2, taken=2, waiting=0) == "full"
    assert registration_status(**asked, capacity=2, taken=1, waiting=1) == "full"
    assert registration_status(**asked, capacity=None, taken=9, waiting=0) == "open"


# --- Who sees and keeps -------------------------------------------------------------------------------
def test_each_sees_what_is_for_them(amina, bruno, chloe, membership, mobility, savings):
    public, members = make_event("Public"), make_event("Membres", audience=Event.Audience.MEMBERS)
    of_mobility = make_event("Mobilité", group=mobility, audience=Event.Audience.GROUP)
    of_savings = make_event("Épargne", group=savings, audience=Event.Audience.GROUP)
    draft = make_event("Brouillon", state=Event.State.DRAFT)
    for user, seen in (
        (AnonymousUser(), {public}),
        (chloe, {public}),
        (bruno, {public, members, of_mobility}),
        (amina, {public, members, of_mobility, draft}),
    ):
        assert set(visible_events(user)) == seen, user
    GroupMember.objects.create(group=savings, user=bruno, is_lead=True)
    assert of_savings in visible_events(bruno) and of_savings not in visible_events(amina)


def test_leads_keep_the_events_of_their_group_and_members_their_drafts(amina, bruno, membership, mobility):
    of_pole, of_group = make_event(), make_event("Groupe", group=mobility, audience=Event.Audience.GROUP)
    own = make_event("Idée", state=Event.State.DRAFT, created_by=bruno)
    assert set(kept_events(bruno)) == {own}
    assert set(kept_events(amina)) == {of_pole, of_group, own}
    GroupMember.objects.create(group=mobility, user=bruno, is_lead=True)
    assert set(kept_events(bruno)) == {own, of_group}
    Membership.objects.update(ends_on=timezone.localdate())
    assert not kept_events(User.objects.get(pk=bruno.pk)).exists()


def test_who_may_not_see_is_sent_to_sign_in_or_refused(client, as_chloe, as_bruno, membership):
    event = make_event(audience=Event.Audience.MEMBERS)
    draft = make_event("Brouillon", state=Event.State.DRAFT)
    for name in ("event", "event-ics", "register", "register-asked"):
        assert client.get(to(name, event)).status_code == 302
        assert as_chloe.get(to(name, event)).status_code == 403
        assert as_bruno.get(to(name, draft)).status_code == 404
    assert as_bruno.get(to("event", event)).status_code == 200
    assert as_chloe.post(to("register", event), {"once": "x"}).status_code == 403
    assert not Registration.objects.exists()


# --- Lists ----------------------------------------------------------------------------------------------
def test_the_list_the_month_and_the_map_cost_the_same_whatever_there_is(
    client, amina, as_amina, plaine_centrale
):
    pages = [
        "/agenda/",
        "/agenda/passes/",
        f"/agenda/mois/{timezone.localdate():%Y-%m}/",
        "/agenda/carte/",
        "/agenda/points.json",
        "/agenda.ics",
        "/agenda/gerer/",
    ]

    def fill(number: int) -> None:
        for n in range(number):
            for days in (-3, 0, 12):
                event = make_event(f"É{n}", days=days, themes=("culture", "habitat"), commune_id="94028")
                make_registration(event)
        one = Event.objects.filter(starts_at__gt=timezone.now()).last()
        assert one is not None
        pages[7:] = [to("event", one), to("registered", one)]

    counts = []
    for number in (1, 3):
        fill(number)
        counts.append([])
        for page in pages:
            as_amina.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert as_amina.get(page).status_code == 200
            counts[-1].append(len(captured))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30


def test_pages_are_sound_and_say_what_there_is(client, as_amina, plaine_centrale):
    empty = [check_html(client.get(page)) for page in ("/agenda/", "/agenda/passes/", "/agenda/carte/")]
    assert "Rien n’est annoncé" in empty[0]
    check_html(client.get("/agenda/mois/2026-03/"))
    event = make_event("Le forum", place="Salle", commune_id="94028", themes=("culture",), capacity=3)
    make_event("Trois jours", all_day=True, starts_at=in_days(20, 0), ends_at=in_days(23, 0))
    make_event("Annulée", days=20, state=Event.State.CANCELLED, cancel_reason="Grève.")
    month = f"/agenda/mois/{in_days(20):%Y-%m}/"
    for page in ("/agenda/", "/agenda/carte/", month, event.get_absolute_url()):
        assert "Le forum" in check_html(client.get(page))
    assert client.get("/agenda/mois/").url == f"/agenda/mois/{timezone.localdate():%Y-%m}/"
    for wrong in ("2026-13", "abc", "0000-01", "2026-3"):
        assert client.get(f"/agenda/mois/{wrong}/").status_code == 404
    assert client.get("/agenda/points.json").json()["elsewhere"] == 3
    Commune.objects.filter(pk="94028").update(latitude=48.79, longitude=2.45)
    assert client.get("/agenda/points.json").json()["communes"][0]["events"][0]["title"] == "Le forum"
    for name in (
        "edit-event",
        "publish-event",
        "move-event",
        "cancel-event",
        "repeat-event",
        "event-programme",
        "event-questions",
        "registered",
        "add-guest",
        "register",
        "register-asked",
    ):
        check_html(as_amina.get(to(name, event)))
    check_html(as_amina.get("/agenda/nouveau/"))
    check_html(as_amina.get("/agenda/gerer/"))
    check_html(as_amina.get("/agenda/importer/"))
    check_html(client.get("/agenda/abonnements/"))


def test_filters_hold_together(client, plaine_centrale, mobility):
    make_event("Culture", themes=("culture",), commune_id="94028", kind=Event.Kind.FORUM)
    make_event("Habitat", themes=("habitat",), commune_id="94002", kind=Event.Kind.TRAINING, group=mobility)
    for query, there, not_there in (
        ("theme=culture", "Culture</a>", "Habitat</a>"),
        ("sorte=training", "Habitat</a>", "Culture</a>"),
        ("commune=94002", "Habitat</a>", "Culture</a>"),
        ("groupe=mobilite", "Habitat</a>", "Culture</a>"),
        ("theme=culture&commune=94028", "Culture</a>", "Habitat</a>"),
    ):
        html = client.get(f"/agenda/?{query}").content.decode()
        assert there in html and not_there not in html, query
    assert "Rien ne répond" in client.get("/agenda/?theme=culture&commune=94002").content.decode()


def test_an_event_of_several_days_is_on_each_of_its_days_and_today(client):
    make_event("Semaine", all_day=True, starts_at=in_days(-1, 0), ends_at=in_days(2, 0))
    html = client.get("/agenda/").content.decode()
    assert "Aujourd’hui" in html
    first = in_days(0).replace(day=10)
    make_event(
        "Dix", all_day=True, starts_at=first.replace(hour=0), ends_at=first.replace(hour=0) + timedelta(days=3)
    )
    html = client.get(f"/agenda/mois/{first:%Y-%m}/").content.decode()
    assert html.count(">Dix</span>") == 6  # three days, in the table and in the list


def test_home_shows_the_next_public_events(client, plaine_centrale):
    make_event("Demain", days=1)
    make_event("Membres", days=1, audience=Event.Audience.MEMBERS)
    make_event("Annulé", days=1, state=Event.State.CANCELLED)
    weekly = make_event("Permanence", days=2)
    repeat_event(weekly, Rule(frequency="weekly", until=weekly.first_day + timedelta(days=30)), by=None)
    assert [one.title for one in next_public_events()] == ["Demain", "Permanence"]
    assert "Prochains rendez-vous" in check_html(client.get("/"))


# --- Preparing ------------------------------------------------------------------------------------------
def sent(**more) -> dict[str, str]:
    day = f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}"
    return {
        "kind": "forum",
        "title": "Le  forum",
        "audience": "public",
        "access": "yes",
        "day": day,
        "start": "09:00",
        "end": "17:00",
        "takes_registrations": "on",
        "capacity": "120",
        **more,
    }


def test_the_animator_prepares_then_publishes_and_members_are_told(as_amina, amina, bruno, membership):
    assert as_amina.post("/agenda/nouveau/", sent()).status_code == 302
    event = Event.objects.get()
    assert (event.title, event.state, event.is_proposal, event.capacity) == ("Le forum", "draft", False, 120)
    assert timezone.localtime(event.starts_at).hour == 9
    assert as_amina.post(to("publish-event", event), {"publish": "1", "tell": "on"}).status_code == 302
    event.refresh_from_db()
    assert event.state == Event.State.PUBLISHED
    assert Notification.objects.get(user=bruno).url == event.get_absolute_url()
    with pytest.raises(Refused, match="déjà"):
        publish_event(event, by=amina)


def test_a_member_proposes_and_the_animator_publishes_or_says_why_not(
    as_bruno, as_amina, amina, bruno, membership
):
    as_bruno.post("/agenda/nouveau/", sent())
    event = Event.objects.get()
    assert event.is_proposal and event.state == Event.State.DRAFT
    assert as_bruno.post(to("publish-event", event), {"publish": "1"}).status_code == 403
    assert [one.verb for one in awaited(amina) if "proposé" in one.title] == ["review"]
    assert "Proposé par Bruno" in check_html(as_amina.get(event.get_absolute_url()))
    as_amina.post(to("publish-event", event), {"refuse": "1", "reason": "Déjà prévu."})
    event.refresh_from_db()
    assert not event.is_proposal and "Déjà prévu." in Notification.objects.get(user=bruno).text
    as_bruno.post(to("publish-event", event), {"propose": "1"})
    as_amina.post(to("publish-event", event), {"publish": "1"})
    event.refresh_from_db()
    assert event.state == Event.State.PUBLISHED
    assert as_bruno.get(to("edit-event", event)).status_code == 403


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"end": "08:00"}, "après le début"),
        ({"end": "", "last_day": "2099-01-01", "day": "2098-12-30"}, "heure de fin"),
        ({"start": ""}, "heure de début"),
        ({"day": "abc"}, "valide"),
        ({"day": "0001-01-01"}, "lointaine"),
        ({"last_day": "2020-01-01"}, "avant le premier"),
        ({"audience": "group"}, "Choisissez d’abord le groupe"),
        ({"capacity": "0"}, "supérieure ou égale"),
        ({"structure": "Zorglub"}, "Aucune structure"),
        ({"kind": ""}, "obligatoire"),
        ({"day": ""}, "Dites le jour"),
        ({"takes_registrations": ""}, "Nombre de places"),
        ({"takes_registrations": "", "capacity": "", "asks": ["meal"]}, "Demander aux personnes"),
    ],
)
def test_what_is_wrong_is_said(as_amina, more, why):
    assert why in check_html(as_amina.post("/agenda/nouveau/", sent(**more)))
    assert not Event.objects.exists()


def test_a_browser_lets_the_form_leave_without_a_day(as_amina):
    html = as_amina.get("/agenda/nouveau/").content.decode()
    assert "required" not in re.search(r'<input[^>]*name="day"[^>]*>', html)[0]


def test_without_a_date_it_stays_a_draft(as_amina, amina):
    as_amina.post("/agenda/nouveau/", {**sent(), "day": "", "start": "", "dateless": "on"})
    event = Event.objects.get()
    assert event.starts_at is None and event.when == "date à fixer"
    with pytest.raises(Refused, match="date"):
        publish_event(event, by=amina)
    check_html(as_amina.get(event.get_absolute_url()))
    check_html(as_amina.get(to("publish-event", event)))
    check_html(as_amina.get(to("open-poll", event)))
    assert as_amina.get(to("event-ics", event)).status_code == 404


def test_edit_changes_all_but_the_date(as_amina):
    event = make_event(place="A")
    as_amina.post(to("edit-event", event), {**sent(), "title": "Nouveau", "place": "B", "asks": ["meal"]})
    before = event.starts_at
    event.refresh_from_db()
    assert (event.title, event.place, event.asks_meal, event.starts_at) == ("Nouveau", "B", True, before)
    assert event.sequence == 1


def test_programme_and_questions(as_amina, bruno, membership, client):
    event = make_event()
    slots = {
        "slots-TOTAL_FORMS": "2",
        "slots-INITIAL_FORMS": "0",
        "slots-0-start": "18:00",
        "slots-0-end": "18:30",
        "slots-0-title": "Accueil",
        "slots-0-emails": "bruno@example.org",
        "slots-0-speakers": "Mme Roy",
    }
    assert as_amina.post(to("event-programme", event), slots).status_code == 302
    html = check_html(client.get(event.get_absolute_url()))
    assert "Accueil" in html and "Mme Roy, Bruno" in html
    assert Notification.objects.filter(user=bruno).count() == 1
    wrong = check_html(
        as_amina.post(to("event-programme", event), {**slots, "slots-0-emails": "x@example.org"})
    )
    assert "Aucun membre" in wrong
    asked = {
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-0-label": "Atelier ?",
        "questions-0-kind": "choice",
        "questions-0-choices": "Bois\nTerre",
    }
    as_amina.post(to("event-questions", event), asked)
    question = EventQuestion.objects.get()
    assert question.choices == ["Bois", "Terre"]
    kept = {
        **asked,
        "questions-INITIAL_FORMS": "1",
        "questions-0-pk": str(question.pk),
        "questions-0-label": "Quoi ?",
    }
    as_amina.post(to("event-questions", event), kept)
    assert EventQuestion.objects.get().pk == question.pk
    html = check_html(client.get(to("register", event)))
    assert "Quoi ?" in html and "Bois" in html


def test_one_question_alone_is_kept_then_changed(as_amina):
    """The form as a browser sends it: the blocks left empty send the first choice of their list."""
    event = make_event()
    empty = {f"questions-{number}-kind": "text" for number in (1, 2)}
    asked = {
        "questions-TOTAL_FORMS": "2",
        "questions-INITIAL_FORMS": "0",
        "questions-0-kind": "yes-no",
        **empty,
    }
    as_amina.post(to("event-questions", event), {**asked, "questions-0-label": "À vélo ?"})
    question = EventQuestion.objects.get()
    again = {**asked, "questions-TOTAL_FORMS": "3", "questions-INITIAL_FORMS": "1"}
    again |= {"questions-0-pk": str(question.pk), "questions-0-label": "En train ?"}
    as_amina.post(to("event-questions", event), again)
    assert EventQuestion.objects.get().label == "En train ?"
    html = as_amina.get(to("event-questions", event)).content.decode()
    assert html.count("(obligatoire)") == 2, "an empty block asks for nothing"


def test_a_published_event_is_not_moved_into_the_past_and_a_draft_is_mended(as_amina, amina):
    event = make_event()
    make_registration(event)
    past, future = timezone.localdate() - timedelta(days=300), timezone.localdate() + timedelta(days=65)
    answer = as_amina.post(to("move-event", event), {"day": f"{past}", "start": "10:00"})
    assert "déjà passée" in check_html(answer)
    event.refresh_from_db()
    assert event.sequence == 0 and not event.is_past
    draft = make_event("Brouillon", days=-40, state=Event.State.DRAFT)
    assert "Changer la date" in check_html(as_amina.get(draft.get_absolute_url()))
    assert "déjà passée" in check_html(as_amina.get(to("publish-event", draft)))
    as_amina.post(to("move-event", draft), {"day": f"{future}", "start": "10:00"})
    draft.refresh_from_db()
    assert draft.first_day == future
    answer = as_amina.post("/agenda/nouveau/", sent(day=f"{past}"), follow=True)
    assert "elle est déjà passée" in check_html(answer)


def test_members_once_told_of_it_are_told_of_its_new_date_and_end(amina, bruno, elsa, membership):
    event = make_event(state=Event.State.DRAFT)
    publish_event(event, by=amina, tell=True)
    register(event, Filled(name="Elsa", email=elsa.email), user=elsa, by=elsa)
    event.refresh_from_db()
    move_event(event, in_days(30), in_days(30, 20), by=amina)
    cancel_event(event, reason="Grève.", by=amina)
    told = Notification.objects.filter(kind="event").order_by("pk")
    assert [one.text.split()[0] for one in told.filter(user=bruno)] == ["Forum,", "Nouvelle", "Annulé"]
    assert [one.text.split()[0] for one in told.filter(user=elsa)] == ["Forum,"], "her letters say the rest"


def test_who_left_a_private_group_hears_no_more_of_its_meetings(amina, bruno, savings, membership):
    held = GroupMember.objects.create(group=savings, user=bruno)
    event = make_event(audience=Event.Audience.GROUP, group=savings, state=Event.State.DRAFT)
    publish_event(event, by=amina, tell=True)
    assert Notification.objects.filter(user=bruno).count() == 1
    held.delete()
    move_event(event, in_days(30), in_days(30, 20), by=amina)
    assert Notification.objects.filter(user=bruno).count() == 1


def test_an_event_that_was_is_not_moved(amina):
    event = make_event(days=-3)
    with pytest.raises(Refused, match="a déjà eu lieu"):
        move_event(event, in_days(30), in_days(30, 20), by=amina)


def test_a_structure_may_be_left_out_when_none_of_those_found_is_the_one(as_amina):
    for name in ("Jardin des Lilas", "Jardin des Roses"):
        make_actor(name)
    answer = as_amina.post("/agenda/nouveau/", sent(structure="Jardin"))
    assert "Aucune de celles-ci" in check_html(answer)
    as_amina.post("/agenda/nouveau/", sent(structure="Jardin", found="-"))
    assert Event.objects.get().organiser is None


def test_a_correction_keeps_what_it_does_not_ask(as_amina, bruno):
    event = make_event(asks_meal=True, asks_image_right=True, asks_sex=True, asks_childcare=True)
    answers = {"meal": "yes", "image_right": "no", "old": "dit"}
    one = make_registration(event, "Zoé", sex="woman", answers=answers, actor=make_actor("Les Lilas"))
    one.structure, one.user = "Les Lilas", bruno
    one.save()
    EventQuestion.objects.create(event=event, label="Venue ?", kind="text", required=True)
    html = as_amina.get(to("guest", event, one.pk)).content.decode()
    assert 'name="sex"' not in html and 'name="image_right"' not in html
    known = {"name": "Zoë", "structure": "Les Lilas", "email": one.email, "rank": "", "meal": "no"}
    as_amina.post(to("guest", event, one.pk), {**known, "image_right": "yes", "sex": "man"})
    one.refresh_from_db()
    assert (one.name, one.sex, one.user, one.actor.name) == ("Zoë", "woman", bruno, "Les Lilas")
    assert one.answers == {"meal": "no", "image_right": "no", "old": "dit"}
    assert letters() == []
    as_amina.post(to("guest", event, one.pk), {**known, "email": "zoe@example.org", "structure": "Autre"})
    one.refresh_from_db()
    assert (one.user, one.actor, len(letters("zoe@example.org"))) == (None, None, 1)


def test_a_corrected_address_that_is_not_proved_is_asked_to_prove_itself(as_amina):
    event = make_event()
    one = make_registration(event, "Zoé", state="to-confirm", created_at=timezone.now() - timedelta(days=2))
    as_amina.post(to("guest", event, one.pk), {"name": "Zoé", "email": "zoe@example.org", "rank": ""})
    one.refresh_from_db()
    assert one.token in letters("zoe@example.org")[0].text
    assert one.created_at > timezone.now() - timedelta(hours=1)


def test_a_colleague_is_asked_no_consent_for_another_and_homonyms_come_both(as_bruno, membership):
    event = make_event(asks_image_right=True, asks_meal=True)
    html = as_bruno.get(to("register-colleague", event)).content.decode()
    assert 'name="image_right"' not in html and "Repas sur place" in html
    who = {"actor": str(membership.actor_id), "name": "Zoé"}
    for number in (1, 2):
        as_bruno.post(
            to("register-colleague", event), {**who, "email": f"z{number}@example.org", "once": str(number)}
        )
    assert Registration.objects.filter(name="Zoé").count() == 2
    membership.ends_on = timezone.localdate() - timedelta(days=1)
    membership.save()
    Membership.objects.create(user=membership.user, actor=make_actor("Ailleurs"))
    one = Registration.objects.first()
    assert as_bruno.post(to("register-colleague", event), {"cancel": str(one.pk)}).status_code == 404


def test_moving_and_cancelling_ask_and_say(as_amina, amina):
    event = make_event()
    make_registration(event)
    day = timezone.localdate() + timedelta(days=40)
    assert "1 personne" in check_html(as_amina.get(to("move-event", event)))
    as_amina.post(to("move-event", event), {"day": f"{day}", "start": "10:00", "end": "12:00", "note": "Voilà"})
    event.refresh_from_db()
    assert event.first_day == day and event.is_moved and event.sequence == 1
    assert "La date a changé" in as_amina.get(event.get_absolute_url()).content.decode()
    assert "obligatoire" in check_html(as_amina.post(to("cancel-event", event), {"reason": ""}))
    as_amina.post(to("cancel-event", event), {"reason": "Grève."})
    event.refresh_from_db()
    assert event.is_cancelled and event.sequence == 2
    with pytest.raises(Refused, match="annulé"):
        move_event(event, in_days(50), in_days(50, 20), by=amina)


# --- Series ---------------------------------------------------------------------------------------------
def test_a_rule_is_shown_then_makes_events_of_their_own(as_amina, amina):
    event = make_event(capacity=4)
    until = f"{event.first_day + timedelta(days=21)}"
    sent = {"frequency": "weekly", "interval": "1", "until": until}
    html = check_html(as_amina.post(to("repeat-event", event), {**sent, "show": "1"}))
    assert "3 dates en plus" in html and Event.objects.count() == 1
    as_amina.post(to("repeat-event", event), {**sent, "repeat": "1"})
    assert Event.objects.count() == 4
    assert {timezone.localtime(one.starts_at).hour for one in Event.objects.all()} == {18}
    assert len({one.uid for one in Event.objects.all()}) == len({one.slug for one in Event.objects.all()}) == 4
    second = Event.objects.order_by("starts_at")[1]
    make_registration(second)
    assert not event.registrations.exists() and second.capacity == 4
    event.refresh_from_db()
    with pytest.raises(Refused, match="série"):
        repeat_event(event, Rule(frequency="weekly", until=event.first_day + timedelta(days=30)), by=amina)


def test_one_date_changes_or_those_that_follow(as_amina, amina):
    event = make_event()
    repeat_event(event, Rule(frequency="weekly", until=event.first_day + timedelta(days=21)), by=amina)
    first, second, third, fourth = Event.objects.order_by("starts_at")
    as_amina.post(to("edit-event", second), {**sent(), "title": "Une seule", "scope": "one"})
    as_amina.post(to("edit-event", third), {**sent(), "title": "La suite", "scope": "following"})
    titles = list(Event.objects.order_by("starts_at").values_list("title", flat=True))
    assert titles == ["Forum", "Une seule", "La suite", "La suite"]
    third.refresh_from_db()
    start = timezone.localtime(third.starts_at) + timedelta(days=1, hours=1)
    move_event(third, start, start + timedelta(hours=1), by=amina, following=True)
    before = [second.first_day, fourth.first_day]
    second.refresh_from_db()
    fourth.refresh_from_db()
    assert [second.first_day, fourth.first_day - timedelta(days=1)] == before
    assert timezone.localtime(fourth.starts_at).hour == 19
    assert cancel_event(third, reason="Fin.", by=amina, following=True) == 2
    assert list(Event.objects.filter(state="published").order_by("starts_at")) == [first, second]


def test_a_copy_is_a_draft_without_registrations(as_amina):
    event = make_event(themes=("culture",))
    EventQuestion.objects.create(event=event, label="Quoi ?")
    make_registration(event)
    as_amina.post(to("repeat-event", event), {"duplicate": "1"})
    copy = Event.objects.exclude(pk=event.pk).get()
    assert copy.is_draft and copy.themes == ["culture"] and copy.questions.count() == 1
    assert not copy.registrations.exists() and copy.uid != event.uid


# --- Registering through the pages --------------------------------------------------------------------
def test_a_visitor_registers_confirms_and_cancels_by_link(client):
    event = make_event(asks_meal=True, capacity=1)
    page = client.get(to("register", event))
    form = {
        "name": "Ana",
        "email": "Ana@Example.org",
        "meal": "yes",
        "once": page.context["form"]["once"].value(),
    }
    for _ in range(2):
        assert client.post(to("register", event), form).url == to("register-asked", event)
    check_html(client.get(to("register-asked", event)))
    held = Registration.objects.get()
    assert held.answers == {"meal": "yes"} and held.email == "ana@example.org"
    link = reverse("workspace:registration", args=[held.token])
    assert "Il reste à confirmer" in check_html(client.get(link))
    held.refresh_from_db()
    assert held.state == "to-confirm"
    client.post(link, {"confirm": "1"})
    client.post(link, {"confirm": "1"})
    assert "Votre place est prise" in check_html(client.get(link))
    assert len(letters("ana@example.org")) == 2
    assert "Complet" in check_html(client.get(event.get_absolute_url()))
    client.post(link, {"cancel": "1"})
    client.post(link, {"cancel": "1"})
    assert "Inscription annulée" in check_html(client.get(link))
    client.post(link, {"confirm": "1"})
    held.refresh_from_db()
    assert held.state == "cancelled"


def test_a_member_comes_in_one_click_and_registers_colleagues(as_bruno, bruno, membership, as_chloe):
    event = make_event()
    html = check_html(as_bruno.get(event.get_absolute_url()))
    assert "Je viens" in html
    as_bruno.post(to("register", event), {"once": "abc"})
    as_bruno.post(to("register", event), {"once": "abc"})
    held = Registration.objects.get()
    assert (held.user, held.state, held.structure) == (bruno, "confirmed", "Les Jardins partagés")
    assert [one.event for one in coming_events(bruno)] == [event]
    check_html(as_bruno.get(to("register-colleague", event)))
    actor = str(membership.actor_id)
    as_bruno.post(to("register-colleague", event), {"actor": actor, "name": "Zoé", "once": "z"})
    assert Registration.objects.filter(name="Zoé", registered_by=bruno, state="confirmed").exists()
    as_chloe.post(to("register-colleague", event), {"actor": actor, "name": "Non", "once": "n"})
    assert not Registration.objects.filter(name="Non").exists()
    again = {"actor": actor, "name": "zoe", "once": "zz"}
    assert "déjà sur la liste" in check_html(as_bruno.post(to("register-colleague", event), again, follow=True))
    zoe, other = Registration.objects.get(name="Zoé"), make_registration(event)
    assert as_bruno.post(to("register-colleague", event), {"cancel": str(other.pk)}).status_code == 404
    assert as_bruno.post(to("register-colleague", event), {"cancel": "x"}).status_code == 404
    as_bruno.post(to("register-colleague", event), {"cancel": str(zoe.pk)})
    zoe.refresh_from_db()
    assert zoe.state == "cancelled"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": Event.State.CANCELLED}, "annulé"),
        ({"days": -3}, "déjà eu lieu"),
        ({"registration_opens_at": in_days(2)}, "pas encore ouvertes"),
        ({"registration_closes_at": in_days(-2)}, "closes"),
    ],
)
def test_the_form_says_why_one_may_not(client, fields, why):
    event = make_event(**fields)
    answer = client.post(
        to("register", event), {"name": "Ana", "email": "a@example.org", "once": "x"}, follow=True
    )
    assert why in answer.content.decode() and not Registration.objects.exists()


def test_the_public_form_is_limited(client):
    event = make_event()
    codes = {client.post(to("register", event), {"name": "A"}).status_code for _ in range(22)}
    assert 429 in codes


def test_the_organiser_keeps_the_list(as_amina, client):
    event = make_event(capacity=2, asks_childcare=True, asks_meal=True)
    question = EventQuestion.objects.create(
        event=event, label="Atelier ?", kind="choice", choices=["Bois", "Terre"]
    )
    make_registration(event, "Ana", answers={"meal": "yes", question.key: "Bois", "childcare": "Un, 3 ans"})
    sent = {
        "channel": "phone",
        "name": "=Mme la Maire",
        "function": "maire",
        "phone": "01 43 00 00 00",
        "rank": "1",
        "once": "q",
    }
    as_amina.post(to("add-guest", event), sent)
    mayor = Registration.objects.get(name="=Mme la Maire")
    assert (mayor.state, mayor.channel, mayor.rank) == ("confirmed", "phone", 1)
    html = check_html(as_amina.get(to("registered", event) + "?ordre=protocole"))
    assert html.index("Mme la Maire") < html.index("Ana</a>")
    assert "Bois : 1" in html and "Un, 3 ans" in html and "Oui : 1" in html
    table = b"".join(as_amina.get(to("registered-csv", event) + "?ordre=protocole")).decode()
    assert "'=Mme la Maire" in table and table.index("Maire") < table.index("Ana")
    check_html(as_amina.get(to("guest", event, mayor.pk)))
    known = {"name": "Mme la Maire", "function": "maire", "phone": "01 43 00 00 00", "rank": "7"}
    taken = {**known, "email": Registration.objects.get(name="Ana").email}
    assert "autre inscription" in check_html(as_amina.post(to("guest", event, mayor.pk), taken))
    token = mayor.token
    as_amina.post(to("guest", event, mayor.pk), {**known, "email": "maire@example.org", "meal": "yes"})
    mayor.refresh_from_db()
    assert (mayor.name, mayor.rank, mayor.answers) == ("Mme la Maire", 7, {"meal": "yes"})
    assert mayor.token != token and mayor.token in letters("maire@example.org")[0].text
    as_amina.post(to("guest", event, mayor.pk), known)
    make_registration(event, "Max", state="waiting", waiting_since=timezone.now())
    as_amina.post(to("guest", event, mayor.pk), {"cancel": "1"})
    mayor.refresh_from_db()
    assert (mayor.rank, mayor.state, mayor.to_call) == (7, "cancelled", True)
    assert Registration.objects.get(name="Max").state == "confirmed"
    assert "À prévenir" in check_html(as_amina.get(to("registered", event)))
    as_amina.post(to("guest", event, mayor.pk), {"called": "1"})
    assert "À prévenir" not in as_amina.get(to("registered", event)).content.decode()
    other = make_registration(make_event("Autre"))
    assert as_amina.get(to("guest", event, other.pk)).status_code == 404


# --- Polls ----------------------------------------------------------------------------------------------
def test_a_poll_finds_the_date_and_voters_are_told(
    as_amina, as_bruno, as_chloe, client, amina, bruno, membership, django_capture_on_commit_callbacks
):
    event = make_event("Réunion", state=Event.State.DRAFT, starts_at=None)
    form = {
        "closes_on": f"{timezone.localdate() + timedelta(days=5)}",
        "emails": "ana@example.org\nana@example.org",
        "tell": "on",
        "start_1": f"{in_days(10):%Y-%m-%dT%H:%M}",
        "start_2": f"{in_days(11):%Y-%m-%dT%H:%M}",
    }
    assert as_amina.post(to("open-poll", event), form).status_code == 302
    poll = DatePoll.objects.get()
    first, second = poll.slots.all()
    assert poll.voters.count() == 1 and len(letters("ana@example.org")) == 1
    assert [one.url for one in awaited(bruno) if one.verb == "answer"] == [to("event-poll", event)]
    assert as_chloe.get(to("event-poll", event)).status_code == 403
    votes = {f"slot_{first.pk}": "no", f"slot_{second.pk}": "if-needed"}
    assert "Soyez la première" in check_html(as_bruno.get(to("event-poll", event)))
    as_bruno.post(to("event-poll", event), votes)
    as_bruno.post(to("event-poll", event), {**votes, f"slot_{second.pk}": "yes"})
    link = reverse("workspace:poll-voter", args=[poll.voters.get(email="ana@example.org").token])
    check_html(client.get(link))
    client.post(link, {"name": "Ana", f"slot_{first.pk}": "yes", f"slot_{second.pk}": "yes"})
    assert "Bruno" not in client.get(link).content.decode()
    html = check_html(as_amina.get(to("event-poll", event)))
    assert html.count("Convient le mieux") == 1 and html.index(second.when) < html.index("Convient le mieux")
    assert not [one for one in awaited(bruno) if one.verb == "answer"]
    as_bruno.post(to("event-poll", event), {"choose": str(second.pk)})
    assert DatePoll.objects.get().closed_at is None
    with django_capture_on_commit_callbacks(execute=True):
        as_amina.post(to("event-poll", event), {"choose": str(second.pk)})
    event.refresh_from_db()
    assert event.starts_at == second.starts_at and event.sequence == 0
    assert {one.to[0] for one in letters() if "choisie" in one.subject} == {bruno.email, "ana@example.org"}
    assert tell_voters_left() == 0
    client.post(link, {"name": "Ana", f"slot_{first.pk}": "no", f"slot_{second.pk}": "no"})
    assert poll.voters.get(email="ana@example.org").answers.filter(value="no").count() == 0
    check_html(client.get(link))
    with pytest.raises(Refused, match="déjà choisie"):
        choose_date(poll, first, by=amina)
    with pytest.raises(Refused, match="clos"):
        answer_poll(poll, {first.pk: "no"}, user=bruno)


def test_a_poll_wants_two_dates_and_a_draft(amina):
    event = make_event("Réunion", state=Event.State.DRAFT, starts_at=None)
    slot = (in_days(10), in_days(10, 20))
    with pytest.raises(Refused, match="deux dates"):
        open_poll(event, [slot, slot], closes_on=timezone.localdate(), by=amina)
    with pytest.raises(Refused, match="déplacez"):
        open_poll(
            make_event(), [slot, (in_days(11), in_days(11, 20))], closes_on=timezone.localdate(), by=amina
        )


def test_what_awaits_a_person_and_where_they_go(bruno, membership, as_bruno):
    event = make_event()
    asked = make_registration(event, email=bruno.email, state="to-confirm")
    (found,) = [one for one in awaited(bruno) if "inscription" in one.title]
    assert found.url == reverse("workspace:registration", args=[asked.token])
    html = check_html(as_bruno.get("/mon-espace/"))
    assert "Mes rendez-vous" in html and "Votre inscription" in html


def test_minutes_await_who_keeps_the_meeting_until_they_are_published(amina, bruno, membership, as_amina):
    meeting = make_event("Comité", days=-3, kind=Event.Kind.MEETING)
    make_event("Permanence", days=-3, kind=Event.Kind.PERMANENCE)
    make_event("Jadis", days=-60, kind=Event.Kind.MEETING)
    assert [one.title for one in awaited(amina) if "Compte rendu" in one.title] == ["Compte rendu : Comité"]
    assert not [one for one in awaited(bruno) if "Compte rendu" in one.title]
    assert to("presence", meeting) in check_html(as_amina.get(reverse("workspace:manage-agenda")))
    save_minutes(meeting, "Dit.", by=amina)
    assert [one for one in awaited(amina) if "Compte rendu" in one.title]
    publish_minutes(meeting, by=amina)
    assert not [one for one in awaited(amina) if "Compte rendu" in one.title]


def test_a_group_shows_its_agenda_to_who_may_see_it(client, as_bruno, membership, mobility):
    make_event("Réunion du groupe", group=mobility, audience=Event.Audience.GROUP)
    page = mobility.get_absolute_url()
    assert "Réunion du groupe" in check_html(as_bruno.get(page))
    mobility.visibility = "public"
    mobility.save()
    assert "Réunion du groupe" not in check_html(client.get(page))
