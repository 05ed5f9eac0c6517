"""``manage.py search_push``: the worker that sends what changed to Elasticsearch."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineUnavailable, uses_elasticsearch
from search.table.waiting import build_waiting


class Command(BaseCommand):
    help = (
        "Builds what was missed and sends changed documents to Elasticsearch, again and again, until it is "
        "ended; fills an index that is missing or of another form. Without ELASTICSEARCH_URL it only builds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Send what waits and end.")
        parser.add_argument(
            "--pause", type=float, default=1.0, help="Seconds between two looks (default: 1)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Push once or for ever; a signal to end lets the chunk under way arrive."""
        from search.engines.elasticsearch import pushing

        if options["once"]:
            if not uses_elasticsearch():
                raise CommandError("ELASTICSEARCH_URL is not set: there is nothing to push to.")
            try:
                build_waiting(wait=True)
                self.stdout.write(f"{pushing.push_waiting()} documents sent.")
            except EngineUnavailable as error:
                raise CommandError(f"Elasticsearch does not take them: {error}") from error
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_received: stop.set())
        self.stdout.write("Pushing changes as they come. End with Ctrl-C.")
        pushing.work(options["pause"], stop, self._mend)

    def _mend(self) -> None:
        """Fill the index where it is missing or of another form; another rebuild at work is as good."""
        from search.engines.elasticsearch.ownership import ForeignIndex
        from search.engines.elasticsearch.rebuilding import RebuildRuns, is_current, rebuild

        if not uses_elasticsearch() or is_current():
            return
        try:
            number = rebuild(lambda done, total: None)
            self.stdout.write(f"{number} documents in a new index.")
        except RebuildRuns:
            pass
        except ForeignIndex as foreign:
            self.stderr.write(str(foreign))
