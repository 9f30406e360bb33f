"""What changed between two frozen diagnoses of a territory: created, newly seen, closed, moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.kernel.text import typeset
from maillage.opendata.indicators.frame import connect
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import StoreError

from .opening import Diagnosis

_SHOWN = (
    "siret, siren, name, commune, commune_name, family, theme, theme_root, headcount, why, "
    "longitude, latitude, rna"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Establishments of the ESS, as plain rows. A `moved` row holds `from_siret` and `from_commune_name` too.

    `created` were born since the first diagnosis; `seen` are older, but were not in the ESS of that day: a late
    registration, a proof come since, a move from elsewhere. `closed` are closed, or gone from the source (then
    `closed_on` is None); `left` are open still, but count no more. `hidden` says how many that may not be shown
    the two diagnoses hold (then, now): none of them can be followed.
    """

    since: str
    until: str
    created: tuple[Mapping[str, Any], ...]
    seen: tuple[Mapping[str, Any], ...]
    closed: tuple[Mapping[str, Any], ...]
    left: tuple[Mapping[str, Any], ...]
    moved: tuple[Mapping[str, Any], ...]
    hidden: tuple[int, int]
    synthetic: bool

    @property
    def reservations(self) -> tuple[str, ...]:
        """What to beware of, in French."""
        found = [
            "Une structure venue d’un autre territoire, ou reconnue depuis, est « nouvelle ici » sans être "
            "créée."
        ]
        if any(self.hidden):
            found.append(
                f"Les établissements non diffusibles ne peuvent être suivis : {self.hidden[0]} alors, "
                f"{self.hidden[1]} aujourd’hui. Celui qui l’est devenu paraît fermé, sans date."
            )
        return tuple(typeset(one) for one in found)


def changes(previous: Diagnosis, current: Diagnosis) -> Changes:
    """Compare two diagnoses of the same communes, the older first. Raises `StoreError` when they cannot be."""
    mine = [{one["code"] for one in each.territory["communes"]} for each in (previous, current)]
    if mine[0] != mine[1]:
        raise StoreError(
            "Ces deux diagnostics ne portent pas sur les mêmes communes : leur évolution ne veut rien dire."
        )
    if not all((each.folder / "establishments.parquet").is_file() for each in (previous, current)):
        raise StoreError(
            "L’un de ces deux diagnostics a été fait sans Sirene : leur évolution ne peut pas être lue. "
            "Refaites-le une fois Sirene chargé."
        )
    if previous.on > current.on:
        previous, current = current, previous
    with connect() as connection:
        for view, diagnosis in (("before", previous), ("after", current)):
            path = quoted(str(diagnosis.folder / "establishments.parquet"))
            counted = f"SELECT *, active AND in_ess AS counts FROM read_parquet({path})"
            connection.execute(f"CREATE TABLE {view} AS {counted}")
        connection.execute(
            """
            CREATE TABLE born AS FROM after WHERE counts AND publishable
                AND siret NOT IN (SELECT siret FROM before WHERE counts AND publishable);
            CREATE TABLE gone AS
            SELECT before.* EXCLUDE (closed_on), after.closed_on, coalesce(after.active, false) AS open
            FROM before LEFT JOIN after USING (siret)
            WHERE before.counts AND before.publishable AND NOT coalesce(after.counts, false);
            -- One that closes and one that opens, of the same unit, in the same order: the unit moved.
            CREATE TABLE moves AS
            SELECT born.siret AS to_siret, gone.siret AS from_siret, gone.commune_name AS from_commune_name,
                gone.closed_on
            FROM (
                SELECT *, row_number() OVER (PARTITION BY siren ORDER BY created_on, siret) AS turn FROM born
            ) AS born
            JOIN (
                SELECT *, row_number() OVER (PARTITION BY siren ORDER BY closed_on, siret) AS turn FROM gone
                WHERE NOT open
            ) AS gone USING (siren, turn)
            """
        )

        def rows(query: str, *parameters: str) -> tuple[Mapping[str, Any], ...]:
            found = connection.execute(query, list(parameters))
            names = [one[0] for one in found.description or ()]
            return tuple(dict(zip(names, row)) for row in found.fetchall())

        born = f"SELECT {_SHOWN}, created_on FROM born WHERE siret NOT IN (SELECT to_siret FROM moves)"
        gone = f"SELECT {_SHOWN}, closed_on FROM gone WHERE siret NOT IN (SELECT from_siret FROM moves)"
        closing = "ORDER BY closed_on DESC NULLS LAST, name, siret"
        order = "ORDER BY created_on DESC, name, siret"
        hidden = rows(
            "SELECT count(*) AS n FROM before WHERE counts AND NOT publishable "
            "UNION ALL SELECT count(*) FROM after WHERE counts AND NOT publishable"
        )
        return Changes(
            since=previous.on,
            until=current.on,
            created=rows(f"{born} AND created_on > CAST(? AS DATE) {order}", previous.on),
            seen=rows(f"{born} AND NOT coalesce(created_on > CAST(? AS DATE), false) {order}", previous.on),
            closed=rows(f"{gone} AND NOT open {closing}"),
            left=rows(f"{gone} AND open {closing}"),
            moved=rows(
                f"SELECT {_SHOWN}, created_on, from_siret, from_commune_name, moves.closed_on "
                "FROM born JOIN moves ON to_siret = siret ORDER BY name, siret"
            ),
            hidden=(hidden[0]["n"], hidden[1]["n"]),
            synthetic=previous.synthetic or current.synthetic,
        )
