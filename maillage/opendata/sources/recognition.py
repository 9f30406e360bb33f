"""Tells which file is which source, and of which date."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .loading import Found
from .opening import pieces_of
from .source import Layout, LoadError, Piece, Source

MARKER = "synthetic.json"
_LIKELY = 0.5
_OLD_LAYOUT = {"siren", "nic", "l1_normalisee", "apet700", "nomen_long"}
_READ = {".csv", ".txt", ".tsv", ".gz", ".zip", ".parquet", ".json", ".jsonl", ".xml", ".xlsx", ".xls", ".ods"}

# 2026-03-01, 20260301, 2026-03, 2026: what stands before or after is no digit.
_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass
class Survey:
    """What a folder holds: pieces recognised, pieces that nothing knows, and French faults."""

    found: list[Found] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    synthetic: bool = False


def survey(paths: Sequence[Path], sources: Sequence[Source], besides: Path) -> Survey:
    """Look at the beginning of each file (those of a folder, or named one by one), but under `besides`."""
    result = Survey()
    for path in paths:
        if not path.exists():
            raise LoadError(f"{path} n’existe pas. Vérifiez le chemin.")
        if path.is_dir():
            files = sorted(
                one
                for one in path.rglob("*")
                if one.is_file() and not _hidden(one, path) and besides not in one.parents
            )
            result.synthetic |= (path / MARKER).is_file()
        else:
            files = [path]
            result.synthetic |= (path.parent / MARKER).is_file()
        for file in files:
            if file.name == MARKER or file.suffix.lower() not in _READ:
                continue
            for piece in pieces_of(file):
                _place(piece, sources, result)
    return result


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _place(piece: Piece, sources: Sequence[Source], result: Survey) -> None:
    if piece.fault:
        result.faults.append(piece.fault)
        return
    try:
        found = recognise(piece, sources)
    except LoadError as error:
        result.faults.append(str(error))
        return
    if found:
        result.found.extend(found)
    else:
        result.ignored.append(piece.name)


def recognise(piece: Piece, sources: Sequence[Source]) -> list[Found]:
    """The source and layout of a piece, or of each table that it fills; none if nothing knows it.

    Raises `LoadError` when it is nearly one: a layout of before 2019, or a column gone.
    """
    every = [(source, layout) for source in sources for layout in source.layouts]
    certain = [
        Found(piece, source, layout)
        for source, layout in every
        if layout.recognise is not None and layout.recognise(piece)
    ]
    if certain:  # one layout for a table
        return list({one.source.table: one for one in reversed(certain)}.values())
    if not piece.header:
        return []
    if {name.strip().casefold() for name in piece.header} >= _OLD_LAYOUT:
        raise LoadError(
            f"{piece.name} : c’est l’ancien fichier Sirene d’avant 2019 (un seul fichier, colonnes "
            "L1_NORMALISEE, APET700, NOMEN_LONG…), que l’Insee ne publie plus. Téléchargez les fichiers "
            "d’aujourd’hui, StockUniteLegale et StockEtablissement, puis relancez."
        )
    by_header = [(source, layout) for source, layout in every if layout.recognise is None]
    whole = [
        (layout.known(piece.header), source, layout)
        for source, layout in by_header
        if not layout.missing(piece.header)
    ]
    if whole:
        _, source, layout = max(whole, key=lambda one: one[0])
        return [Found(piece, source, layout)]
    near = [(_likeness(layout, piece), layout) for _, layout in by_header]
    likeness, layout = max(near, key=lambda one: one[0])
    if likeness < _LIKELY:
        return []
    gone = layout.missing(piece.header)
    plural = "les colonnes" if len(gone) > 1 else "la colonne"
    read = ", ".join(piece.header[:12]) + ("…" if len(piece.header) > 12 else "")
    raise LoadError(
        f"{piece.name}, ligne 1 : on reconnaît « {layout.label} », mais il manque {plural} "
        f"{', '.join(f'« {name} »' for name in gone)}. Rétablissez l’en-tête d’origine ou téléchargez le "
        f"fichier de nouveau. En-tête lu : {read}"
    )


def _likeness(layout: Layout, piece: Piece) -> float:
    """How much a header looks like a layout that it does not fulfil: the share of its required columns."""
    if len(layout.required) < 3:
        return 0.0
    return 1 - len(layout.missing(piece.header)) / len(layout.required)


def vintage_in_name(name: str) -> date | None:
    """The date that a name bears, its first day when only a month or a year is said."""
    for pattern in (_DAY, _MONTH, _YEAR):
        if matches := pattern.findall(name):
            last = matches[-1] if isinstance(matches[-1], tuple) else (matches[-1],)
            numbers = [int(number) for number in last]
            try:
                return date(*[*numbers, 1, 1][:3])
            except ValueError:
                continue
    return None


def vintage_of(pieces: Sequence[Piece]) -> tuple[date, str]:
    """The date of files that go together, and how it is known, in French."""
    for names, how in (
        ([piece.path.name for piece in pieces], "d’après le nom du fichier"),
        ([piece.member or "" for piece in pieces], "d’après le nom dans le zip"),
        ([piece.path.resolve().parent.name for piece in pieces], "d’après le nom du dossier"),
    ):
        dates = [day for day in map(vintage_in_name, names) if day is not None]
        if dates:
            return max(dates), how
    return max(_own_date(piece) for piece in pieces), "d’après la date du fichier"


def _own_date(piece: Piece) -> date:
    if piece.member is not None:
        try:
            with ZipFile(piece.path) as archive:
                return date(*archive.getinfo(piece.member).date_time[:3])
        except (BadZipFile, ValueError):
            pass
    return datetime.fromtimestamp(piece.path.stat().st_mtime).date()


def marked_vintage(paths: Sequence[Path]) -> date | None:
    """The vintage that a generated folder announces in its marker, if it does."""
    for path in paths:
        marker = (path if path.is_dir() else path.parent) / MARKER
        if marker.is_file():
            try:
                return date.fromisoformat(json.loads(marker.read_text("utf-8"))["vintage"])
            except (ValueError, KeyError, TypeError):
                continue
    return None
