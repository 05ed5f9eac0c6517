"""The results page beside the plain Wagtail way, on the same records, in the same run.

``python -m benchmarks.search_page --records 10000`` makes a temporary SQLite database with a synthetic
corpus; with ``DATABASE_URL`` set, that (empty) database is used instead. Prints a Markdown table.

The plain way is what Wagtail's documentation leads to: ``RecordPage.objects.live().public().search(…)``,
its number, its first 20 pages, and one grouped count per facet. It finds words in one language, knows no
synonyms and renders nothing; ours renders the whole page.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.tables import table

WARM_UP = 3
PAGE = 20
CONCEPT_FACETS = ("theme", "audience", "setting", "prevention_level", "method", "ideology")
COLUMN_FACETS = ("content_type", "scrutiny", "status", "evidence_level", "locale")


def prepare(records: int) -> None:
    """Fill the empty database: content, corpus, and the index of Wagtail's own search."""
    from django.core.management import call_command
    from wagtail.search import index

    from practices.models import (
        PracticePage,
        RecordPage,
        StudyVisitReportPage,
        TrainingProgrammePage,
    )

    for model in (RecordPage, PracticePage, TrainingProgrammePage, StudyVisitReportPage):
        # What a site without a search of its own would declare; only in this process.
        model.search_fields = [
            *model.search_fields,
            *(index.SearchField(name) for name in ("summary", "description", "results", "lessons")),
        ]
    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("load_content", demonstration=True, verbosity=0)
    call_command("make_corpus", records, "--force", verbosity=0)
    call_command("update_index", verbosity=0)


def queries(number: int) -> list[str]:
    """One to three words per query, in six languages, neither the rarest nor the commonest."""
    from practices.loading.corpus import LANGUAGE_SHARES, Words

    chance = random.Random(7)
    words = {language: Words.of(language).words[100:3_000] for language in LANGUAGE_SHARES}
    languages = list(LANGUAGE_SHARES)
    found = []
    for place in range(number):
        language = languages[place % len(languages)]
        found.append(" ".join(chance.choices(words[language], k=place % 3 + 1)))
    return found


def plain_way(query: str) -> int:
    """Wagtail's page search with one count per facet; returns the number of results."""
    from django.db.models import Count

    from kb.models import Concept
    from practices.models import RecordPage

    results = RecordPage.objects.live().public().search(query)
    total = results.count()
    for page in results[:PAGE]:
        str(page.specific.title)
    keys = results.get_queryset().order_by().values("pk")
    found = RecordPage.objects.filter(pk__in=keys)
    for column in COLUMN_FACETS:
        list(found.order_by().values(column).annotate(number=Count("pk")))
    for facet in CONCEPT_FACETS:
        list(
            Concept.objects.filter(facet=facet, records__in=found)
            .order_by()
            .values("code")
            .annotate(number=Count("records"))
        )
    return int(total)


def our_search(query: str) -> int:
    """Our search with all facets, labels, fragments and addresses, without the page around it."""
    from django.http import QueryDict
    from django.utils.http import urlencode

    from search import services

    return services.search(services.parse(QueryDict(urlencode({"q": query})), "en")).total


def our_page(query: str) -> int:
    """The whole results page as a visitor gets it."""
    from django.test import Client

    response = Client(headers={"host": "localhost"}).get("/en/search/", {"q": query})
    assert response.status_code == 200
    return len(response.content)


def measure(ways: dict[str, Callable[[str], Any]], asked: list[str]) -> dict[str, dict[str, float]]:
    """Milliseconds and SQL queries of each way, alternating between them query by query."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times: dict[str, list[float]] = {name: [] for name in ways}
    most: dict[str, int] = dict.fromkeys(ways, 0)
    for query in asked[:WARM_UP]:
        for way in ways.values():
            way(query)
    for query in asked:
        for name, way in ways.items():
            start = time.perf_counter()
            way(query)
            times[name].append((time.perf_counter() - start) * 1_000)
    for query in asked[:: len(asked) // 6 or 1]:
        for name, way in ways.items():
            with CaptureQueriesContext(connection) as captured:
                way(query)
            most[name] = max(most[name], len(captured))
    return {
        name: {
            "median": statistics.median(values),
            "p95": statistics.quantiles(values, n=20)[-1],
            "most": max(values),
            "queries": most[name],
        }
        for name, values in times.items()
    }


def report(figures: dict[str, dict[str, float]], vendor: str, records: int, number: int) -> str:
    """The table, with the ratio to the plain way."""
    plain = figures["plain Wagtail, no page"]["median"]
    heads = [
        "way", "median ms", "p95 ms", "longest ms", "ratio of medians", "SQL queries, at most",
    ]  # fmt: skip
    rows = [
        [
            name,
            *(f"{row[part]:.1f}" for part in ("median", "p95", "most")),
            f"{row['median'] / plain:.2f}",
            f"{row['queries']:.0f}",
        ]
        for name, row in figures.items()
    ]
    return f"{records} records, {number} queries, {vendor}:\n\n{table(heads, rows)}"


def main() -> None:
    """Make the database, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="alliance-benchmark-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'db.sqlite3'}")
        os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings.dev"
        os.environ["DEBUG"] = "false"
        os.environ["SEARCHES_PER_MINUTE"] = "0"
        import django

        django.setup()
        from django.db import connection

        prepare(options.records)
        ways = {
            "plain Wagtail, no page": plain_way,
            "ours, no page": our_search,
            "ours, whole page": our_page,
        }
        figures = measure(ways, queries(options.queries))
        print(report(figures, connection.vendor, options.records, options.queries))
        connection.close()


if __name__ == "__main__":
    main()
