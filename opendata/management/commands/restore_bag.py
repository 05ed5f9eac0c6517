"""``manage.py restore_bag``: fills an empty site from a bag that ``write_bag`` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opendata.bag.restoring import BrokenBag, restore_bag


class Command(BaseCommand):
    help = (
        "Publishes the cities, records, events and developments of a bag on a site that setup_site has set "
        "up. What is there already is left as it is; a second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """From where."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing."""
        try:
            done = restore_bag(options["folder"])
        except BrokenBag as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(
            self.style.SUCCESS(
                f"{done['concepts']} concepts, {done['cities']} cities, {done['records']} records, "
                f"{done['events']} events, {done['developments']} developments."
            )
        )
