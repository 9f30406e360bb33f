"""Measures what indicators plan over frozen tables, and lists the rows behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from maillage.kernel.text import fold, french_number, typeset
from maillage.opendata.perimeter.sqltext import quoted

from .figure import Figure, MeasuredBlock, Number, Part, Source
from .indicator import Context, Indicator
from .selection import Condition, Selection
from .tables import TABLES

# So many columns of true and false at once, whatever the number of rows.
_CONDITIONS_AT_ONCE = 100

Key = tuple[Selection, str | None]


def connect() -> duckdb.DuckDBPyConnection:
    """A connection in memory that never looks for an extension on the network, and spills outside."""
    return duckdb.connect(
        config={
            "threads": 2,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(Path(tempfile.gettempdir()) / f"maillage-duckdb-{os.getpid()}"),
        }
    )


class Frame:
    """The frozen tables of one diagnosis, each a view named as in `tables.TABLES`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
        self.connection = connection
        self.tables = frozenset(tables)

    @classmethod
    def over(cls, folder: Path) -> Frame:
        """Open the Parquet files `<table>.parquet` of a folder."""
        connection = connect()
        tables = [path.stem for path in sorted(folder.glob("*.parquet")) if path.stem in TABLES]
        for table in tables:
            source = f"read_parquet({quoted(str(folder / f'{table}.parquet'))})"
            held = {one[0] for one in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
            # A column of today that an older diagnosis does not have says nothing of its rows.
            absent = "".join(
                f', NULL::{column.kind} AS "{name}"'
                for name, column in TABLES[table].columns.items()
                if name not in held
            )
            connection.execute(f"CREATE VIEW {table} AS SELECT *{absent} FROM {source}")
        return cls(connection, tables)

    def measure(self, parts: Iterable[Key]) -> dict[Key, tuple[int, Number]]:
        """Rows and value of each selection (and summed column); hundreds at once."""
        found: dict[Key, tuple[int, Number]] = {}
        by_table: dict[str, list[Key]] = {}
        for key in dict.fromkeys(parts):
            by_table.setdefault(key[0].table, []).append(key)
        for table, keys in by_table.items():
            batch: list[Key] = []
            conditions: dict[Condition, None] = {}
            for key in keys:
                batch.append(key)
                conditions |= dict.fromkeys(key[0].conditions)
                if len(conditions) >= _CONDITIONS_AT_ONCE:
                    found |= self._measure(table, batch, list(conditions))
                    batch, conditions = [], {}
            found |= self._measure(table, batch, list(conditions))
        return found

    def _measure(
        self, table: str, keys: Sequence[Key], conditions: Sequence[Condition]
    ) -> dict[Key, tuple[int, Number]]:
        """One reading gives a column of true and false for each condition; selections are their products.

        As many aggregates in SQL would take far longer to plan than to compute.
        """
        selected, parameters = ["true AS every"], []
        for at, condition in enumerate(conditions):
            predicate, values = condition.sql()
            selected.append(f"{predicate} AS c{at}")
            parameters += values
        summed = {of for _, of in keys if of}
        for name in sorted(summed):
            cents = f'coalesce("{name}", 0) * {_scale(table, name)}'
            selected.append(f'CAST({cents} AS BIGINT) AS "s_{name}"')
        read = (
            self.connection.cursor()
            .execute(f"SELECT {', '.join(selected)} FROM {table}", parameters)
            .fetchnumpy()
        )
        flags = {condition: read[f"c{at}"] for at, condition in enumerate(conditions)}
        found: dict[Key, tuple[int, Number]] = {}
        for selection, of in keys:
            held = read["every"]
            for condition in selection.conditions:
                held = held & flags[condition]
            rows = int(held.sum())
            if of is None:
                found[selection, of] = rows, rows
                continue
            total, scale = int(read[f"s_{of}"][held].sum()), _scale(table, of)
            found[selection, of] = rows, Decimal(total) / scale if scale > 1 else total
        return found

    def measure_block(self, indicator: Indicator, context: Context) -> tuple[MeasuredBlock, list[Figure]]:
        """Plan an indicator and fill it in: its figures, their sources, the reservations that hold."""
        block = indicator.plan(context)
        planned = [figure for line in block.lines for figure in line.figures]
        keys = [(part.selection, part.of) for figure in planned for part in figure.parts]
        for remark in block.remarks:
            keys.append((remark.selection, remark.of))
            if remark.among:
                keys.append((remark.among, remark.of))
        values = self.measure(key for key in keys if key[0].table in self.tables)
        said = [*block.reservations]
        for remark in block.remarks:
            number = values.get((remark.selection, remark.of), (0, 0))[1]
            if number:
                among = values[(remark.among, remark.of)][1] if remark.among else 0
                percent = french_number(100 * float(number) / float(among), 1) if among else ""
                plural = "s" if number >= 2 else ""
                said.append(remark.text.format(n=french_number(number), s=plural, share=percent))
        sources: dict[Source, None] = {}
        figures: list[Figure] = []
        for figure in planned:
            figure = replace(figure, block=indicator.code, label=typeset(figure.label))
            if not figure.parts or any(part.selection.table not in self.tables for part in figure.parts):
                figures.append(figure.silent(figure.state if figure.state != "told" else "not_in_source"))
                continue
            parts = tuple(_filled(part, values[(part.selection, part.of)]) for part in figure.parts)
            figures.append(figure.measured(parts))
            for one in parts:
                sources |= dict.fromkeys(context.sources.get(one.selection.table, ()))
        measured = MeasuredBlock(
            code=indicator.code,
            title=typeset(indicator.title),
            definition=typeset(indicator.definition),
            unit=indicator.unit,
            chart=block.chart,
            note=block.note,
            columns=block.columns,
            lines=tuple(
                (line.code, line.label, tuple(one.code for one in line.figures)) for line in block.lines
            ),
            reservations=tuple(typeset(sentence) for sentence in said),
            sources=tuple(sources),
        )
        return measured, figures

    def count(self, selection: Selection, text: str = "") -> int:
        """How many rows a selection holds, of which the names hold `text`."""
        where, parameters = self._where(selection, text)
        row = (
            self.connection.cursor()
            .execute(f"SELECT count(*) FROM {selection.table} WHERE {where}", parameters)
            .fetchone()
        )
        assert row is not None
        return int(row[0])

    def list_rows(
        self, selection: Selection, *, sort: str = "", text: str = "", limit: int | None = None, offset: int = 0
    ) -> Iterator[dict[str, Any]]:
        """The rows of a selection, all columns, a thousand at a time; those that may not be shown come last."""
        table = TABLES[selection.table]
        where, parameters = self._where(selection, text)
        orders = ["publishable DESC"] if "publishable" in table.columns else []
        if sort:
            column, way = sort.removeprefix("-"), "DESC" if sort.startswith("-") else "ASC"
            if column not in table.columns:
                raise ValueError(f"unknown column {column!r}")
            orders.append(f'"{column}" {way} NULLS LAST')
        unique = [name for name in ("row", "unit") if name in table.columns][:1]
        orders += [f"{table.order} NULLS LAST", *(f'"{name}"' for name in unique or table.columns)]
        cut = f" LIMIT {limit:d} OFFSET {offset:d}" if limit is not None else ""
        cursor = self.connection.cursor()
        cursor.execute(
            f"SELECT * FROM {selection.table} WHERE {where} ORDER BY {', '.join(orders)}{cut}", parameters
        )
        names = [one[0] for one in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield dict(zip(names, row))

    @staticmethod
    def _where(selection: Selection, text: str) -> tuple[str, list[Any]]:
        where, parameters = selection.sql()
        columns = [name for name in ("name", "sigle", "brand") if name in TABLES[selection.table].columns]
        if text.strip() and columns:
            found = " OR ".join(f"contains(lower(strip_accents(coalesce({name}, ''))), ?)" for name in columns)
            where = f"({where}) AND ({found})"
            parameters = [*parameters, *[fold(text)] * len(columns)]
        return where, parameters

    def close(self) -> None:
        """Give the memory back."""
        self.connection.close()


def _scale(table: str, column: str) -> int:
    """Amounts are summed in cents, so that they add up exactly."""
    return 100 if TABLES[table].columns[column].kind.startswith("DECIMAL") else 1


def _filled(part: Part, measured: tuple[int, Number]) -> Part:
    return replace(part, rows=measured[0], value=measured[1])
