"""What a benchmark gives: a titled table of figures, printed as text or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Cell = str | int | float | None


@dataclass
class Table:
    """Figures side by side. Cells that are numbers are aligned; None is a figure that does not apply."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        written = [[_written(cell) for cell in row] for row in self.rows]
        widths = [
            max(len(row[at]) for row in [list(self.columns), *written]) for at in range(len(self.columns))
        ]
        numeric = [
            all(isinstance(row[at], int | float | None) for row in self.rows) for at in range(len(widths))
        ]
        lines = [self.title, ""]
        for row in [list(self.columns), *written]:
            lines.append(
                "  ".join(
                    cell.rjust(width) if right else cell.ljust(width)
                    for cell, width, right in zip(row, widths, numeric, strict=True)
                ).rstrip()
            )
        lines.insert(3, "  ".join("-" * width for width in widths))
        return "\n".join([*lines, *(f"  {note}" for note in self.notes), ""])


def _written(cell: Cell) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) <= 1 else f"{cell:,.1f}".replace(",", " ")
    return f"{cell:,}".replace(",", " ") if isinstance(cell, int) else cell
