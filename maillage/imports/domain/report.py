"""The account of an import: how many rows became what; its parts sum to the whole, always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RowVerdict(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    MERGE = "merge"
    REVIEW = "review"
    OUTSIDE = "outside"
    REFUSED = "refused"


# What each verdict is called, before the import runs and in its report.
VERDICT_NAMES: dict[str, str] = {
    RowVerdict.CREATE: "Nouvelles",
    RowVerdict.CHANGE: "Modifiées",
    RowVerdict.UNCHANGED: "Inchangées",
    RowVerdict.MERGE: "Rattachées à une structure connue",
    RowVerdict.REVIEW: "À décider par une personne",
    RowVerdict.OUTSIDE: "Hors du territoire",
    RowVerdict.REFUSED: "Refusées",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that makes no actor: its line in the spreadsheet, the column and value at fault, and why."""

    line: int
    column: str
    value: str
    reason: str
    sheet: str = ""

    def as_json(self) -> dict[str, Any]:
        found = {"line": self.line, "column": self.column, "value": self.value, "reason": self.reason}
        return {**found, "sheet": self.sheet} if self.sheet else found


@dataclass(frozen=True)
class Report:
    """Counts of rows by what became of them, and all that is to be said. Raises if the parts do not sum."""

    rows_read: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    merged: int = 0
    to_review: int = 0
    outside: int = 0
    refused: Sequence[Refusal] = ()
    # Values left out of rows that were otherwise kept.
    left_out: Sequence[Refusal] = ()
    actors: int = 0
    possible_duplicates: int = 0
    absent: int = 0
    people: int = 0
    batch: int | None = None
    notices: Sequence[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = self.created + self.changed + self.unchanged + self.merged + self.to_review + self.outside
        if parts + len(self.refused) != self.rows_read:
            raise AssertionError(f"{parts} + {len(self.refused)} rows accounted for, {self.rows_read} read")

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON, the keys of its parts fixed."""
        return {
            "rows_read": self.rows_read,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "merged": self.merged,
            "to_review": self.to_review,
            "outside": self.outside,
            "refused": [one.as_json() for one in self.refused],
            "left_out": [one.as_json() for one in self.left_out],
            "actors": self.actors,
            "possible_duplicates": self.possible_duplicates,
            "absent": self.absent,
            "people": self.people,
            "batch": self.batch,
            "notices": list(self.notices),
        }


def tally(verdicts: Iterable[str]) -> dict[str, int]:
    """Count the rows of each verdict, none left out."""
    counts = dict.fromkeys((str(one) for one in RowVerdict), 0)
    for verdict in verdicts:
        counts[verdict] += 1
    return counts
