"""Synthetic records by the million: the corpus that ``make_corpus`` wrote, copied by PostgreSQL itself.

``python -m benchmarks.multiply 10`` makes the corpus ten times as large. A copy has the words of its
original, but key, address and place in the tree of its own. To build a million documents one by one takes
hours; to copy their rows takes as long as to restore a dump of them. For throw-away databases.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

STEP, BASE = 4, 36  # A page's path has so many signs per level, which are digits to this base.
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What is copied, noted before the first copy is made. A city's records are one level below it.
NOTED = {
    "copied_page": "SELECT id, translation_key AS key FROM wagtailcore_page "
    "WHERE depth = 5 AND slug LIKE 'synthetic-%'",
    "copied_document": "SELECT id FROM search_searchdocument "
    "WHERE key IN (SELECT key FROM copied_page)",
}
PAGES, RECORDS, DOCUMENTS = (
    "IN (SELECT id FROM copied_page)",
    "IN (SELECT key FROM copied_page)",
    "IN (SELECT id FROM copied_document)",
)


def _tables(pages: int, documents: int, places: int, versions: int) -> dict[str, dict[str, str]]:
    """``{table: {column: SQL of its value in a copy}}``; first the column that says which rows.

    Copies stand so far apart: in numbers of pages and documents, places below a city, versions. All
    further columns are as in the original, a column "" gets its next number.
    """

    def page(column: str) -> dict[str, str]:
        return {column: f"{column} + copy * {pages}"}

    def key(column: str) -> dict[str, str]:
        return {column: f"md5({column}::text || '-' || copy)::uuid"}

    document = {"document_id": f"document_id + copy * {documents}"}
    return {
        "practices_record": key("key"),
        "wagtailcore_page": {
            **page("id"),
            **key("translation_key"),
            "path": _further(f"copy * {places}"),
            "slug": "slug || '-' || copy",
            "url_path": "left(url_path, -1) || '-' || copy || '/'",
        },
        "practices_recordpage": page("page_ptr_id") | key("record_id"),
        "practices_practicepage": page("recordpage_ptr_id"),
        "practices_trainingprogrammepage": page("recordpage_ptr_id"),
        "practices_studyvisitreportpage": page("recordpage_ptr_id"),
        "practices_recordpage_concepts": page("recordpage_id") | {"id": ""},
        "practices_provisionanswer": page("page_id") | {"id": ""},
        "practices_recordsource": page("page_id") | {"id": ""},
        "search_searchdocument": {
            "id": f"id + copy * {documents}",
            **key("key"),
            "version": f"version + copy * {versions}",
            "data": "regexp_replace(data::text, '/(synthetic-[0-9]+)/\"', "
            r"""'/\1-' || copy || '/"', 'g')::jsonb""",
        },
        "search_searchcode": document | {"id": ""},
        "search_text": document,
    }


ROWS = {
    "practices_record": RECORDS,
    "search_searchdocument": DOCUMENTS,
    "search_searchcode": DOCUMENTS,
    "search_text": DOCUMENTS,
}


def _further(steps: str) -> str:
    """SQL of a place so many steps further on below the same city."""
    worth = [BASE**place for place in range(STEP)]
    own = " + ".join(
        f"(strpos('{DIGITS}', substr(reverse(path), {place + 1}, 1)) - 1) * {worth[place]}"
        for place in range(STEP)
    )
    signs = " || ".join(
        f"substr('{DIGITS}', ({own} + {steps}) / {worth[place]} % {BASE} + 1, 1)"
        for place in reversed(range(STEP))
    )
    return f"left(path, -{STEP}) || {signs}"


def multiply(times: int) -> None:
    """Make the corpus so many times as large; one that was multiplied before is refused by its keys."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.models import F
    from wagtail.models import Page

    from kb.models import CityPage
    from search.models import SearchDocument, SearchState
    from search.table.counts import counted_codes, counts_changed

    cities = CityPage.objects.filter(city__code__startswith="synthetic-")
    places = max(cities.values_list("numchild", flat=True)) + 1
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL maintenance_work_mem = '1GB'; SET LOCAL session_replication_role = replica"
        )
        for name, rows in NOTED.items():
            cursor.execute(
                f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {rows}; ANALYZE {name}"
            )
        others = [
            counted_codes(row)
            for row in SearchDocument.objects.exclude(
                codes__facet="city", codes__code__startswith="synthetic-"
            )
        ]
        pages, documents, versions = (
            _number(cursor, f"max({column})", table)
            for column, table in (
                ("id", "wagtailcore_page"),
                ("id", "search_searchdocument"),
                ("version", "search_searchdocument"),
            )
        )
        for table, values in _tables(pages, documents, places, versions).items():
            start = time.monotonic()
            with _without_indexes(cursor, table):
                _copy(cursor, table, values, times - 1)
            print(f"  {table}: {time.monotonic() - start:.0f} s", flush=True)
        cities.update(numchild=F("numchild") * times)
        SearchState.objects.update(version=versions * times)
        # All counts grow so many times; what is not of the corpus was counted too often by that.
        cursor.execute("UPDATE search_searchcount SET number = number * %s", [times])
        counts_changed(others * (times - 1), [None] * len(others) * (times - 1))
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page, SearchDocument]):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _number(cursor: Any, what: str, table: str) -> int:
    cursor.execute(f"SELECT {what} FROM {table}")  # noqa: S608 - names of our own
    return int(cursor.fetchone()[0])


def _copy(cursor: Any, table: str, values: Mapping[str, str], copies: int) -> None:
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608
    columns = [column.name for column in cursor.description if values.get(column.name) != ""]
    chosen = ", ".join(values.get(column, column) for column in columns)
    first = next(column for column in values)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}, "  # noqa: S608
        f"generate_series(1, {copies}) AS copy WHERE {first} {ROWS.get(table, PAGES)}"
    )


@contextmanager
def _without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Indexes that hold no promise are made anew afterwards, which takes a fraction of the time."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass AND NOT indisunique",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _made in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, made in indexes:
        cursor.execute(made)


def main() -> None:
    """Multiply the corpus of the database that the settings name."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("times", type=int)
    times = parser.parse_args().times
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    import django

    django.setup()
    start = time.monotonic()
    multiply(times)
    print(f"multiplied by {times} in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
