"""Every kind of page with few records and with many: what grows, and how much.

``python -m tests.postgres python -m benchmarks.pages`` (``make benchmark-pages``) fills an empty database
with a small corpus, asks for every page, does the same with larger ones, and prints a Markdown table with
their ratios. Nothing is kept ready: all caches are emptied before each request, but the vocabulary,
which no record changes, stays in memory. Where ``ELASTICSEARCH_URL`` names a node, the search asks that,
else the embedded engine.

The peer of a page is the page itself among few records: a page whose work is bounded takes the same time.
A page is asked for five times, less often where it is slow, and a statement is broken off after a minute, so
that the whole ends.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.filling import fill
from benchmarks.growth import Figure, report, write_into_document

SIZES = [1_000, 100_000]
REPEATED = 5
# Seconds for one page, and for one of its statements.
LONGEST, STATEMENT = 10.0, 60
# Beside the kinds of page that readers meet: (person, address); what stands in braces is of the corpus.
AT_WORK = {
    "large city": ("", "en/{city}"),
    "a record of the corpus": ("", "en/{record}"),
    "results, JSON": ("", "api/v1/search?q=prison"),
    "results, last page": ("", "en/search/?page=50"),
    "results as a file, first lines": ("", "en/search/?format=csv"),
    "sitemap": ("", "sitemap.xml"),
    "sitemap of pages": ("", "sitemap-pages.xml"),
    "desk of a large city": ("coordinator", "en/my-city/synthetic-000/"),
    "desk, drafts": ("coordinator", "en/my-city/synthetic-000/?state=draft"),
    "record at the desk": ("coordinator", "en/my-city/synthetic-000/records/{number}/"),
    "check before sending": ("coordinator", "en/my-city/synthetic-000/records/{number}/check/"),
    "editors' start page": ("editor", "admin/"),
    "editors' queue": ("editor", "admin/moderation/"),
    "review of a record": ("editor", "admin/moderation/{number}/"),
    "reports": ("editor", "admin/moderation/reports/"),
    "report of coverage": ("editor", "admin/moderation/reports/coverage/"),
    "report of links": ("editor", "admin/moderation/reports/links/"),
    "report of translations": ("editor", "admin/moderation/reports/translations/"),
    "editors' list of practices": ("editor", "admin/practices/"),
    "editors' page explorer": ("editor", "admin/pages/"),
}


def addresses() -> dict[str, tuple[str, str]]:
    """``name → (person, address)`` of all pages to be asked for."""
    from practices.models import PracticePage
    from tests.page_types import PAGE_TYPES

    record = (
        PracticePage.objects.filter(
            live=True, locale__language_code="en", url_path__contains="/synthetic-000/"
        )
        .order_by("pk")
        .first()
    )
    assert record is not None, "The corpus has no English practice in its first city."
    path = record.get_url_parts()[2].removeprefix("/en/")
    places = {"record": path, "city": path.rsplit("/", 2)[0] + "/", "number": record.pk}
    readers = {name: ("", f"en/{address}") for name, address in PAGE_TYPES.items()}
    return readers | {
        name: (person, address.format(**places)) for name, (person, address) in AT_WORK.items()
    }


def browsers() -> dict[str, Any]:
    """One of a reader, one of the coordinator of a synthetic city, one of an editor."""
    from django.test import Client

    from kb.accounts.services import give_role
    from kb.models import City, RoleKind, User

    found = {
        name: Client(headers={"host": "localhost"}, raise_request_exception=False)
        for name in ("", "coordinator", "editor")
    }
    for name in ("coordinator", "editor"):
        found[name].force_login(User.objects.get(email=f"{name}@example.org"))
    city = City.objects.get(code="synthetic-000")
    assert city is not None
    give_role(User.objects.get(email="coordinator@example.org"), city, RoleKind.COORDINATOR)
    return found


def ask_all() -> dict[str, Figure]:
    """Each page, asked for with empty caches."""
    found = {}
    clients = browsers()
    _break_off_statements(STATEMENT)
    for name, (person, address) in addresses().items():
        found[name] = ask(clients[person], address)
        print(f"  {name}: {found[name]}", flush=True)
    # Filling has statements that take longer.
    _break_off_statements(0)
    return found


def _break_off_statements(seconds: int) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{seconds}s'")


def ask(client: Any, address: str) -> Figure:
    """One page; of a stream its first part."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times: list[float] = []
    # The first answer of a process compiles templates and reads the vocabulary.
    client.get(f"/{address}")
    while len(times) < REPEATED and sum(times) < LONGEST * 1_000:
        _empty_caches()
        with CaptureQueriesContext(connection) as captured:
            start = time.perf_counter()
            answer = client.get(f"/{address}")
            streamed = answer.streaming
            content = next(iter(answer.streaming_content), b"") if streamed else answer.content
            times.append((time.perf_counter() - start) * 1_000)
    sql = sum(float(query["time"]) for query in captured.captured_queries) * 1_000
    return Figure(statistics.median(times), len(captured), sql, len(content), answer.status_code)


def _empty_caches() -> None:
    """Pages kept ready, and what is kept per state of the search table."""
    from django.core.cache import caches

    for cache in caches.all():
        cache.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith(("search.table.", "search.engines.embedded.")):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
            getattr(module, "_unfiltered", {}).clear()


def measure(sizes: Sequence[int]) -> list[dict[str, Figure]]:
    """Fill, ask, fill more, ask again."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings.dev"
    os.environ["DEBUG"] = "false"
    for name in ("SEARCHES_PER_MINUTE", "DOWNLOADS_PER_MINUTE"):
        os.environ[name] = "0"
    import django

    django.setup()
    figures = []
    for size in sizes:
        start = time.monotonic()
        fill(size)
        print(f"{size:,} records made in {time.monotonic() - start:.0f} s", flush=True)
        figures.append(ask_all())
    return figures


def main() -> None:
    """Measure this tree, or two commits, and print; ``--json`` keeps the figures instead."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--commits", nargs=2, metavar="COMMIT", help="Compare two commits.")
    parser.add_argument("--write", action="store_true", help="Also into docs/benchmarks.md.")
    parser.add_argument("--json", type=Path, help="Where to keep the figures.")
    options = parser.parse_args()
    sizes = options.sizes
    if len(sizes) < 2:
        parser.error("Growth needs two sizes at least.")
    if options.commits:
        from benchmarks.commits import compared

        print(compared(options.commits, sizes))
        return
    figures = measure(sizes)
    if options.json:
        options.json.write_text(
            json.dumps([{name: vars(one) for name, one in some.items()} for some in figures])
        )
        return
    table = report(figures, sizes)
    print(table)
    if options.write:
        write_into_document(table)


if __name__ == "__main__":
    main()
