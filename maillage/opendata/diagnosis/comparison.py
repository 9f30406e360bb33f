"""Sets a frozen diagnosis beside any other territory of France, at once, from the national pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from maillage.opendata.indicators import COMPARING, Context, Frame, Place, Source
from maillage.opendata.indicators.frame import connect
from maillage.opendata.national.extract import NationalPass, latest_pass, pass_of_key
from maillage.opendata.perimeter.sqltext import quoted
from maillage.opendata.store import SYNTHETIC_NOTICE, Store, StoreError

from .building import Builder
from .freezing import measure, sections
from .opening import Diagnosis
from .territory import Geography, Reference, Territory

# What a comparison reads of the frozen diagnosis.
_FROZEN = ("establishments", "units")


def compare(
    diagnosis: Diagnosis,
    references: Sequence[Reference],
    store: Store,
    *,
    names: Mapping[tuple[str, str], str] | None = None,
    areas: Mapping[str, float] | None = None,
) -> Diagnosis:
    """The comparing blocks of a diagnosis, measured against these territories instead of its own.

    `names` are those of groupings by (level, code), `areas` km² by code of commune. What is given back is read
    as a diagnosis (figures, rows, exports) and is kept nowhere: `close` it. The pass is the one that the
    diagnosis was drawn from, or the newest with a reservation that says so. Raises `StoreError`.
    """
    if not references:
        raise StoreError("Choisissez au moins un territoire à comparer.")
    if not (diagnosis.folder / "establishments.parquet").is_file():
        raise StoreError(
            "Ce diagnostic a été fait sans Sirene : il ne peut pas être comparé. Refaites-le avec."
        )
    national, note = _same_pass(diagnosis, store)
    if national.partial:
        raise StoreError(
            "Seul ce territoire est chargé : il n’y a rien à quoi le comparer. Chargez les fichiers nationaux "
            "(maillage opendata fetch, puis load), puis refaites la passe et le diagnostic."
        )
    on = date.fromisoformat(diagnosis.on)
    geography = Geography((store.latest("communes", on) or store.require("communes")).path, names, areas)
    here = Territory(
        slug=diagnosis.territory["slug"],
        name=diagnosis.territory["name"],
        communes=tuple(one["code"] for one in diagnosis.territory["communes"]),
    )
    geography.check(here)
    for one in references:
        if not any(geography.members(level, code) for level, code in one.members):
            raise StoreError(f"« {one.label} » n’est pas un territoire connu : choisissez-le dans la liste.")
    connection = connect()
    try:
        for table in _FROZEN:
            path = quoted(str(diagnosis.folder / f"{table}.parquet"))
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({path})")
        builder = Builder(connection, here, geography)
        builder.national(national)
        builder.compared(references, on)
        tables = frozenset({*builder.built, *_FROZEN})
        context = Context(
            on=on,
            communes=tuple((code, geography.name("commune", code)) for code in here.communes),
            tables=tables,
            searched=frozenset(),
            places=(
                Place("ici", here.name, note),
                *(Place(one.place, one.label, one.note) for one in references),
            ),
            measured=builder.measured(),
            sources={
                table: tuple(Source(**one) for one in found)
                for table, found in diagnosis.data["sources"].items()
            },
        )
        frame = Frame(connection, tables)
        blocks, figures = measure(COMPARING, frame, context)
    except BaseException:
        connection.close()
        raise
    synthetic = diagnosis.synthetic or national.synthetic
    data = {
        **diagnosis.data,
        "sections": sections(blocks),
        "blocks": [block.as_json() for block in blocks],
        "figures": [figure.as_json() for figure in figures],
        "synthetic": synthetic,
        "notice": SYNTHETIC_NOTICE if synthetic else "",
    }
    return Diagnosis(diagnosis.folder, data, diagnosis.manifest, frame)


def place(geography: Geography, level: str, code: str) -> Reference:
    """One territory of the official geography, to compare with."""
    return Reference(f"{level}-{code}", geography.name(level, code), ((level, code),))


def _same_pass(diagnosis: Diagnosis, store: Store) -> tuple[NationalPass, str]:
    try:
        return pass_of_key(store, diagnosis.manifest["national"]), ""
    except StoreError:
        newest = latest_pass(store)
        day = newest.on.strftime("%d/%m/%Y")
        return newest, (
            f"Les territoires comparés sont vus au {day} : la passe nationale de ce diagnostic n’est plus "
            f"gardée."
        )
