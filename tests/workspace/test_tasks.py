"""Tasks: who notes, does and removes them, who is told and reminded, what the file holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import JournalEntry, User
from maillage.actors.models import Membership
from maillage.workspace.actions import tasks as actions
from maillage.workspace.actions.groups import close_group, let_in
from maillage.workspace.awaited import awaited
from maillage.workspace.models import Group, GroupMember, Notification, Task
from maillage.workspace.portability import tasks_kept
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def noted(group: Group | None, by: User, title: str = "Appeler le garage", **fields: object) -> Task:
    return actions.note_task(Task(group=group, title=title, **fields), by=by)


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def inside(mobility: Group, amina: User, bruno: User, membership: Membership) -> Group:
    GroupMember.objects.create(group=mobility, user=amina, is_lead=True)
    let_in(mobility, bruno, by=amina)
    Notification.objects.all().delete()
    return mobility


@pytest.fixture
def as_elsa(elsa: User) -> Client:
    client = Client()
    client.force_login(elsa)
    return client


class TestOfAGroup:
    def test_is_noted_for_somebody_by_name_who_is_told(self, as_amina, inside, bruno):
        address = reverse("workspace:new-group-task", args=[inside.slug])
        assert '<option value="Bruno">' in check_html(as_amina.get(address))
        posted = {"title": "Appeler le garage", "who": "bruno", "due_on": day(5).isoformat(), "detail": ""}
        for _ in range(2):
            html = check_html(as_amina.post(address, posted, follow=True))
        assert "Appeler le garage" in html
        task = Task.objects.get()
        assert (task.assignee, task.due_on) == (bruno, day(5))
        (text,) = told(bruno)
        assert text.startswith("Amina vous confie « Appeler le garage » pour le")
        assert [one.title for one in awaited(bruno) if one.verb == "do"] == ["Appeler le garage"]
        assert "Appeler le garage" in check_html(as_amina.get(inside.get_absolute_url()))

    def test_names_of_nobody_and_of_two_are_said(self, as_amina, inside, amina):
        address = reverse("workspace:new-group-task", args=[inside.slug])
        nobody = as_amina.post(address, {"title": "Oui", "who": "Elsa"})
        assert "Personne de ce nom dans le groupe" in check_html(nobody)
        for number in (1, 2):
            user = User.objects.create_user(f"marie{number}@example.org", name="Marie")
            Membership.objects.create(user=user, actor=make_actor(f"Structure {number}"))
            let_in(inside, user, by=amina)
        assert "dites laquelle" in check_html(as_amina.post(address, {"title": "Oui", "who": "Marie"}))
        as_amina.post(address, {"title": "Oui", "who": "Marie", "person": str(user.pk)})
        as_amina.post(address, {"title": "Non", "who": "marie1@example.org"})
        assert {one.assignee.email for one in Task.objects.all()} == {
            "marie1@example.org",
            "marie2@example.org",
        }

    def test_of_a_structure_its_people_are_told(self, as_amina, inside, bruno, gardens, amina):
        let_in(inside, gardens, by=amina)
        address = reverse("workspace:new-group-task", args=[inside.slug])
        both = as_amina.post(address, {"title": "Semer", "who": "Bruno", "structure": gardens.pk})
        assert "pas les deux" in check_html(both)
        Notification.objects.all().delete()
        as_amina.post(address, {"title": "Semer", "structure": gardens.pk})
        assert told(bruno) == ["Amina vous confie « Semer »."]
        assert [one.title for one in awaited(bruno) if one.verb == "do"] == ["Semer"]

    def test_readers_see_and_the_groups_people_act(self, as_elsa, as_chloe, as_bruno, inside, amina):
        task = noted(inside, amina)
        addresses = [task.get_absolute_url(), reverse("workspace:group-tasks", args=[inside.slug])]
        for address in addresses:
            html = check_html(as_elsa.get(address))
            assert "C’est fait" not in html
            assert as_elsa.post(address, {"done": task.pk}).status_code == 403
            assert as_chloe.get(address).status_code == 403
        assert as_elsa.get(reverse("workspace:edit-task", args=[task.pk])).status_code == 403
        assert as_elsa.post(task.get_absolute_url(), {"remove": "1"}).status_code == 403
        Group.objects.update(visibility=Group.Visibility.PRIVATE)
        for address in (*addresses, reverse("workspace:group-tasks-csv", args=[inside.slug])):
            assert as_elsa.get(address).status_code == 404
        assert as_bruno.post(addresses[1], {"done": task.pk}).status_code == 302
        task.refresh_from_db()
        assert task.done_at

    def test_done_and_not_done_after_all(self, as_bruno, inside, amina, bruno):
        task = noted(inside, amina)
        address = task.get_absolute_url()
        for _ in range(2):
            as_bruno.post(address, {"done": task.pk}, follow=True)
        assert told(amina) == ["Bruno a fait « Appeler le garage »."]
        assert JournalEntry.objects.filter(verb="task.done").count() == 1
        listed = reverse("workspace:group-tasks", args=[inside.slug])
        assert "Appeler le garage" not in check_html(as_bruno.get(listed))
        assert "Appeler le garage" in check_html(as_bruno.get(f"{listed}?voir=faites"))
        as_bruno.post(f"{listed}?voir=faites", {"undone": task.pk})
        task.refresh_from_db()
        assert (task.done_at, task.done_by) == (None, None)

    def test_only_who_noted_it_or_runs_the_group_removes_it(self, as_bruno, as_amina, inside, amina, bruno):
        hers, his = noted(inside, amina), noted(inside, bruno, "Autre")
        assert as_bruno.post(hers.get_absolute_url(), {"remove": "1"}).status_code == 403
        as_amina.post(his.get_absolute_url(), {"remove": "1"})
        assert list(Task.objects.all()) == [hers]

    def test_who_newly_has_to_do_it_is_told_once(self, as_amina, inside, amina, bruno):
        task = noted(inside, amina)
        address = reverse("workspace:edit-task", args=[task.pk])
        check_html(as_amina.get(address))
        for title in ("Appeler", "Appeler encore"):
            as_amina.post(address, {"title": title, "who": "Bruno"})
        assert told(bruno) == ["Amina vous confie « Appeler »."]
        assert 'value="Bruno"' in check_html(as_amina.get(address))

    def test_a_closed_group_keeps_its_tasks_as_they_are(self, as_bruno, inside, amina, bruno):
        task = noted(inside, amina, assignee=bruno, due_on=day(1))
        close_group(inside, by=amina)
        assert as_bruno.post(task.get_absolute_url(), {"done": task.pk}).status_code == 403
        assert actions.remind_tasks() == 0

    def test_what_is_late_is_said_and_stands_first(self, as_bruno, inside, amina):
        noted(inside, amina, "Sans date")
        noted(inside, amina, "Demain", due_on=day(1))
        noted(inside, amina, "Aujourd’hui", due_on=day(0))
        noted(inside, amina, "Hier", due_on=day(-1))
        html = check_html(as_bruno.get(reverse("workspace:group-tasks", args=[inside.slug])))
        titles = ("Hier", "Aujourd’hui", "Demain", "Sans date")
        assert sorted(titles, key=html.index) == list(titles)
        assert html.count("En retard") == 1

    def test_the_file_disarms_formulas(self, as_bruno, inside, amina):
        noted(inside, amina, '=HYPERLINK("http://x.example")', detail="@SUM(A1)")
        answer = as_bruno.get(reverse("workspace:group-tasks-csv", args=[inside.slug]))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert text.startswith("Tâche;Groupe;Qui")
        line = text.splitlines()[1]
        assert not line.startswith(("=", '"='))
        assert ";@SUM" not in line


class TestOfOnesOwn:
    def test_nobody_else_sees_it(self, as_bruno, as_amina, membership, bruno):
        address = reverse("workspace:new-task")
        check_html(as_bruno.get(address))
        as_bruno.post(address, {"title": "Relire", "due_on": day(1).isoformat()})
        task = Task.objects.get()
        assert (task.group, task.assignee) == (None, bruno)
        assert told(bruno) == []
        for name in ("task", "edit-task"):
            assert as_amina.get(reverse(f"workspace:{name}", args=[task.pk])).status_code == 404
        listed = reverse("workspace:tasks")
        assert "Relire" in check_html(as_bruno.get(listed))
        assert "Relire" not in check_html(as_amina.get(listed))
        assert "Relire" in check_html(as_bruno.get(reverse("my-space")))
        as_bruno.post(listed, {"done": task.pk}, follow=True)
        assert "Relire" not in check_html(as_bruno.get(listed))
        as_bruno.post(task.get_absolute_url(), {"remove": "1"})
        assert not Task.objects.exists()

    def test_a_task_of_a_group_that_one_no_longer_reads_is_no_longer_there(
        self, as_bruno, bruno, membership, savings, amina
    ):
        member = let_in(savings, bruno, by=amina)
        task = noted(savings, amina, assignee=bruno)
        assert "Appeler le garage" in check_html(as_bruno.get(reverse("workspace:tasks")))
        member.delete()
        assert "Appeler le garage" not in check_html(as_bruno.get(reverse("workspace:tasks")))
        assert as_bruno.post(reverse("workspace:tasks"), {"done": task.pk}).status_code == 404


class TestReminders:
    def test_once_two_days_before_and_again_for_another_day(self, inside, bruno, amina):
        task = noted(inside, amina, assignee=bruno, due_on=day(3))
        Notification.objects.all().delete()
        assert actions.remind_tasks() == 0
        task.due_on = day(2)
        actions.change_task(task, by=amina)
        assert (actions.remind_tasks(), actions.remind_tasks()) == (1, 0)
        assert "« Appeler le garage »" in told(bruno)[0]
        task.due_on = day(1)
        actions.change_task(task, by=amina)
        assert (actions.remind_tasks(), actions.remind_tasks()) == (1, 0)
        actions.set_done(task, True, by=bruno)
        task.due_on = day(0)
        actions.change_task(task, by=amina)
        assert actions.remind_tasks() == 0

    def test_of_ones_own_and_of_nobody_yet(self, membership, bruno, inside, amina):
        noted(None, bruno, "Relire", assignee=bruno, due_on=day(0))
        noted(inside, amina, "Personne encore", due_on=day(0))
        noted(inside, amina, "Passée", assignee=bruno, due_on=day(-1))
        Notification.objects.all().delete()
        assert actions.remind_tasks() == 1
        assert "« Relire »" in told(bruno)[0]


def test_lists_cost_the_same_for_one_and_for_many(as_bruno, inside, amina, bruno, gardens):
    let_in(inside, gardens, by=amina)
    addresses = [
        reverse("workspace:tasks"),
        reverse("workspace:tasks-csv"),
        reverse("workspace:group-tasks", args=[inside.slug]),
        reverse("workspace:group-tasks-csv", args=[inside.slug]),
        inside.get_absolute_url(),
        reverse("my-space"),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                answer = as_bruno.get(address)
                assert answer.status_code == 200
                if answer.streaming:
                    list(answer.streaming_content)
            found.append(len(queries))
        return found

    noted(inside, amina, assignee=bruno)
    before = counts()
    for number in range(3):
        noted(inside, amina, f"De la structure {number}", actor=gardens, due_on=day(number - 1))
        noted(inside, amina, f"De Bruno {number}", assignee=bruno)
        noted(None, bruno, f"Pour lui {number}", assignee=bruno)
    assert counts() == before


def test_what_is_kept_of_a_person_and_for_how_long(inside, bruno, amina):
    task = noted(inside, amina, assignee=bruno)
    assert [row["tâche"] for row in tasks_kept(bruno)] == ["Appeler le garage"]
    actions.set_done(task, True, by=bruno)
    assert actions.purge_tasks() == 0
    Task.objects.update(done_at=timezone.now() - timedelta(days=731))
    assert actions.purge_tasks() == 1
