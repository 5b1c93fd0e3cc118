"""Which rows of the database changed, and how to make the same change again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection

#: A row as the database writes it down: on SQLite its values, on PostgreSQL its JSON.
Row = Any
WRITING = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "?(\w+)')


def table_written(sql: str) -> str:
    """The table that a statement changes; empty when it cannot be told."""
    found = WRITING.match(sql)
    return found[1] if found else ""


class Snapshot:
    """The rows that were there before; each table is read just before its first change."""

    def __init__(self) -> None:
        self.before: dict[str, set[Row]] = {}
        self.is_whole = True

    def keep(self, table: str) -> None:
        """Keep the rows of a table that is about to change."""
        if not table:
            self.is_whole = False
        elif table not in self.before:
            self.before[table] = set(rows_of(table))

    def difference(self) -> Difference | None:
        """What has changed since; None when something changed that cannot be told."""
        if not self.is_whole:
            return None
        found = Difference()
        for table, before in self.before.items():
            after = rows_of(table)
            found.add(table, before - set(after), [row for row in after if row not in before])
        return found


class Difference:
    """Rows that went and rows that came, by table."""

    def __init__(self) -> None:
        self.gone: dict[str, list[Any]] = {}
        self.come: dict[str, list[Row]] = {}

    def add(self, table: str, gone: set[Row], come: list[Row]) -> None:
        """Note the change of one table; a changed row goes and comes."""
        if gone:
            self.gone[table] = [key_of(table, row) for row in gone]
        if come:
            self.come[table] = come

    def tables(self) -> set[str]:
        """All tables that change."""
        return {*self.gone, *self.come}

    def apply(self) -> None:
        """Change the rows in the same way again."""
        if connection.vendor == "sqlite":
            self.apply_on_sqlite()
        else:
            self.apply_on_postgresql()

    def apply_on_sqlite(self) -> None:
        """One prepared statement for each table."""
        raw = connection.connection
        for table, keys in self.gone.items():
            statement = f'DELETE FROM "{table}" WHERE "{key_column(table)}" = ?'  # noqa: S608
            raw.executemany(statement, [(key,) for key in keys])
        for table, rows in self.come.items():
            marks = ", ".join("?" * len(rows[0]))
            raw.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608

    def apply_on_postgresql(self) -> None:
        """All at once, for each journey to the server takes its time."""
        statements, values = [], []
        for table, keys in self.gone.items():
            condition = f'"{key_column(table)}"::text = ANY(%s)'
            statements.append(f'DELETE FROM "{table}" WHERE {condition}')  # noqa: S608
            values.append([str(key) for key in keys])
        for table, rows in self.come.items():
            source = f'json_populate_recordset(NULL::"{table}", %s)'
            statements.append(f'INSERT INTO "{table}" SELECT * FROM {source}')  # noqa: S608
            values.append(f"[{','.join(rows)}]")
        if statements:
            with connection.connection.cursor() as cursor:
                cursor.execute(";".join(statements), values)


def rows_of(table: str) -> list[Row]:
    """All rows as the database has them, past every conversion."""
    with connection.connection.cursor() if is_postgresql() else sqlite_cursor() as cursor:
        if is_postgresql():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')  # noqa: S608
            return [row[0] for row in cursor.fetchall()]
        # A sign before a column keeps the driver from converting what it reads.
        columns = ", ".join(f'+"{name}"' for name in columns_of(table))
        return cursor.execute(f'SELECT {columns} FROM "{table}"').fetchall()  # noqa: S608


def is_postgresql() -> bool:
    """Whether rows are written down as JSON."""
    return connection.vendor == "postgresql"


@contextmanager
def sqlite_cursor() -> Iterator[Any]:
    """A cursor of the driver's own."""
    cursor = connection.connection.cursor()
    yield cursor
    cursor.close()


@cache
def columns_of(table: str) -> list[str]:
    """Names of all columns, in the order of the table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found]


@cache
def key_column(table: str) -> str:
    """Name of the primary key."""
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)


def key_of(table: str, row: Row) -> Any:
    """The primary key of a row."""
    name = key_column(table)
    return json.loads(row)[name] if is_postgresql() else row[columns_of(table).index(name)]
