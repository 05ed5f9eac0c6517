"""A page reads as many rows among ten times as many records: counted by PostgreSQL, not timed.

``make benchmark-pages`` measures the same with 1,000 and 100,000 records. What the embedded engine reads of
its own tables is bounded by numbers above what is made here, so its statements are left out; all that asks
for pages, records or kept counts is looked at.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.loading.bulk import BulkWriter
from practices.loading.corpus import Generator
from search import services as search
from tests.factories import InformationPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CITIES, FEW, MANY = 4, 40, 400
# Of what PostgreSQL reads, so much may be of chance: another record has one partner more.
MOST_TIMES, BESIDE = 1.6, 25
PAGES = (
    "/en/",
    "/en/cities/",
    "/en/cities/synthetic-000/",
    "/en/cities/synthetic-000/synthetic-0/",
    "/en/evidence-map/",
    "/en/browse/",
    "/en/browse/country/DK/",
    "/en/find/",
    "/en/documents/",
    "/en/about/",
    "/de/about/",
    "/sitemap.xml",
)
OF_THE_ENGINE = ("search_text", "mine AS MATERIALIZED")


class Corpus:
    """Synthetic records in English below the same few cities, more and more of them."""

    def __init__(self) -> None:
        self.generator = Generator(seed=1, cities=CITIES, concepts={}, provisions=[])
        self.writer = BulkWriter()
        self.writer.add_cities(CITIES)

    def grow(self, start: int, end: int) -> None:
        """Records with these numbers; the first is a practice in English in the first city."""
        records = [self.generator.record(number) for number in range(start, end)]
        for record in records:
            record.texts[0].language = "en"
            del record.texts[1:]
            if record.number == 0:
                record.kind, record.city, record.live = "practice", 0, True
        keys = self.writer.add_records(records)
        self.writer.finish()
        search.vocabulary_changed()
        search.refresh(keys)


def read_by(client: Client, address: str) -> tuple[int, int]:
    """How many statements a page needs and how many rows they read, by way of indexes where there are any."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        assert answer.status_code == 200, address
    asked = [query["sql"] for query in captured.captured_queries]
    with connection.cursor() as cursor:
        # Small tables are read whole because they are small; that says nothing of large ones.
        cursor.execute("SET LOCAL enable_seqscan = off")
        rows = sum(
            _rows(cursor, sql)
            for sql in asked
            if sql.startswith(("SELECT", "WITH")) and not any(own in sql for own in OF_THE_ENGINE)
        )
        cursor.execute("SET LOCAL enable_seqscan = on")
    return len(asked), rows


def _rows(cursor: Any, sql: str) -> int:
    cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
    found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return _rows_of(plan)


def _rows_of(plan: dict[str, Any]) -> int:
    below = sum(_rows_of(one) for one in plan.get("Plans", ()))
    if "Relation Name" not in plan:
        return below
    read = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return below + int((read + plan.get("Rows Removed by Index Recheck", 0)) * plan["Actual Loops"])


def test_pages_read_as_much_among_ten_times_as_many_records(client: Client, site_tree: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL says how many rows it reads; see make test-postgres.")
    InformationPageFactory(parent=site_tree.home, slug="about")
    corpus = Corpus()
    corpus.grow(0, FEW)
    few = {address: read_by(client, address) for address in PAGES}
    corpus.grow(FEW, MANY)
    many = {address: read_by(client, address) for address in PAGES}
    grown = {
        address: (few[address], many[address])
        for address in PAGES
        if many[address][0] > few[address][0]
        or many[address][1] > MOST_TIMES * few[address][1] + BESIDE
    }
    assert grown == {}, "statements and rows, among few records and among many"
