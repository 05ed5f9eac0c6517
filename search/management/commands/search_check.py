"""``manage.py search_check``: do the table and the index say what the live pages say?"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineUnavailable, uses_elasticsearch
from search.table.counts import count_again, wrong_counts
from search.table.waiting import build_waiting
from search.table.writing import differences, refresh

SHOWN = 50
Difference = tuple[uuid.UUID, str]


class Command(BaseCommand):
    help = (
        "Compares the search table with the live, public pages, and Elasticsearch's index with the "
        "table, by number and version; exit code 1 on a difference."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Write what differs anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference and their number; with --repair, mend them."""
        build_waiting(wait=True)
        left = self._compare("table", differences, refresh, options["repair"])
        left += self._compare_counts(options["repair"])
        if uses_elasticsearch():
            from search.engines.elasticsearch import comparing

            try:
                left += self._compare(
                    "index", comparing.differences, comparing.repair, options["repair"]
                )
            except EngineUnavailable as error:
                raise CommandError(f"Elasticsearch does not answer: {error}") from error
        if left:
            advice = "See above." if options["repair"] else "Run search_check --repair."
            raise CommandError(f"{left} differences. {advice}")
        self.stdout.write(self.style.SUCCESS("0 differences."))

    def _compare_counts(self, repair: bool) -> int:
        """As :meth:`_compare`, of the counts that are kept beside the table."""
        found = wrong_counts()
        for line in found[:SHOWN]:
            self.stdout.write(line)
        if found and repair:
            count_again()
            self.stdout.write(self.style.SUCCESS("Counted again."))
            return 0
        return len(found)

    def _compare(
        self,
        side: str,
        find: Callable[[], list[Difference]],
        mend: Callable[[Iterable[uuid.UUID]], object],
        repair: bool,
    ) -> int:
        """Show what differs and perhaps mend it; returns how many differences are left."""
        found = find()
        for key, reason in found[:SHOWN]:
            self.stdout.write(f"{key}  {reason}")
        if len(found) > SHOWN:
            self.stdout.write(f"… and {len(found) - SHOWN} more")
        if not found or not repair:
            return len(found)
        mend([key for key, _reason in found])
        left = len(find())
        self.stdout.write(self.style.SUCCESS(f"{len(found) - left} differences repaired ({side})."))
        return left
