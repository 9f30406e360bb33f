"""The database's own index of analysed words: FTS5 on SQLite, a tsvector on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


# --- What is looked for ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Beginning:
    """Any word of the name that begins so, and of its topics; never of a description, full of words."""

    text: str
    topics: bool = True


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the parts."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """At least one of the parts."""

    parts: tuple[Wanted, ...]


Wanted = str | Beginning | All | Any_


def _tsquery(wanted: Wanted, weight: str = "") -> str:
    if isinstance(wanted, str):
        return f"'{wanted}':{weight}" if weight else f"'{wanted}'"
    if isinstance(wanted, Beginning):
        return f"'{wanted.text}':*{weight or ('AB' if wanted.topics else 'A')}"
    parts = (_tsquery(part, weight) for part in wanted.parts)
    return f"({(' & ' if isinstance(wanted, All) else ' | ').join(parts)})"


def among(queryset: QuerySet[Any], field: str, pks: Iterable[int]) -> QuerySet[Any]:
    """The rows of `queryset` whose `field` is one of `pks`, which may be thousands: one parameter in all."""
    values: Any = list(pks)
    if connection.vendor == "postgresql":
        chosen = RawSQL("SELECT unnest(%s::bigint[])", [values])
    else:
        chosen = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(values)])
    return queryset.filter(**{f"{field}__in": chosen})


# --- The index ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Index:
    """The index `name` of the words that some columns of the table `of` hold, the most telling column first.

    The first column holds the words of a name, the second those of its topics where there are three. The
    database keeps it: a row that is written in any way is indexed in the same transaction.
    """

    name: str
    of: str
    columns: tuple[str, ...]
    weights: tuple[float, ...]

    def _fts5(self, wanted: Wanted) -> str:
        if isinstance(wanted, str):
            return f'"{wanted}"'
        if isinstance(wanted, Beginning):
            columns = " ".join(self.columns[: 2 if wanted.topics else 1])
            return f'({{{columns}}} : "{wanted.text}"*)'
        joint = " AND " if isinstance(wanted, All) else " OR "
        return f"({joint.join(map(self._fts5, wanted.parts))})"

    def matching(
        self,
        queryset: QuerySet[Any],
        wanted: Wanted,
        *,
        limit: int | None = None,
        in_name: bool = False,
        ordered: bool = True,
    ) -> list[int]:
        """Primary keys of the rows of `queryset` (not sliced) that hold what is wanted, most relevant first.

        With `in_name`, those that hold it in their name. The order is the database's own and rough; to do
        without (`ordered`) takes less than half the time. Words hold letters and digits only, so that none
        needs quoting.
        """
        if connection.vendor == "postgresql":
            expression = _tsquery(wanted, weight="A" if in_name else "")
            rank = f"ts_rank('{{0.1,0.12,0.25,1}}', {self.of}.{self.name}, %s::tsquery, 1)"
            found = queryset.extra(where=[f"{self.of}.{self.name} @@ %s::tsquery"], params=[expression])
            order = RawSQL(rank, [expression]).desc()
        else:
            expression = self._fts5(wanted)
            if in_name:
                expression = f"{{{self.columns[0]}}} : ({expression})"
            found = queryset.extra(
                tables=[self.name],
                # The sign has the words looked up first, then the rows: the other way round is far slower.
                where=[f"{self.of}.id = +{self.name}.rowid", f"{self.name} MATCH %s"],
                params=[expression],
            )
            order = RawSQL(f"bm25({self.name}, {', '.join(map(str, self.weights))})", []).asc()
        pks = (found.order_by(order) if ordered else found.order_by()).values_list("pk", flat=True)
        return list(dict.fromkeys(pks[:limit] if limit else pks))

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many rows each stem stands (0 for none)."""
        if connection.vendor == "postgresql":
            sql = (
                f"SELECT t, (SELECT count(*) FROM {self.of} "
                f"WHERE {self.name} @@ ('''' || t || '''')::tsquery) FROM unnest(%s::text[]) AS t"
            )
            parameters: list[Any] = [list(stems)]
        else:
            marks = ", ".join(["%s"] * len(stems))
            sql = f"SELECT term, doc FROM {self.name}_terms WHERE term IN ({marks})"
            parameters = list(stems)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return dict.fromkeys(stems, 0) | dict(cursor.fetchall())

    def _triggers(self) -> dict[str, str]:
        """The body of each trigger by its name: SQLite's index is told of every change of the columns."""
        columns = ", ".join(self.columns)
        new, old = (", ".join(f"{row}.{column}" for column in self.columns) for row in ("new", "old"))
        changed = " OR ".join(f"new.{column} <> old.{column}" for column in self.columns)
        add = f"INSERT INTO {self.name}(rowid, {columns}) VALUES (new.id, {new});"
        remove = f"INSERT INTO {self.name}({self.name}, rowid, {columns}) VALUES ('delete', old.id, {old});"
        update = f"AFTER UPDATE OF {columns} ON {self.of} WHEN {changed} BEGIN {remove} {add} END"
        return {
            f"{self.name}_insert": f"AFTER INSERT ON {self.of} BEGIN {add} END",
            f"{self.name}_delete": f"AFTER DELETE ON {self.of} BEGIN {remove} END",
            f"{self.name}_update": update,
        }

    def make(self, database: BaseDatabaseWrapper) -> None:
        """Make what is missing of the index, and fill it.

        On SQLite a later migration that remakes the table drops its triggers without a word, which is why this
        runs after each migration too.
        """
        with database.cursor() as cursor:
            if database.vendor == "postgresql":
                vector = " || ".join(
                    f"setweight(to_tsvector('simple', {column}), '{weight}')"
                    for column, weight in zip(self.columns, "ABC", strict=False)
                )
                cursor.execute(
                    f"ALTER TABLE {self.of} ADD COLUMN IF NOT EXISTS {self.name} tsvector "
                    f"GENERATED ALWAYS AS ({vector}) STORED"
                )
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {self.name}_gin ON {self.of} USING gin ({self.name})"
                )
                return
            triggers = self._triggers()
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
                "UNION SELECT name FROM sqlite_master WHERE name = %s",
                [self.of, self.name],
            )
            if {name for (name,) in cursor.fetchall()} >= {self.name, *triggers}:
                return
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.name} USING fts5({', '.join(self.columns)}, "
                f"content='{self.of}', content_rowid='id', "
                "tokenize='unicode61 remove_diacritics 0', prefix='3 4')"
            )
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.name}_terms USING fts5vocab({self.name}, row)"
            )
            for name, body in triggers.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
            cursor.execute(f"INSERT INTO {self.name}({self.name}) VALUES ('rebuild')")

    def drop(self, database: BaseDatabaseWrapper) -> None:
        """Remove the index; the words in the columns stay."""
        with database.cursor() as cursor:
            if database.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {self.of} DROP COLUMN IF EXISTS {self.name}")
                return
            for name in self._triggers():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}_terms")
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")

    def check(self) -> None:
        """Raise `django.db.DatabaseError` where SQLite's index no longer says what the columns say."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {self.name}({self.name}, rank) VALUES ('integrity-check', 1)")


ACTORS = Index("actors_search", "actors_actor", ("words_name", "words_topic", "words_text"), (8.0, 2.0, 1.0))
