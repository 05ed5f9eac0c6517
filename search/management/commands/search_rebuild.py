"""``manage.py search_rebuild``: fill the engine's index again from the search table."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines import chosen_engine
from search.engines.base import EngineUnavailable, uses_elasticsearch
from search.engines.embedded import EmbeddedEngine
from search.table.waiting import build_waiting

BAR = 30


class Command(BaseCommand):
    help = "Fills the index of the search engine again from the search table, while edits go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Do nothing where an index made for this code is in place.",
        )
        parser.add_argument(
            "--take-over",
            action="store_true",
            help="Replace the index under our prefix although another installation made it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and show how far it is; exit code 1 where another rebuild runs or the node is away."""
        from search.engines.elasticsearch.ownership import ForeignIndex
        from search.engines.elasticsearch.rebuilding import RebuildRuns, is_current, rebuild

        build_waiting(wait=True)
        engine = chosen_engine()
        self._start, self._tenths = time.monotonic(), -1
        embedded = EmbeddedEngine()
        if not embedded.is_current() and uses_elasticsearch():
            self.stdout.write("The embedded index, which answers while Elasticsearch does not:")
            embedded.rebuild(self._show)
        try:
            if options["if_needed"] and (
                is_current() if uses_elasticsearch() else embedded.is_current()
            ):
                self.stdout.write(f"The {engine.name} index is in place.")
                return
            self._start, self._tenths = time.monotonic(), -1
            if isinstance(engine, EmbeddedEngine):
                number = engine.rebuild(self._show)
            else:
                number = rebuild(self._show, take_over=options["take_over"])
        except ForeignIndex as foreign:
            raise CommandError(str(foreign)) from foreign
        except RebuildRuns as other:
            raise CommandError(
                "Another rebuild is at work. Wait until it is done; if it has died, this one can take "
                "over 40 seconds after its last sign of life."
            ) from other
        except EngineUnavailable as error:
            raise CommandError(f"Elasticsearch does not take it: {error}") from error
        if self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(self.style.SUCCESS(f"{number} documents in the {engine.name} index."))

    def _show(self, done: int, total: int) -> None:
        """A bar on a terminal; in a log a line per tenth."""
        part = done / total if total else 1.0
        speed = done / max(time.monotonic() - self._start, 0.001)
        left = (total - done) / speed if speed else 0
        line = f"{done:,} of {total:,}  {speed:,.0f} a second  {left:,.0f} s left"
        if self.stdout.isatty():
            full = round(part * BAR)
            self.stdout.write(f"\r[{'#' * full}{' ' * (BAR - full)}] {line}   ", ending="")
            self.stdout.flush()
        elif int(part * 10) > self._tenths:
            self._tenths = int(part * 10)
            self.stdout.write(line)
