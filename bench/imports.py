"""Imports: rows a second of a preview, a run, the same list again, an undo, beside bare reading and writing."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

from bench.paper import MONTPELLIER, Result
from bench.table import Cell, Table
from maillage.actors.actions import open_contribution, source_for
from maillage.actors.models import Actor, Contribution, SourceKind
from maillage.demo.generator import InventedActor, generate_actors
from maillage.imports.actions.preparing import ListFile, open_batch, open_list, plan_batch
from maillage.imports.actions.running import PAUSE, run_batch
from maillage.imports.actions.undoing import undo_batch
from maillage.imports.models import ImportBatch
from maillage.territory.actions import add_territory

SIZES = (1_000, 10_000)
SEED = 2005
COLUMNS = (
    "Nom", "Sigle", "Adresse", "Code postal", "Commune", "Thème", "Présentation", "Téléphone", "Courriel",
    "Site", "SIRET", "RNA", "Latitude", "Longitude",
)  # fmt: skip


def _cells(one: InventedActor) -> tuple[str, ...]:
    return (
        one.name, one.sigle, one.address, one.postcode, one.town_name, one.theme, one.description, one.phone,
        one.email, one.website, one.siret, one.rna, str(one.latitude), str(one.longitude),
    )  # fmt: skip


def write_list(path: Path, count: int) -> None:
    """A list of invented actors, as a collectivity that keeps it well would write it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        lines.writerows(_cells(one) for one in generate_actors(count, SEED, date(2005, 1, 10)))


def read_bare(path: Path) -> list[dict[str, str]]:
    """The first baseline: the rows, as the standard library reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_bare(path: Path) -> None:
    """The second baseline: the rows read, and a bare actor for each by its name alone."""
    source = source_for(SourceKind.LIST, "Lignes nues")
    contribution = open_contribution(Contribution.Kind.IMPORT, source, "Lignes nues")
    names = [next(iter(row.values()))[:250] for row in read_bare(path)]
    Actor.objects.bulk_create(
        (Actor(created_by=contribution, name=one, sort_key=one, slug=uuid4().hex) for one in names),
        batch_size=500,
    )


class _Steps:
    """The rows of the table for one list: what each step took, beside the second baseline."""

    def __init__(self, label: str, rows: int) -> None:
        self.label, self.rows = label, rows
        self.lines: list[tuple[str, float, float, int]] = []

    def timed(self, step: str, work: Callable[[], Result]) -> Result:
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        self.lines.append((step, wall, cpu, Actor.objects.count()))
        return result

    def table_rows(self) -> Iterator[tuple[Cell, ...]]:
        bare = next(cpu for step, _, cpu, _ in self.lines if step == BARE)
        for step, wall, cpu, actors in self.lines:
            yield self.label, step, self.rows, actors, wall, self.rows / wall, self.rows / cpu, cpu / bare


BARE = "baseline: csv and bare rows"


def _preview(found: ListFile) -> ImportBatch:
    return plan_batch(open_batch(found), found.raw_rows())


def measure(label: str, path: Path) -> Iterator[tuple[Cell, ...]]:
    """What the steps of an import take, on a base without actors that is left so."""
    steps = _Steps(label, len(read_bare(path)))
    steps.timed("baseline: csv alone", lambda: read_bare(path))
    steps.timed(BARE, lambda: write_bare(path))
    Actor.objects.all().delete()
    batch = steps.timed("preview", lambda: _preview(open_list(path)))
    steps.timed("run", lambda: run_batch(batch))
    again = steps.timed("same list again: preview", lambda: _preview(open_list(path)))
    report = steps.timed("same list again: run", lambda: run_batch(again))
    assert report is not None and report.unchanged == report.rows_read
    undo_batch(again)
    steps.timed("undo", lambda: undo_batch(batch))
    assert not Actor.objects.exists()
    return steps.table_rows()


def run(*, tiny: bool = False) -> Iterator[Table]:
    """Yield the table of the imports, the real list of Montpellier included where it is there."""
    table = Table(
        "Imports", ("list", "step", "rows", "actors", "seconds", "rows/s", "rows/s CPU", "× bare rows, CPU")
    )
    add_territory("Plaine Centrale", ["94002", "94028", "94044"], main=True)
    with tempfile.TemporaryDirectory() as folder:
        for size in (30,) if tiny else SIZES:
            path = Path(folder) / f"liste-{size}.csv"
            write_list(path, size)
            table.rows += measure(f"invented, {size}", path)
    if not tiny and MONTPELLIER.is_file():
        add_territory("Montpellier", ["34172"], main=True)
        table.rows += measure("Montpellier, real list", MONTPELLIER)
    elif not tiny:
        table.notes.append("The real Montpellier was not tried: no ../shared/data beside the checkout.")
    table.notes += [
        f"A run leaves {1000 * PAUSE:.0f} ms to others between chunks: it is meant to let the site answer.",
        "CPU: of this process alone, which other work on the machine does not lengthen.",
    ]
    yield table
