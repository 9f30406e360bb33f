"""Initiatives at every stage, with who carries them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from maillage.actors.models import ActorState, Initiative, InitiativeActor
from maillage.kernel.vocabulary import STAGES
from maillage.territory.models import Commune

_PARTS = Prefetch(
    "parts",
    InitiativeActor.objects.filter(actor__state=ActorState.ACTIVE, actor__published=True)
    .select_related("actor")
    .only("role", "initiative_id", "actor__name", "actor__slug", "actor__sort_key", "actor__state")
    .order_by("actor__sort_key"),
    to_attr="shown_parts",
)
_COMMUNES = Prefetch("communes", Commune.objects.only("code", "name", "folded_name"))


@dataclass(frozen=True)
class Asked:
    """What the list of initiatives is narrowed by; empty means all."""

    stage: str = ""
    theme: str = ""
    commune: str = ""


def published() -> QuerySet[Initiative]:
    """Initiatives that anybody may read, with their public parts and communes, in French order."""
    return (
        Initiative.objects.filter(published=True).prefetch_related(_PARTS, _COMMUNES).order_by("sort_key", "pk")
    )


def initiatives(asked: Asked) -> list[Initiative]:
    """The initiatives asked for, the names of their `leaders` at hand (three queries).

    Codes of themes are in a JSON list, which not all databases can search: they are compared here.
    """
    found = published()
    if asked.stage:
        found = found.filter(stage=asked.stage)
    if asked.commune:
        found = found.filter(communes=asked.commune)
    kept = [one for one in found if not asked.theme or has_theme(one.themes, asked.theme)]
    for one in kept:
        one.leaders = [  # type: ignore[attr-defined]
            part.actor.name
            for part in one.shown_parts  # type: ignore[attr-defined]
            if part.role == InitiativeActor.Role.LEADER
        ]
    return kept


def has_theme(codes: Sequence[str], theme: str) -> bool:
    """Whether a list of themes holds a theme or one of its sub-themes."""
    return any(code == theme or code.startswith(f"{theme}/") for code in codes)


def by_stage(rows: Sequence[Initiative]) -> list[tuple[str, str, list[Initiative]]]:
    """(code, label, initiatives) of each stage that has some, in the order of a project's life."""
    known = [(code, STAGES.label(code)) for code in STAGES.codes]
    known += sorted({(one.stage, one.stage) for one in rows if one.stage not in STAGES})
    groups = [(code, label, [one for one in rows if one.stage == code]) for code, label in known]
    return [group for group in groups if group[2]]


def communes_with_initiatives() -> list[tuple[str, str]]:
    """(code, name) of the communes where there is one (one query)."""
    rows = Commune.objects.filter(initiatives__published=True).distinct().order_by("folded_name")
    return list(rows.values_list("code", "name"))
