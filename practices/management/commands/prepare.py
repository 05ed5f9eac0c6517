"""``manage.py prepare``: everything that must be done before a site of this code serves anybody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

# Of this project's own choosing: whoever prepares holds PostgreSQL's advisory lock of this number.
LOCK = 4_711_2015


class Command(BaseCommand):
    help = (
        "Migrates the database, sets the site up and fills the search's index where it is needed. Hosts that "
        "start together wait for each other; an index that cannot be filled is reported and stops nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--wait", type=int, default=120, help="Seconds to wait for the database (default: 120)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One after the other, under a lock."""
        self._wait_for_the_database(options["wait"])
        with alone():
            call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
            call_command("setup_site", stdout=self.stdout)
        try:
            call_command("search_rebuild", if_needed=True, stdout=self.stdout)
        except CommandError as error:
            # The site answers from the database meanwhile, and the worker tries again.
            self.stderr.write(f"The search's index is not filled yet: {error}")

    def _wait_for_the_database(self, seconds: int) -> None:
        deadline = time.monotonic() + seconds
        while True:
            try:
                connection.ensure_connection()
                return
            except OperationalError as error:
                if time.monotonic() > deadline:
                    raise CommandError(f"The database does not answer: {error}") from error
                time.sleep(1)


@contextmanager
def alone() -> Iterator[None]:
    """Hold a lock of the whole database; SQLite has one host only and locks by itself."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
