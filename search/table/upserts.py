"""Upsert: numbers added to rows that are there or are made, in one statement on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

MOST_ROWS = 2_000


def add_up(
    model: type[models.Model],
    key: Sequence[str],
    number: str,
    counts: Mapping[tuple[Any, ...], int],
) -> None:
    """Add each number to ``number`` of the row with these values of ``key``, which are unique together.

    In the order of the keys, so that two processes never wait for one another.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in (*key, number)]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [quote(str(field.column)) for field in fields]
    ordered = sorted(counts.items(), key=lambda one: [str(value) for value in one[0]])
    for start in range(0, len(ordered), MOST_ROWS):
        some = ordered[start : start + MOST_ROWS]
        row = f"({', '.join(['%s'] * len(fields))})"
        values = [
            field.get_db_prep_save(value, connection)
            for one, count in some
            for field, value in zip(fields, (*one, count), strict=True)
        ]
        with connection.cursor() as cursor:
            # Names of our own tables and columns; what was counted arrives as values.
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * len(some))} "  # noqa: S608
                f"ON CONFLICT ({', '.join(columns[:-1])}) DO UPDATE "
                f"SET {columns[-1]} = {table}.{columns[-1]} + excluded.{columns[-1]}",
                values,
            )
