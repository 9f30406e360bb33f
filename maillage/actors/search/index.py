"""The database's own index of the analysed words: FTS5 on SQLite, a tsvector on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

TABLE = "actors_search"
_COLUMNS = ("words_name", "words_topic", "words_text")
_WEIGHTS = (8.0, 2.0, 1.0)


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


def _fts5(wanted: Wanted) -> str:
    if isinstance(wanted, str):
        return f'"{wanted}"'
    if isinstance(wanted, Beginning):
        columns = "words_name words_topic" if wanted.topics else "words_name"
        return f'({{{columns}}} : "{wanted.text}"*)'
    return f"({(' AND ' if isinstance(wanted, All) else ' OR ').join(map(_fts5, wanted.parts))})"


def _tsquery(wanted: Wanted, weight: str = "") -> str:
    if isinstance(wanted, str):
        return f"'{wanted}':{weight}" if weight else f"'{wanted}'"
    if isinstance(wanted, Beginning):
        return f"'{wanted.text}':*{weight or ('AB' if wanted.topics else 'A')}"
    parts = (_tsquery(part, weight) for part in wanted.parts)
    return f"({(' & ' if isinstance(wanted, All) else ' | ').join(parts)})"


# --- Reading -------------------------------------------------------------------------------------------
def matching(
    queryset: QuerySet[Any],
    wanted: Wanted,
    *,
    limit: int | None = None,
    in_name: bool = False,
    ordered: bool = True,
) -> list[int]:
    """Primary keys of the actors of `queryset` (not sliced) that hold what is wanted, most relevant first.

    With `in_name`, those that hold it in their name. The order is the database's own and rough; to do without
    (`ordered`) takes less than half the time. Words hold letters and digits only, so that none needs quoting.
    """
    if connection.vendor == "postgresql":
        expression = _tsquery(wanted, weight="A" if in_name else "")
        rank = f"ts_rank('{{0.1,0.12,0.25,1}}', actors_actor.{TABLE}, %s::tsquery, 1)"
        found = queryset.extra(where=[f"actors_actor.{TABLE} @@ %s::tsquery"], params=[expression])
        order = RawSQL(rank, [expression]).desc()
    else:
        expression = f"{{words_name}} : ({_fts5(wanted)})" if in_name else _fts5(wanted)
        found = queryset.extra(
            tables=[TABLE],
            # The sign has the words looked up first, then the actors: the other way round is far slower.
            where=[f"actors_actor.id = +{TABLE}.rowid", f"{TABLE} MATCH %s"],
            params=[expression],
        )
        order = RawSQL(f"bm25({TABLE}, {', '.join(map(str, _WEIGHTS))})", []).asc()
    pks = (found.order_by(order) if ordered else found.order_by()).values_list("pk", flat=True)
    return list(dict.fromkeys(pks[:limit] if limit else pks))


def frequencies(stems: Sequence[str]) -> dict[str, int]:
    """In how many actors each stem stands (0 for none)."""
    if connection.vendor == "postgresql":
        sql = f"SELECT t, (SELECT count(*) FROM actors_actor WHERE {TABLE} @@ ('''' || t || '''')::tsquery)"
        sql += " FROM unnest(%s::text[]) AS t"
        parameters: list[Any] = [list(stems)]
    else:
        marks = ", ".join(["%s"] * len(stems))
        sql, parameters = f"SELECT term, doc FROM {TABLE}_terms WHERE term IN ({marks})", list(stems)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return dict.fromkeys(stems, 0) | dict(cursor.fetchall())


def among(queryset: QuerySet[Any], field: str, pks: Iterable[int]) -> QuerySet[Any]:
    """The rows of `queryset` whose `field` is one of `pks`, which may be thousands: one parameter in all."""
    values: Any = list(pks)
    if connection.vendor == "postgresql":
        chosen = RawSQL("SELECT unnest(%s::bigint[])", [values])
    else:
        chosen = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(values)])
    return queryset.filter(**{f"{field}__in": chosen})


# --- Making --------------------------------------------------------------------------------------------
_SQLITE_TABLES = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
    {", ".join(_COLUMNS)}, content='actors_actor', content_rowid='id',
    tokenize='unicode61 remove_diacritics 0', prefix='3 4'
);
CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE}_terms USING fts5vocab({TABLE}, row);
"""
_NEW = ", ".join(f"new.{column}" for column in _COLUMNS)
_OLD = ", ".join(f"old.{column}" for column in _COLUMNS)
_CHANGED = " OR ".join(f"new.{column} <> old.{column}" for column in _COLUMNS)
_ADD = f"INSERT INTO {TABLE}(rowid, {', '.join(_COLUMNS)}) VALUES (new.id, {_NEW});"
_REMOVE = f"INSERT INTO {TABLE}({TABLE}, rowid, {', '.join(_COLUMNS)}) VALUES ('delete', old.id, {_OLD});"
_SQLITE_TRIGGERS = {
    f"{TABLE}_insert": f"AFTER INSERT ON actors_actor BEGIN {_ADD} END",
    f"{TABLE}_delete": f"AFTER DELETE ON actors_actor BEGIN {_REMOVE} END",
    f"{TABLE}_update": (
        f"AFTER UPDATE OF {', '.join(_COLUMNS)} ON actors_actor WHEN {_CHANGED} BEGIN {_REMOVE} {_ADD} END"
    ),
}
_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', {column}), '{weight}')"
    for column, weight in zip(_COLUMNS, "ABC", strict=True)
)


def make_index(database: BaseDatabaseWrapper) -> None:
    """Make what is missing of the index, and fill it.

    On SQLite a later migration that remakes the table of actors drops its triggers without a word, which is
    why this runs after each migration too.
    """
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(
                f"ALTER TABLE actors_actor ADD COLUMN IF NOT EXISTS {TABLE} tsvector "
                f"GENERATED ALWAYS AS ({_VECTOR}) STORED"
            )
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {TABLE}_gin ON actors_actor USING gin ({TABLE})")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'actors_actor' "
            "UNION SELECT name FROM sqlite_master WHERE name = %s",
            [TABLE],
        )
        present = {name for (name,) in cursor.fetchall()}
        if present >= {TABLE, *_SQLITE_TRIGGERS}:
            return
        for statement in filter(str.strip, _SQLITE_TABLES.split(";\n")):
            cursor.execute(statement)
        for name, body in _SQLITE_TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
        cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")


def drop_index(database: BaseDatabaseWrapper) -> None:
    """Remove the index; the words in the columns stay."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE actors_actor DROP COLUMN IF EXISTS {TABLE}")
            return
        for name in _SQLITE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}_terms")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def check_index() -> None:
    """Raise `django.db.DatabaseError` where SQLite's index no longer says what the columns say."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)")
