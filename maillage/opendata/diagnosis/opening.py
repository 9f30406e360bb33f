"""Reads a frozen diagnosis: its figures, and the rows behind each."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from maillage.opendata.indicators import Condition, Figure, Frame, MeasuredBlock, Part, Selection, Source
from maillage.opendata.indicators.tables import TABLES, label_of_value
from maillage.opendata.store import StoreError
from maillage.tables import Cell

HIDDEN_NAME = "Non diffusible"
_NAMED = ("name",)


class FigureNotFound(KeyError):
    """No figure, or no part of it, of this code."""


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of the rows behind a part: `columns` are (name, French heading), `rows` their values.

    A row that may not be shown has all its values None but its name, which says so: it counts in `total`.
    """

    sentence: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Mapping[str, Any], ...]
    total: int
    page: int
    size: int
    sort: str

    @property
    def pages(self) -> int:
        """How many pages, one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as they are shown, column by column."""
        return tuple(tuple(_shown(name, row[name]) for name, _ in self.columns) for row in self.rows)


class Diagnosis:
    """A frozen diagnosis. Reads nothing but its own folder; `close` it when done (or use it as a context)."""

    def __init__(
        self, folder: Path, data: Mapping[str, Any], manifest: Mapping[str, Any], frame: Frame | None = None
    ) -> None:
        self.folder = folder
        self.data = data
        self.manifest = manifest
        self._frame = frame
        self._lock = threading.Lock()

    @property
    def territory(self) -> Mapping[str, Any]:
        """Slug, name, communes, population, collectivities, what it is compared with."""
        found: Mapping[str, Any] = self.data["territory"]
        return found

    @property
    def reference(self) -> str:
        """The folder's name, `<date>-<digest>`: what a permanent link holds."""
        return self.folder.name

    @property
    def on(self) -> str:
        """The date of the diagnosis, ISO."""
        return str(self.data["on"])

    @property
    def synthetic(self) -> bool:
        """Whether anything in it is invented; `notice` is what must then be written."""
        return bool(self.data["synthetic"])

    @property
    def notice(self) -> str:
        """« Données inventées », or nothing."""
        return str(self.data["notice"])

    @property
    def sections(self) -> list[Mapping[str, Any]]:
        """Code, title and codes of blocks, in the order of the page."""
        return list(self.data["sections"])

    @cached_property
    def blocks(self) -> dict[str, MeasuredBlock]:
        """Every block by code."""
        return {block["code"]: MeasuredBlock.from_json(block) for block in self.data["blocks"]}

    @cached_property
    def _raw(self) -> dict[str, Mapping[str, Any]]:
        return {figure["code"]: figure for figure in self.data["figures"]}

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all the figures, in the order of the page."""
        return tuple(self._raw)

    def figure(self, code: str) -> Figure:
        """A figure with its definition, its sources and its reservations. Raises `FigureNotFound`."""
        raw = self._raw.get(code)
        if raw is None:
            raise FigureNotFound(code)
        figure = Figure.from_json(raw)
        block = self.blocks[figure.block]
        sources: dict[Source, None] = {}
        for part in figure.parts:
            sources |= dict.fromkeys(
                Source(**one) for one in self.data["sources"].get(part.selection.table, ())
            )
        return replace(
            figure,
            definition=figure.definition or block.definition,
            sources=tuple(sources) or block.sources,
            reservations=(*figure.reservations, *block.reservations),
        )

    def figures(self) -> Iterator[Figure]:
        """All of them, complete."""
        return (self.figure(code) for code in self._raw)

    def lines(self, block: str) -> list[tuple[str, str, list[Figure]]]:
        """The lines of a block: code, label, figures in the order of its columns. Raises `FigureNotFound`."""
        if block not in self.blocks:
            raise FigureNotFound(block)
        return [
            (code, label, [self.figure(one) for one in figures])
            for code, label, figures in self.blocks[block].lines
        ]

    def part(self, code: str, part: str | None = None) -> Part:
        """A part of a figure (the first without a name). Raises `FigureNotFound`."""
        try:
            return self.figure(code).part(part)
        except KeyError as error:
            raise FigureNotFound(code if part is None else f"{code} {part}") from error

    def count(self, code: str, part: str | None = None, *, commune: str | None = None, text: str = "") -> int:
        """How many rows stand behind a part, read again from the rows."""
        return self.frame.count(self._narrowed(self.part(code, part).selection, commune), text=text)

    def total(self, code: str, part: str | None = None) -> Any:
        """What the rows behind a part add up to, read again from the rows."""
        wanted = self.part(code, part)
        return self.frame.measure([(wanted.selection, wanted.of)])[wanted.selection, wanted.of][1]

    def rows(
        self,
        code: str,
        part: str | None = None,
        *,
        page: int = 1,
        size: int = 50,
        sort: str = "",
        commune: str | None = None,
        text: str = "",
    ) -> RowPage:
        """One page of the rows behind a part.

        `sort` is a column shown, with « - » in front for the reverse; an unknown one is passed over. `commune`
        and `text` (within names) narrow the list. Rows that may not be shown come last.
        """
        selection = self._narrowed(self.part(code, part).selection, commune)
        columns = shown_columns(selection.table)
        sort = sort if sort.removeprefix("-") in dict(columns) else ""
        total = self.frame.count(selection, text=text)
        size = max(1, min(size, 500))
        page = max(1, min(page, max(1, -(-total // size))))
        found = self.frame.list_rows(selection, sort=sort, text=text, limit=size, offset=(page - 1) * size)
        names = [name for name, _ in columns]
        return RowPage(
            selection.say(), columns, tuple(_discreet(row, names) for row in found), total, page, size, sort
        )

    def export(
        self, code: str, part: str | None = None, *, commune: str | None = None, text: str = ""
    ) -> Iterator[list[Cell]]:
        """All the rows behind a part, headings first, one by one: for `tables.csv_lines` or `write_xlsx`.

        The last columns repeat the figure, its sources and « Données inventées »: a row cut
        out of the file still says where it comes from.
        """
        figure = self.figure(code)
        selection = self._narrowed(self.part(code, part).selection, commune)
        columns = shown_columns(selection.table)
        source = sources_text(figure.sources)
        extra: list[Cell] = [figure.label, source, *([self.notice] if self.synthetic else [])]
        headings: list[Cell] = [heading for _, heading in columns]
        yield [*headings, "Chiffre", "Source", *(["Avertissement"] if self.synthetic else [])]
        names = [name for name, _ in columns]
        for row in self.frame.list_rows(selection, text=text):
            seen = _discreet(row, names)
            yield [_cell(name, seen[name]) for name in names] + extra

    def as_json(self) -> dict[str, Any]:
        """The whole diagnosis as plain data: each figure with its definition, sources and reservations."""
        return {
            "notice": self.notice,
            "synthetic": self.synthetic,
            "reference": self.reference,
            **{key: self.data[key] for key in ("form", "territory", "on", "sections", "blocks", "not_said")},
            "figures": [figure.as_json() for figure in self.figures()],
        }

    def csv_rows(self) -> Iterator[list[Cell]]:
        """One line per figure, headings first, with its source and reservations: for `tables.csv_lines`."""
        yield [
            *("Code", "Chiffre", "Valeur", "Valeur haute", "Unité", "Écrit", "État", "Territoire", "Date"),
            *("Définition", "Sources", "Réserves", "Avertissement"),
        ]
        for figure in self.figures():
            yield [
                *(figure.code, figure.label, figure.value, figure.high, figure.unit, figure.text),
                *(figure.state, str(self.territory["name"]), self.on, figure.definition),
                *(sources_text(figure.sources), " ".join(figure.reservations), self.notice),
            ]

    @property
    def frame(self) -> Frame:
        """The frozen rows, opened at first need."""
        with self._lock:
            if self._frame is None:
                self._frame = Frame.over(self.folder)
            return self._frame

    def close(self) -> None:
        """Give the memory back."""
        with self._lock:
            if self._frame is not None:
                self._frame.close()
                self._frame = None

    def __enter__(self) -> Diagnosis:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _narrowed(self, selection: Selection, commune: str | None) -> Selection:
        if commune and "commune" in TABLES[selection.table].columns:
            return selection.where(Condition("commune", "in", (commune,)))
        return selection


def open_diagnosis(folder: Path) -> Diagnosis:
    """Open a frozen diagnosis. Raises `StoreError` in French when the folder holds none, or one too new."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        data = json.loads((folder / "figures.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"« {folder.name} » n’est pas un diagnostic lisible : refaites-le, ou ouvrez-en un autre."
        ) from error
    if data.get("form") != 1:
        raise StoreError(
            f"Le diagnostic « {folder.name} » est d’une autre version de Maillage : mettez Maillage à jour."
        )
    return Diagnosis(folder, data, manifest)


def list_diagnoses(out: Path, slug: str) -> list[Path]:
    """The folders of the frozen diagnoses of a territory, oldest first (of one date, the last frozen last)."""
    found = [
        path.parent for path in (out / slug).glob("*/manifest.json") if not path.parent.name.startswith(".")
    ]
    return sorted(found, key=lambda folder: (folder.name[:10], (folder / "manifest.json").stat().st_mtime_ns))


def shown_columns(table: str) -> tuple[tuple[str, str], ...]:
    """The (name, French heading) of the columns that a list of rows shows."""
    return tuple((name, column.label) for name, column in TABLES[table].columns.items() if column.shown)


def sources_text(sources: Iterable[Source]) -> str:
    """Sources in one line: label, publisher and vintage of each."""
    return " ; ".join(
        f"{one.label} ({', '.join(filter(None, (one.publisher, one.vintage)))})" for one in sources
    )


def _discreet(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    if row.get("publishable", True):
        return {name: row[name] for name in names}
    return {name: HIDDEN_NAME if name in _NAMED else None for name in names}


def _shown(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(label_of_value(name, one) for one in value)
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return label_of_value(name, value)


def _cell(name: str, value: Any) -> Cell:
    if isinstance(value, list):
        return _shown(name, value)
    return label_of_value(name, value) if isinstance(value, str) else value
