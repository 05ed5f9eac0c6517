"""What the commands share that write ``content/`` into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from practices.loading.reading import ContentError, read_content
from practices.loading.schema import Content
from practices.loading.writing import Store
from search import services as search


class ContentCommand(BaseCommand):
    """Reads and checks all files, writes in one transaction, says what was done."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "content")

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing."""
        try:
            content = read_content(options["folder"])
            with transaction.atomic():
                store = Store()
                self.write(store, content)
        except ContentError as error:
            raise CommandError(str(error)) from error
        search.build_waiting(wait=True)
        self._report(store)

    def write(self, store: Store, content: Content) -> None:
        """What this command makes of the files."""
        raise NotImplementedError

    def _report(self, store: Store) -> None:
        """Say what was done, and what was kept because somebody had edited it."""
        for key in store.kept:
            self.stdout.write(f"kept as edited: {key}")
        counts = store.counts
        if counts["created"] or counts["updated"]:
            self.stdout.write(
                self.style.SUCCESS(
                    f"{counts['created']} created, {counts['updated']} updated, "
                    f"{counts['kept']} kept as edited, {counts['unchanged']} unchanged."
                )
            )
        else:
            self.stdout.write(self.style.SUCCESS(f"Nothing changed ({counts['unchanged']} items)."))
