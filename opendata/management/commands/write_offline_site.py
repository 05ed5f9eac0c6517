"""``manage.py write_offline_site``: a bag as pages that a browser opens from a folder, with a search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opendata.bag.restoring import BrokenBag
from opendata.offline.site import MARK, write_offline_site


class Command(BaseCommand):
    help = (
        "Writes the records, cities, documents and themes of a bag as pages in six languages, to be read "
        "without a network or a server. Nothing is in it that is not in the bag; no database is asked."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and where to."""
        parser.add_argument("bag", type=Path)
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Never into a folder that is something else."""
        folder: Path = options["folder"]
        if folder.exists() and not (folder / MARK).is_file():
            raise CommandError(f"{folder} is there and is no offline site.")
        try:
            number = write_offline_site(options["bag"], folder)
        except BrokenBag as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(self.style.SUCCESS(f"{number} records. Open {folder / 'index.html'}."))
