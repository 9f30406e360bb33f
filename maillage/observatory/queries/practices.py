"""What the observatory's pages read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from maillage.actors.models import Actor
from maillage.observatory.domain.practices import HEADINGS, PRACTICES, Answer, Practice
from maillage.observatory.models import PracticeAnswer, PracticeGrid


def collectivities() -> QuerySet[Actor]:
    """The public bodies of the guide, in French order."""
    return Actor.objects.living().filter(family="public").order_by("sort_key")


def grids(year: int | None = None, *, published: bool = False) -> QuerySet[PracticeGrid]:
    """Grids with their actor and how many answers say yes or no."""
    found = PracticeGrid.objects.select_related("actor").annotate(
        told=Count("answers", filter=~Q(answers__answer=Answer.NOT_TOLD))
    )
    # Counting groups the rows, which loses the model's own order.
    found = found.order_by("-year", "actor__sort_key")
    if year is not None:
        found = found.filter(year=year)
    return found.filter(state=PracticeGrid.State.PUBLISHED) if published else found


def practice_years(*, published: bool = True) -> list[int]:
    """The years that have a grid, newest first."""
    found = PracticeGrid.objects.all()
    if published:
        found = found.filter(state=PracticeGrid.State.PUBLISHED)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class Told:
    """One cell: a question and what a collectivity said of it, or nothing."""

    grid: PracticeGrid
    practice: Practice
    answer: Answer
    row: PracticeAnswer | None


@dataclass(frozen=True)
class PracticeTable:
    """The grid of a year: its collectivities, and under each heading the questions with a cell for each."""

    year: int
    grids: list[PracticeGrid]
    headings: list[tuple[str, list[tuple[Practice, list[Told]]]]] = field(default_factory=list)


def told(grid: PracticeGrid) -> dict[str, Told]:
    """Every question of a grid with its answer; « not told » where nothing was said."""
    rows = {row.practice: row for row in grid.answers.all()}
    return {
        practice.code: Told(
            grid,
            practice,
            Answer(rows[practice.code].answer) if practice.code in rows else Answer.NOT_TOLD,
            rows.get(practice.code),
        )
        for practice in PRACTICES
    }


def practice_table(year: int) -> PracticeTable:
    """The published grids of a year side by side (two queries)."""
    shown = list(
        grids(year, published=True).prefetch_related(Prefetch("answers", PracticeAnswer.objects.all()))
    )
    cells = [told(grid) for grid in shown]
    headings = [
        (heading, [(practice, [one[practice.code] for one in cells]) for practice in under(heading)])
        for heading in HEADINGS
    ]
    return PracticeTable(year, shown, headings)


def under(heading: str) -> Iterable[Practice]:
    """The questions under a heading, in order."""
    return [practice for practice in PRACTICES if practice.heading == heading]


def sheet(grid: PracticeGrid) -> list[tuple[str, list[Told]]]:
    """One collectivity's grid, heading by heading."""
    cells = told(grid)
    return [(heading, [cells[practice.code] for practice in under(heading)]) for heading in HEADINGS]


def grid_before(grid: PracticeGrid) -> PracticeGrid | None:
    """The last published grid of the same collectivity before this one's year."""
    return (
        PracticeGrid.objects.filter(actor=grid.actor, year__lt=grid.year, state=PracticeGrid.State.PUBLISHED)
        .prefetch_related("answers")
        .order_by("-year")
        .first()
    )
