"""Texts and lists of texts written as DuckDB literals."""

from __future__ import annotations

from collections.abc import Iterable


def quoted(text: str) -> str:
    """A text as a literal."""
    return "'" + text.replace("'", "''") + "'"


def in_list(expression: str, values: Iterable[str]) -> str:
    """Whether an expression is one of these texts; `false` when there are none. NULL gives NULL."""
    listed = ", ".join(map(quoted, values))
    return f"{expression} IN ({listed})" if listed else "false"
