"""The diagnosis on paper: the report, and the note of two pages, composed by the house's engine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maillage.kernel.text import french_date, french_number, typeset
from maillage.observatory.charts import specification
from maillage.observatory.domain.practices import ANSWER_LABELS, Answer
from maillage.observatory.presentation import BlockView, DiagnosisView, LineView
from maillage.observatory.queries.practices import Told, practice_table, practice_years
from maillage.territory.models import Pole
from maillage.territory.queries import current_pole
from maillage.ui import charts
from maillage.ui.address import absolute
from maillage.ui.colours import mix
from maillage.ui.pdf.engine import compile_pdf
from maillage.ui.pdf.qr import qr_rows

TEMPLATES = Path(__file__).parent / "paper_templates"
# What the two pages of the note show.
FIRST_PAGE: tuple[str, ...] = ("synthese",)
SECOND_PAGE: tuple[str, ...] = ("themes", "communes")
# Where Sirene is not loaded.
LISTS_ALONE: tuple[str, ...] = ("listes", "subventions")
METHOD = (
    "Les fichiers officiels sont chargés tels qu’ils sont publiés ; chaque ligne refusée l’est avec sa raison. "
    "L’appartenance à l’économie sociale et solidaire s’établit par des preuves séparées et datées : la "
    "catégorie juridique, l’indication de Sirene, la liste d’ESS France, l’agrément Esus. La loi du 31 juillet "
    "2014 (article 1er) sert de référence. Un établissement compte quand lui et son unité légale sont actifs "
    "et que l’appartenance est certaine ou probable.",
    "Les thèmes sont ceux des politiques publiques. Ils se déduisent de l’objet déclaré, du nom et de "
    "l’activité ; la part sans thème est toujours donnée. Les emplois sont encadrés par les bornes "
    "des tranches d’effectif.",
    "Deux ensembles ne se confondent pas : les structures des listes locales, dont beaucoup n’emploient "
    "personne, et celles de Sirene. Leur recouvrement est montré.",
)


class _Paper:
    """What both documents need: the Pôle, its colours, the drawings gathered on the way."""

    def __init__(self, view: DiagnosisView) -> None:
        self.view = view
        self.pole = current_pole() or Pole(name="Maillage")
        self.assets: dict[str, bytes] = {}

    def common(self, title: str) -> dict[str, Any]:
        """The data that every document of the diagnosis begins with."""
        palette = self.pole.palette
        address = absolute(self.view.row.get_absolute_url())
        return {
            "title": title,
            "territory": self.view.opened.territory["name"],
            "date": f"Au {french_date(self.view.row.stated_on)}",
            "pole": self.pole.name,
            "synthetic": self.view.opened.synthetic,
            "address": address,
            "qr": qr_rows(address),
            "look": {
                "primary": palette.primary,
                "ink": palette.ink,
                "soft": mix(palette.primary, "#ffffff", 0.08),
                "rule": mix(palette.ink, "#ffffff", 0.2),
                "warning": "#7a4a00",
            },
        }

    def block(self, block: BlockView) -> dict[str, Any]:
        """One indicator: its chart as a drawing, its table as text."""
        return {
            "code": block.code,
            "title": block.title,
            "definition": block.definition,
            "head": block.head,
            "columns": [column or "Valeur" for column in block.columns],
            "lines": [_line(line) for line in block.lines],
            "note": block.note,
            "reservations": list(block.reservations),
            "chart": self.draw(block),
            "alt": f"{block.title} : {block.chart_words}",
            "wide": block.chart != "map",
        }

    def draw(self, block: BlockView) -> str | None:
        """The drawing of a block among the assets, when it has one."""
        if not block.chart_url:
            return None
        spec = specification(
            block.block,
            self.view.figures,
            palette=self.pole.palette,
            outlines=self.view.outlines,
            synthetic=self.view.opened.synthetic,
        )
        name = f"{block.code}.svg"
        # The page is white: the ground of the screen would show as a patch.
        self.assets[name] = charts.svg({**spec, "background": "white", "title": None}).encode()
        return name


def _line(line: LineView) -> dict[str, Any]:
    return {"label": line.label, "sub": line.sub, "cells": [cell.text if cell else "" for cell in line.cells]}


def _key(view: DiagnosisView) -> tuple[list[dict[str, str]], list[str]]:
    key = view.key()
    if key is None:
        return [], []
    figures = [{"value": cell.text, "label": line.label} for line in key.lines if (cell := line.cells[0])]
    return figures, list(key.reservations)


def report_pdf(view: DiagnosisView) -> bytes:
    """The whole diagnosis (PDF/UA-1): contents, chapters with charts and reservations, practices, method.

    Raises `PaperError`.
    """
    paper = _Paper(view)
    figures, reservations = _key(view)
    sections: list[dict[str, Any]] = []
    for section in view.sections():
        sections.append(
            {
                "code": section.code,
                "title": section.title,
                "first": bool(sections),
                "blocks": [paper.block(block) for block in section.blocks],
            }
        )
    data = {
        **paper.common(
            typeset(f"{view.opened.territory['name']} : diagnostic de l'économie sociale et solidaire")
        ),
        "communes": _communes(view),
        "key": figures,
        "key-reservations": reservations,
        "sections": sections,
        "practices": _practices(view),
        "limits": list(view.opened.data["not_said"]),
        "method": [typeset(one) for one in METHOD],
        "sources": [
            {
                "label": one.label + (" (données inventées)" if one.synthetic else ""),
                "publisher": one.publisher or "non précisé",
                "vintage": one.vintage_words or "non précisée",
                "licence": one.licence or "non précisée",
            }
            for one in view.sources()
        ],
    }
    return compile_pdf(TEMPLATES / "report.typ", data, assets=paper.assets)


def _communes(view: DiagnosisView) -> str:
    names = [one["name"] for one in view.opened.territory["communes"]]
    people = view.opened.territory["population"]
    listed = ", ".join(names) if len(names) <= 12 else f"{len(names)} communes"
    return f"{listed} · {french_number(people)} habitants" if people else listed


def _practices(view: DiagnosisView) -> dict[str, Any] | None:
    """The newest published grids, for the Pôle's own territory."""
    years = practice_years()
    if not view.row.territory.is_main or not years:
        return None
    table = practice_table(years[0])
    return {
        "year": years[0],
        "names": [grid.actor.name for grid in table.grids],
        "parts": [
            {
                "heading": heading,
                "rows": [
                    {"label": practice.label, "cells": [_answer(cell) for cell in cells]}
                    for practice, cells in rows
                ],
            }
            for heading, rows in table.headings
        ],
    }


def _answer(cell: Told) -> str:
    words = [ANSWER_LABELS[Answer(cell.answer)].capitalize()]
    if cell.row is not None and cell.row.amount is not None:
        words.append(f"{french_number(cell.row.amount)}\u00a0€")
    if cell.row is not None and cell.row.structures is not None:
        words.append(f"{cell.row.structures} structures")
    return ", ".join(words)


def note_pdf(view: DiagnosisView, commune: str = "") -> bytes:
    """The note for a council: two A4 pages, for the territory or one of its communes (INSEE code).

    Raises `PaperError`.
    """
    paper = _Paper(view)
    name = next(
        (one["name"] for one in view.opened.territory["communes"] if one["code"] == commune),
        view.opened.territory["name"],
    )
    figures, _ = _key(view)
    if commune:
        figures = _figures_of(view, commune)
    first, second = FIRST_PAGE, SECOND_PAGE
    if "synthese" not in view.opened.blocks:
        first, second = LISTS_ALONE, ()
    if commune:
        first, second = (), ("communes",)
    data = {
        **paper.common(typeset(f"{name} : l'économie sociale et solidaire")),
        "key": figures,
        "key-columns": 3 if len(figures) % 3 == 0 else min(len(figures), 5) or 1,
        "row": 0.95,
        "first": [paper.block(view.block(code)) for code in first if code in view.opened.blocks],
        "second": [paper.block(view.block(code)) for code in second if code in view.opened.blocks],
        "limits": list(view.opened.data["not_said"])[:5],
        "sources-line": _sources_line(one.label for one in view.sources()),
    }
    return compile_pdf(TEMPLATES / "note.typ", data, assets=paper.assets)


def _figures_of(view: DiagnosisView, commune: str) -> list[dict[str, str]]:
    """The line of a commune in the table by commune, column by column."""
    block = view.block("communes")
    line = next((line for line in block.lines if line.code == commune), None)
    if line is None:
        return []
    return [
        {"value": cell.text, "label": column or cell.figure.label}
        for column, cell in zip(block.columns, line.cells, strict=True)
        if cell is not None
    ]


def _sources_line(labels: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(labels)) + "."
