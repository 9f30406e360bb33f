"""The finished passes, and why a row of the extract is in the ESS."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..perimeter import LISTED_KINDS, Facts, Proof, ProofDates, explain
from ..store import Store, StoreError
from .columns import SCHEMA

FOLDER = "national"


@dataclass(frozen=True, slots=True)
class NationalPass:
    """A finished pass: its folder and what its manifest says."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def ess(self) -> Path:
        """The extract: `columns.ESS`, sorted by department, commune, siret."""
        return self.folder / "ess.parquet"

    @property
    def aggregates(self) -> Path:
        """The counts of the ESS for every territory: `columns.AGGREGATES`."""
        return self.folder / "aggregates.parquet"

    @property
    def totals(self) -> Path:
        """All establishments, creations, closures, survival, for every territory: `columns.TOTALS`."""
        return self.folder / "totals.parquet"

    @property
    def key(self) -> str:
        """The name of the pass, by which a figure can be opened again later."""
        return self.folder.name

    @property
    def on(self) -> date:
        """The day that the figures are of."""
        return date.fromisoformat(self.manifest["on"])

    @property
    def synthetic(self) -> bool:
        """Whether anything in it is made up."""
        return bool(self.manifest["synthetic"])

    @property
    def partial(self) -> bool:
        """Whether it holds one territory only, so that nothing can be compared with it."""
        return bool(self.manifest.get("partial"))

    @property
    def reservations(self) -> tuple[str, ...]:
        """What must be said beside any figure of the pass, in French."""
        return tuple(self.manifest["reservations"])


def passes(store: Store) -> list[NationalPass]:
    """The finished passes of this schema, the oldest data first, then the oldest made."""
    found = [
        NationalPass(path.parent, json.loads(path.read_text("utf-8")))
        for path in (store.root / FOLDER).glob("*/manifest.json")
        if not path.parent.name.startswith(".")
    ]
    readable = [one for one in found if one.manifest["schema"] == SCHEMA]
    return sorted(readable, key=lambda one: (one.manifest["on"], one.manifest["made_at"]))


def latest_pass(store: Store) -> NationalPass:
    """The newest pass; a StoreError says how to make one."""
    found = passes(store)
    if not found:
        raise StoreError("Aucune passe nationale n’est faite. Lancez : maillage opendata national")
    return found[-1]


def pass_of_key(store: Store, key: str) -> NationalPass:
    """The pass of this name, however old; a StoreError says that it is no longer there."""
    for one in passes(store):
        if one.key == key:
            return one
    raise StoreError(f"La passe nationale « {key} » n’est plus dans le dossier des données.")


def why(row: Mapping[str, Any], manifest: Mapping[str, Any]) -> str:
    """The French sentence that says why a row of the extract has its status."""
    proofs, groups = set(row["proofs"]), row["groups"]
    kinds = [kind for kind in LISTED_KINDS if kind in groups]
    agreement_over = bool(row["esus_on"] or row["esus_until"]) and Proof.ESUS not in proofs
    facts = Facts(
        legal_category=row["legal_category"],
        ess_flag=row["ess_flag"],
        ess_list=Proof.ESS_LIST in proofs,
        esus=Proof.ESUS in proofs,
        esus_expired=agreement_over,
        mention=Proof.MENTION in proofs,
        foundation=Proof.FOUNDATION in proofs,
        insertion=bool(kinds) or row["status"] == "to_check",
    )
    return explain(facts, _dates(row, manifest["vintages"]), kinds)


def _dates(row: Mapping[str, Any], vintages: Mapping[str, str]) -> ProofDates:
    spoke = {
        "sirene": "sirene-units",
        "ess_list": "ess-list",
        "foundations": "foundations",
        "esus_list": "esus",
    }
    return ProofDates(
        **{name: date.fromisoformat(vintages[table]) for name, table in spoke.items() if table in vintages},
        esus_on=row["esus_on"],
        esus_until=row["esus_until"],
        ceased_on=row["ceased_on"],
    )
