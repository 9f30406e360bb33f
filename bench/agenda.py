"""The agenda: its pages at 5,000 events and 2,000 people, and a race for the places of one event.

`python -m bench.agenda PEOPLE PLACES` runs the race alone, on the configured database.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.table import Table

THREADS = 40
"""People who press at the same instant; PostgreSQL takes a hundred connections by default."""
CLOSED = (
    "/agenda/", "/agenda/?theme=culture&commune=94028", "/agenda/passes/", "/agenda/mois/{month}/",
    "/agenda/points.json", "/agenda.ics", "{event}",
)  # fmt: skip


@dataclass(frozen=True)
class Race:
    """What a race gave: places taken and people waiting, then once half of those who came gave theirs up."""

    taken: int
    waiting: int
    failed: int
    seconds: float
    taken_after: int
    cancelled: int


def race(people: int, places: int) -> Race:
    """People all register at once; then half of those who got a place all cancel at once, and twice."""
    from django.db import connections

    from maillage.workspace.actions.registrations import Filled, cancel_registration, register
    from maillage.workspace.models import Event, Registration

    start = datetime.now().astimezone() + timedelta(days=30)
    event = Event.objects.create(
        title="Course",
        slug=f"course-{time.time_ns()}",
        kind=Event.Kind.FORUM,
        state=Event.State.PUBLISHED,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        takes_registrations=True,
        capacity=places,
    )

    def at_once(act: Callable[[Any], Any], all_of: Iterable[Any]) -> list[bool]:
        def one(given: Any) -> bool:
            try:
                act(given)
                return True
            except Exception as error:
                print(repr(error), file=sys.stderr)
                return False
            finally:
                connections.close_all()

        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, all_of))

    def count(state: str) -> int:
        return Registration.objects.filter(event=event, state=state).count()

    began = time.perf_counter()
    done = at_once(
        lambda number: register(event, Filled(name=f"Personne {number}", email=f"p{number}@example.org")),
        range(people),
    )
    seconds = time.perf_counter() - began
    taken, waiting = count("confirmed"), count("waiting")
    held = list(Registration.objects.filter(event=event, state="confirmed")[: places // 2])
    done += at_once(cancel_registration, held * 2)
    return Race(taken, waiting, done.count(False), seconds, count("confirmed"), count("cancelled"))


def load(events: int, people: int) -> None:
    """That many events over two years around today, and people registered at ten of them each."""
    from django.utils import timezone

    from maillage.accounts.models import User
    from maillage.kernel.vocabulary import THEMES
    from maillage.workspace.models import Event, EventTheme, Registration

    kinds, themes = Event.Kind.values, [theme.code for theme in THEMES.roots()]
    communes = ("94028", "94002", "94044")
    begin = timezone.now() - timedelta(days=365)
    made = Event.objects.bulk_create(
        Event(
            title=f"Rendez-vous {number}",
            slug=f"rendez-vous-{number}",
            kind=kinds[number % len(kinds)],
            state=Event.State.CANCELLED if number % 50 == 0 else Event.State.PUBLISHED,
            audience=Event.Audience.MEMBERS if number % 5 == 0 else Event.Audience.PUBLIC,
            starts_at=begin + timedelta(days=730 * number / events),
            ends_at=begin + timedelta(days=730 * number / events, hours=2),
            description="Un rendez-vous du Pôle, pour la mesure. " * 5,
            place="Maison des associations",
            commune_id=communes[number % 3],
            takes_registrations=True,
            capacity=60,
        )
        for number in range(events)
    )
    EventTheme.objects.bulk_create(
        EventTheme(event=event, code=themes[number % len(themes)]) for number, event in enumerate(made)
    )
    users = User.objects.bulk_create(
        User(email=f"u{n}@example.org", name=f"Personne {n}") for n in range(people)
    )
    Registration.objects.bulk_create(
        Registration(
            event=made[(number * 7 + turn * 131) % events],
            user=user,
            name=user.name,
            email=user.email,
            state=Registration.State.CONFIRMED,
        )
        for number, user in enumerate(users)
        for turn in range(min(10, events))
    )


def pages(times: int) -> Iterator[tuple[str, int, float, float]]:
    """Each page: how many queries, median and 95th percentile in milliseconds, in this process."""
    from django.utils import timezone

    from maillage.accounts.models import Role, User
    from maillage.workspace.models import Event

    animator = User.objects.get(email="u0@example.org")
    animator.role_grants.get_or_create(role=Role.ANIMATOR)
    event = Event.objects.published().coming().filter(audience="public").first()
    assert event is not None
    told = {"month": timezone.localdate().strftime("%Y-%m"), "event": event.get_absolute_url()}
    yield from timed_pages(None, {one: one.format(**told) for one in CLOSED}, times)
    opened = ("/agenda/", "/mon-espace/", "{event}inscrits/")
    yield from timed_pages(animator, {f"{one} (animator)": one.format(**told) for one in opened}, times)


def timed_pages(user: Any, addresses: Mapping[str, str], times: int) -> Iterator[tuple[str, int, float, float]]:
    """Each page by its name, for a signed-in person or a visitor: queries, median and 95th percentile in ms."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    if user is not None:
        client.force_login(user)
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        count = len(captured)  # read at once: the next request empties the log
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            b"".join(client.get(address))
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        yield name, count, taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield queries at a small size, queries and times at the whole one, and the race."""
    from django.db import connection

    from maillage.territory.actions import add_territory, load_geography
    from maillage.territory.models import Commune
    from maillage.workspace.models import Event

    if not Commune.objects.exists():
        load_geography()
    add_territory("Plaine Centrale", ["94002", "94028", "94044"], main=True)
    sizes = ((20, 5), (40, 10)) if tiny else ((500, 200), (5_000, 2_000))
    table = Table(
        "The agenda: pages",
        ("page", *(f"queries, {events} events" for events, _ in sizes), "p50 ms", "p95 ms"),
        notes=[f"{sizes[-1][0]} events, {sizes[-1][1]} people with ten registrations each; in one process."],
    )
    counts: dict[str, list[int]] = {}
    for events, people in sizes:
        from maillage.accounts.models import User

        Event.objects.all().delete()
        User.objects.filter(email__startswith="u").delete()
        load(events, people)
        for name, queries, p50, p95 in pages(3 if tiny else 40):
            counts.setdefault(name, []).append(queries)
            if (events, people) == sizes[-1]:
                table.rows.append((name, *counts[name], p50, p95))
    yield table
    if connection.in_atomic_block or ":memory:" in str(connection.settings_dict["NAME"]):
        return  # a race needs a database that threads share
    people, places = (20, 5) if tiny else (200, 50)
    found = race(people, places)
    yield Table(
        "The agenda: a race for places",
        ("database", "people at once", "places", "taken", "waiting", "failed", "seconds", "after leaving"),
        [
            (
                connection.vendor,
                people,
                places,
                found.taken,
                found.waiting,
                found.failed,
                found.seconds,
                found.taken_after,
            )
        ],
        ["Aim: exactly as many taken as there are places, before and after half of them leave; nobody failed."],
    )


def main() -> None:
    """The race alone: prints how many got a place, wait, failed, then hold one and left."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.site.settings")
    import django

    django.setup()
    from maillage.site.prepare import prepare_data_folder

    prepare_data_folder(static=False)
    found = race(int(sys.argv[1]), int(sys.argv[2]))
    print(found.taken, found.waiting, found.failed, found.taken_after, found.cancelled)


if __name__ == "__main__":
    main()
