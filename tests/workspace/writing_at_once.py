"""Several people write in one thread at once, on the database of the environment; prints its numbers."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

THREADS = 8


def main(messages: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.site.settings")
    import django

    django.setup()
    from django.db import connections

    from maillage.accounts.models import User
    from maillage.site.prepare import prepare_data_folder
    from maillage.workspace.actions.discussions import open_discussion, post_message
    from maillage.workspace.models import Group

    prepare_data_folder(static=False)
    group = Group.objects.create(name="Essai", slug="essai")
    people = [User.objects.create_user(f"p{number}@example.org") for number in range(messages)]
    thread = open_discussion(group, title="Essai", text="Bonjour", by=people[0])

    def write(number: int) -> bool:
        try:
            # Twice, as by a button pressed twice.
            said = [post_message(thread, f"Message {number}", by=people[number]) for _ in range(2)]
            return said[0] == said[1]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        once = all(pool.map(write, range(messages)))
    thread.refresh_from_db()
    numbers = list(thread.messages.values_list("number", flat=True))
    print(once, numbers == list(range(1, messages + 2)), thread.last_number)


if __name__ == "__main__":
    main(int(sys.argv[1]))
