"""The diagnosis: how long a territory takes to be frozen, and its pages and papers to be served.

The country is the generator's, small. Baseline: the emptiest page of the same site, asked in the same way.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import Client, override_settings
from django.urls import reverse

from bench.table import Table
from maillage.accounts.models import User
from maillage.demo.open_data import load_open_data
from maillage.observatory.actions.diagnosis import diagnose
from maillage.observatory.models import Diagnosis
from maillage.territory.actions import add_territory

TIMES = 40
ON = date(2026, 7, 1)


def run(*, tiny: bool) -> Iterator[Table]:
    """Freeze the demonstration's territory, then ask for each of its pages."""
    territory = add_territory("Plaine Centrale", ["94002", "94028", "94044"], main=True)
    by = User.objects.create_user("bench@example.org")
    with TemporaryDirectory() as folder, override_settings(DATA_DIR=Path(folder), ALLOWED_HOSTS=["*"]):
        started = time.perf_counter()
        row = load_open_data(
            territory, [], ON, seed=2005, by=by, say=lambda step: None, scale=2e-5 if tiny else 5e-4
        )
        pipeline = time.perf_counter() - started
        started = time.perf_counter()
        diagnose(territory, ON, by=by)
        frozen = time.perf_counter() - started
        yield Table(
            "From files to a diagnosis (Plaine Centrale, about 4 500 units and a small country)",
            ["step", "seconds"],
            [["generate, load, themes, national pass, freeze", pipeline], ["freeze alone", frozen]],
        )
        yield _pages(row, 3 if tiny else TIMES)


def _pages(row: Diagnosis, times: int) -> Table:
    client = Client()

    def ask(url: str) -> Callable[[], None]:
        def once() -> None:
            answer = client.get(url)
            assert answer.status_code == 200, url
            _ = answer.getvalue() if answer.streaming else answer.content

        return once

    def of(name: str, *args: str) -> str:
        return reverse(f"observatory:{name}", args=[row.slug, row.reference, *args])

    asked = {
        "an empty page (/sante/)": reverse("health"),
        "the diagnosis": row.get_absolute_url(),
        "a figure's rows (844)": of("figure", "synthese.associations-employeuses"),
        "the same, as CSV": of("rows", "synthese.associations-employeuses", "csv"),
        "a chart": of("chart", "themes", "svg"),
        "beside a department": of("compare") + "?avec=department-94",
    }
    rows: list[list[str | float]] = []
    baseline = 1.0
    for name, url in asked.items():
        p50, p95 = _timed(ask(url), times)
        baseline = p50 if not rows else baseline
        rows.append([name, p50, p95, p50 / baseline])
    for name in ("report", "note"):
        p50, p95 = _timed(ask(of(name)), max(2, times // 10))
        rows.append([f"{name} (PDF)", p50, p95, p50 / baseline])
    return Table(
        f"Pages of the diagnosis, {times} times each (milliseconds)",
        ["page", "p50 ms", "p95 ms", "× empty page"],
        rows,
    )


def _timed(once: Callable[[], None], times: int) -> tuple[float, float]:
    once()  # the first opens what the others find open
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        once()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken), sorted(taken)[min(len(taken) - 1, int(0.95 * len(taken)))]
