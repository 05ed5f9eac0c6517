"""An empty database filled with content, accounts and so many synthetic records."""

from __future__ import annotations

import os

from benchmarks.multiply import multiply

# So many are built one by one, as `make_corpus` does; a larger corpus is that one several times.
BUILT = 10_000


def fill(records: int) -> None:
    """Content, accounts, and so many synthetic records in place of those before."""
    from django.core.management import call_command
    from django.db import connection

    from search.table.waiting import build_waiting

    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("load_content", demonstration=True, verbosity=0)
    call_command("create_demo_accounts", "--force", verbosity=0)
    times = max(1, records // BUILT) if connection.vendor == "postgresql" else 1
    call_command("make_corpus", records // times, "--force", verbosity=0)
    build_waiting()
    if times > 1:
        multiply(times)
    if os.environ.get("ELASTICSEARCH_URL"):
        call_command("search_rebuild", verbosity=0)
    if connection.vendor == "postgresql":
        # It plans by what it has counted; in service its autovacuum does that.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
