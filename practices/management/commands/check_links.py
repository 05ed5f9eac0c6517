"""``manage.py check_links``: asks the addresses that public records name. For the scheduler, once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from practices.link_checks.services import broken_uses, check, collect

MOST = 5_000
SECONDS = 3_600.0


class Command(BaseCommand):
    help = (
        "Asks the addresses that public records name, a few at a time; a broken run goes on later."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=MOST, help="How many at most.")
        parser.add_argument("--seconds", type=float, default=SECONDS, help="For how long at most.")

    def handle(self, *args: Any, **options: Any) -> None:
        """A second run on the same day asks only what is due again."""
        self.stdout.write(f"{collect()} addresses are named")
        asked = check(most=options["most"], seconds=options["seconds"])
        self.stdout.write(f"{asked} asked")
        self.stdout.write(f"{broken_uses().count()} broken in records")
