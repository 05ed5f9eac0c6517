"""``manage.py search_check``: does the search table say what the live pages say?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.indexing import differences, refresh


class Command(BaseCommand):
    help = "Compares the search table with the live, public pages; exit code 1 on a difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Write what differs anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference and their number; with --repair, mend them."""
        found = differences()
        for key, reason in found:
            self.stdout.write(f"{key}  {reason}")
        if not found:
            self.stdout.write(self.style.SUCCESS("0 differences."))
        elif options["repair"]:
            refresh([key for key, _reason in found])
            self.stdout.write(self.style.SUCCESS(f"{len(found)} differences repaired."))
        else:
            raise CommandError(f"{len(found)} differences. Run search_check --repair.")
