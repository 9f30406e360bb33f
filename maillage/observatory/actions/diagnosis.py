"""Freeze a diagnosis, publish it, take it back: one verb, one journal entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.kernel.text import typeset
from maillage.observatory.models import Diagnosis, diagnoses_folder
from maillage.observatory.queries.diagnosis import (
    areas,
    collectivities_of_all_times,
    grouping_names,
    listed_actors,
    local_rows,
    spellings,
    store,
    zones,
)
from maillage.opendata import diagnosis as frozen
from maillage.opendata.sources.communes import load_communes
from maillage.opendata.store import StoreError
from maillage.territory.models import Territory

Say = Callable[[str], None]
INTERRUPTED = "La préparation a été interrompue. Relancez-la."
GONE = "Ce diagnostic n’est plus dans la liste : quelqu’un l’a retiré."


def _silent(step: str) -> None:
    return None


def diagnose(
    territory: Territory,
    on: date,
    *,
    by: User | None,
    say: Say = _silent,
    also: tuple[tuple[str, str], ...] = (),
) -> Diagnosis:
    """Freeze the diagnosis of a territory at a date, and return its row.

    The same data give the same diagnosis: it is then found again, not made twice. `say` receives a French
    line at each step; `also` are the (SIREN, name) of collectivities beside those of today. Raises
    `StoreError`, in French, when data are missing; nothing is left then.
    """
    made = _freeze(territory, on, say, also)
    with transaction.atomic():
        row, created = Diagnosis.objects.get_or_create(
            slug=territory.slug,
            reference=made.reference,
            defaults={
                "territory": territory,
                "stated_on": on,
                "state": Diagnosis.State.READY,
                "synthetic": made.synthetic,
                "made_by": by,
            },
        )
        if created:
            journal.record("diagnosis.freeze", by=by, subject=row, reference=made.reference)
    return row


def _freeze(
    territory: Territory, on: date, say: Say, also: tuple[tuple[str, str], ...] = ()
) -> frozen.Diagnosis:
    loaded = store()
    if loaded.latest("communes") is None:
        load_communes(loaded)
    communes = tuple(territory.communes.order_by("code").values_list("code", flat=True))
    say("structures de l’annuaire")
    local = list(local_rows(listed_actors(), communes))
    say("chiffres et lignes du territoire")
    return frozen.freeze_diagnosis(
        loaded,
        frozen.Territory(
            slug=territory.slug,
            name=territory.name,
            communes=communes,
            collectivities=tuple({**dict(also), **collectivities_of_all_times(territory)}.items()),
        ),
        on,
        out=diagnoses_folder(),
        local=local or None,
        spellings=spellings(),
        names=grouping_names(),
        areas=areas(),
        zones=zones(),
    )


@transaction.atomic
def ask_for(territory: Territory, on: date, *, by: User) -> Diagnosis:
    """Have the worker freeze a diagnosis. Raises ValueError, in French, when one is being made already."""
    # Who asks at the same moment waits here, then finds what the first one asked.
    Territory.objects.select_for_update().get(pk=territory.pk)
    if Diagnosis.objects.filter(territory=territory, state=Diagnosis.State.MAKING).exists():
        raise ValueError(
            typeset(f"Un diagnostic de « {territory.name} » est déjà en préparation : attendez-le.")
        )
    row = Diagnosis.objects.create(territory=territory, slug=territory.slug, stated_on=on, made_by=by)
    journal.record("diagnosis.ask", by=by, subject=row)
    make_asked.enqueue(row.pk)
    return row


@task()
def make_asked(pk: int) -> None:
    """Freeze the diagnosis that somebody asked for; run twice, it finds it done."""
    row = Diagnosis.objects.select_related("territory", "made_by").filter(pk=pk).first()
    if row is None or row.state != Diagnosis.State.MAKING:
        return
    try:
        made = _freeze(row.territory, row.stated_on, _silent)
    except StoreError as error:
        _fail(row, str(error))
        return
    except Exception:
        _fail(row, INTERRUPTED)
        raise
    with transaction.atomic():
        twin = Diagnosis.objects.filter(slug=row.slug, reference=made.reference).exclude(pk=pk).first()
        if twin is not None:
            _fail(row, "Rien n’a changé dans les données depuis le diagnostic précédent de cette date.")
            return
        row.reference, row.synthetic, row.state = made.reference, made.synthetic, Diagnosis.State.READY
        row.made_at = timezone.now()
        row.save(update_fields=["reference", "synthetic", "state", "made_at"])
        journal.record("diagnosis.freeze", by=row.made_by, subject=row, reference=made.reference)


def _fail(row: Diagnosis, why: str) -> None:
    row.state, row.message = Diagnosis.State.FAILED, why
    row.save(update_fields=["state", "message"])


def _hold(row: Diagnosis) -> None:
    """Read the row as it is now, kept from others. Raises ValueError, in French, when it was removed."""
    try:
        row.refresh_from_db(from_queryset=Diagnosis.objects.select_for_update())
    except Diagnosis.DoesNotExist:
        raise ValueError(GONE) from None


@transaction.atomic
def publish(row: Diagnosis, *, by: User | None) -> None:
    """Show a diagnosis to everybody; once is enough. Raises ValueError, in French, when it is not ready."""
    _hold(row)
    if row.published:
        return
    if row.state != Diagnosis.State.READY:
        raise ValueError("Ce diagnostic n’est pas prêt : il ne peut pas être publié.")
    row.published = True
    row.save(update_fields=["published"])
    journal.record("diagnosis.publish", by=by, subject=row)


@transaction.atomic
def unpublish(row: Diagnosis, *, by: User) -> None:
    """Take a diagnosis back; its permanent address then opens for the animator alone."""
    _hold(row)
    if not row.published:
        return
    row.published = False
    row.save(update_fields=["published"])
    journal.record("diagnosis.unpublish", by=by, subject=row)


@transaction.atomic
def forget(row: Diagnosis, *, by: User) -> None:
    """Remove from the list a diagnosis that was never made. Raises ValueError, in French, for the others."""
    _hold(row)
    if row.state != Diagnosis.State.FAILED:
        raise ValueError("Un diagnostic fait se garde : ses chiffres ont pu être cités.")
    journal.record("diagnosis.forget", by=by, subject=row)
    row.delete()
