"""Telling people: once, in their rhythm, while they are members; digests at the edges of days and weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.accounts.models import User
from maillage.actors.models import Membership
from maillage.outbox.models import OutgoingMessage
from maillage.workspace.actions import notifications as actions
from maillage.workspace.actions.notifications import choose_rhythms, notify, send_digests
from maillage.workspace.awaited import Awaited, awaited
from maillage.workspace.domain.digests import last_closing
from maillage.workspace.models import Notification, NotificationKind, Rhythm
from maillage.workspace.models.notifications import DEFAULT_RHYTHM
from tests.page import check_html

PARIS = ZoneInfo("Europe/Paris")
EVERY_INSTANT = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2031, 1, 1), timezones=st.just(PARIS)
)


class TestClosings:
    @given(EVERY_INSTANT)
    def test_a_day_closes_at_its_midnight_and_a_week_on_monday(self, now):
        day, week = last_closing("daily", now), last_closing("weekly", now)
        assert week <= day <= now
        assert (day.hour, day.minute, day.date()) == (0, 0, now.date())
        assert (week.weekday(), week.hour) == (0, 0)
        assert (now.date() - week.date()).days < 7
        assert last_closing("at-once", now) == now

    @pytest.mark.parametrize(
        ("now", "hours"),
        [("2026-03-30 00:00", 23), ("2026-10-26 00:00", 25), ("2026-06-10 00:00", 24)],
    )
    def test_a_day_of_twenty_three_or_twenty_five_hours_is_one_day(self, now, hours):
        after = datetime.fromisoformat(now).replace(tzinfo=PARIS)
        before = after.replace(day=after.day - 1)
        length = last_closing("daily", after).timestamp() - last_closing("daily", before).timestamp()
        assert length == hours * 3600


@pytest.mark.django_db
class TestTelling:
    @pytest.fixture
    def told(self, bruno, membership, mobility, amina):
        """Say something to Bruno: `told("texte")`, `told(kind=…)`, `told(at=…)`."""

        def tell(
            text: str = "Une nouvelle",
            *,
            kind: NotificationKind = NotificationKind.GROUP,
            at: datetime | None = None,
            **more: object,
        ) -> int:
            count = notify([bruno], kind, subject=mobility, text=text, url="/groupes/mobilite/", **more)
            if at:
                Notification.objects.filter(text=text).update(created_at=at)
            return count

        return tell

    def test_whoever_does_it_is_not_told(self, bruno, amina, membership, mobility):
        people = [bruno, amina]
        assert notify(people, NotificationKind.GROUP, subject=mobility, text="Oui", url="/", by=amina) == 1
        assert Notification.objects.get().user == bruno

    def test_a_reminder_is_told_once(self, told, bruno):
        assert told(once="rappel:1") == 1
        assert told(once="rappel:1") == 0
        assert told(once="rappel:2") == 1
        assert told() == 1
        assert told() == 1

    def test_at_once_leaves_when_the_transaction_is_committed(self, told, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            told("Vous êtes attendu", kind=NotificationKind.DIRECT)
            assert not OutgoingMessage.objects.exists()
        message = OutgoingMessage.objects.get()
        assert message.to == ["bruno@example.org"]
        assert message.subject == "Mobilité : Vous êtes attendu"
        assert "/groupes/mobilite/" in message.text
        assert send_digests() == 0

    def test_nothing_leaves_of_a_change_that_was_undone(self, told, django_capture_on_commit_callbacks):
        with (
            django_capture_on_commit_callbacks(execute=True),
            pytest.raises(ZeroDivisionError),
            transaction.atomic(),
        ):
            told(kind=NotificationKind.DIRECT)
            raise ZeroDivisionError
        assert not OutgoingMessage.objects.exists()
        assert not Notification.objects.exists()

    def test_a_daily_digest_holds_what_came_before_midnight_newest_first_by_subject(
        self, told, bruno, mobility, savings
    ):
        now = datetime(2026, 11, 26, 7, 0, tzinfo=PARIS)
        told("Tôt", at=datetime(2026, 11, 25, 8, 0, tzinfo=PARIS))
        told("Avant minuit", at=datetime(2026, 11, 25, 23, 59, 59, tzinfo=PARIS))
        told("Après minuit", at=datetime(2026, 11, 26, 0, 0, tzinfo=PARIS))
        notify([bruno], NotificationKind.GROUP, subject=savings, text="Ailleurs", url="/")
        Notification.objects.filter(text="Ailleurs").update(
            created_at=datetime(2026, 11, 25, 12, 0, tzinfo=PARIS)
        )
        assert send_digests(now) == 1
        message = OutgoingMessage.objects.get()
        assert message.subject == "3 nouvelles de votre espace"
        places = [
            message.text.index(word) for word in ("Mobilité", "Avant minuit", "Tôt", "Épargne", "Ailleurs")
        ]
        assert places == sorted(places)
        assert "Après minuit" not in message.text
        assert send_digests(now) == 0
        assert send_digests(datetime(2026, 11, 26, 23, 59, tzinfo=PARIS)) == 0
        assert send_digests(datetime(2026, 11, 27, 0, 0, tzinfo=PARIS)) == 1
        assert "Après minuit" in OutgoingMessage.objects.first().text

    def test_a_weekly_one_waits_for_monday(self, told, bruno):
        choose_rhythms(bruno, {NotificationKind.GROUP: Rhythm.WEEKLY})
        told(at=datetime(2026, 11, 25, 8, 0, tzinfo=PARIS))
        sunday = datetime(2026, 11, 29, 23, 59, tzinfo=PARIS)
        assert send_digests(sunday) == 0
        assert send_digests(sunday + timedelta(minutes=1)) == 1

    def test_never_is_never_and_is_read_in_the_page(self, told, bruno, as_bruno):
        choose_rhythms(bruno, {NotificationKind.GROUP: Rhythm.NEVER})
        told("Sans courriel", at=timezone.now() - timedelta(days=9))
        assert send_digests() == 0
        choose_rhythms(bruno, {NotificationKind.GROUP: Rhythm.DAILY})
        assert send_digests() == 0
        assert "Sans courriel" in check_html(as_bruno.get(reverse("workspace:notifications")))

    def test_what_was_read_in_the_page_is_not_written(self, told, bruno):
        told(at=timezone.now() - timedelta(days=2))
        actions.mark_read(bruno)
        assert send_digests() == 0

    def test_who_left_is_not_written_to_even_later(self, told, bruno):
        told(at=timezone.now() - timedelta(days=2))
        Membership.objects.update(ends_on=timezone.localdate())
        assert send_digests() == 0
        Membership.objects.update(ends_on=None)
        assert send_digests() == 0

    def test_a_long_digest_says_how_much_it_leaves_out(self, told):
        for number in range(actions.LINES + 7):
            told(f"Nouvelle {number}", at=timezone.now() - timedelta(days=2))
        assert send_digests() == 1
        message = OutgoingMessage.objects.get()
        assert "et 7 autres" in message.text
        assert message.text.count("— ") == actions.LINES

    def test_telling_many_costs_as_much_as_telling_one(self, bruno, membership, mobility):
        people = [User.objects.create_user(f"n{number}@example.org") for number in range(6)]
        counts = []
        for some in (people[:1], people):
            with CaptureQueriesContext(connection) as queries:
                notify(some, NotificationKind.GROUP, subject=mobility, text="Oui", url="/", once=str(len(some)))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_they_go_after_six_months(self, told):
        told(at=timezone.now() - actions.KEPT_FOR + timedelta(days=1))
        assert actions.purge_notifications() == 0
        Notification.objects.update(created_at=timezone.now() - actions.KEPT_FOR - timedelta(days=1))
        assert actions.purge_notifications() == 1


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def one(self, bruno, membership, mobility) -> Notification:
        notify([bruno], NotificationKind.GROUP, subject=mobility, text="Une nouvelle", url="/groupes/mobilite/")
        return Notification.objects.get()

    def test_opening_by_the_button_marks_it_and_looking_does_not(self, as_bruno, one):
        address = reverse("workspace:notifications")
        check_html(as_bruno.get(address))
        assert Notification.objects.get().read_at is None
        assert "Une nouvelle" in check_html(as_bruno.get(reverse("my-space")))
        assert as_bruno.post(address, {"open": one.pk}).url == "/groupes/mobilite/"
        assert Notification.objects.get().read_at is not None
        assert "Une nouvelle" not in check_html(as_bruno.get(reverse("my-space")))

    def test_all_at_once(self, as_bruno, one):
        as_bruno.post(reverse("workspace:notifications"), {"all": "1"})
        assert Notification.objects.get().read_at is not None

    def test_those_of_others_are_neither_seen_nor_marked(self, as_amina, one):
        address = reverse("workspace:notifications")
        assert "Une nouvelle" not in check_html(as_amina.get(address))
        assert as_amina.post(address, {"open": one.pk}).status_code == 404
        as_amina.post(address, {"all": "1"})
        assert Notification.objects.get().read_at is None

    def test_rhythms_are_chosen_kind_by_kind(self, as_bruno, bruno, membership):
        address = reverse("workspace:rhythms")
        check_html(as_bruno.get(address))
        chosen = dict(DEFAULT_RHYTHM) | {NotificationKind.NEWS: Rhythm.NEVER}
        as_bruno.post(address, {kind.value: rhythm.value for kind, rhythm in chosen.items()})
        assert actions.rhythms_of([bruno.pk], NotificationKind.NEWS) == {bruno.pk: "never"}
        assert actions.rhythms_of([bruno.pk], NotificationKind.GROUP) == {bruno.pk: "daily"}
        wrong = as_bruno.post(address, {"news": "hourly"})
        assert wrong.context["form"].errors


@pytest.mark.django_db
class TestAwaited:
    def test_a_member_is_awaited_for_what_they_show(self, bruno, membership):
        assert [one.verb for one in awaited(bruno)] == ["confirm"]

    def test_who_is_no_member_is_awaited_for_nothing(self, chloe, as_chloe):
        assert awaited(chloe) == []
        assert "pas encore membre" in check_html(as_chloe.get(reverse("my-space")))

    def test_a_verb_that_nobody_knows_is_refused(self):
        with pytest.raises(ValueError, match="nothing is awaited by"):
            Awaited(verb="eat", title="Manger", url="/")  # type: ignore[arg-type]
