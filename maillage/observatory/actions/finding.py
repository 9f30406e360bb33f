"""Find which structures of the guide are which units of Sirene, or are named otherwise by what is published."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from maillage.actors.models import Actor
from maillage.observatory.models import LONGEST_PUBLISHED_NAME, LinkPair
from maillage.observatory.queries.diagnosis import collectivities_of_all_times, listed_actors, store
from maillage.opendata.indicators.frame import connect
from maillage.opendata.linkage import COLUMNS, link
from maillage.opendata.national.extract import latest_pass
from maillage.opendata.perimeter.groups import named, named_sql
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import StoreError
from maillage.territory.models import Territory
from maillage.territory.queries import main_territory

# Table of the store → what says who publishes, who is named, in which year; the numbers that tell who that is.
_PUBLISHED = {
    "subsidies": (
        ("funder_siret", "funder_name", "beneficiary_name", "year"),
        ("beneficiary_siren", "beneficiary_rna"),
    ),
    "contracts": (("buyer_siret", "buyer_name", "holder_name", "year(notified_on)"), ("holder_siren",)),
}


def ask_for_links() -> None:
    """Have the worker find the links of the main territory. Raises ValueError when there is none."""
    if main_territory() is None:
        raise ValueError(
            "Le territoire du Pôle n’est pas déclaré. "
            "Sur le serveur : « maillage territory add NOM CODE… --main »."
        )
    look_for_links.enqueue()


@task()
def look_for_links() -> None:
    """Find the links of the main territory, in the background."""
    territory = main_territory()
    if territory is None:
        return
    find_published_names(territory)
    with suppress(StoreError):  # without a national pass there are the published names alone
        find_links(territory)


def find_links(territory: Territory) -> int:
    """Look for the unlinked structures of a territory among its units; gives how many new pairs wait.

    What a person decided is kept and not asked again. Raises `StoreError`, in French, without a national pass.
    """
    communes = dict(territory.communes.values_list("code", "name"))
    actors = _by_uid(Actor.objects.public().filter(siren="", commune__in=communes))
    units = _unknown_units(communes)
    return _renew(
        LinkPair.objects.filter(published="", actor__commune__in=communes),
        (
            LinkPair(
                actor=actors[pair["left_id"]],
                siren=pair["right_id"],
                name=unit["name"][:250],
                commune=unit["commune"],
                details={"rna": unit["rna"], "form": unit["form"]},
                **_judged(pair),
            )
            for pair in _linked(_described(actors), units)
            if (unit := units[pair["right_id"]])
        ),
    )


def _linked(left: dict[str, dict[str, Any]], right: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The pairs that linkage finds between records by their identifier."""
    if not left or not right:
        return []
    found: list[dict[str, Any]] = link(_table(left), _table(right)).pairs.to_pylist()
    return found


def _by_uid(actors: QuerySet[Actor]) -> dict[str, Actor]:
    found = actors.select_related("commune").prefetch_related("establishments")
    return {str(actor.uid): actor for actor in found}


@transaction.atomic
def _renew(pairs: QuerySet[LinkPair], found: Iterable[LinkPair]) -> int:
    """Let these be the pairs that wait; those that a person decided stay, and are not asked again."""
    # Who is deciding on one of them ends first; who comes after finds it gone.
    list(pairs.select_for_update(of=("self",)).order_by("pk"))
    decided = set(pairs.exclude(decision="").values_list("actor", "siren", "published"))
    pairs.filter(decision="").delete()
    fresh = [one for one in found if (one.actor_id, one.siren, one.published) not in decided]
    LinkPair.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)


def _judged(pair: dict[str, Any]) -> dict[str, Any]:
    return {
        "score": pair["score"],
        "certain": pair["verdict"] == "certain",
        "evidence": pair["evidence"],
    }


def _unknown_units(communes: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The publishable units, by SIREN, that are active in these communes and that no page of the guide is."""
    path = str(latest_pass(store()).ess)
    taken = set(Actor.objects.living().exclude(siren="").values_list("siren", flat=True))
    with connect() as connection:
        rows = connection.execute(
            "SELECT siren, any_value(name), any_value(coalesce(sigle, brand)), any_value(commune), "
            "any_value(rna), any_value(legal_category) FROM read_parquet(?) "
            "WHERE active AND publishable AND name IS NOT NULL AND list_contains(?, commune) GROUP BY siren "
            "ORDER BY siren",
            [path, list(communes)],
        ).fetchall()
    return {
        siren: {
            "name": name,
            "other_name": other or "",
            "commune": communes.get(commune, ""),
            "rna": rna or "",
            "form": form or "",
        }
        for siren, name, other, commune, rna, form in rows
        if siren not in taken
    }


def find_published_names(territory: Territory) -> int:
    """Look for the names, published without a number, that no structure of the lists bears as they are written:
    in the guide, then among the other units of the territory, for those that it does not surely know.

    Gives how many new pairs wait. What a person decided is kept and not asked again. These names bear no place:
    each is looked for in the commune that published it, when one alone did.
    """
    communes = dict(territory.communes.values_list("code", "name"))
    actors = _by_uid(listed_actors().filter(commune__in=communes))
    pairs = LinkPair.objects.exclude(published="")
    settled = {named([actor.name]) for actor in actors.values()}
    settled.update(pairs.filter(decision=LinkPair.Decision.SAME).values_list("published", flat=True))
    names = {plain: one for plain, one in _published(territory, communes).items() if plain not in settled}
    in_guide = _linked(names, _described(actors))
    units: dict[str, dict[str, Any]] = {}
    with suppress(StoreError):  # Sirene may not be loaded
        units = _unknown_units(communes)
    known = {pair["left_id"] for pair in in_guide if pair["verdict"] == "certain"}
    in_sirene = _linked({plain: one for plain, one in names.items() if plain not in known}, units)

    def named_pair(pair: dict[str, Any], more: dict[str, str], **which: Any) -> LinkPair:
        one = names[pair["left_id"]]
        return LinkPair(
            published=pair["left_id"],
            name=one["name"][:250],
            commune=one["commune"],
            details={**one["details"], **more},
            **_judged(pair),
            **which,
        )

    return _renew(
        pairs,
        [
            *(named_pair(pair, {}, actor=actors[pair["right_id"]]) for pair in in_guide),
            *(
                named_pair(
                    pair, {"unit": unit["name"], "unit_commune": unit["commune"]}, siren=pair["right_id"]
                )
                for pair in in_sirene
                if (unit := units[pair["right_id"]])
            ),
        ],
    )


def _published(territory: Territory, communes: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The names published without a number by the territory's collectivities, by what they read as."""
    data = store()
    geography = data.latest("communes")
    loaded = {table: found for table in _PUBLISHED if (found := data.latest(table))}
    if geography is None or not loaded:
        return {}
    each = []
    for table, dataset in loaded.items():
        (publisher, called, name, year), numbers = _PUBLISHED[table]
        unknown = " AND ".join(f"{number} IS NULL" for number in numbers)
        each.append(
            f"SELECT '{table}' AS source, substr({publisher}, 1, 9) AS publisher, {called} AS called, "
            f"{name} AS name, {named_sql(name)} AS plain, {year} AS year, amount "
            f"FROM read_parquet({quoted(str(dataset.path))}) WHERE {unknown} AND {name} IS NOT NULL"
        )
    with connect() as connection:
        rows = connection.execute(
            f"""
            WITH seats AS (
                SELECT siren, any_value(name) AS seat FROM read_parquet({quoted(str(geography.path))})
                WHERE code = commune AND list_contains(?, code) GROUP BY siren
            )
            SELECT plain, min(published.name), CASE WHEN count(DISTINCT publisher) = 1 THEN any_value(seat) END,
                list_sort(list(DISTINCT called)), min(year), max(year),
                count(*) FILTER (source = 'subsidies'), count(*) FILTER (source = 'contracts'),
                sum(amount) FILTER (source = 'subsidies')
            FROM ({" UNION ALL ".join(each)}) AS published LEFT JOIN seats ON siren = publisher
            WHERE list_contains(?, publisher) AND length(plain) BETWEEN 2 AND {LONGEST_PUBLISHED_NAME}
            GROUP BY plain ORDER BY plain
            """,
            [list(communes), list(collectivities_of_all_times(territory))],
        ).fetchall()
    return {
        plain: {
            "name": name,
            "commune": seat or "",
            "details": {
                "publishers": publishers,
                "years": sorted({year for year in (first, last) if year}),
                "subsidies": subsidies,
                "contracts": contracts,
                "amount": float(amount or 0),
            },
        }
        for plain, name, seat, publishers, first, last, subsidies, contracts, amount in rows
    }


def _described(actors: dict[str, Actor]) -> dict[str, dict[str, Any]]:
    """Structures of the guide as linkage compares them."""
    found = {}
    for uid, actor in actors.items():
        names = (name for name in (actor.official_name, actor.sigle) if name and name != actor.name)
        # The address may be somebody's home: it is compared here, and shown nowhere.
        seat = next(iter(actor.establishments.all()), None)
        found[uid] = {
            "name": actor.name,
            "other_name": " / ".join(dict.fromkeys(names)),
            "address": seat.address if seat else "",
            "postcode": seat.postcode if seat else "",
            "commune": actor.commune.name if actor.commune else "",
            "rna": actor.rna,
        }
    return found


def _table(records: dict[str, dict[str, Any]]) -> pa.Table:
    given = [{**record, "id": key} for key, record in records.items()]
    return pa.table({name: pa.array([str(row.get(name) or "") for row in given]) for name in COLUMNS})
