"""The members' space at 2,000 people and 20,000 messages: « Mon espace », discussions, a thread, the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench import agenda
from bench.table import Table

PER_THREAD = 50
PEOPLE_A_GROUP = 40
RARE = 1_000
"""How many words are each said by one message of so many."""


def load(events: int, people: int, messages: int) -> Any:
    """People in groups, their events, messages in threads of fifty; returns a member who reads some of them."""
    from django.utils import timezone

    from maillage.accounts.models import Role, RoleGrant, User
    from maillage.workspace.models import Discussion, Group, GroupMember, Message, Notification, Task
    from maillage.workspace.models.searched import searched_words

    agenda.load(events, people)
    users = list(User.objects.filter(email__startswith="u").order_by("pk"))
    RoleGrant.objects.bulk_create(RoleGrant(user=one, role=Role.PARTNER) for one in users)
    groups = Group.objects.bulk_create(
        Group(name=f"Groupe {number}", slug=f"groupe-{number}")
        for number in range(max(1, people // PEOPLE_A_GROUP))
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=groups[(number * step) % len(groups)], user=user)
        for number, user in enumerate(users)
        for step in (1, 3)
        if step == 1 or (number * 3) % len(groups) != number % len(groups)
    )
    now = timezone.now()
    threads = Discussion.objects.bulk_create(
        Discussion(
            group=groups[number % len(groups)],
            title=f"Discussion {number}",
            last_number=PER_THREAD,
            last_at=now - timedelta(hours=number),
        )
        for number in range(max(1, messages // PER_THREAD))
    )
    said = [f"{'Un message pour la mesure. ' * 6}Rare{number}." for number in range(RARE)]
    words = [searched_words(one) for one in said]
    Message.objects.bulk_create(
        (
            Message(
                discussion=thread,
                number=number + 1,
                author=users[(place + number) % len(users)],
                text=said[(place * PER_THREAD + number) % RARE],
                words_text=words[(place * PER_THREAD + number) % RARE],
                html="<p>Un message pour la mesure.</p>",
            )
            for place, thread in enumerate(threads)
            for number in range(PER_THREAD)
        ),
        batch_size=2_000,
    )
    member = users[0]
    Notification.objects.bulk_create(
        Notification(user=member, kind="discussion", subject=f"s:{number}", subject_name="x", text="x", url="/")
        for number in range(min(200, messages))
    )
    Task.objects.bulk_create(
        Task(title=f"Tâche {number}", assignee=member, group=groups[0]) for number in range(min(50, people))
    )
    return member, groups[0], threads[0]


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield queries at a small size, queries and times at the whole one."""
    from maillage.accounts.models import User
    from maillage.territory.actions import add_territory, load_geography
    from maillage.territory.models import Commune
    from maillage.workspace.models import Event, Group

    if not Commune.objects.exists():
        load_geography()
    add_territory("Plaine Centrale", ["94002", "94028", "94044"], main=True)
    sizes = ((20, 5, 100), (40, 10, 200)) if tiny else ((500, 200, 2_000), (5_000, 2_000, 20_000))
    counts: dict[str, list[int]] = {}
    rows = []
    for events, people, messages in sizes:
        Event.objects.all().delete()
        Group.objects.all().delete()
        User.objects.filter(email__startswith="u").delete()
        member, group, thread = load(events, people, messages)
        pages = {
            "/mon-espace/": "/mon-espace/",
            "/discussions/": "/discussions/",
            "a group's discussions": f"{group.get_absolute_url()}discussions/",
            "a thread": thread.get_absolute_url(),
            "/taches/": "/taches/",
            "a group": group.get_absolute_url(),
            "/recherche/, a rare word": "/recherche/?q=rare17",
            "/recherche/, a word of every message": "/recherche/?q=mesure",
        }
        for name, queries, p50, p95 in agenda.timed_pages(member, pages, 3 if tiny else 40):
            counts.setdefault(name, []).append(queries)
            if (events, people, messages) == sizes[-1]:
                rows.append((name, *counts[name], p50, p95))
    events, people, messages = sizes[-1]
    yield Table(
        "The members' space: pages",
        ("page", *(f"queries, {size[2]} messages" for size in sizes), "p50 ms", "p95 ms"),
        rows,
        [f"{people} people, {events} events, {messages} messages; in one process."],
    )
