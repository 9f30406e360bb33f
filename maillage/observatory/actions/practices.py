"""Open, ask, fill, publish the practices grids: one verb, one transaction, one journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor, new_token
from maillage.kernel.text import typeset
from maillage.observatory.domain.practices import PRACTICES, Answer
from maillage.observatory.models import LINK_TERM, PracticeAnswer, PracticeGrid
from maillage.territory.letters import write


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one practice: the answer, and what stands beside it. `amount` in euros."""

    answer: Answer = Answer.NOT_TOLD
    detail: str = ""
    amount: Decimal | None = None
    structures: int | None = None
    source: str = ""


@transaction.atomic
def open_grid(actor: Actor, year: int, *, by: User) -> PracticeGrid:
    """Open the grid of a collectivity for a year. Raises ValueError, in French, when there is one already."""
    try:
        with transaction.atomic():
            grid = PracticeGrid.objects.create(actor=actor, year=year)
    except IntegrityError:
        raise ValueError(
            typeset(f"La grille {year} de « {actor.name} » existe déjà : ouvrez-la dans la liste.")
        ) from None
    journal.record("practices.open", by=by, subject=grid, year=year)
    return grid


def _held(grid: PracticeGrid) -> PracticeGrid:
    """The grid as it is now, kept from others. Raises ValueError, in French, when it was deleted meanwhile."""
    grids = PracticeGrid.objects.select_for_update(of=("self",)).select_related("actor")
    found = grids.filter(pk=grid.pk).first()
    if found is None:
        raise ValueError("Cette grille vient d’être supprimée : ouvrez-en une autre.")
    return found


def _to_correct(grid: PracticeGrid) -> PracticeGrid:
    grid = _held(grid)
    if grid.state == PracticeGrid.State.PUBLISHED:
        raise ValueError("Cette grille est publiée : retirez-la de la publication avant de la corriger.")
    return grid


@transaction.atomic
def ask_correspondent(grid: PracticeGrid, email: str, *, by: User) -> None:
    """Send the personal link of a grid. Asked again, the former link opens no more.

    Raises ValueError, in French, when the grid is published.
    """
    grid = _to_correct(grid)
    grid.correspondent_email = email.lower()
    grid.token = new_token()
    grid.asked_at = timezone.now()
    grid.state = PracticeGrid.State.ASKED
    grid.save(update_fields=["correspondent_email", "token", "asked_at", "state"])
    write(
        "observatory/mail/practices.txt",
        grid.correspondent_email,
        grid=grid,
        actor=grid.actor,
        link=reverse("observatory:practices-link", args=[grid.token]),
    )
    journal.record("practices.ask", by=by, subject=grid)


@transaction.atomic
def fill_grid(grid: PracticeGrid, said: Mapping[str, Said], *, by: User | None) -> int:
    """Write the answers that changed; `by` None is the collectivity itself. Gives how many changed.

    Raises ValueError, in French, when the grid is published: it is first taken back, so that a figure that was
    read is never changed in silence.
    """
    grid = _to_correct(grid)
    known = {one.practice: one for one in grid.answers.all()}
    changed: dict[str, dict[str, str]] = {}
    for code, words in said.items():
        if code not in PRACTICES:
            raise ValueError(f"« {code} » n’est pas une question de la grille.")
        values = asdict(words)
        row = known.get(code)
        if row is None and words == Said():
            continue
        if row is not None and all(getattr(row, name) == value for name, value in values.items()):
            continue
        PracticeAnswer.objects.update_or_create(
            grid=grid,
            practice=code,
            defaults={**values, "by_collectivity": by is None, "said_by": by, "said_at": timezone.now()},
        )
        changed[code] = {name: str(value) for name, value in values.items() if value not in ("", None)}
    if by is None:
        grid.state, grid.answered_at = PracticeGrid.State.ANSWERED, timezone.now()
        grid.save(update_fields=["state", "answered_at"])
    if changed or by is None:
        journal.record("practices.fill", by=by, subject=grid, changed=changed)
    return len(changed)


@transaction.atomic
def publish_grid(grid: PracticeGrid, *, by: User) -> None:
    """Show a grid to everybody; once is enough. Raises ValueError, in French, when nothing was answered."""
    grid = _held(grid)
    if grid.state == PracticeGrid.State.PUBLISHED:
        return
    if not grid.answers.exclude(answer=Answer.NOT_TOLD).exists():
        raise ValueError("Rien n’est encore renseigné : il n’y a rien à publier.")
    grid.state = PracticeGrid.State.PUBLISHED
    grid.save(update_fields=["state"])
    journal.record("practices.publish", by=by, subject=grid)


@transaction.atomic
def withdraw_grid(grid: PracticeGrid, *, by: User) -> None:
    """Take a published grid back, to correct it; one that is not published stays as it is."""
    grid = _held(grid)
    if grid.state != PracticeGrid.State.PUBLISHED:
        return
    grid.state = PracticeGrid.State.ANSWERED if grid.answered_at else PracticeGrid.State.DRAFT
    grid.save(update_fields=["state"])
    journal.record("practices.withdraw", by=by, subject=grid)


@transaction.atomic
def delete_grid(grid: PracticeGrid, *, by: User) -> None:
    """Delete a grid in which nothing was said. Raises ValueError, in French, otherwise."""
    grid = _held(grid)
    if grid.answers.exists():
        raise ValueError("Cette grille contient des réponses : elle ne se supprime pas.")
    journal.record("practices.delete", by=by, subject=grid, year=grid.year)
    grid.delete()


def purge_correspondents() -> int:
    """Erase the addresses of correspondents whose link is past its term; gives how many."""
    past = Q(asked_at__lt=timezone.now() - LINK_TERM) & ~Q(correspondent_email="")
    return PracticeGrid.objects.filter(past).update(correspondent_email="")
