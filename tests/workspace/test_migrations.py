"""What is there before an update is there after it, found and sorted; and the update can be taken back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITE = """
import django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
apps = MigrationExecutor(connection).loader.project_state([("workspace", "0007_presence")]).apps
now = timezone.now()
event = apps.get_model("workspace", "Event").objects.create(
    uid="u", slug="forum", title="Le forum", kind="forum", description="Un marimba", state="published",
    starts_at=now, ends_at=now + timezone.timedelta(hours=1))
for number, name in enumerate(("Zoé Abel", "Ana Zola")):
    apps.get_model("workspace", "Registration").objects.create(
        event=event, name=name, email=f"p{number}@example.org", token=f"t{number}")
"""
READ = """
import django; django.setup()
from maillage.workspace.models import Event, Registration
from maillage.workspace.queries.words import EVENTS, holding
assert holding(EVENTS, Event.objects.all(), "marimbas") == [Event.objects.get().pk]
print([one.name for one in Registration.objects.order_by("sort_key")])
"""


def run(settings: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=dict(settings), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_what_was_written_before_is_found_and_sorted_after_and_back(other_database):
    settings = {**other_database, "DJANGO_SETTINGS_MODULE": "maillage.site.settings"}
    migrate = ("-m", "django", "migrate", "-v", "0")
    run(settings, *migrate, "accounts")
    run(settings, *migrate, "workspace", "0007")
    run(settings, "-c", WRITE)
    for _ in range(2):
        run(settings, *migrate)
        assert run(settings, "-c", READ).strip() == "['Zoé Abel', 'Ana Zola']"
        run(settings, *migrate, "workspace", "0007")
