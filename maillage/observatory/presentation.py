"""A frozen diagnosis as pages and paper show it: sections, blocks, lines, cells with their addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import reverse

from maillage.actors.models import Actor
from maillage.kernel.text import french_date
from maillage.observatory.charts import in_words, is_drawn
from maillage.observatory.models import Diagnosis
from maillage.observatory.queries.diagnosis import latest_diagnosis, opened
from maillage.opendata import diagnosis as frozen
from maillage.opendata.indicators import Figure, MeasuredBlock, Source
from maillage.opendata.store import StoreError

KEY, LISTS = "essentiel", "listes"
# Tables longer than this open on demand: when a chart already tells them, and when nothing does.
LONG_TABLE, ENDLESS_TABLE = 7, 24
# What who has two minutes reads, after the key figures.
BRIEF = ("familles", "themes", "communes", "demographie")
HEADS: dict[str, str] = {
    "synthese": "Type de structure",
    "familles": "Famille",
    "preuves": "Appartenance",
    "themes": "Thème",
    "themes-detail": "Thème",
    "listes": "Thème",
    "effectifs": "Effectif",
    "emplois": "Famille",
    "population": "Territoire",
    "poids": "Territoire",
    "densite": "Pour 10\u00a0000 habitants",
    "employeurs": "Établissements",
    "survie": "Créés sur cinq années",
    "profil": "Famille, thème ou taille",
    "specialisation": "Thème ou famille",
    "recoupement": "Listes",
    "listes-communes": "Commune",
    "subventions": "Collectivité, année",
    "marches": "Acheteur, année",
    "clauses": "Acheteur, année",
    "zones": "Quartier",
    "map": "Commune",
    "lines": "Année",
}


@dataclass(frozen=True)
class Cell:
    """A figure and the address of its rows; `url` is empty where there is nothing to open."""

    figure: Figure
    url: str

    @property
    def text(self) -> str:
        """The figure as it is written in a table."""
        percent = self.figure.form in ("share", "share_range") and self.figure.value is not None
        return f"{self.figure.text}\u00a0%" if percent else self.figure.text

    @property
    def muted(self) -> bool:
        """Whether it tells that nothing can be told."""
        return self.figure.value is None


@dataclass(frozen=True)
class LineView:
    """A line of a table, a cell for each column, None where it has none.

    `sub` when it details the line above, `nothing` when all its figures are nought.
    """

    code: str
    label: str
    cells: list[Cell | None]
    sub: bool
    nothing: bool

    @property
    def absent(self) -> bool:
        """Whether it is a detail that was looked for, and not found."""
        return self.sub and [cell.figure.value if cell else None for cell in self.cells] == [0]

    @property
    def name(self) -> str:
        """Its label, without what ties it to the line above."""
        return self.label.removeprefix("dont ")


@dataclass(frozen=True)
class SourceView:
    """A source with its vintage in words."""

    source: Source

    @property
    def label(self) -> str:
        return self.source.label

    @property
    def publisher(self) -> str:
        return self.source.publisher

    @property
    def licence(self) -> str:
        return self.source.licence

    @property
    def synthetic(self) -> bool:
        return self.source.synthetic

    @property
    def vintage_words(self) -> str:
        """« 1er novembre 2026 », or what was given."""
        try:
            return french_date(date.fromisoformat(self.source.vintage))
        except ValueError:
            return self.source.vintage


@dataclass(frozen=True)
class BlockView:
    """One indicator: its table, its chart, what to beware of."""

    block: MeasuredBlock
    lines: list[LineView]
    sources: list[SourceView]
    chart_url: str
    png_url: str
    chart_words: str
    head: str
    folds: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.block, name)

    @property
    def columns(self) -> list[str]:
        """The headings of the columns, their thousands kept on one line."""
        return [re.sub(r"(?<=\d) (?=\d{3})", "\u00a0", column) for column in self.block.columns]

    @property
    def shown(self) -> list[LineView]:
        """The lines of the table on a page, without those of `absent`."""
        return [line for line in self.lines if not line.absent]

    @property
    def absent(self) -> list[LineView]:
        """The details that were looked for and not found: a page says them in one sentence."""
        return [line for line in self.lines if line.absent]

    @property
    def counted(self) -> str:
        """What the first column counts, which is what the chart draws."""
        return next((cell.figure.unit for line in self.lines for cell in line.cells[:1] if cell), self.unit)

    @property
    def folded(self) -> bool:
        """Whether the table opens on demand: long, and told by a chart."""
        return self.folds and len(self.shown) > (LONG_TABLE if self.chart_url else ENDLESS_TABLE)


@dataclass(frozen=True)
class SectionView:
    """A chapter of the page."""

    code: str
    title: str
    blocks: list[BlockView] = field(default_factory=list)


@lru_cache(maxsize=8)
def _figures(opened: frozen.Diagnosis) -> dict[str, Figure]:
    """The figures by code, read once: a frozen diagnosis never changes."""
    return {raw["code"]: Figure.from_json(raw) for raw in opened.data["figures"]}


class DiagnosisView:
    """The whole diagnosis, read once from its folder."""

    def __init__(
        self, row: Diagnosis, opened: frozen.Diagnosis, outlines: Mapping[str, Any], *, opens: bool = True
    ) -> None:
        self.row, self.opened, self.outlines = row, opened, outlines
        # A comparison is measured for the moment: its figures have no page of their own.
        self.opens = opens
        self.figures = _figures(opened)

    def address(self, name: str, *args: str) -> str:
        """The address of one of this diagnosis's pages."""
        return reverse(f"observatory:{name}", args=[self.row.slug, self.row.reference, *args])

    def cell(self, code: str) -> Cell:
        """A figure of this code, with the address of its rows."""
        figure = self.figures[code]
        return Cell(figure, self.address("figure", code) if figure.parts and self.opens else "")

    def block(self, code: str) -> BlockView:
        """One block, by its code. Raises KeyError."""
        block = self.opened.blocks[code]
        drawn = self.opens and is_drawn(block, self.figures, self.outlines)
        lines = []
        for line_code, label, codes in block.lines:
            cells: list[Cell | None] = [self.cell(one) for one in codes]
            cells += [None] * (len(block.columns) - len(cells))
            lines.append(
                LineView(
                    line_code,
                    label,
                    cells,
                    sub=label.startswith("dont "),
                    nothing=all(cell is None or not cell.figure.value for cell in cells),
                )
            )
        return BlockView(
            block,
            lines,
            [SourceView(source) for source in block.sources],
            self.address("chart", code, "svg") if drawn else "",
            self.address("chart", code, "png") if drawn else "",
            in_words(block, self.figures) if drawn else "",
            HEADS.get(code) or HEADS.get(block.chart) or "Ligne",
            folds=self.opens,
        )

    def sections(self) -> list[SectionView]:
        """The chapters in order, the key figures left out."""
        found = []
        for section in self.opened.sections:
            blocks = [self.block(code) for code in section["blocks"] if code != KEY]
            if blocks:
                found.append(SectionView(section["code"], section["title"], blocks))
        return found

    def key(self) -> BlockView | None:
        """The key figures; where Sirene is not loaded, what the lists hold and their first themes."""
        if KEY in self.opened.blocks:
            return self.block(KEY)
        if LISTS not in self.opened.blocks:
            return None
        lists = self.block(LISTS)
        total, *themes = lists.lines[:4]
        return replace(lists, lines=[replace(total, label="Structures des listes locales"), *themes])

    def brief(self) -> list[BlockView]:
        """The blocks whose chart, in words, makes the summary."""
        blocks = (self.block(code) for code in BRIEF if code in self.opened.blocks)
        return [block for block in blocks if block.chart_words]

    def sources(self) -> list[SourceView]:
        """Every source of the diagnosis, once."""
        found: dict[Source, None] = {}
        for sources in self.opened.data["sources"].values():
            found |= dict.fromkeys(Source(**one) for one in sources)
        return [SourceView(one) for one in found]


# What published data say of a collectivity, beside what it declares.
PUBLISHED = ("subventions", "marches", "clauses")


def published_of(actor: Actor) -> list[BlockView]:
    """The lines of a collectivity in the newest published diagnosis of the Pôle's territory, by its SIREN.

    None when that diagnosis cannot be read: what the collectivity declares is shown all the same.
    """
    row = latest_diagnosis()
    if row is None or not actor.siren:
        return []
    try:
        view = DiagnosisView(row, opened(row), {})
    except StoreError:
        return []
    found = []
    for code in PUBLISHED:
        if code in view.opened.blocks:
            block = view.block(code)
            lines = [line for line in block.lines if line.code.partition(".")[0] == actor.siren]
            if lines:
                found.append(replace(block, lines=lines))
    return found
