"""``manage.py close_version``: takes the words of a public version away, because they name somebody, say."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.models import PublicVersion
from practices.records.public_versions import close_version


class Command(BaseCommand):
    help = (
        "Takes the words of one public version of a record away for good; its number stays taken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which version."""
        parser.add_argument("record", type=uuid.UUID, help="the identifier in /record/…/")
        parser.add_argument("number", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Closing one that is closed changes nothing."""
        found = PublicVersion.objects.filter(
            record=options["record"], number=options["number"]
        ).first()
        if found is None:
            raise CommandError("There is no such version.")
        if not found.closed_on:
            close_version(found)
        self.stdout.write("The words of this version are gone.")
