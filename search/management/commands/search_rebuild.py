"""``manage.py search_rebuild``: fill the engine's index again from the search table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.engines import current_engine


class Command(BaseCommand):
    help = "Fills the index of the search engine again from the search table."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, with a line of progress per chunk."""

        def progress(done: int, total: int) -> None:
            self.stdout.write(f"{done} of {total}")

        engine = current_engine()
        number = engine.rebuild(progress)
        self.stdout.write(self.style.SUCCESS(f"{number} documents in the {engine.name} index."))
