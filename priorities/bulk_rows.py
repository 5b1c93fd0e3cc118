"""Many rows of one table at once, without an instance for each.

`bulk_create` costs some 70 µs a row in instances and SQL text alone; a file may bring 300,000.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]
Convert = Callable[[Any], Any]

#: Rows that one statement takes.
AT_ONCE = 2_000


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows in the order they come: by COPY on PostgreSQL, else by `executemany`.

    `columns` are names of fields, foreign keys as `…_id`: all but the primary key, since no default
    is filled in and no signal sent. ValueError names those that are missing. The caller holds a
    transaction, and has checked the rows.
    """
    options = model._meta
    by_name = {field.attname: field for field in options.concrete_fields if not field.primary_key}
    if wrong := sorted(set(by_name).symmetric_difference(columns)):
        raise ValueError(f"Rows of {options.label} need just their columns: {', '.join(wrong)}.")
    fields = [by_name[name] for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    table = f"{quote(options.db_table)} ({names})"
    prepared = as_stored([converter_of(field) for field in fields], rows)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        # Some at a time: rows may come from queries, which must not run while one COPY does.
        while some := list(islice(prepared, AT_ONCE)):
            if connection.vendor == "postgresql":
                with cursor.copy(" ".join(("COPY", table, "FROM STDIN"))) as copy:
                    for row in some:
                        copy.write_row(row)
            else:
                cursor.executemany(" ".join(("INSERT INTO", table, "VALUES", f"({places})")), some)


def as_stored(converters: Sequence[Convert | None], rows: Iterable[Row]) -> Iterator[list[Any]]:
    """The rows as the database's driver takes them."""
    converted = [(place, each) for place, each in enumerate(converters) if each is not None]
    for row in rows:
        cells = list(row)
        for place, convert in converted:
            if cells[place] is not None:
                cells[place] = convert(cells[place])
        yield cells


def converter_of(field: Any) -> Convert | None:
    """What makes a value of a field one for the driver; None where it is one already."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DecimalField):
        adapt = connection.ops.adapt_decimalfield_value
        return lambda value: adapt(value, field.max_digits, field.decimal_places)
    if isinstance(field, models.DateField):  # moments too; few are different
        return lru_cache(4_096)(lambda value: field.get_db_prep_save(value, connection))
    return None
