"""A selection of rows of one frozen table, as plain data: it gives SQL, a French sentence, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from maillage.kernel.text import typeset

from .tables import TABLES, label_of_value

Operator = Literal["in", "not_in", "has", "lacks", "is", "empty", "filled", "from", "until"]
Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on one column.

    `in`, `not_in` compare a plain column, `has`, `lacks` a list; `is` is for booleans; `empty` and `filled`
    look for NULL; `from` and `until` are inclusive bounds.
    """

    column: str
    operator: Operator
    values: tuple[Value, ...] = ()

    def sql(self) -> tuple[str, list[Any]]:
        """The predicate and its parameters. It is never NULL: a row is in or out."""
        name = f'"{self.column}"'
        match self.operator:
            case "in":
                if len(self.values) == 1:
                    return f"coalesce({name} = ?, false)", [self.values[0]]
                return f"coalesce(list_contains(?, {name}), false)", [list(self.values)]
            case "not_in":
                return f"NOT coalesce(list_contains(?, {name}), false)", [list(self.values)]
            case "has":
                return f"coalesce(list_has_any({name}, ?::VARCHAR[]), false)", [list(self.values)]
            case "lacks":
                return f"NOT coalesce(list_has_any({name}, ?::VARCHAR[]), false)", [list(self.values)]
            case "is":
                return (f"coalesce({name}, false)" if self.values[0] else f"NOT coalesce({name}, false)"), []
            case "empty":
                return f"{name} IS NULL", []
            case "filled":
                return f"{name} IS NOT NULL", []
            case "from":
                return f"coalesce({name} >= ?, false)", [self.values[0]]
            case "until":
                return f"coalesce({name} <= ?, false)", [self.values[0]]
        raise ValueError(f"unknown operator {self.operator!r}")

    def say(self, table: str) -> str:
        """The same in French, without a capital nor a full stop."""
        column = TABLES[table].columns[self.column]
        values = [label_of_value(self.column, value) for value in self.values]
        match self.operator:
            case "in" | "has":
                return f"{column.label} : {_either(values)}"
            case "not_in" | "lacks":
                return (
                    f"{column.label} : ni {' ni '.join(values)}"
                    if len(values) > 1
                    else f"{column.label} : pas {values[0]}"
                )
            case "is":
                return f"{column.label} : {'oui' if self.values[0] else 'non'}"
            case "empty":
                return f"{column.label} : non connu"
            case "filled":
                return f"{column.label} : connu"
            case "from":
                return f"{column.label} : à partir de {values[0]}"
            case "until":
                return f"{column.label} : jusqu’à {values[0]}"
        raise ValueError(f"unknown operator {self.operator!r}")


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of `table` that meet all the conditions."""

    table: str
    conditions: tuple[Condition, ...] = ()

    def where(self, *conditions: Condition) -> Selection:
        """The same, narrowed."""
        return Selection(self.table, self.conditions + conditions)

    def sql(self) -> tuple[str, list[Any]]:
        """The predicate (`true` when there is none) and its parameters."""
        clauses: list[str] = []
        parameters: list[Any] = []
        for condition in self.conditions:
            clause, values = condition.sql()
            clauses.append(clause)
            parameters += values
        return " AND ".join(clauses) or "true", parameters

    def say(self) -> str:
        """A French sentence that says what the rows are."""
        return _said(self)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "table": self.table,
            "conditions": [[c.column, c.operator, list(c.values)] for c in self.conditions],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Selection:
        """Read back what `as_json` gave; a table or a column that does not exist raises `ValueError`."""
        table = data["table"]
        if table not in TABLES:
            raise ValueError(f"unknown table {table!r}")
        conditions = tuple(
            Condition(column, operator, tuple(values)) for column, operator, values in data["conditions"]
        )
        for one in conditions:
            if one.column not in TABLES[table].columns:
                raise ValueError(f"unknown column {one.column!r} of {table!r}")
        return cls(table, conditions)


def among(column: str, *values: Value) -> Condition:
    """The column is one of the values."""
    return Condition(column, "in", values)


def not_among(column: str, *values: Value) -> Condition:
    """The column is none of the values (NULL included)."""
    return Condition(column, "not_in", values)


def having(column: str, *values: str) -> Condition:
    """The list holds at least one of the values."""
    return Condition(column, "has", values)


def without(column: str, *values: str) -> Condition:
    """The list holds none of the values."""
    return Condition(column, "lacks", values)


def yes(column: str) -> Condition:
    """The boolean is true."""
    return Condition(column, "is", (True,))


def no(column: str) -> Condition:
    """The boolean is false or unknown."""
    return Condition(column, "is", (False,))


def unknown(column: str) -> Condition:
    """The column is NULL."""
    return Condition(column, "empty")


def at_least(column: str, value: int | str | date) -> Condition:
    """The column is `value` or more."""
    return Condition(column, "from", (value.isoformat() if isinstance(value, date) else value,))


def at_most(column: str, value: int | str | date) -> Condition:
    """The column is `value` or less."""
    return Condition(column, "until", (value.isoformat() if isinstance(value, date) else value,))


@lru_cache(maxsize=4096)  # the same sentence stands under many figures
def _said(selection: Selection) -> str:
    label = TABLES[selection.table].label
    told = " ; ".join(one.say(selection.table) for one in selection.conditions)
    return typeset(f"{label} — {told}." if told else f"{label} (toutes les lignes).")


def _either(values: Iterable[str]) -> str:
    given = list(values)
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} ou {given[-1]}"
