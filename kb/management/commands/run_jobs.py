"""``manage.py run_jobs``: everything periodic, each by its own rhythm, on any number of hosts."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from kb.jobs.services import run_due, start_due, wait_for_running

logger = logging.getLogger(__name__)
LONGEST_END = 20.0


class Command(BaseCommand):
    help = (
        "Runs what is due every minute or once a day: scheduled publishing, reminders and summaries, links, "
        "the comparison of the search, old sessions and tasks. Runs until it is ended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run what is due now and end.")
        parser.add_argument(
            "--pause", type=float, default=20.0, help="Seconds between two looks (default: 20)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """A signal to end lets what is under way come to its end for a while."""
        if options["once"]:
            self.stdout.write(f"Run: {', '.join(run_due()) or 'nothing was due'}.")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_received: stop.set())
        self.stdout.write("Running jobs when they are due. End with Ctrl-C.")
        while not stop.is_set():
            try:
                close_old_connections()
                start_due()
            except DatabaseError as error:
                logger.warning("The database does not answer (%s); trying again.", error)
            stop.wait(options["pause"])
        wait_for_running(LONGEST_END)
