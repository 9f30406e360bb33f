"""What a source is: how its files are recognised, which table they fill, how much of them may be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from maillage.kernel.text import fold

Rows = Iterator[tuple[int, Mapping[str, str | None]]]


class LoadError(ValueError):
    """A file that cannot be loaded; the message is French, names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One table of rows to read: a file, or one member of a zip, with its header as it is written there.

    `form` is "csv", "parquet", "json", "workbook" or "other"; `head` is the beginning of the content,
    decoded; `header` is empty where the form has none. `fault` is the French reason why it cannot be read.
    """

    path: Path
    member: str | None = None
    form: str = "csv"
    header: tuple[str, ...] = ()
    delimiter: str = ","
    head: str = ""
    fault: str | None = None

    @property
    def name(self) -> str:
        """The name by which people know it."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One shape in which a source is published.

    `columns` maps each column that `query` reads to the names that publishers give it, best first; those that
    the file lacks are NULL, which the manifest says unless they are `rare`. `unused` are names that publishers
    give too and that nothing here needs. `required` are the columns without which the rows are useless.
    `constants` are columns that the layout itself settles. `query` is the SELECT of the target columns from
    `raw`, with `refusal` and `repairs` (see `rules.sql`).

    A layout that is no CSV nor Parquet with a header gives `recognise` (is it this piece?), then `rows` (line
    and values by published name), or, for a CSV without header, `positions` (role → place, from 0) and
    `skip_lines`; lines that begin with `ignored_lines` belong to something else. `encoding` is what the
    publisher announces; without it, UTF-8 and Windows-1252 are told apart line by line.
    """

    label: str
    query: str
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    unused: tuple[str, ...] = ()
    rare: frozenset[str] = frozenset()
    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    recognise: Callable[[Piece], bool] | None = None
    rows: Callable[[Piece], Rows] | None = None
    positions: Mapping[str, int] | None = None
    skip_lines: int = 1
    ignored_lines: str | None = None
    encoding: str | None = None

    def missing(self, header: tuple[str, ...]) -> list[str]:
        """The required columns that a header lacks, by the name that the publisher gives them."""
        present = {normal_name(name) for name in header}
        return [
            self.columns[role][0]
            for role in sorted(self.required)
            if not present.intersection(map(normal_name, self.columns[role]))
        ]

    def known(self, header: tuple[str, ...]) -> int:
        """How many names of a header this layout knows."""
        names = {normal_name(name) for published in self.columns.values() for name in published}
        return len(names.intersection(map(normal_name, header)))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a load holds when it is no whole source: a French reservation; whether the ESS alone is there."""

    told: str
    ess_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source: one folder of this room.

    `expected_loss` is a share of the rows, measured or stated in its sheet. `key`: expressions of which no two
    rows may share the values, the first never NULL (`key_name` in French); empty where rows may repeat.
    `together`: files of different dates make one table. `kept_odd`: French label → SQL condition on the loaded
    table, of the rows that are kept and counted. `scope` tells what its files hold, where they are partial.
    """

    name: str
    table: str
    publisher: str
    licence: str
    expected_loss: float
    layouts: tuple[Layout, ...]
    key: tuple[str, ...] = ()
    key_name: str = ""
    together: bool = False
    kept_odd: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scope: Callable[[Sequence[Piece]], Scope] | None = None


def official(names: str) -> Mapping[str, tuple[str, ...]]:
    """Columns from lines "role: name, other name", or "name" alone when the role is the official name."""
    columns: dict[str, tuple[str, ...]] = {}
    for line in filter(str.strip, names.splitlines()):
        role, _, published = line.strip().partition(":")
        columns[role] = tuple(name.strip() for name in published.split(",")) if published else (role,)
    return MappingProxyType(columns)


def normal_name(name: str) -> str:
    """A column's name as it is compared: without accents, case nor punctuation."""
    return fold(name)


def words(text: str) -> tuple[str, ...]:
    """Names set apart by spaces."""
    return tuple(text.split())


def sql(package: str, name: str) -> str:
    """The text of an SQL file that stands in a source's folder."""
    return files(package).joinpath(name).read_text("utf-8")
