"""``manage.py remove_demonstration``: takes the demonstration records and cities away again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.loading.demonstration import demonstration_records, remove_demonstration
from practices.loading.reading import ContentError, read_content
from practices.loading.writing import Store
from search import services as search


class Command(BaseCommand):
    help = (
        "Deletes the demonstration records and cities that nobody has edited since they were loaded. What "
        "was edited, has pages of its own below it or people who work for it is left and named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "content")
        parser.add_argument(
            "--no-input", action="store_true", help="Do not ask whether it is meant."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, delete in one transaction, say what was left."""
        number = demonstration_records()
        if not options["no_input"] and not self._is_meant(number):
            raise CommandError("Nothing was deleted.")
        try:
            removal = remove_demonstration(Store(), read_content(options["folder"]))
        except ContentError as error:
            raise CommandError(str(error)) from error
        search.build_waiting(wait=True)
        for line in removal.left:
            self.stdout.write(f"left: {line}")
        self.stdout.write(
            self.style.SUCCESS(
                f"{removal.records} records and {removal.cities} cities deleted, {len(removal.left)} left."
            )
        )

    def _is_meant(self, number: int) -> bool:
        self.stdout.write(
            f"{number} demonstration records, and the cities loaded with them, will be deleted."
        )
        try:
            return input("Type yes to delete them: ").strip().lower() == "yes"
        except EOFError:
            raise CommandError("Nobody is there to answer; say --no-input.") from None
