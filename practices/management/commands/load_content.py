"""``manage.py load_content --demonstration``: demonstration cities and records out of ``content/``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from practices.loading.command import ContentCommand
from practices.loading.demonstration import load_demonstration
from practices.loading.schema import Content
from practices.loading.writing import Store, find_page


class Command(ContentCommand):
    help = (
        "Loads the demonstration cities and records from content/, which setup_site leaves out. Each says "
        "that it is a demonstration; remove_demonstration takes them away. A second run changes nothing; "
        "what was edited in the admin since is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--demonstration", action="store_true", help="Yes, publish records for demonstration."
        )
        parser.add_argument(
            "--whole-only",
            action="store_true",
            help="Leave out the languages in which a record has title and summary alone: quicker, for tests.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse to publish demonstration records on a site by mistake."""
        if not options["demonstration"]:
            raise CommandError(
                "This publishes demonstration records in the names of cities: say --demonstration. "
                "What every site needs is made by setup_site."
            )
        self.whole_only = options["whole_only"]
        super().handle(*args, **options)

    def write(self, store: Store, content: Content) -> None:
        if find_page("cities", "en") is None:
            raise CommandError("Run manage.py setup_site first.")
        load_demonstration(
            store, content.model_copy(update={"heads": []}) if self.whole_only else content
        )
