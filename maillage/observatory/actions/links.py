"""Find which structures of the guide are which units of Sirene, and write what a person decided of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.actions import open_contribution, say, withdraw
from maillage.actors.models import Actor, Contribution
from maillage.kernel.text import typeset
from maillage.observatory.models import LinkPair
from maillage.observatory.queries.diagnosis import store
from maillage.opendata.indicators.frame import connect
from maillage.opendata.linkage import COLUMNS, link
from maillage.opendata.national.extract import latest_pass
from maillage.territory.models import Territory
from maillage.territory.queries import main_territory
from maillage.upkeep.queries import animation_source


def find_links(territory: Territory) -> int:
    """Look for the unlinked structures of a territory among its units; gives how many new pairs wait.

    What a person decided is kept and not asked again. Raises `StoreError`, in French, without a national pass.
    """
    communes = dict(territory.communes.values_list("code", "name"))
    actors = {
        str(actor.uid): actor
        for actor in Actor.objects.public()
        .filter(siren="", commune__in=communes)
        .select_related("commune")
        .prefetch_related("establishments")
    }
    units = _units(communes)
    taken = set(Actor.objects.living().exclude(siren="").values_list("siren", flat=True))
    units = {siren: unit for siren, unit in units.items() if siren not in taken}
    if not actors or not units:
        return 0
    left = _table(_described(uid, actor) for uid, actor in actors.items())
    right = _table(
        {**unit, "id": siren, "commune": communes.get(unit["code"], "")} for siren, unit in units.items()
    )
    found = link(left, right).pairs.to_pylist()
    decided = set(LinkPair.objects.exclude(decision="").values_list("actor__uid", "siren"))
    with transaction.atomic():
        LinkPair.objects.filter(decision="", actor__commune__in=communes).delete()
        fresh = [
            LinkPair(
                actor=actors[pair["left_id"]],
                siren=pair["right_id"],
                name=units[pair["right_id"]]["name"][:250],
                commune=communes.get(units[pair["right_id"]]["code"], ""),
                details={"rna": units[pair["right_id"]]["rna"], "form": units[pair["right_id"]]["form"]},
                score=pair["score"],
                certain=pair["verdict"] == "certain",
                evidence=pair["evidence"],
            )
            for pair in found
            if (actors[pair["left_id"]].uid, pair["right_id"]) not in decided
        ]
        LinkPair.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)


def _described(uid: str, actor: Actor) -> dict[str, Any]:
    other = " / ".join(
        dict.fromkeys(name for name in (actor.official_name, actor.sigle) if name and name != actor.name)
    )
    # The address may be somebody's home: it is compared here, and shown nowhere.
    seat = next(iter(actor.establishments.all()), None)
    return {
        "id": uid,
        "name": actor.name,
        "other_name": other,
        "address": seat.address if seat else "",
        "postcode": seat.postcode if seat else "",
        "commune": actor.commune.name if actor.commune else "",
        "rna": actor.rna,
    }


def _units(communes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The publishable units that have an active establishment in these communes, by SIREN."""
    path = str(latest_pass(store()).ess)
    with connect() as connection:
        rows = connection.execute(
            "SELECT siren, any_value(name), any_value(coalesce(sigle, brand)), any_value(commune), "
            "any_value(rna), any_value(legal_category) FROM read_parquet(?) "
            "WHERE active AND publishable AND name IS NOT NULL AND list_contains(?, commune) GROUP BY siren "
            "ORDER BY siren",
            [path, list(communes)],
        ).fetchall()
    return {
        siren: {"name": name, "other_name": other or "", "code": commune, "rna": rna or "", "form": form or ""}
        for siren, name, other, commune, rna, form in rows
    }


def _table(rows: Iterable[dict[str, Any]]) -> pa.Table:
    given = list(rows)
    return pa.table({name: pa.array([str(row.get(name) or "") for row in given]) for name in COLUMNS})


@task()
def look_for_links() -> None:
    """Find the links of the main territory, in the background."""
    territory = main_territory()
    if territory is not None:
        find_links(territory)


@transaction.atomic
def say_same(pair: LinkPair, *, by: User) -> None:
    """The structure is that unit: its page takes the SIREN, by the animator’s word. Raises ValueError."""
    pair = _to_decide(pair)
    other = Actor.objects.living().filter(siren=pair.siren).exclude(pk=pair.actor_id).first()
    if other is not None:
        raise ValueError(
            typeset(
                f"« {other.name} » porte déjà ce SIREN : si c'est la même structure, fusionnez leurs pages."
            )
        )
    contribution = open_contribution(
        Contribution.Kind.EDIT,
        animation_source(),
        f"Rapprochement avec Sirene : {pair.name}"[:200],
        author=by,
    )
    values = {"siren": pair.siren}
    if pair.details.get("rna") and not pair.actor.rna:
        values["rna"] = pair.details["rna"]
    say(contribution, pair.actor, values)
    # Its other candidates can no longer be it.
    LinkPair.objects.filter(actor=pair.actor, decision="").exclude(pk=pair.pk).delete()
    _decide(pair, LinkPair.Decision.SAME, by, contribution)


@transaction.atomic
def say_other(pair: LinkPair, *, by: User) -> None:
    """They are two: the pair is not asked again. Raises ValueError."""
    pair = _to_decide(pair)
    _decide(pair, LinkPair.Decision.OTHER, by, None)


def _held(pair: LinkPair) -> LinkPair:
    """The pair as it is now, kept from others; another decision may have removed it."""
    found = LinkPair.objects.select_for_update(of=("self",)).select_related("actor").filter(pk=pair.pk).first()
    if found is None:
        raise ValueError("Ce rapprochement n’est plus proposé : la structure a reçu un autre SIREN.")
    return found


def _to_decide(pair: LinkPair) -> LinkPair:
    pair = _held(pair)
    if pair.decision:
        raise ValueError("Ce rapprochement est déjà décidé.")
    return pair


def _decide(pair: LinkPair, decision: str, by: User, contribution: Contribution | None) -> None:
    pair.decision, pair.decided_by, pair.decided_at = decision, by, timezone.now()
    pair.contribution = contribution
    pair.save(update_fields=["decision", "decided_by", "decided_at", "contribution"])
    journal.record("link.decide", by=by, subject=pair, decision=decision, siren=pair.siren)


@transaction.atomic
def take_back(pair: LinkPair, *, by: User) -> None:
    """Undo a decision: the SIREN leaves the page with it, and the pair is asked again. Raises ValueError."""
    pair = _held(pair)
    if not pair.decision:
        raise ValueError("Ce rapprochement n’est pas décidé.")
    if pair.contribution is not None and pair.contribution.withdrawn_at is None:
        withdraw(pair.contribution, by=by)
    pair.decision, pair.decided_by, pair.decided_at, pair.contribution = "", None, None, None
    pair.save(update_fields=["decision", "decided_by", "decided_at", "contribution"])
    journal.record("link.take-back", by=by, subject=pair, siren=pair.siren)


def say_same_to_certain(pks: Iterable[int], *, by: User) -> tuple[int, int]:
    """Accept the pairs that the page showed as certain; gives how many were, and how many could not be."""
    accepted = left = 0
    for pair in LinkPair.objects.filter(pk__in=list(pks), certain=True, decision=""):
        try:
            say_same(pair, by=by)
            accepted += 1
        except ValueError:
            left += 1
    return accepted, left
