"""What a pass reads: the vintages of the loaded tables, what is absent, and the digest of all that decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..store import Dataset, Store

REQUIRED = ("sirene-establishments", "sirene-units", "communes")

# Table → what its absence makes the figures lack, as a reservation.
OPTIONAL: Mapping[str, str] = {
    "ess-list": (
        "La liste des entreprises de l’ESS n’est pas chargée : aucune société n’est reconnue par elle, et "
        "Sirene n’est contredit par rien."
    ),
    "esus": (
        "La liste des agréments Esus n’est pas chargée : les sociétés qui ne sont de l’ESS que par cet "
        "agrément manquent."
    ),
    "siae": (
        "La liste des structures d’insertion et du travail adapté n’est pas chargée : elles ne sont pas "
        "repérées, leur nombre n’est pas connu."
    ),
    "finess": (
        "Finess n’est pas chargé : les ESAT que ne donne pas la liste de l’insertion ne sont pas repérés."
    ),
    "foundations": (
        "Le répertoire national des fondations n’est pas chargé : seules sont repérées celles qui ont la "
        "catégorie juridique 9300."
    ),
    "rna": "Le RNA n’est pas chargé : l’objet codé des associations ne sert pas à leur donner un thème.",
    "themes": (
        "Les thèmes n’ont pas été calculés sur les noms et les objets : ils viennent seulement de l’objet codé "
        "du RNA et du code d’activité, et la part sans thème est plus grande."
    ),
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """The loaded tables that a pass reads, by name."""

    datasets: Mapping[str, Dataset]

    @property
    def absent(self) -> tuple[str, ...]:
        """The optional tables that are not loaded."""
        return tuple(table for table in OPTIONAL if table not in self.datasets)

    @property
    def vintages(self) -> dict[str, date]:
        """Table → vintage read."""
        return {table: found.manifest.vintage for table, found in self.datasets.items()}

    @property
    def on(self) -> date:
        """The day that the figures are of: the vintage of the establishments."""
        return self.datasets["sirene-establishments"].manifest.vintage

    @property
    def synthetic(self) -> bool:
        """Whether anything read is made up. The list of communes is real, or is no data at all."""
        return any(found.manifest.synthetic for found in self.datasets.values())

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the partial loads say of themselves, once each."""
        said = (found.manifest.scope for found in self.datasets.values())
        return tuple(dict.fromkeys(scope for scope in said if scope))

    @property
    def ess_only(self) -> bool:
        """Whether the establishments of the ESS are the only ones loaded."""
        return self.datasets["sirene-establishments"].manifest.ess_only

    def digest(self, decisions: str) -> str:
        """What names the pass: a digest of the loads read and of `decisions` (the rules and the SQL)."""
        loads = {
            table: [
                found.manifest.vintage.isoformat(),
                found.manifest.loaded_at,
                found.manifest.rows_kept,
                [file.sha256 for file in found.manifest.files],
            ]
            for table, found in sorted(self.datasets.items())
        }
        told = json.dumps([loads, decisions], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


def find_inputs(store: Store, on: date | None = None) -> Inputs:
    """Choose the newest vintages (not after `on`); raise a StoreError where a required one is absent."""
    found = {table: store.require(table, on) for table in REQUIRED}
    for table in OPTIONAL:
        dataset = store.latest(table, on)
        if dataset:
            found[table] = dataset
    return Inputs(found)
