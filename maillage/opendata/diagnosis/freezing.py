"""Draws a territory's diagnosis once and keeps it: a folder that appears whole and never changes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from maillage.kernel.text import typeset
from maillage.opendata.columns import LABELS
from maillage.opendata.indicators import (
    INDICATORS,
    SECTIONS,
    Context,
    Figure,
    Frame,
    Indicator,
    MeasuredBlock,
    Place,
    Source,
)
from maillage.opendata.indicators.frame import connect
from maillage.opendata.national.extract import NationalPass, latest_pass, passes
from maillage.opendata.store import SYNTHETIC_NOTICE, Store, StoreError

from .building import Builder
from .inputs import (
    ORIGINS,
    PUBLISHERS,
    Rows,
    sources_of,
)
from .opening import Diagnosis, open_diagnosis
from .territory import Geography, Reference, Territory
from .zones import Zone

# The form of the folder: raised when an older one can no longer be read as the new one is.
FORM = 1
YEARS_SHOWN = 10
# A scratch folder that old, in seconds, is nobody's any more.
_STALE = 24 * 3600
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def freeze_diagnosis(
    store: Store,
    territory: Territory,
    on: date,
    *,
    out: Path,
    national: NationalPass | None = None,
    local: Rows | None = None,
    links: Rows | None = None,
    subsidies: Rows | None = None,
    contracts: Rows | None = None,
    spellings: Rows | None = None,
    zones: Sequence[Zone] = (),
    references: Sequence[Reference] | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
    areas: Mapping[str, float] | None = None,
    not_told: Iterable[str] = (),
    synthetic: bool = False,
) -> Diagnosis:
    """Write `out/<slug>/<on>-<digest>/` (rows as Parquet, figures.json, manifest.json) and open it.

    `national`, `subsidies` and `contracts` default to the newest that the store holds. `local` has the columns
    of `inputs.LOCAL_COLUMNS`; a person confirmed `links` (id, siren), and `spellings` (name, id or siren): the
    names by which subsidies and contracts call one of `local`, or a unit. `zones` are districts to count in.
    `references` default to similar territories, department, region and France, and are none where the pass is
    partial; `names` gives the names of groupings by (level, code), `areas` the km² of communes by code,
    `not_told` the SIREN of collectivities that were asked for their practices and did not answer, `synthetic`
    whether something given beside the pass is invented (rows marked so are seen anyway).

    The same inputs give the same digest, and the folder that is already there is then opened as it is.
    Raises `StoreError` in French; nothing half-written stays.
    """
    if not _SLUG.fullmatch(territory.slug):
        raise StoreError(
            f"« {territory.slug} » ne peut pas nommer un dossier : lettres minuscules, chiffres et tirets."
        )
    if national is None and (passes(store) or (local is None and subsidies is None and contracts is None)):
        national = latest_pass(store)
    communes = store.latest("communes", on) or store.require("communes")
    geography = Geography(communes.path, names, areas)
    geography.check(territory)
    if national is not None and national.partial:
        references = ()
    elif references is None:
        references = geography.references(territory)
    sources = sources_of(store, national, on)
    subsidies = _loaded(store, "subsidies", on) if subsidies is None else subsidies
    contracts = _loaded(store, "contracts", on) if contracts is None else contracts

    connection = connect()
    try:
        builder = Builder(connection, territory, geography)
        builder.national(national)
        builder.actors(national, on, local, links)
        zoned = builder.zones(zones)
        builder.compared(references, on, counted=national is not None)
        builder.practices(subsidies, contracts, spellings)
        invented = local is not None and builder.holds("local", "invented")
        invented_pass = national is not None and national.synthetic
        synthetic = synthetic or invented or invented_pass or any(one.synthetic for one in sources.values())
        context = Context(
            on=on,
            communes=tuple((code, geography.name("commune", code)) for code in territory.communes),
            tables=frozenset(builder.built),
            searched=frozenset(sources),
            places=(
                Place("ici", territory.name),
                *(Place(one.place, one.label, one.note) for one in references),
            ),
            measured=builder.measured(),
            collectivities=territory.collectivities,
            zones=zoned,
            not_told=frozenset(not_told),
            years=tuple(range(on.year - YEARS_SHOWN, on.year + 1)),
            subsidy_years=_years(connection, builder, "beneficiaries", "funder"),
            contract_years=_years(connection, builder, "contracts", "buyer"),
            considered_years=_years(connection, builder, "contracts", "buyer", "told"),
            sources=_sources_by_table(builder.built, sources, on, invented, synthetic),
        )
        blocks, figures = measure(INDICATORS, Frame(connection, builder.built), context)
        told: dict[str, Any] = {
            "form": FORM,
            "territory": {
                "slug": territory.slug,
                "name": territory.name,
                "communes": [
                    {"code": code, "name": name, "population": geography.communes[code][1]}
                    for code, name in context.communes
                ],
                "population": geography.population(territory.communes),
                "collectivities": [{"siren": siren, "name": name} for siren, name in territory.collectivities],
                "compared": [
                    {
                        "place": one.place,
                        "label": one.label,
                        "note": one.note,
                        "members": [list(m) for m in one.members],
                    }
                    for one in references
                ],
            },
            "on": on.isoformat(),
            "synthetic": synthetic,
            "notice": SYNTHETIC_NOTICE if synthetic else "",
            "sources": {
                table: [source.as_json() for source in found]
                for table, found in sorted(context.sources.items())
            },
            "sections": sections(blocks),
            "blocks": [block.as_json() for block in blocks],
            "figures": [figure.as_json() for figure in figures],
            "not_said": [
                typeset(sentence)
                for sentence in [*not_said(context), *(national.reservations if national else ())]
            ],
        }
        digests = {table: builder.digest(table) for table in builder.built}
        digest = hashlib.sha256(
            json.dumps([told, digests], ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()
        parent = out / territory.slug
        final = parent / f"{on.isoformat()}-{digest[:12]}"
        if not final.exists():
            _write(
                builder,
                parent,
                final,
                told,
                {"digest": digest, "tables": digests, "national": national.key if national else ""},
            )
    finally:
        connection.close()
    return open_diagnosis(final)


def measure(
    indicators: Iterable[Indicator], frame: Frame, context: Context
) -> tuple[list[MeasuredBlock], list[Figure]]:
    """The indicators that have something to say, and all their figures, each code once."""
    blocks: list[MeasuredBlock] = []
    figures: dict[str, Figure] = {}
    for indicator in indicators:
        if not indicator.applies(context) or not indicator.tables <= context.tables:
            continue
        block, found = frame.measure_block(indicator, context)
        blocks.append(block)
        for figure in found:
            if figure.code in figures:
                raise ValueError(f"two figures are called {figure.code!r}")
            figures[figure.code] = figure
    return blocks, list(figures.values())


def sections(blocks: Iterable[MeasuredBlock]) -> list[dict[str, Any]]:
    """The sections of the page that have blocks, in order."""
    places = {indicator.code: indicator.section for indicator in INDICATORS}
    given = list(blocks)
    found = [
        {"code": code, "title": title, "blocks": [block.code for block in given if places[block.code] == code]}
        for code, title in SECTIONS.items()
    ]
    return [section for section in found if section["blocks"]]


def not_said(context: Context) -> list[str]:
    """What these figures do not say, beside the reservations of the national pass."""
    found = [
        "Les bénévoles, les adhérents et les salaires : Sirene n’en dit rien.",
        "Ce que les structures apportent : un nombre d’établissements n’est pas une utilité sociale.",
        "Les associations qui n’ont ni salarié, ni subvention, ni impôt n’ont souvent pas de numéro SIREN : "
        "elles ne sont "
        "pas dans Sirene.",
        "Les structures mortes sans l’avoir déclaré : Sirene les garde longtemps actives.",
        "Les emplois exacts : seules les tranches d’effectif sont publiques.",
    ]
    if "establishments" not in context.tables:
        found.insert(  # first, for the note keeps the first ones only
            0,
            "Tout ce qui n’est pas dans les listes locales : Sirene n’est pas chargé, ni l’inventaire, ni "
            "l’emploi, "
            "ni les comparaisons ne peuvent être donnés.",
        )
    if "beneficiaries" not in context.tables:
        found.append("Les subventions : aucune n’est chargée.")
    if "contracts" not in context.tables:
        found.append("Les marchés publics : aucun n’est chargé.")
    if "local" not in context.tables:
        found.append("Les listes locales : aucune n’a été jointe à ce diagnostic.")
    return found


def _loaded(store: Store, table: str, on: date) -> Path | None:
    dataset = store.latest(table, on)
    return dataset.path if dataset else None


def _years(
    connection: Any, builder: Builder, table: str, who: str, where: str = "true"
) -> dict[str, tuple[int | None, ...]]:
    if table not in builder.built:
        return {}
    found: dict[str, list[int | None]] = {}
    for siren, year in connection.execute(
        f"SELECT DISTINCT {who}, year FROM {table} WHERE {where} ORDER BY ALL NULLS LAST"
    ).fetchall():
        found.setdefault(siren, []).append(year)
    return {siren: tuple(years) for siren, years in found.items()}


def _sources_by_table(
    built: Iterable[str], sources: Mapping[str, Source], on: date, invented: bool, synthetic: bool
) -> dict[str, tuple[Source, ...]]:
    found = {table: tuple(sources[one] for one in ORIGINS.get(table, ()) if one in sources) for table in built}
    for table, (origin, *_) in ORIGINS.items():
        if table in found and not found[table]:  # given by the caller rather than loaded
            found[table] = (Source(LABELS[origin], PUBLISHERS[origin], on.isoformat(), "", synthetic),)
    if "local" in found:
        publisher = "Collectivités et structures du territoire"
        lists = Source("Listes locales et guide", publisher, on.isoformat(), "", invented)
        found["local"] = (lists, *found.get("establishments", ())[:2])
    return found


def _write(
    builder: Builder, parent: Path, final: Path, told: Mapping[str, Any], digests: Mapping[str, Any]
) -> None:
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(".*"):  # by a process that was killed
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=".", dir=parent))
    try:
        for table in builder.built:
            builder.write(table, scratch)
        (scratch / "figures.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        manifest = {
            "form": FORM,
            "on": told["on"],
            "territory": {key: told["territory"][key] for key in ("slug", "name")},
            "synthetic": told["synthetic"],
            "notice": told["notice"],
            "sources": told["sources"],
            **digests,
            "frozen_at": datetime.now().astimezone().isoformat("T", "seconds"),
        }
        (scratch / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
        scratch.chmod(0o755)
        try:
            scratch.rename(final)
        except OSError:
            if not final.exists():  # another process froze the same diagnosis meanwhile
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
