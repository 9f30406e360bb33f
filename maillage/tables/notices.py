"""What is said to the person about her file: notices on the way, and the one error that stops the reading."""

from dataclasses import dataclass
from enum import StrEnum

from maillage.kernel.text import french_number, typeset

SHOWN_LINES = 8
KEPT_LINES = 200


class Severity(StrEnum):
    """How much a notice matters: something done for her, something to look at, something lost."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class TableError(Exception):
    """The file cannot be read; the message is a French sentence saying where the trouble is and what to do."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        self.message = typeset(message)
        self.line = line
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark on the file, in French.

    `lines` are the line numbers of her spreadsheet, in order, cut at 200; `count` counts them all. `column`
    is the
    label of the column concerned, if one is. `code` names the kind of remark and never changes.
    """

    code: str
    severity: Severity
    message: str
    lines: tuple[int, ...] = ()
    count: int = 0
    column: str | None = None
    sheet: str | None = None

    @property
    def line(self) -> int | None:
        """The first line concerned."""
        return self.lines[0] if self.lines else None


class LineTally:
    """Counts the lines where something happened and keeps the first of them, in bounded memory."""

    __slots__ = ("count", "lines")

    def __init__(self) -> None:
        self.count = 0
        self.lines: list[int] = []

    def add(self, line: int) -> None:
        """Count `line`; the same line given twice in a row counts once."""
        if self.lines and self.count <= KEPT_LINES and self.lines[-1] == line:
            return
        self.count += 1
        if len(self.lines) < KEPT_LINES:
            self.lines.append(line)

    def __bool__(self) -> bool:
        return self.count > 0


def notice(
    code: str,
    severity: Severity,
    message: str,
    *,
    tally: LineTally | None = None,
    lines: tuple[int, ...] = (),
    column: str | None = None,
    sheet: str | None = None,
) -> Notice:
    """Make a notice whose French is well set; `tally` or `lines` say where."""
    if tally is not None:
        return Notice(code, severity, typeset(message), tuple(tally.lines), tally.count, column, sheet)
    return Notice(code, severity, typeset(message), lines[:KEPT_LINES], len(lines), column, sheet)


def said_lines(tally: LineTally) -> str:
    """Return « ligne 4 » or « lignes 4, 8, 9 et 12 autres »."""
    if tally.count == 1:
        return f"ligne {tally.lines[0]}"
    shown = [str(line) for line in tally.lines[:SHOWN_LINES]]
    others = tally.count - len(shown)
    last = f"{french_number(others)} autre{'s' if others > 1 else ''}" if others else shown.pop()
    return f"lignes {', '.join(shown)} et {last}"


def count_of(number: int, one: str, several: str) -> str:
    """Return « 1 ligne » or « 1 250 lignes »."""
    return f"{french_number(number)} {several if number > 1 else one}"
