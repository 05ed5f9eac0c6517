"""A statement that answers several questions at once, each with a list; compiled once, asked often.

To put some thirty questions into SQL takes Django longer than the database takes to answer them. So the
values of a record do not stand in the questions: a :class:`Given` stands in for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection
from django.db.models import Expression, F, Field, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class Given(Expression):
    """A value in a question that is known only when the question is asked, by its name."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A place for the value, with itself in it."""
        return "%s", (self,)

    def prepared(self, value: Any) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Rows(Subquery):
    """The rows of a queryset as one JSON list."""

    output_field = JSONField()

    def __init__(self, rows: Any, columns: Iterable[str]) -> None:
        super().__init__(rows.values(row=JSONObject(**{name: F(name) for name in columns})))

    def as_sql(self, compiler: Any, connection: Any, template: Any = None, **extra: Any) -> Any:
        """PostgreSQL and SQLite have each their own name for a list of rows."""
        listed = (
            "jsonb_agg(rows.row)"
            if connection.vendor == "postgresql"
            else "json_group_array(json(rows.row))"
        )
        own = f"(SELECT COALESCE({listed}, '[]') FROM (%(subquery)s) rows)"  # noqa: S608
        return super().as_sql(compiler, connection, template=own, **extra)


@dataclass(frozen=True)
class Statement:
    """SQL with places for values, and the names of its lists in their order."""

    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, one: QuerySet[Any], lists: Mapping[str, Rows]) -> Statement:
        """The lists beside the one row that ``one`` finds."""
        columns = {f"all_{name}": rows for name, rows in lists.items()}
        asked = one.annotate(**columns).values_list(*columns)
        sql, params = asked.query.get_compiler(connection=connection).as_sql()
        return cls(sql, tuple(params), tuple(lists))

    def ask(self, values: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """The rows of each list, for these values of what is :class:`Given`."""
        params = [
            param.prepared(values[param.name]) if isinstance(param, Given) else param
            for param in self.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            (found,) = cursor.fetchall()
        return {name: orjson.loads(rows) for name, rows in zip(self.names, found, strict=True)}
