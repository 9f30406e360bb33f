"""Generates the country into a folder: the files, the truth, the marker that says they are invented."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from maillage.opendata.store import SYNTHETIC_NOTICE

from .associations import ALONE_SHARE, in_rna, rna_number, rna_numbers
from .country import (
    Geography,
    alone_units,
    country_units,
    day,
    geography_of,
    legal_codes,
    official_places,
)
from .defects import Defects
from .hashing import Whole
from .identifiers import digits, former_number
from .layouts import (
    ESS_LIST_HEADER,
    ESTABLISHMENTS_HEADER,
    ESUS_HEADER,
    FINESS_COLUMNS,
    FOUNDATIONS_HEADER,
    IMPORT_HEADER,
    SIAE_HEADER,
    SUBSIDIES_HEADER,
    UNITS_HEADER,
    WALDEC_HEADER,
)
from .margins import KINDS, REFERENCE, UNITS
from .money import Funder, drawn_contracts, drawn_grants, funders, subsidies_table
from .plan import Plan
from .registers import (
    conventions,
    ess_list_table,
    esus_table,
    finess_table,
    foundations_table,
    in_ess_list,
    in_esus,
    rna_tables,
    siae_table,
)
from .sirene import Block, establishments_table, units_table
from .words import activities
from .writing import CsvOutput, JsonOutput, Output, ParquetOutput, spans

MARKER = "synthetic.json"
INVENTED = "-donnees-inventees"
BLOCK = 1 << 17

TRUTH = pa.schema(
    [
        ("siren", pa.string()), ("rna", pa.string()), ("former_number", pa.string()), ("name", pa.string()),
        ("legal_category", pa.string()), ("family", pa.string()), ("theme", pa.string()), ("group",
        pa.string()),
        ("commune", pa.string()), ("active", pa.bool_()), ("planted", pa.bool_()), ("in_sirene", pa.bool_()),
        ("in_rna", pa.bool_()), ("in_ess_list", pa.bool_()), ("in_esus", pa.bool_()), ("conventions",
        pa.int32()),
        ("sirene_change", pa.string()),
    ]
)  # fmt: skip
LINKS = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        ("siret", pa.string()),
        ("siren", pa.string()),
        ("rna", pa.string()),
    ]
)


class GenerationError(ValueError):
    """Something that stops the generation; the message is French and says what to do."""


@dataclass(slots=True)
class Generated:
    """What was written: rows by file name, and the marker's content."""

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    marker: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Files:
    """The open files of a generation, by what they hold."""

    folder: Path
    parquet: bool
    seed: int
    defects: Defects
    stack: ExitStack
    outputs: dict[str, Output | JsonOutput] = field(default_factory=dict)

    def csv(self, name: str, header: tuple[str, ...], **more: Any) -> CsvOutput:
        file = f"{name}{INVENTED}.csv"
        if file not in self.outputs:
            self._keep(file, CsvOutput(self.folder / file, header, seed=self.seed, **more))
        found = self.outputs[file]
        assert isinstance(found, CsvOutput)
        return found

    def table(self, name: str, header: tuple[str, ...]) -> Output:
        if not self.parquet:
            return self.csv(name, header)
        file = f"{name}{INVENTED}.parquet"
        if file not in self.outputs:
            self._keep(file, ParquetOutput(self.folder / file, header))
        found = self.outputs[file]
        assert isinstance(found, ParquetOutput)
        return found

    def contracts(self) -> JsonOutput:
        file = f"decp{INVENTED}.json"
        if file not in self.outputs:
            self._keep(file, JsonOutput(self.folder / file))
        found = self.outputs[file]
        assert isinstance(found, JsonOutput)
        return found

    def _keep(self, file: str, output: Output | JsonOutput) -> None:
        self.outputs[file] = output
        self.stack.callback(output.close)

    def write(self, block: Block) -> None:
        """The rows of a block in every file that has some."""
        self.table("StockUniteLegale_utf8", UNITS_HEADER).write(units_table(block))
        self.table("StockEtablissement_utf8", ESTABLISHMENTS_HEADER).write(establishments_table(block))
        self.csv("liste-entreprises-ess", ESS_LIST_HEADER).write(ess_list_table(block))
        self.csv("esus", ESUS_HEADER).write(esus_table(block))
        self.csv("siae", SIAE_HEADER, quoted=True).write(siae_table(block))
        finess = self.csv(
            "finess", FINESS_COLUMNS, delimiter=";", encoding="latin-1",
            first_line=f"finess;etalab;98;{SYNTHETIC_NOTICE};{_from_days(block.day).isoformat()}",
        )  # fmt: skip
        finess.write(finess_table(block))
        self.csv("rnf", FOUNDATIONS_HEADER).write(foundations_table(block))
        self.associations(block)

    def associations(self, block: Block, *, alone: bool = False) -> None:
        """The rows of a block in the RNA."""
        waldec_table, import_table = rna_tables(block, alone=alone)
        for name, header, table in (
            ("rna_waldec", WALDEC_HEADER, waldec_table), ("rna_import", IMPORT_HEADER, import_table),
        ):  # fmt: skip
            self.csv(name, header, delimiter=";", quoted=True, spoilt=self.defects.cp1252).write(table)


def generate(
    folder: Path,
    *,
    seed: int = 2005,
    scale: float = 0.01,
    vintage: date = REFERENCE,
    parquet: bool = False,
    plan: Plan | None = None,
    defects: Defects | None = None,
    block: int = BLOCK,
    progress: Callable[[int, int], None] | None = None,
) -> Generated:
    """Write the generated country, `scale` times the size of France, as it stands on the day `vintage`.

    Each row depends on the seed and on its own number alone: the CSV and JSON are the same bytes whatever
    `block`, the number of legal units made at once (memory: about 3 kB for each). `progress` is told the units
    done and to do. The files appear together at the end, the marker first; raises `GenerationError` where
    others stand in the folder.
    """
    if not 0 <= scale <= 1:
        raise GenerationError(f"L’échelle va de 0 à 1 (la France entière), et non {scale}.")
    if vintage > REFERENCE:
        raise GenerationError(
            f"Le pays inventé s’arrête au {REFERENCE:%d/%m/%Y} : choisissez une date d’avant."
        )
    defects = defects or Defects()
    _check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".generation-*"):  # by a generation that was killed
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    geography = geography_of(frozenset(plan.communes) if plan else frozenset())
    work = Path(tempfile.mkdtemp(prefix=".generation-", dir=folder))
    try:
        rows = _write(work, seed, scale, vintage, parquet, plan, defects, geography, block, progress)
        marker = {
            "notice": SYNTHETIC_NOTICE,
            "about": "Ces fichiers ont la forme des fichiers officiels, mais tout y est inventé : "
            "organisations, numéros, adresses, montants. Ils ne disent rien des territoires qu’ils nomment.",
            "seed": seed,
            "scale": scale,
            "vintage": vintage.isoformat(),
            "units": round(UNITS * scale),
            "plan": dict(plan.content) if plan else None,
            "defects": asdict(defects),
            "files": rows,
        }
        _publish(work, folder, marker)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Generated(folder, rows, marker)


def _write(
    work: Path, seed: int, scale: float, vintage: date, parquet: bool, plan: Plan | None, defects: Defects,
    geography: Geography, block: int, progress: Callable[[int, int], None] | None,
) -> dict[str, int]:  # fmt: skip
    total, alone = round(UNITS * scale), round(UNITS * scale * ALONE_SHARE)
    without = frozenset(plan.communes) if plan else frozenset()
    by_commune = (
        {one.code: one for one in funders(official_places(), scale, without, seed, defects)} if scale else {}
    )
    today = day(vintage)
    with ExitStack() as stack:
        files = _Files(work, parquet, seed, defects, stack)
        truth = pq.ParquetWriter(work / "truth.parquet", TRUTH, compression="zstd")
        stack.callback(truth.close)
        links = pq.ParquetWriter(work / "truth_links.parquet", LINKS, compression="zstd")
        stack.callback(links.close)
        for start, stop in spans(total, block):
            made = Block.of(country_units(seed, start, stop, geography), geography, today, defects)
            files.write(made)
            _money(files, links, made, by_commune)
            truth.write_table(_truth(made))
            if progress:
                progress(stop, total)
        for start, stop in spans(alone, block):
            made = Block.of(alone_units(seed, start, stop, geography), geography, today, defects)
            files.associations(made, alone=True)
            truth.write_table(_truth(made, alone=True))
        if plan:
            made = Block.of(plan.units(seed, geography), geography, today, defects)
            files.write(made)
            truth.write_table(_truth(made, planted=True))
            names = _names(made)
            exact = replace(made, defects=replace(defects, repeated=0.0))
            for funder, grants in plan.grants(made):
                _add(files, links, exact, funder, grants, names)
            contracts = plan.contracts(made)
            files.contracts().add(one for one, _ in contracts)
            made = Block.of(plan.alone(seed, geography), geography, today, defects)
            if len(made.units):
                files.associations(made, alone=True)
                truth.write_table(_truth(made, alone=True, planted=True))
            for units, hidden in plan.comparisons(seed, geography):
                made = Block.of(units, geography, today, defects)
                files.write(made)
                truth.write_table(_truth(made))
                made = Block.of(hidden, geography, today, defects)
                files.associations(made, alone=True)
                truth.write_table(_truth(made, alone=True))
        files.contracts()
        return {name: output.rows for name, output in sorted(files.outputs.items())}


def _names(block: Block) -> dict[int, str]:
    return dict(zip(block.rows.tolist(), block.names))


def _money(files: _Files, links: pq.ParquetWriter, block: Block, by_commune: Mapping[str, Funder]) -> None:
    grants: dict[Funder, list[Any]] = {}
    for funder, grant in drawn_grants(block, by_commune):
        grants.setdefault(funder, []).append(grant)
    names = _names(block) if grants else {}
    for funder in sorted(grants, key=lambda one: one.code):
        # By unit then year, so that the order does not depend on the blocks.
        given = sorted(grants[funder], key=lambda one: (one.unit, one.granted_on))
        _add(files, links, block, funder, given, names)
    files.contracts().add(one for one, _ in drawn_contracts(block, by_commune))


def _add(
    files: _Files,
    links: pq.ParquetWriter,
    block: Block,
    funder: Funder,
    grants: list[Any],
    names: Mapping[int, str],
) -> None:
    output = files.csv(
        f"subventions-{funder.siret[:9]}", SUBSIDIES_HEADER, quoted=True, spoilt=files.defects.cp1252
    )
    first = output.rows + 2
    table, units = subsidies_table(block, funder, grants, names)
    output.write(table)
    rna = dict(zip(*_rna_of(block)))
    links.write_table(
        pa.table(
            [
                pa.array([f"subventions-{funder.siret[:9]}{INVENTED}.csv"] * len(units), type=pa.string()),
                pa.array(np.arange(first, first + len(units))),
                digits(block.units.siret(units), 14),
                digits(block.units.siren[units], 9),
                pa.array([rna.get(unit) for unit in units.tolist()], type=pa.string()),
            ],
            schema=LINKS,
        )
    )


def _rna_of(block: Block) -> tuple[list[int], list[str]]:
    rows, numbers = rna_numbers(block.units)
    return rows.tolist(), numbers


def _truth(block: Block, *, alone: bool = False, planted: bool = False) -> pa.Table:
    """What each organisation of a block truly is, and in which sources it stands."""
    units, rows = block.units, block.rows
    keep = np.flatnonzero(block.known[rows] & (in_rna(units)[rows] | (not alone)))
    rows = rows[keep]
    rna = dict(zip(*_rna_of(block)))
    known = in_rna(units)
    bank, codes = activities(), legal_codes()
    counted: Whole = np.bincount(block.places.unit[conventions(block)], minlength=len(units))
    kinds = [KINDS[position] for position in units.kind[rows].tolist()]
    themes = [
        bank[activity].theme if activity >= 0 else kind.theme
        for activity, kind in zip(units.activity[rows].tolist(), kinds)
    ]
    listed, esus, active = in_ess_list(block), in_esus(block), block.active
    none = np.zeros(len(rows), dtype=bool)
    columns: list[Any] = [
        pa.nulls(len(rows), pa.string()) if alone else digits(units.siren[rows], 9),
        pa.array([rna.get(row) for row in rows.tolist()], type=pa.string()),
        pa.array(
            [
                former_number(rna_number(units, row)) if known[row] and row not in rna else None
                for row in rows.tolist()
            ],
            type=pa.string(),
        ),
        pa.array([block.names[at] for at in keep.tolist()], type=pa.string()),
        pa.array([codes[at] for at in units.legal[rows].tolist()], type=pa.string()),
        pa.array([kind.family or None for kind in kinds], type=pa.string()),
        pa.array([theme or None for theme in themes], type=pa.string()),
        pa.array([kind.group or None for kind in kinds], type=pa.string()),
        pa.array([block.geography.places[at].code for at in units.place[rows].tolist()], type=pa.string()),
        pa.array(active[rows]),
        pa.array(none | planted),
        pa.array(none | (not alone)),
        pa.array(known[rows]),
        pa.array(none if alone else listed[rows]),
        pa.array(none if alone else esus[rows]),
        pa.array((counted[rows] * (not alone)).astype(np.int32)),
        pa.array([None if alone else block.traps[at] or None for at in keep.tolist()], type=pa.string()),
    ]
    return pa.table(columns, schema=TRUTH)


def _check_folder(folder: Path) -> None:
    if folder.is_file():
        raise GenerationError(f"{folder} est un fichier : donnez un dossier.")
    if not folder.is_dir():
        return
    ours = _earlier(folder)
    others = [
        one.name for one in folder.iterdir() if one.name not in ours and not one.name.startswith(".generation-")
    ]
    if others:
        raise GenerationError(
            f"{folder} contient déjà « {sorted(others)[0]} », qui n’a pas été inventé ici. "
            "Donnez un dossier vide, pour que des données inventées ne se mêlent pas à d’autres."
        )


def _earlier(folder: Path) -> set[str]:
    """The files that an earlier generation left in the folder."""
    try:
        marker = json.loads((folder / MARKER).read_text("utf-8"))
        return {MARKER, "truth.parquet", "truth_links.parquet", *marker["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _publish(work: Path, folder: Path, marker: dict[str, Any]) -> None:
    made = sorted(one.name for one in work.iterdir())
    old = _earlier(folder) - {MARKER}
    # The marker names the files of both until the old ones are gone, so that none is ever taken for a real one.
    _mark(folder, {**marker, "files": {**dict.fromkeys(sorted(old), 0), **marker["files"]}})
    for name in old:
        (folder / name).unlink(missing_ok=True)
    for name in made:
        (work / name).replace(folder / name)
    _mark(folder, marker)


def _mark(folder: Path, marker: dict[str, Any]) -> None:
    scratch = folder / f".generation-{MARKER}"
    scratch.write_text(json.dumps(marker, ensure_ascii=False, indent=1), "utf-8")
    scratch.replace(folder / MARKER)


def _from_days(days: int) -> date:
    return date(1970, 1, 1) + timedelta(days)


__all__ = ["BLOCK", "INVENTED", "MARKER", "Generated", "GenerationError", "generate"]
